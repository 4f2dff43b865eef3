package tertial;

import com.sun.jna.Pointer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Runs every method of its own without parameters; arguments: tests/data, and plan, language, file of each document. */
final class TertialTest {
    private static Path data;
    private static List<String> documents;

    public static void main(String[] arguments) throws IllegalAccessException {
        data = Path.of(arguments[0]);
        documents = List.of(arguments).subList(1, arguments.length);
        int failed = 0;
        int run = 0;
        for (Method method : TertialTest.class.getDeclaredMethods()) {
            if (method.getParameterCount() > 0 || Modifier.isPrivate(method.getModifiers())) {
                continue;
            }
            ++run;
            try {
                method.invoke(null);
            } catch (InvocationTargetException failure) {
                ++failed;
                System.out.println("FAILED " + method.getName());
                failure.getCause().printStackTrace(System.out);
            }
        }
        System.out.println(run + " tests, " + failed + " failed");
        System.exit(failed == 0 && run > 0 ? 0 : 1);
    }

    static void theSampleIsFollowedUpAsItsReportSays() throws Exception {
        try (Plan plan = actionPlan(); FollowUp review = plan.followUp("2020-T2")) {
            RiskLine risk = review.risks().get("5.2");
            same(Movement.DECREASED, risk.movement());
            same("yellow", risk.level());
            same("red", risk.previousLevel());
            same(null, risk.score());
            Summary summary = review.summary();
            same(List.of(6, 1, 2), List.of(summary.open(), summary.closed(), summary.reduced()));
            same(Map.of("green", 0, "yellow", 6, "red", 0, "unclassified", 0), summary.levels());
            same(5, summary.movements().get(Movement.UNCHANGED));
            same(day("2020-08-31"), review.asOf());
            same(day("2020-04-30"), review.previous());
            same(null, review.knownAt());
            same("2020-T2", review.period().toString());
            same("1.1", review.risks().keySet().iterator().next());
            same(review.risks().size(), 7);
        }
    }

    static void theJsonIsThatOfTheCommandLine() throws Exception {
        same(12, documents.size());
        for (int i = 0; i < documents.size(); i += 3) {
            Language language = documents.get(i + 1).equals("sv") ? Language.SWEDISH : Language.ENGLISH;
            try (Plan plan = Plan.read(data.resolve(documents.get(i))); FollowUp review = plan.followUp("2020-T2")) {
                byte[] json = review.toJson(language).getBytes(StandardCharsets.UTF_8);
                check(Arrays.equals(json, Files.readAllBytes(Path.of(documents.get(i + 2)))), documents.get(i) + " " + language);
            }
        }
    }

    static void indicatorsAreReadWhole() throws Exception {
        try (Plan plan = actionPlan(); FollowUp review = plan.followUp("2020-T2")) {
            LikeForLike change = review.indicators().get("2.2.d").likeForLike().get(0);
            same(List.of(64.0, 32.0, -32.0), List.of(change.from(), change.to(), change.change()));
            same("2020-T2", review.indicators().get("2.2.d").breaks().get(0).toString());
            IndicatorLine line = review.indicators().get("5.2.a");
            same(-8.0, line.fromPrevious());
            same(1.0, line.latest().value());
            same(null, line.fromBaseline());
            same(NoChange.NO_EARLIER_VALUE, line.fromBaselineReason());
            same(6, line.observations().size());
            same("2020-T1", line.rollups().get(0).period().toString());
            same(null, line.observations().get(0).recorded());
        }
        try (Plan plan = Plan.read(data.resolve("operational-plan-2020/with-outcomes.json"));
                FollowUp review = plan.followUp("2020-T2")) {
            List<TargetLine> targets = review.indicators().values().stream().flatMap(line -> line.targets().stream()).toList();
            check(!targets.isEmpty(), "targets");
            int counted = review.summary().targets().values().stream().mapToInt(Integer::intValue).sum();
            check(counted > 0, "counted targets");
            check(targets.stream().anyMatch(target -> target.judgedOn() != null), "judged on");
        }
    }

    static void reportsAreWritten() throws Exception {
        try (Plan plan = actionPlan(); FollowUp review = plan.followUp("2020-T2")) {
            check(review.toMarkdown(Language.ENGLISH).contains("Barn möter ofta ny personal"), "markdown");
            same(review.toMarkdown(null), review.toMarkdown(Language.SWEDISH));
            check(review.toHtml(null).toLowerCase().startsWith("<!doctype html>"), "html");
            same(8L, review.toCsv(Table.RISKS, null).lines().count());
            check(review.toCsv(null, null).length() > review.toCsv(Table.RISKS, null).length(), "all tables");
            same("No red risk remains.", review.sentences(Language.ENGLISH).get(0));
            same("PK", new String(review.toXlsx(null), 0, 2, StandardCharsets.US_ASCII));
            Finding finding = review.findings().get(0);
            same(FindingCode.MATRIX_UNCOVERED_SCORE, finding.code());
            same(FindingSeverity.WARNING, finding.severity());
            same("/matrix", finding.at());
            same(8.0, finding.data().get("score"));
            same(List.of(new Finding.Cell(2, 4), new Finding.Cell(4, 2)), finding.data().get("cells"));
            check(finding.message().contains("Röd"), finding.message());
        }
    }

    static void factsAreAddedCorrectedAndRemoved() throws Exception {
        try (Plan plan = actionPlan(); FollowUp before = plan.followUp("2020-T2")) {
            String document = plan.toJson();
            plan.addAssessment("5.2", Assessment.of(day("2020-08-31"), "green").because("Åter fullt").recordedOn(day("2020-09-20")));
            same("green", level(plan, FollowUpOptions.DEFAULT));
            same("yellow", level(plan, FollowUpOptions.DEFAULT.knownAt(day("2020-09-01"))));
            check(plan.toJson().contains("Åter fullt"), "rationale");
            plan.correctAssessment("5.2", Assessment.of(day("2020-08-31"), 3, 4).recordedOn(day("2020-10-01")));
            same("red", level(plan, FollowUpOptions.DEFAULT));
            plan.removeAssessment("5.2", day("2020-08-31"), day("2020-10-01"));
            plan.removeAssessment("5.2", day("2020-08-31"), null);

            plan.addClosing("5.2", Closing.of(day("2020-08-31"), "Borta"));
            try (FollowUp review = plan.followUp("2020-T2")) {
                same(Movement.CLOSED, review.risks().get("5.2").movement());
                same(day("2020-08-31"), review.risks().get("5.2").closed());
            }
            plan.correctClosing("5.2", Closing.of(day("2020-08-31"), "Överförd").recordedOn(day("2020-09-02")));
            plan.removeClosing("5.2", day("2020-08-31"), null);
            plan.removeClosing("5.2", day("2020-08-31"), null);

            plan.addReport("1.1-1", ActionReport.of(day("2020-08-30"), ActionStatus.DELAYED).progress(0.25).comment("Pandemin"));
            plan.correctReport("1.1-1", ActionReport.of(day("2020-08-30"), ActionStatus.AT_RISK).recordedOn(day("2020-09-02")));
            try (FollowUp review = plan.followUp("2020-T2")) {
                same(ActionStatus.AT_RISK, review.actions().get("1.1-1").reported());
            }
            plan.removeReport("1.1-1", day("2020-08-30"), null);
            plan.removeReport("1.1-1", day("2020-08-30"), null);
            same(document, plan.toJson());
            same("yellow", before.risks().get("5.2").level());
        }
    }

    static void observationsAreAddedOneByOneAndManyAtOnce() throws Exception {
        try (Plan plan = actionPlan()) {
            plan.addObservation("5.2.a", Observation.of(Period.parse("2020-07"), 2));
            plan.addObservations("5.2.a", List.of(
                    Observation.of(Period.parse("2020-08"), 3.5).recordedOn(day("2020-09-04")),
                    Observation.none(Period.parse("2020-09"), ObservationStatus.NOT_COLLECTED)));
            List<KnownObservation> known = plan.observations("5.2.a");
            same(9, known.size());
            same(3.5, known.get(7).value());
            same(day("2020-09-04"), known.get(7).recorded());
            same(ObservationStatus.NOT_COLLECTED, known.get(8).status());
            same(null, known.get(8).value());
            plan.correctObservation("5.2.a", Observation.of(Period.parse("2020-08"), 4).recordedOn(day("2020-09-10")));
            try (FollowUp review = plan.followUp("2020-T2")) {
                same(4.0, review.indicators().get("5.2.a").latest().value());
            }
            plan.removeObservation("5.2.a", Period.parse("2020-08"), null, day("2020-09-04"));
            plan.addObservations("5.2.a", List.of());
            plan.addObservations("2.2.d", List.of(Observation.of(Period.parse("2020-T3"), 50).definition("physical")));
            List<KnownObservation> counted = plan.observations("2.2.d");
            same("physical", plan.definitions("2.2.d").get(counted.get(counted.size() - 1).definition() - 1));

            String document = plan.toJson();
            refused("schema", () -> plan.addObservations("5.2.a", List.of(Observation.of(Period.parse("2020-11"), 1),
                    Observation.of(Period.parse("2020-12"), Double.POSITIVE_INFINITY))));
            same(document, plan.toJson());
        }
    }

    static void occurrencesAreCounted() throws Exception {
        try (Plan plan = Plan.read(data.resolve("operational-plan-2020/plan.json"))) {
            plan.addOccurrence("1.4.1.1-1", 0, day("2020-03-02"));
            plan.addOccurrence("1.4.1.1-1", "1.4.1.1-1-a", day("2020-05-04"));
            refused("not_found", () -> plan.addOccurrence("1.4.1.1-1", "nej", day("2020-03-02")));
            plan.removeOccurrence("1.4.1.1-1", 0, day("2020-03-02"));
            try (FollowUp review = plan.followUp(day("2020-08-31"))) {
                same(1, review.actions().get("1.4.1.1-1").activities().get(0).held());
            }
            refused("not_found", () -> plan.addOccurrence("1.4.1.1-1", 9, day("2020-03-02")));
        }
    }

    static void selfChecksAreAddedAndRead() throws Exception {
        try (Plan plan = actionPlan()) {
            String document = plan.toJson();
            SelfCheck added = new SelfCheck("egen", "Egenkontroll på våren", Period.parse("2020-05"), 12.0, List.of("2.1"),
                    List.of(new SelfCheck.Result("Skyddsbedömning gjord", 9.0, 75.0), new SelfCheck.Result("Ej", null, null)),
                    List.of(new SelfCheck.Group("kön", "flickor", 5), new SelfCheck.Group("kön", "pojkar", 7)), null);
            plan.addSelfCheck(added);
            try (FollowUp review = plan.followUp("2020-T2")) {
                SelfCheck line = review.selfChecks().get("egen");
                same(added.results(), line.results());
                same(added.groups(), line.groups());
                same(added.title(), line.title());
                same(188.0, review.selfChecks().get("reports-2020-07").sample());
            }
            plan.correctSelfCheck(added);
            plan.removeSelfCheck("egen");
            same(document, plan.toJson());
        }
    }

    static void tablesAreImported() throws Exception {
        try (Plan plan = actionPlan()) {
            TableImport imported = plan.importTable("Indikator\tjul-20\nVakanta tjänster som ska tillsättas\t2");
            same(List.of(new TableImport.Change(TableImport.Kind.NEW_OBSERVATION, "5.2.a", Period.parse("2020-07"),
                    ObservationStatus.NORMAL, null, 2.0)), imported.changes());
            check(refused("syntax", () -> plan.importTable("")).getMessage() != null, "an empty table");
        }
    }

    static void errorsSayWhatWhereAndWhy() throws Exception {
        try (Plan plan = actionPlan()) {
            check(refused("syntax", () -> Plan.fromJson("{\n  å")).at().startsWith("line 2, column"), "line and column");
            same("/id", refused("schema", () -> Plan.fromJson("{\"tertial\": 1, \"id\": 7}")).at());
            same("/risks/6/assessments/2/likelihood",
                    refused("schema", () -> plan.addAssessment("5.2", Assessment.of(day("2020-12-31"), 9, 1))).at());
            check(refused("not_found", () -> plan.addAssessment("ö", Assessment.of(day("2020-12-31"), "red"))).getMessage()
                    .contains("\"ö\""), "the id");
            refused("argument", () -> plan.followUp("2020-T2", FollowUpOptions.DEFAULT.previous(day("2020-12-31"))));
            check(refused("argument", () -> plan.followUp("2020-T2", FollowUpOptions.DEFAULT.reveal(List.of("nej"))))
                    .getMessage().contains("nej"), "the indicator");
            refused("argument", () -> plan.addClosing("5.2", Closing.of(LocalDate.of(9999, 1, 1), "")));
        }
    }

    static void textComesBackAsItWentIn() throws Exception {
        try (Plan plan = actionPlan()) {
            same("Åtgärdsplan 2020 för barn- och ungdomsvården", plan.title());
            same(Language.SWEDISH, plan.language());
            same(2020, plan.year());
            for (String text : List.of("Åäö ÅÄÖ é", "👩‍👧 \u2028 \u202e", "x".repeat(100_000))) {
                try (Plan copy = plan.copy()) {
                    copy.addAssessment("5.2", Assessment.of(day("2020-12-31"), "green").because(text));
                    check(copy.toJson().contains(text), "rationale");
                    try (Plan again = Plan.fromJson(copy.toJson())) {
                        same(copy.toJson(), again.toJson());
                    }
                }
            }
        }
    }

    static void periods() {
        Period tertial = Period.parse("2020-T2");
        same(new Period(Granularity.TERTIAL, 2020, 2), tertial);
        same(List.of(day("2020-05-01"), day("2020-08-31")), List.of(tertial.first(), tertial.last()));
        same("2020-T2", Period.parse("tertial 2", Language.SWEDISH, 2020).toString());
        same("2020-W53", new Period(Granularity.WEEK, 2020, 53).toString());
        refused("not_found", () -> new Period(Granularity.WEEK, 2021, 53));
        refused("syntax", () -> Period.parse("T2"));
        same(tertial, Period.of(day("2020-08-31"), Granularity.MONTH).parent(Granularity.TERTIAL));
        same("[2020-05, 2020-06, 2020-07, 2020-08]", tertial.split(Granularity.MONTH).toString());
        same("2021-T1", tertial.plus(2).toString());
    }

    static void matricesClassify() {
        List<String> scale = List.of("liten", "måttlig", "stor", "mycket stor");
        List<Band> bands = List.of(new Band("röd", "", 9, 12), new Band("grön", "Grön", 1, 3), new Band("gul", "Gul", 4, 6));
        try (RiskMatrix matrix = new RiskMatrix(scale, scale, bands)) {
            same(List.of("grön", "gul", "röd"), matrix.bands().stream().map(Band::level).toList());
            same(scale, matrix.likelihood());
            same(scale, matrix.severity());
            same(12, matrix.score(3, 4));
            byte[] likelihood = {1, 3, 2, 0};
            byte[] severity = {1, 4, 4, 1};
            byte[] numbers = {1, 3, 0, 0};
            check(Arrays.equals(numbers, matrix.classify(likelihood, severity)), "arrays");
            ByteBuffer out = ByteBuffer.allocateDirect(6).position(1).limit(5);
            matrix.classify(direct(likelihood), direct(severity), out);
            check(IntStream.range(0, 4).allMatch(i -> out.get(1 + i) == numbers[i]), "buffers");
            same(0, matrix.classify(new byte[0], new byte[0]).length);
            check(matrix.findings(Language.ENGLISH).get(0).message().contains("8"), "findings");
        }
        int[][] scores = {{1, 2}, {3, 7}};
        try (RiskMatrix matrix = new RiskMatrix(List.of("a", "b"), List.of("c", "d"), scores, Uncovered.REPORT,
                List.of(new Band("x", "", 1, 7)))) {
            same(7, matrix.score(2, 2));
        }
        same("bands/0", refused("schema", () ->
                new RiskMatrix(scale, scale, List.of(new Band("a", "", 3, 2)))).at().substring(0, 7));
        refused("schema", () -> new RiskMatrix(scale, scale, List.of()));
    }

    static void aSizeGoesInWhole() throws Exception {
        byte[] json = Files.readAllBytes(data.resolve("action-plan-2020/plan.json"));
        Pointer plan = Lib.getPointer((out, error) -> Lib.c().tertial_plan_read(json, Lib.size(json), out, error));
        try {
            refused("not_found", () -> Lib.get(new CApi.PlanActionInfo(), (out, error) ->
                    Lib.c().tertial_plan_action(plan, Lib.size(1L << 32), out, error)));
        } finally {
            Lib.c().tertial_plan_free(plan);
        }
    }

    static void whatIsClosedSaysSo() throws Exception {
        Plan plan = actionPlan();
        FollowUp review = plan.followUp("2020-T2");
        Map<String, RiskLine> risks = review.risks();
        plan.close();
        plan.close();
        closed(plan::title);
        closed(() -> plan.followUp(day("2020-08-31")));
        closed(() -> plan.addClosing("5.2", Closing.of(day("2020-08-31"), "")));
        same(11, review.actions().size());
        review.close();
        closed(review::risks);
        closed(() -> review.toHtml(null));
        same(Movement.DECREASED, risks.get("5.2").movement());
    }

    static void whatIsForgottenIsFreed() throws Exception {
        int before = Handle.live();
        for (int i = 0; i < 50; ++i) {
            actionPlan().followUp("2020-T2").summary();
        }
        check(Handle.live() > before, "handles");
        for (int i = 0; i < 100 && Handle.live() > before; ++i) {
            System.gc();
            Thread.sleep(20);
        }
        check(Handle.live() <= before, Handle.live() + " handles, " + before + " before");
    }

    static void threadsShareAPlan() throws Exception {
        try (Plan plan = actionPlan()) {
            IntStream.range(0, 200).parallel().forEach(i -> {
                if (i % 4 == 0) {
                    plan.addObservation("5.2.a", Observation.of(Period.parse("2020-07"), i).recordedOn(day("2020-08-01").plusDays(i)));
                } else {
                    try (FollowUp review = plan.followUp("2020-T2")) {
                        same(6, review.summary().open());
                    }
                }
            });
            same(56, plan.observations("5.2.a").size());
        }
    }

    private static Plan actionPlan() throws Exception {
        return Plan.read(data.resolve("action-plan-2020/plan.json"));
    }

    private static String level(Plan plan, FollowUpOptions options) {
        try (FollowUp review = plan.followUp("2020-T2", options)) {
            return review.risks().get("5.2").level();
        }
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static void check(boolean truth, String what) {
        if (!truth) {
            throw new AssertionError(what);
        }
    }

    private static void same(Object expected, Object actual) {
        check(Objects.equals(expected, actual), "expected " + expected + ", is " + actual);
    }

    private static TertialException refused(String code, Runnable call) {
        try {
            call.run();
        } catch (TertialException refused) {
            same(code, refused.code());
            check(!refused.getMessage().isEmpty(), "message");
            return refused;
        }
        throw new AssertionError("not refused as " + code);
    }

    private static void closed(Runnable call) {
        try {
            call.run();
        } catch (IllegalStateException closed) {
            check(closed.getMessage().endsWith("is closed"), closed.getMessage());
            return;
        }
        throw new AssertionError("not refused though closed");
    }
}

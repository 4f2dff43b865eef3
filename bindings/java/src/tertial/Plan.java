package tertial;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * A plan: goals, risks, actions, indicators and self-checks of one unit and year.
 *
 * <p>Facts are added, corrected - a second fact for the same thing, recorded later - and removed: the one recorded on that
 * day, the last where it is null. A plan that refused a fact is as it was before.
 */
public final class Plan implements AutoCloseable {
    private final Handle handle;

    private Plan(Pointer pointer) {
        handle = new Handle("plan", pointer, Lib.c()::tertial_plan_free);
    }

    /** Reads a plan document. */
    public static Plan read(Path path) throws IOException {
        return fromJson(Files.readAllBytes(path));
    }

    /** Reads a plan document. */
    public static Plan fromJson(String json) {
        return fromJson(Lib.utf8(json));
    }

    private static Plan fromJson(byte[] json) {
        return new Plan(Lib.getPointer((out, error) -> Lib.c().tertial_plan_read(json, Lib.size(json), out, error)));
    }

    /** A plan of its own with the same contents. */
    public Plan copy() {
        return handle.read(pointer -> new Plan(Lib.getPointer((out, error) ->
                Lib.c().tertial_plan_copy(pointer, out, error))));
    }

    /** The plan document in canonical form. */
    public String toJson() {
        return handle.read(pointer -> Lib.getText((out, error) -> Lib.c().tertial_plan_write(pointer, out, error)));
    }

    private static CApi.PlanInfo info(Pointer pointer) {
        return Lib.get(new CApi.PlanInfo(), (out, error) -> Lib.c().tertial_plan_get(pointer, out, error));
    }

    public String id() {
        return handle.read(pointer -> info(pointer).id.text());
    }

    public String title() {
        return handle.read(pointer -> info(pointer).title.text());
    }

    public String organisation() {
        return handle.read(pointer -> info(pointer).organisation.text());
    }

    public int year() {
        return handle.read(pointer -> info(pointer).year);
    }

    public Language language() {
        return handle.read(pointer -> Lib.word(Language.class, info(pointer).language));
    }

    /** The plan's matrix, to be closed on its own. */
    public RiskMatrix matrix() {
        return handle.read(pointer -> new RiskMatrix(Lib.getPointer((out, error) ->
                Lib.c().tertial_plan_matrix(pointer, out, error))));
    }

    /** What does not hold together in the plan by itself, told in its language. */
    public List<Finding> findings() {
        return handle.read(pointer -> {
            Pointer made = Lib.getPointer((out, error) -> Lib.c().tertial_plan_findings(pointer, out, error));
            try {
                return Lib.findings(made, Lib.word(Language.class, info(pointer).language));
            } finally {
                Lib.c().tertial_findings_free(made);
            }
        });
    }

    /** The day that "2020-08-31", "2020-T2" or "tertial 2" means in this plan. */
    public LocalDate moment(String text) {
        byte[] bytes = Lib.utf8(Objects.requireNonNull(text, "text"));
        return handle.read(pointer -> Lib.date(Lib.getInt((out, error) ->
                Lib.c().tertial_plan_moment(pointer, bytes, Lib.size(bytes), out, error))));
    }

    /** Follows the plan up at "2020-T2" or "2020-08-31". */
    public FollowUp followUp(String asOf) {
        return followUp(moment(asOf), FollowUpOptions.DEFAULT);
    }

    public FollowUp followUp(String asOf, FollowUpOptions options) {
        return followUp(moment(asOf), options);
    }

    public FollowUp followUp(LocalDate asOf) {
        return followUp(asOf, FollowUpOptions.DEFAULT);
    }

    public FollowUp followUp(LocalDate asOf, FollowUpOptions options) {
        CApi.Text[] reveal = Lib.texts(options.reveal());
        CApi.FollowUpOptions given = new CApi.FollowUpOptions();
        given.as_of = Lib.days(Objects.requireNonNull(asOf, "asOf"));
        given.previous = Lib.days(options.previous());
        given.known_at = Lib.days(options.knownAt());
        given.reveal = Lib.address(reveal);
        given.reveal_count = Lib.size(options.reveal().size());
        try (RiskMatrix matrix = matrix()) {
            List<String> levels = matrix.bands().stream().map(Band::level).toList();
            return handle.read(pointer -> new FollowUp(Lib.getPointer((out, error) ->
                    Lib.c().tertial_follow_up_new(pointer, given, out, error)), levels,
                    Lib.word(Language.class, info(pointer).language)));
        } finally {
            Lib.keep((Object) reveal);
        }
    }

    /** The figures of an indicator as they stand in the plan. */
    public List<KnownObservation> observations(String indicator) {
        return handle.read(pointer -> {
            CApi.SizeT place = indicator(pointer, indicator);
            return Observations.read(indicatorInfo(pointer, place).observation_count.longValue(), (arrays, count, error) ->
                    Lib.c().tertial_plan_observations(pointer, place, arrays, count, error));
        });
    }

    /** The ids of an indicator's definitions. */
    public List<String> definitions(String indicator) {
        return handle.read(pointer -> definitions(pointer, indicator));
    }

    private static List<String> definitions(Pointer pointer, String indicator) {
        CApi.SizeT place = indicator(pointer, indicator);
        return Lib.list(indicatorInfo(pointer, place).definition_count, i -> Lib.get(new CApi.Text(), (out, error) ->
                Lib.c().tertial_plan_definition(pointer, place, Lib.size(i), out, error)).text());
    }

    private static CApi.SizeT indicator(Pointer pointer, String id) {
        byte[] bytes = Lib.utf8(id);
        return Lib.size(Lib.getSize((out, error) ->
                Lib.c().tertial_plan_find_indicator(pointer, bytes, Lib.size(bytes), out, error)));
    }

    private static CApi.PlanIndicatorInfo indicatorInfo(Pointer pointer, CApi.SizeT place) {
        return Lib.get(new CApi.PlanIndicatorInfo(), (out, error) ->
                Lib.c().tertial_plan_indicator(pointer, place, out, error));
    }

    public void addAssessment(String risk, Assessment assessment) {
        put(risk, (pointer, id, size, error) ->
                Lib.c().tertial_plan_add_assessment(pointer, id, size, assessment.given(), error));
    }

    public void correctAssessment(String risk, Assessment assessment) {
        put(risk, (pointer, id, size, error) ->
                Lib.c().tertial_plan_correct_assessment(pointer, id, size, assessment.given(), error));
    }

    public void removeAssessment(String risk, LocalDate date, LocalDate recorded) {
        put(risk, (pointer, id, size, error) ->
                Lib.c().tertial_plan_remove_assessment(pointer, id, size, Lib.days(date), Lib.days(recorded), error));
    }

    public void addClosing(String risk, Closing closing) {
        put(risk, (pointer, id, size, error) -> Lib.c().tertial_plan_add_closing(pointer, id, size, closing.given(), error));
    }

    public void correctClosing(String risk, Closing closing) {
        put(risk, (pointer, id, size, error) ->
                Lib.c().tertial_plan_correct_closing(pointer, id, size, closing.given(), error));
    }

    public void removeClosing(String risk, LocalDate date, LocalDate recorded) {
        put(risk, (pointer, id, size, error) ->
                Lib.c().tertial_plan_remove_closing(pointer, id, size, Lib.days(date), Lib.days(recorded), error));
    }

    public void addReport(String action, ActionReport report) {
        put(action, (pointer, id, size, error) -> Lib.c().tertial_plan_add_report(pointer, id, size, report.given(), error));
    }

    public void correctReport(String action, ActionReport report) {
        put(action, (pointer, id, size, error) ->
                Lib.c().tertial_plan_correct_report(pointer, id, size, report.given(), error));
    }

    public void removeReport(String action, LocalDate date, LocalDate recorded) {
        put(action, (pointer, id, size, error) ->
                Lib.c().tertial_plan_remove_report(pointer, id, size, Lib.days(date), Lib.days(recorded), error));
    }

    /** @param activity the place of a recurrent activity in its action, from 0 */
    public void addOccurrence(String action, int activity, LocalDate held) {
        put(action, (pointer, id, size, error) ->
                Lib.c().tertial_plan_add_occurrence(pointer, id, size, place(activity), Lib.days(held), error));
    }

    /** @param activity the id of a recurrent activity */
    public void addOccurrence(String action, String activity, LocalDate held) {
        addOccurrence(action, activity(action, activity), held);
    }

    public void removeOccurrence(String action, String activity, LocalDate held) {
        removeOccurrence(action, activity(action, activity), held);
    }

    /** The place of an activity in its action; where there is none, one too many, which the library refuses. */
    private int activity(String action, String id) {
        byte[] bytes = Lib.utf8(action);
        return handle.read(pointer -> {
            CApi.SizeT place = Lib.size(Lib.getSize((out, error) ->
                    Lib.c().tertial_plan_find_action(pointer, bytes, Lib.size(bytes), out, error)));
            CApi.PlanActionInfo info = Lib.get(new CApi.PlanActionInfo(), (out, error) ->
                    Lib.c().tertial_plan_action(pointer, place, out, error));
            int count = info.activity_count.count();
            return IntStream.range(0, count).filter(i -> Lib.get(new CApi.PlanActivityInfo(), (out, error) ->
                    Lib.c().tertial_plan_activity(pointer, place, Lib.size(i), out, error)).id.text().equals(id))
                    .findFirst().orElse(count);
        });
    }

    public void removeOccurrence(String action, int activity, LocalDate held) {
        put(action, (pointer, id, size, error) ->
                Lib.c().tertial_plan_remove_occurrence(pointer, id, size, place(activity), Lib.days(held), error));
    }

    private static CApi.SizeT place(int index) {
        return Lib.size(Objects.checkIndex(index, Integer.MAX_VALUE));
    }

    public void addObservation(String indicator, Observation observation) {
        put(indicator, (pointer, id, size, error) ->
                Lib.c().tertial_plan_add_observation(pointer, id, size, observation.given(), error));
    }

    /** Adds all of them or none. */
    public void addObservations(String indicator, List<Observation> observations) {
        put(indicator, (pointer, id, size, error) -> {
            boolean named = observations.stream().anyMatch(observation -> observation.definition() != null);
            Observations.Given given =
                    Observations.given(observations, named ? definitions(pointer, indicator) : List.of());
            try {
                return Lib.c().tertial_plan_add_observations(pointer, id, size, given.columns(), error);
            } finally {
                Lib.keep(given);
            }
        });
    }

    /** The same thing is the same period under the same definition. */
    public void correctObservation(String indicator, Observation observation) {
        put(indicator, (pointer, id, size, error) ->
                Lib.c().tertial_plan_correct_observation(pointer, id, size, observation.given(), error));
    }

    /** @param definition null: that in force */
    public void removeObservation(String indicator, Period period, String definition, LocalDate recorded) {
        byte[] under = Lib.utf8(definition);
        put(indicator, (pointer, id, size, error) -> Lib.c().tertial_plan_remove_observation(pointer, id, size,
                period.number(), under, Lib.size(under), Lib.days(recorded), error));
    }

    public void addSelfCheck(SelfCheck selfCheck) {
        selfCheck.give(fact -> handle.write(pointer ->
                Lib.call(error -> Lib.c().tertial_plan_add_self_check(pointer, fact, error))));
    }

    /** Takes the place of the one with the same id. */
    public void correctSelfCheck(SelfCheck selfCheck) {
        selfCheck.give(fact -> handle.write(pointer ->
                Lib.call(error -> Lib.c().tertial_plan_correct_self_check(pointer, fact, error))));
    }

    public void removeSelfCheck(String id) {
        put(id, (pointer, bytes, size, error) -> Lib.c().tertial_plan_remove_self_check(pointer, bytes, size, error));
    }

    /** Puts the figures of an indicator table into the plan, as it is pasted from a report or a spreadsheet. */
    public TableImport importTable(String table) {
        return importTable(table, null);
    }

    /** @param recorded every new figure carries it, and another figure becomes a correction */
    public TableImport importTable(String table, LocalDate recorded) {
        byte[] bytes = Lib.utf8(table);
        CApi.ImportOptions options = new CApi.ImportOptions();
        options.language = CApi.TERTIAL_PLAN_LANGUAGE;
        options.recorded = Lib.days(recorded);
        AtomicReference<Pointer> made = new AtomicReference<>();
        handle.write(pointer -> made.set(Lib.getPointer((out, error) ->
                Lib.c().tertial_plan_import(pointer, bytes, Lib.size(bytes), options, out, error))));
        try {
            return imported(made.get());
        } finally {
            Lib.c().tertial_import_free(made.get());
        }
    }

    private static TableImport imported(Pointer made) {
        return new TableImport(
                Lib.list(Lib.c().tertial_import_change_count(made), i -> {
                    CApi.ImportChange change = Lib.get(new CApi.ImportChange(), (out, error) ->
                            Lib.c().tertial_import_change_get(made, Lib.size(i), out, error));
                    return new TableImport.Change(Lib.word(TableImport.Kind.class, change.kind), change.indicator.text(),
                            Period.of(change.period), Lib.word(ObservationStatus.class, change.status),
                            Lib.figure(change.before), Lib.figure(change.after));
                }),
                Lib.list(Lib.c().tertial_import_note_count(made), i -> {
                    CApi.ImportNote note = Lib.get(new CApi.ImportNote(), (out, error) ->
                            Lib.c().tertial_import_note_get(made, Lib.size(i), out, error));
                    return new TableImport.Note(note.line, Lib.step(note.column), note.swedish.text(), note.english.text());
                }));
    }

    @FunctionalInterface
    private interface Change {
        int with(Pointer plan, byte[] id, CApi.SizeT size, CApi.Fault error);
    }

    private void put(String id, Change change) {
        byte[] bytes = Lib.utf8(Objects.requireNonNull(id, "id"));
        handle.write(pointer -> Lib.call(error -> change.with(pointer, bytes, Lib.size(bytes), error)));
    }

    @Override
    public void close() {
        handle.close();
    }
}

package tertial;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plan followed up at a date: the plan as it was then, whatever is done to it. Immutable.
 *
 * <p>What was read of it stays when it is closed. Reports take a language; null is that of the plan.
 */
public final class FollowUp implements AutoCloseable {
    @FunctionalInterface
    private interface Writer {
        int with(Pointer review, int language, PointerByReference out, CApi.Fault error);
    }

    private final Handle handle;
    private final List<String> levels;
    private final Language language;
    private final CApi.FollowUpInfo info;
    // Read once; if two threads do, they read the same.
    private volatile Map<String, RiskLine> risks;
    private volatile Map<String, ActionLine> actions;
    private volatile Map<String, IndicatorLine> indicators;

    FollowUp(Pointer pointer, List<String> levels, Language language) {
        handle = new Handle("follow-up", pointer, Lib.c()::tertial_follow_up_free);
        this.levels = levels;
        this.language = language;
        info = Lib.get(new CApi.FollowUpInfo(), (out, error) -> Lib.c().tertial_follow_up_get(pointer, out, error));
    }

    public LocalDate asOf() {
        return Lib.date(info.as_of);
    }

    /** Null: there is nothing to compare with. */
    public LocalDate previous() {
        return Lib.date(info.previous);
    }

    public LocalDate knownAt() {
        return Lib.date(info.known_at);
    }

    /** Null: none ends on that day. */
    public Period period() {
        return Period.of(info.period);
    }

    public Summary summary() {
        return handle.read(pointer -> {
            CApi.Summary summary =
                    Lib.get(new CApi.Summary(), (out, error) -> Lib.c().tertial_follow_up_summary(pointer, out, error));
            Map<String, Integer> byLevel = new LinkedHashMap<>();
            for (int i = 0; i < levels.size(); ++i) {
                byLevel.put(levels.get(i), summary.by_level[i + 1]);
            }
            byLevel.put("unclassified", summary.by_level[0]);
            return new Summary(summary.open, summary.closed, summary.reduced, Collections.unmodifiableMap(byLevel),
                    counted(Movement.class, summary.movement), counted(ActionStatus.class, summary.actions),
                    summary.actions_unreported,
                    counted(Availability.class, summary.indicators_with_value, summary.indicators_missing,
                            summary.indicators_not_due),
                    counted(TargetStatus.class, summary.targets_met, summary.targets_near, summary.targets_missed,
                            summary.targets_undecided, summary.targets_no_target, summary.targets_no_value),
                    counted(FindingSeverity.class, summary.findings));
        });
    }

    private static <E extends Enum<E>> Map<E, Integer> counted(Class<E> words, int... counts) {
        Map<E, Integer> map = new EnumMap<>(words);
        for (E word : words.getEnumConstants()) {
            map.put(word, counts[word.ordinal()]);
        }
        return Collections.unmodifiableMap(map);
    }

    /** By id, in the order of the plan; those closed before included. */
    public Map<String, RiskLine> risks() {
        return handle.read(pointer -> {
            if (risks == null) {
                risks = Lib.byId(Lib.list(info.risk_count, i -> risk(pointer, i)), RiskLine::id);
            }
            return risks;
        });
    }

    private static RiskLine risk(Pointer pointer, int index) {
        CApi.RiskLine line = Lib.get(new CApi.RiskLine(), (out, error) ->
                Lib.c().tertial_follow_up_risk(pointer, Lib.size(index), out, error));
        return new RiskLine(line.id.text(), line.title.text(), line.level_id.text(), Lib.whole(line.score),
                Lib.step(line.likelihood), Lib.step(line.severity), Lib.stated(line.previous_level_id),
                Lib.word(Movement.class, line.movement), line.closed_before != 0, Lib.date(line.assessed),
                Lib.date(line.closed));
    }

    /** By id, in the order of the plan. */
    public Map<String, ActionLine> actions() {
        return handle.read(pointer -> {
            if (actions == null) {
                actions = Lib.byId(Lib.list(info.action_count, i -> action(pointer, i)), ActionLine::id);
            }
            return actions;
        });
    }

    private static ActionLine action(Pointer pointer, int index) {
        CApi.ActionLine line = Lib.get(new CApi.ActionLine(), (out, error) ->
                Lib.c().tertial_follow_up_action(pointer, Lib.size(index), out, error));
        return new ActionLine(line.id.text(), line.title.text(), Lib.stated(line.responsible),
                Lib.word(ActionStatus.class, line.status), Lib.word(ActionStatus.class, line.reported),
                Lib.word(ActionStatus.class, line.derived), line.unreported != 0, Lib.date(line.reported_on),
                Lib.stated(line.why), Lib.list(line.activity_count, i -> activity(pointer, index, i)));
    }

    private static ActivityLine activity(Pointer pointer, int action, int index) {
        CApi.ActivityLine line = Lib.get(new CApi.ActivityLine(), (out, error) ->
                Lib.c().tertial_follow_up_activity(pointer, Lib.size(action), Lib.size(index), out, error));
        return new ActivityLine(Lib.stated(line.id), line.title.text(), Lib.word(ActionStatus.class, line.derived),
                line.overdue != 0, Lib.whole(line.held), Lib.whole(line.due), Lib.whole(line.of), Lib.stated(line.why));
    }

    /** By id, in the order of the plan. */
    public Map<String, IndicatorLine> indicators() {
        return handle.read(pointer -> {
            if (indicators == null) {
                indicators = Lib.byId(Lib.list(info.indicator_count, i -> indicator(pointer, i)), IndicatorLine::id);
            }
            return indicators;
        });
    }

    private static IndicatorLine indicator(Pointer pointer, int index) {
        CApi.SizeT place = Lib.size(index);
        CApi.IndicatorLine line = Lib.get(new CApi.IndicatorLine(), (out, error) ->
                Lib.c().tertial_follow_up_indicator(pointer, place, out, error));
        return new IndicatorLine(line.id.text(), line.title.text(), Lib.stated(line.unit),
                Lib.word(Availability.class, line.availability), Lib.word(IndicatorKind.class, line.kind),
                Lib.word(Direction.class, line.direction), figure(line.latest), figure(line.previous),
                Lib.figure(line.baseline), Period.of(line.baseline_period), Lib.figure(line.from_baseline),
                Lib.word(NoChange.class, line.from_baseline_reason), Lib.figure(line.from_previous),
                Lib.word(NoChange.class, line.from_previous_reason), line.stale,
                Lib.list(line.target_count, i -> target(pointer, place, i)),
                Lib.list(line.rollup_count, i -> rollup(pointer, place, i)),
                Lib.list(line.like_for_like_count, i -> likeForLike(pointer, place, i)),
                Lib.list(line.break_count, i -> Period.of(Lib.getInt((out, error) ->
                        Lib.c().tertial_follow_up_break(pointer, place, Lib.size(i), out, error)))),
                Observations.read(line.observation_count.longValue(), (arrays, count, error) ->
                        Lib.c().tertial_follow_up_observations(pointer, place, arrays, count, error)));
    }

    private static Figure figure(CApi.Figure figure) {
        return figure.period == CApi.TERTIAL_NO_PERIOD ? null
                : new Figure(Period.of(figure.period), Lib.word(ObservationStatus.class, figure.status),
                        Lib.figure(figure.value), Lib.figure(figure.numerator), Lib.figure(figure.denominator),
                        Lib.stated(figure.definition));
    }

    private static TargetLine target(Pointer pointer, CApi.SizeT indicator, int index) {
        CApi.TargetLine line = Lib.get(new CApi.TargetLine(), (out, error) ->
                Lib.c().tertial_follow_up_target(pointer, indicator, Lib.size(index), out, error));
        JudgedOn judgedOn = Lib.word(JudgedOn.class, line.judged_on - JudgedOn.FIRST);
        return new TargetLine(line.year, Lib.word(Aim.class, line.aim), Lib.figure(line.value), Lib.figure(line.from),
                Lib.figure(line.to), Lib.word(TargetStatus.class, line.status), judgedOn, Lib.figure(line.judged),
                Lib.figure(line.compared_with), Lib.figure(line.year_to_date), Lib.figure(line.forecast),
                Lib.figure(line.pace_needed), line.periods_observed, line.periods_in_year, Lib.stated(line.set_by),
                Lib.stated(line.undecided));
    }

    private static Rollup rollup(Pointer pointer, CApi.SizeT indicator, int index) {
        CApi.Rollup line = Lib.get(new CApi.Rollup(), (out, error) ->
                Lib.c().tertial_follow_up_rollup(pointer, indicator, Lib.size(index), out, error));
        return new Rollup(Period.of(line.period), Lib.figure(line.value), line.based_on, line.of,
                (line.marks & CApi.TERTIAL_ROLLUP_UNWEIGHTED) != 0, (line.marks & CApi.TERTIAL_ROLLUP_ACROSS_BREAK) != 0);
    }

    private static LikeForLike likeForLike(Pointer pointer, CApi.SizeT indicator, int index) {
        CApi.LikeForLike line = Lib.get(new CApi.LikeForLike(), (out, error) ->
                Lib.c().tertial_follow_up_like_for_like(pointer, indicator, Lib.size(index), out, error));
        return new LikeForLike(Period.of(line.from_period), Period.of(line.to_period), line.from, line.to, line.change,
                line.definition.text());
    }

    /** By id, in the order of the plan. */
    public Map<String, SelfCheck> selfChecks() {
        return handle.read(pointer -> Lib.byId(Lib.list(info.self_check_count, i -> selfCheck(pointer, Lib.size(i))),
                SelfCheck::id));
    }

    private static SelfCheck selfCheck(Pointer pointer, CApi.SizeT index) {
        CApi.SelfCheckLine line = Lib.get(new CApi.SelfCheckLine(), (out, error) ->
                Lib.c().tertial_follow_up_self_check(pointer, index, out, error));
        return new SelfCheck(line.id.text(), line.title.text(), Period.of(line.period), Lib.figure(line.sample), List.of(),
                Lib.list(line.result_count, i -> {
                    CApi.SelfCheckResult result = Lib.get(new CApi.SelfCheckResult(), (out, error) ->
                            Lib.c().tertial_follow_up_self_check_result(pointer, index, Lib.size(i), out, error));
                    return new SelfCheck.Result(result.title.text(), Lib.figure(result.numerator), Lib.figure(result.share));
                }),
                Lib.list(line.group_count, i -> {
                    CApi.SelfCheckGroup group = Lib.get(new CApi.SelfCheckGroup(), (out, error) ->
                            Lib.c().tertial_follow_up_self_check_group(pointer, index, Lib.size(i), out, error));
                    return new SelfCheck.Group(group.by.text(), group.group.text(), group.count);
                }), null);
    }

    /** What does not hold together, told in the language of the plan. */
    public List<Finding> findings() {
        return findings(language);
    }

    public List<Finding> findings(Language language) {
        return handle.read(pointer -> Lib.findings(Lib.getPointer((out, error) ->
                Lib.c().tertial_follow_up_findings(pointer, out, error)), language));
    }

    /** The sentences that a board reads first. */
    public List<String> sentences(Language language) {
        return text(language, Lib.c()::tertial_follow_up_sentences).lines().toList();
    }

    /** The follow-up document. */
    public String toJson() {
        return toJson(null);
    }

    public String toJson(Language language) {
        return text(language, Lib.c()::tertial_follow_up_json);
    }

    public String toMarkdown(Language language) {
        return text(language, Lib.c()::tertial_follow_up_markdown);
    }

    /** One HTML file that needs nothing but itself. */
    public String toHtml(Language language) {
        return text(language, Lib.c()::tertial_follow_up_html);
    }

    /** @param table null: all of them, one after the other */
    public String toCsv(Table table, Language language) {
        int number = table == null ? CApi.TERTIAL_TABLE_ALL : table.ordinal();
        return text(language, (pointer, chosen, out, error) ->
                Lib.c().tertial_follow_up_csv(pointer, number, chosen, out, error));
    }

    /** The file that planning systems import key figures from. */
    public String toKpiCsv() {
        return text(null, (pointer, chosen, out, error) -> Lib.c().tertial_follow_up_kpi_csv(pointer, out, error));
    }

    /** The bytes of an Excel workbook. */
    public byte[] toXlsx(Language language) {
        return handle.read(pointer -> Lib.getBytes((out, error) ->
                Lib.c().tertial_follow_up_xlsx(pointer, Lib.number(language), out, error)));
    }

    private String text(Language language, Writer writer) {
        return handle.read(pointer -> Lib.getText((out, error) ->
                writer.with(pointer, Lib.number(language), out, error)));
    }

    @Override
    public void close() {
        handle.close();
    }
}

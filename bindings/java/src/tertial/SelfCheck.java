package tertial;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/**
 * A sample review.
 *
 * @param sample how many were looked at
 * @param risks ids; empty in a follow-up
 * @param recorded null: on the last day of the period; null in a follow-up
 */
public record SelfCheck(
        String id, String title, Period period, Double sample, List<String> risks, List<Result> results,
        List<Group> groups, LocalDate recorded) {
    /** @param share in percent */
    public record Result(String title, Double numerator, Double share) { }

    /** A part of the sample: girls, by sex. */
    public record Group(String by, String group, double count) { }

    public SelfCheck {
        risks = List.copyOf(risks);
        results = List.copyOf(results);
        groups = List.copyOf(groups);
    }

    /** Calls with it as the C interface has it, which lives as long as the call. */
    void give(Consumer<CApi.SelfCheck> call) {
        CApi.Text[] ids = Lib.texts(risks);
        CApi.SelfCheckResult[] lines =
                results.isEmpty() ? null : (CApi.SelfCheckResult[]) new CApi.SelfCheckResult().toArray(results.size());
        for (int i = 0; i < results.size(); ++i) {
            lines[i].title.give(results.get(i).title());
            lines[i].numerator = Lib.number(results.get(i).numerator());
            lines[i].share = Lib.number(results.get(i).share());
            lines[i].write();
        }
        CApi.SelfCheckGroup[] parts =
                groups.isEmpty() ? null : (CApi.SelfCheckGroup[]) new CApi.SelfCheckGroup().toArray(groups.size());
        for (int i = 0; i < groups.size(); ++i) {
            parts[i].by.give(groups.get(i).by());
            parts[i].group.give(groups.get(i).group());
            parts[i].count = groups.get(i).count();
            parts[i].write();
        }
        CApi.SelfCheck fact = new CApi.SelfCheck();
        fact.period = period.number();
        fact.recorded = Lib.days(recorded);
        fact.id.give(id);
        fact.title.give(title);
        fact.sample = Lib.number(sample);
        fact.risks = Lib.address(ids);
        fact.risk_count = Lib.size(risks.size());
        fact.results = Lib.address(lines);
        fact.result_count = Lib.size(results.size());
        fact.groups = Lib.address(parts);
        fact.group_count = Lib.size(groups.size());
        try {
            call.accept(fact);
        } finally {
            Lib.keep(ids, lines, parts);
        }
    }
}

package tertial;

import java.time.LocalDate;

/**
 * A judgement of a risk: likelihood and severity, from 1, or a level alone.
 *
 * @param level the id of a band
 * @param recorded null: on the day it holds
 */
public record Assessment(
        LocalDate date, Integer likelihood, Integer severity, String level, String rationale, LocalDate recorded) {
    public static Assessment of(LocalDate date, int likelihood, int severity) {
        return new Assessment(date, likelihood, severity, null, null, null);
    }

    public static Assessment of(LocalDate date, String level) {
        return new Assessment(date, null, null, level, null, null);
    }

    public Assessment because(String rationale) {
        return new Assessment(date, likelihood, severity, level, rationale, recorded);
    }

    public Assessment recordedOn(LocalDate recorded) {
        return new Assessment(date, likelihood, severity, level, rationale, recorded);
    }

    CApi.Assessment given() {
        CApi.Assessment fact = new CApi.Assessment();
        fact.date = Lib.days(date);
        fact.recorded = Lib.days(recorded);
        fact.likelihood = likelihood == null ? 0 : likelihood;
        fact.severity = severity == null ? 0 : severity;
        fact.level.give(level);
        fact.rationale.give(rationale);
        return fact;
    }
}

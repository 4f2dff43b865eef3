package tertial;

import java.time.LocalDate;

/**
 * A risk is closed.
 *
 * @param recorded null: on the day it holds
 */
public record Closing(LocalDate date, String reason, LocalDate recorded) {
    public static Closing of(LocalDate date, String reason) {
        return new Closing(date, reason, null);
    }

    public Closing recordedOn(LocalDate recorded) {
        return new Closing(date, reason, recorded);
    }

    CApi.Closing given() {
        CApi.Closing fact = new CApi.Closing();
        fact.date = Lib.days(date);
        fact.recorded = Lib.days(recorded);
        fact.reason.give(reason);
        return fact;
    }
}

package tertial;

import java.time.LocalDate;

/**
 * What somebody reports of an action.
 *
 * @param progress 0 to 1
 * @param recorded null: on the day it holds
 */
public record ActionReport(LocalDate date, ActionStatus status, Double progress, String comment, LocalDate recorded) {
    public static ActionReport of(LocalDate date, ActionStatus status) {
        return new ActionReport(date, status, null, null, null);
    }

    public ActionReport progress(double progress) {
        return new ActionReport(date, status, progress, comment, recorded);
    }

    public ActionReport comment(String comment) {
        return new ActionReport(date, status, progress, comment, recorded);
    }

    public ActionReport recordedOn(LocalDate recorded) {
        return new ActionReport(date, status, progress, comment, recorded);
    }

    CApi.ActionReport given() {
        CApi.ActionReport fact = new CApi.ActionReport();
        fact.date = Lib.days(date);
        fact.recorded = Lib.days(recorded);
        fact.status = status.ordinal();
        fact.progress = Lib.number(progress);
        fact.comment.give(comment);
        return fact;
    }
}

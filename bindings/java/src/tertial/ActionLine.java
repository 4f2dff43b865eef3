package tertial;

import java.time.LocalDate;
import java.util.List;

/**
 * An action in a follow-up.
 *
 * @param status what is shown; null where it is unreported
 * @param reported null: never
 * @param derived null: no basis
 * @param unreported no report, or the last one is from before the previous follow-up
 * @param why rule and figures of what was derived
 */
public record ActionLine(
        String id, String title, String responsible, ActionStatus status, ActionStatus reported,
        ActionStatus derived, boolean unreported, LocalDate reportedOn, String why, List<ActivityLine> activities) { }

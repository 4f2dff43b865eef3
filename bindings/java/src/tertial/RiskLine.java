package tertial;

import java.time.LocalDate;

/**
 * A risk in a follow-up.
 *
 * @param level the id of its band, or "unclassified"
 * @param score null where only a level was judged
 * @param movement null where closedBefore
 * @param closedBefore closed by the previous follow-up and still: not counted
 */
public record RiskLine(
        String id, String title, String level, Integer score, Integer likelihood, Integer severity,
        String previousLevel, Movement movement, boolean closedBefore, LocalDate assessed, LocalDate closed) { }

package tertial;

/**
 * A target in a follow-up.
 *
 * @param judged the figure that was held against the aim
 * @param forecast of a flow while its year runs
 * @param paceNeeded a period, for the rest of the year
 * @param undecided why it is
 */
public record TargetLine(
        int year, Aim aim, Double value, Double from, Double to, TargetStatus status, JudgedOn judgedOn,
        Double judged, Double comparedWith, Double yearToDate, Double forecast, Double paceNeeded,
        int periodsObserved, int periodsInYear, String setBy, String undecided) { }

package tertial;

/**
 * A value of a longer period.
 *
 * @param basedOn periods with what the kind needs, of so many
 */
public record Rollup(Period period, Double value, int basedOn, int of, boolean unweighted, boolean acrossBreak) { }

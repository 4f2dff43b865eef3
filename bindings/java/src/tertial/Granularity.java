package tertial;

/** Lengths of periods. */
public enum Granularity {
    DAY, WEEK, MONTH, QUARTER, TERTIAL, HALF_YEAR, YEAR
}

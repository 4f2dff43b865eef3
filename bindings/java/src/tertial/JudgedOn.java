package tertial;

/** The figure of an indicator that a target was held against. */
public enum JudgedOn {
    LATEST, YEAR_TO_DATE, FORECAST;

    /** The library counts these from 1. */
    static final int FIRST = 1;
}

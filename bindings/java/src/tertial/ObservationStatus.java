package tertial;

/** What a figure is worth, or why there is none. */
public enum ObservationStatus {
    NORMAL, PROVISIONAL, ESTIMATED, BREAK, MISSING, NOT_COLLECTED, NOT_DUE, CONFIDENTIAL, SUPPRESSED
}

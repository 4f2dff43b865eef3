package tertial;

/** What a score that no band covers is read as. */
public enum Uncovered {
    REPORT, NEXT_WORSE
}

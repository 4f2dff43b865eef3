package tertial;

/** Where an indicator should go. */
public enum Direction {
    NONE, HIGHER, LOWER, WITHIN
}

package tertial;

/** What a target asks for. */
public enum Aim {
    VALUE, RANGE, INCREASE, DECREASE, UNDECIDED
}

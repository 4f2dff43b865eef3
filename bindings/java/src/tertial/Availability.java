package tertial;

/** Whether an indicator has a value. */
public enum Availability {
    WITH_VALUE, MISSING, NOT_DUE
}

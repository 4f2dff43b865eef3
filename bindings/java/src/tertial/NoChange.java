package tertial;

/** Why a change cannot be told. */
public enum NoChange {
    NO_VALUE, NO_EARLIER_VALUE, NO_NEWER_VALUE, DEFINITION_BREAK, SUPPRESSED
}

package tertial;

/** How a risk moved since the previous follow-up. */
public enum Movement {
    DECREASED, INCREASED, UNCHANGED, CLOSED, NEW, REOPENED, UNKNOWN
}

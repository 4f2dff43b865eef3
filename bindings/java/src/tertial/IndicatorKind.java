package tertial;

/** What an indicator counts, which says how its figures are rolled up. */
public enum IndicatorKind {
    FLOW, SNAPSHOT, SHARE, ROLLING, INDEX
}

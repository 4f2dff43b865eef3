package tertial;

/** How a cell of a risk matrix is scored. */
public enum ScoreRule {
    PRODUCT, SUM, TABLE
}

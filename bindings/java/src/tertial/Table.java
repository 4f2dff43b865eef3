package tertial;

/** What a follow-up has as CSV. */
public enum Table {
    RISKS, ACTIONS, INDICATORS, OBSERVATIONS, TARGETS, ROLLUPS, SELF_CHECKS, FINDINGS
}

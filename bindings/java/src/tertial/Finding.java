package tertial;

/**
 * What does not hold together.
 *
 * @param at JSON pointer into the plan document
 */
public record Finding(FindingCode code, FindingSeverity severity, String at, String message) { }

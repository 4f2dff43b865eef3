package tertial;

import java.util.Map;

/**
 * What does not hold together.
 *
 * @param at JSON pointer into the plan document
 * @param data its figures by name: a {@code Double}, a {@code String}, or a list of {@link Cell} or {@code String}
 */
public record Finding(
        FindingCode code, FindingSeverity severity, String at, String message, Map<String, Object> data) {
    /** A cell of a risk matrix, its steps counted from 1. */
    public record Cell(int likelihood, int severity) { }
}

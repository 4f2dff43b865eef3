package tertial;

import java.util.Map;

/**
 * What a follow-up comes to.
 *
 * @param closed since the previous follow-up
 * @param reduced decreased and closed
 * @param levels open risks by the id of their band, and "unclassified"
 */
public record Summary(
        int open, int closed, int reduced, Map<String, Integer> levels, Map<Movement, Integer> movements,
        Map<ActionStatus, Integer> actions, int actionsUnreported, Map<Availability, Integer> indicators,
        Map<TargetStatus, Integer> targets, Map<FindingSeverity, Integer> findings) { }

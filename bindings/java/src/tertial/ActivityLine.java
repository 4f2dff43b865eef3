package tertial;

/**
 * An activity in a follow-up.
 *
 * @param held of a recurrence, by then; null without one
 */
public record ActivityLine(
        String id, String title, ActionStatus derived, boolean overdue, Integer held, Integer due, Integer of,
        String why) { }

package tertial;

import java.util.List;

/** What importing a table changed, and what a person should look at. */
public record TableImport(List<Change> changes, List<Note> notes) {
    /** What was done to the plan. */
    public enum Kind {
        NEW_INDICATOR, NEW_OBSERVATION, CHANGED_OBSERVATION, NEW_BASELINE, CHANGED_BASELINE
    }

    /** @param status of the new observation */
    public record Change(
            Kind kind, String indicator, Period period, ObservationStatus status, Double before, Double after) { }

    /**
     * @param line from 1
     * @param column cells, from 1; null: the whole line
     */
    public record Note(int line, Integer column, String swedish, String english) { }
}

package tertial;

/**
 * A figure as a report may show it.
 *
 * @param value null: none, or held back; the status says which
 */
public record Figure(
        Period period, ObservationStatus status, Double value, Double numerator, Double denominator,
        String definition) { }

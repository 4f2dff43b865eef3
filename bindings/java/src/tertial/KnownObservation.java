package tertial;

import java.time.LocalDate;

/**
 * A figure of an indicator as it was recorded.
 *
 * @param definition its number among the indicator's, from 1
 */
public record KnownObservation(
        Period period, Double value, Double numerator, Double denominator, ObservationStatus status,
        Integer definition, LocalDate recorded) { }

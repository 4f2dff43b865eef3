package tertial;

import java.time.LocalDate;

/**
 * A figure of an indicator, in its printed unit: 40 is 40 %.
 *
 * @param status null: normal where there is a figure, missing where there is none
 * @param definition the id; null: the one in force
 * @param recorded null: on the last day of the period
 */
public record Observation(
        Period period, Double value, Double numerator, Double denominator, ObservationStatus status, String definition,
        LocalDate recorded) {
    public static Observation of(Period period, double value) {
        return new Observation(period, value, null, null, null, null, null);
    }

    /** So many of so many. */
    public static Observation of(Period period, double numerator, double denominator) {
        return new Observation(period, null, numerator, denominator, null, null, null);
    }

    /** There is no figure, and why. */
    public static Observation none(Period period, ObservationStatus why) {
        return new Observation(period, null, null, null, why, null, null);
    }

    public Observation status(ObservationStatus status) {
        return new Observation(period, value, numerator, denominator, status, definition, recorded);
    }

    public Observation definition(String definition) {
        return new Observation(period, value, numerator, denominator, status, definition, recorded);
    }

    public Observation recordedOn(LocalDate recorded) {
        return new Observation(period, value, numerator, denominator, status, definition, recorded);
    }

    /** As the library has it where none is stated: of columns every element states one. */
    int statusNumber() {
        if (status != null) {
            return status.ordinal();
        }
        boolean figure = value != null || (numerator != null && denominator != null);
        return (figure ? ObservationStatus.NORMAL : ObservationStatus.MISSING).ordinal();
    }

    CApi.Observation given() {
        CApi.Observation fact = new CApi.Observation();
        fact.period = period.number();
        fact.recorded = Lib.days(recorded);
        fact.status = statusNumber();
        fact.value = Lib.number(value);
        fact.numerator = Lib.number(numerator);
        fact.denominator = Lib.number(denominator);
        fact.definition.give(definition);
        return fact;
    }
}

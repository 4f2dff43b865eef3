package tertial;

import com.sun.jna.Memory;
import java.util.ArrayList;
import java.util.List;

/** Observations as columns. */
final class Observations {
    @FunctionalInterface
    interface Reader {
        int with(CApi.ObservationArrays arrays, CApi.SizeTByReference count, CApi.Fault error);
    }

    private Observations() { }

    /** Those that a call writes, at most so many. */
    static List<KnownObservation> read(long capacity, Reader reader) {
        Memory periods = Lib.room(capacity, Integer.BYTES);
        Memory values = Lib.room(capacity, Double.BYTES);
        Memory numerators = Lib.room(capacity, Double.BYTES);
        Memory denominators = Lib.room(capacity, Double.BYTES);
        Memory statuses = Lib.room(capacity, Byte.BYTES);
        Memory definitions = Lib.room(capacity, Byte.BYTES);
        Memory recorded = Lib.room(capacity, Integer.BYTES);
        CApi.ObservationArrays arrays = new CApi.ObservationArrays();
        arrays.capacity = Lib.size(capacity);
        arrays.periods = periods;
        arrays.values = values;
        arrays.numerators = numerators;
        arrays.denominators = denominators;
        arrays.statuses = statuses;
        arrays.definitions = definitions;
        arrays.recorded = recorded;
        long count = Lib.getSize((out, error) -> reader.with(arrays, out, error));
        return Lib.list(Lib.size(count), i -> new KnownObservation(
                Period.of(periods.getInt((long) i * Integer.BYTES)),
                Lib.figure(values.getDouble((long) i * Double.BYTES)),
                Lib.figure(numerators.getDouble((long) i * Double.BYTES)),
                Lib.figure(denominators.getDouble((long) i * Double.BYTES)),
                Lib.word(ObservationStatus.class, Byte.toUnsignedInt(statuses.getByte(i))),
                Lib.step(Byte.toUnsignedInt(definitions.getByte(i))),
                Lib.date(recorded.getInt((long) i * Integer.BYTES))));
    }

    /** Columns to be given, and the memory that must live as long. */
    record Given(CApi.ObservationColumns columns, List<Memory> memory) { }

    /** @param names ids of the indicator's definitions */
    static Given given(List<Observation> observations, List<String> names) {
        int count = observations.size();
        Memory periods = Lib.room(count, Integer.BYTES);
        Memory values = Lib.room(count, Double.BYTES);
        Memory numerators = Lib.room(count, Double.BYTES);
        Memory denominators = Lib.room(count, Double.BYTES);
        Memory statuses = Lib.room(count, Byte.BYTES);
        Memory definitions = Lib.room(count, Byte.BYTES);
        Memory recorded = Lib.room(count, Integer.BYTES);
        for (int i = 0; i < count; ++i) {
            Observation observation = observations.get(i);
            periods.setInt((long) i * Integer.BYTES, observation.period().number());
            values.setDouble((long) i * Double.BYTES, Lib.number(observation.value()));
            numerators.setDouble((long) i * Double.BYTES, Lib.number(observation.numerator()));
            denominators.setDouble((long) i * Double.BYTES, Lib.number(observation.denominator()));
            statuses.setByte(i, (byte) observation.statusNumber());
            definitions.setByte(i, (byte) number(observation.definition(), names));
            recorded.setInt((long) i * Integer.BYTES, Lib.days(observation.recorded()));
        }
        CApi.ObservationColumns columns = new CApi.ObservationColumns();
        columns.count = Lib.size(count);
        columns.periods = periods;
        columns.values = values;
        columns.numerators = numerators;
        columns.denominators = denominators;
        columns.statuses = statuses;
        columns.definitions = definitions;
        columns.recorded = recorded;
        List<Memory> memory = new ArrayList<>();
        for (Memory column : new Memory[] {periods, values, numerators, denominators, statuses, definitions, recorded}) {
            memory.add(column);
        }
        return new Given(columns, memory);
    }

    private static int number(String definition, List<String> names) {
        if (definition == null) {
            return 0;
        }
        int place = names.indexOf(definition);
        if (place < 0) {
            throw new IllegalArgumentException("the indicator has no definition \"" + definition + '"');
        }
        return place + 1;
    }
}

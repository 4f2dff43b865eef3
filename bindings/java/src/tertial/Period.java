package tertial;

import com.sun.jna.ptr.IntByReference;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A day, week, month, quarter, tertial, half-year or year.
 *
 * @param year of a week, the ISO week year
 * @param index in its year, from 1
 */
public record Period(Granularity granularity, int year, int index) {
    /** Refuses what the year has not so many of. */
    public Period {
        number(granularity, year, index);
    }

    /** Reads "2020-T2", "2020-W36", "tertial 2 2020", "Jan-20", ...; what Swedish and English differ in is Swedish. */
    public static Period parse(String text) {
        return parse(text, Language.SWEDISH, 0);
    }

    /** @param year of text that names none; 0: such text is refused */
    public static Period parse(String text, Language language, int year) {
        byte[] bytes = Lib.utf8(text);
        return of(Lib.getInt((out, error) -> Lib.c().tertial_period_parse(bytes, Lib.size(bytes), language.ordinal(), year, out,
                error)));
    }

    /** The period that a day lies in. */
    public static Period of(LocalDate day, Granularity granularity) {
        return of(Lib.getInt((out, error) -> {
            IntByReference days = new IntByReference(Lib.days(day));
            return Lib.c().tertial_periods_of(days, Lib.size(1), granularity.ordinal(), out, error);
        }));
    }

    /** The period of a number in the C interface; null of none. */
    static Period of(int number) {
        if (number == CApi.TERTIAL_NO_PERIOD) {
            return null;
        }
        CApi.PeriodInfo info = info(number);
        return new Period(Lib.word(Granularity.class, info.granularity), info.year, info.index);
    }

    private static CApi.PeriodInfo info(int number) {
        return Lib.get(new CApi.PeriodInfo(), (out, error) -> Lib.c().tertial_period_get(number, out, error));
    }

    private static int number(Granularity granularity, int year, int index) {
        return Lib.getInt((out, error) -> Lib.c().tertial_period_make(granularity.ordinal(), year, index, out, error));
    }

    /** Its number in the C interface. */
    int number() {
        return number(granularity, year, index);
    }

    public LocalDate first() {
        return Lib.date(info(number()).first);
    }

    public LocalDate last() {
        return Lib.date(info(number()).last);
    }

    /** The period {@code count} later, earlier where it is negative. */
    public Period plus(int count) {
        return of(Lib.getInt((out, error) -> Lib.c().tertial_period_shift(number(), count, out, error)));
    }

    /** The coarser period that this one belongs to. */
    public Period parent(Granularity coarser) {
        return of(Lib.getInt((out, error) -> Lib.c().tertial_period_parent(number(), coarser.ordinal(), out, error)));
    }

    /** The finer periods that this one is made of. */
    public List<Period> split(Granularity finer) {
        IntByReference first = new IntByReference();
        long count = Lib.getSize((out, error) ->
                Lib.c().tertial_period_range(number(), finer.ordinal(), first, out, error));
        return IntStream.range(0, Math.toIntExact(count)).mapToObj(i -> of(first.getValue() + i)).toList();
    }

    /** As SDMX and ISO 8601 write it: "2020-T2". */
    @Override
    public String toString() {
        byte[] room = new byte[CApi.TERTIAL_PRINTED_SIZE];
        Lib.call(error -> Lib.c().tertial_period_print(number(), room, error));
        int length = 0;
        while (room[length] != 0) {
            ++length;
        }
        return new String(room, 0, length, StandardCharsets.US_ASCII);
    }
}

package tertial;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The library, its calls, and values on their way in and out. */
final class Lib {
    private static final String NAME = "libtertial.so.1";

    // A CApi, or the TertialException that says why there is none.
    private static final Object LOADED = loaded();

    private Lib() { }

    /** The functions. */
    static CApi c() {
        if (LOADED instanceof TertialException fault) {
            throw new TertialException(fault.code(), fault.at(), fault.getMessage());
        }
        return (CApi) LOADED;
    }

    private static Object loaded() {
        String path = System.getProperty("tertial.library", System.getenv("TERTIAL_LIBRARY"));
        String name = path == null || path.isEmpty() ? NAME : path;
        CApi library;
        int version;
        try {
            library = Native.load(name, CApi.class, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));
            version = library.tertial_abi_version();
        } catch (UnsatisfiedLinkError error) {
            return new TertialException("library", name, "the library of tertial cannot be loaded: " + error.getMessage()
                    + ". Install it, or set the property tertial.library or TERTIAL_LIBRARY to the path of " + NAME);
        }
        if (version != CApi.TERTIAL_ABI_VERSION) {
            return new TertialException("library", name, "this package speaks version " + CApi.TERTIAL_ABI_VERSION
                    + " of the binary interface of tertial, and the library version " + version + ". Install a package and"
                    + " a library of the same version, or set the property tertial.library or TERTIAL_LIBRARY to the path"
                    + " of a " + NAME);
        }
        return library;
    }

    @FunctionalInterface
    interface Call {
        int with(CApi.Fault error);
    }

    /** Calls what can fail. */
    static void call(Call call) {
        CApi.Fault fault = new CApi.Fault();
        fault.setAutoSynch(false);
        int status = call.with(fault);
        if (status != CApi.TERTIAL_OK) {
            fault.read();
            throw new TertialException(c().tertial_status_word(status), Native.toString(fault.at, "UTF-8"),
                    Native.toString(fault.message, "UTF-8"));
        }
    }

    @FunctionalInterface
    interface Made<T> {
        int with(T out, CApi.Fault error);
    }

    /** What a call fills in. */
    static <T extends Structure> T get(T out, Made<T> call) {
        call(error -> call.with(out, error));
        return out;
    }

    static int getInt(Made<IntByReference> call) {
        IntByReference out = new IntByReference();
        call(error -> call.with(out, error));
        return out.getValue();
    }

    static long getSize(Made<CApi.SizeTByReference> call) {
        CApi.SizeTByReference out = new CApi.SizeTByReference();
        call(error -> call.with(out, error));
        return out.value();
    }

    static Pointer getPointer(Made<PointerByReference> call) {
        PointerByReference out = new PointerByReference();
        call(error -> call.with(out, error));
        return out.getValue();
    }

    /** The bytes of a text that a call makes, with the library's copy freed. */
    static byte[] getBytes(Made<PointerByReference> call) {
        Pointer text = getPointer(call);
        try {
            return c().tertial_text_data(text).getByteArray(0, c().tertial_text_size(text).count());
        } finally {
            c().tertial_text_free(text);
        }
    }

    static String getText(Made<PointerByReference> call) {
        return new String(getBytes(call), StandardCharsets.UTF_8);
    }

    static byte[] utf8(String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    }

    static CApi.SizeT size(long value) {
        return new CApi.SizeT(value);
    }

    static CApi.SizeT size(byte[] bytes) {
        return new CApi.SizeT(bytes.length);
    }

    /** Days since 1970; no date of null. */
    static int days(LocalDate date) {
        return date == null ? CApi.TERTIAL_NO_DATE : Math.toIntExact(date.toEpochDay());
    }

    static LocalDate date(int days) {
        return days == CApi.TERTIAL_NO_DATE ? null : LocalDate.ofEpochDay(days);
    }

    static double number(Double value) {
        return value == null ? Double.NaN : value;
    }

    static Double figure(double value) {
        return Double.isNaN(value) ? null : value;
    }

    /** Null of TERTIAL_NONE. */
    static Integer whole(int value) {
        return value == CApi.TERTIAL_NONE ? null : value;
    }

    /** Null of 0. */
    static Integer step(int value) {
        return value == 0 ? null : value;
    }

    /** Null of the empty string. */
    static String stated(CApi.Text text) {
        String value = text.text();
        return value.isEmpty() ? null : value;
    }

    /** The word of a number; null of TERTIAL_NONE, and of a word that a newer library has. */
    static <E extends Enum<E>> E word(Class<E> words, int number) {
        E[] all = words.getEnumConstants();
        return number < 0 || number >= all.length ? null : all[number];
    }

    /** The number of a language; that of the plan of null. */
    static int number(Language language) {
        return language == null ? CApi.TERTIAL_PLAN_LANGUAGE : language.ordinal();
    }

    static <T> List<T> list(CApi.SizeT count, IntFunction<T> make) {
        int size = count.count();
        List<T> list = new ArrayList<>(size);
        for (int i = 0; i < size; ++i) {
            list.add(make.apply(i));
        }
        return Collections.unmodifiableList(list);
    }

    /** By id, in the order of the list. */
    static <T> Map<String, T> byId(List<T> list, Function<T, String> id) {
        Map<String, T> map = new LinkedHashMap<>();
        list.forEach(line -> map.put(id.apply(line), line));
        return Collections.unmodifiableMap(map);
    }

    /** An array of strings to be given, which lives as long as the result; null for none. */
    static CApi.Text[] texts(List<String> values) {
        if (values.isEmpty()) {
            return null;
        }
        CApi.Text[] texts = (CApi.Text[]) new CApi.Text().toArray(values.size());
        for (int i = 0; i < texts.length; ++i) {
            texts[i].give(values.get(i));
            texts[i].write();
        }
        return texts;
    }

    /** The address of an array that was written. */
    static Pointer address(Structure[] array) {
        return array == null ? null : array[0].getPointer();
    }

    /** Room for elements; null for none. */
    static Memory room(long count, int width) {
        return count == 0 ? null : new Memory(count * width);
    }

    /** Says that memory which a call only has the address of is used until here. */
    static void keep(Object... memory) {
        for (Object part : memory) {
            Reference.reachabilityFence(part);
        }
    }

    static List<Finding> findings(Pointer findings, Language language) {
        return list(c().tertial_findings_count(findings), i -> {
            CApi.Finding finding = get(new CApi.Finding(), (out, error) ->
                    c().tertial_findings_get(findings, size(i), out, error));
            return new Finding(word(FindingCode.class, finding.code), word(FindingSeverity.class, finding.severity),
                    finding.at.text(), getText((out, error) ->
                            c().tertial_findings_message(findings, size(i), language.ordinal(), out, error)),
                    data(findings, size(i), finding.data_count));
        });
    }

    private static Map<String, Object> data(Pointer findings, CApi.SizeT finding, int count) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (int i = 0; i < count; ++i) {
            CApi.SizeT place = size(i);
            CApi.Datum datum = get(new CApi.Datum(), (out, error) ->
                    c().tertial_findings_datum(findings, finding, place, out, error));
            data.put(datum.key.text(), switch (datum.kind) {
                case CApi.TERTIAL_DATUM_NUMBER -> datum.number;
                case CApi.TERTIAL_DATUM_WORD -> datum.word.text();
                case CApi.TERTIAL_DATUM_CELLS -> list(datum.count, cell -> new Finding.Cell(
                        datum.cells.getByte(2L * cell), datum.cells.getByte(2L * cell + 1)));
                default -> list(datum.count, word -> get(new CApi.Text(), (out, error) ->
                        c().tertial_findings_word(findings, finding, place, size(word), out, error)).text());
            });
        }
        return Collections.unmodifiableMap(data);
    }
}

package tertial;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.PointerType;
import com.sun.jna.Structure;
import com.sun.jna.ptr.ByReference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints the structs, functions and constants of the binding as JSON, to be compared with tertial.h. */
final class Layout {
    /** What stands before the words of an enum in tertial.h. */
    private static final Map<Class<? extends Enum<?>>, String> WORDS = Map.ofEntries(
            Map.entry(Granularity.class, ""), Map.entry(Movement.class, "MOVEMENT_"),
            Map.entry(ActionStatus.class, "ACTION_"), Map.entry(ObservationStatus.class, "OBSERVATION_"),
            Map.entry(IndicatorKind.class, ""), Map.entry(Direction.class, "DIRECTION_"),
            Map.entry(TargetStatus.class, "TARGET_"), Map.entry(Aim.class, "AIM_"),
            Map.entry(JudgedOn.class, "JUDGED_ON_"), Map.entry(NoChange.class, "NO_CHANGE_"),
            Map.entry(Availability.class, ""), Map.entry(FindingSeverity.class, "FINDING_"),
            Map.entry(FindingCode.class, "FINDING_"), Map.entry(Table.class, "TABLE_"), Map.entry(Language.class, ""),
            Map.entry(ScoreRule.class, "SCORE_"), Map.entry(Uncovered.class, "UNCOVERED_"),
            Map.entry(TableImport.Kind.class, "IMPORT_"));

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Map<String, String> structs = new TreeMap<>();
        Method offset = Structure.class.getDeclaredMethod("fieldOffset", String.class);
        offset.setAccessible(true);
        for (Class<?> type : CApi.class.getDeclaredClasses()) {
            if (Structure.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                structs.put(name(type), struct((Structure) type.getDeclaredConstructor().newInstance(), offset));
            }
        }
        Map<String, String> functions = new TreeMap<>();
        for (Method method : CApi.class.getDeclaredMethods()) {
            List<String> kinds = new ArrayList<>(List.of(quoted(kind(method.getReturnType()))));
            for (Class<?> type : method.getParameterTypes()) {
                kinds.add(quoted(Structure.class.isAssignableFrom(type) ? "pointer" : kind(type)));
            }
            functions.put(method.getName(), kinds.toString());
        }
        Map<String, String> constants = new TreeMap<>();
        for (Field field : CApi.class.getDeclaredFields()) {
            constants.put(field.getName(), field.get(null).toString());
        }
        WORDS.forEach((words, before) -> {
            int first = words == JudgedOn.class ? JudgedOn.FIRST : 0;
            for (Enum<?> word : words.getEnumConstants()) {
                constants.put("TERTIAL_" + before + word.name(), String.valueOf(first + word.ordinal()));
            }
        });
        System.out.println("{\"structs\": " + json(structs) + ", \"functions\": " + json(functions) + ", \"constants\": "
                + json(constants) + "}");
    }

    private static String struct(Structure struct, Method offset) throws ReflectiveOperationException {
        List<String> fields = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Class<?> type = struct.getClass(); type != Structure.class; type = type.getSuperclass()) {
            names.addAll(0, List.of(type.getAnnotation(Structure.FieldOrder.class).value()));
        }
        for (String name : names) {
            Field field = struct.getClass().getField(name);
            String kind = field.getType().isArray()
                    ? kind(field.getType().getComponentType()).replace("uint8", "char") + "["
                            + Array.getLength(field.get(struct)) + "]"
                    : kind(field.getType());
            fields.add("[" + quoted(name) + ", " + offset.invoke(struct, name) + ", " + quoted(kind) + "]");
        }
        return "{\"size\": " + struct.size() + ", \"fields\": " + fields + "}";
    }

    private static String kind(Class<?> type) {
        if (Pointer.class.isAssignableFrom(type) || PointerType.class.isAssignableFrom(type)
                || ByReference.class.isAssignableFrom(type) || Buffer.class.isAssignableFrom(type) || type.isArray()
                || type == String.class) {
            return "pointer";
        }
        if (type == CApi.SizeT.class) {
            return "uint" + 8 * Native.SIZE_T_SIZE;
        }
        if (Structure.class.isAssignableFrom(type)) {
            return name(type);
        }
        return Map.of("int", "int32", "byte", "uint8", "double", "double", "void", "void").get(type.getName());
    }

    private static String name(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "Fault" -> "tertial_error";
            case "Text" -> "tertial_string";
            default -> "tertial" + type.getSimpleName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        };
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String json(Map<String, String> map) {
        List<String> entries = new ArrayList<>();
        map.forEach((key, value) -> entries.add(quoted(key) + ": " + value));
        return "{" + String.join(",\n", entries) + "}";
    }
}

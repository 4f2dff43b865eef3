package tertial;

/**
 * What the library said no to.
 *
 * <p>It is unchecked: every call can run out of memory or be given an unknown id, few callers can do better than to report
 * it, and checked exceptions do not go through streams. Where a document or a fact comes from a person, catch it and show
 * {@link #at()} and the message. Files that cannot be read are {@link java.io.IOException}, as everywhere.
 */
public final class TertialException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String at;

    TertialException(String code, String at, String message) {
        super(message);
        this.code = code;
        this.at = at;
    }

    /** "syntax", "schema", "argument", "not_found", "memory", "limit", ...; "library" where it cannot be loaded. */
    public String code() {
        return code;
    }

    /** The place: a JSON pointer, "line L, column C", the name of an argument, or empty. */
    public String at() {
        return at;
    }

    @Override
    public String toString() {
        return getClass().getName() + ": " + code + (at.isEmpty() ? "" : " at " + at) + ": " + getMessage();
    }
}

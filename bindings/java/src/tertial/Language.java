package tertial;

/** Languages of messages and reports. */
public enum Language {
    SWEDISH, ENGLISH
}

package tertial;

/** How bad a finding is. */
public enum FindingSeverity {
    ERROR, WARNING, NOTE
}

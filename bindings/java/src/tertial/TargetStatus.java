package tertial;

/** Whether a target is met. */
public enum TargetStatus {
    MET, NEAR, MISSED, UNDECIDED, NO_TARGET, NO_VALUE
}

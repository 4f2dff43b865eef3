package tertial;

/** From best to worst. */
public enum ActionStatus {
    CANCELLED, COMPLETED, NOT_STARTED, ON_SCHEDULE, AT_RISK, DELAYED
}

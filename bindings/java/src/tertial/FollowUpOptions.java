package tertial;

import java.time.LocalDate;
import java.util.List;

/**
 * How a plan is followed up.
 *
 * @param previous null: the plan's last follow-up before
 * @param knownAt null: all that is on record
 * @param reveal ids of protected indicators whose small counts may be shown
 */
public record FollowUpOptions(LocalDate previous, LocalDate knownAt, List<String> reveal) {
    public static final FollowUpOptions DEFAULT = new FollowUpOptions(null, null, List.of());

    public FollowUpOptions {
        reveal = List.copyOf(reveal);
    }

    public FollowUpOptions previous(LocalDate previous) {
        return new FollowUpOptions(previous, knownAt, reveal);
    }

    public FollowUpOptions knownAt(LocalDate knownAt) {
        return new FollowUpOptions(previous, knownAt, reveal);
    }

    public FollowUpOptions reveal(List<String> reveal) {
        return new FollowUpOptions(previous, knownAt, reveal);
    }
}

package tertial;

import java.util.List;

/**
 * An indicator in a follow-up.
 *
 * @param previous the last figure that the previous follow-up knows of
 * @param fromBaselineReason why there is no change; null where there is one
 * @param stale periods over, due in the plan's year, and without an observation
 * @param breaks the first periods that are not counted as those before them
 */
public record IndicatorLine(
        String id, String title, String unit, Availability availability, IndicatorKind kind, Direction direction,
        Figure latest, Figure previous, Double baseline, Period baselinePeriod, Double fromBaseline,
        NoChange fromBaselineReason, Double fromPrevious, NoChange fromPreviousReason, int stale,
        List<TargetLine> targets, List<Rollup> rollups, List<LikeForLike> likeForLike, List<Period> breaks,
        List<KnownObservation> observations) { }

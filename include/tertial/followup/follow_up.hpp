// A plan followed up at a date: which risks remain and how they moved, whether actions keep their schedule, what the
// indicators say, and what does not add up.
//
//   absl::StatusOr<FollowUp> review = follow_up(plan, {.as_of = Period::parse("2020-T2")->last()});
//   review->summary.risks.reduced;                        // 2
//   to_string(*review->risks[6].movement);                // "decreased"
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/status/statusor.h"
#include "tertial/action/derivation.hpp"
#include "tertial/calendar/clock.hpp"
#include "tertial/indicator/change.hpp"
#include "tertial/indicator/judgement.hpp"
#include "tertial/indicator/rollup.hpp"
#include "tertial/plan/finding.hpp"
#include "tertial/plan/held_back.hpp"
#include "tertial/plan/plan.hpp"
#include "tertial/risk/movement.hpp"

namespace tertial {
inline namespace v1 {

struct FollowUpOptions {
  Date as_of;
  std::optional<Date> previous = std::nullopt;  // nothing: the plan's last follow-up before as_of; none: no comparison
  std::optional<Date> known_at = std::nullopt;  // nothing: everything recorded so far
  std::vector<std::string> reveal = {};         // ids of protected indicators whose small counts may be shown
};

// One risk of the register. A risk closed since the previous follow-up keeps the level it was closed from.
struct RiskLine {
  std::uint32_t risk = 0;  // place in plan.risks()
  Level level = {};
  std::optional<int> score = std::nullopt;  // nothing where only a level was judged
  Likelihood likelihood = Likelihood(0);
  Severity severity = Severity(0);
  std::optional<Level> previous_level = std::nullopt;  // nothing: not assessed then, or no previous follow-up
  Likelihood previous_likelihood = Likelihood(0);
  Severity previous_severity = Severity(0);
  Movement movement = Movement::unknown;
  std::optional<Date> assessed = std::nullopt;
  std::optional<Date> closed = std::nullopt;
  bool closed_before = false;  // closed by the previous follow-up and still: told apart, not counted, movement void
};

struct ActionLine {
  std::uint32_t action = 0;                             // place in plan.actions()
  std::optional<ActionStatus> status = std::nullopt;    // what is shown; nothing: unreported
  std::optional<ActionStatus> reported = std::nullopt;  // the last report known
  std::optional<Date> reported_on = std::nullopt;
  bool unreported = false;  // no report, or the last one is from before the previous follow-up
  Derivation derivation = {};
};

enum class Availability : std::uint8_t { with_value, missing, not_due };

struct IndicatorLine {
  std::uint32_t indicator = 0;  // place in plan.indicators()
  Availability availability = Availability::not_due;
  std::optional<KnownObservation> latest = std::nullopt;    // the last figure known
  std::optional<KnownObservation> previous = std::nullopt;  // the last one that the previous follow-up knows of
  Change from_baseline = {};
  Change from_previous = {};
  std::vector<LikeForLike> like_for_like = {};  // where a break stands between previous and latest
  std::vector<TargetVerdict> targets = {};      // one for each target of the indicator, in order
  std::vector<RollUp> rollups = {};             // tertials, then years
  absl::InlinedVector<Period, 2> breaks = {};   // first periods that are not counted as those before
  int periods_stale = 0;                        // over, due in the plan's year, and without an observation
};

struct Summary {
  struct Risks {
    absl::InlinedVector<int, 16> by_level;  // open risks by rank of their level; [0] unclassified or not assessed
    int open = 0;
    int closed = 0;
    std::array<int, kMovements.size()> movement = {};
    int reduced = 0;
  } risks;
  struct Actions {
    std::array<int, kActionStatuses.size()> by_status = {};
    int unreported = 0;
  } actions;
  struct Indicators {
    int with_value = 0;
    int missing = 0;
    int not_due = 0;
  } indicators;
  struct Targets {
    int met = 0, near = 0, missed = 0, undecided = 0, no_target = 0, no_value = 0;
  } targets;
  std::array<int, 3> findings = {};  // by FindingSeverity
};

// Self-standing but for the plan it was made from, whose lists its places point into.
struct FollowUp {
  Clock clock;
  std::optional<Period> period =
      std::nullopt;  // of the plan's follow-up on that date, else the tertial that ends on it
  std::optional<Date> previous = std::nullopt;
  Summary summary;
  std::vector<RiskLine> risks;  // in the plan's order; those closed before come with closed_before set
  std::vector<ActionLine> actions;
  std::vector<IndicatorLine> indicators;
  std::vector<std::uint32_t> self_checks;  // places in plan.self_checks() known at the clock
  std::vector<Finding> findings;           // errors, then warnings, then notes; by code; in document order
  std::vector<std::string> reveal;         // as asked for, sorted
  std::vector<HeldBack> held_back;         // what no report may show; by id of indicator
};

// Errors, all InvalidArgument: previous not before as_of; an id to reveal that is no indicator's.
[[nodiscard]] absl::StatusOr<FollowUp> follow_up(const Plan& plan, const FollowUpOptions& options);

// Whether the small counts of an indicator are to be held back: it is protected, and not revealed by the follow-up.
[[nodiscard]] bool holds_back(const FollowUp& review, const Indicator& indicator) noexcept;

// The value of an indicator's baseline as a report may show it; nothing where it has none, or is held back.
[[nodiscard]] std::optional<double> shown_baseline(const FollowUp& review, const Indicator& indicator) noexcept;

// The observations of an indicator as the follow-up knows them, without what is held back: what a report may show.
void known_observations(const Plan& plan, const FollowUp& review, std::uint32_t indicator, KnownSeries& out);

}  // namespace v1
}  // namespace tertial

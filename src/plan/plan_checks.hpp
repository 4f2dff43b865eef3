// find_faults() in pieces, for whoever looks at every indicator anyway. The findings of all three, in this order, stand
// in document order.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "plan/known_indicator.hpp"
#include "tertial/calendar/clock.hpp"
#include "tertial/plan/finding.hpp"
#include "tertial/plan/held_back.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {

// A hair of binary rounding is never a mismatch.
inline constexpr double kRounding = 1e-9;

void find_faults_before_indicators(const Plan& plan, const Clock* clock, std::vector<Finding>& out);

// Checks one indicator's figures against each other and against those it is counted from.
class IndicatorChecks {
 public:
  // `held` outlives it: what is held back is told without figures.
  IndicatorChecks(const Plan& plan, const Clock* clock, std::span<const HeldBack> held, std::vector<Finding>& out)
      : plan_(plan), clock_(clock), all_held_(held), out_(out) {}

  // The indicator at `place` of the plan, and what is known of it with nothing held back.
  void check(std::uint32_t place, const KnownIndicator& at_clock);

 private:
  void note_small(const KnownObservation& entry);
  void check_share(const Indicator& indicator, const KnownObservation& entry, const ShareParts& parts, bool is_share);
  void check_breaks(const Indicator& indicator, const KnownSeries& known);
  void check_complement(const Indicator& indicator, const KnownSeries& known);
  [[nodiscard]] bool is_held(const KnownObservation& entry) const noexcept {
    return held_ != nullptr && held_->hides_observation(entry.place);
  }
  void add_figures(FindingCode code, const Indicator& indicator, const KnownObservation& entry,
                   std::vector<Datum> figures);
  void add(FindingCode code, std::uint32_t observation, std::vector<Datum> data);

  const Plan& plan_;
  const Clock* clock_;
  std::span<const HeldBack> all_held_;
  std::vector<Finding>& out_;
  const HeldBack* held_ = nullptr;  // of the indicator at place_
  KnownSeries complement_;
  std::uint32_t place_ = 0;
  int small_ = 0;
  std::uint32_t small_place_ = 0;
  Period small_period_;
};

void find_faults_after_indicators(const Plan& plan, const Clock* clock, std::vector<Finding>& out);

}  // namespace v1
}  // namespace tertial

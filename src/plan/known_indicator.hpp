// The observations of an indicator known at a clock, with those of the indicators it is counted from.
#pragma once

#include <string>
#include <utility>

#include "tertial/indicator/known_series.hpp"
#include "tertial/indicator/rollup.hpp"
#include "tertial/plan/findings.hpp"
#include "tertial/plan/held_back.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {

// How an indicator of a plan is rolled up; it has a kind.
[[nodiscard]] inline RollUpRule roll_up_rule(const Plan& plan, const Indicator& indicator) noexcept {
  RollUpRule rule{.kind = *indicator.kind, .scale = indicator.scale()};
  if (indicator.kind == IndicatorKind::share) {
    const Indicator* numerator = indicator.numerator.empty() ? nullptr : plan.find_indicator(indicator.numerator);
    rule.share_of_snapshots =
        indicator.temporal == IndicatorKind::snapshot ||
        (!indicator.temporal && numerator != nullptr && numerator->kind == IndicatorKind::snapshot);
  }
  return rule;
}

// Reusable: assign() keeps the memory of the last time.
class KnownIndicator {
 public:
  // Without a clock everything is known.
  void assign(const Plan& plan, const Indicator& indicator, const Clock* clock) {
    series_.assign(indicator, clock);
    parts_ = {.numerator = part(plan, indicator.numerator, clock, numerator_),
              .denominator = part(plan, indicator.denominator, clock, denominator_)};
  }

  [[nodiscard]] const KnownSeries& series() const& noexcept { return series_; }
  [[nodiscard]] KnownSeries series() && noexcept { return std::move(series_); }
  [[nodiscard]] const ShareParts& parts() const noexcept { return parts_; }

  void suppress(const HeldBack& held) {
    series_.suppress([&](const KnownObservation& entry) { return held.hides_observation(entry.place); });
  }

 private:
  static const KnownSeries* part(const Plan& plan, const std::string& id, const Clock* clock, KnownSeries& series) {
    if (id.empty()) return nullptr;
    series.assign(*plan.find_indicator(id), clock);
    return &series;
  }

  KnownSeries series_;
  KnownSeries numerator_;
  KnownSeries denominator_;
  ShareParts parts_;  // into the two above
};

}  // namespace v1
}  // namespace tertial

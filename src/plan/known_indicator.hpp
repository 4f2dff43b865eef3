// The observations of an indicator known at a clock, with those of the indicators it is counted from.
#pragma once

#include <string>
#include <utility>

#include "tertial/indicator/known_series.hpp"
#include "tertial/indicator/rollup.hpp"
#include "tertial/plan/findings.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {

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

  // Holds back the small counts of `indicator`, the one that was assigned.
  void suppress_small(const Indicator& indicator) {
    series_.suppress([&](const KnownObservation& entry) { return is_small(indicator, entry.observation, parts_); });
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

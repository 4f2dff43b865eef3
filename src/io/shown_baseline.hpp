// The baseline of an indicator as a report may show it.
//
//   std::optional<double> value = shown_baseline(indicator, review);   // nothing where it is a small count
//   held back if (!value) print("suppressed");
#pragma once

#include <algorithm>
#include <optional>

#include "tertial/followup/follow_up.hpp"
#include "tertial/indicator/indicator.hpp"
#include "tertial/plan/findings.hpp"

namespace tertial {
inline namespace v1 {

// The indicator has a baseline. One that is protected, and not revealed by the follow-up, keeps back a
// baseline that would be kept back as an observation.
[[nodiscard]] inline std::optional<double> shown_baseline(const Indicator& indicator,
                                                          const FollowUp& review) {
  const Observation figure{.period = indicator.baseline->period.value_or(Period()),
                           .value = indicator.baseline->value};
  const bool revealed = std::binary_search(review.reveal.begin(), review.reveal.end(), indicator.id);
  if (indicator.protect && !revealed && is_small(indicator, figure, {})) return std::nullopt;
  return figure.value;
}

}  // namespace v1
}  // namespace tertial

// What does not add up in a plan by itself: its matrix, its figures against each other, what stands twice.
//
//   for (const Finding& finding : find_faults(plan, nullptr)) ...   // all that stands in the plan
//   find_faults(plan, &clock);                                       // only what is known at a clock
#pragma once

#include <vector>

#include "tertial/calendar/clock.hpp"
#include "tertial/indicator/rollup.hpp"
#include "tertial/plan/finding.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {

// Errors, then warnings, then notes; within those by code, then in document order. What depends on a date of follow-up
// (what is overdue, stale, not reassessed, ...) is for follow_up().
[[nodiscard]] std::vector<Finding> find_faults(const Plan& plan, const Clock* clock);

// What does not hold together in a matrix: its faults() as findings at "/matrix", in their order.
[[nodiscard]] std::vector<Finding> matrix_findings(const RiskMatrix& matrix);

// The order that findings are told in.
void sort_findings(std::vector<Finding>& findings);

// Counts of 1 to 4 are small: with them a person can be found.
inline constexpr double kSmallCountThreshold = 5;
[[nodiscard]] constexpr bool is_small_count(double count) noexcept { return count > 0 && count < kSmallCountThreshold; }

// Whether a figure of a protected indicator is to be held back: a small count, or a share whose numerator, denominator
// or complement is one.
[[nodiscard]] bool is_small(const Indicator& indicator, const Observation& observation,
                            const ShareParts& parts) noexcept;

}  // namespace v1
}  // namespace tertial

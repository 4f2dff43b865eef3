// What a report may not show of a plan's indicators: small counts of protected ones, and every figure that tells them.
//
//   std::vector<HeldBack> held = held_back(plan, &clock, {});
//   const HeldBack* one = find_held_back(held, "2.2.a");     // null: all of it may be shown
//   one->hides_sum(Period::parse("2020-T1").value());        // the tertial, and what is made from it
//
// An attacker is taken to know every figure that is not held back, in whatever report of the follow-up, that counts are
// whole numbers and not negative, and that roll-ups are sums:
// - Indicators that are linked (numerator, denominator, complement_of) are one group. A period that is hidden in one of
//   them is hidden in all: value, numerator and denominator.
// - Months and their roll-ups are a table of counts with subtotals, a layer for each count of the group. More months or
//   roll-ups are hidden until the interval of each hidden count is as wide as the threshold and not within the small ones.
// - Where the figures are no such table (no whole numbers, periods of several lengths, series that do not cover the same
//   periods) every roll-up over a hidden figure is hidden.
// - A roll-up that takes the last figure is hidden with it; a mean, with any that it is made of.
// - A baseline is hidden where it is small, where its period holds a hidden one, and with the others of its group.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tertial/calendar/clock.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {

struct HeldBack {
  std::string indicator;                         // its id
  std::vector<std::uint32_t> observations = {};  // places in its series, ascending
  std::vector<Period> sums = {};                 // roll-ups, and years to date; ascending
  bool baseline = false;

  [[nodiscard]] bool hides_observation(std::uint32_t place) const noexcept {
    return std::binary_search(observations.begin(), observations.end(), place);
  }
  [[nodiscard]] bool hides_sum(Period period) const noexcept {
    return std::binary_search(sums.begin(), sums.end(), period);
  }

  friend bool operator==(const HeldBack&, const HeldBack&) = default;
};

// Of the observations known at a clock (without one, of all), an entry for each indicator of which something is held
// back, by id. `reveal`: ids of protected indicators whose small counts may be shown; what would tell those of others
// stays held back.
[[nodiscard]] std::vector<HeldBack> held_back(const Plan& plan, const Clock* clock,
                                              std::span<const std::string> reveal);

// Null where nothing is held back of it.
[[nodiscard]] inline const HeldBack* find_held_back(std::span<const HeldBack> held,
                                                    std::string_view indicator) noexcept {
  const auto at = std::lower_bound(held.begin(), held.end(), indicator,
                                   [](const HeldBack& one, std::string_view id) { return one.indicator < id; });
  return at != held.end() && at->indicator == indicator ? &*at : nullptr;
}

}  // namespace v1
}  // namespace tertial

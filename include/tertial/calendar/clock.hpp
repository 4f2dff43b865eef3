// The two clocks of a follow-up: what holds by `as_of`, as far as it was on record by `known_at`.
//
//   Clock clock{.as_of = *Date::try_parse("2020-08-31"), .known_at = *Date::try_parse("2020-09-30")};
//   clock.sees(holds, recorded);      // false when recorded in October
//   clock.sees(holds);                // on record the day it holds
#pragma once

#include <optional>

#include "tertial/calendar/date.hpp"

namespace tertial {
inline namespace v1 {

struct Clock {
  Date as_of;
  std::optional<Date> known_at = std::nullopt;  // nothing: all that is on record, whenever it was recorded

  // Whether a fact that holds from `holds` is seen. One without `recorded` counts as recorded on the day it
  // holds.
  [[nodiscard]] constexpr bool sees(Date holds, std::optional<Date> recorded = std::nullopt) const noexcept {
    return holds <= as_of && (!known_at || recorded.value_or(holds) <= *known_at);
  }

  friend constexpr bool operator==(const Clock&, const Clock&) noexcept = default;
};

}  // namespace v1
}  // namespace tertial

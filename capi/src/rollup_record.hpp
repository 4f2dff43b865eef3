// Roll-ups as the C interface gives them.
#pragma once

#include "call.hpp"
#include "tertial/indicator/rollup.hpp"

namespace tertial::capi {

inline std::uint32_t marks_of(const RollUp& rollup) noexcept {
  return (rollup.unweighted ? TERTIAL_ROLLUP_UNWEIGHTED : 0U) |
         (rollup.across_break ? TERTIAL_ROLLUP_ACROSS_BREAK : 0U);
}

inline tertial_rollup record_of(const RollUp& rollup) noexcept {
  return {.period = rollup.period.code(),
          .based_on = rollup.based_on,
          .of = rollup.of,
          .marks = marks_of(rollup),
          .value = number_of(rollup.value)};
}

}  // namespace tertial::capi

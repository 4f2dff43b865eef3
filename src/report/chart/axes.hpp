// Scales and ticks of a chart: figures upwards, days to the right.
//
//   const FigureAxis axis = FigureAxis::of(3, 97, {});                   // 0 to 100 by 20
//   const std::vector<Period> ticks = time_ticks(first, last, Granularity::month, 280);
#pragma once

#include <cstddef>
#include <vector>

#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// Figures from `least` to `most`, both multiples of `step`, which is 1, 2 or 5 times a power of ten.
struct FigureAxis {
  double least = 0;
  double most = 1;
  double step = 0.5;
  std::size_t steps = 2;  // 1 to 8

  struct Rules {
    bool from_zero = false;  // always; else where the figures spread over a quarter of their size or more
    bool whole = false;      // no ticks between whole numbers
  };
  // For figures from `least` to `most`, both finite, least <= most. A small change on an axis that is cut short looks
  // like a great one, so it reaches to zero where the rules let it; one figure alone stands on an axis from zero.
  [[nodiscard]] static FigureAxis of(double least, double most, const Rules& rules) noexcept;

  [[nodiscard]] double tick(std::size_t at) const noexcept;  // at <= steps
  [[nodiscard]] double share(double figure) const noexcept;  // 0 at the least, 1 at the most, and never beyond
  [[nodiscard]] int decimals() const noexcept;               // that tell the ticks apart
};

// The periods that name the days first..last on an axis of `width` units, in time order: all of one length, the shortest
// whose names fit, and every one that has a day on the axis. Days, months, tertials, years; where years are too many,
// those divisible by 2, 5, 10, 20 or 50. None shorter than `shortest`.
[[nodiscard]] std::vector<Period> time_ticks(Date first, Date last, Granularity shortest, double width);

}  // namespace report
}  // namespace v1
}  // namespace tertial

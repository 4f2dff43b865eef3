#include "report/chart/axes.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "tertial/indicator/printed.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

constexpr double kLargest = 1e300;  // so that neither the spread nor a step beyond it overflows

// 1, 2 or 5 times a power of ten, near `wanted` > 0.
double nice_step(double wanted) noexcept {
  const double power = std::pow(10.0, std::floor(std::log10(wanted)));
  const double times = wanted / power;
  // The bounds are the geometric means of the neighbours.
  return power * (times < 1.4142135623730951   ? 1
                  : times < 3.1622776601683795 ? 2
                  : times < 7.0710678118654755 ? 5
                                               : 10);
}

// A length that ticks may have, and how wide the longest name of one is, with some air.
struct TickLength {
  Granularity granularity;
  int every;
  double days;
  double name;
};
constexpr std::array<TickLength, 9> kTickLengths = {{{Granularity::day, 1, 1, 15},
                                                     {Granularity::month, 1, 30.44, 20},
                                                     {Granularity::tertial, 1, 121.75, 18},
                                                     {Granularity::year, 1, 365.25, 27},
                                                     {Granularity::year, 2, 730.5, 27},
                                                     {Granularity::year, 5, 1826.25, 27},
                                                     {Granularity::year, 10, 3652.5, 27},
                                                     {Granularity::year, 20, 7305, 27},
                                                     {Granularity::year, 50, 18262.5, 27}}};

}  // namespace

FigureAxis FigureAxis::of(double least, double most, const Rules& rules) noexcept {
  constexpr double kShort = 0.25;
  constexpr double kSteps = 4;
  least = std::clamp(least, -kLargest, kLargest);
  most = std::clamp(most, -kLargest, kLargest);
  const bool to_zero = rules.from_zero || least == most;
  const double spread = most - least;
  if (least >= 0 && (to_zero || spread >= kShort * most)) least = 0;
  if (most <= 0 && (to_zero || spread >= kShort * -least)) most = 0;
  if (least == most) most = 1;
  FigureAxis axis;
  axis.step = nice_step((most - least) / kSteps);
  if (rules.whole) axis.step = std::max(axis.step, 1.0);
  const double first = std::floor(least / axis.step);
  const double last = std::ceil(most / axis.step);
  axis.least = rounded(first * axis.step, axis.decimals());
  axis.most = rounded(last * axis.step, axis.decimals());
  axis.steps = static_cast<std::size_t>(std::clamp(last - first, 1.0, 8.0));
  // Figures beyond the digits of a number: no step between them can be told.
  if (!(axis.least <= least && axis.most >= most && axis.least < axis.most)) {
    axis = {.least = least, .most = most, .step = most - least, .steps = 1};
  }
  return axis;
}

double FigureAxis::tick(std::size_t at) const noexcept {
  if (at == 0) return least;
  if (at >= steps) return most;
  return rounded(least + static_cast<double>(at) * step, decimals());
}

double FigureAxis::share(double figure) const noexcept {
  // Halves, so that the widest axis does not overflow.
  return std::clamp((figure / 2 - least / 2) / (most / 2 - least / 2), 0.0, 1.0);
}

int FigureAxis::decimals() const noexcept {
  // 0.2 is 0.2 but for a hair.
  return std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 15);
}

std::vector<Period> time_ticks(Date first, Date last, Granularity shortest, double width) {
  const double days = last - first + 1;
  const auto fits = [&](const TickLength& length) {
    return length.granularity >= std::min(shortest, Granularity::year) && width * length.days / days >= length.name;
  };
  const auto found = std::find_if(kTickLengths.begin(), kTickLengths.end(), fits);
  const TickLength& length = found != kTickLengths.end() ? *found : kTickLengths.back();
  std::vector<Period> ticks;
  for (Period tick = Period::of(first, length.granularity); tick.first() <= last; tick = tick.next()) {
    if (length.every == 1 || tick.year() % length.every == 0) ticks.push_back(tick);
  }
  return ticks;
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

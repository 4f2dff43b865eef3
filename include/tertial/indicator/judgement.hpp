// Whether a target is met, near or missed, on what figure that was judged, and the pace that the rest of a year needs.
//
//   TargetVerdict verdict = judge(target, indicator, known, Clock{.as_of = date});
//   verdict.status == TargetStatus::near;
//   verdict.forecast;         // of a flow while its year runs
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "tertial/indicator/change.hpp"
#include "tertial/indicator/indicator.hpp"
#include "tertial/indicator/known_series.hpp"
#include "tertial/indicator/target.hpp"

namespace tertial {
inline namespace v1 {

struct TargetVerdict {
  TargetStatus status = TargetStatus::no_value;
  JudgedOn judged_on = JudgedOn::nothing;
  std::optional<double> judged = std::nullopt;         // the figure that was held against the aim, in the printed unit
  std::optional<double> compared_with = std::nullopt;  // of a trend: the baseline or the year before
  std::optional<double> year_to_date = std::nullopt;   // of a flow
  std::optional<double> forecast = std::nullopt;       // of a flow while periods of its year have no value
  std::optional<double> pace_needed = std::nullopt;    // a period, over the periods without a value
  int periods_observed = 0;                            // of a flow, in the target's year
  int periods_in_year = 0;
  friend bool operator==(const TargetVerdict&, const TargetVerdict&) = default;
};

// What a flow has added up to in a year, by the clock of `known`.
struct YearToDate {
  double sum = 0;
  int observed = 0;  // periods with a value
  int of = 0;        // periods in the year
};

// Nothing when the indicator has no regular periodicity or no value in the year.
[[nodiscard]] inline std::optional<YearToDate> year_to_date(const Indicator& indicator, const KnownSeries& known,
                                                            int year) noexcept {
  if (!indicator.periodicity || !indicator.periodicity->granularity()) return std::nullopt;
  const Granularity granularity = *indicator.periodicity->granularity();
  const std::optional<Period> first = Period::try_make(granularity, year);
  if (!first) return std::nullopt;
  YearToDate result{.of = Period::count_in_year(granularity, year)};
  const PeriodRange in_year(*first, *first + (result.of - 1));
  for (const KnownObservation& entry : known) {
    if (entry.parallel || !entry.observation.value || !in_year.contains(entry.observation.period)) continue;
    result.sum += *entry.observation.value;
    ++result.observed;
  }
  if (result.observed == 0) return std::nullopt;
  return result;
}

namespace judgement_detail {

// A hair of rounding never decides a verdict.
[[nodiscard]] inline bool at_least(double a, double b) noexcept {
  return a >= b - 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

// How far `value` is on the wrong side of the aim; 0 or less when it is met.
[[nodiscard]] inline double shortfall(double value, double from, double to) noexcept {
  return std::max(from - value, value - to);
}

inline TargetStatus weigh(double value, double from, double to, double near) noexcept {
  if (at_least(value, from) && at_least(to, value)) return TargetStatus::met;
  return at_least(near, shortfall(value, from, to)) ? TargetStatus::near : TargetStatus::missed;
}

}  // namespace judgement_detail

// The rules:
// - An undecided aim is `undecided`; an aim without a direction to judge it by is `no_target`.
// - A flow is judged on the year to date once that is met or past for good, or once the year is over; else on its
// forecast,
//   year to date divided by the share of the year's periods that have a value.
// - Every other kind is judged on its latest value in the target's year.
// - A trend holds the same figure against the baseline, or without one against the year before; across a break in
//   definition it has no value.
// - `near`: within the target's own margin, else within 5 % of the aim's size.
[[nodiscard]] inline TargetVerdict judge(const Target& target, const Indicator& indicator, const KnownSeries& known,
                                         const Clock& clock) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  TargetVerdict verdict;
  if (std::holds_alternative<AimUndecided>(target.aim)) {
    verdict.status = TargetStatus::undecided;
    return verdict;
  }

  const std::optional<std::size_t> latest = known.latest_figure_in_year(target.year);
  const bool is_flow = indicator.kind == IndicatorKind::flow;
  const std::optional<YearToDate> so_far =
      is_flow ? year_to_date(indicator, known, target.year) : std::optional<YearToDate>{};

  double from = -kInfinity;
  double to = kInfinity;
  double size = 0;
  Direction direction = indicator.direction.value_or(Direction::none);
  if (const auto* aim = std::get_if<AimValue>(&target.aim)) {
    size = std::abs(aim->value);
    if (direction == Direction::higher) from = aim->value;
    if (direction == Direction::lower) to = aim->value;
    if (direction == Direction::within) from = to = aim->value;
    if (direction == Direction::none) {
      verdict.status = TargetStatus::no_target;
      return verdict;
    }
  } else if (const auto* range = std::get_if<AimRange>(&target.aim)) {
    from = range->from;
    to = range->to;
    direction = Direction::within;
  } else {
    direction = std::get<AimTrend>(target.aim).trend == Trend::increase ? Direction::higher : Direction::lower;
  }

  if (so_far) {
    verdict.year_to_date = so_far->sum;
    verdict.periods_observed = so_far->observed;
    verdict.periods_in_year = so_far->of;
    if (so_far->observed < so_far->of) {
      const double forecast = so_far->sum * so_far->of / so_far->observed;
      if (std::isfinite(forecast)) verdict.forecast = forecast;
    }
  }

  if (std::holds_alternative<AimTrend>(target.aim)) {
    if (!latest || !known[*latest].observation.value) return verdict;
    std::optional<std::size_t> before;
    if (indicator.baseline) {
      verdict.compared_with = indicator.baseline->value;
    } else if (so_far) {
      const auto earlier = year_to_date(indicator, known, target.year - 1);
      if (!earlier || earlier->observed < earlier->of) return verdict;
      verdict.compared_with = earlier->sum;
      before = known.latest_figure_in_year(target.year - 1);
    } else {
      before = known.latest_figure_in_year(target.year - 1);
      if (!before || !known[*before].observation.value) return verdict;
      verdict.compared_with = known[*before].observation.value;
    }
    const std::vector<std::size_t> breaks = breaks_in(known);
    const bool broken =
        before ? change_between(known, breaks, *before, *latest).reason.has_value()
               : indicator.baseline->period &&
                     indicator.definition_in_force(*indicator.baseline->period) != known[*latest].definition;
    if (broken) {
      verdict.compared_with.reset();
      return verdict;
    }
    verdict.judged = so_far ? verdict.forecast.value_or(so_far->sum) : *known[*latest].observation.value;
    verdict.judged_on = !so_far ? JudgedOn::latest : verdict.forecast ? JudgedOn::forecast : JudgedOn::year_to_date;
    // Strictly better than before is met; standing still is near, as is slipping by no more than the margin.
    const double gain = direction == Direction::higher ? *verdict.judged - *verdict.compared_with
                                                       : *verdict.compared_with - *verdict.judged;
    const double near = target.near.value_or(kNearShareOfTarget * std::abs(*verdict.compared_with));
    verdict.status = !judgement_detail::at_least(0, gain)      ? TargetStatus::met
                     : judgement_detail::at_least(near, -gain) ? TargetStatus::near
                                                               : TargetStatus::missed;
    return verdict;
  }

  const auto weigh = [&](double value) {
    double margin = target.near.value_or(kNearShareOfTarget * size);
    if (!target.near && std::holds_alternative<AimRange>(target.aim)) {
      margin = kNearShareOfTarget * std::abs(value < from ? from : to);
    }
    verdict.judged = value;
    verdict.status = judgement_detail::weigh(value, from, to, margin);
  };

  if (so_far) {
    const bool year_over = Period::try_make(Granularity::year, target.year)->last() <= clock.as_of;
    const bool met_for_good = direction == Direction::higher && judgement_detail::at_least(so_far->sum, from);
    const bool past_for_good = direction != Direction::higher && !judgement_detail::at_least(to, so_far->sum);
    if (year_over || met_for_good || past_for_good || !verdict.forecast) {
      verdict.judged_on = JudgedOn::year_to_date;
      weigh(so_far->sum);
      if (year_over) verdict.forecast.reset();
    } else {
      verdict.judged_on = JudgedOn::forecast;
      weigh(*verdict.forecast);
      // Up to the aim where it is to be reached, down from it where it is not to be passed; in between nothing is
      // needed.
      const double rest = (direction == Direction::lower ? to : from) - so_far->sum;
      if (rest > 0) verdict.pace_needed = rest / (so_far->of - so_far->observed);
    }
    return verdict;
  }
  if (!latest || !known[*latest].observation.value) return verdict;
  verdict.judged_on = JudgedOn::latest;
  weigh(*known[*latest].observation.value);
  return verdict;
}

}  // namespace v1
}  // namespace tertial

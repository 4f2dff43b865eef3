#include "tertial/indicator/judgement.hpp"

#include <optional>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using tertial::Aim;
using tertial::AimRange;
using tertial::AimTrend;
using tertial::AimUndecided;
using tertial::AimValue;
using tertial::Baseline;
using tertial::Clock;
using tertial::Date;
using tertial::Direction;
using tertial::Granularity;
using tertial::Indicator;
using tertial::IndicatorKind;
using tertial::judge;
using tertial::JudgedOn;
using tertial::KnownSeries;
using tertial::ObservationStatus;
using tertial::Period;
using tertial::Periodicity;
using tertial::Target;
using tertial::TargetStatus;
using tertial::TargetVerdict;
using tertial::Trend;

namespace {

using enum TargetStatus;

constexpr std::optional<double> kNothing = std::nullopt;

Period period(std::string_view text) { return Period::parse(text).value(); }
Date day(std::string_view text) { return Date::parse(text).value(); }

Indicator share(Direction direction, std::string_view at, double value) {
  Indicator indicator{.id = "i",
                      .title = "",
                      .kind = IndicatorKind::share,
                      .unit = "percent",
                      .direction = direction,
                      .periodicity = Periodicity(Granularity::tertial)};
  indicator.observations.append({.period = period(at), .value = value});
  return indicator;
}

// Consecutive tertials, or months, from the first of 2020 on; nothing is a missing value.
Indicator flow(Direction direction, Granularity granularity, const std::vector<std::optional<double>>& values,
               int year = 2020) {
  Indicator indicator{.id = "i",
                      .title = "",
                      .kind = IndicatorKind::flow,
                      .direction = direction,
                      .periodicity = Periodicity(granularity)};
  for (std::size_t i = 0; i < values.size(); ++i) {
    indicator.observations.append({.period = Period::try_make(granularity, year).value() + static_cast<int>(i),
                                   .value = values[i],
                                   .status = values[i] ? ObservationStatus::normal : ObservationStatus::missing});
  }
  return indicator;
}

TargetVerdict verdict(const Indicator& indicator, const Aim& aim, std::string_view as_of = "2020-08-31",
                      std::optional<double> near_margin = std::nullopt) {
  const Clock clock{.as_of = day(as_of)};
  KnownSeries known;
  known.assign(indicator, &clock);
  return judge(Target{.year = 2020, .aim = aim, .near = near_margin}, indicator, known, clock);
}

TargetStatus judged(Direction direction, double value, const Aim& aim, std::optional<double> near_margin = {}) {
  return verdict(share(direction, "2020-T2", value), aim, "2020-08-31", near_margin).status;
}

}  // namespace

TEST_CASE("higher is met from the aim up, near within 5 % of it, and else missed") {
  CHECK(judged(Direction::higher, 100, AimValue{84}) == met);
  CHECK(judged(Direction::higher, 84, AimValue{84}) == met);
  CHECK(judged(Direction::higher, 83.9, AimValue{84}) == TargetStatus::near);
  CHECK(judged(Direction::higher, 79.8, AimValue{84}) == TargetStatus::near);  // 84 - 4.2
  CHECK(judged(Direction::higher, 79.7, AimValue{84}) == missed);
  CHECK(judged(Direction::higher, 0, AimValue{84}) == missed);
}

TEST_CASE("lower is met from the aim down, near within 5 % of it, and else missed") {
  CHECK(judged(Direction::lower, 0, AimValue{10}) == met);
  CHECK(judged(Direction::lower, 10, AimValue{10}) == met);
  CHECK(judged(Direction::lower, 10.5, AimValue{10}) == TargetStatus::near);
  CHECK(judged(Direction::lower, 10.6, AimValue{10}) == missed);
}

TEST_CASE("an aim of 0 has no room for near") {
  CHECK(judged(Direction::lower, 0, AimValue{0}) == met);
  CHECK(judged(Direction::lower, 0.1, AimValue{0}) == missed);
  CHECK(judged(Direction::lower, 0.1, AimValue{0}, 0.5) == TargetStatus::near);
}

TEST_CASE("within is met between both ends, and near by 5 % of the end it is beyond") {
  const AimRange range{.from = 10, .to = 20};
  for (const double inside : {10.0, 15.0, 20.0}) CHECK(judged(Direction::within, inside, range) == met);
  CHECK(judged(Direction::within, 9.5, range) == TargetStatus::near);
  CHECK(judged(Direction::within, 9.4, range) == missed);
  CHECK(judged(Direction::within, 21, range) == TargetStatus::near);
  CHECK(judged(Direction::within, 21.1, range) == missed);
}

TEST_CASE("within with one figure is that figure, near on both sides") {
  CHECK(judged(Direction::within, 50, AimValue{50}) == met);
  CHECK(judged(Direction::within, 52.5, AimValue{50}) == TargetStatus::near);
  CHECK(judged(Direction::within, 47.5, AimValue{50}) == TargetStatus::near);
  CHECK(judged(Direction::within, 52.6, AimValue{50}) == missed);
}

TEST_CASE("a margin of the target's own takes the place of 5 %") {
  CHECK(judged(Direction::higher, 80, AimValue{84}, 4) == TargetStatus::near);
  CHECK(judged(Direction::higher, 79.9, AimValue{84}, 4) == missed);
  CHECK(judged(Direction::higher, 83.9, AimValue{84}, 0) == missed);
  CHECK(judged(Direction::within, 8, AimRange{.from = 10, .to = 20}, 2) == TargetStatus::near);
  CHECK(judged(Direction::within, 22.1, AimRange{.from = 10, .to = 20}, 2) == missed);
}

TEST_CASE("binary dust does not decide: 0.1 + 0.2 reaches 0.3") {
  CHECK(judged(Direction::higher, 0.3, AimValue{0.1 + 0.2}) == met);
  CHECK(judged(Direction::lower, 0.1 + 0.2, AimValue{0.3}) == met);
}

TEST_CASE("without a direction there is nothing to judge by") {
  CHECK(judged(Direction::none, 84, AimValue{84}) == no_target);
  Indicator silent = share(Direction::higher, "2020-T2", 84);
  silent.direction.reset();
  CHECK(verdict(silent, AimValue{84}).status == no_target);
}

TEST_CASE("an undecided target is undecided, with a figure and without") {
  const TargetVerdict with_figure =
      verdict(share(Direction::lower, "2020-T2", 5.4), AimUndecided{"to be set by the board"});
  CHECK(with_figure.status == undecided);
  CHECK(with_figure.judged_on == JudgedOn::nothing);
  CHECK_FALSE(with_figure.judged);
  CHECK(verdict(Indicator{.id = "i", .title = ""}, AimUndecided{""}).status == undecided);
}

TEST_CASE("every kind but a flow is judged on its latest value in the target's year") {
  Indicator indicator = share(Direction::higher, "2020-T1", 90);
  indicator.observations.append({.period = period("2020-T2"), .value = 80.0});
  const TargetVerdict found = verdict(indicator, AimValue{84});
  CHECK(found.status == TargetStatus::near);
  CHECK(found.judged_on == JudgedOn::latest);
  CHECK(found.judged == 80.0);
  CHECK_FALSE(found.forecast);
  CHECK_FALSE(found.year_to_date);
  CHECK_FALSE(found.pace_needed);
  // What comes after the follow-up is not seen.
  CHECK(verdict(indicator, AimValue{84}, "2020-08-30").judged == 90.0);
}

TEST_CASE("figures of other years say nothing of a year's target") {
  CHECK(verdict(share(Direction::higher, "2019-T3", 99), AimValue{84}).status == no_value);
  CHECK(verdict(share(Direction::higher, "2021-T1", 99), AimValue{84}, "2021-12-31").status == no_value);
  CHECK(verdict(flow(Direction::higher, Granularity::tertial, {30, 30, 30}, 2019), AimValue{25}).status == no_value);
}

TEST_CASE("without a value nothing is met, near or missed") {
  Indicator silent = share(Direction::lower, "2020-T2", 0);
  silent.observations = {};
  silent.observations.append({.period = period("2020-T2"), .status = ObservationStatus::missing});
  const TargetVerdict found = verdict(silent, AimValue{10});
  CHECK(found.status == no_value);  // a missing figure taken as 0 would be met
  CHECK_FALSE(found.judged);
  CHECK(verdict(flow(Direction::lower, Granularity::tertial, {std::nullopt}), AimValue{10}).status == no_value);
}

TEST_CASE("a flow under way is judged on its forecast, with the pace that the rest of the year needs") {
  // 9 + 7 in two of three tertials: 16 / (2/3) = 24, within 5 % of 25; 9 more are needed in one tertial.
  const TargetVerdict found = verdict(flow(Direction::higher, Granularity::tertial, {9, 7}), AimValue{25});
  CHECK(found.status == TargetStatus::near);
  CHECK(found.judged_on == JudgedOn::forecast);
  CHECK(found.year_to_date == 16.0);
  CHECK(found.forecast == 24.0);
  CHECK(found.judged == 24.0);
  CHECK(found.pace_needed == 9.0);
  CHECK(found.periods_observed == 2);
  CHECK(found.periods_in_year == 3);

  const TargetVerdict corrected = verdict(flow(Direction::higher, Granularity::tertial, {11, 7}), AimValue{25});
  CHECK(corrected.status == met);
  CHECK(corrected.judged_on == JudgedOn::forecast);
  CHECK(corrected.forecast == 27.0);
  CHECK(corrected.pace_needed == 7.0);

  CHECK(verdict(flow(Direction::higher, Granularity::tertial, {6, 7}), AimValue{25}).status == missed);  // 19.5
}

TEST_CASE("a missing month is no month of nothing: the forecast goes by the months that were counted") {
  const TargetVerdict found =
      verdict(flow(Direction::higher, Granularity::month, {5, std::nullopt, 7}), AimValue{72}, "2020-03-31");
  CHECK(found.year_to_date == 12.0);
  CHECK(found.periods_observed == 2);
  CHECK(found.forecast.value() == doctest::Approx(72));  // 12 / (2/12)
  CHECK(found.status == met);
  CHECK(found.pace_needed == 6.0);  // 60 in ten months
}

TEST_CASE("a flow that has reached its aim has met it, whatever the rest of the year brings") {
  const TargetVerdict found = verdict(flow(Direction::higher, Granularity::tertial, {20, 5}), AimValue{25});
  CHECK(found.status == met);
  CHECK(found.judged_on == JudgedOn::year_to_date);
  CHECK(found.judged == 25.0);
  CHECK_FALSE(found.pace_needed);
}

TEST_CASE("a flow that is past an upper limit stays past it") {
  const TargetVerdict far = verdict(flow(Direction::lower, Granularity::tertial, {11}), AimValue{10}, "2020-04-30");
  CHECK(far.status == missed);
  CHECK(far.judged_on == JudgedOn::year_to_date);
  CHECK(far.judged == 11.0);
  CHECK_FALSE(far.pace_needed);
  const TargetVerdict close = verdict(flow(Direction::lower, Granularity::tertial, {10.4}), AimValue{10}, "2020-04-30");
  CHECK(close.status == TargetStatus::near);
  CHECK(close.judged_on == JudgedOn::year_to_date);
  const TargetVerdict over =
      verdict(flow(Direction::within, Granularity::tertial, {40}), AimRange{.from = 20, .to = 30}, "2020-04-30");
  CHECK(over.status == missed);
  CHECK(over.judged_on == JudgedOn::year_to_date);
}

TEST_CASE("a flow below its upper limit is judged on where it is heading") {
  const TargetVerdict holds = verdict(flow(Direction::lower, Granularity::tertial, {9, 7}), AimValue{30});
  CHECK(holds.status == met);  // 24
  CHECK(holds.judged_on == JudgedOn::forecast);
  CHECK(holds.pace_needed == 14.0);  // what may still come
  CHECK(verdict(flow(Direction::lower, Granularity::tertial, {9, 7}), AimValue{20}).status == missed);
}

TEST_CASE("a flow within a range is not met before its year is over") {
  const TargetVerdict found =
      verdict(flow(Direction::within, Granularity::tertial, {11, 12}), AimRange{.from = 20, .to = 30});
  CHECK(found.judged_on == JudgedOn::forecast);
  CHECK(found.forecast == 34.5);
  CHECK(found.status == missed);
}

TEST_CASE("when the year is over a flow is judged on what it came to, and nothing is forecast") {
  const TargetVerdict whole =
      verdict(flow(Direction::higher, Granularity::tertial, {9, 7, 8}), AimValue{25}, "2020-12-31");
  CHECK(whole.status == TargetStatus::near);
  CHECK(whole.judged_on == JudgedOn::year_to_date);
  CHECK(whole.judged == 24.0);
  CHECK_FALSE(whole.forecast);
  CHECK_FALSE(whole.pace_needed);
  // A tertial without a figure: 16 is what is known.
  const TargetVerdict gap =
      verdict(flow(Direction::higher, Granularity::tertial, {9, 7, std::nullopt}), AimValue{25}, "2021-03-31");
  CHECK(gap.status == missed);
  CHECK(gap.judged_on == JudgedOn::year_to_date);
  CHECK(gap.judged == 16.0);
  CHECK_FALSE(gap.forecast);
}

TEST_CASE("the day before the year ends a flow without its last figure is still forecast") {
  CHECK(verdict(flow(Direction::higher, Granularity::tertial, {9, 7}), AimValue{25}, "2020-12-30").judged_on ==
        JudgedOn::forecast);
}

TEST_CASE("a trend is held against the baseline") {
  Indicator indicator = share(Direction::higher, "2020-T2", 44);
  indicator.baseline = Baseline{.value = 40, .period = period("2019")};
  const TargetVerdict up = verdict(indicator, AimTrend{Trend::increase});
  CHECK(up.status == met);
  CHECK(up.judged == 44.0);
  CHECK(up.compared_with == 40.0);
  CHECK(up.judged_on == JudgedOn::latest);
  CHECK(verdict(indicator, AimTrend{Trend::decrease}).status == missed);

  indicator.baseline->value = 44;  // standing still is no increase
  CHECK(verdict(indicator, AimTrend{Trend::increase}).status == TargetStatus::near);
  CHECK(verdict(indicator, AimTrend{Trend::decrease}).status == TargetStatus::near);
  indicator.baseline->value = 50;
  CHECK(verdict(indicator, AimTrend{Trend::increase}).status == missed);
  CHECK(verdict(indicator, AimTrend{Trend::increase}, "2020-08-31", 6).status == TargetStatus::near);
}

TEST_CASE("a trend without a baseline is held against the year before") {
  Indicator indicator = share(Direction::higher, "2019-T1", 99);
  indicator.observations.append({.period = period("2019-T3"), .value = 40.0});
  indicator.observations.append({.period = period("2020-T2"), .value = 44.0});
  const TargetVerdict up = verdict(indicator, AimTrend{Trend::increase});
  CHECK(up.status == met);
  CHECK(up.compared_with == 40.0);
  CHECK(verdict(share(Direction::higher, "2020-T2", 44), AimTrend{Trend::increase}).status == no_value);
  CHECK(verdict(share(Direction::higher, "2019-T2", 44), AimTrend{Trend::increase}).status == no_value);
}

TEST_CASE("a flow's trend holds the forecast against the whole year before") {
  Indicator indicator = flow(Direction::higher, Granularity::tertial, {10, 10, 10, 12, 9}, 2019);
  const TargetVerdict up = verdict(indicator, AimTrend{Trend::increase});
  CHECK(up.status == met);  // 21 / (2/3) = 31.5 against 30
  CHECK(up.judged == 31.5);
  CHECK(up.judged_on == JudgedOn::forecast);
  CHECK(up.compared_with == 30.0);
  // A year before with a gap is no year to compare with.
  indicator = flow(Direction::higher, Granularity::tertial, {10, std::nullopt, 10, 12, 9}, 2019);
  CHECK(verdict(indicator, AimTrend{Trend::increase}).status == no_value);
}

TEST_CASE("a trend is not judged across a new definition") {
  Indicator indicator = share(Direction::higher, "2019-T3", 64);
  indicator.observations.append({.period = period("2020-T2"), .value = 61.0});
  indicator.definitions = {{.id = "old"}, {.id = "new", .from = period("2020-T2")}};
  const TargetVerdict found = verdict(indicator, AimTrend{Trend::decrease});
  CHECK(found.status == no_value);
  CHECK_FALSE(found.compared_with);
  indicator.baseline = Baseline{.value = 70, .period = period("2019")};
  CHECK(verdict(indicator, AimTrend{Trend::decrease}).status == no_value);
  indicator.baseline->period = period("2020-T2");
  CHECK(verdict(indicator, AimTrend{Trend::decrease}).status == met);
}

TEST_CASE("two targets of one year have each their own verdict") {
  const Indicator indicator = share(Direction::higher, "2020-T2", 85);
  CHECK(verdict(indicator, AimValue{84}).status == met);
  CHECK(verdict(indicator, AimValue{92}).status == missed);  // near from 87.4
}

TEST_CASE("year to date counts the main line's periods of the indicator's own length") {
  Indicator indicator = flow(Direction::higher, Granularity::month, {1, 2, std::nullopt, 4});
  indicator.observations.append({.period = period("2020-T1"), .value = 100.0});
  indicator.observations.append({.period = period("2021-01"), .value = 1000.0});
  KnownSeries known;
  known.assign(indicator, nullptr);
  const auto so_far = year_to_date(indicator, known, 2020);
  REQUIRE(so_far);
  CHECK(so_far->sum == 7);
  CHECK(so_far->observed == 3);
  CHECK(so_far->of == 12);
  CHECK_FALSE(year_to_date(indicator, known, 2019));
  indicator.periodicity = Periodicity();
  CHECK_FALSE(year_to_date(indicator, known, 2020));
}

TEST_CASE("a flow without regular periods cannot be forecast") {
  Indicator indicator = flow(Direction::higher, Granularity::month, {10});
  indicator.periodicity = Periodicity();
  CHECK_FALSE(verdict(indicator, AimValue{25}).forecast);
  CHECK(verdict(indicator, AimValue{25}).pace_needed == kNothing);
}

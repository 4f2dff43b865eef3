#include "tertial/indicator/series_columns.hpp"

#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using tertial::Granularity;
using tertial::Indicator;
using tertial::IndicatorKind;
using tertial::KnownSeries;
using tertial::Observation;
using tertial::ObservationStatus;
using tertial::Period;
using tertial::PeriodGroup;
using tertial::RollUp;
using tertial::RollUpRule;
using tertial::SeriesColumns;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Period period(std::string_view text) { return Period::parse(text).value(); }

std::string refusal(const SeriesColumns::Options& options) {
  const auto columns = SeriesColumns::make(options);
  return columns.ok() ? "made" : std::string(columns.status().message());
}

}  // namespace

TEST_CASE("columns of a matrix roll up row by row") {
  // Months of two units; the first has no May.
  const std::vector<double> values = {1, 2, 3, 4, kNaN, 6, 10, 20, 30, 40, 50, 60};
  const auto columns = SeriesColumns::make({.first = period("2020-01"), .periods = 6, .values = values});
  REQUIRE(columns.ok());
  CHECK(columns->rows() == 2);
  const std::vector<PeriodGroup> groups = columns->groups(Granularity::tertial);
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].period == period("2020-T1"));
  CHECK(groups[1].period == period("2020-T2"));
  const RollUpRule flow{.kind = IndicatorKind::flow};
  CHECK(columns->roll_up(0, flow, groups[0]) ==
        RollUp{.period = period("2020-T1"), .value = 10, .based_on = 4, .of = 4});
  CHECK(columns->roll_up(0, flow, groups[1]) ==
        RollUp{.period = period("2020-T2"), .value = 6, .based_on = 1, .of = 4});
  CHECK(columns->roll_up(1, flow, groups[1]).value == 110);
  CHECK(columns->roll_up(1, {.kind = IndicatorKind::snapshot}, groups[1]).value == 60);
  CHECK(columns->groups(Granularity::week).empty());
}

TEST_CASE("nothing of what is borrowed is copied") {
  std::vector<double> values = {1, 2, 3};
  const auto columns = SeriesColumns::make({.first = period("2020-01"), .periods = 3, .values = values});
  values[1] = 5;
  CHECK(columns->value(0, 1) == 5);
}

TEST_CASE("columns that do not fit are refused by name") {
  const std::vector<double> values(6, 1.0);
  const std::vector<std::uint8_t> bytes(5, 1);
  const std::uint32_t january = period("2020-01").code();
  const std::vector<std::uint32_t> twice = {january, january};
  const std::vector<std::uint32_t> mixed = {january, period("2020-Q2").code()};
  const std::vector<std::uint32_t> none = {january, 7};
  const Period first = period("2020-01");
  CHECK(refusal({.first = first, .periods = 3, .values = values}) == "made");
  CHECK(refusal({.periods = 0}) == "made");
  CHECK(refusal({.first = first, .periods = 4, .values = values}).starts_with("values: "));
  CHECK(refusal({.first = first, .periods = 0, .values = values}).starts_with("values: "));
  CHECK(refusal({.first = first, .periods = 3, .values = values, .present = bytes}).starts_with("present: "));
  CHECK(refusal({.first = first, .periods = 3, .values = values, .definitions = bytes}).starts_with("definitions: "));
  CHECK(refusal({.first = period("2200-12"), .periods = 2, .values = values}).starts_with("periods: "));
  CHECK(refusal({.codes = twice, .values = values}).starts_with("periods/1: "));
  CHECK(refusal({.codes = mixed, .values = values}).starts_with("periods/1: "));
  CHECK(refusal({.codes = none, .values = values}).starts_with("periods/1: "));
}

TEST_CASE("any columns roll up as the same observations do one by one") {
  const unsigned seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  const auto below = [&](unsigned count) { return static_cast<int>(random() % count); };
  const auto figure = [&] { return below(6) == 0 ? kNaN : below(1000) / 8.0; };
  int rolled = 0;
  for (int round = 0; round < 2000; ++round) {
    constexpr Granularity kFrom[] = {Granularity::day, Granularity::week, Granularity::month, Granularity::quarter};
    const Granularity from = kFrom[below(4)];
    const auto to = static_cast<Granularity>(below(7));
    const RollUpRule rule{
        .kind = static_cast<IndicatorKind>(below(5)), .share_of_snapshots = below(2) == 0, .scale = 100};
    std::vector<std::uint32_t> codes;
    for (Period at = *Period::try_make(from, 2019, 1 + below(4)); codes.size() < 40; at = at + 1 + below(3) / 2) {
      codes.push_back(at.code());
    }
    std::vector<double> values, numerators, denominators;
    std::vector<std::uint8_t> present, definitions;
    for (std::size_t i = 0; i < codes.size(); ++i) {
      values.push_back(figure());
      numerators.push_back(figure());
      denominators.push_back(figure());
      present.push_back(below(5) != 0 ? 1 : 0);
      definitions.push_back(static_cast<std::uint8_t>(i < 25 ? 1 : 2));
    }
    Indicator indicator{.id = "i", .title = "", .definitions = {{.id = "old"}, {.id = "new"}}};
    for (std::size_t i = 0; i < codes.size(); ++i) {
      Observation one{.period = *Period::from_code(codes[i]),
                      .definition = tertial::DefinitionRef::from_code(definitions[i])};
      if (present[i] != 0 && std::isfinite(values[i])) one.value = values[i];
      if (std::isfinite(numerators[i])) one.numerator = numerators[i];
      if (std::isfinite(denominators[i])) one.denominator = denominators[i];
      indicator.observations.append(one);
    }
    // The definition in force is the last one that has begun, here the second: all of the first are beside the line.
    indicator.definitions[1].from = Period::from_code(codes[25]);
    KnownSeries known;
    known.assign(indicator, nullptr);
    std::vector<RollUp> expected;
    roll_up(known, rule, from, to, {}, expected);

    const auto columns = SeriesColumns::make({.codes = codes,
                                              .values = values,
                                              .present = present,
                                              .numerators = numerators,
                                              .denominators = denominators,
                                              .definitions = definitions});
    REQUIRE(columns.ok());
    std::vector<RollUp> told;
    for (const PeriodGroup& group : columns->groups(to)) told.push_back(columns->roll_up(0, rule, group));
    REQUIRE(told == expected);
    rolled += static_cast<int>(told.size());
  }
  CHECK(rolled > 5000);
}

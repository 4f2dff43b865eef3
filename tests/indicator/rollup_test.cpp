#include "tertial/indicator/rollup.hpp"

#include <map>
#include <optional>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using tertial::Date;
using tertial::Definition;
using tertial::DefinitionRef;
using tertial::Granularity;
using tertial::Indicator;
using tertial::IndicatorKind;
using tertial::KnownSeries;
using tertial::Observation;
using tertial::ObservationStatus;
using tertial::Period;
using tertial::RollUp;
using tertial::RollUpRule;
using tertial::ShareParts;

namespace {

constexpr ObservationStatus kMissing = ObservationStatus::missing;

Period period(std::string_view text) { return Period::parse(text).value(); }

KnownSeries known(const std::vector<Observation>& observations, std::vector<Definition> definitions = {}) {
  Indicator indicator{.id = "i", .title = "", .definitions = std::move(definitions)};
  for (const Observation& one : observations) indicator.observations.append(one);
  KnownSeries result;
  result.assign(indicator, nullptr);
  return result;
}

// Consecutive periods from the first on; nothing is a missing value.
KnownSeries run(std::string_view first, const std::vector<std::optional<double>>& values) {
  std::vector<Observation> observations;
  for (std::size_t i = 0; i < values.size(); ++i) {
    observations.push_back({.period = period(first) + static_cast<int>(i),
                            .value = values[i],
                            .status = values[i] ? ObservationStatus::normal : kMissing});
  }
  return known(observations);
}

std::vector<RollUp> rolled(const KnownSeries& series, const RollUpRule& rule, Granularity from, Granularity to,
                           const ShareParts& parts = {}) {
  std::vector<RollUp> result;
  roll_up(series, rule, from, to, parts, result);
  return result;
}

constexpr RollUpRule kFlow{.kind = IndicatorKind::flow};
constexpr RollUpRule kSnapshot{.kind = IndicatorKind::snapshot};
constexpr RollUpRule kShare{.kind = IndicatorKind::share, .share_of_snapshots = false, .scale = 100};
constexpr RollUpRule kShareOfSnapshots{.kind = IndicatorKind::share, .share_of_snapshots = true, .scale = 100};
constexpr RollUpRule kRolling{.kind = IndicatorKind::rolling};
constexpr RollUpRule kIndex{.kind = IndicatorKind::index};

}  // namespace

TEST_CASE("a flow adds up, and tells how many of how many months it rests on") {
  // Follow-ups with the child in an individual meeting, January to June 2020.
  const KnownSeries series = run("2020-01", {4, 4, 5, 10, 9, 9});
  const auto tertials = rolled(series, kFlow, Granularity::month, Granularity::tertial);
  REQUIRE(tertials.size() == 2);
  CHECK(tertials[0] == RollUp{.period = period("2020-T1"), .value = 23, .based_on = 4, .of = 4});
  CHECK(tertials[1] == RollUp{.period = period("2020-T2"), .value = 18, .based_on = 2, .of = 4});
  const auto years = rolled(series, kFlow, Granularity::month, Granularity::year);
  REQUIRE(years.size() == 1);
  CHECK(years[0] == RollUp{.period = period("2020"), .value = 41, .based_on = 6, .of = 12});
}

TEST_CASE("a snapshot takes the last value there is") {
  // Placements in emergency homes longer than six months; May is missing.
  const KnownSeries series = run("2020-01", {10, 16, 7, 7, std::nullopt, 6});
  const auto tertials = rolled(series, kSnapshot, Granularity::month, Granularity::tertial);
  REQUIRE(tertials.size() == 2);
  CHECK(tertials[0] == RollUp{.period = period("2020-T1"), .value = 7, .based_on = 4, .of = 4});
  CHECK(tertials[1] == RollUp{.period = period("2020-T2"), .value = 6, .based_on = 1, .of = 4});
  const auto only_may = rolled(run("2020-04", {7, std::nullopt}), kSnapshot, Granularity::month, Granularity::tertial);
  REQUIRE(only_may.size() == 2);
  CHECK_FALSE(only_may[1].value);
  CHECK(only_may[1].based_on == 0);
}

TEST_CASE("a rolling figure takes the last value") {
  const auto years = rolled(run("2020-T1", {64, 61}), kRolling, Granularity::tertial, Granularity::year);
  REQUIRE(years.size() == 1);
  CHECK(years[0] == RollUp{.period = period("2020"), .value = 61, .based_on = 2, .of = 3});
}

TEST_CASE("a share divides sums and does not average shares") {
  const KnownSeries series =
      known({{.period = period("2020-01"), .value = 40.0, .numerator = 10.0, .denominator = 25.0},
             {.period = period("2020-02"), .value = 67.0, .numerator = 16.0, .denominator = 24.0},
             {.period = period("2020-03"), .value = 44.0, .numerator = 7.0, .denominator = 16.0},
             {.period = period("2020-04"), .value = 44.0, .numerator = 7.0, .denominator = 16.0}});
  const auto tertials = rolled(series, kShare, Granularity::month, Granularity::tertial);
  REQUIRE(tertials.size() == 1);
  CHECK(tertials[0].value.value() == doctest::Approx(4000.0 / 81).epsilon(1e-12));  // 40 of 81; the mean is 48.75
  CHECK(tertials[0].based_on == 4);
}

TEST_CASE("a share without counts of its own takes them from its parts, period by period") {
  const KnownSeries long_ones = run("2020-01", {10, 16, 7, 7, std::nullopt, 6});
  const KnownSeries all = run("2020-01", {25, 24, 16, 16, 15, 14});
  const KnownSeries share = run("2020-01", {40, 67, 44, 44, std::nullopt, 43});
  const ShareParts parts{.numerator = &long_ones, .denominator = &all};
  const auto divided = rolled(share, kShare, Granularity::month, Granularity::tertial, parts);
  REQUIRE(divided.size() == 2);
  CHECK(divided[0].value.value() == doctest::Approx(4000.0 / 81).epsilon(1e-12));
  CHECK(divided[1].value.value() == doctest::Approx(600.0 / 14).epsilon(1e-12));  // May counts nowhere
  CHECK(divided[1].based_on == 1);
  CHECK(divided[1].of == 4);

  const auto last = rolled(share, kShareOfSnapshots, Granularity::month, Granularity::tertial, parts);
  REQUIRE(last.size() == 2);
  CHECK(last[0] == RollUp{.period = period("2020-T1"), .value = 44, .based_on = 4, .of = 4});
  CHECK(last[1] == RollUp{.period = period("2020-T2"), .value = 43, .based_on = 1, .of = 4});
}

TEST_CASE("a share that tells no counts cannot be rolled up, and says that it rests on nothing") {
  const auto tertials = rolled(run("2020-01", {14, 21, 17, 17}), kShare, Granularity::month, Granularity::tertial);
  REQUIRE(tertials.size() == 1);
  CHECK(tertials[0] == RollUp{.period = period("2020-T1"), .value = std::nullopt, .based_on = 0, .of = 4});
}

TEST_CASE("a share of nothing at all has no value") {
  const auto tertials =
      rolled(known({{.period = period("2020-01"), .value = 0.0, .numerator = 0.0, .denominator = 0.0}}), kShare,
             Granularity::month, Granularity::tertial);
  REQUIRE(tertials.size() == 1);
  CHECK_FALSE(tertials[0].value);
  CHECK(tertials[0].based_on == 1);
}

TEST_CASE("an index averages with weights where every value has one, else without and says so") {
  const auto weighted = rolled(known({{.period = period("2020-T1"), .value = 80.0, .denominator = 10.0},
                                      {.period = period("2020-T2"), .value = 50.0, .denominator = 30.0}}),
                               kIndex, Granularity::tertial, Granularity::year);
  REQUIRE(weighted.size() == 1);
  CHECK(weighted[0] == RollUp{.period = period("2020"), .value = 57.5, .based_on = 2, .of = 3, .unweighted = false});

  const auto plain = rolled(known({{.period = period("2020-T1"), .value = 80.0, .denominator = 10.0},
                                   {.period = period("2020-T2"), .value = 50.0}}),
                            kIndex, Granularity::tertial, Granularity::year);
  REQUIRE(plain.size() == 1);
  CHECK(plain[0] == RollUp{.period = period("2020"), .value = 65, .based_on = 2, .of = 3, .unweighted = true});
}

TEST_CASE("a missing value lowers what a roll-up rests on and never its sum") {
  const auto tertials =
      rolled(run("2020-01", {5, std::nullopt, 7, std::nullopt}), kFlow, Granularity::month, Granularity::tertial);
  REQUIRE(tertials.size() == 1);
  CHECK(tertials[0] == RollUp{.period = period("2020-T1"), .value = 12, .based_on = 2, .of = 4});
  const auto none = rolled(run("2020-01", {std::nullopt}), kFlow, Granularity::month, Granularity::tertial);
  REQUIRE(none.size() == 1);
  CHECK(none[0] == RollUp{.period = period("2020-T1"), .value = std::nullopt, .based_on = 0, .of = 4});
  const auto index = rolled(run("2020-01", {60, std::nullopt, 70}), kIndex, Granularity::month, Granularity::tertial);
  CHECK(index[0].value == 65);
}

TEST_CASE("values by different definitions are not pooled") {
  const std::vector<Definition> definitions = {{.id = "old"}, {.id = "new", .from = period("2020-03")}};
  std::vector<Observation> months;
  for (int i = 0; i < 6; ++i) {
    months.push_back({.period = period("2020-01") + i, .value = 10.0 + i, .numerator = 1.0, .denominator = 2.0});
  }
  const KnownSeries series = known(months, definitions);
  for (const RollUpRule& rule : {kFlow, kShare, kIndex}) {
    const auto tertials = rolled(series, rule, Granularity::month, Granularity::tertial);
    REQUIRE(tertials.size() == 2);
    CHECK(tertials[0].across_break);
    CHECK_FALSE(tertials[0].value);
    CHECK(tertials[0].based_on == 4);
    CHECK_FALSE(tertials[1].across_break);
    CHECK(tertials[1].value);
  }
  // The last value stands by itself, whatever came before.
  const auto last = rolled(series, kSnapshot, Granularity::month, Granularity::tertial);
  CHECK(last[0].value == 13);
  CHECK_FALSE(last[0].across_break);
}

TEST_CASE("a missing month does not make a break, and neither do figures told beside the series") {
  const std::vector<Definition> definitions = {{.id = "old"}, {.id = "new", .from = period("2020-04")}};
  const auto tertials = rolled(known({{.period = period("2020-01"), .value = 1.0},
                                      {.period = period("2020-02"), .value = 2.0},
                                      {.period = period("2020-02"), .value = 90.0, .definition = DefinitionRef::at(1)},
                                      {.period = period("2020-04"), .status = kMissing}},
                                     definitions),
                               kFlow, Granularity::month, Granularity::tertial);
  REQUIRE(tertials.size() == 1);
  CHECK(tertials[0] == RollUp{.period = period("2020-T1"), .value = 3, .based_on = 2, .of = 4});
}

TEST_CASE("values of other lengths take no part") {
  const auto years = rolled(known({{.period = period("2020-T1"), .value = 100.0},
                                   {.period = period("2020-01"), .value = 1.0},
                                   {.period = period("2020"), .value = 1000.0}}),
                            kFlow, Granularity::month, Granularity::year);
  REQUIRE(years.size() == 1);
  CHECK(years[0].value == 1);
}

TEST_CASE("what does not fit into the longer period is left out") {
  // Quarters overlap tertials.
  CHECK(rolled(run("2020-Q1", {1, 2}), kFlow, Granularity::quarter, Granularity::tertial).empty());
}

TEST_CASE("quarters make years") {
  const auto years = rolled(run("2019-Q3", {1, 2, 3, 4}), kFlow, Granularity::quarter, Granularity::year);
  REQUIRE(years.size() == 2);
  CHECK(years[0] == RollUp{.period = period("2019"), .value = 3, .based_on = 2, .of = 4});
  CHECK(years[1] == RollUp{.period = period("2020"), .value = 7, .based_on = 2, .of = 4});
}

TEST_CASE("weeks belong where their Thursday lies") {
  // 2020 has 53 weeks; its Thursdays are 18 from 2 January to 30 April, 17 to 27 August, 18 to 31 December.
  std::vector<Observation> weeks;
  for (int i = 0; i < 53; ++i) weeks.push_back({.period = period("2020-W01") + i, .value = 1.0});
  weeks.push_back({.period = period("2021-W01"), .value = 1.0});
  const auto tertials = rolled(known(weeks), kFlow, Granularity::week, Granularity::tertial);
  REQUIRE(tertials.size() == 4);
  CHECK(tertials[0] == RollUp{.period = period("2020-T1"), .value = 18, .based_on = 18, .of = 18});
  CHECK(tertials[1] == RollUp{.period = period("2020-T2"), .value = 17, .based_on = 17, .of = 17});
  CHECK(tertials[2] == RollUp{.period = period("2020-T3"), .value = 18, .based_on = 18, .of = 18});
  const auto years = rolled(known(weeks), kFlow, Granularity::week, Granularity::year);
  REQUIRE(years.size() == 2);
  CHECK(years[0] == RollUp{.period = period("2020"), .value = 53, .based_on = 53, .of = 53});
  CHECK(years[1] == RollUp{.period = period("2021"), .value = 1, .based_on = 1, .of = 52});
}

TEST_CASE("random months roll up as sums, last values, quotients and means computed one by one") {
  struct Naive {
    double sum = 0, last = 0, numerator = 0, denominator = 0, weighted = 0;
    int values = 0, pairs = 0;
  };
  for (unsigned seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const int lengths[] = {3, 4, 12};
    const int length = lengths[random() % 3];
    const Granularity to = length == 3 ? Granularity::quarter : length == 4 ? Granularity::tertial : Granularity::year;
    std::map<std::pair<int, int>, Naive> expected;
    std::vector<Observation> months;
    for (int year = 2018; year <= 2021; ++year) {
      for (int month = 1; month <= 12; ++month) {
        if (random() % 4 == 0) continue;
        Observation one{.period = Period::try_make(Granularity::month, year, month).value()};
        Naive& naive = expected[{year, (month - 1) / length + 1}];
        if (random() % 4 == 0) {
          one.status = kMissing;
        } else {
          const double value = static_cast<double>(random() % 100);
          const double numerator = static_cast<double>(random() % 50);
          const double denominator = static_cast<double>(random() % 50 + 1);
          one.value = value;
          one.numerator = numerator;
          one.denominator = denominator;
          naive.sum += value;
          naive.last = value;
          naive.numerator += numerator;
          naive.denominator += denominator;
          naive.weighted += value * denominator;
          ++naive.values;
        }
        months.push_back(one);
      }
    }
    const KnownSeries series = known(months);
    const auto check = [&](const RollUpRule& rule, auto value_of) {
      const auto result = rolled(series, rule, Granularity::month, to);
      REQUIRE(result.size() == expected.size());
      std::size_t i = 0;
      for (const auto& [key, naive] : expected) {
        const RollUp& one = result[i++];
        CHECK(one.period == Period::try_make(to, key.first, key.second).value());
        CHECK(one.based_on == naive.values);
        CHECK(one.of == length);
        CHECK(one.value.has_value() == (naive.values > 0));
        if (one.value) CHECK(*one.value == doctest::Approx(value_of(naive)).epsilon(1e-12));
      }
    };
    check(kFlow, [](const Naive& naive) { return naive.sum; });
    check(kSnapshot, [](const Naive& naive) { return naive.last; });
    check(kRolling, [](const Naive& naive) { return naive.last; });
    check(kShareOfSnapshots, [](const Naive& naive) { return naive.last; });
    check(kShare, [](const Naive& naive) { return 100 * naive.numerator / naive.denominator; });
    check(kIndex, [](const Naive& naive) { return naive.weighted / naive.denominator; });
  }
}

#include "tertial/indicator/known_series.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using tertial::Clock;
using tertial::Date;
using tertial::Definition;
using tertial::DefinitionRef;
using tertial::Indicator;
using tertial::IndicatorKind;
using tertial::KnownObservation;
using tertial::KnownSeries;
using tertial::Observation;
using tertial::ObservationStatus;
using tertial::Period;

namespace {

Period period(std::string_view text) { return Period::parse(text).value(); }
Date day(std::string_view text) { return Date::parse(text).value(); }

Indicator with(const std::vector<Observation>& observations, std::vector<Definition> definitions = {}) {
  Indicator indicator{.id = "i", .title = "", .definitions = std::move(definitions)};
  for (const Observation& one : observations) indicator.observations.append(one);
  return indicator;
}

KnownSeries known_at(const Indicator& indicator, const Clock& clock) {
  KnownSeries known;
  known.assign(indicator, &clock);
  return known;
}

KnownSeries all_of(const Indicator& indicator) {
  KnownSeries known;
  known.assign(indicator, nullptr);
  return known;
}

std::vector<double> values(const KnownSeries& known) {
  std::vector<double> result;
  for (const KnownObservation& entry : known) result.push_back(entry.observation.value.value_or(-1));
  return result;
}

// One for each last day, first day and definition: the day of recording and the place in the document of what
// stands.
using OracleKey = std::tuple<int, int, std::size_t>;
using Oracle = std::map<OracleKey, std::pair<int, std::size_t>>;

std::size_t oracle_in_force(const Indicator& indicator, Period at) {
  std::size_t number = 0;
  for (std::size_t i = 0; i < indicator.definitions.size(); ++i) {
    const auto& from = indicator.definitions[i].from;
    if (!from || from->first().days() <= at.last().days()) number = i + 1;
  }
  return number;
}

Oracle oracle(const Indicator& indicator, const Clock* clock, std::set<std::pair<std::size_t, std::size_t>>& twice) {
  Oracle result;
  std::map<std::pair<OracleKey, int>, std::size_t> before;
  for (std::size_t i = 0; i < indicator.observations.size(); ++i) {
    const Observation one = indicator.observations[i];
    const int holds = one.period.last().days();
    const int recorded = one.recorded ? one.recorded->days() : holds;
    if (clock != nullptr && holds > clock->as_of.days()) continue;
    if (clock != nullptr && clock->known_at && recorded > clock->known_at->days()) continue;
    const std::size_t definition =
        one.definition.named() ? one.definition.index() + 1 : oracle_in_force(indicator, one.period);
    const OracleKey key(holds, one.period.first().days(), definition);
    const auto same = before.find({key, recorded});
    if (same != before.end()) twice.emplace(same->second, i);
    before[{key, recorded}] = i;
    const auto found = result.find(key);
    if (found == result.end() || std::pair(recorded, i) > found->second) result[key] = {recorded, i};
  }
  return result;
}

void check_against_oracle(const Indicator& indicator, const Clock* clock) {
  KnownSeries known;
  known.assign(indicator, clock);
  std::set<std::pair<std::size_t, std::size_t>> twice;
  const Oracle expected = oracle(indicator, clock, twice);
  REQUIRE(known.size() == expected.size());
  std::size_t i = 0;
  for (const auto& [key, stands] : expected) {
    const KnownObservation& entry = known[i++];
    CHECK(entry.place == stands.second);
    CHECK(entry.observation == indicator.observations[stands.second]);
    const std::size_t definition = entry.definition.named() ? entry.definition.index() + 1 : 0;
    CHECK(definition == std::get<2>(key));
    CHECK(entry.parallel == (definition != oracle_in_force(indicator, entry.observation.period)));
  }
  std::set<std::pair<std::size_t, std::size_t>> found;
  for (const auto& [first, second] : known.duplicates()) found.emplace(first, second);
  CHECK(found == twice);
  CHECK(known.duplicates().size() == twice.size());
}

}  // namespace

TEST_CASE("what holds later than the follow-up is not known") {
  const Indicator indicator = with({{.period = period("2020-01"), .value = 1.0},
                                    {.period = period("2020-02"), .value = 2.0},
                                    {.period = period("2020-03"), .value = 3.0}});
  CHECK(values(known_at(indicator, {.as_of = day("2020-01-30")})).empty());
  CHECK(values(known_at(indicator, {.as_of = day("2020-01-31")})) == std::vector{1.0});
  CHECK(values(known_at(indicator, {.as_of = day("2020-03-30")})) == std::vector{1.0, 2.0});
  CHECK(values(known_at(indicator, {.as_of = day("2020-03-31")})) == std::vector{1.0, 2.0, 3.0});
  CHECK(values(all_of(indicator)) == std::vector{1.0, 2.0, 3.0});
}

TEST_CASE("what was recorded later than the second clock is not known") {
  const Indicator indicator = with({{.period = period("2020-01"), .value = 1.0, .recorded = day("2020-06-01")},
                                    {.period = period("2020-02"), .value = 2.0}});
  const Date as_of = day("2020-08-31");
  CHECK(values(known_at(indicator, {.as_of = as_of})) == std::vector{1.0, 2.0});
  CHECK(values(known_at(indicator, {.as_of = as_of, .known_at = day("2020-06-01")})) == std::vector{1.0, 2.0});
  CHECK(values(known_at(indicator, {.as_of = as_of, .known_at = day("2020-05-31")})) == std::vector{2.0});
  CHECK(values(known_at(indicator, {.as_of = as_of, .known_at = day("2020-02-28")})).empty());
}

TEST_CASE("a correction stands from the day it was recorded, and the first figure until then") {
  // Corrected twice, and written in the document in no order of time.
  const Indicator indicator = with({{.period = period("2020-T1"), .value = 12.0, .recorded = day("2020-11-02")},
                                    {.period = period("2020-T1"), .value = 9.0},
                                    {.period = period("2020-T1"), .value = 11.0, .recorded = day("2020-09-20")}});
  const Date as_of = day("2020-08-31");
  CHECK(values(known_at(indicator, {.as_of = as_of, .known_at = day("2020-04-30")})) == std::vector{9.0});
  CHECK(values(known_at(indicator, {.as_of = as_of, .known_at = day("2020-09-19")})) == std::vector{9.0});
  CHECK(values(known_at(indicator, {.as_of = as_of, .known_at = day("2020-09-20")})) == std::vector{11.0});
  CHECK(values(known_at(indicator, {.as_of = as_of, .known_at = day("2020-11-02")})) == std::vector{12.0});
  CHECK(values(known_at(indicator, {.as_of = as_of})) == std::vector{12.0});
  CHECK(all_of(indicator).duplicates().empty());
}

TEST_CASE("a figure may be withdrawn by a later fact that it is missing") {
  const Indicator indicator =
      with({{.period = period("2020-01"), .value = 9.0},
            {.period = period("2020-01"), .status = ObservationStatus::missing, .recorded = day("2020-03-01")}});
  const KnownSeries known = all_of(indicator);
  REQUIRE(known.size() == 1);
  CHECK_FALSE(known[0].observation.value);
  CHECK_FALSE(known.latest_figure());
}

TEST_CASE("two facts recorded on one day are told as a pair, and the later in the document stands") {
  const Indicator indicator = with({{.period = period("2020-01"), .value = 1.0},
                                    {.period = period("2020-02"), .value = 5.0},
                                    {.period = period("2020-01"), .value = 2.0, .recorded = day("2020-01-31")}});
  const KnownSeries known = all_of(indicator);
  CHECK(values(known) == std::vector{2.0, 5.0});
  REQUIRE(known.duplicates().size() == 1);
  CHECK(known.duplicates()[0].first == 0);
  CHECK(known.duplicates()[0].second == 2);
}

TEST_CASE("figures by another definition than the one in force stand beside the series") {
  const Indicator talks = with({{.period = period("2020-T1"), .value = 64.0, .definition = DefinitionRef::at(0)},
                                {.period = period("2020-T2"), .value = 61.0},
                                {.period = period("2020-T2"), .value = 32.0, .definition = DefinitionRef::at(0)}},
                               {{.id = "physical"}, {.id = "physical_or_video", .from = period("2020-T2")}});
  const KnownSeries known = all_of(talks);
  REQUIRE(known.size() == 3);
  CHECK(known.duplicates().empty());
  CHECK_FALSE(known[0].parallel);
  CHECK(known[1].observation.value == 32.0);
  CHECK(known[1].parallel);
  CHECK(known[1].definition == DefinitionRef::at(0));
  CHECK(known[2].observation.value == 61.0);
  CHECK_FALSE(known[2].parallel);
  CHECK(known[2].definition == DefinitionRef::at(1));
  CHECK(known.latest_figure() == 2);
  CHECK(known.find(period("2020-T2")) == 2);
  CHECK(known.find(period("2020-T1")) == 0);
  CHECK_FALSE(known.find(period("2020-T3")));
}

TEST_CASE("order is by last day, then first day, so that a year comes before its last month") {
  const Indicator indicator = with({{.period = period("2020-12"), .value = 4.0},
                                    {.period = period("2020-12-31"), .value = 5.0},
                                    {.period = period("2020-T3"), .value = 3.0},
                                    {.period = period("2020"), .value = 2.0},
                                    {.period = period("2020-11"), .value = 1.0}});
  CHECK(values(all_of(indicator)) == std::vector{1.0, 2.0, 3.0, 4.0, 5.0});
}

TEST_CASE("the latest figure passes over what is missing, and is sought within a year") {
  const Indicator indicator = with({{.period = period("2019-12"), .value = 8.0},
                                    {.period = period("2020-04"), .value = 0.0},
                                    {.period = period("2020-05"), .status = ObservationStatus::missing},
                                    {.period = period("2021-01"), .status = ObservationStatus::not_due}});
  const KnownSeries known = all_of(indicator);
  CHECK(known.latest_figure() == 1);
  CHECK(known.latest_figure_in_year(2020) == 1);
  CHECK(known.latest_figure_in_year(2019) == 0);
  CHECK_FALSE(known.latest_figure_in_year(2021));
  CHECK(known.latest_figure_by(known[1].observation.period.last()) == 1);
  CHECK(known.latest_figure_by(known[1].observation.period.last() - 1) == 0);
  CHECK_FALSE(known.latest_figure_by(known[0].observation.period.last() - 1));
  CHECK_FALSE(KnownSeries().latest_figure());
}

TEST_CASE("a share that says only what it was counted from has the value that makes") {
  Indicator share = with({{.period = period("2020-01"), .numerator = 10.0, .denominator = 25.0},
                          {.period = period("2020-02"), .numerator = 1.0, .denominator = 0.0},
                          {.period = period("2020-03"), .value = 44.0, .numerator = 7.0, .denominator = 16.0}});
  share.kind = IndicatorKind::share;
  share.unit = "percent";
  const KnownSeries known = all_of(share);
  CHECK(known[0].observation.value == 40.0);
  CHECK_FALSE(known[1].observation.value);
  CHECK(known[2].observation.value == 44.0);
}

TEST_CASE("a confidential figure keeps its status and tells nothing") {
  Indicator share = with({{.period = period("2020-01"),
                           .value = 40.0,
                           .status = ObservationStatus::confidential,
                           .numerator = 10.0,
                           .denominator = 25.0}});
  share.kind = IndicatorKind::share;
  const KnownSeries known = all_of(share);
  CHECK(known[0].observation == Observation{.period = period("2020-01"), .status = ObservationStatus::confidential});
  CHECK(known.latest_figure() == 0);
}

TEST_CASE("figures held back lose value, numerator and denominator, and the others keep theirs") {
  KnownSeries known = all_of(with({{.period = period("2020-01"), .value = 3.0, .numerator = 3.0, .denominator = 9.0},
                                   {.period = period("2020-02"), .value = 30.0}}));
  known.suppress([](const KnownObservation& entry) { return entry.observation.value < 5.0; });
  CHECK(known[0].observation == Observation{.period = period("2020-01"), .status = ObservationStatus::suppressed});
  CHECK(known[1].observation.value == 30.0);
}

TEST_CASE("what was known of one indicator leaves nothing behind in the next") {
  KnownSeries known;
  known.assign(with({{.period = period("2020-01"), .value = 1.0}, {.period = period("2020-01"), .value = 2.0}}),
               nullptr);
  CHECK(known.duplicates().size() == 1);
  known.assign(with({}), nullptr);
  CHECK(known.empty());
  CHECK(known.duplicates().empty());
}

TEST_CASE("any series at any pair of clocks agrees with a map filled one fact after the other") {
  const char* const starts[] = {"2019-10", "2020-T1", "2020", "2020-W01", "2020-02-10", "2019-Q4"};
  for (unsigned seed = 1; seed <= 400; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    Indicator indicator = with({});
    const bool ordered = seed % 4 == 0;
    if (seed % 3 != 0) {
      indicator.definitions = {
          {.id = "a"}, {.id = "b", .from = period("2020-03")}, {.id = "c", .from = period("2020-T2")}};
    }
    const unsigned lengths = seed % 2 == 0 ? 1 : 6;
    const std::size_t count = random() % 60;
    for (std::size_t i = 0; i < count; ++i) {
      const Period start = period(starts[random() % lengths]);
      Observation one{.period = start + static_cast<int>(ordered ? i : random() % 9),
                      .value = static_cast<double>(random() % 100)};
      if (ordered && lengths > 1) one.period = period("2020-01") + static_cast<int>(i);
      if (random() % 3 == 0) one.recorded = one.period.last() + static_cast<int>(random() % 90) - 10;
      if (!indicator.definitions.empty() && random() % 3 == 0) one.definition = DefinitionRef::at(random() % 3);
      indicator.observations.append(one);
    }
    check_against_oracle(indicator, nullptr);
    for (int i = 0; i < 6; ++i) {
      Clock clock{.as_of = day("2019-12-01") + static_cast<int>(random() % 500)};
      if (random() % 2 == 0) clock.known_at = day("2019-12-01") + static_cast<int>(random() % 500);
      check_against_oracle(indicator, &clock);
    }
  }
}

TEST_CASE("the order of the document does not matter where nothing stands twice") {
  for (unsigned seed = 1; seed <= 100; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::vector<Observation> sorted;
    for (int i = 0; i < 40; ++i) {
      const Period month = period("2019-01") + i;
      sorted.push_back({.period = month, .value = 1.0 * i});
      if (random() % 2 == 0) {
        sorted.push_back({.period = month, .value = 100.0 + i, .recorded = month.last() + 40});
      }
      if (random() % 2 == 0)
        sorted.push_back({.period = month, .value = 200.0 + i, .definition = DefinitionRef::at(2)});
    }
    std::vector<Observation> shuffled = sorted;
    for (std::size_t i = shuffled.size(); i > 1; --i) std::swap(shuffled[i - 1], shuffled[random() % i]);
    const std::vector<Definition> definitions = {
        {.id = "a"}, {.id = "b", .from = period("2020-06")}, {.id = "c", .from = period("2199")}};
    const Indicator first = with(sorted, definitions);
    const Indicator second = with(shuffled, definitions);
    const Clock clock{.as_of = day("2020-01-01") + static_cast<int>(random() % 700),
                      .known_at = day("2020-01-01") + static_cast<int>(random() % 700)};
    const KnownSeries a = known_at(first, clock);
    const KnownSeries b = known_at(second, clock);
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      CHECK(a[i].observation == b[i].observation);
      CHECK(a[i].definition == b[i].definition);
      CHECK(a[i].parallel == b[i].parallel);
    }
  }
}

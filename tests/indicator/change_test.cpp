#include "tertial/indicator/change.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using tertial::breaks_in;
using tertial::Change;
using tertial::change_between;
using tertial::Definition;
using tertial::DefinitionRef;
using tertial::Indicator;
using tertial::KnownSeries;
using tertial::like_for_like;
using tertial::NoChange;
using tertial::Observation;
using tertial::ObservationStatus;
using tertial::Period;

namespace {

Period period(std::string_view text) { return Period::parse(text).value(); }

struct Followed {
  Indicator indicator;
  KnownSeries known;
  std::vector<std::size_t> breaks;

  explicit Followed(const std::vector<Observation>& observations, std::vector<Definition> definitions = {})
      : indicator{.id = "i", .title = "", .definitions = std::move(definitions)} {
    for (const Observation& one : observations) indicator.observations.append(one);
    known.assign(indicator, nullptr);
    breaks = breaks_in(known);
  }
  [[nodiscard]] Change change(std::size_t from, std::size_t to) const {
    return change_between(known, breaks, from, to);
  }
};

// Children in family homes with at least four individual talks in a rolling year: physical meetings at first,
// video calls counted too from tertial 2, when 12 of 38 still had four by the old count.
Followed talks() {
  return Followed({{.period = period("2020-T1"), .value = 64.0, .definition = DefinitionRef::at(0)},
                   {.period = period("2020-T2"), .value = 61.0, .numerator = 23.0, .denominator = 38.0},
                   {.period = period("2020-T2"),
                    .value = 32.0,
                    .numerator = 12.0,
                    .denominator = 38.0,
                    .definition = DefinitionRef::at(0)}},
                  {{.id = "physical"}, {.id = "physical_or_video", .from = period("2020-T2")}});
}

}  // namespace

TEST_CASE("a change is the later figure less the earlier, as exact as they were printed") {
  const Followed turnover({{.period = period("2020-04"), .value = 2.4}, {.period = period("2020-05"), .value = 1.2}});
  const Change down = turnover.change(0, 1);
  CHECK(down.value == -1.2);
  CHECK_FALSE(down.reason);
  const Followed shares({{.period = period("2020-04"), .value = 44.0}, {.period = period("2020-06"), .value = 43.0}});
  CHECK(shares.change(0, 1).value == -1.0);
}

TEST_CASE("from 64 to 61 across a new definition is no change") {
  const Followed followed = talks();
  // In time order: 64 by the old definition, then of tertial 2 the old definition before the new.
  REQUIRE(followed.known[0].observation.value == 64.0);
  REQUIRE(followed.known[2].observation.value == 61.0);
  CHECK(followed.breaks == std::vector<std::size_t>{2});
  const Change change = followed.change(0, 2);
  CHECK_FALSE(change.value);
  CHECK(change.reason == NoChange::definition_break);
  CHECK(to_string(*change.reason) == "definition-break");
}

TEST_CASE("like for like the same share went from 64 to 32, by 32 points") {
  const Followed followed = talks();
  const auto found = like_for_like(followed.indicator, followed.known, 0, 2);
  REQUIRE(found.size() == 1);
  CHECK(found[0].definition == DefinitionRef::at(0));
  CHECK(found[0].from.observation.value == 64.0);
  CHECK(found[0].to.observation.value == 32.0);
  CHECK(found[0].to.observation.numerator == 12.0);
  CHECK(found[0].change == -32.0);
}

TEST_CASE("where no definition goes on in parallel there is nothing to tell like for like") {
  const Followed followed({{.period = period("2020-T1"), .value = 64.0}, {.period = period("2020-T2"), .value = 61.0}},
                          {{.id = "old"}, {.id = "new", .from = period("2020-T2")}});
  CHECK(followed.breaks == std::vector<std::size_t>{1});
  CHECK(like_for_like(followed.indicator, followed.known, 0, 1).empty());
}

TEST_CASE("like for like takes the latest figure on each side, for every definition that has both") {
  const auto old_one = DefinitionRef::at(0);
  const auto new_one = DefinitionRef::at(1);
  const Followed followed({{.period = period("2020-01"), .value = 10.0},
                           {.period = period("2020-02"), .value = 12.0},
                           {.period = period("2020-02"), .value = 20.0, .definition = new_one},
                           {.period = period("2020-03"), .value = 21.0},
                           {.period = period("2020-03"), .value = 13.0, .definition = old_one},
                           {.period = period("2020-04"), .value = 25.5},
                           {.period = period("2020-04"), .status = ObservationStatus::missing, .definition = old_one},
                           {.period = period("2020-05"), .value = 99.0, .definition = old_one},
                           {.period = period("2020-05"), .value = 99.0}},
                          {{.id = "old"}, {.id = "new", .from = period("2020-03")}});
  // 2020-01, 02 old and new, 03 old and new, ...: what is told beside the series is no break.
  CHECK(followed.breaks == std::vector<std::size_t>{4});
  const auto from = followed.known.find(period("2020-02"));
  const auto to = followed.known.find(period("2020-04"));
  REQUIRE(from);
  REQUIRE(to);
  const auto found = like_for_like(followed.indicator, followed.known, *from, *to);
  REQUIRE(found.size() == 2);
  CHECK(found[0].definition == old_one);
  CHECK(found[0].change == 1.0);  // 12 to 13 in March: April is missing, May comes later
  CHECK(found[1].definition == new_one);
  CHECK(found[1].change == 5.5);  // 20 to 25.5
}

TEST_CASE("a figure marked as a break is not compared with those before it") {
  const Followed followed({{.period = period("2020-01"), .value = 10.0},
                           {.period = period("2020-02"), .value = 30.0, .status = ObservationStatus::break_in},
                           {.period = period("2020-03"), .value = 33.0}});
  CHECK(followed.breaks == std::vector<std::size_t>{1});
  CHECK(followed.change(0, 1).reason == NoChange::definition_break);
  CHECK(followed.change(0, 2).reason == NoChange::definition_break);
  CHECK(followed.change(1, 2).value == 3.0);
}

TEST_CASE("the first figure of a series is no break, however it is marked") {
  const Followed followed({{.period = period("2020-01"), .value = 10.0, .status = ObservationStatus::break_in},
                           {.period = period("2020-02"), .value = 11.0}});
  CHECK(followed.breaks.empty());
  CHECK(followed.change(0, 1).value == 1.0);
}

TEST_CASE("a missing figure does not hide the break it stands at") {
  const Followed followed({{.period = period("2020-01"), .value = 10.0},
                           {.period = period("2020-02"), .status = ObservationStatus::missing},
                           {.period = period("2020-03"), .value = 12.0}},
                          {{.id = "old"}, {.id = "new", .from = period("2020-02")}});
  CHECK(followed.breaks == std::vector<std::size_t>{1});
  CHECK(followed.change(0, 2).reason == NoChange::definition_break);
}

TEST_CASE("each new definition breaks the series once more") {
  const Followed followed(
      {{.period = period("2020-01"), .value = 10.0},
       {.period = period("2020-02"), .value = 20.0},
       {.period = period("2020-03"), .value = 12.0}},
      {{.id = "a"}, {.id = "b", .from = period("2020-02")}, {.id = "c", .from = period("2020-03")}});
  CHECK(followed.breaks == std::vector<std::size_t>{1, 2});
}

TEST_CASE("with a figure that is held back there is no change to tell") {
  Followed followed({{.period = period("2020-01"), .value = 3.0}, {.period = period("2020-02"), .value = 30.0}});
  followed.known.suppress([](const tertial::KnownObservation& entry) { return entry.observation.value < 5.0; });
  CHECK(followed.change(0, 1).reason == NoChange::suppressed);
  CHECK_FALSE(followed.change(0, 1).value);
}

TEST_CASE("reasons are told in words") {
  CHECK(to_string(NoChange::no_value) == "no-value");
  CHECK(to_string(NoChange::no_earlier_value) == "no-earlier-value");
  CHECK(to_string(NoChange::no_newer_value) == "no-newer-value");
  CHECK(to_string(NoChange::suppressed) == "suppressed");
}

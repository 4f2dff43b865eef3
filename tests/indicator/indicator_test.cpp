#include "tertial/indicator/indicator.hpp"

#include <string_view>

#include <doctest/doctest.h>

using tertial::Definition;
using tertial::DefinitionRef;
using tertial::Direction;
using tertial::Granularity;
using tertial::Indicator;
using tertial::IndicatorKind;
using tertial::Observation;
using tertial::Period;
using tertial::Periodicity;

namespace {

Period period(std::string_view text) { return Period::parse(text).value(); }

}  // namespace

TEST_CASE("kinds and directions are the contract's words") {
  CHECK(to_string(IndicatorKind::flow) == "flow");
  CHECK(to_string(IndicatorKind::snapshot) == "snapshot");
  CHECK(to_string(IndicatorKind::share) == "share");
  CHECK(to_string(IndicatorKind::rolling) == "rolling");
  CHECK(to_string(IndicatorKind::index) == "index");
  CHECK(to_string(Direction::higher) == "higher");
  CHECK(to_string(Direction::lower) == "lower");
  CHECK(to_string(Direction::within) == "within");
  CHECK(to_string(Direction::none) == "none");
}

TEST_CASE("percent is printed a hundredfold, every other unit as it is") {
  CHECK(Indicator{.id = "a", .title = "", .unit = "percent"}.scale() == 100);
  CHECK(Indicator{.id = "a", .title = "", .unit = "Percent"}.scale() == 1);
  CHECK(Indicator{.id = "a", .title = "", .unit = "barn"}.scale() == 1);
  CHECK(Indicator{.id = "a", .title = ""}.scale() == 1);
}

TEST_CASE("irregular is a periodicity without a granularity") {
  CHECK_FALSE(Periodicity().granularity());
  CHECK(Periodicity(Granularity::tertial).granularity() == Granularity::tertial);
  CHECK(Periodicity() != Periodicity(Granularity::day));
}

TEST_CASE("without definitions none is in force") {
  const Indicator plain{.id = "a", .title = ""};
  CHECK_FALSE(plain.definition_in_force(period("2020-01")).named());
}

TEST_CASE("a definition is in force from its first period on, and an observation may name another") {
  const Indicator talks{.id = "2.2.d",
                        .title = "",
                        .definitions = {{.id = "physical"}, {.id = "physical_or_video", .from = period("2020-T2")}}};
  CHECK(talks.definition_in_force(period("2020-T1")) == DefinitionRef::at(0));
  CHECK(talks.definition_in_force(period("2020-T2")) == DefinitionRef::at(1));
  CHECK(talks.definition_in_force(period("2020-T3")) == DefinitionRef::at(1));
  // Periods of other lengths go by their last day.
  CHECK(talks.definition_in_force(period("2020-04")) == DefinitionRef::at(0));
  CHECK(talks.definition_in_force(period("2020-05")) == DefinitionRef::at(1));
  CHECK(talks.definition_in_force(period("2020")) == DefinitionRef::at(1));
  CHECK(talks.definition_in_force(period("2019")) == DefinitionRef::at(0));

  CHECK(talks.definition_of({.period = period("2020-T2")}) == DefinitionRef::at(1));
  CHECK(talks.definition_of({.period = period("2020-T2"), .definition = DefinitionRef::at(0)}) == DefinitionRef::at(0));
}

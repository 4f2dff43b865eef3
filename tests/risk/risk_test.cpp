#include "tertial/risk/risk.hpp"

#include <optional>
#include <string_view>

#include <doctest/doctest.h>

using tertial::Clock;
using tertial::Date;
using tertial::Level;
using tertial::Likelihood;
using tertial::Risk;
using tertial::RiskMatrix;
using tertial::RiskState;
using tertial::Scale;
using tertial::Severity;
using tertial::state_of;

namespace {

Date day(std::string_view text) { return Date::parse(text).value(); }

// The source's matrix: scores 8 and 16 have no colour.
const RiskMatrix& matrix() {
  static const RiskMatrix made =
      RiskMatrix::make({.likelihood = Scale::make({"Osannolik", "Mindre sannolik", "Möjlig", "Sannolik"}).value(),
                        .severity = Scale::make({"Mindre", "Måttlig", "Betydlig", "Hög"}).value(),
                        .bands = {{"green", "Grön", 1, 3}, {"yellow", "Gul", 4, 6}, {"red", "Röd", 9, 12}}})
          .value();
  return made;
}
Level level(std::string_view id) { return matrix().find_level(id).value(); }

RiskState at(const Risk& risk, std::string_view as_of, std::optional<Date> known_at = std::nullopt) {
  return state_of(risk, matrix(), {.as_of = day(as_of), .known_at = known_at});
}

}  // namespace

TEST_CASE("the latest assessment known gives the level, whatever order they are written in") {
  const Risk risk{.id = "5.2",
                  .assessments = {{.date = day("2020-08-31"), .likelihood = Likelihood(2), .severity = Severity(3)},
                                  {.date = day("2020-04-30"), .level = level("red")}}};
  CHECK(at(risk, "2020-04-30").level == level("red"));
  CHECK(at(risk, "2020-08-30").level == level("red"));
  CHECK(at(risk, "2020-08-31").level == level("yellow"));
  CHECK(at(risk, "2020-08-31").assessment == &risk.assessments[0]);
  CHECK(at(risk, "2020-08-31").first == &risk.assessments[1]);
  CHECK(at(risk, "2020-08-31").open());
}

TEST_CASE("a risk that nothing is known of is neither assessed nor classified nor closed") {
  const Risk risk{.id = "a", .assessments = {{.date = day("2020-08-31"), .level = level("red")}}};
  const RiskState state = at(risk, "2020-08-30");
  CHECK_FALSE(state.assessed());
  CHECK_FALSE(state.level.classified());
  CHECK(state.open());
  CHECK_FALSE(at(Risk{.id = "b"}, "2020-08-31").assessed());
}

TEST_CASE("likelihood and severity in a cell without a colour are assessed and unclassified") {
  const Risk risk{.id = "a",
                  .assessments = {{.date = day("2020-08-31"), .likelihood = Likelihood(2), .severity = Severity(4)}}};
  CHECK(at(risk, "2020-08-31").assessed());
  CHECK_FALSE(at(risk, "2020-08-31").level.classified());
}

TEST_CASE("a corrected assessment holds from the day it was recorded") {
  const Risk risk{.id = "a",
                  .assessments = {{.date = day("2020-04-30"), .level = level("green"), .recorded = day("2020-09-15")},
                                  {.date = day("2020-04-30"), .level = level("red")}}};
  CHECK(at(risk, "2020-08-31").level == level("green"));
  CHECK(at(risk, "2020-08-31", day("2020-09-14")).level == level("red"));
  CHECK(at(risk, "2020-08-31", day("2020-09-15")).level == level("green"));
  CHECK_FALSE(at(risk, "2020-08-31", day("2020-04-29")).assessed());
}

TEST_CASE("a closed risk stays closed until it is assessed on a later day") {
  const Risk risk{.id = "a",
                  .assessments = {{.date = day("2020-04-30"), .level = level("yellow")},
                                  {.date = day("2020-10-01"), .level = level("red")}},
                  .closed = {{.date = day("2020-06-15")}}};
  CHECK(at(risk, "2020-06-14").open());
  CHECK(at(risk, "2020-06-15").closed);
  CHECK(at(risk, "2020-09-30").closed);
  CHECK(at(risk, "2020-09-30").level == level("yellow"));
  CHECK(at(risk, "2020-10-01").open());
  CHECK(at(risk, "2020-10-01").closing == &risk.closed[0]);
  CHECK(at(risk, "2020-09-30", day("2020-06-14")).open());
}

TEST_CASE("assessed and closed on one day is closed, and closed again after a reopening is closed") {
  const Risk same_day{.id = "a",
                      .assessments = {{.date = day("2020-06-15"), .level = level("green")}},
                      .closed = {{.date = day("2020-06-15")}}};
  CHECK(at(same_day, "2020-06-15").closed);
  const Risk again{.id = "a",
                   .assessments = {{.date = day("2020-06-15"), .level = level("green")},
                                   {.date = day("2020-07-15"), .level = level("green")}},
                   .closed = {{.date = day("2020-08-01")}, {.date = day("2020-07-01")}}};
  CHECK(at(again, "2020-07-01").closed);
  CHECK(at(again, "2020-07-15").open());
  CHECK(at(again, "2020-08-01").closed);
  CHECK(at(again, "2020-08-01").closing == &again.closed[0]);
}

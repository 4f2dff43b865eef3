#include "tertial/indicator/observation.hpp"

#include <string_view>
#include <utility>

#include <doctest/doctest.h>

using tertial::Date;
using tertial::DefinitionRef;
using tertial::may_have_value;
using tertial::Observation;
using tertial::ObservationStatus;
using tertial::parse_observation_status;
using tertial::Period;

TEST_CASE("statuses are written as SDMX codes, and the project's own as words") {
  // SDMX code list CL_OBS_STATUS 2.2: A normal, P provisional, E estimated, B break, O missing, L not
  // collected.
  const std::pair<ObservationStatus, std::string_view> codes[] = {{ObservationStatus::normal, "A"},
                                                                  {ObservationStatus::provisional, "P"},
                                                                  {ObservationStatus::estimated, "E"},
                                                                  {ObservationStatus::break_in, "B"},
                                                                  {ObservationStatus::missing, "O"},
                                                                  {ObservationStatus::not_collected, "L"},
                                                                  {ObservationStatus::not_due, "N"},
                                                                  {ObservationStatus::confidential, "confidential"},
                                                                  {ObservationStatus::suppressed, "suppressed"}};
  for (const auto& [status, code] : codes) CHECK(to_string(status) == code);
}

TEST_CASE("a document may state every status but that of a figure held back") {
  for (const std::string_view code : {"A", "P", "E", "B", "O", "L", "N", "confidential"}) {
    CAPTURE(code);
    REQUIRE(parse_observation_status(code));
    CHECK(to_string(*parse_observation_status(code)) == code);
  }
  for (const std::string_view code : {"suppressed", "", "a", "M", "O ", "missing"}) {
    CHECK_FALSE(parse_observation_status(code));
  }
}

TEST_CASE("missing, not collected, not due and held back never go with a figure") {
  CHECK(may_have_value(ObservationStatus::normal));
  CHECK(may_have_value(ObservationStatus::provisional));
  CHECK(may_have_value(ObservationStatus::estimated));
  CHECK(may_have_value(ObservationStatus::break_in));
  CHECK(may_have_value(ObservationStatus::confidential));
  CHECK_FALSE(may_have_value(ObservationStatus::missing));
  CHECK_FALSE(may_have_value(ObservationStatus::not_collected));
  CHECK_FALSE(may_have_value(ObservationStatus::not_due));
  CHECK_FALSE(may_have_value(ObservationStatus::suppressed));
}

TEST_CASE("a reference to a definition names one of 255 or none") {
  CHECK_FALSE(DefinitionRef().named());
  for (const std::size_t index : {0U, 1U, 254U}) {
    CHECK(DefinitionRef::at(index).named());
    CHECK(DefinitionRef::at(index).index() == index);
  }
  CHECK(DefinitionRef::at(0) != DefinitionRef());
  CHECK(DefinitionRef::at(0) < DefinitionRef::at(1));
}

TEST_CASE("an observation holds from the last day of its period and has no value unless given one") {
  const Observation may{.period = Period::parse("2020-05").value(), .status = ObservationStatus::missing};
  CHECK(may.holds_from() == Date::parse("2020-05-31").value());
  CHECK_FALSE(may.value);
  CHECK_FALSE(may.numerator);
  CHECK_FALSE(may.denominator);
  CHECK_FALSE(may.recorded);
  CHECK(Observation{.period = Period::parse("2020-T2").value()}.holds_from() == Date::parse("2020-08-31").value());
  CHECK(Observation{.period = Period::parse("2020-W53").value()}.holds_from() == Date::parse("2021-01-03").value());
}

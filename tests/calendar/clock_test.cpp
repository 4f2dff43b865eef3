#include "tertial/calendar/clock.hpp"

#include <doctest/doctest.h>

#include <string_view>

namespace {

using tertial::Clock;
using tertial::Date;

Date day(std::string_view text) { return Date::try_parse(text).value(); }

}  // namespace

TEST_CASE("a fact is seen from the day it holds") {
  const Clock clock{.as_of = day("2020-08-31")};
  CHECK(clock.sees(day("2020-08-31")));
  CHECK(clock.sees(day("1900-01-01")));
  CHECK_FALSE(clock.sees(day("2020-09-01")));
}

TEST_CASE("without known_at it does not matter when a fact was recorded") {
  const Clock clock{.as_of = day("2020-08-31")};
  CHECK(clock.sees(day("2020-08-31"), day("2021-05-01")));
  CHECK_FALSE(clock.sees(day("2020-09-01"), day("2020-08-01")));
}

TEST_CASE("known_at hides what was recorded later") {
  const Clock clock{.as_of = day("2020-08-31"), .known_at = day("2020-09-30")};
  CHECK(clock.sees(day("2020-08-31"), day("2020-09-30")));
  CHECK_FALSE(clock.sees(day("2020-08-31"), day("2020-10-01")));
  CHECK_FALSE(clock.sees(day("2020-09-01"), day("2020-09-01")));
}

TEST_CASE("a fact without a recording day counts as recorded the day it holds") {
  const Clock clock{.as_of = day("2020-08-31"), .known_at = day("2020-05-31")};
  CHECK(clock.sees(day("2020-05-31")));
  CHECK_FALSE(clock.sees(day("2020-06-01")));
  CHECK(clock.sees(day("2020-06-01"), day("2020-05-01")));
}

#include "tertial/calendar/granularity.hpp"

#include <doctest/doctest.h>

#include <string_view>

using tertial::Granularity;
using tertial::parse_granularity;

TEST_CASE("granularities are spelled as documents spell them") {
  CHECK(to_string(Granularity::day) == "day");
  CHECK(to_string(Granularity::week) == "week");
  CHECK(to_string(Granularity::month) == "month");
  CHECK(to_string(Granularity::quarter) == "quarter");
  CHECK(to_string(Granularity::tertial) == "tertial");
  CHECK(to_string(Granularity::half_year) == "half_year");
  CHECK(to_string(Granularity::year) == "year");
}

TEST_CASE("every spelled granularity reads back, and nothing else does") {
  for (const Granularity granularity : tertial::kGranularities) {
    CHECK(parse_granularity(to_string(granularity)) == granularity);
  }
  for (const std::string_view word : {"", "Day", "days", "half-year", "halfyear", "term", "month ", "irregular"}) {
    CAPTURE(word);
    CHECK_FALSE(parse_granularity(word).has_value());
  }
}

TEST_CASE("granularities order from fine to coarse") {
  CHECK(Granularity::day < Granularity::week);
  CHECK(Granularity::month < Granularity::quarter);
  CHECK(Granularity::quarter < Granularity::tertial);
  CHECK(Granularity::tertial < Granularity::half_year);
  CHECK(Granularity::half_year < Granularity::year);
}

TEST_CASE("a tertial has four months and a year three tertials") {
  CHECK(months_in(Granularity::month) == 1);
  CHECK(months_in(Granularity::quarter) == 3);
  CHECK(months_in(Granularity::tertial) == 4);
  CHECK(months_in(Granularity::half_year) == 6);
  CHECK(months_in(Granularity::year) == 12);
  CHECK(months_in(Granularity::week) == 0);
  CHECK(months_in(Granularity::day) == 0);
  CHECK(per_year(Granularity::tertial) == 3);
  CHECK(per_year(Granularity::month) == 12);
  CHECK(per_year(Granularity::week) == 0);
}

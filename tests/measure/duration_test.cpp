#include "tertial/measure/duration.hpp"

#include <doctest/doctest.h>

using namespace tertial;

namespace {
Date day(std::string_view text) { return *Date::parse(text); }
}  // namespace

TEST_CASE("months are calendar months, and end with the month where it is shorter") {
  CHECK(Duration::months(6).after(day("2020-08-31")) == day("2021-02-28"));
  CHECK(Duration::months(12).after(day("2020-02-29")) == day("2021-02-28"));
  CHECK(Duration::months(12).before(day("2024-02-29")) == day("2023-02-28"));
  CHECK(Duration::days(183).after(day("2020-01-01")) == day("2020-07-02"));
  CHECK(Duration::days(365).before(day("2020-12-31")) == day("2020-01-01"));
}

TEST_CASE("seconds lie on no day") {
  CHECK(Duration::hours(24) == Duration::seconds(86'400));
  CHECK_FALSE(Duration::hours(24).after(day("2020-01-01")));
}

TEST_CASE("a duration is sound between nothing and 300 years") {
  CHECK(Duration::months(3600).is_sound());
  CHECK_FALSE(Duration::months(3601).is_sound());
  CHECK_FALSE(Duration::days(-1).is_sound());
  CHECK_FALSE(Duration::seconds(INT64_MAX).is_sound());
}

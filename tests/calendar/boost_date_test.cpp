#include "tertial/calendar/boost_date.hpp"

#include <doctest/doctest.h>

#include <string_view>

namespace {

using tertial::Date;
using tertial::from_boost;
using tertial::to_boost;

}  // namespace

TEST_CASE("a date and Boost's date are the same day") {
  const boost::gregorian::date theirs(2020, 8, 31);
  CHECK(to_boost(Date::try_parse("2020-08-31").value()) == theirs);
  CHECK(from_boost(theirs).value().to_string() == "2020-08-31");
}

TEST_CASE("every month start from 1900 to 2200 goes to Boost and back") {
  for (Date date = Date::earliest(); date <= Date::latest(); date = date.add_months(1)) {
    const boost::gregorian::date theirs = to_boost(date);
    CHECK(theirs.day_of_week().as_number() == date.iso_weekday() % 7);
    CHECK(from_boost(theirs).value() == date);
  }
}

TEST_CASE("Boost's special values are no days") {
  using boost::date_time::neg_infin;
  using boost::date_time::not_a_date_time;
  using boost::date_time::pos_infin;
  for (const boost::date_time::special_values value : {not_a_date_time, pos_infin, neg_infin}) {
    const absl::StatusOr<Date> date = from_boost(boost::gregorian::date(value));
    CHECK(date.status().code() == absl::StatusCode::kInvalidArgument);
  }
  CHECK(from_boost(boost::gregorian::date(pos_infin)).status().message() == "Boost's pos_infin is no day");
  CHECK(from_boost(boost::gregorian::date()).status().message() == "Boost's not_a_date_time is no day");
}

TEST_CASE("a Boost date outside 1900 to 2200 is refused") {
  CHECK(from_boost(boost::gregorian::date(1899, 12, 31)).status().message() ==
        "1899-12-31: years go from 1900 to 2200");
  CHECK_FALSE(from_boost(boost::gregorian::date(2201, 1, 1)).ok());
  CHECK_FALSE(from_boost(boost::gregorian::date(1400, 1, 1)).ok());
  CHECK_FALSE(from_boost(boost::gregorian::date(9999, 12, 31)).ok());
}

TEST_CASE("the ends of Boost's calendar are reached without an exception") {
  CHECK(to_boost(Date::earliest().add_months(-12 * 500)) == boost::gregorian::date(1400, 1, 1));
  CHECK(to_boost(Date::latest().add_months(12 * 7799)) == boost::gregorian::date(9999, 12, 31));
}

#include "tertial/calendar/date.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <type_traits>

namespace {

using tertial::Date;

Date day(std::string_view text) { return Date::try_parse(text).value(); }
std::string fault(std::string_view text) { return std::string(Date::parse(text).status().message()); }

static_assert(std::is_trivially_copyable_v<Date> && sizeof(Date) == 4);
static_assert(Date::try_parse("2020-02-29")->month() == 2, "dates can be computed while compiling");

}  // namespace

TEST_CASE("a date counts days from 1970-01-01") {
  CHECK(Date().to_string() == "1970-01-01");
  CHECK(Date().days() == 0);
  CHECK(day("2000-01-01").days() == 10957);
  CHECK(day("1969-12-31").days() == -1);
  CHECK(day("1900-01-01").days() == -25567);
  CHECK(Date::from_days(18505) == day("2020-08-31"));
}

TEST_CASE("a date tells year, month, day and ISO weekday") {
  CHECK(day("2020-08-31").parts() == tertial::YearMonthDay{2020, 8, 31});
  CHECK(day("1900-03-01").year() == 1900);
  CHECK(day("2200-12-31").month() == 12);
  CHECK(day("2024-02-29").day() == 29);
  CHECK(day("1970-01-01").iso_weekday() == 4);  // a Thursday
  CHECK(day("2020-08-31").iso_weekday() == 1);  // a Monday
  CHECK(day("1900-01-07").iso_weekday() == 7);  // a Sunday
}

TEST_CASE("only YYYY-MM-DD is a date") {
  for (const std::string_view text :
       {"", "2020", "2020-08", "2020-8-31", "2020-08-1", "20200831", "2020/08/31", "31-08-2020", "2020-08-31 ",
        " 2020-08-31", "2020-08-31T00", "2020-08-3l", "2020-O8-31", "+020-08-31", "2020-+8-31", "2020-08-:1",
        "2020-Aug-31", "-2020-08-3", "\xB2\xB0\xB2\xB0-08-31"}) {
    CAPTURE(text);
    CHECK_FALSE(Date::try_parse(text).has_value());
    CHECK(Date::parse(text).status().code() == absl::StatusCode::kInvalidArgument);
    CHECK(fault(text).find("YYYY-MM-DD") != std::string::npos);
  }
}

TEST_CASE("leap days follow the Gregorian rule") {
  for (const std::string_view text : {"1904-02-29", "2000-02-29", "2020-02-29", "2196-02-29"}) {
    CAPTURE(text);
    CHECK(Date::parse(text).value().to_string() == text);
  }
  for (const std::string_view text : {"1900-02-29", "2100-02-29", "2200-02-29", "2019-02-29"}) {
    CAPTURE(text);
    CHECK_FALSE(Date::try_parse(text).has_value());
  }
}

TEST_CASE("a refused date says what is wrong") {
  CHECK(fault("2020-02-30") == "2020-02-30: February 2020 has 29 days");
  CHECK(fault("2019-02-29") == "2019-02-29: February 2019 has 28 days");
  CHECK(fault("2020-04-31") == "2020-04-31: April 2020 has 30 days");
  CHECK(fault("2020-01-00") == "2020-01-00: January 2020 has 31 days");
  CHECK(fault("2020-13-01") == "2020-13-01: months go from 01 to 12");
  CHECK(fault("2020-00-01") == "2020-00-01: months go from 01 to 12");
  CHECK(fault("1899-12-31") == "1899-12-31: years go from 1900 to 2200");
  CHECK(fault("2201-01-01") == "2201-01-01: years go from 1900 to 2200");
  CHECK(fault("31/8") == "\"31/8\" is no date: dates are written YYYY-MM-DD, such as 2020-08-31");
}

TEST_CASE("a message shows hostile text on one line, short and as valid UTF-8") {
  CHECK(fault("a\nb\xFF\xE2\x80").find("\"a?b???\"") == 0);
  CHECK(fault("\xED\xA0\x80").find("\"???\"") == 0);  // a surrogate
  CHECK(fault("\xF5\xFC\xBF\xC2\x80").find("\"?????\"") == 0);
  CHECK(fault("\xF0\x9F\x98\x80").find("\"\xF0\x9F\x98\x80\"") == 0);
  CHECK(fault("\xC0\xAF").find("\"??\"") == 0);  // an overlong slash
  CHECK(fault("åäö").find("\"åäö\"") == 0);
  const std::string kept(40, 'x');
  CHECK(fault(std::string(1000, 'x')).find("\"" + kept + "...\"") == 0);
}

TEST_CASE("a date is made from numbers or refused") {
  CHECK(Date::make(2020, 8, 31).value() == day("2020-08-31"));
  CHECK(Date::make(1900, 1, 1).value() == Date::earliest());
  CHECK(Date::make(2200, 12, 31).value() == Date::latest());
  CHECK(Date::make(2020, 2, 30).status().message() == "2020-02-30: February 2020 has 29 days");
  CHECK(Date::make(2020, 13, 1).status().message() == "2020-13-01: months go from 01 to 12");
  CHECK(Date::make(1899, 12, 31).status().message() == "1899-12-31: years go from 1900 to 2200");
  CHECK_FALSE(Date::make(2147483647, 1, 1).ok());
  CHECK_FALSE(Date::make(2020, -2147483647 - 1, 1).ok());
  CHECK_FALSE(Date::make(2020, 1, 2147483647).ok());
}

TEST_CASE("days are added and counted across months, leap days and centuries") {
  CHECK(day("2020-02-28") + 1 == day("2020-02-29"));
  CHECK(day("2020-03-01") - 1 == day("2020-02-29"));
  CHECK(day("1900-02-28") + 1 == day("1900-03-01"));
  CHECK(day("2020-12-31") - day("2020-02-03") == 332);
  CHECK(day("2020-01-01") - day("2021-01-01") == -366);
  CHECK(Date::latest() - Date::earliest() == 109937);
  CHECK((Date::latest() + 1).to_string() == "2201-01-01");  // arithmetic may leave the years that are read
}

TEST_CASE("adding months keeps the day and never snaps to the month's end") {
  CHECK(day("2024-02-29").add_months(1) == day("2024-03-29"));
  CHECK(day("2020-02-29").add_months(12) == day("2021-02-28"));
  CHECK(day("2020-01-31").add_months(1) == day("2020-02-29"));
  CHECK(day("2020-01-31").add_months(2) == day("2020-03-31"));
  CHECK(day("2020-04-30").add_months(1) == day("2020-05-30"));
  CHECK(day("2020-03-31").add_months(-1) == day("2020-02-29"));
  CHECK(day("2020-01-15").add_months(-1) == day("2019-12-15"));
  CHECK(day("2020-01-15").add_months(-12 * 100) == day("1920-01-15"));
  CHECK(day("2020-08-31").add_months(0) == day("2020-08-31"));
}

TEST_CASE("dates order by time") {
  CHECK(day("2019-12-31") < day("2020-01-01"));
  CHECK(day("1969-12-31") < day("1970-01-01"));
  CHECK(day("2020-01-01") >= day("2020-01-01"));
  CHECK(day("2020-01-01") != day("2020-01-02"));
}

TEST_CASE("a date writes ten characters and no more") {
  char buffer[12];
  buffer[10] = 'x';
  CHECK(day("1905-03-07").write(buffer) == buffer + 10);
  CHECK(std::string_view(buffer, 11) == "1905-03-07x");
}

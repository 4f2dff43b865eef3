// Dates and periods by the C interface. Expected values are those of the calendar.
#include <doctest/doctest.h>

#include <random>

#include "sweep.hpp"

using namespace tertial::test;

namespace {

// Days since 1970-01-01 of a day of the Gregorian calendar, counted month by month.
bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }
int days_in(int year, int month) {
  const int days[] = {31, is_leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days[month - 1];
}
tertial_date counted(int year, int month, int of_month) {
  tertial_date days = 0;
  for (int y = 1970; y < year; ++y) days += is_leap(y) ? 366 : 365;
  for (int y = year; y < 1970; ++y) days -= is_leap(y) ? 366 : 365;
  for (int m = 1; m < month; ++m) days += days_in(year, m);
  return days + of_month - 1;
}

tertial_period_info info(tertial_period code) { return got<tertial_period_info>(tertial_period_get, code); }

}  // namespace

TEST_CASE("dates are days since 1970-01-01, from 1900 to 2200") {
  CHECK(day("1970-01-01") == 0);
  CHECK(day("1969-12-31") == -1);
  CHECK(day("2000-03-01") == 11017);
  CHECK(day("1900-01-01") == -25567);
  CHECK(day("2200-12-31") == 84370);
  std::mt19937 random(20200831);
  for (int i = 0; i < 500; ++i) {
    const int year = 1900 + static_cast<int>(random() % 301), month = 1 + static_cast<int>(random() % 12);
    const int of_month = 1 + static_cast<int>(random() % static_cast<unsigned>(days_in(year, month)));
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, of_month);
    CAPTURE(text);
    CHECK(day(text) == counted(year, month, of_month));
    CHECK(printed_day(counted(year, month, of_month)) == text);
  }
}

TEST_CASE("what is no date is a syntax error, and leaves the result alone") {
  for (const std::string_view wrong : {"", "2020", "2020-2-3", "2020-02-30", "2019-02-29", "1899-12-31", "2201-01-01",
                                       "2020-08-31 ", " 2020-08-31", "2020-08-31T00:00", "20200831"}) {
    CAPTURE(wrong);
    tertial_date out = 4711;
    Told error;
    CHECK(tertial_date_parse(wrong.data(), wrong.size(), &out, error) == TERTIAL_E_SYNTAX);
    CHECK(out == 4711);
  }
  sweep("tertial_date_parse", tertial_date_parse, TextIn("2024-02-29"), Out<tertial_date>());
  sweep("tertial_date_print", tertial_date_print, date_in(18505), Out<char>(TERTIAL_PRINTED_SIZE));
}

TEST_CASE("periods are read and written as SDMX does, and read as people say") {
  for (const char* const text :
       {"2020-08-31", "2020-W36", "2020-08", "2020-Q3", "2020-T2", "2020-S2", "2020", "1900", "2200-W01"}) {
    CHECK(printed(period(text)) == text);
  }
  const struct {
    const char* said;
    std::int32_t language, year;
    const char* meant;
  } all[] = {{"Jan-20", TERTIAL_SWEDISH, 0, "2020-01"},  {"mars", TERTIAL_SWEDISH, 2020, "2020-03"},
             {"T2 2020", TERTIAL_ENGLISH, 0, "2020-T2"}, {"tertial 2", TERTIAL_SWEDISH, 2020, "2020-T2"},
             {"helår 2020", TERTIAL_SWEDISH, 0, "2020"}, {"December 2019", TERTIAL_ENGLISH, 0, "2019-12"}};
  for (const auto& one : all) {
    CAPTURE(one.said);
    tertial_period out = 0;
    REQUIRE(tertial_period_parse(one.said, std::strlen(one.said), one.language, one.year, &out, nullptr) == TERTIAL_OK);
    CHECK(printed(out) == one.meant);
  }
  // The year is needed where the text has none, and the language where it decides.
  tertial_period out = 99;
  CHECK(tertial_period_parse("mars", 4, TERTIAL_SWEDISH, 0, &out, nullptr) == TERTIAL_E_SYNTAX);
  CHECK(tertial_period_parse("jan 20", 6, TERTIAL_ENGLISH, 2020, &out, nullptr) == TERTIAL_E_SYNTAX);
  CHECK(tertial_period_parse("2020-T4", 7, TERTIAL_ENGLISH, 0, &out, nullptr) == TERTIAL_E_SYNTAX);
  CHECK(tertial_period_parse("2201", 4, TERTIAL_ENGLISH, 0, &out, nullptr) == TERTIAL_E_SYNTAX);
  CHECK(tertial_period_parse("1899-12-31", 10, TERTIAL_ENGLISH, 0, &out, nullptr) == TERTIAL_E_SYNTAX);
  CHECK(tertial_period_parse(nullptr, 0, TERTIAL_ENGLISH, 0, &out, nullptr) == TERTIAL_E_SYNTAX);
  CHECK(out == 99);
  sweep("tertial_period_parse", tertial_period_parse, TextIn("tertial 2"), language(),
        Number<std::int32_t>(2020, {-1, 1, 1899, 2201, INT32_MAX, INT32_MIN}, TERTIAL_E_ARGUMENT),
        Out<tertial_period>());
  // The language of a plan is no answer here.
  CHECK(tertial_period_parse("2020", 4, TERTIAL_PLAN_LANGUAGE, 0, &out, nullptr) == TERTIAL_E_ARGUMENT);
  sweep("tertial_period_print", tertial_period_print, period_in(period("2020-W53")), Out<char>(TERTIAL_PRINTED_SIZE));
}

TEST_CASE("a period knows its days") {
  const struct {
    const char* text;
    std::int32_t granularity, year, index;
    const char *first, *last;
  } all[] = {{"2020-08-31", TERTIAL_DAY, 2020, 244, "2020-08-31", "2020-08-31"},
             {"2020-W53", TERTIAL_WEEK, 2020, 53, "2020-12-28", "2021-01-03"},
             {"2021-W01", TERTIAL_WEEK, 2021, 1, "2021-01-04", "2021-01-10"},
             {"2020-02", TERTIAL_MONTH, 2020, 2, "2020-02-01", "2020-02-29"},
             {"2020-Q3", TERTIAL_QUARTER, 2020, 3, "2020-07-01", "2020-09-30"},
             {"2020-T2", TERTIAL_TERTIAL, 2020, 2, "2020-05-01", "2020-08-31"},
             {"2020-S2", TERTIAL_HALF_YEAR, 2020, 2, "2020-07-01", "2020-12-31"},
             {"2020", TERTIAL_YEAR, 2020, 1, "2020-01-01", "2020-12-31"}};
  for (const auto& one : all) {
    CAPTURE(one.text);
    const tertial_period_info told = info(period(one.text));
    CHECK(told.granularity == one.granularity);
    CHECK(told.year == one.year);
    CHECK(told.index == one.index);
    CHECK(printed_day(told.first) == one.first);
    CHECK(printed_day(told.last) == one.last);
    tertial_period again = 0;
    REQUIRE(tertial_period_make(one.granularity, one.year, one.index, &again, nullptr) == TERTIAL_OK);
    CHECK(again == period(one.text));
  }
  sweep("tertial_period_get", tertial_period_get, period_in(period("2020-T2")), StructOut<tertial_period_info>());
}

TEST_CASE("a year has so many periods and no more") {
  const std::int32_t counts[] = {366, 53, 12, 4, 3, 2, 1};  // of 2020: leap, and with a 53rd week
  for (std::int32_t granularity = TERTIAL_DAY; granularity <= TERTIAL_YEAR; ++granularity) {
    tertial_period out = 5;
    Told error;
    CHECK(tertial_period_make(granularity, 2020, counts[granularity], &out, error) == TERTIAL_OK);
    out = 5;
    for (const std::int32_t none : {0, -1, counts[granularity] + 1, INT32_MAX, INT32_MIN}) {
      CHECK(tertial_period_make(granularity, 2020, none, &out, error) == TERTIAL_E_NOT_FOUND);
      CHECK(error.where() == "index");
    }
    CHECK(out == 5);
  }
  sweep("tertial_period_make", tertial_period_make, word(TERTIAL_WEEK, 7),
        Number<std::int32_t>(2020, {0, 1899, 2201, INT32_MAX, INT32_MIN}, TERTIAL_E_ARGUMENT),
        Number<std::int32_t>(53, {0, 54, INT32_MAX, INT32_MIN}, TERTIAL_E_NOT_FOUND), Out<tertial_period>());
}

TEST_CASE("every period but the last is followed by the one that begins the day after it") {
  for (std::int32_t granularity = TERTIAL_DAY; granularity <= TERTIAL_YEAR; ++granularity) {
    CAPTURE(granularity);
    tertial_period now = 0;
    const tertial_date first = day("1900-01-01");
    REQUIRE(tertial_periods_of(&first, 1, granularity, &now, nullptr) == TERTIAL_OK);
    tertial_period_info told = info(now);
    for (int i = 0; i < 20000 && told.last < day("2200-12-28"); ++i) {
      tertial_period next = 0;
      REQUIRE(tertial_period_shift(now, 1, &next, nullptr) == TERTIAL_OK);
      const tertial_period_info following = info(next);
      if (next != now + 1 || following.first != told.last + 1) FAIL(printed(now) << " and " << printed(next));
      now = next, told = following;
    }
  }
}

TEST_CASE("shifting there and back is where it began, and beyond the years is not found") {
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    const auto granularity = static_cast<std::int32_t>(random() % 7);
    const tertial_date any = -25567 + static_cast<tertial_date>(random() % (84370U + 25567U));
    const auto by = static_cast<std::int32_t>(random() % 400) - 200;
    tertial_period from = 0, there = 0, back = 0;
    REQUIRE(tertial_periods_of(&any, 1, granularity, &from, nullptr) == TERTIAL_OK);
    if (tertial_period_shift(from, by, &there, nullptr) != TERTIAL_OK) continue;
    CHECK(there == from + static_cast<tertial_period>(by));
    REQUIRE(tertial_period_shift(there, -by, &back, nullptr) == TERTIAL_OK);
    CHECK(back == from);
  }
  for (const char* const text : {"2020-08-31", "2020-W36", "2020-08", "2020-Q3", "2020-T2", "2020-S2", "2020"}) {
    CAPTURE(text);
    for (const std::int32_t far : {INT32_MAX, INT32_MIN, 1 << 28, -(1 << 28), 120000, -120000, 119999}) {
      tertial_period out = 3;
      Told error;
      CHECK(tertial_period_shift(period(text), far, &out, error) == TERTIAL_E_NOT_FOUND);
      CHECK(error.where() == "count");
      CHECK(out == 3);
    }
  }
  tertial_period out = 3;
  CHECK(tertial_period_shift(period("2200-T3"), 1, &out, nullptr) == TERTIAL_E_NOT_FOUND);
  CHECK(tertial_period_shift(period("1900-01"), -1, &out, nullptr) == TERTIAL_E_NOT_FOUND);
  CHECK(out == 3);
  sweep("tertial_period_shift", tertial_period_shift, period_in(period("2020-T2")),
        Number<std::int32_t>(-4, {-1000, 1000, INT32_MAX, INT32_MIN}, TERTIAL_E_NOT_FOUND), Out<tertial_period>());
}

TEST_CASE("what a period is part of, and what it is made of") {
  const struct {
    const char* of;
    std::int32_t to;
    const char* parent;
  } parents[] = {{"2020-05", TERTIAL_TERTIAL, "2020-T2"},
                 {"2020-05", TERTIAL_QUARTER, "2020-Q2"},
                 {"2020-W01", TERTIAL_MONTH, "2020-01"},  // 30 December to 5 January: Thursday 2 January
                 {"2020-Q4", TERTIAL_HALF_YEAR, "2020-S2"},
                 {"2020-08-31", TERTIAL_WEEK, "2020-W36"}};
  for (const auto& one : parents) {
    tertial_period out = 0;
    REQUIRE(tertial_period_parent(period(one.of), one.to, &out, nullptr) == TERTIAL_OK);
    CHECK(printed(out) == one.parent);
  }
  tertial_period first = 8;
  size_t count = 9;
  Told error;
  CHECK(tertial_period_parent(period("2020-Q2"), TERTIAL_TERTIAL, &first, error) == TERTIAL_E_NOT_FOUND);
  CHECK(tertial_period_parent(period("2020"), TERTIAL_MONTH, &first, error) == TERTIAL_E_NOT_FOUND);
  CHECK(tertial_period_range(period("2020-T2"), TERTIAL_QUARTER, &first, &count, error) == TERTIAL_E_NOT_FOUND);
  CHECK(tertial_period_range(period("2020-05"), TERTIAL_YEAR, &first, &count, error) == TERTIAL_E_NOT_FOUND);
  CHECK(first == 8);
  CHECK(count == 9);
  REQUIRE(tertial_period_range(period("2020-T2"), TERTIAL_MONTH, &first, &count, error) == TERTIAL_OK);
  CHECK(printed(first) == "2020-05");
  CHECK(count == 4);
  REQUIRE(tertial_period_range(period("2020-02"), TERTIAL_DAY, &first, &count, error) == TERTIAL_OK);
  CHECK(printed(first) == "2020-02-01");
  CHECK(count == 29);
  // Weeks whose Thursday lies in the year: 53 in 2020.
  REQUIRE(tertial_period_range(period("2020"), TERTIAL_WEEK, &first, &count, error) == TERTIAL_OK);
  CHECK(printed(first) == "2020-W01");
  CHECK(count == 53);
  sweep("tertial_period_parent", tertial_period_parent, period_in(period("2020-05")), word(TERTIAL_TERTIAL, 7),
        Out<tertial_period>());
  sweep("tertial_period_range", tertial_period_range, period_in(period("2020-T2")), word(TERTIAL_MONTH, 7),
        Out<tertial_period>(), Out<size_t>());
}

TEST_CASE("the periods of many days, into an array of their own or the days' own") {
  std::vector<tertial_date> days = {day("2020-01-01"), TERTIAL_NO_DATE, day("2020-08-31"), day("1900-01-01"),
                                    day("2200-12-31")};
  std::vector<tertial_period> out(days.size(), 1);
  REQUIRE(tertial_periods_of(days.data(), days.size(), TERTIAL_TERTIAL, out.data(), nullptr) == TERTIAL_OK);
  const std::vector<tertial_period> tertials = {period("2020-T1"), TERTIAL_NO_PERIOD, period("2020-T2"),
                                                period("1900-T1"), period("2200-T3")};
  CHECK(out == tertials);
  REQUIRE(tertial_periods_of(days.data(), days.size(), TERTIAL_TERTIAL, reinterpret_cast<tertial_period*>(days.data()),
                             nullptr) == TERTIAL_OK);
  CHECK(std::memcmp(days.data(), tertials.data(), sizeof(tertial_period) * tertials.size()) == 0);

  // The first that is no day is told, and nothing is written.
  Told error;
  for (const tertial_date wrong : {-25568, 84371, INT32_MAX, INT32_MIN + 1}) {
    std::vector<tertial_date> with_one(50, 0);
    with_one[42] = with_one[45] = wrong;
    std::vector<tertial_period> untouched(50, 7);
    CHECK(tertial_periods_of(with_one.data(), 50, TERTIAL_DAY, untouched.data(), error) == TERTIAL_E_ARGUMENT);
    CHECK(error.where() == "days/42");
    CHECK(untouched == std::vector<tertial_period>(50, 7));
  }
  CHECK(tertial_periods_of(nullptr, 0, TERTIAL_DAY, nullptr, error) == TERTIAL_OK);
  CHECK(tertial_periods_of(days.data(), 0, TERTIAL_DAY, out.data(), error) == TERTIAL_OK);
  static const tertial_date some[3] = {0, 1, 2};
  sweep("tertial_periods_of", tertial_periods_of, PointerIn(some),
        Number<size_t>(3, {SIZE_MAX, SIZE_MAX / 4, INT64_MAX}, TERTIAL_E_ARGUMENT), word(TERTIAL_WEEK, 7),
        Out<tertial_period>(3));
}

// Random rules are checked by period_oracle.py against a naive version; here is what each rule means.
#include "tertial/calendar/recurrence.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using tertial::Date;
using tertial::Per;
using tertial::Recurrence;
using tertial::Unit;

Date day(std::string_view text) { return Date::try_parse(text).value(); }
std::string dates(const Recurrence& rule, std::string_view start, std::string_view end) {
  std::string joined;
  for (const Date date : rule.due_dates(day(start), day(end))) joined += date.to_string() + " ";
  return joined;
}
int due(const Recurrence& rule, std::string_view start, std::string_view end, std::string_view as_of) {
  return rule.due_by(day(start), day(end), day(as_of));
}

}  // namespace

TEST_CASE("four times a year cuts the activity's part of the year in four") {
  const Recurrence rule = Recurrence::times_per(4, Per::year).value();
  // 333 days: 83, 166, 249 and 333 of them have passed by the end of each part.
  CHECK(dates(rule, "2020-02-03", "2020-12-31") == "2020-04-25 2020-07-17 2020-10-08 2020-12-31 ");
  CHECK(due(rule, "2020-02-03", "2020-12-31", "2020-08-31") == 2);
  CHECK(due(rule, "2020-02-03", "2020-12-31", "2020-10-07") == 2);
  CHECK(due(rule, "2020-02-03", "2020-12-31", "2020-10-08") == 3);
  CHECK(due(rule, "2020-02-03", "2020-12-31", "2030-01-01") == 4);
  CHECK(due(rule, "2020-02-03", "2020-12-31", "2020-02-02") == 0);
}

TEST_CASE("a whole year in four ends near the quarters") {
  const Recurrence rule = Recurrence::times_per(4, Per::year).value();
  CHECK(dates(rule, "2021-01-01", "2021-12-31") == "2021-04-01 2021-07-01 2021-09-30 2021-12-31 ");
}

TEST_CASE("each period touched asks for all its times, cut to the days covered") {
  const Recurrence twice_a_term = Recurrence::times_per(2, Per::term).value();
  CHECK(dates(twice_a_term, "2020-01-01", "2020-12-31") == "2020-03-31 2020-06-30 2020-09-30 2020-12-31 ");
  CHECK(dates(twice_a_term, "2020-06-21", "2020-07-10") == "2020-06-25 2020-06-30 2020-07-05 2020-07-10 ");
  const Recurrence once = Recurrence::times_per(1, Per::tertial).value();
  CHECK(dates(once, "2020-04-30", "2020-09-01") == "2020-04-30 2020-08-31 2020-09-01 ");
  const Recurrence half_yearly = Recurrence::times_per(2, Per::half_year).value();
  CHECK(dates(half_yearly, "2020-01-01", "2020-12-31") == dates(twice_a_term, "2020-01-01", "2020-12-31"));
}

TEST_CASE("with fewer days than parts due dates coincide, none before the start") {
  const Recurrence rule = Recurrence::times_per(4, Per::month).value();
  CHECK(dates(rule, "2020-03-31", "2020-03-31") == "2020-03-31 2020-03-31 2020-03-31 2020-03-31 ");
  CHECK(dates(rule, "2020-03-30", "2020-03-31") == "2020-03-30 2020-03-30 2020-03-30 2020-03-31 ");
  CHECK(due(rule, "2020-03-30", "2020-03-31", "2020-03-30") == 3);
  CHECK(due(rule, "2020-03-30", "2020-03-31", "2020-03-29") == 0);
}

TEST_CASE("every third week counts from the start and includes the end") {
  const Recurrence rule = Recurrence::every(3, Unit::week).value();
  CHECK(dates(rule, "2020-01-17", "2020-03-20") == "2020-02-07 2020-02-28 2020-03-20 ");
  CHECK(dates(rule, "2020-01-17", "2020-03-19") == "2020-02-07 2020-02-28 ");
  CHECK(due(rule, "2020-01-17", "2020-12-31", "2020-02-27") == 1);
  CHECK(due(rule, "2020-01-17", "2020-12-31", "2020-02-28") == 2);
  CHECK(dates(Recurrence::every(10, Unit::day).value(), "2020-02-20", "2020-03-11") == "2020-03-01 2020-03-11 ");
}

TEST_CASE("months and years are counted from the start and do not drift") {
  const Recurrence monthly = Recurrence::every(1, Unit::month).value();
  CHECK(dates(monthly, "2020-01-31", "2020-05-31") == "2020-02-29 2020-03-31 2020-04-30 2020-05-31 ");
  CHECK(due(monthly, "2020-01-31", "2020-12-31", "2020-02-28") == 0);
  CHECK(due(monthly, "2020-01-31", "2020-12-31", "2020-02-29") == 1);
  CHECK(due(monthly, "2020-01-31", "2020-12-31", "2020-04-29") == 2);
  CHECK(dates(Recurrence::every(2, Unit::month).value(), "2020-02-29", "2020-07-01") == "2020-04-29 2020-06-29 ");
  CHECK(dates(Recurrence::every(1, Unit::year).value(), "2020-02-29", "2024-03-01") ==
        "2021-02-28 2022-02-28 2023-02-28 2024-02-29 ");
}

TEST_CASE("an end before the start asks for nothing") {
  for (const Recurrence& rule :
       {Recurrence::times_per(4, Per::year).value(), Recurrence::every(1, Unit::day).value()}) {
    CHECK(rule.due_dates(day("2020-02-01"), day("2020-01-31")).empty());
    CHECK(due(rule, "2020-02-01", "2020-01-31", "2020-12-31") == 0);
  }
}

TEST_CASE("a thousand times a month for three centuries is counted at once") {
  const Recurrence rule = Recurrence::times_per(1000, Per::month).value();
  CHECK(rule.due_by(Date::earliest(), Date::latest(), Date::latest()) == 1000 * 12 * 301);
  CHECK(rule.due_by(Date::earliest(), Date::latest(), Date::earliest() + 30) == 1000);
}

TEST_CASE("the longest step leaves no date beyond the end") {
  const Recurrence rule = Recurrence::every(1000, Unit::year).value();
  CHECK(rule.due_dates(Date::earliest(), Date::latest()).empty());
}

TEST_CASE("a rule outside 1 to 1000 is refused") {
  CHECK(Recurrence::times_per(1000, Per::month).ok());
  CHECK(Recurrence::every(1000, Unit::day).ok());
  CHECK(Recurrence::times_per(0, Per::year).status().message() == "0 times per year: times go from 1 to 1000");
  CHECK(Recurrence::times_per(1001, Per::half_year).status().message() ==
        "1001 times per half_year: times go from 1 to 1000");
  CHECK(Recurrence::every(0, Unit::week).status().message() == "every 0 week: steps go from 1 to 1000");
  CHECK_FALSE(Recurrence::every(-3, Unit::week).ok());
  CHECK_FALSE(Recurrence::every(1001, Unit::year).ok());
}

TEST_CASE("the words of a recurrence read back") {
  for (const Per per : tertial::kPers) CHECK(tertial::parse_per(to_string(per)) == per);
  for (const Unit unit : tertial::kUnits) CHECK(tertial::parse_unit(to_string(unit)) == unit);
  CHECK(tertial::parse_per("term") == Per::term);
  CHECK(tertial::parse_unit("week") == Unit::week);
  CHECK_FALSE(tertial::parse_per("week").has_value());
  CHECK_FALSE(tertial::parse_unit("tertial").has_value());
  CHECK(granularity_of(Per::term) == tertial::Granularity::half_year);
}

TEST_CASE("a recurrence keeps its rule as it was given") {
  const Recurrence rule = Recurrence::times_per(2, Per::term).value();
  CHECK(std::get<tertial::TimesPer>(rule.rule()) == tertial::TimesPer{2, Per::term});
  CHECK(rule == Recurrence::times_per(2, Per::term).value());
  CHECK(rule != Recurrence::times_per(2, Per::half_year).value());
  CHECK(rule != Recurrence::every(2, Unit::week).value());
}

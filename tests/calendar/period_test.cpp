// Arithmetic, parents and children over all of 1900 to 2200 are checked by period_oracle.py; here is what
// each means.
#include "tertial/calendar/period.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace {

using tertial::Date;
using tertial::Granularity;
using tertial::kGranularities;
using tertial::Period;
using tertial::PeriodRange;

Date day(std::string_view text) { return Date::try_parse(text).value(); }
Period period(std::string_view text) { return Period::try_parse(text).value(); }
std::string fault(std::string_view text) { return std::string(Period::parse(text).status().message()); }
std::string parent(std::string_view text, Granularity granularity) {
  const std::optional<Period> found = period(text).parent(granularity);
  return found ? found->to_string() : "none";
}
std::vector<std::string> texts(const PeriodRange& range) {
  std::vector<std::string> all;
  for (const Period each : range) all.push_back(each.to_string());
  return all;
}

static_assert(sizeof(Period) == 4 && std::is_trivially_copyable_v<Period>);
static_assert(std::forward_iterator<PeriodRange::iterator>);
static_assert(Period::try_parse("2020-T2")->last() == *Date::try_parse("2020-08-31"));

}  // namespace

TEST_CASE("a day lies in one period of each granularity") {
  const Date date = day("2020-08-31");
  CHECK(Period::of(date, Granularity::day).to_string() == "2020-08-31");
  CHECK(Period::of(date, Granularity::week).to_string() == "2020-W36");
  CHECK(Period::of(date, Granularity::month).to_string() == "2020-08");
  CHECK(Period::of(date, Granularity::quarter).to_string() == "2020-Q3");
  CHECK(Period::of(date, Granularity::tertial).to_string() == "2020-T2");
  CHECK(Period::of(date, Granularity::half_year).to_string() == "2020-S2");
  CHECK(Period::of(date, Granularity::year).to_string() == "2020");
}

TEST_CASE("a period knows its first and last day") {
  const auto days = [](std::string_view text) {
    return period(text).first().to_string() + " " + period(text).last().to_string();
  };
  CHECK(days("2020-08-31") == "2020-08-31 2020-08-31");
  CHECK(days("2020-W36") == "2020-08-31 2020-09-06");
  CHECK(days("2020-02") == "2020-02-01 2020-02-29");
  CHECK(days("1900-02") == "1900-02-01 1900-02-28");
  CHECK(days("2020-Q3") == "2020-07-01 2020-09-30");
  CHECK(days("2020-T1") == "2020-01-01 2020-04-30");
  CHECK(days("2020-T2") == "2020-05-01 2020-08-31");
  CHECK(days("2020-T3") == "2020-09-01 2020-12-31");
  CHECK(days("2020-S1") == "2020-01-01 2020-06-30");
  CHECK(days("2200") == "2200-01-01 2200-12-31");
}

TEST_CASE("ISO weeks belong to the year of their Thursday") {
  // The examples of ISO 8601 and of common references.
  CHECK(Period::of(day("2021-01-03"), Granularity::week).to_string() == "2020-W53");
  CHECK(Period::of(day("2008-12-29"), Granularity::week).to_string() == "2009-W01");
  CHECK(Period::of(day("2010-01-03"), Granularity::week).to_string() == "2009-W53");
  CHECK(Period::of(day("2005-01-01"), Granularity::week).to_string() == "2004-W53");
  CHECK(Period::of(day("2007-01-01"), Granularity::week).to_string() == "2007-W01");
  CHECK(period("2020-W53").year() == 2020);
  CHECK(period("2020-W53").last() == day("2021-01-03"));
  CHECK(Period::count_in_year(Granularity::week, 2019) == 52);
  CHECK(Period::count_in_year(Granularity::week, 2020) == 53);
  CHECK(Period::count_in_year(Granularity::week, 2026) == 53);
}

TEST_CASE("a period knows its place in the year") {
  CHECK(period("2020-12-31").index_in_year() == 366);
  CHECK(period("2019-12-31").index_in_year() == 365);
  CHECK(period("2020-W36").index_in_year() == 36);
  CHECK(period("2020-08").index_in_year() == 8);
  CHECK(period("2020-Q3").index_in_year() == 3);
  CHECK(period("2020-T2").index_in_year() == 2);
  CHECK(period("2020-S2").index_in_year() == 2);
  CHECK(period("2020").index_in_year() == 1);
  CHECK(period("2020-T2").year() == 2020);
}

TEST_CASE("a period is made of granularity, year and index, or not at all") {
  for (const Granularity granularity : kGranularities) {
    CAPTURE(to_string(granularity));
    const int count = Period::count_in_year(granularity, 2020);
    const Period last = Period::try_make(granularity, 2020, count).value();
    CHECK(last.granularity() == granularity);
    CHECK(last.year() == 2020);
    CHECK(last.index_in_year() == count);
    CHECK_FALSE(Period::try_make(granularity, 2020, count + 1).has_value());
    CHECK_FALSE(Period::try_make(granularity, 2020, 0).has_value());
    CHECK_FALSE(Period::try_make(granularity, 1899, 1).has_value());
    CHECK_FALSE(Period::try_make(granularity, 2201, 1).has_value());
  }
  CHECK(Period::try_make(Granularity::day, 2020, 60)->to_string() == "2020-02-29");
  CHECK_FALSE(Period::try_make(Granularity::week, 2019, 53).has_value());
}

TEST_CASE("periods step over year ends") {
  CHECK(period("2020-T3").next().to_string() == "2021-T1");
  CHECK(period("2020-T1").previous().to_string() == "2019-T3");
  CHECK(period("2020-W53").next().to_string() == "2021-W01");
  CHECK(period("2019-W52").next().to_string() == "2020-W01");
  CHECK(period("2020-12").next().to_string() == "2021-01");
  CHECK(period("2020-02-28").next().to_string() == "2020-02-29");
  CHECK((period("2020-Q3") + 6).to_string() == "2022-Q1");
  CHECK((period("2020-Q3") - 3).to_string() == "2019-Q4");
  CHECK((period("1970-W01") - 1).to_string() == "1969-W52");
  CHECK(period("2020-08") - period("2019-08") == 12);
  CHECK(period("2019-S2") - period("2020-S2") == -2);
  CHECK(period("2020-01-01") - period("1900-01-01") == 43829);
}

TEST_CASE("a month has every coarser parent") {
  CHECK(parent("2020-08", Granularity::quarter) == "2020-Q3");
  CHECK(parent("2020-08", Granularity::tertial) == "2020-T2");
  CHECK(parent("2020-08", Granularity::half_year) == "2020-S2");
  CHECK(parent("2020-08", Granularity::year) == "2020");
  CHECK(parent("2020-08", Granularity::month) == "2020-08");
  CHECK(parent("2020-08", Granularity::week) == "none");
  CHECK(parent("2020-08", Granularity::day) == "none");
}

TEST_CASE("quarters and tertials, tertials and half-years overlap and are not parents") {
  CHECK(parent("2020-Q2", Granularity::tertial) == "none");
  CHECK(parent("2020-Q1", Granularity::tertial) == "none");
  CHECK(parent("2020-T1", Granularity::half_year) == "none");
  CHECK(parent("2020-T2", Granularity::half_year) == "none");
  CHECK(parent("2020-Q2", Granularity::half_year) == "2020-S1");
  CHECK(parent("2020-T3", Granularity::year) == "2020");
  CHECK(parent("2020-T3", Granularity::tertial) == "2020-T3");
  CHECK(parent("2020", Granularity::tertial) == "none");
}

TEST_CASE("a week goes where its Thursday is") {
  CHECK(parent("2020-W53", Granularity::year) == "2020");
  CHECK(parent("2020-W53", Granularity::month) == "2020-12");
  CHECK(parent("2020-W01", Granularity::month) == "2020-01");    // Monday is 2019-12-30
  CHECK(parent("2020-W36", Granularity::tertial) == "2020-T3");  // Monday is 2020-08-31
  CHECK(parent("2020-W18", Granularity::tertial) == "2020-T1");  // Thursday is 2020-04-30
  CHECK(parent("2020-08-31", Granularity::week) == "2020-W36");
}

TEST_CASE("the children of a period are those it is the parent of") {
  CHECK(texts(period("2020-T2").children(Granularity::month)) ==
        std::vector<std::string>{"2020-05", "2020-06", "2020-07", "2020-08"});
  CHECK(texts(period("2020").children(Granularity::tertial)) ==
        std::vector<std::string>{"2020-T1", "2020-T2", "2020-T3"});
  CHECK(texts(period("2020-02").children(Granularity::week)) ==
        std::vector<std::string>{"2020-W06", "2020-W07", "2020-W08", "2020-W09"});
  CHECK(texts(period("2020-Q3").children(Granularity::quarter)) == std::vector<std::string>{"2020-Q3"});
  CHECK(period("2020").children(Granularity::day).size() == 366);
  CHECK(period("2020").children(Granularity::week).size() == 53);
  CHECK(period("2020-W36").children(Granularity::day).size() == 7);
  CHECK(period("2020-S1").children(Granularity::tertial).empty());
  CHECK(period("2020-T1").children(Granularity::quarter).empty());
  CHECK(period("2020-08").children(Granularity::year).empty());
}

TEST_CASE("a period contains days and whole periods") {
  CHECK(period("2020-T2").contains(day("2020-05-01")));
  CHECK(period("2020-T2").contains(day("2020-08-31")));
  CHECK_FALSE(period("2020-T2").contains(day("2020-04-30")));
  CHECK_FALSE(period("2020-T2").contains(day("2020-09-01")));
  CHECK(period("2020-T2").contains(period("2020-06")));
  CHECK(period("2020-T2").contains(period("2020-T2")));
  CHECK_FALSE(period("2020-T2").contains(period("2020-Q2")));
  CHECK_FALSE(period("2020-T2").contains(period("2020-W36")));
  CHECK_FALSE(period("2020-T2").contains(period("2020")));
}

TEST_CASE("periods order by granularity, then by time") {
  std::vector<Period> sorted;
  for (const std::string_view text : {"2020", "2019", "2020-T1", "2019-T3", "2020-01", "1960-W10", "2020-01-01"}) {
    sorted.push_back(period(text));
  }
  std::sort(sorted.begin(), sorted.end());
  std::string joined;
  for (const Period each : sorted) joined += each.to_string() + " ";
  CHECK(joined == "2020-01-01 1960-W10 2020-01 2019-T3 2020-T1 2019 2020 ");
  CHECK(period("1969-12-31") < period("1970-01-01"));
  CHECK(period("2020-T1") != period("2020-S1"));
  CHECK(Period().to_string() == "1970-01-01");
}

TEST_CASE("a range contains its own periods and none of another length") {
  const PeriodRange months = period("2020-T2").children(Granularity::month);
  CHECK(months.contains(period("2020-05")));
  CHECK(months.contains(period("2020-08")));
  CHECK_FALSE(months.contains(period("2020-04")));
  CHECK_FALSE(months.contains(period("2020-09")));
  CHECK_FALSE(months.contains(period("2020-T2")));
  CHECK_FALSE(months.contains(period("2020-05-01")));
  CHECK_FALSE(PeriodRange().contains(Period()));
}

TEST_CASE("ends_before compares periods of different length in time") {
  CHECK(ends_before(period("2020-T1"), period("2020-05")));
  CHECK(ends_before(period("2020-08"), period("2020-Q3")));
  CHECK_FALSE(ends_before(period("2020-Q3"), period("2020-08")));
  CHECK(ends_before(period("2020"), period("2020-T3")));
  CHECK(ends_before(period("2020-T3"), period("2020-12")));
  CHECK(ends_before(period("2020-12"), period("2020-12-31")));
  CHECK_FALSE(ends_before(period("2020"), period("2020")));
}

TEST_CASE("canonical text reads back, and nothing else reads") {
  for (const std::string_view text : {"2020-08-31", "2020-W36", "2020-W01", "2020-08", "2020-Q3", "2020-T2", "2020-S2",
                                      "2020", "1900", "2200", "1900-W01", "2200-W52"}) {
    CAPTURE(text);
    CHECK(period(text).to_string() == text);
    CHECK(Period::parse(text).value() == period(text));
  }
  for (const std::string_view text :
       {"",         "2",       "202",    "20200",     "2020-",   "2020-1",  "2020-001", "2020-W1", "2020-W001",
        "2020-w36", "2020W36", "2020-T", "2020-T02",  "2020-t2", "2020-H1", "2020-M08", "2020-A1", "2020 T2",
        "T2 2020",  " 2020",   "2020 ",  "2020-8-31", "+020",    "20.0",    "2020-+8",  "2020-0\0"}) {
    CAPTURE(text);
    CHECK_FALSE(Period::try_parse(text).has_value());
    CHECK(Period::parse(text).status().code() == absl::StatusCode::kInvalidArgument);
  }
}

TEST_CASE("a refused period says what is wrong") {
  CHECK(fault("2020-T4") == "2020-T4: a year has tertials T1 to T3");
  CHECK(fault("2020-T0") == "2020-T0: a year has tertials T1 to T3");
  CHECK(fault("2020-Q5") == "2020-Q5: a year has quarters Q1 to Q4");
  CHECK(fault("2020-S3") == "2020-S3: a year has half-years S1 and S2");
  CHECK(fault("2020-13") == "2020-13: a year has months 01 to 12");
  CHECK(fault("2019-W53") == "2019-W53: 2019 has 52 ISO weeks");
  CHECK(fault("2020-W54") == "2020-W54: 2020 has 53 ISO weeks");
  CHECK(fault("1899-T1") == "1899-T1: years go from 1900 to 2200");
  CHECK(fault("2201") == "2201: years go from 1900 to 2200");
  CHECK(fault("2020-02-30") == "2020-02-30: February 2020 has 29 days");
  CHECK(fault("tertial") ==
        "\"tertial\" is no period: periods are written 2020, 2020-S2, 2020-T2, 2020-Q3, 2020-08, 2020-W36 or "
        "2020-08-31");
}

TEST_CASE("a range runs from its first through its last period") {
  const PeriodRange range(period("2020-11"), period("2021-02"));
  CHECK(texts(range) == std::vector<std::string>{"2020-11", "2020-12", "2021-01", "2021-02"});
  CHECK(range.size() == 4);
  CHECK(std::distance(range.begin(), range.end()) == 4);
  CHECK(PeriodRange(period("2020"), period("2020")).size() == 1);
  CHECK(PeriodRange(period("2020"), period("2019")).empty());
  CHECK(PeriodRange().empty());
  CHECK(texts(PeriodRange()).empty());
}

TEST_CASE("a period's code says it all: it reads back, and the next period has one more") {
  for (const std::string_view text : {"2020-08-31", "2020-W36", "2020-08", "2020-Q3", "2020-T2", "2020-S2", "2020"}) {
    const Period period = Period::parse(text).value();
    CAPTURE(text);
    CHECK(Period::from_code(period.code()) == period);
    CHECK(Period::from_code(period.code() + 1) == period.next());
    CHECK((period.code() >> 28) == static_cast<std::uint32_t>(period.granularity()));
  }
}

TEST_CASE("a number that is no period's code, or of one outside the years, is refused") {
  CHECK_FALSE(Period::from_code(0));
  CHECK_FALSE(Period::from_code(1));
  CHECK_FALSE(Period::from_code(0xFFFFFFFF));
  CHECK_FALSE(Period::from_code(0x70000000 + (1U << 27) + 2020));  // of no granularity
  CHECK(Period::from_code(Period::parse("1900").value().code()));
  CHECK_FALSE(Period::from_code(Period::parse("1900").value().code() - 1));
  CHECK(Period::from_code(Period::parse("2200-12").value().code()));
  CHECK_FALSE(Period::from_code(Period::parse("2200-12").value().code() + 1));
  CHECK(Period::from_code(Period::of(tertial::Date::latest(), tertial::Granularity::week).code()));
}

// What measures count in single cases, the way C++ asks for it. Random records are compared with a count by the book in
// random_records_check.py.
#include "tertial/measure/measure.hpp"

#include <doctest/doctest.h>

#include <string_view>
#include <vector>

using namespace tertial;

namespace {

using Days = std::vector<std::int32_t>;
using Figures = std::vector<std::int64_t>;

Period period(std::string_view text) { return *Period::parse(text); }
std::int32_t day(std::string_view text) { return text.empty() ? kNoDay : Date::parse(text)->days(); }
Days days(std::initializer_list<std::string_view> texts) {
  Days result;
  for (const std::string_view text : texts) result.push_back(day(text));
  return result;
}
MeasureFrame frame(std::string_view first, std::string_view last, std::string_view until = "") {
  MeasureFrame::Options options = {.first = period(first), .last = period(last)};
  if (!until.empty()) options.observed_until = *Date::parse(until);
  return *MeasureFrame::make(std::move(options));
}

}  // namespace

TEST_CASE("188 reports can be about 167 children") {
  // The figures of the source: some children are reported twice.
  Days reported;
  std::vector<std::uint32_t> child;
  for (std::uint32_t i = 0; i < 188; ++i) {
    reported.push_back(day("2020-07-01") + static_cast<std::int32_t>(i % 31));
    child.push_back(i % 167);
  }
  CountMeasure reports = *CountMeasure::make({.frame = frame("2020-07", "2020-07")});
  DistinctMeasure children = *DistinctMeasure::make({.frame = frame("2020-07", "2020-07")});
  REQUIRE(reports.add({.start = reported}).ok());
  REQUIRE(children.add({.start = reported, .person = child}).ok());
  CHECK(reports.finish().numerator == Figures{188});
  CHECK(children.finish().numerator == Figures{167});
}

TEST_CASE("half a year is 183 days or six months, which is not the same") {
  // On 29 February 2020 the first has gone on for 184 days, and for six months to the day.
  const Days start = days({"2019-08-29", "2019-08-28"});
  const Days end = days({"", ""});
  const MeasureFrame february = frame("2020-02", "2020-03");
  SnapshotMeasure by_days = *SnapshotMeasure::make({.frame = february, .longer_than = Duration::days(183)});
  SnapshotMeasure by_months = *SnapshotMeasure::make({.frame = february, .longer_than = Duration::months(6)});
  REQUIRE(by_days.add({.start = start, .end = end}).ok());
  REQUIRE(by_months.add({.start = start, .end = end}).ok());
  CHECK(by_days.finish().numerator == Figures{2, 2});
  CHECK(by_months.finish().numerator == Figures{1, 2});
  CHECK(by_months.finish().denominator == Figures{2, 2});
}

TEST_CASE("an episode is not ongoing on the day it ends, and one that ends as it begins is so at no time") {
  SnapshotMeasure placed = *SnapshotMeasure::make({.frame = frame("2020-01", "2020-02"), .care_days = true});
  REQUIRE(placed
              .add({.start = days({"2020-01-30", "2020-01-31", "2020-01-10"}),
                    .end = days({"2020-01-31", "2020-01-31", "2020-02-02"})})
              .ok());
  const MeasuredTable table = placed.finish();
  CHECK(table.denominator == Figures{1, 0});
  CHECK(table.days == Figures{1 + 0 + 22, 1});
  CHECK(table.numerator.empty());
  CHECK(table.value(0) == 1);
}

TEST_CASE("who came back on the day of leaving did not come back") {
  CohortMeasure away =
      *CohortMeasure::make({.frame = frame("2020-01", "2020-01", "2021-12-31"), .followed = Duration::days(365)});
  const std::vector<std::uint64_t> person = {7, 7, 8, 8, 9, 9};
  REQUIRE(away.add({.start = days({"2019-06-01", "2020-01-15", "2019-06-01", "2021-01-14", "2019-06-01", "2021-01-15"}),
                    .end = days({"2020-01-15", "", "2020-01-15", "", "2020-01-15", ""}),
                    .person = person})
              .ok());
  // 7 is back on the same day; 8 on day 365; 9 on day 366.
  const MeasuredTable table = away.finish();
  CHECK(table.denominator == Figures{3});
  CHECK(table.numerator == Figures{2});
  CHECK(table.held == Figures{0});
}

TEST_CASE("who left too lately is held back, and said to be") {
  CohortMeasure away =
      *CohortMeasure::make({.frame = frame("2020-01", "2020-02", "2021-01-31"), .followed = Duration::months(12)});
  const std::vector<std::uint32_t> person = {1, 2};
  REQUIRE(away.add({.start = days({"2019-06-01", "2019-06-01"}),
                    .end = days({"2020-01-31", "2020-02-01"}),
                    .person = person})
              .ok());
  const MeasuredTable table = away.finish();
  CHECK(table.denominator == Figures{1, 0});
  CHECK(table.held == Figures{0, 1});
}

TEST_CASE("a child who moves between units is placed all year, and counts where it is at the end") {
  WindowMeasure talked_to = *WindowMeasure::make(
      {.frame = *MeasureFrame::make({.first = period("2020"), .last = period("2020"), .groups = {2}}),
       .window = Duration::months(12),
       .at_least = 2,
       .presence = Presence::throughout,
       .kinds = 0b01});
  const std::vector<std::uint8_t> unit = {0, 1, 0};
  const std::vector<std::uint32_t> child = {1, 1, 2};
  REQUIRE(talked_to
              .add_persons({.groups = {unit},
                            .start = days({"2019-12-31", "2020-06-01", "2020-01-02"}),
                            .end = days({"2020-06-01", "", ""}),
                            .person = child})
              .ok());
  const std::vector<std::uint32_t> of = {1, 1, 1, 2};
  const std::vector<std::uint8_t> kind = {0, 0, 1, 0};  // physical, video
  REQUIRE(
      talked_to
          .add({.start = days({"2020-01-01", "2020-12-31", "2020-05-05", "2020-05-05"}), .person = of, .kind = kind})
          .ok());
  const MeasuredTable table = talked_to.finish();
  CHECK(table.denominator == Figures{0, 1});
  CHECK(table.numerator == Figures{0, 1});
  CHECK(table.counts.outside == 1);
}

TEST_CASE("a deadline that ends with the last day observed has been missed by then") {
  DeadlineMeasure inquiry =
      *DeadlineMeasure::make({.frame = frame("2020-01", "2020-01", "2020-05-31"), .within = Duration::months(4)});
  REQUIRE(inquiry
              .add({.start = days({"2020-01-31", "2020-01-30", "2020-01-31", "2020-01-31"}),
                    .end = days({"2020-05-31", "", "", "2020-06-01"})})
              .ok());
  const MeasuredTable table = inquiry.finish();
  CHECK(table.numerator == Figures{1});
  CHECK(table.denominator == Figures{4});
  CHECK(table.held == Figures{0});
}

TEST_CASE("columns of different length are refused, and both are named") {
  CohortMeasure away = *CohortMeasure::make({.frame = frame("2020-01", "2020-01"), .followed = Duration::days(1)});
  const std::vector<std::uint32_t> person = {1, 2};
  const absl::Status status = away.add({.start = days({"2020-01-01", ""}), .end = days({""}), .person = person});
  CHECK(status.message() == "end: 1 rows, where start has 2");
  CHECK(away.finish().counts.rows == 0);
}

TEST_CASE("a copy of a measure and the one it was made from count on their own") {
  DistinctMeasure one = *DistinctMeasure::make({.frame = frame("2020", "2020")});
  const std::vector<std::uint32_t> person = {1, 2, 3};
  REQUIRE(one.add({.start = days({"2020-01-01", "2020-01-02", "2020-01-03"}), .person = person}).ok());
  DistinctMeasure other = one;
  REQUIRE(other.add({.start = days({"2020-01-01"}), .person = std::vector<std::uint32_t>{4}}).ok());
  CHECK(one.finish().numerator == Figures{3});
  CHECK(other.finish().numerator == Figures{4});
  REQUIRE(other.merge(other).ok());
  CHECK(other.finish().numerator == Figures{4});
  one = other;
  CHECK(one.serialize() == other.serialize());
}

TEST_CASE("measures of no records are measures") {
  const Measure measure = Measure(*MeanMeasure::make({.frame = frame("2020-01", "2020-02")}));
  const std::string bytes = std::visit([](const auto& one) { return one.serialize(); }, measure);
  absl::StatusOr<Measure> read = deserialize_measure(bytes);
  REQUIRE(read.ok());
  REQUIRE(merge(*read, measure).ok());
  CHECK_FALSE(merge(*read, Measure(*DistinctMeasure::make({.frame = frame("2020-01", "2020-02")}))).ok());
  const MeasuredTable table = std::get<MeanMeasure>(*read).finish();
  CHECK(table.denominator == Figures{0, 0});
  CHECK_FALSE(table.value(0));
}

#include "tertial/measure/frame.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace tertial;

namespace {

Period period(std::string_view text) { return *Period::parse(text); }
std::string refusal(MeasureFrame::Options options) {
  const absl::StatusOr<MeasureFrame> made = MeasureFrame::make(std::move(options));
  return made.ok() ? "made" : std::string(made.status().message());
}

}  // namespace

TEST_CASE("a frame has a cell for each combination of groups, the last one running fastest") {
  const MeasureFrame frame =
      *MeasureFrame::make({.first = period("2020-01"), .last = period("2020-12"), .groups = {3, 2}});
  CHECK(frame.periods() == 12);
  CHECK(frame.cells() == 6);
  CHECK(frame.figures() == 72);
  CHECK(frame.codes(5) == std::array<std::uint32_t, kMostGroups>{2, 1, 0, 0});
  CHECK(frame.codes(2) == std::array<std::uint32_t, kMostGroups>{1, 0, 0, 0});
  CHECK(frame.index(5, 11) == 71);
}

TEST_CASE("a period is over when the records reach its last day") {
  const MeasureFrame frame = *MeasureFrame::make(
      {.first = period("2020-01"), .last = period("2020-03"), .observed_until = *Date::parse("2020-02-29")});
  CHECK(frame.is_over(0));
  CHECK(frame.is_over(1));
  CHECK_FALSE(frame.is_over(2));
}

TEST_CASE("a frame refuses what makes no table, naming the member") {
  const Period january = period("2020-01");
  CHECK(refusal({.first = january, .last = period("2020-T1")}).starts_with("last: 2020-T1 is not of the length"));
  CHECK(refusal({.first = january, .last = period("2019-12")}).starts_with("last: 2019-12 comes before"));
  CHECK(refusal({.first = january, .last = january, .groups = {1, 1, 1, 1, 1}}).starts_with("groups: 5"));
  CHECK(refusal({.first = january, .last = january, .groups = {2, 0}}) == "groups/1: no codes");
  CHECK(
      refusal({.first = january, .last = january, .groups = {1U << 31, 1U << 31}}).starts_with("groups/0: more than"));
  CHECK(
      refusal({.first = january, .last = january, .groups = {1U << 16, 1U << 16}}).starts_with("groups/1: more than"));
  CHECK(refusal({.first = period("1900-01-01"), .last = period("2200-12-31")}).starts_with("last: 109938 periods"));
}

TEST_CASE("codes of every width find their cell, and those of no group find none") {
  const MeasureFrame frame =
      *MeasureFrame::make({.first = period("2020"), .last = period("2020"), .groups = {3, 2, 2}});
  const std::vector<std::uint8_t> first = {0, 2, 3, 255, 1};
  const std::vector<std::uint16_t> second = {0, 1, 0, 0, 65535};
  const std::vector<std::uint32_t> third = {1, 1, 0, 0, 0};
  const Records records = {.groups = {first, second, third}};
  std::array<std::uint32_t, 5> cells = {};
  measure_detail::cells_of(frame, records, 0, 5, cells.data());
  CHECK(cells == std::array<std::uint32_t, 5>{1, 11, 12, 12, 12});
  measure_detail::cells_of(frame, records, 1, 2, cells.data());
  CHECK(cells[0] == 11);
}

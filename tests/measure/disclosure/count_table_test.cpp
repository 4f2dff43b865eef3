#include "tertial/measure/disclosure/count_table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tertial/text.hpp"

using tertial::CountCell;
using tertial::CountColumn;
using tertial::CountTable;
using tertial::PublishedTable;
using tertial::SuppressionPattern;
using tertial::TableShape;

namespace {

std::string message_of(const absl::Status& status) { return std::string(tertial::from_absl(status.message())); }

TableShape two_tertials() {
  return TableShape::make({"North", "South"}, {{"T1"}, {"jan", 0}, {"feb", 0}, {"May to June"}, {"may", 3}, {"jun", 3}})
      .value();
}

}  // namespace

TEST_CASE("totals and subtotals are made of the counts, wherever the columns stand") {
  const CountTable table =
      CountTable::make(two_tertials(), std::vector<std::int64_t>{3, 20, 1, 2, 10, 40, 5, 6}).value();
  CHECK(table.shape().leaves() == std::vector<std::uint32_t>{1, 2, 4, 5});
  CHECK(table.at({0, 0}) == 23);
  CHECK(table.at({0, 3}) == 3);
  CHECK(table.at({0, 6}) == 26);
  CHECK(table.at({2, 0}) == 73);
  CHECK(table.at({2, 5}) == 8);
  CHECK(table.at({2, 6}) == 87);
  CHECK(table.shape().place({0, 3}) == "row North, column May to June");
  CHECK(table.shape().place({2, 6}) == "row total, column total");
}

TEST_CASE("a shape without cells, with sums of sums of itself, or too large is refused") {
  CHECK_FALSE(TableShape::make({}, {{"a"}}).ok());
  CHECK_FALSE(TableShape::make({"a"}, {}).ok());
  CHECK(message_of(TableShape::make({"a"}, {{"b"}, {"c", 2}}).status()) ==
        "columns/1: part of a column beyond the last");
  CHECK(message_of(TableShape::make({"a"}, {{"b", 0}}).status()) == "columns/0: part of itself");
  CHECK_FALSE(TableShape::make({"a"}, {{"b", 1}, {"c", 2}, {"d", 0}}).ok());
  CHECK_FALSE(TableShape::make({"a"}, {{"x", 1}, {"b", 2}, {"c", 1}}).ok());
  CHECK_FALSE(TableShape::make(std::vector<std::string>(3000), std::vector<CountColumn>(3000)).ok());
  std::vector<CountColumn> deep;
  for (std::uint32_t i = 0; i < 30; ++i) deep.push_back({.part_of = i + 1});
  deep.push_back({});
  CHECK_FALSE(TableShape::make({"a"}, deep).ok());
}

TEST_CASE("counts that are negative, too many or too large are refused by their place") {
  const TableShape shape = TableShape::make({"r"}, {{"a"}, {"b"}}).value();
  CHECK(message_of(CountTable::make(shape, std::vector<std::int64_t>{1, -7}).status()) ==
        "row r, column b: a count is not negative");
  CHECK(message_of(CountTable::make(shape, std::vector<std::int64_t>{CountTable::kMostPeople, 1}).status()) ==
        "row r, column b: the counts are too large");
  CHECK(CountTable::make(shape, std::vector<std::int64_t>{CountTable::kMostPeople, 0}).ok());
  CHECK_FALSE(CountTable::make(shape, std::vector<std::int64_t>{1}).ok());
}

TEST_CASE("others see neither hidden cells nor margins that are left out") {
  const TableShape shape = TableShape::make({"r"}, {{"a"}, {"b"}}, {.column_totals = false}).value();
  const CountTable table = CountTable::make(shape, std::vector<std::int64_t>{7, 8}).value();
  SuppressionPattern pattern(shape);
  pattern.hide({0, 1});
  const PublishedTable seen(table, pattern);
  CHECK(seen.at({0, 0}) == 7);
  CHECK(seen.at({0, 1}) == std::nullopt);
  CHECK(seen.at({0, 2}) == 15);
  CHECK(seen.at({1, 0}) == std::nullopt);
  CHECK(seen.at({1, 2}) == 15);
}

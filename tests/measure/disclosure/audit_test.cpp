#include "tertial/measure/disclosure/audit.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tables.hpp"
#include "tertial/text.hpp"

using namespace disclosure_test;
using tertial::audit;

namespace {

constexpr std::uint64_t kSeed = 20240817;

CountTable table_of(const TableShape& shape, const std::vector<std::int64_t>& counts) {
  return CountTable::make(shape, counts).value();
}

SuppressionPattern hidden(const TableShape& shape, const std::vector<CountCell>& cells) {
  SuppressionPattern pattern(shape);
  for (const CountCell cell : cells) pattern.hide(cell);
  return pattern;
}

CountInterval interval_of(const std::vector<AuditedCell>& seen, CountCell cell) {
  for (const AuditedCell& each : seen) {
    if (each.cell == cell) return each.interval;
  }
  FAIL("the cell was not audited");
  return {};
}

std::string message_of(const PublishedTable& table) {
  return std::string(tertial::from_absl(audit(table).status().message()));
}

}  // namespace

TEST_CASE("a single hidden cell in a line is worked out") {
  const CountTable table = table_of(Random::plain(2, 3), {3, 20, 30, 11, 12, 13});
  const std::vector<AuditedCell> seen = audit(table, hidden(table.shape(), {{0, 0}})).value();
  CHECK(seen == std::vector<AuditedCell>{{{0, 0}, {.low = 3, .high = 3}}});
  CHECK(seen[0].interval.is_exact());
}

TEST_CASE("four hidden cells at the corners of a rectangle go up and down together") {
  const CountTable table = table_of(Random::plain(3, 3), {1, 2, 30, 4, 5, 6, 7, 0, 9});
  const std::vector<AuditedCell> seen = audit(table, hidden(table.shape(), {{0, 0}, {0, 1}, {1, 0}, {1, 1}})).value();
  CHECK(seen == std::vector<AuditedCell>{{{0, 0}, {.low = 0, .high = 3}},
                                         {{0, 1}, {.low = 0, .high = 3}},
                                         {{1, 0}, {.low = 2, .high = 5}},
                                         {{1, 1}, {.low = 4, .high = 7}}});
}

TEST_CASE("a cell can be worked out though every line has two hidden cells or more") {
  // Two rectangles, and a cell that ties them: the rows of the first add up to its columns, all but that cell.
  const CountTable table = table_of(Random::plain(4, 4), {4, 3, 2, 40, 3, 4, 30, 20, 10, 11, 3, 4, 12, 13, 4, 3});
  const std::vector<CountCell> cells = {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {2, 2}, {2, 3}, {3, 2}, {3, 3}, {0, 2}};
  const std::vector<AuditedCell> seen = audit(table, hidden(table.shape(), cells)).value();
  CHECK(interval_of(seen, {0, 2}) == CountInterval{.low = 2, .high = 2});
  for (const CountCell cell : cells) {
    if (cell != CountCell{0, 2}) CHECK_FALSE(interval_of(seen, cell).is_exact());
  }
}

TEST_CASE("a hidden month is found as its tertial less the other months") {
  // Two tertials of two months each, one row, with the year as the total column.
  const TableShape shape = TableShape::make({"unit"}, {{"jan", 2}, {"feb", 2}, {"T1"}, {"may", 5}, {"jun", 5}, {"T2"}},
                                            {.column_totals = false, .grand_total = false})
                               .value();
  const CountTable table = table_of(shape, {3, 20, 11, 40});
  CHECK(interval_of(audit(table, hidden(shape, {{0, 0}, {0, 3}})).value(), {0, 0}).is_exact());
  const std::vector<AuditedCell> seen = audit(table, hidden(shape, {{0, 0}, {0, 1}})).value();
  CHECK(interval_of(seen, {0, 0}) == CountInterval{.low = 0, .high = 23});
  // With the tertials hidden too, the year is what bounds them.
  const std::vector<AuditedCell> wider = audit(table, hidden(shape, {{0, 0}, {0, 2}, {0, 3}, {0, 5}})).value();
  CHECK(interval_of(wider, {0, 0}) == CountInterval{.low = 0, .high = 14});
  CHECK(interval_of(wider, {0, 2}) == CountInterval{.low = 20, .high = 34});
}

TEST_CASE("nothing bounds a count that is in no published figure") {
  const TableShape shape = Random::plain(2, 2, {.row_totals = false, .column_totals = false, .grand_total = false});
  const std::vector<AuditedCell> seen = audit(table_of(shape, {1, 2, 3, 4}), hidden(shape, {{0, 0}})).value();
  CHECK(seen[0].interval == CountInterval{.low = 0, .high = std::nullopt});
}

TEST_CASE("a table that nobody has the counts of is audited from what is published") {
  PublishedTable table(Random::plain(2, 2));
  table.set({0, 2}, 10);
  table.set({1, 2}, 7);
  table.set({2, 0}, 4);
  table.set({2, 1}, 13);
  table.set({2, 2}, 17);
  const std::vector<AuditedCell> seen = audit(table).value();
  CHECK(interval_of(seen, {0, 0}) == CountInterval{.low = 0, .high = 4});
  CHECK(interval_of(seen, {0, 1}) == CountInterval{.low = 6, .high = 10});
  CHECK(interval_of(seen, {1, 0}) == CountInterval{.low = 0, .high = 4});
  CHECK(interval_of(seen, {1, 1}) == CountInterval{.low = 3, .high = 7});
}

TEST_CASE("a published table that no counts agree with is refused by its place") {
  const CountTable table = table_of(Random::plain(2, 2), {3, 20, 11, 40});
  PublishedTable shown(table, SuppressionPattern(table.shape()));
  CHECK(audit(shown).value().empty());
  shown.set({0, 2}, 24);
  CHECK(message_of(shown) == "no table agrees: row r0, column total does not add up with the figures around it");
  shown = PublishedTable(table, SuppressionPattern(table.shape()));
  shown.set({2, 1}, 61);
  CHECK(message_of(shown) == "no table agrees: row total, column c1 does not add up with the figures around it");
  shown = PublishedTable(table, hidden(table.shape(), {{0, 0}, {0, 1}, {1, 0}}));
  shown.set({2, 2}, std::nullopt);
  shown.set({2, 1}, 39);
  CHECK(message_of(shown) == "no table agrees: row total, column c1 and the rows do not add up");
  shown = PublishedTable(table, hidden(table.shape(), {{0, 0}, {0, 1}}));
  shown.set({0, 2}, 12);
  CHECK(message_of(shown).starts_with("no table agrees"));
  shown.set({1, 1}, -1);
  CHECK(message_of(shown) == "row r1, column c1: a count is not negative");
  shown.set({1, 1}, CountTable::kMostPeople + 1);
  CHECK(message_of(shown) == "row r1, column c1: the count is too large");
}

TEST_CASE("a pattern of another shape is refused") {
  const CountTable table = table_of(Random::plain(2, 2), {3, 20, 11, 40});
  CHECK_FALSE(audit(table, SuppressionPattern(Random::plain(3, 2))).ok());
  CHECK_FALSE(audit(table, SuppressionPattern(Random::plain(1, 3))).ok());
}

TEST_CASE("intervals of random tables are those of all tables gone through") {
  INFO("seed " << kSeed);
  MESSAGE("seed " << kSeed);
  Random random(kSeed);
  int tables = 0;
  int cells = 0;
  int exact = 0;
  int wrong = 0;
  while (tables < 10000) {
    const TableShape shape = random.shape(3, 3);
    const CountTable table = random.table(shape, 1 + random.below(4));
    const SuppressionPattern pattern = random.pattern(shape, 2 + random.below(2));
    const PublishedTable published(table, pattern);
    TableEnumeration enumeration(published);
    if (!enumeration.is_possible(3e4)) continue;
    const std::optional<std::vector<AuditedCell>> expected = enumeration.run();
    const std::vector<AuditedCell> seen = audit(table, pattern).value();
    if (seen != expected || audit(published).value() != seen) ++wrong;
    ++tables;
    cells += static_cast<int>(seen.size());
    for (const AuditedCell& cell : seen) exact += cell.interval.is_exact();
  }
  CHECK(wrong == 0);
  CHECK(cells > 30000);
  CHECK(exact > 1000);
  CHECK(cells - exact > 5000);
}

TEST_CASE("published tables that were tampered with are refused just where no table agrees") {
  MESSAGE("seed " << kSeed);
  Random random(kSeed + 1);
  int refused = 0;
  int accepted = 0;
  int wrong = 0;
  while (refused + accepted < 3000) {
    const TableShape shape = random.shape(3, 3);
    PublishedTable published(random.table(shape, 3), random.pattern(shape, 2));
    const std::size_t at = random.below(static_cast<std::uint32_t>(shape.cells()));
    if (!published.counts()[at]) continue;
    published.set(shape.cell(at), random.below(6));
    TableEnumeration enumeration(published);
    if (!enumeration.is_possible(3e4)) continue;
    const std::optional<std::vector<AuditedCell>> expected = enumeration.run();
    const auto seen = audit(published);
    if (seen.ok() != expected.has_value() || (expected && *seen != *expected)) ++wrong;
    ++(seen.ok() ? accepted : refused);
  }
  CHECK(wrong == 0);
  CHECK(refused > 300);
  CHECK(accepted > 300);
}

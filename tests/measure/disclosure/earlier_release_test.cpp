#include "tertial/measure/disclosure/earlier_release.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tables.hpp"
#include "tertial/measure/disclosure/protect.hpp"
#include "tertial/text.hpp"

using namespace disclosure_test;
using tertial::DisclosurePolicy;
using tertial::EarlierRelease;
using tertial::protect;
using tertial::Protection;
using tertial::ReleaseFinding;
using tertial::SuppressedCell;
using Kind = tertial::ReleaseFinding::Kind;

namespace {

constexpr std::uint64_t kSeed = 20240819;

CountTable table_of(const std::vector<std::string>& rows, const std::vector<CountColumn>& columns,
                    const std::vector<std::int64_t>& counts, TableMargins margins = {}) {
  return CountTable::make(TableShape::make(rows, columns, margins).value(), counts).value();
}

PublishedTable published(const CountTable& table, const std::vector<CountCell>& hidden) {
  SuppressionPattern pattern(table.shape());
  for (const CountCell cell : hidden) pattern.hide(cell);
  return PublishedTable(table, pattern);
}

Protection protect_after(const CountTable& table, const PublishedTable& then, const DisclosurePolicy& policy = {}) {
  const EarlierRelease release{.layers = {then}};
  return protect({&table, 1}, policy, {&release, 1}).value();
}

std::vector<std::pair<Kind, std::string>> told(const Protection& made) {
  std::vector<std::pair<Kind, std::string>> result;
  for (const ReleaseFinding& finding : made.findings) result.emplace_back(finding.kind, finding.place);
  return result;
}

const std::vector<std::string> kUnits = {"North", "South", "West"};

}  // namespace

TEST_CASE("cells that were hidden then are hidden with again, so that two patterns do not undo each other") {
  const CountTable table = table_of(kUnits, {{"jan"}, {"feb"}, {"mar"}}, {3, 20, 20, 11, 30, 30, 11, 30, 30});
  const Protection first = protect({&table, 1}, {}).value();
  CHECK(first.pattern.is_hidden({0, 1}));
  // Then another pattern was published: with mar in the place of feb.
  const Protection again = protect_after(table, published(table, {{0, 0}, {0, 2}, {2, 0}, {2, 2}}));
  CHECK(again.findings.empty());
  CHECK(again.pattern.is_hidden({0, 0}));
  CHECK(again.pattern.is_hidden({0, 2}));
  CHECK(again.pattern.is_hidden({2, 0}));
  CHECK(again.pattern.is_hidden({2, 2}));
  CHECK_FALSE(again.pattern.is_hidden({0, 1}));
}

TEST_CASE("the total of the first tertial, published in May, counts as a subtotal in September") {
  const CountTable may = table_of(kUnits, {{"jan"}, {"feb"}}, {3, 20, 11, 30, 12, 30});
  const PublishedTable then = published(may, {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
  const CountTable september =
      table_of(kUnits, {{"jan"}, {"feb"}, {"may"}, {"jun"}}, {3, 20, 6, 50, 11, 30, 7, 40, 12, 30, 60, 70});
  // From the table of September alone, one of May and June could be hidden beside January.
  const Protection together = protect_after(september, then);
  CHECK(together.findings.empty());
  for (const CountCell cell : {CountCell{0, 0}, CountCell{0, 1}, CountCell{1, 0}, CountCell{1, 1}}) {
    CHECK(together.pattern.is_hidden(cell));
  }
  CHECK(together.suppressed.size() == 4);
  for (const SuppressedCell& cell : together.suppressed) CHECK(DisclosurePolicy().is_met_by(cell.intervals[0]));
}

TEST_CASE("a small count that was published then is a finding") {
  const CountTable table = table_of(kUnits, {{"jan"}, {"feb"}}, {3, 20, 11, 30, 12, 30});
  const Protection made = protect_after(table, published(table, {}));
  CHECK(made.pattern.is_hidden({0, 0}));
  CHECK(told(made)[0] == std::pair(Kind::already_published, std::string("row North, column jan")));
  CHECK_FALSE(made.findings[0].release.has_value());
}

TEST_CASE("a cell that what was published then gives away is a finding") {
  const CountTable may = table_of(kUnits, {{"jan"}, {"feb"}}, {3, 20, 11, 30, 12, 30});
  const CountTable now = table_of(kUnits, {{"jan"}, {"feb"}, {"mar"}}, {3, 20, 6, 11, 30, 7, 12, 30, 8});
  const Protection made = protect_after(now, published(may, {{0, 0}}), {.protect_complements = false});
  CHECK(told(made) == std::vector<std::pair<Kind, std::string>>{{Kind::not_protected, "row North, column jan"}});
}

TEST_CASE("a count that is another one now is a finding, and not taken for known") {
  const CountTable then = table_of(kUnits, {{"jan"}, {"feb"}}, {3, 20, 11, 30, 12, 30});
  const CountTable now = table_of(kUnits, {{"jan"}, {"feb"}}, {3, 20, 11, 31, 12, 30});
  const Protection made = protect_after(now, published(then, {{0, 0}, {0, 1}, {1, 0}, {1, 1}}));
  CHECK(told(made) == std::vector<std::pair<Kind, std::string>>{{Kind::revised, "row South, column total"},
                                                                {Kind::revised, "row total, column feb"},
                                                                {Kind::revised, "row total, column total"}});
  CHECK(made.findings[0].release == 0);
}

TEST_CASE("totals over other columns, other rows or across a subtotal are findings") {
  const std::vector<CountColumn> tertials = {{"jan", 2}, {"feb", 2}, {"T1"}, {"may", 5}, {"jun", 5}, {"T2"}};
  const CountTable now = table_of(kUnits, tertials, {3, 20, 6, 50, 11, 30, 7, 40, 12, 30, 60, 70});
  const auto kinds = [&](const PublishedTable& then) {
    std::vector<Kind> result;
    for (const ReleaseFinding& finding : protect_after(now, then).findings) result.push_back(finding.kind);
    return result;
  };
  const TableMargins rows_alone{.column_totals = false, .grand_total = false};
  const std::vector<CountCell> all = {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {2, 0}, {2, 1}};
  const auto then = [&](const std::vector<std::string>& units, const std::vector<CountColumn>& columns,
                        const TableMargins& margins) {
    return published(table_of(units, columns, std::vector<std::int64_t>(units.size() * 2, 40), margins), all);
  };
  // dec is not in the table; feb and may are in different tertials; West and North are not all units.
  CHECK(kinds(then(kUnits, {{"dec"}, {"jan"}}, rows_alone)) == std::vector<Kind>{Kind::not_nested});
  CHECK(kinds(then(kUnits, {{"feb"}, {"may"}}, rows_alone)) == std::vector<Kind>{Kind::not_nested});
  CHECK(kinds(then({"West", "North"}, {{"jan"}, {"feb"}}, {.row_totals = false, .grand_total = false})) ==
        std::vector<Kind>{Kind::not_nested});
  CHECK(kinds(then({"East"}, {{"jan"}, {"feb"}}, {})).empty());
  CHECK(kinds(then(kUnits, {{"dec"}, {"nov"}}, {})).empty());
}

TEST_CASE("releases that cannot be held together with the table are refused") {
  const CountTable table = table_of(kUnits, {{"jan"}, {"feb"}}, {3, 20, 11, 30, 12, 30});
  const EarlierRelease none;
  CHECK_FALSE(protect({&table, 1}, {}, {&none, 1}).ok());
  const CountTable twice = table_of({"North", "North"}, {{"jan"}, {"feb"}}, {3, 20, 11, 30});
  const EarlierRelease release{.layers = {published(twice, {})}};
  CHECK_FALSE(protect({&table, 1}, {}, {&release, 1}).ok());
}

TEST_CASE("what two random releases tell together is what all tables that agree with both tell") {
  MESSAGE("seed " << kSeed);
  Random random(kSeed);
  const DisclosurePolicy policy{.threshold = 3, .protect_complements = false};
  int compared = 0;
  int cells = 0;
  int wrong = 0;
  int unsafe = 0;
  int findings = 0;
  while (compared < 400) {
    const std::uint32_t rows = 1 + random.below(3);
    const std::uint32_t columns = 3 + random.below(2);
    const std::uint32_t columns_then = 2 + random.below(columns - 1);
    const CountTable now = random.table(Random::plain(rows, columns), 6);
    std::vector<std::int64_t> counts;
    for (std::uint32_t row = 0; row < rows; ++row) {
      for (std::uint32_t column = 0; column < columns_then; ++column) counts.push_back(now.at({row, column}));
    }
    const CountTable then = CountTable::make(Random::plain(rows, columns_then), counts).value();
    // Protected then, or hidden by chance, which the present release may be unable to mend.
    const SuppressionPattern pattern_then =
        random.one_in(2) ? protect({&then, 1}, policy).value().pattern : random.pattern(then.shape(), 2);
    const PublishedTable released(then, pattern_then);
    const Protection made = protect_after(now, released, policy);

    const auto number = [&](std::uint32_t row, std::uint32_t leaf) { return row * std::size_t{columns} + leaf; };
    std::vector<Figure> figures = figures_of(PublishedTable(now, made.pattern), number);
    const std::vector<Figure> figures_then = figures_of(released, number);
    figures.insert(figures.end(), figures_then.begin(), figures_then.end());
    Enumeration enumeration(rows * std::size_t{columns}, figures);
    if (!enumeration.is_possible(1e5)) continue;
    REQUIRE(enumeration.run());
    ++compared;
    for (const SuppressedCell& cell : made.suppressed) {
      const CountInterval expected = enumeration.interval(now.shape().index(cell.cell));
      ++cells;
      wrong += cell.intervals[0] != expected;
      const std::string place = now.shape().place(cell.cell);
      const bool is_told = std::any_of(made.findings.begin(), made.findings.end(),
                                       [&](const ReleaseFinding& finding) { return finding.place == place; });
      unsafe += policy.is_met_by(expected) == is_told;
      findings += is_told;
    }
    // Small totals that were hidden then and are in no present table.
    for (std::uint32_t row = 0; row <= rows && columns_then < columns; ++row) {
      const CountCell cell{.row = row, .column = columns_then};
      if (released.at(cell) || !policy.is_small(then.at(cell))) continue;
      const CountInterval seen = enumeration.interval(now.shape().cells() + then.shape().index(cell));
      const bool is_told = std::any_of(made.findings.begin(), made.findings.end(), [&](const ReleaseFinding& finding) {
        return finding.kind == Kind::not_protected;
      });
      unsafe += !policy.is_met_by(seen) && !is_told;
    }
  }
  CHECK(wrong == 0);
  CHECK(unsafe == 0);
  CHECK(cells > 1000);
  CHECK(findings > 50);
}

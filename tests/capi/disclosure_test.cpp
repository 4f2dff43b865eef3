// Disclosure control by the C interface. What it hides is compared with every table gone through elsewhere.
#include <doctest/doctest.h>

#include "sweep.hpp"

using namespace tertial::test;

namespace {

using Counts = std::vector<std::int64_t>;

// Two rows of three columns: with totals, twelve cells.
const Counts kCounts = {3, 20, 11, 30, 40, 50};

tertial_count_table table(const Counts& counts, std::uint32_t rows = 2, std::uint32_t columns = 3) {
  auto result = sized<tertial_count_table>();
  result.row_count = rows;
  result.column_count = columns;
  result.layer_count = 1;
  result.counts = counts.data();
  return result;
}
tertial_disclosure_policy usual() { return sized<tertial_disclosure_policy>(); }

std::vector<std::uint8_t> protect(const tertial_count_table& table, const tertial_disclosure_policy& policy) {
  std::vector<std::uint8_t> cells((table.row_count + 1) * (table.column_count + 1));
  Told error;
  const tertial_status status = tertial_counts_protect(&table, &policy, cells.data(), cells.size(), error);
  REQUIRE_MESSAGE(status == TERTIAL_OK, error.message);
  return cells;
}

}  // namespace

TEST_CASE("a small count takes others with it, so that no total tells it") {
  const std::vector<std::uint8_t> cells = protect(table(kCounts), usual());
  CHECK(cells[0] == TERTIAL_CELL_SMALL_COUNT);
  // Its row and its column have two hidden cells each, and so have those of the other two.
  CHECK(std::count_if(cells.begin(), cells.end(), [](std::uint8_t cell) { return cell != TERTIAL_CELL_SHOWN; }) == 4);
  CHECK(cells[11] == TERTIAL_CELL_SHOWN);
}

TEST_CASE("a month is not told by its tertial, and a margin that does not leave is told as that") {
  const Counts months = {30, 2, 31, 35};
  const std::vector<std::int32_t> part_of = {4, 4, 4, 4, TERTIAL_NONE};
  tertial_count_table given = table(months, 1, 5);
  given.part_of = part_of.data();
  given.without_row_totals = given.without_column_totals = given.without_grand_total = 1;
  const std::vector<std::uint8_t> cells = protect(given, usual());
  CHECK(cells[1] == TERTIAL_CELL_SMALL_COUNT);
  CHECK(std::count(cells.begin(), cells.begin() + 5, TERTIAL_CELL_SECONDARY) == 1);
  CHECK(cells[5] == TERTIAL_CELL_LEFT_OUT);
  CHECK(cells[11] == TERTIAL_CELL_LEFT_OUT);
}

TEST_CASE("what nothing protects does not leave") {
  const Counts one = {3};
  const tertial_count_table given = table(one, 1, 1);
  tertial_disclosure_policy keeping = usual();
  keeping.keep_totals = 1;
  std::vector<std::uint8_t> cells(4, 99);
  Told error;
  CHECK(tertial_counts_protect(&given, &keeping, cells.data(), 4, error) == TERTIAL_E_DISCLOSURE);
  CHECK(cells == std::vector<std::uint8_t>(4, 99));
  CHECK(std::string(error.message).find('3') == std::string::npos);
}

TEST_CASE("the policy says what is small") {
  tertial_disclosure_policy policy = usual();
  policy.threshold = 2;
  CHECK(protect(table(kCounts), policy) == std::vector<std::uint8_t>(12, TERTIAL_CELL_SHOWN));
  const Counts with_zero = {0, 20, 11, 30, 40, 50};
  policy = usual();
  CHECK(protect(table(with_zero), policy)[0] == TERTIAL_CELL_SHOWN);
  policy.hide_zeros = 1;
  CHECK(protect(table(with_zero), policy)[0] == TERTIAL_CELL_SMALL_COUNT);
}

TEST_CASE("an audit tells what a published table gives away") {
  // One hidden cell, which every total tells.
  const Counts published = {TERTIAL_NONE, 20, 11, 34, 30, 40, 50, 120, 33, 60, 61, 154};
  const tertial_count_table given = table(kCounts);
  Counts low(12), high(12);
  REQUIRE(tertial_counts_audit(&given, published.data(), low.data(), high.data(), 12, nullptr) == TERTIAL_OK);
  CHECK(low[0] == 3);
  CHECK(high[0] == 3);
  CHECK(low[11] == 154);
}

TEST_CASE("disclosure control refuses what it cannot take, and has written nothing by then") {
  using T = tertial_count_table;
  using P = tertial_disclosure_policy;
  const Counts negative = {3, 20, -11, 30, 40, 50};
  const std::vector<std::int32_t> to_itself = {0, 0, 0};
  sweep("tertial_counts_protect", tertial_counts_protect,
        StructIn<T>(table(kCounts))
            .with(&T::layer_count, 0U, TERTIAL_E_ARGUMENT)
            .with(&T::layer_count, UINT32_MAX, TERTIAL_E_ARGUMENT)
            .with(&T::row_count, UINT32_MAX, TERTIAL_E_ARGUMENT)
            .with(&T::row_count, 0U, TERTIAL_E_ARGUMENT)
            .with(&T::counts, nullptr, TERTIAL_E_ARGUMENT)
            .with(&T::counts, negative.data(), TERTIAL_E_ARGUMENT)
            .with(&T::part_of, to_itself.data(), TERTIAL_E_ARGUMENT),
        StructIn<P>(usual())
            .with(&P::threshold, std::int64_t{-1}, TERTIAL_E_ARGUMENT)
            .with(&P::min_width, std::int64_t{-1}, TERTIAL_E_ARGUMENT),
        Out<std::uint8_t>(12), Number<std::size_t>(12, {0, 11}, TERTIAL_E_LIMIT));
  const Counts published = {TERTIAL_NONE, TERTIAL_NONE, 11, 34, TERTIAL_NONE, TERTIAL_NONE, 50, 120, 33, 60, 61, 154};
  sweep("tertial_counts_audit", tertial_counts_audit,
        StructIn<T>(table(kCounts)).with(&T::column_count, UINT32_MAX, TERTIAL_E_ARGUMENT),
        PointerIn<const std::int64_t>(published.data()), Out<std::int64_t>(12), Out<std::int64_t>(12),
        Number<std::size_t>(12, {0, 11}, TERTIAL_E_LIMIT));
  const Counts do_not_add_up(12, 1);
  const tertial_count_table given = table(kCounts);
  Counts low(12), high(12);
  CHECK(tertial_counts_audit(&given, do_not_add_up.data(), low.data(), high.data(), 12, nullptr) == TERTIAL_E_ARGUMENT);
}

#include "tertial/measure/disclosure/rounding.hpp"

#include <cstdint>
#include <optional>
#include <vector>

#include <doctest/doctest.h>

#include "tables.hpp"

using namespace disclosure_test;
using tertial::DisclosurePolicy;
using tertial::round_counts;
using tertial::rounded_to;

TEST_CASE("a count is rounded to the nearest multiple, upwards in the middle") {
  CHECK(rounded_to(0, 5) == 0);
  CHECK(rounded_to(7, 5) == 5);
  CHECK(rounded_to(8, 5) == 10);
  CHECK(rounded_to(12, 5) == 10);
  CHECK(rounded_to(13, 5) == 15);
  CHECK(rounded_to(15, 10) == 20);
  CHECK(rounded_to(14, 10) == 10);
}

TEST_CASE("small counts are left out, others rounded, and totals made from what is shown") {
  const CountTable table =
      CountTable::make(Random::plain(3, 3), std::vector<std::int64_t>{7, 8, 12, 0, 13, 18, 1, 2, 3}).value();
  const PublishedTable rounded = round_counts(table, {.threshold = 8, .round_base = 5}).value();
  const std::vector<std::optional<std::int64_t>> expected = {
      std::nullopt, 10, 10, 20, 0, 15, 20, 35, std::nullopt, std::nullopt, std::nullopt, std::nullopt, 0, 25, 30, 55};
  CHECK(std::vector<std::optional<std::int64_t>>(rounded.counts().begin(), rounded.counts().end()) == expected);
}

TEST_CASE("subtotals are made from what is shown, and margins that are left out stay so") {
  const TableShape shape = TableShape::make({"unit"}, {{"jan", 2}, {"feb", 2}, {"T1"}, {"may"}},
                                            {.column_totals = false, .grand_total = false})
                               .value();
  const CountTable table = CountTable::make(shape, std::vector<std::int64_t>{4, 11, 8}).value();
  const PublishedTable rounded = round_counts(table, {.round_base = 5}).value();
  CHECK(rounded.at({0, 2}) == 10);
  CHECK(rounded.at({0, 4}) == 20);
  CHECK(rounded.at({1, 4}) == std::nullopt);
}

TEST_CASE("totals of rounded tables say no more than the counts beside them") {
  // Two tables that round alike inside are published alike.
  MESSAGE("seed " << 20240820);
  Random random(20240820);
  const DisclosurePolicy policy{.threshold = 6, .round_base = 5};
  int alike = 0;
  for (int i = 0; i < 2000; ++i) {
    const TableShape shape = random.shape(3, 3);
    const CountTable table = random.table(shape, 30);
    std::vector<std::int64_t> other;
    for (std::uint32_t row = 0; row < shape.rows(); ++row) {
      for (const std::uint32_t leaf : shape.leaves()) {
        const std::int64_t count = table.at({row, leaf});
        other.push_back(policy.is_small(count) ? 1 + random.below(5)
                        : count < 6            ? count
                                               : 5 * ((count + 2) / 5) + (count > 7 ? -2 : 1));
      }
    }
    alike +=
        round_counts(table, policy).value() == round_counts(CountTable::make(shape, other).value(), policy).value();
  }
  CHECK(alike == 2000);
}

TEST_CASE("rounding without a base is refused") {
  const CountTable table = CountTable::make(Random::plain(1, 1), std::vector<std::int64_t>{7}).value();
  CHECK_FALSE(round_counts(table, {}).ok());
  CHECK_FALSE(round_counts(table, {.round_base = 1}).ok());
}

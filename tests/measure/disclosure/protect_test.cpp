#include "tertial/measure/disclosure/protect.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "tables.hpp"
#include "tertial/text.hpp"

using namespace disclosure_test;
using tertial::audit;
using tertial::DisclosurePolicy;
using tertial::protect;
using tertial::Protection;
using tertial::SuppressedCell;
using tertial::SuppressionReason;

namespace {

constexpr std::uint64_t kSeed = 20240818;

CountTable table_of(const TableShape& shape, const std::vector<std::int64_t>& counts) {
  return CountTable::make(shape, counts).value();
}

absl::StatusOr<Protection> protect_one(const CountTable& table, const DisclosurePolicy& policy = {}) {
  return protect({&table, 1}, policy);
}

bool meets(const CountTable& table, const SuppressionPattern& pattern, const DisclosurePolicy& policy) {
  const std::vector<AuditedCell> seen = audit(table, pattern).value();
  return std::all_of(seen.begin(), seen.end(),
                     [&](const AuditedCell& cell) { return policy.is_met_by(cell.interval); });
}

bool meets(const std::vector<CountTable>& layers, const SuppressionPattern& pattern, const DisclosurePolicy& policy) {
  return std::all_of(layers.begin(), layers.end(),
                     [&](const CountTable& table) { return meets(table, pattern, policy); });
}

std::vector<std::string> told(const Protection& made, const TableShape& shape) {
  std::vector<std::string> result;
  for (const SuppressedCell& cell : made.suppressed) {
    result.push_back(tertial::text(shape.place(cell.cell), ": ", to_string(cell.reason)));
  }
  return result;
}

std::string message_of(const absl::Status& status) { return std::string(tertial::from_absl(status.message())); }

// Counts of 0 to 5 in one cell of three, else 5 and more.
CountTable sparse_table(Random& random, const TableShape& shape, std::uint32_t most) {
  std::vector<std::int64_t> counts(shape.rows() * shape.leaves().size());
  for (std::int64_t& count : counts) count = random.one_in(3) ? random.below(6) : 5 + random.below(most);
  return table_of(shape, counts);
}

DisclosurePolicy any_policy(Random& random) {
  DisclosurePolicy policy;
  policy.threshold = 2 + random.below(6);
  if (random.one_in(4)) policy.zeros = DisclosurePolicy::Zeros::hidden;
  if (random.one_in(4)) policy.min_width = 1 + random.below(10);
  policy.protect_complements = !random.one_in(3);
  policy.may_hide_totals = !random.one_in(4);
  return policy;
}

}  // namespace

TEST_CASE("a small count is hidden with three others that make a rectangle") {
  const CountTable table = table_of(Random::plain(3, 3), {3, 20, 30, 11, 12, 13, 50, 60, 70});
  const Protection made = protect_one(table).value();
  CHECK(told(made, table.shape()) ==
        std::vector<std::string>{"row r0, column c0: small count", "row r0, column c1: secondary",
                                 "row r1, column c0: secondary", "row r1, column c1: secondary"});
  CHECK(made.findings.empty());
  CHECK(made.suppressed[0].intervals == std::vector<CountInterval>{{.low = 0, .high = 14}});
}

TEST_CASE("a table without small counts is left as it is") {
  const CountTable table = table_of(Random::plain(2, 2), {5, 0, 10, 20});
  CHECK(protect_one(table).value().suppressed.empty());
  CHECK(protect_one(table).value().pattern == SuppressionPattern(table.shape()));
}

TEST_CASE("a month with few is hidden with another month of its tertial") {
  const TableShape shape =
      TableShape::make({"unit"}, {{"jan", 3}, {"feb", 3}, {"mar", 3}, {"T1"}, {"may", 6}, {"jun", 6}, {"T2"}},
                       {.column_totals = false, .grand_total = false})
          .value();
  const Protection made = protect_one(table_of(shape, {3, 70, 20, 11, 40})).value();
  CHECK(told(made, shape) ==
        std::vector<std::string>{"row unit, column jan: small count", "row unit, column mar: secondary"});
}

TEST_CASE("a small subtotal is hidden too, and another one with it") {
  const TableShape shape = TableShape::make({"unit"}, {{"jan", 2}, {"feb", 2}, {"T1"}, {"may", 5}, {"jun", 5}, {"T2"}},
                                            {.column_totals = false, .grand_total = false})
                               .value();
  const CountTable table = table_of(shape, {1, 2, 11, 40});
  const Protection made = protect_one(table, {.protect_complements = false}).value();
  CHECK(told(made, shape) ==
        std::vector<std::string>{"row unit, column jan: small count", "row unit, column feb: small count",
                                 "row unit, column T1: small count", "row unit, column may: secondary",
                                 "row unit, column T2: secondary"});
  CHECK(meets(table, made.pattern, {}));
}

TEST_CASE("a total is hidden where the counts inside are too few to hide each other") {
  const CountTable table = table_of(Random::plain(2, 2), {1, 0, 30, 40});
  const Protection made = protect_one(table).value();
  CHECK(made.pattern.is_hidden({0, 2}));
  CHECK(meets(table, made.pattern, {}));
  const absl::Status refused = protect_one(table, {.may_hide_totals = false}).status();
  CHECK(refused.code() == absl::StatusCode::kFailedPrecondition);
  CHECK(message_of(refused) ==
        "row r0, column total: this total would have to be hidden itself, and the policy does not let it");
}

TEST_CASE("a table is refused where no pattern protects it") {
  const CountTable table = table_of(Random::plain(2, 2), {3, 20, 30, 40});
  const DisclosurePolicy wide{.min_width = 60, .may_hide_totals = false};
  const absl::Status refused = protect_one(table, wide).status();
  CHECK(refused.code() == absl::StatusCode::kFailedPrecondition);
  CHECK(message_of(refused) == "row r0, column c0: no pattern protects it; the policy does not let totals be hidden");
  CHECK(protect_one(table, {.min_width = 60}).ok());
}

TEST_CASE("what a published total leaves beside a cell is protected like a cell") {
  const CountTable table = table_of(Random::plain(3, 2), {48, 2, 30, 40, 50, 60});
  const Protection made = protect_one(table).value();
  CHECK(made.suppressed[0].reason == SuppressionReason::small_complement);
  CHECK(made.suppressed[1].reason == SuppressionReason::small_count);
  // 1 and 2 are small together.
  const CountTable rest = table_of(Random::plain(3, 3), {48, 2, 1, 30, 40, 20, 50, 60, 70});
  CHECK(protect_one(rest).value().suppressed[0].reason == SuppressionReason::small_complement);
  CHECK(protect_one(rest, {.protect_complements = false}).value().suppressed[0].reason == SuppressionReason::secondary);
}

TEST_CASE("noughts are hidden where the policy says so") {
  const CountTable table = table_of(Random::plain(2, 2), {0, 10, 20, 30});
  CHECK(protect_one(table).value().suppressed.empty());
  const Protection made = protect_one(table, {.zeros = DisclosurePolicy::Zeros::hidden}).value();
  CHECK(made.suppressed.size() == 4);
  CHECK(made.suppressed[0].reason == SuppressionReason::small_count);
}

TEST_CASE("numerators and complements are hidden in the same cells, safe in both tables") {
  // 3 of 40 is small; 38 of 40 leaves a small complement in the next row.
  const TableShape shape = Random::plain(3, 3);
  const std::vector<CountTable> layers = {table_of(shape, {3, 20, 30, 20, 38, 10, 15, 16, 17}),
                                          table_of(shape, {37, 20, 10, 20, 2, 30, 25, 24, 23})};
  const Protection made = protect(layers, {}).value();
  CHECK(made.pattern.is_hidden({0, 0}));
  CHECK(made.pattern.is_hidden({1, 1}));
  CHECK(meets(layers, made.pattern, {}));
  for (const SuppressedCell& cell : made.suppressed) {
    CHECK(cell.intervals.size() == 2);
    if (cell.cell == CountCell{1, 1}) CHECK(cell.layer == 1);
  }
}

TEST_CASE("what does not fit together is refused") {
  const CountTable table = table_of(Random::plain(2, 2), {3, 20, 11, 40});
  const std::vector<CountTable> two = {table, table_of(Random::plain(2, 1), {3, 4})};
  CHECK(message_of(protect(two, {}).status()) == "layers/1: its shape is not that of the first");
  CHECK_FALSE(protect(std::vector<CountTable>(), {}).ok());
  CHECK(message_of(protect_one(table, {.threshold = 0}).status()).starts_with("threshold: "));
  CHECK(message_of(protect_one(table, {.round_base = 5}).status()).starts_with("round_base: "));
}

TEST_CASE("every pattern for random tables meets the policy in a fresh audit, and no secondary cell is too many") {
  MESSAGE("seed " << kSeed);
  Random random(kSeed);
  int protected_tables = 0;
  int refused = 0;
  int unsafe = 0;
  int shown_small = 0;
  int too_many = 0;
  int secondaries = 0;
  for (int i = 0; i < 3000; ++i) {
    const DisclosurePolicy policy = any_policy(random);
    const TableShape shape = random.shape(6, 6);
    std::vector<CountTable> layers;
    const std::uint32_t count = 1 + random.below(2);
    for (std::uint32_t layer = 0; layer < count; ++layer) layers.push_back(sparse_table(random, shape, 30));
    const absl::StatusOr<Protection> made = protect(layers, policy);
    if (!made.ok()) {
      ++refused;
      if (policy.may_hide_totals) ++unsafe;  // with everything hidden, nothing is known
      continue;
    }
    ++protected_tables;
    if (!meets(layers, made->pattern, policy)) ++unsafe;
    for (std::size_t cell = 0; cell < shape.cells(); ++cell) {
      if (!shape.is_published(shape.cell(cell)) || made->pattern.is_hidden(shape.cell(cell))) continue;
      for (const CountTable& layer : layers) shown_small += policy.is_small(layer.counts()[cell]);
    }
    for (const SuppressedCell& cell : made->suppressed) {
      if (cell.reason != SuppressionReason::secondary) continue;
      ++secondaries;
      SuppressionPattern fewer = made->pattern;
      fewer.show(cell.cell);
      too_many += meets(layers, fewer, policy);
    }
  }
  CHECK(unsafe == 0);
  CHECK(shown_small == 0);
  CHECK(too_many == 0);
  CHECK(protected_tables > 2000);
  CHECK(refused > 100);
  CHECK(secondaries > 4000);
}

TEST_CASE("a refused table has no protecting pattern at all") {
  MESSAGE("seed " << kSeed);
  Random random(kSeed + 1);
  int refused = 0;
  while (refused < 300) {
    DisclosurePolicy policy = any_policy(random);
    policy.may_hide_totals = false;
    const TableShape shape = random.shape(4, 4);
    const CountTable table = random.table(shape, 1 + random.below(8));
    if (protect_one(table, policy).ok()) continue;
    ++refused;
    // Hidden cells only ever help each other, so all inside hidden is as good as it gets.
    SuppressionPattern all(shape);
    bool has_small_total = false;
    for (std::size_t i = 0; i < shape.cells(); ++i) {
      const CountCell cell = shape.cell(i);
      if (!shape.is_total(cell)) all.hide(cell);
      if (shape.is_total(cell) && shape.is_published(cell) && policy.is_small(table.at(cell))) has_small_total = true;
    }
    if (has_small_total || policy.protect_complements) continue;
    CHECK_FALSE(meets(table, all, policy));
  }
}

TEST_CASE("secondary cells of 4 x 4 tables are at most 1.15 of the fewest on average") {
  MESSAGE("seed " << kSeed);
  Random random(kSeed + 2);
  const DisclosurePolicy policy{.protect_complements = false};
  const TableShape shape = Random::plain(4, 4);
  int ours = 0;
  int fewest = 0;
  for (int tables = 0; tables < 200; ++tables) {
    const CountTable table = sparse_table(random, shape, 40);
    const Protection made = protect_one(table, policy).value();
    SuppressionPattern primary(shape);
    int secondary = 0;
    bool hides_total = false;
    for (const SuppressedCell& cell : made.suppressed) {
      hides_total = hides_total || shape.is_total(cell.cell);
      if (cell.reason == SuppressionReason::secondary) {
        ++secondary;
      } else {
        primary.hide(cell.cell);
      }
    }
    if (hides_total) continue;  // more than 2^16 patterns
    std::vector<CountCell> others;
    for (std::uint32_t cell = 0; cell < 16; ++cell) {
      if (!primary.is_hidden({cell / 4, cell % 4})) others.push_back({cell / 4, cell % 4});
    }
    int best = secondary;
    for (std::uint32_t set = 0; set < (1U << others.size()); ++set) {
      if (std::popcount(set) >= best) continue;
      SuppressionPattern pattern = primary;
      for (std::size_t i = 0; i < others.size(); ++i) {
        if ((set >> i & 1U) != 0) pattern.hide(others[i]);
      }
      if (meets(table, pattern, policy)) best = std::popcount(set);
    }
    ours += secondary;
    fewest += best;
  }
  MESSAGE(ours << " secondary cells, " << fewest << " at the fewest");
  CHECK(fewest > 300);
  CHECK(ours >= fewest);
  CHECK(ours * 100 <= fewest * 115);
}

TEST_CASE("the same tables give the same pattern") {
  Random random(kSeed + 3);
  const CountTable table = sparse_table(random, Random::plain(12, 12), 40);
  CHECK(protect_one(table).value().suppressed == protect_one(table).value().suppressed);
}

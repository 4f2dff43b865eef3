// Prints random tables as they would be published, and the intervals that audit() finds for their hidden cells, for
// audit_oracle.py to check against a linear programming solver.
//
//   audit_dump [SEED [TABLES]]
//
// A table takes a line, words apart by one space:
//   ROWS COLUMNS PART-OF... FIGURE... INTERVAL...
// The column that each column is a part of, - for the total column; the figure of every cell, row by row, totals last,
// ? for a hidden cell and . for one of a margin that is not published; LOW:HIGH for each hidden cell, * for no end.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "tables.hpp"
#include "tertial/measure/disclosure/audit.hpp"
#include "tertial/text.hpp"

namespace {

using namespace disclosure_test;
using tertial::text;

std::string line_of(const PublishedTable& table, const std::vector<AuditedCell>& seen) {
  const TableShape& shape = table.shape();
  std::string line = text(shape.rows(), " ", shape.columns());
  for (const CountColumn& column : shape.column_list()) {
    line += column.part_of ? text(" ", *column.part_of) : std::string(" -");
  }
  for (std::size_t i = 0; i < shape.cells(); ++i) {
    const std::optional<std::int64_t> count = table.counts()[i];
    line += count ? text(" ", *count) : std::string(shape.is_published(shape.cell(i)) ? " ?" : " .");
  }
  for (const AuditedCell& cell : seen) {
    line += text(" ", cell.interval.low, ":", cell.interval.high ? text(*cell.interval.high) : std::string("*"));
  }
  return line + "\n";
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t seed = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 20240821;
  const int tables = argc > 2 ? std::atoi(argv[2]) : 10000;
  std::fprintf(stderr, "seed %llu\n", static_cast<unsigned long long>(seed));
  Random random(seed);
  for (int i = 0; i < tables; ++i) {
    const std::uint32_t most = i % 20 == 0 ? 9 : i % 4 == 0 ? 5 : 3;
    const TableShape shape =
        i % 3 == 0 ? Random::plain(1 + random.below(most), 1 + random.below(most)) : random.shape(most, most);
    const CountTable table = random.table(shape, random.one_in(3) ? 200 : 8);
    const SuppressionPattern pattern = random.pattern(shape, 2 + random.below(3));
    const auto seen = audit(table, pattern);
    const PublishedTable published(table, pattern);
    if (!seen.ok() || audit(published).value() != *seen) std::abort();
    std::fputs(line_of(published, *seen).c_str(), stdout);
  }
}

// Disclosure control of square tables of counts with all margins, one cell in ten small: finding and pruning a pattern, and
// auditing it, in the same iterations.
//
// `primary` and `secondary` count the hidden cells, `audit_ms` is the median time of auditing the pattern from the counts,
// `outside_ms` that of auditing the published table from its figures alone.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "data_stream.hpp"
#include "measured.hpp"
#include "tertial/measure/disclosure/audit.hpp"
#include "tertial/measure/disclosure/protect.hpp"

namespace {

using tertial::bench::Times;

constexpr std::uint64_t kStream = 8;

tertial::CountTable table_of(std::size_t size) {
  std::vector<tertial::CountColumn> columns(size);
  std::vector<std::int64_t> counts(size * size);
  tertial::bench::DataStream draw(kStream);
  for (std::int64_t& count : counts) {
    const bool is_small = draw.below(1000) < 94;
    count = static_cast<std::int64_t>(is_small ? 1 + draw.below(4) : 5 + draw.below(96));
  }
  const auto shape = tertial::TableShape::make(std::vector<std::string>(size), std::move(columns));
  return *tertial::CountTable::make(*shape, counts);
}

void protect(benchmark::State& state) {
  const tertial::CountTable table = table_of(static_cast<std::size_t>(state.range(0)));
  const absl::StatusOr<tertial::Protection> made = tertial::protect({&table, 1}, {});
  if (!made.ok()) {
    std::fputs("disclosure_bench: the table is not protected\n", stderr);
    std::exit(1);
  }
  const tertial::PublishedTable published(table, made->pattern);
  Times protecting, auditing, from_outside;
  for (auto _ : state) {
    state.SetIterationTime(protecting.add([&] { benchmark::DoNotOptimize(tertial::protect({&table, 1}, {})); }));
    auditing.add([&] { benchmark::DoNotOptimize(tertial::audit(table, made->pattern)); });
    from_outside.add([&] { benchmark::DoNotOptimize(tertial::audit(published)); });
  }
  double secondary = 0;
  for (const tertial::SuppressedCell& cell : made->suppressed) {
    secondary += cell.reason == tertial::SuppressionReason::secondary ? 1 : 0;
  }
  state.counters["primary"] = static_cast<double>(made->suppressed.size()) - secondary;
  state.counters["secondary"] = secondary;
  state.counters["audit_ms"] = 1e3 * auditing.median();
  state.counters["outside_ms"] = 1e3 * from_outside.median();
}

BENCHMARK(protect)
    ->ArgName("size")
    ->Arg(10)
    ->Arg(20)
    ->Arg(30)
    ->Arg(40)
    ->Arg(50)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(15);

}  // namespace

// A series of observations: appending them, rolling them up, and the memory they take.
//
// `bytes` is the heap memory of one observation, after shrink_to_fit(). A flat `items_per_second` over the
// sizes is a cost that grows linearly.
#include <cstddef>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "data_stream.hpp"
#include "tertial/indicator/indicator.hpp"
#include "tertial/indicator/known_series.hpp"
#include "tertial/indicator/rollup.hpp"

namespace {

using tertial::Granularity;
using tertial::Observation;
using tertial::Period;
using tertial::Series;

constexpr std::uint64_t kStream = 3;

enum Columns : std::int64_t { kValues, kCounts, kEverything };

// Days from 1900-01-01, beginning again after 300 years; all of one definition.
std::vector<Observation> observations(std::size_t count, std::int64_t columns) {
  constexpr std::size_t kDays = 300 * 365;
  tertial::bench::DataStream draw(kStream);
  const Period first = *Period::try_parse("1900-01-01");
  std::vector<Observation> result(count);
  for (std::size_t i = 0; i < count; ++i) {
    Observation& one = result[i];
    one.period = first + static_cast<int>(i % kDays);
    one.value = static_cast<double>(draw.below(1000)) / 10;
    if (columns == kValues) continue;
    one.denominator = static_cast<double>(1 + draw.below(200));
    one.numerator = static_cast<double>(draw.below(200));
    if (columns == kCounts) continue;
    one.definition = tertial::DefinitionRef::at(0);
    one.recorded = one.period.last() + 10;
  }
  return result;
}

void append(benchmark::State& state) {
  const std::vector<Observation> given = observations(static_cast<std::size_t>(state.range(0)), state.range(1));
  std::size_t memory = 0;
  for (auto _ : state) {
    Series series;
    for (const Observation& one : given) series.append(one);
    series.shrink_to_fit();
    memory = series.memory();
    benchmark::DoNotOptimize(series);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["bytes"] = static_cast<double>(memory) / static_cast<double>(state.range(0));
}

// Days to months, and what is known of them first.
void roll_up(benchmark::State& state) {
  tertial::Indicator indicator{.id = "1", .title = "", .kind = tertial::IndicatorKind::flow};
  for (const Observation& one : observations(static_cast<std::size_t>(state.range(0)), kValues)) {
    indicator.observations.append(one);
  }
  const tertial::Clock clock{.as_of = *tertial::Date::try_parse("2200-12-31")};
  tertial::KnownSeries known;
  std::vector<tertial::RollUp> months;
  for (auto _ : state) {
    known.assign(indicator, &clock);
    months.clear();
    tertial::roll_up(known, {.kind = tertial::IndicatorKind::flow}, Granularity::day, Granularity::month, {}, months);
    benchmark::DoNotOptimize(months.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

BENCHMARK(append)
    ->ArgNames({"observations", "columns"})
    ->ArgsProduct({{125'000, 250'000, 500'000, 1'000'000}, {kValues, kCounts, kEverything}})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(roll_up)
    ->ArgName("observations")
    ->Arg(12'500)
    ->Arg(25'000)
    ->Arg(50'000)
    ->Arg(100'000)
    ->Unit(benchmark::kMillisecond);

}  // namespace

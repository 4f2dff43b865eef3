// Classifying (likelihood, severity) pairs beside copying as many bytes with memcpy, in the same iterations,
// so that both see the same machine.
//
// Bytes are counted as moved: classifying reads two and writes one for a pair, copying reads one and writes
// one for a byte. `of_copy` is the bandwidth of classifying over that of copying, by the median of each;
// `copy` is the median bandwidth of copying in bytes per second. The data are checked before the first
// measurement. Small sizes stay in the last-level cache, for both; read growth from `of_copy`.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "data_stream.hpp"
#include "tertial/risk/classify.hpp"

namespace {

using tertial::RiskMatrix;
using tertial::ScoreKind;

constexpr std::size_t kPairs = 50'000'000;
constexpr std::uint64_t kStream = 1;

tertial::Scale four_steps() { return *tertial::Scale::make({"1", "2", "3", "4"}); }

RiskMatrix product_matrix() {
  return *RiskMatrix::make({.likelihood = four_steps(),
                            .severity = four_steps(),
                            .bands = {{"green", "", 1, 3}, {"yellow", "", 4, 6}, {"red", "", 9, 12}}});
}

RiskMatrix sum_matrix() {
  return *RiskMatrix::make({.likelihood = four_steps(),
                            .severity = four_steps(),
                            .score = {.kind = ScoreKind::sum},
                            .bands = {{"green", "", 2, 4}, {"yellow", "", 5, 6}, {"red", "", 7, 8}}});
}

// The largest matrix there is: 10 x 10 cells of 15 bands.
RiskMatrix table_matrix() {
  std::vector<std::vector<int>> table(10, std::vector<int>(10));
  for (int i = 0; i < 10; ++i) {
    for (int j = 0; j < 10; ++j) table[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = 10 * i + j;
  }
  std::vector<tertial::Band> bands;
  bands.reserve(15);
  for (int i = 0; i < 15; ++i) bands.push_back({std::string(1, static_cast<char>('a' + i)), "", 7 * i, 7 * i + 6});
  const tertial::Scale ten_steps = *tertial::Scale::make({"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"});
  return *RiskMatrix::make({.likelihood = ten_steps,
                            .severity = ten_steps,
                            .score = {.kind = ScoreKind::table, .table = std::move(table)},
                            .bands = std::move(bands)});
}

struct Pairs {
  std::vector<std::uint8_t> likelihood = std::vector<std::uint8_t>(kPairs);
  std::vector<std::uint8_t> severity = std::vector<std::uint8_t>(kPairs);
  std::vector<std::uint8_t> level = std::vector<std::uint8_t>(kPairs);
};

// What classifying all pairs with the product matrix is known to give.
bool gives_known_sums(Pairs& pairs) {
  constexpr std::array<std::uint64_t, 4> kCounts = {10959987, 15012091, 15016128, 9011794};
  constexpr std::uint64_t kSum = 36400229042;
  const auto counts = product_matrix().classify_and_count(pairs.likelihood, pairs.severity, pairs.level);
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kPairs; ++i) sum += pairs.level[i] * (i % 1009 + 1);
  return std::equal(kCounts.begin(), kCounts.end(), counts.begin()) && sum == kSum;
}

Pairs make_pairs() {
  Pairs pairs;
  tertial::bench::DataStream draw(kStream);
  // Two in 102 are missing, the others spread evenly over four steps.
  const auto step = [](std::uint64_t drawn) { return static_cast<std::uint8_t>(drawn < 2 ? 0 : 1 + (drawn - 2) / 25); };
  for (std::size_t i = 0; i < kPairs; ++i) {
    pairs.likelihood[i] = step(draw.below(102));
    pairs.severity[i] = step(draw.below(102));
  }
  if (!gives_known_sums(pairs)) {
    std::fputs("classify_bench: the levels of the data are not the known ones\n", stderr);
    std::exit(1);
  }
  return pairs;
}

Pairs& shared_pairs() {
  static Pairs pairs = make_pairs();
  return pairs;
}

template <class Work>
double seconds(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  benchmark::ClobberMemory();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

template <class Classify>
void beside_copying(benchmark::State& state, Classify classify) {
  Pairs& pairs = shared_pairs();
  const auto size = static_cast<std::size_t>(state.range(0));
  const auto likelihood = std::span<const std::uint8_t>(pairs.likelihood).first(size);
  const auto severity = std::span<const std::uint8_t>(pairs.severity).first(size);
  const auto level = std::span<std::uint8_t>(pairs.level).first(size);

  std::vector<double> copying;
  std::vector<double> classifying;
  for (auto _ : state) {
    copying.push_back(seconds([&] { std::memcpy(level.data(), likelihood.data(), size); }));
    classifying.push_back(seconds([&] { classify(likelihood, severity, level); }));
    state.SetIterationTime(classifying.back());
  }
  const double copied_per_second = 2.0 * static_cast<double>(size) / median(copying);
  const double classified_per_second = 3.0 * static_cast<double>(size) / median(classifying);
  state.SetBytesProcessed(state.iterations() * state.range(0) * 3);
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["copy"] =
      benchmark::Counter(copied_per_second, benchmark::Counter::kDefaults, benchmark::Counter::kIs1024);
  state.counters["of_copy"] = classified_per_second / copied_per_second;
}

void classify(benchmark::State& state, RiskMatrix (*make)()) {
  const RiskMatrix matrix = make();
  beside_copying(state,
                 [&](auto likelihood, auto severity, auto level) { matrix.classify(likelihood, severity, level); });
}

void classify_and_count(benchmark::State& state, RiskMatrix (*make)()) {
  const RiskMatrix matrix = make();
  beside_copying(state, [&](auto likelihood, auto severity, auto level) {
    benchmark::DoNotOptimize(matrix.classify_and_count(likelihood, severity, level));
  });
}

// n, 2n, 4n, 8n; of five repetitions the median, the least and the spread.
void sizes(benchmark::internal::Benchmark* bench) {
  for (const std::int64_t part : {8, 4, 2, 1}) bench->Arg(std::int64_t{kPairs} / part);
  bench->UseManualTime()->Unit(benchmark::kMillisecond)->MinTime(0.1)->Repetitions(5)->ReportAggregatesOnly(true);
  bench->ComputeStatistics("min", [](const std::vector<double>& v) { return *std::min_element(v.begin(), v.end()); });
}

BENCHMARK_CAPTURE(classify, product, product_matrix)->Apply(sizes);
BENCHMARK_CAPTURE(classify, sum, sum_matrix)->Apply(sizes);
BENCHMARK_CAPTURE(classify, table, table_matrix)->Apply(sizes);
BENCHMARK_CAPTURE(classify_and_count, product, product_matrix)->Apply(sizes);
BENCHMARK_CAPTURE(classify_and_count, table, table_matrix)->Apply(sizes);

}  // namespace

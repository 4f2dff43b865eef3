// Wall-clock times of work that takes turns with what it is compared with, so that both see the same machine.
//
//   tertial::bench::Times reading, parsing;
//   for (auto _ : state) { parsing.add([&] { parse(); }); reading.add([&] { read(); }); }
//   double ratio = reading.median() / parsing.median();
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

#include <benchmark/benchmark.h>

namespace tertial::bench {

// Seconds. Not empty when asked for figures.
class Times {
 public:
  template <class Work>
  double add(const Work& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    benchmark::ClobberMemory();
    seconds_.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    return seconds_.back();
  }

  [[nodiscard]] double min() const { return *std::min_element(seconds_.begin(), seconds_.end()); }
  [[nodiscard]] double median() const {
    std::vector<double> sorted = seconds_;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
  }

 private:
  std::vector<double> seconds_;
};

}  // namespace tertial::bench

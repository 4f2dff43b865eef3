#include "tertial/risk/classify.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <new>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using tertial::Band;
using tertial::Likelihood;
using tertial::RiskMatrix;
using tertial::Scale;
using tertial::ScoreKind;
using tertial::Severity;
using tertial::Uncovered;
namespace classify_detail = tertial::classify_detail;

namespace {

using Counts = std::array<std::uint64_t, 16>;
using Bytes = std::vector<std::uint8_t>;

Scale steps(std::size_t count) { return *Scale::make(std::vector<std::string>(count, "step")); }

// One for each score rule, from the smallest matrix to the largest.
std::vector<RiskMatrix> matrices() {
  const std::vector<Band> legend = {{"green", "", 1, 3}, {"yellow", "", 4, 6}, {"red", "", 9, 12}};
  std::vector<RiskMatrix> all;
  all.push_back(*RiskMatrix::make({.likelihood = steps(4), .severity = steps(4), .bands = legend}));
  all.push_back(*RiskMatrix::make({.likelihood = steps(1), .severity = steps(1), .bands = {{"one", "", 1, 1}}}));
  all.push_back(*RiskMatrix::make({.likelihood = steps(3),
                                   .severity = steps(7),
                                   .score = {.kind = ScoreKind::sum},
                                   .bands = legend,
                                   .uncovered = Uncovered::next_worse}));
  std::vector<std::vector<int>> table(10, std::vector<int>(10));
  std::vector<Band> bands;
  bands.reserve(15);
  std::mt19937 random(7);
  for (auto& row : table) {
    for (int& score : row) score = static_cast<int>(random() % 17);  // 15 and 16 are uncovered
  }
  for (int i = 0; i < 15; ++i) bands.push_back({"band " + std::string(1, static_cast<char>('a' + i)), "", i, i});
  all.push_back(*RiskMatrix::make({.likelihood = steps(10),
                                   .severity = steps(10),
                                   .score = {.kind = ScoreKind::table, .table = std::move(table)},
                                   .bands = std::move(bands)}));
  return all;
}

struct Kernel {
  const char* name;
  void (*classify)(const tertial::LevelGrid&, classify_detail::Columns, classify_detail::Counts&);
  void (*classify_and_count)(const tertial::LevelGrid&, classify_detail::Columns, classify_detail::Counts&);
};

// Those that this processor can run; the first is what every processor can.
std::vector<Kernel> kernels() {
  std::vector<Kernel> all = {
      {"scalar", classify_detail::classify_scalar<false>, classify_detail::classify_scalar<true>}};
#if defined(TERTIAL_CLASSIFY_X86)
  if (__builtin_cpu_supports("avx2")) {
    all.push_back(
        {"avx2, streamed", classify_detail::avx2_kernel<false, true>, classify_detail::avx2_kernel<true, true>});
    all.push_back({"avx2", classify_detail::classify_avx2<false>, classify_detail::classify_avx2<true>});
  }
  if (__builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512bw")) {
    all.push_back({"avx512", classify_detail::classify_avx512<false>, classify_detail::classify_avx512<true>});
  }
#endif
  return all;
}

// Runs on spans exactly as long as the data, each at its own distance from an aligned address, so that a
// sanitizer sees every byte read or written outside. Says what went wrong, or nothing.
std::string mismatch(const RiskMatrix& matrix, const Kernel& kernel, bool counted, const Bytes& likelihood,
                     const Bytes& severity, std::size_t input_offset, std::size_t output_offset) {
  const std::size_t size = likelihood.size();
  constexpr std::size_t kAlignment = 64;
  constexpr std::uint8_t kUntouched = 0xEE;
  struct Aligned {
    explicit Aligned(std::size_t bytes) : block(new (std::align_val_t{kAlignment}) std::uint8_t[bytes]) {}
    ~Aligned() { operator delete[](block, std::align_val_t{kAlignment}); }
    Aligned(const Aligned&) = delete;
    Aligned& operator=(const Aligned&) = delete;
    std::uint8_t* block;
  };
  const Aligned likelihoods(input_offset + size);
  const Aligned severities(input_offset / 2 + size);
  const Aligned levels(output_offset + size + 1);
  std::copy(likelihood.begin(), likelihood.end(), likelihoods.block + input_offset);
  std::copy(severity.begin(), severity.end(), severities.block + input_offset / 2);
  std::fill_n(levels.block, output_offset + size + 1, kUntouched);

  classify_detail::Counts counts = {};
  const classify_detail::Columns columns = {likelihoods.block + input_offset, severities.block + input_offset / 2,
                                            levels.block + output_offset, size};
  (counted ? kernel.classify_and_count : kernel.classify)(matrix.grid(), columns, counts);

  const std::string where =
      std::string(kernel.name) + ", size " + std::to_string(size) + ", output at " + std::to_string(output_offset);
  Counts expected_counts = {};
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint8_t expected = matrix.level(Likelihood(likelihood[i]), Severity(severity[i])).rank();
    ++expected_counts[expected];
    if (levels.block[output_offset + i] != expected) return where + ", wrong at " + std::to_string(i);
  }
  if (std::count(levels.block, levels.block + output_offset, kUntouched) != std::ptrdiff_t(output_offset) ||
      levels.block[output_offset + size] != kUntouched) {
    return where + ", wrote outside";
  }
  if (counted && !std::equal(counts.begin() + 1, counts.end(), expected_counts.begin() + 1)) {
    return where + ", wrong counts";
  }
  return "";
}

}  // namespace

TEST_CASE("pairs of the source matrix have the level its legend gives") {
  const Bytes likelihood = {1, 1, 2, 2, 3, 2, 4, 4, 0, 3, 5, 255};
  const Bytes severity = {1, 4, 2, 3, 3, 4, 2, 4, 3, 0, 1, 255};
  const Bytes expected = {1, 2, 2, 2, 3, 0, 0, 0, 0, 0, 0, 0};
  Bytes level(12, 99);
  matrices()[0].classify(likelihood, severity, level);
  CHECK(level == expected);

  std::fill(level.begin(), level.end(), std::uint8_t{99});
  const Counts counts = matrices()[0].classify_and_count(likelihood, severity, level);
  CHECK(level == expected);
  CHECK(counts == Counts{7, 1, 3, 1});
}

TEST_CASE("no pairs have no levels") { CHECK(matrices()[0].classify_and_count({}, {}, {}) == Counts{}); }

TEST_CASE("every pair of bytes has the level of its cell, by every kernel") {
  Bytes likelihood;
  Bytes severity;
  for (int i = 0; i < 256; ++i) {
    for (int j = 0; j < 256; ++j) {
      likelihood.push_back(static_cast<std::uint8_t>(i));
      severity.push_back(static_cast<std::uint8_t>(j));
    }
  }
  for (const RiskMatrix& matrix : matrices()) {
    for (const Kernel& kernel : kernels()) {
      CHECK(mismatch(matrix, kernel, false, likelihood, severity, 0, 0) == "");
      CHECK(mismatch(matrix, kernel, true, likelihood, severity, 0, 0) == "");
    }
    Bytes level(likelihood.size());
    const Counts counts = matrix.classify_and_count(likelihood, severity, level);
    for (std::size_t rank = 0; rank < counts.size(); ++rank) {
      CHECK(counts[rank] == static_cast<std::uint64_t>(std::count(level.begin(), level.end(), rank)));
    }
  }
}

TEST_CASE("every length up to 300 at every alignment stays inside its spans") {
  std::mt19937 random(20200430);
  const RiskMatrix matrix = matrices().back();
  for (std::size_t size = 0; size <= 300; ++size) {
    Bytes likelihood(size);
    Bytes severity(size);
    for (std::size_t i = 0; i < size; ++i) {
      likelihood[i] = static_cast<std::uint8_t>(random() % 13);
      severity[i] = static_cast<std::uint8_t>(random() % 13);
    }
    for (std::size_t offset = 0; offset < 64; ++offset) {
      for (const Kernel& kernel : kernels()) {
        REQUIRE(mismatch(matrix, kernel, offset % 2 == 0, likelihood, severity, (offset * 7 + size) % 64, offset) ==
                "");
      }
    }
  }
}

TEST_CASE("outputs too large for the cache are the same") {
  std::mt19937 random(20201231);
  const std::size_t size = (std::size_t{1} << 21) + 77;
  Bytes likelihood(size);
  Bytes severity(size);
  for (std::size_t i = 0; i < size; ++i) {
    likelihood[i] = static_cast<std::uint8_t>(random() % 12);
    severity[i] = static_cast<std::uint8_t>(random() % 12);
  }
  for (const Kernel& kernel : kernels()) {
    CHECK(mismatch(matrices().back(), kernel, false, likelihood, severity, 3, 5) == "");
    CHECK(mismatch(matrices().front(), kernel, true, likelihood, severity, 0, 0) == "");
  }
}

// The levels of many (likelihood, severity) pairs at once, at about the speed of copying them.
//
//   std::vector<std::uint8_t> levels(likelihood.size());
//   matrix.classify(likelihood, severity, levels);   // 0 where missing, beyond the scale or unclassified
//   auto counts = matrix.classify_and_count(likelihood, severity, levels);   // how many of each rank
//
// The processor is asked once per call for what it has: AVX-512 VBMI, AVX2 or neither. No compiler flag is
// needed, and all kernels give the same bytes.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <span>

#include "tertial/risk/level.hpp"
#include "tertial/risk/risk_matrix.hpp"

#if defined(__x86_64__) && defined(__GNUC__)
#define TERTIAL_CLASSIFY_X86 1
#include <immintrin.h>
#endif

namespace tertial {
inline namespace v1 {

namespace classify_detail {

using Counts = std::array<std::uint64_t, LevelGrid::kMaxBands + 1>;

// Columns of equal length; the output overlaps no input. Any alignment.
struct Columns {
  const std::uint8_t* likelihood;
  const std::uint8_t* severity;
  std::uint8_t* level;
  std::size_t size;

  [[nodiscard]] Columns first(std::size_t count) const noexcept {
    return {likelihood, severity, level, std::min(count, size)};
  }
  [[nodiscard]] Columns from(std::size_t begin) const noexcept {
    return {likelihood + begin, severity + begin, level + begin, size - begin};
  }
};

// What every kernel does: writes all levels and, if kCount, adds the pairs of each rank above 0 to the
// counts. What it leaves in counts[0] means nothing.
template <bool kCount>
void classify_scalar(const LevelGrid& grid, Columns columns, Counts& counts) noexcept {
  const LevelGrid::Table table = grid.table();  // a copy, which the output cannot overlap
  for (std::size_t i = 0; i < columns.size; ++i) {
    const std::size_t likelihood = columns.likelihood[i];
    const std::size_t severity = columns.severity[i];
    const bool in_table = (likelihood <= Scale::kMaxSize) & (severity <= Scale::kMaxSize);
    const std::uint8_t rank = table[in_table ? likelihood * LevelGrid::kStride + severity : 0];
    columns.level[i] = rank;
    if constexpr (kCount) ++counts[rank];
  }
}

#if defined(TERTIAL_CLASSIFY_X86)

// From this output size on, stores go past the cache: they then need not read the lines they overwrite, and
// three columns of this size would not stay in a second-level cache of 2 MB anyway. The kind of store is a
// template argument because clang merges the two branches of a run-time choice into one ordinary store.
inline constexpr std::size_t kStreamedSize = std::size_t{1} << 20;

// How many bytes to write before `level` is aligned for a vector of this size.
inline std::size_t bytes_to_alignment(const std::uint8_t* level, std::size_t alignment) noexcept {
  return (alignment - reinterpret_cast<std::uintptr_t>(level) % alignment) % alignment;
}

// One likelihood at a time: its 16 table entries answer for all 32 severities of a vector.
template <bool kCount, bool kStreamed>
[[gnu::target("avx2,popcnt")]] void avx2_kernel(const LevelGrid& grid, Columns columns, Counts& counts) noexcept {
  constexpr std::size_t kWidth = 32;
  const std::size_t head = std::min(columns.size, bytes_to_alignment(columns.level, kWidth));
  classify_scalar<kCount>(grid, columns.first(head), counts);
  columns = columns.from(head);

  const int rows = grid.likelihoods();
  const int bands = grid.bands();
  __m256i row_levels[Scale::kMaxSize + 1];
  for (int row = 1; row <= rows; ++row) {
    alignas(16) std::uint8_t levels[16] = {};
    std::copy_n(grid.table().data() + row * LevelGrid::kStride, LevelGrid::kStride, levels);
    row_levels[row] = _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(levels)));
  }

  const __m256i above_15_to_high_bit = _mm256_set1_epi8(0x70);
  const __m256i one = _mm256_set1_epi8(1);
  std::size_t i = 0;
  for (; i + kWidth <= columns.size; i += kWidth) {
    const __m256i likelihood = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(columns.likelihood + i));
    const __m256i severity = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(columns.severity + i));
    // The shuffle looks at the low 4 bits, and gives 0 where the high bit is set.
    const __m256i column = _mm256_adds_epu8(severity, above_15_to_high_bit);
    __m256i level = _mm256_setzero_si256();
    __m256i row_number = one;
    for (int row = 1; row <= rows; ++row) {
      const __m256i in_row = _mm256_cmpeq_epi8(likelihood, row_number);
      level = _mm256_or_si256(level, _mm256_and_si256(in_row, _mm256_shuffle_epi8(row_levels[row], column)));
      row_number = _mm256_add_epi8(row_number, one);
    }
    __m256i* const out = reinterpret_cast<__m256i*>(columns.level + i);
    if constexpr (kStreamed) {
      _mm256_stream_si256(out, level);
    } else {
      _mm256_store_si256(out, level);
    }
    if constexpr (kCount) {
      for (int rank = 1; rank <= bands; ++rank) {
        const __m256i has_rank = _mm256_cmpeq_epi8(level, _mm256_set1_epi8(static_cast<char>(rank)));
        counts[static_cast<std::size_t>(rank)] +=
            static_cast<std::uint64_t>(_mm_popcnt_u32(static_cast<std::uint32_t>(_mm256_movemask_epi8(has_rank))));
      }
    }
  }
  if constexpr (kStreamed) _mm_sfence();
  classify_scalar<kCount>(grid, columns.from(i), counts);
}

// The whole table in two registers, looked up by likelihood * kStride + severity.
template <bool kCount, bool kStreamed>
[[gnu::target("avx512f,avx512bw,avx512vbmi,popcnt")]] void avx512_kernel(const LevelGrid& grid, Columns columns,
                                                                         Counts& counts) noexcept {
  constexpr std::size_t kWidth = 64;
  const std::size_t head = std::min(columns.size, bytes_to_alignment(columns.level, kWidth));
  classify_scalar<kCount>(grid, columns.first(head), counts);
  columns = columns.from(head);

  const std::uint8_t* const table = grid.table().data();
  const __m512i low_half = _mm512_loadu_si512(table);
  const __m512i high_half = _mm512_loadu_si512(table + kWidth);
  alignas(kWidth) std::uint8_t offsets[kWidth] = {};
  for (int row = 0; row <= Scale::kMaxSize; ++row) {
    offsets[row] = static_cast<std::uint8_t>(row * LevelGrid::kStride);
  }
  const __m512i row_offsets = _mm512_load_si512(offsets);
  const __m512i last_step = _mm512_set1_epi8(Scale::kMaxSize);
  const int bands = grid.bands();

  std::size_t i = 0;
  for (; i + kWidth <= columns.size; i += kWidth) {
    const __m512i likelihood = _mm512_loadu_si512(columns.likelihood + i);
    const __m512i severity = _mm512_loadu_si512(columns.severity + i);
    const __mmask64 in_table =
        _mm512_mask_cmple_epu8_mask(_mm512_cmple_epu8_mask(likelihood, last_step), severity, last_step);
    const __m512i row = _mm512_maskz_permutexvar_epi8(in_table, likelihood, row_offsets);
    const __m512i index = _mm512_add_epi8(row, severity);
    const __m512i level = _mm512_maskz_permutex2var_epi8(in_table, low_half, index, high_half);
    __m512i* const out = reinterpret_cast<__m512i*>(columns.level + i);
    if constexpr (kStreamed) {
      _mm512_stream_si512(out, level);
    } else {
      _mm512_store_si512(out, level);
    }
    if constexpr (kCount) {
      for (int rank = 1; rank <= bands; ++rank) {
        const __mmask64 has_rank = _mm512_cmpeq_epi8_mask(level, _mm512_set1_epi8(static_cast<char>(rank)));
        counts[static_cast<std::size_t>(rank)] += static_cast<std::uint64_t>(_mm_popcnt_u64(has_rank));
      }
    }
  }
  if constexpr (kStreamed) _mm_sfence();
  classify_scalar<kCount>(grid, columns.from(i), counts);
}

template <bool kCount>
void classify_avx2(const LevelGrid& grid, Columns columns, Counts& counts) noexcept {
  if (columns.size >= kStreamedSize) return avx2_kernel<kCount, true>(grid, columns, counts);
  avx2_kernel<kCount, false>(grid, columns, counts);
}

template <bool kCount>
void classify_avx512(const LevelGrid& grid, Columns columns, Counts& counts) noexcept {
  if (columns.size >= kStreamedSize) return avx512_kernel<kCount, true>(grid, columns, counts);
  avx512_kernel<kCount, false>(grid, columns, counts);
}

#endif  // TERTIAL_CLASSIFY_X86

template <bool kCount>
void classify_best(const LevelGrid& grid, Columns columns, Counts& counts) noexcept {
#if defined(TERTIAL_CLASSIFY_X86)
  if (__builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512bw")) {
    return classify_avx512<kCount>(grid, columns, counts);
  }
  if (__builtin_cpu_supports("avx2")) return classify_avx2<kCount>(grid, columns, counts);
#endif
  classify_scalar<kCount>(grid, columns, counts);
}

}  // namespace classify_detail

inline void RiskMatrix::classify(std::span<const std::uint8_t> likelihood, std::span<const std::uint8_t> severity,
                                 std::span<std::uint8_t> level) const noexcept {
  assert(likelihood.size() == level.size() && severity.size() == level.size());
  classify_detail::Counts uncounted;
  classify_detail::classify_best<false>(grid_, {likelihood.data(), severity.data(), level.data(), level.size()},
                                        uncounted);
}

inline std::array<std::uint64_t, RiskMatrix::kMaxBands + 1> RiskMatrix::classify_and_count(
    std::span<const std::uint8_t> likelihood, std::span<const std::uint8_t> severity,
    std::span<std::uint8_t> level) const noexcept {
  assert(likelihood.size() == level.size() && severity.size() == level.size());
  classify_detail::Counts counts = {};
  classify_detail::classify_best<true>(grid_, {likelihood.data(), severity.data(), level.data(), level.size()}, counts);
  counts[0] = std::accumulate(counts.begin() + 1, counts.end(), std::uint64_t{level.size()}, std::minus<>());
  return counts;
}

}  // namespace v1
}  // namespace tertial

// Whether any of a few sorted-in numbers lies within a distance above another one, for many of these at once.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__x86_64__) && defined(__GNUC__)
#define TERTIAL_RETURN_SEARCH_X86 1
#include <immintrin.h>
#endif

namespace tertial {
inline namespace v1 {
namespace measure_detail {

// One question: of starts[begin] to starts[begin + count - 1], is there one s with 0 <= s - after < within?
struct ReturnQuestion {
  std::uint64_t after;
  std::uint32_t begin;
  std::uint32_t count;
  std::uint32_t within;
  std::uint32_t figure;  // where the answer is counted
};

inline void search_returns_plain(const std::uint64_t* starts, const ReturnQuestion* questions, std::size_t size,
                                 std::uint8_t* found) noexcept {
  for (std::size_t i = 0; i < size; ++i) {
    const ReturnQuestion& question = questions[i];
    bool any = false;
    for (std::uint32_t j = 0; j < question.count; ++j) {
      any |= starts[question.begin + j] - question.after < question.within;
    }
    found[i] = any;
  }
}

#if defined(TERTIAL_RETURN_SEARCH_X86)
[[gnu::target("avx2")]] inline void search_returns_avx2(const std::uint64_t* starts, const ReturnQuestion* questions,
                                                        std::size_t size, std::uint8_t* found) noexcept {
  const __m256i low = _mm256_set1_epi64x(static_cast<long long>(std::uint64_t{1} << 63));  // to compare without signs
  const __m256i lanes = _mm256_setr_epi64x(0, 1, 2, 3);
  for (std::size_t i = 0; i < size; ++i) {
    const ReturnQuestion& question = questions[i];
    const __m256i after = _mm256_set1_epi64x(static_cast<long long>(question.after));
    const __m256i within = _mm256_xor_si256(_mm256_set1_epi64x(question.within), low);
    __m256i any = _mm256_setzero_si256();
    for (std::uint32_t j = 0; j < question.count; j += 4) {
      const __m256i left = _mm256_cmpgt_epi64(_mm256_set1_epi64x(question.count - j), lanes);
      const auto* const from = reinterpret_cast<const long long*>(starts + question.begin + j);
      const __m256i away = _mm256_sub_epi64(_mm256_maskload_epi64(from, left), after);
      const __m256i near = _mm256_cmpgt_epi64(within, _mm256_xor_si256(away, low));
      any = _mm256_or_si256(any, _mm256_and_si256(near, left));
    }
    found[i] = !_mm256_testz_si256(any, any);
  }
}

[[gnu::target("avx512f")]] inline void search_returns_avx512(const std::uint64_t* starts,
                                                             const ReturnQuestion* questions, std::size_t size,
                                                             std::uint8_t* found) noexcept {
  for (std::size_t i = 0; i < size; ++i) {
    const ReturnQuestion& question = questions[i];
    const __m512i after = _mm512_set1_epi64(static_cast<long long>(question.after));
    const __m512i within = _mm512_set1_epi64(question.within);
    unsigned any = 0;
    for (std::uint32_t j = 0; j < question.count; j += 8) {
      const std::uint32_t left = question.count - j;
      const auto lanes = static_cast<__mmask8>(left >= 8 ? 0xFF : (1U << left) - 1);
      const __m512i away = _mm512_sub_epi64(_mm512_maskz_loadu_epi64(lanes, starts + question.begin + j), after);
      any |= _mm512_mask_cmplt_epu64_mask(lanes, away, within);
    }
    found[i] = any != 0;
  }
}
#endif

inline void search_returns(const std::uint64_t* starts, const ReturnQuestion* questions, std::size_t size,
                           std::uint8_t* found) noexcept {
#if defined(TERTIAL_RETURN_SEARCH_X86)
  if (__builtin_cpu_supports("avx512f")) return search_returns_avx512(starts, questions, size, found);
  if (__builtin_cpu_supports("avx2")) return search_returns_avx2(starts, questions, size, found);
#endif
  search_returns_plain(starts, questions, size, found);
}

}  // namespace measure_detail
}  // namespace v1
}  // namespace tertial

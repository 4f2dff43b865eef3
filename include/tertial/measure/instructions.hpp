// A loop compiled for several processors, the best of which is chosen when it runs; all give the same bits.
//
//   with_best_instructions([&]() TERTIAL_INLINE { for (...) ... });
//
// What the loop calls must be TERTIAL_INLINE too, or it stays the same code for every processor.
#pragma once

#include <cstdint>

#if defined(__GNUC__)
#define TERTIAL_INLINE __attribute__((always_inline))
#else
#define TERTIAL_INLINE
#endif

namespace tertial {
inline namespace v1 {
namespace measure_detail {

// A condition as a number, to be joined with others without branches.
TERTIAL_INLINE constexpr std::uint32_t bit(bool condition) noexcept { return static_cast<std::uint32_t>(condition); }

#if defined(__x86_64__) && defined(__GNUC__)
template <class Loop>
[[gnu::target("avx2"), gnu::noinline]] void with_avx2(const Loop& loop) {
  loop();
}
template <class Loop>
[[gnu::target("avx512f,avx512bw,avx512dq,avx512vl"), gnu::noinline]] void with_avx512(const Loop& loop) {
  loop();
}
#endif

template <class Loop>
void with_best_instructions(const Loop& loop) {
#if defined(__x86_64__) && defined(__GNUC__)
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
    return with_avx512(loop);
  }
  if (__builtin_cpu_supports("avx2")) return with_avx2(loop);
#endif
  loop();
}

}  // namespace measure_detail
}  // namespace v1
}  // namespace tertial

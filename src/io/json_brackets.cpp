#include "json_brackets.hpp"

#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif
#if defined(__x86_64__) && defined(__GNUC__)
#define TERTIAL_HAS_AVX2_TARGET 1
#include <immintrin.h>
#endif

namespace tertial {
inline namespace v1 {
namespace {

// One bit for each of 64 bytes.
struct Masks {
  std::uint64_t quote = 0;
  std::uint64_t backslash = 0;
  std::uint64_t open = 0;
  std::uint64_t close = 0;
};

// With this bit set '[' and '{' are one byte, and ']' and '}' another; no third byte joins them.
constexpr char kBracketBit = 0x20;

#if defined(__SSE2__)
std::uint64_t equal_bits(const __m128i (&lanes)[4], char wanted) noexcept {
  const __m128i all = _mm_set1_epi8(wanted);
  std::uint64_t bits = 0;
  for (int i = 3; i >= 0; --i) {
    bits = bits << 16 | static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(lanes[i], all)));
  }
  return bits;
}

Masks masks_of(const char* block) noexcept {
  __m128i lanes[4];
  for (int i = 0; i < 4; ++i) lanes[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 16 * i));
  Masks masks;
  masks.quote = equal_bits(lanes, '"');
  masks.backslash = equal_bits(lanes, '\\');
  for (__m128i& lane : lanes) lane = _mm_or_si128(lane, _mm_set1_epi8(kBracketBit));
  masks.open = equal_bits(lanes, '{');
  masks.close = equal_bits(lanes, '}');
  return masks;
}
#else
Masks masks_of(const char* block) noexcept {
  Masks masks;
  for (std::size_t i = 0; i < kBracketBlock; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    const char c = block[i];
    if (c == '"') masks.quote |= bit;
    if (c == '\\') masks.backslash |= bit;
    if ((c | kBracketBit) == '{') masks.open |= bit;
    if ((c | kBracketBit) == '}') masks.close |= bit;
  }
  return masks;
}
#endif

// std::popcount calls a library where the processor's own instruction cannot be taken for granted.
std::uint32_t count_bits(std::uint64_t bits) noexcept {
  bits -= bits >> 1 & 0x5555555555555555U;
  bits = (bits & 0x3333333333333333U) + (bits >> 2 & 0x3333333333333333U);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0FU;
  return static_cast<std::uint32_t>(bits * 0x0101010101010101U >> 56);
}

// For each bit whether an odd number of bits is set up to and with it.
std::uint64_t prefix_parity(std::uint64_t bits) noexcept {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

// The bytes that a backslash escapes. `carried` is whether the first byte is escaped by the block before; it
// becomes that for the next block.
std::uint64_t escaped_bits(std::uint64_t backslash, bool& carried) noexcept {
  std::uint64_t escaped = carried ? 1 : 0;
  backslash &= ~escaped;
  carried = false;
  while (backslash != 0) {
    const int at = std::countr_zero(backslash);
    if (at == 63) {
      carried = true;
      break;
    }
    const std::uint64_t next = std::uint64_t{1} << (at + 1);
    escaped |= next;
    backslash &= ~(next | (next - 1));
  }
  return escaped;
}

#if defined(TERTIAL_HAS_AVX2_TARGET)
#define TERTIAL_AVX2 __attribute__((target("avx2,pclmul,popcnt")))

TERTIAL_AVX2 inline std::uint64_t wide_equal_bits(__m256i low, __m256i high, char wanted) noexcept {
  const __m256i all = _mm256_set1_epi8(wanted);
  const auto low_bits = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, all)));
  const auto high_bits = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, all)));
  return std::uint64_t{high_bits} << 32 | low_bits;
}

// prefix_parity() is a multiplication without carries by a number of nothing but ones.
TERTIAL_AVX2 inline std::uint64_t wide_prefix_parity(std::uint64_t bits) noexcept {
  const __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128(static_cast<long long>(bits)), _mm_set1_epi8(-1), 0);
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(product));
}

TERTIAL_AVX2 void find_brackets_avx2(const char* text, std::size_t count, BracketState& state,
                                     BracketBlock* out) noexcept {
  BracketState now = state;
  for (std::size_t i = 0; i < count; ++i, text += kBracketBlock) {
    __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text));
    __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + 32));
    const std::uint64_t quote = wide_equal_bits(low, high, '"');
    const std::uint64_t backslash = wide_equal_bits(low, high, '\\');
    low = _mm256_or_si256(low, _mm256_set1_epi8(kBracketBit));
    high = _mm256_or_si256(high, _mm256_set1_epi8(kBracketBit));
    const std::uint64_t inside =
        wide_prefix_parity(quote & ~escaped_bits(backslash, now.escaped)) ^ (now.in_string ? ~std::uint64_t{0} : 0);
    now.in_string = (inside >> 63) != 0;
    out[i].open = wide_equal_bits(low, high, '{') & ~inside;
    out[i].close = wide_equal_bits(low, high, '}') & ~inside;
    out[i].opened = static_cast<std::uint32_t>(_mm_popcnt_u64(out[i].open));
    out[i].closed = static_cast<std::uint32_t>(_mm_popcnt_u64(out[i].close));
  }
  state = now;
}
#endif

using FindBrackets = void (*)(const char*, std::size_t, BracketState&, BracketBlock*) noexcept;

FindBrackets best_for_this_processor() noexcept {
#if defined(TERTIAL_HAS_AVX2_TARGET)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("popcnt")) {
    return find_brackets_avx2;
  }
#endif
  return find_brackets_portably;
}

}  // namespace

void find_brackets_portably(const char* text, std::size_t count, BracketState& state, BracketBlock* out) noexcept {
  for (std::size_t i = 0; i < count; ++i, text += kBracketBlock) {
    const Masks masks = masks_of(text);
    const std::uint64_t inside = prefix_parity(masks.quote & ~escaped_bits(masks.backslash, state.escaped)) ^
                                 (state.in_string ? ~std::uint64_t{0} : 0);
    state.in_string = (inside >> 63) != 0;
    out[i].open = masks.open & ~inside;
    out[i].close = masks.close & ~inside;
    out[i].opened = count_bits(out[i].open);
    out[i].closed = count_bits(out[i].close);
  }
}

void find_brackets(const char* text, std::size_t count, BracketState& state, BracketBlock* out) noexcept {
  static const FindBrackets find = best_for_this_processor();
  find(text, count, state, out);
}

}  // namespace v1
}  // namespace tertial

#include "io/record_separators.hpp"

#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif
#if defined(__x86_64__) && defined(__GNUC__)
#define TERTIAL_HAS_AVX2_TARGET 1
#include <immintrin.h>
#define TERTIAL_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
#endif

namespace tertial {
inline namespace v1 {
namespace record_detail {
namespace {

// Fills what is left of the last block: no separator, no quote, no NUL, ASCII.
constexpr char kFiller = ' ';

// One bit for each of 64 bytes.
struct Masks {
  std::uint64_t delimiter = 0;
  std::uint64_t line_end = 0;
  std::uint64_t quote = 0;
};

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

// Byte by byte: for blocks whose quotes are not where they belong, and for the last one.
std::uint64_t walk_block(const char* block, std::size_t size, std::size_t offset, SeparatorSigns signs,
                         SeparatorScan& scan, std::vector<std::uint32_t>& strays) {
  std::uint64_t separators = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const char c = block[i];
    const bool is_quote = c == signs.quote && signs.quote != '\0';
    if (scan.in_quotes) {
      scan.in_quotes = !is_quote;
      scan.after_quote = is_quote;
    } else if (c == signs.delimiter || c == '\n') {
      separators |= std::uint64_t{1} << i;
      scan.at_field_start = true;
      scan.after_quote = false;
    } else if (is_quote && (scan.at_field_start || scan.after_quote)) {
      scan.in_quotes = true;
      scan.at_field_start = scan.after_quote = false;
    } else {
      if (is_quote || (scan.after_quote && c != '\r')) strays.push_back(static_cast<std::uint32_t>(offset + i));
      scan.at_field_start = scan.after_quote = false;
    }
  }
  return separators;
}

// A block with quotes in it, or begun in quotes or behind one.
[[gnu::noinline]] std::uint64_t quoted_block(const char* block, std::size_t size, std::size_t offset,
                                             const Masks& masks, SeparatorSigns signs, SeparatorScan& scan,
                                             std::vector<std::uint32_t>& strays) {
  scan.any_quote = true;
  if (size < kSeparatorBlock) return walk_block(block, size, offset, signs, scan, strays);
  const std::uint64_t inside = prefix_parity(masks.quote) ^ (scan.in_quotes ? ~std::uint64_t{0} : 0);
  const std::uint64_t closing = masks.quote & ~inside;
  const std::uint64_t separators = (masks.delimiter | masks.line_end) & ~inside;
  const std::uint64_t behind_closing = closing << 1 | (scan.after_quote ? 1 : 0);
  const std::uint64_t field_start = separators << 1 | (scan.at_field_start ? 1 : 0);
  bool in_place = (masks.quote & inside & ~(field_start | behind_closing)) == 0;
  std::uint64_t loose = behind_closing & ~(separators | masks.quote);
  for (; in_place && loose != 0; loose &= loose - 1) in_place = block[std::countr_zero(loose)] == '\r';
  if (!in_place) return walk_block(block, size, offset, signs, scan, strays);
  scan.in_quotes = (inside >> 63) != 0;
  scan.after_quote = (closing >> 63) != 0;
  scan.at_field_start = (separators >> 63) != 0;
  return separators;
}

// Sixteen at a time, which is what most blocks have at most: what is written too much is written over.
inline std::uint32_t* write_positions(std::uint64_t bits, std::uint32_t offset, std::uint32_t* out,
                                      std::size_t count) noexcept {
  const auto next = [&] {
    const std::uint32_t at = offset + static_cast<std::uint32_t>(__builtin_ctzll(bits | std::uint64_t{1} << 63));
    bits &= bits - 1;
    return at;
  };
  for (std::size_t i = 0; i < 8; ++i) out[i] = next();
  if (count > 8) {
    for (std::size_t i = 8; i < 16; ++i) out[i] = next();
  }
  for (std::size_t i = 16; i < count; ++i) out[i] = next();
  return out + count;
}

#if defined(__SSE2__)
// Wide registers of the processors this is compiled for.
struct PortableLanes {
  __m128i high = _mm_setzero_si128();
  __m128i nul = _mm_setzero_si128();

  static std::uint64_t equal_bits(const __m128i (&lanes)[4], char wanted) noexcept {
    const __m128i all = _mm_set1_epi8(wanted);
    std::uint64_t bits = 0;
    for (int i = 3; i >= 0; --i) {
      bits = bits << 16 | static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(lanes[i], all)));
    }
    return bits;
  }
  Masks masks(const char* block, SeparatorSigns signs) noexcept {
    __m128i lanes[4];
    for (int i = 0; i < 4; ++i) {
      lanes[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 16 * i));
      high = _mm_or_si128(high, lanes[i]);
      nul = _mm_or_si128(nul, _mm_cmpeq_epi8(lanes[i], _mm_setzero_si128()));
    }
    return {.delimiter = equal_bits(lanes, signs.delimiter),
            .line_end = equal_bits(lanes, '\n'),
            .quote = equal_bits(lanes, signs.quote)};
  }
  [[nodiscard]] bool any_high() const noexcept { return _mm_movemask_epi8(high) != 0; }
  [[nodiscard]] bool any_nul() const noexcept { return _mm_movemask_epi8(nul) != 0; }
};
#else
struct PortableLanes {
  unsigned char high = 0;
  bool nul = false;

  Masks masks(const char* block, SeparatorSigns signs) noexcept {
    Masks masks;
    for (std::size_t i = 0; i < kSeparatorBlock; ++i) {
      const std::uint64_t bit = std::uint64_t{1} << i;
      const char c = block[i];
      if (c == signs.delimiter) masks.delimiter |= bit;
      if (c == '\n') masks.line_end |= bit;
      if (c == signs.quote) masks.quote |= bit;
      if (c == '\0') nul = true;
      high = static_cast<unsigned char>(high | static_cast<unsigned char>(c));
    }
    return masks;
  }
  [[nodiscard]] bool any_high() const noexcept { return high >= 0x80; }
  [[nodiscard]] bool any_nul() const noexcept { return nul; }
};
#endif

// std::popcount calls a library where the processor's own instruction cannot be taken for granted.
struct PortableCount {
  static std::size_t of(std::uint64_t bits) noexcept {
    bits -= bits >> 1 & 0x5555555555555555U;
    bits = (bits & 0x3333333333333333U) + (bits >> 2 & 0x3333333333333333U);
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0FU;
    return bits * 0x0101010101010101U >> 56;
  }
};

// The walk over blocks, compiled once for each set of instructions.
template <class Lanes, class Count>
[[gnu::always_inline]] inline void find_by(char* text, std::size_t size, SeparatorSigns signs, SeparatorScan& scan,
                                           std::uint32_t* positions, std::vector<std::uint32_t>& strays) {
  std::memset(text + size, kFiller, kSeparatorBlock);
  const std::uint64_t quotes_count = signs.quote != '\0' ? ~std::uint64_t{0} : 0;
  Lanes lanes;
  std::uint32_t* out = positions;
  std::size_t line_ends = 0;
  for (std::size_t offset = 0; offset < size; offset += kSeparatorBlock) {
    Masks masks = lanes.masks(text + offset, signs);
    masks.quote &= quotes_count;
    std::uint64_t separators = masks.delimiter | masks.line_end;
    if (masks.quote != 0 || scan.in_quotes || scan.after_quote) [[unlikely]] {
      const std::size_t rest = size - offset < kSeparatorBlock ? size - offset : kSeparatorBlock;
      separators = quoted_block(text + offset, rest, offset, masks, signs, scan, strays);
    } else {
      const std::size_t last = size - offset < kSeparatorBlock ? size - offset - 1 : kSeparatorBlock - 1;
      scan.at_field_start = (separators >> last & 1) != 0;
    }
    line_ends += Count::of(separators & masks.line_end);
    out = write_positions(separators, static_cast<std::uint32_t>(offset), out, Count::of(separators));
  }
  scan.separators = static_cast<std::size_t>(out - positions);
  scan.line_ends = line_ends;
  scan.any_high |= lanes.any_high();
  scan.any_nul |= lanes.any_nul();
}

#if defined(TERTIAL_HAS_AVX2_TARGET)
struct WideLanes {
  __m256i high;
  __m256i nul;

  TERTIAL_AVX2 WideLanes() noexcept : high(_mm256_setzero_si256()), nul(_mm256_setzero_si256()) {}
  TERTIAL_AVX2 static std::uint64_t equal_bits(__m256i low, __m256i up, char wanted) noexcept {
    const __m256i all = _mm256_set1_epi8(wanted);
    const auto low_bits = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, all)));
    const auto up_bits = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(up, all)));
    return std::uint64_t{up_bits} << 32 | low_bits;
  }
  TERTIAL_AVX2 Masks masks(const char* block, SeparatorSigns signs) noexcept {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block));
    const __m256i up = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + 32));
    high = _mm256_or_si256(high, _mm256_or_si256(low, up));
    nul = _mm256_or_si256(nul, _mm256_cmpeq_epi8(_mm256_min_epu8(low, up), _mm256_setzero_si256()));
    return {.delimiter = equal_bits(low, up, signs.delimiter),
            .line_end = equal_bits(low, up, '\n'),
            .quote = equal_bits(low, up, signs.quote)};
  }
  TERTIAL_AVX2 bool any_high() const noexcept { return _mm256_movemask_epi8(high) != 0; }
  TERTIAL_AVX2 bool any_nul() const noexcept { return _mm256_movemask_epi8(nul) != 0; }
};

struct WideCount {
  TERTIAL_AVX2 static std::size_t of(std::uint64_t bits) noexcept {
    return static_cast<std::size_t>(_mm_popcnt_u64(bits));
  }
};

TERTIAL_AVX2 void find_separators_avx2(char* text, std::size_t size, SeparatorSigns signs, SeparatorScan& scan,
                                       std::uint32_t* positions, std::vector<std::uint32_t>& strays) {
  find_by<WideLanes, WideCount>(text, size, signs, scan, positions, strays);
}
#endif

using FindSeparators = void (*)(char*, std::size_t, SeparatorSigns, SeparatorScan&, std::uint32_t*,
                                std::vector<std::uint32_t>&);

FindSeparators best_for_this_processor() noexcept {
#if defined(TERTIAL_HAS_AVX2_TARGET)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
      __builtin_cpu_supports("popcnt")) {
    return find_separators_avx2;
  }
#endif
  return find_separators_portably;
}

}  // namespace

void find_separators_portably(char* text, std::size_t size, SeparatorSigns signs, SeparatorScan& scan,
                              std::uint32_t* positions, std::vector<std::uint32_t>& strays) {
  find_by<PortableLanes, PortableCount>(text, size, signs, scan, positions, strays);
}

void find_separators(char* text, std::size_t size, SeparatorSigns signs, SeparatorScan& scan, std::uint32_t* positions,
                     std::vector<std::uint32_t>& strays) {
  static const FindSeparators find = best_for_this_processor();
  find(text, size, signs, scan, positions, strays);
}

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

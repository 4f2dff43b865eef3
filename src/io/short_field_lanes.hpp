// Four fields at a time in the registers of processors with AVX2: one each in the four lanes of 64 bits.
//
//   FieldLanes lanes = load_lanes<false>(text, ends, stride);
//   int taken = WholeLanes(fields)(lanes, out);            // a bit for each field whose value was written
#pragma once

#if defined(__x86_64__) && defined(__GNUC__)
#define TERTIAL_HAS_AVX2_TARGET 1
#define TERTIAL_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define TERTIAL_AVX2_INLINE __attribute__((target("avx2,bmi,bmi2,popcnt"), always_inline)) inline

#include <immintrin.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "io/record_digits.hpp"
#include "io/short_fields.hpp"
#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"

namespace tertial {
inline namespace v1 {
namespace record_detail {

// What the fields begin with, and how long they are. Fields of more than eight bytes are for dates alone.
struct FieldLanes {
  __m256i bytes;
  __m256i sizes;
  __m256i taken;  // all ones where nothing is wrong so far
  const char* begins[4];
};

TERTIAL_AVX2_INLINE __m256i all_lanes(std::uint64_t value) noexcept {
  return _mm256_set1_epi64x(static_cast<long long>(value));
}
TERTIAL_AVX2_INLINE __m256i load_four(const char* const (&at)[4], std::size_t offset) noexcept {
  const auto word = [&](std::size_t i) { return static_cast<long long>(load8(at[i] + offset)); };
  return _mm256_set_epi64x(word(3), word(2), word(1), word(0));
}

// Of four rows. With kBehindCr a CR belongs to the line's end, behind up to seven bytes.
template <bool kBehindCr>
TERTIAL_AVX2_INLINE FieldLanes load_lanes(const char* text, const std::uint32_t* ends, std::size_t stride) noexcept {
  FieldLanes lanes;
  std::uint64_t pairs[4];
  for (std::size_t i = 0; i < 4; ++i) {
    std::memcpy(&pairs[i], ends + i * stride, sizeof pairs[i]);
    lanes.begins[i] = text + (static_cast<std::uint32_t>(pairs[i]) + 1);
  }
  lanes.bytes = load_four(lanes.begins, 0);
  const auto pair = [&](std::size_t i) { return static_cast<long long>(pairs[i]); };
  const __m256i both = _mm256_set_epi64x(pair(3), pair(2), pair(1), pair(0));
  const __m256i end = _mm256_srli_epi64(both, 32);
  // Half of the difference is of 32 bits, as the first field begins behind -1.
  lanes.sizes = _mm256_and_si256(_mm256_sub_epi64(_mm256_sub_epi64(end, both), all_lanes(1)), all_lanes(0xFFFFFFFF));
  lanes.taken = all_lanes(~std::uint64_t{0});
  if constexpr (kBehindCr) {
    lanes.sizes = _mm256_sub_epi64(lanes.sizes, all_lanes(1));
    const __m256i last = _mm256_srlv_epi64(lanes.bytes, _mm256_slli_epi64(lanes.sizes, 3));
    lanes.taken = _mm256_cmpeq_epi64(_mm256_and_si256(last, all_lanes(0xFF)), all_lanes('\r'));
  }
  return lanes;
}

TERTIAL_AVX2_INLINE int taken_bits(__m256i taken) noexcept { return _mm256_movemask_pd(_mm256_castsi256_pd(taken)); }

// Whether all eight bytes of each lane are the values of digits.
TERTIAL_AVX2_INLINE __m256i lanes_are_digits(__m256i values) noexcept {
  return _mm256_cmpeq_epi64(_mm256_subs_epu8(values, _mm256_set1_epi8(9)), _mm256_setzero_si256());
}
// Two digits in each 16 bits, as a number.
TERTIAL_AVX2_INLINE __m256i pairs_of(__m256i values) noexcept {
  return _mm256_maddubs_epi16(values, _mm256_set1_epi16(0x010A));
}
// Of eight digits.
TERTIAL_AVX2_INLINE __m256i numbers_of(__m256i values) noexcept {
  const __m256i fours = _mm256_madd_epi16(pairs_of(values), _mm256_set1_epi32(0x00010064));
  return _mm256_add_epi64(_mm256_mul_epu32(fours, all_lanes(10'000)), _mm256_srli_epi64(fours, 32));
}
// The lower halves of the lanes.
TERTIAL_AVX2_INLINE __m128i lower_halves(__m256i lanes) noexcept {
  const __m256i even = _mm256_permutevar8x32_epi32(lanes, _mm256_set_epi32(6, 4, 2, 0, 6, 4, 2, 0));
  return _mm256_castsi256_si128(even);
}

// Bytes with a minus sign in front taken off: values behind zeros, and a one in each lane that had it.
struct SignedLanes {
  __m256i values;
  __m256i minus;
};
TERTIAL_AVX2_INLINE SignedLanes values_of(const FieldLanes& lanes) noexcept {
  const __m256i is_minus = _mm256_cmpeq_epi8(lanes.bytes, _mm256_set1_epi8('-'));
  const __m256i first_minus = _mm256_and_si256(is_minus, all_lanes(0xFF));
  const __m256i values = _mm256_andnot_si256(first_minus, _mm256_xor_si256(lanes.bytes, all_lanes(kZeros)));
  const __m256i shift = _mm256_sub_epi64(all_lanes(64), _mm256_slli_epi64(lanes.sizes, 3));
  return {_mm256_sllv_epi64(values, shift), _mm256_and_si256(first_minus, all_lanes(1))};
}
// Up to eight bytes, of which one at least is no sign.
TERTIAL_AVX2_INLINE __m256i sizes_fit(const FieldLanes& lanes, __m256i signs) noexcept {
  return _mm256_and_si256(_mm256_cmpgt_epi64(lanes.sizes, signs), _mm256_cmpgt_epi64(all_lanes(9), lanes.sizes));
}

struct WholeLanes {
  using Value = std::int64_t;
  explicit WholeLanes(const ShortFields&) noexcept {}
  TERTIAL_AVX2_INLINE int operator()(const FieldLanes& lanes, Value* out) const noexcept {
    const SignedLanes read = values_of(lanes);
    const __m256i negative = _mm256_sub_epi64(_mm256_setzero_si256(), read.minus);
    const __m256i number = _mm256_sub_epi64(_mm256_xor_si256(numbers_of(read.values), negative), negative);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), number);
    const __m256i taken = _mm256_and_si256(lanes_are_digits(read.values), sizes_fit(lanes, read.minus));
    return taken_bits(_mm256_and_si256(taken, lanes.taken));
  }
};

struct NumberLanes {
  using Value = double;
  explicit NumberLanes(const ShortFields& fields) noexcept : decimal_(static_cast<char>(fields.decimal ^ '0')) {}
  TERTIAL_AVX2_INLINE int operator()(const FieldLanes& lanes, Value* out) const noexcept {
    const SignedLanes read = values_of(lanes);
    const __m256i ones = all_lanes(~std::uint64_t{0});
    const __m256i points = _mm256_cmpeq_epi8(read.values, _mm256_set1_epi8(decimal_));
    // The bytes before the first decimal sign, all eight where there is none; and with it those up to it.
    const __m256i before = _mm256_andnot_si256(points, _mm256_add_epi64(points, ones));
    const __m256i none = _mm256_cmpeq_epi64(points, _mm256_setzero_si256());
    const __m256i through = _mm256_or_si256(_mm256_slli_epi64(before, 8), all_lanes(0xFF));
    const __m256i first = _mm256_and_si256(read.values, before);
    const __m256i closer = _mm256_blendv_epi8(_mm256_slli_epi64(first, 8), first, none);
    const __m256i digits = _mm256_or_si256(closer, _mm256_andnot_si256(through, read.values));
    // How many bytes stand behind the sign.
    const __m256i decimals = _mm256_sad_epu8(_mm256_andnot_si256(through, _mm256_set1_epi8(1)), _mm256_setzero_si256());
    alignas(32) static constexpr std::array<double, 8> kPowers = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};
    const __m256d power = _mm256_i64gather_pd(kPowers.data(), decimals, 8);
    const __m256d number = _mm256_cvtepi32_pd(lower_halves(numbers_of(digits)));
    const __m256d size = _mm256_div_pd(number, power);
    const __m256i sign = _mm256_slli_epi64(read.minus, 63);
    _mm256_storeu_pd(out, _mm256_or_pd(size, _mm256_castsi256_pd(sign)));
    const __m256i signs = _mm256_sub_epi64(_mm256_add_epi64(read.minus, all_lanes(1)), _mm256_srli_epi64(none, 63));
    const __m256i taken = _mm256_and_si256(lanes_are_digits(digits), sizes_fit(lanes, signs));
    return taken_bits(_mm256_and_si256(taken, lanes.taken));
  }

 private:
  char decimal_;
};

// Of 1 to 12.
TERTIAL_AVX2_INLINE __m256i are_months(__m256i months) noexcept {
  return _mm256_and_si256(_mm256_cmpgt_epi64(all_lanes(13), months),
                          _mm256_cmpgt_epi64(months, _mm256_setzero_si256()));
}
// Of year * 12 + month.
TERTIAL_AVX2_INLINE __m256i are_known(__m256i months) noexcept {
  return _mm256_and_si256(_mm256_cmpgt_epi64(months, all_lanes(kFirstYear * 12)),
                          _mm256_cmpgt_epi64(all_lanes(kLastYear * 12 + 13), months));
}

struct PeriodLanes {
  using Value = std::uint32_t;
  explicit PeriodLanes(const ShortFields&) noexcept {}
  TERTIAL_AVX2_INLINE int operator()(const FieldLanes& lanes, Value* out) const noexcept {
    constexpr std::uint32_t kYearZero = Period::of(Date::from_days(0), Granularity::month).code() - 1970 * 12;
    const __m256i year = _mm256_and_si256(_mm256_slli_epi64(lanes.bytes, 16), all_lanes(0x0000FFFFFFFF0000U));
    const __m256i month = _mm256_slli_epi64(_mm256_srli_epi64(lanes.bytes, 40), 48);
    const __m256i digits = _mm256_or_si256(_mm256_or_si256(year, month), all_lanes(0x3030));
    const __m256i values = _mm256_xor_si256(digits, all_lanes(kZeros));
    const __m256i pairs = pairs_of(values);  // 0, century, year of it, month
    const __m256i parts = _mm256_madd_epi16(pairs, all_lanes(0x0001'000C'04B0'0000U));
    const __m256i sum = _mm256_add_epi64(_mm256_and_si256(parts, all_lanes(0xFFFFFFFF)), _mm256_srli_epi64(parts, 32));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), lower_halves(_mm256_add_epi64(sum, all_lanes(kYearZero - 1))));
    const __m256i dash = _mm256_and_si256(lanes.bytes, all_lanes(0x000000FF00000000U));
    const __m256i shaped = _mm256_and_si256(_mm256_cmpeq_epi64(dash, all_lanes(0x0000002D00000000U)),
                                            _mm256_cmpeq_epi64(lanes.sizes, all_lanes(7)));
    const __m256i good = _mm256_and_si256(are_months(_mm256_srli_epi64(pairs, 48)), are_known(sum));
    const __m256i taken = _mm256_and_si256(lanes_are_digits(values), _mm256_and_si256(shaped, good));
    return taken_bits(_mm256_and_si256(taken, lanes.taken));
  }
};

struct DateLanes {
  using Value = std::int32_t;
  explicit DateLanes(const ShortFields&) noexcept {}
  TERTIAL_AVX2_INLINE int operator()(const FieldLanes& lanes, Value* out) const noexcept {
    const __m256i last = load_four(lanes.begins, 2);
    const __m256i year = _mm256_and_si256(lanes.bytes, all_lanes(0xFFFFFFFF));
    const __m256i month = _mm256_and_si256(_mm256_srli_epi64(lanes.bytes, 8), all_lanes(0x0000FFFF00000000U));
    const __m256i day = _mm256_and_si256(last, all_lanes(0xFFFF000000000000U));
    const __m256i together = _mm256_cmpeq_epi64(lanes.sizes, all_lanes(8));
    const __m256i digits =
        _mm256_blendv_epi8(_mm256_or_si256(_mm256_or_si256(year, month), day), lanes.bytes, together);
    const __m256i values = _mm256_xor_si256(digits, all_lanes(kZeros));
    const __m256i dashes = _mm256_and_si256(lanes.bytes, all_lanes(0xFF0000FF00000000U));
    const __m256i parted = _mm256_and_si256(_mm256_cmpeq_epi64(dashes, all_lanes(0x2D00002D00000000U)),
                                            _mm256_cmpeq_epi64(lanes.sizes, all_lanes(10)));
    const __m256i pairs = pairs_of(values);  // century, year of it, month, day
    const __m256i parts = _mm256_madd_epi16(pairs, all_lanes(0x0000'0001'000C'04B0U));
    const __m256i months = _mm256_srli_epi64(parts, 32);
    const __m256i sum = _mm256_add_epi64(_mm256_and_si256(parts, all_lanes(0xFFFFFFFF)), months);
    const __m256i shaped = _mm256_and_si256(lanes_are_digits(values), _mm256_or_si256(together, parted));
    const __m256i known = _mm256_and_si256(shaped, _mm256_and_si256(are_months(months), are_known(sum)));
    const __m256i place = _mm256_and_si256(_mm256_sub_epi64(sum, all_lanes(kFirstYear * 12 + 1)), known);
    const __m128i begins = _mm256_i64gather_epi32(kMonthBegins.data(), place, 4);
    const __m128i nexts = _mm256_i64gather_epi32(kMonthBegins.data() + 1, place, 4);
    const __m128i days = _mm_sub_epi32(lower_halves(_mm256_srli_epi64(pairs, 48)), _mm_set1_epi32(1));
    const __m128i found = _mm_add_epi32(begins, days);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), found);
    const __m128i in_month = _mm_andnot_si128(_mm_cmpgt_epi32(begins, found), _mm_cmpgt_epi32(nexts, found));
    return taken_bits(_mm256_and_si256(known, lanes.taken)) & _mm_movemask_ps(_mm_castsi128_ps(in_month));
  }
};

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial
#endif

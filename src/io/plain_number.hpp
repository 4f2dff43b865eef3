// Reads the numbers that people write, a few digits with or without a decimal point, without a loop over the
// digits.
//
//   double value = 0;
//   if (read_plain_number("40.5,          ", value)) use(value);    // 40.5
//   read_plain_number("-4e2,           ", value);                   // false: for a reader of any number
#pragma once

#include <bit>
#include <cfloat>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace tertial {
inline namespace v1 {
namespace plain_number_detail {

// Eight bytes that begin with up to seven digits.
struct Digits {
  std::uint32_t value = 0;
  std::size_t count = 0;  // 0 also for eight digits or more
  bool leading_zero = false;
};

inline Digits read_digits(const char* at) noexcept {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  bytes ^= 0x3030303030303030U;
  // The lowest high bit marks the first byte that is no digit; those above it may be wrong.
  const std::uint64_t others = ((bytes + 0x7676767676767676U) | bytes) & 0x8080808080808080U;
  const auto count = static_cast<std::size_t>(std::countr_zero(others)) / 8;
  if (count == 0 || count == 8) return {};
  const bool leading_zero = (bytes & 0xFF) == 0;
  bytes <<= 64 - 8 * count;  // zeros before the first digit
  bytes = (bytes * 10 + (bytes >> 8)) & 0x00FF00FF00FF00FFU;
  bytes = (bytes * 100 + (bytes >> 16)) & 0x0000FFFF0000FFFFU;
  bytes = bytes * 10000 + (bytes >> 32);
  return {.value = static_cast<std::uint32_t>(bytes), .count = count, .leading_zero = leading_zero};
}

constexpr bool ends_value(char c) noexcept {
  return c == ',' || c == '}' || c == ']' || c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

}  // namespace plain_number_detail

// False, and `out` untouched, for every number but those of up to seven digits, a point and up to seven more,
// and for what is no number. 24 bytes can be read at `at`. Exact: both parts of the one division are below
// 2^53.
inline bool read_plain_number(const char* at, double& out) noexcept {
  using namespace plain_number_detail;
  if constexpr (std::endian::native != std::endian::little || FLT_EVAL_METHOD != 0) return false;
  constexpr std::int64_t kPowers[] = {1, 10, 100, 1000, 10'000, 100'000, 1'000'000, 10'000'000};
  const Digits whole = read_digits(at);
  if (whole.count == 0 || (whole.leading_zero && whole.count > 1)) return false;
  at += whole.count;
  if (ends_value(*at)) {
    out = whole.value;
    return true;
  }
  if (*at != '.') return false;
  const Digits fraction = read_digits(at + 1);
  if (fraction.count == 0 || !ends_value(at[1 + fraction.count])) return false;
  const std::int64_t power = kPowers[fraction.count];
  out = static_cast<double>(whole.value * power + fraction.value) / static_cast<double>(power);
  return true;
}

}  // namespace v1
}  // namespace tertial

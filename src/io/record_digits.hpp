// Fields as most of them are written, read without a loop or a branch over their digits.
//
//   std::int32_t days = 0;
//   if (read_short_date("2020-01-31", 10, days)) use(days);
//   read_short_number("1e3", 3, ',', value);               // false: for the reader of any field
#pragma once

#include <array>
#include <bit>
#include <cfloat>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"

namespace tertial {
inline namespace v1 {
namespace record_detail {

// Each of these reads a field of `size` bytes, and may look at up to kLookAhead bytes from its beginning on, which must
// be there. False for what it does not take, which may still be a good value, and `out` is then anything.
inline constexpr std::size_t kLookAhead = 32;

inline constexpr bool kReadsShort = std::endian::native == std::endian::little && FLT_EVAL_METHOD == 0;

inline std::uint64_t load8(const char* at) noexcept {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

inline constexpr std::uint64_t kZeros = 0x3030303030303030U;

// Of eight bytes that were digits before kZeros was taken off them.
constexpr bool are_digits(std::uint64_t values) noexcept {
  return (((values + 0x7676767676767676U) | values) & 0x8080808080808080U) == 0;
}
// The first byte is the first digit. Wrong where are_digits() is false.
constexpr std::uint64_t number_of(std::uint64_t values) noexcept {
  values = values * 10 + (values >> 8);
  return ((values & 0x000000FF000000FFU) * 0x000F424000000064U +
          (values >> 16 & 0x000000FF000000FFU) * 0x0000271000000001U) >>
         32;
}
// The last `size` of eight bytes, 1 to 8 of them, with zeros before them.
constexpr std::uint64_t last_of(std::uint64_t bytes, std::size_t size) noexcept {
  return bytes << ((64 - 8 * size) & 63);
}

[[gnu::always_inline]] inline bool read_short_digits(const char* at, std::size_t size, std::uint64_t& out) noexcept {
  if constexpr (!kReadsShort) return false;
  if (size <= 8) {
    const std::uint64_t values = last_of(load8(at) ^ kZeros, size);
    out = number_of(values);
    return are_digits(values) & (size != 0);
  }
  const std::uint64_t first = last_of(load8(at) ^ kZeros, size - 8);
  const std::uint64_t second = load8(at + size - 8) ^ kZeros;
  out = number_of(first) * 100'000'000 + number_of(second);
  return are_digits(first) && are_digits(second) && size <= 16;
}

[[gnu::always_inline]] inline bool read_short_whole(const char* at, std::size_t size, std::int64_t& out) noexcept {
  if constexpr (!kReadsShort) return false;
  const std::size_t minus = *at == '-' ? 1 : 0;
  std::uint64_t value = 0;
  const bool read = read_short_digits(at + minus, size - (size != 0 ? minus : 0), value);
  out = minus != 0 ? -static_cast<std::int64_t>(value) : static_cast<std::int64_t>(value);
  return read;
}

// Up to eight bytes with a sign, of which one may be the decimal sign. Exact: one division of two numbers below 2^53.
[[gnu::always_inline]] inline bool read_short_number(const char* at, std::size_t size, char decimal,
                                                     double& out) noexcept {
  if constexpr (!kReadsShort) return false;
  constexpr std::array<double, 9> kPowers = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e0};
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  const std::size_t minus = *at == '-' ? 1 : 0;
  size -= size != 0 ? minus : 0;
  const std::uint64_t values = last_of(load8(at + minus) ^ kZeros, size);
  // The highest bit of the byte that is the decimal sign. Bytes above it may be marked wrongly, but not below.
  const std::uint64_t differences = values ^ kOnes * static_cast<unsigned char>(decimal ^ '0');
  std::uint64_t sign = (differences - kOnes) & ~differences & 0x8080808080808080U;
  sign &= 0 - sign;
  const std::uint64_t below = (sign >> 7) - 1;  // all ones where there is none
  const std::uint64_t above = ~below & ~((sign >> 7) * 0xFF);
  const std::uint64_t has_sign = sign != 0 ? 1 : 0;
  const std::uint64_t digits = (values & below) << 8 * has_sign | (values & above);
  const auto decimals = static_cast<std::size_t>(std::countl_zero(sign)) / 8;
  const double value = static_cast<double>(static_cast<std::int64_t>(number_of(digits))) / kPowers[decimals];
  out = minus != 0 ? -value : value;
  return are_digits(digits) & (size - has_sign - 1 < 8 - has_sign);
}

// The day that each month begins with, from January 1900 to that after December 2200.
inline constexpr std::size_t kCalendarMonths = 12 * (kLastYear - kFirstYear + 1);
inline constexpr auto kMonthBegins = [] {
  std::array<std::int32_t, kCalendarMonths + 1> days = {};
  for (std::size_t i = 0; i < days.size(); ++i) {
    days[i] = calendar_detail::days_from(kFirstYear + static_cast<int>(i / 12), static_cast<int>(i % 12) + 1, 1);
  }
  return days;
}();

// Of eight digits YYYYMMDD.
[[gnu::always_inline]] inline bool day_of(std::uint64_t values, std::int32_t& out) noexcept {
  const auto number = static_cast<std::uint32_t>(number_of(values));
  const std::uint32_t month_number = number / 100;
  const std::uint32_t year = month_number / 100 - kFirstYear;
  const std::uint32_t month = month_number % 100 - 1;
  const std::uint32_t day = number % 100 - 1;
  const std::uint32_t at = year * 12 + month;
  const bool known = are_digits(values) & (year <= kLastYear - kFirstYear) & (month < 12);
  const std::uint32_t place = known ? at : 0;
  out = kMonthBegins[place] + static_cast<std::int32_t>(day);
  return known & (day < static_cast<std::uint32_t>(kMonthBegins[place + 1] - kMonthBegins[place]));
}

// Of ten bytes YYYY-MM-DD.
[[gnu::always_inline]] inline std::uint64_t digits_of_date(const char* at, bool& shaped) noexcept {
  const std::uint64_t first = load8(at);
  const std::uint64_t last = load8(at + 2);
  shaped = (first & 0xFF0000FF00000000U) == 0x2D00002D00000000U;
  return ((first & 0xFFFFFFFFU) | (first >> 40 & 0xFFFFU) << 32 | last >> 48 << 48) ^ kZeros;
}

[[gnu::always_inline]] inline bool read_short_date(const char* at, std::size_t size, std::int32_t& out) noexcept {
  if constexpr (!kReadsShort) return false;
  bool shaped = false;
  const std::uint64_t parted = digits_of_date(at, shaped);
  const bool together = size == 8;
  const bool known = day_of(together ? load8(at) ^ kZeros : parted, out);
  return known & (together | ((size == 10) & shaped));
}

// YYYY-MM-DD HH:MM and HH:MM:SS; not seconds alone.
[[gnu::always_inline]] inline bool read_short_time(const char* at, std::size_t size, std::int64_t& out) noexcept {
  if constexpr (!kReadsShort) return false;
  bool shaped = false;
  std::int32_t day = 0;
  const bool known = day_of(digits_of_date(at, shaped), day);
  const std::uint64_t clock = load8(at + 11);
  const bool with_seconds = size == 19;
  const std::uint64_t colons = with_seconds ? 0x00003A00003A0000U : 0x00000000003A0000U;
  const std::uint64_t places = with_seconds ? 0x0000FF0000FF0000U : 0x0000000000FF0000U;
  const std::uint64_t seconds = with_seconds ? clock >> 48 : 0x3030U;
  const std::uint64_t values =
      ((clock & 0xFFFFU) << 16 | (clock >> 24 & 0xFFFFU) << 32 | seconds << 48 | 0x3030U) ^ kZeros;
  const auto number = static_cast<std::uint32_t>(number_of(values));
  const std::uint32_t hour = number / 10'000;
  const std::uint32_t minute = number / 100 % 100;
  const std::uint32_t second = number % 100;
  out = std::int64_t{day} * 86'400 + (hour * 3600 + minute * 60 + second);
  return known & shaped & are_digits(values) & (hour < 24) & (minute < 60) & (second < 60) &
         ((clock & places) == colons) & ((at[10] == ' ') | (at[10] == 'T')) & ((size == 16) | with_seconds);
}

// YYYY-MM.
[[gnu::always_inline]] inline bool read_short_period(const char* at, std::size_t size, std::uint32_t& out) noexcept {
  if constexpr (!kReadsShort) return false;
  constexpr std::uint32_t kYearZero = Period::of(Date::from_days(0), Granularity::month).code() - 1970 * 12;
  const std::uint64_t bytes = load8(at);
  const std::uint64_t values = ((bytes & 0xFFFFFFFFU) << 16 | (bytes >> 40 & 0xFFFFU) << 48 | 0x3030U) ^ kZeros;
  const auto number = static_cast<std::uint32_t>(number_of(values));
  const std::uint32_t year = number / 100;
  const std::uint32_t month = number % 100 - 1;
  out = kYearZero + year * 12 + month;
  return are_digits(values) & (year - kFirstYear <= kLastYear - kFirstYear) & (month < 12) &
         ((bytes >> 32 & 0xFFU) == '-') & (size == 7);
}

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

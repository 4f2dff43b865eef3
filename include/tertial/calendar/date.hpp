// A calendar day: parsing, printing and arithmetic in the Gregorian calendar, with nothing that snaps or
// guesses.
//
//   absl::StatusOr<Date> due = Date::parse("2020-01-31");
//   Date next = due->add_months(1);           // 2020-02-29
//   int late = *Date::try_parse("2020-08-31") - next;  // 184 days
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "boost/date_time/gregorian_calendar.hpp"
#include "boost/date_time/year_month_day.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

// Years that can be read or made. Arithmetic may leave them, within Boost's calendar (1400 to 9999).
inline constexpr int kFirstYear = 1900;
inline constexpr int kLastYear = 2200;

struct YearMonthDay {
  int year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to 31

  friend constexpr auto operator<=>(const YearMonthDay&, const YearMonthDay&) = default;
};

namespace calendar_detail {

using BoostDay = boost::date_time::year_month_day_base<int, int, int>;
using Gregorian = boost::date_time::gregorian_calendar_base<BoostDay, std::uint32_t>;

inline constexpr std::int32_t kEpochDayNumber = 2440588;  // the Julian day number of 1970-01-01
inline constexpr std::array<std::string_view, 12> kMonthNames = {"January",   "February", "March",    "April",
                                                                 "May",       "June",     "July",     "August",
                                                                 "September", "October",  "November", "December"};

constexpr std::int32_t days_from(int year, int month, int day) noexcept {
  return static_cast<std::int32_t>(Gregorian::day_number(BoostDay(year, month, day))) - kEpochDayNumber;
}
constexpr int days_in_month(int year, int month) noexcept { return Gregorian::end_of_month_day(year, month); }
constexpr bool is_known_year(int year) noexcept { return year >= kFirstYear && year <= kLastYear; }

inline constexpr std::int32_t kFirstDay = days_from(1400, 1, 1);
inline constexpr std::int32_t kLastDay = days_from(9999, 12, 31);

// What a text that spells no number is read as: more than any valid year, month, day or index.
inline constexpr int kNoNumber = 1'000'000;

constexpr std::uint32_t byte_at(std::string_view text, std::size_t at) noexcept {
  return static_cast<unsigned char>(text[at]);
}
constexpr int one_digit(std::string_view text, std::size_t at) noexcept {
  const std::uint32_t digit = byte_at(text, at) - '0';
  return digit > 9 ? kNoNumber : static_cast<int>(digit);
}
constexpr int two_digits(std::string_view text, std::size_t at) noexcept {
  const std::uint32_t tens = byte_at(text, at) - '0';
  const std::uint32_t ones = byte_at(text, at + 1) - '0';
  return tens > 9 || ones > 9 ? kNoNumber : static_cast<int>(tens * 10 + ones);
}
// All four at once, a byte each: a byte that is no digit shows in its high bit.
constexpr int four_digits(std::string_view text, std::size_t at) noexcept {
  const std::uint32_t bytes =
      byte_at(text, at) | byte_at(text, at + 1) << 8 | byte_at(text, at + 2) << 16 | byte_at(text, at + 3) << 24;
  const std::uint32_t values = bytes ^ 0x30303030U;
  if ((((values + 0x76767676U) | values) & 0x80808080U) != 0) return kNoNumber;
  const std::uint32_t pairs = values * 10 + (values >> 8);
  return static_cast<int>((pairs & 0xFF) * 100 + ((pairs >> 16) & 0xFF));
}

// Writes `value` with leading zeros and returns the end.
constexpr char* write_digits(char* out, int value, int count) noexcept {
  for (int i = count - 1; i >= 0; --i, value /= 10) out[i] = static_cast<char>('0' + value % 10);
  return out + count;
}

// The bytes of the UTF-8 character at `at`; 0 when it is malformed or a control character.
constexpr std::size_t character_size(std::string_view text, std::size_t at) noexcept {
  const std::uint32_t lead = byte_at(text, at);
  if (lead < 0x80) return lead >= 0x20 && lead != 0x7F ? 1 : 0;
  if (lead < 0xC0 || lead > 0xF4) return 0;
  const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (at + size > text.size()) return 0;
  std::uint32_t code = lead & (0x7FU >> size);
  for (std::size_t i = at + 1; i < at + size; ++i) {
    if ((byte_at(text, i) & 0xC0) != 0x80) return 0;
    code = code << 6 | (byte_at(text, i) & 0x3F);
  }
  constexpr std::array<std::uint32_t, 5> kLeast = {0, 0, 0xA0, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code >= kLeast[size] && code <= 0x10FFFF && !surrogate ? size : 0;
}

// Text as a message may show it: at most 40 bytes of it, and nothing that breaks a line or the encoding.
inline std::string excerpt(std::string_view text) {
  constexpr std::size_t kMost = 40;
  std::string shown;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = character_size(text, i);
    const std::string_view piece = size == 0 ? "?" : text.substr(i, size);
    if (shown.size() + piece.size() > kMost) return shown + "...";
    shown.append(piece);
    i += std::max<std::size_t>(size, 1);
  }
  return shown;
}

// OK, or what keeps year, month and day from being a date; `shown` is how the caller's text reads.
inline absl::Status check_date(std::string_view shown, int year, int month, int day) {
  if (!is_known_year(year)) {
    return absl::InvalidArgumentError(text(shown, ": years go from ", kFirstYear, " to ", kLastYear));
  }
  if (month < 1 || month > 12) return absl::InvalidArgumentError(text(shown, ": months go from 01 to 12"));
  const int most = days_in_month(year, month);
  if (day < 1 || day > most) {
    const std::string_view name = kMonthNames[static_cast<std::size_t>(month - 1)];
    return absl::InvalidArgumentError(text(shown, ": ", name, " ", year, " has ", most, " days"));
  }
  return absl::OkStatus();
}

}  // namespace calendar_detail

// A day, kept as days since 1970-01-01; that day by default. Orders by time.
class Date {
 public:
  static constexpr std::size_t kTextSize = 10;

  constexpr Date() noexcept = default;

  // `days` since 1970-01-01, within the years 1400 to 9999.
  [[nodiscard]] static constexpr Date from_days(std::int32_t days) noexcept {
    assert(days >= calendar_detail::kFirstDay && days <= calendar_detail::kLastDay);
    return Date(days);
  }

  // kInvalidArgument for a day that does not exist or lies outside 1900-01-01 to 2200-12-31.
  [[nodiscard]] static absl::StatusOr<Date> make(int year, int month, int day);

  // Strictly YYYY-MM-DD; nothing for any other text, a day that does not exist, or a year outside 1900 to
  // 2200.
  [[nodiscard]] static constexpr std::optional<Date> try_parse(std::string_view text) noexcept;
  // The same, and kInvalidArgument says what is wrong: the shape, the year, the month or the day.
  [[nodiscard]] static absl::StatusOr<Date> parse(std::string_view text);

  // The first and the last day that can be read or made.
  [[nodiscard]] static constexpr Date earliest() noexcept { return Date(calendar_detail::days_from(kFirstYear, 1, 1)); }
  [[nodiscard]] static constexpr Date latest() noexcept { return Date(calendar_detail::days_from(kLastYear, 12, 31)); }

  [[nodiscard]] constexpr std::int32_t days() const noexcept { return days_; }
  [[nodiscard]] constexpr YearMonthDay parts() const noexcept;
  [[nodiscard]] constexpr int year() const noexcept { return parts().year; }
  [[nodiscard]] constexpr int month() const noexcept { return parts().month; }
  [[nodiscard]] constexpr int day() const noexcept { return parts().day; }
  // 1 is Monday, 7 is Sunday.
  [[nodiscard]] constexpr int iso_weekday() const noexcept {
    return static_cast<int>(day_number() % 7) + 1;  // Julian day 0 was a Monday
  }

  // The same day of the month `months` later (earlier when negative), or the last of that month where it has
  // no such day: 2020-01-31 gives 2020-02-29. A month's last day is not held on to: 2024-02-29 gives
  // 2024-03-29.
  [[nodiscard]] constexpr Date add_months(int months) const noexcept;

  [[nodiscard]] std::string to_string() const {
    std::string text(kTextSize, '\0');
    write(text.data());
    return text;
  }
  // Writes YYYY-MM-DD, kTextSize bytes without a NUL, and returns the end.
  constexpr char* write(char* out) const noexcept;

  friend constexpr auto operator<=>(const Date&, const Date&) noexcept = default;
  friend constexpr Date operator+(Date date, int days) noexcept { return from_wide(std::int64_t{date.days_} + days); }
  friend constexpr Date operator-(Date date, int days) noexcept { return from_wide(std::int64_t{date.days_} - days); }
  friend constexpr int operator-(Date later, Date earlier) noexcept { return later.days_ - earlier.days_; }

 private:
  explicit constexpr Date(std::int32_t days) noexcept : days_(days) {}

  static constexpr Date from_wide(std::int64_t days) noexcept {
    assert(days >= calendar_detail::kFirstDay && days <= calendar_detail::kLastDay);
    return Date(static_cast<std::int32_t>(days));
  }
  constexpr std::uint32_t day_number() const noexcept {
    return static_cast<std::uint32_t>(days_) + static_cast<std::uint32_t>(calendar_detail::kEpochDayNumber);
  }

  std::int32_t days_ = 0;
};

constexpr YearMonthDay Date::parts() const noexcept {
  const calendar_detail::BoostDay day = calendar_detail::Gregorian::from_day_number(day_number());
  return {day.year, day.month, day.day};
}

constexpr Date Date::add_months(int months) const noexcept {
  const YearMonthDay from = parts();
  const std::int64_t total = std::int64_t{from.year} * 12 + (from.month - 1) + months;
  assert(total >= 1400 * 12 && total < 10000 * 12);
  const int year = static_cast<int>(total / 12);
  const int month = static_cast<int>(total % 12) + 1;
  return Date(calendar_detail::days_from(year, month, std::min(from.day, calendar_detail::days_in_month(year, month))));
}

constexpr char* Date::write(char* out) const noexcept {
  const YearMonthDay date = parts();
  out = calendar_detail::write_digits(out, date.year, 4);
  *out++ = '-';
  out = calendar_detail::write_digits(out, date.month, 2);
  *out++ = '-';
  return calendar_detail::write_digits(out, date.day, 2);
}

constexpr std::optional<Date> Date::try_parse(std::string_view text) noexcept {
  if (text.size() != kTextSize || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = calendar_detail::four_digits(text, 0);
  const int month = calendar_detail::two_digits(text, 5);
  const int day = calendar_detail::two_digits(text, 8);
  if (!calendar_detail::is_known_year(year) || month < 1 || month > 12 || day < 1) return std::nullopt;
  if (day > 28 && day > calendar_detail::days_in_month(year, month)) return std::nullopt;
  return Date(calendar_detail::days_from(year, month, day));
}

inline absl::StatusOr<Date> Date::parse(std::string_view text) {
  if (const std::optional<Date> date = try_parse(text)) return *date;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  bool shaped = text.size() == kTextSize;
  for (std::size_t i = 0; shaped && i < kTextSize; ++i) {
    shaped = i == 4 || i == 7 ? text[i] == '-' : is_digit(text[i]);
  }
  const std::string shown = calendar_detail::excerpt(text);
  if (!shaped) {
    return absl::InvalidArgumentError(
        v1::text("\"", shown, "\" is no date: dates are written YYYY-MM-DD, such as 2020-08-31"));
  }
  return calendar_detail::check_date(shown, calendar_detail::four_digits(text, 0), calendar_detail::two_digits(text, 5),
                                     calendar_detail::two_digits(text, 8));
}

inline absl::StatusOr<Date> Date::make(int year, int month, int day) {
  const auto two = [](int value) { return v1::text(value >= 0 && value < 10 ? "0" : "", value); };
  const bool good = calendar_detail::is_known_year(year) && month >= 1 && month <= 12 && day >= 1 &&
                    day <= calendar_detail::days_in_month(year, month);
  if (!good) return calendar_detail::check_date(v1::text(year, "-", two(month), "-", two(day)), year, month, day);
  return Date(calendar_detail::days_from(year, month, day));
}

}  // namespace v1
}  // namespace tertial

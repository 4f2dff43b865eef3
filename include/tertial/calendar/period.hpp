// A period of the calendar, from a day to a year: its days, its neighbours, what it is part of, how it is
// written.
//
//   Period p = *Period::try_parse("2020-T2");
//   p.first(); p.last(); p.next();                       // 2020-05-01, 2020-08-31, 2020-T3
//   for (Period month : p.children(Granularity::month)) month.to_string();  // 2020-05 ... 2020-08
#pragma once

#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tertial/calendar/date.hpp"
#include "tertial/calendar/granularity.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

class PeriodRange;

// Written as in SDMX and ISO 8601: 2020-08-31, 2020-W36, 2020-08, 2020-Q3, 2020-T2, 2020-S2, 2020.
//
// Orders by granularity first (days before weeks before ... years), then by time: right for sorting and
// searching, and within one granularity simply by time. To compare periods of different length in time, use
// ends_before().
class Period {
 public:
  static constexpr std::size_t kMaxTextSize = 10;

  // The day 1970-01-01.
  constexpr Period() noexcept : Period(Granularity::day, 0) {}

  // The period of that length the day lies in.
  [[nodiscard]] static constexpr Period of(Date date, Granularity granularity) noexcept;

  // The index-th period of the year, from 1; weeks count by ISO week year, days by day of the year. Nothing
  // when the year lies outside 1900 to 2200 or does not have that many.
  [[nodiscard]] static constexpr std::optional<Period> try_make(Granularity granularity, int year,
                                                                int index = 1) noexcept;
  // How many periods of this length the year has: 52 or 53 weeks, 365 or 366 days, 12 months, ...
  [[nodiscard]] static constexpr int count_in_year(Granularity granularity, int year) noexcept;

  // Strictly the canonical forms, years 1900 to 2200; nothing for any other text. (The days from 2200-12-29
  // lie in week 2201-W01, which therefore is written but not read.)
  [[nodiscard]] static constexpr std::optional<Period> try_parse(std::string_view text) noexcept;
  // The same, and kInvalidArgument says what is wrong.
  [[nodiscard]] static absl::StatusOr<Period> parse(std::string_view text);

  [[nodiscard]] constexpr Granularity granularity() const noexcept {
    return static_cast<Granularity>(bits_ >> kOrdinalBits);
  }
  [[nodiscard]] constexpr Date first() const noexcept { return first_day_of(granularity(), ordinal()); }
  [[nodiscard]] constexpr Date last() const noexcept { return first_day_of(granularity(), ordinal() + 1) - 1; }
  // The calendar year, for a week the ISO week year: 2021-01-01 lies in week 53 of 2020.
  [[nodiscard]] constexpr int year() const noexcept;
  // From 1: day of the year, ISO week, month, quarter, tertial, half-year; 1 for a year.
  [[nodiscard]] constexpr int index_in_year() const noexcept;

  [[nodiscard]] constexpr Period next() const noexcept { return *this + 1; }
  [[nodiscard]] constexpr Period previous() const noexcept { return *this - 1; }

  // The coarser period this one wholly belongs to. A week belongs where its Thursday lies (ISO 8601 counts a
  // week to the year with most of its days; months, quarters, tertials and half-years here follow the same
  // rule). Itself for its own granularity; nothing for a finer one, for a quarter's tertial and for a
  // tertial's half-year, which overlap.
  [[nodiscard]] constexpr std::optional<Period> parent(Granularity granularity) const noexcept;
  // All periods of that granularity whose parent() is this period, in order; empty when there are none.
  [[nodiscard]] constexpr PeriodRange children(Granularity granularity) const noexcept;

  [[nodiscard]] constexpr bool contains(Date date) const noexcept { return first() <= date && date <= last(); }
  // Whether every day of `other` is a day of this period.
  [[nodiscard]] constexpr bool contains(Period other) const noexcept {
    return first() <= other.first() && other.last() <= last();
  }

  [[nodiscard]] std::string to_string() const {
    char text[kMaxTextSize];
    return std::string(text, write(text));
  }
  // Writes the canonical text, at most kMaxTextSize bytes without a NUL, and returns the end.
  constexpr char* write(char* out) const noexcept;

  friend constexpr auto operator<=>(const Period&, const Period&) noexcept = default;

  friend constexpr Period operator+(Period period, int count) noexcept {
    return Period(period.granularity(), period.ordinal() + count);
  }
  friend constexpr Period operator-(Period period, int count) noexcept {
    return Period(period.granularity(), period.ordinal() - count);
  }
  // How many periods later `later` is. Both of one granularity.
  friend constexpr int operator-(Period later, Period earlier) noexcept {
    assert(later.granularity() == earlier.granularity());
    return static_cast<int>(later.ordinal() - earlier.ordinal());
  }

  // The period in 32 bits, for columns of periods: the granularity (0 day ... 6 year) in the upper four, and in the lower
  // 28 a number that the next period has one more of. Never 0.
  [[nodiscard]] constexpr std::uint32_t code() const noexcept { return bits_; }
  // Nothing for a number that is no period's code, or that of one outside the years 1900 to 2200.
  [[nodiscard]] static constexpr std::optional<Period> from_code(std::uint32_t code) noexcept;

  // Time order across granularities: by last day, and with the same last day by first day, so that 2020 comes
  // before 2020-T3, and 2020-T3 before 2020-12.
  friend constexpr bool ends_before(Period a, Period b) noexcept {
    if (a.granularity() == b.granularity()) return a < b;
    const Date a_last = a.last();
    const Date b_last = b.last();
    return a_last != b_last ? a_last < b_last : a.first() < b.first();
  }

 private:
  // Four bits of granularity over 28 of ordinal. Days count from 1970-01-01, weeks from that day's,
  // everything made of months from year 0; the bias keeps them positive, so that comparing the bits compares
  // the periods.
  static constexpr int kOrdinalBits = 28;
  static constexpr std::int32_t kBias = 1 << (kOrdinalBits - 1);

  constexpr Period(Granularity granularity, std::int64_t ordinal) noexcept
      : bits_((static_cast<std::uint32_t>(granularity) << kOrdinalBits) | static_cast<std::uint32_t>(ordinal + kBias)) {
    assert(ordinal > -kBias && ordinal < kBias);
  }

  constexpr std::int64_t ordinal() const noexcept {
    return static_cast<std::int32_t>(bits_ & ((1U << kOrdinalBits) - 1)) - kBias;
  }
  static constexpr Date first_day_of(Granularity granularity, std::int64_t ordinal) noexcept {
    if (granularity == Granularity::day) return Date::from_days(static_cast<std::int32_t>(ordinal));
    if (granularity == Granularity::week) return Date::from_days(static_cast<std::int32_t>(7 * ordinal - 3));
    const auto month = static_cast<std::uint32_t>(ordinal) * static_cast<std::uint32_t>(months_in(granularity));
    return Date::from_days(
        calendar_detail::days_from(static_cast<int>(month / 12), static_cast<int>(month % 12) + 1, 1));
  }
  static constexpr Period from_month(int year, int month, Granularity granularity) noexcept {
    return Period(granularity, year * per_year(granularity) + (month - 1) / months_in(granularity));
  }

  std::uint32_t bits_;
};

// The periods of one granularity from a first through a last, both included, for range-for and the standard
// algorithms.
class PeriodRange {
 public:
  class iterator {
   public:
    using iterator_concept = std::forward_iterator_tag;
    using iterator_category = std::input_iterator_tag;
    using value_type = Period;
    using difference_type = std::ptrdiff_t;
    using pointer = const Period*;
    using reference = Period;

    constexpr iterator() noexcept = default;
    explicit constexpr iterator(Period at) noexcept : at_(at) {}

    constexpr Period operator*() const noexcept { return at_; }
    constexpr iterator& operator++() noexcept {
      at_ = at_.next();
      return *this;
    }
    constexpr iterator operator++(int) noexcept {
      const iterator before = *this;
      ++*this;
      return before;
    }
    friend constexpr bool operator==(const iterator&, const iterator&) noexcept = default;

   private:
    Period at_;
  };

  constexpr PeriodRange() noexcept = default;
  // Both of one granularity; empty when `last` comes before `first`.
  constexpr PeriodRange(Period first, Period last) noexcept : begin_(first), end_(last < first ? first : last.next()) {
    assert(first.granularity() == last.granularity());
  }

  [[nodiscard]] constexpr iterator begin() const noexcept { return iterator(begin_); }
  [[nodiscard]] constexpr iterator end() const noexcept { return iterator(end_); }
  [[nodiscard]] constexpr bool empty() const noexcept { return begin_ == end_; }
  [[nodiscard]] constexpr std::size_t size() const noexcept { return static_cast<std::size_t>(end_ - begin_); }
  // Whether the period is one of these; never one of another granularity.
  [[nodiscard]] constexpr bool contains(Period period) const noexcept { return begin_ <= period && period < end_; }

  friend constexpr bool operator==(const PeriodRange&, const PeriodRange&) noexcept = default;

 private:
  Period begin_;
  Period end_;
};

constexpr Period Period::of(Date date, Granularity granularity) noexcept {
  const std::int32_t days = date.days();
  if (granularity == Granularity::day) return Period(granularity, days);
  if (granularity == Granularity::week) return Period(granularity, (days + 3 - (date.iso_weekday() - 1)) / 7);
  const YearMonthDay parts = date.parts();
  return from_month(parts.year, parts.month, granularity);
}

constexpr std::optional<Period> Period::from_code(std::uint32_t code) noexcept {
  const auto granularity = static_cast<Granularity>(code >> kOrdinalBits);
  if (granularity > Granularity::year) return std::nullopt;
  Period period;
  period.bits_ = code;
  if (period < of(Date::earliest(), granularity) || of(Date::latest(), granularity) < period) return std::nullopt;
  return period;
}

constexpr int Period::year() const noexcept {
  switch (granularity()) {
    case Granularity::day:
      return first().year();
    case Granularity::week:
      return (first() + 3).year();
    default:
      return static_cast<int>(ordinal() * months_in(granularity()) / 12);
  }
}

constexpr int Period::index_in_year() const noexcept {
  switch (granularity()) {
    case Granularity::day:
      return first() - Date::from_days(calendar_detail::days_from(year(), 1, 1)) + 1;
    case Granularity::week: {
      const YearMonthDay thursday = (first() + 3).parts();
      return calendar_detail::Gregorian::week_number({thursday.year, thursday.month, thursday.day});
    }
    default:
      return static_cast<int>(ordinal() % per_year(granularity())) + 1;
  }
}

constexpr int Period::count_in_year(Granularity granularity, int year) noexcept {
  switch (granularity) {
    case Granularity::day:
      return calendar_detail::Gregorian::is_leap_year(year) ? 366 : 365;
    case Granularity::week:
      return calendar_detail::Gregorian::week_number({year, 12, 28});  // always in the year's last week
    default:
      return per_year(granularity);
  }
}

constexpr std::optional<Period> Period::try_make(Granularity granularity, int year, int index) noexcept {
  if (!calendar_detail::is_known_year(year) || index < 1) return std::nullopt;
  const bool in_every_year = granularity == Granularity::week && index <= 52;
  if (!in_every_year && index > count_in_year(granularity, year)) return std::nullopt;
  switch (granularity) {
    case Granularity::day:
      return of(Date::from_days(calendar_detail::days_from(year, 1, index)), granularity);
    case Granularity::week:
      return of(Date::from_days(calendar_detail::days_from(year, 1, 4)), granularity) + (index - 1);
    default:
      return Period(granularity, year * per_year(granularity) + index - 1);
  }
}

constexpr std::optional<Period> Period::parent(Granularity granularity) const noexcept {
  const Granularity own = this->granularity();
  if (granularity == own) return *this;
  if (granularity < own) return std::nullopt;
  if (own == Granularity::day) return of(first(), granularity);
  if (own == Granularity::week) return of(first() + 3, granularity);
  const int months = months_in(own);
  const int wanted = months_in(granularity);
  if (wanted % months != 0) return std::nullopt;
  return Period(granularity, ordinal() * months / wanted);
}

constexpr PeriodRange Period::children(Granularity granularity) const noexcept {
  const Granularity own = this->granularity();
  if (granularity == own) return PeriodRange(*this, *this);
  if (granularity > own) return PeriodRange();
  if (granularity == Granularity::week) return PeriodRange(of(first() + 3, granularity), of(last() - 3, granularity));
  if (granularity == Granularity::day) return PeriodRange(of(first(), granularity), of(last(), granularity));
  const int months = months_in(granularity);
  if (months_in(own) % months != 0) return PeriodRange();
  const std::int64_t first_child = ordinal() * months_in(own) / months;
  return PeriodRange(Period(granularity, first_child), Period(granularity, first_child + months_in(own) / months - 1));
}

constexpr char* Period::write(char* out) const noexcept {
  using calendar_detail::write_digits;
  const Granularity own = granularity();
  if (own == Granularity::day) return first().write(out);
  out = write_digits(out, year(), 4);
  if (own == Granularity::year) return out;
  *out++ = '-';
  switch (own) {
    case Granularity::week:
      *out++ = 'W';
      return write_digits(out, index_in_year(), 2);
    case Granularity::month:
      return write_digits(out, index_in_year(), 2);
    default:
      *out++ = own == Granularity::quarter ? 'Q' : own == Granularity::tertial ? 'T' : 'S';
      return write_digits(out, index_in_year(), 1);
  }
}

namespace calendar_detail {

// What a canonical text says, before anyone asks whether the year has such a period.
struct PeriodText {
  Granularity granularity = Granularity::year;
  int year = 0;
  int index = 1;
};

// The parts of every canonical form but a day's; nothing when the text has no such shape.
constexpr std::optional<PeriodText> split_period(std::string_view text) noexcept {
  const std::size_t size = text.size();
  if (size != 4 && size != 7 && size != 8) return std::nullopt;
  PeriodText found{.year = four_digits(text, 0)};
  if (size > 4) {
    if (text[4] != '-') return std::nullopt;
    if (size == 8) {
      if (text[5] != 'W') return std::nullopt;
      found.granularity = Granularity::week;
      found.index = two_digits(text, 6);
    } else if (text[5] == 'Q' || text[5] == 'T' || text[5] == 'S') {
      found.granularity = text[5] == 'Q'   ? Granularity::quarter
                          : text[5] == 'T' ? Granularity::tertial
                                           : Granularity::half_year;
      found.index = one_digit(text, 6);
    } else {
      found.granularity = Granularity::month;
      found.index = two_digits(text, 5);
    }
  }
  if (found.year == kNoNumber || found.index == kNoNumber) return std::nullopt;
  return found;
}

// Why try_make() gave nothing; `shown` is how the caller's text reads.
inline absl::Status no_such_period(std::string_view shown, Granularity granularity, int year) {
  if (!is_known_year(year)) {
    return absl::InvalidArgumentError(text(shown, ": years go from ", kFirstYear, " to ", kLastYear));
  }
  switch (granularity) {
    case Granularity::day:
      return absl::InvalidArgumentError(
          text(shown, ": ", year, " has ", Period::count_in_year(granularity, year), " days"));
    case Granularity::week:
      return absl::InvalidArgumentError(
          text(shown, ": ", year, " has ", Period::count_in_year(granularity, year), " ISO weeks"));
    case Granularity::month:
      return absl::InvalidArgumentError(text(shown, ": a year has months 01 to 12"));
    case Granularity::quarter:
      return absl::InvalidArgumentError(text(shown, ": a year has quarters Q1 to Q4"));
    case Granularity::tertial:
      return absl::InvalidArgumentError(text(shown, ": a year has tertials T1 to T3"));
    default:
      return absl::InvalidArgumentError(text(shown, ": a year has half-years S1 and S2"));
  }
}

}  // namespace calendar_detail

constexpr std::optional<Period> Period::try_parse(std::string_view text) noexcept {
  using calendar_detail::one_digit;
  using calendar_detail::two_digits;
  if (text.size() == Date::kTextSize) {
    const std::optional<Date> date = Date::try_parse(text);
    return date ? std::optional<Period>(of(*date, Granularity::day)) : std::nullopt;
  }
  if (text.size() == 4) return try_make(Granularity::year, calendar_detail::four_digits(text, 0));
  if (text.size() < 7 || text[4] != '-') return std::nullopt;
  const int year = calendar_detail::four_digits(text, 0);
  if (text.size() == 7) {
    switch (text[5]) {
      case 'Q':
        return try_make(Granularity::quarter, year, one_digit(text, 6));
      case 'T':
        return try_make(Granularity::tertial, year, one_digit(text, 6));
      case 'S':
        return try_make(Granularity::half_year, year, one_digit(text, 6));
      default: {
        // Most of all periods are months.
        const int month = two_digits(text, 5);
        if (!calendar_detail::is_known_year(year) || month < 1 || month > 12) return std::nullopt;
        return Period(Granularity::month, year * 12 + month - 1);
      }
    }
  }
  if (text.size() != 8 || text[5] != 'W') return std::nullopt;
  return try_make(Granularity::week, year, two_digits(text, 6));
}

inline absl::StatusOr<Period> Period::parse(std::string_view text) {
  if (const std::optional<Period> period = try_parse(text)) return *period;
  const std::string shown = calendar_detail::excerpt(text);
  if (const std::optional<calendar_detail::PeriodText> found = calendar_detail::split_period(text)) {
    return calendar_detail::no_such_period(shown, found->granularity, found->year);
  }
  if (text.size() == Date::kTextSize && text[4] == '-' && text[7] == '-') return Date::parse(text).status();
  return absl::InvalidArgumentError(v1::text(
      "\"", shown, "\" is no period: periods are written 2020, 2020-S2, 2020-T2, 2020-Q3, 2020-08, 2020-W36 or ",
      "2020-08-31"));
}

}  // namespace v1
}  // namespace tertial

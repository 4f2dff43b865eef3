// How long something may take or go on: seconds, days or calendar months, which are not the same.
//
//   Duration half_a_year = Duration::months(6);
//   Date until = *half_a_year.after(Date::from_days(day));   // 2020-08-31 + 6 months is 2021-02-28
//   Duration day = Duration::hours(24);                      // of times; of dates it has no meaning
#pragma once

#include <compare>
#include <cstdint>
#include <optional>

#include "tertial/calendar/date.hpp"

namespace tertial {
inline namespace v1 {

enum class DurationUnit : std::uint8_t { second, day, month };

// A length of time; no time at all by default.
class Duration {
 public:
  // At most as long as the years that dates may have.
  static constexpr std::int64_t kMostDays = 300 * 366;

  constexpr Duration() noexcept = default;
  [[nodiscard]] static constexpr Duration seconds(std::int64_t n) noexcept { return {n, DurationUnit::second}; }
  [[nodiscard]] static constexpr Duration hours(std::int64_t n) noexcept { return seconds(n * 3600); }
  [[nodiscard]] static constexpr Duration days(std::int64_t n) noexcept { return {n, DurationUnit::day}; }
  [[nodiscard]] static constexpr Duration months(std::int64_t n) noexcept { return {n, DurationUnit::month}; }

  [[nodiscard]] constexpr std::int64_t amount() const noexcept { return amount_; }
  [[nodiscard]] constexpr DurationUnit unit() const noexcept { return unit_; }

  // Whether it lies between nothing and 300 years.
  [[nodiscard]] constexpr bool is_sound() const noexcept {
    if (amount_ < 0) return false;
    switch (unit_) {
      case DurationUnit::second:
        return amount_ <= kMostDays * 86'400;
      case DurationUnit::day:
        return amount_ <= kMostDays;
      case DurationUnit::month:
        return amount_ <= 300 * 12;
    }
    return false;
  }

  // The day that lies this far after `date`; nothing for seconds. Of a sound duration and a date of 1400 to 9600.
  [[nodiscard]] constexpr std::optional<Date> after(Date date) const noexcept {
    if (unit_ == DurationUnit::day) return date + static_cast<int>(amount_);
    if (unit_ == DurationUnit::month) return date.add_months(static_cast<int>(amount_));
    return std::nullopt;
  }
  // The day that lies this far before it, likewise.
  [[nodiscard]] constexpr std::optional<Date> before(Date date) const noexcept {
    if (unit_ == DurationUnit::day) return date - static_cast<int>(amount_);
    if (unit_ == DurationUnit::month) return date.add_months(-static_cast<int>(amount_));
    return std::nullopt;
  }

  friend constexpr bool operator==(const Duration&, const Duration&) noexcept = default;

 private:
  constexpr Duration(std::int64_t amount, DurationUnit unit) noexcept : amount_(amount), unit_(unit) {}

  std::int64_t amount_ = 0;
  DurationUnit unit_ = DurationUnit::day;
};

}  // namespace v1
}  // namespace tertial

// How often an activity is to be held, and the days by which: four times a year, every third week.
//
//   Recurrence rule = Recurrence::times_per(4, Per::year).value();
//   rule.due_by(start, end, as_of);       // how many should have been held by as_of
//   rule.due_dates(start, end);           // when each falls due
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tertial/calendar/date.hpp"
#include "tertial/calendar/granularity.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

// What TimesPer counts within. A term is a half-year, kept apart so that a document reads back as it was
// written.
enum class Per : std::uint8_t { year, half_year, term, tertial, quarter, month };
// What Every steps by.
enum class Unit : std::uint8_t { day, week, month, year };

inline constexpr std::array<Per, 6> kPers = {Per::year,    Per::half_year, Per::term,
                                             Per::tertial, Per::quarter,   Per::month};
inline constexpr std::array<Unit, 4> kUnits = {Unit::day, Unit::week, Unit::month, Unit::year};

[[nodiscard]] constexpr std::string_view to_string(Per per) noexcept {
  constexpr std::array<std::string_view, 6> kWords = {"year", "half_year", "term", "tertial", "quarter", "month"};
  return kWords[static_cast<std::size_t>(per)];
}
[[nodiscard]] constexpr std::string_view to_string(Unit unit) noexcept {
  constexpr std::array<std::string_view, 4> kWords = {"day", "week", "month", "year"};
  return kWords[static_cast<std::size_t>(unit)];
}

// Nothing when the word is none that to_string() gives.
[[nodiscard]] constexpr std::optional<Per> parse_per(std::string_view word) noexcept {
  for (const Per per : kPers) {
    if (word == to_string(per)) return per;
  }
  return std::nullopt;
}
[[nodiscard]] constexpr std::optional<Unit> parse_unit(std::string_view word) noexcept {
  for (const Unit unit : kUnits) {
    if (word == to_string(unit)) return unit;
  }
  return std::nullopt;
}

[[nodiscard]] constexpr Granularity granularity_of(Per per) noexcept {
  constexpr std::array<Granularity, 6> kLengths = {Granularity::year,    Granularity::half_year, Granularity::half_year,
                                                   Granularity::tertial, Granularity::quarter,   Granularity::month};
  return kLengths[static_cast<std::size_t>(per)];
}

// `times` in each calendar period `per` that start..end touches.
//
// A period that start..end covers only in part is cut down to the days covered, and still asks for all
// `times`: four a year from 2020-02-03 to 2020-12-31 are four, spread over 333 days. A span of D days is cut
// into parts as equal as whole days allow: part k of N ends floor(D * k / N) days into it, and one is due by
// each end. With fewer days than parts several fall due on one day, the first ones no earlier than the first
// day of the span.
struct TimesPer {
  int times = 1;
  Per per = Per::year;

  friend constexpr bool operator==(const TimesPer&, const TimesPer&) noexcept = default;
};

// Due `count` units after the start, 2 * `count` after it, and so on up to and including the end. Months and
// years are counted from the start each time (Date::add_months): 2020-01-31 every month gives 02-29, 03-31,
// 04-30.
struct Every {
  int count = 1;
  Unit unit = Unit::week;

  friend constexpr bool operator==(const Every&, const Every&) noexcept = default;
};

class Recurrence {
 public:
  static constexpr int kMost = 1000;

  // kInvalidArgument unless 1 <= times <= 1000.
  [[nodiscard]] static absl::StatusOr<Recurrence> times_per(int times, Per per) {
    if (times < 1 || times > kMost) {
      return absl::InvalidArgumentError(text(times, " times per ", to_string(per), ": times go from 1 to ", kMost));
    }
    return Recurrence(TimesPer{times, per});
  }
  // kInvalidArgument unless 1 <= count <= 1000.
  [[nodiscard]] static absl::StatusOr<Recurrence> every(int count, Unit unit) {
    if (count < 1 || count > kMost) {
      return absl::InvalidArgumentError(text("every ", count, " ", to_string(unit), ": steps go from 1 to ", kMost));
    }
    return Recurrence(Every{count, unit});
  }

  [[nodiscard]] constexpr const std::variant<TimesPer, Every>& rule() const noexcept { return rule_; }

  // In order, one for each time due from start to end, both included; none when end comes before start.
  [[nodiscard]] std::vector<Date> due_dates(Date start, Date end) const;
  // How many of due_dates() lie on or before `as_of`, at the same cost for a month as for three hundred
  // years.
  [[nodiscard]] constexpr int due_by(Date start, Date end, Date as_of) const noexcept;

  friend constexpr bool operator==(const Recurrence&, const Recurrence&) noexcept = default;

 private:
  explicit constexpr Recurrence(std::variant<TimesPer, Every> rule) noexcept : rule_(rule) {}

  // The n-th day due after start.
  static constexpr Date step(const Every& every, Date start, int n) noexcept {
    switch (every.unit) {
      case Unit::day:
        return start + every.count * n;
      case Unit::week:
        return start + 7 * every.count * n;
      case Unit::month:
        return start.add_months(every.count * n);
      default:
        return start.add_months(12 * every.count * n);
    }
  }
  static constexpr int count_due(const TimesPer& rule, Date start, Date end, Date as_of) noexcept;
  static constexpr int count_due(const Every& rule, Date start, Date as_of) noexcept;

  std::variant<TimesPer, Every> rule_;
};

constexpr int Recurrence::count_due(const TimesPer& rule, Date start, Date end, Date as_of) noexcept {
  const Granularity granularity = granularity_of(rule.per);
  const Period current = Period::of(as_of, granularity);
  const int before = current - Period::of(start, granularity);
  const Date first = std::max(start, current.first());
  const std::int64_t days = std::min(end, current.last()) - first + 1;
  const std::int64_t elapsed = as_of - first + 1;
  // The largest k with floor(days * k / times) <= elapsed.
  const std::int64_t parts = (rule.times * (elapsed + 1) - 1) / days;
  return before * rule.times + static_cast<int>(std::min<std::int64_t>(parts, rule.times));
}

constexpr int Recurrence::count_due(const Every& rule, Date start, Date as_of) noexcept {
  if (rule.unit == Unit::day || rule.unit == Unit::week) {
    return (as_of - start) / (rule.count * (rule.unit == Unit::week ? 7 : 1));
  }
  const int months = Period::of(as_of, Granularity::month) - Period::of(start, Granularity::month);
  const int count = months / (rule.count * (rule.unit == Unit::year ? 12 : 1));
  return step(rule, start, count) <= as_of ? count : count - 1;
}

constexpr int Recurrence::due_by(Date start, Date end, Date as_of) const noexcept {
  as_of = std::min(as_of, end);
  if (as_of < start) return 0;
  if (const TimesPer* const times = std::get_if<TimesPer>(&rule_)) return count_due(*times, start, end, as_of);
  return count_due(*std::get_if<Every>(&rule_), start, as_of);
}

inline std::vector<Date> Recurrence::due_dates(Date start, Date end) const {
  std::vector<Date> dates;
  const int count = due_by(start, end, end);
  dates.reserve(static_cast<std::size_t>(count));
  if (const Every* const every = std::get_if<Every>(&rule_)) {
    for (int n = 1; n <= count; ++n) dates.push_back(step(*every, start, n));
    return dates;
  }
  if (count == 0) return dates;
  const TimesPer& rule = *std::get_if<TimesPer>(&rule_);
  const Granularity granularity = granularity_of(rule.per);
  for (const Period period : PeriodRange(Period::of(start, granularity), Period::of(end, granularity))) {
    const Date first = std::max(start, period.first());
    const int days = std::min(end, period.last()) - first + 1;
    for (int k = 1; k <= rule.times; ++k) {
      dates.push_back(first + (std::max(days * k / rule.times, 1) - 1));
    }
  }
  return dates;
}

}  // namespace v1
}  // namespace tertial

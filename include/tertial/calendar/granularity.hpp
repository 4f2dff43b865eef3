// How long a period is, from a day to a year, and the words documents use for it.
//
//   Granularity g = *parse_granularity("tertial");
//   std::string_view word = to_string(Granularity::half_year);  // "half_year"
//   int months = months_in(g);                                  // 4
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tertial {
inline namespace v1 {

// From fine to coarse.
enum class Granularity : std::uint8_t { day, week, month, quarter, tertial, half_year, year };

inline constexpr std::array<Granularity, 7> kGranularities = {
    Granularity::day,     Granularity::week,      Granularity::month, Granularity::quarter,
    Granularity::tertial, Granularity::half_year, Granularity::year};

[[nodiscard]] constexpr std::string_view to_string(Granularity granularity) noexcept {
  constexpr std::array<std::string_view, 7> kWords = {"day",     "week",      "month", "quarter",
                                                      "tertial", "half_year", "year"};
  return kWords[static_cast<std::size_t>(granularity)];
}

// Nothing when the word is none that to_string() gives.
[[nodiscard]] constexpr std::optional<Granularity> parse_granularity(std::string_view word) noexcept {
  for (const Granularity granularity : kGranularities) {
    if (word == to_string(granularity)) return granularity;
  }
  return std::nullopt;
}

// The whole months a period of this length has; 0 for days and weeks, which are not made of months.
[[nodiscard]] constexpr int months_in(Granularity granularity) noexcept {
  constexpr std::array<int, 7> kMonths = {0, 0, 1, 3, 4, 6, 12};
  return kMonths[static_cast<std::size_t>(granularity)];
}

// How many of them a year has; 0 for days and weeks, of which years have different numbers.
[[nodiscard]] constexpr int per_year(Granularity granularity) noexcept {
  constexpr std::array<int, 7> kParts = {0, 0, 12, 4, 3, 2, 1};
  return kParts[static_cast<std::size_t>(granularity)];
}

}  // namespace v1
}  // namespace tertial

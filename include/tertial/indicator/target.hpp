// What an indicator should reach in a year, by who set it: a value, a range, a trend, or nothing decided yet.
//
//   Target council{.year = 2020, .aim = AimValue{84}, .set_by = "council", .near = 4};
//   Target open{.year = 2020, .aim = AimUndecided{"to be set by the board"}};
//   Target rising{.year = 2020, .aim = AimTrend{Trend::increase}};
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace tertial {
inline namespace v1 {

enum class Trend : std::uint8_t { increase, decrease };

[[nodiscard]] constexpr std::string_view to_string(Trend trend) noexcept {
  return trend == Trend::increase ? "increase" : "decrease";
}
[[nodiscard]] constexpr std::optional<Trend> parse_trend(std::string_view word) noexcept {
  if (word == "increase") return Trend::increase;
  if (word == "decrease") return Trend::decrease;
  return std::nullopt;
}

// Figures are in the indicator's printed unit.
struct AimValue {
  double value = 0;
  friend bool operator==(const AimValue&, const AimValue&) = default;
};
struct AimRange {
  double from = 0;
  double to = 0;  // from <= to
  friend bool operator==(const AimRange&, const AimRange&) = default;
};
struct AimTrend {
  Trend trend = Trend::increase;
  friend bool operator==(const AimTrend&, const AimTrend&) = default;
};
struct AimUndecided {
  std::string why;
  friend bool operator==(const AimUndecided&, const AimUndecided&) = default;
};
using Aim = std::variant<AimValue, AimRange, AimTrend, AimUndecided>;

struct Target {
  int year = 0;
  Aim aim;
  std::string set_by = {};
  std::optional<double> near = std::nullopt;  // how far off is still near, in the printed unit; nothing: 5 % of the aim

  friend bool operator==(const Target&, const Target&) = default;
};

inline constexpr double kNearShareOfTarget = 0.05;

enum class TargetStatus : std::uint8_t { met, near, missed, undecided, no_target, no_value };
enum class JudgedOn : std::uint8_t { nothing, latest, year_to_date, forecast };

[[nodiscard]] constexpr std::string_view to_string(TargetStatus status) noexcept {
  constexpr std::string_view kWords[] = {"met", "near", "missed", "undecided", "no_target", "no_value"};
  return kWords[static_cast<std::size_t>(status)];
}
// Empty for `nothing`.
[[nodiscard]] constexpr std::string_view to_string(JudgedOn basis) noexcept {
  constexpr std::string_view kWords[] = {"", "latest", "year_to_date", "forecast"};
  return kWords[static_cast<std::size_t>(basis)];
}

}  // namespace v1
}  // namespace tertial

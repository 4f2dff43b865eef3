// Figures as people print them: how many decimals one carries, and differences without binary dust.
//
//   printed_decimals(2.4);               // 1
//   last_place(1);                       // 0.1
//   printed_difference(1.2, 2.4);        // -1.2, not -1.1999999999999997
#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

#include "tertial/language.hpp"

namespace tertial {
inline namespace v1 {

// Decimals of the shortest text that reads back as `value`; 0 for whole numbers and for what is printed with an
// exponent above zero; at most 17.
[[nodiscard]] inline int printed_decimals(double value) noexcept {
  if (value == std::floor(value)) return 0;
  char text[32];
  const auto result = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific);
  const std::string_view printed(text, static_cast<std::size_t>(result.ptr - text));
  const std::size_t e = printed.find('e');
  if (e == std::string_view::npos) return 0;
  const std::size_t dot = printed.find('.');
  const int digits = dot == std::string_view::npos ? 0 : static_cast<int>(e - dot - 1);
  int exponent = 0;
  const char* first = printed.data() + e + 1;
  if (*first == '+') ++first;
  std::from_chars(first, printed.data() + printed.size(), exponent);
  return std::clamp(digits - exponent, 0, 17);
}

// One unit of the last of so many decimals, 0..17: 0.01 of two.
[[nodiscard]] inline double last_place(int decimals) noexcept {
  static constexpr double kPlace[] = {1e0,  1e-1,  1e-2,  1e-3,  1e-4,  1e-5,  1e-6,  1e-7,  1e-8,
                                      1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16, 1e-17};
  return kPlace[std::clamp(decimals, 0, 17)];
}

// `value` rounded half away from zero to `decimals` places, 0..15. Beyond the reach of doubles it stays as it is.
[[nodiscard]] inline double rounded(double value, int decimals) noexcept {
  static constexpr double kTen[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const double ten = kTen[std::clamp(decimals, 0, 15)];
  const double scaled = value * ten;
  if (!(std::abs(scaled) < 4503599627370496.0)) return value;
  // A half that binary made a hair smaller is still a half: 1.005 as printed rounds to 1.01.
  const double nudge = std::abs(scaled) * 4e-16;
  return std::round(scaled + (scaled < 0 ? -nudge : nudge)) / ten;
}

// to - from, to as many decimals as the finer of the two was printed with.
[[nodiscard]] inline double printed_difference(double to, double from) noexcept {
  const double raw = to - from;
  if (to == std::floor(to) && from == std::floor(from)) return raw;
  return rounded(raw, std::max(printed_decimals(to), printed_decimals(from)));
}

// The shortest text that reads back as `value`, with a decimal comma in Swedish: "2,4". Whole numbers have no point.
[[nodiscard]] inline std::string print_number(double value, Language language) {
  char text[32];
  const bool whole = std::abs(value) < 1e15 && value == std::floor(value);
  const auto result = whole ? std::to_chars(text, text + sizeof text, static_cast<long long>(value))
                            : std::to_chars(text, text + sizeof text, value);
  if (language == Language::sv) std::replace(text, result.ptr, '.', ',');
  return std::string(text, result.ptr);
}

}  // namespace v1
}  // namespace tertial

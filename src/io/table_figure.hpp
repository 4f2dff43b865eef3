// Figures as tables print them: numbers with decimal comma or point, percentages, and words for missing ones.
//
//   read_figure("1 234,5", Language::sv).value()->value;      // 1234.5, printed with one decimal
//   read_figure("u.s.", Language::sv).value()->status;        // missing
//   read_figure("-", Language::sv).value().has_value();       // false: no observation
#pragma once

#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "tertial/indicator/observation.hpp"
#include "tertial/language.hpp"

namespace tertial {
inline namespace v1 {
namespace table_detail {

// Digits that a double keeps, whatever they are.
inline constexpr std::size_t kMostDigits = 15;

struct Figure {
  std::optional<double> value = std::nullopt;
  ObservationStatus status = ObservationStatus::normal;  // or missing, without a value
  bool percent = false;
  int decimals = 0;  // as printed
  bool misread_digit = false;
};

// `text` is tidy: single spaces only, none at the ends. Nothing for a dash. InvalidArgument says what was
// expected.
[[nodiscard]] absl::StatusOr<std::optional<Figure>> read_figure(std::string_view text, Language language);

}  // namespace table_detail
}  // namespace v1
}  // namespace tertial

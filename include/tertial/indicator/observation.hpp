// One figure of an indicator: its period, its value or why there is none, and what it was counted from.
//
//   Observation may{.period = Period::parse("2020-05").value(), .status = ObservationStatus::missing};
//   may.value.has_value();   // false: missing is never 0
//   to_string(may.status);   // "O"
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"

namespace tertial {
inline namespace v1 {

// SDMX observation status (code list CL_OBS_STATUS), with two of our own: `confidential` for what may not be shown,
// `suppressed` for what disclosure control holds back. `suppressed` never stands in a plan document.
enum class ObservationStatus : std::uint8_t {
  normal,         // A
  provisional,    // P
  estimated,      // E
  break_in,       // B: the figure stands, but not beside those before it
  missing,        // O
  not_collected,  // L
  not_due,        // N
  confidential,
  suppressed,
};

inline constexpr std::array<std::string_view, 9> kObservationStatusCodes = {
    "A", "P", "E", "B", "O", "L", "N", "confidential", "suppressed"};

[[nodiscard]] constexpr std::string_view to_string(ObservationStatus status) noexcept {
  return kObservationStatusCodes[static_cast<std::size_t>(status)];
}

// The statuses that a document may state.
[[nodiscard]] constexpr std::optional<ObservationStatus> parse_observation_status(std::string_view code) noexcept {
  for (std::size_t i = 0; i + 1 < kObservationStatusCodes.size(); ++i) {
    if (kObservationStatusCodes[i] == code) return static_cast<ObservationStatus>(i);
  }
  return std::nullopt;
}

// Whether a status goes with a figure: missing, not collected and not due never do.
[[nodiscard]] constexpr bool may_have_value(ObservationStatus status) noexcept {
  return status != ObservationStatus::missing && status != ObservationStatus::not_collected &&
         status != ObservationStatus::not_due && status != ObservationStatus::suppressed;
}

// Which definition of its indicator a figure was made by: the place in the indicator's list, or none named.
class DefinitionRef {
 public:
  static constexpr std::size_t kMost = 255;  // definitions of one indicator

  constexpr DefinitionRef() noexcept = default;
  // `index` is below kMost.
  static constexpr DefinitionRef at(std::size_t index) noexcept {
    return DefinitionRef(static_cast<std::uint8_t>(index + 1));
  }
  // 0 for none named, else the place + 1.
  [[nodiscard]] static constexpr DefinitionRef from_code(std::uint8_t code) noexcept { return DefinitionRef(code); }
  [[nodiscard]] constexpr std::uint8_t code() const noexcept { return code_; }
  [[nodiscard]] constexpr bool named() const noexcept { return code_ != 0; }
  [[nodiscard]] constexpr std::size_t index() const noexcept { return code_ - std::size_t{1}; }
  friend constexpr auto operator<=>(DefinitionRef, DefinitionRef) noexcept = default;

 private:
  friend class Series;
  explicit constexpr DefinitionRef(std::uint8_t code) noexcept : code_(code) {}
  std::uint8_t code_ = 0;
};

// Values are in the indicator's printed unit: 40 is 40 % where the unit is percent.
struct Observation {
  Period period;
  std::optional<double> value = std::nullopt;
  ObservationStatus status = ObservationStatus::normal;
  std::optional<double> numerator = std::nullopt;
  std::optional<double> denominator = std::nullopt;
  DefinitionRef definition = {};
  std::optional<Date> recorded = std::nullopt;  // nothing: on the day it holds, the last of its period

  [[nodiscard]] constexpr Date holds_from() const noexcept { return period.last(); }
  friend bool operator==(const Observation&, const Observation&) = default;
};

}  // namespace v1
}  // namespace tertial

// Something in a plan or its numbers that does not hold together, with its place and its figures.
//
//   for (const Finding& finding : review.findings) {
//     std::cout << to_string(finding.code) << " at " << finding.at << ": " << message(finding, Language::en) << '\n';
//   }
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/language.hpp"
#include "tertial/risk/matrix_fault.hpp"

namespace tertial {
inline namespace v1 {

enum class FindingCode : std::uint8_t {
  matrix_uncovered_score,
  matrix_overlapping_bands,
  matrix_inconsistent,
  ratio_mismatch,
  share_out_of_range,
  numerator_exceeds_denominator,
  complement_mismatch,
  breakdown_mismatch,
  missing_observation,
  stale_indicator,
  definition_break,
  duplicate_observation,
  risk_without_action,
  action_without_indicator,
  risk_not_reassessed,
  risk_lowered_without_action,
  risk_action_without_deadline,
  expected_result_without_indicator,
  status_disagrees,
  activity_overdue,
  target_undecided,
  dates_out_of_order,
  small_count,
};
inline constexpr std::size_t kFindingCodes = 23;

enum class FindingSeverity : std::uint8_t { error, warning, note };

[[nodiscard]] std::string_view to_string(FindingCode code) noexcept;  // "ratio-mismatch"
[[nodiscard]] std::string_view to_string(FindingSeverity severity) noexcept;
[[nodiscard]] std::optional<FindingCode> parse_finding_code(std::string_view word) noexcept;
// Every code has one severity: error where figures or records contradict each other for certain, warning where
// something needs a decision or a figure, note where it is good to know.
[[nodiscard]] FindingSeverity severity_of(FindingCode code) noexcept;

// The figures of a finding. Keys are in the order they are told in.
struct Datum {
  using Value = std::variant<double, std::string, std::vector<Cell>, std::vector<std::string>>;
  std::string_view key;  // a constant
  Value value;

  Datum(std::string_view named, Value held) noexcept : key(named), value(std::move(held)) {}
  // libstdc++ takes a variant of these types to hold a value at all times, and destroys what is not there when copying
  // one runs out of memory: so it is not the variant that copies.
  Datum(const Datum& other)
      : key(other.key), value(std::visit([](const auto& held) { return Value(held); }, other.value)) {}
  Datum(Datum&&) noexcept = default;
  Datum& operator=(const Datum& other) {
    *this = Datum(other);
    return *this;
  }
  Datum& operator=(Datum&&) noexcept = default;
  ~Datum() = default;
  friend bool operator==(const Datum&, const Datum&) = default;
};

struct Finding {
  FindingCode code = FindingCode::small_count;
  std::string at;  // JSON pointer into the plan document
  std::vector<Datum> data;

  [[nodiscard]] FindingSeverity severity() const noexcept { return severity_of(code); }
  [[nodiscard]] const Datum::Value* find(std::string_view key) const noexcept;
  // The datum as text or number; empty or 0 when it is not there.
  [[nodiscard]] std::string_view word(std::string_view key) const noexcept;
  [[nodiscard]] double number(std::string_view key) const noexcept;
  friend bool operator==(const Finding&, const Finding&) = default;
};

// One sentence with the figures.
[[nodiscard]] std::string message(const Finding& finding, Language language);

}  // namespace v1
}  // namespace tertial

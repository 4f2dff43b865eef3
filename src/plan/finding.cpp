#include "tertial/plan/finding.hpp"

#include <array>

namespace tertial {
inline namespace v1 {
namespace {

struct CodeEntry {
  std::string_view word;
  FindingSeverity severity;
};

constexpr std::array<CodeEntry, kFindingCodes> kCodes = {{
    {"matrix-uncovered-score", FindingSeverity::warning},
    {"matrix-overlapping-bands", FindingSeverity::warning},
    {"matrix-inconsistent", FindingSeverity::note},
    {"ratio-mismatch", FindingSeverity::warning},
    {"share-out-of-range", FindingSeverity::error},
    {"numerator-exceeds-denominator", FindingSeverity::error},
    {"complement-mismatch", FindingSeverity::warning},
    {"breakdown-mismatch", FindingSeverity::warning},
    {"missing-observation", FindingSeverity::warning},
    {"stale-indicator", FindingSeverity::warning},
    {"definition-break", FindingSeverity::note},
    {"duplicate-observation", FindingSeverity::error},
    {"risk-without-action", FindingSeverity::warning},
    {"action-without-indicator", FindingSeverity::note},
    {"risk-not-reassessed", FindingSeverity::warning},
    {"risk-lowered-without-action", FindingSeverity::warning},
    {"risk-action-without-deadline", FindingSeverity::note},
    {"expected-result-without-indicator", FindingSeverity::warning},
    {"status-disagrees", FindingSeverity::warning},
    {"activity-overdue", FindingSeverity::warning},
    {"target-undecided", FindingSeverity::note},
    {"dates-out-of-order", FindingSeverity::warning},
    {"small-count", FindingSeverity::note},
}};

}  // namespace

std::string_view to_string(FindingCode code) noexcept { return kCodes[static_cast<std::size_t>(code)].word; }

std::string_view to_string(FindingSeverity severity) noexcept {
  constexpr std::string_view kWords[] = {"error", "warning", "note"};
  return kWords[static_cast<std::size_t>(severity)];
}

std::optional<FindingCode> parse_finding_code(std::string_view word) noexcept {
  for (std::size_t i = 0; i < kCodes.size(); ++i) {
    if (kCodes[i].word == word) return static_cast<FindingCode>(i);
  }
  return std::nullopt;
}

FindingSeverity severity_of(FindingCode code) noexcept { return kCodes[static_cast<std::size_t>(code)].severity; }

const Datum::Value* Finding::find(std::string_view key) const noexcept {
  for (const Datum& datum : data) {
    if (datum.key == key) return &datum.value;
  }
  return nullptr;
}

std::string_view Finding::word(std::string_view key) const noexcept {
  const Datum::Value* value = find(key);
  const auto* text = value != nullptr ? std::get_if<std::string>(value) : nullptr;
  return text != nullptr ? std::string_view(*text) : std::string_view();
}

double Finding::number(std::string_view key) const noexcept {
  const Datum::Value* value = find(key);
  const auto* figure = value != nullptr ? std::get_if<double>(value) : nullptr;
  return figure != nullptr ? *figure : 0;
}

}  // namespace v1
}  // namespace tertial

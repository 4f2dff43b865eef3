// Writes follow-ups as JSON (version 1) and every table of one as CSV.
//
//   std::string json = write_follow_up(plan, review, Language::en);
//   std::string csv = write_csv(plan, review, CsvTable::risks, Language::sv);
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tertial/followup/follow_up.hpp"
#include "tertial/io/json_writer.hpp"
#include "tertial/language.hpp"
#include "tertial/plan/finding.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {

// `review` was made from `plan`. The language is that of messages and reasons.
[[nodiscard]] std::string write_follow_up(const Plan& plan, const FollowUp& review, Language language);

// Findings as they stand in the follow-up document: a JSON array, a line for each.
[[nodiscard]] std::string write_findings(std::span<const Finding> findings, Language language);
// The same as a value of a document that is being written.
void write_findings(JsonWriter& out, std::span<const Finding> findings, Language language);

enum class CsvTable : std::uint8_t {
  risks,
  actions,
  indicators,
  observations,
  targets,
  rollups,
  self_checks,
  findings
};
inline constexpr std::array<std::string_view, 8> kCsvTables = {"risks",   "actions", "indicators",  "observations",
                                                               "targets", "rollups", "self_checks", "findings"};
[[nodiscard]] std::optional<CsvTable> parse_csv_table(std::string_view word) noexcept;

// RFC 4180: commas, CRLF, quotes where needed, a header line of contract words, decimal points. A text cell that a
// spreadsheet would take for a formula is led by an apostrophe.
[[nodiscard]] std::string write_csv(const Plan& plan, const FollowUp& review, CsvTable table, Language language);

// All tables one after the other, each led by a line "# risks" and parted by an empty line.
[[nodiscard]] std::string write_csv(const Plan& plan, const FollowUp& review, Language language);

}  // namespace v1
}  // namespace tertial

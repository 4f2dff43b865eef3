// The values of a plan's indicators as the file that planning systems, Stratsys first, import key figures from.
//
//   absl::StatusOr<KpiCsv> file = write_kpi_csv(plan, review);
//   file->text;       // "date;unit;measure;column;value\r\n2020-01-31;4711;LVU-1;utfall;40\r\n..."
//   file->left_out;   // ids of indicators that have no code there
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "tertial/followup/follow_up.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {

struct KpiCsv {
  std::string text;
  std::size_t rows = 0;               // below the heading
  std::vector<std::string> left_out;  // in the plan's order
};

// The column that values go to where the plan names none.
inline constexpr std::string_view kKpiColumn = "utfall";

// One row a value: date, external codes of unit, measure and measure column, value. That is what the manual of Stratsys
// asks for ("Source system and external"); it leaves the signs open, so they are those of a Swedish spreadsheet:
// semicolons, a heading (an importer that reads it as a value refuses it; one that skips the first row loses nothing),
// the last day of the period as YYYY-MM-DD, a decimal comma and no other sign in a number, quotes where RFC 4180 needs
// them, CRLF. UTF-8. Codes stand as they are.
//
// Codes are in the plan document, under "x-external":
//   of the plan          "4711", the unit, or {"unit": "4711", "column": "utfall", "target_column": "mal"}
//   of an indicator      "LVU-1", the measure, or {"measure": "LVU-1"} with unit, column and target_column if they are
//                        others than the plan's
// With a target column the targets that are a value are written too, on the last day of their year; of two for one year
// the first.
//
// What is written: values known at the follow-up, made by the definition in force, of the indicator's own periodicity
// where it has one; of two that end on one day that of the shorter period. Nothing missing and nothing held back.
//
// Errors, all InvalidArgument with a Fault: an "x-external" that is neither; no code for the unit; two indicators with
// the same unit, measure and column.
[[nodiscard]] absl::StatusOr<KpiCsv> write_kpi_csv(const Plan& plan, const FollowUp& review);

}  // namespace v1
}  // namespace tertial

// A follow-up as an Excel workbook: the figures of the report as numbers, dates and text that can be sorted and charted.
//
//   absl::StatusOr<std::string> workbook = report::xlsx(plan, review, Language::sv);
//   if (workbook.ok()) save(*workbook);   // the bytes of an .xlsx file
//   else std::cerr << workbook.status().message();
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "tertial/followup/follow_up.hpp"
#include "tertial/language.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// Sheets: summary, risks, matrix, actions, indicators (a row for each observation known), charts and findings. There is
// a line chart for each of the first 60 indicators with two values that may be compared, of their latest 400 periods.
// `review` was made from `plan`.
//
// Percentages stand as they are printed: 40 is shown as 40 %. A figure that is missing or held back is an empty cell
// with the reason beside it. No cell is a formula or a link, whatever the plan's text looks like. Figures carry sixteen
// significant digits; text beyond the 32,767 characters of a cell ends in an ellipsis.
//
// Same input, same bytes: the file is dated by the follow-up. While it is put together, its parts lie in nameless
// files in memory, or where the system has none in the system's temporary folder, that no other user can read.
//
// Errors: Unimplemented where the library was built without libxlsxwriter; OutOfRange where a table has more rows than
// a sheet holds; Unavailable where there is no memory or temporary space.
[[nodiscard]] absl::StatusOr<std::string> xlsx(const Plan& plan, const FollowUp& review, Language language);

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The workbook: its sheets in order.
#include <utility>

#include "report/xlsx/sheets.hpp"
#include "tertial/report/xlsx.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

absl::StatusOr<std::string> xlsx(const Plan& plan, const FollowUp& review, Language language) {
  const Source source{plan, review, language};
  Book book(
      {.title = plan.title(), .organisation = plan.organisation(), .date = review.clock.as_of, .language = language});
  add_summary_sheet(source, book);
  add_risk_sheet(source, book);
  add_matrix_sheet(source, book);
  add_action_sheet(source, book);
  add_indicator_sheet(source, book);
  add_chart_sheet(source, book);
  add_finding_sheet(source, book);
  return std::move(book).finish();
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

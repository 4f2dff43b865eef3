// The workbook: its sheets in order, and what they say alike.
#include <cstddef>
#include <utility>

#include "report/names.hpp"
#include "report/words.hpp"
#include "report/xlsx/sheets.hpp"
#include "tertial/report/xlsx.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

std::string level_label(const Followed& followed, Level level) {
  return text(shape(followed.plan.matrix(), level), level_words(followed.plan, level, followed.language).name);
}

std::string movement_label(Movement movement, Language language) {
  return text(arrow(movement), in(word_for(movement), language));
}

std::string status_label(ActionStatus status, Language language) {
  return text(shape(status), in(word_for(status), language));
}

Tint tint_of(const RiskMatrix& matrix, Level level) noexcept {
  if (!level.classified()) return Tint::muted;
  const std::size_t levels = matrix.bands().size();
  const std::size_t above_mildest = level.rank() - std::size_t{1};
  if (levels > 1 && level.rank() == levels) return Tint::bad;
  return 3 * above_mildest < levels - 1 || levels == 1 ? Tint::good : Tint::middling;
}

Tint tint_of(Movement movement) noexcept {
  switch (movement) {
    case Movement::decreased:
    case Movement::closed:
      return Tint::good;
    case Movement::increased:
    case Movement::reopened:
      return Tint::bad;
    case Movement::fresh:
      return Tint::middling;
    case Movement::unknown:
      return Tint::muted;
    case Movement::unchanged:
      break;
  }
  return Tint::none;
}

Tint tint_of(ActionStatus status) noexcept {
  switch (status) {
    case ActionStatus::completed:
    case ActionStatus::on_schedule:
      return Tint::good;
    case ActionStatus::at_risk:
      return Tint::middling;
    case ActionStatus::delayed:
      return Tint::bad;
    case ActionStatus::cancelled:
    case ActionStatus::not_started:
      break;
  }
  return Tint::muted;
}

absl::StatusOr<std::string> xlsx(const Plan& plan, const FollowUp& review, Language language) {
  const Followed followed{plan, review, language};
  Book book(
      {.title = plan.title(), .organisation = plan.organisation(), .date = review.clock.as_of, .language = language});
  add_summary_sheet(followed, book);
  add_risk_sheet(followed, book);
  add_matrix_sheet(followed, book);
  add_action_sheet(followed, book);
  add_indicator_sheet(followed, book);
  add_chart_sheet(followed, book);
  add_finding_sheet(followed, book);
  return std::move(book).finish();
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The sheets of the workbook, each written by a file of its own.
//
//   const Followed followed{plan, review, Language::sv};
//   add_summary_sheet(followed, book);
//   add_risk_sheet(followed, book);
#pragma once

#include <string>

#include "report/xlsx/book.hpp"
#include "tertial/action/status.hpp"
#include "tertial/followup/follow_up.hpp"
#include "tertial/language.hpp"
#include "tertial/plan/plan.hpp"
#include "tertial/risk/movement.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

struct Followed {
  const Plan& plan;
  const FollowUp& review;  // made from `plan`
  Language language;
};

void add_summary_sheet(const Followed& followed, Book& book);
void add_risk_sheet(const Followed& followed, Book& book);
void add_matrix_sheet(const Followed& followed, Book& book);
void add_action_sheet(const Followed& followed, Book& book);
void add_indicator_sheet(const Followed& followed, Book& book);
void add_chart_sheet(const Followed& followed, Book& book);
void add_finding_sheet(const Followed& followed, Book& book);

// What several sheets say alike: a mark for the eye, then the word.
[[nodiscard]] std::string level_label(const Followed& followed, Level level);
[[nodiscard]] std::string movement_label(Movement movement, Language language);
[[nodiscard]] std::string status_label(ActionStatus status, Language language);

// From the mildest level to the worst.
[[nodiscard]] Tint tint_of(const RiskMatrix& matrix, Level level) noexcept;
[[nodiscard]] Tint tint_of(Movement movement) noexcept;
[[nodiscard]] Tint tint_of(ActionStatus status) noexcept;

}  // namespace report
}  // namespace v1
}  // namespace tertial

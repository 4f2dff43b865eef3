// A follow-up as people read it: Markdown in Swedish or English.
//
//   std::string page = report::markdown(plan, review, Language::sv);
//   std::vector<std::string> lines = report::summary(plan, review, Language::sv);
#pragma once

#include <string>
#include <vector>

#include "tertial/followup/follow_up.hpp"
#include "tertial/language.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// The sentences that a board reads first, made from the figures; plain text. `review` was made from `plan`.
[[nodiscard]] std::vector<std::string> summary(const Plan& plan, const FollowUp& review, Language language);

// CommonMark with tables (GFM). Text from the plan is escaped: it cannot become markup.
[[nodiscard]] std::string markdown(const Plan& plan, const FollowUp& review, Language language);

}  // namespace report
}  // namespace v1
}  // namespace tertial

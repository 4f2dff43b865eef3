// The counts of a summary, each part with its word, shape and tone: "4 ◆ röda 2 ▲ gula".
//
//   append_inline(html, action_counts(review.summary.actions, Language::sv));
#pragma once

#include "report/page.hpp"
#include "tertial/followup/follow_up.hpp"
#include "tertial/language.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// The worst first; parts that count nothing are left out.
[[nodiscard]] Inline risk_counts(const Plan& plan, const Summary::Risks& risks, Language language);
[[nodiscard]] Inline movement_counts(const Summary::Risks& risks, Language language);
[[nodiscard]] Inline action_counts(const Summary::Actions& actions, Language language);
[[nodiscard]] Inline indicator_counts(const Summary::Indicators& indicators, Language language);
[[nodiscard]] Inline target_counts(const Summary::Targets& targets, Language language);

}  // namespace report
}  // namespace v1
}  // namespace tertial

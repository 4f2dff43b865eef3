// A follow-up as one HTML file that needs nothing but itself: no script, no font, no address is loaded.
//
//   std::string page = report::html(plan, review, Language::sv);
#pragma once

#include <string>

#include "tertial/followup/follow_up.hpp"
#include "tertial/language.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// HTML 5 in UTF-8, for screens wide and narrow, light and dark, and for A4. `review` was made from `plan`. Text from the
// plan is escaped: it cannot become markup. The same input gives the same bytes.
[[nodiscard]] std::string html(const Plan& plan, const FollowUp& review, Language language);

}  // namespace report
}  // namespace v1
}  // namespace tertial

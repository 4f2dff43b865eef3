// A follow-up as one HTML file that needs nothing but itself: no script, no font, no address is loaded.
//
//   std::string page = report::html(plan, review, Language::sv);
//   std::string index = report::html_index(entries, "Avdelningen", Language::sv);
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tertial/followup/follow_up.hpp"
#include "tertial/language.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// HTML 5 in UTF-8, for screens wide and narrow, light and dark, and for A4. `review` was made from `plan`. Text from the
// plan is escaped: it cannot become markup. The same input gives the same bytes.
[[nodiscard]] std::string html(const Plan& plan, const FollowUp& review, Language language);

// A plan among others, and the page that tells of it. All are borrowed.
struct IndexEntry {
  const Plan* plan = nullptr;
  const FollowUp* review = nullptr;  // made from `plan`
  std::string_view file;             // a relative address without a colon or a space: it is linked to as it stands
};

// One page over many plans, the worst first: by the worst level of their open risks, then how many risks are at it, missed
// targets and delayed actions. A plan whose risks have no level is not taken for a good one: it stands after those with
// a bad level and before all others, and says so.
[[nodiscard]] std::string html_index(std::span<const IndexEntry> entries, std::string_view title, Language language);

}  // namespace report
}  // namespace v1
}  // namespace tertial

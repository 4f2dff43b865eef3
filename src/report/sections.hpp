// The sections of a report, each written to a page by a file of its own.
//
//   const Source source{plan, review, Language::sv};
//   Page page;
//   write_matrix(source, page);
#pragma once

#include "report/page.hpp"
#include "tertial/followup/follow_up.hpp"
#include "tertial/language.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

struct Source {
  const Plan& plan;
  const FollowUp& review;  // made from `plan`
  Language language;
};

// Each writes its own heading, and nothing at all where the plan has nothing to show in it.
void write_matrix(const Source& source, Page& page);
void write_register(const Source& source, Page& page);
void write_actions(const Source& source, Page& page);
void write_indicators(const Source& source, Page& page);
void write_self_checks(const Source& source, Page& page);
void write_findings(const Source& source, Page& page);

}  // namespace report
}  // namespace v1
}  // namespace tertial

// Findings that depend on the date of a follow-up: what nobody reassessed, reported or finished in time.
#pragma once

#include "tertial/followup/follow_up.hpp"

namespace tertial {
inline namespace v1 {

// Looks at the lines that `out` has already and appends to its findings.
void find_schedule_faults(const Plan& plan, FollowUp& out);

}  // namespace v1
}  // namespace tertial

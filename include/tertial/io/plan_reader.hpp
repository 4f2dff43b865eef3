// Reads plan documents (JSON, version 1).
//
//   absl::StatusOr<Plan> plan = read_plan(json);
//   if (!plan.ok()) std::cerr << plan.status().message();   // "/risks/0/assessments/1/date: 2020-02-30: ..."
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {

// `json` is UTF-8, need not end in NUL and is not kept. A document that is not what the contract says is refused whole:
// InvalidArgument with a Fault (plan/fault.hpp) at its first fault, a JSON pointer, or a line and column where the text
// is not JSON at all. Memory beside the result is a window of about a megabyte, or the largest single risk, action or
// indicator of the document where that is more.
[[nodiscard]] absl::StatusOr<Plan> read_plan(std::string_view json);

}  // namespace v1
}  // namespace tertial

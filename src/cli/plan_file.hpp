// Plan documents from files, and the words for what makes one unusable.
//
//   absl::StatusOr<Plan> plan = read_plan_file("plan.json");
//   plan.status().message();    // "plan.json: /risks/0/id: ...", or "plan.json:12:5: ..." where it is no JSON
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tertial/plan/plan.hpp"

namespace tertial::cli {

[[nodiscard]] absl::StatusOr<Plan> read_plan_file(const std::string& path);

// The fault that `status` carries as one line that begins with the file: PATH:LINE:COLUMN, or PATH and a JSON
// pointer.
[[nodiscard]] absl::Status fault_in(const std::string& path, const absl::Status& status);

}  // namespace tertial::cli

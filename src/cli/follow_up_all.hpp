// Following up all plans of a folder: a page for each, and an index page over them.
#pragma once

#include "absl/status/statusor.h"
#include "cli/commands.hpp"

namespace tertial::cli {

// Every plan is read and followed up before anything is written: one that cannot be used is named, and nothing is. The
// index is written last.
[[nodiscard]] absl::StatusOr<int> follow_up_all(const FollowUpRequest& request);

}  // namespace tertial::cli

// The dates of a follow-up as people write them on a command line.
//
//   absl::StatusOr<FollowUpOptions> options = read_moments(request.when, plan);
//   options->as_of;      // 2020-08-31, for "2020-08-31", "2020-T2", "T2 2020" and, in a plan of 2020, "tertial 2"
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "cli/commands.hpp"
#include "tertial/calendar/date.hpp"
#include "tertial/followup/follow_up.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial::cli {

// A date, or the last day of a period. `option` is named in the error.
[[nodiscard]] absl::StatusOr<Date> read_moment(std::string_view option, std::string_view text, const Plan& plan);

// Error also where `previous` is not before `as_of`, which is there.
[[nodiscard]] absl::StatusOr<FollowUpOptions> read_moments(const MomentsRequest& request, const Plan& plan);

// The day that --recorded names. Error: it is no date.
[[nodiscard]] absl::StatusOr<std::optional<Date>> read_recorded(const std::optional<std::string>& written);

}  // namespace tertial::cli

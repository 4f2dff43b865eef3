// The options that protect and audit share, as what the library takes.
//
//   absl::StatusOr<DisclosurePolicy> policy = read_policy(request.reading);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "cli/commands.hpp"
#include "cli/count_file.hpp"
#include "tertial/measure/disclosure/policy.hpp"

namespace tertial::cli {

// Threshold, width and zeros. Errors begin with the option.
[[nodiscard]] absl::StatusOr<DisclosurePolicy> read_policy(const CountTableRequest& request);

// A whole number up to the largest that a policy has; `fallback` where nothing is written.
[[nodiscard]] absl::StatusOr<std::int64_t> read_count(std::string_view option,
                                                      const std::optional<std::string>& written, std::int64_t least,
                                                      std::int64_t fallback);

[[nodiscard]] CountFileOptions file_options(const CountTableRequest& request);

}  // namespace tertial::cli

#include "cli/count_policy.hpp"

#include <array>
#include <charconv>
#include <system_error>

#include "cli/arguments.hpp"
#include "cli/shown.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {

absl::StatusOr<std::int64_t> read_count(std::string_view option, const std::optional<std::string>& written,
                                        std::int64_t least, std::int64_t fallback) {
  if (!written) return fallback;
  std::int64_t count = 0;
  const char* const end = written->data() + written->size();
  const std::from_chars_result result = std::from_chars(written->data(), end, count);
  if (result.ec != std::errc() || result.ptr != end || count < least || count > DisclosurePolicy::kMostThreshold) {
    return absl::InvalidArgumentError(text(option, ": ", in_quotes(*written), " is not a whole number from ", least,
                                           " to ", DisclosurePolicy::kMostThreshold));
  }
  return count;
}

absl::StatusOr<DisclosurePolicy> read_policy(const CountTableRequest& request) {
  constexpr std::array<std::string_view, 2> kZeros = {"shown", "hidden"};
  DisclosurePolicy policy;
  const absl::StatusOr<std::int64_t> threshold = read_count("--threshold", request.threshold, 1, policy.threshold);
  if (!threshold.ok()) return threshold.status();
  const absl::StatusOr<std::int64_t> min_width = read_count("--min-width", request.min_width, 1, policy.min_width);
  if (!min_width.ok()) return min_width.status();
  const absl::StatusOr<std::size_t> zeros = choose("--zeros", request.zeros.value_or("shown"), kZeros);
  if (!zeros.ok()) return zeros.status();
  policy.threshold = *threshold;
  policy.min_width = *min_width;
  policy.zeros = *zeros == 0 ? DisclosurePolicy::Zeros::shown : DisclosurePolicy::Zeros::hidden;
  return policy;
}

CountFileOptions file_options(const CountTableRequest& request) {
  return {.total_row = request.total_row,
          .total_column = request.total_column,
          .subtotals = request.subtotals,
          .flat = request.flat};
}

}  // namespace tertial::cli

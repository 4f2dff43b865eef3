#include "cli/moments.hpp"

#include <optional>
#include <string>

#include "cli/shown.hpp"
#include "tertial/calendar/spoken.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

std::string iso(Date date) {
  char digits[Date::kTextSize];
  return std::string(digits, date.write(digits));
}

absl::Status read_optional(std::string_view option, const std::optional<std::string>& written, const Plan& plan,
                           std::optional<Date>& out) {
  if (!written) return absl::OkStatus();
  absl::StatusOr<Date> date = read_moment(option, *written, plan);
  if (!date.ok()) return date.status();
  out = *date;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Date> read_moment(std::string_view option, std::string_view written, const Plan& plan) {
  constexpr std::string_view kExpected = "; expected a date or a period, such as 2020-08-31 or 2020-T2";
  const absl::StatusOr<SpokenPeriod> period = parse_spoken(written, {.language = plan.language(), .year = plan.year()});
  if (!period.ok()) {
    return absl::InvalidArgumentError(text(option, ": ", shown(from_absl(period.status().message()), 300), kExpected));
  }
  if (period->misread_digit) {
    return absl::InvalidArgumentError(
        text(option, ": ", in_quotes(written), " has a letter where a 1 is meant", kExpected));
  }
  return period->period.last();
}

absl::StatusOr<FollowUpOptions> read_moments(const MomentsRequest& request, const Plan& plan) {
  const absl::StatusOr<Date> as_of = read_moment("--as-of", request.as_of.value(), plan);
  if (!as_of.ok()) return as_of.status();
  FollowUpOptions options{.as_of = *as_of};
  if (absl::Status status = read_optional("--previous", request.previous, plan, options.previous); !status.ok()) {
    return status;
  }
  if (absl::Status status = read_optional("--known-at", request.known_at, plan, options.known_at); !status.ok()) {
    return status;
  }
  if (options.previous && *options.previous >= options.as_of) {
    return absl::InvalidArgumentError(
        text("--previous: ", iso(*options.previous), " is not before --as-of ", iso(*as_of)));
  }
  return options;
}

absl::StatusOr<std::optional<Date>> read_recorded(const std::optional<std::string>& written) {
  if (!written) return std::nullopt;
  const std::optional<Date> day = Date::try_parse(*written);
  if (!day) {
    return absl::InvalidArgumentError(text("--recorded: ", in_quotes(*written), " is not a date such as 2020-09-15"));
  }
  return day;
}

}  // namespace tertial::cli

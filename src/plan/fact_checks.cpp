#include "plan/fact_checks.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

namespace tertial {
inline namespace v1 {
namespace plan_detail {
namespace {

bool is_count(double value) noexcept { return std::isfinite(value) && value >= 0; }

}  // namespace

std::string shown(std::string_view id) {
  constexpr std::size_t kLongest = 60;
  return id.size() <= kLongest ? text("\"", id, "\"") : text("\"", id.substr(0, kLongest), "...\"");
}

absl::Status check_share(const Place& place, double value) {
  if (value >= 0 && value <= 1) return absl::OkStatus();
  return place.fault("progress is a number from 0 to 1");
}

absl::Status check_assessment(const Place& place, const Assessment& assessment, const RiskMatrix& matrix) {
  const int likelihood = assessment.likelihood.value();
  const int severity = assessment.severity.value();
  if (likelihood > matrix.likelihood().size()) {
    return Place(place, "likelihood")
        .fault(text("likelihood ", likelihood, " is beyond the scale 1 to ", matrix.likelihood().size()));
  }
  if (severity > matrix.severity().size()) {
    return Place(place, "severity")
        .fault(text("severity ", severity, " is beyond the scale 1 to ", matrix.severity().size()));
  }
  if ((likelihood == 0) != (severity == 0)) {
    return place.fault(likelihood == 0 ? "severity stands without likelihood" : "likelihood stands without severity");
  }
  if (likelihood == 0 && !assessment.level.classified()) {
    return place.fault("an assessment states likelihood and severity, or a level");
  }
  if (likelihood == 0 && assessment.level.rank() > matrix.bands().size()) {
    return Place(place, "level")
        .fault(text("level ", int{assessment.level.rank()}, " is beyond the ", matrix.bands().size(),
                    " bands of the matrix"));
  }
  return absl::OkStatus();
}

absl::Status check_report(const Place& place, const StatusReport& report) {
  return report.progress ? check_share(Place(place, "progress"), *report.progress) : absl::OkStatus();
}

absl::Status check_self_check(const Place& place, const SelfCheck& check) {
  if (check.sample && !is_count(*check.sample)) return Place(place, "sample").fault("a sample is a number from 0 up");
  const Place results(place, "results");
  for (std::size_t i = 0; i < check.results.size(); ++i) {
    const Place here(results, i);
    if (check.results[i].numerator && !is_count(*check.results[i].numerator)) {
      return Place(here, "numerator").fault("a numerator is a number from 0 up");
    }
    if (check.results[i].share && !std::isfinite(*check.results[i].share)) {
      return Place(here, "share").fault("a share is a number");
    }
  }
  const Place breakdowns(place, "breakdowns");
  for (std::size_t i = 0; i < check.breakdowns.size(); ++i) {
    const Place here(breakdowns, i), groups(here, "groups");
    std::vector<std::string_view> names;
    for (const auto& [name, count] : check.breakdowns[i].groups) {
      if (!is_count(count)) return Place(groups, name).fault("a count is a number from 0 up");
      names.push_back(name);
    }
    // They are the members of one JSON object.
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice != names.end()) return Place(groups, *twice).fault("the group stands twice in one breakdown");
  }
  return absl::OkStatus();
}

std::string figures_fault(const Observation& observation, bool status_stated) {
  for (const std::optional<double>& figure : {observation.value, observation.numerator, observation.denominator}) {
    if (figure && !std::isfinite(*figure)) return "a figure is a finite number";
  }
  if (observation.value && !may_have_value(observation.status)) {
    return text("an observation with status ", to_string(observation.status), " has no value");
  }
  if (!observation.value && may_have_value(observation.status) &&
      observation.status != ObservationStatus::confidential && !(observation.numerator && observation.denominator)) {
    return status_stated ? "an observation with this status needs a value"
                         : "an observation needs a value, or a status that says why there is none";
  }
  return {};
}

}  // namespace plan_detail
}  // namespace v1
}  // namespace tertial

#include "io/indicator_figures.hpp"

#include <algorithm>
#include <utility>

#include "io/table_text.hpp"
#include "tertial/calendar/date.hpp"
#include "tertial/plan/fault.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace table_detail {
namespace {

bool in_time_order(const Observation& a, const Observation& b) noexcept { return ends_before(a.period, b.period); }

Date on_record(const Observation& observation) noexcept {
  return observation.recorded.value_or(observation.holds_from());
}

// The mark of a break, or of what may not be shown, is about the period and not about the figure.
ObservationStatus status_after(const std::optional<double>& value, ObservationStatus before,
                               ObservationStatus printed) noexcept {
  const bool stays = before == ObservationStatus::break_in || before == ObservationStatus::confidential;
  return value && stays ? before : printed;
}

std::optional<Period> year_before(const std::optional<Period>& period) noexcept {
  return period ? Period::try_make(Granularity::year, period->year() - 1) : std::nullopt;
}

}  // namespace

IndicatorFigures::IndicatorFigures(Indicator& indicator, const ImportOptions& options)
    : indicator_(indicator), options_(options) {
  observations_.reserve(indicator.observations.size());
  for (std::size_t i = 0; i < indicator.observations.size(); ++i) observations_.push_back(indicator.observations[i]);
  ordered_ = std::is_sorted(observations_.begin(), observations_.end(), in_time_order);
}

absl::Status IndicatorFigures::take(const TableRow& row, const TableCell& cell, std::vector<TableChange>& changes) {
  if (absl::Status status = take_percent(cell); !status.ok()) return status;
  if (cell.period) return take_observation(cell, changes);
  take_baseline(row, cell, changes);
  return absl::OkStatus();
}

void IndicatorFigures::finish() {
  if (!changed_) return;
  Series series;
  series.reserve(observations_.size());
  for (const Observation& observation : observations_) series.append(observation);
  indicator_.observations = std::move(series);
}

// An indicator without a unit and without figures gets one by its first percentage.
absl::Status IndicatorFigures::take_percent(const TableCell& cell) {
  if (!cell.percent || indicator_.is_percent()) return absl::OkStatus();
  if (indicator_.unit.empty() && observations_.empty() && !indicator_.baseline) {
    indicator_.unit = "percent";
    return absl::OkStatus();
  }
  const std::string unit =
      indicator_.unit.empty() ? "no unit" : text("the unit \"", calendar_detail::excerpt(indicator_.unit), "\"");
  return table_fault(cell.line, cell.column,
                     text("a percentage for the indicator \"", calendar_detail::excerpt(indicator_.id),
                          "\", which has ", unit, ": expected a figure without %, or the unit percent in the plan"));
}

void IndicatorFigures::take_baseline(const TableRow& row, const TableCell& cell, std::vector<TableChange>& changes) {
  if (!cell.value) return;
  std::optional<Baseline>& baseline = indicator_.baseline;
  if (baseline && baseline->value == *cell.value) return;
  TableChange change{.kind = baseline ? TableChange::Kind::changed_baseline : TableChange::Kind::new_baseline,
                     .indicator = indicator_.id,
                     .after = cell.value};
  if (baseline) change.before = baseline->value;
  if (!baseline) baseline.emplace();
  baseline->value = *cell.value;
  if (const std::optional<Period> year = year_before(row.first_column)) baseline->period = year;
  change.period = baseline->period;
  changes.push_back(std::move(change));
}

absl::Status IndicatorFigures::take_observation(const TableCell& cell, std::vector<TableChange>& changes) {
  TableChange change{.indicator = indicator_.id, .period = cell.period, .after = cell.value, .status = cell.status};
  const std::optional<std::size_t> at = standing(*cell.period);
  if (!at) {
    insert({.period = *cell.period, .value = cell.value, .status = cell.status, .recorded = options_.recorded});
    changes.push_back(std::move(change));
    return absl::OkStatus();
  }
  Observation& before = observations_[*at];
  if (before.value == cell.value) return absl::OkStatus();
  change.kind = TableChange::Kind::changed_observation;
  change.before = before.value;
  change.status = status_after(cell.value, before.status, cell.status);

  if (options_.recorded && *options_.recorded < on_record(before)) {
    return table_fault(cell.line, cell.column,
                       text("another figure for ", cell.period->to_string(), " than the one on record since ",
                            on_record(before).to_string(), ", recorded before it, on ", options_.recorded->to_string(),
                            ": expected a later day"));
  }
  const Observation after{.period = *cell.period,
                          .value = cell.value,
                          .status = change.status,
                          .definition = before.definition,
                          .recorded = options_.recorded ? options_.recorded : before.recorded};
  if (options_.recorded && *options_.recorded > on_record(before)) {
    insert(after);
  } else {
    before = after;
    changed_ = true;
  }
  changes.push_back(std::move(change));
  return absl::OkStatus();
}

absl::Status IndicatorFigures::put(const Observation& observation, std::vector<TableChange>& changes) {
  TableChange change{.indicator = indicator_.id,
                     .period = observation.period,
                     .after = observation.value,
                     .status = observation.status};
  Observation after = observation;
  after.recorded = options_.recorded;
  const std::optional<std::size_t> at = standing(observation.period);
  if (!at) {
    insert(after);
    changes.push_back(std::move(change));
    return absl::OkStatus();
  }
  Observation& before = observations_[*at];
  after.definition = before.definition;
  if (before.value == after.value && before.numerator == after.numerator && before.denominator == after.denominator &&
      before.status == after.status) {
    return absl::OkStatus();
  }
  if (options_.recorded && *options_.recorded < on_record(before)) {
    return unusable(
        FaultKind::schema, "",
        text("the indicator \"", calendar_detail::excerpt(indicator_.id), "\" has a figure for ",
             observation.period.to_string(), " on record since ", on_record(before).to_string(),
             ", and another one recorded before it, on ", options_.recorded->to_string(), ": expected a later day"));
  }
  change.kind = TableChange::Kind::changed_observation;
  change.before = before.value;
  if (options_.recorded && *options_.recorded > on_record(before)) {
    insert(after);
  } else {
    if (!options_.recorded) after.recorded = before.recorded;
    before = after;
    changed_ = true;
  }
  changes.push_back(std::move(change));
  return absl::OkStatus();
}

std::optional<std::size_t> IndicatorFigures::standing(Period period) const {
  const DefinitionRef definition = indicator_.definition_in_force(period);
  const auto begin = observations_.begin();
  const auto [first, last] = ordered_ ? std::equal_range(begin, observations_.end(), Observation{period}, in_time_order)
                                      : std::pair(begin, observations_.end());
  std::optional<std::size_t> result;
  for (auto at = first; at != last; ++at) {
    if (at->period != period || indicator_.definition_of(*at) != definition) continue;
    if (!result || on_record(observations_[*result]) <= on_record(*at)) result = static_cast<std::size_t>(at - begin);
  }
  return result;
}

void IndicatorFigures::insert(const Observation& observation) {
  const auto at = ordered_ ? std::upper_bound(observations_.begin(), observations_.end(), observation, in_time_order)
                           : observations_.end();
  const auto place = static_cast<std::uint32_t>(at - observations_.begin());
  observations_.insert(at, observation);
  for (ObservationExtras& extras : indicator_.observation_extras) {
    if (extras.observation >= place) ++extras.observation;
  }
  changed_ = true;
}

}  // namespace table_detail
}  // namespace v1
}  // namespace tertial

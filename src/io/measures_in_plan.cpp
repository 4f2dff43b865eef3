#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "io/indicator_figures.hpp"
#include "tertial/io/measured_release.hpp"
#include "tertial/plan/place.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

// The cell of an indicator's groups; nothing where no row has a value of one that is learned.
std::optional<std::size_t> cell_of(const ReleasedMeasure& measure, const SpecIndicator& indicator,
                                   std::size_t& unknown) {
  std::size_t cell = 0;
  for (std::size_t i = 0; i < indicator.groups.size(); ++i) {
    const std::vector<std::string>& values = measure.values[i];
    const auto found = std::find(values.begin(), values.end(), indicator.groups[i]);
    if (found == values.end()) {
      unknown = i;
      return std::nullopt;
    }
    cell = cell * values.size() + static_cast<std::size_t>(found - values.begin());
  }
  return cell;
}

double rounded(double value, int decimals) {
  const double unit = std::pow(10.0, decimals);
  const double result = std::round(value * unit) / unit;
  return std::isfinite(result) ? result : value;
}

std::optional<double> as_value(const std::optional<std::int64_t>& count) {
  return count ? std::optional(static_cast<double>(*count)) : std::nullopt;
}

Observation observation_of(const SpecMeasure& measure, MeasureFigure which, Period period, const ReleasedFigure& figure,
                           const Indicator& indicator) {
  Observation result{.period = period};
  if (figure.status == ObservationStatus::suppressed) {
    result.status = ObservationStatus::confidential;
    return result;
  }
  switch (which) {
    case MeasureFigure::value:
      result.value = figure.value;
      if (!figure.value) {
        result.status = ObservationStatus::missing;
      } else if (figure.numerator && figure.denominator) {
        const double scale = measure.is_share() ? indicator.scale() : 1.0;
        result.value = rounded(*figure.value * scale, indicator.decimals.value_or(2));
        result.numerator = figure.numerator;
        result.denominator = as_value(figure.denominator);
      }
      return result;
    case MeasureFigure::numerator:
    case MeasureFigure::longer:
      result.value = figure.numerator;
      break;
    case MeasureFigure::denominator:
    case MeasureFigure::ongoing:
      result.value = as_value(figure.denominator);
      break;
    case MeasureFigure::days:
      result.value = as_value(figure.days);
      break;
  }
  if (!result.value) result.status = ObservationStatus::confidential;  // days of few
  return result;
}

}  // namespace

absl::Status check_measured_indicators(const Plan& plan, const MeasureSpec& spec) {
  const Place root, measures(root, "measures");
  std::set<std::uint32_t> taken;
  for (std::size_t i = 0; i < spec.measures.size(); ++i) {
    const Place here(measures, i), list(here, "indicator");
    for (std::size_t j = 0; j < spec.measures[i].indicators.size(); ++j) {
      const Place use(list, j);
      const std::optional<std::uint32_t> at = plan.indicator_place(spec.measures[i].indicators[j].id);
      if (!at) return Place(use, "id").fault("the plan has no indicator of this id");
      if (!taken.insert(*at).second) {
        return Place(use, "id").fault("the indicator gets figures from elsewhere in the spec too");
      }
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<ImportResult> put_measures(const Plan& plan, const MeasureSpec& spec, const MeasureRelease& release,
                                          const ImportOptions& options) {
  if (absl::Status status = check_measured_indicators(plan, spec); !status.ok()) return status;
  PlanDraft draft = plan.draft();
  std::vector<TableChange> changes;
  const Place root, measures(root, "measures");
  for (std::size_t i = 0; i < spec.measures.size(); ++i) {
    const SpecMeasure& measure = spec.measures[i];
    for (std::size_t j = 0; j < measure.indicators.size(); ++j) {
      const SpecIndicator& use = measure.indicators[j];
      Indicator& indicator = draft.indicators[*plan.indicator_place(use.id)];
      std::size_t unknown = 0;
      const std::optional<std::size_t> cell = cell_of(release.measures[i], use, unknown);
      if (!cell) {
        const Place here(measures, i), list(here, "indicator"), one(list, j), groups(one, "groups");
        return Place(groups, release.groups[unknown])
            .fault("no row has this value; where that is no mistake, give the group its values");
      }
      table_detail::IndicatorFigures figures(indicator, options);
      for (std::size_t period = 0; period < release.periods.periods() && release.periods.is_over(period); ++period) {
        const Observation observation = observation_of(measure, use.figure, release.periods.period(period),
                                                       release.at(i, *cell, period), indicator);
        if (absl::Status status = figures.put(observation, changes); !status.ok()) return status;
      }
      figures.finish();
    }
  }
  absl::StatusOr<Plan> result = Plan::make(std::move(draft));
  if (!result.ok()) return result.status();
  return ImportResult{.plan = *std::move(result), .changes = std::move(changes)};
}

}  // namespace v1
}  // namespace tertial

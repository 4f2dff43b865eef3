#include "report/indicator_words.hpp"

#include <optional>

#include "report/figures.hpp"
#include "report/names.hpp"
#include "report/words.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

std::string figure_or_reason(const Indicator& indicator, const Observation& observation, Language language) {
  switch (observation.status) {
    case ObservationStatus::suppressed:
      return std::string(in(words::kSuppressed, language));
    case ObservationStatus::not_collected:
      return std::string(in(words::kNotCollected, language));
    case ObservationStatus::not_due:
      return std::string(in(words::kNotDue, language));
    case ObservationStatus::confidential:
      if (!observation.value) return std::string(in(words::kConfidential, language));
      break;
    default:
      break;
  }
  if (!observation.value) return std::string(in(words::kMissing, language));
  std::string figure = cell_value(indicator, *observation.value, language);
  if (observation.status == ObservationStatus::provisional) figure += in(words::kProvisional, language);
  if (observation.status == ObservationStatus::estimated) figure += in(words::kEstimated, language);
  return figure;
}

std::string baseline_in_words(const Source& source, const Indicator& indicator) {
  if (!indicator.baseline) return {};
  const Baseline& baseline = *indicator.baseline;
  const std::optional<double> value = shown_baseline(source.review, indicator);
  std::string cell =
      value ? cell_value(indicator, *value, source.language) : std::string(in(words::kSuppressed, source.language));
  if (!baseline.period) return cell;
  return say(words::kWithPeriod, source.language, cell,
             short_period(*baseline.period, source.plan.year(), source.language));
}

std::string figure_in_words(const Source& source, const Indicator& indicator, const Observation& observation) {
  return say(words::kWithPeriod, source.language, figure_or_reason(indicator, observation, source.language),
             short_period(observation.period, source.plan.year(), source.language));
}

std::string latest_in_words(const Source& source, const IndicatorLine& line) {
  if (!line.latest) {
    return std::string(
        in(line.availability == Availability::not_due ? words::kNotDue : words::kMissing, source.language));
  }
  const Indicator& indicator = source.plan.indicators()[line.indicator];
  std::string cell = figure_in_words(source, indicator, line.latest->observation);
  if (line.availability == Availability::missing) cell += in(words::kLagging, source.language);
  return cell;
}

std::string change_in_words(const Indicator& indicator, const Change& moved, Language language) {
  if (moved.value) return change(indicator, *moved.value, language);
  if (!moved.reason) return {};
  switch (*moved.reason) {
    case NoChange::no_value:
    case NoChange::no_earlier_value:
      return {};
    case NoChange::no_newer_value:
      return std::string(in(words::kNoNewer, language));
    case NoChange::definition_break:
      return std::string(in(words::kNotCompared, language));
    case NoChange::suppressed:
      return std::string(in(words::kSuppressed, language));
  }
  return {};
}

std::string rollup_in_words(const Indicator& indicator, const RollUp& rollup, Language language) {
  if (rollup.across_break) return std::string(in(words::kAcrossBreak, language));
  std::string figure;
  if (rollup.value) {
    figure = computed_value(indicator, *rollup.value, language);
  } else if (rollup.based_on == 0) {
    figure = in(words::kMissing, language);
  } else {
    figure = in(rollup.suppressed ? words::kSuppressed : words::kMissing, language);
  }
  if (rollup.unweighted) figure += in(words::kUnweighted, language);
  const std::optional<Granularity> granularity =
      indicator.periodicity ? indicator.periodicity->granularity() : std::nullopt;
  if (!granularity) return figure;
  return say(words::kBasedOn, language, figure, rollup.based_on, rollup.of, in(periods_of(*granularity), language));
}

std::vector<std::string> break_notes(const Source& source, const Indicator& indicator, const IndicatorLine& line) {
  const Language language = source.language;
  std::vector<std::string> notes;
  for (const Period period : line.breaks) {
    std::string note = say(words::kBreakNote, language, indicator.id, long_period(period, language));
    const std::string_view meaning = definition_name(indicator, indicator.definition_in_force(period));
    if (!meaning.empty()) note += say(words::kNowCounted, language, meaning);
    notes.push_back(note + ".");
  }
  for (const LikeForLike& alike : line.like_for_like) {
    const auto shown = [&](const KnownObservation& entry) {
      return figure_in_words(source, indicator, entry.observation);
    };
    notes.push_back(say(words::kLikeForLikeNote, language, indicator.id, definition_name(indicator, alike.definition),
                        shown(alike.from), shown(alike.to), change(indicator, alike.change, language)));
  }
  return notes;
}

std::string_view how_rolled_up(const Indicator& indicator, Language language) {
  if (!indicator.kind) return {};
  switch (*indicator.kind) {
    case IndicatorKind::flow:
      return in(words::kSummed, language);
    case IndicatorKind::snapshot:
    case IndicatorKind::rolling:
      return in(words::kLastStands, language);
    case IndicatorKind::share:
      return in(words::kShareOfSums, language);
    case IndicatorKind::index:
      return in(words::kMean, language);
  }
  return {};
}

bool is_told(const RollUp& rollup, int year) noexcept { return rollup.of > 1 && rollup.period.year() == year; }

}  // namespace report
}  // namespace v1
}  // namespace tertial

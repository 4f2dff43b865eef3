// Targets and verdicts in words.
#include <string>
#include <variant>

#include "report/figures.hpp"
#include "report/indicator_words.hpp"
#include "report/words.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

// "minst 84 %", "ska öka", "mål".
std::string bare_aim(const Indicator& indicator, const Target& target, Language language) {
  if (const auto* aim = std::get_if<AimValue>(&target.aim)) {
    const std::string figure = computed_value(indicator, aim->value, language);
    switch (indicator.direction.value_or(Direction::none)) {
      case Direction::higher:
        return say(words::kAtLeast, language, figure);
      case Direction::lower:
        return say(words::kAtMost, language, figure);
      case Direction::within:
      case Direction::none:
        return figure;
    }
  }
  if (const auto* range = std::get_if<AimRange>(&target.aim)) {
    return say(words::kRange, language, computed_value(indicator, range->from, language),
               computed_value(indicator, range->to, language));
  }
  if (const auto* trend = std::get_if<AimTrend>(&target.aim)) {
    return std::string(in(trend->trend == Trend::increase ? words::kShouldIncrease : words::kShouldDecrease, language));
  }
  return std::string(in(words::kPlainTarget, language));
}

// On what figure the verdict rests.
std::string figure_judged(const Indicator& indicator, const TargetVerdict& verdict, Language language) {
  std::string basis;
  const auto figure = [&](const std::optional<double>& value) {
    return value ? computed_value(indicator, *value, language) : std::string();
  };
  switch (verdict.judged_on) {
    case JudgedOn::nothing:
      break;
    case JudgedOn::latest:
      basis = say(words::kOnLatest, language, figure(verdict.judged));
      break;
    case JudgedOn::year_to_date:
      basis = say(verdict.forecast ? words::kOnYearToDate : words::kOnWholeYear, language, figure(verdict.judged));
      break;
    case JudgedOn::forecast:
      basis = say(words::kOnForecast, language, figure(verdict.judged), figure(verdict.year_to_date));
      break;
  }
  if (verdict.compared_with) basis += say(words::kAgainst, language, figure(verdict.compared_with));
  if (verdict.pace_needed && indicator.periodicity && indicator.periodicity->granularity()) {
    basis += say(words::kPaceNeeded, language, pace(indicator, *verdict.pace_needed, language),
                 in(period_of(*indicator.periodicity->granularity()), language));
  }
  return basis;
}

}  // namespace

std::string aim_in_words(const Source& source, const Indicator& indicator, const Target& target) {
  std::string aim = bare_aim(indicator, target, source.language);
  if (target.year != source.plan.year()) aim += say(words::kInYear, source.language, target.year);
  if (!target.set_by.empty()) aim += say(words::kSetBy, source.language, known_word(target.set_by, source.language));
  return aim;
}

std::string basis_in_words(const Indicator& indicator, const Target& target, const TargetVerdict& verdict,
                           Language language) {
  std::string basis;
  if (const auto* open = std::get_if<AimUndecided>(&target.aim); open != nullptr && !open->why.empty()) {
    basis = say(words::kQuoted, language, open->why);
  }
  return basis + figure_judged(indicator, verdict, language);
}

std::string verdict_in_words(const Indicator& indicator, const Target& target, const TargetVerdict& verdict,
                             Language language) {
  return text(in(word_for(verdict.status), language), basis_in_words(indicator, target, verdict, language));
}

std::string targets_in_words(const Source& source, const IndicatorLine& line) {
  const Indicator& indicator = source.plan.indicators()[line.indicator];
  std::string result;
  for (std::size_t i = 0; i < line.targets.size(); ++i) {
    const Target& target = indicator.targets[i];
    if (i > 0) result += ". ";
    result += say(words::kStateBecause, source.language, aim_in_words(source, indicator, target),
                  verdict_in_words(indicator, target, line.targets[i], source.language));
  }
  return result;
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

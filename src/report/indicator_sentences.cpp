// Sentences on indicators: which have a value, what may not be compared, and how their targets stand.
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "report/figures.hpp"
#include "report/grammar.hpp"
#include "report/names.hpp"
#include "report/sentences.hpp"
#include "report/words.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

// A figure that may not be held against the one before, and the one that may.
std::string break_sentence(const Source& source, const IndicatorLine& line) {
  const Indicator& indicator = source.plan.indicators()[line.indicator];
  const auto shown = [&](const KnownObservation& entry) {
    return entry.observation.value ? value(indicator, *entry.observation.value, source.language)
                                   : std::string(in(words::kSuppressed, source.language));
  };
  const std::string before = shown(*line.previous);
  const std::string now = shown(*line.latest);
  std::string sentence = line.breaks.empty()
                             ? say(words::kBreakUndated, source.language, indicator.id, indicator.title, before, now)
                             : say(words::kBreak, source.language, indicator.id, indicator.title,
                                   long_period(line.breaks.back(), source.language), before, now);
  const LikeForLike* alike = nullptr;
  for (const LikeForLike& candidate : line.like_for_like) {
    if (alike == nullptr || candidate.definition == line.previous->definition) alike = &candidate;
  }
  if (alike == nullptr) return sentence + std::string(in(words::kNoLikeForLike, source.language));
  const std::string from = shown(alike->from);
  const std::string to = shown(alike->to);
  const std::string moved = change(indicator, alike->change, source.language);
  if (alike->definition == line.previous->definition) {
    return sentence + say(words::kLikeForLike, source.language, from, to, moved);
  }
  return sentence +
         say(words::kLikeForLikeOther, source.language, from, to, moved, definition_name(indicator, alike->definition));
}

}  // namespace

void tell_breaks(const Source& source, Sentences& out) {
  constexpr std::size_t kMostTold = 3;
  std::size_t told = 0;
  Sentences others;
  for (const IndicatorLine& line : source.review.indicators) {
    if (line.from_previous.reason != NoChange::definition_break || !line.latest || !line.previous) continue;
    if (told < kMostTold) {
      tell(out, break_sentence(source, line));
      ++told;
    } else {
      others.push_back(source.plan.indicators()[line.indicator].id);
    }
  }
  if (others.empty()) return;
  tell(out, say(words::kMoreBreaks, source.language,
                counted(static_cast<int>(others.size()), Noun::indicator, source.language),
                listed_briefly(others, source.language)));
}

void tell_indicators(const Source& source, Sentences& out) {
  const Language language = source.language;
  const int total = static_cast<int>(source.review.indicators.size());
  if (total == 0) {
    tell(out, std::string(in(words::kNoIndicators, language)));
    return;
  }
  struct Group {
    Phrase of_one, of_many;
    bool is_named;
    Sentences ids;
  };
  std::array<Group, 3> groups = {{
      {words::kOneHasValue, words::kManyHaveValue, false, {}},
      {words::kOneIsMissing, words::kManyAreMissing, true, {}},
      {words::kOneIsNotDue, words::kManyAreNotDue, true, {}},
  }};
  for (const IndicatorLine& line : source.review.indicators) {
    groups[static_cast<std::size_t>(line.availability)].ids.push_back(source.plan.indicators()[line.indicator].id);
  }
  Sentences parts;
  for (const Group& group : groups) {
    const int count = static_cast<int>(group.ids.size());
    if (count == 0) continue;
    if (count == total) {
      const std::string all = total == 1 ? std::string(in(words::kTheOnlyIndicator, language))
                              : total == 2
                                  ? std::string(in(words::kBothIndicators, language))
                                  : say(words::kAllIndicators, language, number_word(total, Noun::indicator, language));
      tell(out, text(say(total == 1 ? group.of_one : group.of_many, language, all, ""), "."));
      return;
    }
    const std::string named =
        group.is_named ? say(words::kInBrackets, language, listed_briefly(group.ids, language)) : std::string();
    parts.push_back(
        say(count == 1 ? group.of_one : group.of_many, language, number_word(count, Noun::indicator, language), named));
  }
  tell(out, say(words::kIndicatorsFollowed, language, number_word(total, Noun::indicator, language),
                listed(parts, language)));
}

void tell_targets(const Source& source, Sentences& out) {
  const Language language = source.language;
  struct Group {
    Phrase of_one, of_many;
    Sentences named;
  };
  std::array<Group, 6> groups = {{
      {words::kOneTargetMet, words::kManyTargetsMet, {}},
      {words::kOneTargetNear, words::kManyTargetsNear, {}},
      {words::kOneTargetMissed, words::kManyTargetsMissed, {}},
      {words::kOneTargetUndecided, words::kManyTargetsUndecided, {}},
      {words::kTargetsWithoutDirection, words::kTargetsWithoutDirection, {}},
      {words::kTargetsWithoutValue, words::kTargetsWithoutValue, {}},
  }};
  int total = 0;
  for (const IndicatorLine& line : source.review.indicators) {
    const Indicator& indicator = source.plan.indicators()[line.indicator];
    for (std::size_t i = 0; i < line.targets.size(); ++i) {
      std::string name = indicator.id;
      if (line.targets.size() > 1) {  // then by who set it
        const Target& target = indicator.targets[i];
        name = text(name, " ",
                    target.set_by.empty() ? text(target.year) : std::string(known_word(target.set_by, language)));
      }
      groups[static_cast<std::size_t>(line.targets[i].status)].named.push_back(std::move(name));
      ++total;
    }
  }
  if (total == 0) {
    if (!source.review.indicators.empty()) tell(out, std::string(in(words::kNoTargets, language)));
    return;
  }
  Sentences parts;
  for (const Group& group : groups) {
    if (group.named.empty()) continue;
    const int count = static_cast<int>(group.named.size());
    const std::string number =
        total == 1 ? std::string(in(words::kIt, language)) : number_word(count, Noun::target, language);
    parts.push_back(
        say(count == 1 ? group.of_one : group.of_many, language, number, listed_briefly(group.named, language)));
  }
  tell(out, say(words::kTargetsSet, language, counted(total, Noun::target, language), listed(parts, language)));
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

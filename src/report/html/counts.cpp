#include "report/html/counts.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "report/names.hpp"
#include "report/words.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

void add(Inline& line, int count, Tone tone, std::string_view mark, std::string_view word) {
  if (count == 0) return;
  if (!line.empty()) line.text(" ");
  line.toned(tone, text(count, " ", mark, word));
}

}  // namespace

Inline risk_counts(const Plan& plan, const Summary::Risks& risks, Language language) {
  Inline line;
  for (std::size_t rank = risks.by_level.size(); rank-- > 0;) {
    const Level level(static_cast<std::uint8_t>(rank));
    const LevelWords named = level_words(plan, level, language);
    const int count = risks.by_level[rank];
    add(line, count, tone_of(plan.matrix(), level), shape(plan.matrix(), level),
        count == 1 ? named.of_one : named.of_many);
  }
  return line;
}

Inline movement_counts(const Summary::Risks& risks, Language language) {
  Inline line;
  add(line, risks.closed, tone_of(Movement::closed), "", in(words::kClosedCount, language));
  for (const Movement movement :
       {Movement::decreased, Movement::increased, Movement::fresh, Movement::reopened, Movement::unknown}) {
    add(line, risks.movement[static_cast<std::size_t>(movement)], tone_of(movement), arrow(movement),
        in(word_for(movement), language));
  }
  return line;
}

Inline action_counts(const Summary::Actions& actions, Language language) {
  Inline line;
  for (const ActionStatus status : {ActionStatus::delayed, ActionStatus::at_risk, ActionStatus::on_schedule,
                                    ActionStatus::not_started, ActionStatus::completed, ActionStatus::cancelled}) {
    const int count = actions.by_status[static_cast<std::size_t>(status)];
    add(line, count, tone_of(status), shape(status), in(counted_word_for(status, count != 1), language));
  }
  add(line, actions.unreported, Tone::quiet, "", in(words::kWithoutStatus, language));
  return line;
}

Inline indicator_counts(const Summary::Indicators& indicators, Language language) {
  Inline line;
  add(line, indicators.with_value, Tone::none, "", in(words::kCountWithValue, language));
  add(line, indicators.missing, Tone::fair, "", in(words::kWithoutValue, language));
  add(line, indicators.not_due, Tone::quiet, "", in(words::kNotDueYet, language));
  return line;
}

Inline target_counts(const Summary::Targets& targets, Language language) {
  Inline line;
  const auto judged = [&](int count, TargetStatus status, const Phrase& word) {
    add(line, count, tone_of(status), shape(status), in(word, language));
  };
  judged(targets.missed, TargetStatus::missed, words::kMissedCount);
  judged(targets.near, TargetStatus::near, words::kNearCount);
  judged(targets.met, TargetStatus::met, words::kMetCount);
  judged(targets.undecided, TargetStatus::undecided, words::kUndecidedCount);
  judged(targets.no_value + targets.no_target, TargetStatus::no_value, words::kUnjudgedCount);
  return line;
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

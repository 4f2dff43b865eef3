// Sentences on actions: how many are reported on, by light, and what their own dates say of the rest.
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "report/grammar.hpp"
#include "report/sentences.hpp"
#include "report/words.hpp"
#include "tertial/action/status.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

struct StatusCounts {
  std::array<int, kActionStatuses.size()> by_status = {};
  int judged = 0;
  int without = 0;

  void add(std::optional<ActionStatus> status) {
    if (!status) {
      ++without;
    } else {
      ++by_status[static_cast<std::size_t>(*status)];
      ++judged;
    }
  }
};

// "en försenad och två slutförda", the worst first.
std::string in_words(const StatusCounts& counts, Language language) {
  Sentences parts;
  for (std::size_t i = counts.by_status.size(); i-- > 0;) {
    const int count = counts.by_status[i];
    if (count == 0) continue;
    const auto status = static_cast<ActionStatus>(i);
    parts.push_back(
        text(number_word(count, Noun::action, language), " ", in(counted_word_for(status, count != 1), language)));
  }
  return listed(parts, language);
}

std::string reported_sentence(const Source& source, int total, const StatusCounts& reported) {
  const Language language = source.language;
  const int unreported = total - reported.judged;
  if (total == 1) {
    if (unreported == 1) return say(words::kTheOneUnreported, language, since(source));
    return say(words::kTheOneReported, language, in(word_for(*source.review.actions.front().reported), language));
  }
  if (unreported == 0) return say(words::kAllReported, language, in_words(reported, language));
  if (reported.judged == 0) return say(words::kNoneReported, language, since(source));
  return say(reported.judged == 1 ? words::kOneReported : words::kSomeReported, language,
             capitalized(number_word(reported.judged, Noun::action, language)), in_words(reported, language),
             number_word(unreported, Noun::action, language), since(source));
}

}  // namespace

void tell_actions(const Source& source, Sentences& out) {
  const Language language = source.language;
  const int total = static_cast<int>(source.review.actions.size());
  if (total == 0) {
    tell(out, std::string(in(words::kNoActions, language)));
    return;
  }
  StatusCounts reported;
  StatusCounts derived;  // of those that nobody has reported on
  for (const ActionLine& line : source.review.actions) {
    if (line.reported && !line.unreported) {
      reported.add(line.reported);
    } else {
      derived.add(line.derivation.status);
    }
  }
  std::string sentences = text(say(words::kActionsOfPlan, language, counted(total, Noun::action, language)),
                               reported_sentence(source, total, reported));
  if (derived.judged > 0) {
    sentences +=
        say(reported.judged == 0 ? words::kByDates : words::kOthersByDates, language, in_words(derived, language));
    if (derived.without > 0) {
      sentences += say(words::kWithoutBasis, language, number_word(derived.without, Noun::action, language));
    }
    sentences += ".";
  }
  tell(out, std::move(sentences));
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

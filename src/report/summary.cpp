// The sentences that a board reads first, in the order it asks for them.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "report/figures.hpp"
#include "report/grammar.hpp"
#include "report/sentences.hpp"
#include "report/words.hpp"
#include "tertial/report/markdown.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

namespace {

// "2020-08-31 (tertial 2 2020)".
std::string date_with_period(Date date, std::optional<Period> period, Language language) {
  std::string result = date.to_string();
  if (period) result += say(words::kInBrackets, language, long_period(*period, language));
  return result;
}

}  // namespace

std::string what_was_followed_up(const Source& source) {
  const auto& [plan, review, language] = source;
  std::string line = say(words::kFollowedUp, language, date_with_period(review.clock.as_of, review.period, language));
  if (!review.previous) return line + std::string(in(words::kNothingBefore, language));
  return line + say(words::kComparedWith, language,
                    date_with_period(*review.previous, follow_up_period(plan, *review.previous), language));
}

void tell(Sentences& out, std::string sentence) { out.push_back(capitalized(sentence)); }

std::string since(const Source& source) {
  if (!source.review.previous) return {};
  return say(words::kSince, source.language, previous_in_words(source.plan, source.review, source.language));
}

std::vector<std::string> summary(const Plan& plan, const FollowUp& review, Language language) {
  const Source source{plan, review, language};
  Sentences out;
  tell_risks(source, out);
  tell_matrix(source, out);
  tell_breaks(source, out);
  tell_actions(source, out);
  tell_indicators(source, out);
  tell_targets(source, out);
  tell_self_checks(source, out);
  tell_findings(source, out);
  return out;
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

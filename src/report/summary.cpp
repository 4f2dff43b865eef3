// The sentences that a board reads first, in the order it asks for them.
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

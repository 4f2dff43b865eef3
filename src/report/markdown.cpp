// The report: what was followed up, then its sections in order.
#include "tertial/report/markdown.hpp"

#include <optional>
#include <string>
#include <utility>

#include "report/figures.hpp"
#include "report/markup.hpp"
#include "report/sections.hpp"
#include "report/words.hpp"

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

std::string what_was_followed_up(const Source& source) {
  const auto& [plan, review, language] = source;
  std::string line = say(words::kFollowedUp, language, date_with_period(review.clock.as_of, review.period, language));
  if (!review.previous) return line + std::string(in(words::kNothingBefore, language));
  return line + say(words::kComparedWith, language,
                    date_with_period(*review.previous, follow_up_period(plan, *review.previous), language));
}

}  // namespace

std::string markdown(const Plan& plan, const FollowUp& review, Language language) {
  const Source source{plan, review, language};
  Page page;
  page.heading(1, Inline(plan.title()));
  if (!plan.organisation().empty()) page.paragraph(Inline(plan.organisation()));
  page.paragraph(Inline(what_was_followed_up(source)));
  page.heading(2, Inline(in(words::kSummary, language)));
  for (const std::string& sentence : summary(plan, review, language)) page.bullet(Inline(sentence));
  write_matrix(source, page);
  write_register(source, page);
  write_actions(source, page);
  write_indicators(source, page);
  write_self_checks(source, page);
  write_findings(source, page);
  return std::move(page).take();
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The report: what was followed up, then its sections in order.
#include "tertial/report/markdown.hpp"

#include <string>
#include <utility>

#include "report/markdown_page.hpp"
#include "report/sections.hpp"
#include "report/sentences.hpp"
#include "report/words.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
std::string markdown(const Plan& plan, const FollowUp& review, Language language) {
  const Source source{plan, review, language};
  MarkdownPage page;
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

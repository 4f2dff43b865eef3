#include <string>

#include "report/html/counts.hpp"
#include "report/html/escape.hpp"
#include "report/html/html_page.hpp"
#include "report/html/html_parts.hpp"
#include "report/words.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

void write_tiles(const Source& source, std::string& html) {
  const auto& [plan, review, language] = source;
  const Summary& summary = review.summary;
  // One number with its word, then the parts that it is made of.
  const auto tile = [&html, language = source.language](const Phrase& name, int number, const Inline& parts) {
    html += "<div class=\"tile\"><dt>";
    append_escaped(html, in(name, language));
    html += "</dt><dd><b>";
    html += std::to_string(number);
    html += "</b> ";
    append_inline(html, parts);
    html += "</dd></div>\n";
  };
  html += "<dl class=\"tiles\">\n";
  if (!plan.risks().empty()) {
    tile(words::kOpenRisks, summary.risks.open, risk_counts(plan, summary.risks, language));
    if (review.previous) tile(words::kReducedRisks, summary.risks.reduced, movement_counts(summary.risks, language));
  }
  if (!review.actions.empty()) {
    tile(words::kActions, static_cast<int>(review.actions.size()), action_counts(summary.actions, language));
  }
  if (!review.indicators.empty()) {
    tile(words::kIndicators, static_cast<int>(review.indicators.size()),
         indicator_counts(summary.indicators, language));
  }
  const Summary::Targets& targets = summary.targets;
  const int all =
      targets.met + targets.near + targets.missed + targets.undecided + targets.no_target + targets.no_value;
  if (all > 0) tile(words::kTargets, all, target_counts(targets, language));
  html += "</dl>\n";
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The findings, the gravest first, each with its code and place.
#include <array>
#include <cstddef>

#include "report/figures.hpp"
#include "report/names.hpp"
#include "report/sections.hpp"
#include "report/words.hpp"
#include "tertial/plan/finding.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

void write_findings(const Source& source, Page& page) {
  constexpr std::array<Phrase, 3> kHeadings = {words::kErrors, words::kWarnings, words::kNotes};
  const Language language = source.language;
  page.heading(2, Inline(in(words::kFindings, language)));
  if (source.review.findings.empty()) {
    page.paragraph(Inline(in(words::kNothingFound, language)));
    return;
  }
  for (std::size_t severity = 0; severity < kHeadings.size(); ++severity) {
    const int count = source.review.summary.findings[severity];
    if (count == 0) continue;
    page.heading(3, Inline(say(words::kFindingsHeading, language, in(kHeadings[severity], language), count)));
    for (const Finding& finding : source.review.findings) {
      if (static_cast<std::size_t>(finding.severity()) != severity) continue;
      Inline line(typeset(message(finding, language), language));
      line.text(" (").code(to_string(finding.code));
      if (!finding.at.empty()) line.text(", ").code(finding.at, subject_at(finding.at));
      page.bullet(line.text(")"));
    }
  }
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The findings, the gravest first, each with its code and its place in the plan.
#include "report/figures.hpp"
#include "report/words.hpp"
#include "report/xlsx/sheets.hpp"
#include "report/xlsx/table.hpp"
#include "tertial/plan/finding.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

void add_finding_sheet(const Source& source, Book& book) {
  const Language language = source.language;
  Sheet sheet = book.add_sheet(in(words::kFindings, language));
  Table table(sheet, {{in(words::kFindingKind, language), 12},
                      {in(words::kMessage, language), 100},
                      {in(words::kCode, language), 32},
                      {in(words::kPlace, language), 36}});
  for (const Finding& finding : source.review.findings) {
    table.line(in(word_for(finding.severity()), language)).prose(typeset(message(finding, language), language));
    table.line(to_string(finding.code)).line(finding.at).end_row();
  }
  table.finish();
  sheet.freeze({.row = 1});
  table.tint(0, in(word_for(FindingSeverity::error), language), Tone::bad);
  table.tint(0, in(word_for(FindingSeverity::warning), language), Tone::fair);
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The indicators by the risk or goal they belong to: where each stands, and what the breaks in them mean.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/figures.hpp"
#include "report/grammar.hpp"
#include "report/indicator_sections.hpp"
#include "report/indicator_tables.hpp"
#include "report/indicator_words.hpp"
#include "report/names.hpp"
#include "report/words.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

// An indicator stands in one group only; its other risks are told.
void write_other_risks(const Source& source, const Indicator& indicator, Page& page) {
  if (indicator.risks.size() < 2) return;
  const std::vector<std::string> others(indicator.risks.begin() + 1, indicator.risks.end());
  const std::string named =
      say(others.size() == 1 ? words::kRiskRef : words::kRisksRef, source.language, listed(others, source.language));
  page.bullet(Inline(say(words::kAlsoFor, source.language, indicator.id, named)));
}

}  // namespace

void write_state(const Source& source, const IndicatorGroup& group, Page& page) {
  const Language language = source.language;
  const auto any = [&](auto&& has) {
    return std::any_of(group.begin(), group.end(), [&](const IndicatorLine* line) { return has(*line); });
  };
  const bool baselines =
      any([&](const IndicatorLine& line) { return source.plan.indicators()[line.indicator].baseline.has_value(); });
  const bool previous = any([](const IndicatorLine& line) { return line.previous.has_value(); });
  const bool targets = any([](const IndicatorLine& line) { return !line.targets.empty(); });
  std::vector<Column> columns = {{in(words::kIndicator, language)}, {in(words::kUnit, language)}};
  if (baselines) columns.push_back({in(words::kBaseline, language), true});
  if (previous) columns.push_back({in(words::kPrevious, language), true});
  columns.push_back({in(words::kLatest, language), true});
  if (baselines) columns.push_back({in(words::kSinceBaseline, language), true});
  if (previous) columns.push_back({in(words::kSincePrevious, language), true});
  if (targets) columns.push_back({in(words::kTarget, language)});

  std::vector<Row> rows;
  rows.reserve(group.size());
  for (const IndicatorLine* line : group) {
    const Indicator& indicator = source.plan.indicators()[line->indicator];
    Row row{titled({Subject::Kind::indicator, line->indicator}, indicator.id, indicator.title),
            Inline(known_word(indicator.unit, language))};
    if (baselines) row.push_back(Inline(baseline_in_words(source, indicator)));
    if (previous) {
      row.push_back(Inline(line->previous ? figure_in_words(source, indicator, line->previous->observation) : ""));
    }
    row.push_back(Inline(latest_in_words(source, *line)));
    if (baselines) {
      row.push_back(Inline(indicator.baseline ? change_in_words(indicator, line->from_baseline, language) : ""));
    }
    if (previous) row.push_back(Inline(change_in_words(indicator, line->from_previous, language)));
    if (targets) row.push_back(Inline(targets_in_words(source, *line)));
    rows.push_back(std::move(row));
  }
  page.table(columns, rows);
  for (const IndicatorLine* line : group) {
    const Indicator& indicator = source.plan.indicators()[line->indicator];
    for (const std::string& note : break_notes(source, indicator, *line)) page.bullet(Inline(note));
    write_other_risks(source, indicator, page);
  }
}

void write_indicators(const Source& source, Page& page) {
  page.heading(2, Inline(in(words::kIndicators, source.language)));
  if (source.review.indicators.empty()) {
    page.paragraph(Inline(in(words::kNoIndicators, source.language)));
    return;
  }
  for (const IndicatorSection& section : indicator_sections(source)) {
    page.heading(3, section.title);
    write_state(source, section.lines, page);
    write_values(source, section.lines, page);
    write_rollups(source, section.lines, page);
  }
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

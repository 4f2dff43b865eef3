#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/figures.hpp"
#include "report/html/html_page.hpp"
#include "report/html/html_parts.hpp"
#include "report/indicator_words.hpp"
#include "report/names.hpp"
#include "report/words.hpp"
#include "tertial/action/derivation.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

constexpr std::size_t kMostRows = 25;  // of each kind; the sections below have them all

Inline level_or_none(const Source& source, std::optional<Level> level) {
  if (!level) return Inline(in(words::kNotAssessed, source.language));
  return level_name(source.plan, *level, source.language);
}

std::vector<Row> changed_risks(const Source& source) {
  std::vector<Row> rows;
  for (const RiskLine& line : source.review.risks) {
    if (line.closed_before || line.movement == Movement::unchanged) continue;
    const Risk& risk = source.plan.risks()[line.risk];
    const Subject subject{Subject::Kind::risk, line.risk};
    const std::string moved = movement_label(line.movement, source.language);
    rows.push_back({Inline().link(subject, risk.id).text(" ").text(risk.title),
                    level_or_none(source, line.previous_level),
                    line.closed ? Inline(in(words::kClosedNow, source.language))
                                : level_name(source.plan, line.level, source.language),
                    Inline().toned(tone_of(line.movement), moved)});
  }
  return rows;
}

Inline light(const StatusReport* report, Language language) {
  if (report == nullptr) return Inline(in(words::kNotReported, language));
  return Inline().toned(tone_of(report->status), status_label(report->status, language));
}

// Actions that were reported on since.
std::vector<Row> reported_actions(const Source& source) {
  const Clock then{.as_of = *source.review.previous, .known_at = source.review.clock.known_at};
  std::vector<Row> rows;
  for (const ActionLine& line : source.review.actions) {
    if (!line.reported_on || *line.reported_on <= *source.review.previous) continue;
    const Action& action = source.plan.actions()[line.action];
    const StatusReport* before = latest_report(action, then);
    const StatusReport* now = latest_report(action, source.review.clock);
    if (before != nullptr && now != nullptr && before->status == now->status) continue;
    rows.push_back({Inline().link({Subject::Kind::action, line.action}, action.id).text(" ").text(action.title),
                    light(before, source.language), light(now, source.language)});
  }
  return rows;
}

// Indicators with another figure than then, or with one that may not be compared.
std::vector<Row> changed_indicators(const Source& source) {
  std::vector<Row> rows;
  for (const IndicatorLine& line : source.review.indicators) {
    const bool changed = line.from_previous.value && *line.from_previous.value != 0;
    const bool broken = line.from_previous.reason == NoChange::definition_break;
    if ((!changed && !broken) || !line.previous || !line.latest) continue;
    const Indicator& indicator = source.plan.indicators()[line.indicator];
    rows.push_back(
        {Inline().link({Subject::Kind::indicator, line.indicator}, indicator.id).text(" ").text(indicator.title),
         Inline(figure_in_words(source, indicator, line.previous->observation)),
         Inline(figure_in_words(source, indicator, line.latest->observation)),
         Inline(change_in_words(indicator, line.from_previous, source.language))});
  }
  return rows;
}

void write_rows(const Source& source, const Phrase& none, const std::vector<Column>& columns, std::vector<Row> rows,
                HtmlPage& page) {
  if (rows.empty()) {
    page.paragraph(Inline(in(none, source.language)));
    return;
  }
  const std::size_t all = rows.size();
  if (all > kMostRows) rows.resize(kMostRows);
  page.table(columns, rows);
  if (all > kMostRows) page.paragraph(Inline(say(words::kAndMoreBelow, source.language, all - kMostRows)));
}

}  // namespace

void write_changes(const Source& source, std::string& html) {
  const Language language = source.language;
  HtmlPage page(html);
  if (!source.review.previous) {
    page.paragraph(Inline(in(words::kNothingToCompare, language)));
    return;
  }
  const std::vector<Column> levels = {{in(words::kRisk, language)},
                                      {in(words::kThen, language), false, true},
                                      {in(words::kNow, language), false, true},
                                      {in(words::kMovement, language), false, true}};
  write_rows(source, words::kNoRiskChanged, levels, changed_risks(source), page);
  if (!source.review.actions.empty()) {
    const std::vector<Column> lights = {{in(words::kAction, language)},
                                        {in(words::kThen, language), false, true},
                                        {in(words::kNow, language), false, true}};
    write_rows(source, words::kNoActionChanged, lights, reported_actions(source), page);
  }
  if (!source.review.indicators.empty()) {
    const std::vector<Column> figures = {{in(words::kIndicator, language)},
                                         {in(words::kThen, language), true},
                                         {in(words::kNow, language), true},
                                         {in(words::kMovement, language), true}};
    write_rows(source, words::kNoIndicatorChanged, figures, changed_indicators(source), page);
  }
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

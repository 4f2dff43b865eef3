// The risk register: every risk, its level now and before, and how it moved.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "report/figures.hpp"
#include "report/names.hpp"
#include "report/sections.hpp"
#include "report/words.hpp"
#include "tertial/risk/risk.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

Inline area_name(const Source& source, const Risk& risk) {
  const Area* area = source.plan.find_area(risk.area);
  if (area == nullptr) return Inline(risk.area);
  return Inline(area->title.empty() ? area->id : area->title);
}

// "▲ gul, 6 (2×3)".
Inline level_cell(const Source& source, Level level, Likelihood likelihood, Severity severity) {
  const RiskMatrix& matrix = source.plan.matrix();
  Inline cell = level_name(source.plan, level, source.language);
  if (!matrix.contains(likelihood, severity)) return cell;
  const std::string name = cell_name({likelihood.value(), severity.value()});
  return cell.text(text(", ", matrix.score(likelihood, severity), " (", name, ")"));
}

Inline level_now(const Source& source, const RiskLine& line) {
  if (!line.assessed) return Inline(in(words::kNotAssessed, source.language));
  return level_cell(source, line.level, line.likelihood, line.severity);
}

Inline level_before(const Source& source, const RiskLine& line) {
  if (!line.previous_level) return Inline(source.review.previous ? in(words::kNotAssessed, source.language) : "");
  return level_cell(source, *line.previous_level, line.previous_likelihood, line.previous_severity);
}

bool any_area(const Plan& plan) {
  const auto risks = plan.risks();
  return std::any_of(risks.begin(), risks.end(), [](const Risk& risk) { return !risk.area.empty(); });
}

std::vector<const RiskLine*> lines_where(const FollowUp& review, bool closed, bool closed_before) {
  std::vector<const RiskLine*> result;
  for (const RiskLine& line : review.risks) {
    if (line.closed_before != closed_before) continue;
    if (!closed_before && line.closed.has_value() != closed) continue;
    result.push_back(&line);
  }
  return result;
}

void write_open(const Source& source, const std::vector<const RiskLine*>& lines, Page& page) {
  if (lines.empty()) return;
  const bool compared = source.review.previous.has_value();
  const bool areas = any_area(source.plan);
  std::vector<Column> columns = {{in(words::kRisk, source.language)}};
  if (areas) columns.push_back({in(words::kArea, source.language)});
  columns.push_back({in(words::kLevelNow, source.language), false, true});
  if (compared) {
    columns.push_back({in(words::kLevelBefore, source.language), false, true});
    columns.push_back({in(words::kMovement, source.language), false, true});
  }
  columns.push_back({in(words::kAssessed, source.language), false, true});
  std::vector<Row> rows;
  rows.reserve(lines.size());
  for (const RiskLine* line : lines) {
    const Risk& risk = source.plan.risks()[line->risk];
    Row row{titled({Subject::Kind::risk, line->risk}, risk.id, risk.title)};
    if (areas) row.push_back(area_name(source, risk));
    row.push_back(level_now(source, *line));
    if (compared) {
      row.push_back(level_before(source, *line));
      row.push_back(Inline().toned(tone_of(line->movement), movement_label(line->movement, source.language)));
    }
    row.push_back(Inline(line->assessed ? line->assessed->to_string() : std::string()));
    rows.push_back(std::move(row));
  }
  page.table(columns, rows);
}

void write_closed(const Source& source, const std::vector<const RiskLine*>& lines, Page& page) {
  const bool areas = any_area(source.plan);
  std::vector<Column> columns = {{in(words::kRisk, source.language)}};
  if (areas) columns.push_back({in(words::kArea, source.language)});
  columns.push_back({in(words::kLevelWhenClosed, source.language), false, true});
  columns.push_back({in(words::kClosedOn, source.language), false, true});
  columns.push_back({in(words::kWhy, source.language)});
  std::vector<Row> rows;
  rows.reserve(lines.size());
  for (const RiskLine* line : lines) {
    const Risk& risk = source.plan.risks()[line->risk];
    const RiskState state = state_of(risk, source.plan.matrix(), source.review.clock);
    Row row{titled({Subject::Kind::risk, line->risk}, risk.id, risk.title)};
    if (areas) row.push_back(area_name(source, risk));
    row.push_back(level_now(source, *line));
    row.push_back(Inline(line->closed ? line->closed->to_string() : std::string()));
    row.push_back(Inline(state.closing != nullptr ? state.closing->reason : std::string()));
    rows.push_back(std::move(row));
  }
  page.table(columns, rows);
}

void write_rationales(const Source& source, const std::vector<const RiskLine*>& lines, Page& page) {
  bool any = false;
  for (const RiskLine* line : lines) {
    const Risk& risk = source.plan.risks()[line->risk];
    const RiskState state = state_of(risk, source.plan.matrix(), source.review.clock);
    if (state.assessment == nullptr || state.assessment->rationale.empty()) continue;
    if (!any) page.heading(3, Inline(in(words::kRationales, source.language)));
    any = true;
    page.bullet(titled(risk.id, state.assessment->rationale));
  }
}

}  // namespace

void write_register(const Source& source, Page& page) {
  page.heading(2, Inline(in(words::kRiskRegister, source.language)));
  if (source.review.risks.empty()) {
    const Phrase& none = source.plan.risks().empty() ? words::kNoRisks : words::kNoneJudgedYet;
    page.paragraph(Inline(in(none, source.language)));
    return;
  }
  const std::vector<const RiskLine*> open = lines_where(source.review, false, false);
  const std::vector<const RiskLine*> closed_since = lines_where(source.review, true, false);
  const std::vector<const RiskLine*> closed_before = lines_where(source.review, true, true);
  if (open.empty()) page.paragraph(Inline(in(words::kNoOpenRisks, source.language)));
  write_open(source, open, page);
  if (!closed_since.empty()) {
    const std::string since =
        source.review.previous
            ? say(words::kSince, source.language, previous_in_words(source.plan, source.review, source.language))
            : std::string();
    page.heading(3, Inline(say(words::kClosedSince, source.language, since)));
    write_closed(source, closed_since, page);
  }
  if (!closed_before.empty()) {
    page.heading(3, Inline(in(words::kClosedBefore, source.language)));
    write_closed(source, closed_before, page);
  }
  write_rationales(source, open, page);
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

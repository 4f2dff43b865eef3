// The risk matrix with the risks in it.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "report/figures.hpp"
#include "report/matrix_placement.hpp"
#include "report/names.hpp"
#include "report/sections.hpp"
#include "report/words.hpp"
#include "tertial/risk/risk_matrix.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

// Where an open risk was before, when that is not where it is now; empty when it stands still.
std::string moved_from(const Source& source, const RiskLine& line) {
  if (!source.review.previous) return {};
  if (line.movement == Movement::fresh) return std::string(in(words::kWasNew, source.language));
  if (line.movement == Movement::reopened) return std::string(in(words::kWasReopened, source.language));
  if (!line.previous_level) return {};
  const std::string level = level_words(source.plan, *line.previous_level, source.language).name;
  if (line.previous_likelihood.stated() && line.previous_severity.stated()) {
    if (line.previous_likelihood == line.likelihood && line.previous_severity == line.severity) return {};
    const Cell cell{line.previous_likelihood.value(), line.previous_severity.value()};
    return say(words::kFromCell, source.language, text(cell_name(cell), ", ", level));
  }
  if (*line.previous_level == line.level) return {};
  return say(words::kFromCell, source.language, level);
}

void add_risk(const Source& source, const RiskLine& line, bool first, Inline& to) {
  if (!first) to.text(", ");
  to.link({Subject::Kind::risk, line.risk}, source.plan.risks()[line.risk].id).text(moved_from(source, line));
}

Inline cell_head(const Source& source, Likelihood likelihood, Severity severity) {
  const RiskMatrix& matrix = source.plan.matrix();
  const int score = matrix.score(likelihood, severity);
  const Level level = matrix.level(likelihood, severity);
  const std::string named = level_label(source.plan, level, source.language);
  if (!is_uncovered(matrix, score)) return Inline(say(words::kCellOfLevel, source.language, score, named));
  if (!level.classified()) return Inline(say(words::kCellWithoutLevel, source.language, score));
  return Inline(say(words::kCellReadAs, source.language, score, named));
}

}  // namespace

void write_matrix_table(const Source& source, const MatrixPlacement& placement, Page& page) {
  const RiskMatrix& matrix = source.plan.matrix();
  const auto step_name = [&](const Scale& scale, int step) {
    return say(words::kStep, source.language, step, scale.label(step));
  };
  std::vector<std::string> titles{std::string(in(words::kLikelihoodBySeverity, source.language))};
  for (int j = 1; j <= matrix.severity().size(); ++j) titles.push_back(step_name(matrix.severity(), j));
  std::vector<Column> columns;
  for (const std::string& title : titles) columns.push_back({title});

  std::vector<Row> rows;
  for (int i = matrix.likelihood().size(); i >= 1; --i) {
    Row row{Inline(step_name(matrix.likelihood(), i))};
    for (int j = 1; j <= matrix.severity().size(); ++j) {
      const Likelihood likelihood(static_cast<std::uint8_t>(i));
      const Severity severity(static_cast<std::uint8_t>(j));
      Inline cell = cell_head(source, likelihood, severity);
      bool first = true;
      for (const RiskLine* line : placement.in(likelihood, severity)) {
        if (first) cell.text(": ");
        add_risk(source, *line, first, cell);
        first = false;
      }
      row.push_back(std::move(cell));
    }
    rows.push_back(std::move(row));
  }
  page.table(columns, rows);
}

void write_level_only(const Source& source, const MatrixPlacement& placement, Page& page) {
  if (!placement.any_in_cell) page.paragraph(Inline(in(words::kMatrixEmpty, source.language)));
  if (!placement.any_by_level) return;
  page.paragraph(Inline(in(words::kLevelOnly, source.language)));
  for (std::size_t rank = placement.by_level.size(); rank-- > 0;) {
    if (placement.by_level[rank].empty()) continue;
    const Level level(static_cast<std::uint8_t>(rank));
    Inline line = level_name(source.plan, level, source.language).text(": ");
    bool first = true;
    for (const RiskLine* risk : placement.by_level[rank]) {
      add_risk(source, *risk, first, line);
      first = false;
    }
    page.bullet(line);
  }
}

void write_matrix(const Source& source, Page& page) {
  if (source.plan.risks().empty()) return;
  page.heading(2, Inline(in(words::kRiskMatrix, source.language)));
  const MatrixPlacement placement = matrix_placement(source);
  write_matrix_table(source, placement, page);
  write_level_only(source, placement, page);
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The risk matrix with the open risks in it, those judged by level alone, and the bands.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "report/grammar.hpp"
#include "report/matrix_placement.hpp"
#include "report/names.hpp"
#include "report/words.hpp"
#include "report/xlsx/cell_text.hpp"
#include "report/xlsx/sheets.hpp"
#include "tertial/risk/risk_matrix.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

using Kind = CellStyle::Kind;
using Ids = std::vector<std::string>;

constexpr double kScaleWidth = 36;
constexpr double kCellWidth = 28;
constexpr int kLinesOfCell = 3;  // at least

Ids ids_of(const Source& source, const std::vector<const RiskLine*>& lines) {
  Ids ids;
  for (const RiskLine* line : lines) ids.push_back(source.plan.risks()[line->risk].id);
  return ids;
}

// "6 ▲ gul", and the risks there below.
std::string cell_words(const Source& source, int score, Level level, const Ids& ids) {
  const bool covered = !is_uncovered(source.plan.matrix(), score);
  const std::string named = level_label(source.plan, level, source.language);
  std::string result = covered              ? say(words::kCellOfLevel, source.language, score, named)
                       : level.classified() ? say(words::kCellReadAs, source.language, score, named)
                                            : say(words::kCellWithoutLevel, source.language, score);
  if (!ids.empty()) result += text("\n", listed(ids, source.language));
  return result;
}

void write_grid(const Source& source, const MatrixPlacement& placement, Sheet& sheet) {
  const RiskMatrix& matrix = source.plan.matrix();
  const Language language = source.language;
  const CellStyle heading{.kind = Kind::heading};
  sheet.text({0, 0}, in(words::kLikelihoodBySeverity, language), heading);
  sheet.width(0, kScaleWidth);
  for (int j = 1; j <= matrix.severity().size(); ++j) {
    const auto column = static_cast<std::uint16_t>(j);
    sheet.width(column, kCellWidth);
    sheet.text({0, column}, say(words::kStep, language, j, matrix.severity().label(j)), heading);
  }
  for (int i = matrix.likelihood().size(); i >= 1; --i) {
    const auto row = static_cast<std::uint32_t>(matrix.likelihood().size() - i + 1);
    int lines = kLinesOfCell;
    sheet.text({row, 0}, say(words::kStep, language, i, matrix.likelihood().label(i)), heading);
    for (int j = 1; j <= matrix.severity().size(); ++j) {
      const Likelihood likelihood(static_cast<std::uint8_t>(i));
      const Severity severity(static_cast<std::uint8_t>(j));
      const Level level = matrix.level(likelihood, severity);
      const std::string words = cell_words(source, matrix.score(likelihood, severity), level,
                                           ids_of(source, placement.in(likelihood, severity)));
      lines = std::max(lines, lines_in_column(words, kCellWidth));
      sheet.text({row, static_cast<std::uint16_t>(j)}, words, {.kind = Kind::boxed, .tint = tone_of(matrix, level)});
    }
    sheet.height(row, lines);
  }
}

// Returns the row after them.
std::uint32_t write_risks_without_cell(const Source& source, const MatrixPlacement& placement, std::uint32_t row,
                                       Sheet& sheet) {
  if (!placement.any_by_level) return row;
  sheet.text({row++, 0}, in(words::kLevelOnly, source.language), {.kind = Kind::strong});
  for (std::size_t rank = placement.by_level.size(); rank-- > 0;) {
    const Ids ids = ids_of(source, placement.by_level[rank]);
    if (ids.empty()) continue;
    const Level level(static_cast<std::uint8_t>(rank));
    sheet.text({row, 0}, level_label(source.plan, level, source.language),
               {.kind = Kind::boxed, .tint = tone_of(source.plan.matrix(), level)});
    sheet.text({row++, 1}, listed(ids, source.language));
  }
  return row + 1;
}

void write_bands(const Source& source, std::uint32_t row, Sheet& sheet) {
  const RiskMatrix& matrix = source.plan.matrix();
  const CellStyle heading{.kind = Kind::heading};
  sheet.text({row, 0}, in(words::kLevel, source.language), heading);
  sheet.text({row, 1}, in(words::kFromScore, source.language), heading);
  sheet.text({row++, 2}, in(words::kToScore, source.language), heading);
  for (std::size_t rank = matrix.bands().size(); rank > 0; --rank) {
    const Band& band = matrix.bands()[rank - 1];
    const Level level(static_cast<std::uint8_t>(rank));
    sheet.text({row, 0}, level_label(source.plan, level, source.language),
               {.kind = Kind::boxed, .tint = tone_of(matrix, level)});
    sheet.number({row, 1}, band.from).number({row, 2}, band.to);
    ++row;
  }
}

}  // namespace

void add_matrix_sheet(const Source& source, Book& book) {
  Sheet sheet = book.add_sheet(in(words::kRiskMatrix, source.language));
  const MatrixPlacement placement = matrix_placement(source);
  write_grid(source, placement, sheet);
  const auto below = static_cast<std::uint32_t>(source.plan.matrix().likelihood().size() + 2);
  write_bands(source, write_risks_without_cell(source, placement, below, sheet), sheet);
  sheet.freeze({.row = 1, .column = 1});
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

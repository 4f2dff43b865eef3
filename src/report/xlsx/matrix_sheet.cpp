// The risk matrix with the open risks in it, those judged by level alone, and the bands.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "report/grammar.hpp"
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

// Ids of open risks: by cell, likelihood by likelihood, and by level for those without a cell.
struct Placement {
  std::vector<Ids> by_cell;
  std::vector<Ids> by_level;
};

std::size_t cell_place(const RiskMatrix& matrix, Likelihood likelihood, Severity severity) {
  const auto columns = static_cast<std::size_t>(matrix.severity().size());
  return (likelihood.value() - std::size_t{1}) * columns + (severity.value() - std::size_t{1});
}

Placement placed(const Followed& followed) {
  const RiskMatrix& matrix = followed.plan.matrix();
  Placement result;
  result.by_cell.resize(static_cast<std::size_t>(matrix.likelihood().size() * matrix.severity().size()));
  result.by_level.resize(matrix.bands().size() + 1);
  for (const RiskLine& line : followed.review.risks) {
    if (line.closed || line.closed_before || !line.assessed) continue;
    Ids& ids = matrix.contains(line.likelihood, line.severity)
                   ? result.by_cell[cell_place(matrix, line.likelihood, line.severity)]
                   : result.by_level[line.level.rank()];
    ids.push_back(followed.plan.risks()[line.risk].id);
  }
  return result;
}

// "6 ▲ gul", and the risks there below.
std::string cell_words(const Followed& followed, int score, Level level, const Ids& ids) {
  const auto bands = followed.plan.matrix().bands();
  const bool covered =
      std::any_of(bands.begin(), bands.end(), [&](const Band& band) { return band.from <= score && score <= band.to; });
  const std::string named = level_label(followed, level);
  std::string result = covered              ? say(words::kCellOfLevel, followed.language, score, named)
                       : level.classified() ? say(words::kCellReadAs, followed.language, score, named)
                                            : say(words::kCellWithoutLevel, followed.language, score);
  if (!ids.empty()) result += text("\n", listed(ids, followed.language));
  return result;
}

void write_grid(const Followed& followed, const Placement& placement, Sheet& sheet) {
  const RiskMatrix& matrix = followed.plan.matrix();
  const Language language = followed.language;
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
      const std::string words = cell_words(followed, matrix.score(likelihood, severity), level,
                                           placement.by_cell[cell_place(matrix, likelihood, severity)]);
      lines = std::max(lines, lines_in_column(words, kCellWidth));
      sheet.text({row, static_cast<std::uint16_t>(j)}, words, {.kind = Kind::boxed, .tint = tint_of(matrix, level)});
    }
    sheet.height(row, lines);
  }
}

// Returns the row after them.
std::uint32_t write_risks_without_cell(const Followed& followed, const Placement& placement, std::uint32_t row,
                                       Sheet& sheet) {
  const auto has_any = [](const Ids& ids) { return !ids.empty(); };
  if (std::none_of(placement.by_level.begin(), placement.by_level.end(), has_any)) return row;
  sheet.text({row++, 0}, in(words::kLevelOnly, followed.language), {.kind = Kind::strong});
  for (std::size_t rank = placement.by_level.size(); rank-- > 0;) {
    const Ids& ids = placement.by_level[rank];
    if (ids.empty()) continue;
    const Level level(static_cast<std::uint8_t>(rank));
    sheet.text({row, 0}, level_label(followed, level),
               {.kind = Kind::boxed, .tint = tint_of(followed.plan.matrix(), level)});
    sheet.text({row++, 1}, listed(ids, followed.language));
  }
  return row + 1;
}

void write_bands(const Followed& followed, std::uint32_t row, Sheet& sheet) {
  const RiskMatrix& matrix = followed.plan.matrix();
  const CellStyle heading{.kind = Kind::heading};
  sheet.text({row, 0}, in(words::kLevel, followed.language), heading);
  sheet.text({row, 1}, in(words::kFromScore, followed.language), heading);
  sheet.text({row++, 2}, in(words::kToScore, followed.language), heading);
  for (std::size_t rank = matrix.bands().size(); rank > 0; --rank) {
    const Band& band = matrix.bands()[rank - 1];
    const Level level(static_cast<std::uint8_t>(rank));
    sheet.text({row, 0}, level_label(followed, level), {.kind = Kind::boxed, .tint = tint_of(matrix, level)});
    sheet.number({row, 1}, band.from).number({row, 2}, band.to);
    ++row;
  }
}

}  // namespace

void add_matrix_sheet(const Followed& followed, Book& book) {
  Sheet sheet = book.add_sheet(in(words::kRiskMatrix, followed.language));
  const Placement placement = placed(followed);
  write_grid(followed, placement, sheet);
  const auto below = static_cast<std::uint32_t>(followed.plan.matrix().likelihood().size() + 2);
  write_bands(followed, write_risks_without_cell(followed, placement, below, sheet), sheet);
  sheet.freeze({.row = 1, .column = 1});
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

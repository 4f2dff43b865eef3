#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/file_io.hpp"
#include "cli/finding_lines.hpp"
#include "cli/plan_file.hpp"
#include "cli/shown.hpp"
#include "tertial/plan/findings.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

struct Words {
  std::string_view likelihood;
  std::string_view severity;
  std::string_view bands;
  std::string_view faults;
  std::string_view unclassified;
  std::string_view uncovered;
};
constexpr Words kSwedish = {"sannolikhet", "allvarlighetsgrad",
                            "Nivåer",      "Iakttagelser",
                            "ingen nivå",  "* ingen nivå täcker riskvärdet; närmast högre nivå gäller"};
constexpr Words kEnglish = {"likelihood", "severity", "Levels",
                            "Findings",   "no level", "* no level covers the score; the next level up holds"};

using Row = std::vector<std::string>;

std::string label_of(const Band& band) { return shown(band.label.empty() ? band.level : band.label, 60); }

bool is_covered(const RiskMatrix& matrix, int score) {
  return std::any_of(matrix.bands().begin(), matrix.bands().end(),
                     [score](const Band& band) { return band.from <= score && score <= band.to; });
}

std::string cell(const RiskMatrix& matrix, Likelihood likelihood, Severity severity, const Words& words) {
  const int score = matrix.score(likelihood, severity);
  const Level level = matrix.level(likelihood, severity);
  if (!level.classified()) return text(score, " ", words.unclassified);
  return text(score, is_covered(matrix, score) ? " " : "* ", label_of(matrix.bands()[level.rank() - 1U]));
}

// Likelihood upwards, severity to the right, a heading below as on the axes of a chart.
std::vector<Row> grid(const RiskMatrix& matrix, const Words& words) {
  std::vector<Row> rows;
  for (int i = matrix.likelihood().size(); i >= 1; --i) {
    Row row = {text(i, " ", shown(matrix.likelihood().label(i), 60))};
    for (int j = 1; j <= matrix.severity().size(); ++j) {
      row.push_back(
          cell(matrix, Likelihood(static_cast<std::uint8_t>(i)), Severity(static_cast<std::uint8_t>(j)), words));
    }
    rows.push_back(std::move(row));
  }
  Row axis = {text(words.likelihood, " / ", words.severity)};
  for (int j = 1; j <= matrix.severity().size(); ++j) {
    axis.push_back(text(j, " ", shown(matrix.severity().label(j), 60)));
  }
  rows.push_back(std::move(axis));
  return rows;
}

// Columns as wide as their widest cell, no spaces at line ends.
std::string aligned(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(row[i]));
  }
  std::string result;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) result += " | ";
      result += row[i];
      if (i + 1 < row.size()) result.append(widths[i] - columns(row[i]), ' ');
    }
    result += '\n';
  }
  return result;
}

std::string band_lines(const RiskMatrix& matrix) {
  std::vector<Row> rows;
  for (auto band = matrix.bands().rbegin(); band != matrix.bands().rend(); ++band) {
    rows.push_back({text("  ", label_of(*band)), shown(band->level, 60), text(band->from, "-", band->to)});
  }
  return aligned(rows);
}

std::string picture(const Plan& plan, Language language) {
  const RiskMatrix& matrix = plan.matrix();
  const Words& words = language == Language::sv ? kSwedish : kEnglish;
  std::string result = text(shown(plan.title(), 200), "\n\n");
  const std::string cells = aligned(grid(matrix, words));
  result += cells;
  if (cells.find("* ") != std::string::npos) result += text(words.uncovered, "\n");
  result += text("\n", words.bands, "\n", band_lines(matrix));
  const std::vector<Finding> faults = matrix_findings(plan.matrix());
  if (!faults.empty()) result += text("\n", words.faults, "\n", finding_lines(faults, language));
  return result;
}

}  // namespace

absl::StatusOr<int> run(const MatrixRequest& request) {
  if (absl::Status status = choose_language(request.language, Language::sv).status(); !status.ok()) return status;
  const absl::StatusOr<Plan> plan = read_plan_file(request.plan);
  if (!plan.ok()) return plan.status();
  const Language language = choose_language(request.language, plan->language()).value();
  const absl::Status written = write_output("", picture(*plan, language));
  if (!written.ok()) return written;
  return kExitGood;
}

}  // namespace tertial::cli

#include "report/matrix_placement.hpp"

#include <algorithm>

namespace tertial {
inline namespace v1 {
namespace report {

MatrixPlacement matrix_placement(const Source& source) {
  const RiskMatrix& matrix = source.plan.matrix();
  MatrixPlacement result;
  result.columns = static_cast<std::size_t>(matrix.severity().size());
  result.by_cell.resize(static_cast<std::size_t>(matrix.likelihood().size()) * result.columns);
  result.by_level.resize(matrix.bands().size() + 1);
  for (const RiskLine& line : source.review.risks) {
    if (line.closed || line.closed_before || !line.assessed) continue;
    if (matrix.contains(line.likelihood, line.severity)) {
      const std::size_t row = line.likelihood.value() - std::size_t{1};
      result.by_cell[row * result.columns + (line.severity.value() - std::size_t{1})].push_back(&line);
      result.any_in_cell = true;
    } else {
      result.by_level[line.level.rank()].push_back(&line);
      result.any_by_level = true;
    }
  }
  return result;
}

bool is_uncovered(const RiskMatrix& matrix, int score) noexcept {
  const auto bands = matrix.bands();
  return std::none_of(bands.begin(), bands.end(),
                      [score](const Band& band) { return band.from <= score && score <= band.to; });
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

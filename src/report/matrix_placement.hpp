// Open risks by the cell of the matrix they are in; those judged by level alone by level.
//
//   const MatrixPlacement placement = matrix_placement(source);
//   placement.in(likelihood, severity);                 // the risks of one cell
#pragma once

#include <cstddef>
#include <vector>

#include "report/sections.hpp"
#include "tertial/risk/risk_matrix.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

struct MatrixPlacement {
  std::size_t columns = 0;                             // steps of severity
  std::vector<std::vector<const RiskLine*>> by_cell;   // row by row, the least likely first
  std::vector<std::vector<const RiskLine*>> by_level;  // by rank, the unclassified first
  bool any_in_cell = false;
  bool any_by_level = false;

  [[nodiscard]] const std::vector<const RiskLine*>& in(Likelihood likelihood, Severity severity) const noexcept {
    return by_cell[(likelihood.value() - std::size_t{1}) * columns + (severity.value() - std::size_t{1})];
  }
};

[[nodiscard]] MatrixPlacement matrix_placement(const Source& source);

// The matrix as a table, with the risks in its cells.
void write_matrix_table(const Source& source, const MatrixPlacement& placement, Page& page);
// The risks that have a level and no cell.
void write_level_only(const Source& source, const MatrixPlacement& placement, Page& page);

// Whether no band has the score: its level was read upwards, or is none.
[[nodiscard]] bool is_uncovered(const RiskMatrix& matrix, int score) noexcept;

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The risk matrix as a heat map: every open risk in its cell, with an arrow from the cell it was in.
#pragma once

#include <string>

#include "report/matrix_placement.hpp"
#include "report/sections.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// Appends one <svg> element, in which each risk is a link to its row of the register. A cell shows as many risks as can
// be told apart, then how many more there are; the table of the matrix names them all.
void write_matrix_map(const Source& source, const MatrixPlacement& placement, std::string& html);

}  // namespace report
}  // namespace v1
}  // namespace tertial

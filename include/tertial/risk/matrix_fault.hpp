// What does not hold together in a risk matrix: scores no band or two bands cover, and breached rules of
// colouring.
//
//   for (const tertial::MatrixFault& fault : matrix.faults()) {
//     if (fault.kind == tertial::MatrixFault::Kind::uncovered_score) warn(fault.score, fault.cells);
//   }
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tertial {
inline namespace v1 {

// A cell of a matrix by its steps, each counted from 1. Orders by likelihood, then severity.
struct Cell {
  std::uint8_t likelihood = 0;
  std::uint8_t severity = 0;

  friend constexpr auto operator<=>(const Cell&, const Cell&) noexcept = default;
};

struct MatrixFault {
  enum class Kind : std::uint8_t {
    uncovered_score,    // no band covers the score
    overlapping_bands,  // two or more bands cover the score
    inconsistent,       // the colouring breaches `rule`
  };
  // The rules of Cox (2008), see cox.hpp; `none` unless the kind is `inconsistent`.
  enum class Rule : std::uint8_t { none, monotonicity, weak_consistency, betweenness, consistent_colouring };

  Kind kind = Kind::uncovered_score;
  Rule rule = Rule::none;
  int score = 0;                   // 0 where the kind is `inconsistent`
  std::vector<std::string> bands;  // ids of the overlapping bands, the mildest first; else empty
  std::vector<Cell> cells;         // the cells concerned, in order, each once

  friend bool operator==(const MatrixFault&, const MatrixFault&) = default;
};

[[nodiscard]] constexpr std::string_view to_string(MatrixFault::Rule rule) noexcept {
  constexpr std::string_view kWords[] = {"none", "monotonicity", "weak consistency", "betweenness",
                                         "consistent colouring"};
  return kWords[static_cast<std::size_t>(rule)];
}

}  // namespace v1
}  // namespace tertial

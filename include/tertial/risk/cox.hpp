// The rules that the colouring of a risk matrix should keep, after Cox, and the cells where it does not.
//
//   tertial::LevelGrid grid(4, 4, 3);
//   grid.set(tertial::Likelihood{1}, tertial::Severity{4}, tertial::Level{3});
//   std::vector<tertial::MatrixFault> faults = tertial::cox_faults(grid);
//
// Source: L. A. Cox, "What's Wrong with Risk Matrices?", Risk Analysis 28(2), 2008, pp. 497-512: the axioms
// of weak consistency, betweenness and consistent colouring. Monotonicity is not among the axioms; it is what
// every reader expects of a matrix.
//
// Assumption: both scales cut [0, 1] into equal parts, and the quantitative risk of a point is likelihood
// times severity. Cell (i, j) of an n x m matrix spans [(i-1)/n, i/n] x [(j-1)/m, j/m], so its points hold
// the risks between (i-1)(j-1)/nm and ij/nm. Everything is compared times nm, in whole numbers, and over the
// inside of the cells: two cells that only touch do not overlap.
//
// Green is the mildest band, red the worst, intermediate any other. Unclassified cells are left out, both as
// offenders and as what others are compared with. Up and right are towards higher likelihood and severity.
//
//   monotonicity          A cell has a milder level than its left or its lower neighbour.
//   weak consistency      A red cell holds a point with less risk than some point in a green cell.
//   betweenness           A green cell has a red neighbour to the right, above, or diagonally above to the
//                         right, so that a small rise goes from green to red through no other colour.
//   consistent colouring  One of (1), (2) and (3):
//     (1) A cell is not red, though its least and its greatest risk are at least those of some red cell, and
//         it holds no point with less risk than some point in a green cell.
//     (2) A cell is not green, though its least and its greatest risk are at most those of some green cell,
//         and it holds no point with more risk than some point in a red cell.
//     (3) A cell is intermediate, though it does not lie between a green and a red cell (green at or below
//         its row and at or left of its column, red at or above its row and at or right of its column), nor
//         holds both a point with more risk than some point in a red cell and a point with less risk than
//         some point in a green cell.
//     A green cell excuses itself in (1) and a red one in (2), so that all three concern intermediate cells.
//     Cox's wording of (1) and (2) can also be read to ask for a single point as high as those of a red cell,
//     or as low as those of a green one, where this asks for both ends; that reading finds more.
//
// The cells of a fault are those the rule names first: for monotonicity the milder cell, for weak consistency
// the red one, for betweenness the green one.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "tertial/risk/level.hpp"
#include "tertial/risk/matrix_fault.hpp"
#include "tertial/risk/scale.hpp"

namespace tertial {
inline namespace v1 {

namespace cox_detail {

// A classified cell and the risks its points hold, times n * m.
struct Patch {
  Cell cell;
  int rank;
  int least;
  int greatest;
};

class Colouring {
 public:
  explicit Colouring(const LevelGrid& grid) : grid_(grid), red_rank_(grid.bands()) {
    for (int i = 1; i <= grid.likelihoods(); ++i) {
      for (int j = 1; j <= grid.severities(); ++j) {
        const int rank = rank_at(i, j);
        if (rank == 0) continue;
        const Cell cell{static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(j)};
        const Patch patch{cell, rank, (i - 1) * (j - 1), i * j};
        patches_.push_back(patch);
        if (rank == kGreenRank) greens_.push_back(patch);
        if (rank == red_rank_) reds_.push_back(patch);
      }
    }
  }

  [[nodiscard]] const std::vector<Patch>& patches() const noexcept { return patches_; }

  [[nodiscard]] bool breaches_monotonicity(const Patch& patch) const noexcept {
    const int left = rank_at(patch.cell.likelihood, patch.cell.severity - 1);
    const int lower = rank_at(patch.cell.likelihood - 1, patch.cell.severity);
    return left > patch.rank || lower > patch.rank;
  }

  [[nodiscard]] bool breaches_weak_consistency(const Patch& patch) const noexcept {
    return is_red(patch) && some(greens_, [&](const Patch& green) { return patch.least < green.greatest; });
  }

  [[nodiscard]] bool breaches_betweenness(const Patch& patch) const noexcept {
    const int i = patch.cell.likelihood;
    const int j = patch.cell.severity;
    return is_green(patch) &&
           (rank_at(i, j + 1) == red_rank_ || rank_at(i + 1, j) == red_rank_ || rank_at(i + 1, j + 1) == red_rank_);
  }

  [[nodiscard]] bool breaches_consistent_colouring(const Patch& patch) const noexcept {
    return !is_green(patch) && !is_red(patch) &&
           (should_be_red(patch) || should_be_green(patch) || !may_be_intermediate(patch));
  }

 private:
  static constexpr int kGreenRank = 1;

  template <class Predicate>
  static bool some(const std::vector<Patch>& patches, Predicate predicate) noexcept {
    return std::any_of(patches.begin(), patches.end(), predicate);
  }

  // 0 outside the grid, where LevelGrid keeps unclassified cells.
  [[nodiscard]] int rank_at(int i, int j) const noexcept {
    return grid_.at(Likelihood(static_cast<std::uint8_t>(i)), Severity(static_cast<std::uint8_t>(j))).rank();
  }

  [[nodiscard]] static bool is_green(const Patch& patch) noexcept { return patch.rank == kGreenRank; }
  [[nodiscard]] bool is_red(const Patch& patch) const noexcept { return patch.rank == red_rank_; }

  [[nodiscard]] bool should_be_red(const Patch& patch) const noexcept {
    return some(reds_, [&](const Patch& red) { return patch.least >= red.least && patch.greatest >= red.greatest; }) &&
           !some(greens_, [&](const Patch& green) { return patch.least < green.greatest; });
  }

  [[nodiscard]] bool should_be_green(const Patch& patch) const noexcept {
    return some(greens_,
                [&](const Patch& green) { return patch.least <= green.least && patch.greatest <= green.greatest; }) &&
           !some(reds_, [&](const Patch& red) { return patch.greatest > red.least; });
  }

  [[nodiscard]] bool may_be_intermediate(const Patch& patch) const noexcept {
    const Cell cell = patch.cell;
    const bool over_green = some(greens_, [&](const Patch& green) {
      return green.cell.likelihood <= cell.likelihood && green.cell.severity <= cell.severity;
    });
    const bool under_red = some(reds_, [&](const Patch& red) {
      return red.cell.likelihood >= cell.likelihood && red.cell.severity >= cell.severity;
    });
    const bool above_some_red = some(reds_, [&](const Patch& red) { return patch.greatest > red.least; });
    const bool below_some_green = some(greens_, [&](const Patch& green) { return patch.least < green.greatest; });
    return (over_green && under_red) || (above_some_red && below_some_green);
  }

  const LevelGrid& grid_;
  int red_rank_;
  std::vector<Patch> patches_;
  std::vector<Patch> greens_;
  std::vector<Patch> reds_;
};

}  // namespace cox_detail

// One fault for each breached rule, in the order above, with all its cells. A grid of fewer than two bands
// has no green and red to tell apart, and no faults.
[[nodiscard]] inline std::vector<MatrixFault> cox_faults(const LevelGrid& grid) {
  using cox_detail::Colouring;
  using cox_detail::Patch;
  using Rule = MatrixFault::Rule;

  std::vector<MatrixFault> faults;
  if (grid.bands() < 2) return faults;

  const Colouring colouring(grid);
  const std::pair<Rule, bool (Colouring::*)(const Patch&) const noexcept> rules[] = {
      {Rule::monotonicity, &Colouring::breaches_monotonicity},
      {Rule::weak_consistency, &Colouring::breaches_weak_consistency},
      {Rule::betweenness, &Colouring::breaches_betweenness},
      {Rule::consistent_colouring, &Colouring::breaches_consistent_colouring},
  };
  for (const auto& [rule, breached_by] : rules) {
    std::vector<Cell> cells;
    for (const Patch& patch : colouring.patches()) {
      if ((colouring.*breached_by)(patch)) cells.push_back(patch.cell);
    }
    if (cells.empty()) continue;
    MatrixFault fault;
    fault.kind = MatrixFault::Kind::inconsistent;
    fault.rule = rule;
    fault.cells = std::move(cells);
    faults.push_back(std::move(fault));
  }
  return faults;
}

}  // namespace v1
}  // namespace tertial

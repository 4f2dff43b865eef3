#include "tertial/risk/cox.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using tertial::Cell;
using tertial::cox_faults;
using tertial::Level;
using tertial::LevelGrid;
using tertial::Likelihood;
using tertial::MatrixFault;
using tertial::Severity;
using Rule = tertial::MatrixFault::Rule;

namespace {

constexpr std::array kRules = {Rule::monotonicity, Rule::weak_consistency, Rule::betweenness,
                               Rule::consistent_colouring};

// Rows of ranks, the lowest likelihood first; 0 is unclassified.
LevelGrid grid_of(int bands, const std::vector<std::string>& rows) {
  LevelGrid grid(static_cast<int>(rows.size()), static_cast<int>(rows[0].size()), bands);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < rows[i].size(); ++j) {
      grid.set(Likelihood(static_cast<std::uint8_t>(i + 1)), Severity(static_cast<std::uint8_t>(j + 1)),
               Level(static_cast<std::uint8_t>(rows[i][j] - '0')));
    }
  }
  return grid;
}

std::vector<Cell> cells_of(const LevelGrid& grid, Rule rule) {
  for (const MatrixFault& fault : cox_faults(grid)) {
    if (fault.rule == rule) return fault.cells;
  }
  return {};
}

// A point of the unit square, the cell it was drawn from and its quantitative risk.
struct Point {
  double likelihood;
  double severity;
  double risk() const { return likelihood * severity; }
};

// The rules as they are worded, over sampled points and real numbers. Cells differ by 1/25 or more in risk,
// so that samples this near the edges settle every comparison.
class Sampled {
 public:
  explicit Sampled(const LevelGrid& grid) : grid_(grid), n_(grid.likelihoods()), m_(grid.severities()) {}

  bool breached(Rule rule, Cell cell) const {
    if (rank(cell) == 0) return false;
    switch (rule) {
      case Rule::monotonicity:
        return monotonicity(cell);
      case Rule::weak_consistency:
        return rank(cell) == red() && any_point(cell, [&](Point p) {
                 return any_point_of(1, [&](Point green) { return p.risk() < green.risk(); });
               });
      case Rule::betweenness:
        return betweenness(cell);
      case Rule::consistent_colouring:
        return consistent_colouring(cell);
      case Rule::none:
        break;
    }
    return false;
  }

 private:
  static constexpr double kNear = 1e-6;

  int red() const { return grid_.bands(); }
  int rank(Cell cell) const { return grid_.at(Likelihood(cell.likelihood), Severity(cell.severity)).rank(); }

  // 0 outside the unit square.
  int rank_at(Point p) const {
    if (p.likelihood < 0 || p.likelihood >= 1 || p.severity < 0 || p.severity >= 1) return 0;
    return rank({static_cast<std::uint8_t>(1 + static_cast<int>(p.likelihood * n_)),
                 static_cast<std::uint8_t>(1 + static_cast<int>(p.severity * m_))});
  }

  Point point(Cell cell, double up, double right) const {
    return {(cell.likelihood - 1 + up) / n_, (cell.severity - 1 + right) / m_};
  }

  // Over points inside the cell, near its corners, its edges and its middle.
  template <class Predicate>
  bool any_point(Cell cell, Predicate predicate) const {
    for (const double up : {kNear, 0.5, 1 - kNear}) {
      for (const double right : {kNear, 0.5, 1 - kNear}) {
        if (predicate(point(cell, up, right))) return true;
      }
    }
    return false;
  }

  template <class Predicate>
  bool any_cell_of(int wanted, Predicate predicate) const {
    for (int i = 1; i <= n_; ++i) {
      for (int j = 1; j <= m_; ++j) {
        const Cell cell{static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(j)};
        if (rank(cell) == wanted && predicate(cell)) return true;
      }
    }
    return false;
  }

  template <class Predicate>
  bool any_point_of(int wanted, Predicate predicate) const {
    return any_cell_of(wanted, [&](Cell cell) { return any_point(cell, predicate); });
  }

  // Walks from the left and lower edge over into the next cell.
  bool monotonicity(Cell cell) const {
    const Point from_left = point(cell, 0.5, kNear);
    const Point from_below = point(cell, kNear, 0.5);
    return rank_at({from_left.likelihood, from_left.severity - 1e-3}) > rank(cell) ||
           rank_at({from_below.likelihood - 1e-3, from_below.severity}) > rank(cell);
  }

  // Small rises in either or both from anywhere in a green cell.
  bool betweenness(Cell cell) const {
    return rank(cell) == 1 && any_point(cell, [&](Point p) {
             return rank_at({p.likelihood + 1e-3, p.severity}) == red() ||
                    rank_at({p.likelihood, p.severity + 1e-3}) == red() ||
                    rank_at({p.likelihood + 1e-3, p.severity + 1e-3}) == red();
           });
  }

  double least(Cell cell) const { return point(cell, 0, 0).risk(); }
  double greatest(Cell cell) const { return point(cell, 1, 1).risk(); }

  bool consistent_colouring(Cell cell) const {
    constexpr double kSlack = 1e-9;
    const bool as_risky_as_a_red = any_cell_of(
        red(), [&](Cell r) { return least(cell) >= least(r) - kSlack && greatest(cell) >= greatest(r) - kSlack; });
    const bool as_mild_as_a_green = any_cell_of(
        1, [&](Cell g) { return least(cell) <= least(g) + kSlack && greatest(cell) <= greatest(g) + kSlack; });
    const bool point_below_a_green =
        any_point(cell, [&](Point p) { return any_point_of(1, [&](Point green) { return p.risk() < green.risk(); }); });
    const bool point_above_a_red =
        any_point(cell, [&](Point p) { return any_point_of(red(), [&](Point r) { return p.risk() > r.risk(); }); });
    if (rank(cell) != red() && as_risky_as_a_red && !point_below_a_green) return true;
    if (rank(cell) != 1 && as_mild_as_a_green && !point_above_a_red) return true;
    if (rank(cell) == 1 || rank(cell) == red()) return false;
    const bool between = any_point(cell, [&](Point p) {
      return any_point_of(1, [&](Point g) { return g.likelihood <= p.likelihood && g.severity <= p.severity; }) &&
             any_point_of(red(), [&](Point r) { return r.likelihood >= p.likelihood && r.severity >= p.severity; });
    });
    return !between && !(point_above_a_red && point_below_a_green);
  }

  const LevelGrid& grid_;
  int n_;
  int m_;
};

// Either any colour anywhere, or colours that mostly rise with the product, as a drawn matrix has them.
LevelGrid random_grid(std::mt19937& random) {
  const auto draw = [&](unsigned bound) { return static_cast<int>(random() % bound); };
  LevelGrid grid(1 + draw(5), 1 + draw(5), 2 + draw(3));
  const bool orderly = draw(4) != 0;
  const int noise = draw(3);
  const int cells = grid.likelihoods() * grid.severities();
  for (int i = 1; i <= grid.likelihoods(); ++i) {
    for (int j = 1; j <= grid.severities(); ++j) {
      int rank = draw(static_cast<unsigned>(grid.bands() + 1));
      if (orderly) {
        const int risk = std::min(i * j + draw(static_cast<unsigned>(2 * noise + 1)), cells);
        rank = 1 + (risk - 1) * grid.bands() / cells;
        if (draw(12) == 0) rank = 0;
      }
      grid.set(Likelihood(static_cast<std::uint8_t>(i)), Severity(static_cast<std::uint8_t>(j)),
               Level(static_cast<std::uint8_t>(rank)));
    }
  }
  return grid;
}

// Calls `visit` with every 3 x 3 colouring with green at the lower left and red at the upper right.
template <class Visit>
void every_3_by_3(int bands, Visit visit) {
  std::vector<std::string> rows(3, "111");
  const auto paint = [&](const auto& self, int cell) -> void {
    if (cell == 8) {
      rows[2][2] = static_cast<char>('0' + bands);
      visit(rows, grid_of(bands, rows));
      return;
    }
    for (int rank = 1; rank <= bands; ++rank) {
      rows[static_cast<std::size_t>(cell / 3)][static_cast<std::size_t>(cell % 3)] = static_cast<char>('0' + rank);
      self(self, cell + 1);
    }
  };
  paint(paint, 1);
}

}  // namespace

TEST_CASE("a matrix that keeps every rule has no faults") {
  CHECK(cox_faults(grid_of(3, {"111", "122", "123"})).empty());
  // The source matrix as its legend colours it; the uncovered cells are left out.
  CHECK(cox_faults(grid_of(3, {"1112", "1220", "1233", "2030"})).empty());
}

TEST_CASE("fewer than two bands make no rules") {
  CHECK(cox_faults(grid_of(1, {"111", "101"})).empty());
  CHECK(cox_faults(grid_of(0, {"00", "00"})).empty());
}

TEST_CASE("monotonicity names the milder cell") {
  const LevelGrid grid = grid_of(3, {"1211", "1222", "1122", "1223"});
  CHECK(cells_of(grid, Rule::monotonicity) == std::vector<Cell>{{1, 3}, {3, 2}});
}

TEST_CASE("monotonicity does not look across an unclassified cell") {
  CHECK(cells_of(grid_of(3, {"301", "111"}), Rule::monotonicity) == std::vector<Cell>{{2, 1}});
}

TEST_CASE("weak consistency names the red cell that can hold less risk than a green one") {
  // Red 2 x 3 of a 3 x 3 holds risks from 1 x 2 ninths; green 1 x 2 goes up to 2 ninths and only touches it,
  // green 1 x 3 goes up to 3 ninths and overlaps.
  CHECK(cells_of(grid_of(3, {"112", "123", "223"}), Rule::weak_consistency).empty());
  CHECK(cells_of(grid_of(3, {"111", "123", "223"}), Rule::weak_consistency) == std::vector<Cell>{{2, 3}});
}

TEST_CASE("weak consistency counts a red cell in the first column or row, where risks begin at 0") {
  CHECK(cells_of(grid_of(3, {"113", "122", "322"}), Rule::weak_consistency) == std::vector<Cell>{{1, 3}, {3, 1}});
}

TEST_CASE("betweenness names the green cell with red to the right, above or diagonally above") {
  CHECK(cells_of(grid_of(3, {"13", "22"}), Rule::betweenness) == std::vector<Cell>{{1, 1}});
  CHECK(cells_of(grid_of(3, {"12", "32"}), Rule::betweenness) == std::vector<Cell>{{1, 1}});
  CHECK(cells_of(grid_of(3, {"12", "23"}), Rule::betweenness) == std::vector<Cell>{{1, 1}});
  CHECK(cells_of(grid_of(3, {"31", "22"}), Rule::betweenness).empty());
  CHECK(cells_of(grid_of(3, {"22", "31"}), Rule::betweenness).empty());
}

TEST_CASE("consistent colouring names the intermediate cell as risky as a red one and above all green") {
  // 3 x 2 has the risks of red 2 x 3, and green ends below.
  CHECK(cells_of(grid_of(3, {"112", "123", "223"}), Rule::consistent_colouring) == std::vector<Cell>{{3, 2}});
}

TEST_CASE("consistent colouring compares both ends of a cell") {
  // 3 x 3 holds 4..9, red 2 x 5 holds 4..10: as risky at the lower end only, and so no breach.
  CHECK(cells_of(grid_of(3, {"11222", "12223", "22233"}), Rule::consistent_colouring).empty());
  // 2 x 6 holds 5..12, red 3 x 4 holds 6..12: as risky at the upper end only.
  CHECK(cells_of(grid_of(3, {"112222", "122222", "222333"}), Rule::consistent_colouring).empty());
  // 1 x 4 holds 0..4, green 2 x 2 holds 1..4: as mild at both ends.
  CHECK(cells_of(grid_of(3, {"1112", "1122", "1223", "2233"}), Rule::consistent_colouring) ==
        std::vector<Cell>{{1, 4}, {4, 1}});
}

TEST_CASE("consistent colouring names the intermediate cell as mild as a green one and below all red") {
  // 2 x 1 has the risks of green 1 x 2.
  CHECK(cells_of(grid_of(3, {"112", "222", "223"}), Rule::consistent_colouring) == std::vector<Cell>{{2, 1}});
}

TEST_CASE("consistent colouring names the intermediate cell with nothing green below or nothing red above") {
  const auto cells = cells_of(grid_of(3, {"211", "113", "132"}), Rule::consistent_colouring);
  CHECK(std::find(cells.begin(), cells.end(), Cell{1, 1}) != cells.end());
  CHECK(std::find(cells.begin(), cells.end(), Cell{3, 3}) != cells.end());
  // Without any red cell nothing can lie between, and nothing can lie above some red.
  CHECK(cells_of(grid_of(3, {"12"}), Rule::consistent_colouring) == std::vector<Cell>{{1, 2}});
}

TEST_CASE("breaches come one per rule, in the order of the rules, with cells in order and each once") {
  const std::vector<MatrixFault> faults = cox_faults(grid_of(3, {"321", "213", "132"}));
  std::vector<Rule> rules;
  for (const MatrixFault& fault : faults) {
    CHECK(fault.kind == MatrixFault::Kind::inconsistent);
    CHECK(fault.bands.empty());
    CHECK(std::adjacent_find(fault.cells.begin(), fault.cells.end(), std::greater_equal<>()) == fault.cells.end());
    rules.push_back(fault.rule);
  }
  CHECK(rules == std::vector<Rule>(kRules.begin(), kRules.end()));
}

TEST_CASE("the rules agree with sampled points of real-valued risk on random matrices") {
  constexpr std::uint32_t kSeed = 20200831;
  CAPTURE(kSeed);
  std::mt19937 random(kSeed);
  std::array<int, 4> breaches = {};
  std::array<int, 4> kept = {};
  for (int round = 0; round < 600; ++round) {
    CAPTURE(round);
    const LevelGrid grid = random_grid(random);
    const Sampled oracle(grid);
    for (std::size_t r = 0; r < kRules.size(); ++r) {
      std::vector<Cell> expected;
      for (int i = 1; i <= grid.likelihoods(); ++i) {
        for (int j = 1; j <= grid.severities(); ++j) {
          const Cell cell{static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(j)};
          if (oracle.breached(kRules[r], cell)) expected.push_back(cell);
        }
      }
      CAPTURE(r);
      REQUIRE(cells_of(grid, kRules[r]) == expected);
      ++(expected.empty() ? kept : breaches)[r];
    }
  }
  // The matrices drawn put every rule to the test, both ways.
  for (std::size_t r = 0; r < kRules.size(); ++r) {
    CHECK(breaches[r] >= 50);
    CHECK(kept[r] >= 50);
  }
}

TEST_CASE("Cox, lemmas 1 and 2: weakly consistent, red meets no green and stays off the first row and column") {
  int consistent = 0;
  every_3_by_3(3, [&](const std::vector<std::string>& rows, const LevelGrid& grid) {
    if (!cells_of(grid, Rule::weak_consistency).empty()) return;
    ++consistent;
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) {
        if (rows[i][j] != '3') continue;
        REQUIRE(i > 0);
        REQUIRE(j > 0);
        REQUIRE(rows[i - 1][j] != '1');
        REQUIRE(rows[i][j - 1] != '1');
      }
    }
  });
  CHECK(consistent > 0);
}

TEST_CASE("Cox, theorem 1: two colours cannot be both weakly consistent and between") {
  int seen = 0;
  every_3_by_3(2, [&](const std::vector<std::string>&, const LevelGrid& grid) {
    ++seen;
    REQUIRE_FALSE((cells_of(grid, Rule::weak_consistency).empty() && cells_of(grid, Rule::betweenness).empty()));
  });
  CHECK(seen == 128);
}

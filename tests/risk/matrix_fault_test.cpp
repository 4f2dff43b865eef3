#include "tertial/risk/matrix_fault.hpp"

#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

using tertial::Cell;
using tertial::MatrixFault;

TEST_CASE("cells order by likelihood, then severity") {
  std::vector<Cell> cells = {{4, 2}, {2, 4}, {4, 1}, {2, 3}};
  std::sort(cells.begin(), cells.end());
  CHECK(cells == std::vector<Cell>{{2, 3}, {2, 4}, {4, 1}, {4, 2}});
}

TEST_CASE("faults are equal when every part is") {
  const MatrixFault fault{
      MatrixFault::Kind::overlapping_bands, MatrixFault::Rule::none, 4, {"green", "yellow"}, {{2, 2}}};
  MatrixFault other = fault;
  CHECK(other == fault);
  other.score = 5;
  CHECK(other != fault);
  other = fault;
  other.bands.pop_back();
  CHECK(other != fault);
  other = fault;
  other.cells.push_back({4, 1});
  CHECK(other != fault);
  other = fault;
  other.kind = MatrixFault::Kind::uncovered_score;
  CHECK(other != fault);
  other = fault;
  other.rule = MatrixFault::Rule::betweenness;
  CHECK(other != fault);
}

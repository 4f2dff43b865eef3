#include "tertial/risk/level.hpp"

#include <algorithm>
#include <type_traits>

#include <doctest/doctest.h>

using tertial::Level;
using tertial::LevelGrid;
using tertial::Likelihood;
using tertial::Severity;

static_assert(!std::is_convertible_v<int, Level>);
static_assert(sizeof(Level) == 1);

TEST_CASE("a level is unclassified until it has a rank") {
  CHECK_FALSE(Level().classified());
  CHECK(Level() == Level(0));
  CHECK(Level(1).classified());
  CHECK(Level(3).rank() == 3);
}

TEST_CASE("a worse level is greater, and unclassified is below all") {
  CHECK(Level(2) > Level(1));
  CHECK(Level() < Level(1));
}

TEST_CASE("a cell keeps the level it was given, and no other cell has it") {
  LevelGrid grid(3, 10, 15);
  grid.set(Likelihood(2), Severity(10), Level(15));
  CHECK(grid.at(Likelihood(2), Severity(10)) == Level(15));
  int classified = 0;
  for (int i = 0; i < 256; ++i) {
    for (int j = 0; j < 256; ++j) {
      const Level level = grid.at(Likelihood(static_cast<std::uint8_t>(i)), Severity(static_cast<std::uint8_t>(j)));
      classified += level.classified() ? 1 : 0;
    }
  }
  CHECK(classified == 1);
}

TEST_CASE("the table of a grid has likelihood times 11 plus severity as its index") {
  LevelGrid grid(10, 10, 2);
  grid.set(Likelihood(1), Severity(2), Level(1));
  grid.set(Likelihood(10), Severity(10), Level(2));
  CHECK(grid.table()[13] == 1);
  CHECK(grid.table()[120] == 2);
  CHECK(std::count(grid.table().begin(), grid.table().end(), 0) == 126);
}

TEST_CASE("grids are equal when size, bands and cells are") {
  LevelGrid a(2, 2, 2);
  LevelGrid b(2, 2, 2);
  CHECK(a == b);
  b.set(Likelihood(1), Severity(1), Level(1));
  CHECK(a != b);
  CHECK(a != LevelGrid(2, 3, 2));
  CHECK(a != LevelGrid(2, 2, 3));
}

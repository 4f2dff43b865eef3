#include "tertial/risk/risk_matrix.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using tertial::Band;
using tertial::Cell;
using tertial::Level;
using tertial::Likelihood;
using tertial::MatrixFault;
using tertial::RiskMatrix;
using tertial::Scale;
using tertial::ScoreKind;
using tertial::Severity;
using tertial::Uncovered;

namespace {

Scale steps(int count) {
  std::vector<std::string> labels;
  for (int step = 1; step <= count; ++step) labels.push_back(std::string(1, static_cast<char>('a' + step - 1)));
  return *Scale::make(std::move(labels));
}

const std::vector<Band> kLegend = {{"green", "Grön", 1, 3}, {"yellow", "Gul", 4, 6}, {"red", "Röd", 9, 12}};

// The matrix of the action plan of 2020: its legend names no colour for 8 and 16.
RiskMatrix::Options source_options(Uncovered uncovered = Uncovered::report) {
  return {.likelihood = *Scale::make({"Osannolik", "Mindre sannolik", "Möjlig", "Sannolik"}),
          .severity = *Scale::make({"Mindre", "Måttlig", "Betydlig", "Hög"}),
          .bands = kLegend,
          .uncovered = uncovered};
}

RiskMatrix::Options square(int size, std::vector<Band> bands) {
  return {.likelihood = steps(size), .severity = steps(size), .bands = std::move(bands)};
}

RiskMatrix::Options with_table(int likelihoods, int severities, std::vector<std::vector<int>> table) {
  return {.likelihood = steps(likelihoods),
          .severity = steps(severities),
          .score = {.kind = ScoreKind::table, .table = std::move(table)},
          .bands = kLegend};
}

std::string error(RiskMatrix::Options options) {
  const auto matrix = RiskMatrix::make(std::move(options));
  REQUIRE_FALSE(matrix.ok());
  CHECK(matrix.status().code() == absl::StatusCode::kInvalidArgument);
  return std::string(matrix.status().message());
}

// The ranks of all cells, one row of digits per likelihood.
std::vector<std::string> painted(const RiskMatrix& matrix) {
  std::vector<std::string> rows;
  for (int i = 1; i <= matrix.likelihood().size(); ++i) {
    std::string row;
    for (int j = 1; j <= matrix.severity().size(); ++j) {
      const Level level =
          matrix.level(Likelihood(static_cast<std::uint8_t>(i)), Severity(static_cast<std::uint8_t>(j)));
      row += static_cast<char>('0' + level.rank());
    }
    rows.push_back(row);
  }
  return rows;
}

std::vector<MatrixFault> faults(const RiskMatrix& matrix) { return {matrix.faults().begin(), matrix.faults().end()}; }

MatrixFault uncovered_score(int score, std::vector<Cell> cells) {
  return {MatrixFault::Kind::uncovered_score, MatrixFault::Rule::none, score, {}, std::move(cells)};
}

MatrixFault overlap(int score, std::vector<std::string> bands, std::vector<Cell> cells) {
  return {MatrixFault::Kind::overlapping_bands, MatrixFault::Rule::none, score, std::move(bands), std::move(cells)};
}

MatrixFault breach(MatrixFault::Rule rule, std::vector<Cell> cells) {
  return {MatrixFault::Kind::inconsistent, rule, 0, {}, std::move(cells)};
}

}  // namespace

TEST_CASE("the source matrix leaves 8 and 16 without a colour, and says so") {
  const RiskMatrix matrix = *RiskMatrix::make(source_options());
  CHECK(painted(matrix) == std::vector<std::string>{"1112", "1220", "1233", "2030"});
  CHECK(faults(matrix) ==
        std::vector<MatrixFault>{uncovered_score(8, {{2, 4}, {4, 2}}), uncovered_score(16, {{4, 4}})});
  CHECK(matrix.level_id(matrix.level(Likelihood(2), Severity(3))) == "yellow");
  CHECK(matrix.level_id(matrix.level(Likelihood(4), Severity(4))) == "unclassified");
}

TEST_CASE("read upwards, the uncovered scores of the source matrix are red, and the faults stay") {
  const RiskMatrix matrix = *RiskMatrix::make(source_options(Uncovered::next_worse));
  CHECK(painted(matrix) == std::vector<std::string>{"1112", "1223", "1233", "2333"});
  CHECK(faults(matrix) == std::vector<MatrixFault>{uncovered_score(8, {{2, 4}, {4, 2}}), uncovered_score(16, {{4, 4}}),
                                                   // Green 1 x 3 lies diagonally below red 2 x 4.
                                                   breach(MatrixFault::Rule::betweenness, {{1, 3}, {3, 1}})});
}

TEST_CASE("a score below, between and above the bands reads as the next worse") {
  auto options = square(4, {{"yellow", "Gul", 4, 6}, {"red", "Röd", 9, 12}});
  const RiskMatrix silent = *RiskMatrix::make(options);
  CHECK(silent.level_of_score(3) == Level());
  CHECK(silent.level_of_score(8) == Level());
  CHECK(silent.level_of_score(16) == Level());
  options.uncovered = Uncovered::next_worse;
  const RiskMatrix upwards = *RiskMatrix::make(options);
  CHECK(upwards.level_of_score(-5) == Level(1));
  CHECK(upwards.level_of_score(3) == Level(1));
  CHECK(upwards.level_of_score(4) == Level(1));
  CHECK(upwards.level_of_score(7) == Level(2));
  CHECK(upwards.level_of_score(8) == Level(2));
  CHECK(upwards.level_of_score(13) == Level(2));
  CHECK(upwards.level_of_score(1'000'000) == Level(2));
}

TEST_CASE("a score that two bands cover has the worse, and is reported once with both") {
  const RiskMatrix matrix = *RiskMatrix::make(
      square(3, {{"red", "Röd", 4, 9}, {"green", "Grön", 1, 4}, {"yellow", "Gul", 3, 6}, {"grey", "Grå", 100, 200}}));
  CHECK(painted(matrix) == std::vector<std::string>{"112", "133", "233"});
  const std::vector<MatrixFault> found = faults(matrix);
  REQUIRE(found.size() >= 3);
  CHECK(found[0] == overlap(3, {"green", "yellow"}, {{1, 3}, {3, 1}}));
  CHECK(found[1] == overlap(4, {"green", "yellow", "red"}, {{2, 2}}));
  CHECK(found[2] == overlap(6, {"yellow", "red"}, {{2, 3}, {3, 2}}));
}

TEST_CASE("uncovered scores come before overlaps, and both by score") {
  const RiskMatrix matrix = *RiskMatrix::make(square(3, {{"a", "", 2, 3}, {"b", "", 3, 6}}));
  const std::vector<MatrixFault> found = faults(matrix);
  REQUIRE(found.size() >= 4);
  CHECK(found[0] == uncovered_score(1, {{1, 1}}));
  CHECK(found[1] == uncovered_score(9, {{3, 3}}));
  CHECK(found[2] == overlap(3, {"a", "b"}, {{1, 3}, {3, 1}}));
  CHECK(found[3].kind == MatrixFault::Kind::inconsistent);
}

TEST_CASE("a gap that no cell can reach is no fault") {
  // 7 is no product of two steps up to 4, and 5 is none either.
  const RiskMatrix matrix = *RiskMatrix::make(square(4, {{"low", "", 1, 4}, {"mid", "", 6, 6}, {"high", "", 8, 16}}));
  for (const MatrixFault& fault : matrix.faults()) CHECK(fault.kind == MatrixFault::Kind::inconsistent);
}

TEST_CASE("scores are a product, a sum or what the table says") {
  RiskMatrix::Options options = square(3, {{"all", "", 0, 1'000'000}});
  CHECK(RiskMatrix::make(options)->score(Likelihood(2), Severity(3)) == 6);
  options.score.kind = ScoreKind::sum;
  CHECK(RiskMatrix::make(options)->score(Likelihood(2), Severity(3)) == 5);

  const RiskMatrix matrix = *RiskMatrix::make(with_table(2, 3, {{1, 4, 9}, {0, 1'000'000, 3}}));
  CHECK(matrix.score(Likelihood(1), Severity(3)) == 9);
  CHECK(matrix.score(Likelihood(2), Severity(1)) == 0);
  CHECK(matrix.score(Likelihood(2), Severity(2)) == 1'000'000);
  CHECK(painted(matrix) == std::vector<std::string>{"123", "001"});
}

TEST_CASE("a cell that is not on the matrix has no level") {
  auto options = square(4, {{"all", "", -100, 1'000'000}});
  options.severity = steps(2);
  options.uncovered = Uncovered::next_worse;
  const RiskMatrix matrix = *RiskMatrix::make(options);
  for (int i = 0; i < 256; ++i) {
    for (int j = 0; j < 256; ++j) {
      const Likelihood likelihood(static_cast<std::uint8_t>(i));
      const Severity severity(static_cast<std::uint8_t>(j));
      const bool on_it = i >= 1 && i <= 4 && j >= 1 && j <= 2;
      REQUIRE(matrix.contains(likelihood, severity) == on_it);
      REQUIRE(matrix.level(likelihood, severity) == Level(on_it ? 1 : 0));
    }
  }
}

TEST_CASE("bands rank by from, then to, whatever order they were written in") {
  const RiskMatrix matrix =
      *RiskMatrix::make(square(4, {{"d", "", 5, 16}, {"b", "B", 1, 3}, {"c", "", 2, 2}, {"a", "", 1, 2}}));
  REQUIRE(matrix.bands().size() == 4);
  CHECK(matrix.bands()[0].level == "a");
  CHECK(matrix.bands()[1].level == "b");
  CHECK(matrix.bands()[1].label == "B");
  CHECK(matrix.bands()[2].level == "c");
  CHECK(matrix.bands()[3].level == "d");
  CHECK(matrix.bands_as_written()[0].level == "d");
  CHECK(matrix.find_level("c") == Level(3));
  CHECK(matrix.level_id(Level(3)) == "c");
  CHECK(matrix.level_of_score(2) == Level(3));
}

TEST_CASE("bands that cover the same scores rank as written") {
  const RiskMatrix matrix = *RiskMatrix::make(square(2, {{"second", "", 1, 4}, {"first", "", 1, 4}}));
  CHECK(matrix.find_level("second") == Level(1));
  CHECK(matrix.find_level("first") == Level(2));
}

TEST_CASE("a level is found by its id, not by its label") {
  const RiskMatrix matrix = *RiskMatrix::make(source_options());
  CHECK(matrix.find_level("green") == Level(1));
  CHECK(matrix.find_level("red") == Level(3));
  CHECK_FALSE(matrix.find_level("Röd"));
  CHECK_FALSE(matrix.find_level("Red"));
  CHECK_FALSE(matrix.find_level(""));
  CHECK_FALSE(matrix.find_level("unclassified"));
  CHECK(matrix.level_id(Level()) == "unclassified");
}

TEST_CASE("a table of another shape than the scales is refused with its place") {
  CHECK(error(with_table(2, 2, {})) == "score: the table has 0 rows, the likelihood scale has 2 steps");
  CHECK(error(with_table(2, 2, {{1, 2}})) == "score: the table has 1 rows, the likelihood scale has 2 steps");
  CHECK(error(with_table(2, 3, {{1, 2, 3}, {1, 2}})) ==
        "score/1: the row has 2 scores, the severity scale has 3 steps");
  CHECK(error(with_table(2, 2, {{1, 2}, {3, -1}})) == "score/1/1: -1 is outside 0..1000000");
  CHECK(error(with_table(1, 2, {{1'000'001, 2}})) == "score/0/0: 1000001 is outside 0..1000000");
}

TEST_CASE("a table beside another rule is refused") {
  auto options = with_table(1, 1, {{1}});
  options.score.kind = ScoreKind::sum;
  CHECK(error(options) == "score: a table is given, but the rule is not to use one");
}

TEST_CASE("bands that say nothing or contradict themselves are refused with their place") {
  CHECK(error(square(2, {})) == "bands: a matrix has at least one band");
  CHECK(error(square(2, {{"a", "", 1, 4}, {"b", "", 6, 4}})) == "bands/1: from 6 is above to 4");
  CHECK(error(square(2, {{"a", "", 1, 2}, {"", "", 3, 4}})) == "bands/1/level: the id is empty");
  CHECK(error(square(2, {{"a", "", 1, 2}, {"b", "", 3, 3}, {"a", "", 4, 4}})) ==
        "bands/2/level: \"a\" is the id of bands/0 already");
  CHECK(error(square(2, {{"unclassified", "", 1, 2}})) ==
        "bands/0/level: \"unclassified\" is what a risk without a band is called");
}

TEST_CASE("a matrix has at most 15 bands") {
  std::vector<Band> bands;
  for (int i = 1; i <= 15; ++i) bands.push_back({"b" + std::string(static_cast<std::size_t>(i), '+'), "", i, i});
  const auto matrix = RiskMatrix::make(square(4, bands));
  REQUIRE(matrix.ok());
  CHECK(matrix->level_of_score(15) == Level(15));
  bands.push_back({"one too many", "", 16, 16});
  CHECK(error(square(4, bands)) == "bands: a matrix has at most 15 bands, this one has 16");
}

TEST_CASE("a matrix gives back what it was made from, and is equal to one made from the same") {
  const RiskMatrix matrix = *RiskMatrix::make(source_options(Uncovered::next_worse));
  CHECK(matrix.likelihood().label(3) == "Möjlig");
  CHECK(matrix.severity().label(3) == "Betydlig");
  CHECK(matrix.score_rule().kind == ScoreKind::product);
  CHECK(matrix.uncovered() == Uncovered::next_worse);
  CHECK(matrix == *RiskMatrix::make(source_options(Uncovered::next_worse)));
  CHECK(matrix != *RiskMatrix::make(source_options(Uncovered::report)));
  auto relabelled = source_options(Uncovered::next_worse);
  relabelled.bands[0].label = "Green";
  CHECK(matrix != *RiskMatrix::make(relabelled));
  CHECK(matrix.level(Likelihood(4), Severity(4)) == Level(3));
}

TEST_CASE("extreme band limits overflow nothing") {
  const RiskMatrix matrix = *RiskMatrix::make(square(10, {{"all", "", -2147483647 - 1, 2147483647}}));
  CHECK(matrix.faults().empty());
  CHECK(matrix.level_of_score(2147483647) == Level(1));
}

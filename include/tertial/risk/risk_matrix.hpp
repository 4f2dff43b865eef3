// A risk matrix: two scales, a rule that scores each cell, and bands of scores that give the level.
//
//   auto matrix = tertial::RiskMatrix::make({.likelihood = *likelihood, .severity = *severity,
//                                            .bands = {{"green", "Grön", 1, 3}, {"yellow", "Gul", 4, 6}}});
//   matrix->level(tertial::Likelihood{2}, tertial::Severity{3});   // the level of "yellow"
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "tertial/risk/cox.hpp"
#include "tertial/risk/level.hpp"
#include "tertial/risk/matrix_fault.hpp"
#include "tertial/risk/scale.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

// The scores `from` to `to`, both included, have the level with this id ("green") and label ("Grön").
struct Band {
  std::string level;
  std::string label;
  int from = 0;
  int to = 0;

  friend bool operator==(const Band&, const Band&) = default;
};

enum class ScoreKind : std::uint8_t { product, sum, table };

struct ScoreRule {
  static constexpr int kMaxTableScore = 1'000'000;

  ScoreKind kind = ScoreKind::product;
  // table[likelihood - 1][severity - 1], each 0..kMaxTableScore; empty unless the kind is `table`.
  std::vector<std::vector<int>> table = {};

  friend bool operator==(const ScoreRule&, const ScoreRule&) = default;
};

// What a score that no band covers is read as. The fault is reported either way.
enum class Uncovered : std::uint8_t {
  report,      // unclassified
  next_worse,  // the next band up; above all bands, the worst
};

// Immutable once made; a const matrix may be shared between threads.
class RiskMatrix {
 public:
  static constexpr int kMaxBands = LevelGrid::kMaxBands;
  static constexpr std::string_view kUnclassified = "unclassified";

  struct Options {
    Scale likelihood;
    Scale severity;
    ScoreRule score = {};
    std::vector<Band> bands = {};  // in any order, 1 to kMaxBands
    Uncovered uncovered = Uncovered::report;

    friend bool operator==(const Options&, const Options&) = default;
  };

  // Errors: InvalidArgument, with the JSON path below the matrix before the first ": ", as in
  // "bands/1: from 6 is above to 4", "bands/2/level: ..." and "score/0/3: ...". Gaps and overlaps are
  // faults(), not errors.
  [[nodiscard]] static absl::StatusOr<RiskMatrix> make(Options options);

  // Whether both are stated and on their scales.
  [[nodiscard]] bool contains(Likelihood likelihood, Severity severity) const noexcept {
    return options_.likelihood.contains(likelihood.value()) && options_.severity.contains(severity.value());
  }

  // Only for cells that the matrix contains().
  [[nodiscard]] int score(Likelihood likelihood, Severity severity) const noexcept {
    assert(contains(likelihood, severity));
    return score_of(options_.score, likelihood.value(), severity.value());
  }

  // Unclassified where a step is not stated or beyond its scale, or where the bands are silent.
  [[nodiscard]] Level level(Likelihood likelihood, Severity severity) const noexcept {
    return grid_.at(likelihood, severity);
  }

  // Of any score, reachable or not. A score that several bands cover has the worst of them.
  [[nodiscard]] Level level_of_score(int score) const noexcept;

  // The levels of many pairs at once: out[i] is the rank of level(likelihood[i], severity[i]). The three
  // spans are equally long and the output overlaps no input. Defined in tertial/risk/classify.hpp, which the
  // caller includes.
  inline void classify(std::span<const std::uint8_t> likelihood, std::span<const std::uint8_t> severity,
                       std::span<std::uint8_t> level) const noexcept;

  // As classify(); counts[rank] is how many pairs have that rank. Costs a little more for each band.
  [[nodiscard]] inline std::array<std::uint64_t, kMaxBands + 1> classify_and_count(
      std::span<const std::uint8_t> likelihood, std::span<const std::uint8_t> severity,
      std::span<std::uint8_t> level) const noexcept;

  // The mildest first, by `from`, then `to`: bands()[rank - 1] is the band of that rank.
  [[nodiscard]] std::span<const Band> bands() const noexcept { return bands_; }
  [[nodiscard]] std::span<const Band> bands_as_written() const noexcept { return options_.bands; }

  // The level with this id; none for an id that is not there, "unclassified" included.
  [[nodiscard]] std::optional<Level> find_level(std::string_view id) const noexcept;

  // The id of a level of this matrix, "unclassified" for rank 0; borrowed from the matrix.
  [[nodiscard]] std::string_view level_id(Level level) const noexcept {
    assert(level.rank() <= bands_.size());
    return level.classified() ? std::string_view(bands_[level.rank() - 1U].level) : kUnclassified;
  }

  // Uncovered scores by score, overlapping bands by score, then the breached rules of cox.hpp in its order.
  // Only scores that some cell has count.
  [[nodiscard]] std::span<const MatrixFault> faults() const noexcept { return faults_; }

  [[nodiscard]] const Scale& likelihood() const noexcept { return options_.likelihood; }
  [[nodiscard]] const Scale& severity() const noexcept { return options_.severity; }
  [[nodiscard]] const ScoreRule& score_rule() const noexcept { return options_.score; }
  [[nodiscard]] Uncovered uncovered() const noexcept { return options_.uncovered; }
  [[nodiscard]] const LevelGrid& grid() const noexcept { return grid_; }

  // Whether the two were made from the same options; the rest follows from those.
  friend bool operator==(const RiskMatrix& a, const RiskMatrix& b) { return a.options_ == b.options_; }

 private:
  explicit RiskMatrix(Options options);

  [[nodiscard]] static int score_of(const ScoreRule& rule, int likelihood, int severity) noexcept;
  [[nodiscard]] static absl::Status check_score(const Options& options);
  [[nodiscard]] static absl::Status check_bands(const std::vector<Band>& bands);
  void find_faults();

  Options options_;
  std::vector<Band> bands_;
  LevelGrid grid_;
  std::vector<MatrixFault> faults_;
};

inline absl::StatusOr<RiskMatrix> RiskMatrix::make(Options options) {
  if (absl::Status status = check_score(options); !status.ok()) return status;
  if (absl::Status status = check_bands(options.bands); !status.ok()) return status;
  return RiskMatrix(std::move(options));
}

inline absl::Status RiskMatrix::check_score(const Options& options) {
  const std::vector<std::vector<int>>& table = options.score.table;
  if (options.score.kind != ScoreKind::table) {
    if (table.empty()) return absl::OkStatus();
    return absl::InvalidArgumentError("score: a table is given, but the rule is not to use one");
  }
  const auto rows = static_cast<std::size_t>(options.likelihood.size());
  const auto columns = static_cast<std::size_t>(options.severity.size());
  if (table.size() != rows) {
    return absl::InvalidArgumentError(
        text("score: the table has ", table.size(), " rows, the likelihood scale has ", rows, " steps"));
  }
  for (std::size_t i = 0; i < rows; ++i) {
    if (table[i].size() != columns) {
      return absl::InvalidArgumentError(
          text("score/", i, ": the row has ", table[i].size(), " scores, the severity scale has ", columns, " steps"));
    }
    for (std::size_t j = 0; j < columns; ++j) {
      if (table[i][j] < 0 || table[i][j] > ScoreRule::kMaxTableScore) {
        return absl::InvalidArgumentError(
            text("score/", i, "/", j, ": ", table[i][j], " is outside 0..", ScoreRule::kMaxTableScore));
      }
    }
  }
  return absl::OkStatus();
}

inline absl::Status RiskMatrix::check_bands(const std::vector<Band>& bands) {
  if (bands.empty()) return absl::InvalidArgumentError("bands: a matrix has at least one band");
  if (bands.size() > static_cast<std::size_t>(kMaxBands)) {
    return absl::InvalidArgumentError(
        text("bands: a matrix has at most ", kMaxBands, " bands, this one has ", bands.size()));
  }
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const Band& band = bands[i];
    if (band.level.empty()) return absl::InvalidArgumentError(text("bands/", i, "/level: the id is empty"));
    if (band.level == kUnclassified) {
      return absl::InvalidArgumentError(
          text("bands/", i, "/level: \"", kUnclassified, "\" is what a risk without a band is called"));
    }
    for (std::size_t earlier = 0; earlier < i; ++earlier) {
      if (bands[earlier].level == band.level) {
        return absl::InvalidArgumentError(
            text("bands/", i, "/level: \"", band.level, "\" is the id of bands/", earlier, " already"));
      }
    }
    if (band.from > band.to) {
      return absl::InvalidArgumentError(text("bands/", i, ": from ", band.from, " is above to ", band.to));
    }
  }
  return absl::OkStatus();
}

inline RiskMatrix::RiskMatrix(Options options)
    : options_(std::move(options)),
      bands_(options_.bands),
      grid_(options_.likelihood.size(), options_.severity.size(), static_cast<int>(bands_.size())) {
  std::stable_sort(bands_.begin(), bands_.end(),
                   [](const Band& a, const Band& b) { return std::pair(a.from, a.to) < std::pair(b.from, b.to); });
  for (int i = 1; i <= grid_.likelihoods(); ++i) {
    for (int j = 1; j <= grid_.severities(); ++j) {
      grid_.set(Likelihood(static_cast<std::uint8_t>(i)), Severity(static_cast<std::uint8_t>(j)),
                level_of_score(score_of(options_.score, i, j)));
    }
  }
  find_faults();
}

inline int RiskMatrix::score_of(const ScoreRule& rule, int likelihood, int severity) noexcept {
  switch (rule.kind) {
    case ScoreKind::product:
      return likelihood * severity;
    case ScoreKind::sum:
      return likelihood + severity;
    case ScoreKind::table:
      break;
  }
  return rule.table[static_cast<std::size_t>(likelihood - 1)][static_cast<std::size_t>(severity - 1)];
}

inline Level RiskMatrix::level_of_score(int score) const noexcept {
  std::size_t next_up = bands_.size();  // rank of the mildest band that begins above the score
  for (std::size_t rank = bands_.size(); rank > 0; --rank) {
    const Band& band = bands_[rank - 1];
    if (band.from <= score && score <= band.to) return Level(static_cast<std::uint8_t>(rank));
    if (band.from > score) next_up = rank;
  }
  if (options_.uncovered == Uncovered::report) return Level();
  return Level(static_cast<std::uint8_t>(next_up));
}

inline std::optional<Level> RiskMatrix::find_level(std::string_view id) const noexcept {
  for (std::size_t i = 0; i < bands_.size(); ++i) {
    if (bands_[i].level == id) return Level(static_cast<std::uint8_t>(i + 1));
  }
  return std::nullopt;
}

inline void RiskMatrix::find_faults() {
  std::map<int, std::vector<Cell>> cells_by_score;
  for (int i = 1; i <= grid_.likelihoods(); ++i) {
    for (int j = 1; j <= grid_.severities(); ++j) {
      cells_by_score[score_of(options_.score, i, j)].push_back(
          {static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(j)});
    }
  }

  std::vector<MatrixFault> overlaps;
  for (const auto& [score, cells] : cells_by_score) {
    std::vector<std::string> covering;
    for (const Band& band : bands_) {
      if (band.from <= score && score <= band.to) covering.push_back(band.level);
    }
    MatrixFault fault;
    fault.score = score;
    fault.cells = cells;
    if (covering.empty()) {
      fault.kind = MatrixFault::Kind::uncovered_score;
      faults_.push_back(std::move(fault));
    } else if (covering.size() > 1) {
      fault.kind = MatrixFault::Kind::overlapping_bands;
      fault.bands = std::move(covering);
      overlaps.push_back(std::move(fault));
    }
  }
  std::move(overlaps.begin(), overlaps.end(), std::back_inserter(faults_));

  std::vector<MatrixFault> breaches = cox_faults(grid_);
  std::move(breaches.begin(), breaches.end(), std::back_inserter(faults_));
}

}  // namespace v1
}  // namespace tertial

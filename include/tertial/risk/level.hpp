// The level of a risk: the rank of the band it falls in, and the grid of levels that a matrix paints.
//
//   tertial::Level level = matrix.level(likelihood, severity);
//   if (!level.classified()) { /* no band covers the score, or there was nothing to judge */ }
//   else if (level > before) { /* worse than before */ }
#pragma once

#include <array>
#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>

#include "tertial/risk/scale.hpp"

namespace tertial {
inline namespace v1 {

// Rank 1 is the mildest band of the matrix, higher is worse; 0 is unclassified. Unclassified orders below
// every band so that levels sort, but it is no judgement: ask classified() before reading anything into an
// order.
class Level {
 public:
  constexpr Level() noexcept = default;
  constexpr explicit Level(std::uint8_t rank) noexcept : rank_(rank) {}

  [[nodiscard]] constexpr std::uint8_t rank() const noexcept { return rank_; }
  [[nodiscard]] constexpr bool classified() const noexcept { return rank_ != 0; }

  friend constexpr auto operator<=>(const Level&, const Level&) noexcept = default;

 private:
  std::uint8_t rank_ = 0;
};

// The level of every cell of a matrix, in one small table.
class LevelGrid {
 public:
  // Ranks fit in 4 bits, so there are at most 15 bands.
  static constexpr int kMaxBands = 15;
  // The cell (likelihood, severity) is at likelihood * kStride + severity; row and column 0 ("not stated")
  // and the steps beyond the scales are unclassified. 128 entries, the last 7 of them for padding.
  static constexpr int kStride = Scale::kMaxSize + 1;
  using Table = std::array<std::uint8_t, 128>;
  static_assert(kStride * kStride <= static_cast<int>(std::tuple_size_v<Table>));

  constexpr LevelGrid() noexcept = default;

  // A grid of unclassified cells. Steps in 1..Scale::kMaxSize, bands in 0..kMaxBands.
  constexpr LevelGrid(int likelihoods, int severities, int bands) noexcept
      : likelihoods_(static_cast<std::uint8_t>(likelihoods)),
        severities_(static_cast<std::uint8_t>(severities)),
        bands_(static_cast<std::uint8_t>(bands)) {
    assert(likelihoods >= 1 && likelihoods <= Scale::kMaxSize);
    assert(severities >= 1 && severities <= Scale::kMaxSize);
    assert(bands >= 0 && bands <= kMaxBands);
  }

  [[nodiscard]] constexpr int likelihoods() const noexcept { return likelihoods_; }
  [[nodiscard]] constexpr int severities() const noexcept { return severities_; }
  [[nodiscard]] constexpr int bands() const noexcept { return bands_; }
  [[nodiscard]] constexpr const Table& table() const noexcept { return table_; }

  // Unclassified where a step is not stated or beyond its scale.
  [[nodiscard]] constexpr Level at(Likelihood likelihood, Severity severity) const noexcept {
    if (likelihood.value() > Scale::kMaxSize || severity.value() > Scale::kMaxSize) return Level();
    return Level(table_[index(likelihood, severity)]);
  }

  // The cell must be on the grid and the level one of its bands, or unclassified.
  constexpr void set(Likelihood likelihood, Severity severity, Level level) noexcept {
    assert(likelihood.stated() && likelihood.value() <= likelihoods_);
    assert(severity.stated() && severity.value() <= severities_);
    assert(level.rank() <= bands_);
    table_[index(likelihood, severity)] = level.rank();
  }

  friend constexpr bool operator==(const LevelGrid&, const LevelGrid&) noexcept = default;

 private:
  static constexpr std::size_t index(Likelihood likelihood, Severity severity) noexcept {
    return static_cast<std::size_t>(likelihood.value() * kStride + severity.value());
  }

  Table table_ = {};
  std::uint8_t likelihoods_ = 0;
  std::uint8_t severities_ = 0;
  std::uint8_t bands_ = 0;
};

}  // namespace v1
}  // namespace tertial

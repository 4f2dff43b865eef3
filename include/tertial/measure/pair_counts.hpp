// Two counts for each figure, changed together by one addition.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "tertial/measure/measured_table.hpp"
#include "tertial/measure/records.hpp"
#include "tertial/measure/threads.hpp"

namespace tertial {
inline namespace v1 {
namespace measure_detail {

// A first count in the lower and a second in the upper half of a word, either of which may go below 0 and back. Before a
// half could overflow, spill() carries both over into numbers of their own.
class PairCounts {
 public:
  static constexpr std::uint64_t kFirst = 1;
  static constexpr std::uint64_t kSecond = std::uint64_t{1} << 32;
  static constexpr std::uint64_t kMostPending = (std::uint64_t{1} << 31) - 1;

  explicit PairCounts(std::size_t size = 0) : packed_(size) {}

  // Where rows are counted, after make_room() for as many.
  [[nodiscard]] std::uint64_t* words() noexcept { return packed_.data(); }
  [[nodiscard]] std::size_t size() const noexcept { return packed_.size(); }
  [[nodiscard]] std::int64_t first(std::size_t at) const noexcept {
    return std::int64_t{low(packed_[at])} + (wide_.empty() ? 0 : wide_[at].first);
  }
  [[nodiscard]] std::int64_t second(std::size_t at) const noexcept {
    return high(packed_[at]) + (wide_.empty() ? 0 : wide_[at].second);
  }

  // For at most kMostPending rows, each of which changes a half of a word by at most 1.
  void make_room(std::uint64_t rows) {
    if (rows > kMostPending - pending_) spill();
    pending_ += rows;
  }
  void add(const PairCounts& other) {
    if (other.pending_ > kMostPending - pending_) spill();
    if (!other.wide_.empty() && wide_.empty()) wide_.resize(packed_.size());
    pending_ += other.pending_;
    for (std::size_t i = 0; i < packed_.size(); ++i) packed_[i] += other.packed_[i];
    for (std::size_t i = 0; i < other.wide_.size(); ++i) {
      wide_[i].first += other.wide_[i].first;
      wide_[i].second += other.wide_[i].second;
    }
  }
  // Adds to one figure what was counted elsewhere.
  void add(std::size_t at, std::int64_t first, std::int64_t second) {
    if (wide_.empty()) wide_.resize(packed_.size());
    wide_[at].first += first;
    wide_[at].second += second;
  }

 private:
  static std::int32_t low(std::uint64_t word) noexcept {
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(word));
  }
  static std::int64_t high(std::uint64_t word) noexcept {
    return static_cast<std::int64_t>(word - static_cast<std::uint64_t>(std::int64_t{low(word)})) >> 32;
  }

  void spill() {
    if (wide_.empty()) wide_.resize(packed_.size());
    for (std::size_t i = 0; i < packed_.size(); ++i) {
      wide_[i].first += low(packed_[i]);
      wide_[i].second += high(packed_[i]);
    }
    std::fill(packed_.begin(), packed_.end(), 0);
    pending_ = 0;
  }

  std::vector<std::uint64_t> packed_;
  std::vector<std::pair<std::int64_t, std::int64_t>> wide_;
  std::uint64_t pending_ = 0;  // rows counted since packed_ was all 0
};

// Rows below which a further thread costs more than it gains.
inline constexpr std::size_t kLeastShare = 1 << 16;

// Counts records in `counts`, with count(part, words, row_counts) of parts of them; the parts that threads take are
// counted apart and added up, so that nothing has changed when memory runs out.
template <class Count>
void count_rows(const Records& records, std::size_t rows, Threads threads, PairCounts& counts, RowCounts& told,
                Count&& count) {
  constexpr std::size_t kMostAtOnce = std::size_t{1} << 30;
  const std::size_t useful = std::max<std::size_t>(1, rows / std::max(kLeastShare, counts.size()));
  const std::size_t shares = std::min(std::max<std::size_t>(threads.count, 1), useful);
  if (shares == 1) {
    for (std::size_t begin = 0; begin < rows; begin += kMostAtOnce) {
      const std::size_t end = std::min(rows, begin + kMostAtOnce);
      counts.make_room(end - begin);
      count(records.rows(begin, end), end - begin, counts.words(), told);
    }
    return;
  }
  std::vector<PairCounts> parts(shares, PairCounts(counts.size()));
  std::vector<RowCounts> tolds(shares);
  on_threads(threads, shares, [&](std::size_t share) {
    const std::size_t share_end = rows * (share + 1) / shares;
    for (std::size_t begin = rows * share / shares; begin < share_end; begin += kMostAtOnce) {
      const std::size_t end = std::min(share_end, begin + kMostAtOnce);
      parts[share].make_room(end - begin);
      count(records.rows(begin, end), end - begin, parts[share].words(), tolds[share]);
    }
  });
  PairCounts sum = counts;
  for (const PairCounts& part : parts) sum.add(part);
  counts = std::move(sum);
  for (const RowCounts& part : tolds) told += part;
}

}  // namespace measure_detail
}  // namespace v1
}  // namespace tertial

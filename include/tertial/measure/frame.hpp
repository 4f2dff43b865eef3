// What a measure is broken down by: consecutive periods, up to four groups, and how far the records reach.
//
//   auto frame = MeasureFrame::make({.first = january, .last = december, .groups = {300, 2}});   // unit, sex
//   frame->cells();        // 600
//   frame->index(cell, 3)  // where the figure of April stands
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/measure/records.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

// A dense table's axes: a cell for each combination of groups, the last group running fastest, and in each cell a
// figure for each period.
class MeasureFrame {
 public:
  struct Options {
    Period first = {};
    Period last = {};
    std::vector<std::uint32_t> groups = {};  // how many codes each group has, at most four groups; none: all in one
    // The last day that the records know of. What lies after it has not happened yet; none: they know everything.
    std::optional<Date> observed_until = {};

    friend bool operator==(const Options&, const Options&) = default;
  };
  static constexpr std::size_t kMostFigures = std::size_t{1} << 27;
  static constexpr std::size_t kMostPeriods = 65'000;

  // InvalidArgument "member: what": periods of two granularities, not in order or outside 1900 to 2200, more than four
  // groups or one without codes, more than 65,000 periods or 2^27 figures.
  [[nodiscard]] static absl::StatusOr<MeasureFrame> make(Options options);

  [[nodiscard]] std::size_t periods() const noexcept { return periods_; }
  [[nodiscard]] std::size_t cells() const noexcept { return cells_; }
  [[nodiscard]] std::size_t figures() const noexcept { return cells_ * periods_; }
  [[nodiscard]] std::size_t index(std::size_t cell, std::size_t period) const noexcept {
    return cell * periods_ + period;
  }
  [[nodiscard]] Period period(std::size_t at) const noexcept { return options_.first + static_cast<int>(at); }
  [[nodiscard]] Granularity granularity() const noexcept { return options_.first.granularity(); }
  [[nodiscard]] std::span<const std::uint32_t> groups() const noexcept { return options_.groups; }
  [[nodiscard]] std::optional<Date> observed_until() const noexcept { return options_.observed_until; }
  [[nodiscard]] Date first_day() const noexcept { return options_.first.first(); }
  [[nodiscard]] Date last_day() const noexcept { return options_.last.last(); }
  // Whether the records reach to the end of a period.
  [[nodiscard]] bool is_over(std::size_t at) const noexcept {
    return !options_.observed_until || period(at).last() <= *options_.observed_until;
  }
  // The code of each group that a cell stands for.
  [[nodiscard]] std::array<std::uint32_t, kMostGroups> codes(std::size_t cell) const noexcept;

  [[nodiscard]] const Options& options() const noexcept { return options_; }
  friend bool operator==(const MeasureFrame& a, const MeasureFrame& b) { return a.options_ == b.options_; }

 private:
  MeasureFrame(Options options, std::size_t periods, std::size_t cells) noexcept
      : options_(std::move(options)), periods_(periods), cells_(cells) {}

  Options options_;
  std::size_t periods_ = 0;
  std::size_t cells_ = 0;
};

inline absl::StatusOr<MeasureFrame> MeasureFrame::make(Options options) {
  for (const auto& [name, period] : {std::pair("first", options.first), std::pair("last", options.last)}) {
    if (!Period::from_code(period.code())) return absl::InvalidArgumentError(text(name, ": that is no period"));
  }
  if (options.first.granularity() != options.last.granularity()) {
    return absl::InvalidArgumentError(
        text("last: ", options.last.to_string(), " is not of the length of ", options.first.to_string()));
  }
  if (options.last < options.first) {
    return absl::InvalidArgumentError(
        text("last: ", options.last.to_string(), " comes before ", options.first.to_string()));
  }
  if (options.groups.size() > kMostGroups) {
    return absl::InvalidArgumentError(text("groups: ", options.groups.size(), ", where four are the most"));
  }
  const auto periods = static_cast<std::size_t>(options.last - options.first) + 1;
  if (periods > kMostPeriods) {
    return absl::InvalidArgumentError(text("last: ", periods, " periods, where ", kMostPeriods, " are the most"));
  }
  std::size_t cells = 1;
  for (std::size_t i = 0; i < options.groups.size(); ++i) {
    if (options.groups[i] == 0) return absl::InvalidArgumentError(text("groups/", i, ": no codes"));
    if (options.groups[i] > kMostFigures / cells) cells = kMostFigures + 1;  // told below
    if (cells <= kMostFigures) cells *= options.groups[i];
    if (cells * periods > kMostFigures) {
      return absl::InvalidArgumentError(text("groups/", i, ": more than ", kMostFigures, " figures in all"));
    }
  }
  return MeasureFrame(std::move(options), periods, cells);
}

inline std::array<std::uint32_t, kMostGroups> MeasureFrame::codes(std::size_t cell) const noexcept {
  std::array<std::uint32_t, kMostGroups> codes = {};
  for (std::size_t i = options_.groups.size(); i-- > 0;) {
    codes[i] = static_cast<std::uint32_t>(cell % options_.groups[i]);
    cell /= options_.groups[i];
  }
  return codes;
}

namespace measure_detail {

// Rows are worked through in blocks that stay in the first-level cache.
inline constexpr std::size_t kBlock = 512;

// Writes the cell of each row of a block, or `cells` where a code belongs to no group.
TERTIAL_INLINE inline void cells_of(const MeasureFrame& frame, const Records& records, std::size_t begin,
                                    std::size_t rows, std::uint32_t* cell) noexcept {
  const std::span<const std::uint32_t> groups = frame.groups();
  const auto beyond = static_cast<std::uint32_t>(frame.cells());
  if (groups.empty()) {
    for (std::size_t i = 0; i < rows; ++i) cell[i] = 0;
  }
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::uint32_t codes = groups[g];
    records.groups[g].visit([&](auto column) TERTIAL_INLINE {
      const auto* const code = column.data() + begin;
      if (g == 0) {
        for (std::size_t i = 0; i < rows; ++i) cell[i] = code[i] < codes ? code[i] : beyond;
      } else {
        for (std::size_t i = 0; i < rows; ++i) {
          const bool known = (code[i] < codes) & (cell[i] != beyond);
          cell[i] = known ? cell[i] * codes + code[i] : beyond;
        }
      }
    });
  }
}

// Calls work(0) to work(count - 1), and meanwhile fetches the same number of rows of columns that come next.
template <class Work, class... Columns>
TERTIAL_INLINE inline void for_each_with_prefetch(std::size_t count, const Work& work, const Columns*... next) {
  constexpr std::size_t kRows = 8;
  std::size_t i = 0;
  for (; i + kRows <= count; i += kRows) {
#if defined(__GNUC__)
    (__builtin_prefetch(next + i), ...);
#endif
    for (std::size_t j = 0; j < kRows; ++j) work(i + j);
  }
  for (; i < count; ++i) work(i);
}

// The columns of groups that a frame needs.
inline void need_groups(RowCheck& check, const MeasureFrame& frame, const Records& records) {
  constexpr std::array<std::string_view, kMostGroups> kNames = {"groups/0", "groups/1", "groups/2", "groups/3"};
  for (std::size_t i = 0; i < frame.groups().size(); ++i) check.needs(kNames[i], records.groups[i].size());
}

}  // namespace measure_detail

}  // namespace v1
}  // namespace tertial

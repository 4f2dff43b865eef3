// The share of what was done in time: an assessment within 24 hours of a report, an inquiry within four months.
//
//   auto assessed = DeadlineMeasure::make({.frame = frame, .within = Duration::hours(24)});
//   assessed->add({.groups = {unit}, .start_time = reported, .end_time = assessed_at});
//   MeasuredTable table = assessed->finish();   // numerator: in time; denominator: all that could be judged
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tertial/measure/day_table.hpp"
#include "tertial/measure/frame_bytes.hpp"
#include "tertial/measure/measured_table.hpp"
#include "tertial/measure/pair_counts.hpp"

namespace tertial {
inline namespace v1 {

// Cases by the period they started in. One is in time when end - start is at most the limit: by the second where the
// limit is in seconds, by the day where it is in days or months (start + 4 months is the last day in time). One that
// has no end by the last day observed is missed when its limit has passed by then; till then it is held back, in
// neither numerator nor denominator. An end after that day has not happened yet. An end before the start counts nowhere.
class DeadlineMeasure {
 public:
  struct Options {
    MeasureFrame frame;
    Duration within;

    friend bool operator==(const Options&, const Options&) = default;
  };
  static constexpr std::string_view kName = "deadline";

  // InvalidArgument "within: what" for a length that is not between 0 and 300 years.
  [[nodiscard]] static absl::StatusOr<DeadlineMeasure> make(Options options);

  // Of `records`: groups, and start_time and end_time for a limit in seconds, else start and end. InvalidArgument
  // "column: what" when they are not equally long.
  [[nodiscard]] absl::Status add(const Records& records, Threads threads = {});
  // InvalidArgument when the other one was made with other options.
  [[nodiscard]] absl::Status merge(const DeadlineMeasure& other);
  [[nodiscard]] MeasuredTable finish(Threads threads = {}) const;

  // The same records give the same bytes, in whatever order and parts they came.
  [[nodiscard]] std::string serialize() const;
  // InvalidArgument or DataLoss for what serialize() did not write.
  [[nodiscard]] static absl::StatusOr<DeadlineMeasure> deserialize(std::string_view bytes);

  [[nodiscard]] const Options& options() const noexcept { return options_; }

 private:
  using PairCounts = measure_detail::PairCounts;

  explicit DeadlineMeasure(Options options);

  [[nodiscard]] std::size_t stride() const noexcept { return options_.frame.periods() + 1; }
  [[nodiscard]] std::size_t figures() const noexcept { return (options_.frame.cells() + 1) * stride(); }
  [[nodiscard]] bool by_time() const noexcept { return options_.within.unit() == DurationUnit::second; }
  void count_times(const Records& records, std::size_t rows, std::uint64_t* words, RowCounts& told) const noexcept;
  void count_days(const Records& records, std::size_t rows, std::uint64_t* words, RowCounts& told) const noexcept;

  Options options_;
  measure_detail::DayTable<std::uint16_t> periods_;
  // The last day in time of a start on each day, with what lies outside the frame at the ends.
  measure_detail::DayTable<std::int32_t> last_day_;
  // The judged and those in time among them, for each figure; after these the ones held back.
  PairCounts counts_;
  RowCounts told_;
};

inline DeadlineMeasure::DeadlineMeasure(Options options)
    : options_(std::move(options)), periods_(measure_detail::periods_by_day(options_.frame)), counts_(2 * figures()) {
  if (by_time()) return;
  last_day_ = measure_detail::DayTable<std::int32_t>(options_.frame.first_day(), options_.frame.last_day(),
                                                     [this](Date day) { return options_.within.after(day)->days(); });
}

inline absl::StatusOr<DeadlineMeasure> DeadlineMeasure::make(Options options) {
  if (!options.within.is_sound()) return absl::InvalidArgumentError("within: not between 0 and 300 years");
  return DeadlineMeasure(std::move(options));
}

inline void DeadlineMeasure::count_times(const Records& records, std::size_t rows, std::uint64_t* words,
                                         RowCounts& told) const noexcept {
  using measure_detail::bit;
  constexpr std::int64_t kDay = 86'400;
  const MeasureFrame& frame = options_.frame;
  const auto origin = static_cast<std::uint64_t>(frame.first_day().days() * kDay);
  const std::uint64_t after = (static_cast<std::uint64_t>(frame.last_day() - frame.first_day()) + 1) * 675;
  const std::uint16_t* const periods = periods_.data() + 1;  // by days from the first on; after the last, none
  const auto limit = static_cast<std::uint64_t>(options_.within.amount());
  const std::int64_t until = frame.observed_until() ? (frame.observed_until()->days() + std::int64_t{1}) * kDay - 1
                                                    : std::numeric_limits<std::int64_t>::max();
  // The last start whose limit has passed by then; all starts where everything is known.
  const std::int64_t due = frame.observed_until() ? until - options_.within.amount() : until;
  const auto no_day = static_cast<std::uint32_t>(after / 675);
  const auto no_cell = static_cast<std::uint32_t>(frame.cells());
  const auto width = static_cast<std::uint32_t>(stride());
  std::uint64_t* const held = words + figures();
  std::uint64_t faulty = 0;
  std::uint64_t outside = 0;
  measure_detail::with_best_instructions([&]() TERTIAL_INLINE {
    std::array<std::uint32_t, measure_detail::kBlock> line;
    std::array<std::uint32_t, measure_detail::kBlock> day;
    std::array<std::uint64_t, measure_detail::kBlock> judged;
    for (std::size_t begin = 0; begin < rows; begin += measure_detail::kBlock) {
      const std::size_t size = std::min(measure_detail::kBlock, rows - begin);
      measure_detail::cells_of(frame, records, begin, size, line.data());
      const std::int64_t* const start = records.start_time.data() + begin;
      const std::int64_t* const end = records.end_time.data() + begin;
      std::uint64_t faulty_here = 0;
      std::uint64_t held_here = 0;
      for (std::size_t i = 0; i < size; ++i) {
        // Seconds by 128 and by 675, so that the second division is one of 32 bits.
        const std::uint64_t parts = (static_cast<std::uint64_t>(start[i]) - origin) >> 7;
        day[i] = static_cast<std::uint32_t>(parts < after ? parts : after) / 675;
      }
      for (std::size_t i = 0; i < size; ++i) {
        // No end, and one before the start, are further from it than any limit.
        const std::uint64_t took = static_cast<std::uint64_t>(end[i]) - static_cast<std::uint64_t>(start[i]);
        const std::uint32_t has_end = bit(end[i] != kNoTime);
        const std::uint32_t is_done = has_end & bit(end[i] <= until);
        const std::uint32_t is_faulty = bit(start[i] == kNoTime) | (has_end & bit(end[i] < start[i]));
        const std::uint32_t is_held = (1 - is_done) & bit(start[i] > due) & (1 - is_faulty);
        faulty_here += is_faulty;
        held_here += is_held;
        const std::uint64_t in_time = bit(took <= limit) & is_done;
        judged[i] = (is_faulty | is_held) != 0 ? 0 : PairCounts::kFirst | in_time << 32;
      }
      std::uint32_t outside_here = 0;
      for (std::size_t i = 0; i < size; ++i) {
        outside_here += bit(day[i] == no_day) | bit(line[i] == no_cell);
        line[i] *= width;
      }
      measure_detail::for_each_with_prefetch(
          size, [&](std::size_t i) TERTIAL_INLINE { words[line[i] + periods[day[i]]] += judged[i]; }, start + size,
          end + size);
      faulty += faulty_here;
      outside += outside_here;
      if (faulty_here + held_here == 0) continue;
      for (std::size_t i = 0; i < size; ++i) {
        const std::uint32_t has_end = bit(end[i] != kNoTime);
        const std::uint32_t is_faulty = bit(start[i] == kNoTime) | (has_end & bit(end[i] < start[i]));
        const std::uint32_t is_done = has_end & bit(end[i] <= until);
        held[line[i] + periods[day[i]]] += (1 - is_done) & bit(start[i] > due) & (1 - is_faulty);
        // What is faulty is told as that, wherever it lies.
        outside -= is_faulty & (bit(day[i] == no_day) | bit(line[i] == no_cell * width));
      }
    }
  });
  told.rows += rows;
  told.faulty += faulty;
  told.outside += outside;
}

inline void DeadlineMeasure::count_days(const Records& records, std::size_t rows, std::uint64_t* words,
                                        RowCounts& told) const noexcept {
  const MeasureFrame& frame = options_.frame;
  const std::int32_t until =
      frame.observed_until() ? frame.observed_until()->days() : std::numeric_limits<std::int32_t>::max();
  std::uint64_t* const held = words + figures();
  const std::size_t width = stride();
  std::array<std::uint32_t, measure_detail::kBlock> cell;
  for (std::size_t begin = 0; begin < rows; begin += measure_detail::kBlock) {
    const std::size_t size = std::min(measure_detail::kBlock, rows - begin);
    measure_detail::cells_of(frame, records, begin, size, cell.data());
    for (std::size_t i = 0; i < size; ++i) {
      const std::int32_t start = records.start[begin + i];
      const std::int32_t end = records.end[begin + i];
      if (start == kNoDay || (end != kNoDay && end < start)) {
        ++told.faulty;
        continue;
      }
      const std::size_t at = periods_[start];
      if (at == frame.periods() || cell[i] == frame.cells()) {
        ++told.outside;
        continue;
      }
      const std::int32_t last = last_day_[start];
      const bool is_done = end != kNoDay && end <= until;
      if (!is_done && last > until) {
        ++held[cell[i] * width + at];
        continue;
      }
      words[cell[i] * width + at] += PairCounts::kFirst + (is_done && end <= last ? PairCounts::kSecond : 0);
    }
  }
  told.rows += rows;
}

inline absl::Status DeadlineMeasure::add(const Records& records, Threads threads) {
  measure_detail::RowCheck check;
  if (by_time()) {
    check.needs("start_time", records.start_time.size()).needs("end_time", records.end_time.size());
  } else {
    check.needs("start", records.start.size()).needs("end", records.end.size());
  }
  measure_detail::need_groups(check, options_.frame, records);
  if (!check.status().ok()) return check.status();
  measure_detail::count_rows(records, check.rows(), threads, counts_, told_,
                             [this](const Records& part, std::size_t rows, std::uint64_t* words, RowCounts& told) {
                               by_time() ? count_times(part, rows, words, told) : count_days(part, rows, words, told);
                             });
  return absl::OkStatus();
}

inline absl::Status DeadlineMeasure::merge(const DeadlineMeasure& other) {
  if (options_ != other.options_) return measure_detail::other_options();
  counts_.add(PairCounts(other.counts_));
  told_ += RowCounts(other.told_);
  return absl::OkStatus();
}

inline MeasuredTable DeadlineMeasure::finish(Threads) const {
  const MeasureFrame& frame = options_.frame;
  const std::vector<std::int64_t> zeros(frame.figures());
  MeasuredTable table = {.frame = frame, .numerator = zeros, .denominator = zeros, .held = zeros, .counts = told_};
  for (std::size_t cell = 0; cell < frame.cells(); ++cell) {
    for (std::size_t period = 0; period < frame.periods(); ++period) {
      const std::size_t from = cell * stride() + period;
      const std::size_t to = frame.index(cell, period);
      table.numerator[to] = counts_.second(from);
      table.denominator[to] = counts_.first(from);
      table.held[to] = counts_.first(figures() + from);
    }
  }
  return table;
}

inline std::string DeadlineMeasure::serialize() const {
  measure_detail::ByteWriter bytes;
  measure_detail::put_frame(bytes, measure_detail::MeasureCode::deadline, options_.frame);
  measure_detail::put_duration(bytes, options_.within);
  measure_detail::put_row_counts(bytes, told_);
  measure_detail::put_pairs(bytes, counts_);
  return std::move(bytes).finish();
}

inline absl::StatusOr<DeadlineMeasure> DeadlineMeasure::deserialize(std::string_view serialized) {
  measure_detail::ByteReader bytes(serialized);
  absl::StatusOr<MeasureFrame> frame = measure_detail::get_frame(bytes, measure_detail::MeasureCode::deadline);
  if (!frame.ok()) return frame.status();
  const std::optional<Duration> within = measure_detail::get_duration(bytes);
  if (!within) return absl::DataLossError("the serialized measure has no limit");
  absl::StatusOr<DeadlineMeasure> measure = make({.frame = *std::move(frame), .within = *within});
  if (!measure.ok()) return measure.status();
  measure->told_ = measure_detail::get_row_counts(bytes);
  measure_detail::get_pairs(bytes, measure->counts_);
  if (absl::Status status = bytes.status(); !status.ok()) return status;
  return measure;
}

}  // namespace v1
}  // namespace tertial

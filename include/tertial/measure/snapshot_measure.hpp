// Who is there at the end of each period, who has been there longer than a duration, and the days of care in between.
//
//   auto placed = SnapshotMeasure::make({.frame = frame, .longer_than = Duration::days(183)});
//   placed->add({.groups = {unit}, .start = admitted, .end = discharged});
//   MeasuredTable table = placed->finish();   // numerator: longer; denominator: ongoing
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
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

// Episodes with a first day and a day on which they ended, or none. One is ongoing at the end d of a period when
// start <= d and it has no end or end > d, so the day of its end is no longer part of it. It has gone on longer than N
// days when d - start > N, longer than N months when d lies after start + N months. Its care days in a period are those
// of start to end - 1. An episode that ended before it began counts nowhere.
class SnapshotMeasure {
 public:
  struct Options {
    MeasureFrame frame;
    std::optional<Duration> longer_than = {};
    bool care_days = false;

    friend bool operator==(const Options&, const Options&) = default;
  };
  static constexpr std::string_view kName = "snapshot";

  // InvalidArgument "longer_than: what": seconds, or not between 0 and 300 years.
  [[nodiscard]] static absl::StatusOr<SnapshotMeasure> make(Options options);

  // Of `records`: groups, start and end. InvalidArgument "column: what" when they are not equally long.
  [[nodiscard]] absl::Status add(const Records& records, Threads threads = {});
  // InvalidArgument when the other one was made with other options.
  [[nodiscard]] absl::Status merge(const SnapshotMeasure& other);
  // Numerators, where longer_than is asked for, are those ongoing longer; denominators those ongoing.
  [[nodiscard]] MeasuredTable finish(Threads threads = {}) const;

  // The same records give the same bytes, in whatever order and parts they came.
  [[nodiscard]] std::string serialize() const;
  // InvalidArgument or DataLoss for what serialize() did not write.
  [[nodiscard]] static absl::StatusOr<SnapshotMeasure> deserialize(std::string_view bytes);

  [[nodiscard]] const Options& options() const noexcept { return options_; }

 private:
  // What the day of a start decides: the first period at whose end the episode is ongoing, if it has not ended by then,
  // and the first at whose end it has gone on longer.
  struct Class {
    std::uint16_t from;
    std::uint16_t longer;

    friend bool operator==(const Class&, const Class&) = default;
  };

  explicit SnapshotMeasure(Options options);

  // Each cell has a figure for each class of starts, and after these one for each period, and none, of ends.
  [[nodiscard]] std::size_t stride() const noexcept { return classes_.size() + options_.frame.periods() + 1; }
  void count(const Records& records, std::size_t rows, std::uint64_t* words, RowCounts& told) const noexcept;
  void count_days(const Records& records, std::size_t rows) noexcept;

  Options options_;
  std::vector<Class> classes_;
  measure_detail::DayTable<std::uint32_t> starts_;  // by day: the class, and above it the period of `longer`
  measure_detail::DayTable<std::uint32_t> ends_;    // by day: the first period at whose end it is over
  measure_detail::PairCounts counts_;  // episodes, and those among them that go on longer at some period end
  std::vector<std::int64_t> whole_;    // how many more episodes fill this period than the one before
  std::vector<std::int64_t> days_;     // care days of episodes that begin or end in it
  RowCounts told_;
};

inline SnapshotMeasure::SnapshotMeasure(Options options) : options_(std::move(options)) {
  const MeasureFrame& frame = options_.frame;
  const Duration longer_than = options_.longer_than.value_or(Duration());
  // The first period whose last day is not before a day; found by walking on, as days come in order.
  const auto period_at = [&](std::size_t from, Date day) {
    while (from < frame.periods() && frame.period(from).last() < day) ++from;
    return static_cast<std::uint16_t>(from);
  };
  Class here = {0, 0};
  const Date first = *longer_than.before(frame.first_day()) - 40;  // more than months differ by
  starts_ = measure_detail::DayTable<std::uint32_t>(first, frame.last_day(), [&](Date day) {
    here.from = period_at(here.from, day);
    here.longer = period_at(here.longer, *longer_than.after(day) + 1);
    if (classes_.empty() || classes_.back() != here) classes_.push_back(here);
    return static_cast<std::uint32_t>(classes_.size() - 1) | std::uint32_t{here.longer} << 16;
  });
  std::size_t until = 0;
  ends_ = measure_detail::DayTable<std::uint32_t>(first, frame.last_day(), [&](Date day) {
    until = period_at(until, day);
    return static_cast<std::uint32_t>(until);
  });
  counts_ = measure_detail::PairCounts((frame.cells() + 1) * stride());
  if (!options_.care_days) return;
  whole_.resize(frame.cells() * (frame.periods() + 1));
  days_.resize(whole_.size());
}

inline absl::StatusOr<SnapshotMeasure> SnapshotMeasure::make(Options options) {
  if (options.longer_than &&
      (!options.longer_than->is_sound() || options.longer_than->unit() == DurationUnit::second)) {
    return absl::InvalidArgumentError("longer_than: days or months are expected, of 300 years at most");
  }
  return SnapshotMeasure(std::move(options));
}

inline void SnapshotMeasure::count(const Records& records, std::size_t rows, std::uint64_t* words,
                                   RowCounts& told) const noexcept {
  using measure_detail::bit;
  using measure_detail::kBlock;
  using measure_detail::PairCounts;
  using Days = measure_detail::DayTable<std::uint32_t>;
  const std::uint32_t* const starts = starts_.data();
  const std::uint32_t* const ends = ends_.data();
  const std::uint32_t low = starts_.low();
  const std::uint32_t high = starts_.high();
  const auto beyond = static_cast<std::uint32_t>(options_.frame.cells());
  const auto width = static_cast<std::uint32_t>(stride());
  const auto first_end = static_cast<std::uint32_t>(classes_.size());
  const std::uint32_t after_all = high - low;
  std::uint64_t faulty = 0;
  std::uint64_t outside = 0;
  measure_detail::with_best_instructions([&]() TERTIAL_INLINE {
    std::array<std::uint32_t, kBlock> line;
    std::array<std::uint32_t, kBlock> from;   // where each row begins,
    std::array<std::uint32_t, kBlock> until;  // and where it ends
    for (std::size_t begin = 0; begin < rows; begin += kBlock) {
      const std::size_t size = std::min(kBlock, rows - begin);
      measure_detail::cells_of(options_.frame, records, begin, size, line.data());
      const std::int32_t* const start = records.start.data() + begin;
      const std::int32_t* const end = records.end.data() + begin;
      std::uint32_t faulty_here = 0;
      std::uint32_t outside_here = 0;
      for (std::size_t i = 0; i < size; ++i) {
        const std::uint32_t is_faulty = bit(start[i] == kNoDay) | (bit(end[i] < start[i]) & bit(end[i] != kNoDay));
        faulty_here += is_faulty;
        from[i] = Days::offset(start[i], low, high);
        until[i] = Days::offset(end[i], low, high);
        outside_here += (1 - is_faulty) & (bit(line[i] == beyond) | bit(from[i] == after_all));
        line[i] = is_faulty != 0 ? beyond * width : line[i] * width;
      }
      measure_detail::for_each_with_prefetch(
          size,
          [&](std::size_t i) TERTIAL_INLINE {
            const std::uint32_t begun = starts[from[i]];
            const std::uint32_t over = ends[until[i]];
            const std::uint64_t counted = PairCounts::kFirst | std::uint64_t{(begun >> 16) < over} << 32;
            std::uint64_t* const here = words + line[i];
            here[begun & 0xFFFF] += counted;
            here[first_end + over] += counted;
          },
          start + size, end + size);
      faulty += faulty_here;
      outside += outside_here;
    }
  });
  told.rows += rows;
  told.faulty += faulty;
  told.outside += outside;
}

// Care days are asked for less often than they are counted fast.
inline void SnapshotMeasure::count_days(const Records& records, std::size_t rows) noexcept {
  const MeasureFrame& frame = options_.frame;
  const std::int32_t first = frame.first_day().days();
  const std::int32_t after = frame.last_day().days() + 1;
  std::array<std::uint32_t, measure_detail::kBlock> cell;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t in_block = row % measure_detail::kBlock;
    if (in_block == 0) {
      const std::size_t size = std::min(measure_detail::kBlock, rows - row);
      measure_detail::cells_of(frame, records, row, size, cell.data());
    }
    const std::int32_t start = records.start[row];
    const std::int32_t end = records.end[row];
    if (start == kNoDay || start >= after) continue;
    const std::int32_t from = std::max(start, first);
    const std::int32_t to = end == kNoDay ? after : std::min(end, after);  // the day after the last
    if (to <= from) continue;
    if (cell[in_block] == frame.cells()) continue;
    const std::size_t line = cell[in_block] * (frame.periods() + 1);
    const std::size_t p = ends_[from];
    const std::size_t q = ends_[to - 1];
    if (p == q) {
      days_[line + p] += to - from;
      continue;
    }
    days_[line + p] += frame.period(p).last().days() + 1 - from;
    days_[line + q] += to - frame.period(q).first().days();
    ++whole_[line + p + 1];
    --whole_[line + q];
  }
}

inline absl::Status SnapshotMeasure::add(const Records& records, Threads threads) {
  measure_detail::RowCheck check;
  check.needs("start", records.start.size()).needs("end", records.end.size());
  measure_detail::need_groups(check, options_.frame, records);
  if (!check.status().ok()) return check.status();
  measure_detail::count_rows(records, check.rows(), threads, counts_, told_,
                             [this](const Records& part, std::size_t rows, std::uint64_t* words, RowCounts& told) {
                               count(part, rows, words, told);
                             });
  if (options_.care_days) count_days(records, check.rows());
  return absl::OkStatus();
}

inline absl::Status SnapshotMeasure::merge(const SnapshotMeasure& other) {
  if (options_ != other.options_) return measure_detail::other_options();
  counts_.add(measure_detail::PairCounts(other.counts_));
  for (std::size_t i = 0; i < days_.size(); ++i) {
    days_[i] += other.days_[i];
    whole_[i] += other.whole_[i];
  }
  told_ += RowCounts(other.told_);
  return absl::OkStatus();
}

inline MeasuredTable SnapshotMeasure::finish(Threads) const {
  const MeasureFrame& frame = options_.frame;
  const std::size_t periods = frame.periods();
  MeasuredTable table = {.frame = frame, .denominator = std::vector<std::int64_t>(frame.figures()), .counts = told_};
  if (options_.longer_than) table.numerator.resize(frame.figures());
  if (options_.care_days) table.days.resize(frame.figures());
  std::vector<std::int64_t> ongoing(periods + 1);  // how many more than at the period end before
  std::vector<std::int64_t> longer(periods + 1);
  for (std::size_t cell = 0; cell < frame.cells(); ++cell) {
    const std::size_t line = cell * stride();
    for (std::size_t period = 0; period <= periods; ++period) {
      ongoing[period] = -counts_.first(line + classes_.size() + period);
      longer[period] = -counts_.second(line + classes_.size() + period);
    }
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      ongoing[classes_[i].from] += counts_.first(line + i);
      longer[classes_[i].longer] += counts_.second(line + i);
    }
    std::int64_t now = 0;
    std::int64_t longer_now = 0;
    std::int64_t whole = 0;
    for (std::size_t period = 0; period < periods; ++period) {
      const std::size_t to = frame.index(cell, period);
      table.denominator[to] = now += ongoing[period];
      if (options_.longer_than) table.numerator[to] = longer_now += longer[period];
      if (!options_.care_days) continue;
      const std::size_t at = cell * (periods + 1) + period;
      whole += whole_[at];
      const Period here = frame.period(period);
      table.days[to] = days_[at] + whole * (here.last() - here.first() + 1);
    }
  }
  return table;
}

inline std::string SnapshotMeasure::serialize() const {
  measure_detail::ByteWriter bytes;
  measure_detail::put_frame(bytes, measure_detail::MeasureCode::snapshot, options_.frame);
  measure_detail::put_duration(bytes, options_.longer_than);
  bytes.put(std::uint64_t{options_.care_days});
  measure_detail::put_row_counts(bytes, told_);
  measure_detail::put_pairs(bytes, counts_);
  for (const std::vector<std::int64_t>* column : {&days_, &whole_}) bytes.put_all(std::span(*column));
  return std::move(bytes).finish();
}

inline absl::StatusOr<SnapshotMeasure> SnapshotMeasure::deserialize(std::string_view serialized) {
  measure_detail::ByteReader bytes(serialized);
  absl::StatusOr<MeasureFrame> frame = measure_detail::get_frame(bytes, measure_detail::MeasureCode::snapshot);
  if (!frame.ok()) return frame.status();
  const std::optional<Duration> longer_than = measure_detail::get_duration(bytes);
  const bool care_days = bytes.get<std::uint64_t>() != 0;
  absl::StatusOr<SnapshotMeasure> measure =
      make({.frame = *std::move(frame), .longer_than = longer_than, .care_days = care_days});
  if (!measure.ok()) return measure.status();
  measure->told_ = measure_detail::get_row_counts(bytes);
  measure_detail::get_pairs(bytes, measure->counts_);
  for (std::vector<std::int64_t>* column : {&measure->days_, &measure->whole_}) {
    measure_detail::get_column(bytes, *column);
  }
  if (absl::Status status = bytes.status(); !status.ok()) return status;
  return measure;
}

}  // namespace v1
}  // namespace tertial

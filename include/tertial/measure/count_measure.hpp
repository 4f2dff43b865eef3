// How many records there are, of each period or of the last so many, and the mean of these.
//
//   auto reports = CountMeasure::make({.frame = months});
//   auto mean_a_month = CountMeasure::make({.frame = months, .over = 36, .per = Granularity::month});
//   reports->add({.groups = {unit}, .start = reported});
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

// Records by the period that their day lies in. Each figure is of `over` periods, the last of which it stands at; with
// `per`, its denominator says how many such shorter periods these are, so that the share is their mean.
class CountMeasure {
 public:
  struct Options {
    MeasureFrame frame;
    std::uint32_t over = 1;
    std::optional<Granularity> per = {};

    friend bool operator==(const Options&, const Options&) = default;
  };
  static constexpr std::string_view kName = "count";
  static constexpr std::uint32_t kMostOver = 3'700;

  // InvalidArgument "member: what": over is 0, above 3,700 or reaches back before 1900; periods that are no parts of the
  // frame's.
  [[nodiscard]] static absl::StatusOr<CountMeasure> make(Options options);

  // Of `records`: groups, and start or start_time. InvalidArgument "column: what" when they are not equally long.
  [[nodiscard]] absl::Status add(const Records& records, Threads threads = {});
  // InvalidArgument when the other one was made with other options.
  [[nodiscard]] absl::Status merge(const CountMeasure& other);
  [[nodiscard]] MeasuredTable finish(Threads threads = {}) const;

  // The same records give the same bytes, in whatever order and parts they came.
  [[nodiscard]] std::string serialize() const;
  // InvalidArgument or DataLoss for what serialize() did not write.
  [[nodiscard]] static absl::StatusOr<CountMeasure> deserialize(std::string_view bytes);

  [[nodiscard]] const Options& options() const noexcept { return options_; }

 private:
  CountMeasure(Options options, MeasureFrame seen)
      : options_(std::move(options)),
        seen_(std::move(seen)),
        periods_(measure_detail::periods_by_day(seen_)),
        counts_((seen_.cells() + 1) * (seen_.periods() + 1)) {}

  void count(const Records& records, std::size_t rows, std::uint64_t* words, RowCounts& told) const noexcept;

  Options options_;
  MeasureFrame seen_;  // from the first period that a figure reaches back to
  measure_detail::DayTable<std::uint16_t> periods_;
  measure_detail::PairCounts counts_;
  RowCounts told_;
};

inline absl::StatusOr<CountMeasure> CountMeasure::make(Options options) {
  const MeasureFrame& frame = options.frame;
  if (options.over == 0 || options.over > kMostOver) {
    return absl::InvalidArgumentError(
        text("over: ", options.over, " periods, where 1 to ", kMostOver, " are expected"));
  }
  if (options.per && frame.period(0).children(*options.per).empty()) {
    return absl::InvalidArgumentError("per: these are no parts of the frame's periods");
  }
  MeasureFrame::Options wider = frame.options();
  const Period earliest = Period::of(Date::earliest(), frame.granularity());
  if (frame.period(0) - earliest < static_cast<int>(options.over) - 1) {
    return absl::InvalidArgumentError(text("over: ", options.over, " periods reach back before the year ", kFirstYear));
  }
  wider.first = frame.period(0) - (static_cast<int>(options.over) - 1);
  absl::StatusOr<MeasureFrame> seen = MeasureFrame::make(std::move(wider));
  if (!seen.ok()) return seen.status();
  return CountMeasure(std::move(options), *std::move(seen));
}

inline void CountMeasure::count(const Records& records, std::size_t rows, std::uint64_t* words,
                                RowCounts& told) const noexcept {
  const std::size_t width = seen_.periods() + 1;
  measure_detail::for_each_in_frame(seen_, periods_, records, 0, rows, told,
                                    [&](std::size_t, std::size_t cell, std::size_t period) {
                                      words[cell * width + period] += measure_detail::PairCounts::kFirst;
                                    });
}

inline absl::Status CountMeasure::add(const Records& records, Threads threads) {
  measure_detail::RowCheck check;
  measure_detail::need_days(check, records);
  measure_detail::need_groups(check, options_.frame, records);
  if (!check.status().ok()) return check.status();
  measure_detail::count_rows(records, check.rows(), threads, counts_, told_,
                             [this](const Records& part, std::size_t rows, std::uint64_t* words, RowCounts& told) {
                               count(part, rows, words, told);
                             });
  return absl::OkStatus();
}

inline absl::Status CountMeasure::merge(const CountMeasure& other) {
  if (options_ != other.options_) return measure_detail::other_options();
  counts_.add(measure_detail::PairCounts(other.counts_));
  told_ += RowCounts(other.told_);
  return absl::OkStatus();
}

inline MeasuredTable CountMeasure::finish(Threads) const {
  const MeasureFrame& frame = options_.frame;
  MeasuredTable table = {.frame = frame, .numerator = std::vector<std::int64_t>(frame.figures()), .counts = told_};
  const std::size_t width = seen_.periods() + 1;
  for (std::size_t cell = 0; cell < frame.cells(); ++cell) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < seen_.periods(); ++i) {
      sum += counts_.first(cell * width + i);
      if (i + 1 < options_.over) continue;
      const std::size_t earliest = i + 1 - options_.over;
      table.numerator[frame.index(cell, earliest)] = sum;
      sum -= counts_.first(cell * width + earliest);
    }
  }
  if (!options_.per) return table;
  table.denominator.resize(frame.figures());
  for (std::size_t i = 0; i < frame.periods(); ++i) {
    std::int64_t parts = 0;
    for (std::size_t back = 0; back < options_.over; ++back) {
      parts += static_cast<std::int64_t>(seen_.period(i + back).children(*options_.per).size());
    }
    for (std::size_t cell = 0; cell < frame.cells(); ++cell) table.denominator[frame.index(cell, i)] = parts;
  }
  return table;
}

inline std::string CountMeasure::serialize() const {
  measure_detail::ByteWriter bytes;
  measure_detail::put_frame(bytes, measure_detail::MeasureCode::count, options_.frame);
  bytes.put(std::uint64_t{options_.over});
  bytes.put(options_.per ? static_cast<std::uint64_t>(*options_.per) : ~std::uint64_t{0});
  measure_detail::put_row_counts(bytes, told_);
  measure_detail::put_pairs(bytes, counts_);
  return std::move(bytes).finish();
}

inline absl::StatusOr<CountMeasure> CountMeasure::deserialize(std::string_view serialized) {
  measure_detail::ByteReader bytes(serialized);
  absl::StatusOr<MeasureFrame> frame = measure_detail::get_frame(bytes, measure_detail::MeasureCode::count);
  if (!frame.ok()) return frame.status();
  const auto over = bytes.get<std::uint64_t>();
  const auto per = bytes.get<std::uint64_t>();
  const bool has_per = per != ~std::uint64_t{0};
  if (over > kMostOver || (has_per && per > static_cast<std::uint64_t>(Granularity::year))) {
    return absl::DataLossError("the serialized measure has no such periods");
  }
  absl::StatusOr<CountMeasure> measure =
      make({.frame = *std::move(frame),
            .over = static_cast<std::uint32_t>(over),
            .per = has_per ? std::optional(static_cast<Granularity>(per)) : std::nullopt});
  if (!measure.ok()) return measure.status();
  measure->told_ = measure_detail::get_row_counts(bytes);
  measure_detail::get_pairs(bytes, measure->counts_);
  if (absl::Status status = bytes.status(); !status.ok()) return status;
  return measure;
}

}  // namespace v1
}  // namespace tertial

// The mean of a figure that records have: days waited, points on a scale.
//
//   auto points = MeanMeasure::make({.frame = frame, .decimals = 1});
//   points->add({.groups = {unit}, .start = met, .value = answer});
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tertial/measure/day_table.hpp"
#include "tertial/measure/frame_bytes.hpp"
#include "tertial/measure/measured_table.hpp"

namespace tertial {
inline namespace v1 {

// Records by the period that their day lies in, with the sum of their values over how many they are. Values are taken to
// so many decimals and added up as whole numbers of the last one, so that the sum is exact and the order has no say: ten
// times 0.1 are 1. A record without a value is outside.
class MeanMeasure {
 public:
  struct Options {
    MeasureFrame frame;
    int decimals = 3;

    friend bool operator==(const Options&, const Options&) = default;
  };
  static constexpr std::string_view kName = "mean";
  static constexpr int kMostDecimals = 9;

  // InvalidArgument "decimals: what" for others than 0 to 9.
  [[nodiscard]] static absl::StatusOr<MeanMeasure> make(Options options);

  // Of `records`: groups, value, and start or start_time. InvalidArgument "column: what" when they are not equally long;
  // OutOfRange when the values are too great to be added up exactly (4.6e18 units of the last decimal in all).
  [[nodiscard]] absl::Status add(const Records& records, Threads threads = {});
  // InvalidArgument when the other one was made with other options; OutOfRange as above.
  [[nodiscard]] absl::Status merge(const MeanMeasure& other);
  // Numerators are sums in units of 10^-decimals; denominators how many.
  [[nodiscard]] MeasuredTable finish(Threads threads = {}) const;

  // The same records give the same bytes, in whatever order and parts they came.
  [[nodiscard]] std::string serialize() const;
  // InvalidArgument or DataLoss for what serialize() did not write.
  [[nodiscard]] static absl::StatusOr<MeanMeasure> deserialize(std::string_view bytes);

  [[nodiscard]] const Options& options() const noexcept { return options_; }

 private:
  static constexpr std::int64_t kMostInAll = std::int64_t{1} << 62;

  explicit MeanMeasure(Options options)
      : options_(std::move(options)),
        periods_(measure_detail::periods_by_day(options_.frame)),
        sums_(options_.frame.figures()),
        counts_(options_.frame.figures()) {}

  static absl::Status too_great() {
    return absl::OutOfRangeError("value: these are too great to be added up exactly; fewer decimals would do");
  }

  Options options_;
  measure_detail::DayTable<std::uint16_t> periods_;
  std::vector<std::int64_t> sums_;
  std::vector<std::int64_t> counts_;
  std::int64_t in_all_ = 0;  // of what was added, without signs
  RowCounts told_;
};

inline absl::StatusOr<MeanMeasure> MeanMeasure::make(Options options) {
  if (options.decimals < 0 || options.decimals > kMostDecimals) {
    return absl::InvalidArgumentError(
        text("decimals: ", options.decimals, ", where 0 to ", kMostDecimals, " are expected"));
  }
  return MeanMeasure(std::move(options));
}

inline absl::Status MeanMeasure::add(const Records& records, Threads) {
  measure_detail::RowCheck check;
  measure_detail::need_days(check, records);
  check.needs("value", records.value.size());
  measure_detail::need_groups(check, options_.frame, records);
  if (!check.status().ok()) return check.status();
  const double unit = std::pow(10.0, options_.decimals);
  std::int64_t in_all = in_all_;
  for (const double value : records.value) {
    if (std::isnan(value)) continue;
    const double units = std::abs(std::nearbyint(value * unit));
    if (!(units < static_cast<double>(kMostInAll - in_all))) return too_great();
    in_all += static_cast<std::int64_t>(units);
  }
  measure_detail::for_each_in_frame(options_.frame, periods_, records, 0, check.rows(), told_,
                                    [&](std::size_t row, std::size_t cell, std::size_t period) {
                                      const double value = records.value[row];
                                      if (std::isnan(value)) {
                                        ++told_.outside;
                                        return;
                                      }
                                      const std::size_t at = options_.frame.index(cell, period);
                                      sums_[at] += static_cast<std::int64_t>(std::nearbyint(value * unit));
                                      ++counts_[at];
                                    });
  in_all_ = in_all;
  return absl::OkStatus();
}

inline absl::Status MeanMeasure::merge(const MeanMeasure& other) {
  if (options_ != other.options_) return measure_detail::other_options();
  if (other.in_all_ > kMostInAll - in_all_) return too_great();
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    sums_[i] += other.sums_[i];
    counts_[i] += other.counts_[i];
  }
  in_all_ += other.in_all_;
  told_ += RowCounts(other.told_);
  return absl::OkStatus();
}

inline MeasuredTable MeanMeasure::finish(Threads) const {
  return {.frame = options_.frame,
          .numerator = sums_,
          .denominator = counts_,
          .decimals = options_.decimals,
          .counts = told_};
}

inline std::string MeanMeasure::serialize() const {
  measure_detail::ByteWriter bytes;
  measure_detail::put_frame(bytes, measure_detail::MeasureCode::mean, options_.frame);
  bytes.put(std::int64_t{options_.decimals});
  measure_detail::put_row_counts(bytes, told_);
  bytes.put(in_all_);
  bytes.put_all(std::span(sums_));
  bytes.put_all(std::span(counts_));
  return std::move(bytes).finish();
}

inline absl::StatusOr<MeanMeasure> MeanMeasure::deserialize(std::string_view serialized) {
  measure_detail::ByteReader bytes(serialized);
  absl::StatusOr<MeasureFrame> frame = measure_detail::get_frame(bytes, measure_detail::MeasureCode::mean);
  if (!frame.ok()) return frame.status();
  const auto decimals = bytes.get<std::int64_t>();
  if (decimals < 0 || decimals > kMostDecimals)
    return absl::DataLossError("the serialized measure has no such decimals");
  absl::StatusOr<MeanMeasure> measure = make({.frame = *std::move(frame), .decimals = static_cast<int>(decimals)});
  if (!measure.ok()) return measure.status();
  measure->told_ = measure_detail::get_row_counts(bytes);
  measure->in_all_ = bytes.get<std::int64_t>();
  measure_detail::get_column(bytes, measure->sums_);
  measure_detail::get_column(bytes, measure->counts_);
  if (absl::Status status = bytes.status(); !status.ok()) return status;
  if (measure->in_all_ < 0 || measure->in_all_ > kMostInAll) {
    return absl::DataLossError("the serialized measure has no such sums");
  }
  return measure;
}

}  // namespace v1
}  // namespace tertial

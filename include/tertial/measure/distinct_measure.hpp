// How many different persons the records of a period are about: 188 reports can be about 167 children.
//
//   auto children = DistinctMeasure::make({.frame = frame});
//   children->add({.groups = {unit}, .start = reported, .person = child});
#pragma once

#include <algorithm>
#include <array>
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
#include "tertial/measure/person_keys.hpp"

namespace tertial {
inline namespace v1 {

// Persons by the period that the day of any of their records lies in, each counted once in every group and period, so
// that what groups or periods have does not add up: the year's children are fewer than its months'.
class DistinctMeasure {
 public:
  struct Options {
    MeasureFrame frame;

    friend bool operator==(const Options&, const Options&) = default;
  };
  static constexpr std::string_view kName = "distinct";

  [[nodiscard]] static absl::StatusOr<DistinctMeasure> make(Options options) {
    return DistinctMeasure(std::move(options));
  }

  // Of `records`: groups, person, and start or start_time. InvalidArgument "column: what" when they are not equally long,
  // or for keys of another width than before.
  [[nodiscard]] absl::Status add(const Records& records, Threads threads = {});
  // InvalidArgument when the other one was made with other options or has keys of another width.
  [[nodiscard]] absl::Status merge(const DistinctMeasure& other);
  [[nodiscard]] MeasuredTable finish(Threads threads = {}) const;

  // The same records give the same bytes, in whatever order and parts they came. They name persons by their keys, spread
  // but not encrypted: as confidential as the records.
  [[nodiscard]] std::string serialize() const;
  // InvalidArgument or DataLoss for what serialize() did not write.
  [[nodiscard]] static absl::StatusOr<DistinctMeasure> deserialize(std::string_view bytes);

  [[nodiscard]] const Options& options() const noexcept { return options_; }

 private:
#pragma pack(push, 4)
  template <class Key>
  struct Seen {
    Key person;
    std::uint32_t figure;

    friend bool operator<(const Seen& a, const Seen& b) noexcept {
      return a.person != b.person ? a.person < b.person : a.figure < b.figure;
    }
    friend bool operator==(const Seen& a, const Seen& b) noexcept {
      return a.person == b.person && a.figure == b.figure;
    }
  };
#pragma pack(pop)
  template <class Key>
  using Rows = measure_detail::PersonRows<Seen<Key>>;

  explicit DistinctMeasure(Options options)
      : options_(std::move(options)), periods_(measure_detail::periods_by_day(options_.frame)) {}

  template <class Key>
  void fill(const Records& records, std::size_t begin, std::size_t end, Rows<Key>& rows, RowCounts& told) const;

  Options options_;
  measure_detail::DayTable<std::uint16_t> periods_;
  measure_detail::KeyedRows<Seen> rows_;
  RowCounts told_;
};

template <class Key>
void DistinctMeasure::fill(const Records& records, std::size_t first_row, std::size_t last_row, Rows<Key>& rows,
                           RowCounts& told) const {
  const MeasureFrame& frame = options_.frame;
  const Key* const person = measure_detail::keys<Key>(records.person);
  measure_detail::RowScatter scatter(rows, last_row - first_row);
  measure_detail::for_each_in_frame(
      frame, periods_, records, first_row, last_row, told, [&](std::size_t row, std::size_t cell, std::size_t period) {
        scatter.push(true, measure_detail::spread(person[row]), static_cast<std::uint32_t>(frame.index(cell, period)));
      });
  scatter.flush();
}

inline absl::Status DistinctMeasure::add(const Records& records, Threads threads) {
  measure_detail::RowCheck check;
  measure_detail::need_days(check, records);
  check.needs("person", records.person.size());
  measure_detail::need_groups(check, options_.frame, records);
  if (!check.status().ok()) return check.status();
  if (check.rows() == 0) return absl::OkStatus();
  return measure_detail::add_person_rows(
      records.person, check.rows(), threads, rows_, 0, told_,
      [&]<class Key>(std::size_t begin, std::size_t end, Rows<Key>& rows, RowCounts& told) {
        fill<Key>(records, begin, end, rows, told);
      });
}

inline absl::Status DistinctMeasure::merge(const DistinctMeasure& other) {
  if (options_ != other.options_) return measure_detail::other_options();
  if (this == &other) return merge(DistinctMeasure(other));
  if (absl::Status status = rows_.append(other.rows_); !status.ok()) return status;
  told_ += other.told_;
  return absl::OkStatus();
}

inline MeasuredTable DistinctMeasure::finish(Threads threads) const {
  const MeasureFrame& frame = options_.frame;
  MeasuredTable table = {.frame = frame, .numerator = std::vector<std::int64_t>(frame.figures()), .counts = told_};
  rows_.visit([&]<class Row>(const measure_detail::PersonRows<Row>& rows) {
    const std::size_t parts = rows.kParts;
    const std::size_t shares = std::clamp<std::size_t>(threads.count, 1, std::min(parts, 1 + rows.size() / (1 << 16)));
    std::vector<std::vector<std::int64_t>> counts(shares, std::vector<std::int64_t>(frame.figures()));
    measure_detail::on_threads(threads, shares, [&](std::size_t share) {
      std::vector<Row> sorted;
      sorted.reserve(rows.largest());
      for (std::size_t part = share; part < parts; part += shares) {
        sorted.clear();
        rows.for_each_chunk(
            part, [&](std::span<const Row> chunk) { sorted.insert(sorted.end(), chunk.begin(), chunk.end()); });
        std::sort(sorted.begin(), sorted.end());
        const auto end = std::unique(sorted.begin(), sorted.end());
        for (auto row = sorted.begin(); row != end; ++row) ++counts[share][row->figure];
      }
      measure_detail::wipe(sorted.data(), sorted.capacity() * sizeof(Row));
    });
    for (const std::vector<std::int64_t>& share : counts) {
      for (std::size_t i = 0; i < share.size(); ++i) table.numerator[i] += share[i];
    }
  });
  return table;
}

inline std::string DistinctMeasure::serialize() const {
  measure_detail::ByteWriter bytes;
  measure_detail::put_frame(bytes, measure_detail::MeasureCode::distinct, options_.frame);
  measure_detail::put_row_counts(bytes, told_);
  rows_.put(bytes);
  return std::move(bytes).finish();
}

inline absl::StatusOr<DistinctMeasure> DistinctMeasure::deserialize(std::string_view serialized) {
  measure_detail::ByteReader bytes(serialized);
  absl::StatusOr<MeasureFrame> frame = measure_detail::get_frame(bytes, measure_detail::MeasureCode::distinct);
  if (!frame.ok()) return frame.status();
  absl::StatusOr<DistinctMeasure> measure = make({.frame = *std::move(frame)});
  measure->told_ = measure_detail::get_row_counts(bytes);
  measure->rows_.get(bytes);
  if (absl::Status status = bytes.status(); !status.ok()) return status;
  bool sound = true;
  measure->rows_.visit([&](const auto& rows) {
    rows.for_each([&](const auto& row) { sound &= row.figure < measure->options_.frame.figures(); });
  });
  if (!sound) return absl::DataLossError("the serialized measure has rows beyond its frame");
  return measure;
}

}  // namespace v1
}  // namespace tertial

// What every serialized measure begins with, and the columns that several have.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tertial/measure/bytes.hpp"
#include "tertial/measure/duration.hpp"
#include "tertial/measure/frame.hpp"
#include "tertial/measure/measured_table.hpp"
#include "tertial/measure/pair_counts.hpp"

namespace tertial {
inline namespace v1 {

namespace measure_detail {

// Which measure the bytes are of. Numbers are only ever added.
enum class MeasureCode : std::uint32_t {
  snapshot = 1,
  deadline = 2,
  count = 3,
  distinct = 4,
  mean = 5,
  cohort = 6,
  window = 7
};

inline absl::Status other_options() {
  return absl::InvalidArgumentError("merge: that measure was made with other options");
}

inline void put_frame(ByteWriter& bytes, MeasureCode code, const MeasureFrame& frame) {
  bytes.put(code);
  bytes.put(frame.options().first.code());
  bytes.put(frame.options().last.code());
  bytes.put(frame.observed_until() ? frame.observed_until()->days() : kNoDay);
  bytes.put_all(frame.groups());
}

// What frames refuse, and DataLoss for bytes of no measure or of another.
inline absl::StatusOr<MeasureFrame> get_frame(ByteReader& bytes, MeasureCode code) {
  MeasureFrame::Options options;
  if (bytes.get<MeasureCode>() != code) bytes.fail("the serialized measure is of another kind");
  const std::optional<Period> first = Period::from_code(bytes.get<std::uint32_t>());
  const std::optional<Period> last = Period::from_code(bytes.get<std::uint32_t>());
  const auto until = bytes.get<std::int32_t>();
  options.groups.resize(bytes.get_count(sizeof(std::uint32_t)));
  bytes.get_all(std::span(options.groups));
  const bool sound = until == kNoDay || (until >= Date::earliest().days() && until <= Date::latest().days());
  if (!first || !last || !sound) bytes.fail("the serialized measure has no such periods");
  if (!bytes.ok()) return bytes.status();
  options.first = *first;
  options.last = *last;
  if (until != kNoDay) options.observed_until = Date::from_days(until);
  return MeasureFrame::make(std::move(options));
}

inline void put_duration(ByteWriter& bytes, std::optional<Duration> duration) {
  bytes.put(duration ? duration->amount() : std::int64_t{-1});
  bytes.put(std::uint64_t{duration ? static_cast<std::uint64_t>(duration->unit()) : 0});
}
inline std::optional<Duration> get_duration(ByteReader& bytes) noexcept {
  const auto amount = bytes.get<std::int64_t>();
  const auto unit = bytes.get<std::uint64_t>();
  if (amount < 0) return std::nullopt;
  if (unit == static_cast<std::uint64_t>(DurationUnit::second)) return Duration::seconds(amount);
  if (unit == static_cast<std::uint64_t>(DurationUnit::day)) return Duration::days(amount);
  return Duration::months(amount);
}

inline void put_row_counts(ByteWriter& bytes, const RowCounts& counts) { bytes.put(counts); }
inline RowCounts get_row_counts(ByteReader& bytes) noexcept { return bytes.get<RowCounts>(); }

// A column whose length the reader knows.
inline void get_column(ByteReader& bytes, std::vector<std::int64_t>& column) noexcept {
  if (bytes.get_count(sizeof(std::int64_t)) != column.size())
    bytes.fail("a column of the serialized measure has another length");
  bytes.get_all(std::span(column));
}

// As whole numbers, so that it does not show how the rows came.
inline void put_pairs(ByteWriter& bytes, const PairCounts& counts) {
  bytes.put(std::uint64_t{counts.size()});
  for (std::size_t i = 0; i < counts.size(); ++i) {
    bytes.put(counts.first(i));
    bytes.put(counts.second(i));
  }
}
inline void get_pairs(ByteReader& bytes, PairCounts& counts) {
  if (bytes.get_count(2 * sizeof(std::int64_t)) != counts.size())
    bytes.fail("a column of the serialized measure has another length");
  for (std::size_t i = 0; bytes.ok() && i < counts.size(); ++i) {
    const auto first = bytes.get<std::int64_t>();
    const auto second = bytes.get<std::int64_t>();
    if (first != 0 || second != 0) counts.add(i, first, second);
  }
}

}  // namespace measure_detail
}  // namespace v1
}  // namespace tertial

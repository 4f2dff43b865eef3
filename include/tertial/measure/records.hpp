// Case records as columns that the caller owns: days, times, persons, codes. Nothing is copied, and what a measure
// does not ask for may be left out.
//
//   Records episodes = {.groups = {unit}, .start = admitted, .end = discharged};      // vectors of uint16, int32, int32
//   measure.add(episodes);
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <ranges>
#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "tertial/measure/instructions.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

inline constexpr std::size_t kMostGroups = 4;

// The day or time of what has not happened, or is not known.
inline constexpr std::int32_t kNoDay = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();

// A borrowed column of unsigned numbers of one of several widths.
template <std::unsigned_integral... Widths>
class UnsignedColumn {
 public:
  template <class T>
  static constexpr bool kTakes = (std::same_as<T, Widths> || ...);

  constexpr UnsignedColumn() noexcept = default;
  template <std::ranges::contiguous_range Column>
  requires std::ranges::sized_range<Column> && kTakes<std::ranges::range_value_t<Column>>
  constexpr UnsignedColumn(const Column& column) noexcept
      : data_(std::ranges::data(column)),
        size_(std::ranges::size(column)),
        width_(sizeof(std::ranges::range_value_t<Column>)) {}

  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
  [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
  // Bytes of each number; 0 of no column.
  [[nodiscard]] constexpr std::size_t width() const noexcept { return width_; }

  // Calls `function` with the span<const T> that this is.
  template <class Function>
  TERTIAL_INLINE constexpr void visit(Function&& function) const {
    ((width_ == sizeof(Widths) ? function(std::span(static_cast<const Widths*>(data_), size_)) : void()), ...);
  }

  // Rows begin to end - 1; of no column, none.
  [[nodiscard]] constexpr UnsignedColumn rows(std::size_t begin, std::size_t end) const noexcept {
    UnsignedColumn part;
    if (size_ == 0) return part;
    part.data_ = static_cast<const unsigned char*>(data_) + begin * width_;
    part.size_ = end - begin;
    part.width_ = width_;
    return part;
  }

 private:
  const void* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t width_ = 0;
};

// Codes of units, groups and kinds, counted from 0. A code beyond the last one belongs to no group that is asked for.
using CodeColumn = UnsignedColumn<std::uint8_t, std::uint16_t, std::uint32_t>;
// Persons, by keys that mean nothing here. Keys of 32 and of 64 bits are not mixed in one measure.
using PersonColumn = UnsignedColumn<std::uint32_t, std::uint64_t>;

// Columns of equal length. Days count from 1970-01-01, times are seconds since then as the clock on the wall showed
// them; kNoDay and kNoTime stand for what has not happened yet or is not known.
struct Records {
  std::array<CodeColumn, kMostGroups> groups = {};  // as many as the frame has, from the first on
  std::span<const std::int32_t> start = {};
  std::span<const std::int32_t> end = {};
  std::span<const std::int64_t> start_time = {};
  std::span<const std::int64_t> end_time = {};
  PersonColumn person = {};
  CodeColumn kind = {};
  std::span<const double> value = {};  // NaN where there is none

  // Rows begin to end - 1 of every column that is there.
  [[nodiscard]] Records rows(std::size_t begin, std::size_t end) const noexcept;
};

inline Records Records::rows(std::size_t first, std::size_t last) const noexcept {
  const auto part = [=](auto column) { return column.empty() ? column : column.subspan(first, last - first); };
  Records records = {.groups = {},
                     .start = part(start),
                     .end = part(end),
                     .start_time = part(start_time),
                     .end_time = part(end_time),
                     .person = person.rows(first, last),
                     .kind = kind.rows(first, last),
                     .value = part(value)};
  for (std::size_t i = 0; i < kMostGroups; ++i) records.groups[i] = groups[i].rows(first, last);
  return records;
}

namespace measure_detail {

// What a measure reads: the columns that it needs must be there and as long as each other.
class RowCheck {
 public:
  RowCheck& needs(std::string_view name, std::size_t size) {
    if (!status_.ok()) return *this;
    if (!first_) {
      first_ = true;
      rows_ = size;
      first_name_ = name;
    } else if (size != rows_) {
      status_ = absl::InvalidArgumentError(text(name, ": ", size, " rows, where ", first_name_, " has ", rows_));
    }
    return *this;
  }
  RowCheck& refuse(std::string_view why) {
    if (status_.ok()) status_ = absl::InvalidArgumentError(to_absl(why));
    return *this;
  }
  [[nodiscard]] const absl::Status& status() const noexcept { return status_; }
  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }

 private:
  absl::Status status_;
  std::string_view first_name_;
  std::size_t rows_ = 0;
  bool first_ = false;
};

}  // namespace measure_detail

}  // namespace v1
}  // namespace tertial

// The period of a day by one look into a table, in place of calendar arithmetic for every record.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "tertial/measure/duration.hpp"
#include "tertial/measure/frame.hpp"
#include "tertial/measure/measured_table.hpp"
#include "tertial/measure/records.hpp"

namespace tertial {
inline namespace v1 {
namespace measure_detail {

// A day as a number that orders as days do, with kNoDay after all others.
TERTIAL_INLINE constexpr std::uint32_t ordered(std::int32_t day) noexcept {
  return static_cast<std::uint32_t>(day) + 0x7FFF'FFFFU;
}
static_assert(ordered(kNoDay) == 0xFFFF'FFFFU && ordered(-1) < ordered(0) && ordered(kNoDay + 1) == 0);

// An entry for each day of a range, one for all days before it and one for those after it, where kNoDay is too.
template <class Entry>
class DayTable {
 public:
  DayTable() = default;
  // `entry(day)` of the days from first - 1, which stands for all before it, to last + 1, for all after it.
  template <class Function>
  DayTable(Date first, Date last, Function&& entry) : low_(ordered(first.days() - 1)), high_(ordered(last.days() + 1)) {
    entries_.reserve(high_ - low_ + 1);
    for (std::int32_t day = first.days() - 1; day <= last.days() + 1; ++day) {
      entries_.push_back(entry(Date::from_days(day)));
    }
  }

  [[nodiscard]] const Entry& operator[](std::int32_t day) const noexcept { return entries_[offset(day)]; }
  // Where the entry of a day stands.
  [[nodiscard]] std::uint32_t offset(std::int32_t day) const noexcept { return offset(day, low_, high_); }
  TERTIAL_INLINE static constexpr std::uint32_t offset(std::int32_t day, std::uint32_t low,
                                                       std::uint32_t high) noexcept {
    const std::uint32_t at_least = ordered(day) < low ? low : ordered(day);
    return (at_least > high ? high : at_least) - low;
  }
  [[nodiscard]] std::uint32_t low() const noexcept { return low_; }
  [[nodiscard]] std::uint32_t high() const noexcept { return high_; }
  [[nodiscard]] const Entry* data() const noexcept { return entries_.data(); }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

 private:
  std::vector<Entry> entries_;
  std::uint32_t low_ = 0;
  std::uint32_t high_ = 0;
};

// The day of a time; kNoDay for none, and for times so far away that no day has them.
[[nodiscard]] constexpr std::int32_t day_of(std::int64_t time) noexcept {
  constexpr std::int64_t kDay = 86'400;
  constexpr std::int64_t kMost = (std::int64_t{1} << 31) - 1;
  const std::int64_t day = time / kDay - (time % kDay < 0 ? 1 : 0);
  return time == kNoTime || day > kMost || day < -kMost ? kNoDay : static_cast<std::int32_t>(day);
}

// The columns of days or times that records are sorted into periods by.
inline void need_days(RowCheck& check, const Records& records) {
  if (!records.start_time.empty()) {
    check.needs("start_time", records.start_time.size());
    if (!records.start.empty()) check.refuse("start: days, where start_time has times already");
  } else {
    check.needs("start", records.start.size());
  }
}

// The period that each day lies in, counted from the frame's first; periods() for a day outside all.
inline DayTable<std::uint16_t> periods_by_day(const MeasureFrame& frame) {
  return DayTable<std::uint16_t>(frame.first_day(), frame.last_day(), [&](Date day) {
    if (day < frame.first_day() || day > frame.last_day()) return static_cast<std::uint16_t>(frame.periods());
    return static_cast<std::uint16_t>(Period::of(day, frame.granularity()) - frame.period(0));
  });
}

// Calls with(row, cell, period) for each of records first_row to last_row - 1 that has a day in a period and group of the
// frame, and tells the others.
template <class With>
void for_each_in_frame(const MeasureFrame& frame, const DayTable<std::uint16_t>& periods, const Records& records,
                       std::size_t first_row, std::size_t last_row, RowCounts& told, const With& with) {
  const bool by_time = !records.start_time.empty();
  std::array<std::uint32_t, kBlock> cell;
  for (std::size_t begin = first_row; begin < last_row; begin += kBlock) {
    const std::size_t size = std::min(kBlock, last_row - begin);
    cells_of(frame, records, begin, size, cell.data());
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t row = begin + i;
      const std::int32_t day = by_time ? day_of(records.start_time[row]) : records.start[row];
      const std::size_t period = periods[day];
      if (day == kNoDay) {
        ++told.faulty;
      } else if (period == frame.periods() || cell[i] == frame.cells()) {
        ++told.outside;
      } else {
        with(row, cell[i], period);
      }
    }
  }
  told.rows += last_row - first_row;
}

}  // namespace measure_detail
}  // namespace v1
}  // namespace tertial

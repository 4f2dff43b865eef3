// What a measure has counted: dense columns of numerators and denominators by cell and period, and what was left out.
//
//   MeasuredTable table = measure.finish();
//   table.value(table.frame.index(unit, month))   // nothing where nobody is counted, or the month is not over
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "tertial/measure/frame.hpp"

namespace tertial {
inline namespace v1 {

// How many records were seen and what became of them. A record may count in several periods and is told once.
struct RowCounts {
  std::uint64_t rows = 0;     // all that were added
  std::uint64_t outside = 0;  // of no period or group that is asked for
  std::uint64_t faulty = 0;   // without the day or person that the measure asks for, or with an end before its start

  RowCounts& operator+=(const RowCounts& other) noexcept {
    rows += other.rows;
    outside += other.outside;
    faulty += other.faulty;
    return *this;
  }
  friend bool operator==(const RowCounts&, const RowCounts&) = default;
};

// Every column has frame.figures() figures, or none where the measure has no such thing.
struct MeasuredTable {
  MeasureFrame frame;
  std::vector<std::int64_t> numerator = {};
  std::vector<std::int64_t> denominator = {};
  std::vector<std::int64_t> held = {};  // what cannot be judged yet, and is in neither
  std::vector<std::int64_t> days = {};  // care days
  int decimals = 0;                     // numerators count units of 10^-decimals
  RowCounts counts = {};
  RowCounts persons = {};  // those of the persons, where these are listed apart

  // Numerator by denominator, or the numerator where there are no denominators, or the denominator where there are no
  // numerators; nothing where the denominator is 0 or the period is not over.
  [[nodiscard]] std::optional<double> value(std::size_t at) const noexcept {
    if (!frame.is_over(at % frame.periods())) return std::nullopt;
    if (numerator.empty()) return static_cast<double>(denominator[at]);
    const double amount = static_cast<double>(numerator[at]) / std::pow(10.0, decimals);
    if (denominator.empty()) return amount;
    if (denominator[at] == 0) return std::nullopt;
    return amount / static_cast<double>(denominator[at]);
  }
};

}  // namespace v1
}  // namespace tertial

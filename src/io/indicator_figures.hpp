// Takes figures of a table into one indicator.
//
//   IndicatorFigures figures(indicator, options);
//   if (absl::Status status = figures.take(row, cell, changes); !status.ok()) return status;
//   figures.finish();                                  // the indicator has them from now on
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "tertial/indicator/indicator.hpp"
#include "tertial/io/table_import.hpp"

namespace tertial {
inline namespace v1 {
namespace table_detail {

class IndicatorFigures {
 public:
  // Both outlive it.
  IndicatorFigures(Indicator& indicator, const ImportOptions& options);

  // Adds what the cell changes to `changes`. InvalidArgument with a Fault for a percentage where the
  // indicator has another unit, and for a correction recorded before what it corrects.
  [[nodiscard]] absl::Status take(const TableRow& row, const TableCell& cell, std::vector<TableChange>& changes);
  // The same of an observation that was counted, as it is: its numerator and denominator too, and its status.
  [[nodiscard]] absl::Status put(const Observation& observation, std::vector<TableChange>& changes);
  void finish();

 private:
  [[nodiscard]] absl::Status take_percent(const TableCell& cell);
  void take_baseline(const TableRow& row, const TableCell& cell, std::vector<TableChange>& changes);
  [[nodiscard]] absl::Status take_observation(const TableCell& cell, std::vector<TableChange>& changes);
  // The place of the figure for a period that stands by the definition in force: the one recorded last.
  [[nodiscard]] std::optional<std::size_t> standing(Period period) const;
  // In time order where the series is, after those of the same period; else last.
  void insert(const Observation& observation);

  Indicator& indicator_;
  const ImportOptions& options_;
  std::vector<Observation> observations_;
  bool ordered_ = true;  // by time; observations of one period may stand together
  bool changed_ = false;
};

}  // namespace table_detail
}  // namespace v1
}  // namespace tertial

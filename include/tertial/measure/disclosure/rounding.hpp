// Tables of counts made fit to leave without hidden cells inside them being worked out: small counts are left out, the
// others rounded, and totals made from what is then shown.
//
//   auto rounded = tertial::round_counts(table, {.threshold = 8, .round_base = 5});
//   rounded->at({.row = 0, .column = 0});     // nothing for a count of 1 to 7; 10 for one of 8 to 12
//
// A total is the sum of the rounded counts beside it and says nothing more than they do; it is not the rounded total,
// and counts that are left out are not in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "tertial/measure/disclosure/count_table.hpp"
#include "tertial/measure/disclosure/policy.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

// To the nearest multiple of `base`, the greater where two are equally near.
[[nodiscard]] constexpr std::int64_t rounded_to(std::int64_t count, std::int64_t base) noexcept {
  return (count + base / 2) / base * base;
}

// Nothing stands for small counts, for totals of such counts alone, and for margins that are not published. Errors:
// InvalidArgument where the policy does not hold or asks for no rounding.
[[nodiscard]] inline absl::StatusOr<PublishedTable> round_counts(const CountTable& table,
                                                                 const DisclosurePolicy& policy) {
  if (absl::Status status = policy.check(); !status.ok()) return status;
  if (policy.round_base == 0) return absl::InvalidArgumentError("round_base: expected at least 2");
  const TableShape& shape = table.shape();
  PublishedTable result(shape);
  for (std::uint32_t row = 0; row < shape.rows(); ++row) {
    for (const std::uint32_t leaf : shape.leaves()) {
      const std::int64_t count = table.at({.row = row, .column = leaf});
      if (policy.is_small(count)) continue;
      const std::int64_t shown = rounded_to(count, policy.round_base);
      const auto add = [&](CountCell cell) {
        if (shape.is_published(cell)) result.set(cell, result.at(cell).value_or(0) + shown);
      };
      for (std::uint32_t column = leaf;; column = shape.sum_of(column)) {
        add({.row = row, .column = column});
        add({.row = shape.total_row(), .column = column});
        if (column == shape.total_column()) break;
      }
    }
  }
  return result;
}

}  // namespace v1
}  // namespace tertial

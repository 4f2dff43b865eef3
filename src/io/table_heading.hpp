// The heading of a table: which column is which period, also where a heading stands in two lines, names no
// year, or was misread on its way into the text.
//
//   absl::StatusOr<TableHeading> heading = read_heading(heading_lines, rows, context, notes);
//   heading->columns.front().period;                              // nothing: the baseline column
//   heading->find(cell.column);                                   // the column a figure stands in
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "io/table_text.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/io/table_import.hpp"

namespace tertial {
inline namespace v1 {
namespace table_detail {

struct TableColumn {
  std::uint32_t column = 0;                     // from 1
  std::optional<Period> period = std::nullopt;  // nothing: the baseline
};

struct TableHeading {
  std::vector<TableColumn> columns;  // those with figures, from left to right; the ones before are labels
  std::optional<std::uint32_t> id_column = std::nullopt;

  [[nodiscard]] std::uint32_t first_column() const noexcept { return columns.front().column; }
  [[nodiscard]] const TableColumn* find(std::uint32_t column) const noexcept;
  [[nodiscard]] std::optional<Period> earliest() const noexcept;
};

// `lines` is one heading or more, one above the other; `rows` are the lines below it, up to the next heading.
// InvalidArgument with a Fault at a heading that names no period, no year, a period twice, or periods of two
// lengths.
[[nodiscard]] absl::StatusOr<TableHeading> read_heading(std::span<const SourceLine> lines,
                                                        std::span<const SourceLine> rows, const TableContext& context,
                                                        std::vector<TableNote>& notes);

}  // namespace table_detail
}  // namespace v1
}  // namespace tertial

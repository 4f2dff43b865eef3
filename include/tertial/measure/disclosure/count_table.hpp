// Tables of counts with their totals: what was counted, what of it is hidden, and what others then see.
//
//   auto shape = tertial::TableShape::make({"North", "South"}, {{"jan", 2}, {"feb", 2}, {"T1"}});   // T1 = jan + feb
//   auto table = tertial::CountTable::make(*shape, std::vector<std::int64_t>{3, 20, 11, 40});
//   table->at({.row = 0, .column = 2});                                        // 23
//   tertial::PublishedTable seen(*table, tertial::SuppressionPattern(*shape));  // everything is shown
//
// Rows and columns are counted from 0. After the last row stands the total row, after the last column the total
// column; a margin that is not published has its places all the same.
#pragma once

#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

// Orders by row, then column.
struct CountCell {
  std::uint32_t row = 0;
  std::uint32_t column = 0;

  friend constexpr auto operator<=>(const CountCell&, const CountCell&) noexcept = default;
};

struct CountColumn {
  std::string label = {};
  // The column that this one is a part of, a subtotal; none: it adds to the total column.
  std::optional<std::uint32_t> part_of = std::nullopt;

  friend bool operator==(const CountColumn&, const CountColumn&) = default;
};

// Which totals are published. Subtotals are, as the counts inside the table are.
struct TableMargins {
  bool row_totals = true;     // the total column, but for its last cell
  bool column_totals = true;  // the total row, but for its last cell
  bool grand_total = true;

  friend bool operator==(const TableMargins&, const TableMargins&) = default;
};

// Rows, columns with their subtotals, and margins.
class TableShape {
 public:
  static constexpr std::size_t kMaxCells = std::size_t{1} << 22;
  static constexpr std::size_t kMaxLevels = 16;  // of subtotals

  // Errors: InvalidArgument with the place, as in "columns/3: ..." Labels may be empty or equal.
  [[nodiscard]] static absl::StatusOr<TableShape> make(std::vector<std::string> rows, std::vector<CountColumn> columns,
                                                       TableMargins margins = {});

  // Without the total row and the total column.
  [[nodiscard]] std::uint32_t rows() const noexcept { return static_cast<std::uint32_t>(rows_.size()); }
  [[nodiscard]] std::uint32_t columns() const noexcept { return static_cast<std::uint32_t>(columns_.size()); }
  [[nodiscard]] std::uint32_t total_row() const noexcept { return rows(); }
  [[nodiscard]] std::uint32_t total_column() const noexcept { return columns(); }

  [[nodiscard]] const std::vector<std::string>& row_labels() const noexcept { return rows_; }
  [[nodiscard]] const std::vector<CountColumn>& column_list() const noexcept { return columns_; }
  [[nodiscard]] const TableMargins& margins() const noexcept { return margins_; }

  // The columns that no other is a part of, from left to right.
  [[nodiscard]] const std::vector<std::uint32_t>& leaves() const noexcept { return leaves_; }
  [[nodiscard]] bool is_leaf(std::uint32_t column) const noexcept { return leaf_[column]; }
  // The column that `column` adds to; not of the total column.
  [[nodiscard]] std::uint32_t sum_of(std::uint32_t column) const noexcept {
    return columns_[column].part_of.value_or(total_column());
  }

  // All cells, totals included, row by row.
  [[nodiscard]] std::size_t cells() const noexcept { return (rows_.size() + 1) * (columns_.size() + 1); }
  [[nodiscard]] std::size_t index(CountCell cell) const noexcept {
    assert(cell.row <= rows() && cell.column <= columns());
    return cell.row * (columns_.size() + 1) + cell.column;
  }
  [[nodiscard]] CountCell cell(std::size_t index) const noexcept {
    return {.row = static_cast<std::uint32_t>(index / (columns_.size() + 1)),
            .column = static_cast<std::uint32_t>(index % (columns_.size() + 1))};
  }

  // A sum of other cells.
  [[nodiscard]] bool is_total(CountCell cell) const noexcept { return cell.row == total_row() || !leaf_[cell.column]; }
  // False for the cells of margins that are left out.
  [[nodiscard]] bool is_published(CountCell cell) const noexcept {
    if (cell.row != total_row()) return cell.column != total_column() || margins_.row_totals;
    return cell.column == total_column() ? margins_.grand_total : margins_.column_totals;
  }

  // "row North, column T1", with "total" for the margins.
  [[nodiscard]] std::string place(CountCell cell) const {
    return text("row ", cell.row == total_row() ? std::string_view("total") : rows_[cell.row], ", column ",
                cell.column == total_column() ? std::string_view("total") : columns_[cell.column].label);
  }

  friend bool operator==(const TableShape& a, const TableShape& b) {
    return a.rows_ == b.rows_ && a.columns_ == b.columns_ && a.margins_ == b.margins_;
  }

 private:
  TableShape() = default;

  std::vector<std::string> rows_;
  std::vector<CountColumn> columns_;
  TableMargins margins_;
  std::vector<std::uint32_t> leaves_;
  std::vector<bool> leaf_;  // of each column, and of the total column
};

// Counts that add up: the totals are made of them.
class CountTable {
 public:
  // All counts together; so every whole number on the way is exact in other people's programs too.
  static constexpr std::int64_t kMostPeople = std::int64_t{1} << 53;

  // `counts` row by row, one for each of shape.leaves(). Errors: InvalidArgument, naming row and column, never a count.
  [[nodiscard]] static absl::StatusOr<CountTable> make(TableShape shape, std::span<const std::int64_t> counts);

  [[nodiscard]] const TableShape& shape() const noexcept { return shape_; }
  [[nodiscard]] std::int64_t at(CountCell cell) const noexcept { return counts_[shape_.index(cell)]; }
  // By TableShape::index().
  [[nodiscard]] std::span<const std::int64_t> counts() const noexcept { return counts_; }

  friend bool operator==(const CountTable&, const CountTable&) = default;

 private:
  CountTable(TableShape shape, std::vector<std::int64_t> counts) noexcept
      : shape_(std::move(shape)), counts_(std::move(counts)) {}

  TableShape shape_;
  std::vector<std::int64_t> counts_;
};

// Which cells of a table are hidden. Cells of margins that are not published are not hidden, they are not there.
class SuppressionPattern {
 public:
  explicit SuppressionPattern(const TableShape& shape) : columns_(shape.columns() + 1), hidden_(shape.cells(), false) {}

  [[nodiscard]] bool is_hidden(CountCell cell) const noexcept { return hidden_[index(cell)]; }
  void hide(CountCell cell) noexcept { hidden_[index(cell)] = true; }
  void show(CountCell cell) noexcept { hidden_[index(cell)] = false; }
  [[nodiscard]] bool fits(const TableShape& shape) const noexcept {
    return hidden_.size() == shape.cells() && columns_ == shape.columns() + 1;
  }

  friend bool operator==(const SuppressionPattern&, const SuppressionPattern&) = default;

 private:
  [[nodiscard]] std::size_t index(CountCell cell) const noexcept {
    return cell.row * std::size_t{columns_} + cell.column;
  }

  std::uint32_t columns_;
  std::vector<bool> hidden_;
};

// A table as others see it: some of its counts. They need not add up; audit() says whether they can.
class PublishedTable {
 public:
  // Nothing is known yet.
  explicit PublishedTable(TableShape shape) : shape_(std::move(shape)), counts_(shape_.cells()) {}
  // `table` without what is hidden and what is left out. The pattern fits its shape.
  PublishedTable(const CountTable& table, const SuppressionPattern& pattern) : PublishedTable(table.shape()) {
    assert(pattern.fits(shape_));
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      const CountCell cell = shape_.cell(i);
      if (shape_.is_published(cell) && !pattern.is_hidden(cell)) counts_[i] = table.at(cell);
    }
  }

  [[nodiscard]] const TableShape& shape() const noexcept { return shape_; }
  [[nodiscard]] std::optional<std::int64_t> at(CountCell cell) const noexcept { return counts_[shape_.index(cell)]; }
  void set(CountCell cell, std::optional<std::int64_t> count) noexcept { counts_[shape_.index(cell)] = count; }
  // By TableShape::index().
  [[nodiscard]] std::span<const std::optional<std::int64_t>> counts() const noexcept { return counts_; }

  friend bool operator==(const PublishedTable&, const PublishedTable&) = default;

 private:
  TableShape shape_;
  std::vector<std::optional<std::int64_t>> counts_;
};

inline absl::StatusOr<TableShape> TableShape::make(std::vector<std::string> rows, std::vector<CountColumn> columns,
                                                   TableMargins margins) {
  if (rows.empty()) return absl::InvalidArgumentError("rows: a table has at least one row");
  if (columns.empty()) return absl::InvalidArgumentError("columns: a table has at least one column");
  if (rows.size() >= kMaxCells || columns.size() >= kMaxCells / (rows.size() + 1)) {
    return absl::InvalidArgumentError(text("rows: a table has at most ", kMaxCells, " cells"));
  }
  TableShape shape;
  shape.leaf_.assign(columns.size(), true);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::optional<std::uint32_t> sum = columns[i].part_of;
    if (!sum) continue;
    if (*sum >= columns.size())
      return absl::InvalidArgumentError(text("columns/", i, ": part of a column beyond the last"));
    shape.leaf_[*sum] = false;
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::size_t steps = 0;
    for (std::optional<std::uint32_t> sum = columns[i].part_of; sum; sum = columns[*sum].part_of) {
      if (*sum == i) return absl::InvalidArgumentError(text("columns/", i, ": part of itself"));
      if (++steps > kMaxLevels) {
        return absl::InvalidArgumentError(text("columns/", i, ": subtotals of more than ", kMaxLevels, " levels"));
      }
    }
    if (shape.leaf_[i]) shape.leaves_.push_back(static_cast<std::uint32_t>(i));
  }
  shape.leaf_.push_back(false);
  shape.rows_ = std::move(rows);
  shape.columns_ = std::move(columns);
  shape.margins_ = margins;
  return shape;
}

inline absl::StatusOr<CountTable> CountTable::make(TableShape shape, std::span<const std::int64_t> counts) {
  const std::vector<std::uint32_t>& leaves = shape.leaves();
  if (counts.size() != leaves.size() * shape.rows()) {
    return absl::InvalidArgumentError(text("counts: there are ", counts.size(), ", and ", leaves.size(), " columns in ",
                                           shape.rows(), " rows want ", leaves.size() * shape.rows()));
  }
  std::vector<std::int64_t> all(shape.cells(), 0);
  std::int64_t sum = 0;
  for (std::uint32_t row = 0; row < shape.rows(); ++row) {
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      const std::int64_t count = counts[row * leaves.size() + i];
      const CountCell cell{.row = row, .column = leaves[i]};
      if (count < 0) return absl::InvalidArgumentError(text(shape.place(cell), ": a count is not negative"));
      if (count > kMostPeople - sum)
        return absl::InvalidArgumentError(text(shape.place(cell), ": the counts are too large"));
      sum += count;
      for (std::uint32_t column = leaves[i];; column = shape.sum_of(column)) {
        all[shape.index({.row = row, .column = column})] += count;
        all[shape.index({.row = shape.total_row(), .column = column})] += count;
        if (column == shape.total_column()) break;
      }
    }
  }
  return CountTable(std::move(shape), std::move(all));
}

}  // namespace v1
}  // namespace tertial

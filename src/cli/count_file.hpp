// Tables of counts in CSV files: headings in the first row and column, totals where a heading says so, and .. for what is
// hidden.
//
//   absl::StatusOr<CountFile> file = read_count_file("table.csv", {});
//   absl::StatusOr<CountTable> table = file->counts();     // refused where a total is not the sum of its parts
//   file->written(PublishedTable(*table, pattern));          // the same file, with .. in the hidden cells
//
// Rows that are periods and their sums are read as columns, and written as rows again. Messages name lines, columns and headings, never a count.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/csv_text.hpp"
#include "tertial/measure/disclosure/count_table.hpp"

namespace tertial::cli {

inline constexpr std::string_view kHidden = "..";

struct CountFileOptions {
  std::optional<std::string> total_row = std::nullopt;     // its heading; nothing: Summa, Totalt, Total or Sum
  std::optional<std::string> total_column = std::nullopt;  // likewise
  // Columns that are the sum of those before them, back to the last subtotal.
  std::vector<std::string> subtotals = {};
  bool flat = false;  // no column but the total column is a sum of others, and no row but the total row
  // Whether rows are read as columns; nothing: where it is the rows that have periods and their sums.
  std::optional<bool> turned = std::nullopt;
};

class CountFile {
 public:
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  // What stands in the file.
  [[nodiscard]] const PublishedTable& published() const noexcept { return published_; }
  [[nodiscard]] const TableShape& shape() const noexcept { return published_.shape(); }

  // Error where a cell is hidden, where a total is not the sum of its parts, or where rows or columns are sums of others
  // that no heading tells of.
  [[nodiscard]] absl::StatusOr<CountTable> counts() const;

  // The file with the counts of a table of its shape.
  [[nodiscard]] std::string written(const PublishedTable& table) const;

  // "row North, column jan", as the file has them; total for a margin.
  [[nodiscard]] std::string place(CountCell cell) const;
  // "PATH:LINE:COLUMN: PLACE: message".
  [[nodiscard]] absl::Status fault(CountCell cell, std::string_view message) const;
  // What the library told of the table, after the path.
  [[nodiscard]] absl::Status told(const absl::Status& status) const;
  // Whether rows and columns changed places on reading, because it is the rows that have subtotals.
  [[nodiscard]] bool is_turned() const noexcept { return is_turned_; }

 private:
  friend class CountFileReader;
  explicit CountFile(PublishedTable published) : published_(std::move(published)) {}

  [[nodiscard]] absl::Status check_for_untold_sums(const CountTable& table) const;

  std::string path_;
  PublishedTable published_;
  bool is_flat_ = false;
  bool is_turned_ = false;
  CsvText csv_;                                // its cells with rows and columns changed where they are turned
  std::vector<std::uint32_t> row_of_line_;     // row of the shape, of each line; not of the first
  std::vector<std::uint32_t> column_of_cell_;  // column of the shape, of each cell of a line; not of the first
  std::vector<bool> is_period_;                // of each column of the shape
};

[[nodiscard]] absl::StatusOr<CountFile> read_count_file(const std::string& path, const CountFileOptions& options);

}  // namespace tertial::cli

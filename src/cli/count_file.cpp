#include "cli/count_file.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "cli/count_columns.hpp"
#include "cli/csv_text.hpp"
#include "cli/file_io.hpp"
#include "cli/shown.hpp"
#include "io/table_text.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

constexpr std::string_view kSecondTotal =
    "a second heading of a total: --total-row and --total-column say which one it is";
constexpr std::string_view kUntoldColumn =
    "this column is the sum of those before it: say so with --subtotal, or that it is so by chance with --flat";
constexpr std::string_view kUntoldRow =
    "this row is the sum of those before it: leave it out, or say that it is so by chance with --flat";

using Cells = std::vector<std::vector<std::string>>;

// Rows as columns; all rows are equally long.
Cells turned(const Cells& cells) {
  Cells result(cells.front().size());
  for (const std::vector<std::string>& line : cells) {
    for (std::size_t cell = 0; cell < line.size(); ++cell) result[cell].push_back(line[cell]);
  }
  return result;
}

std::string_view trimmed(std::string_view cell) {
  constexpr std::string_view kSpaces = " \t";
  const std::size_t first = cell.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return {};
  return cell.substr(first, cell.find_last_not_of(kSpaces) - first + 1);
}

// A whole number, spaces and no-break spaces between its digits allowed.
std::optional<std::int64_t> whole_number(std::string_view cell) {
  constexpr std::array<std::string_view, 3> kSpaces = {" ", "\xC2\xA0", "\xE2\x80\xAF"};
  std::int64_t number = 0;
  bool any = false;
  while (!cell.empty()) {
    if (cell.front() >= '0' && cell.front() <= '9') {
      number = 10 * number + (cell.front() - '0');
      if (number > CountTable::kMostPeople) return std::nullopt;
      any = true;
      cell.remove_prefix(1);
      continue;
    }
    const auto space = std::find_if(kSpaces.begin(), kSpaces.end(),
                                    [&](std::string_view one) { return any && cell.starts_with(one); });
    if (space == kSpaces.end()) return std::nullopt;
    cell.remove_prefix(space->size());
  }
  return any ? std::optional(number) : std::nullopt;
}

bool is_total(std::string_view heading, const std::optional<std::string>& told) {
  constexpr std::array<std::string_view, 4> kTotals = {"summa", "totalt", "total", "sum"};
  const std::string folded = table_detail::fold_label(heading);
  if (told) return folded == table_detail::fold_label(*told);
  return std::find(kTotals.begin(), kTotals.end(), folded) != kTotals.end();
}

}  // namespace

// Reads the text into lines of cells, then the headings into a shape, then the figures.
class CountFileReader {
 public:
  CountFileReader(const std::string& path, const CountFileOptions& options) : path_(path), options_(options) {}

  absl::StatusOr<CountFile> read(std::string_view input) {
    absl::StatusOr<CsvText> csv = split_csv(path_, input);
    if (!csv.ok()) return csv.status();
    csv_ = *std::move(csv);
    if (absl::Status status = check_lines(); !status.ok()) return status;
    if (absl::Status status = turn_if_rows_nest(); !status.ok()) return status;
    absl::StatusOr<TableShape> shape = make_shape();
    if (!shape.ok()) return shape.status();
    CountFile file{PublishedTable(*std::move(shape))};
    if (absl::Status status = read_figures(file); !status.ok()) return status;
    file.path_ = path_;
    file.is_flat_ = options_.flat;
    file.is_turned_ = is_turned_;
    file.csv_ = std::move(csv_);
    file.row_of_line_ = std::move(row_of_line_);
    file.column_of_cell_ = std::move(column_of_cell_);
    file.is_period_ = std::move(is_period_);
    return file;
  }

 private:
  [[nodiscard]] absl::Status whole(std::string_view message) const {
    return absl::InvalidArgumentError(text(display_name(path_), ": ", message));
  }

  absl::Status check_lines() {
    if (csv_.cells.size() < 2 || csv_.cells.front().size() < 2) {
      return whole("expected a table with headings in its first row and its first column");
    }
    for (std::size_t line = 1; line < csv_.cells.size(); ++line) {
      if (csv_.cells[line].size() == csv_.cells.front().size()) continue;
      return csv_fault(path_, csv_.lines[line], csv_.cells[line].size(),
                       text("the row has ", csv_.cells[line].size(), " cells, and there are ",
                            csv_.cells.front().size(), " headings"));
    }
    return absl::OkStatus();
  }

  absl::Status turn_if_rows_nest() {
    if (options_.turned.has_value()) {
      is_turned_ = *options_.turned;
      if (is_turned_) csv_.cells = turned(csv_.cells);
      return absl::OkStatus();
    }
    if (options_.flat) return absl::OkStatus();
    const auto headings = [](const Cells& cells) {
      return std::vector<std::string>(cells.front().begin() + 1, cells.front().end());
    };
    Cells other = turned(csv_.cells);
    if (!has_nested_periods(headings(other))) return absl::OkStatus();
    if (has_nested_periods(headings(csv_.cells)) || !options_.subtotals.empty()) {
      return whole("rows and columns have subtotals: only one of them may; leave the others out");
    }
    csv_.cells = std::move(other);
    is_turned_ = true;
    return absl::OkStatus();
  }

  // Of a cell of csv_.cells, its line and column in the file.
  [[nodiscard]] absl::Status fault_in_cell(std::size_t line, std::size_t cell, std::string_view message) const {
    if (is_turned_) std::swap(line, cell);
    return csv_fault(path_, csv_.lines[line], cell + 1, message);
  }

  absl::StatusOr<TableShape> make_shape() {
    const std::optional<std::string>& total_row = is_turned_ ? options_.total_column : options_.total_row;
    const std::optional<std::string>& total_column = is_turned_ ? options_.total_row : options_.total_column;
    std::vector<std::string> rows;
    std::optional<std::size_t> total_line;
    row_of_line_.assign(csv_.cells.size(), 0);
    for (std::size_t line = 1; line < csv_.cells.size(); ++line) {
      const std::string_view heading = trimmed(csv_.cells[line].front());
      if (is_total(heading, total_row)) {
        if (total_line) return fault_in_cell(line, 0, kSecondTotal);
        total_line = line;
      } else {
        row_of_line_[line] = static_cast<std::uint32_t>(rows.size());
        rows.emplace_back(heading);
      }
    }
    if (total_row && !total_line) return not_there(is_turned_ ? "--total-column" : "--total-row", *total_row);
    if (total_line) row_of_line_[*total_line] = static_cast<std::uint32_t>(rows.size());

    std::vector<std::string> headings;
    std::optional<std::size_t> total_cell;
    column_of_cell_.assign(csv_.cells.front().size(), 0);
    for (std::size_t cell = 1; cell < csv_.cells.front().size(); ++cell) {
      const std::string_view heading = trimmed(csv_.cells.front()[cell]);
      if (is_total(heading, total_column)) {
        if (total_cell) return fault_in_cell(0, cell, kSecondTotal);
        total_cell = cell;
      } else {
        column_of_cell_[cell] = static_cast<std::uint32_t>(headings.size());
        headings.emplace_back(heading);
      }
    }
    if (total_column && !total_cell) return not_there(is_turned_ ? "--total-row" : "--total-column", *total_column);
    if (total_cell) column_of_cell_[*total_cell] = static_cast<std::uint32_t>(headings.size());
    if (rows.empty() || headings.empty()) return whole("there is no row or no column beside the totals");

    absl::StatusOr<CountColumns> columns = read_columns(headings, options_.subtotals, options_.flat);
    if (!columns.ok()) return whole(from_absl(columns.status().message()));
    is_period_ = std::move(columns->is_period);
    const TableMargins margins{.row_totals = total_cell.has_value(),
                               .column_totals = total_line.has_value(),
                               .grand_total = total_cell.has_value() && total_line.has_value()};
    absl::StatusOr<TableShape> shape = TableShape::make(std::move(rows), std::move(columns->columns), margins);
    if (!shape.ok()) return whole(from_absl(shape.status().message()));
    return shape;
  }

  [[nodiscard]] absl::Status not_there(std::string_view option, const std::string& heading) const {
    return whole(text(option, ": no heading is ", in_quotes(heading)));
  }

  absl::Status read_figures(CountFile& file) {
    for (std::size_t line = 1; line < csv_.cells.size(); ++line) {
      for (std::size_t cell = 1; cell < csv_.cells[line].size(); ++cell) {
        const std::string_view written = trimmed(csv_.cells[line][cell]);
        if (written == kHidden) continue;
        const std::optional<std::int64_t> count = whole_number(written);
        if (!count) {
          return fault_in_cell(line, cell,
                               text("expected a whole number, 0 or more, or ", kHidden, " for a hidden count"));
        }
        file.published_.set({.row = row_of_line_[line], .column = column_of_cell_[cell]}, *count);
      }
    }
    return absl::OkStatus();
  }

  const std::string& path_;
  const CountFileOptions& options_;
  CsvText csv_;
  bool is_turned_ = false;
  std::vector<std::uint32_t> row_of_line_;
  std::vector<std::uint32_t> column_of_cell_;
  std::vector<bool> is_period_;
};

absl::StatusOr<CountFile> read_count_file(const std::string& path, const CountFileOptions& options) {
  const absl::StatusOr<InputText> input = InputText::open(path);
  if (!input.ok()) return input.status();
  return CountFileReader(path, options).read(input->view());
}

std::string CountFile::place(CountCell cell) const {
  const std::string_view row =
      cell.row == shape().total_row() ? "total" : std::string_view(shape().row_labels()[cell.row]);
  const std::string_view column =
      cell.column == shape().total_column() ? "total" : std::string_view(shape().column_list()[cell.column].label);
  return shown(text("row ", is_turned_ ? column : row, ", column ", is_turned_ ? row : column), 300);
}

absl::Status CountFile::fault(CountCell cell, std::string_view message) const {
  const auto line = std::find(row_of_line_.begin() + 1, row_of_line_.end(), cell.row);
  const auto column = std::find(column_of_cell_.begin() + 1, column_of_cell_.end(), cell.column);
  if (line == row_of_line_.end() || column == column_of_cell_.end()) {
    return absl::InvalidArgumentError(text(display_name(path_), ": ", place(cell), ": ", message));
  }
  auto at_line = static_cast<std::size_t>(line - row_of_line_.begin());
  auto at_cell = static_cast<std::size_t>(column - column_of_cell_.begin());
  if (is_turned_) std::swap(at_line, at_cell);
  return csv_fault(path_, csv_.lines[at_line], at_cell + 1, text(place(cell), ": ", message));
}

absl::Status CountFile::told(const absl::Status& status) const {
  return absl::InvalidArgumentError(
      text(display_name(path_), ": ", shown(from_absl(status.message()), 1000),
           is_turned_ ? " (its rows are called columns here, and its columns rows)" : ""));
}

absl::StatusOr<CountTable> CountFile::counts() const {
  const TableShape& shape = published_.shape();
  std::vector<std::int64_t> counts;
  for (std::uint32_t row = 0; row < shape.rows(); ++row) {
    for (const std::uint32_t leaf : shape.leaves()) {
      const CountCell cell{.row = row, .column = leaf};
      if (!published_.at(cell)) return fault(cell, "the count is hidden, and is needed here");
      counts.push_back(*published_.at(cell));
    }
  }
  absl::StatusOr<CountTable> table = CountTable::make(shape, counts);
  if (!table.ok()) return told(table.status());
  for (std::size_t i = 0; i < shape.cells(); ++i) {
    const CountCell cell = shape.cell(i);
    if (!shape.is_published(cell) || published_.at(cell) == table->at(cell)) continue;
    return fault(cell, published_.at(cell) ? "the total is not the sum of its parts"
                                           : "the total is hidden, and is needed here");
  }
  if (!is_flat_) {
    if (absl::Status status = check_for_untold_sums(*table); !status.ok()) return status;
  }
  return table;
}

// A column or row that is the sum of those just before it would give away what is hidden in them. Few and small counts
// are such a sum by chance; a column that is a period, like its neighbours, is none.
absl::Status CountFile::check_for_untold_sums(const CountTable& table) const {
  constexpr double kNotByChance = 1000;
  const TableShape& shape = table.shape();
  const auto is_sum = [](const std::vector<std::int64_t>& before, const auto& of, double enough) {
    double chances = 1;
    for (std::uint32_t i = 0; i < before.size(); ++i) {
      if (before[i] != of(i)) return false;
      chances *= static_cast<double>(before[i] + 1);
    }
    return chances >= enough;
  };
  const std::vector<std::uint32_t>& leaves = shape.leaves();
  const bool has_periods = std::find(is_period_.begin(), is_period_.end(), true) != is_period_.end();
  for (std::size_t column = 2; column < leaves.size(); ++column) {
    if (is_period_[leaves[column]]) continue;
    std::vector<std::int64_t> before(shape.rows(), 0);
    const auto of = [&](std::uint32_t row) { return table.at({.row = row, .column = leaves[column]}); };
    for (std::size_t first = column; first-- > 0;) {
      bool is_beyond = false;
      for (std::uint32_t row = 0; row < shape.rows(); ++row) {
        before[row] += table.at({.row = row, .column = leaves[first]});
        is_beyond = is_beyond || before[row] > of(row);
      }
      if (is_beyond) break;
      if (first + 1 < column && is_sum(before, of, has_periods ? 2 : kNotByChance)) {
        return fault({.row = 0, .column = leaves[column]}, is_turned_ ? kUntoldRow : kUntoldColumn);
      }
    }
  }
  for (std::uint32_t row = 2; row < shape.rows(); ++row) {
    std::vector<std::int64_t> before(leaves.size(), 0);
    const auto of = [&](std::uint32_t i) { return table.at({.row = row, .column = leaves[i]}); };
    for (std::uint32_t first = row; first-- > 0;) {
      bool is_beyond = false;
      for (std::uint32_t i = 0; i < leaves.size(); ++i) {
        before[i] += table.at({.row = first, .column = leaves[i]});
        is_beyond = is_beyond || before[i] > of(i);
      }
      if (is_beyond) break;
      if (first + 1 < row && is_sum(before, of, kNotByChance)) {
        return fault({.row = row, .column = leaves.front()}, is_turned_ ? kUntoldColumn : kUntoldRow);
      }
    }
  }
  return absl::OkStatus();
}

std::string CountFile::written(const PublishedTable& table) const {
  CsvText csv = csv_;
  for (std::size_t line = 1; line < csv.cells.size(); ++line) {
    for (std::size_t cell = 1; cell < csv.cells[line].size(); ++cell) {
      const std::optional<std::int64_t> count = table.at({.row = row_of_line_[line], .column = column_of_cell_[cell]});
      csv.cells[line][cell] = count ? text(*count) : std::string(kHidden);
    }
  }
  if (is_turned_) csv.cells = turned(csv.cells);
  return joined_csv(csv);
}

}  // namespace tertial::cli

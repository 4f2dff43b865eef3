#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/heading_words.hpp"
#include "io/table_figure.hpp"
#include "io/table_heading.hpp"
#include "io/table_text.hpp"
#include "tertial/calendar/date.hpp"
#include "tertial/io/table_import.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

using table_detail::Figure;
using table_detail::is_heading;
using table_detail::is_section_number;
using table_detail::SourceCell;
using table_detail::SourceLine;
using table_detail::table_fault;
using table_detail::TableColumn;
using table_detail::TableHeading;

// With more lines than this that belong to no table, the text is not one of tables.
constexpr std::size_t kMostSkipped = 1000;

constexpr std::string_view kNoHeading =
    "no heading above it: expected a row of periods such as Jan-20, Feb, Mar, parted by tabs or semicolons";

std::string shown(std::string_view cell) { return text("\"", calendar_detail::excerpt(cell), "\""); }

// Such as 2.2.a or A-17: one word with a digit.
bool is_like_id(std::string_view cell) {
  constexpr std::size_t kLongest = 40;
  return cell.size() <= kLongest && cell.find(' ') == std::string_view::npos &&
         cell.find_first_of("0123456789") != std::string_view::npos;
}

// The section that a row of labels heads; empty for any other row. "5.2 STAFFING" may stand in one cell.
std::string_view section_of(const std::vector<SourceCell>& labels) {
  const std::string_view first = labels.front().text;
  if (is_section_number(first)) return labels.size() <= 2 ? first : std::string_view();
  const std::string_view word = first.substr(0, first.find(' '));
  const bool within = labels.size() == 1 && is_section_number(word) && word.find('.') + 1 < word.size();
  return within ? word : std::string_view();
}

class TableParser {
 public:
  explicit TableParser(const TableContext& context) noexcept : context_(context) {}

  absl::StatusOr<ImportedTable> parse(std::span<const SourceLine> lines) {
    if (lines.empty()) return table_fault(1, 1, "an empty text: expected a table with a heading of periods");
    std::size_t at = 0;
    for (; at < lines.size() && !is_heading(lines[at], false); ++at) {
      if (lines[at].cells.size() > 1) return table_fault(lines[at].number, lines[at].cells[0].column, kNoHeading);
      if (absl::Status status = skip(lines[at]); !status.ok()) return status;
    }
    if (at == lines.size()) return table_fault(lines[0].number, lines[0].cells[0].column, kNoHeading);
    while (at < lines.size()) {
      const std::size_t heading = at;
      while (at < lines.size() && is_heading(lines[at], at > heading)) ++at;
      const std::size_t rows = at;
      while (at < lines.size() && !is_heading(lines[at], true)) ++at;
      absl::Status status = read_table(lines.subspan(heading, rows - heading), lines.subspan(rows, at - rows));
      if (!status.ok()) return status;
    }
    if (result_.rows.empty()) {
      return table_fault(lines.back().number, lines.back().cells[0].column,
                         "the text ends without a row of figures: expected a title and figures below the heading");
    }
    std::stable_sort(result_.notes.begin(), result_.notes.end(), [](const TableNote& a, const TableNote& b) {
      return a.line != b.line ? a.line < b.line : a.column < b.column;
    });
    return std::move(result_);
  }

 private:
  absl::Status read_table(std::span<const SourceLine> heading_lines, std::span<const SourceLine> rows) {
    absl::StatusOr<TableHeading> heading = table_detail::read_heading(heading_lines, rows, context_, result_.notes);
    if (!heading.ok()) return heading.status();
    section_.clear();
    const std::optional<Period> earliest = heading->earliest();
    for (const SourceLine& row : rows) {
      if (absl::Status status = read_row(row, *heading, earliest); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status read_row(const SourceLine& line, const TableHeading& heading, std::optional<Period> earliest) {
    const auto figures = std::find_if(line.cells.begin(), line.cells.end(),
                                      [&](const SourceCell& cell) { return cell.column >= heading.first_column(); });
    const std::vector<SourceCell> labels(line.cells.begin(), figures);
    if (figures == line.cells.end()) {
      const std::string_view section = section_of(labels);
      if (section.empty()) return skip(line);
      section_ = section;
      return absl::OkStatus();
    }
    TableRow row{.line = line.number, .first_column = earliest};
    absl::Status status = read_labels(line, labels, heading, row);
    if (!status.ok()) return status;
    for (auto cell = figures; cell != line.cells.end(); ++cell) {
      status = read_cell(line, *cell, *heading.find(cell->column), row);
      if (!status.ok()) return status;
    }
    result_.rows.push_back(std::move(row));
    return absl::OkStatus();
  }

  // An id or section number, where there is one, and a title.
  absl::Status read_labels(const SourceLine& line, std::vector<SourceCell> labels, const TableHeading& heading,
                           TableRow& row) {
    const auto id = std::find_if(labels.begin(), labels.end(), [&](const SourceCell& cell) {
      return heading.id_column && cell.column == *heading.id_column;
    });
    if (id != labels.end()) {
      row.id = id->text;
      labels.erase(id);
    } else if (labels.size() > 1) {
      const SourceCell& first = labels.front();
      if (is_section_number(first.text)) {
        section_ = first.text;
      } else if (!is_like_id(first.text)) {
        return table_fault(
            line.number, first.column,
            text(shown(first.text), " stands before a title: expected an id such as 2.2.a or a section number"));
      }
      row.id = first.text;
      labels.erase(labels.begin());
    }
    if (labels.size() > 1) {
      return table_fault(line.number, labels[1].column,
                         text(shown(labels[1].text), " stands between title and figures: expected figures"));
    }
    if (labels.empty() && row.id.empty()) {
      return table_fault(line.number, line.cells.front().column, "figures without a title: expected one before them");
    }
    if (!labels.empty()) row.title = labels.front().text;
    row.section = section_;
    return absl::OkStatus();
  }

  absl::Status read_cell(const SourceLine& line, const SourceCell& source, const TableColumn& column, TableRow& row) {
    const absl::StatusOr<std::optional<Figure>> figure = table_detail::read_figure(source.text, context_.language);
    if (!figure.ok()) return table_fault(line.number, source.column, from_absl(figure.status().message()));
    if (!*figure) return absl::OkStatus();
    row.cells.push_back({.line = line.number,
                         .column = source.column,
                         .period = column.period,
                         .value = (*figure)->value,
                         .status = (*figure)->status,
                         .percent = (*figure)->percent,
                         .decimals = (*figure)->decimals,
                         .misread_digit = (*figure)->misread_digit});
    if ((*figure)->misread_digit) {
      note(line.number, source.column, text(shown(source.text), " lästes med l eller I som siffran 1."),
           text(shown(source.text), " was read with l or I as the digit 1."));
    }
    return absl::OkStatus();
  }

  // A line that is no part of a table.
  absl::Status skip(const SourceLine& line) {
    const SourceCell& cell = line.cells.front();
    if (++skipped_ > kMostSkipped) {
      return table_fault(line.number, cell.column,
                         text("more than ", kMostSkipped, " lines without figures: expected a text of tables"));
    }
    const bool footnote = cell.text.starts_with('*') || cell.text.starts_with("^{*}");
    note(line.number, cell.column,
         text(footnote ? "Fotnoten " : "Raden utan värden, ", shown(cell.text),
              footnote ? " hoppades över." : ", hoppades över."),
         text(footnote ? "The footnote " : "The line without figures, ", shown(cell.text),
              footnote ? " was left out." : ", was left out."));
    return absl::OkStatus();
  }

  void note(std::uint32_t line, std::uint32_t column, std::string sv, std::string en) {
    result_.notes.push_back({.line = line, .column = column, .message_sv = std::move(sv), .message_en = std::move(en)});
  }

  const TableContext& context_;
  ImportedTable result_;
  std::string section_;
  std::size_t skipped_ = 0;
};

}  // namespace

absl::StatusOr<ImportedTable> parse_table(std::string_view text, const TableContext& context) {
  const absl::StatusOr<std::vector<SourceLine>> lines = table_detail::split_table(text);
  if (!lines.ok()) return lines.status();
  return TableParser(context).parse(*lines);
}

}  // namespace v1
}  // namespace tertial

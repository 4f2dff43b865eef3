#include "cli/csv_text.hpp"

#include <algorithm>
#include <utility>

#include "cli/file_io.hpp"
#include "tertial/io/table_import.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

char separator_of(std::string_view headings) {
  char separator = ';';
  std::ptrdiff_t most = 0;
  for (const char candidate : {';', '\t', ','}) {
    bool quoted = false;
    std::ptrdiff_t count = 0;
    for (const char c : headings) {
      if (c == '"') quoted = !quoted;
      if (c == candidate && !quoted) ++count;
    }
    if (count <= most) continue;
    most = count;
    separator = candidate;
  }
  return separator;
}

absl::Status split(const std::string& path, std::string_view text, CsvText& csv) {
  std::vector<std::string> line(1);
  std::uint32_t number = 1;
  std::uint32_t first = 1;
  bool quoted = false;
  bool was_quoted = false;
  const auto end_line = [&] {
    const bool is_empty = std::all_of(
        line.begin(), line.end(), [](const auto& cell) { return cell.find_first_not_of(" \t") == std::string::npos; });
    if (!is_empty) {
      csv.cells.push_back(std::move(line));
      csv.lines.push_back(first);
    }
    line.assign(1, {});
    was_quoted = false;
    first = number + 1;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_pair = i + 1 < text.size() && text[i + 1] == (c == '"' ? '"' : '\n');
    if (quoted) {
      if (c == '\n') ++number;
      if (c != '"') {
        line.back() += c;
      } else if (is_pair) {
        line.back() += c;
        ++i;
      } else {
        quoted = false;
      }
    } else if (c == csv.separator) {
      line.emplace_back();
      was_quoted = false;
    } else if (c == '\n' || c == '\r') {
      if (c == '\r' && is_pair) ++i;
      if (csv.line_end.empty()) csv.line_end = c == '\r' && is_pair ? "\r\n" : "\n";
      end_line();
      ++number;
    } else if (c == '"' && line.back().empty() && !was_quoted) {
      quoted = was_quoted = true;
    } else if (was_quoted) {
      return csv_fault(path, number, line.size(), "text after a closing quote");
    } else {
      line.back() += c;
    }
  }
  if (quoted) return csv_fault(path, first, line.size(), "a quote is opened and never closed");
  end_line();
  if (csv.line_end.empty()) csv.line_end = "\n";
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CsvText> split_csv(const std::string& path, std::string_view text) {
  if (text.size() > kMaxTableBytes) {
    return absl::InvalidArgumentError(
        v1::text(display_name(path), ": a table of more than ", kMaxTableBytes / (1 << 20), " MiB"));
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return absl::InvalidArgumentError(v1::text(display_name(path), ": UTF-16: save the table with the encoding UTF-8"));
  }
  CsvText csv;
  csv.has_mark = text.starts_with(kByteOrderMark);
  if (csv.has_mark) text.remove_prefix(kByteOrderMark.size());
  csv.separator = separator_of(text.substr(0, text.find_first_of("\r\n")));
  if (absl::Status status = split(path, text, csv); !status.ok()) return status;
  return csv;
}

std::string joined_csv(const CsvText& csv) {
  std::string out = csv.has_mark ? std::string(kByteOrderMark) : std::string();
  for (const std::vector<std::string>& line : csv.cells) {
    for (std::size_t cell = 0; cell < line.size(); ++cell) {
      if (cell > 0) out += csv.separator;
      append_csv_cell(out, line[cell], csv.separator);
    }
    out += csv.line_end;
  }
  return out;
}

void append_csv_cell(std::string& out, std::string_view cell, char separator) {
  const bool quoted =
      cell.find_first_of("\"\r\n") != std::string_view::npos || cell.find(separator) != std::string_view::npos;
  if (!quoted) {
    out += cell;
    return;
  }
  out += '"';
  for (const char c : cell) out.append(c == '"' ? 2 : 1, c);
  out += '"';
}

absl::Status csv_fault(const std::string& path, std::uint32_t line, std::size_t column, std::string_view message) {
  return absl::InvalidArgumentError(text(display_name(path), ":", line, ":", column, ": ", message));
}

}  // namespace tertial::cli

// The cells of a CSV file, and the file made of them again.
//
//   absl::StatusOr<CsvText> csv = split_csv("table.csv", text);
//   csv->cells[1][0];          // the first cell of the second line with text
//   joined_csv(*csv);            // the same text, but for quotes that are not needed and empty lines
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace tertial::cli {

struct CsvText {
  char separator = ';';
  std::string line_end = {};
  bool has_mark = false;                             // a byte order mark
  std::vector<std::vector<std::string>> cells = {};  // of every line with text
  std::vector<std::uint32_t> lines = {};             // their numbers, from 1
};

// Semicolon, tab or comma parts the cells, whichever the first line has most of; cells may stand in quotes. Errors begin
// with the path: UTF-16, too long, a quote that is left open.
[[nodiscard]] absl::StatusOr<CsvText> split_csv(const std::string& path, std::string_view text);

[[nodiscard]] std::string joined_csv(const CsvText& csv);

// In quotes where it has to be.
void append_csv_cell(std::string& out, std::string_view cell, char separator);

// "PATH:LINE:COLUMN: message"
[[nodiscard]] absl::Status csv_fault(const std::string& path, std::uint32_t line, std::size_t column,
                                     std::string_view message);

}  // namespace tertial::cli

// How a CSV file of case records is written. It is stated by whoever knows the file, and nothing of it is guessed.
//
//   CsvDialect dialect{.delimiter = ',', .decimal = '.', .encoding = TextEncoding::latin_1};
//   absl::Status status = check_dialect(dialect);
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace tertial {
inline namespace v1 {

enum class TextEncoding : std::uint8_t { utf_8, latin_1 };

// Lines end in LF or CR LF. A field may stand in quotes: then delimiters and line breaks are part of it, and a doubled
// quote is one. Spaces round a field that is not in quotes do not count. A line with nothing on it is no row.
struct CsvDialect {
  char delimiter = ';';  // ; , | or tab
  char decimal = ',';    // , or .
  char quote = '"';      // " or '; a NUL: quotes are signs like any other
  TextEncoding encoding = TextEncoding::utf_8;
  bool heading = true;  // the first row has the names of the columns
  // What stands for a value that is not there, in UTF-8, to the letter. Without "" an empty field is a fault.
  std::vector<std::string> missing = {"", "-", "..", "...", "u.s.", "U.S.", "uppgift saknas", "n/a", "NULL"};

  friend bool operator==(const CsvDialect&, const CsvDialect&) = default;
};

// InvalidArgument with a Fault at "delimiter", "decimal", "quote" or "missing" where that is none of what the comments
// above allow, or a missing word is longer than 64 bytes or no UTF-8.
[[nodiscard]] absl::Status check_dialect(const CsvDialect& dialect);

}  // namespace v1
}  // namespace tertial

// What keeps a row of case records from being used, and where it stands. Never what it says: that is about people.
//
//   for (const RecordFault& fault : reader->faults()) std::cerr << to_string(fault);
//   // row 17 (line 19), column "Startdatum": no such day: expected one of 1900-01-01 to 2200-12-31
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tertial {
inline namespace v1 {

enum class RecordProblem : std::uint8_t {
  field_count,  // more or fewer than the first row, which is the heading where there is one
  row_too_long,
  stray_quote,  // in a field that is not in quotes, or after the closing one
  nul_byte,
  not_utf_8,
  field_too_long,
  not_a_date,
  no_such_day,  // shaped like a date, but no day from 1900 to 2200
  not_a_time,
  no_such_time,
  not_a_period,
  not_a_number,
  not_whole,
  out_of_range,  // more than an int64, or a double, can hold
  unknown_code,
  too_many_codes,
  not_a_key,  // empty, where that is no missing value
  key_without_secret,
};
inline constexpr std::size_t kRecordProblems = 18;

// The name above, such as "field_count".
[[nodiscard]] std::string_view to_string(RecordProblem problem) noexcept;
// What is wrong and what was expected, such as "no date: expected YYYY-MM-DD or YYYYMMDD".
[[nodiscard]] std::string_view description(RecordProblem problem) noexcept;

struct RecordFault {
  std::uint64_t row = 0;       // from 1, the heading and empty lines not counted
  std::uint64_t line = 0;      // from 1, where the row begins; line breaks in quotes count
  std::uint32_t position = 0;  // of the field in its row, from 1; 0: the row as a whole
  std::string column = {};     // the heading that was asked for; empty where the field was not asked for by one
  RecordProblem problem = RecordProblem::field_count;

  friend bool operator==(const RecordFault&, const RecordFault&) = default;
};

// "row 17 (line 19), column "Startdatum"", or "column 3" where it was not asked for by its heading.
[[nodiscard]] std::string place_of(const RecordFault& fault);
// Place and description.
[[nodiscard]] std::string to_string(const RecordFault& fault);

// How many rows had that problem at that field. A row with several problems counts for each.
struct RecordFaultCount {
  std::uint32_t position = 0;
  std::string column = {};
  RecordProblem problem = RecordProblem::field_count;
  std::uint64_t rows = 0;

  friend bool operator==(const RecordFaultCount&, const RecordFaultCount&) = default;
};

}  // namespace v1
}  // namespace tertial

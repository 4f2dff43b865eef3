#include "tertial/io/record_fault.hpp"

#include <array>
#include <cstddef>

#include "tertial/calendar/date.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

struct ProblemWords {
  std::string_view name;
  std::string_view description;
};

constexpr std::array<ProblemWords, kRecordProblems> kWords = {{
    {"field_count", "more or fewer fields than the first row has"},
    {"row_too_long", "longer than a row may be: perhaps a quote that is never closed"},
    {"stray_quote", "a quote that neither opens nor closes a field: inside quotes it is written twice"},
    {"nul_byte", "a NUL byte, which no text has"},
    {"not_utf_8", "bytes that are no UTF-8: perhaps the file is in Latin-1"},
    {"field_too_long", "longer than the 1024 bytes that a field may have"},
    {"not_a_date", "no date: expected YYYY-MM-DD or YYYYMMDD"},
    {"no_such_day", "no such day: expected one from 1900-01-01 to 2200-12-31"},
    {"not_a_time", "no time: expected YYYY-MM-DD HH:MM, YYYY-MM-DD HH:MM:SS or seconds since 1970"},
    {"no_such_time", "no such time: expected a day from 1900-01-01 to 2200-12-31 and 00:00:00 to 23:59:59"},
    {"not_a_period",
     "no period: expected one such as 2020, 2020-S2, 2020-T2, 2020-Q3, 2020-08, 2020-W36 or 2020-08-31"},
    {"not_a_number", "no number: expected digits with the decimal sign that was stated"},
    {"not_whole", "no whole number: expected digits"},
    {"out_of_range", "larger or smaller than the numbers that can be kept"},
    {"unknown_code", "none of the codes that were listed"},
    {"too_many_codes", "one more code than can be kept"},
    {"not_a_key", "no key: expected a number or a text"},
    {"key_without_secret", "a key that is no number of up to 18 digits, which needs a secret to be hashed with"},
}};

}  // namespace

std::string_view to_string(RecordProblem problem) noexcept { return kWords[static_cast<std::size_t>(problem)].name; }

std::string_view description(RecordProblem problem) noexcept {
  return kWords[static_cast<std::size_t>(problem)].description;
}

std::string place_of(const RecordFault& fault) {
  const std::string row = text("row ", fault.row, " (line ", fault.line, ")");
  if (!fault.column.empty()) return text(row, ", column \"", calendar_detail::excerpt(fault.column), "\"");
  return fault.position == 0 ? row : text(row, ", column ", fault.position);
}

std::string to_string(const RecordFault& fault) { return text(place_of(fault), ": ", description(fault.problem)); }

}  // namespace v1
}  // namespace tertial

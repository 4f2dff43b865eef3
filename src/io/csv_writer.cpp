#include <cstddef>
#include <string>
#include <string_view>

#include "io/csv_cells.hpp"
#include "io/table_writer.hpp"
#include "tertial/io/follow_up_writer.hpp"

namespace tertial {
inline namespace v1 {

std::optional<CsvTable> parse_csv_table(std::string_view word) noexcept {
  for (std::size_t i = 0; i < kCsvTables.size(); ++i) {
    if (kCsvTables[i] == word) return static_cast<CsvTable>(i);
  }
  return std::nullopt;
}

std::string write_csv(const Plan& plan, const FollowUp& review, CsvTable table, Language language) {
  std::string text;
  CsvWriter out(text);
  write_table(out, plan, review, table, language);
  return text;
}

std::string write_csv(const Plan& plan, const FollowUp& review, Language language) {
  std::string text;
  CsvWriter out(text);
  for (std::size_t i = 0; i < kCsvTables.size(); ++i) {
    if (i > 0) text += "\r\n";
    text += "# ";
    text += kCsvTables[i];
    text += "\r\n";
    write_table(out, plan, review, static_cast<CsvTable>(i), language);
  }
  return text;
}

}  // namespace v1
}  // namespace tertial

#include "tertial/io/csv_dialect.hpp"

#include <cstddef>
#include <string_view>

#include "io/record_fields.hpp"
#include "tertial/plan/fault.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

absl::Status check_dialect(const CsvDialect& dialect) {
  const auto is_one_of = [](char sign, std::string_view signs) { return signs.find(sign) != std::string_view::npos; };
  if (!is_one_of(dialect.delimiter, ";,|\t")) {
    return unusable(FaultKind::schema, "delimiter", "expected a semicolon, a comma, a tab or a vertical line");
  }
  if (!is_one_of(dialect.decimal, ",.")) return unusable(FaultKind::schema, "decimal", "expected a comma or a point");
  if (!is_one_of(dialect.quote, std::string_view("\"'\0", 3))) {
    return unusable(FaultKind::schema, "quote", "expected \", ' or none");
  }
  constexpr std::size_t kLongest = 64;
  for (std::size_t i = 0; i < dialect.missing.size(); ++i) {
    const std::string& word = dialect.missing[i];
    if (word.size() > kLongest) {
      return unusable(FaultKind::schema, text("missing/", i), text("longer than ", kLongest, " bytes"));
    }
    if (record_detail::first_malformed(word) != word.size()) {
      return unusable(FaultKind::schema, text("missing/", i), "no UTF-8");
    }
  }
  return absl::OkStatus();
}

}  // namespace v1
}  // namespace tertial

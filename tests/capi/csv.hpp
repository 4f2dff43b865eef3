// CSV (RFC 4180) read again: for tests that hold a table against what else tells the same.
#pragma once

#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>
#include "handles.hpp"

namespace tertial::test {

using Row = std::vector<std::string>;

inline std::vector<Row> parse_csv(std::string_view text) {
  std::vector<Row> rows;
  Row row;
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
        cell += '"', ++i;
      } else if (c == '"') {
        quoted = false;
      } else {
        cell += c;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',' || c == '\r') {
      row.push_back(std::move(cell));
      cell.clear();
    } else if (c == '\n') {
      rows.push_back(std::move(row));
      row.clear();
    } else {
      cell += c;
    }
  }
  CHECK((row.empty() && cell.empty()));
  return rows;
}

inline std::vector<Row> csv_of(const tertial_follow_up* review, std::int32_t table, std::int32_t language) {
  return parse_csv(string(made<tertial_text>(
      [&](auto** out, auto* error) { return tertial_follow_up_csv(review, table, language, out, error); })));
}

inline std::string printed_number(double value) {
  if (std::isnan(value)) return {};
  char text[64];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}
inline std::string printed_bool(std::int32_t value) { return value != 0 ? "true" : "false"; }
inline std::string printed_word(std::int32_t vocabulary, std::int32_t value) {
  const char* const word = tertial_word(vocabulary, value);
  return word == nullptr ? "" : word;
}

inline void expect_rows(const std::vector<Row>& rows, const std::vector<Row>& expected) {
  CHECK(rows.size() == expected.size());
  for (std::size_t i = 0; i < std::min(rows.size(), expected.size()); ++i) {
    CHECK(rows[i].size() == expected[i].size());
    for (std::size_t k = 0; k < std::min(rows[i].size(), expected[i].size()); ++k) {
      if (rows[i][k] == expected[i][k]) continue;
      FAIL_CHECK("row " << i << ", column " << k << " (" << rows[0][k] << "): " << rows[i][k] << ", not "
                        << expected[i][k]);
    }
  }
}

}  // namespace tertial::test

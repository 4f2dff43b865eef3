// Cells as CSV: commas between, CR LF after each row, quotes where there must be some.
//
//   CsvWriter csv(out);
//   csv.text(unit).number(40).end_row();
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "io/table_writer.hpp"
#include "tertial/io/json_writer.hpp"

namespace tertial {
inline namespace v1 {

// Words, figures and dates are ours and stand as they are; text is the plan's.
class CsvWriter final : public TableWriter {
 public:
  explicit CsvWriter(std::string& out) noexcept : out_(out) {}

 private:
  void begin(std::span<const Column> columns) override {
    for (const Column& column : columns) put_word(column.name);
    put_end_of_row();
  }
  void put_word(std::string_view value) override {
    separate();
    out_ += value;
  }
  void put_text(std::string_view value) override {
    separate();
    const bool formula = !value.empty() && kFormulaStarts.find(value.front()) != std::string_view::npos;
    // A first cell that begins with # is quoted, so that it is never taken for the line that leads a table.
    const bool quoted = value.find_first_of(kToQuote) != std::string_view::npos || value.substr(0, 1) == "#";
    if (quoted) out_ += '"';
    if (formula) out_ += '\'';
    for (std::size_t at = 0; at < value.size();) {
      const std::size_t quote = value.find('"', at);
      out_ += value.substr(at, quote == std::string_view::npos ? quote : quote - at + 1);
      if (quote == std::string_view::npos) break;
      out_ += '"';
      at = quote + 1;
    }
    if (quoted) out_ += '"';
  }
  // Empty beyond the reach of numbers, as a sum of huge figures may be.
  void put_number(double value) override {
    separate();
    if (std::isfinite(value)) JsonWriter::append_number(out_, value);
  }
  void put_date(Date value) override {
    char text[Date::kTextSize];
    value.write(text);
    put_word({text, sizeof text});
  }
  void put_boolean(bool value) override { put_word(value ? "true" : "false"); }
  void put_empty() override { separate(); }
  void put_end_of_row() override {
    out_ += "\r\n";
    row_begun_ = false;
  }

  static constexpr std::string_view kFormulaStarts = "=+-@\t\r\n";
  static constexpr std::string_view kToQuote = ",\"\r\n";

  void separate() {
    if (row_begun_) out_ += ',';
    row_begun_ = true;
  }

  std::string& out_;
  bool row_begun_ = false;
};

}  // namespace v1
}  // namespace tertial

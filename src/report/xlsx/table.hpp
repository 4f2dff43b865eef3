// Rows below a heading that filters them: what most sheets are.
//
//   Table risks(sheet, {{"Id"}, {"Risk", 40}, {"Score"}});
//   risks.line("5.2").prose("Staff leave").number(6).end_row();
//   risks.finish();
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "report/xlsx/book.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

class Table {
 public:
  struct Heading {
    std::string_view title;
    double width = 12;  // characters
    bool is_number = false;
  };
  Table(Sheet& sheet, std::initializer_list<Heading> headings, std::uint32_t first_row = 0);

  Table& line(std::string_view text) { return put(text, {}); }
  Table& prose(std::string_view text);  // wrapped, in a row as high as it takes
  Table& number(double value, NumberForm form = {});
  Table& date(Date date);
  Table& skip(int count = 1);
  // Empty where there is none.
  Table& date(const std::optional<Date>& date) { return date ? this->date(*date) : skip(); }
  Table& number(const std::optional<double>& value) { return value ? number(*value, NumberForm::of(*value)) : skip(); }
  void end_row();

  // Sets the filter. Words are tinted in the rows written so far.
  void finish();
  void tint(std::uint16_t column, std::string_view word, Tone tint);
  [[nodiscard]] std::uint32_t row() const noexcept { return at_.row; }

 private:
  Table& put(std::string_view text, CellStyle style);

  Sheet* sheet_;
  std::uint32_t heading_;
  std::vector<double> widths_;
  CellPlace at_;
  int lines_ = 1;  // of the row
};

}  // namespace report
}  // namespace v1
}  // namespace tertial

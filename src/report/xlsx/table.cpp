#include "report/xlsx/table.hpp"

#include <algorithm>

#include "report/xlsx/cell_text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

using Kind = CellStyle::Kind;

namespace {

constexpr double kFilterButton = 3;  // characters that it covers

}  // namespace

Table::Table(Sheet& sheet, std::initializer_list<Heading> headings, std::uint32_t first_row)
    : sheet_(&sheet), heading_(first_row), at_{.row = first_row} {
  for (const Heading& heading : headings) {
    sheet.width(at_.column, heading.width);
    widths_.push_back(heading.width);
    lines_ = std::max(lines_, lines_in_column(heading.title, heading.width - kFilterButton));
    put(heading.title, {.kind = heading.is_number ? Kind::number_heading : Kind::heading});
  }
  end_row();
}

Table& Table::put(std::string_view text, CellStyle style) {
  if (!text.empty()) sheet_->text(at_, text, style);
  ++at_.column;
  return *this;
}

Table& Table::number(double value, NumberForm form) {
  sheet_->number(at_, value, form);
  ++at_.column;
  return *this;
}

Table& Table::date(Date date) {
  sheet_->date(at_, date);
  ++at_.column;
  return *this;
}

Table& Table::skip(int count) {
  at_.column = static_cast<std::uint16_t>(at_.column + count);
  return *this;
}

Table& Table::prose(std::string_view text) {
  lines_ = std::max(lines_, lines_in_column(text, widths_[at_.column]));
  return put(text, {.kind = Kind::prose});
}

void Table::end_row() {
  if (lines_ > 1) sheet_->height(at_.row, lines_);
  at_ = {.row = at_.row + 1};
  lines_ = 1;
}

void Table::finish() {
  const auto last = static_cast<std::uint16_t>(widths_.size() - 1);
  sheet_->filter({.row = heading_}, {.row = std::max(heading_, at_.row - 1), .column = last});
}

void Table::tint(std::uint16_t column, std::string_view word, Tone tint) {
  sheet_->tint({.row = heading_ + 1, .column = column}, at_.row - 1, word, tint);
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

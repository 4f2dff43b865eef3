#include "report/xlsx/book.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "report/xlsx/cell_text.hpp"
#include "tertial/indicator/printed.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

using Kind = CellStyle::Kind;

constexpr std::size_t kMostPropertyText = 255;
constexpr std::size_t kMostFormulaText = 255;
constexpr lxw_color_t kHeadingFill = 0xE7E6E6;

struct Colours {
  lxw_color_t fill;
  lxw_color_t text;
};
// Dark on light, at least 5:1 in contrast; told apart in grey print by the words alone.
Colours colours_of(Tone tint) noexcept {
  switch (tint) {
    case Tone::good:
      return {0xE2EFDA, 0x375623};
    case Tone::fair:
      return {0xFFF2CC, 0x7F4F00};
    case Tone::poor:
      return {0xFCE4D6, 0x833C0B};
    case Tone::bad:
      return {0xF8CBAD, 0x7B1E0A};
    case Tone::none:
    case Tone::quiet:
      break;
  }
  return {0xF2F2F2, 0x595959};
}

void colour(lxw_format* format, Tone tint) {
  if (tint == Tone::none) return;
  const Colours colours = colours_of(tint);
  format_set_bg_color(format, colours.fill);
  format_set_font_color(format, colours.text);
}

// With air to the text on its right.
void align_right(lxw_format* format) {
  format_set_align(format, LXW_ALIGN_RIGHT);
  format_set_indent(format, 1);
}

// Noon, so that the time is never 0, which the writer takes for now.
time_t moment_of(Date date) noexcept {
  constexpr time_t kDay = 86'400;
  return static_cast<time_t>(date.days()) * kDay + kDay / 2;
}

// Text in a formula that compares with it.
std::string quoted(std::string_view word) {
  std::string result = "\"";
  for (const char each : word) {
    result += each;
    if (each == '"') result += each;
  }
  return result += '"';
}

}  // namespace

NumberForm NumberForm::of(double value, std::optional<int> decimals, bool percent) {
  constexpr int kMostUnstated = 4;
  constexpr int kMostStated = 15;
  constexpr double kFirstGrouped = 10'000;
  const int shown = decimals ? std::clamp(*decimals, 0, kMostStated) : std::min(printed_decimals(value), kMostUnstated);
  return {
      .decimals = static_cast<std::uint8_t>(shown), .grouped = std::abs(value) >= kFirstGrouped, .percent = percent};
}

Book::Book(const About& about) : language_(about.language) {
  if (file_.path().empty()) {
    fail(absl::UnavailableError("there is no room for the workbook's temporary file"));
    return;
  }
  book_ = workbook_new(file_.path().c_str());
  if (!has(book_)) return;
  std::string title = cell_text(about.title, kMostPropertyText);
  std::string company = cell_text(about.organisation, kMostPropertyText);
  lxw_doc_properties properties = {};
  properties.title = title.data();
  properties.company = company.data();
  properties.created = moment_of(about.date);
  check(workbook_set_properties(book_, &properties));
}

Book::~Book() {
  if (book_ != nullptr) lxw_workbook_free(book_);
}

void Book::check(int lxw_error) {
  if (lxw_error == LXW_NO_ERROR) return;
  fail(absl::UnavailableError(
      text("the workbook cannot be written: ", lxw_strerror(static_cast<::lxw_error>(lxw_error)))));
}

bool Book::has(const void* made) {
  if (made == nullptr) fail(absl::UnavailableError("there is no memory for the workbook"));
  return made != nullptr;
}

void Book::fail(absl::Status status) { status_.Update(std::move(status)); }

Sheet Book::add_sheet(std::string_view name) {
  Sheet result(*this, nullptr, name);
  if (!status_.ok()) return result;
  result.sheet_ = workbook_add_worksheet(book_, result.name_.c_str());
  if (!has(result.sheet_)) return result;
  constexpr std::uint8_t kA4 = 9;
  worksheet_set_landscape(result.sheet_);
  worksheet_set_paper(result.sheet_, kA4);
  worksheet_fit_to_pages(result.sheet_, 1, 0);
  worksheet_set_margins(result.sheet_, 0.4, 0.4, 0.5, 0.6);
  check(worksheet_set_footer(result.sheet_, "&L&A&R&P/&N"));
  return result;
}

absl::StatusOr<std::string> Book::finish() && {
  if (!status_.ok()) return status_;
  check(workbook_close(std::exchange(book_, nullptr)));
  if (!status_.ok()) return status_;
  std::optional<std::string> bytes = file_.read();
  if (!bytes || bytes->empty())
    return absl::UnavailableError("the workbook cannot be read back from its temporary file");
  return *std::move(bytes);
}

std::string Book::number_format(NumberForm form) const {
  std::string format = form.grouped ? "#,##0" : "0";
  if (form.decimals > 0) format += text(".", std::string(form.decimals, '0'));
  if (form.percent) format += language_ == Language::sv ? "\"\xC2\xA0%\"" : "\"%\"";
  return format;
}

lxw_format* Book::format(const CellStyle& style) {
  if (const auto at = formats_.find(style); at != formats_.end()) return at->second;
  lxw_format* format = workbook_add_format(book_);
  if (!has(format)) return nullptr;
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  switch (style.kind) {
    case Kind::line:
      break;
    case Kind::prose:
      format_set_text_wrap(format);
      break;
    case Kind::heading:
    case Kind::number_heading:
      if (style.kind == Kind::number_heading) align_right(format);
      format_set_bold(format);
      format_set_text_wrap(format);
      format_set_bg_color(format, kHeadingFill);
      format_set_bottom(format, LXW_BORDER_THIN);
      break;
    case Kind::strong:
      format_set_bold(format);
      break;
    case Kind::title:
      format_set_bold(format);
      format_set_font_size(format, 14);
      break;
    case Kind::boxed:
      format_set_text_wrap(format);
      format_set_border(format, LXW_BORDER_THIN);
      break;
    case Kind::date:
      format_set_align(format, LXW_ALIGN_LEFT);
      format_set_num_format(format, "yyyy-mm-dd");
      break;
    case Kind::number:
      align_right(format);
      format_set_num_format(format, number_format(style.form).c_str());
      break;
  }
  colour(format, style.tint);
  formats_.emplace(style, format);
  return format;
}

bool Sheet::may_write(CellPlace at) { return book_->status_.ok() && holds(at.row); }

bool Sheet::holds(std::size_t rows) {
  if (rows < kMostRows) return true;
  book_->fail(absl::OutOfRangeError(
      tertial::text("the sheet ", name_, " would have more than the ", kMostRows - 1,
                    " rows below its heading that a sheet of a workbook holds; the CSV form has no such limit")));
  return false;
}

Sheet& Sheet::text(CellPlace at, std::string_view text, CellStyle style) {
  if (!may_write(at)) return *this;
  lxw_format* const format = book_->format(style);
  book_->check(worksheet_write_string(sheet_, at.row, at.column, cell_text(text).c_str(), format));
  return *this;
}

Sheet& Sheet::number(CellPlace at, double value, NumberForm form) {
  if (!std::isfinite(value) || !may_write(at)) return *this;
  lxw_format* const format = book_->format({.kind = Kind::number, .form = form});
  book_->check(worksheet_write_number(sheet_, at.row, at.column, value, format));
  return *this;
}

Sheet& Sheet::date(CellPlace at, Date date) {
  if (!may_write(at)) return *this;
  const YearMonthDay day = date.parts();
  lxw_datetime moment = {day.year, day.month, day.day, 0, 0, 0};
  book_->check(worksheet_write_datetime(sheet_, at.row, at.column, &moment, book_->format({.kind = Kind::date})));
  return *this;
}

void Sheet::width(std::uint16_t column, double characters) {
  if (book_->status_.ok()) book_->check(worksheet_set_column(sheet_, column, column, characters, nullptr));
}

void Sheet::height(std::uint32_t row, int lines) {
  constexpr double kLine = 15;
  constexpr double kMost = 409;  // points, that Excel allows
  if (!may_write({.row = row})) return;
  book_->check(worksheet_set_row(sheet_, row, std::min(kMost, kLine * lines), nullptr));
}

void Sheet::print_upright(CellPlace end, std::span<const std::uint32_t> breaks, int percent) {
  if (!book_->status_.ok()) return;
  worksheet_set_portrait(sheet_);
  // Then no longer as wide as a page, which would undo the breaks.
  worksheet_set_print_scale(sheet_, static_cast<std::uint16_t>(percent));
  book_->check(worksheet_print_area(sheet_, 0, 0, end.row - 1, static_cast<lxw_col_t>(end.column - 1)));
  std::vector<std::uint32_t> rows(breaks.begin(), breaks.end());
  rows.push_back(0);  // ends the list
  if (rows.size() > 1) book_->check(worksheet_set_h_pagebreaks(sheet_, rows.data()));
}

void Sheet::freeze(CellPlace at) {
  if (!book_->status_.ok()) return;
  worksheet_freeze_panes(sheet_, at.row, at.column);
  if (at.row > 0) book_->check(worksheet_repeat_rows(sheet_, 0, at.row - 1));
}

void Sheet::filter(CellPlace first, CellPlace last) {
  if (book_->status_.ok()) {
    book_->check(worksheet_autofilter(sheet_, first.row, first.column, last.row, last.column));
  }
}

void Sheet::tint(CellPlace first, std::uint32_t last_row, std::string_view word, Tone tint) {
  if (!book_->status_.ok() || word.empty() || tint == Tone::none || last_row < first.row) return;
  const std::string shown = cell_text(word);
  if (shown.size() > kMostFormulaText) return;  // Excel compares with no more
  std::string value = quoted(shown);
  lxw_format* const format = workbook_add_format(book_->book_);
  if (!book_->has(format)) return;
  colour(format, tint);
  lxw_conditional_format rule = {};
  rule.type = LXW_CONDITIONAL_TYPE_CELL;
  rule.criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO;
  rule.value_string = value.data();
  rule.format = format;
  book_->check(worksheet_conditional_format_range(sheet_, first.row, first.column, last_row, first.column, &rule));
}

void Sheet::add(const LineChart& chart) {
  if (!book_->status_.ok()) return;
  lxw_chart* const drawn = workbook_add_chart(book_->book_, LXW_CHART_LINE);
  if (!book_->has(drawn)) return;
  const char* const name = name_.c_str();
  // Names are taken from cells: given as text, one that begins with = would become a formula.
  chart_title_set_name_range(drawn, name, chart.title.row, chart.title.column);
  lxw_chart_font small = {};
  small.size = 11;
  small.bold = LXW_TRUE;
  chart_title_set_name_font(drawn, &small);
  for (const LineChart::Line& line : chart.lines) {
    lxw_chart_series* const series = chart_add_series(drawn, nullptr, nullptr);
    if (!book_->has(series)) return;
    chart_series_set_categories(series, name, chart.first, chart.periods, chart.last, chart.periods);
    chart_series_set_values(series, name, chart.first, line.column, chart.last, line.column);
    chart_series_set_name_range(series, name, chart.heading, line.column);
    chart_series_set_marker_type(series, LXW_CHART_MARKER_AUTOMATIC);  // a shape of its own for each
    if (!line.dashed) continue;
    lxw_chart_line dashes = {};
    dashes.dash_type = LXW_CHART_LINE_DASH_DASH;
    chart_series_set_line(series, &dashes);
  }
  chart_show_blanks_as(drawn, LXW_CHART_BLANKS_AS_GAP);
  chart_legend_set_position(drawn, chart.lines.size() > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
  chart_axis_set_num_format(drawn->y_axis, book_->number_format(chart.form).c_str());
  std::string description = cell_text(chart.description, kMostPropertyText);
  lxw_chart_options options = {};
  options.y_offset = 4;  // clear of the page before
  options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
  options.description = description.data();
  book_->check(worksheet_insert_chart_opt(sheet_, chart.at.row, chart.at.column, drawn, &options));
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

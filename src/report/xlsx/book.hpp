// A workbook being written: sheets of typed cells, tints, line charts. What goes wrong is kept and told at the end.
//
//   Book book({.title = "Plan", .date = as_of});
//   Sheet risks = book.add_sheet("Risks");
//   risks.text({0, 0}, "5.2").number({0, 1}, 6);
//   absl::StatusOr<std::string> bytes = std::move(book).finish();
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "boost/container/flat_map.hpp"
#include "report/page.hpp"
#include "report/xlsx/outside.hpp"
#include "tertial/calendar/date.hpp"
#include "tertial/indicator/indicator.hpp"
#include "tertial/language.hpp"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace tertial {
inline namespace v1 {
namespace report {

inline constexpr std::uint32_t kMostRows = 1'048'576;  // of a sheet, the heading among them

// Places are counted from 0.
struct CellPlace {
  std::uint32_t row = 0;
  std::uint16_t column = 0;
};

// How a number is shown; its value is as it is.
struct NumberForm {
  std::uint8_t decimals = 0;
  bool grouped = false;  // in threes
  bool percent = false;  // 40 is shown as 40 %

  // As `value` is printed in reports: five digits and more are grouped, decimals as stated or as the value has, no more
  // than four then.
  [[nodiscard]] static NumberForm of(double value, std::optional<int> decimals = std::nullopt, bool percent = false);
  [[nodiscard]] static NumberForm of(const Indicator& indicator, double value) {
    return of(value, indicator.decimals, indicator.is_percent());
  }
  friend auto operator<=>(const NumberForm&, const NumberForm&) = default;
};

struct CellStyle {
  // Prose, headings and boxes are wrapped.
  enum class Kind : std::uint8_t { line, prose, heading, number_heading, strong, title, boxed, date, number };
  Kind kind = Kind::line;
  Tone tint = Tone::none;  // a light colour behind a word that says the same
  NumberForm form = {};
  friend auto operator<=>(const CellStyle&, const CellStyle&) = default;
};

// Lines over the same periods, a column of figures each. Empty cells are gaps in them.
struct LineChart {
  struct Line {
    std::uint16_t column = 0;
    bool dashed = false;
  };
  CellPlace at;               // upper left corner
  CellPlace title;            // the cell that says it
  std::uint32_t heading = 0;  // the row that names the lines
  std::uint32_t first = 0;    // rows of the figures
  std::uint32_t last = 0;
  std::uint16_t periods = 0;  // column
  std::vector<Line> lines = {};
  NumberForm form = {};
  std::string description = {};  // for those who do not see it
};

class Book;

// Borrowed from its book. Every function does nothing once the book has failed.
class Sheet {
 public:
  Sheet& text(CellPlace at, std::string_view text, CellStyle style = {});
  // Empty beyond the reach of numbers.
  Sheet& number(CellPlace at, double value, NumberForm form = {});
  Sheet& date(CellPlace at, Date date);

  void width(std::uint16_t column, double characters);
  void height(std::uint32_t row, int lines);
  // Rows above and columns left of `at` stand still, and the rows are printed on every page.
  void freeze(CellPlace at);
  // Prints what lies left of and above `end` upright, with new pages at these rows, reduced to `percent`. Other sheets
  // print broadside, as wide as a page.
  void print_upright(CellPlace end, std::span<const std::uint32_t> breaks, int percent);
  void filter(CellPlace first, CellPlace last);
  // False, and the book has failed, where so many rows below a heading are more than a sheet holds.
  bool holds(std::size_t rows);
  // Tints the cells of a column that read `word`, which is of the library's or the plan's own.
  void tint(CellPlace first, std::uint32_t last_row, std::string_view word, Tone tint);
  void add(const LineChart& chart);

 private:
  friend class Book;
  Sheet(Book& book, lxw_worksheet* sheet, std::string_view name) : book_(&book), sheet_(sheet), name_(name) {}
  [[nodiscard]] bool may_write(CellPlace at);

  Book* book_;
  lxw_worksheet* sheet_;  // null after a failure
  std::string name_;
};

class Book {
 public:
  struct About {
    std::string title;
    std::string organisation;
    Date date;
    Language language = Language::sv;
  };
  explicit Book(const About& about);
  ~Book();
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  // `name` is at most 31 characters, without []:*?/\ and stands once.
  [[nodiscard]] Sheet add_sheet(std::string_view name);
  [[nodiscard]] const absl::Status& status() const noexcept { return status_; }
  // The bytes of the file, or what failed first.
  [[nodiscard]] absl::StatusOr<std::string> finish() &&;

 private:
  friend class Sheet;
  void check(int lxw_error);
  [[nodiscard]] bool has(const void* made);  // false, and a failure, for null: there was no memory for it
  void fail(absl::Status status);
  [[nodiscard]] lxw_format* format(const CellStyle& style);
  [[nodiscard]] std::string number_format(NumberForm form) const;

  PlainNumbers plain_;
  WorkbookFile file_;
  lxw_workbook* book_ = nullptr;
  Language language_;
  absl::Status status_;
  boost::container::flat_map<CellStyle, lxw_format*> formats_;
};

}  // namespace report
}  // namespace v1
}  // namespace tertial

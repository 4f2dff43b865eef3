// The tables of a follow-up, told cell by cell to whoever writes them down: CSV, columns of numbers.
//
//   class CsvWriter : public TableWriter { ... };
//   write_table(csv, plan, review, CsvTable::risks, Language::sv);
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/followup/follow_up.hpp"
#include "tertial/io/follow_up_writer.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {

enum class CellType : std::uint8_t { text, number, whole, date, boolean };

struct Column {
  std::string_view name;
  CellType type;
};

// Takes the cells of a table from left to right, then the end of each row. A cell without anything in it is missing.
class TableWriter {
 public:
  TableWriter() = default;
  TableWriter(const TableWriter&) = delete;
  TableWriter& operator=(const TableWriter&) = delete;
  virtual ~TableWriter() = default;

  TableWriter& header(std::initializer_list<Column> columns) { return begin({columns.begin(), columns.size()}), *this; }
  // One of our own words.
  TableWriter& word(std::string_view value) { return put_word(value), *this; }
  // What the plan says.
  TableWriter& text(std::string_view value) { return put_text(value), *this; }
  // Ids, one after the other with a semicolon between.
  TableWriter& texts(std::span<const std::string> values) {
    std::string joined;
    for (const std::string& value : values) {
      if (!joined.empty()) joined += ';';
      joined += value;
    }
    return text(joined);
  }
  TableWriter& number(double value) { return put_number(value), *this; }
  TableWriter& date(Date value) { return put_date(value), *this; }
  TableWriter& period(Period value) {
    char text[Period::kMaxTextSize];
    return word({text, static_cast<std::size_t>(value.write(text) - text)});
  }
  TableWriter& boolean(bool value) { return put_boolean(value), *this; }
  TableWriter& empty(int count = 1) {
    for (int i = 0; i < count; ++i) put_empty();
    return *this;
  }

  // Empty where there is none.
  TableWriter& number(const std::optional<double>& value) { return value ? number(*value) : empty(); }
  TableWriter& date(const std::optional<Date>& value) { return value ? date(*value) : empty(); }
  TableWriter& period(const std::optional<Period>& value) { return value ? period(*value) : empty(); }
  template <class Word>
  TableWriter& word_of(const std::optional<Word>& value) {
    return value ? word(to_string(*value)) : empty();
  }

  TableWriter& end_row() { return put_end_of_row(), *this; }

 private:
  virtual void begin(std::span<const Column> columns) = 0;
  virtual void put_word(std::string_view value) = 0;
  virtual void put_text(std::string_view value) = 0;
  virtual void put_number(double value) = 0;
  virtual void put_date(Date value) = 0;
  virtual void put_boolean(bool value) = 0;
  virtual void put_empty() = 0;
  virtual void put_end_of_row() = 0;
};

// `review` was made from `plan`. The language is that of messages and reasons.
void write_table(TableWriter& out, const Plan& plan, const FollowUp& review, CsvTable table, Language language);

}  // namespace v1
}  // namespace tertial

// Tables as Arrow arrays: built cell by cell, then handed over with release callbacks of their own.
//
//   ArrowTable table;
//   write_table(table, plan, review, CsvTable::risks, language);
//   table.hand_over(schema, array);    // the caller's from here on
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/table_writer.hpp"
#include "tertial.h"

namespace tertial::capi {

class ArrowTable final : public TableWriter {
 public:
  // Makes a struct array and its schema of what was written, and leaves nothing. Strong: both or none.
  void hand_over(ArrowSchema* schema, ArrowArray* array);

  // One column as it grows. Buffers are as the format lays them out: validity and booleans by bit, offsets of text.
  struct Built {
    std::string name;
    CellType type = CellType::text;
    std::vector<std::uint8_t> valid;  // by bit
    std::vector<std::uint8_t> bits;   // booleans, by bit
    std::vector<double> numbers;
    std::vector<std::int32_t> wholes;  // whole numbers, days
    std::vector<std::int32_t> offsets = {0};
    std::string text;
    std::int64_t nulls = 0;
  };

 private:
  void begin(std::span<const Column> columns) override;
  void put_word(std::string_view value) override { put_text(value); }
  void put_text(std::string_view value) override;
  void put_number(double value) override;
  void put_date(Date value) override;
  void put_boolean(bool value) override;
  void put_empty() override;
  void put_end_of_row() override;

  // The column whose turn it is, with the cell's validity noted.
  Built& next(bool valid);

  std::vector<Built> columns_;
  std::size_t at_ = 0;
  std::int64_t rows_ = 0;
};

// The schema alone, of columns and their names.
void make_arrow_schema(std::span<const Column> columns, ArrowSchema* schema);

}  // namespace tertial::capi

// A stretch of a CSV text that is held in memory, in whole rows.
//
//   RowWindow window(source, dialect, 1 << 20);
//   while (window.load().ok() && window.rows().rows > 0) use(window.rows());
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "io/column_parser.hpp"
#include "io/record_separators.hpp"
#include "io/wiped_buffer.hpp"
#include "tertial/io/byte_source.hpp"
#include "tertial/io/csv_dialect.hpp"
#include "tertial/io/record_fault.hpp"

namespace tertial {
inline namespace v1 {
namespace record_detail {

// A row that is not among rows().
struct BadRow {
  std::uint32_t ordinal = 0;   // in the window, from 0
  std::uint32_t begin = 0;     // its offset in the text
  std::uint32_t position = 0;  // of the field, from 1; 0: the row as a whole
  RecordProblem problem = RecordProblem::field_count;
};

class RowWindow {
 public:
  RowWindow(ByteSource& source, const CsvDialect& dialect, std::size_t max_row_bytes);

  // Goes on to the first rows. Errors: the source's; InvalidArgument with a Fault where no row is there, or the text
  // begins with the mark of another encoding, or the first row is longer than a row may be.
  [[nodiscard]] absl::Status load_first();
  // The fields of the first row that is not empty.
  [[nodiscard]] const FieldGrid& first_row() const noexcept { return grid_; }
  // What is wrong with that row, if anything.
  [[nodiscard]] const std::vector<BadRow>& first_row_faults() const noexcept { return bad_; }
  // From now on rows have as many fields. The first one is among them unless it is the heading.
  void set_fields(std::size_t fields, bool with_first_row);

  // Drops the rows held and goes on to those behind them: none and no bad row either at the end. Errors: the source's.
  [[nodiscard]] absl::Status load();
  [[nodiscard]] bool at_end() const noexcept { return at_end_; }
  // Whether a quote is still open where the text ends; the row begins at line_of(0).
  [[nodiscard]] bool ends_in_quotes() const noexcept { return ends_in_quotes_; }

  [[nodiscard]] const FieldGrid& rows() const noexcept { return grid_; }
  // The rows that are not held, by ordinal; ordinals of those held go up in the gaps between.
  [[nodiscard]] const std::vector<BadRow>& bad_rows() const noexcept { return bad_; }
  [[nodiscard]] std::uint32_t ordinal(std::size_t row) const noexcept {
    return ordinals_.empty() ? static_cast<std::uint32_t>(row) : ordinals_[row];
  }
  [[nodiscard]] std::uint32_t ordinals() const noexcept { return total_; }  // of both kinds

  // Where in the file the byte at that offset stands, or a bad row begins.
  [[nodiscard]] std::uint64_t line_of(std::uint32_t offset) const noexcept;
  [[nodiscard]] std::uint64_t line_of(const BadRow& row) const noexcept;
  [[nodiscard]] std::uint64_t bytes_read() const noexcept { return bytes_read_; }

 private:
  struct Mark {
    std::uint32_t offset = 0;
    RecordProblem problem = RecordProblem::stray_quote;
  };

  [[nodiscard]] char* text() noexcept { return buffer_.data() + kBefore; }
  [[nodiscard]] const char* text() const noexcept { return buffer_.data() + kBefore; }
  [[nodiscard]] std::uint32_t* separators() noexcept { return positions_.data() + 1; }
  [[nodiscard]] std::size_t capacity() const noexcept { return buffer_.size() - kBefore - kBehind; }

  [[nodiscard]] absl::Status fill();
  [[nodiscard]] absl::Status find_rows();
  [[nodiscard]] absl::Status skip_row();
  [[nodiscard]] absl::Status check_mark();
  void grow();
  void scan();
  void drop(std::size_t size) noexcept;
  bool find_last_line_end() noexcept;
  void collect_marks();
  void arrange_rows(std::size_t from);
  bool are_plain(std::size_t from) const noexcept;
  void take_row(std::size_t from, std::size_t fields, std::uint32_t begin, std::size_t& mark);

  static constexpr std::size_t kBefore = 64;
  static constexpr std::size_t kBehind = kSeparatorBlock + 64;

  ByteSource* source_;
  SeparatorSigns signs_;
  TextEncoding encoding_;
  std::size_t max_row_bytes_;
  std::size_t fields_ = 0;  // 0: not known yet

  WipedBuffer<char> buffer_;
  std::size_t filled_ = 0;
  std::size_t used_ = 0;        // by the rows held
  std::size_t lines_used_ = 0;  // line ends among them, outside of quotes
  std::uint64_t bytes_read_ = 0;
  std::uint64_t line_ = 1;  // of the first byte held
  std::uint64_t skipped_line_ = 0;
  bool source_at_end_ = false;
  bool at_end_ = false;
  bool ends_in_quotes_ = false;

  SeparatorScan scan_;
  WipedBuffer<std::uint32_t> positions_;  // of separators, behind one that stands before the text
  std::size_t complete_ = 0;              // separators up to the last line end
  std::vector<std::uint32_t> strays_;
  std::vector<Mark> marks_;

  FieldGrid grid_;
  std::vector<std::uint32_t> arranged_;
  std::vector<std::uint32_t> ordinals_;  // empty: 0, 1, 2, ...
  std::vector<BadRow> bad_;
  std::uint32_t total_ = 0;
};

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

// What a reader of case records has between two batches.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "io/column_parser.hpp"
#include "io/keyed_hash.hpp"
#include "io/row_window.hpp"
#include "tertial/io/record_reader.hpp"

namespace tertial {
inline namespace v1 {
namespace record_detail {

class ReaderState {
 public:
  ReaderState(ByteSource& source, const CsvDialect& dialect, std::vector<RecordColumn> columns,
              const RecordReaderOptions& options);

  // Once: reads the first row and finds the columns.
  [[nodiscard]] absl::Status open();
  // Fills a batch; how many rows it has is rows().
  [[nodiscard]] absl::Status fill_batch();

  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] const ColumnParser& column(std::size_t at) const noexcept { return parsers_[at]; }
  [[nodiscard]] std::uint64_t row_number(std::size_t row) const noexcept;

  [[nodiscard]] std::uint64_t bytes_read() const noexcept { return window_.bytes_read(); }
  [[nodiscard]] std::uint64_t rows_read() const noexcept { return rows_read_; }
  [[nodiscard]] std::uint64_t rows_rejected() const noexcept { return rejected_; }
  [[nodiscard]] const std::vector<RecordFault>& faults() const noexcept { return faults_; }
  [[nodiscard]] std::vector<RecordFaultCount> fault_counts() const;

 private:
  // A problem of a row of the window, or of one of its fields.
  struct Found {
    std::uint32_t ordinal = 0;
    std::uint32_t position = 0;
    std::uint32_t column = 0;  // that was asked for, to name it; kNoColumn
    std::uint32_t begin = 0;   // of the row in the text
    const BadRow* row = nullptr;
    RecordProblem problem = RecordProblem::field_count;
  };
  // From `at` on, rows of the batch have the numbers from `number` on.
  struct Run {
    std::uint32_t at = 0;
    std::uint64_t number = 0;
  };
  static constexpr std::uint32_t kNoColumn = 0xFFFFFFFF;

  [[nodiscard]] absl::Status find_columns(const FieldGrid& first, std::vector<std::uint32_t>& positions);
  [[nodiscard]] absl::Status make_parsers(const std::vector<std::uint32_t>& positions);
  [[nodiscard]] absl::Status load();
  [[nodiscard]] absl::Status read_rows(std::size_t count);
  void gather(std::size_t first, std::size_t count, std::uint32_t until);
  [[nodiscard]] absl::Status settle();
  [[nodiscard]] RecordFault fault_of(const Found& found) const;
  [[nodiscard]] std::string name_of(std::uint32_t position) const;
  void number_rows(std::size_t first, std::size_t count);

  std::vector<RecordColumn> columns_;
  RecordReaderOptions options_;
  bool heading_;
  FieldRules rules_;
  std::unique_ptr<KeyedHash> hash_;
  RowWindow window_;
  std::vector<ColumnParser> parsers_;
  std::size_t capacity_ = 0;  // rows of a batch
  std::size_t step_ = 0;      // rows that are read at once
  std::unique_ptr<ParserScratch> scratch_;
  bool opened_ = false;
  bool fresh_window_ = false;  // nothing of it has been read yet
  std::size_t next_row_ = 0;   // of the window
  std::size_t next_bad_ = 0;   // of its bad rows

  std::size_t rows_ = 0;
  std::vector<Run> runs_;
  std::uint64_t window_begin_ = 0;  // rows before the window
  std::uint64_t rows_read_ = 0;
  std::uint64_t rejected_ = 0;
  std::vector<FieldProblem> problems_;
  std::vector<Found> found_;
  std::vector<std::uint32_t> dropped_;
  std::vector<RecordFault> faults_;
  std::map<std::pair<std::uint32_t, RecordProblem>, std::uint64_t> counts_;
  absl::Status status_;
};

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

// Reads a CSV file of case records, of any size, into typed columns, one batch of rows after another.
//
//   MemorySource source("Enhet;Start\nNorr;2020-01-31\n");
//   auto reader = RecordReader::make(source, {}, {{.heading = "Enhet", .type = RecordType::code},
//                                                 {.heading = "Start", .type = RecordType::date}});
//   for (auto batch = reader->next(); batch.ok() && !batch->empty(); batch = reader->next()) use(batch->dates(1));
//
// No message, whatever is wrong with the file, quotes a byte of it. The memory of a reader is below 64 MB for any file,
// and what held records is wiped when it is given back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tertial/io/byte_source.hpp"
#include "tertial/io/csv_dialect.hpp"
#include "tertial/io/record_fault.hpp"

namespace tertial {
inline namespace v1 {

enum class RecordType : std::uint8_t {
  date,    // int32 days since 1970-01-01, of YYYY-MM-DD or YYYYMMDD, 1900 to 2200
  time,    // int64 seconds since 1970, taken as written: YYYY-MM-DD HH:MM[:SS], T in place of the space, or seconds
  period,  // uint32 Period::code(), of a period's canonical text
  number,  // double, the one nearest to the decimal number
  whole,   // int64
  code,    // uint32, a text's place in a list
  key,     // uint64, one number for each person
};
[[nodiscard]] std::string_view to_string(RecordType type) noexcept;

inline constexpr std::int32_t kMissingDate = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int64_t kMissingTime = std::numeric_limits<std::int64_t>::min();
inline constexpr std::uint32_t kMissingPeriod = 0;  // which is no period's code
inline constexpr double kMissingNumber = std::numeric_limits<double>::quiet_NaN();
inline constexpr std::int64_t kMissingWhole = std::numeric_limits<std::int64_t>::min();
inline constexpr std::uint32_t kMissingCode = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::uint32_t kOtherCode = kMissingCode - 1;  // of a value that is none of those given
inline constexpr std::uint64_t kMissingKey = std::numeric_limits<std::uint64_t>::max();

// A column that is asked for. The same one may be asked for twice, as two types.
struct RecordColumn {
  std::string heading = {};    // UTF-8, to the letter but for spaces round it; empty: by position
  std::uint32_t position = 0;  // from 1
  RecordType type = RecordType::whole;
  // Of a code: the values there may be, the first one being 0; empty: they are learned, in order of first appearance.
  std::vector<std::string> codes = {};
  std::uint32_t max_codes = 65'536;  // to be learned
  bool takes_others = false;         // of given codes: any other value is kOtherCode, and no fault

  friend bool operator==(const RecordColumn&, const RecordColumn&) = default;
};

struct RecordReaderOptions {
  std::uint64_t max_bad = 0;                         // rows; with one more reading ends
  std::uint32_t kept_faults = 20;                    // the first ones, with their places; at most 1,000
  std::size_t max_row_bytes = std::size_t{1} << 18;  // 1,024 to 1 MiB
  std::size_t batch_rows = 65'536;                   // at most; fewer where there are many columns
  // Whoever embeds the reader keeps it; the same one gives the same keys. Without it a key must be a number.
  std::string key_secret = {};
};

// Fields of the columns that are asked for are at most this long, without quotes.
inline constexpr std::size_t kMaxFieldBytes = 1024;

namespace record_detail {
class ReaderState;
}

// Rows as columns of equal length, in the order in which they were asked for. Borrowed: the next call of next() writes
// over them. Each column is to be asked for as its type.
class RecordBatch {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return rows_; }
  [[nodiscard]] bool empty() const noexcept { return rows_ == 0; }

  [[nodiscard]] std::span<const std::int32_t> dates(std::size_t column) const noexcept;
  [[nodiscard]] std::span<const std::int64_t> times(std::size_t column) const noexcept;
  [[nodiscard]] std::span<const std::uint32_t> periods(std::size_t column) const noexcept;
  [[nodiscard]] std::span<const double> numbers(std::size_t column) const noexcept;
  [[nodiscard]] std::span<const std::int64_t> wholes(std::size_t column) const noexcept;
  [[nodiscard]] std::span<const std::uint32_t> codes(std::size_t column) const noexcept;
  [[nodiscard]] std::span<const std::uint64_t> keys(std::size_t column) const noexcept;

  // The number in the file, as faults have it, of a row here: rejected ones count.
  [[nodiscard]] std::uint64_t row_number(std::size_t row) const noexcept;

 private:
  friend class RecordReader;
  RecordBatch(const record_detail::ReaderState& state, std::size_t rows) noexcept : state_(&state), rows_(rows) {}

  const record_detail::ReaderState* state_;
  std::size_t rows_;
};

// One thread at a time. A key is a number of up to 18 digits (leading zeros do not count: 007 is 7), or, of any other
// text, the first 63 bits of HMAC-SHA-256 of its UTF-8 under `key_secret`, with the uppermost bit set: a number and a
// text never meet.
class RecordReader {
 public:
  // Reads as far as the heading, or the first row where there is none; `source` must outlive the reader. Errors, all
  // InvalidArgument with a Fault unless they are the source's own: a dialect or option out of its bounds; no column, more
  // than 1,000, a heading and a position both or neither, codes twice, too long or not of a code column; a file that is
  // empty, begins with a byte order mark of another encoding, or whose first row has NUL bytes, a stray quote, no UTF-8,
  // or more than 10,000 fields; a heading that is not there or there twice.
  [[nodiscard]] static absl::StatusOr<RecordReader> make(ByteSource& source, const CsvDialect& dialect,
                                                         std::vector<RecordColumn> columns,
                                                         const RecordReaderOptions& options = {});

  RecordReader(RecordReader&&) noexcept;
  RecordReader& operator=(RecordReader&&) noexcept;
  ~RecordReader();

  // The next rows, one at least; an empty batch at the end, and again after it. Errors, which every later call gives too:
  // InvalidArgument with a Fault, "row 17 (line 19), column "Startdatum": ...", for the row that is one too many of those
  // that cannot be read, and for a quote that is still open where the file ends, however many may be bad; the source's
  // own. A rejected row may leave a code behind among those learned.
  [[nodiscard]] absl::StatusOr<RecordBatch> next();

  [[nodiscard]] std::uint64_t bytes_read() const noexcept;  // from the source
  [[nodiscard]] std::uint64_t rows_read() const noexcept;   // with those rejected
  [[nodiscard]] std::uint64_t rows_rejected() const noexcept;
  // The first ones, by row and, within it, by position.
  [[nodiscard]] std::span<const RecordFault> faults() const noexcept;
  // All of them, by position and problem.
  [[nodiscard]] std::vector<RecordFaultCount> fault_counts() const;

  // Of a code column: how many values there are by now, and the text of one, in UTF-8, which stays while the reader does.
  [[nodiscard]] std::size_t code_count(std::size_t column) const noexcept;
  [[nodiscard]] std::string_view code_text(std::size_t column, std::uint32_t code) const noexcept;

 private:
  explicit RecordReader(std::unique_ptr<record_detail::ReaderState> state) noexcept;

  std::unique_ptr<record_detail::ReaderState> state_;
};

}  // namespace v1
}  // namespace tertial

// Any bytes as a CSV file of case records. The first two say how it is written and what is asked for; the rest, at once
// and in small pieces, is refused with a fault or read to the same columns.
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "tertial/io/record_reader.hpp"
#include "tertial/plan/fault.hpp"

namespace {

using tertial::RecordReader;
using tertial::RecordType;

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

// At most `most` bytes a time.
class TornSource final : public tertial::ByteSource {
 public:
  TornSource(std::string_view text, std::size_t most) noexcept : rest_(text), most_(most) {}
  absl::StatusOr<std::size_t> read(std::span<char> into) override {
    const std::size_t size = std::min({into.size(), rest_.size(), most_});
    std::copy_n(rest_.begin(), size, into.begin());
    rest_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view rest_;
  std::size_t most_;
};

struct Way {
  tertial::CsvDialect dialect;
  std::vector<tertial::RecordColumn> columns;
  tertial::RecordReaderOptions options;
};

Way way_of(std::uint8_t first, std::uint8_t second) {
  Way way;
  way.dialect.delimiter = ";,\t|"[first & 3];
  way.dialect.decimal = (first & 4) != 0 ? '.' : ',';
  way.dialect.quote = (first & 8) != 0 ? '"' : (first & 16) != 0 ? '\'' : '\0';
  way.dialect.encoding = (first & 32) != 0 ? tertial::TextEncoding::latin_1 : tertial::TextEncoding::utf_8;
  way.dialect.heading = (first & 64) != 0;
  way.options.max_bad = (first & 128) != 0 ? 1'000'000 : second >> 6;
  way.options.max_row_bytes = 1024;
  if ((second & 8) != 0) way.options.key_secret = "secret";
  const std::uint32_t fields = 1 + (second & 7);
  for (std::uint32_t i = 0; i < fields; ++i) {
    way.columns.push_back({.position = 1 + i % 3, .type = static_cast<RecordType>((i + (second >> 4)) % 7)});
    if (way.columns.back().type == RecordType::code && (second & 16) != 0)
      way.columns.back().codes = {"a", "\xC3\xA5", "-"};
    if (way.columns.back().type == RecordType::code) way.columns.back().max_codes = 20;
  }
  return way;
}

// All that can be told apart of what was read.
struct Read {
  std::vector<std::uint64_t> values;
  std::vector<tertial::RecordFault> faults;
  std::vector<tertial::RecordFaultCount> counts;
  std::string message;
  std::uint64_t rejected = 0;
  friend bool operator==(const Read&, const Read&) = default;
};

std::uint64_t value_of(const tertial::RecordBatch& batch, RecordType type, std::size_t column, std::size_t row) {
  switch (type) {
    case RecordType::date:
      return static_cast<std::uint64_t>(batch.dates(column)[row]);
    case RecordType::time:
      return static_cast<std::uint64_t>(batch.times(column)[row]);
    case RecordType::period:
      return batch.periods(column)[row];
    case RecordType::number:
      return std::bit_cast<std::uint64_t>(batch.numbers(column)[row]);
    case RecordType::whole:
      return static_cast<std::uint64_t>(batch.wholes(column)[row]);
    case RecordType::code:
      return batch.codes(column)[row];
    case RecordType::key:
      return batch.keys(column)[row];
  }
  return 0;
}

Read read_by(const Way& way, tertial::ByteSource& source, std::size_t batch_rows) {
  Read read;
  tertial::RecordReaderOptions options = way.options;
  options.batch_rows = batch_rows;
  auto reader = RecordReader::make(source, way.dialect, way.columns, options);
  if (!reader.ok()) {
    must(tertial::fault_of(reader.status()).has_value(), "a refused file has a place");
    read.message = std::string(reader.status().message());
    return read;
  }
  while (true) {
    const auto batch = reader->next();
    if (!batch.ok()) {
      must(tertial::fault_of(batch.status()).has_value(), "a refused row has a place");
      read.message = std::string(batch.status().message());
      read.values.clear();  // how much is read before the bad row goes by batches
      break;
    }
    if (batch->empty()) break;
    for (std::size_t row = 0; row < batch->size(); ++row) {
      read.values.push_back(batch->row_number(row));
      for (std::size_t i = 0; i < way.columns.size(); ++i) {
        read.values.push_back(value_of(*batch, way.columns[i].type, i, row));
      }
    }
  }
  for (std::size_t i = 0; i < way.columns.size() && read.message.empty(); ++i) {
    for (std::uint32_t code = 0; code < reader->code_count(i); ++code)
      must(reader->code_text(i, code).size() <= 2048, "a code");
  }
  read.faults.assign(reader->faults().begin(), reader->faults().end());
  read.counts = reader->fault_counts();
  read.rejected = reader->rows_rejected();
  return read;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const Way way = way_of(data[0], data[1]);
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  tertial::MemorySource whole(text);
  const Read at_once = read_by(way, whole, 500);
  TornSource torn(text, 7);
  must(read_by(way, torn, 3) == at_once, "pieces and batches make no difference");
  return 0;
}

// Reads the CSV texts given on standard input and prints what came of them, for record_reader_oracle.py to check.
//
// A case is one line "DELIMITER DECIMAL QUOTE ENCODING HEADING MAX_BAD MAX_ROW_BYTES BATCH_ROWS SEED COLUMNS BYTES", with
// signs as numbers; a line "TYPE HEADING POSITION MAX_CODES CODE,CODE,..." for each column, with texts in hexadecimal and
// - for none; and the bytes. They reach the reader in pieces of random sizes.
//
// Printed are "row NUMBER VALUE..." (numbers as the bits of the double, codes as hexadecimal text, - for missing), "fault
// ROW LINE POSITION PROBLEM", "count POSITION PROBLEM ROWS", "end ROWS REJECTED BYTES" or "error MESSAGE", and ".".
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tertial/io/record_reader.hpp"

namespace {

using tertial::RecordBatch;
using tertial::RecordReader;
using tertial::RecordType;

// Gives a text in pieces of one byte to a few hundred.
class TornSource final : public tertial::ByteSource {
 public:
  TornSource(std::string_view text, std::uint64_t seed) noexcept : rest_(text), state_(seed) {}

  absl::StatusOr<std::size_t> read(std::span<char> into) override {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    const std::size_t most = (state_ >> 61) == 0 ? into.size() : 1 + (state_ >> 40) % 300;
    const std::size_t size = std::min({into.size(), rest_.size(), most});
    std::copy_n(rest_.begin(), size, into.begin());
    rest_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view rest_;
  std::uint64_t state_;
};

std::string from_hex(const std::string& hex) {
  std::string bytes;
  if (hex == "-") return bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

void print_hex(std::string_view text) {
  std::printf(" x");
  for (const char c : text) std::printf("%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
}

template <class T>
void print_whole(T value, T missing) {
  if (value == missing) {
    std::printf(" -");
  } else {
    std::printf(" %s", std::to_string(value).c_str());
  }
}

void print_value(const RecordReader& reader, const RecordBatch& batch, RecordType type, std::size_t column,
                 std::size_t row) {
  switch (type) {
    case RecordType::date:
      return print_whole(batch.dates(column)[row], tertial::kMissingDate);
    case RecordType::time:
      return print_whole(batch.times(column)[row], tertial::kMissingTime);
    case RecordType::period:
      return print_whole(batch.periods(column)[row], tertial::kMissingPeriod);
    case RecordType::number: {
      const double value = batch.numbers(column)[row];
      if (std::isnan(value)) {
        std::printf(" -");
      } else {
        std::printf(" %jx", std::uintmax_t{std::bit_cast<std::uint64_t>(value)});
      }
      return;
    }
    case RecordType::whole:
      return print_whole(batch.wholes(column)[row], tertial::kMissingWhole);
    case RecordType::code: {
      const std::uint32_t code = batch.codes(column)[row];
      if (code == tertial::kMissingCode) {
        std::printf(" -");
      } else {
        print_hex(reader.code_text(column, code));
        std::printf("/%u", code);
      }
      return;
    }
    case RecordType::key:
      return print_whole(batch.keys(column)[row], tertial::kMissingKey);
  }
}

void print_faults(const RecordReader& reader) {
  for (const tertial::RecordFault& fault : reader.faults()) {
    std::printf("fault %ju %ju %u %s\n", std::uintmax_t{fault.row}, std::uintmax_t{fault.line}, fault.position,
                std::string(to_string(fault.problem)).c_str());
  }
  for (const tertial::RecordFaultCount& count : reader.fault_counts()) {
    std::printf("count %u %s %ju\n", count.position, std::string(to_string(count.problem)).c_str(),
                std::uintmax_t{count.rows});
  }
}

void print_error(const absl::Status& status) { std::printf("error %s\n", std::string(status.message()).c_str()); }

void read_case(const tertial::CsvDialect& dialect, const std::vector<tertial::RecordColumn>& columns,
               const tertial::RecordReaderOptions& options, std::string_view text, std::uint64_t seed) {
  TornSource source(text, seed);
  auto reader = RecordReader::make(source, dialect, columns, options);
  if (!reader.ok()) return print_error(reader.status());
  while (true) {
    const auto batch = reader->next();
    if (!batch.ok()) {
      print_faults(*reader);
      return print_error(batch.status());
    }
    if (batch->empty()) break;
    for (std::size_t row = 0; row < batch->size(); ++row) {
      std::printf("row %ju", std::uintmax_t{batch->row_number(row)});
      for (std::size_t i = 0; i < columns.size(); ++i) print_value(*reader, *batch, columns[i].type, i, row);
      std::printf("\n");
    }
  }
  print_faults(*reader);
  std::printf("end %ju %ju %ju\n", std::uintmax_t{reader->rows_read()}, std::uintmax_t{reader->rows_rejected()},
              std::uintmax_t{reader->bytes_read()});
}

RecordType type_of(const std::string& word) {
  for (int i = 0; i < 7; ++i) {
    if (word == to_string(static_cast<RecordType>(i))) return static_cast<RecordType>(i);
  }
  return RecordType::whole;
}

}  // namespace

int main() {
  std::string line;
  while (std::getline(std::cin, line)) {
    int delimiter = 0, decimal = 0, quote = 0, latin_1 = 0, heading = 0;
    std::size_t column_count = 0, bytes = 0;
    std::uint64_t seed = 0;
    tertial::RecordReaderOptions options{.key_secret = "hemlig"};
    std::istringstream words(line);
    words >> delimiter >> decimal >> quote >> latin_1 >> heading >> options.max_bad >> options.max_row_bytes >>
        options.batch_rows >> seed >> column_count >> bytes;
    const tertial::CsvDialect dialect{
        .delimiter = static_cast<char>(delimiter),
        .decimal = static_cast<char>(decimal),
        .quote = static_cast<char>(quote),
        .encoding = latin_1 != 0 ? tertial::TextEncoding::latin_1 : tertial::TextEncoding::utf_8,
        .heading = heading != 0};
    std::vector<tertial::RecordColumn> columns(column_count);
    for (tertial::RecordColumn& column : columns) {
      std::string type, name, codes, code;
      std::getline(std::cin, line);
      std::istringstream parts(line);
      parts >> type >> name >> column.position >> column.max_codes >> codes;
      column.type = type_of(type);
      column.heading = from_hex(name);
      std::istringstream list(codes == "-" ? "" : codes);
      while (std::getline(list, code, ',')) column.codes.push_back(from_hex(code));
    }
    std::string text(bytes, '\0');
    std::cin.read(text.data(), static_cast<std::streamsize>(bytes));
    read_case(dialect, columns, options, text, seed);
    std::printf(".\n");
  }
  return std::fflush(stdout) == 0 ? 0 : 1;
}

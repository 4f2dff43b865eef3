#include "tertial/io/record_reader.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "io/reader_state.hpp"
#include "io/record_fields.hpp"
#include "tertial/plan/fault.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

using record_detail::ReaderState;

constexpr std::size_t kMostColumns = 1000;
constexpr std::uint32_t kMostKeptFaults = 1000;
constexpr std::size_t kLeastRowBytes = 1024;
constexpr std::size_t kMostRowBytes = std::size_t{1} << 20;

absl::Status check_codes(const RecordColumn& column, std::string_view place) {
  if (column.codes.empty()) return absl::OkStatus();
  if (column.type != RecordType::code) return unusable(FaultKind::schema, place, "the column is not one of codes");
  std::vector<std::string_view> sorted;
  for (const std::string& code : column.codes) {
    if (code.size() > kMaxFieldBytes || record_detail::first_malformed(code) != code.size()) {
      return unusable(FaultKind::schema, place,
                      text("a code that is no UTF-8 or longer than ", kMaxFieldBytes, " bytes"));
    }
    sorted.push_back(code);
  }
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
    return unusable(FaultKind::schema, place, "a code stands twice");
  }
  return absl::OkStatus();
}

absl::Status check_columns(const std::vector<RecordColumn>& columns, const CsvDialect& dialect) {
  if (columns.empty() || columns.size() > kMostColumns) {
    return unusable(FaultKind::schema, "columns", text("expected 1 to ", kMostColumns));
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const RecordColumn& column = columns[i];
    if (column.heading.empty() == (column.position == 0)) {
      return unusable(FaultKind::schema, text("columns/", i), "expected either a heading or a position from 1 on");
    }
    if (!column.heading.empty() && !dialect.heading) {
      return unusable(FaultKind::schema, text("columns/", i), "a heading, where the file was said to have none");
    }
    if (absl::Status status = check_codes(column, text("columns/", i, "/codes")); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status check_options(const RecordReaderOptions& options) {
  if (options.max_row_bytes < kLeastRowBytes || options.max_row_bytes > kMostRowBytes) {
    return unusable(FaultKind::schema, "max_row_bytes", text("expected ", kLeastRowBytes, " to ", kMostRowBytes));
  }
  if (options.batch_rows == 0) return unusable(FaultKind::schema, "batch_rows", "expected 1 or more");
  if (options.kept_faults > kMostKeptFaults) {
    return unusable(FaultKind::schema, "kept_faults", text("expected at most ", kMostKeptFaults));
  }
  return absl::OkStatus();
}

template <class T>
std::span<const T> values_of(const ReaderState& state, std::size_t column, std::size_t rows,
                             [[maybe_unused]] RecordType type) noexcept {
  assert(state.column(column).type() == type);
  return {state.column(column).values<T>(), rows};
}

}  // namespace

std::string_view to_string(RecordType type) noexcept {
  constexpr std::string_view kNames[] = {"date", "time", "period", "number", "whole", "code", "key"};
  return kNames[static_cast<std::size_t>(type)];
}

std::span<const std::int32_t> RecordBatch::dates(std::size_t column) const noexcept {
  return values_of<std::int32_t>(*state_, column, rows_, RecordType::date);
}
std::span<const std::int64_t> RecordBatch::times(std::size_t column) const noexcept {
  return values_of<std::int64_t>(*state_, column, rows_, RecordType::time);
}
std::span<const std::uint32_t> RecordBatch::periods(std::size_t column) const noexcept {
  return values_of<std::uint32_t>(*state_, column, rows_, RecordType::period);
}
std::span<const double> RecordBatch::numbers(std::size_t column) const noexcept {
  return values_of<double>(*state_, column, rows_, RecordType::number);
}
std::span<const std::int64_t> RecordBatch::wholes(std::size_t column) const noexcept {
  return values_of<std::int64_t>(*state_, column, rows_, RecordType::whole);
}
std::span<const std::uint32_t> RecordBatch::codes(std::size_t column) const noexcept {
  return values_of<std::uint32_t>(*state_, column, rows_, RecordType::code);
}
std::span<const std::uint64_t> RecordBatch::keys(std::size_t column) const noexcept {
  return values_of<std::uint64_t>(*state_, column, rows_, RecordType::key);
}
std::uint64_t RecordBatch::row_number(std::size_t row) const noexcept {
  assert(row < rows_);
  return state_->row_number(row);
}

RecordReader::RecordReader(std::unique_ptr<ReaderState> state) noexcept : state_(std::move(state)) {}
RecordReader::RecordReader(RecordReader&&) noexcept = default;
RecordReader& RecordReader::operator=(RecordReader&&) noexcept = default;
RecordReader::~RecordReader() = default;

absl::StatusOr<RecordReader> RecordReader::make(ByteSource& source, const CsvDialect& dialect,
                                                std::vector<RecordColumn> columns, const RecordReaderOptions& options) {
  if (absl::Status status = check_dialect(dialect); !status.ok()) return status;
  if (absl::Status status = check_columns(columns, dialect); !status.ok()) return status;
  if (absl::Status status = check_options(options); !status.ok()) return status;
  auto state = std::make_unique<ReaderState>(source, dialect, std::move(columns), options);
  if (absl::Status status = state->open(); !status.ok()) return status;
  return RecordReader(std::move(state));
}

absl::StatusOr<RecordBatch> RecordReader::next() {
  if (absl::Status status = state_->fill_batch(); !status.ok()) return status;
  return RecordBatch(*state_, state_->rows());
}

std::uint64_t RecordReader::bytes_read() const noexcept { return state_->bytes_read(); }
std::uint64_t RecordReader::rows_read() const noexcept { return state_->rows_read(); }
std::uint64_t RecordReader::rows_rejected() const noexcept { return state_->rows_rejected(); }
std::span<const RecordFault> RecordReader::faults() const noexcept { return state_->faults(); }
std::vector<RecordFaultCount> RecordReader::fault_counts() const { return state_->fault_counts(); }

std::size_t RecordReader::code_count(std::size_t column) const noexcept {
  return state_->column(column).codes().size();
}
std::string_view RecordReader::code_text(std::size_t column, std::uint32_t code) const noexcept {
  return state_->column(column).codes().text(code);
}

}  // namespace v1
}  // namespace tertial

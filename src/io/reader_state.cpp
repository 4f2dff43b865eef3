#include "io/reader_state.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <tuple>

#include "io/record_fields.hpp"
#include "tertial/calendar/date.hpp"
#include "tertial/plan/fault.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace record_detail {
namespace {

constexpr std::size_t kBatchBytes = std::size_t{12} << 20;
constexpr std::size_t kFieldsAtOnce = std::size_t{1} << 18;
constexpr std::size_t kMostFields = 10'000;

std::string_view without_spaces(std::string_view heading) noexcept {
  while (heading.starts_with(' ')) heading.remove_prefix(1);
  while (heading.ends_with(' ')) heading.remove_suffix(1);
  return heading;
}

// How a column is named where it is not found.
std::string place_of_column(const RecordColumn& column) {
  return column.heading.empty() ? text("column ", column.position)
                                : text("column \"", calendar_detail::excerpt(column.heading), "\"");
}

}  // namespace

ReaderState::ReaderState(ByteSource& source, const CsvDialect& dialect, std::vector<RecordColumn> columns,
                         const RecordReaderOptions& options)
    : columns_(std::move(columns)),
      options_(options),
      heading_(dialect.heading),
      rules_(rules_of(dialect)),
      window_(source, dialect, options.max_row_bytes) {
  if (!options.key_secret.empty()) {
    hash_ = std::make_unique<KeyedHash>(options.key_secret);
    rules_.hash = hash_.get();
    wipe(options_.key_secret.data(), options_.key_secret.size());
  }
}

absl::Status ReaderState::find_columns(const FieldGrid& first, std::vector<std::uint32_t>& positions) {
  ParserScratch scratch(0);
  std::vector<std::string> headings;
  for (std::size_t i = 0; heading_ && i < first.fields; ++i) {
    RecordProblem problem = RecordProblem::stray_quote;
    const auto heading = bare_field(first.field(0, i), rules_.quote, scratch, problem);
    if (!heading && problem == RecordProblem::stray_quote) {
      return unusable(FaultKind::syntax, text("heading, column ", i + 1), description(problem));
    }
    headings.emplace_back(without_spaces(heading.value_or(std::string_view())));
  }
  for (const RecordColumn& column : columns_) {
    if (column.heading.empty()) {
      if (column.position > first.fields) {
        return unusable(FaultKind::syntax, place_of_column(column),
                        text("not in the file, whose first row has ", first.fields, " fields"));
      }
      positions.push_back(column.position);
      continue;
    }
    const std::string_view wanted = without_spaces(column.heading);
    const std::optional<std::string> bytes =
        rules_.encoding == TextEncoding::latin_1 ? to_latin_1(wanted) : std::string(wanted);
    const auto found = bytes ? std::find(headings.begin(), headings.end(), *bytes) : headings.end();
    if (found == headings.end()) {
      return unusable(FaultKind::syntax, place_of_column(column),
                      text("no such heading among the ", first.fields, " of the file"));
    }
    if (std::find(found + 1, headings.end(), *bytes) != headings.end()) {
      return unusable(FaultKind::syntax, place_of_column(column), "two columns have this heading");
    }
    positions.push_back(static_cast<std::uint32_t>(found - headings.begin()) + 1);
  }
  return absl::OkStatus();
}

absl::Status ReaderState::make_parsers(const std::vector<std::uint32_t>& positions) {
  std::size_t row_bytes = 0;
  for (const RecordColumn& column : columns_) row_bytes += width_of(column.type);
  capacity_ = std::min(options_.batch_rows, kBatchBytes / row_bytes);
  step_ = std::min(capacity_, std::clamp(kFieldsAtOnce / columns_.size(), std::size_t{64}, std::size_t{8192}));
  scratch_ = std::make_unique<ParserScratch>(step_);
  parsers_.reserve(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    parsers_.emplace_back(columns_[i], positions[i] - 1, rules_, capacity_);
    if (!parsers_.back().has_all_codes()) {
      return unusable(FaultKind::schema, text("columns/", i, "/codes"), "more codes than there is room for");
    }
  }
  return absl::OkStatus();
}

absl::Status ReaderState::open() {
  if (absl::Status status = window_.load_first(); !status.ok()) return status;
  const std::string_view where = heading_ ? "heading" : "row 1";
  if (!window_.first_row_faults().empty()) {
    const BadRow& bad = window_.first_row_faults().front();
    return unusable(FaultKind::syntax, text(where, ", column ", bad.position),
                    bad.problem == RecordProblem::nul_byte ? "a NUL byte: perhaps the file is in UTF-16"
                                                           : description(bad.problem));
  }
  const FieldGrid& first = window_.first_row();
  if (first.fields > kMostFields) {
    return unusable(FaultKind::syntax, where, text("more than ", kMostFields, " fields"));
  }
  std::vector<std::uint32_t> positions;
  if (absl::Status status = find_columns(first, positions); !status.ok()) return status;
  if (absl::Status status = make_parsers(positions); !status.ok()) return status;
  window_.set_fields(first.fields, !heading_);
  return absl::OkStatus();
}

std::string ReaderState::name_of(std::uint32_t position) const {
  for (std::size_t i = 0; i < parsers_.size(); ++i) {
    if (parsers_[i].field() + 1 == position && !columns_[i].heading.empty()) return columns_[i].heading;
  }
  return {};
}

RecordFault ReaderState::fault_of(const Found& found) const {
  return {.row = window_begin_ + found.ordinal + 1,
          .line = found.row != nullptr ? window_.line_of(*found.row) : window_.line_of(found.begin),
          .position = found.position,
          .column = found.column != kNoColumn && !columns_[found.column].heading.empty()
                        ? columns_[found.column].heading
                        : name_of(found.position),
          .problem = found.problem};
}

// Counts what was found in a stretch of rows, in their order, until there is too much of it.
absl::Status ReaderState::settle() {
  std::sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
    return std::tie(a.ordinal, a.position, a.problem, a.column) < std::tie(b.ordinal, b.position, b.problem, b.column);
  });
  for (std::size_t i = 0; i < found_.size(); ++i) {
    const Found& found = found_[i];
    const bool same_row = i > 0 && found_[i - 1].ordinal == found.ordinal;
    // A field that is asked for twice.
    if (same_row && found_[i - 1].position == found.position && found_[i - 1].problem == found.problem) continue;
    ++counts_[{found.position, found.problem}];
    if (faults_.size() < options_.kept_faults) faults_.push_back(fault_of(found));
    if (same_row || ++rejected_ <= options_.max_bad) continue;
    const RecordFault fault = fault_of(found);
    rows_read_ = fault.row;
    const std::string_view problem = description(fault.problem);
    return unusable(FaultKind::syntax, place_of(fault),
                    options_.max_bad == 0 ? std::string(problem)
                                          : text(problem, "; more than ", options_.max_bad, " rows cannot be read"));
  }
  return absl::OkStatus();
}

// The rows of the batch from the end on are those of the window from `first` on without those dropped.
void ReaderState::number_rows(std::size_t first, std::size_t count) {
  std::size_t next_dropped = 0;
  std::size_t at = rows_;
  for (std::size_t i = 0; i < count; ++i) {
    if (next_dropped < dropped_.size() && dropped_[next_dropped] == i) {
      ++next_dropped;
      continue;
    }
    const std::uint64_t number = window_begin_ + window_.ordinal(first + i) + 1;
    if (runs_.empty() || runs_.back().number + (at - runs_.back().at) != number) {
      runs_.push_back({.at = static_cast<std::uint32_t>(at), .number = number});
    }
    ++at;
    // Without gaps the rest follows.
    if (dropped_.empty() && window_.bad_rows().empty()) break;
  }
}

// Reads the next `count` rows of the window, and the bad ones before, between and, at its end, behind them.
absl::Status ReaderState::read_rows(std::size_t count) {
  FieldGrid grid = window_.rows();
  const bool to_the_end = next_row_ + count == grid.rows;
  const std::uint32_t until = to_the_end ? window_.ordinals() : window_.ordinal(next_row_ + count);
  const std::size_t first = next_row_;
  if (count > 0) grid.ends += first * grid.stride;
  grid.rows = count;
  found_.clear();
  dropped_.clear();
  const std::vector<BadRow>& bad = window_.bad_rows();
  for (; next_bad_ < bad.size() && bad[next_bad_].ordinal < until; ++next_bad_) {
    const BadRow& row = bad[next_bad_];
    found_.push_back({.ordinal = row.ordinal,
                      .position = row.position,
                      .column = kNoColumn,
                      .begin = row.begin,
                      .row = &row,
                      .problem = row.problem});
  }
  for (std::uint32_t i = 0; count > 0 && i < parsers_.size(); ++i) {
    problems_.clear();
    parsers_[i].read(grid, rows_, *scratch_, problems_);
    for (const FieldProblem& problem : problems_) {
      found_.push_back({.ordinal = window_.ordinal(first + problem.row),
                        .position = static_cast<std::uint32_t>(parsers_[i].field()) + 1,
                        .column = i,
                        .begin = grid.begin_of(problem.row),
                        .problem = problem.problem});
      dropped_.push_back(problem.row);
    }
  }
  rows_read_ = window_begin_ + until;
  if (!found_.empty()) {
    if (absl::Status status = settle(); !status.ok()) return status;
    std::sort(dropped_.begin(), dropped_.end());
    dropped_.erase(std::unique(dropped_.begin(), dropped_.end()), dropped_.end());
    if (!dropped_.empty()) {
      for (ColumnParser& parser : parsers_) parser.drop(rows_, count, dropped_);
    }
  }
  if (count > dropped_.size()) number_rows(first, count);
  rows_ += count - dropped_.size();
  next_row_ += count;
  return absl::OkStatus();
}

absl::Status ReaderState::load() {
  window_begin_ += window_.ordinals();
  next_row_ = next_bad_ = 0;
  return window_.load();
}

absl::Status ReaderState::fill_batch() {
  rows_ = 0;
  runs_.clear();
  while (status_.ok() && rows_ < capacity_) {
    const std::size_t rows = window_.rows().rows - next_row_;
    if (rows > 0 || next_bad_ < window_.bad_rows().size()) {
      status_ = read_rows(std::min({rows, step_, capacity_ - rows_}));
      continue;
    }
    if (window_.at_end()) break;
    status_ = load();
    if (status_.ok() && window_.ends_in_quotes()) {
      status_ = unusable(FaultKind::syntax, text("row ", rows_read_ + 1, " (line ", window_.line_of(0), ")"),
                         "a quote that is still open where the file ends");
    }
  }
  if (!status_.ok()) rows_ = 0;
  return status_;
}

std::uint64_t ReaderState::row_number(std::size_t row) const noexcept {
  const auto after = std::upper_bound(runs_.begin(), runs_.end(), row,
                                      [](std::size_t wanted, const Run& run) { return wanted < run.at; });
  const Run& run = *(after - 1);
  return run.number + (row - run.at);
}

std::vector<RecordFaultCount> ReaderState::fault_counts() const {
  std::vector<RecordFaultCount> counts;
  counts.reserve(counts_.size());
  for (const auto& [key, rows] : counts_) {
    counts.push_back({.position = key.first, .column = name_of(key.first), .problem = key.second, .rows = rows});
  }
  return counts;
}

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

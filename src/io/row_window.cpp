#include "io/row_window.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <span>
#include <string_view>
#include <utility>

#include "io/record_digits.hpp"
#include "io/record_fields.hpp"
#include "tertial/plan/fault.hpp"

namespace tertial {
inline namespace v1 {
namespace record_detail {
namespace {

// Text and separators of a window stay in the second-level cache.
constexpr std::size_t kFirstBytes = std::size_t{1} << 16;

std::uint64_t count_lines(std::string_view text) noexcept {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

absl::Status whole_file_fault(std::string_view message) { return unusable(FaultKind::syntax, "", message); }

}  // namespace

RowWindow::RowWindow(ByteSource& source, const CsvDialect& dialect, std::size_t max_row_bytes)
    : source_(&source),
      signs_{.delimiter = dialect.delimiter, .quote = dialect.quote},
      encoding_(dialect.encoding),
      max_row_bytes_(max_row_bytes),
      buffer_(kBefore + std::min(kFirstBytes, max_row_bytes) + kBehind),
      positions_(capacity() + 1 + 2 * kSeparatorBlock) {
  std::fill_n(buffer_.data(), kBefore, '\n');
  positions_[0] = std::numeric_limits<std::uint32_t>::max();
}

absl::Status RowWindow::fill() {
  while (!source_at_end_ && filled_ < capacity()) {
    const absl::StatusOr<std::size_t> size = source_->read(std::span(text() + filled_, capacity() - filled_));
    if (!size.ok()) return size.status();
    if (*size > capacity() - filled_)
      return absl::InternalError("a byte source says that it read more than was asked for");
    source_at_end_ = *size == 0;
    filled_ += *size;
    bytes_read_ += *size;
  }
  return absl::OkStatus();
}

void RowWindow::grow() {
  const std::size_t size = std::min(2 * capacity(), max_row_bytes_);
  WipedBuffer<char> larger(kBefore + size + kBehind);
  std::memcpy(larger.data(), buffer_.data(), kBefore + filled_);
  buffer_ = std::move(larger);
  positions_ = WipedBuffer<std::uint32_t>(size + 1 + 2 * kSeparatorBlock);
  positions_[0] = std::numeric_limits<std::uint32_t>::max();
}

// From the beginning of a row on.
void RowWindow::scan() {
  scan_ = {};
  strays_.clear();
  find_separators(text(), filled_, signs_, scan_, separators(), strays_);
  if (source_at_end_ && filled_ > 0 && !scan_.in_quotes && text()[filled_ - 1] != '\n') {
    // The last line end may be left out; kBehind has room for it.
    separators()[scan_.separators++] = static_cast<std::uint32_t>(filled_);
    ++scan_.line_ends;
    text()[filled_] = '\n';
  }
}

void RowWindow::drop(std::size_t size) noexcept {
  size = std::min(size, filled_);
  // Line ends among the separators are all there are, unless some stand in quotes.
  const bool whole = size > 0 && size == std::min(used_, filled_) && !scan_.any_quote;
  line_ += whole ? lines_used_ : count_lines({text(), size});
  std::memmove(text(), text() + size, filled_ - size);
  filled_ -= size;
  used_ = 0;
}

bool RowWindow::find_last_line_end() noexcept {
  complete_ = scan_.separators;
  while (complete_ > 0 && text()[separators()[complete_ - 1]] != '\n') --complete_;
  if (complete_ == 0) return false;
  used_ = separators()[complete_ - 1] + std::size_t{1};
  // One that was put behind the text is no line end of the file's.
  lines_used_ = scan_.line_ends - (used_ > filled_ ? 1 : 0);
  return true;
}

// What makes rows bad whatever their columns are, in order of offsets.
void RowWindow::collect_marks() {
  marks_.clear();
  for (const std::uint32_t offset : strays_) {
    if (offset < used_) marks_.push_back({.offset = offset, .problem = RecordProblem::stray_quote});
  }
  const std::string_view rows(text(), std::min(used_, filled_));
  if (scan_.any_nul) {
    for (std::size_t at = rows.find('\0'); at != std::string_view::npos; at = rows.find('\0', at + 1)) {
      marks_.push_back({.offset = static_cast<std::uint32_t>(at), .problem = RecordProblem::nul_byte});
    }
  }
  if (scan_.any_high && encoding_ == TextEncoding::utf_8) {
    for (std::size_t at = 0; (at += first_malformed(rows.substr(at))) < rows.size(); ++at) {
      marks_.push_back({.offset = static_cast<std::uint32_t>(at), .problem = RecordProblem::not_utf_8});
    }
  }
  std::stable_sort(marks_.begin(), marks_.end(), [](const Mark& a, const Mark& b) { return a.offset < b.offset; });
}

// Whether the separators from `from` on are those of rows that are all as they should be.
bool RowWindow::are_plain(std::size_t from) const noexcept {
  const std::size_t count = complete_ - from;
  if (!marks_.empty() || fields_ < 2 || from != 0 || count != scan_.line_ends * fields_) return false;
  const std::uint32_t* const ends = positions_.data() + 1;
  bool plain = true;
  for (std::size_t at = fields_ - 1; at < count; at += fields_) plain &= text()[ends[at]] == '\n';
  return plain;
}

void RowWindow::take_row(std::size_t from, std::size_t fields, std::uint32_t begin, std::size_t& mark) {
  const std::uint32_t* const ends = separators() + from;
  const std::uint32_t end = ends[fields - 1];
  if (fields == 1 && (end == begin || (end == begin + 1 && text()[begin] == '\r'))) return;  // an empty line
  std::optional<BadRow> bad;
  for (; mark < marks_.size() && marks_[mark].offset < end; ++mark) {
    if (bad) continue;
    const auto field = std::lower_bound(ends, ends + fields, marks_[mark].offset) - ends;
    bad = BadRow{.position = static_cast<std::uint32_t>(field) + 1, .problem = marks_[mark].problem};
  }
  if (!bad && fields_ != 0 && fields != fields_) bad = BadRow{.problem = RecordProblem::field_count};
  if (bad) {
    bad->ordinal = total_;
    bad->begin = begin;
    bad_.push_back(*bad);
  } else {
    arranged_.push_back(begin - 1);
    arranged_.insert(arranged_.end(), ends, ends + fields);
    ordinals_.push_back(total_);
    ++grid_.rows;
  }
  ++total_;
}

void RowWindow::arrange_rows(std::size_t from) {
  collect_marks();
  bad_.clear();
  arranged_.clear();
  ordinals_.clear();
  total_ = 0;
  grid_ = {.text = text(), .fields = fields_, .any_quote = scan_.any_quote};
  if (are_plain(from)) {
    grid_.ends = positions_.data();
    grid_.stride = fields_;
    grid_.rows = scan_.line_ends;
    total_ = static_cast<std::uint32_t>(grid_.rows);
    return;
  }
  std::size_t mark = 0;
  std::size_t row = from;
  std::uint32_t begin = from == 0 ? 0 : separators()[from - 1] + 1;
  while (mark < marks_.size() && marks_[mark].offset < begin) ++mark;
  for (std::size_t at = from; at < complete_; ++at) {
    if (text()[separators()[at]] != '\n') continue;
    take_row(row, at + 1 - row, begin, mark);
    row = at + 1;
    begin = separators()[at] + 1;
    if (fields_ == 0 && total_ > 0) break;  // the first row alone
  }
  if (fields_ == 0 && grid_.rows > 0) grid_.fields = arranged_.size() - 1;
  grid_.ends = arranged_.data();
  grid_.stride = grid_.fields + 1;
}

absl::Status RowWindow::find_rows() {
  while (true) {
    if (absl::Status status = fill(); !status.ok()) return status;
    scan();
    if (find_last_line_end()) return absl::OkStatus();
    if (source_at_end_) {
      ends_in_quotes_ = filled_ > 0;
      at_end_ = true;
      return absl::OkStatus();
    }
    if (capacity() == max_row_bytes_) return absl::OkStatus();
    grow();
  }
}

// Reads on to the end of a row of which `filled_` bytes have been scanned, and keeps nothing of it.
absl::Status RowWindow::skip_row() {
  std::size_t end = filled_;
  bool found = false;
  while (!found) {
    drop(filled_);
    if (absl::Status status = fill(); !status.ok()) return status;
    if (filled_ == 0) {
      ends_in_quotes_ = scan_.in_quotes;
      at_end_ = true;
      return absl::OkStatus();
    }
    strays_.clear();
    find_separators(text(), filled_, signs_, scan_, separators(), strays_);
    for (std::size_t i = 0; i < scan_.separators && !found; ++i) {
      end = separators()[i] + std::size_t{1};
      found = text()[separators()[i]] == '\n';
    }
  }
  used_ = end;
  lines_used_ = 1;
  return absl::OkStatus();
}

absl::Status RowWindow::check_mark() {
  const std::string_view begin(text(), std::min<std::size_t>(filled_, 3));
  if (begin.starts_with("\xFF\xFE") || begin.starts_with("\xFE\xFF")) {
    return whole_file_fault("the file begins with the mark of UTF-16: expected UTF-8 or Latin-1");
  }
  if (begin != "\xEF\xBB\xBF") return absl::OkStatus();
  if (encoding_ != TextEncoding::utf_8) {
    return whole_file_fault("the file begins with the mark of UTF-8, where Latin-1 was stated");
  }
  drop(3);
  return absl::OkStatus();
}

absl::Status RowWindow::load_first() {
  if (absl::Status status = fill(); !status.ok()) return status;
  if (absl::Status status = check_mark(); !status.ok()) return status;
  while (true) {
    if (absl::Status status = find_rows(); !status.ok()) return status;
    if (ends_in_quotes_) return whole_file_fault("a quote in the first row is never closed");
    if (at_end_) return whole_file_fault("the file has no rows: expected a heading or records");
    if (used_ == 0) return whole_file_fault(description(RecordProblem::row_too_long));
    arrange_rows(0);
    if (total_ > 0) return absl::OkStatus();
    drop(used_);
  }
}

void RowWindow::set_fields(std::size_t fields, bool with_first_row) {
  fields_ = fields;
  std::size_t from = 0;
  if (!with_first_row) {
    // Empty lines may stand before the heading; they have one separator each.
    const std::uint32_t end = arranged_.empty() ? 0 : arranged_.back();
    while (separators()[from] != end) ++from;
    ++from;
  }
  arrange_rows(from);
}

absl::Status RowWindow::load() {
  drop(used_);
  bad_.clear();
  ordinals_.clear();
  grid_ = {};
  total_ = 0;
  if (at_end_) return absl::OkStatus();
  if (absl::Status status = find_rows(); !status.ok()) return status;
  if (at_end_) return absl::OkStatus();
  if (used_ > 0) {
    arrange_rows(0);
    return absl::OkStatus();
  }
  skipped_line_ = line_;
  if (absl::Status status = skip_row(); !status.ok()) return status;
  bad_.push_back({.problem = RecordProblem::row_too_long});
  total_ = 1;
  return absl::OkStatus();
}

std::uint64_t RowWindow::line_of(std::uint32_t offset) const noexcept { return line_ + count_lines({text(), offset}); }

std::uint64_t RowWindow::line_of(const BadRow& row) const noexcept {
  return row.problem == RecordProblem::row_too_long ? skipped_line_ : line_of(row.begin);
}

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

#include "io/table_text.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "simdjson.h"
#include "tertial/io/table_import.hpp"
#include "tertial/plan/fault.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace table_detail {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct CodePoint {
  char32_t value = 0;
  std::size_t size = 1;
};

// The first character of a text that is not empty; a byte that begins none in UTF-8 stands for itself.
CodePoint first_of(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
  const auto rest = [&](std::size_t i) { return byte(i) & 0x3F; };
  if (byte(0) >= 0xF0 && text.size() >= 4) {
    return {(byte(0) & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3), 4};
  }
  if (byte(0) >= 0xE0 && text.size() >= 3) return {(byte(0) & 0x0F) << 12 | rest(1) << 6 | rest(2), 3};
  if (byte(0) >= 0xC0 && text.size() >= 2) return {(byte(0) & 0x1F) << 6 | rest(1), 2};
  return {byte(0), 1};
}

// A line break can stand within a quoted cell.
constexpr bool is_space(char32_t c) noexcept {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}
// Characters without width: soft hyphens, joiners, byte order marks.
constexpr bool is_invisible(char32_t c) noexcept {
  return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}
constexpr bool is_control(char32_t c) noexcept { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }
constexpr bool is_dash(char32_t c) noexcept { return (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }

class LineSplitter {
 public:
  LineSplitter(std::string_view text, char separator) noexcept : text_(text), separator_(separator) {}

  absl::StatusOr<std::vector<SourceLine>> split() {
    std::vector<SourceLine> lines;
    while (!text_.empty()) {
      SourceLine line{.number = line_};
      absl::Status status = read_line(line);
      if (!status.ok()) return status;
      if (!line.cells.empty()) lines.push_back(std::move(line));
    }
    return lines;
  }

 private:
  absl::Status read_line(SourceLine& line) {
    for (std::uint32_t column = 1;; ++column) {
      absl::StatusOr<std::string> cell = read_cell(column);
      if (!cell.ok()) return cell.status();
      if (!cell->empty()) line.cells.push_back({.column = column, .text = *std::move(cell)});
      if (text_.empty()) return absl::OkStatus();
      const char end = text_.front();
      text_.remove_prefix(1);
      if (end == separator_) continue;
      if (end == '\r' && !text_.empty() && text_.front() == '\n') text_.remove_prefix(1);
      ++line_;
      return absl::OkStatus();
    }
  }

  // Reads up to the separator or line end after the cell, which stays.
  absl::StatusOr<std::string> read_cell(std::uint32_t column) {
    if (separator_ == ';' && !text_.empty() && text_.front() == '"') return read_quoted(column);
    const char ends[] = {separator_, '\n', '\r'};
    const std::size_t size = std::min(text_.find_first_of(std::string_view(ends, sizeof ends)), text_.size());
    const std::string_view cell = text_.substr(0, size);
    text_.remove_prefix(size);
    return tidy(cell, line_, column);
  }

  absl::StatusOr<std::string> read_quoted(std::uint32_t column) {
    const std::uint32_t first_line = line_;
    std::string cell;
    for (std::size_t i = 1; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == '"') {
        if (i + 1 == text_.size() || text_[i + 1] != '"') {
          text_.remove_prefix(i + 1);
          if (!text_.empty() && text_.front() != separator_ && text_.front() != '\n' && text_.front() != '\r') {
            return table_fault(line_, column,
                               "text after a closing quote: expected a semicolon or the end of the line");
          }
          return tidy(cell, first_line, column);
        }
        ++i;
      } else if (c == '\n' || (c == '\r' && (i + 1 == text_.size() || text_[i + 1] != '\n'))) {
        ++line_;
      }
      cell += c;
    }
    return table_fault(first_line, column, "a quote is opened and never closed");
  }

  static absl::StatusOr<std::string> tidy(std::string_view cell, std::uint32_t line, std::uint32_t column) {
    if (!simdjson::validate_utf8(cell.data(), cell.size())) {
      return table_fault(line, column, "not UTF-8: save the table with the encoding UTF-8");
    }
    std::string tidied;
    bool space = false;
    while (!cell.empty()) {
      const CodePoint next = first_of(cell);
      if (is_space(next.value)) {
        space = true;
      } else if (is_control(next.value)) {
        return table_fault(line, column, "a control character: expected text");
      } else if (!is_invisible(next.value)) {
        if (space && !tidied.empty()) tidied += ' ';
        space = false;
        tidied.append(cell, 0, next.size);
      }
      cell.remove_prefix(next.size);
    }
    return tidied;
  }

  std::string_view text_;
  char separator_;
  std::uint32_t line_ = 1;
};

// With its dots or ring, which stands after it in some texts; 0 for other letters.
constexpr char32_t joined(char32_t letter, char32_t mark) noexcept {
  if (mark == 0x30A) return letter == 'a' ? 0xE5 : 0;
  if (mark == 0x308) return letter == 'a' ? 0xE4 : letter == 'o' ? 0xF6 : 0;
  return 0;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

}  // namespace

absl::StatusOr<std::vector<SourceLine>> split_table(std::string_view text) {
  if (text.size() > kMaxTableBytes) {
    return table_fault(
        1, 1, v1::text("a table of more than ", kMaxTableBytes / (1 << 20), " MiB: expected one from a report"));
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return table_fault(1, 1, "UTF-16: save the table with the encoding UTF-8");
  }
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const auto tabs = std::count(text.begin(), text.end(), '\t');
  const auto semicolons = std::count(text.begin(), text.end(), ';');
  return LineSplitter(text, semicolons > tabs ? ';' : '\t').split();
}

std::string fold_label(std::string_view label) {
  std::string folded;
  folded.reserve(label.size());
  bool space = false;
  while (!label.empty()) {
    CodePoint next = first_of(label);
    const std::string_view original = label.substr(0, next.size);
    label.remove_prefix(next.size);
    char32_t c = next.value;
    if (is_space(c)) space = true;
    if (is_space(c) || is_invisible(c)) continue;
    if (space && !folded.empty()) folded += ' ';
    space = false;
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7)) c += 0x20;
    if (is_dash(c)) c = '-';
    if (!label.empty()) {
      next = first_of(label);
      if (const char32_t whole = joined(c, next.value); whole != 0) {
        c = whole;
        label.remove_prefix(next.size);
      }
    }
    if (c < 0x800) {
      append_utf8(folded, c);
    } else {
      folded += original;
    }
  }
  return folded;
}

bool is_section_number(std::string_view label) noexcept {
  constexpr std::size_t kLongest = 20;
  char before = '.';
  for (const char c : label) {
    if (c != '.' && (c < '0' || c > '9')) return false;
    if (c == '.' && before == '.') return false;
    before = c;
  }
  return before != '.' && label.size() <= kLongest;
}

std::string table_place(std::uint32_t line, std::uint32_t column) { return text("line ", line, ", column ", column); }

absl::Status table_fault(std::uint32_t line, std::uint32_t column, std::string_view message) {
  return unusable(FaultKind::syntax, table_place(line, column), message);
}

}  // namespace table_detail
}  // namespace v1
}  // namespace tertial

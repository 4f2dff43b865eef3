#include "report/markdown_page.hpp"

#include <algorithm>
#include <cstddef>

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

constexpr std::string_view kWordJoiner = "\xE2\x81\xA0";

bool is_alphanumeric(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_control(char c) noexcept { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// Whether the character at `at` can be read as markup within a line.
bool needs_escape(std::string_view plain, std::size_t at) noexcept {
  const char before = at > 0 ? plain[at - 1] : ' ';
  const char after = at + 1 < plain.size() ? plain[at + 1] : ' ';
  switch (plain[at]) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '<':
    case '>':
    case '|':
    case '~':
    case '$':
      return true;
    case '_':  // within a word it is no emphasis
      return !(is_alphanumeric(before) && is_alphanumeric(after));
    case '&':
      return is_alphanumeric(after) || after == '#';
    case ':':
      return plain.substr(at, 3) == "://";
    case '.': {
      const auto is = [&](std::size_t back) { return at >= back && (plain[at - back] | 0x20) == 'w'; };
      return is(1) && is(2) && is(3);
    }
    default:
      return false;
  }
}

// Line starts that CommonMark reads as a list, a heading or a rule.
std::size_t escape_at_start(std::string_view line) noexcept {
  constexpr std::size_t kNowhere = std::string_view::npos;
  if (line.empty()) return kNowhere;
  if (line[0] == '-' || line[0] == '+' || line[0] == '#' || line[0] == '=') return 0;
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
  if (digits == 0 || digits == line.size() || (line[digits] != '.' && line[digits] != ')')) return kNowhere;
  return digits + 1 == line.size() || line[digits + 1] == ' ' ? digits : kNowhere;
}

void append_text(std::string& out, std::string_view plain) {
  out.reserve(out.size() + plain.size());
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const char c = plain[i];
    if (is_control(c)) {
      if (!out.ends_with(' ')) out += ' ';
      continue;
    }
    if (c == '@' && i > 0 && i + 1 < plain.size() && is_alphanumeric(plain[i + 1])) {
      // GFM makes a link of an address even where its @ is escaped.
      out += kWordJoiner;
    } else if (needs_escape(plain, i)) {
      out += '\\';
    }
    out += c;
  }
}

void append_strong(std::string& out, std::string_view plain) {
  // Emphasis around nothing, or with a space inside its marks, is no emphasis.
  const auto is_blank = [](char c) { return c == ' ' || is_control(c); };
  while (!plain.empty() && is_blank(plain.front())) plain.remove_prefix(1);
  while (!plain.empty() && is_blank(plain.back())) plain.remove_suffix(1);
  if (plain.empty()) return;
  out += "**";
  append_text(out, plain);
  out += "**";
}

void append_code(std::string& out, std::string_view plain) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : plain) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const bool pad = !plain.empty() && (plain.front() == '`' || plain.back() == '`');
  out += fence;
  if (pad) out += ' ';
  for (const char c : plain) out += is_control(c) ? ' ' : c;
  if (pad) out += ' ';
  out += fence;
}

std::string markdown_of(const Inline& line) {
  std::string out;
  line.for_each([&](const Inline::Run& run, std::string_view plain) {
    switch (run.style) {
      case Inline::Style::text:
      case Inline::Style::toned:
        append_text(out, plain);
        break;
      case Inline::Style::strong:
        append_strong(out, plain);
        break;
      case Inline::Style::code:
        append_code(out, plain);
        break;
    }
  });
  return out;
}

}  // namespace

void MarkdownPage::begin(Block block) {
  if (last_ != Block::none && !(last_ == Block::list && block == Block::list)) markdown_ += '\n';
  last_ = block;
}

void MarkdownPage::line(std::string_view inline_markdown) {
  const std::size_t start = std::min(inline_markdown.find_first_not_of(' '), inline_markdown.size());
  inline_markdown.remove_prefix(start);
  while (inline_markdown.ends_with(' ')) inline_markdown.remove_suffix(1);
  const std::size_t escape = escape_at_start(inline_markdown);
  if (escape != std::string_view::npos) {
    markdown_ += inline_markdown.substr(0, escape);
    markdown_ += '\\';
    inline_markdown.remove_prefix(escape);
  }
  markdown_ += inline_markdown;
  markdown_ += '\n';
}

void MarkdownPage::heading(int level, const Inline& line) {
  begin(Block::other);
  markdown_.append(static_cast<std::size_t>(level), '#');
  markdown_ += ' ';
  this->line(markdown_of(line));
  // A heading may end in a run of #, which would not be shown.
  if (markdown_.ends_with("#\n")) markdown_.insert(markdown_.size() - 2, 1, '\\');
}

void MarkdownPage::paragraph(const Inline& line) {
  begin(Block::other);
  this->line(markdown_of(line));
}

void MarkdownPage::bullet(const Inline& line, int depth) {
  begin(Block::list);
  markdown_.append(static_cast<std::size_t>(depth) * 2, ' ');
  markdown_ += "- ";
  this->line(markdown_of(line));
}

void MarkdownPage::table(const std::vector<Column>& columns, const std::vector<Row>& rows) {
  begin(Block::other);
  for (const Column& column : columns) {
    markdown_ += "| ";
    markdown_ += markdown_of(Inline(column.title));
    markdown_ += ' ';
  }
  markdown_ += "|\n";
  for (const Column& column : columns) markdown_ += column.is_number ? "|---:" : "|---";
  markdown_ += "|\n";
  for (const Row& row : rows) {
    for (const Inline& cell : row) {
      markdown_ += "| ";
      markdown_ += markdown_of(cell);
      markdown_ += ' ';
    }
    markdown_ += "|\n";
  }
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

// Markdown that text from a plan cannot break out of: inline text, blocks and tables.
//
//   Page page;
//   page.heading(2, Inline("Risks"));
//   page.bullet(Inline().strong(risk.id).text(": ").text(risk.title));
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tertial {
inline namespace v1 {
namespace report {

// One line of inline Markdown. Whatever is added is shown as it is written: characters that CommonMark or GFM
// read as markup are escaped, line breaks and other control characters become spaces, addresses do not become
// links.
class Inline {
 public:
  Inline() = default;
  explicit Inline(std::string_view plain) { text(plain); }

  Inline& text(std::string_view plain);
  Inline& strong(std::string_view plain);
  Inline& code(std::string_view plain);  // not for tables: a code span there would show its escaped bars

  [[nodiscard]] bool empty() const noexcept { return markdown_.empty(); }
  [[nodiscard]] const std::string& markdown() const noexcept { return markdown_; }

 private:
  std::string markdown_;
};

struct Column {
  std::string_view title;
  bool is_number = false;  // set flush right
};

using Row = std::vector<Inline>;

// Blocks, each parted from the one before by an empty line; bullets of one list and rows of one table follow
// each other.
class Page {
 public:
  void heading(int level, const Inline& line);
  void paragraph(const Inline& line);
  void bullet(const Inline& line, int depth = 0);  // depth 1 belongs to the bullet before it
  void table(const std::vector<Column>& columns, const std::vector<Row>& rows);

  [[nodiscard]] std::string take() && { return std::move(markdown_); }

 private:
  enum class Block : std::uint8_t { none, list, other };
  void begin(Block block);
  void line(std::string_view inline_markdown);

  std::string markdown_;
  Block last_ = Block::none;
};

}  // namespace report
}  // namespace v1
}  // namespace tertial

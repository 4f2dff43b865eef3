// A page of Markdown that text from a plan cannot break out of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/page.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// CommonMark with tables (GFM). Characters that either reads as markup are escaped, line breaks and other control
// characters become spaces, addresses do not become links. Blocks are parted by an empty line. Tones and links are not
// shown.
class MarkdownPage final : public Page {
 public:
  void heading(int level, const Inline& line) override;
  void paragraph(const Inline& line) override;
  void bullet(const Inline& line, int depth = 0) override;
  void table(const std::vector<Column>& columns, const std::vector<Row>& rows) override;

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

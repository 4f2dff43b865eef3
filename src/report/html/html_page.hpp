// Blocks and inline text as HTML, appended to a document that its owner writes on as well.
//
//   HtmlPage page(html);
//   page.heading(3, Inline("Riskregister"));
//   page.close();
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/page.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// The id of the element that tells of a subject: "risk-3". Empty for nothing.
[[nodiscard]] std::string element_id(Subject subject);

// With tones as classes, and code that has a target as a link to it.
void append_inline(std::string& html, const Inline& line);

class HtmlPage final : public Page {
 public:
  // Borrows `html`.
  explicit HtmlPage(std::string& html) noexcept : html_(html) {}

  void heading(int level, const Inline& line) override;
  void paragraph(const Inline& line) override;
  void bullet(const Inline& line, int depth = 0) override;
  // On a narrow screen each row becomes a block, with the titles of the columns beside its cells.
  void table(const std::vector<Column>& columns, const std::vector<Row>& rows) override;

  // Ends a list that is open: before anything else is written to `html`.
  void close();

 private:
  void open_element(std::string_view name, Subject about);

  std::string& html_;
  int lists_ = 0;  // open, one in the other, each with an open item
};

}  // namespace report
}  // namespace v1
}  // namespace tertial

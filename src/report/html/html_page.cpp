#include "report/html/html_page.hpp"

#include <cstddef>

#include "report/html/escape.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

std::string_view class_of(Tone tone) noexcept {
  constexpr std::string_view kClasses[] = {"tone", "tone quiet", "tone good", "tone fair", "tone poor", "tone bad"};
  return kClasses[static_cast<std::size_t>(tone)];
}

// Whether there is a word too long for a column: it may then be broken anywhere.
bool has_long_word(const Inline& line) {
  constexpr std::size_t kLongest = 28;
  std::size_t run = 0;
  bool found = false;
  line.for_each([&](const Inline::Run&, std::string_view plain) {
    for (const char c : plain) {
      run = c == ' ' ? 0 : run + 1;
      found = found || run > kLongest;
    }
  });
  return found;
}

void append_wrapped(std::string& html, std::string_view element, std::string_view plain) {
  html += '<';
  html += element;
  html += '>';
  append_isolated(html, plain);
  html += "</";
  html += element;
  html += '>';
}

}  // namespace

std::string element_id(Subject subject) {
  switch (subject.kind) {
    case Subject::Kind::nothing:
      return {};
    case Subject::Kind::matrix:
      return "matrix";
    case Subject::Kind::risk:
      return text("risk-", subject.place);
    case Subject::Kind::action:
      return text("action-", subject.place);
    case Subject::Kind::indicator:
      return text("indicator-", subject.place);
    case Subject::Kind::self_check:
      return text("self-check-", subject.place);
  }
  return {};
}

void append_inline(std::string& html, const Inline& line) {
  line.for_each([&](const Inline::Run& run, std::string_view plain) {
    const bool leads = run.target.kind != Subject::Kind::nothing;
    if (leads) {
      html += "<a href=\"#";
      html += element_id(run.target);
      html += "\">";
    }
    switch (run.style) {
      case Inline::Style::text:
        append_isolated(html, plain);
        break;
      case Inline::Style::strong:
        append_wrapped(html, "b", plain);
        break;
      case Inline::Style::code:
        append_wrapped(html, "code", plain);
        break;
      case Inline::Style::toned:
        html += "<span class=\"";
        html += class_of(run.tone);
        html += "\">";
        append_isolated(html, plain);
        html += "</span>";
        break;
    }
    if (leads) html += "</a>";
  });
}

void HtmlPage::open_element(std::string_view name, Subject about) {
  html_ += '<';
  html_ += name;
  if (about.kind != Subject::Kind::nothing) {
    html_ += " id=\"";
    html_ += element_id(about);
    html_ += '"';
  }
  html_ += '>';
}

void HtmlPage::heading(int level, const Inline& line) {
  close();
  const std::string name = text("h", level);
  open_element(name, line.about());
  append_inline(html_, line);
  html_ += text("</", name, ">\n");
}

void HtmlPage::paragraph(const Inline& line) {
  close();
  open_element("p", line.about());
  append_inline(html_, line);
  html_ += "</p>\n";
}

void HtmlPage::bullet(const Inline& line, int depth) {
  while (lists_ > depth + 1) {
    html_ += "</li></ul>";
    --lists_;
  }
  if (lists_ == depth + 1) {
    html_ += "</li>\n";
  } else {
    while (lists_ < depth) {  // a deeper bullet without one above it
      html_ += "<ul><li>";
      ++lists_;
    }
    html_ += "<ul>\n";
    ++lists_;
  }
  open_element("li", line.about());
  append_inline(html_, line);
}

void HtmlPage::close() {
  for (; lists_ > 0; --lists_) html_ += "</li></ul>\n";
}

void HtmlPage::table(const std::vector<Column>& columns, const std::vector<Row>& rows) {
  close();
  std::vector<std::string> labels;  // of the cells, as attributes
  html_ += "<table class=\"rows\"><thead><tr>";
  for (const Column& column : columns) {
    const std::string_view classes = has_long_word(Inline(column.title)) ? " class=\"long\""
                                     : column.is_number                  ? " class=\"number\""
                                     : column.is_short                   ? " class=\"short\""
                                                                         : "";
    html_ += text("<th scope=\"col\"", classes, ">");
    append_isolated(html_, column.title);
    html_ += "</th>";
    std::string& label = labels.emplace_back(text("<td", classes, " data-label=\""));
    append_escaped(label, column.title);
    label += "\">";
  }
  html_ += "</tr></thead><tbody>\n";
  for (const Row& row : rows) {
    if (row.empty()) continue;
    open_element("tr", row.front().about());
    html_ += has_long_word(row.front()) ? "<th scope=\"row\" class=\"long\">" : "<th scope=\"row\">";
    append_inline(html_, row.front());
    html_ += "</th>";
    for (std::size_t i = 1; i < row.size(); ++i) {
      html_ += labels[i];
      if (has_long_word(row[i])) {
        html_ += "<span class=\"long\">";
        append_inline(html_, row[i]);
        html_ += "</span></td>";
        continue;
      }
      append_inline(html_, row[i]);
      html_ += "</td>";
    }
    html_ += "</tr>\n";
  }
  html_ += "</tbody></table>\n";
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

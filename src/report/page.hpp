// What a report is written with: inline text, and blocks of it on a page. What they become, Markdown or HTML, is the
// page's affair.
//
//   MarkdownPage page;
//   page.heading(2, Inline("Risks"));
//   page.bullet(Inline().strong(risk.id).text(": ").text(risk.title));
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/inlined_vector.h"

namespace tertial {
inline namespace v1 {
namespace report {

// Something of the plan that one place of a page tells of and others may lead to.
struct Subject {
  enum class Kind : std::uint8_t { nothing, matrix, risk, action, indicator, self_check };
  Kind kind = Kind::nothing;
  std::uint32_t place = 0;  // in the plan's list
  friend bool operator==(const Subject&, const Subject&) = default;
};

// What a word means at a glance. A tone never stands for a word.
enum class Tone : std::uint8_t { none, quiet, good, fair, poor, bad };

// One line of inline text. Whatever is added is shown as it is written.
class Inline {
 public:
  enum class Style : std::uint8_t { text, strong, code, toned };
  struct Run {
    Style style = Style::text;
    Tone tone = Tone::none;
    Subject target = {};  // what it leads to, where a page can lead anywhere
    std::size_t size = 0;
  };

  Inline() = default;
  explicit Inline(std::string_view plain) { text(plain); }

  Inline& text(std::string_view plain) { return add(plain, {.style = Style::text}); }
  Inline& strong(std::string_view plain) { return add(plain, {.style = Style::strong}); }
  // Not for tables: a code span there would show its escaped bars.
  Inline& code(std::string_view plain, Subject target = {}) {
    return add(plain, {.style = Style::code, .target = target});
  }
  Inline& toned(Tone tone, std::string_view plain) { return add(plain, {.style = Style::toned, .tone = tone}); }
  Inline& link(Subject target, std::string_view plain) {
    return add(plain, {.style = Style::strong, .target = target});
  }
  // All that is in another.
  Inline& add(const Inline& other) {
    plain_ += other.plain_;
    runs_.insert(runs_.end(), other.runs_.begin(), other.runs_.end());
    return *this;
  }
  // The place where the page tells of `subject`.
  Inline& about(Subject subject) {
    about_ = subject;
    return *this;
  }

  [[nodiscard]] bool empty() const noexcept { return plain_.empty(); }
  [[nodiscard]] Subject about() const noexcept { return about_; }
  // on_run(run, plain text) for each.
  template <class OnRun>
  void for_each(const OnRun& on_run) const {
    std::string_view rest = plain_;
    for (const Run& run : runs_) {
      on_run(run, rest.substr(0, run.size));
      rest.remove_prefix(run.size);
    }
  }

 private:
  Inline& add(std::string_view plain, Run run) {
    run.size = plain.size();
    plain_ += plain;
    runs_.push_back(run);
    return *this;
  }

  std::string plain_;
  absl::InlinedVector<Run, 2> runs_;
  Subject about_;
};

struct Column {
  std::string_view title;
  bool is_number = false;  // set flush right
  bool is_short = false;   // dates and single words, which are best not broken
};

using Row = std::vector<Inline>;

// Blocks, each apart from the one before; bullets of one list follow each other.
class Page {
 public:
  virtual ~Page() = default;
  virtual void heading(int level, const Inline& line) = 0;
  virtual void paragraph(const Inline& line) = 0;
  virtual void bullet(const Inline& line, int depth = 0) = 0;  // depth 1 belongs to the bullet before it
  virtual void table(const std::vector<Column>& columns, const std::vector<Row>& rows) = 0;

 protected:
  Page() = default;
  Page(const Page&) = default;
  Page& operator=(const Page&) = default;
};

}  // namespace report
}  // namespace v1
}  // namespace tertial

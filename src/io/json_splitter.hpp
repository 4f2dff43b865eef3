// Walks the outermost structure of a JSON text without parsing it: finds where members, elements and values
// end, so that a parser can be given a large document in pieces.
//
//   JsonSplitter splitter(text);
//   if (splitter.enter('{') && splitter.next_member()) use(splitter.key(), splitter.skip_value());
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "json_brackets.hpp"

namespace tertial {
inline namespace v1 {

// Checks only what it stands on: quotes, commas, colons, brackets at the depth it walks, and that brackets
// nest at most kMaxDepth deep. What lies inside a skipped value is for the parser to check. On failure every
// call gives false or nothing, and position() and problem() say where and what.
class JsonSplitter {
 public:
  static constexpr std::size_t kMaxDepth = 500;

  explicit JsonSplitter(std::string_view text, std::size_t position = 0) noexcept : text_(text), position_(position) {}

  [[nodiscard]] std::size_t position() const noexcept { return position_; }
  [[nodiscard]] std::string_view problem() const noexcept { return problem_; }
  [[nodiscard]] bool failed() const noexcept { return !problem_.empty(); }

  // The first byte of the next token; 0 at the end.
  [[nodiscard]] char peek() noexcept;
  // Steps over an opening bracket.
  bool enter(char bracket) noexcept;
  // Inside an object: steps to the next member's value and keeps its key; false at the closing brace, which
  // is stepped over, or on failure.
  bool next_member() noexcept;
  // Inside an array: steps to the next element; false at the closing bracket, which is stepped over, or on
  // failure.
  bool next_element() noexcept;
  // The key as it stands between its quotes.
  [[nodiscard]] std::string_view key() const noexcept { return key_; }
  // Steps over one value; its text.
  std::optional<std::string_view> skip_value() noexcept;
  // Whether nothing but white space is left.
  bool at_end() noexcept;

 private:
  bool fail(std::string_view problem) noexcept;
  bool fail_at(std::size_t position, std::string_view problem) noexcept;
  void skip_space() noexcept;
  bool skip_string() noexcept;
  bool skip_container() noexcept;
  bool find_more_brackets() noexcept;

  std::string_view text_;
  std::size_t position_;
  std::string_view key_ = {};
  std::string_view problem_ = {};
  bool first_ = false;  // just inside a bracket

  // The brackets of the text from `scanned_from_` to `scanned_to_`, and what the scan knows there.
  std::array<BracketBlock, 32> blocks_ = {};
  std::size_t scanned_from_ = 0;
  std::size_t scanned_to_ = 0;
  BracketState scan_ = {};
};

}  // namespace v1
}  // namespace tertial

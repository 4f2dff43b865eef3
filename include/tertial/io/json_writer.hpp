// Writes JSON text: numbers in their shortest form that reads back, never through a locale; strings escaped as little
// as JSON allows; objects of one fact on one line.
//
//   JsonWriter out;
//   out.begin_object().key("value").number(2.4).end_object();
//   std::string json = std::move(out).text();     // "{\"value\": 2.4}"
#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tertial {
inline namespace v1 {

// A writer of our own: it is a page, and a document's bytes must not change with a library's next release.
class JsonWriter {
 public:
  // Lines: each member on a line of its own. Inline: all on one line; whatever is inside is inline too.
  enum class Layout : std::uint8_t { lines, inline_ };

  JsonWriter& begin_object(Layout layout = Layout::inline_) { return begin('{', layout); }
  JsonWriter& end_object() { return end('}'); }
  JsonWriter& begin_array(Layout layout = Layout::inline_) { return begin('[', layout); }
  JsonWriter& end_array() { return end(']'); }

  JsonWriter& key(std::string_view name) {
    separate();
    quote(name);
    text_ += ": ";
    after_key_ = true;
    return *this;
  }
  JsonWriter& string(std::string_view value) {
    separate();
    quote(value);
    return *this;
  }
  // Whole numbers below 2^53 without a point. Finite numbers only.
  JsonWriter& number(double value) {
    separate();
    append_number(text_, value);
    return *this;
  }
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  // JSON text as it is.
  JsonWriter& raw(std::string_view json) {
    separate();
    text_ += json;
    return *this;
  }

  [[nodiscard]] const std::string& text() const& noexcept { return text_; }
  [[nodiscard]] std::string text() && noexcept { return std::move(text_); }
  void reserve(std::size_t bytes) { text_.reserve(bytes); }

  static void append_number(std::string& out, double value) {
    char digits[32];
    const auto result = std::abs(value) < 9007199254740992.0 && value == std::floor(value)
                            ? std::to_chars(digits, digits + sizeof digits, static_cast<std::int64_t>(value))
                            : std::to_chars(digits, digits + sizeof digits, value);
    out.append(digits, result.ptr);
  }

  // `value` in quotes; only what JSON forbids is escaped.
  static void append_quoted(std::string& out, std::string_view value) {
    constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    std::size_t plain = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
      const auto c = static_cast<unsigned char>(value[i]);
      if (c >= 0x20 && c != '"' && c != '\\') continue;
      out.append(value, plain, i - plain);
      plain = i + 1;
      switch (c) {
        case '"':
          out += "\\\"";
          break;
        case '\\':
          out += "\\\\";
          break;
        case '\n':
          out += "\\n";
          break;
        case '\t':
          out += "\\t";
          break;
        case '\r':
          out += "\\r";
          break;
        case '\b':
          out += "\\b";
          break;
        case '\f':
          out += "\\f";
          break;
        default:
          out += "\\u00";
          out += kHex[c >> 4];
          out += kHex[c & 0xF];
      }
    }
    out.append(value, plain, value.size() - plain);
    out += '"';
  }

 private:
  struct Frame {
    bool lines = false;
    bool empty = true;
  };

  JsonWriter& begin(char bracket, Layout layout) {
    separate();
    text_ += bracket;
    const bool parent_lines = frames_.empty() || frames_.back().lines;
    frames_.push_back({.lines = parent_lines && layout == Layout::lines});
    return *this;
  }
  JsonWriter& end(char bracket) {
    const Frame frame = frames_.back();
    frames_.pop_back();
    if (frame.lines && !frame.empty) new_line();
    text_ += bracket;
    return *this;
  }
  void separate() {
    if (after_key_) {
      after_key_ = false;
      return;
    }
    if (frames_.empty()) return;
    Frame& frame = frames_.back();
    if (!frame.empty) text_ += frame.lines ? "," : ", ";
    frame.empty = false;
    if (frame.lines) new_line();
  }
  void new_line() {
    text_ += '\n';
    text_.append(frames_.size() * 2, ' ');
  }
  void quote(std::string_view value) { append_quoted(text_, value); }

  std::string text_;
  std::vector<Frame> frames_;
  bool after_key_ = false;
};

}  // namespace v1
}  // namespace tertial

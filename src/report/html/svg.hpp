// The little of SVG that charts and maps are drawn with: numbers, attributes, text and paths, appended to a document.
//
//   Svg svg(html);
//   svg.text(10, 20, "step", "januari");
#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "report/html/escape.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// Characters of a text, for how much room it takes.
[[nodiscard]] inline std::size_t letters(std::string_view utf8) noexcept {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

class Svg {
 public:
  // Borrows `out`.
  explicit Svg(std::string& out) noexcept : out_(out) {}

  // To a tenth of a unit, which is finer than a screen shows. |value| is below a million.
  void number(double value) {
    const auto tenths = static_cast<std::int32_t>(std::abs(value) * 10 + 0.5);
    char digits[16];
    char* end = digits;
    if (value < 0 && tenths != 0) *end++ = '-';
    end = std::to_chars(end, digits + sizeof digits, tenths / 10).ptr;
    if (tenths % 10 != 0) {
      *end++ = '.';
      *end++ = static_cast<char>('0' + tenths % 10);
    }
    out_.append(digits, end);
  }
  // " name="value""
  void attribute(std::string_view name, double value) {
    out_ += ' ';
    out_ += name;
    out_ += "=\"";
    number(value);
    out_ += '"';
  }
  // A line of text; `classes` may be empty.
  void text(double x, double y, std::string_view classes, std::string_view plain) {
    out_ += "<text";
    if (!classes.empty()) {
      out_ += " class=\"";
      out_ += classes;
      out_ += '"';
    }
    attribute("x", x);
    attribute("y", y);
    out_ += '>';
    append_escaped(out_, plain);
    out_ += "</text>";
  }
  // Within the data of a path.
  void move(double x, double y) { step('M', x, y); }
  void line(double x, double y) { step('L', x, y); }

 private:
  void step(char command, double x, double y) {
    out_ += command;
    number(x);
    out_ += ' ';
    number(y);
  }

  std::string& out_;
};

}  // namespace report
}  // namespace v1
}  // namespace tertial

// Plain text into HTML and SVG: nothing that a plan says can become markup.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tertial {
inline namespace v1 {
namespace report {

// For text between tags and inside quoted attributes alike. Control characters, which HTML has no place for, become
// U+FFFD; tabs and line breaks stay.
inline void append_escaped(std::string& out, std::string_view plain) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::size_t done = 0;
  const auto put = [&](std::size_t at, std::string_view instead) {
    out.append(plain, done, at - done);
    out += instead;
    done = at + 1;
  };
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const char c = plain[i];
    // Letters, digits and all of UTF-8's longer characters lie above every byte that needs care, but for DEL.
    if (static_cast<unsigned char>(c) > '>' && c != 0x7F) continue;
    switch (c) {
      case '&':
        put(i, "&amp;");
        break;
      case '<':
        put(i, "&lt;");
        break;
      case '>':
        put(i, "&gt;");
        break;
      case '"':
        put(i, "&quot;");
        break;
      case '\'':
        put(i, "&#39;");
        break;
      case '\t':
      case '\n':
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) put(i, kReplacement);
    }
  }
  out.append(plain, done);
}

// Whether text may run from right to left, or holds marks that turn it: letters from U+0580 to U+0FFF and from U+F000 on,
// and the marks and isolates of U+200E to U+2069.
[[nodiscard]] inline bool may_turn(std::string_view utf8) noexcept {
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0xD6) continue;
    if (lead != 0xE2) {
      if (lead <= 0xE0 || lead >= 0xEF) return true;
      continue;
    }
    const std::string_view rest = utf8.substr(i + 1, 2);
    if (rest.starts_with('\x80') &&
        (rest >= "\x80\xAA" ? rest <= "\x80\xAE" : rest >= "\x80\x8E" && rest <= "\x80\x8F")) {
      return true;
    }
    if (rest >= "\x81\xA6" && rest <= "\x81\xA9") return true;
  }
  return false;
}

// The same between tags, kept apart from the text around it where it could turn what stands beside it.
inline void append_isolated(std::string& out, std::string_view plain) {
  const bool apart = may_turn(plain);
  if (apart) out += "<bdi>";
  append_escaped(out, plain);
  if (apart) out += "</bdi>";
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

#include "cli/shown.hpp"

#include <algorithm>
#include <cstdint>

namespace tertial::cli {
namespace {

struct Character {
  std::size_t size = 1;
  char32_t code = 0;
  bool valid = false;
};

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// The character that `text`, which is not empty, begins with; one invalid byte where it begins with none.
Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {.size = 1, .code = lead, .valid = true};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {};
  char32_t code = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if (!continues(text[i])) return {};
    code = (code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (overlong || surrogate || code > 0x10FFFF) return {};
  return {.size = size, .code = code, .valid = true};
}

bool harmless(char32_t code) {
  if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return false;
  const bool turns_direction = code == 0x061C || code == 0x200E || code == 0x200F ||
                               (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  return !turns_direction && code != 0x2028 && code != 0x2029;
}

}  // namespace

std::string shown(std::string_view text, std::size_t limit) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string result;
  result.reserve(std::min(text.size(), limit) + 3);
  while (!text.empty()) {
    const Character character = first_character(text);
    const bool plain = character.valid && harmless(character.code);
    if (result.size() + (plain ? character.size : 4 * character.size) > limit) {
      result += "...";
      break;
    }
    for (const char byte : text.substr(0, character.size)) {
      if (plain) {
        result += byte;
      } else {
        const auto value = static_cast<unsigned char>(byte);
        result += "\\x";
        result += kHex[value >> 4U];
        result += kHex[value & 0xFU];
      }
    }
    text.remove_prefix(character.size);
  }
  return result;
}

std::string in_quotes(std::string_view value) { return "\"" + shown(value, 80) + "\""; }

std::size_t columns(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) { return !continues(byte); }));
}

}  // namespace tertial::cli

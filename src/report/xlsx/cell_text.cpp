#include "report/xlsx/cell_text.hpp"

#include <algorithm>

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
constexpr std::string_view kNoCharacter = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::string_view kUnderscore = "_x005F_";

std::size_t size_of_character(char lead) noexcept {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

bool is_control(std::string_view character) noexcept {
  const auto first = static_cast<unsigned char>(character.front());
  if (character.size() == 2) return first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;  // C1
  return first < 0x20 || first == 0x7F;
}

// U+FFFE and U+FFFF.
bool is_no_character(std::string_view character) noexcept {
  return character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
}

// "_x", four hexadecimal digits, "_": how the file format writes characters that XML cannot hold.
bool looks_escaped(std::string_view text) noexcept {
  constexpr std::size_t kSize = 7;
  if (text.size() < kSize || text[0] != '_' || text[1] != 'x' || text[6] != '_') return false;
  return std::all_of(text.begin() + 2, text.begin() + 6, [](char each) {
    return (each >= '0' && each <= '9') || (each >= 'A' && each <= 'F') || (each >= 'a' && each <= 'f');
  });
}

}  // namespace

std::string cell_text(std::string_view text, std::size_t most) {
  std::string result;
  result.reserve(std::min(text.size(), most) + kEllipsis.size());
  std::size_t used = 0;
  std::size_t last_fit = 0;  // where the ellipsis goes when the rest does not fit
  for (std::size_t at = 0; at < text.size();) {
    std::string_view piece = text.substr(at, size_of_character(text[at]));
    const std::string_view read = piece;
    if (piece == "\r" && text.substr(at, 2) == "\r\n") {
      ++at;
      continue;
    }
    if (piece == "\r") {
      piece = "\n";
    } else if (piece != "\n" && is_control(piece)) {
      piece = " ";
    } else if (is_no_character(piece)) {
      piece = kNoCharacter;
    } else if (looks_escaped(text.substr(at))) {
      piece = kUnderscore;
    }
    const std::size_t units = piece == kUnderscore ? piece.size() : piece.size() == 4 ? 2 : 1;
    if (used + units > most) {
      result.resize(last_fit);
      result += kEllipsis;
      return result;
    }
    used += units;
    result += piece;
    if (used < most) last_fit = result.size();
    at += read.size();
  }
  return result;
}

int lines_in_column(std::string_view text, double characters) noexcept {
  constexpr double kCharactersInDigits = 1.1;
  const int most = std::max(1, static_cast<int>(characters * kCharactersInDigits));
  int lines = 1;
  int used = 0;  // of the line
  int word = 0;  // of it, the word that is not over yet
  for (const char byte : text) {
    if ((static_cast<unsigned char>(byte) & 0xC0) == 0x80) continue;  // inside a character
    if (byte == '\n') {
      ++lines;
      used = word = 0;
      continue;
    }
    ++used;
    word = byte == ' ' ? 0 : word + 1;
    if (used <= most || byte == ' ') continue;
    ++lines;
    used = word = word > most ? 1 : word;
  }
  return lines;
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

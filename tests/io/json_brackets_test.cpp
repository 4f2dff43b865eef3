#include "io/json_brackets.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using tertial::BracketBlock;
using tertial::BracketState;
using tertial::kBracketBlock;

namespace {

using Find = void (*)(const char*, std::size_t, BracketState&, BracketBlock*) noexcept;

// A character for each byte: the bracket where one stands outside of strings, else a blank. One byte after the other,
// as the rule says.
std::string brackets_one_by_one(const std::string& text) {
  std::string found(text.size(), ' ');
  bool in_string = false, escaped = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool plain = !escaped;
    escaped = plain && c == '\\';
    if (c == '"' && plain) in_string = !in_string;
    if (in_string) continue;
    if (c == '{' || c == '[') found[i] = '(';
    if (c == '}' || c == ']') found[i] = ')';
  }
  return found;
}

// The same by blocks, `step` of them in a call.
std::string brackets_by_blocks(const std::string& text, Find find, std::size_t step) {
  const std::size_t count = text.size() / kBracketBlock;
  std::vector<BracketBlock> blocks(count);
  BracketState state;
  for (std::size_t i = 0; i < count; i += step) {
    find(text.data() + i * kBracketBlock, std::min(step, count - i), state, blocks.data() + i);
  }
  std::string found(text.size(), ' ');
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t opened = 0, closed = 0;
    for (std::size_t bit = 0; bit < kBracketBlock; ++bit) {
      const bool open = (blocks[i].open >> bit & 1) != 0;
      const bool close = (blocks[i].close >> bit & 1) != 0;
      REQUIRE_FALSE((open && close));
      if (open) found[i * kBracketBlock + bit] = '(';
      if (close) found[i * kBracketBlock + bit] = ')';
      opened += open ? 1 : 0;
      closed += close ? 1 : 0;
    }
    REQUIRE(blocks[i].opened == opened);
    REQUIRE(blocks[i].closed == closed);
  }
  return found;
}

}  // namespace

TEST_CASE("brackets are found outside of strings, as by reading one byte after the other") {
  std::mt19937 draw(20200831);
  for (int round = 0; round < 2000; ++round) {
    // Bytes that matter, those one bit away from brackets, and bytes above 127.
    const std::string alphabet = round % 3 == 0   ? "\"\\{}[]"
                                 : round % 3 == 1 ? "\"a{}[]\\ ;:=\x5F\x1B\xDB\xFB"
                                                  : "\"a{}[]bcdef";
    std::string text(kBracketBlock * (1 + draw() % 9), ' ');
    for (char& c : text) c = alphabet[draw() % alphabet.size()];
    const std::string expected = brackets_one_by_one(text);
    const std::size_t step = 1 + draw() % 9;
    REQUIRE(brackets_by_blocks(text, tertial::find_brackets, step) == expected);
    REQUIRE(brackets_by_blocks(text, tertial::find_brackets_portably, step) == expected);
  }
}

TEST_CASE("an escape at the end of a block reaches into the next") {
  std::string text(2 * kBracketBlock, ' ');
  text[62] = '"';
  text[63] = '\\';
  text[64] = '"';  // escaped: the string goes on
  text[65] = '{';
  text[66] = '"';
  text[67] = '}';
  for (const Find find : {tertial::find_brackets, tertial::find_brackets_portably}) {
    CHECK(brackets_by_blocks(text, find, 2) == std::string(67, ' ') + ")" + std::string(60, ' '));
  }
}

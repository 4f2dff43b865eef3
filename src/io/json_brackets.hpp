// The brackets of a JSON text that stand outside of strings, found 64 bytes at a time.
//
//   BracketState state;
//   BracketBlock block;
//   find_brackets(text.data(), 1, state, &block);      // of the first 64 bytes
//   block.opened;                                      // how many { and [
#pragma once

#include <cstddef>
#include <cstdint>

namespace tertial {
inline namespace v1 {

inline constexpr std::size_t kBracketBlock = 64;

// A bit for each byte of a block, the lowest for the first.
struct BracketBlock {
  std::uint64_t open = 0;   // { [
  std::uint64_t close = 0;  // } ]
  std::uint32_t opened = 0;
  std::uint32_t closed = 0;
};

// What one block tells the next. The text begins outside of strings.
struct BracketState {
  bool in_string = false;
  bool escaped = false;  // the first byte comes after a backslash
};

// Of `count` blocks from `text` on, as many blocks into `out`. By the widest instructions the processor has.
void find_brackets(const char* text, std::size_t count, BracketState& state, BracketBlock* out) noexcept;
// The same on any processor.
void find_brackets_portably(const char* text, std::size_t count, BracketState& state, BracketBlock* out) noexcept;

}  // namespace v1
}  // namespace tertial

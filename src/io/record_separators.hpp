// The delimiters and line ends of a CSV text that stand outside of quotes, found 64 bytes at a time.
//
//   SeparatorScan scan;
//   find_separators(text, size, {.delimiter = ';', .quote = '"'}, scan, positions, strays);
//   positions[0];    // where the first field ends
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tertial {
inline namespace v1 {
namespace record_detail {

inline constexpr std::size_t kSeparatorBlock = 64;

struct SeparatorSigns {
  char delimiter = ';';
  char quote = '"';  // NUL: none
};

// What a text leaves to the one after it, and what was found.
struct SeparatorScan {
  bool at_field_start = true;
  bool in_quotes = false;
  bool after_quote = false;  // one that closes, or the first of two
  std::size_t separators = 0;
  std::size_t line_ends = 0;  // among them
  bool any_quote = false;     // or the text began in quotes
  bool any_high = false;      // a byte from 0x80 on
  bool any_nul = false;
};

// Writes the offset of each separator of `size` bytes to `positions`, which has room for size + 128, and appends to
// `strays` those of quotes that neither open nor close a field. kSeparatorBlock bytes behind the text can be written to
// and are overwritten. By the widest instructions the processor has.
void find_separators(char* text, std::size_t size, SeparatorSigns signs, SeparatorScan& scan, std::uint32_t* positions,
                     std::vector<std::uint32_t>& strays);
// The same on any processor.
void find_separators_portably(char* text, std::size_t size, SeparatorSigns signs, SeparatorScan& scan,
                              std::uint32_t* positions, std::vector<std::uint32_t>& strays);

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

// Text that others wrote, made harmless on a terminal: one line, no escapes, no invalid bytes.
//
//   shown("a\x1b[2Jb");        // "a\x1b[2Jb" spelled out: a backslash, an x and two digits
//   shown(path, 300);          // cut at a character, with "..." where something was left out
//   in_quotes(value);             // in quotation marks, cut at 80 bytes
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tertial::cli {

// Control characters, marks that turn the direction of writing, line separators and bytes that are not UTF-8
// become \xNN. `limit` counts bytes of the result, the dots not counted.
[[nodiscard]] std::string shown(std::string_view text, std::size_t limit = 4000);

[[nodiscard]] std::string in_quotes(std::string_view value);

// Columns that `text` takes when every character takes one.
[[nodiscard]] std::size_t columns(std::string_view text) noexcept;

}  // namespace tertial::cli

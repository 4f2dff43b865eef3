// Text as a cell of a workbook can hold it.
//
//   cell_text("first\r\nsecond\x01");      // "first\nsecond "
//   cell_text(std::string(40'000, 'x'));   // 32,766 times x, and an ellipsis
//   cell_text("_x0041_");                  // escaped, or it would be read as "A"
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tertial {
inline namespace v1 {
namespace report {

inline constexpr std::size_t kMostCellText = 32767;  // UTF-16 code units, as Excel counts

// Line breaks stay, as one line feed each; other control characters become spaces, what XML cannot say U+FFFD.
// `text` is valid UTF-8. A character is never cut in two.
[[nodiscard]] std::string cell_text(std::string_view text, std::size_t most = kMostCellText);

// The lines that text takes in a column as wide as so many digits, about: the writer of a file has no fonts to measure
// by, and running text is narrower than digits.
[[nodiscard]] int lines_in_column(std::string_view text, double characters) noexcept;

}  // namespace report
}  // namespace v1
}  // namespace tertial

// Where the fields of many rows stand in one text.
//
//   std::string_view third_of_first = grid.field(0, 2);
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tertial {
inline namespace v1 {
namespace record_detail {

// Rows of a text, each with as many fields: field f of row r begins behind `ends[r * stride + f]` and ends before
// `ends[r * stride + f + 1]`. kLookAhead bytes behind the text can be read, and one before it.
struct FieldGrid {
  const char* text = nullptr;
  const std::uint32_t* ends = nullptr;
  std::size_t stride = 0;
  std::size_t rows = 0;
  std::size_t fields = 0;
  bool any_quote = false;

  [[nodiscard]] std::uint32_t begin_of(std::size_t row) const noexcept { return ends[row * stride] + 1; }
  // Without the CR that belongs to the line's end.
  [[nodiscard]] std::string_view field(std::size_t row, std::size_t at) const noexcept {
    const std::uint32_t begin = ends[row * stride + at] + 1;
    std::uint32_t end = ends[row * stride + at + 1];
    if (at + 1 == fields && text[end - 1] == '\r') --end;
    return {text + begin, end - begin};
  }
};

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

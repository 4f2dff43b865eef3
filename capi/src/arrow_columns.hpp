// Arrow arrays of others, checked before anything in them is read.
//
//   const std::optional<ArrowColumn> column = read_column(call, "array/value", schema, array);
//   column->number(3);       // nothing where it is null
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "call.hpp"

namespace tertial::capi {

// A column of numbers, text or days. Borrows its buffers.
class ArrowColumn {
 public:
  enum class Kind : std::uint8_t { nothing, number, text, day };

  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool has(std::size_t at) const noexcept {
    if (kind_ == Kind::nothing) return false;
    const std::size_t bit = offset_ + at;
    return valid_ == nullptr || ((valid_[bit / 8] >> (bit % 8)) & 1) != 0;
  }

  // Nothing where the cell is null; only of the kind that is asked for. NaN is as null.
  [[nodiscard]] std::optional<double> number(std::size_t at) const noexcept;
  [[nodiscard]] std::optional<std::string_view> text(std::size_t at) const noexcept;
  [[nodiscard]] std::optional<std::int32_t> day(std::size_t at) const noexcept;

 private:
  friend std::optional<ArrowColumn> read_column(Call& call, std::string_view name, const ArrowSchema* schema,
                                                const ArrowArray* array, std::size_t parent_offset, std::size_t size);

  Kind kind_ = Kind::nothing;
  char format_ = 'n';
  std::size_t size_ = 0;
  std::size_t offset_ = 0;
  const std::uint8_t* valid_ = nullptr;
  const void* values_ = nullptr;  // numbers and days; offsets of text
  const char* text_ = nullptr;
};

// `size` cells from `parent_offset` of a child on. Nothing, and the call failed, where it is of no type that we read, or
// cannot be what it says.
std::optional<ArrowColumn> read_column(Call& call, std::string_view name, const ArrowSchema* schema,
                                       const ArrowArray* array, std::size_t parent_offset, std::size_t size);

}  // namespace tertial::capi

// The fields of a column that are written as most are, of many rows at once.
//
//   std::size_t count = read_short_fields(RecordType::date, {.grid = &grid, .field = 2}, days, left);
//   left[0 .. count - 1];    // the rows that are left to the reader of any field
#pragma once

#include <cstddef>
#include <cstdint>

#include "io/code_list.hpp"
#include "io/field_grid.hpp"
#include "tertial/io/record_reader.hpp"

namespace tertial {
inline namespace v1 {
namespace record_detail {

struct ShortFields {
  const FieldGrid* grid = nullptr;
  std::size_t field = 0;
  char quote = '"';
  char decimal = ',';
  const CodeList* codes = nullptr;  // of a column of codes
};

// Writes the value of each row to `out`, an array of the type's values, and to `left`, in order, the rows whose field was
// not taken and whose value is anything; how many these are. By the widest instructions the processor has.
[[nodiscard]] std::size_t read_short_fields(RecordType type, const ShortFields& fields, void* out,
                                            std::uint32_t* left) noexcept;
// The same on any processor.
[[nodiscard]] std::size_t read_short_fields_portably(RecordType type, const ShortFields& fields, void* out,
                                                     std::uint32_t* left) noexcept;

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

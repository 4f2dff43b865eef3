// Any field of a column of case records, whatever its length and shape, as a value or as what is wrong with it.
//
//   double value = 0;
//   std::optional<RecordProblem> problem = read_number("1,5e3", ',', value);   // nothing: 1500
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tertial/io/record_fault.hpp"

namespace tertial {
inline namespace v1 {
namespace record_detail {

// `field` has no quotes and no spaces round it, is at most kMaxFieldBytes long, and kLookAhead bytes from its beginning
// on can be read. Nothing: `out` is its value.
[[nodiscard]] std::optional<RecordProblem> read_date(std::string_view field, std::int32_t& out) noexcept;
[[nodiscard]] std::optional<RecordProblem> read_time(std::string_view field, std::int64_t& out) noexcept;
[[nodiscard]] std::optional<RecordProblem> read_period(std::string_view field, std::uint32_t& out) noexcept;
[[nodiscard]] std::optional<RecordProblem> read_number(std::string_view field, char decimal, double& out) noexcept;
[[nodiscard]] std::optional<RecordProblem> read_whole(std::string_view field, std::int64_t& out) noexcept;
// A key that is a number of up to 18 digits; false for every other text.
[[nodiscard]] bool read_number_key(std::string_view field, std::uint64_t& out) noexcept;

// Where the first byte stands that is not part of UTF-8; the text's size where there is none.
[[nodiscard]] std::size_t first_malformed(std::string_view text) noexcept;

// Latin-1 as UTF-8, of up to twice the size, which is returned.
std::size_t write_utf_8(std::string_view latin_1, char* out) noexcept;
// UTF-8 as Latin-1; nothing where it has letters that Latin-1 has not.
[[nodiscard]] std::optional<std::string> to_latin_1(std::string_view text);

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

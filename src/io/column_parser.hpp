// One column of case records: what it is asked for as, and its values of a batch.
//
//   ColumnParser column(asked, 2, rules, 65536);
//   column.read(grid, 0, scratch, problems);           // the third field of every row of the grid
//   column.values<std::int32_t>();
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/code_list.hpp"
#include "io/field_grid.hpp"
#include "io/keyed_hash.hpp"
#include "io/wiped_buffer.hpp"
#include "tertial/io/csv_dialect.hpp"
#include "tertial/io/record_fault.hpp"
#include "tertial/io/record_reader.hpp"

namespace tertial {
inline namespace v1 {
namespace record_detail {

struct FieldProblem {
  std::uint32_t row = 0;  // of the grid
  RecordProblem problem = RecordProblem::field_count;
};

// A missing word as the file writes it.
struct MissingWord {
  std::uint64_t head = 0;  // its first eight bytes
  std::string bytes = {};
};

// What the columns of a file have in common.
struct FieldRules {
  char decimal = ',';
  char quote = '"';
  TextEncoding encoding = TextEncoding::utf_8;
  std::vector<MissingWord> missing = {};
  const KeyedHash* hash = nullptr;  // none: no secret
  std::size_t code_bytes = kCodeListBytes;

  [[nodiscard]] bool is_missing(std::string_view field) const noexcept;
};
[[nodiscard]] FieldRules rules_of(const CsvDialect& dialect);

// Room that the columns of a reader share.
struct ParserScratch {
  explicit ParserScratch(std::size_t rows);

  WipedBuffer<std::uint32_t> left;  // rows that are not written as most are
  WipedBuffer<char> unquoted;
  WipedBuffer<char> converted;
};

// The field between its quotes and without spaces round them; `scratch` holds it where quotes in it were doubled. Nothing:
// the closing quote is not the last byte, or more than kMaxFieldBytes are left, which `problem` tells.
[[nodiscard]] std::optional<std::string_view> bare_field(std::string_view field, char quote, ParserScratch& scratch,
                                                         RecordProblem& problem) noexcept;

[[nodiscard]] std::size_t width_of(RecordType type) noexcept;

class ColumnParser {
 public:
  // `field` counts from 0. `rules` outlive the parser. The codes of `asked` are UTF-8 and differ from each other.
  ColumnParser(const RecordColumn& asked, std::size_t field, FieldRules& rules, std::size_t capacity);

  [[nodiscard]] std::size_t field() const noexcept { return field_; }
  [[nodiscard]] RecordType type() const noexcept { return type_; }
  // Whether the given codes found room.
  [[nodiscard]] bool has_all_codes() const noexcept { return has_all_codes_; }
  [[nodiscard]] const CodeList& codes() const noexcept { return codes_; }

  // Reads a field of each row of the grid to the values from `at` on. What cannot be read is anything, and is added to
  // `problems`, in order of rows.
  void read(const FieldGrid& grid, std::size_t at, ParserScratch& scratch, std::vector<FieldProblem>& problems);
  // Closes the gaps of rows that are not kept: `dropped`, in order, of the `rows` from `at` on.
  void drop(std::size_t at, std::size_t rows, std::span<const std::uint32_t> dropped) noexcept;

  template <class T>
  [[nodiscard]] const T* values() const noexcept {
    return reinterpret_cast<const T*>(storage_.data());
  }

 private:
  std::optional<RecordProblem> read_one(std::string_view field, std::size_t at, ParserScratch& scratch);
  std::optional<RecordProblem> read_bare(std::string_view field, std::size_t at, ParserScratch& scratch);
  std::optional<RecordProblem> read_code(std::string_view field, std::uint32_t& out, ParserScratch& scratch);
  std::optional<RecordProblem> read_key(std::string_view field, std::uint64_t& out, ParserScratch& scratch) const;
  void set_missing(std::size_t at) noexcept;
  [[nodiscard]] std::string_view as_utf_8(std::string_view field, ParserScratch& scratch) const noexcept;

  template <class T>
  [[nodiscard]] T* values() noexcept {
    return reinterpret_cast<T*>(storage_.data());
  }

  RecordType type_;
  std::size_t field_;
  const FieldRules* rules_;
  bool learns_;
  bool takes_others_;
  bool has_all_codes_ = true;
  bool words_first_ = false;  // a missing word reads as a value
  CodeList codes_;
  WipedBuffer<unsigned char> storage_;
};

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

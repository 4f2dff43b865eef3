// The text of a pasted table as lines of cells, and its words as people vary them.
//
//   absl::StatusOr<std::vector<SourceLine>> lines = split_table("\tJan-20\nVacant posts\t5\n");
//   lines->at(1).cells.front().text;                  // "Vacant posts", line 2, column 1
//   fold_label("BARN  I VÅRD") == fold_label("barn i vård");
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace tertial {
inline namespace v1 {
namespace table_detail {

struct SourceCell {
  std::uint32_t column = 0;  // from 1
  std::string text = {};     // never empty; spaces of all kinds as one space, none at the ends
};

struct SourceLine {
  std::uint32_t number = 0;            // from 1
  std::vector<SourceCell> cells = {};  // those with text, from left to right; at least one
};

// Lines with text, cut at tabs or semicolons, whichever there are more of. Cells of a semicolon text may
// stand in quotes. InvalidArgument with a Fault where the text is too long, not UTF-8, has control characters
// or leaves a quote open.
[[nodiscard]] absl::StatusOr<std::vector<SourceLine>> split_table(std::string_view text);

// What stays the same when a label is written again: small letters, one dash, one space, letters with their
// dots or ring as one letter. `label` is UTF-8.
[[nodiscard]] std::string fold_label(std::string_view label);

// Such as 5, 5.2 or 5.2.1: whole numbers parted by points.
[[nodiscard]] bool is_section_number(std::string_view label) noexcept;

// InvalidArgument with a Fault at "line L, column C".
[[nodiscard]] absl::Status table_fault(std::uint32_t line, std::uint32_t column, std::string_view message);

// "line L, column C"
[[nodiscard]] std::string table_place(std::uint32_t line, std::uint32_t column);

}  // namespace table_detail
}  // namespace v1
}  // namespace tertial

// Reads indicator tables as they stand in reports and spreadsheets, and puts their figures into a plan.
//
//   absl::StatusOr<ImportedTable> table = parse_table(text, {.language = Language::sv, .year = 2020});
//   absl::StatusOr<ImportResult> result = import_table(plan, *table);
//   result->plan; result->changes; table->notes;
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/indicator/observation.hpp"
#include "tertial/language.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {

struct TableContext {
  Language language = Language::sv;
  // Of headings that name none, where no other heading of their table does.
  std::optional<int> year = std::nullopt;
};

// One cell with a figure or a reason for none. Line and column count from 1; columns are cells, not
// characters.
struct TableCell {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::optional<Period> period = std::nullopt;  // nothing: the baseline column
  std::optional<double> value = std::nullopt;
  ObservationStatus status = ObservationStatus::normal;
  bool percent = false;
  int decimals = 0;            // as printed
  bool misread_digit = false;  // an I or l was read as 1
  friend bool operator==(const TableCell&, const TableCell&) = default;
};

struct TableRow {
  std::uint32_t line = 0;
  std::string id = {};       // from a column of ids, or the cell before the title, where the table has one
  std::string title = {};    // spaces of all kinds as one space
  std::string section = {};  // number of the section row above, such as "2.2"
  std::vector<TableCell> cells = {};
  std::optional<Period> first_column = std::nullopt;  // earliest period the table has a column for
  friend bool operator==(const TableRow&, const TableRow&) = default;
};

// Something read that a person should look at: its place and what was done.
struct TableNote {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string message_sv = {};
  std::string message_en = {};
  friend bool operator==(const TableNote&, const TableNote&) = default;
};

struct ImportedTable {
  std::vector<TableRow> rows;
  std::vector<TableNote> notes;
};

// Longer texts are no tables of a report and are refused.
inline constexpr std::size_t kMaxTableBytes = std::size_t{4} << 20;

// Cells are parted by tabs or semicolons, in UTF-8. A table is a heading row of periods and perhaps a
// baseline column (Ingångsvärde), or two such rows over each other, and below it rows of an id or section
// number, a title, and figures; rows of a section number alone head the rows below them. Several tables may
// follow each other.
//
// A figure is 14, 14 %, 2,4%, 1 234,5 or −3; "1,234" is a thousand in English, and "1.234" in Swedish is
// refused, as it may be. "u.s.", "US", "uppgift saknas", "n/a" and ".." are missing figures; an empty cell or
// a dash is no observation. An I or l among digits is read as 1, a heading lost between two others or before
// February as the month that must stand there; both with a note. Footnotes, captions and rows without figures
// are left out with a note.
//
// InvalidArgument with a Fault ("line L, column C") at a cell that cannot be read.
[[nodiscard]] absl::StatusOr<ImportedTable> parse_table(std::string_view text, const TableContext& context);

struct TableChange {
  enum class Kind : std::uint8_t {
    new_indicator,
    new_observation,
    changed_observation,
    new_baseline,
    changed_baseline
  };
  Kind kind = Kind::new_observation;
  std::string indicator;
  std::optional<Period> period = std::nullopt;
  std::optional<double> before = std::nullopt;
  std::optional<double> after = std::nullopt;
  ObservationStatus status = ObservationStatus::normal;  // of the new observation
};

struct ImportOptions {
  // When the figures were put on record. Given, every new observation carries it, and another figure for a
  // period that the plan has becomes a second observation, a correction. Nothing: it replaces the plan's, and
  // new ones count as recorded on the day they hold.
  std::optional<Date> recorded = std::nullopt;
};

struct ImportResult {
  Plan plan;
  std::vector<TableChange> changes;  // in table order; empty: the plan had it all
};

// Rows match indicators by id, else by title in letters of any case, else become new ones, with an id made
// from their section. A figure that the plan has already is no change, and neither is a missing one where the
// plan's observation has no figure. Another figure than the plan's takes its place (the numerator and
// denominator of the old one go; the marks of a break and of confidence stay). Baselines are those of the
// year before the table's first column.
//
// The plan given is not touched. InvalidArgument with a Fault: "line L, column C" where the table contradicts
// itself, gives percentages for an indicator of another unit, fits two indicators, or is recorded before what
// it corrects.
[[nodiscard]] absl::StatusOr<ImportResult> import_table(const Plan& plan, const ImportedTable& table,
                                                        const ImportOptions& options = {});

}  // namespace v1
}  // namespace tertial

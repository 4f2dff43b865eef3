#include "io/table_heading.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_join.h"
#include "io/heading_words.hpp"
#include "tertial/calendar/spoken.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace table_detail {
namespace {

constexpr std::string_view kExpected = "expected a period such as Jan-20, mars or T2 2020, or Ingångsvärde";
constexpr std::size_t kMostLines = 4;  // of one heading

// A column that has figures or should have them.
struct Slot {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string text = {};  // empty where there is no heading
  bool baseline = false;
  bool known = false;  // its heading names a period
  bool has_year = false;
  Period period = {};  // meaningful once known and its year found
};

// What a slot says as a note: `sv` and `en` follow the heading as it stands in the text.
void note(const Slot& slot, std::string_view sv, std::string_view en, std::vector<TableNote>& notes) {
  notes.push_back({.line = slot.line,
                   .column = slot.column,
                   .message_sv = text("Rubriken \"", slot.text, "\" ", sv),
                   .message_en = text("The heading \"", slot.text, "\" ", en)});
}

// What stands over a column, from above to below.
struct Stack {
  std::uint32_t line = 0;  // of the lowest
  bool baseline = false;
  std::string baseline_text = {};
  std::vector<std::string> texts = {};  // but for the word for a baseline

  [[nodiscard]] std::string joined() const { return absl::StrJoin(texts, " "); }
  // Where one stands over the other the order of words may be the other way round: 2020 over T2.
  [[nodiscard]] std::string joined_upwards() const { return absl::StrJoin(texts.rbegin(), texts.rend(), " "); }
};

std::map<std::uint32_t, Stack> stacks_of(std::span<const SourceLine> lines) {
  std::map<std::uint32_t, Stack> stacks;
  for (const SourceLine& line : lines) {
    for (const SourceCell& cell : line.cells) {
      Stack& stack = stacks[cell.column];
      stack.line = line.number;
      if (is_baseline_word(cell.text)) {
        stack.baseline = true;
        stack.baseline_text = cell.text;
      } else {
        stack.texts.push_back(cell.text);
      }
    }
  }
  return stacks;
}

Slot slot_of(std::uint32_t column, const Stack& stack, std::vector<TableNote>& notes) {
  Slot slot{.line = stack.line, .column = column, .text = stack.joined()};
  std::optional<SpokenPeriod> spoken = period_named(slot.text, kLeapYear);
  if (!spoken && stack.texts.size() > 1) {
    spoken = period_named(stack.joined_upwards(), kLeapYear);
    if (spoken) slot.text = stack.joined_upwards();
  }
  slot.known = spoken.has_value();
  if (slot.known) {
    slot.has_year = spoken->has_year;
    slot.period = spoken->period;
    if (stack.baseline) {
      note(slot, text("står i samma kolumn som \"", stack.baseline_text, "\": kolumnen lästes som perioden."),
           text("stands in one column with \"", stack.baseline_text, "\": the column was read as the period."), notes);
    }
  } else if (stack.texts.empty()) {
    slot.baseline = true;
    slot.text = stack.baseline_text;
  }
  return slot;
}

// Whether a column, the last before those with headings, has figures beside titles: then its heading is lost.
bool has_figures_only(std::uint32_t column, std::span<const SourceLine> rows) {
  bool any = false;
  for (const SourceLine& row : rows) {
    if (row.cells.back().column <= column) continue;  // no figures: a section, a caption
    const auto at =
        std::find_if(row.cells.begin(), row.cells.end(), [&](const SourceCell& cell) { return cell.column == column; });
    if (at == row.cells.end()) continue;
    if (at == row.cells.begin() || !is_any_figure(at->text)) return false;
    any = true;
  }
  return any;
}

class HeadingReader {
 public:
  HeadingReader(std::span<const SourceLine> rows, const TableContext& context, std::vector<TableNote>& notes) noexcept
      : rows_(rows), context_(context), notes_(notes) {}

  absl::StatusOr<TableHeading> read(const std::map<std::uint32_t, Stack>& stacks) {
    absl::Status status = collect(stacks);
    if (status.ok()) status = find_years();
    if (status.ok()) status = find_lost();
    if (status.ok()) status = check();
    if (!status.ok()) return status;
    TableHeading heading;
    for (const Slot& slot : slots_) {
      heading.columns.push_back(
          {.column = slot.column, .period = slot.baseline ? std::nullopt : std::optional(slot.period)});
    }
    for (const auto& [column, stack] : stacks) {
      if (column >= heading.first_column()) break;
      if (!heading.id_column && is_id_word(stack.joined())) heading.id_column = column;
    }
    return heading;
  }

 private:
  // The first column is for labels.
  absl::Status collect(const std::map<std::uint32_t, Stack>& stacks) {
    for (const auto& [column, stack] : stacks) {
      const bool label =
          column == 1 && !stack.baseline && (stack.texts.size() != 1 || !is_worded_heading(stack.texts[0]));
      if (label) continue;
      Slot slot = slot_of(column, stack, notes_);
      if (slots_.empty() && !slot.known && !slot.baseline) continue;
      if (column == 1) {
        return table_fault(
            slot.line, 1,
            text("\"", calendar_detail::excerpt(slot.text), "\" in the first column: expected the column of titles"));
      }
      slots_.push_back(std::move(slot));
    }
    if (slots_.empty()) return overlaid(stacks);
    const std::uint32_t first = slots_.front().column;
    if (first > 2 && has_figures_only(first - 1, rows_)) {
      const auto above = stacks.find(first - 1);
      Slot lost{.line = slots_.front().line, .column = first - 1};
      if (above != stacks.end()) {
        lost.line = above->second.line;
        lost.text = above->second.joined();
      }
      if (!is_id_word(lost.text)) slots_.insert(slots_.begin(), std::move(lost));
    }
    add_columns_without_heading(first);
    return absl::OkStatus();
  }

  // Each line heads columns by itself, and together they say nothing.
  static absl::Status overlaid(const std::map<std::uint32_t, Stack>& stacks) {
    const auto at =
        std::find_if(stacks.begin(), stacks.end(), [](const auto& entry) { return entry.second.texts.size() > 1; });
    const auto& [column, stack] = at == stacks.end() ? *stacks.begin() : *at;
    return table_fault(stack.line, column,
                       text("\"", calendar_detail::excerpt(stack.joined()),
                            "\" stands over one column in several lines: ", kExpected));
  }

  void add_columns_without_heading(std::uint32_t first) {
    std::map<std::uint32_t, std::uint32_t> lines;  // column, line of its first figure
    for (const SourceLine& row : rows_) {
      for (const SourceCell& cell : row.cells) {
        if (cell.column > first) lines.emplace(cell.column, row.number);
      }
    }
    for (const Slot& slot : slots_) lines.erase(slot.column);
    for (const auto& [column, line] : lines) slots_.push_back({.line = line, .column = column});
    std::sort(slots_.begin(), slots_.end(), [](const Slot& a, const Slot& b) { return a.column < b.column; });
  }

  absl::Status find_years() {
    std::vector<Slot*> periods;
    for (Slot& slot : slots_) {
      if (slot.known) periods.push_back(&slot);
    }
    const auto named = std::find_if(periods.begin(), periods.end(), [](const Slot* slot) { return slot->has_year; });
    std::size_t start = 0;  // the slot whose year does not come from a neighbour
    if (named != periods.end()) {
      start = static_cast<std::size_t>(named - periods.begin());
    } else if (!periods.empty() && !context_.year) {
      const Slot& first = *periods.front();
      return table_fault(
          first.line, first.column,
          text("\"", calendar_detail::excerpt(first.text), "\" names no year, and neither does any heading ",
               "beside it: give the year with --year"));
    }
    for (std::size_t i = start; i < periods.size(); ++i) {
      absl::Status status = i == start || periods[i]->has_year
                                ? set_year(*periods[i], context_.year)
                                : set_year_beside(*periods[i], periods[i - 1]->period, 1);
      if (!status.ok()) return status;
    }
    for (std::size_t i = start; i-- > 0;) {
      if (absl::Status status = set_year_beside(*periods[i], periods[i + 1]->period, -1); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status set_year(Slot& slot, std::optional<int> year) {
    const absl::StatusOr<SpokenPeriod> spoken = parse_spoken(slot.text, {.language = context_.language, .year = year});
    if (!spoken.ok()) return table_fault(slot.line, slot.column, from_absl(spoken.status().message()));
    slot.period = spoken->period;
    if (spoken->misread_digit) {
      const std::string read = spoken->period.to_string();
      note(slot, text("lästes som ", read, ": l eller I som siffran 1."),
           text("was read as ", read, ": l or I as the digit 1."), notes_);
    }
    return absl::OkStatus();
  }

  // The year of the neighbour, or the one beside it where the year turns between the two: from December to
  // January. `step` is 1 for the neighbour's successor, -1 for its predecessor.
  absl::Status set_year_beside(Slot& slot, Period neighbour, int step) {
    const auto follows = [&](int year) {
      const std::optional<SpokenPeriod> spoken = period_named(slot.text, year);
      if (!spoken || spoken->period.granularity() != neighbour.granularity()) return false;
      const int distance = (spoken->period - neighbour) * step;
      return year == neighbour.year() ? distance > 0 : distance == 1;
    };
    for (const int year : {neighbour.year(), neighbour.year() + step}) {
      if (follows(year)) return set_year(slot, year);
    }
    return table_fault(
        slot.line, slot.column,
        text("\"", calendar_detail::excerpt(slot.text), "\" names no year and does not ",
             step > 0 ? "follow " : "come before ", neighbour.to_string(), ": expected a heading with its year"));
  }

  // A heading that says nothing is the month between its neighbours, or the January before a run of months
  // from February.
  absl::Status find_lost() {
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      Slot& slot = slots_[i];
      if (slot.known || slot.baseline) continue;
      const Slot* before =
          i > 0 && slots_[i - 1].known && slots_[i - 1].column + 1 == slot.column ? &slots_[i - 1] : nullptr;
      const bool could_be_any = !has_letter(slot.text) || slot.text.size() == 1;
      if (!could_be_any || !is_month_after(i, slot.column, 0)) return no_heading(slot);
      const Period next = slots_[i + 1].period;
      if (before != nullptr) {
        if (before->period.granularity() != Granularity::month || next - before->period != 2) return no_heading(slot);
      } else {
        const bool first = i == 0 || slots_[i - 1].baseline;
        if (!first || next.index_in_year() != 2 || !is_month_after(i + 1, slot.column + 1, 1)) return no_heading(slot);
      }
      slot.period = next.previous();
      slot.known = true;
      note_lost(slot);
    }
    return absl::OkStatus();
  }

  // Whether the slot after the i-th is a month in the next column; where `distance` is given, that far after
  // the i-th.
  [[nodiscard]] bool is_month_after(std::size_t i, std::uint32_t column, int distance) const {
    if (i + 1 >= slots_.size()) return false;
    const Slot& next = slots_[i + 1];
    if (!next.known || next.column != column + 1 || next.period.granularity() != Granularity::month) return false;
    return distance == 0 || next.period - slots_[i].period == distance;
  }

  static absl::Status no_heading(const Slot& slot) {
    if (slot.text.empty()) {
      return table_fault(slot.line, slot.column, text("text in a column without a heading: ", kExpected, " above it"));
    }
    return table_fault(
        slot.line, slot.column,
        text("\"", calendar_detail::excerpt(slot.text), "\" is no heading of a column of figures: ", kExpected));
  }

  void note_lost(const Slot& slot) {
    const std::string read = slot.period.to_string();
    if (!slot.text.empty()) {
      note(slot, text("lästes som ", read, ", månaden före nästa kolumn."),
           text("was read as ", read, ", the month before the next column."), notes_);
      return;
    }
    notes_.push_back(
        {.line = slot.line,
         .column = slot.column,
         .message_sv = text("Kolumnen saknar rubrik och lästes som ", read, ", månaden före nästa kolumn."),
         .message_en =
             text("The column has no heading and was read as ", read, ", the month before the next column.")});
  }

  // One baseline, every period once, all of one length.
  [[nodiscard]] absl::Status check() const {
    std::map<std::optional<Period>, const Slot*> seen;
    const Slot* first = nullptr;
    for (const Slot& slot : slots_) {
      const std::optional<Period> period = slot.baseline ? std::nullopt : std::optional(slot.period);
      const auto [at, fresh] = seen.emplace(period, &slot);
      if (!fresh) {
        return table_fault(slot.line, slot.column,
                           text(period ? period->to_string() : "the baseline", " heads column ", at->second->column,
                                " already: expected each period once"));
      }
      if (!period) continue;
      if (first == nullptr) first = &slot;
      if (first->period.granularity() == period->granularity()) continue;
      return table_fault(slot.line, slot.column,
                         text(period->to_string(), " is a ", to_string(period->granularity()), " beside columns of a ",
                              to_string(first->period.granularity()), ": expected periods of one length in a table"));
    }
    return absl::OkStatus();
  }

  std::span<const SourceLine> rows_;
  const TableContext& context_;
  std::vector<TableNote>& notes_;
  std::vector<Slot> slots_;  // from left to right
};

}  // namespace

const TableColumn* TableHeading::find(std::uint32_t column) const noexcept {
  const auto at = std::lower_bound(columns.begin(), columns.end(), column,
                                   [](const TableColumn& a, std::uint32_t wanted) { return a.column < wanted; });
  return at != columns.end() && at->column == column ? &*at : nullptr;
}

std::optional<Period> TableHeading::earliest() const noexcept {
  std::optional<Period> result;
  for (const TableColumn& column : columns) {
    if (column.period && (!result || *column.period < *result)) result = column.period;
  }
  return result;
}

absl::StatusOr<TableHeading> read_heading(std::span<const SourceLine> lines, std::span<const SourceLine> rows,
                                          const TableContext& context, std::vector<TableNote>& notes) {
  if (lines.size() > kMostLines) {
    const SourceLine& line = lines[kMostLines];
    return table_fault(line.number, line.cells.front().column,
                       text("more than ", kMostLines, " lines of headings: expected titles and figures below them"));
  }
  return HeadingReader(rows, context, notes).read(stacks_of(lines));
}

}  // namespace table_detail
}  // namespace v1
}  // namespace tertial

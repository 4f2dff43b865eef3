#include "tertial/io/table_import.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "io/indicator_figures.hpp"
#include "io/table_text.hpp"
#include "tertial/indicator/indicator.hpp"
#include "tertial/io/json_writer.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

using table_detail::fold_label;
using table_detail::is_section_number;
using table_detail::table_fault;
using table_detail::table_place;

constexpr int kMostDecimals = 9;  // that a plan can state

std::string shown(std::string_view text) { return v1::text("\"", calendar_detail::excerpt(text), "\""); }

std::string shown(const TableCell& cell) {
  if (!cell.value) return "no figure";
  std::string number;
  JsonWriter::append_number(number, *cell.value);
  return number;
}

// a, b, ..., z, aa, ab, ...
std::string letters(std::size_t number) {
  constexpr std::size_t kLetters = 26;
  std::string result;
  for (++number; number > 0; number = (number - 1) / kLetters) {
    result.insert(result.begin(), static_cast<char>('a' + (number - 1) % kLetters));
  }
  return result;
}

// A number in a column of ids is an id; one that heads rows of its own is a section, and is one only where
// the plan says so.
bool is_own_id(const TableRow& row) { return !row.id.empty() && row.id != row.section; }

// Finds the indicator of a row among those of the plan and those that rows above it made.
class IndicatorMatcher {
 public:
  IndicatorMatcher(const std::vector<Indicator>& indicators, const ImportedTable& table)
      : from_plan_(indicators.size()) {
    for (const Indicator& indicator : indicators) add(indicator, {});
    for (const TableRow& row : table.rows) {
      if (is_own_id(row)) reserved_.insert(row.id);
    }
  }

  // Nothing: the row is about a new one.
  [[nodiscard]] absl::StatusOr<std::optional<std::size_t>> find(const TableRow& row) const {
    for (const std::string& id : {row.id, row.title}) {
      if (const auto at = by_id_.find(id); !id.empty() && at != by_id_.end()) return at->second;
    }
    if (row.title.empty() ? !is_own_id(row) : is_section_number(row.title)) {
      return table_fault(row.line, 1,
                         text("there is no indicator ", shown(row.title.empty() ? row.id : row.title),
                              " in the plan: expected its id or a title"));
    }
    const auto titled = by_title_.find(fold_label(row.title));
    if (titled == by_title_.end() || row.title.empty()) return std::optional<std::size_t>();
    return choose(row, titled->second);
  }

  [[nodiscard]] std::string new_id(const TableRow& row) {
    if (is_own_id(row)) return row.id;
    std::size_t& next = next_[row.section];
    for (;; ++next) {
      std::string id = row.section.empty() ? text("new-", next + 1) : text(row.section, ".", letters(next));
      if (!is_taken(id)) return id;
    }
  }

  void add(const Indicator& indicator, std::string_view section) {
    const std::size_t place = sections_.size();
    by_id_.emplace(indicator.id, place);
    if (!indicator.title.empty()) by_title_[fold_label(indicator.title)].push_back(place);
    sections_.emplace_back(section);
    ids_.push_back(indicator.id);
  }

 private:
  // Titles such as "Antal" may stand in several sections. An indicator made from a row of one section is not
  // that of a row of another.
  [[nodiscard]] absl::StatusOr<std::optional<std::size_t>> choose(const TableRow& row,
                                                                  const std::vector<std::size_t>& places) const {
    std::vector<std::size_t> fitting;
    std::copy_if(places.begin(), places.end(), std::back_inserter(fitting), [&](std::size_t place) {
      return place < from_plan_ || (sections_[place] == row.section && !is_own_id(row));
    });
    if (fitting.size() > 1 && !row.section.empty()) {
      std::vector<std::size_t> in_section;
      std::copy_if(fitting.begin(), fitting.end(), std::back_inserter(in_section), [&](std::size_t place) {
        return sections_[place] == row.section || ids_[place].starts_with(row.section + ".");
      });
      if (!in_section.empty()) fitting = std::move(in_section);
    }
    if (fitting.empty()) return std::optional<std::size_t>();
    if (fitting.size() == 1) return fitting.front();
    return table_fault(row.line, 1,
                       text("the title ", shown(row.title), " is that of the indicators ", shown(ids_[fitting[0]]),
                            " and ", shown(ids_[fitting[1]]), ": expected a column of ids beside it"));
  }

  // 5.2.e is taken by 5.2.e-under-1 too, which is a part of it.
  [[nodiscard]] bool is_taken(const std::string& id) const {
    if (reserved_.contains(id)) return true;
    const auto at = by_id_.lower_bound(id);
    if (at == by_id_.end() || !at->first.starts_with(id)) return false;
    const std::string_view rest = std::string_view(at->first).substr(id.size());
    return rest.empty() || rest.front() == '-' || rest.front() == '.';
  }

  std::size_t from_plan_;
  std::map<std::string, std::size_t> by_id_;
  std::map<std::string, std::vector<std::size_t>> by_title_;
  std::set<std::string> reserved_;           // ids that rows give
  std::map<std::string, std::size_t> next_;  // by section
  std::vector<std::string> sections_;        // of those made from rows, else empty
  std::vector<std::string> ids_;
};

Indicator new_indicator(const TableRow& row, std::string id) {
  Indicator indicator{.id = std::move(id), .title = row.title};
  for (const TableCell& cell : row.cells) {
    if (cell.percent) indicator.unit = "percent";
    if (!cell.value) continue;
    indicator.decimals = std::max(indicator.decimals.value_or(0), std::min(cell.decimals, kMostDecimals));
  }
  if (row.first_column) {
    const Granularity granularity = row.first_column->granularity();
    indicator.periodicity = granularity == Granularity::day ? Periodicity() : Periodicity(granularity);
  }
  return indicator;
}

// What a table says of each indicator and period, so that it does not say two things.
class SaidOnce {
 public:
  absl::Status check(std::size_t indicator, const TableCell& cell) {
    const auto [at, fresh] = said_.emplace(std::pair(indicator, cell.period), &cell);
    const TableCell& before = *at->second;
    if (fresh || (before.value == cell.value && before.status == cell.status)) return absl::OkStatus();
    return table_fault(cell.line, cell.column,
                       text(shown(cell), " where ", table_place(before.line, before.column), " says ", shown(before),
                            " for the same indicator and period: expected one of them"));
  }

 private:
  std::map<std::pair<std::size_t, std::optional<Period>>, const TableCell*> said_;
};

}  // namespace

absl::StatusOr<ImportResult> import_table(const Plan& plan, const ImportedTable& table, const ImportOptions& options) {
  PlanDraft draft = plan.draft();
  std::vector<TableChange> changes;
  IndicatorMatcher matcher(draft.indicators, table);
  SaidOnce said;
  for (const TableRow& row : table.rows) {
    absl::StatusOr<std::optional<std::size_t>> place = matcher.find(row);
    if (!place.ok()) return place.status();
    if (!*place) {
      *place = draft.indicators.size();
      draft.indicators.push_back(new_indicator(row, matcher.new_id(row)));
      matcher.add(draft.indicators.back(), row.section);
      changes.push_back({.kind = TableChange::Kind::new_indicator, .indicator = draft.indicators.back().id});
    }
    table_detail::IndicatorFigures figures(draft.indicators[**place], options);
    for (const TableCell& cell : row.cells) {
      absl::Status status = said.check(**place, cell);
      if (status.ok()) status = figures.take(row, cell, changes);
      if (!status.ok()) return status;
    }
    figures.finish();
  }
  absl::StatusOr<Plan> result = Plan::make(std::move(draft));
  if (!result.ok()) return result.status();
  return ImportResult{.plan = *std::move(result), .changes = std::move(changes)};
}

}  // namespace v1
}  // namespace tertial

// Indicators period by period, and rolled up to tertials and the year.
#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "report/figures.hpp"
#include "report/grammar.hpp"
#include "report/indicator_tables.hpp"
#include "report/indicator_words.hpp"
#include "report/names.hpp"
#include "report/words.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

constexpr std::size_t kMostColumns = 12;  // what an A4 page holds

// Periods of one length, each a column.
struct Periods {
  std::vector<Period> shown;
  bool any_left_out = false;
  std::vector<Row> rows;
  bool any_unreported = false;
  bool any_by_definition = false;
};

using PeriodSet = std::set<Period>;
using ByGranularity = std::array<Periods, kGranularities.size()>;

std::optional<Granularity> regular(const Indicator& indicator) {
  return indicator.periodicity ? indicator.periodicity->granularity() : std::nullopt;
}

// Months, weeks and quarters are shown for the plan's year where it has any, longer periods and days for all
// years.
Periods chosen(const PeriodSet& periods, Granularity granularity, int year) {
  const auto in_year = [&](Period period) { return period.year() == year; };
  const bool one_year =
      (granularity == Granularity::week || granularity == Granularity::month || granularity == Granularity::quarter) &&
      std::any_of(periods.begin(), periods.end(), in_year);
  Periods result;
  for (const Period period : periods) {
    if (!one_year || in_year(period)) result.shown.push_back(period);
  }
  if (result.shown.size() > kMostColumns) {
    result.shown.erase(result.shown.begin(), result.shown.end() - static_cast<std::ptrdiff_t>(kMostColumns));
  }
  result.any_left_out = result.shown.size() < periods.size();
  return result;
}

// The periods that observations are known for, and those of the plan's year that were due since the first of
// them.
ByGranularity columns_of(const Source& source, const IndicatorGroup& group) {
  std::array<PeriodSet, kGranularities.size()> known_periods;
  std::array<bool, kGranularities.size()> is_regular = {};
  KnownSeries known;
  for (const IndicatorLine* line : group) {
    known_observations(source.plan, source.review, line->indicator, known);
    for (const KnownObservation& entry : known) {
      const Period period = entry.observation.period;
      known_periods[static_cast<std::size_t>(period.granularity())].insert(period);
    }
    if (const auto granularity = regular(source.plan.indicators()[line->indicator])) {
      is_regular[static_cast<std::size_t>(*granularity)] = true;
    }
  }
  ByGranularity result;
  for (const Granularity granularity : kGranularities) {
    PeriodSet& periods = known_periods[static_cast<std::size_t>(granularity)];
    if (periods.empty()) continue;
    if (is_regular[static_cast<std::size_t>(granularity)]) {
      const Period year = *Period::try_make(Granularity::year, source.plan.year());
      Period due = std::max(*periods.begin(), Period::of(year.first(), granularity));
      for (; due.last() <= source.review.clock.as_of && due.last() <= year.last(); due = due.next())
        periods.insert(due);
    }
    result[static_cast<std::size_t>(granularity)] = chosen(periods, granularity, source.plan.year());
  }
  return result;
}

// The definition of the main line where other lines stand beside it; unnamed where there are none, or where
// it changes.
DefinitionRef only_definition(const KnownSeries& known, Granularity granularity) {
  DefinitionRef only;
  bool any_parallel = false;
  for (const KnownObservation& entry : known) {
    if (entry.observation.period.granularity() != granularity) continue;
    any_parallel = any_parallel || entry.parallel;
    if (entry.parallel) continue;
    if (only.named() && only != entry.definition) return {};
    only = entry.definition;
  }
  return any_parallel ? only : DefinitionRef();
}

// One row: the main line, or the figures made by one definition.
Row values_row(const Source& source, const Indicator& indicator, const KnownSeries& known, Granularity granularity,
               std::optional<DefinitionRef> definition, const IndicatorLine& line, Periods& table) {
  const Language language = source.language;
  std::vector<std::string> cells(table.shown.size());
  for (const KnownObservation& entry : known) {
    if (definition ? entry.definition != *definition : entry.parallel) continue;
    const auto at = std::lower_bound(table.shown.begin(), table.shown.end(), entry.observation.period);
    if (at == table.shown.end() || *at != entry.observation.period) continue;
    std::string& cell = cells[static_cast<std::size_t>(at - table.shown.begin())];
    cell = figure_or_reason(indicator, entry.observation, language);
    const bool is_break = std::find(line.breaks.begin(), line.breaks.end(), *at) != line.breaks.end();
    if (!definition && is_break) cell += in(words::kBreakMark, language);
  }
  if (!definition && regular(indicator) == granularity) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!cells[i].empty() || table.shown[i].last() > source.review.clock.as_of) continue;
      cells[i] = in(words::kUnreportedMark, language);
      table.any_unreported = true;
    }
  }
  Row row;
  row.reserve(cells.size() + 1);
  Inline name;
  name.strong(indicator.id);
  if (const DefinitionRef by = definition ? *definition : only_definition(known, granularity); by.named()) {
    name.text(say(words::kByDefinition, language, definition_name(indicator, by)));
    table.any_by_definition = true;
  }
  row.push_back(std::move(name));
  for (const std::string& cell : cells) row.push_back(Inline(cell));
  return row;
}

void add_rows(const Source& source, const IndicatorLine& line, const KnownSeries& known, ByGranularity& tables) {
  const Indicator& indicator = source.plan.indicators()[line.indicator];
  std::array<bool, kGranularities.size()> has = {};
  std::set<std::pair<std::size_t, DefinitionRef>> parallel;
  for (const KnownObservation& entry : known) {
    const auto granularity = static_cast<std::size_t>(entry.observation.period.granularity());
    has[granularity] = true;
    if (entry.parallel) parallel.emplace(granularity, entry.definition);
  }
  for (const Granularity granularity : kGranularities) {
    const auto at = static_cast<std::size_t>(granularity);
    if (!has[at]) continue;
    tables[at].rows.push_back(values_row(source, indicator, known, granularity, std::nullopt, line, tables[at]));
    for (const auto& [where, definition] : parallel) {
      if (where != at) continue;
      tables[at].rows.push_back(values_row(source, indicator, known, granularity, definition, line, tables[at]));
    }
  }
}

}  // namespace

void write_values(const Source& source, const IndicatorGroup& group, Page& page) {
  constexpr std::size_t kToldAlready = 2;  // previous and latest stand in the table of states
  const Language language = source.language;
  ByGranularity tables = columns_of(source, group);
  KnownSeries known;
  for (const IndicatorLine* line : group) {
    known_observations(source.plan, source.review, line->indicator, known);
    add_rows(source, *line, known, tables);
  }
  for (const Granularity granularity : kGranularities) {
    const Periods& table = tables[static_cast<std::size_t>(granularity)];
    if (table.rows.empty() || (table.shown.size() <= kToldAlready && !table.any_by_definition)) continue;
    std::vector<std::string> titles{capitalized(in(period_of(granularity), language))};
    for (const Period period : table.shown) titles.push_back(short_period(period, source.plan.year(), language));
    std::vector<Column> columns;
    for (const std::string& title : titles) columns.push_back({title, !columns.empty()});
    page.table(columns, table.rows);
    if (table.any_unreported) page.paragraph(Inline(in(words::kNoReportedValue, language)));
    if (table.any_left_out) page.paragraph(Inline(in(words::kEarlierLeftOut, language)));
  }
}

void write_rollups(const Source& source, const IndicatorGroup& group, Page& page) {
  const Language language = source.language;
  const int year = source.plan.year();
  PeriodSet periods;
  std::vector<std::string> not_rolled_up;
  std::vector<const IndicatorLine*> shown;
  for (const IndicatorLine* line : group) {
    bool any = false;
    bool any_told = false;
    for (const RollUp& rollup : line->rollups) {
      if (!is_told(rollup, year)) continue;
      any = true;
      any_told = any_told || rollup.value || rollup.across_break || rollup.based_on > 0;
    }
    if (any && !any_told) not_rolled_up.push_back(source.plan.indicators()[line->indicator].id);
    if (!any_told) continue;
    shown.push_back(line);
    for (const RollUp& rollup : line->rollups) {
      if (is_told(rollup, year)) periods.insert(rollup.period);
    }
  }
  if (!shown.empty()) {
    const std::vector<Period> order(periods.begin(), periods.end());
    std::vector<std::string> titles{std::string(in(words::kRolledUp, language))};
    for (const Period period : order) titles.push_back(short_period(period, year, language));
    std::vector<Column> columns;
    for (const std::string& title : titles) columns.push_back({title, !columns.empty()});
    std::vector<Row> rows;
    for (const IndicatorLine* line : shown) {
      const Indicator& indicator = source.plan.indicators()[line->indicator];
      Row row(order.size() + 1);
      row[0].strong(indicator.id).text(how_rolled_up(indicator, language));
      for (const RollUp& rollup : line->rollups) {
        if (!is_told(rollup, year)) continue;
        const auto at = std::lower_bound(order.begin(), order.end(), rollup.period) - order.begin();
        row[static_cast<std::size_t>(at) + 1] = Inline(rollup_in_words(indicator, rollup, language));
      }
      rows.push_back(std::move(row));
    }
    page.table(columns, rows);
  }
  if (!not_rolled_up.empty()) {
    page.paragraph(Inline(say(words::kNotRolledUp, language, listed(not_rolled_up, language))));
  }
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

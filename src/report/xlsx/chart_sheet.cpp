// The charts: a line over time for each indicator that has two values, its figures beside it.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/figures.hpp"
#include "report/grammar.hpp"
#include "report/names.hpp"
#include "report/words.hpp"
#include "report/xlsx/cell_text.hpp"
#include "report/xlsx/sheets.hpp"
#include "tertial/calendar/granularity.hpp"
#include "tertial/indicator/known_series.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

using Kind = CellStyle::Kind;

constexpr std::size_t kMostCharts = 60;     // what a workbook opens with at once
constexpr std::uint32_t kRowsOfChart = 16;  // that a chart covers, and a row of air
constexpr std::uint16_t kPeriodColumn = 8;  // right of the charts
constexpr std::uint16_t kFirstLineColumn = 9;
constexpr double kLineWidth = 18;
constexpr int kMostPercent = 60;           // of size in print
constexpr std::uint32_t kRowsOfPage = 72;  // at that size

constexpr std::size_t kMostLines = 8;      // of a chart, the latest
constexpr std::size_t kMostPeriods = 400;  // of a chart, the latest

// Figures that may be joined by a line: made by one definition, with no break marked between them.
struct Line {
  DefinitionRef definition;
  int part = 0;  // breaks marked before it
  bool is_parallel = false;
  Period first;
  std::vector<std::optional<double>> values = {};  // one for each period
};

struct Lines {
  std::vector<Period> periods = {};
  std::vector<Line> lines = {};
};

// The length of period with most values.
Granularity drawn_granularity(const KnownSeries& known) {
  std::array<int, kGranularities.size()> values = {};
  for (const KnownObservation& entry : known) {
    if (entry.observation.value) ++values[static_cast<std::size_t>(entry.observation.period.granularity())];
  }
  return kGranularities[static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin())];
}

Line& line_of(Lines& lines, const KnownObservation& entry, int part) {
  const auto at = std::find_if(lines.lines.begin(), lines.lines.end(), [&](const Line& line) {
    return line.definition == entry.definition && line.part == part;
  });
  if (at != lines.lines.end()) return *at;
  if (lines.lines.size() == kMostLines) lines.lines.erase(lines.lines.begin());
  return lines.lines.emplace_back(Line{
      .definition = entry.definition, .part = part, .is_parallel = entry.parallel, .first = entry.observation.period});
}

template <class T>
void drop_first(std::vector<T>& items, std::size_t count) {
  items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(std::min(count, items.size())));
}

Lines lines_of(const KnownSeries& known, Granularity granularity) {
  Lines result;
  int part = 0;
  for (const KnownObservation& entry : known) {
    const Observation& observation = entry.observation;
    if (observation.period.granularity() != granularity) continue;
    if (result.periods.empty() || result.periods.back() != observation.period) {
      result.periods.push_back(observation.period);
    }
    if (observation.status == ObservationStatus::break_in && !entry.parallel) ++part;
    if (!observation.value) continue;
    std::vector<std::optional<double>>& values = line_of(result, entry, part).values;
    values.resize(result.periods.size());
    values.back() = observation.value;
  }
  if (result.periods.size() > kMostPeriods) {
    const std::size_t early = result.periods.size() - kMostPeriods;
    drop_first(result.periods, early);
    for (Line& line : result.lines) drop_first(line.values, early);
    std::erase_if(result.lines, [](const Line& line) { return line.values.empty(); });
  }
  return result;
}

// Whether there is a line in it: two figures that may be joined.
bool can_be_drawn(const Lines& lines) {
  return std::any_of(lines.lines.begin(), lines.lines.end(), [](const Line& line) {
    return std::count_if(line.values.begin(), line.values.end(), [](const auto& value) { return value.has_value(); }) >
           1;
  });
}

std::string line_name(const Indicator& indicator, const Line& line, Language language) {
  const std::string_view definition = definition_name(indicator, line.definition);
  const std::string from =
      line.part > 0 ? say(words::kValueFrom, language, long_period(line.first, language)) : std::string();
  if (definition.empty()) return from.empty() ? std::string(in(words::kValue, language)) : from;
  return from.empty() ? std::string(definition) : text(definition, ": ", uncapitalized(from));
}

std::string title_of(const Indicator& indicator) {
  return indicator.title.empty() ? indicator.id : text(indicator.id, " ", indicator.title);
}

// One chart and its figures; returns the row after them.
std::uint32_t draw(const Source& source, const Indicator& indicator, const Lines& drawn, std::uint32_t row,
                   Sheet& sheet) {
  const Language language = source.language;
  const std::string title = title_of(indicator);
  double largest = 0;
  sheet.text({row, kPeriodColumn}, title, {.kind = Kind::strong});
  sheet.text({row + 1, kPeriodColumn}, in(words::kPeriod, language), {.kind = Kind::heading});
  LineChart chart{.at = {row, 0},
                  .title = {row, kPeriodColumn},
                  .heading = row + 1,
                  .first = row + 2,
                  .last = row + 1 + static_cast<std::uint32_t>(drawn.periods.size()),
                  .periods = kPeriodColumn,
                  .description = say(words::kChartOf, language, title)};
  for (std::size_t i = 0; i < drawn.periods.size(); ++i) {
    sheet.text({chart.first + static_cast<std::uint32_t>(i), kPeriodColumn}, drawn.periods[i].to_string());
  }
  std::uint16_t column = kFirstLineColumn;
  int lines_of_heading = 1;
  for (const Line& line : drawn.lines) {
    const std::string name = line_name(indicator, line, language);
    lines_of_heading = std::max(lines_of_heading, lines_in_column(name, kLineWidth));
    sheet.text({chart.heading, column}, name, {.kind = Kind::number_heading});
    for (std::size_t i = 0; i < line.values.size(); ++i) {
      if (!line.values[i]) continue;
      const double value = *line.values[i];
      sheet.number({chart.first + static_cast<std::uint32_t>(i), column}, value, NumberForm::of(indicator, value));
      if (std::abs(value) > std::abs(largest)) largest = value;
    }
    chart.lines.push_back({.column = column, .dashed = line.is_parallel});
    ++column;
  }
  sheet.height(chart.heading, lines_of_heading);
  chart.form = NumberForm::of(indicator, largest);
  sheet.add(chart);
  return std::max(row + kRowsOfChart, chart.last + 2);
}

}  // namespace

void add_chart_sheet(const Source& source, Book& book) {
  if (!book.status().ok()) return;
  const Language language = source.language;
  Sheet sheet = book.add_sheet(in(words::kCharts, language));
  sheet.width(kPeriodColumn, 12);
  for (std::size_t i = 0; i < kMostLines; ++i) {
    sheet.width(static_cast<std::uint16_t>(kFirstLineColumn + i), kLineWidth);
  }
  std::uint32_t row = 1;
  std::uint32_t page = row;
  std::vector<std::uint32_t> pages;
  int most_lines = 1;
  std::size_t drawn = 0;
  std::size_t drawable = 0;
  KnownSeries known;
  for (const IndicatorLine& line : source.review.indicators) {
    known_observations(source.plan, source.review, line.indicator, known);
    const Lines lines = lines_of(known, drawn_granularity(known));
    if (!can_be_drawn(lines)) continue;
    ++drawable;
    if (drawn == kMostCharts) continue;
    ++drawn;
    most_lines = std::max(most_lines, static_cast<int>(lines.lines.size()));
    const std::uint32_t begun = row;
    row = draw(source, source.plan.indicators()[line.indicator], lines, row, sheet);
    if (row - page <= kRowsOfPage || begun == page) continue;
    page = begun;
    pages.push_back(page);
  }
  const CellStyle strong{.kind = Kind::strong};
  if (drawable == 0) {
    sheet.text({0, 0}, in(words::kNoCharts, language), strong);
  } else if (drawn < drawable) {
    sheet.text({0, 0}, say(words::kChartsLeftOut, language, drawn, drawable), strong);
  } else {
    sheet.text({0, 0}, in(words::kCharts, language), strong);
  }
  sheet.freeze({.row = 1});
  // What fits an upright A4 page beside the charts.
  const int percent = std::clamp(10'000 / (100 + 24 * most_lines), 20, kMostPercent);
  sheet.print_upright({row, static_cast<std::uint16_t>(kFirstLineColumn + most_lines)}, pages, percent);
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

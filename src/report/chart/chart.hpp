// A small chart of figures over time, written as SVG that stands in a page.
//
//   Chart chart{.id = "c1", .title = "2.2.c", .description = "…", .first = jan, .last = aug};
//   chart.lines.push_back({.points = {{.period = january, .figure = 40.0}}});
//   write_svg(chart, Language::sv, page);
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/chart/axes.hpp"
#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/language.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// A figure in the middle of its period; without one a mark on the axis of time.
struct ChartPoint {
  Period period;
  std::optional<double> figure = std::nullopt;
  bool joined = false;        // by a line to the point before it, if that has a figure too
  std::string_view tip = {};  // what is shown when the point is pointed at; borrowed
};

struct ChartLine {
  std::vector<ChartPoint> points;  // in time order
  bool is_main = true;             // else counted by another definition, and drawn apart
};

// What is aimed at: from a figure up, down to one, or between the two; one figure alone when both are the same.
struct ChartAim {
  std::optional<double> from = std::nullopt;
  std::optional<double> to = std::nullopt;
};

// All text is plain: it is escaped here. The figures' unit is told by the title or beside the chart, but for percent.
struct Chart {
  std::string id;           // one of its kind in the page; letters, digits and hyphens
  std::string title;        // for screen readers and as a tip
  std::string description;  // what can be seen, in a sentence
  Date first;               // the axis of time reaches over these days, and over all points
  Date last;
  std::vector<ChartLine> lines;
  std::optional<double> baseline = std::nullopt;
  std::vector<ChartAim> aims = {};
  std::vector<Period> breaks = {};  // what begins with these is not counted as what came before
  bool is_percent = false;
  FigureAxis::Rules rules = {};
};

// Where things are drawn, in units of the picture from its top left. A point without a figure stands on the axis.
struct ChartPlace {
  double x = 0;
  double y = 0;
};
struct ChartLayout {
  double left = 0, right = 0, top = 0, bottom = 0;  // of the area that figures are drawn in
  bool any_figure = false;                          // without one there is no axis of figures
  FigureAxis figures;
  Date first;
  Date last;
  Granularity shortest = Granularity::day;      // of the points' periods
  std::vector<std::vector<ChartPlace>> places;  // of the points of each line

  [[nodiscard]] double x_of(Date day) const noexcept;  // where the day begins; never outside the area
  [[nodiscard]] double y_of(double figure) const noexcept;
};

// A line of more points is drawn without its dots, but for the last one and those that no line joins: they would touch.
inline constexpr std::size_t kMostDots = 40;

inline constexpr double kChartWidth = 340;
inline constexpr double kChartHeight = 156;

// Every place lies in the area, whatever the figures: infinite ones are drawn as missing.
[[nodiscard]] ChartLayout layout_of(const Chart& chart, Language language);

// Appends one <svg> element. It holds no links, scripts, styles or references out of itself; the page gives the classes
// their looks: `grid`, `base`, `aim`, `line`, `dot`, `gap`, `break`, and `other` for a line that is not the main one.
void write_svg(const Chart& chart, Language language, std::string& out);

}  // namespace report
}  // namespace v1
}  // namespace tertial

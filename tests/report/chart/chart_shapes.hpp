// A chart of each shape that there is to draw: for the golden files, and for the test that compares with them.
#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "report/chart/chart.hpp"

namespace tertial::test::charts {

using report::Chart;
using report::ChartLine;
using report::ChartPoint;

inline Date day(const char* text) { return *Date::try_parse(text); }
inline Period period(const char* text) { return *Period::try_parse(text); }

// Months from `first` on; a figure that is no number is a month without one.
inline ChartLine months(const char* first, const std::vector<double>& figures) {
  ChartLine line;
  Period month = period(first);
  for (const double figure : figures) {
    ChartPoint point{.period = month, .joined = true};
    if (!std::isnan(figure)) point.figure = figure;
    line.points.push_back(point);
    month = month.next();
  }
  return line;
}

inline Chart chart_of(ChartLine line) {
  Chart chart;
  chart.id = "c1";
  chart.title = "1.1.a Andel";
  chart.description = "Sex värden.";
  chart.first = day("2020-01-01");
  chart.last = day("2020-08-31");
  chart.lines.push_back(std::move(line));
  return chart;
}

inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// A chart of each shape, by name.
inline std::vector<std::pair<std::string, Chart>> shapes() {
  std::vector<std::pair<std::string, Chart>> result;
  result.emplace_back("one-point", chart_of(months("2020-07", {98})));
  result.emplace_back("months", chart_of(months("2020-01", {10, 16, 7, 7, kNone, 6, kNone, kNone})));
  result.emplace_back("all-missing", chart_of(months("2020-01", {kNone, kNone, kNone, kNone})));
  result.emplace_back("constant", chart_of(months("2020-01", {5, 5, 5, 5, 5, 5})));
  result.emplace_back("negative", chart_of(months("2020-01", {-3, -12, 4, -30, 12, -1})));
  result.emplace_back("outlier", chart_of(months("2020-01", {3, 4, 2, 1'000'000, 3, 4})));
  std::vector<double> many;
  for (int i = 0; i < 240; ++i) many.push_back(i % 17 == 5 ? kNone : 40 + 30 * std::sin(i / 12.0));
  result.emplace_back("points-240", chart_of(months("2000-09", many)));

  Chart broken = chart_of({});
  broken.is_percent = true;
  broken.lines[0].points = {{.period = period("2020-T1"), .figure = 64.0, .tip = "T1: 64 %"},
                            {.period = period("2020-T2"), .figure = 61.0, .tip = "T2: 61 %"}};
  broken.lines.push_back({.points = {{.period = period("2020-T1"), .figure = 64.0},
                                     {.period = period("2020-T2"), .figure = 32.0, .joined = true}},
                          .is_main = false});
  broken.breaks = {period("2020-T2")};
  result.emplace_back("break", std::move(broken));

  Chart aimed = chart_of(months("2020-01", {40, 67, 44, 44, 50, 43}));
  aimed.is_percent = true;
  aimed.baseline = 30;
  aimed.aims = {{.from = 20, .to = 25}, {.from = 84, .to = 84}};
  result.emplace_back("aims-and-baseline", std::move(aimed));
  return result;
}

}  // namespace tertial::test::charts

#include "report/chart/chart.hpp"

#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tertial/text.hpp"

using tertial::Date;
using tertial::Granularity;
using tertial::Language;
using tertial::Period;
using tertial::text;
namespace report = tertial::report;
using report::Chart;
using report::ChartLine;
using report::ChartPoint;

namespace {

Date day(const char* text) { return *Date::try_parse(text); }
Period period(const char* text) { return *Period::try_parse(text); }

// Months from `first` on; a figure that is no number is a month without one.
ChartLine months(const char* first, const std::vector<double>& figures) {
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

Chart chart_of(ChartLine line) {
  Chart chart;
  chart.id = "c1";
  chart.title = "1.1.a Andel";
  chart.description = "Sex värden.";
  chart.first = day("2020-01-01");
  chart.last = day("2020-08-31");
  chart.lines.push_back(std::move(line));
  return chart;
}

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// A chart of each shape, by name.
std::vector<std::pair<std::string, Chart>> shapes() {
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

std::string golden(const std::string& shape) {
  return text(TERTIAL_SOURCE_DIR "/tests/report/golden/charts/", shape, ".svg");
}

std::string svg_of(const Chart& chart) {
  std::string svg;
  report::write_svg(chart, Language::sv, svg);
  return svg;
}

}  // namespace

TEST_CASE("the chart of each shape is the golden one") {
  for (const auto& shape : shapes()) {
    CAPTURE(shape.first);
    std::ifstream in(golden(shape.first), std::ios::binary);
    REQUIRE(in.is_open());
    CHECK(svg_of(shape.second) + "\n" == std::string(std::istreambuf_iterator<char>(in), {}));
  }
}

// Not a test: see the README beside the golden files.
TEST_CASE("renew the golden charts" * doctest::skip()) {
  for (const auto& [name, chart] : shapes()) {
    std::ofstream out(golden(name), std::ios::binary);
    out << svg_of(chart) << '\n';
    REQUIRE(out.good());
  }
}

TEST_CASE("every point lies in the area of its chart, whatever the figures") {
  std::mt19937_64 draw(20200831);
  const auto below = [&](int most) { return static_cast<int>(draw() % static_cast<std::uint64_t>(most)); };
  for (int round = 0; round < 3000; ++round) {
    Chart chart;
    chart.id = "c";
    chart.first = Date::from_days(below(100'000) - 20'000);
    chart.last = chart.first + below(900);
    const int scale = below(40) - 20;
    for (int l = 0; l < 1 + below(3); ++l) {
      ChartLine& line = chart.lines.emplace_back();
      line.is_main = l == 0;
      const Granularity granularity = tertial::kGranularities[static_cast<std::size_t>(below(7))];
      Period at = Period::of(chart.first + below(400), granularity);
      for (int i = 0; i < 1 + below(240); ++i) {
        ChartPoint& point = line.points.emplace_back(ChartPoint{.period = at, .joined = below(4) != 0});
        if (below(6) != 0) point.figure = (below(20'001) - 10'000) * std::pow(10.0, scale);
        if (below(500) == 0) point.figure = std::numeric_limits<double>::infinity();
        if (below(500) == 0) point.figure = kNone;
        at = at + (1 + below(2));
      }
    }
    if (below(2) == 0) chart.baseline = (below(20'001) - 10'000) * std::pow(10.0, scale);
    if (below(2) == 0) chart.aims = {{.from = -5 * std::pow(10.0, scale), .to = 7 * std::pow(10.0, scale)}};
    const report::ChartLayout layout = report::layout_of(chart, Language::sv);
    REQUIRE(layout.left < layout.right);
    REQUIRE(layout.right <= report::kChartWidth);
    REQUIRE(layout.bottom < report::kChartHeight);
    for (std::size_t l = 0; l < chart.lines.size(); ++l) {
      REQUIRE(layout.places[l].size() == chart.lines[l].points.size());
      double x = layout.left;
      for (const report::ChartPlace place : layout.places[l]) {
        REQUIRE(place.x >= x);  // in time order
        REQUIRE(place.x <= layout.right);
        REQUIRE(place.y >= layout.top);
        REQUIRE(place.y <= layout.bottom);
        x = place.x;
      }
    }
    const std::string svg = svg_of(chart);
    REQUIRE(svg.find("nan") == std::string::npos);
    REQUIRE(svg.find("inf") == std::string::npos);
    REQUIRE(svg.find("\"-") == std::string::npos);  // nothing is drawn left of the picture or above it
  }
}

TEST_CASE("a higher figure stands higher, and in proportion") {
  const Chart chart = chart_of(months("2020-01", {10, 20, 40}));
  const report::ChartLayout layout = report::layout_of(chart, Language::sv);
  const auto& places = layout.places[0];
  CHECK(places[0].y > places[1].y);
  CHECK(places[1].y - places[2].y == doctest::Approx(2 * (places[0].y - places[1].y)));
}

TEST_CASE("titles and tips are text, not markup") {
  Chart chart = chart_of(months("2020-01", {1, 2}));
  chart.title = "</title><script>alert(1)</script>";
  chart.description = "\"><img src=x onerror=alert(1)> ]]> & '";
  chart.lines[0].points[0].tip = "<b>";
  const std::string svg = svg_of(chart);
  CHECK(svg.find("<script") == std::string::npos);
  CHECK(svg.find("<img") == std::string::npos);
  CHECK(svg.find("<b>") == std::string::npos);
  CHECK(svg.find("&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;") != std::string::npos);
}

#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "chart_shapes.hpp"
#include "report/chart/chart.hpp"

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
using tertial::test::charts::chart_of;
using tertial::test::charts::kNone;
using tertial::test::charts::months;
using tertial::test::charts::shapes;

namespace {

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

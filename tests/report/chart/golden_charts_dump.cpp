// Writes a chart of each shape into a folder: golden_charts_dump tests/report/golden/charts.
#include <cstdio>
#include <fstream>
#include <string>

#include "chart_shapes.hpp"
#include "report/chart/chart.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("golden_charts_dump FOLDER\n", stderr), 2;
  for (const auto& [name, chart] : tertial::test::charts::shapes()) {
    std::string svg;
    tertial::report::write_svg(chart, tertial::Language::sv, svg);
    std::ofstream out(std::string(argv[1]) + "/" + name + ".svg", std::ios::binary);
    out << svg << '\n';
    if (!out.good()) return std::perror(argv[1]), 2;
  }
}

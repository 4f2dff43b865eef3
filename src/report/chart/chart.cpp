#include "report/chart/chart.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "report/figures.hpp"
#include "report/html/escape.hpp"
#include "report/html/svg.hpp"
#include "report/words.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

constexpr double kTop = 16;    // above the area: the word at a break
constexpr double kBelow = 32;  // below it: names of ticks, and years under them
constexpr double kRight = 8;
constexpr double kLetter = 5.8;       // how wide a digit is, at most
constexpr double kWidestNames = 110;  // figures with more digits run out of the picture rather than fill it
constexpr double kInset = 4;          // of the first and last day, so that dots are whole

bool has_figure(const ChartPoint& point) noexcept { return point.figure && std::isfinite(*point.figure); }

std::string figure_name(const Chart& chart, const FigureAxis& axis, double figure, Language language) {
  return chart.is_percent ? percent(figure, axis.decimals(), language) : number(figure, axis.decimals(), language);
}

// All figures that the axis has to reach.
void reach_over(const Chart& chart, ChartLayout& layout) {
  double least = 0, most = 0;
  const auto reach = [&](std::optional<double> figure) {
    if (!figure || !std::isfinite(*figure)) return;
    least = layout.any_figure ? std::min(least, *figure) : *figure;
    most = layout.any_figure ? std::max(most, *figure) : *figure;
    layout.any_figure = true;
  };
  for (const ChartLine& line : chart.lines) {
    for (const ChartPoint& point : line.points) reach(point.figure);
  }
  if (!layout.any_figure) return;  // a baseline or an aim alone is no chart
  reach(chart.baseline);
  for (const ChartAim& aim : chart.aims) {
    reach(aim.from);
    reach(aim.to);
  }
  layout.figures = FigureAxis::of(least, most, chart.rules);
}

class Drawing {
 public:
  Drawing(const Chart& chart, Language language, std::string& out)
      : chart_(chart), language_(language), layout_(layout_of(chart, language)), svg_(out), out_(out) {}

  void draw() {
    begin();
    draw_figures();
    draw_time();
    if (layout_.any_figure) {
      draw_aims();
      draw_baseline();
    }
    draw_breaks();
    // The main line lies above the others.
    for (const bool main : {false, true}) {
      for (std::size_t i = 0; i < chart_.lines.size(); ++i) {
        if (chart_.lines[i].is_main == main) draw_line(chart_.lines[i], layout_.places[i]);
      }
    }
    if (!layout_.any_figure) {
      svg_.text((layout_.left + layout_.right) / 2, (layout_.top + layout_.bottom) / 2, "none",
                in(words::kNoFigureYet, language_));
    }
    out_ += "</svg>";
  }

 private:
  void begin() {
    out_ += "<svg class=\"chart\" viewBox=\"0 0 ";
    svg_.number(kChartWidth);
    out_ += ' ';
    svg_.number(kChartHeight);
    out_ += "\" role=\"img\" aria-labelledby=\"";
    out_ += chart_.id;
    out_ += "-t ";
    out_ += chart_.id;
    out_ += "-d\"><title id=\"";
    out_ += chart_.id;
    out_ += "-t\">";
    append_escaped(out_, chart_.title);
    out_ += "</title><desc id=\"";
    out_ += chart_.id;
    out_ += "-d\">";
    append_escaped(out_, chart_.description);
    out_ += "</desc>";
  }

  void across(double y) {
    svg_.move(layout_.left, y);
    out_ += 'H';
    svg_.number(layout_.right);
  }
  void upright(double x, double from, double to) {
    svg_.move(x, from);
    out_ += 'V';
    svg_.number(to);
  }

  // Lines across, and what they stand for to their left.
  void draw_figures() {
    if (!layout_.any_figure) return;
    out_ += "<path class=\"grid\" d=\"";
    for (std::size_t i = 0; i <= layout_.figures.steps; ++i) across(layout_.y_of(layout_.figures.tick(i)));
    out_ += "\"/><g class=\"ys\">";
    for (std::size_t i = 0; i <= layout_.figures.steps; ++i) {
      const double figure = layout_.figures.tick(i);
      svg_.text(layout_.left - 5, layout_.y_of(figure) + 3.2, {},
                figure_name(chart_, layout_.figures, figure, language_));
    }
    out_ += "</g>";
  }

  // The axis of time with its ticks, their names, and the years below names that do not tell them.
  void draw_time() {
    const std::vector<Period> ticks =
        time_ticks(layout_.first, layout_.last, layout_.shortest, layout_.right - layout_.left);
    const auto mark = [&](Period tick) { return layout_.x_of(tick.first()); };
    out_ += "<path class=\"axis\" d=\"";
    across(layout_.bottom);
    for (const Period tick : ticks) {
      if (tick.first() < layout_.first) continue;
      upright(mark(tick), layout_.bottom, layout_.bottom + (begins_year(tick) ? 7 : 4));
    }
    out_ += "\"/><g class=\"xs\">";
    for (std::size_t i = 0; i < ticks.size(); ++i) {
      const double end = std::min(layout_.x_of(ticks[i].last() + 1), layout_.right);
      // Of every second, fifth, ... year: the name may reach over those that follow.
      const double room = (i + 1 < ticks.size() ? mark(ticks[i + 1]) : layout_.right) - mark(ticks[i]);
      const std::string name = tick_name(ticks[i]);
      if (room + 1 < static_cast<double>(letters(name)) * kLetter && ticks.size() > 1) continue;
      svg_.text(middle_within(mark(ticks[i]), end, name), layout_.bottom + 13, {}, name);
    }
    if (!ticks.empty() && ticks.front().granularity() < Granularity::year) draw_years();
    out_ += "</g>";
  }
  void draw_years() {
    for (Period year = Period::of(layout_.first, Granularity::year); year.first() <= layout_.last; year = year.next()) {
      const double from = layout_.x_of(year.first());
      const double to = layout_.x_of(year.last() + 1);
      const std::string name = year.to_string();
      const bool alone = year.contains(layout_.first) && year.contains(layout_.last);
      if (!alone && to - from < static_cast<double>(letters(name)) * kLetter) continue;
      svg_.text(middle_within(from, to, name), layout_.bottom + 26, {}, name);
    }
  }
  [[nodiscard]] static bool begins_year(Period tick) noexcept {
    return tick.granularity() == Granularity::year || tick.index_in_year() == 1;
  }
  [[nodiscard]] std::string tick_name(Period tick) const {
    if (tick.granularity() == Granularity::day) return std::to_string(tick.first().day());
    return short_period(tick, tick.year(), language_);
  }
  // The middle of from..to, but with all of the name inside of the picture.
  [[nodiscard]] static double middle_within(double from, double to, std::string_view name) noexcept {
    const double half = static_cast<double>(letters(name)) * kLetter / 2;
    return std::clamp((from + to) / 2, half, kChartWidth - half);
  }

  void draw_aims() {
    for (const ChartAim& aim : chart_.aims) {
      if (aim.from && aim.to && *aim.from < *aim.to) {
        const double upper = layout_.y_of(*aim.to);
        out_ += "<rect class=\"aim\"";
        svg_.attribute("x", layout_.left);
        svg_.attribute("y", upper);
        svg_.attribute("width", layout_.right - layout_.left);
        svg_.attribute("height", std::max(layout_.y_of(*aim.from) - upper, 1.0));
        out_ += "/>";
        continue;
      }
      const std::optional<double> figure = aim.from ? aim.from : aim.to;
      if (figure && std::isfinite(*figure)) line_across("aim", *figure);
    }
  }
  void draw_baseline() {
    if (chart_.baseline && std::isfinite(*chart_.baseline)) line_across("base", *chart_.baseline);
  }
  void line_across(std::string_view classes, double figure) {
    out_ += "<path class=\"";
    out_ += classes;
    out_ += "\" d=\"";
    across(layout_.y_of(figure));
    out_ += "\"/>";
  }

  void draw_breaks() {
    if (chart_.breaks.empty()) return;
    out_ += "<path class=\"break\" d=\"";
    for (const Period at : chart_.breaks) upright(layout_.x_of(at.first()), layout_.top - 4, layout_.bottom);
    out_ += "\"/>";
    // One word where breaks are close to each other.
    const std::string_view word = in(words::kNewDefinition, language_);
    const double half = static_cast<double>(letters(word)) * kLetter / 2;
    double free_from = 0;
    for (const Period at : chart_.breaks) {
      const double x = std::clamp(layout_.x_of(at.first()), half, kChartWidth - half);
      if (x - half < free_from) continue;
      svg_.text(x, layout_.top - 6, "break", word);
      free_from = x + half;
    }
  }

  void draw_line(const ChartLine& line, const std::vector<ChartPlace>& places) {
    draw_strokes(line, places);
    const bool dots = line.points.size() <= kMostDots;
    std::size_t last = places.size();
    while (last > 0 && !has_figure(line.points[--last])) {
    }
    bool any_gap = false;
    out_ += line.is_main ? "<g class=\"dot\">" : "<g class=\"dot other\">";
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (!has_figure(line.points[i])) {
        any_gap = true;
      } else if (dots || i == last || is_alone(line, i)) {
        draw_dot(line, line.points[i], places[i]);
      }
    }
    out_ += "</g>";
    if (!any_gap) return;
    out_ += "<g class=\"gap\">";
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (!has_figure(line.points[i])) draw_gap(line.points[i], places[i]);
    }
    out_ += "</g>";
  }
  [[nodiscard]] static bool is_joined(const ChartLine& line, std::size_t at) noexcept {
    return at > 0 && at < line.points.size() && line.points[at].joined && has_figure(line.points[at]) &&
           has_figure(line.points[at - 1]);
  }
  [[nodiscard]] static bool is_alone(const ChartLine& line, std::size_t at) noexcept {
    return !is_joined(line, at) && !is_joined(line, at + 1);
  }
  void draw_strokes(const ChartLine& line, const std::vector<ChartPlace>& places) {
    bool any = false;
    for (std::size_t i = 1; i < places.size(); ++i) {
      if (!is_joined(line, i)) continue;
      if (!any) out_ += line.is_main ? "<path class=\"line\" d=\"" : "<path class=\"line other\" d=\"";
      any = true;
      if (!is_joined(line, i - 1)) svg_.move(places[i - 1].x, places[i - 1].y);
      svg_.line(places[i].x, places[i].y);
    }
    if (any) out_ += "\"/>";
  }
  // Round, or for other definitions square: not by colour alone.
  void draw_dot(const ChartLine& line, const ChartPoint& point, ChartPlace place) {
    constexpr double kHalf = 2.6;
    if (line.is_main) {
      out_ += "<circle";
      svg_.attribute("cx", place.x);
      svg_.attribute("cy", place.y);
      out_ += " r=\"3\"";
      close_with_tip(point, "circle");
    } else {
      out_ += "<rect";
      svg_.attribute("x", place.x - kHalf);
      svg_.attribute("y", place.y - kHalf);
      svg_.attribute("width", 2 * kHalf);
      svg_.attribute("height", 2 * kHalf);
      close_with_tip(point, "rect");
    }
  }
  // A cross on the axis.
  void draw_gap(const ChartPoint& point, ChartPlace place) {
    constexpr std::string_view kCross = "l6 6m0-6l-6 6";
    out_ += "<path d=\"";
    svg_.move(place.x - 3, place.y - 3);
    out_ += kCross;
    out_ += '"';
    close_with_tip(point, "path");
  }
  void close_with_tip(const ChartPoint& point, std::string_view element) {
    if (point.tip.empty()) {
      out_ += "/>";
      return;
    }
    out_ += "><title>";
    append_escaped(out_, point.tip);
    out_ += "</title></";
    out_ += element;
    out_ += '>';
  }

  const Chart& chart_;
  Language language_;
  ChartLayout layout_;
  Svg svg_;
  std::string& out_;
};

}  // namespace

double ChartLayout::x_of(Date day) const noexcept {
  const double share = static_cast<double>(day - first) / static_cast<double>(last - first + 1);
  return left + kInset + std::clamp(share, 0.0, 1.0) * (right - left - 2 * kInset);
}

double ChartLayout::y_of(double figure) const noexcept { return bottom - figures.share(figure) * (bottom - top); }

ChartLayout layout_of(const Chart& chart, Language language) {
  ChartLayout layout;
  layout.first = std::min(chart.first, chart.last);
  layout.last = std::max(chart.first, chart.last);
  layout.shortest = Granularity::year;
  for (const ChartLine& line : chart.lines) {
    for (const ChartPoint& point : line.points) {
      layout.shortest = std::min(layout.shortest, point.period.granularity());
      layout.first = std::min(layout.first, point.period.first());
      layout.last = std::max(layout.last, point.period.last());
    }
  }
  layout.top = kTop;
  layout.bottom = kChartHeight - kBelow;
  layout.right = kChartWidth - kRight;
  reach_over(chart, layout);
  std::size_t longest = 0;
  for (std::size_t i = 0; layout.any_figure && i <= layout.figures.steps; ++i) {
    longest = std::max(longest, letters(figure_name(chart, layout.figures, layout.figures.tick(i), language)));
  }
  layout.left = std::min(8 + kLetter * static_cast<double>(longest), kWidestNames);
  layout.places.reserve(chart.lines.size());
  for (const ChartLine& line : chart.lines) {
    std::vector<ChartPlace>& places = layout.places.emplace_back();
    places.reserve(line.points.size());
    for (const ChartPoint& point : line.points) {
      const double x = (layout.x_of(point.period.first()) + layout.x_of(point.period.last() + 1)) / 2;
      places.push_back({.x = x, .y = has_figure(point) ? layout.y_of(*point.figure) : layout.bottom});
    }
  }
  return layout;
}

void write_svg(const Chart& chart, Language language, std::string& out) { Drawing(chart, language, out).draw(); }

}  // namespace report
}  // namespace v1
}  // namespace tertial

#include "report/html/indicator_cards.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "report/chart/chart.hpp"
#include "report/figures.hpp"
#include "report/grammar.hpp"
#include "report/html/escape.hpp"
#include "report/html/html_page.hpp"
#include "report/html/indicator_history.hpp"
#include "report/indicator_sections.hpp"
#include "report/indicator_words.hpp"
#include "report/names.hpp"
#include "report/words.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

// Writes one card after the other, keeping the memory of the last.
class Cards {
 public:
  Cards(const Source& source, std::string& html) : source_(source), html_(html) {}

  void write() {
    for (const IndicatorSection& section : indicator_sections(source_)) {
      html_ += "<section class=\"group\"><h3>";
      append_inline(html_, section.title);
      html_ += "</h3>\n<div class=\"cards\">\n";
      for (const IndicatorLine* line : section.lines) write(*line);
      html_ += "</div></section>\n";
    }
  }

 private:
  void write(const IndicatorLine& line) {
    const Indicator& indicator = source_.plan.indicators()[line.indicator];
    history_.assign(source_, line);
    html_ += "<article class=\"card\" id=\"";
    html_ += element_id({Subject::Kind::indicator, line.indicator});
    html_ += "\"><h4>";
    append_inline(html_, titled(indicator.id, indicator.title));
    html_ += "</h4>\n";
    write_state(indicator, line);
    write_targets(indicator, line);
    if (!history_.main().empty() || !history_.others().empty()) {
      write_chart(indicator, line);
      write_notes(indicator, line);
      write_rollups(indicator, line);
      write_table(indicator);
    }
    html_ += "</article>\n";
  }

  [[nodiscard]] Language language() const noexcept { return source_.language; }
  [[nodiscard]] std::string_view word(const Phrase& phrase) const noexcept { return in(phrase, language()); }
  void element(std::string_view name, std::string_view classes, std::string_view plain) {
    html_ += '<';
    html_ += name;
    if (!classes.empty()) {
      html_ += " class=\"";
      html_ += classes;
      html_ += '"';
    }
    html_ += '>';
    append_isolated(html_, plain);
    html_ += "</";
    html_ += name;
    html_ += '>';
  }

  // The latest figure, large, and what it is to be seen beside.
  void write_state(const Indicator& indicator, const IndicatorLine& line) {
    html_ += "<p class=\"now\">";
    if (line.latest) {
      const Observation& latest = line.latest->observation;
      element("b", "", figure_or_reason(indicator, latest, language()));
      html_ += ' ';
      if (!indicator.is_percent() && !indicator.unit.empty()) {
        element("span", "", known_word(indicator.unit, language()));
        html_ += ", ";
      }
      element("span", "", short_period(latest.period, source_.plan.year(), language()));
      if (line.availability == Availability::missing) element("span", "", word(words::kLagging));
    } else {
      element("b", "none", word(line.availability == Availability::not_due ? words::kNotDue : words::kMissing));
    }
    html_ += "</p>\n<dl class=\"facts\">";
    if (line.previous) {
      fact(words::kPrevious, figure_in_words(source_, indicator, line.previous->observation),
           change_in_words(indicator, line.from_previous, language()));
    }
    if (indicator.baseline) {
      fact(words::kBaseline, baseline_in_words(source_, indicator),
           change_in_words(indicator, line.from_baseline, language()));
    }
    html_ += "</dl>\n";
  }
  // A figure and how far the latest has come from it.
  void fact(const Phrase& name, std::string_view figure, std::string_view moved) {
    html_ += "<div>";
    element("dt", "", word(name));
    html_ += "<dd>";
    append_escaped(html_, figure);
    if (!moved.empty()) {
      html_ += ' ';
      element("span", "moved", moved);
    }
    html_ += "</dd></div>";
  }

  void write_targets(const Indicator& indicator, const IndicatorLine& line) {
    if (line.targets.empty()) return;
    html_ += "<ul class=\"targets\">";
    for (std::size_t i = 0; i < line.targets.size(); ++i) {
      const Target& target = indicator.targets[i];
      const TargetStatus status = line.targets[i].status;
      html_ += "<li>";
      append_inline(html_, Inline()
                               .text(capitalized(aim_in_words(source_, indicator, target)))
                               .text(": ")
                               .toned(tone_of(status), text(shape(status), word(word_for(status)))));
      append_isolated(html_, basis_in_words(indicator, target, line.targets[i], language()));
      html_ += "</li>";
    }
    html_ += "</ul>\n";
  }

  void write_chart(const Indicator& indicator, const IndicatorLine& line) {
    Chart chart;
    chart.id = text("c", line.indicator);
    chart.title = text(indicator.id, " ", indicator.title);
    chart.is_percent = indicator.is_percent();
    chart.rules = {.from_zero = indicator.kind != IndicatorKind::index,
                   .whole = !indicator.is_percent() && all_whole()};
    const Period year = *Period::try_make(Granularity::year, source_.plan.year());
    chart.first = std::min(year.first(), source_.review.clock.as_of);
    chart.last = source_.review.clock.as_of;
    tips_.clear();
    std::size_t count = history_.main().size();
    for (const IndicatorHistory::Other& other : history_.others()) count += other.entries.size();
    tips_.reserve(count);  // points borrow from it
    add_line(indicator, history_.main(), true, chart);
    for (const IndicatorHistory::Other& other : history_.others()) add_line(indicator, other.entries, false, chart);
    chart.breaks.assign(line.breaks.begin(), line.breaks.end());
    chart.baseline = shown_baseline(source_.review, indicator);
    for (const Target& target : indicator.targets) add_aim(indicator, target, chart);
    chart.description = described(indicator);
    html_ += "<figure>";
    write_svg(chart, language(), html_);
    write_key(indicator, chart);
    html_ += "</figure>\n";
  }
  [[nodiscard]] bool all_whole() const noexcept {
    const auto is_whole = [](const HistoryEntry& entry) {
      const std::optional<double> value = entry.known != nullptr ? entry.known->observation.value : std::nullopt;
      return !value || *value == std::floor(*value);
    };
    return std::all_of(history_.main().begin(), history_.main().end(), is_whole);
  }
  void add_line(const Indicator& indicator, std::span<const HistoryEntry> entries, bool is_main, Chart& chart) {
    ChartLine& line = chart.lines.emplace_back();
    line.is_main = is_main;
    line.points.reserve(entries.size());
    const bool tell = entries.size() <= kMostDots;
    for (const HistoryEntry& entry : entries) {
      ChartPoint& point = line.points.emplace_back(ChartPoint{.period = entry.period, .joined = entry.follows});
      if (entry.known != nullptr) point.figure = entry.known->observation.value;
      if (!tell && point.figure) continue;
      std::string& tip = tips_.emplace_back(short_period(entry.period, source_.plan.year(), language()));
      tip += ": ";
      tip += entry.known != nullptr ? figure_or_reason(indicator, entry.known->observation, language())
                                    : std::string(word(words::kNotReportedYet));
      point.tip = tip;
    }
  }

  // What a flow adds up to in a year is no height among its months.
  [[nodiscard]] bool is_drawn(const Indicator& indicator, const Target& target) const noexcept {
    if (target.year != source_.plan.year()) return false;
    if (std::holds_alternative<AimRange>(target.aim)) return true;
    const bool of_year = indicator.kind == IndicatorKind::flow && indicator.periodicity &&
                         indicator.periodicity->granularity() != Granularity::year;
    return std::holds_alternative<AimValue>(target.aim) && !of_year;
  }
  void add_aim(const Indicator& indicator, const Target& target, Chart& chart) const {
    if (!is_drawn(indicator, target)) return;
    if (const auto* range = std::get_if<AimRange>(&target.aim)) {
      chart.aims.push_back({.from = range->from, .to = range->to});
    } else if (const auto* aim = std::get_if<AimValue>(&target.aim)) {
      chart.aims.push_back({.from = aim->value, .to = aim->value});
    }
  }

  // For those who do not see the chart.
  [[nodiscard]] std::string described(const Indicator& indicator) const {
    const Observation* first = nullptr;
    const Observation* last = nullptr;
    double least = 0, most = 0;
    std::size_t figures = 0, without = 0;
    for (const HistoryEntry& entry : history_.main()) {
      const Observation* observation = entry.known != nullptr ? &entry.known->observation : nullptr;
      if (observation == nullptr || !observation->value) {
        ++without;
        continue;
      }
      least = figures == 0 ? *observation->value : std::min(least, *observation->value);
      most = figures == 0 ? *observation->value : std::max(most, *observation->value);
      if (figures++ == 0) first = observation;
      last = observation;
    }
    std::string told;
    if (figures == 0) {
      told = word(words::kNoFigureYet);
      told += '.';
    } else if (figures == 1) {
      told = say(words::kOneFigure, language(), cell_value(indicator, *last->value, language()),
                 long_period(last->period, language()));
    } else {
      told = say(words::kManyFigures, language(), figures, long_period(first->period, language()),
                 long_period(last->period, language()), cell_value(indicator, least, language()),
                 cell_value(indicator, most, language()), cell_value(indicator, *last->value, language()));
    }
    if (without > 0) told += say(words::kPeriodsWithout, language(), without);
    return told;
  }

  // What the lines and marks of the chart are; nothing where there is but the one line.
  void write_key(const Indicator& indicator, const Chart& chart) {
    const bool any_gap = std::any_of(history_.main().begin(), history_.main().end(), [](const HistoryEntry& entry) {
      return entry.known == nullptr || !entry.known->observation.value;
    });
    const bool drawn = std::any_of(history_.main().begin(), history_.main().end(), [](const HistoryEntry& entry) {
      return entry.known && entry.known->observation.value;
    });
    if (!any_gap && !chart.baseline && chart.aims.empty() && history_.others().empty()) return;
    html_ += "<figcaption>";
    const auto item = [&](std::string_view sign, std::string_view classes, std::string_view meaning) {
      html_ += "<span class=\"key\"><span class=\"";
      html_ += classes;
      html_ += "\" aria-hidden=\"true\">";
      html_ += sign;
      html_ += "</span> ";
      append_isolated(html_, meaning);
      html_ += "</span> ";
    };
    if (chart.baseline && drawn) item("╌╌", "base", uncapitalized(word(words::kBaseline)));
    for (const Target& target : indicator.targets) {
      if (drawn && is_drawn(indicator, target)) item("━━", "aim", aim_in_words(source_, indicator, target));
    }
    for (const IndicatorHistory::Other& other : history_.others()) {
      item("□", "other", definition_name(indicator, other.definition));
    }
    if (any_gap) item("×", "gap", word(words::kNoValueInChart));
    html_ += "</figcaption>";
  }

  void write_notes(const Indicator& indicator, const IndicatorLine& line) {
    const std::vector<std::string> notes = break_notes(source_, indicator, line);
    if (notes.empty()) return;
    html_ += "<ul class=\"notes\">";
    for (const std::string& note : notes) element("li", "", note);
    html_ += "</ul>\n";
  }

  void write_rollups(const Indicator& indicator, const IndicatorLine& line) {
    bool any = false;
    for (const RollUp& rollup : line.rollups) {
      if (!is_told(rollup, source_.plan.year()) || (!rollup.value && !rollup.across_break && rollup.based_on == 0))
        continue;
      html_ += any ? "; " : "<p class=\"sums\">";
      if (!any) {
        append_escaped(html_, text(word(words::kRolledUp), how_rolled_up(indicator, language()), ": "));
      }
      any = true;
      append_escaped(html_, text(short_period(rollup.period, source_.plan.year(), language()), " ",
                                 rollup_in_words(indicator, rollup, language())));
    }
    if (any) html_ += "</p>\n";
  }

  // The figures behind the chart.
  void write_table(const Indicator& indicator) {
    const bool remarks = !history_.others().empty() || any_remark();
    html_ += "<details><summary>";
    append_escaped(html_, word(words::kFiguresAsTable));
    html_ += "</summary><table class=\"figures\"><thead><tr>";
    const auto head = [&](const Phrase& name, bool number) {
      html_ += number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">";
      append_escaped(html_, word(name));
      html_ += "</th>";
    };
    head(words::kPeriod, false);
    head(words::kValue, true);
    if (history_.any_counts()) {
      head(words::kNumerator, true);
      head(words::kDenominator, true);
    }
    if (remarks) head(words::kRemark, false);
    html_ += "</tr></thead><tbody>\n";
    for (const HistoryEntry& entry : history_.main()) write_row(indicator, entry, {}, remarks);
    for (const IndicatorHistory::Other& other : history_.others()) {
      for (const HistoryEntry& entry : other.entries) {
        if (!entry.known->parallel) continue;  // told above
        write_row(indicator, entry, definition_name(indicator, other.definition), remarks);
      }
    }
    html_ += "</tbody></table></details>\n";
  }
  [[nodiscard]] bool any_remark() const noexcept {
    return std::any_of(history_.main().begin(), history_.main().end(),
                       [](const HistoryEntry& entry) { return entry.is_break; });
  }
  void write_row(const Indicator& indicator, const HistoryEntry& entry, std::string_view by, bool remarks) {
    html_ += "<tr><th scope=\"row\">";
    append_escaped(html_, short_period(entry.period, source_.plan.year(), language()));
    html_ += "</th><td>";
    append_escaped(html_, entry.known != nullptr ? figure_or_reason(indicator, entry.known->observation, language())
                                                 : std::string(word(words::kUnreportedMark)));
    html_ += "</td>";
    if (history_.any_counts()) {
      write_count(entry.known != nullptr ? entry.known->observation.numerator : std::nullopt);
      write_count(entry.known != nullptr ? entry.known->observation.denominator : std::nullopt);
    }
    if (remarks) element("td", "remark", entry.is_break ? word(words::kNewDefinition) : by);
    html_ += "</tr>\n";
  }
  void write_count(std::optional<double> count) {
    html_ += "<td>";
    if (count) append_escaped(html_, number(*count, std::nullopt, language()));
    html_ += "</td>";
  }

  const Source& source_;
  std::string& html_;
  IndicatorHistory history_;
  std::vector<std::string> tips_;
};

}  // namespace

void write_indicator_cards(const Source& source, std::string& html) { Cards(source, html).write(); }

}  // namespace report
}  // namespace v1
}  // namespace tertial

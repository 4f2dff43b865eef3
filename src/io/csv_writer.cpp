#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tertial/io/follow_up_writer.hpp"
#include "tertial/io/json_writer.hpp"

namespace tertial {
inline namespace v1 {
namespace {

// Writes cells one after the other. Words, figures and dates are ours and stand as they are; text is the
// plan's.
class CsvWriter {
 public:
  explicit CsvWriter(std::string& out) noexcept : out_(out) {}

  CsvWriter& header(std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) word(name);
    return end_row();
  }
  CsvWriter& word(std::string_view value) {
    separate();
    out_ += value;
    return *this;
  }
  CsvWriter& text(std::string_view value) {
    separate();
    const bool formula = !value.empty() && kFormulaStarts.find(value.front()) != std::string_view::npos;
    // A first cell that begins with # is quoted, so that it is never taken for the line that leads a table.
    const bool quoted = value.find_first_of(kToQuote) != std::string_view::npos || value.substr(0, 1) == "#";
    if (quoted) out_ += '"';
    if (formula) out_ += '\'';
    for (std::size_t at = 0; at < value.size();) {
      const std::size_t quote = value.find('"', at);
      out_ += value.substr(at, quote == std::string_view::npos ? quote : quote - at + 1);
      if (quote == std::string_view::npos) break;
      out_ += '"';
      at = quote + 1;
    }
    if (quoted) out_ += '"';
    return *this;
  }
  // Ids, one after the other with a semicolon between.
  CsvWriter& texts(std::span<const std::string> values) {
    std::string joined;
    for (const std::string& value : values) {
      if (!joined.empty()) joined += ';';
      joined += value;
    }
    return text(joined);
  }
  // Empty beyond the reach of numbers, as a sum of huge figures may be.
  CsvWriter& number(double value) {
    separate();
    if (std::isfinite(value)) JsonWriter::append_number(out_, value);
    return *this;
  }
  CsvWriter& date(Date value) {
    char text[Date::kTextSize];
    value.write(text);
    return word({text, sizeof text});
  }
  CsvWriter& period(Period value) {
    char text[Period::kMaxTextSize];
    return word({text, static_cast<std::size_t>(value.write(text) - text)});
  }
  CsvWriter& boolean(bool value) { return word(value ? "true" : "false"); }
  CsvWriter& empty(int count = 1) {
    for (int i = 0; i < count; ++i) separate();
    return *this;
  }

  // Empty where there is none.
  CsvWriter& number(const std::optional<double>& value) { return value ? number(*value) : empty(); }
  CsvWriter& date(const std::optional<Date>& value) { return value ? date(*value) : empty(); }
  CsvWriter& period(const std::optional<Period>& value) { return value ? period(*value) : empty(); }
  template <class Word>
  CsvWriter& word_of(const std::optional<Word>& value) {
    return value ? word(to_string(*value)) : empty();
  }

  CsvWriter& end_row() {
    out_ += "\r\n";
    row_begun_ = false;
    return *this;
  }

 private:
  static constexpr std::string_view kFormulaStarts = "=+-@\t\r\n";
  static constexpr std::string_view kToQuote = ",\"\r\n";

  void separate() {
    if (row_begun_) out_ += ',';
    row_begun_ = true;
  }

  std::string& out_;
  bool row_begun_ = false;
};

template <class Step>
std::optional<double> stated(Step step) noexcept {
  return step.stated() ? std::optional<double>(step.value()) : std::nullopt;
}

void write_risks(CsvWriter& out, const Plan& plan, const FollowUp& review) {
  out.header({"id", "title", "area", "level", "score", "likelihood", "severity", "previous_level", "movement",
              "assessed", "closed"});
  for (const RiskLine& line : review.risks) {
    const Risk& risk = plan.risks()[line.risk];
    out.text(risk.id).text(risk.title).text(risk.area);
    if (line.closed_before) {
      out.empty(7).date(line.closed).end_row();
      continue;
    }
    out.text(plan.matrix().level_id(line.level)).number(line.score).number(stated(line.likelihood));
    out.number(stated(line.severity));
    out.text(line.previous_level ? plan.matrix().level_id(*line.previous_level) : std::string_view());
    out.word(to_string(line.movement)).date(line.assessed).date(line.closed).end_row();
  }
}

void write_actions(CsvWriter& out, const Plan& plan, const FollowUp& review, Language language) {
  out.header({"id", "title", "responsible", "risks", "goals", "status", "reported", "reported_on", "unreported",
              "derived", "why"});
  for (const ActionLine& line : review.actions) {
    const Action& action = plan.actions()[line.action];
    out.text(action.id).text(action.title).text(action.responsible).texts(action.risks).texts(action.goals);
    out.word(line.status ? to_string(*line.status) : "unreported").word_of(line.reported).date(line.reported_on);
    out.boolean(line.unreported).word_of(line.derivation.status);
    out.text(to_text(line.derivation.why, language)).end_row();
  }
}

void write_figure(CsvWriter& out, const std::optional<KnownObservation>& figure) {
  if (!figure) {
    out.empty(3);
    return;
  }
  out.period(figure->observation.period).number(figure->observation.value);
  out.word(to_string(figure->observation.status));
}

void write_change(CsvWriter& out, const Change& change) { out.number(change.value).word_of(change.reason); }

void write_indicators(CsvWriter& out, const Plan& plan, const FollowUp& review) {
  out.header({"id", "title", "kind", "unit", "latest_period", "latest_value", "latest_status", "previous_period",
              "previous_value", "previous_status", "baseline_period", "baseline_value", "from_baseline",
              "from_baseline_reason", "from_previous", "from_previous_reason", "breaks", "stale"});
  for (const IndicatorLine& line : review.indicators) {
    const Indicator& indicator = plan.indicators()[line.indicator];
    out.text(indicator.id).text(indicator.title).word_of(indicator.kind).text(indicator.unit);
    write_figure(out, line.latest);
    write_figure(out, line.previous);
    if (indicator.baseline) {
      out.period(indicator.baseline->period).number(shown_baseline(review, indicator));
    } else {
      out.empty(2);
    }
    write_change(out, line.from_baseline);
    write_change(out, line.from_previous);
    std::vector<std::string> breaks;
    for (const Period period : line.breaks) breaks.push_back(period.to_string());
    out.texts(breaks).number(line.periods_stale).end_row();
  }
}

void write_observations(CsvWriter& out, const Plan& plan, const FollowUp& review) {
  out.header({"indicator", "period", "value", "status", "numerator", "denominator", "definition", "recorded"});
  KnownSeries known;
  for (const IndicatorLine& line : review.indicators) {
    const Indicator& indicator = plan.indicators()[line.indicator];
    known_observations(plan, review, line.indicator, known);
    for (const KnownObservation& entry : known) {
      const Observation& observation = entry.observation;
      out.text(indicator.id).period(observation.period).number(observation.value);
      out.word(to_string(observation.status)).number(observation.numerator).number(observation.denominator);
      out.text(entry.definition.named() ? indicator.definitions[entry.definition.index()].id : std::string_view());
      out.date(observation.recorded).end_row();
    }
  }
}

void write_targets(CsvWriter& out, const Plan& plan, const FollowUp& review) {
  out.header({"indicator", "year", "set_by", "value", "from", "to", "trend", "undecided", "status", "judged_on",
              "judged", "forecast", "pace_needed", "year_to_date"});
  for (const IndicatorLine& line : review.indicators) {
    const Indicator& indicator = plan.indicators()[line.indicator];
    for (std::size_t i = 0; i < indicator.targets.size(); ++i) {
      const Target& target = indicator.targets[i];
      const TargetVerdict& verdict = line.targets[i];
      out.text(indicator.id).number(target.year).text(target.set_by);
      if (const auto* const value = std::get_if<AimValue>(&target.aim)) {
        out.number(value->value).empty(4);
      } else if (const auto* const range = std::get_if<AimRange>(&target.aim)) {
        out.empty().number(range->from).number(range->to).empty(2);
      } else if (const auto* const trend = std::get_if<AimTrend>(&target.aim)) {
        out.empty(3).word(to_string(trend->trend)).empty();
      } else if (const auto* const undecided = std::get_if<AimUndecided>(&target.aim)) {
        out.empty(4).text(undecided->why);
      }
      out.word(to_string(verdict.status)).word(to_string(verdict.judged_on)).number(verdict.judged);
      out.number(verdict.forecast).number(verdict.pace_needed).number(verdict.year_to_date).end_row();
    }
  }
}

void write_rollups(CsvWriter& out, const Plan& plan, const FollowUp& review) {
  out.header({"indicator", "period", "value", "based_on", "of", "unweighted", "across_break"});
  for (const IndicatorLine& line : review.indicators) {
    const std::string& id = plan.indicators()[line.indicator].id;
    for (const RollUp& rollup : line.rollups) {
      out.text(id).period(rollup.period).number(rollup.value).number(rollup.based_on).number(rollup.of);
      out.boolean(rollup.unweighted).boolean(rollup.across_break).end_row();
    }
  }
}

// A row for each result and for each group of a breakdown; one for a self-check with neither.
void write_self_checks(CsvWriter& out, const Plan& plan, const FollowUp& review) {
  out.header({"id", "period", "title", "risks", "sample", "result", "numerator", "share", "by", "group", "count"});
  for (const std::uint32_t place : review.self_checks) {
    const SelfCheck& check = plan.self_checks()[place];
    const auto begin_row = [&]() -> CsvWriter& {
      return out.text(check.id).period(check.period).text(check.title).texts(check.risks).number(check.sample);
    };
    if (check.results.empty() && check.breakdowns.empty()) begin_row().empty(6).end_row();
    for (const SelfCheckResult& result : check.results) {
      begin_row().text(result.title).number(result.numerator).number(result.share).empty(3).end_row();
    }
    for (const Breakdown& breakdown : check.breakdowns) {
      for (const auto& [group, count] : breakdown.groups) {
        begin_row().empty(3).text(breakdown.by).text(group).number(count).end_row();
      }
    }
  }
}

void write_findings(CsvWriter& out, const FollowUp& review, Language language) {
  out.header({"code", "severity", "at", "message"});
  for (const Finding& finding : review.findings) {
    out.word(to_string(finding.code)).word(to_string(finding.severity())).text(finding.at);
    out.text(message(finding, language)).end_row();
  }
}

void write_table(std::string& text, const Plan& plan, const FollowUp& review, CsvTable table, Language language) {
  CsvWriter out(text);
  switch (table) {
    case CsvTable::risks:
      return write_risks(out, plan, review);
    case CsvTable::actions:
      return write_actions(out, plan, review, language);
    case CsvTable::indicators:
      return write_indicators(out, plan, review);
    case CsvTable::observations:
      return write_observations(out, plan, review);
    case CsvTable::targets:
      return write_targets(out, plan, review);
    case CsvTable::rollups:
      return write_rollups(out, plan, review);
    case CsvTable::self_checks:
      return write_self_checks(out, plan, review);
    case CsvTable::findings:
      return write_findings(out, review, language);
  }
}

}  // namespace

std::optional<CsvTable> parse_csv_table(std::string_view word) noexcept {
  for (std::size_t i = 0; i < kCsvTables.size(); ++i) {
    if (kCsvTables[i] == word) return static_cast<CsvTable>(i);
  }
  return std::nullopt;
}

std::string write_csv(const Plan& plan, const FollowUp& review, CsvTable table, Language language) {
  std::string text;
  write_table(text, plan, review, table, language);
  return text;
}

std::string write_csv(const Plan& plan, const FollowUp& review, Language language) {
  std::string text;
  for (std::size_t i = 0; i < kCsvTables.size(); ++i) {
    if (i > 0) text += "\r\n";
    text += "# ";
    text += kCsvTables[i];
    text += "\r\n";
    write_table(text, plan, review, static_cast<CsvTable>(i), language);
  }
  return text;
}

}  // namespace v1
}  // namespace tertial

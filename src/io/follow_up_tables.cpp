#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "io/table_writer.hpp"

namespace tertial {
inline namespace v1 {
namespace {

constexpr CellType kText = CellType::text;
constexpr CellType kNumber = CellType::number;
constexpr CellType kWhole = CellType::whole;
constexpr CellType kDate = CellType::date;
constexpr CellType kBoolean = CellType::boolean;

template <class Step>
std::optional<double> stated(Step step) noexcept {
  return step.stated() ? std::optional<double>(step.value()) : std::nullopt;
}

void write_risks(TableWriter& out, const Plan& plan, const FollowUp& review) {
  out.header({{"id", kText},
              {"title", kText},
              {"area", kText},
              {"level", kText},
              {"score", kWhole},
              {"likelihood", kWhole},
              {"severity", kWhole},
              {"previous_level", kText},
              {"movement", kText},
              {"assessed", kDate},
              {"closed", kDate}});
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

void write_actions(TableWriter& out, const Plan& plan, const FollowUp& review, Language language) {
  out.header({{"id", kText},
              {"title", kText},
              {"responsible", kText},
              {"risks", kText},
              {"goals", kText},
              {"status", kText},
              {"reported", kText},
              {"reported_on", kDate},
              {"unreported", kBoolean},
              {"derived", kText},
              {"why", kText}});
  for (const ActionLine& line : review.actions) {
    const Action& action = plan.actions()[line.action];
    out.text(action.id).text(action.title).text(action.responsible).texts(action.risks).texts(action.goals);
    out.word(line.status ? to_string(*line.status) : "unreported").word_of(line.reported).date(line.reported_on);
    out.boolean(line.unreported).word_of(line.derivation.status);
    out.text(to_text(line.derivation.why, language)).end_row();
  }
}

void write_figure(TableWriter& out, const std::optional<KnownObservation>& figure) {
  if (!figure) {
    out.empty(3);
    return;
  }
  out.period(figure->observation.period).number(figure->observation.value);
  out.word(to_string(figure->observation.status));
}

void write_change(TableWriter& out, const Change& change) { out.number(change.value).word_of(change.reason); }

void write_indicators(TableWriter& out, const Plan& plan, const FollowUp& review) {
  out.header({{"id", kText},
              {"title", kText},
              {"kind", kText},
              {"unit", kText},
              {"latest_period", kText},
              {"latest_value", kNumber},
              {"latest_status", kText},
              {"previous_period", kText},
              {"previous_value", kNumber},
              {"previous_status", kText},
              {"baseline_period", kText},
              {"baseline_value", kNumber},
              {"from_baseline", kNumber},
              {"from_baseline_reason", kText},
              {"from_previous", kNumber},
              {"from_previous_reason", kText},
              {"breaks", kText},
              {"stale", kWhole}});
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

void write_observations(TableWriter& out, const Plan& plan, const FollowUp& review) {
  out.header({{"indicator", kText},
              {"period", kText},
              {"value", kNumber},
              {"status", kText},
              {"numerator", kNumber},
              {"denominator", kNumber},
              {"definition", kText},
              {"recorded", kDate}});
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

void write_targets(TableWriter& out, const Plan& plan, const FollowUp& review) {
  out.header({{"indicator", kText},
              {"year", kWhole},
              {"set_by", kText},
              {"value", kNumber},
              {"from", kNumber},
              {"to", kNumber},
              {"trend", kText},
              {"undecided", kText},
              {"status", kText},
              {"judged_on", kText},
              {"judged", kNumber},
              {"forecast", kNumber},
              {"pace_needed", kNumber},
              {"year_to_date", kNumber}});
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

void write_rollups(TableWriter& out, const Plan& plan, const FollowUp& review) {
  out.header({{"indicator", kText},
              {"period", kText},
              {"value", kNumber},
              {"based_on", kWhole},
              {"of", kWhole},
              {"unweighted", kBoolean},
              {"across_break", kBoolean}});
  for (const IndicatorLine& line : review.indicators) {
    const std::string& id = plan.indicators()[line.indicator].id;
    for (const RollUp& rollup : line.rollups) {
      out.text(id).period(rollup.period).number(rollup.value).number(rollup.based_on).number(rollup.of);
      out.boolean(rollup.unweighted).boolean(rollup.across_break).end_row();
    }
  }
}

// A row for each result and for each group of a breakdown; one for a self-check with neither.
void write_self_checks(TableWriter& out, const Plan& plan, const FollowUp& review) {
  out.header({{"id", kText},
              {"period", kText},
              {"title", kText},
              {"risks", kText},
              {"sample", kNumber},
              {"result", kText},
              {"numerator", kNumber},
              {"share", kNumber},
              {"by", kText},
              {"group", kText},
              {"count", kNumber}});
  for (const std::uint32_t place : review.self_checks) {
    const SelfCheck& check = plan.self_checks()[place];
    const auto begin_row = [&]() -> TableWriter& {
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

void write_findings(TableWriter& out, const FollowUp& review, Language language) {
  out.header({{"code", kText}, {"severity", kText}, {"at", kText}, {"message", kText}});
  for (const Finding& finding : review.findings) {
    out.word(to_string(finding.code)).word(to_string(finding.severity())).text(finding.at);
    out.text(message(finding, language)).end_row();
  }
}

}  // namespace

void write_table(TableWriter& out, const Plan& plan, const FollowUp& review, CsvTable table, Language language) {
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

}  // namespace v1
}  // namespace tertial

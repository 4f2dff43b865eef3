#include "tertial/io/plan_writer.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "io/json_members.hpp"
#include "tertial/io/json_writer.hpp"

namespace tertial {
inline namespace v1 {
namespace {

using json_detail::write_extras;
using json_detail::write_list;
using json_detail::write_member;
using json_detail::write_text;
using json_detail::write_texts;
using json_detail::write_value;
using Layout = JsonWriter::Layout;

void write_band(JsonWriter& out, const Band& band, const Extras& extras) {
  out.begin_object();
  write_member(out, "level", band.level);
  write_text(out, "label", band.label);
  write_member(out, "from", band.from);
  write_member(out, "to", band.to);
  write_extras(out, extras);
  out.end_object();
}

void write_score_rule(JsonWriter& out, const ScoreRule& rule) {
  out.key("score");
  if (rule.kind != ScoreKind::table) {
    out.string(rule.kind == ScoreKind::product ? "product" : "sum");
    return;
  }
  out.begin_array();
  for (const std::vector<int>& row : rule.table) {
    out.begin_array();
    for (const int score : row) out.number(score);
    out.end_array();
  }
  out.end_array();
}

void write_matrix(JsonWriter& out, const PlanDraft& draft) {
  const RiskMatrix& matrix = *draft.matrix;
  const std::span<const Band> bands = matrix.bands_as_written();
  out.key("matrix").begin_object(Layout::lines);
  write_texts(out, "likelihood", matrix.likelihood().labels());
  write_texts(out, "severity", matrix.severity().labels());
  write_score_rule(out, matrix.score_rule());
  out.key("bands").begin_array(Layout::lines);
  for (std::size_t i = 0; i < bands.size(); ++i) {
    write_band(out, bands[i], draft.band_extras.empty() ? Extras() : draft.band_extras[i]);
  }
  out.end_array();
  if (matrix.uncovered() != Uncovered::report) write_member(out, "uncovered", "next_worse");
  write_extras(out, draft.matrix_extras);
  out.end_object();
}

void write_goal(JsonWriter& out, const Goal& goal) {
  out.begin_object(Layout::lines);
  write_member(out, "id", goal.id);
  write_text(out, "kind", goal.kind);
  write_text(out, "title", goal.title);
  write_texts(out, "expected_results", goal.expected_results, Layout::lines);
  if (!goal.notes.empty()) {
    out.key("notes").begin_object(Layout::lines);
    for (const auto& [heading, note] : goal.notes) write_member(out, heading, note);
    out.end_object();
  }
  write_list(out, "goals", goal.goals, [&](const Goal& below) { write_goal(out, below); });
  write_extras(out, goal.extras);
  out.end_object();
}

void write_area(JsonWriter& out, const Area& area) {
  out.begin_object();
  write_member(out, "id", area.id);
  write_text(out, "title", area.title);
  write_text(out, "goal", area.goal);
  write_extras(out, area.extras);
  out.end_object();
}

void write_assessment(JsonWriter& out, const Assessment& assessment, const RiskMatrix& matrix) {
  out.begin_object();
  write_member(out, "date", assessment.date);
  if (assessment.has_cell()) {
    write_member(out, "likelihood", assessment.likelihood.value());
    write_member(out, "severity", assessment.severity.value());
  } else {
    write_member(out, "level", matrix.level_id(assessment.level));
  }
  write_text(out, "rationale", assessment.rationale);
  write_member(out, "recorded", assessment.recorded);
  write_extras(out, assessment.extras);
  out.end_object();
}

void write_closing(JsonWriter& out, const Closing& closing) {
  out.begin_object();
  write_member(out, "date", closing.date);
  write_text(out, "reason", closing.reason);
  write_member(out, "recorded", closing.recorded);
  write_extras(out, closing.extras);
  out.end_object();
}

void write_risk(JsonWriter& out, const Risk& risk, const RiskMatrix& matrix) {
  out.begin_object(Layout::lines);
  write_member(out, "id", risk.id);
  write_text(out, "area", risk.area);
  write_text(out, "title", risk.title);
  write_list(out, "assessments", risk.assessments,
             [&](const Assessment& assessment) { write_assessment(out, assessment, matrix); });
  write_list(out, "closed", risk.closed, [&](const Closing& closing) { write_closing(out, closing); });
  write_extras(out, risk.extras);
  out.end_object();
}

void write_report(JsonWriter& out, const StatusReport& report) {
  out.begin_object();
  write_member(out, "date", report.date);
  write_member(out, "status", to_string(report.status));
  write_member(out, "progress", report.progress);
  write_text(out, "comment", report.comment);
  write_member(out, "recorded", report.recorded);
  write_extras(out, report.extras);
  out.end_object();
}

// One figure without a date is a number, anything else a list.
void write_progress(JsonWriter& out, std::span<const Progress> progress) {
  if (progress.empty()) return;
  out.key("progress");
  if (!progress.front().date) {
    out.number(progress.front().value);
    return;
  }
  out.begin_array();
  for (const Progress& entry : progress) {
    out.begin_object();
    write_member(out, "date", entry.date);
    write_member(out, "value", entry.value);
    write_member(out, "recorded", entry.recorded);
    write_extras(out, entry.extras);
    out.end_object();
  }
  out.end_array();
}

void write_recurrence(JsonWriter& out, const Recurrence& recurrence, const Extras& extras) {
  out.key("recurrence").begin_object();
  if (const auto* const times = std::get_if<TimesPer>(&recurrence.rule())) {
    write_member(out, "times", times->times);
    write_member(out, "per", to_string(times->per));
  } else if (const auto* const every = std::get_if<Every>(&recurrence.rule())) {
    write_member(out, "every", every->count);
    write_member(out, "unit", to_string(every->unit));
  }
  write_extras(out, extras);
  out.end_object();
}

void write_activity(JsonWriter& out, const Activity& activity) {
  out.begin_object();
  write_text(out, "id", activity.id);
  write_text(out, "title", activity.title);
  write_member(out, "start", activity.start);
  write_member(out, "end", activity.end);
  write_progress(out, activity.progress);
  write_member(out, "completed", activity.completed);
  if (activity.recurrence) write_recurrence(out, *activity.recurrence, activity.recurrence_extras);
  if (!activity.held.empty()) {
    out.key("held").begin_array();
    for (const Date date : activity.held) write_value(out, date);
    out.end_array();
  }
  write_extras(out, activity.extras);
  out.end_object();
}

void write_action(JsonWriter& out, const Action& action) {
  out.begin_object(Layout::lines);
  write_member(out, "id", action.id);
  write_texts(out, "risks", action.risks);
  write_texts(out, "goals", action.goals);
  write_text(out, "title", action.title);
  write_text(out, "responsible", action.responsible);
  write_list(out, "reports", action.reports, [&](const StatusReport& report) { write_report(out, report); });
  write_list(out, "activities", action.activities, [&](const Activity& activity) { write_activity(out, activity); });
  write_extras(out, action.extras);
  out.end_object();
}

void write_aim(JsonWriter& out, const Aim& aim) {
  if (const auto* const value = std::get_if<AimValue>(&aim)) {
    write_member(out, "value", value->value);
  } else if (const auto* const range = std::get_if<AimRange>(&aim)) {
    write_member(out, "from", range->from);
    write_member(out, "to", range->to);
  } else if (const auto* const trend = std::get_if<AimTrend>(&aim)) {
    write_member(out, "trend", to_string(trend->trend));
  } else if (const auto* const undecided = std::get_if<AimUndecided>(&aim)) {
    write_member(out, "undecided", undecided->why);
  }
}

void write_observation(JsonWriter& out, const Indicator& indicator, const Observation& observation) {
  write_member(out, "period", observation.period);
  write_member(out, "value", observation.value);
  write_member(out, "numerator", observation.numerator);
  write_member(out, "denominator", observation.denominator);
  // A normal figure need not say so, but an observation says something: a value or a status.
  if (observation.status != ObservationStatus::normal || !observation.value) {
    write_member(out, "status", to_string(observation.status));
  }
  if (observation.definition.named()) {
    write_member(out, "definition", indicator.definitions[observation.definition.index()].id);
  }
  write_member(out, "recorded", observation.recorded);
}

// The facts of a list whose extras stand in a list of their own, in order of the fact they belong to.
template <class Facts, class FactExtras, class WriteFact>
void write_facts(JsonWriter& out, std::string_view key, const Facts& facts, const FactExtras& extras,
                 std::uint32_t FactExtras::value_type::*place, const WriteFact& write_fact) {
  if (facts.empty()) return;
  out.key(key).begin_array(Layout::lines);
  auto extra = extras.begin();
  for (std::size_t i = 0; i < facts.size(); ++i) {
    out.begin_object();
    write_fact(facts[i]);
    for (; extra != extras.end() && (*extra).*place == i; ++extra) write_extras(out, extra->extras);
    out.end_object();
  }
  out.end_array();
}

void write_definition(JsonWriter& out, const Definition& definition) {
  out.begin_object();
  write_member(out, "id", definition.id);
  write_member(out, "from", definition.from);
  write_text(out, "text", definition.text);
  write_extras(out, definition.extras);
  out.end_object();
}

void write_baseline(JsonWriter& out, const Baseline& baseline) {
  out.key("baseline").begin_object();
  write_member(out, "value", baseline.value);
  write_member(out, "period", baseline.period);
  write_extras(out, baseline.extras);
  out.end_object();
}

void write_indicator(JsonWriter& out, const Indicator& indicator) {
  out.begin_object(Layout::lines);
  write_member(out, "id", indicator.id);
  write_text(out, "title", indicator.title);
  write_texts(out, "risks", indicator.risks);
  write_texts(out, "actions", indicator.actions);
  write_texts(out, "goals", indicator.goals);
  if (indicator.kind) write_member(out, "kind", to_string(*indicator.kind));
  if (indicator.temporal) write_member(out, "temporal", to_string(*indicator.temporal));
  write_text(out, "unit", indicator.unit);
  write_member(out, "decimals", indicator.decimals);
  if (indicator.protect) out.key("protect").boolean(true);
  if (indicator.direction) write_member(out, "direction", to_string(*indicator.direction));
  if (indicator.periodicity) {
    const std::optional<Granularity> granularity = indicator.periodicity->granularity();
    write_member(out, "periodicity", granularity ? to_string(*granularity) : "irregular");
  }
  write_text(out, "numerator", indicator.numerator);
  write_text(out, "denominator", indicator.denominator);
  write_text(out, "complement_of", indicator.complement_of);
  if (indicator.baseline) write_baseline(out, *indicator.baseline);
  write_facts(out, "targets", indicator.targets, indicator.target_extras, &TargetExtras::target,
              [&](const Target& target) {
                write_member(out, "year", target.year);
                write_aim(out, target.aim);
                write_text(out, "set_by", target.set_by);
                write_member(out, "near", target.near);
              });
  write_list(out, "definitions", indicator.definitions,
             [&](const Definition& definition) { write_definition(out, definition); });
  write_facts(out, "observations", indicator.observations, indicator.observation_extras,
              &ObservationExtras::observation,
              [&](const Observation& observation) { write_observation(out, indicator, observation); });
  write_extras(out, indicator.extras);
  out.end_object();
}

void write_result(JsonWriter& out, const SelfCheckResult& result) {
  out.begin_object();
  write_text(out, "title", result.title);
  write_member(out, "numerator", result.numerator);
  write_member(out, "share", result.share);
  write_extras(out, result.extras);
  out.end_object();
}

void write_breakdown(JsonWriter& out, const Breakdown& breakdown) {
  out.begin_object();
  write_member(out, "by", breakdown.by);
  out.key("groups").begin_object();
  for (const auto& [group, count] : breakdown.groups) write_member(out, group, count);
  out.end_object();
  write_extras(out, breakdown.extras);
  out.end_object();
}

void write_self_check(JsonWriter& out, const SelfCheck& check) {
  out.begin_object(Layout::lines);
  write_member(out, "id", check.id);
  write_member(out, "period", check.period);
  write_text(out, "title", check.title);
  write_texts(out, "risks", check.risks);
  write_member(out, "sample", check.sample);
  write_list(out, "results", check.results, [&](const SelfCheckResult& result) { write_result(out, result); });
  write_list(out, "breakdowns", check.breakdowns, [&](const Breakdown& breakdown) { write_breakdown(out, breakdown); });
  write_member(out, "recorded", check.recorded);
  write_extras(out, check.extras);
  out.end_object();
}

void write_follow_up_date(JsonWriter& out, const FollowUpDate& follow_up) {
  out.begin_object();
  write_member(out, "date", follow_up.date);
  write_member(out, "period", follow_up.period);
  write_extras(out, follow_up.extras);
  out.end_object();
}

void write_rules(JsonWriter& out, const Rules& rules) {
  constexpr ScheduleRules kUsual;
  out.key("rules").begin_object();
  if (rules.schedule.at_risk_behind != kUsual.at_risk_behind) {
    write_member(out, "at_risk_behind", rules.schedule.at_risk_behind);
  }
  if (rules.schedule.delayed_behind != kUsual.delayed_behind) {
    write_member(out, "delayed_behind", rules.schedule.delayed_behind);
  }
  write_member(out, "ratio_tolerance", rules.ratio_tolerance);
  write_extras(out, rules.extras);
  out.end_object();
}

// About what the document will take, so that a large one is not moved while it grows.
std::size_t expected_size(const PlanDraft& plan) {
  constexpr std::size_t kThing = 256;
  constexpr std::size_t kObservation = 48;
  std::size_t size = (plan.risks.size() + plan.actions.size() + plan.indicators.size() + 16) * kThing;
  for (const Indicator& indicator : plan.indicators) size += indicator.observations.size() * kObservation;
  return size;
}

}  // namespace

std::string write_plan(const Plan& plan) {
  const PlanDraft& draft = plan.draft();
  JsonWriter out;
  out.reserve(expected_size(draft));
  out.begin_object(Layout::lines);
  write_member(out, "tertial", 1);
  write_member(out, "id", draft.id);
  write_member(out, "title", draft.title);
  write_text(out, "organisation", draft.organisation);
  if (draft.language) write_member(out, "language", to_string(*draft.language));
  write_member(out, "year", draft.year);
  write_matrix(out, draft);
  write_list(out, "goals", draft.goals, [&](const Goal& goal) { write_goal(out, goal); });
  write_list(out, "areas", draft.areas, [&](const Area& area) { write_area(out, area); });
  out.key("risks").begin_array(Layout::lines);
  for (const Risk& risk : draft.risks) write_risk(out, risk, plan.matrix());
  out.end_array();
  write_list(out, "actions", draft.actions, [&](const Action& action) { write_action(out, action); });
  write_list(out, "indicators", draft.indicators, [&](const Indicator& indicator) { write_indicator(out, indicator); });
  write_list(out, "self_checks", draft.self_checks, [&](const SelfCheck& check) { write_self_check(out, check); });
  write_list(out, "follow_ups", draft.follow_ups,
             [&](const FollowUpDate& follow_up) { write_follow_up_date(out, follow_up); });
  if (draft.rules.stated) write_rules(out, draft.rules);
  write_extras(out, draft.extras);
  out.end_object();
  std::string text = std::move(out).text();
  text += '\n';
  return text;
}

}  // namespace v1
}  // namespace tertial

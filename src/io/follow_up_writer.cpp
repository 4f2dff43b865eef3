#include "tertial/io/follow_up_writer.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "io/json_members.hpp"
#include "tertial/io/json_writer.hpp"

namespace tertial {
inline namespace v1 {
namespace {

using json_detail::write_member;
using json_detail::write_member_or_null;
using json_detail::write_value;
using Layout = JsonWriter::Layout;

// The word of an enumeration, null where there is none.
template <class Word>
void write_word_or_null(JsonWriter& out, std::string_view key, const std::optional<Word>& word) {
  write_member_or_null(out, key, word ? std::optional(to_string(*word)) : std::nullopt);
}

// A list on lines, there also where it is empty.
template <class Things, class WriteOne>
void write_full_list(JsonWriter& out, std::string_view key, const Things& things, const WriteOne& write_one) {
  out.key(key).begin_array(Layout::lines);
  for (const auto& thing : things) write_one(thing);
  out.end_array();
}

void write_risk_summary(JsonWriter& out, const RiskMatrix& matrix, const Summary::Risks& risks) {
  out.key("risks").begin_object();
  out.key("by_level").begin_object();
  for (std::size_t rank = risks.by_level.size(); rank-- > 0;) {
    write_member(out, matrix.level_id(Level(static_cast<std::uint8_t>(rank))), risks.by_level[rank]);
  }
  out.end_object();
  write_member(out, "open", risks.open);
  write_member(out, "closed", risks.closed);
  out.key("movement").begin_object();
  for (std::size_t i = 0; i < kMovements.size(); ++i) write_member(out, kMovements[i], risks.movement[i]);
  out.end_object();
  write_member(out, "reduced", risks.reduced);
  out.end_object();
}

void write_action_summary(JsonWriter& out, const Summary::Actions& actions) {
  using enum ActionStatus;
  out.key("actions").begin_object();
  for (const ActionStatus status : {on_schedule, at_risk, delayed, completed, not_started, cancelled}) {
    write_member(out, to_string(status), actions.by_status[static_cast<std::size_t>(status)]);
  }
  write_member(out, "unreported", actions.unreported);
  out.end_object();
}

void write_summary(JsonWriter& out, const RiskMatrix& matrix, const Summary& summary) {
  out.key("summary").begin_object(Layout::lines);
  write_risk_summary(out, matrix, summary.risks);
  write_action_summary(out, summary.actions);
  out.key("indicators").begin_object();
  write_member(out, "with_value", summary.indicators.with_value);
  write_member(out, "missing", summary.indicators.missing);
  write_member(out, "not_due", summary.indicators.not_due);
  out.end_object();
  out.key("targets").begin_object();
  write_member(out, "met", summary.targets.met);
  write_member(out, "near", summary.targets.near);
  write_member(out, "missed", summary.targets.missed);
  write_member(out, "undecided", summary.targets.undecided);
  write_member(out, "no_target", summary.targets.no_target);
  write_member(out, "no_value", summary.targets.no_value);
  out.end_object();
  out.key("findings").begin_object();
  for (std::size_t i = 0; i < summary.findings.size(); ++i) {
    write_member(out, to_string(static_cast<FindingSeverity>(i)), summary.findings[i]);
  }
  out.end_object();
  out.end_object();
}

template <class Step>
std::optional<int> stated(Step step) noexcept {
  return step.stated() ? std::optional<int>(step.value()) : std::nullopt;
}

void write_risk(JsonWriter& out, const Plan& plan, const RiskLine& line) {
  out.begin_object();
  write_member(out, "id", plan.risks()[line.risk].id);
  write_member(out, "level", plan.matrix().level_id(line.level));
  write_member_or_null(out, "score", line.score);
  write_member_or_null(out, "likelihood", stated(line.likelihood));
  write_member_or_null(out, "severity", stated(line.severity));
  out.key("previous_level");
  if (line.previous_level) {
    out.string(plan.matrix().level_id(*line.previous_level));
  } else {
    out.null();
  }
  write_member(out, "movement", to_string(line.movement));
  write_member_or_null(out, "assessed", line.assessed);
  write_member(out, "closed", line.closed);
  out.end_object();
}

void write_risks(JsonWriter& out, const Plan& plan, const std::vector<RiskLine>& lines) {
  out.key("risks").begin_array(Layout::lines);
  for (const RiskLine& line : lines) {
    if (!line.closed_before) write_risk(out, plan, line);
  }
  out.end_array();
  out.key("closed_before").begin_array(Layout::lines);
  for (const RiskLine& line : lines) {
    if (!line.closed_before) continue;
    out.begin_object();
    write_member(out, "id", plan.risks()[line.risk].id);
    write_member_or_null(out, "closed", line.closed);
    out.end_object();
  }
  out.end_array();
}

void write_activity(JsonWriter& out, const Activity& activity, const ActivityDerivation& derivation,
                    Language language) {
  out.begin_object();
  write_member_or_null(out, "id", activity.id.empty() ? std::nullopt : std::optional(std::string_view(activity.id)));
  write_member(out, "title", activity.title);
  write_word_or_null(out, "derived", derivation.status);
  write_member(out, "why", to_text(derivation.why, language));
  if (activity.recurrence && activity.start && activity.end) {
    write_member(out, "held", derivation.held);
    write_member(out, "due", derivation.due);
    write_member(out, "of", derivation.of);
  }
  out.end_object();
}

void write_action(JsonWriter& out, const Action& action, const ActionLine& line, Language language) {
  out.begin_object(Layout::lines);
  write_member(out, "id", action.id);
  write_member(out, "status", line.status ? to_string(*line.status) : "unreported");
  write_word_or_null(out, "reported", line.reported);
  write_word_or_null(out, "derived", line.derivation.status);
  write_member(out, "why", to_text(line.derivation.why, language));
  out.key("unreported").boolean(line.unreported);
  write_member_or_null(out, "reported_on", line.reported_on);
  if (!action.activities.empty()) {
    out.key("activities").begin_array(Layout::lines);
    for (std::size_t i = 0; i < action.activities.size(); ++i) {
      write_activity(out, action.activities[i], line.derivation.activities[i], language);
    }
    out.end_array();
  }
  out.end_object();
}

void write_figure(JsonWriter& out, std::string_view key, const Indicator& indicator,
                  const std::optional<KnownObservation>& figure) {
  out.key(key);
  if (!figure) {
    out.null();
    return;
  }
  const Observation& observation = figure->observation;
  out.begin_object();
  write_member(out, "period", observation.period);
  write_member_or_null(out, "value", observation.value);
  write_member(out, "status", to_string(observation.status));
  write_member(out, "numerator", observation.numerator);
  write_member(out, "denominator", observation.denominator);
  if (figure->definition.named()) {
    write_member(out, "definition", indicator.definitions[figure->definition.index()].id);
  }
  out.end_object();
}

void write_baseline(JsonWriter& out, const Indicator& indicator, const FollowUp& review) {
  out.key("baseline");
  if (!indicator.baseline) {
    out.null();
    return;
  }
  const std::optional<double> value = shown_baseline(review, indicator);
  out.begin_object();
  write_member_or_null(out, "period", indicator.baseline->period);
  write_member_or_null(out, "value", value);
  if (!value) write_member(out, "status", to_string(ObservationStatus::suppressed));
  out.end_object();
}

void write_change(JsonWriter& out, const IndicatorLine& line) {
  out.key("change").begin_object();
  write_member_or_null(out, "from_baseline", line.from_baseline.value);
  if (line.from_baseline.reason) {
    write_member(out, "from_baseline_reason", to_string(*line.from_baseline.reason));
  }
  write_member_or_null(out, "from_previous", line.from_previous.value);
  if (line.from_previous.reason) {
    write_member(out, "from_previous_reason", to_string(*line.from_previous.reason));
  }
  out.end_object();
}

void write_like_for_like(JsonWriter& out, const Indicator& indicator, const LikeForLike& like) {
  const auto write_end = [&](std::string_view key, const KnownObservation& end) {
    out.key(key).begin_object();
    write_member(out, "period", end.observation.period);
    write_member_or_null(out, "value", end.observation.value);
    out.end_object();
  };
  out.begin_object();
  write_member(out, "definition", indicator.definitions[like.definition.index()].id);
  write_end("from", like.from);
  write_end("to", like.to);
  write_member(out, "change", like.change);
  out.end_object();
}

void write_target(JsonWriter& out, const Target& target, const TargetVerdict& verdict) {
  out.begin_object();
  write_member(out, "year", target.year);
  if (const auto* const value = std::get_if<AimValue>(&target.aim)) {
    write_member(out, "value", value->value);
  } else if (const auto* const range = std::get_if<AimRange>(&target.aim)) {
    write_member(out, "from", range->from);
    write_member(out, "to", range->to);
  } else if (const auto* const trend = std::get_if<AimTrend>(&target.aim)) {
    write_member(out, "trend", to_string(trend->trend));
  } else if (const auto* const undecided = std::get_if<AimUndecided>(&target.aim)) {
    write_member(out, "undecided", undecided->why);
  }
  write_member_or_null(out, "set_by",
                       target.set_by.empty() ? std::nullopt : std::optional(std::string_view(target.set_by)));
  write_member(out, "status", to_string(verdict.status));
  const bool judged = verdict.judged_on != JudgedOn::nothing;
  write_word_or_null(out, "judged_on", judged ? std::optional(verdict.judged_on) : std::nullopt);
  write_member_or_null(out, "judged", verdict.judged);
  write_member_or_null(out, "forecast", verdict.forecast);
  write_member_or_null(out, "pace_needed", verdict.pace_needed);
  write_member(out, "year_to_date", verdict.year_to_date);
  out.end_object();
}

void write_rollup(JsonWriter& out, const RollUp& rollup) {
  out.begin_object();
  write_member(out, "period", rollup.period);
  write_member_or_null(out, "value", rollup.value);
  write_member(out, "based_on", rollup.based_on);
  write_member(out, "of", rollup.of);
  if (rollup.unweighted) out.key("unweighted").boolean(true);
  if (rollup.across_break) out.key("across_break").boolean(true);
  out.end_object();
}

void write_indicator(JsonWriter& out, const Plan& plan, const FollowUp& review, const IndicatorLine& line) {
  const Indicator& indicator = plan.indicators()[line.indicator];
  out.begin_object(Layout::lines);
  write_member(out, "id", indicator.id);
  write_figure(out, "latest", indicator, line.latest);
  write_figure(out, "previous", indicator, line.previous);
  write_baseline(out, indicator, review);
  write_change(out, line);
  write_full_list(out, "like_for_like", line.like_for_like,
                  [&](const LikeForLike& like) { write_like_for_like(out, indicator, like); });
  out.key("targets").begin_array(Layout::lines);
  for (std::size_t i = 0; i < indicator.targets.size(); ++i) {
    write_target(out, indicator.targets[i], line.targets[i]);
  }
  out.end_array();
  write_full_list(out, "rollups", line.rollups, [&](const RollUp& rollup) { write_rollup(out, rollup); });
  out.key("signals").begin_object().end_object();
  out.key("breaks").begin_array();
  for (const Period period : line.breaks) write_value(out, period);
  out.end_array();
  if (line.periods_stale > 0) write_member(out, "stale", line.periods_stale);
  out.end_object();
}

void write_self_check(JsonWriter& out, const SelfCheck& check) {
  out.begin_object(Layout::lines);
  write_member(out, "id", check.id);
  write_member(out, "period", check.period);
  write_member(out, "title", check.title);
  write_member_or_null(out, "sample", check.sample);
  write_full_list(out, "results", check.results, [&](const SelfCheckResult& result) {
    out.begin_object();
    write_member(out, "title", result.title);
    write_member_or_null(out, "numerator", result.numerator);
    write_member_or_null(out, "share", result.share);
    out.end_object();
  });
  write_full_list(out, "breakdowns", check.breakdowns, [&](const Breakdown& breakdown) {
    out.begin_object();
    write_member(out, "by", breakdown.by);
    out.key("groups").begin_object();
    for (const auto& [group, count] : breakdown.groups) write_member(out, group, count);
    out.end_object();
    out.end_object();
  });
  out.end_object();
}

void write_datum(JsonWriter& out, const Datum& datum) {
  out.key(datum.key);
  if (const auto* const number = std::get_if<double>(&datum.value)) {
    write_value(out, *number);
  } else if (const auto* const word = std::get_if<std::string>(&datum.value)) {
    out.string(*word);
  } else if (const auto* const cells = std::get_if<std::vector<Cell>>(&datum.value)) {
    out.begin_array();
    for (const Cell& cell : *cells) {
      out.begin_array().number(cell.likelihood).number(cell.severity).end_array();
    }
    out.end_array();
  } else if (const auto* const words = std::get_if<std::vector<std::string>>(&datum.value)) {
    out.begin_array();
    for (const std::string& entry : *words) out.string(entry);
    out.end_array();
  }
}

void write_finding(JsonWriter& out, const Finding& finding, Language language) {
  out.begin_object();
  write_member(out, "code", to_string(finding.code));
  write_member(out, "severity", to_string(finding.severity()));
  write_member(out, "at", finding.at);
  write_member(out, "message", message(finding, language));
  out.key("data").begin_object();
  for (const Datum& datum : finding.data) write_datum(out, datum);
  out.end_object();
  out.end_object();
}

}  // namespace

void write_findings(JsonWriter& out, std::span<const Finding> findings, Language language) {
  out.begin_array(Layout::lines);
  for (const Finding& finding : findings) write_finding(out, finding, language);
  out.end_array();
}

std::string write_findings(std::span<const Finding> findings, Language language) {
  JsonWriter out;
  write_findings(out, findings, language);
  return std::move(out).text() + "\n";
}

std::string write_follow_up(const Plan& plan, const FollowUp& review, Language language) {
  JsonWriter out;
  out.begin_object(Layout::lines);
  write_member(out, "tertial", 1);
  write_member(out, "plan", plan.id());
  write_member(out, "as_of", review.clock.as_of);
  write_member_or_null(out, "period", review.period);
  write_member_or_null(out, "previous", review.previous);
  write_member_or_null(out, "known_at", review.clock.known_at);
  write_summary(out, plan.matrix(), review.summary);
  write_risks(out, plan, review.risks);
  write_full_list(out, "actions", review.actions,
                  [&](const ActionLine& line) { write_action(out, plan.actions()[line.action], line, language); });
  write_full_list(out, "indicators", review.indicators,
                  [&](const IndicatorLine& line) { write_indicator(out, plan, review, line); });
  write_full_list(out, "self_checks", review.self_checks,
                  [&](std::uint32_t place) { write_self_check(out, plan.self_checks()[place]); });
  write_findings(out.key("findings"), review.findings, language);
  out.end_object();
  std::string text = std::move(out).text();
  text += '\n';
  return text;
}

}  // namespace v1
}  // namespace tertial

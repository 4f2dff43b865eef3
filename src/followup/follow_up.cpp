#include "tertial/followup/follow_up.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "plan/known_indicator.hpp"
#include "plan/plan_checks.hpp"
#include "schedule_findings.hpp"
#include "tertial/plan/findings.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

std::optional<Date> follow_up_before(const Plan& plan, Date as_of) noexcept {
  std::optional<Date> best;
  for (const FollowUpDate& one : plan.follow_ups()) {
    if (one.date < as_of && (!best || *best < one.date)) best = one.date;
  }
  return best;
}

std::optional<Period> period_of(const Plan& plan, Date as_of) noexcept {
  for (const FollowUpDate& one : plan.follow_ups()) {
    if (one.date == as_of && one.period) return one.period;
  }
  const Period tertial = Period::of(as_of, Granularity::tertial);
  return tertial.last() == as_of ? std::optional(tertial) : std::nullopt;
}

// A risk of which everything known comes later is not there yet.
bool is_hidden(const Risk& risk, const RiskState& state) noexcept {
  return !state.assessed() && state.closing == nullptr && !(risk.assessments.empty() && risk.closed.empty());
}

void follow_risks(const Plan& plan, FollowUp& out) {
  const Clock before{.as_of = out.previous.value_or(out.clock.as_of), .known_at = out.clock.known_at};
  const RiskMatrix& matrix = plan.matrix();
  Summary::Risks& summary = out.summary.risks;
  summary.by_level.assign(matrix.bands().size() + 1, 0);
  out.risks.reserve(plan.risks().size());
  for (std::size_t i = 0; i < plan.risks().size(); ++i) {
    const Risk& risk = plan.risks()[i];
    const RiskState now = state_of(risk, matrix, out.clock);
    if (is_hidden(risk, now)) continue;
    const RiskState then = out.previous ? state_of(risk, matrix, before) : RiskState{};
    RiskLine line{.risk = static_cast<std::uint32_t>(i), .level = now.level};
    if (now.assessed()) {
      line.assessed = now.assessment->date;
      if (now.assessment->has_cell()) {
        line.likelihood = now.assessment->likelihood;
        line.severity = now.assessment->severity;
        line.score = matrix.score(line.likelihood, line.severity);
      }
    }
    if (out.previous && then.assessed()) {
      line.previous_level = then.level;
      line.previous_likelihood = then.assessment->likelihood;
      line.previous_severity = then.assessment->severity;
    }
    if (now.closed) line.closed = now.closing->date;
    const std::optional<Movement> moved = movement(out.previous ? &then : nullptr, now);
    if (!moved) {
      line.closed_before = true;
      out.risks.push_back(line);
      continue;
    }
    line.movement = *moved;
    ++summary.movement[static_cast<std::size_t>(*moved)];
    if (is_reduction(*moved)) ++summary.reduced;
    if (now.open()) {
      ++summary.open;
      ++summary.by_level[now.level.rank()];
    } else {
      ++summary.closed;
    }
    out.risks.push_back(line);
  }
}

void follow_actions(const Plan& plan, FollowUp& out) {
  out.actions.reserve(plan.actions().size());
  for (std::size_t i = 0; i < plan.actions().size(); ++i) {
    const Action& action = plan.actions()[i];
    ActionLine line{.action = static_cast<std::uint32_t>(i)};
    line.derivation = derive(action, out.clock, plan.rules().schedule);
    const StatusReport* report = latest_report(action, out.clock);
    if (report != nullptr) {
      line.reported = report->status;
      line.reported_on = report->date;
    }
    line.unreported = report == nullptr || (out.previous && report->date < *out.previous);
    // Without any report the derivation is all there is to show; an old report is not shown as if it were new.
    if (!line.unreported) {
      line.status = line.reported;
    } else if (report == nullptr) {
      line.status = line.derivation.status;
    }
    if (line.status) {
      ++out.summary.actions.by_status[static_cast<std::size_t>(*line.status)];
    } else {
      ++out.summary.actions.unreported;
    }
    out.actions.push_back(std::move(line));
  }
}

// Follows one indicator after the other, keeping the memory of the series it looks at.
class IndicatorFollowing {
 public:
  IndicatorFollowing(const Plan& plan, FollowUp& out)
      : plan_(plan), out_(out), checks_(plan, &out.clock, out.held_back, out.findings), known_(at_clock_.series()) {}

  void run() {
    out_.indicators.reserve(plan_.indicators().size());
    for (std::size_t i = 0; i < plan_.indicators().size(); ++i) follow(static_cast<std::uint32_t>(i));
  }

 private:
  void follow(std::uint32_t place) {
    const Indicator& indicator = plan_.indicators()[place];
    IndicatorLine line{.indicator = place};
    at_clock_.assign(plan_, indicator, &out_.clock);
    checks_.check(place, at_clock_);
    const std::vector<std::size_t> breaks = breaks_in(known_);
    for (const std::size_t at : breaks) line.breaks.push_back(known_[at].observation.period);
    // Sums are of all figures, or are held back.
    roll_up_all(indicator, line);
    const HeldBack* const held = find_held_back(out_.held_back, indicator.id);
    if (held == nullptr) {
      for (const Target& target : indicator.targets)
        line.targets.push_back(judge(target, indicator, known_, out_.clock));
    } else {
      hold_back(*held, line.rollups);
      const KnownSeries all = known_;
      at_clock_.suppress(*held);
      for (const Target& target : indicator.targets) {
        line.targets.push_back(judge_shown(target, indicator, *held, all));
      }
    }
    for (const TargetVerdict& verdict : line.targets) count(verdict.status);

    const std::optional<std::size_t> latest = known_.latest_figure();
    if (latest) {
      line.latest = known_[*latest];
      compare_with_baseline(indicator, *latest, breaks, line);
    }
    if (out_.previous) compare_with_previous(indicator, latest, breaks, line);
    settle_due(indicator, line);
    out_.indicators.push_back(std::move(line));
  }

  static void hold_back(const HeldBack& held, std::vector<RollUp>& rollups) {
    for (RollUp& rollup : rollups) {
      if (!rollup.value || !held.hides_sum(rollup.period)) continue;
      rollup.value.reset();
      rollup.unweighted = false;
      rollup.suppressed = true;
    }
  }

  // The verdict by what may be shown. `all`: the series with nothing held back, which a year to date is the sum of.
  TargetVerdict judge_shown(const Target& target, const Indicator& indicator, const HeldBack& held,
                            const KnownSeries& all) const {
    const auto hides_year = [&](int year) {
      const std::optional<Period> period = Period::try_make(Granularity::year, year);
      return period && held.hides_sum(*period);
    };
    const bool is_trend = std::holds_alternative<AimTrend>(target.aim);
    TargetVerdict verdict = judge(target, indicator, all, out_.clock);
    if (verdict.year_to_date) {
      if (hides_year(target.year)) return {};
    } else {
      verdict = judge(target, indicator, known_, out_.clock);
    }
    if (is_trend &&
        (indicator.baseline ? !shown_baseline(out_, indicator) : verdict.year_to_date && hides_year(target.year - 1))) {
      verdict.status = TargetStatus::no_value;
      verdict.judged_on = JudgedOn::nothing;
      verdict.judged.reset();
      verdict.compared_with.reset();
    }
    return verdict;
  }

  void compare_with_baseline(const Indicator& indicator, std::size_t latest, const std::vector<std::size_t>& breaks,
                             IndicatorLine& line) const {
    if (!indicator.baseline) {
      line.from_baseline.reason = NoChange::no_earlier_value;
      return;
    }
    if (!shown_baseline(out_, indicator) || !known_[latest].observation.value) {
      line.from_baseline.reason = NoChange::suppressed;
      return;
    }
    // A baseline of no stated period is from before the series.
    const std::optional<Period> period = indicator.baseline->period;
    const bool other_definition = period && indicator.definition_in_force(*period) != known_[latest].definition;
    const bool break_between = std::any_of(breaks.begin(), breaks.end(), [&](std::size_t at) {
      return at <= latest && (!period || ends_before(*period, known_[at].observation.period));
    });
    if (other_definition || break_between) {
      line.from_baseline.reason = NoChange::definition_break;
      return;
    }
    line.from_baseline = {.value = printed_difference(*known_[latest].observation.value, indicator.baseline->value),
                          .reason = std::nullopt};
  }

  void compare_with_previous(const Indicator& indicator, std::optional<std::size_t> latest,
                             const std::vector<std::size_t>& breaks, IndicatorLine& line) {
    // The figure of then is looked for in what is known now: a correction since counts for both sides.
    const std::optional<std::size_t> then = known_.latest_figure_by(*out_.previous);
    if (then) line.previous = known_[*then];
    if (!latest) return;
    if (!then) {
      line.from_previous.reason = NoChange::no_earlier_value;
    } else if (*then == *latest) {
      line.from_previous.reason = NoChange::no_newer_value;
    } else {
      line.from_previous = change_between(known_, breaks, *then, *latest);
      if (line.from_previous.reason == NoChange::definition_break) {
        line.like_for_like = like_for_like(indicator, known_, *then, *latest);
      }
    }
  }

  void roll_up_all(const Indicator& indicator, IndicatorLine& line) {
    if (!indicator.kind || !indicator.periodicity || !indicator.periodicity->granularity()) return;
    const Granularity from = *indicator.periodicity->granularity();
    const RollUpRule rule = roll_up_rule(plan_, indicator);
    rollups_.clear();
    for (const Granularity to : {Granularity::tertial, Granularity::year}) {
      if (from < to) roll_up(known_, rule, from, to, at_clock_.parts(), rollups_);
    }
    line.rollups.assign(rollups_.begin(), rollups_.end());
  }

  // Which periods should have a value by now: those of the plan's year, and before it from the first observation on.
  void settle_due(const Indicator& indicator, IndicatorLine& line) {
    Summary::Indicators& summary = out_.summary.indicators;
    int due = 0;
    if (indicator.periodicity && indicator.periodicity->granularity()) {
      const Granularity granularity = *indicator.periodicity->granularity();
      const Date year_start = Period::try_make(Granularity::year, plan_.year())->first();
      const Date year_end = Period::try_make(Granularity::year, plan_.year())->last();
      Period first = Period::of(year_start, granularity);
      if (first.first() < year_start) first = first.next();
      Period last = Period::of(std::min(out_.clock.as_of, year_end), granularity);
      if (std::min(out_.clock.as_of, year_end) < last.last()) last = last.previous();
      std::size_t at = 0;
      std::optional<Period> first_stale, last_stale;
      for (Period period = first; period <= last; period = period.next()) {
        ++due;
        while (at < known_.size() &&
               (known_[at].parallel || known_[at].observation.period.granularity() != granularity ||
                known_[at].observation.period < period)) {
          ++at;
        }
        if (at < known_.size() && known_[at].observation.period == period) continue;
        ++line.periods_stale;
        if (!first_stale) first_stale = period;
        last_stale = period;
      }
      if (first_stale) {
        out_.findings.push_back({.code = FindingCode::stale_indicator,
                                 .at = text("/indicators/", line.indicator),
                                 .data = {{"indicator", indicator.id},
                                          {"periods", static_cast<double>(line.periods_stale)},
                                          {"first", first_stale->to_string()},
                                          {"last", last_stale->to_string()}}});
      }
    }
    const auto is_missing = [](const KnownObservation& entry) {
      return entry.observation.status == ObservationStatus::missing;
    };
    if (line.latest) {
      line.availability = Availability::with_value;
      ++summary.with_value;
    } else if (due > 0 || std::any_of(known_.begin(), known_.end(), is_missing)) {
      line.availability = Availability::missing;
      ++summary.missing;
    } else {
      line.availability = Availability::not_due;
      ++summary.not_due;
    }
  }

  void count(TargetStatus status) noexcept {
    Summary::Targets& targets = out_.summary.targets;
    int* const counts[] = {&targets.met,       &targets.near,      &targets.missed,
                           &targets.undecided, &targets.no_target, &targets.no_value};
    ++*counts[static_cast<std::size_t>(status)];
  }

  const Plan& plan_;
  FollowUp& out_;
  IndicatorChecks checks_;
  KnownIndicator at_clock_;
  const KnownSeries& known_;  // of it
  std::vector<RollUp> rollups_;
};

}  // namespace

absl::StatusOr<FollowUp> follow_up(const Plan& plan, const FollowUpOptions& options) {
  if (options.previous && !(*options.previous < options.as_of)) {
    return absl::InvalidArgumentError(
        text("previous ", options.previous->to_string(), " is not before as_of ", options.as_of.to_string()));
  }
  for (const std::string& id : options.reveal) {
    if (plan.find_indicator(id) == nullptr) {
      return absl::InvalidArgumentError(text("there is no indicator \"", id, "\" to reveal"));
    }
  }
  FollowUp out;
  out.clock = {.as_of = options.as_of, .known_at = options.known_at};
  out.period = period_of(plan, options.as_of);
  out.previous = options.previous ? options.previous : follow_up_before(plan, options.as_of);
  out.reveal = options.reveal;
  std::sort(out.reveal.begin(), out.reveal.end());

  find_faults_before_indicators(plan, &out.clock, out.findings);
  follow_risks(plan, out);
  follow_actions(plan, out);
  out.held_back = held_back(plan, &out.clock, out.reveal);
  IndicatorFollowing(plan, out).run();
  find_faults_after_indicators(plan, &out.clock, out.findings);
  for (std::size_t i = 0; i < plan.self_checks().size(); ++i) {
    const SelfCheck& check = plan.self_checks()[i];
    if (out.clock.sees(check.period.last(), check.recorded)) out.self_checks.push_back(static_cast<std::uint32_t>(i));
  }
  find_schedule_faults(plan, out);
  sort_findings(out.findings);
  for (const Finding& finding : out.findings) ++out.summary.findings[static_cast<std::size_t>(finding.severity())];
  return out;
}

bool holds_back(const FollowUp& review, const Indicator& indicator) noexcept {
  return indicator.protect && !std::binary_search(review.reveal.begin(), review.reveal.end(), indicator.id);
}

std::optional<double> shown_baseline(const FollowUp& review, const Indicator& indicator) noexcept {
  if (!indicator.baseline) return std::nullopt;
  const HeldBack* const held = find_held_back(review.held_back, indicator.id);
  if (held != nullptr && held->baseline) return std::nullopt;
  const Observation figure{.period = indicator.baseline->period.value_or(Period()), .value = indicator.baseline->value};
  if (holds_back(review, indicator) && is_small(indicator, figure, {})) return std::nullopt;
  return figure.value;
}

void known_observations(const Plan& plan, const FollowUp& review, std::uint32_t indicator, KnownSeries& out) {
  const Indicator& one = plan.indicators()[indicator];
  out.assign(one, &review.clock);
  const HeldBack* const held = find_held_back(review.held_back, one.id);
  if (held == nullptr) return;
  out.suppress([&](const KnownObservation& entry) { return held->hides_observation(entry.place); });
}

}  // namespace v1
}  // namespace tertial

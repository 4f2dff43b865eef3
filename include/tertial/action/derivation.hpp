// The status that an action's own dates and figures speak for, and why.
//
//   Derivation now = derive(action, Clock{.as_of = today}, ScheduleRules{});
//   now.status;                            // nothing where no activity gives a basis
//   to_text(now.why, Language::en);        // "2 of 4 held, 3 due by 2020-08-31"
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tertial/action/action.hpp"
#include "tertial/language.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

// How far progress may lag the elapsed share of start..end.
struct ScheduleRules {
  double at_risk_behind = 0.10;  // beyond it at risk
  double delayed_behind = 0.25;  // beyond it delayed
  friend bool operator==(const ScheduleRules&, const ScheduleRules&) = default;
};

// The rule that decided, with its figures. Fields that the rule does not use stay as they are.
struct Why {
  enum class Rule : std::uint8_t { no_basis, completed, all_held, not_started, overdue, progress, occurrences };
  Rule rule = Rule::no_basis;
  Date date = {};       // completed on, starts on, ended on, or the date of the follow-up
  double progress = 0;  // 0..1
  double elapsed = 0;   // 0..1, share of start..end gone by
  int held = 0;
  int due = 0;  // due by `date`
  int of = 0;   // due in all of start..end
  friend bool operator==(const Why&, const Why&) = default;
};

struct ActivityDerivation {
  std::optional<ActionStatus> status;
  Why why;
  bool overdue = false;  // past its end and not done
  // Of a recurrence, by the date of the follow-up; 0 without one.
  int held = 0;
  int due = 0;
  int of = 0;
};

struct Derivation {
  std::optional<ActionStatus> status;  // of the worst activity that has a basis
  Why why;
  std::optional<std::size_t> activity;  // the one that decided
  std::vector<ActivityDerivation> activities;
};

namespace derivation_detail {

// The latest progress known; nothing when none is.
inline std::optional<double> progress_at(const Activity& activity, const Clock& clock) noexcept {
  const Progress* best = nullptr;
  for (const Progress& entry : activity.progress) {
    if (!entry.date) {
      if (best == nullptr) best = &entry;
      continue;
    }
    if (!clock.sees(*entry.date, entry.recorded)) continue;
    if (best == nullptr || !best->date || *entry.date > *best->date ||
        (*entry.date == *best->date && entry.recorded.value_or(*entry.date) >= best->recorded.value_or(*best->date))) {
      best = &entry;
    }
  }
  if (best == nullptr) return std::nullopt;
  return best->value;
}

}  // namespace derivation_detail

// Rules, the first that fits: completed by the date; every occurrence of a recurrence held; before the start; after the
// end and not done; shortfall of occurrences held against due (0 on schedule, 1 at risk, 2 or more delayed); progress
// against the share of start..end gone by, both days counted. Both of the last two: the worse. None: no status.
[[nodiscard]] inline ActivityDerivation derive(const Activity& activity, const Clock& clock,
                                               const ScheduleRules& rules) {
  using Rule = Why::Rule;
  constexpr double kRounding = 1e-9;
  ActivityDerivation result;
  const auto decide = [&](std::optional<ActionStatus> status, Why why) {
    result.status = status;
    result.why = why;
    return result;
  };

  if (activity.recurrence && activity.start && activity.end) {
    for (const Date held : activity.held) result.held += clock.sees(held, std::nullopt) ? 1 : 0;
    result.due = activity.recurrence->due_by(*activity.start, *activity.end, clock.as_of);
    result.of = activity.recurrence->due_by(*activity.start, *activity.end, *activity.end);
  }
  const std::optional<double> progress = derivation_detail::progress_at(activity, clock);

  if (activity.completed && clock.sees(*activity.completed, std::nullopt)) {
    return decide(ActionStatus::completed, {.rule = Rule::completed, .date = *activity.completed});
  }
  if (result.of > 0 && result.held >= result.of) {
    return decide(
        ActionStatus::completed,
        {.rule = Rule::all_held, .date = clock.as_of, .held = result.held, .due = result.due, .of = result.of});
  }
  if (progress && *progress >= 1.0) {
    return decide(ActionStatus::completed,
                  {.rule = Rule::progress, .date = clock.as_of, .progress = *progress, .elapsed = 1.0});
  }
  if (activity.start && clock.as_of < *activity.start) {
    return decide(ActionStatus::not_started, {.rule = Rule::not_started, .date = *activity.start});
  }
  if (activity.end && *activity.end < clock.as_of) {
    result.overdue = true;
    return decide(ActionStatus::delayed, {.rule = Rule::overdue,
                                          .date = *activity.end,
                                          .progress = progress.value_or(0),
                                          .held = result.held,
                                          .due = result.due,
                                          .of = result.of});
  }
  if (activity.recurrence && activity.start && activity.end) {
    const int shortfall = result.due - result.held;
    decide(shortfall <= 0   ? ActionStatus::on_schedule
           : shortfall == 1 ? ActionStatus::at_risk
                            : ActionStatus::delayed,
           {.rule = Rule::occurrences, .date = clock.as_of, .held = result.held, .due = result.due, .of = result.of});
  }
  if (progress && activity.start && activity.end) {
    const double elapsed = static_cast<double>(clock.as_of - *activity.start + 1) /
                           static_cast<double>(*activity.end - *activity.start + 1);
    const double behind = elapsed - *progress;
    const ActionStatus status = behind <= rules.at_risk_behind + kRounding   ? ActionStatus::on_schedule
                                : behind <= rules.delayed_behind + kRounding ? ActionStatus::at_risk
                                                                             : ActionStatus::delayed;
    if (!result.status || status > *result.status) {
      decide(status, {.rule = Rule::progress, .date = clock.as_of, .progress = *progress, .elapsed = elapsed});
    }
  }
  return result;
}

[[nodiscard]] inline Derivation derive(const Action& action, const Clock& clock, const ScheduleRules& rules) {
  Derivation result;
  result.activities.reserve(action.activities.size());
  for (std::size_t i = 0; i < action.activities.size(); ++i) {
    result.activities.push_back(derive(action.activities[i], clock, rules));
    const ActivityDerivation& one = result.activities.back();
    if (one.status && (!result.status || *one.status > *result.status)) {
      result.status = one.status;
      result.why = one.why;
      result.activity = i;
    }
  }
  return result;
}

// The report that speaks for the action at the clock: the latest known; null when there is none.
[[nodiscard]] inline const StatusReport* latest_report(const Action& action, const Clock& clock) noexcept {
  const StatusReport* best = nullptr;
  for (const StatusReport& report : action.reports) {
    if (!clock.sees(report.date, report.recorded)) continue;
    if (best == nullptr || report.date > best->date ||
        (report.date == best->date && report.recorded.value_or(report.date) >= best->recorded.value_or(best->date))) {
      best = &report;
    }
  }
  return best;
}

// Rule and figures in words. Shares are printed as whole percent.
[[nodiscard]] inline std::string to_text(const Why& why, Language language) {
  const bool sv = language == Language::sv;
  const std::string date = why.date.to_string();
  const auto percent = [](double share) { return static_cast<int>(std::lround(share * 100.0)); };
  switch (why.rule) {
    case Why::Rule::no_basis:
      return sv ? "inget underlag" : "no basis";
    case Why::Rule::completed:
      return sv ? text("slutförd ", date) : text("completed ", date);
    case Why::Rule::all_held:
      return sv ? text("alla ", why.of, " genomförda") : text("all ", why.of, " held");
    case Why::Rule::not_started:
      return sv ? text("börjar ", date) : text("starts ", date);
    case Why::Rule::overdue:
      if (why.of > 0) {
        return sv ? text(why.held, " av ", why.of, " genomförda, skulle vara klart ", date)
                  : text(why.held, " of ", why.of, " held, was to end ", date);
      }
      return sv ? text("skulle vara klart ", date, ", inte slutfört") : text("was to end ", date, ", not completed");
    case Why::Rule::progress:
      if (why.progress >= 1.0) return sv ? "100 % gjort" : "100 % done";
      return sv ? text(percent(why.progress), " % gjort, ", percent(why.elapsed), " % av tiden gången ", date)
                : text(percent(why.progress), " % done, ", percent(why.elapsed), " % of the time gone by ", date);
    case Why::Rule::occurrences:
      return sv ? text(why.held, " av ", why.of, " genomförda, ", why.due, " borde vara det ", date)
                : text(why.held, " of ", why.of, " held, ", why.due, " due by ", date);
  }
  return {};
}

}  // namespace v1
}  // namespace tertial

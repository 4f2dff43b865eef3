#include "tertial/plan/findings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "plan/plan_checks.hpp"
#include "tertial/indicator/printed.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

Finding told(const MatrixFault& fault, const RiskMatrix& matrix) {
  Finding finding{.code = FindingCode::matrix_inconsistent, .at = "/matrix", .data = {}};
  switch (fault.kind) {
    case MatrixFault::Kind::uncovered_score: {
      finding.code = FindingCode::matrix_uncovered_score;
      finding.data.push_back({"score", static_cast<double>(fault.score)});
      finding.data.push_back({"cells", fault.cells});
      const Level read_as = matrix.level_of_score(fault.score);
      if (read_as.classified()) {
        const Band& band = matrix.bands()[read_as.rank() - 1U];
        finding.data.push_back({"read_as", band.level});
        if (!band.label.empty()) finding.data.push_back({"read_as_label", band.label});
      }
      break;
    }
    case MatrixFault::Kind::overlapping_bands:
      finding.code = FindingCode::matrix_overlapping_bands;
      finding.data.push_back({"score", static_cast<double>(fault.score)});
      finding.data.push_back({"bands", fault.bands});
      finding.data.push_back({"cells", fault.cells});
      break;
    case MatrixFault::Kind::inconsistent:
      finding.data.push_back({"rule", std::string(to_string(fault.rule))});
      finding.data.push_back({"cells", fault.cells});
      break;
  }
  return finding;
}

// A list of dated facts: the key of the object it belongs to, its place, and its own key.
struct FactList {
  std::string_view of;
  std::size_t place;
  std::string_view key;
  [[nodiscard]] std::string at(std::size_t fact, std::string_view member = {}) const {
    return text("/", of, "/", place, "/", key, "/", fact, member.empty() ? "" : "/", member);
  }
};

// Facts for one day that were recorded on one day: one of them is one too many.
template <class Fact>
void find_duplicates(const std::vector<Fact>& facts, const FactList& list, std::string_view id, const Clock* clock,
                     std::vector<Finding>& out) {
  const auto not_later = [](const Fact& one, const Fact& next) { return one.date >= next.date; };
  if (std::adjacent_find(facts.begin(), facts.end(), not_later) == facts.end()) return;
  struct Key {
    Date date, recorded;
    std::size_t place;
    auto operator<=>(const Key&) const = default;
  };
  std::vector<Key> keys;
  keys.reserve(facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (clock != nullptr && !clock->sees(facts[i].date, facts[i].recorded)) continue;
    keys.push_back({facts[i].date, facts[i].recorded.value_or(facts[i].date), i});
  }
  std::sort(keys.begin(), keys.end());
  for (std::size_t i = 1; i < keys.size(); ++i) {
    if (keys[i].date != keys[i - 1].date || keys[i].recorded != keys[i - 1].recorded) continue;
    out.push_back(
        {.code = FindingCode::duplicate_observation,
         .at = list.at(keys[i].place),
         .data = {
             {"of", std::string(id)}, {"date", keys[i].date.to_string()}, {"recorded", keys[i].recorded.to_string()}}});
  }
}

// A fact recorded before the day it tells of.
template <class Fact>
void find_early_records(const std::vector<Fact>& facts, const FactList& list, std::string_view id, const Clock* clock,
                        std::vector<Finding>& out) {
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const Fact& fact = facts[i];
    if (!fact.recorded || *fact.recorded >= fact.date) continue;
    if (clock != nullptr && !clock->sees(fact.date, fact.recorded)) continue;
    out.push_back({.code = FindingCode::dates_out_of_order,
                   .at = list.at(i, "recorded"),
                   .data = {{"of", std::string(id)},
                            {"what", std::string("recorded-before-date")},
                            {"first", fact.recorded->to_string()},
                            {"second", fact.date.to_string()}}});
  }
}

void find_risk_faults(const Plan& plan, const Clock* clock, std::vector<Finding>& out) {
  for (std::size_t i = 0; i < plan.risks().size(); ++i) {
    const Risk& risk = plan.risks()[i];
    const FactList assessments{.of = "risks", .place = i, .key = "assessments"};
    find_duplicates(risk.assessments, assessments, risk.id, clock, out);
    find_early_records(risk.assessments, assessments, risk.id, clock, out);
    if (risk.closed.empty()) continue;
    const FactList list{.of = "risks", .place = i, .key = "closed"};
    find_duplicates(risk.closed, list, risk.id, clock, out);
    find_early_records(risk.closed, list, risk.id, clock, out);
    const RiskState state =
        state_of(risk, plan.matrix(), clock != nullptr ? *clock : Clock{.as_of = Date::from_days(200'000)});
    if (state.first == nullptr) continue;
    for (std::size_t j = 0; j < risk.closed.size(); ++j) {
      const Closing& closing = risk.closed[j];
      if (clock != nullptr && !clock->sees(closing.date, closing.recorded)) continue;
      if (closing.date >= state.first->date) continue;
      out.push_back({.code = FindingCode::dates_out_of_order,
                     .at = list.at(j, "date"),
                     .data = {{"of", risk.id},
                              {"what", std::string("closed-before-assessed")},
                              {"first", closing.date.to_string()},
                              {"second", state.first->date.to_string()}}});
    }
  }
}

// `place` gives the place of a member of the activity.
template <class PlaceOf>
void find_activity_faults(const Activity& activity, const PlaceOf& place, std::string_view id, const Clock* clock,
                          std::vector<Finding>& out) {
  const auto add = [&](std::string at, std::string_view what, Date first, Date second) {
    out.push_back({.code = FindingCode::dates_out_of_order,
                   .at = std::move(at),
                   .data = {{"of", std::string(id)},
                            {"what", std::string(what)},
                            {"first", first.to_string()},
                            {"second", second.to_string()}}});
  };
  const auto seen = [&](Date date) { return clock == nullptr || clock->sees(date, std::nullopt); };
  if (activity.completed && activity.start && *activity.completed < *activity.start && seen(*activity.completed)) {
    add(place("completed"), "completed-before-start", *activity.completed, *activity.start);
  }
  for (std::size_t i = 0; i < activity.held.size(); ++i) {
    const Date held = activity.held[i];
    if (!seen(held)) continue;
    if (activity.start && held < *activity.start)
      add(place(text("held/", i)), "held-before-start", held, *activity.start);
    if (activity.end && held > *activity.end) add(place(text("held/", i)), "held-after-end", *activity.end, held);
  }
}

void find_action_faults(const Plan& plan, const Clock* clock, std::vector<Finding>& out) {
  for (std::size_t i = 0; i < plan.actions().size(); ++i) {
    const Action& action = plan.actions()[i];
    const FactList list{.of = "actions", .place = i, .key = "reports"};
    find_duplicates(action.reports, list, action.id, clock, out);
    find_early_records(action.reports, list, action.id, clock, out);
    const FactList activities{.of = "actions", .place = i, .key = "activities"};
    for (std::size_t j = 0; j < action.activities.size(); ++j) {
      const auto place = [&](std::string_view member) { return activities.at(j, member); };
      find_activity_faults(action.activities[j], place, action.id, clock, out);
    }
  }
}

void find_self_check_faults(const Plan& plan, const Clock* clock, std::vector<Finding>& out) {
  for (std::size_t i = 0; i < plan.self_checks().size(); ++i) {
    const SelfCheck& check = plan.self_checks()[i];
    if (clock != nullptr && !clock->sees(check.period.last(), check.recorded)) continue;
    if (!check.sample) continue;
    for (std::size_t j = 0; j < check.results.size(); ++j) {
      const SelfCheckResult& result = check.results[j];
      if (!result.numerator) continue;
      const std::string at = text("/self_checks/", i, "/results/", j);
      if (*result.numerator > *check.sample) {
        out.push_back({.code = FindingCode::numerator_exceeds_denominator,
                       .at = at,
                       .data = {{"self_check", check.id},
                                {"period", check.period.to_string()},
                                {"numerator", *result.numerator},
                                {"denominator", *check.sample}}});
      }
      if (!result.share || *check.sample == 0) continue;
      const double computed = *result.numerator / *check.sample * 100;
      const int decimals = printed_decimals(*result.share);
      const double tolerance = plan.rules().ratio_tolerance.value_or(0.5 * last_place(decimals));
      if (std::abs(computed - *result.share) <= tolerance + kRounding * 100) continue;
      out.push_back({.code = FindingCode::ratio_mismatch,
                     .at = at,
                     .data = {{"self_check", check.id},
                              {"period", check.period.to_string()},
                              {"value", *result.share},
                              {"computed", rounded(computed, std::max(decimals, 1) + 1)},
                              {"numerator", *result.numerator},
                              {"denominator", *check.sample}}});
    }
    for (std::size_t j = 0; j < check.breakdowns.size(); ++j) {
      const Breakdown& breakdown = check.breakdowns[j];
      double sum = 0;
      for (const auto& [name, count] : breakdown.groups) sum += count;
      if (breakdown.groups.empty() || std::abs(sum - *check.sample) <= kRounding * std::max(1.0, *check.sample))
        continue;
      out.push_back(
          {.code = FindingCode::breakdown_mismatch,
           .at = text("/self_checks/", i, "/breakdowns/", j),
           .data = {{"self_check", check.id}, {"by", breakdown.by}, {"sum", sum}, {"sample", *check.sample}}});
    }
  }
}

// Goals with expected results that no indicator at the goal or below it can show. Gives whether there is one.
bool find_goals_without_indicator(std::span<const Goal> goals, const std::string& at,
                                  const std::vector<std::string_view>& measured, std::vector<Finding>& out) {
  bool any = false;
  for (std::size_t i = 0; i < goals.size(); ++i) {
    const Goal& goal = goals[i];
    const std::string here = text(at, "/", i);
    const std::size_t place = out.size();
    bool has = std::binary_search(measured.begin(), measured.end(), std::string_view(goal.id));
    has = find_goals_without_indicator(goal.goals, text(here, "/goals"), measured, out) || has;
    if (!has && !goal.expected_results.empty()) {
      out.insert(out.begin() + static_cast<std::ptrdiff_t>(place),
                 {.code = FindingCode::expected_result_without_indicator,
                  .at = here,
                  .data = {{"goal", goal.id},
                           {"title", goal.title},
                           {"expected_results", static_cast<double>(goal.expected_results.size())}}});
    }
    any = any || has;
  }
  return any;
}

void find_unmeasured_results(const Plan& plan, std::vector<Finding>& out) {
  std::vector<std::string_view> measured;
  for (const Indicator& indicator : plan.indicators()) {
    measured.insert(measured.end(), indicator.goals.begin(), indicator.goals.end());
  }
  std::sort(measured.begin(), measured.end());
  find_goals_without_indicator(plan.goals(), "/goals", measured, out);
}

// An action that no indicator names, nor any of its risks or goals.
void find_unmeasured_actions(const Plan& plan, std::vector<Finding>& out) {
  std::vector<bool> actions(plan.actions().size(), false);
  std::vector<bool> risks(plan.risks().size(), false);
  std::vector<std::string_view> goals;
  for (const Indicator& indicator : plan.indicators()) {
    for (const std::string& id : indicator.actions) actions[*plan.action_place(id)] = true;
    for (const std::string& id : indicator.risks) risks[*plan.risk_place(id)] = true;
    goals.insert(goals.end(), indicator.goals.begin(), indicator.goals.end());
  }
  std::sort(goals.begin(), goals.end());
  const auto is_measured_risk = [&](const std::string& id) { return risks[*plan.risk_place(id)]; };
  const auto is_measured_goal = [&](const std::string& id) {
    return std::binary_search(goals.begin(), goals.end(), std::string_view(id));
  };
  for (std::size_t i = 0; i < plan.actions().size(); ++i) {
    const Action& action = plan.actions()[i];
    if (actions[i] || std::any_of(action.risks.begin(), action.risks.end(), is_measured_risk) ||
        std::any_of(action.goals.begin(), action.goals.end(), is_measured_goal)) {
      continue;
    }
    out.push_back(
        {.code = FindingCode::action_without_indicator, .at = text("/actions/", i), .data = {{"action", action.id}}});
  }
}

void find_undecided_targets(const Plan& plan, std::vector<Finding>& out) {
  for (std::size_t i = 0; i < plan.indicators().size(); ++i) {
    const Indicator& indicator = plan.indicators()[i];
    for (std::size_t j = 0; j < indicator.targets.size(); ++j) {
      const auto* aim = std::get_if<AimUndecided>(&indicator.targets[j].aim);
      if (aim == nullptr) continue;
      out.push_back({.code = FindingCode::target_undecided,
                     .at = text("/indicators/", i, "/targets/", j),
                     .data = {{"indicator", indicator.id},
                              {"year", static_cast<double>(indicator.targets[j].year)},
                              {"set_by", indicator.targets[j].set_by},
                              {"undecided", aim->why}}});
    }
  }
}

}  // namespace

bool is_small(const Indicator& indicator, const Observation& observation, const ShareParts& parts) noexcept {
  if (const auto counts = share_counts(observation, parts)) {
    const auto [numerator, denominator] = *counts;
    if (is_small_count(numerator) || is_small_count(denominator) || is_small_count(denominator - numerator))
      return true;
  }
  const bool is_count =
      indicator.kind != IndicatorKind::share && indicator.kind != IndicatorKind::index && !indicator.is_percent();
  return is_count && observation.value && is_small_count(*observation.value);
}

std::vector<Finding> matrix_findings(const RiskMatrix& matrix) {
  std::vector<Finding> findings;
  for (const MatrixFault& fault : matrix.faults()) findings.push_back(told(fault, matrix));
  return findings;
}

void sort_findings(std::vector<Finding>& findings) {
  // There are few codes and may be many findings: each goes straight to its place.
  std::array<std::size_t, kFindingCodes> starts = {};
  const auto start_of = [&](const Finding& finding) -> std::size_t& {
    return starts[static_cast<std::size_t>(finding.code)];
  };
  for (const Finding& finding : findings) ++start_of(finding);
  std::size_t next = 0;
  for (const FindingSeverity severity : {FindingSeverity::error, FindingSeverity::warning, FindingSeverity::note}) {
    for (std::size_t code = 0; code < kFindingCodes; ++code) {
      if (severity_of(static_cast<FindingCode>(code)) == severity) next += std::exchange(starts[code], next);
    }
  }
  std::vector<Finding> sorted(findings.size());
  for (Finding& finding : findings) sorted[start_of(finding)++] = std::move(finding);
  findings = std::move(sorted);
}

void find_faults_before_indicators(const Plan& plan, const Clock* clock, std::vector<Finding>& out) {
  for (const MatrixFault& fault : plan.matrix().faults()) out.push_back(told(fault, plan.matrix()));
  find_unmeasured_results(plan, out);
  find_risk_faults(plan, clock, out);
  find_action_faults(plan, clock, out);
  find_unmeasured_actions(plan, out);
}

void find_faults_after_indicators(const Plan& plan, const Clock* clock, std::vector<Finding>& out) {
  find_undecided_targets(plan, out);
  find_self_check_faults(plan, clock, out);
}

std::vector<Finding> find_faults(const Plan& plan, const Clock* clock) {
  std::vector<Finding> findings;
  find_faults_before_indicators(plan, clock, findings);
  const std::vector<HeldBack> held = held_back(plan, clock, {});
  IndicatorChecks checks(plan, clock, held, findings);
  KnownIndicator known;
  for (std::uint32_t i = 0; i < plan.indicators().size(); ++i) {
    known.assign(plan, plan.indicators()[i], clock);
    checks.check(i, known);
  }
  find_faults_after_indicators(plan, clock, findings);
  sort_findings(findings);
  return findings;
}

}  // namespace v1
}  // namespace tertial

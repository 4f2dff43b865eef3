#include "schedule_findings.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

// For each risk the places of its actions, all in one list: those of risk i stand from starts[i] to starts[i + 1].
struct ActionsOfRisks {
  std::vector<std::uint32_t> starts;
  std::vector<std::uint32_t> actions;

  explicit ActionsOfRisks(const Plan& plan) : starts(plan.risks().size() + 1, 0) {
    for (const Action& action : plan.actions()) {
      for (const std::string& id : action.risks) ++starts[*plan.risk_place(id) + 1];
    }
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    actions.resize(starts.back());
    std::vector<std::uint32_t> next(starts.begin(), starts.end() - 1);
    for (std::uint32_t i = 0; i < plan.actions().size(); ++i) {
      for (const std::string& id : plan.actions()[i].risks) actions[next[*plan.risk_place(id)]++] = i;
    }
  }
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t risk) const noexcept {
    return std::span(actions).subspan(starts[risk], starts[risk + 1] - starts[risk]);
  }
};

// Whether anything was told of an action after `since` that is known at the clock.
bool told_of_since(const Action& action, Date since, const Clock& clock) noexcept {
  const auto counts = [&](Date date, const std::optional<Date>& recorded) {
    return date > since && clock.sees(date, recorded);
  };
  for (const StatusReport& report : action.reports) {
    if (counts(report.date, report.recorded)) return true;
  }
  for (const Activity& activity : action.activities) {
    if (activity.completed && counts(*activity.completed, std::nullopt)) return true;
    for (const Date held : activity.held) {
      if (counts(held, std::nullopt)) return true;
    }
    for (const Progress& entry : activity.progress) {
      if (entry.date && counts(*entry.date, entry.recorded)) return true;
    }
  }
  return false;
}

bool has_deadline(const Action& action) noexcept {
  return std::any_of(action.activities.begin(), action.activities.end(),
                     [](const Activity& activity) { return activity.end.has_value(); });
}

void find_risk_faults(const Plan& plan, FollowUp& out) {
  const ActionsOfRisks actions(plan);
  std::vector<bool> without_deadline(plan.actions().size(), false);
  for (const RiskLine& line : out.risks) {
    if (line.closed_before) continue;
    const Risk& risk = plan.risks()[line.risk];
    const auto own = actions.of(line.risk);
    const bool open = !line.closed;
    const std::string at = text("/risks/", line.risk);
    if (open && own.empty()) {
      out.findings.push_back({.code = FindingCode::risk_without_action, .at = at, .data = {{"risk", risk.id}}});
    }
    if (open && out.previous && line.assessed && *line.assessed <= *out.previous) {
      out.findings.push_back(
          {.code = FindingCode::risk_not_reassessed,
           .at = at,
           .data = {
               {"risk", risk.id}, {"assessed", line.assessed->to_string()}, {"previous", out.previous->to_string()}}});
    }
    if (out.previous && is_reduction(line.movement) && std::none_of(own.begin(), own.end(), [&](std::uint32_t action) {
          return told_of_since(plan.actions()[action], *out.previous, out.clock);
        })) {
      out.findings.push_back({.code = FindingCode::risk_lowered_without_action,
                              .at = at,
                              .data = {{"risk", risk.id}, {"previous", out.previous->to_string()}}});
    }
    if (!open) continue;
    for (const std::uint32_t action : own) {
      if (without_deadline[action] || has_deadline(plan.actions()[action])) continue;
      without_deadline[action] = true;
      out.findings.push_back({.code = FindingCode::risk_action_without_deadline,
                              .at = text("/actions/", action),
                              .data = {{"action", plan.actions()[action].id}, {"risk", risk.id}}});
    }
  }
}

void find_action_faults(const Plan& plan, FollowUp& out) {
  for (const ActionLine& line : out.actions) {
    const Action& action = plan.actions()[line.action];
    if (line.reported && !line.unreported && line.derivation.status && line.reported != line.derivation.status) {
      out.findings.push_back({.code = FindingCode::status_disagrees,
                              .at = text("/actions/", line.action),
                              .data = {{"action", action.id},
                                       {"reported", std::string(to_string(*line.reported))},
                                       {"derived", std::string(to_string(*line.derivation.status))}}});
    }
    for (std::size_t i = 0; i < line.derivation.activities.size(); ++i) {
      if (!line.derivation.activities[i].overdue) continue;
      out.findings.push_back({.code = FindingCode::activity_overdue,
                              .at = text("/actions/", line.action, "/activities/", i),
                              .data = {{"action", action.id}, {"end", action.activities[i].end->to_string()}}});
    }
  }
}

}  // namespace

void find_schedule_faults(const Plan& plan, FollowUp& out) {
  find_risk_faults(plan, out);
  find_action_faults(plan, out);
}

}  // namespace v1
}  // namespace tertial

#include "tertial/plan/plan.hpp"

#include <algorithm>
#include <string>

#include "plan/fact_checks.hpp"
#include "tertial/plan/fault.hpp"
#include "tertial/plan/place.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

using namespace plan_detail;

// Fills an index over a list; a second use of an id, or an empty one, is a fault.
template <class List>
absl::Status index_ids(const Place& place, const List& list, IdIndex& index) {
  const auto id_at = [&](std::uint32_t at) -> std::string_view { return list[at].id; };
  const std::optional<std::uint32_t> repeat = index.fill(list.size(), id_at);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].id.empty()) return Place(Place(place, i), "id").fault("an id must not be empty");
    if (i == repeat) {
      return Place(Place(place, i), "id").fault(text("the id ", shown(list[i].id), " stands twice in its list"));
    }
  }
  return absl::OkStatus();
}

absl::Status check_end(const Place& place, const std::optional<Date>& start, const std::optional<Date>& end) {
  if (start && end && *end < *start) {
    return Place(place, "end").fault(text("the end ", end->to_string(), " is before the start ", start->to_string()));
  }
  return absl::OkStatus();
}

// Goals of the whole tree in document order.
void collect_goals(const std::vector<Goal>& goals, std::vector<const Goal*>& out) {
  for (const Goal& goal : goals) {
    out.push_back(&goal);
    collect_goals(goal.goals, out);
  }
}

class GoalIndex {
 public:
  explicit GoalIndex(const std::vector<Goal>& roots) {
    collect_goals(roots, goals_);
    repeat_ = index_.fill(goals_.size(), [this](std::uint32_t at) -> std::string_view { return goals_[at]->id; });
  }
  // Goals are referred to by id from anywhere, so an id stands once in the whole tree. To be called once.
  absl::Status check(const Place& place, const std::vector<Goal>& goals) {
    for (std::size_t i = 0; i < goals.size(); ++i) {
      const Place here(place, i);
      if (goals[i].id.empty()) return Place(here, "id").fault("an id must not be empty");
      if (next_++ == repeat_) {
        return Place(here, "id").fault(text("the id ", shown(goals[i].id), " stands twice among the goals"));
      }
      if (absl::Status status = check(Place(here, "goals"), goals[i].goals); !status.ok()) return status;
    }
    return absl::OkStatus();
  }
  [[nodiscard]] bool contains(std::string_view id) const noexcept {
    return index_.find(id, [this](std::uint32_t at) -> std::string_view { return goals_[at]->id; }).has_value();
  }

 private:
  std::vector<const Goal*> goals_;
  IdIndex index_;
  std::optional<std::uint32_t> repeat_;
  std::uint32_t next_ = 0;
};

absl::Status check_activity(const Place& place, const Activity& activity) {
  if (absl::Status status = check_end(place, activity.start, activity.end); !status.ok()) return status;
  const Place progress(place, "progress");
  for (std::size_t i = 0; i < activity.progress.size(); ++i) {
    const Progress& entry = activity.progress[i];
    const Place here(progress, i);
    absl::Status status =
        entry.date ? check_share(Place(here, "value"), entry.value) : check_share(progress, entry.value);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status check_action(const Place& place, const Action& action) {
  const Place reports(place, "reports");
  for (std::size_t i = 0; i < action.reports.size(); ++i) {
    if (absl::Status status = check_report(Place(reports, i), action.reports[i]); !status.ok()) return status;
  }
  const Place activities(place, "activities");
  for (std::size_t i = 0; i < action.activities.size(); ++i) {
    const Place here(activities, i);
    if (absl::Status status = check_activity(here, action.activities[i]); !status.ok()) return status;
  }
  const auto id_at = [&](std::size_t i) -> std::string_view { return action.activities[i].id; };
  if (const auto at = first_repeat(action.activities.size(), id_at)) {
    const Place here(activities, *at);
    return repeated(Place(here, "id"), id_at(*at));
  }
  return absl::OkStatus();
}

// The years that have a calendar.
absl::Status check_year(const Place& place, int year) {
  const int first = Date::earliest().year();
  const int last = Date::latest().year();
  if (first <= year && year <= last) return absl::OkStatus();
  return place.fault(text("expected a year from ", first, " to ", last));
}

absl::Status check_targets(const Place& place, const std::vector<Target>& targets) {
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const Place here(place, i);
    if (absl::Status status = check_year(Place(here, "year"), targets[i].year); !status.ok()) return status;
    if (targets[i].near && !(*targets[i].near >= 0)) return Place(here, "near").fault("near is a number from 0 up");
    const auto* range = std::get_if<AimRange>(&targets[i].aim);
    if (range != nullptr && !(range->from <= range->to)) return Place(here, "to").fault("to is below from");
  }
  return absl::OkStatus();
}

absl::Status check_definitions(const Place& place, const std::vector<Definition>& definitions) {
  if (definitions.size() > DefinitionRef::kMost) {
    return place.fault(text("an indicator has at most ", DefinitionRef::kMost, " definitions"));
  }
  const auto id_at = [&](std::size_t i) -> std::string_view { return definitions[i].id; };
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    const Place here(place, i);
    if (definitions[i].id.empty()) return Place(here, "id").fault("an id must not be empty");
  }
  if (const auto at = first_repeat(definitions.size(), id_at)) {
    const Place here(place, *at);
    return repeated(Place(here, "id"), id_at(*at));
  }
  return absl::OkStatus();
}

absl::Status check_observations(const Place& place, const Indicator& indicator) {
  const Series& series = indicator.observations;
  if (!series.any_definition()) return absl::OkStatus();
  for (std::size_t i = 0; i < series.size(); ++i) {
    const DefinitionRef definition = series.definition(i);
    if (!definition.named() || definition.index() < indicator.definitions.size()) continue;
    const Place here(place, i);
    return Place(here, "definition").fault(text("the indicator has no definition number ", definition.index() + 1));
  }
  return absl::OkStatus();
}

absl::Status check_follow_ups(const Place& place, const std::vector<FollowUpDate>& follow_ups) {
  std::vector<std::pair<Date, std::size_t>> dates;
  dates.reserve(follow_ups.size());
  for (std::size_t i = 0; i < follow_ups.size(); ++i) dates.emplace_back(follow_ups[i].date, i);
  std::sort(dates.begin(), dates.end());
  for (std::size_t i = 1; i < dates.size(); ++i) {
    if (dates[i].first != dates[i - 1].first) continue;
    const Place here(place, dates[i].second);
    return Place(here, "date").fault(text("a follow-up on ", dates[i].first.to_string(), " stands twice"));
  }
  return absl::OkStatus();
}

absl::Status check_rules(const Place& place, const Rules& rules) {
  const ScheduleRules& schedule = rules.schedule;
  if (!(schedule.at_risk_behind >= 0 && schedule.at_risk_behind <= 1)) {
    return Place(place, "at_risk_behind").fault("expected a number from 0 to 1");
  }
  if (!(schedule.delayed_behind >= schedule.at_risk_behind && schedule.delayed_behind <= 1)) {
    return Place(place, "delayed_behind").fault("expected a number from at_risk_behind to 1");
  }
  if (rules.ratio_tolerance && !(*rules.ratio_tolerance >= 0)) {
    return Place(place, "ratio_tolerance").fault("expected a number from 0 up, or null");
  }
  return absl::OkStatus();
}

}  // namespace

// The order of checks is that of the document, but for references, which come when all ids are known.
absl::Status Plan::check() {
  const Place root;
  if (draft_.id.empty()) return Place(root, "id").fault("an id must not be empty");
  if (absl::Status status = check_year(Place(root, "year"), draft_.year); !status.ok()) return status;
  if (!draft_.matrix) return root.fault("the key \"matrix\" is missing");
  const Place areas(root, "areas"), risks(root, "risks"), actions(root, "actions"), indicators(root, "indicators"),
      self_checks(root, "self_checks"), follow_ups(root, "follow_ups");

  GoalIndex goals(draft_.goals);
  if (absl::Status status = goals.check(Place(root, "goals"), draft_.goals); !status.ok()) return status;
  if (absl::Status status = index_ids(areas, draft_.areas, areas_); !status.ok()) return status;
  if (absl::Status status = index_ids(risks, draft_.risks, risks_); !status.ok()) return status;
  if (absl::Status status = index_ids(actions, draft_.actions, actions_); !status.ok()) return status;
  if (absl::Status status = index_ids(indicators, draft_.indicators, indicators_); !status.ok()) return status;
  IdIndex checks;
  if (absl::Status status = index_ids(self_checks, draft_.self_checks, checks); !status.ok()) return status;

  const auto is_goal = [&](std::string_view id) { return goals.contains(id); };
  const auto is_risk = [&](std::string_view id) { return risk_place(id).has_value(); };
  const auto is_action = [&](std::string_view id) { return action_place(id).has_value(); };

  for (std::size_t i = 0; i < draft_.areas.size(); ++i) {
    const Area& area = draft_.areas[i];
    const Place here(areas, i);
    if (!area.goal.empty() && !is_goal(area.goal)) {
      return Place(here, "goal").fault(text("there is no goal ", shown(area.goal)));
    }
  }
  for (std::size_t i = 0; i < draft_.risks.size(); ++i) {
    const Risk& risk = draft_.risks[i];
    const Place here(risks, i);
    if (!risk.area.empty() && find_area(risk.area) == nullptr) {
      return Place(here, "area").fault(text("there is no area ", shown(risk.area)));
    }
    const Place assessments(here, "assessments");
    for (std::size_t j = 0; j < risk.assessments.size(); ++j) {
      absl::Status status = check_assessment(Place(assessments, j), risk.assessments[j], *draft_.matrix);
      if (!status.ok()) return status;
    }
  }
  for (std::size_t i = 0; i < draft_.actions.size(); ++i) {
    const Action& action = draft_.actions[i];
    const Place here(actions, i);
    absl::Status status = check_action(here, action);
    if (status.ok()) status = check_references(Place(here, "risks"), action.risks, "risk", is_risk);
    if (status.ok()) status = check_references(Place(here, "goals"), action.goals, "goal", is_goal);
    if (!status.ok()) return status;
  }
  for (std::size_t i = 0; i < draft_.indicators.size(); ++i) {
    const Indicator& indicator = draft_.indicators[i];
    const Place here(indicators, i);
    absl::Status status = check_targets(Place(here, "targets"), indicator.targets);
    if (status.ok()) status = check_definitions(Place(here, "definitions"), indicator.definitions);
    if (status.ok()) status = check_observations(Place(here, "observations"), indicator);
    if (status.ok()) status = check_references(Place(here, "risks"), indicator.risks, "risk", is_risk);
    if (status.ok()) status = check_references(Place(here, "actions"), indicator.actions, "action", is_action);
    if (status.ok()) status = check_references(Place(here, "goals"), indicator.goals, "goal", is_goal);
    if (!status.ok()) return status;
    for (const auto& [key, id] : {std::pair<std::string_view, const std::string&>("numerator", indicator.numerator),
                                  {"denominator", indicator.denominator},
                                  {"complement_of", indicator.complement_of}}) {
      if (id.empty()) continue;
      if (id == indicator.id) return Place(here, key).fault("an indicator cannot refer to itself");
      if (!indicator_place(id)) return Place(here, key).fault(text("there is no indicator ", shown(id)));
    }
  }
  if (absl::Status status = check_parts(indicators); !status.ok()) return status;
  for (std::size_t i = 0; i < draft_.self_checks.size(); ++i) {
    const Place here(self_checks, i);
    absl::Status status = check_self_check(here, draft_.self_checks[i]);
    if (status.ok()) status = check_references(Place(here, "risks"), draft_.self_checks[i].risks, "risk", is_risk);
    if (!status.ok()) return status;
  }
  if (absl::Status status = check_follow_ups(follow_ups, draft_.follow_ups); !status.ok()) return status;
  return check_rules(Place(root, "rules"), draft_.rules);
}

// Numerators and denominators must lead to an end: walks them depth first, marking who is on the way.
absl::Status Plan::check_parts(const Place& place) const {
  enum class Mark : std::uint8_t { unseen, open, done };
  struct Step {
    std::uint32_t indicator;
    int next_part = 0;
  };
  std::vector<Mark> marks(draft_.indicators.size(), Mark::unseen);
  std::vector<Step> way;
  for (std::uint32_t start = 0; start < draft_.indicators.size(); ++start) {
    if (marks[start] != Mark::unseen) continue;
    way.push_back({start});
    marks[start] = Mark::open;
    while (!way.empty()) {
      Step& step = way.back();
      if (step.next_part == 2) {
        marks[step.indicator] = Mark::done;
        way.pop_back();
        continue;
      }
      const std::uint32_t at = step.indicator;
      const bool first = step.next_part++ == 0;
      const std::string& id = first ? draft_.indicators[at].numerator : draft_.indicators[at].denominator;
      if (id.empty()) continue;
      const std::uint32_t part = *indicator_place(id);
      if (marks[part] == Mark::open) {
        const Place here(place, at);
        return Place(here, first ? "numerator" : "denominator")
            .fault(text("the indicator ", shown(id), " is counted from this one: its parts run in a circle"));
      }
      if (marks[part] == Mark::unseen) {
        marks[part] = Mark::open;
        way.push_back({part});
      }
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Plan> Plan::make(PlanDraft draft) {
  Plan plan(std::move(draft));
  if (absl::Status status = plan.check(); !status.ok()) return status;
  return plan;
}

std::optional<std::uint32_t> Plan::risk_place(std::string_view id) const noexcept {
  return risks_.find(id, [this](std::uint32_t at) -> std::string_view { return draft_.risks[at].id; });
}
std::optional<std::uint32_t> Plan::action_place(std::string_view id) const noexcept {
  return actions_.find(id, [this](std::uint32_t at) -> std::string_view { return draft_.actions[at].id; });
}
std::optional<std::uint32_t> Plan::indicator_place(std::string_view id) const noexcept {
  return indicators_.find(id, [this](std::uint32_t at) -> std::string_view { return draft_.indicators[at].id; });
}

const Risk* Plan::find_risk(std::string_view id) const noexcept {
  const auto at = risk_place(id);
  return at ? &draft_.risks[*at] : nullptr;
}
const Action* Plan::find_action(std::string_view id) const noexcept {
  const auto at = action_place(id);
  return at ? &draft_.actions[*at] : nullptr;
}
const Indicator* Plan::find_indicator(std::string_view id) const noexcept {
  const auto at = indicator_place(id);
  return at ? &draft_.indicators[*at] : nullptr;
}
const Area* Plan::find_area(std::string_view id) const noexcept {
  const auto at = areas_.find(id, [this](std::uint32_t place) -> std::string_view { return draft_.areas[place].id; });
  return at ? &draft_.areas[*at] : nullptr;
}

}  // namespace v1
}  // namespace tertial

#include "report/indicator_sections.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "report/words.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

// The goals of the tree, those above first, found by id.
class GoalList {
 public:
  explicit GoalList(std::span<const Goal> goals) {
    add(goals);
    by_id_.reserve(goals_.size());
    for (std::size_t i = 0; i < goals_.size(); ++i) by_id_.emplace_back(goals_[i]->id, i);
    std::sort(by_id_.begin(), by_id_.end());
  }

  [[nodiscard]] std::size_t size() const noexcept { return goals_.size(); }
  [[nodiscard]] const Goal& operator[](std::size_t at) const noexcept { return *goals_[at]; }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view id) const noexcept {
    const auto at = std::lower_bound(by_id_.begin(), by_id_.end(), id,
                                     [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
    if (at == by_id_.end() || at->first != id) return std::nullopt;
    return at->second;
  }

 private:
  void add(std::span<const Goal> goals) {
    std::vector<const Goal*> open;
    for (std::size_t i = goals.size(); i-- > 0;) open.push_back(&goals[i]);
    while (!open.empty()) {
      const Goal* goal = open.back();
      open.pop_back();
      goals_.push_back(goal);
      for (std::size_t i = goal->goals.size(); i-- > 0;) open.push_back(&goal->goals[i]);
    }
  }

  std::vector<const Goal*> goals_;
  std::vector<std::pair<std::string_view, std::size_t>> by_id_;
};

struct Groups {
  std::vector<IndicatorGroup> by_risk;
  std::vector<IndicatorGroup> by_goal;
  IndicatorGroup others;
};

Groups grouped(const Source& source, const GoalList& goals) {
  Groups groups;
  groups.by_risk.resize(source.plan.risks().size());
  groups.by_goal.resize(goals.size());
  const auto group_of = [&](const std::vector<std::string>& risks,
                            const std::vector<std::string>& goal_ids) -> IndicatorGroup* {
    if (!risks.empty()) {
      if (const auto place = source.plan.risk_place(risks.front())) return &groups.by_risk[*place];
    }
    if (!goal_ids.empty()) {
      if (const auto place = goals.find(goal_ids.front())) return &groups.by_goal[*place];
    }
    return nullptr;
  };
  for (const IndicatorLine& line : source.review.indicators) {
    const Indicator& indicator = source.plan.indicators()[line.indicator];
    IndicatorGroup* group = group_of(indicator.risks, indicator.goals);
    if (group == nullptr && !indicator.actions.empty()) {
      const Action* action = source.plan.find_action(indicator.actions.front());
      if (action != nullptr) group = group_of(action->risks, action->goals);
    }
    (group != nullptr ? *group : groups.others).push_back(&line);
  }
  return groups;
}

}  // namespace

std::vector<IndicatorSection> indicator_sections(const Source& source) {
  const GoalList goals(source.plan.goals());
  Groups groups = grouped(source, goals);
  std::vector<IndicatorSection> sections;
  const auto add = [&](Inline title, IndicatorGroup& lines) {
    if (!lines.empty()) sections.push_back({.title = std::move(title), .lines = std::move(lines)});
  };
  for (std::size_t i = 0; i < groups.by_risk.size(); ++i) {
    const Risk& risk = source.plan.risks()[i];
    add(Inline(risk.id).text(" ").text(risk.title), groups.by_risk[i]);
  }
  for (std::size_t i = 0; i < groups.by_goal.size(); ++i) {
    add(Inline(goals[i].id).text(" ").text(goals[i].title), groups.by_goal[i]);
  }
  add(Inline(in(words::kOtherIndicators, source.language)), groups.others);
  return sections;
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

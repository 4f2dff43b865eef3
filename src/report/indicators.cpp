// The indicators by the risk or goal they belong to: where each stands, and what the breaks in them mean.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/figures.hpp"
#include "report/grammar.hpp"
#include "report/indicator_tables.hpp"
#include "report/names.hpp"
#include "report/words.hpp"
#include "tertial/text.hpp"

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

// Each indicator once: at its first risk, else its first goal, else where its first action belongs, else
// among the rest.
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

void write_group(const Source& source, const Inline& title, const IndicatorGroup& group, Page& page) {
  if (group.empty()) return;
  page.heading(3, title);
  write_state(source, group, page);
  write_values(source, group, page);
  write_rollups(source, group, page);
}

std::string baseline_cell(const Source& source, const Indicator& indicator) {
  if (!indicator.baseline) return {};
  const Baseline& baseline = *indicator.baseline;
  const std::optional<double> value = shown_baseline(source.review, indicator);
  std::string cell =
      value ? cell_value(indicator, *value, source.language) : std::string(in(words::kSuppressed, source.language));
  if (!baseline.period) return cell;
  return say(words::kWithPeriod, source.language, cell,
             short_period(*baseline.period, source.plan.year(), source.language));
}

std::string figure_cell(const Source& source, const Indicator& indicator, const Observation& observation) {
  return say(words::kWithPeriod, source.language, figure_or_reason(indicator, observation, source.language),
             short_period(observation.period, source.plan.year(), source.language));
}

std::string latest_cell(const Source& source, const IndicatorLine& line) {
  if (!line.latest) {
    return std::string(
        in(line.availability == Availability::not_due ? words::kNotDue : words::kMissing, source.language));
  }
  const Indicator& indicator = source.plan.indicators()[line.indicator];
  std::string cell = figure_cell(source, indicator, line.latest->observation);
  if (line.availability == Availability::missing) cell += in(words::kLagging, source.language);
  return cell;
}

std::string change_cell(const Indicator& indicator, const Change& moved, Language language) {
  if (moved.value) return change(indicator, *moved.value, language);
  if (!moved.reason) return {};
  switch (*moved.reason) {
    case NoChange::no_value:
    case NoChange::no_earlier_value:
      return {};
    case NoChange::no_newer_value:
      return std::string(in(words::kNoNewer, language));
    case NoChange::definition_break:
      return std::string(in(words::kNotCompared, language));
    case NoChange::suppressed:
      return std::string(in(words::kSuppressed, language));
  }
  return {};
}

void write_break_notes(const Source& source, const IndicatorLine& line, Page& page) {
  const Language language = source.language;
  const Indicator& indicator = source.plan.indicators()[line.indicator];
  for (const Period period : line.breaks) {
    std::string note = say(words::kBreakNote, language, indicator.id, long_period(period, language));
    const std::string_view meaning = definition_name(indicator, indicator.definition_in_force(period));
    if (!meaning.empty()) note += say(words::kNowCounted, language, meaning);
    page.bullet(Inline(note + "."));
  }
  for (const LikeForLike& alike : line.like_for_like) {
    const auto shown = [&](const KnownObservation& entry) { return figure_cell(source, indicator, entry.observation); };
    page.bullet(
        Inline(say(words::kLikeForLikeNote, language, indicator.id, definition_name(indicator, alike.definition),
                   shown(alike.from), shown(alike.to), change(indicator, alike.change, language))));
  }
}

// An indicator stands in one group only; its other risks are told.
void write_other_risks(const Source& source, const Indicator& indicator, Page& page) {
  if (indicator.risks.size() < 2) return;
  const std::vector<std::string> others(indicator.risks.begin() + 1, indicator.risks.end());
  const std::string named =
      say(others.size() == 1 ? words::kRiskRef : words::kRisksRef, source.language, listed(others, source.language));
  page.bullet(Inline(say(words::kAlsoFor, source.language, indicator.id, named)));
}

}  // namespace

std::string figure_or_reason(const Indicator& indicator, const Observation& observation, Language language) {
  switch (observation.status) {
    case ObservationStatus::suppressed:
      return std::string(in(words::kSuppressed, language));
    case ObservationStatus::not_collected:
      return std::string(in(words::kNotCollected, language));
    case ObservationStatus::not_due:
      return std::string(in(words::kNotDue, language));
    case ObservationStatus::confidential:
      if (!observation.value) return std::string(in(words::kConfidential, language));
      break;
    default:
      break;
  }
  if (!observation.value) return std::string(in(words::kMissing, language));
  std::string figure = cell_value(indicator, *observation.value, language);
  if (observation.status == ObservationStatus::provisional) figure += in(words::kProvisional, language);
  if (observation.status == ObservationStatus::estimated) figure += in(words::kEstimated, language);
  return figure;
}

void write_state(const Source& source, const IndicatorGroup& group, Page& page) {
  const Language language = source.language;
  const auto any = [&](auto&& has) {
    return std::any_of(group.begin(), group.end(), [&](const IndicatorLine* line) { return has(*line); });
  };
  const bool baselines =
      any([&](const IndicatorLine& line) { return source.plan.indicators()[line.indicator].baseline.has_value(); });
  const bool previous = any([](const IndicatorLine& line) { return line.previous.has_value(); });
  const bool targets = any([](const IndicatorLine& line) { return !line.targets.empty(); });
  std::vector<Column> columns = {{in(words::kIndicator, language)}, {in(words::kUnit, language)}};
  if (baselines) columns.push_back({in(words::kBaseline, language), true});
  if (previous) columns.push_back({in(words::kPrevious, language), true});
  columns.push_back({in(words::kLatest, language), true});
  if (baselines) columns.push_back({in(words::kSinceBaseline, language), true});
  if (previous) columns.push_back({in(words::kSincePrevious, language), true});
  if (targets) columns.push_back({in(words::kTarget, language)});

  std::vector<Row> rows;
  rows.reserve(group.size());
  for (const IndicatorLine* line : group) {
    const Indicator& indicator = source.plan.indicators()[line->indicator];
    Row row{titled(indicator.id, indicator.title), Inline(known_word(indicator.unit, language))};
    if (baselines) row.push_back(Inline(baseline_cell(source, indicator)));
    if (previous) {
      row.push_back(Inline(line->previous ? figure_cell(source, indicator, line->previous->observation) : ""));
    }
    row.push_back(Inline(latest_cell(source, *line)));
    if (baselines) {
      row.push_back(Inline(indicator.baseline ? change_cell(indicator, line->from_baseline, language) : ""));
    }
    if (previous) row.push_back(Inline(change_cell(indicator, line->from_previous, language)));
    if (targets) row.push_back(Inline(targets_in_words(source, *line)));
    rows.push_back(std::move(row));
  }
  page.table(columns, rows);
  for (const IndicatorLine* line : group) {
    write_break_notes(source, *line, page);
    write_other_risks(source, source.plan.indicators()[line->indicator], page);
  }
}

void write_indicators(const Source& source, Page& page) {
  page.heading(2, Inline(in(words::kIndicators, source.language)));
  if (source.review.indicators.empty()) {
    page.paragraph(Inline(in(words::kNoIndicators, source.language)));
    return;
  }
  const GoalList goals(source.plan.goals());
  const Groups groups = grouped(source, goals);
  for (std::size_t i = 0; i < groups.by_risk.size(); ++i) {
    const Risk& risk = source.plan.risks()[i];
    write_group(source, Inline(risk.id).text(" ").text(risk.title), groups.by_risk[i], page);
  }
  for (std::size_t i = 0; i < groups.by_goal.size(); ++i) {
    write_group(source, Inline(goals[i].id).text(" ").text(goals[i].title), groups.by_goal[i], page);
  }
  write_group(source, Inline(in(words::kOtherIndicators, source.language)), groups.others, page);
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

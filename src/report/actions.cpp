// The actions: light reported and derived, the activities they are made of, and what was said of them last.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/figures.hpp"
#include "report/grammar.hpp"
#include "report/names.hpp"
#include "report/sections.hpp"
#include "report/words.hpp"
#include "tertial/action/derivation.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

Inline light(ActionStatus status, Language language) {
  return Inline().toned(tone_of(status), status_label(status, language));
}

// "risk 5.2", "mål 1.4 och 3.1".
std::string concerns(const Action& action, Language language) {
  std::vector<std::string> parts;
  if (!action.risks.empty()) {
    parts.push_back(
        say(action.risks.size() == 1 ? words::kRiskRef : words::kRisksRef, language, listed(action.risks, language)));
  }
  if (!action.goals.empty()) {
    parts.push_back(
        say(action.goals.size() == 1 ? words::kGoalRef : words::kGoalsRef, language, listed(action.goals, language)));
  }
  return listed(parts, language);
}

Inline reported(const ActionLine& line, Language language) {
  if (!line.reported) return Inline(in(words::kNotReported, language));
  const std::string date = line.reported_on ? line.reported_on->to_string() : std::string();
  const Phrase& when = line.unreported ? words::kBeforeLastFollowUp : words::kInBrackets;
  return light(*line.reported, language).text(say(when, language, date));
}

// Status and the rule and figures it rests on: "◆ försenad: 1 av 4 genomförda, 3 borde vara det 2020-08-31".
Inline light_because(std::optional<ActionStatus> status, const Why& why, Language language) {
  const std::string because = typeset(to_text(why, language), language);
  if (!status) return Inline(because);
  if (why.rule == Why::Rule::completed) {  // says its status itself
    return Inline().toned(tone_of(*status), text(shape(*status), because));
  }
  return light(*status, language).text(text(": ", because));
}

// Of an action, with the activity that decided where there are several.
Inline derived(const Derivation& derivation, const std::vector<Activity>& activities, Language language) {
  const bool which = derivation.activity && activities.size() > 1 && !activities[*derivation.activity].id.empty();
  Inline state = light_because(derivation.status, derivation.why, language);
  if (which) state.text(say(words::kInBrackets, language, activities[*derivation.activity].id));
  return state;
}

std::string time_of(const Activity& activity, Language language) {
  if (activity.start && activity.end) {
    return say(words::kSpan, language, activity.start->to_string(), activity.end->to_string());
  }
  if (activity.start) return say(words::kFrom, language, activity.start->to_string());
  if (activity.end) return say(words::kUntil, language, activity.end->to_string());
  return {};
}

void write_overview(const Source& source, Page& page) {
  const Language language = source.language;
  const auto actions = source.plan.actions();
  const bool any_responsible =
      std::any_of(actions.begin(), actions.end(), [](const Action& action) { return !action.responsible.empty(); });
  std::vector<Column> columns = {{in(words::kAction, language)}, {in(words::kAppliesTo, language)}};
  if (any_responsible) columns.push_back({in(words::kResponsible, language)});
  columns.push_back({in(words::kReported, language)});
  columns.push_back({in(words::kDerived, language)});
  std::vector<Row> rows;
  rows.reserve(source.review.actions.size());
  for (const ActionLine& line : source.review.actions) {
    const Action& action = actions[line.action];
    Row row{titled({Subject::Kind::action, line.action}, action.id, action.title), Inline(concerns(action, language))};
    if (any_responsible) row.push_back(Inline(action.responsible));
    row.push_back(reported(line, language));
    row.push_back(derived(line.derivation, action.activities, language));
    rows.push_back(std::move(row));
  }
  page.table(columns, rows);
}

void write_activities(const Source& source, Page& page) {
  const Language language = source.language;
  std::vector<Row> rows;
  bool any_recurring = false;
  for (const ActionLine& line : source.review.actions) {
    for (const ActivityDerivation& one : line.derivation.activities) any_recurring = any_recurring || one.of > 0;
  }
  for (const ActionLine& line : source.review.actions) {
    const Action& action = source.plan.actions()[line.action];
    for (std::size_t i = 0; i < line.derivation.activities.size(); ++i) {
      const Activity& activity = action.activities[i];
      const ActivityDerivation& state = line.derivation.activities[i];
      Row row{titled(activity.id.empty() ? action.id : activity.id, activity.title),
              Inline(time_of(activity, language))};
      if (any_recurring) {
        row.push_back(Inline(state.of > 0 ? say(words::kHeld, language, state.held, state.due, state.of) : ""));
      }
      const bool told = state.of > 0 && state.why.rule == Why::Rule::occurrences;
      row.push_back(told ? light(*state.status, language) : light_because(state.status, state.why, language));
      rows.push_back(std::move(row));
    }
  }
  if (rows.empty()) return;
  std::vector<Column> columns = {{in(words::kActivity, language)}, {in(words::kTime, language)}};
  if (any_recurring) columns.push_back({in(words::kHeldOfDue, language)});
  columns.push_back({in(words::kState, language)});
  page.heading(3, Inline(in(words::kActivities, language)));
  page.table(columns, rows);
}

void write_comments(const Source& source, Page& page) {
  bool any = false;
  for (const ActionLine& line : source.review.actions) {
    const Action& action = source.plan.actions()[line.action];
    const StatusReport* report = latest_report(action, source.review.clock);
    if (report == nullptr || report->comment.empty()) continue;
    if (!any) page.heading(3, Inline(in(words::kComments, source.language)));
    any = true;
    page.bullet(Inline().strong(action.id).text(text(" (", report->date.to_string(), "): ")).text(report->comment));
  }
}

}  // namespace

void write_actions(const Source& source, Page& page) {
  page.heading(2, Inline(in(words::kActions, source.language)));
  if (source.review.actions.empty()) {
    page.paragraph(Inline(in(words::kNoActions, source.language)));
    return;
  }
  write_overview(source, page);
  write_activities(source, page);
  write_comments(source, page);
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

// Follow-ups, walked line by line.

#include <algorithm>
#include <string>
#include <utility>

#include "call.hpp"
#include "follow_up_lines.hpp"

using namespace tertial::capi;
using tertial::Action;
using tertial::ActionLine;
using tertial::FollowUp;
using tertial::Plan;
using tertial::RiskLine;
using tertial::SelfCheck;

tertial_follow_up::tertial_follow_up(SharedPlan shown, FollowUp made)
    : plan(std::move(shown)), review(std::move(made)), findings(&review.findings) {
  whys.reserve(review.actions.size());
  for (const ActionLine& line : review.actions) {
    Whys& words = whys.emplace_back();
    words.action = to_text(line.derivation.why, plan->language());
    for (const tertial::ActivityDerivation& activity : line.derivation.activities) {
      words.activities.push_back(to_text(activity.why, plan->language()));
    }
  }
}

tertial_status tertial_follow_up_new(const tertial_plan* plan, const tertial_follow_up_options* options,
                                     tertial_follow_up** out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    const tertial_follow_up_options asked = call.in("options", options);
    call.out("out", out);
    if (!call.ok()) return call.status();
    tertial::FollowUpOptions wanted{.as_of = call.date("options/as_of", asked.as_of)};
    wanted.previous = call.date_or_none("options/previous", asked.previous);
    wanted.known_at = call.date_or_none("options/known_at", asked.known_at);
    for (const tertial_string& id : call.array("options/reveal", asked.reveal, asked.reveal_count)) {
      wanted.reveal.emplace_back(call.text("options/reveal", id));
      if (call.ok() && plan->plan->find_indicator(wanted.reveal.back()) == nullptr) {
        call.fail(TERTIAL_E_ARGUMENT, tertial::text("options/reveal/", wanted.reveal.size() - 1),
                  tertial::from_absl(tertial::no_such_thing("indicator", wanted.reveal.back()).message()));
      }
    }
    if (call.ok() && wanted.previous && *wanted.previous >= wanted.as_of) {
      call.fail(TERTIAL_E_ARGUMENT, "options/previous", "is not before as_of");
    }
    if (!call.ok()) return call.status();
    absl::StatusOr<FollowUp> review = follow_up(*plan->plan, wanted);
    if (!review.ok()) return call.fail(review.status(), "options");
    *out = new tertial_follow_up(plan->plan, *std::move(review));
    return TERTIAL_OK;
  });
}

void tertial_follow_up_free(tertial_follow_up* review) {
  if (review != nullptr && review->is_alive()) delete review;
}

tertial_status tertial_follow_up_get(const tertial_follow_up* review, tertial_follow_up_info* out,
                                     tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("review", review);
    call.out_struct("out", out);
    if (!call.ok()) return call.status();
    const FollowUp& own = review->review;
    return put(out, {.struct_size = 0,
                     .as_of = own.clock.as_of.days(),
                     .previous = date_of(own.previous),
                     .known_at = date_of(own.clock.known_at),
                     .period = code_of(own.period),
                     .language = static_cast<std::int32_t>(review->plan->language()),
                     .risk_count = own.risks.size(),
                     .action_count = own.actions.size(),
                     .indicator_count = own.indicators.size(),
                     .self_check_count = own.self_checks.size()});
  });
}

tertial_status tertial_follow_up_summary(const tertial_follow_up* review, tertial_summary* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("review", review);
    call.out_struct("out", out);
    if (!call.ok()) return call.status();
    const tertial::Summary& own = review->review.summary;
    tertial_summary told{};
    std::copy(own.risks.by_level.begin(), own.risks.by_level.end(), told.by_level);
    told.open = own.risks.open;
    told.closed = own.risks.closed;
    std::copy(own.risks.movement.begin(), own.risks.movement.end(), told.movement);
    told.reduced = own.risks.reduced;
    std::copy(own.actions.by_status.begin(), own.actions.by_status.end(), told.actions);
    told.actions_unreported = own.actions.unreported;
    told.indicators_with_value = own.indicators.with_value;
    told.indicators_missing = own.indicators.missing;
    told.indicators_not_due = own.indicators.not_due;
    told.targets_met = own.targets.met;
    told.targets_near = own.targets.near;
    told.targets_missed = own.targets.missed;
    told.targets_undecided = own.targets.undecided;
    told.targets_no_target = own.targets.no_target;
    told.targets_no_value = own.targets.no_value;
    std::copy(own.findings.begin(), own.findings.end(), told.findings);
    return put(out, told);
  });
}

namespace {

template <class Step>
std::int32_t step_of(Step step) noexcept {
  return step.value();
}

// Nothing after a failure.
const SelfCheck* self_check_at(Call& call, const tertial_follow_up* review, std::size_t index) {
  call.handle("review", review);
  if (call.ok()) call.index("index", index, review->review.self_checks.size());
  return call.ok() ? &review->plan->self_checks()[review->review.self_checks[index]] : nullptr;
}

}  // namespace

tertial_status tertial_follow_up_risk(const tertial_follow_up* review, size_t index, tertial_risk_line* out,
                                      tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("review", review);
    call.out_struct("out", out);
    if (call.ok()) call.index("index", index, review->review.risks.size());
    if (!call.ok()) return call.status();
    const RiskLine& line = review->review.risks[index];
    const tertial::Risk& risk = review->plan->risks()[line.risk];
    const tertial::RiskMatrix& matrix = review->plan->matrix();
    return put(out, {.struct_size = 0,
                     .level = line.level.rank(),
                     .score = whole_of(line.score),
                     .likelihood = step_of(line.likelihood),
                     .severity = step_of(line.severity),
                     .previous_level = line.previous_level ? line.previous_level->rank() : TERTIAL_NONE,
                     .movement = line.closed_before ? TERTIAL_NONE : static_cast<std::int32_t>(line.movement),
                     .closed_before = line.closed_before ? 1 : 0,
                     .assessed = date_of(line.assessed),
                     .closed = date_of(line.closed),
                     .id = borrowed(risk.id),
                     .title = borrowed(risk.title),
                     .level_id = borrowed(matrix.level_id(line.level)),
                     .previous_level_id =
                         borrowed(line.previous_level ? matrix.level_id(*line.previous_level) : std::string_view())});
  });
}

tertial_status tertial_follow_up_level(const tertial_follow_up* review, int32_t number, tertial_string* out,
                                       tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("review", review);
    call.out("out", out);
    if (!call.ok()) return call.status();
    const tertial::RiskMatrix& matrix = review->plan->matrix();
    if (number < 0 || number > static_cast<std::int32_t>(matrix.bands().size())) {
      return call.fail(TERTIAL_E_NOT_FOUND, "number", "the matrix has no such band");
    }
    *out = borrowed(matrix.level_id(tertial::Level(static_cast<std::uint8_t>(number))));
    return TERTIAL_OK;
  });
}

tertial_status tertial_follow_up_find_risk(const tertial_follow_up* review, const char* id, size_t size, size_t* out,
                                           tertial_error* error) {
  return find_line("risk", review, id, size, out, error, &FollowUp::risks, &RiskLine::risk, &Plan::risk_place);
}

tertial_status tertial_follow_up_action(const tertial_follow_up* review, size_t index, tertial_action_line* out,
                                        tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("review", review);
    call.out_struct("out", out);
    if (call.ok()) call.index("index", index, review->review.actions.size());
    if (!call.ok()) return call.status();
    const ActionLine& line = review->review.actions[index];
    const Action& action = review->plan->actions()[line.action];
    return put(out, {.struct_size = 0,
                     .status = whole_of(line.status),
                     .reported = whole_of(line.reported),
                     .derived = whole_of(line.derivation.status),
                     .unreported = line.unreported ? 1 : 0,
                     .reported_on = date_of(line.reported_on),
                     .id = borrowed(action.id),
                     .title = borrowed(action.title),
                     .responsible = borrowed(action.responsible),
                     .why = borrowed(review->whys[index].action),
                     .activity_count = action.activities.size()});
  });
}

tertial_status tertial_follow_up_find_action(const tertial_follow_up* review, const char* id, size_t size, size_t* out,
                                             tertial_error* error) {
  return find_line("action", review, id, size, out, error, &FollowUp::actions, &ActionLine::action,
                   &Plan::action_place);
}

tertial_status tertial_follow_up_activity(const tertial_follow_up* review, size_t action, size_t activity,
                                          tertial_activity_line* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("review", review);
    call.out_struct("out", out);
    if (call.ok()) call.index("action", action, review->review.actions.size());
    if (call.ok()) call.index("activity", activity, review->whys[action].activities.size());
    if (!call.ok()) return call.status();
    const ActionLine& line = review->review.actions[action];
    const tertial::ActivityDerivation& derived = line.derivation.activities[activity];
    const tertial::Activity& own = review->plan->actions()[line.action].activities[activity];
    const bool counted = own.recurrence && own.start && own.end;
    return put(out, {.struct_size = 0,
                     .derived = whole_of(derived.status),
                     .overdue = derived.overdue ? 1 : 0,
                     .held = counted ? derived.held : TERTIAL_NONE,
                     .due = counted ? derived.due : TERTIAL_NONE,
                     .of = counted ? derived.of : TERTIAL_NONE,
                     .id = borrowed(own.id),
                     .title = borrowed(own.title),
                     .why = borrowed(review->whys[action].activities[activity])});
  });
}

tertial_status tertial_follow_up_self_check(const tertial_follow_up* review, size_t index, tertial_self_check_line* out,
                                            tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const SelfCheck* const check = self_check_at(call, review, index);
    call.out_struct("out", out);
    if (!call.ok()) return call.status();
    std::size_t groups = 0;
    for (const tertial::Breakdown& breakdown : check->breakdowns) groups += breakdown.groups.size();
    return put(out, {.struct_size = 0,
                     .period = check->period.code(),
                     .sample = number_of(check->sample),
                     .id = borrowed(check->id),
                     .title = borrowed(check->title),
                     .result_count = check->results.size(),
                     .group_count = groups});
  });
}

tertial_status tertial_follow_up_self_check_result(const tertial_follow_up* review, size_t self_check, size_t result,
                                                   tertial_self_check_result* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const SelfCheck* const check = self_check_at(call, review, self_check);
    call.out("out", out);
    if (call.ok()) call.index("result", result, check->results.size());
    if (!call.ok()) return call.status();
    const tertial::SelfCheckResult& line = check->results[result];
    *out = {.title = borrowed(line.title), .numerator = number_of(line.numerator), .share = number_of(line.share)};
    return TERTIAL_OK;
  });
}

tertial_status tertial_follow_up_self_check_group(const tertial_follow_up* review, size_t self_check, size_t group,
                                                  tertial_self_check_group* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const SelfCheck* const check = self_check_at(call, review, self_check);
    call.out("out", out);
    if (!call.ok()) return call.status();
    std::size_t left = group;
    for (const tertial::Breakdown& breakdown : check->breakdowns) {
      if (left < breakdown.groups.size()) {
        const auto& [name, size] = breakdown.groups[left];
        *out = {.by = borrowed(breakdown.by), .group = borrowed(name), .count = size};
        return TERTIAL_OK;
      }
      left -= breakdown.groups.size();
    }
    return call.fail(TERTIAL_E_NOT_FOUND, "group", "there are not so many");
  });
}

tertial_status tertial_follow_up_findings(const tertial_follow_up* review, const tertial_findings** out,
                                          tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("review", review);
    call.out("out", out);
    if (!call.ok()) return call.status();
    *out = &review->findings;
    return TERTIAL_OK;
  });
}

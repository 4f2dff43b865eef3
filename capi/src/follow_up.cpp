// Follow-ups, walked line by line.

#include <algorithm>
#include <string>
#include <utility>

#include "call.hpp"
#include "observation_arrays.hpp"
#include "rollup_record.hpp"

using namespace tertial::capi;
using tertial::Action;
using tertial::ActionLine;
using tertial::FollowUp;
using tertial::Indicator;
using tertial::IndicatorLine;
using tertial::KnownObservation;
using tertial::KnownSeries;
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

// The place among lines, which are in the plan's order, of the one for a place in the plan.
template <class Line>
tertial_status find_line(std::string_view what, const tertial_follow_up* review, const char* id, std::size_t size,
                         std::size_t* out, tertial_error* error, std::vector<Line> FollowUp::*lines,
                         std::uint32_t Line::*of,
                         std::optional<std::uint32_t> (Plan::*place_of)(std::string_view) const noexcept) {
  return guarded(error, [&](Call& call) {
    call.handle("review", review);
    const std::string_view wanted = call.text("id", id, size);
    call.out("out", out);
    if (!call.ok()) return call.status();
    const std::vector<Line>& all = review->review.*lines;
    const std::optional<std::uint32_t> place = ((*review->plan).*place_of)(wanted);
    const auto found = std::lower_bound(all.begin(), all.end(), place.value_or(0),
                                        [&](const Line& line, std::uint32_t at) { return line.*of < at; });
    if (!place || found == all.end() || (*found).*of != *place) {
      return call.fail(tertial::no_such_thing(what, wanted), "id");
    }
    *out = static_cast<std::size_t>(found - all.begin());
    return TERTIAL_OK;
  });
}

template <class Step>
std::int32_t step_of(Step step) noexcept {
  return step.value();
}

tertial_figure figure_of(const Indicator& indicator, const std::optional<KnownObservation>& known) noexcept {
  tertial_figure figure{};
  figure.value = figure.numerator = figure.denominator = number_of(std::nullopt);
  figure.definition = borrowed({});
  if (!known) return figure;
  const tertial::Observation& observation = known->observation;
  figure.period = observation.period.code();
  figure.status = static_cast<std::int32_t>(observation.status);
  figure.value = number_of(observation.value);
  figure.numerator = number_of(observation.numerator);
  figure.denominator = number_of(observation.denominator);
  if (known->definition.named()) figure.definition = borrowed(indicator.definitions[known->definition.index()].id);
  return figure;
}

const Indicator& indicator_at(const tertial_follow_up& review, const IndicatorLine& line) noexcept {
  return review.plan->indicators()[line.indicator];
}

// Checks what every call on a part of an indicator line checks; null after a failure.
template <class Parts>
const IndicatorLine* line_with(Call& call, const tertial_follow_up* review, std::size_t indicator,
                               std::string_view name, std::size_t index, const Parts& parts) {
  call.handle("review", review);
  if (call.ok()) call.index("indicator", indicator, review->review.indicators.size());
  if (!call.ok()) return nullptr;
  const IndicatorLine& line = review->review.indicators[indicator];
  call.index(name, index, parts(line).size());
  return call.ok() ? &line : nullptr;
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

tertial_status tertial_follow_up_indicator(const tertial_follow_up* review, size_t index, tertial_indicator_line* out,
                                           tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("review", review);
    call.out_struct("out", out);
    if (call.ok()) call.index("index", index, review->review.indicators.size());
    if (!call.ok()) return call.status();
    const IndicatorLine& line = review->review.indicators[index];
    const Indicator& indicator = indicator_at(*review, line);
    KnownSeries known;
    known_observations(*review->plan, review->review, line.indicator, known);
    tertial_indicator_line told{};
    told.availability = static_cast<std::int32_t>(line.availability);
    told.kind = whole_of(indicator.kind);
    told.direction = whole_of(indicator.direction);
    told.from_baseline_reason = whole_of(line.from_baseline.reason);
    told.from_previous_reason = whole_of(line.from_previous.reason);
    told.from_baseline = number_of(line.from_baseline.value);
    told.from_previous = number_of(line.from_previous.value);
    told.baseline = number_of(indicator.baseline ? shown_baseline(review->review, indicator) : std::nullopt);
    told.baseline_period = indicator.baseline ? code_of(indicator.baseline->period) : TERTIAL_NO_PERIOD;
    told.stale = line.periods_stale;
    told.latest = figure_of(indicator, line.latest);
    told.previous = figure_of(indicator, line.previous);
    told.id = borrowed(indicator.id);
    told.title = borrowed(indicator.title);
    told.unit = borrowed(indicator.unit);
    told.observation_count = known.size();
    told.target_count = line.targets.size();
    told.rollup_count = line.rollups.size();
    told.like_for_like_count = line.like_for_like.size();
    told.break_count = line.breaks.size();
    return put(out, told);
  });
}

tertial_status tertial_follow_up_find_indicator(const tertial_follow_up* review, const char* id, size_t size,
                                                size_t* out, tertial_error* error) {
  return find_line("indicator", review, id, size, out, error, &FollowUp::indicators, &IndicatorLine::indicator,
                   &Plan::indicator_place);
}

tertial_status tertial_follow_up_target(const tertial_follow_up* review, size_t indicator, size_t target,
                                        tertial_target_line* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const IndicatorLine* const line = line_with(
        call, review, indicator, "target", target, [](const IndicatorLine& of) -> const auto& { return of.targets; });
    call.out_struct("out", out);
    if (!call.ok()) return call.status();
    const tertial::TargetVerdict& verdict = line->targets[target];
    const tertial::Target& own = indicator_at(*review, *line).targets[target];
    tertial_target_line told{};
    told.year = own.year;
    told.status = static_cast<std::int32_t>(verdict.status);
    told.judged_on =
        verdict.judged_on == tertial::JudgedOn::nothing ? TERTIAL_NONE : static_cast<std::int32_t>(verdict.judged_on);
    told.periods_observed = verdict.periods_observed;
    told.periods_in_year = verdict.periods_in_year;
    told.value = told.from = told.to = number_of(std::nullopt);
    told.undecided = borrowed({});
    if (const auto* const value = std::get_if<tertial::AimValue>(&own.aim)) {
      told.aim = TERTIAL_AIM_VALUE;
      told.value = value->value;
    } else if (const auto* const range = std::get_if<tertial::AimRange>(&own.aim)) {
      told.aim = TERTIAL_AIM_RANGE;
      told.from = range->from;
      told.to = range->to;
    } else if (const auto* const trend = std::get_if<tertial::AimTrend>(&own.aim)) {
      told.aim = trend->trend == tertial::Trend::increase ? TERTIAL_AIM_INCREASE : TERTIAL_AIM_DECREASE;
    } else if (const auto* const undecided = std::get_if<tertial::AimUndecided>(&own.aim)) {
      told.aim = TERTIAL_AIM_UNDECIDED;
      told.undecided = borrowed(undecided->why);
    }
    told.judged = number_of(verdict.judged);
    told.compared_with = number_of(verdict.compared_with);
    told.year_to_date = number_of(verdict.year_to_date);
    told.forecast = number_of(verdict.forecast);
    told.pace_needed = number_of(verdict.pace_needed);
    told.set_by = borrowed(own.set_by);
    return put(out, told);
  });
}

tertial_status tertial_follow_up_rollup(const tertial_follow_up* review, size_t indicator, size_t rollup,
                                        tertial_rollup* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const IndicatorLine* const line = line_with(
        call, review, indicator, "rollup", rollup, [](const IndicatorLine& of) -> const auto& { return of.rollups; });
    call.out("out", out);
    if (!call.ok()) return call.status();
    *out = record_of(line->rollups[rollup]);
    return TERTIAL_OK;
  });
}

tertial_status tertial_follow_up_like_for_like(const tertial_follow_up* review, size_t indicator, size_t index,
                                               tertial_like_for_like* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const IndicatorLine* const line = line_with(
        call, review, indicator, "index", index,
        [](const IndicatorLine& of) -> const auto& { return of.like_for_like; });
    call.out_struct("out", out);
    if (!call.ok()) return call.status();
    const tertial::LikeForLike& like = line->like_for_like[index];
    return put(out, {.struct_size = 0,
                     .from_period = like.from.observation.period.code(),
                     .to_period = like.to.observation.period.code(),
                     .reserved = 0,
                     .from = number_of(like.from.observation.value),
                     .to = number_of(like.to.observation.value),
                     .change = like.change,
                     .definition = borrowed(indicator_at(*review, *line).definitions[like.definition.index()].id)});
  });
}

tertial_status tertial_follow_up_break(const tertial_follow_up* review, size_t indicator, size_t index,
                                       tertial_period* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const IndicatorLine* const line = line_with(
        call, review, indicator, "index", index, [](const IndicatorLine& of) -> const auto& { return of.breaks; });
    call.out("out", out);
    if (!call.ok()) return call.status();
    *out = line->breaks[index].code();
    return TERTIAL_OK;
  });
}

tertial_status tertial_follow_up_definition(const tertial_follow_up* review, size_t indicator, size_t definition,
                                            tertial_string* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("review", review);
    call.out("out", out);
    if (call.ok()) call.index("indicator", indicator, review->review.indicators.size());
    if (!call.ok()) return call.status();
    const Indicator& of = indicator_at(*review, review->review.indicators[indicator]);
    call.index("definition", definition, of.definitions.size());
    if (!call.ok()) return call.status();
    *out = borrowed(of.definitions[definition].id);
    return TERTIAL_OK;
  });
}

tertial_status tertial_follow_up_observations(const tertial_follow_up* review, size_t indicator,
                                              const tertial_observation_arrays* arrays, size_t* count,
                                              tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("review", review);
    const tertial_observation_arrays room = call.in("arrays", arrays);
    call.out("count", count);
    if (call.ok()) call.index("indicator", indicator, review->review.indicators.size());
    if (!call.ok()) return call.status();
    KnownSeries known;
    known_observations(*review->plan, review->review, review->review.indicators[indicator].indicator, known);
    if (room.capacity < known.size()) return no_room(call, known.size());
    for (std::size_t i = 0; i < known.size(); ++i) {
      write_observation(room, i, known[i].observation, known[i].definition);
    }
    *count = known.size();
    return TERTIAL_OK;
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

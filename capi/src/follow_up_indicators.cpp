// The indicators of a follow-up: figures, targets, roll-ups, breaks.

#include "call.hpp"
#include "follow_up_lines.hpp"
#include "observation_arrays.hpp"
#include "rollup_record.hpp"

using namespace tertial::capi;
using tertial::FollowUp;
using tertial::Indicator;
using tertial::IndicatorLine;
using tertial::KnownObservation;
using tertial::KnownSeries;
using tertial::Plan;

namespace {

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

}  // namespace

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

// Plans: read, written, and looked into.

#include <string>

#include "call.hpp"
#include "observation_arrays.hpp"
#include "tertial/calendar/spoken.hpp"
#include "tertial/io/plan_reader.hpp"
#include "tertial/io/plan_writer.hpp"
#include "tertial/plan/findings.hpp"

using namespace tertial::capi;
using tertial::Action;
using tertial::Activity;
using tertial::Indicator;
using tertial::Observation;
using tertial::Plan;
using tertial::Risk;

tertial_status tertial_plan_read(const char* json, size_t size, tertial_plan** out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const std::span<const char> bytes = call.array("json", json, size);
    call.out("out", out);
    if (!call.ok()) return call.status();
    // The reader tells bytes that are not UTF-8 with their place.
    absl::StatusOr<Plan> plan = tertial::read_plan({bytes.data(), bytes.size()});
    if (!plan.ok()) return call.fail(plan.status(), {});
    *out = new tertial_plan(SharedPlan(*std::move(plan)));
    return TERTIAL_OK;
  });
}

tertial_status tertial_plan_copy(const tertial_plan* plan, tertial_plan** out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    call.out("out", out);
    if (!call.ok()) return call.status();
    *out = new tertial_plan(plan->plan);
    return TERTIAL_OK;
  });
}

tertial_status tertial_plan_write(const tertial_plan* plan, tertial_text** out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    call.out("out", out);
    if (!call.ok()) return call.status();
    *out = new tertial_text(tertial::write_plan(*plan->plan));
    return TERTIAL_OK;
  });
}

void tertial_plan_free(tertial_plan* plan) {
  if (plan != nullptr && plan->is_alive()) delete plan;
}

tertial_status tertial_plan_get(const tertial_plan* plan, tertial_plan_info* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    call.out_struct("out", out);
    if (!call.ok()) return call.status();
    const Plan& own = *plan->plan;
    return put(out, {.struct_size = 0,
                     .year = own.year(),
                     .language = static_cast<std::int32_t>(own.language()),
                     .reserved = 0,
                     .id = borrowed(own.id()),
                     .title = borrowed(own.title()),
                     .organisation = borrowed(own.organisation()),
                     .risk_count = own.risks().size(),
                     .action_count = own.actions().size(),
                     .indicator_count = own.indicators().size(),
                     .self_check_count = own.self_checks().size(),
                     .follow_up_count = own.follow_ups().size()});
  });
}

tertial_status tertial_plan_risk(const tertial_plan* plan, size_t index, tertial_plan_risk_info* out,
                                 tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    call.out_struct("out", out);
    if (call.ok()) call.index("index", index, plan->plan->risks().size());
    if (!call.ok()) return call.status();
    const Risk& risk = plan->plan->risks()[index];
    return put(out, {.struct_size = 0,
                     .reserved = 0,
                     .id = borrowed(risk.id),
                     .title = borrowed(risk.title),
                     .area = borrowed(risk.area),
                     .assessment_count = risk.assessments.size(),
                     .closing_count = risk.closed.size()});
  });
}

tertial_status tertial_plan_action(const tertial_plan* plan, size_t index, tertial_plan_action_info* out,
                                   tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    call.out_struct("out", out);
    if (call.ok()) call.index("index", index, plan->plan->actions().size());
    if (!call.ok()) return call.status();
    const Action& action = plan->plan->actions()[index];
    return put(out, {.struct_size = 0,
                     .reserved = 0,
                     .id = borrowed(action.id),
                     .title = borrowed(action.title),
                     .responsible = borrowed(action.responsible),
                     .report_count = action.reports.size(),
                     .activity_count = action.activities.size()});
  });
}

tertial_status tertial_plan_activity(const tertial_plan* plan, size_t action, size_t activity,
                                     tertial_plan_activity_info* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    call.out_struct("out", out);
    if (call.ok()) call.index("action", action, plan->plan->actions().size());
    if (call.ok()) call.index("activity", activity, plan->plan->actions()[action].activities.size());
    if (!call.ok()) return call.status();
    const Activity& found = plan->plan->actions()[action].activities[activity];
    return put(out, {.struct_size = 0,
                     .start = date_of(found.start),
                     .end = date_of(found.end),
                     .completed = date_of(found.completed),
                     .is_recurrent = found.recurrence ? 1 : 0,
                     .reserved = 0,
                     .id = borrowed(found.id),
                     .title = borrowed(found.title),
                     .held_count = found.held.size()});
  });
}

tertial_status tertial_plan_indicator(const tertial_plan* plan, size_t index, tertial_plan_indicator_info* out,
                                      tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    call.out_struct("out", out);
    if (call.ok()) call.index("index", index, plan->plan->indicators().size());
    if (!call.ok()) return call.status();
    const Indicator& indicator = plan->plan->indicators()[index];
    return put(out,
               {.struct_size = 0,
                .kind = whole_of(indicator.kind),
                .direction = whole_of(indicator.direction),
                .granularity = indicator.periodicity ? whole_of(indicator.periodicity->granularity()) : TERTIAL_NONE,
                .protect = indicator.protect ? 1 : 0,
                .reserved = 0,
                .id = borrowed(indicator.id),
                .title = borrowed(indicator.title),
                .unit = borrowed(indicator.unit),
                .observation_count = indicator.observations.size(),
                .target_count = indicator.targets.size(),
                .definition_count = indicator.definitions.size()});
  });
}

tertial_status tertial_plan_definition(const tertial_plan* plan, size_t indicator, size_t definition,
                                       tertial_string* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    call.out("out", out);
    if (call.ok()) call.index("indicator", indicator, plan->plan->indicators().size());
    if (call.ok()) call.index("definition", definition, plan->plan->indicators()[indicator].definitions.size());
    if (!call.ok()) return call.status();
    *out = borrowed(plan->plan->indicators()[indicator].definitions[definition].id);
    return TERTIAL_OK;
  });
}

tertial_status tertial_plan_follow_up_date(const tertial_plan* plan, size_t index, tertial_plan_follow_up_info* out,
                                           tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    call.out_struct("out", out);
    if (call.ok()) call.index("index", index, plan->plan->follow_ups().size());
    if (!call.ok()) return call.status();
    const tertial::FollowUpDate& follow_up = plan->plan->follow_ups()[index];
    return put(out, {.struct_size = 0, .date = follow_up.date.days(), .period = code_of(follow_up.period)});
  });
}

namespace {

template <class Find>
tertial_status find(std::string_view what, const tertial_plan* plan, const char* id, std::size_t size, std::size_t* out,
                    tertial_error* error, const Find& find_place) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    const std::string_view wanted = call.text("id", id, size);
    call.out("out", out);
    if (!call.ok()) return call.status();
    const std::optional<std::uint32_t> place = find_place(*plan->plan, wanted);
    if (!place) return call.fail(tertial::no_such_thing(what, wanted), "id");
    *out = *place;
    return TERTIAL_OK;
  });
}

}  // namespace

tertial_status tertial_plan_find_risk(const tertial_plan* plan, const char* id, size_t size, size_t* out,
                                      tertial_error* error) {
  return find("risk", plan, id, size, out, error,
              [](const Plan& own, std::string_view wanted) { return own.risk_place(wanted); });
}

tertial_status tertial_plan_find_action(const tertial_plan* plan, const char* id, size_t size, size_t* out,
                                        tertial_error* error) {
  return find("action", plan, id, size, out, error,
              [](const Plan& own, std::string_view wanted) { return own.action_place(wanted); });
}

tertial_status tertial_plan_find_indicator(const tertial_plan* plan, const char* id, size_t size, size_t* out,
                                           tertial_error* error) {
  return find("indicator", plan, id, size, out, error,
              [](const Plan& own, std::string_view wanted) { return own.indicator_place(wanted); });
}

tertial_status tertial_plan_matrix(const tertial_plan* plan, tertial_matrix** out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    call.out("out", out);
    if (!call.ok()) return call.status();
    *out = new tertial_matrix(plan->plan->matrix());
    return TERTIAL_OK;
  });
}

tertial_status tertial_plan_findings(const tertial_plan* plan, tertial_findings** out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    call.out("out", out);
    if (!call.ok()) return call.status();
    *out = new tertial_findings(find_faults(*plan->plan, nullptr));
    return TERTIAL_OK;
  });
}

tertial_status tertial_plan_moment(const tertial_plan* plan, const char* text, size_t size, tertial_date* out,
                                   tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    const std::string_view written = call.text("text", text, size);
    call.out("out", out);
    if (!call.ok()) return call.status();
    const auto period =
        tertial::parse_spoken(written, {.language = plan->plan->language(), .year = plan->plan->year()});
    if (!period.ok()) return call.fail(period.status(), {}, TERTIAL_E_SYNTAX);
    if (period->misread_digit) return call.fail(TERTIAL_E_SYNTAX, {}, "a letter stands where a 1 is meant");
    *out = period->period.last().days();
    return TERTIAL_OK;
  });
}

tertial_status tertial_plan_observations(const tertial_plan* plan, size_t index,
                                         const tertial_observation_arrays* arrays, size_t* count,
                                         tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    const tertial_observation_arrays room = call.in("arrays", arrays);
    call.out("count", count);
    if (call.ok()) call.index("index", index, plan->plan->indicators().size());
    if (!call.ok()) return call.status();
    const tertial::Series& series = plan->plan->indicators()[index].observations;
    if (room.capacity < series.size()) return no_room(call, series.size());
    for (std::size_t i = 0; i < series.size(); ++i) write_observation(room, i, series[i], series.definition(i));
    *count = series.size();
    return TERTIAL_OK;
  });
}

// The facts of an open plan.

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "call.hpp"
#include "plan_facts.hpp"
#include "tertial/plan/fault.hpp"
#include "tertial/plan/place.hpp"

using namespace tertial::capi;
using tertial::ActionStatus;
using tertial::Assessment;
using tertial::Closing;
using tertial::Date;
using tertial::DefinitionRef;
using tertial::Indicator;
using tertial::Likelihood;
using tertial::Observation;
using tertial::ObservationStatus;
using tertial::Period;
using tertial::Place;
using tertial::Plan;
using tertial::SelfCheck;
using tertial::Severity;
using tertial::StatusReport;

namespace tertial::capi {

// A number for a definition that no indicator has: a document could not say it.
constexpr std::size_t kNoDefinition = DefinitionRef::kMost;

DefinitionRef definition_named(const Indicator& indicator, std::string_view name, std::string_view id, Call& call) {
  if (id.empty()) return {};
  for (std::size_t i = 0; i < indicator.definitions.size(); ++i) {
    if (indicator.definitions[i].id == id) return DefinitionRef::at(i);
  }
  call.fail(no_such_thing("definition", id), name);
  return {};
}

ObservationStatus status_unstated(const Observation& observation) noexcept {
  const bool figure = observation.value || (observation.numerator && observation.denominator);
  return figure ? ObservationStatus::normal : ObservationStatus::missing;
}

const Indicator* indicator_of(const tertial_plan& plan, std::string_view id, Call& call) {
  const Indicator* const indicator = plan.plan->find_indicator(id);
  if (indicator == nullptr) call.fail(no_such_thing("indicator", id), "indicator");
  return indicator;
}

}  // namespace tertial::capi

namespace {

// A step of a scale, as far as a byte can say it; what is beyond the plan's own scale is for the plan to refuse.
std::uint8_t step_of(Call& call, std::string_view name, std::int32_t step) {
  if (step >= 0 && step <= 255) return static_cast<std::uint8_t>(step);
  call.fail(TERTIAL_E_ARGUMENT, name, "is no step of a scale");
  return 0;
}

// Each reads what it is given to tell of `owner`, an id.
Assessment read_fact(Call& call, const Plan& plan, std::string_view owner, const tertial_assessment* fact) {
  const tertial_assessment given = call.in("fact", fact);
  if (!call.ok()) return {};
  Assessment result{.date = call.date("fact/date", given.date)};
  result.recorded = call.date_or_none("fact/recorded", given.recorded);
  result.likelihood = Likelihood(step_of(call, "fact/likelihood", given.likelihood));
  result.severity = Severity(step_of(call, "fact/severity", given.severity));
  result.rationale = call.text("fact/rationale", given.rationale);
  const std::string_view level = call.text("fact/level", given.level);
  if (!call.ok() || level.empty()) return result;
  const std::optional<std::uint32_t> at = plan.risk_place(owner);
  if (!at) return result;  // and that is what is told
  const Place root, risks(root, "risks"), risk(risks, *at), list(risk, "assessments");
  const Place here(list, plan.risks()[*at].assessments.size());
  if (result.likelihood.stated() || result.severity.stated()) {
    call.fail(TERTIAL_E_SCHEMA, here.pointer(), "an assessment states likelihood and severity, or a level, not both");
  }
  const std::optional<tertial::Level> found = plan.matrix().find_level(level);
  if (!found) call.fail(TERTIAL_E_SCHEMA, Place(here, "level").pointer(), "the matrix has no level of that id");
  result.level = found.value_or(tertial::Level());
  return result;
}

Closing read_fact(Call& call, const Plan&, std::string_view, const tertial_closing* fact) {
  const tertial_closing given = call.in("fact", fact);
  if (!call.ok()) return {};
  Closing result{.date = call.date("fact/date", given.date)};
  result.recorded = call.date_or_none("fact/recorded", given.recorded);
  result.reason = call.text("fact/reason", given.reason);
  return result;
}

StatusReport read_fact(Call& call, const Plan&, std::string_view, const tertial_action_report* fact) {
  const tertial_action_report given = call.in("fact", fact);
  if (!call.ok()) return {};
  StatusReport result{.date = call.date("fact/date", given.date)};
  result.recorded = call.date_or_none("fact/recorded", given.recorded);
  result.status = static_cast<ActionStatus>(call.one_of("fact/status", given.status, TERTIAL_ACTION_STATUSES));
  result.progress = call.number_or_none("fact/progress", given.progress);
  result.comment = call.text("fact/comment", given.comment);
  return result;
}

SelfCheck read_fact(Call& call, const Plan&, std::string_view, const tertial_self_check* fact) {
  const tertial_self_check given = call.in("fact", fact);
  if (!call.ok()) return {};
  SelfCheck result{.id = std::string(call.text("fact/id", given.id)),
                   .period = call.period("fact/period", given.period)};
  result.recorded = call.date_or_none("fact/recorded", given.recorded);
  result.title = call.text("fact/title", given.title);
  result.sample = call.number_or_none("fact/sample", given.sample);
  for (const tertial_string& risk : call.array("fact/risks", given.risks, given.risk_count)) {
    result.risks.emplace_back(call.text("fact/risks", risk));
  }
  for (const tertial_self_check_result& line : call.array("fact/results", given.results, given.result_count)) {
    result.results.push_back({.title = std::string(call.text("fact/results", line.title)),
                              .numerator = call.number_or_none("fact/results", line.numerator),
                              .share = call.number_or_none("fact/results", line.share)});
  }
  for (const tertial_self_check_group& group : call.array("fact/groups", given.groups, given.group_count)) {
    const std::string_view by = call.text("fact/groups", group.by);
    if (result.breakdowns.empty() || result.breakdowns.back().by != by) {
      result.breakdowns.push_back({.by = std::string(by)});
    }
    result.breakdowns.back().groups.emplace_back(call.text("fact/groups", group.group), group.count);
  }
  return result;
}

Observation read_observation(Call& call, const Indicator& indicator, const tertial_observation* fact) {
  const tertial_observation given = call.in("fact", fact);
  if (!call.ok()) return {};
  Observation result{.period = call.period("fact/period", given.period)};
  result.recorded = call.date_or_none("fact/recorded", given.recorded);
  result.value = call.number_or_none("fact/value", given.value);
  result.numerator = call.number_or_none("fact/numerator", given.numerator);
  result.denominator = call.number_or_none("fact/denominator", given.denominator);
  result.definition =
      definition_named(indicator, "fact/definition", call.text("fact/definition", given.definition), call);
  result.status =
      given.status == TERTIAL_NONE
          ? status_unstated(result)
          : static_cast<ObservationStatus>(call.one_of("fact/status", given.status, TERTIAL_OBSERVATION_SUPPRESSED));
  return result;
}

// A fact that is read by read_fact() and given to the plan by `change`, most often a member: change(plan, owner, fact).
template <class Given, class Change>
tertial_status change_fact(tertial_plan* plan, std::string_view what, const char* owner, std::size_t owner_size,
                           const Given* fact, tertial_error* error, const Change& change) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    const std::string_view id = call.text(what, owner, owner_size);
    if (!call.ok()) return call.status();
    auto read = read_fact(call, *plan->plan, id, fact);
    if (!call.ok()) return call.status();
    const absl::Status status = std::invoke(change, plan->plan.alone(), id, std::move(read));
    return status.ok() ? TERTIAL_OK : call.fail(status, what);
  });
}

// What needs no more than days: `change(plan, owner, date, recorded)`.
template <class Change>
tertial_status change_by_date(tertial_plan* plan, std::string_view what, const char* owner, std::size_t owner_size,
                              tertial_date date, tertial_date recorded, tertial_error* error, const Change& change) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    const std::string_view id = call.text(what, owner, owner_size);
    const Date day = call.date("date", date);
    const std::optional<Date> recorded_on = call.date_or_none("recorded", recorded);
    if (!call.ok()) return call.status();
    const absl::Status status = std::invoke(change, plan->plan.alone(), id, day, recorded_on);
    return status.ok() ? TERTIAL_OK : call.fail(status, what);
  });
}

template <class Change>
tertial_status change_observation(tertial_plan* plan, const char* indicator, std::size_t indicator_size,
                                  const tertial_observation* fact, tertial_error* error, const Change& change) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    const std::string_view id = call.text("indicator", indicator, indicator_size);
    if (!call.ok()) return call.status();
    const Indicator* const owner = indicator_of(*plan, id, call);
    if (owner == nullptr) return call.status();
    const Observation observation = read_observation(call, *owner, fact);
    if (!call.ok()) return call.status();
    const absl::Status status = std::invoke(change, plan->plan.alone(), id, observation);
    return status.ok() ? TERTIAL_OK : call.fail(status, "indicator");
  });
}

}  // namespace

tertial_status tertial_plan_add_assessment(tertial_plan* plan, const char* risk, size_t risk_size,
                                           const tertial_assessment* fact, tertial_error* error) {
  return change_fact(plan, "risk", risk, risk_size, fact, error, &Plan::add_assessment);
}

tertial_status tertial_plan_correct_assessment(tertial_plan* plan, const char* risk, size_t risk_size,
                                               const tertial_assessment* fact, tertial_error* error) {
  return change_fact(plan, "risk", risk, risk_size, fact, error, &Plan::correct_assessment);
}

tertial_status tertial_plan_remove_assessment(tertial_plan* plan, const char* risk, size_t risk_size, tertial_date date,
                                              tertial_date recorded, tertial_error* error) {
  return change_by_date(plan, "risk", risk, risk_size, date, recorded, error, &Plan::remove_assessment);
}

tertial_status tertial_plan_add_closing(tertial_plan* plan, const char* risk, size_t risk_size,
                                        const tertial_closing* fact, tertial_error* error) {
  return change_fact(plan, "risk", risk, risk_size, fact, error, &Plan::add_closing);
}

tertial_status tertial_plan_correct_closing(tertial_plan* plan, const char* risk, size_t risk_size,
                                            const tertial_closing* fact, tertial_error* error) {
  return change_fact(plan, "risk", risk, risk_size, fact, error, &Plan::correct_closing);
}

tertial_status tertial_plan_remove_closing(tertial_plan* plan, const char* risk, size_t risk_size, tertial_date date,
                                           tertial_date recorded, tertial_error* error) {
  return change_by_date(plan, "risk", risk, risk_size, date, recorded, error, &Plan::remove_closing);
}

tertial_status tertial_plan_add_report(tertial_plan* plan, const char* action, size_t action_size,
                                       const tertial_action_report* fact, tertial_error* error) {
  return change_fact(plan, "action", action, action_size, fact, error, &Plan::add_report);
}

tertial_status tertial_plan_correct_report(tertial_plan* plan, const char* action, size_t action_size,
                                           const tertial_action_report* fact, tertial_error* error) {
  return change_fact(plan, "action", action, action_size, fact, error, &Plan::correct_report);
}

tertial_status tertial_plan_remove_report(tertial_plan* plan, const char* action, size_t action_size, tertial_date date,
                                          tertial_date recorded, tertial_error* error) {
  return change_by_date(plan, "action", action, action_size, date, recorded, error, &Plan::remove_report);
}

tertial_status tertial_plan_add_occurrence(tertial_plan* plan, const char* action, size_t action_size, size_t activity,
                                           tertial_date held, tertial_error* error) {
  return change_by_date(plan, "action", action, action_size, held, TERTIAL_NO_DATE, error,
                        [&](Plan& own, std::string_view id, Date day, std::optional<Date>) {
                          return own.add_occurrence(id, activity, day);
                        });
}

tertial_status tertial_plan_remove_occurrence(tertial_plan* plan, const char* action, size_t action_size,
                                              size_t activity, tertial_date held, tertial_error* error) {
  return change_by_date(plan, "action", action, action_size, held, TERTIAL_NO_DATE, error,
                        [&](Plan& own, std::string_view id, Date day, std::optional<Date>) {
                          return own.remove_occurrence(id, activity, day);
                        });
}

tertial_status tertial_plan_add_observation(tertial_plan* plan, const char* indicator, size_t indicator_size,
                                            const tertial_observation* fact, tertial_error* error) {
  return change_observation(plan, indicator, indicator_size, fact, error, &Plan::add_observation);
}

tertial_status tertial_plan_correct_observation(tertial_plan* plan, const char* indicator, size_t indicator_size,
                                                const tertial_observation* fact, tertial_error* error) {
  return change_observation(plan, indicator, indicator_size, fact, error, &Plan::correct_observation);
}

tertial_status tertial_plan_remove_observation(tertial_plan* plan, const char* indicator, size_t indicator_size,
                                               tertial_period period, const char* definition, size_t definition_size,
                                               tertial_date recorded, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    const std::string_view id = call.text("indicator", indicator, indicator_size);
    const Period of = call.period("period", period);
    const std::string_view named = call.text("definition", definition, definition_size);
    const std::optional<Date> recorded_on = call.date_or_none("recorded", recorded);
    if (!call.ok()) return call.status();
    const Indicator* const owner = indicator_of(*plan, id, call);
    if (owner == nullptr) return call.status();
    const DefinitionRef meant = definition_named(*owner, "definition", named, call);
    if (!call.ok()) return call.status();
    const absl::Status status = plan->plan.alone().remove_observation(id, of, meant, recorded_on);
    return status.ok() ? TERTIAL_OK : call.fail(status, "period");
  });
}

tertial_status tertial_plan_add_observations(tertial_plan* plan, const char* indicator, size_t indicator_size,
                                             const tertial_observation_columns* columns, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    const std::string_view id = call.text("indicator", indicator, indicator_size);
    const tertial_observation_columns given = call.in("columns", columns);
    if (!call.ok()) return call.status();
    call.array("columns/periods", given.periods, given.count);
    if (!call.ok() || indicator_of(*plan, id, call) == nullptr) return call.status();
    // What a column cannot say is refused with its place before anything is added.
    const auto refuse = [&](std::string_view column, std::size_t i, std::string_view why) {
      return call.fail(TERTIAL_E_ARGUMENT, tertial::text("columns/", column, "/", i), why);
    };
    for (std::size_t i = 0; i < given.count; ++i) {
      if (!Period::from_code(given.periods[i])) {
        return refuse("periods", i, "is no period of the years 1900 to 2200");
      }
      if (given.statuses != nullptr && given.statuses[i] >= TERTIAL_OBSERVATION_SUPPRESSED) {
        return refuse("statuses", i, "is no status that a plan may state");
      }
      if (given.definitions != nullptr && given.definitions[i] > kNoDefinition) {
        return refuse("definitions", i, "is no number of a definition");
      }
      if (given.recorded != nullptr && given.recorded[i] != TERTIAL_NO_DATE &&
          (given.recorded[i] < Date::earliest().days() || given.recorded[i] > Date::latest().days())) {
        return refuse("recorded", i, "is no day of the years 1900 to 2200");
      }
    }
    const auto figure = [](const double* column, std::size_t i) {
      return column == nullptr || std::isnan(column[i]) ? std::nullopt : std::optional(column[i]);
    };
    const absl::Status status = plan->plan.alone().add_observations(id, given.count, [&](std::size_t i) {
      Observation observation{.period = *Period::from_code(given.periods[i])};
      if (given.valid == nullptr || given.valid[i] != 0) observation.value = figure(given.values, i);
      observation.numerator = figure(given.numerators, i);
      observation.denominator = figure(given.denominators, i);
      if (given.statuses != nullptr) {
        observation.status = static_cast<ObservationStatus>(given.statuses[i]);
      } else {
        observation.status = status_unstated(observation);
      }
      if (given.definitions != nullptr) observation.definition = DefinitionRef::from_code(given.definitions[i]);
      if (given.recorded != nullptr && given.recorded[i] != TERTIAL_NO_DATE) {
        observation.recorded = Date::from_days(given.recorded[i]);
      }
      return observation;
    });
    return status.ok() ? TERTIAL_OK : call.fail(status, "indicator");
  });
}

tertial_status tertial_plan_add_self_check(tertial_plan* plan, const tertial_self_check* fact, tertial_error* error) {
  return change_fact(plan, "fact", nullptr, 0, fact, error,
                     [](Plan& own, std::string_view, SelfCheck&& read) { return own.add_self_check(std::move(read)); });
}

tertial_status tertial_plan_correct_self_check(tertial_plan* plan, const tertial_self_check* fact,
                                               tertial_error* error) {
  return change_fact(plan, "fact", nullptr, 0, fact, error, [](Plan& own, std::string_view, SelfCheck&& read) {
    return own.correct_self_check(std::move(read));
  });
}

tertial_status tertial_plan_remove_self_check(tertial_plan* plan, const char* id, size_t id_size,
                                              tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    const std::string_view wanted = call.text("id", id, id_size);
    if (!call.ok()) return call.status();
    const absl::Status status = plan->plan.alone().remove_self_check(wanted);
    return status.ok() ? TERTIAL_OK : call.fail(status, "id");
  });
}

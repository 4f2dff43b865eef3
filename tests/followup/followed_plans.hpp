// Plans followed up, and what is found in what came of it: for the tests of follow_up().
#pragma once

#include <doctest/doctest.h>
#include <algorithm>
#include <fstream>
#include <iterator>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include "tertial/followup/follow_up.hpp"
#include "tertial/io/plan_reader.hpp"

namespace tertial::test::following {

using tertial::ActionLine;
using tertial::ActionStatus;
using tertial::Availability;
using tertial::Cell;
using tertial::Date;
using tertial::DefinitionRef;
using tertial::Finding;
using tertial::FindingCode;
using tertial::follow_up;
using tertial::FollowUp;
using tertial::FollowUpOptions;
using tertial::Indicator;
using tertial::IndicatorLine;
using tertial::JudgedOn;
using tertial::known_observations;
using tertial::KnownSeries;
using tertial::Language;
using tertial::Movement;
using tertial::NoChange;
using tertial::Observation;
using tertial::ObservationStatus;
using tertial::Period;
using tertial::Plan;
using tertial::PlanDraft;
using tertial::read_plan;
using tertial::RiskLine;
using tertial::RollUp;
using tertial::Series;
using tertial::TargetStatus;

inline Date day(std::string_view text) { return Date::parse(text).value(); }
inline Period period(std::string_view text) { return Period::parse(text).value(); }

inline Plan parsed(std::string_view json) {
  const auto plan = read_plan(json);
  REQUIRE_MESSAGE(plan.ok(), plan.status().ToString());
  return *plan;
}

inline Plan sample(std::string_view name) {
  std::ifstream in(std::string(TERTIAL_TEST_DATA) + "/" + std::string(name), std::ios::binary);
  return parsed(std::string(std::istreambuf_iterator<char>(in), {}));
}
inline const Plan& action_plan() {
  static const Plan plan = sample("action-plan-2020/plan.json");
  return plan;
}
inline const Plan& with_outcomes() {
  static const Plan plan = sample("operational-plan-2020/with-outcomes.json");
  return plan;
}

inline FollowUp at(const Plan& plan, std::string_view as_of, std::optional<Date> known_at = std::nullopt) {
  const auto review = follow_up(plan, {.as_of = day(as_of), .known_at = known_at});
  REQUIRE_MESSAGE(review.ok(), review.status().ToString());
  return *review;
}
inline const FollowUp& tertial_2() {
  static const FollowUp review = at(action_plan(), "2020-08-31");
  return review;
}

inline const RiskLine& line_of(const Plan& plan, const FollowUp& review, std::string_view risk) {
  const auto found = std::find_if(review.risks.begin(), review.risks.end(),
                                  [&](const RiskLine& line) { return plan.risks()[line.risk].id == risk; });
  REQUIRE(found != review.risks.end());
  return *found;
}
inline const ActionLine& action_of(const Plan& plan, const FollowUp& review, std::string_view id) {
  return review.actions[plan.action_place(id).value()];
}
inline const IndicatorLine& indicator_of(const Plan& plan, const FollowUp& review, std::string_view id) {
  return review.indicators[plan.indicator_place(id).value()];
}
inline const IndicatorLine& of_action_plan(std::string_view id) { return indicator_of(action_plan(), tertial_2(), id); }

inline std::vector<Finding> found(const FollowUp& review, FindingCode code) {
  std::vector<Finding> result;
  std::copy_if(review.findings.begin(), review.findings.end(), std::back_inserter(result),
               [&](const Finding& one) { return one.code == code; });
  return result;
}
// One datum of every finding of a code.
inline std::vector<std::string> named(const FollowUp& review, FindingCode code, std::string_view key) {
  std::vector<std::string> result;
  for (const Finding& one : found(review, code)) result.emplace_back(one.word(key));
  return result;
}

// The plan with the value of one observation changed.
inline Plan changed(const Plan& plan, std::string_view id, std::string_view at_period, double by) {
  PlanDraft draft = plan.draft();
  Indicator& indicator = draft.indicators[plan.indicator_place(id).value()];
  Series series;
  bool any = false;
  for (std::size_t i = 0; i < indicator.observations.size(); ++i) {
    Observation one = indicator.observations[i];
    if (one.period == period(at_period)) {
      one.value = one.value.value() + by;
      any = true;
    }
    series.append(one);
  }
  REQUIRE(any);
  indicator.observations = series;
  return Plan::make(std::move(draft)).value();
}

inline int moved(const FollowUp& review, Movement movement) {
  return review.summary.risks.movement[static_cast<std::size_t>(movement)];
}
inline int with_status(const FollowUp& review, ActionStatus status) {
  return review.summary.actions.by_status[static_cast<std::size_t>(status)];
}

// A plan of risks and more, with a matrix of which the scores 8 and 16 have no colour.
inline Plan small(std::string_view members) {
  return parsed(R"({"tertial": 1, "id": "p", "title": "Plan", "year": 2020, "matrix": {
      "likelihood": ["1", "2", "3", "4"], "severity": ["1", "2", "3", "4"], "score": "product",
      "bands": [{"level": "green", "from": 1, "to": 3}, {"level": "yellow", "from": 4, "to": 6},
                {"level": "red", "from": 9, "to": 12}]},
      "follow_ups": [{"date": "2020-04-30"}, {"date": "2020-08-31", "period": "2020"}], )" +
                std::string(members) + "}");
}

}  // namespace tertial::test::following

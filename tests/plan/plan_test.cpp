#include "tertial/plan/plan.hpp"

#include <chrono>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tertial/plan/fault.hpp"

using tertial::AimRange;
using tertial::AimValue;
using tertial::Date;
using tertial::DefinitionRef;
using tertial::Fault;
using tertial::fault_of;
using tertial::FaultKind;
using tertial::Indicator;
using tertial::Language;
using tertial::Level;
using tertial::Likelihood;
using tertial::Period;
using tertial::Plan;
using tertial::PlanDraft;
using tertial::RiskMatrix;
using tertial::Scale;
using tertial::Severity;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Date day(std::string_view text) { return Date::parse(text).value(); }
Period period(std::string_view text) { return Period::parse(text).value(); }

RiskMatrix matrix() {
  return RiskMatrix::make({.likelihood = Scale::make({"Låg", "Medel", "Hög"}).value(),
                           .severity = Scale::make({"Liten", "Stor"}).value(),
                           .bands = {{"green", "Grön", 1, 3}, {"red", "Röd", 4, 6}}})
      .value();
}

// One of everything, and two of what is referred to.
PlanDraft draft() {
  PlanDraft plan{.id = "p", .title = "Plan", .year = 2020, .matrix = matrix()};
  plan.goals = {{.id = "1", .goals = {{.id = "1.1"}}}, {.id = "2"}};
  plan.areas = {{.id = "A", .goal = "1.1"}, {.id = "B"}};
  plan.risks = {
      {.id = "r", .area = "A", .assessments = {{.date = day("2020-04-30"), .level = Level(2)}}},
      {.id = "s", .assessments = {{.date = day("2020-04-30"), .likelihood = Likelihood(3), .severity = Severity(2)}}}};
  plan.actions = {{.id = "a",
                   .risks = {"r", "s"},
                   .goals = {"1", "1.1"},
                   .reports = {{.date = day("2020-04-30"), .progress = 0.5}},
                   .activities = {{.id = "x",
                                   .start = day("2020-02-03"),
                                   .end = day("2020-12-31"),
                                   .progress = {{.date = day("2020-04-30"), .value = 0.5}}},
                                  {},
                                  {}}},
                  {.id = "b"}};
  plan.indicators = {{.id = "n", .title = ""}, {.id = "d", .title = ""}, {.id = "c", .title = ""}};
  Indicator share{.id = "i",
                  .title = "",
                  .risks = {"r"},
                  .actions = {"a"},
                  .goals = {"2"},
                  .numerator = "n",
                  .denominator = "d",
                  .complement_of = "c",
                  .targets = {{.year = 2020, .aim = AimValue{84}, .near = 0.0}},
                  .definitions = {{.id = "old"}, {.id = "new", .from = period("2020-T2")}}};
  share.observations.append({.period = period("2020-T2"), .value = 61.0, .definition = DefinitionRef::at(1)});
  plan.indicators.push_back(share);
  plan.self_checks = {{.id = "k",
                       .period = period("2020-07"),
                       .risks = {"r"},
                       .sample = 0.0,
                       .results = {{.numerator = 0.0}},
                       .breakdowns = {{.by = "sex", .groups = {{"girls", 0.0}}}}}};
  plan.follow_ups = {{.date = day("2020-08-31")}, {.date = day("2020-04-30")}};
  return plan;
}

std::string refused_at(PlanDraft plan) {
  const auto made = Plan::make(std::move(plan));
  if (made.ok()) return "made";
  const auto fault = fault_of(made.status());
  REQUIRE(fault);
  CHECK(fault->kind == FaultKind::schema);
  CHECK_FALSE(fault->message.empty());
  return fault->at;
}

double seconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

TEST_CASE("a plan that hangs together is made as it was drafted") {
  const auto plan = Plan::make(draft());
  REQUIRE_MESSAGE(plan.ok(), plan.status().ToString());
  CHECK(plan->draft() == draft());
  CHECK(plan->id() == "p");
  CHECK(plan->year() == 2020);
  CHECK(plan->language() == Language::sv);  // where none is stated
  CHECK(plan->risks().size() == 2);
  CHECK(plan->find_risk("s") == &plan->risks()[1]);
  CHECK(plan->find_action("b") == &plan->actions()[1]);
  CHECK(plan->find_indicator("c") == &plan->indicators()[2]);
  CHECK(plan->find_area("B") == &plan->areas()[1]);
  CHECK(plan->risk_place("s") == 1);
  CHECK(plan->action_place("a") == 0);
  CHECK(plan->indicator_place("i") == 3);
  CHECK(plan->find_risk("a") == nullptr);
  CHECK(plan->find_area("") == nullptr);
  CHECK_FALSE(plan->risk_place("1.1"));
}

TEST_CASE("a plan may be copied, moved and changed through its draft") {
  Plan plan = Plan::make(draft()).value();
  const Plan copy = plan;
  CHECK(copy == plan);
  CHECK(copy.find_risk("s") == &copy.risks()[1]);
  PlanDraft changed = std::move(plan).draft();
  changed.title = "Another";
  const Plan other = Plan::make(std::move(changed)).value();
  CHECK(other != copy);
  CHECK(other.find_risk("s") == &other.risks()[1]);
}

TEST_CASE("the least plan is an id, a matrix and a year") {
  CHECK(refused_at({.id = "p", .title = "", .year = 2020, .matrix = matrix()}) == "made");
}

TEST_CASE("everything that does not hang together is refused at its place") {
  struct Row {
    std::string_view at;
    void (*spoil)(PlanDraft&);
  };
  const Row rows[] = {
      {"/id", [](PlanDraft& p) { p.id.clear(); }},
      {"", [](PlanDraft& p) { p.matrix.reset(); }},
      {"/year", [](PlanDraft& p) { p.year = 0; }},
      {"/year", [](PlanDraft& p) { p.year = 1899; }},
      {"/year", [](PlanDraft& p) { p.year = 2201; }},
      // An id twice, or none
      {"/goals/1/id", [](PlanDraft& p) { p.goals[1].id = "1"; }},
      {"/goals/1/id", [](PlanDraft& p) { p.goals[1].id = "1.1"; }},
      {"/goals/0/goals/0/id", [](PlanDraft& p) { p.goals[0].goals[0].id = "1"; }},
      {"/goals/0/goals/0/id", [](PlanDraft& p) { p.goals[0].goals[0].id.clear(); }},
      {"/areas/1/id", [](PlanDraft& p) { p.areas[1].id = "A"; }},
      {"/areas/0/id", [](PlanDraft& p) { p.areas[0].id.clear(); }},
      {"/risks/1/id", [](PlanDraft& p) { p.risks[1].id = "r"; }},
      {"/risks/1/id", [](PlanDraft& p) { p.risks[1].id.clear(); }},
      {"/actions/1/id", [](PlanDraft& p) { p.actions[1].id = "a"; }},
      {"/actions/1/id", [](PlanDraft& p) { p.actions[1].id.clear(); }},
      {"/actions/0/activities/2/id", [](PlanDraft& p) { p.actions[0].activities[2].id = "x"; }},
      {"/indicators/3/id", [](PlanDraft& p) { p.indicators[3].id = "n"; }},
      {"/indicators/0/id", [](PlanDraft& p) { p.indicators[0].id.clear(); }},
      {"/indicators/3/definitions/1/id", [](PlanDraft& p) { p.indicators[3].definitions[1].id = "old"; }},
      {"/indicators/3/definitions/0/id", [](PlanDraft& p) { p.indicators[3].definitions[0].id.clear(); }},
      {"/self_checks/1/id", [](PlanDraft& p) { p.self_checks.push_back(p.self_checks[0]); }},
      {"/self_checks/0/id", [](PlanDraft& p) { p.self_checks[0].id.clear(); }},
      {"/follow_ups/2/date", [](PlanDraft& p) { p.follow_ups.push_back({.date = day("2020-08-31")}); }},
      // A reference that leads nowhere, to itself, or twice to the same
      {"/areas/0/goal", [](PlanDraft& p) { p.areas[0].goal = "3"; }},
      {"/risks/0/area", [](PlanDraft& p) { p.risks[0].area = "C"; }},
      {"/actions/0/risks/1", [](PlanDraft& p) { p.actions[0].risks[1] = "t"; }},
      {"/actions/0/risks/1", [](PlanDraft& p) { p.actions[0].risks[1] = "r"; }},
      {"/actions/0/goals/0", [](PlanDraft& p) { p.actions[0].goals[0] = "A"; }},
      {"/indicators/3/risks/0", [](PlanDraft& p) { p.indicators[3].risks[0] = ""; }},
      {"/indicators/3/actions/0", [](PlanDraft& p) { p.indicators[3].actions[0] = "x"; }},
      {"/indicators/3/goals/0", [](PlanDraft& p) { p.indicators[3].goals[0] = "2.1"; }},
      {"/indicators/3/goals/1", [](PlanDraft& p) { p.indicators[3].goals.push_back("2"); }},
      {"/indicators/3/numerator", [](PlanDraft& p) { p.indicators[3].numerator = "m"; }},
      {"/indicators/3/numerator", [](PlanDraft& p) { p.indicators[3].numerator = "i"; }},
      {"/indicators/3/denominator", [](PlanDraft& p) { p.indicators[3].denominator = "m"; }},
      {"/indicators/3/denominator", [](PlanDraft& p) { p.indicators[3].denominator = "i"; }},
      {"/indicators/3/complement_of", [](PlanDraft& p) { p.indicators[3].complement_of = "m"; }},
      {"/indicators/3/complement_of", [](PlanDraft& p) { p.indicators[3].complement_of = "i"; }},
      {"/self_checks/0/risks/0", [](PlanDraft& p) { p.self_checks[0].risks[0] = "a"; }},
      {"/indicators/3/observations/0/definition", [](PlanDraft& p) { p.indicators[3].definitions.resize(1); }},
      // Figures outside their range
      {"/risks/1/assessments/0/likelihood", [](PlanDraft& p) { p.risks[1].assessments[0].likelihood = Likelihood(4); }},
      {"/risks/1/assessments/0/severity", [](PlanDraft& p) { p.risks[1].assessments[0].severity = Severity(3); }},
      {"/risks/1/assessments/0", [](PlanDraft& p) { p.risks[1].assessments[0].severity = Severity(0); }},
      {"/risks/1/assessments/0", [](PlanDraft& p) { p.risks[1].assessments[0].likelihood = Likelihood(0); }},
      {"/risks/0/assessments/0", [](PlanDraft& p) { p.risks[0].assessments[0].level = Level(); }},
      {"/risks/0/assessments/0/level", [](PlanDraft& p) { p.risks[0].assessments[0].level = Level(3); }},
      {"/actions/0/reports/0/progress", [](PlanDraft& p) { p.actions[0].reports[0].progress = 1.01; }},
      {"/actions/0/reports/0/progress", [](PlanDraft& p) { p.actions[0].reports[0].progress = -0.01; }},
      {"/actions/0/reports/0/progress", [](PlanDraft& p) { p.actions[0].reports[0].progress = kNaN; }},
      {"/actions/0/activities/0/progress/0/value",
       [](PlanDraft& p) { p.actions[0].activities[0].progress[0].value = 1.5; }},
      {"/actions/0/activities/1/progress", [](PlanDraft& p) { p.actions[0].activities[1].progress = {{.value = -1}}; }},
      {"/indicators/3/targets/0/near", [](PlanDraft& p) { p.indicators[3].targets[0].near = -1.0; }},
      {"/indicators/3/targets/0/near", [](PlanDraft& p) { p.indicators[3].targets[0].near = kNaN; }},
      {"/indicators/3/targets/0/year", [](PlanDraft& p) { p.indicators[3].targets[0].year = 0; }},
      {"/indicators/3/definitions",
       [](PlanDraft& p) {
         for (int i = 0; i < 254; ++i) p.indicators[3].definitions.push_back({.id = std::to_string(i)});
       }},
      {"/self_checks/0/sample", [](PlanDraft& p) { p.self_checks[0].sample = -1.0; }},
      {"/self_checks/0/results/0/numerator", [](PlanDraft& p) { p.self_checks[0].results[0].numerator = -1.0; }},
      {"/self_checks/0/breakdowns/0/groups/girls",
       [](PlanDraft& p) { p.self_checks[0].breakdowns[0].groups[0].second = -1; }},
      {"/rules/at_risk_behind", [](PlanDraft& p) { p.rules.schedule.at_risk_behind = -0.1; }},
      {"/rules/at_risk_behind", [](PlanDraft& p) { p.rules.schedule.at_risk_behind = kNaN; }},
      {"/rules/delayed_behind", [](PlanDraft& p) { p.rules.schedule.delayed_behind = 0.05; }},
      {"/rules/delayed_behind", [](PlanDraft& p) { p.rules.schedule.delayed_behind = 1.5; }},
      {"/rules/ratio_tolerance", [](PlanDraft& p) { p.rules.ratio_tolerance = -0.5; }},
      // An end before its start
      {"/actions/0/activities/0/end", [](PlanDraft& p) { p.actions[0].activities[0].end = day("2020-02-02"); }},
      {"/indicators/3/targets/0/to",
       [](PlanDraft& p) { p.indicators[3].targets[0].aim = AimRange{.from = 2, .to = 1}; }},
      // Parts that run in a circle
      {"/indicators/0/numerator", [](PlanDraft& p) { p.indicators[0].numerator = "n"; }},
  };
  for (const Row& row : rows) {
    PlanDraft plan = draft();
    row.spoil(plan);
    CAPTURE(row.at);
    CHECK(refused_at(std::move(plan)) == row.at);
  }
}

TEST_CASE("what only just fits is not refused") {
  PlanDraft plan = draft();
  plan.actions[0].reports[0].progress = 1.0;
  plan.actions[0].activities[0].progress[0].value = 0;
  plan.actions[0].activities[0].end = plan.actions[0].activities[0].start;
  plan.indicators[3].targets[0].aim = AimRange{.from = 2, .to = 2};
  plan.rules.schedule = {.at_risk_behind = 0.25, .delayed_behind = 0.25};
  plan.rules.ratio_tolerance = 0.0;
  CHECK(refused_at(std::move(plan)) == "made");
}

TEST_CASE("ids of different lists may be the same") {
  PlanDraft plan{.id = "p", .title = "", .year = 2020, .matrix = matrix()};
  plan.goals = {{.id = "1"}};
  plan.areas = {{.id = "1"}};
  plan.risks = {{.id = "1"}};
  plan.actions = {{.id = "1"}};
  plan.indicators = {{.id = "1", .title = ""}};
  plan.self_checks = {{.id = "1", .period = period("2020")}};
  CHECK(refused_at(std::move(plan)) == "made");
}

TEST_CASE("a long id is cut where the fault is told") {
  PlanDraft plan = draft();
  plan.risks[0].id = plan.risks[1].id = std::string(100'000, 'x');
  const auto made = Plan::make(std::move(plan));
  REQUIRE_FALSE(made.ok());
  CHECK(made.status().message().size() < 200);
}

TEST_CASE("parts that run in a circle of any length are refused, numerators and denominators alike") {
  for (std::size_t length = 2; length <= 5; ++length) {
    for (std::size_t by_denominator = 0; by_denominator <= length; ++by_denominator) {
      CAPTURE(length);
      CAPTURE(by_denominator);
      PlanDraft plan{.id = "p", .title = "", .year = 2020, .matrix = matrix()};
      // A lead-in that is no part of the circle, then the circle.
      plan.indicators.push_back({.id = "lead", .title = "", .numerator = "0"});
      for (std::size_t i = 0; i < length; ++i) {
        Indicator one{.id = std::to_string(i), .title = ""};
        (i < by_denominator ? one.denominator : one.numerator) = std::to_string((i + 1) % length);
        plan.indicators.push_back(one);
      }
      const std::string at = refused_at(std::move(plan));
      // Told at the indicator that closes the circle, which from the lead-in on is the last.
      CHECK(at == "/indicators/" + std::to_string(length) + (by_denominator == length ? "/denominator" : "/numerator"));
    }
  }
}

TEST_CASE("parts that meet again without a circle are fine") {
  PlanDraft plan{.id = "p", .title = "", .year = 2020, .matrix = matrix()};
  plan.indicators = {{.id = "a", .title = "", .numerator = "b", .denominator = "c"},
                     {.id = "b", .title = "", .numerator = "d", .denominator = "d"},
                     {.id = "c", .title = "", .numerator = "d", .denominator = "b"},
                     {.id = "d", .title = ""}};
  CHECK(refused_at(std::move(plan)) == "made");
}

TEST_CASE("a chain of 100,000 parts is followed to its end, and a circle of as many is found") {
  constexpr std::size_t kLong = 100'000;
  PlanDraft plan{.id = "p", .title = "", .year = 2020, .matrix = matrix()};
  for (std::size_t i = 0; i < kLong; ++i) {
    plan.indicators.push_back({.id = std::to_string(i), .title = ""});
    if (i + 1 < kLong) plan.indicators.back().numerator = std::to_string(i + 1);
  }
  CHECK(refused_at(plan) == "made");
  plan.indicators.back().numerator = "0";
  CHECK(refused_at(std::move(plan)) == "/indicators/99999/numerator");
}

TEST_CASE("100,000 references in one list cost in proportion") {
  const auto with_references = [](std::size_t count) {
    PlanDraft plan{.id = "p", .title = "", .year = 2020, .matrix = matrix()};
    for (std::size_t i = 0; i < count; ++i) {
      plan.risks.push_back({.id = std::to_string(i)});
    }
    plan.actions = {{.id = "a"}};
    for (std::size_t i = count; i-- > 0;) plan.actions[0].risks.push_back(std::to_string(i));
    return plan;
  };
  PlanDraft small = with_references(10'000);
  PlanDraft large = with_references(100'000);
  std::string at;
  const double small_time = seconds([&] { at = refused_at(std::move(small)); });
  CHECK(at == "made");
  const double large_time = seconds([&] { at = refused_at(large); });
  CHECK(at == "made");
  // Ten times as many: quadratic would be a hundred times the time, some seconds and more.
  CHECK(large_time < 40 * small_time + 0.5);
  large.actions[0].risks.back() = large.actions[0].risks.front();
  CHECK(refused_at(std::move(large)) == "/actions/0/risks/99999");
}

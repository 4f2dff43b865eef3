// Facts that are added, corrected and removed. The oracle is the draft: edited by hand and made into a plan anew.

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tertial/plan/fault.hpp"
#include "tertial/plan/plan.hpp"

using tertial::ActionStatus;
using tertial::Assessment;
using tertial::Closing;
using tertial::Date;
using tertial::DefinitionRef;
using tertial::fault_of;
using tertial::Indicator;
using tertial::Level;
using tertial::Likelihood;
using tertial::Observation;
using tertial::ObservationStatus;
using tertial::Period;
using tertial::Plan;
using tertial::PlanDraft;
using tertial::RiskMatrix;
using tertial::Scale;
using tertial::SelfCheck;
using tertial::Severity;
using tertial::StatusReport;

namespace {

Date day(std::string_view text) { return Date::parse(text).value(); }
Period period(std::string_view text) { return Period::parse(text).value(); }

PlanDraft draft() {
  PlanDraft plan{.id = "p", .title = "Plan", .year = 2020};
  plan.matrix = RiskMatrix::make({.likelihood = Scale::make({"Låg", "Hög"}).value(),
                                  .severity = Scale::make({"Liten", "Medel", "Stor"}).value(),
                                  .bands = {{"green", "", 1, 3}, {"red", "", 4, 6}}})
                    .value();
  plan.risks = {{.id = "r"}, {.id = "s", .assessments = {{.date = day("2020-04-30"), .level = Level(2)}}}};
  plan.actions = {{.id = "a", .activities = {{}, {.id = "x"}}}};
  Indicator indicator{.id = "i", .title = "", .definitions = {{.id = "old"}, {.id = "new", .from = period("2020-05")}}};
  indicator.observations.append({.period = period("2020-01"), .value = 40});
  plan.indicators = {std::move(indicator)};
  plan.self_checks = {{.id = "k", .period = period("2020-07")}};
  return plan;
}

Plan made(PlanDraft from = draft()) { return Plan::make(std::move(from)).value(); }

std::string fault_at(const absl::Status& status) {
  const auto fault = fault_of(status);
  return fault ? fault->at : std::string(status.message());
}

}  // namespace

TEST_CASE("a fact is added at the end of its list") {
  Plan plan = made();
  const Assessment assessment{.date = day("2020-08-31"), .likelihood = Likelihood(2), .severity = Severity(3)};
  const StatusReport report{.date = day("2020-08-31"), .status = ActionStatus::delayed, .progress = 0.5};
  const Observation observation{.period = period("2020-02"), .value = 41, .definition = DefinitionRef::at(1)};
  REQUIRE(plan.add_assessment("s", assessment).ok());
  REQUIRE(plan.add_closing("r", {.date = day("2020-08-31"), .reason = "klar"}).ok());
  REQUIRE(plan.add_report("a", report).ok());
  REQUIRE(plan.add_occurrence("a", 1, day("2020-03-01")).ok());
  REQUIRE(plan.add_observation("i", observation).ok());
  REQUIRE(plan.add_self_check({.id = "l", .period = period("2020-08"), .risks = {"r"}, .sample = 188}).ok());

  PlanDraft expected = draft();
  expected.risks[1].assessments.push_back(assessment);
  expected.risks[0].closed.push_back({.date = day("2020-08-31"), .reason = "klar"});
  expected.actions[0].reports.push_back(report);
  expected.actions[0].activities[1].held.push_back(day("2020-03-01"));
  expected.indicators[0].observations.append(observation);
  expected.self_checks.push_back({.id = "l", .period = period("2020-08"), .risks = {"r"}, .sample = 188});
  CHECK(plan.draft() == expected);
}

TEST_CASE("what a document could not say is refused at the place where the fact would stand") {
  Plan plan = made();
  const Plan before = plan;
  const Date date = day("2020-08-31");
  CHECK(fault_at(plan.add_assessment("s", {.date = date, .likelihood = Likelihood(3), .severity = Severity(1)})) ==
        "/risks/1/assessments/1/likelihood");
  CHECK(fault_at(plan.add_assessment("s", {.date = date, .likelihood = Likelihood(1), .severity = Severity(4)})) ==
        "/risks/1/assessments/1/severity");
  CHECK(fault_at(plan.add_assessment("s", {.date = date, .likelihood = Likelihood(1)})) == "/risks/1/assessments/1");
  CHECK(fault_at(plan.add_assessment("s", {.date = date})) == "/risks/1/assessments/1");
  CHECK(fault_at(plan.add_assessment("s", {.date = date, .level = Level(3)})) == "/risks/1/assessments/1/level");
  CHECK(fault_at(plan.add_report("a", {.date = date, .progress = 1.5})) == "/actions/0/reports/0/progress");
  CHECK(fault_at(plan.add_report("a", {.date = date, .progress = std::nan("")})) == "/actions/0/reports/0/progress");
  CHECK(fault_at(plan.add_observation("i", {.period = period("2020-02")})) == "/indicators/0/observations/1");
  CHECK(fault_at(plan.add_observation(
            "i", {.period = period("2020-02"), .value = 1, .status = ObservationStatus::missing})) ==
        "/indicators/0/observations/1");
  CHECK(fault_at(plan.add_observation("i", {.period = period("2020-02"), .value = HUGE_VAL})) ==
        "/indicators/0/observations/1");
  CHECK(fault_at(
            plan.add_observation("i", {.period = period("2020-02"), .value = 1, .definition = DefinitionRef::at(2)})) ==
        "/indicators/0/observations/1/definition");
  CHECK(fault_at(plan.add_self_check({.id = "k", .period = period("2020-08")})) == "/self_checks/1/id");
  CHECK(fault_at(plan.add_self_check({.id = "", .period = period("2020-08")})) == "/self_checks/1/id");
  CHECK(fault_at(plan.add_self_check({.id = "l", .period = period("2020-08"), .risks = {"r", "q"}})) ==
        "/self_checks/1/risks/1");
  CHECK(fault_at(plan.add_self_check({.id = "l", .period = period("2020-08"), .sample = std::nan("")})) ==
        "/self_checks/1/sample");
  CHECK(fault_at(plan.correct_self_check({.id = "k", .period = period("2020-08"), .sample = -1})) ==
        "/self_checks/0/sample");
  CHECK(plan == before);
}

TEST_CASE("what is not there is not found") {
  Plan plan = made();
  const Plan before = plan;
  const Date date = day("2020-08-31");
  CHECK(absl::IsNotFound(plan.add_assessment("q", {.date = date, .level = Level(1)})));
  CHECK(absl::IsNotFound(plan.add_closing("q", {.date = date})));
  CHECK(absl::IsNotFound(plan.add_report("r", {.date = date})));
  CHECK(absl::IsNotFound(plan.add_occurrence("a", 2, date)));
  CHECK(absl::IsNotFound(plan.remove_occurrence("a", 0, date)));
  CHECK(absl::IsNotFound(plan.add_observation("a", {.period = period("2020-02"), .value = 1})));
  CHECK(absl::IsNotFound(plan.correct_assessment("s", {.date = date, .level = Level(1), .recorded = date})));
  CHECK(absl::IsNotFound(plan.remove_assessment("s", date, std::nullopt)));
  CHECK(absl::IsNotFound(plan.remove_assessment("s", day("2020-04-30"), date)));
  CHECK(absl::IsNotFound(plan.remove_observation("i", period("2020-02"), {}, std::nullopt)));
  CHECK(absl::IsNotFound(plan.remove_observation("i", period("2020-01"), DefinitionRef::at(1), std::nullopt)));
  CHECK(absl::IsNotFound(plan.correct_self_check({.id = "q", .period = period("2020-08")})));
  CHECK(absl::IsNotFound(plan.remove_self_check("q")));
  CHECK(plan.add_closing("q", {.date = date}).message() == "there is no risk \"q\"");
  CHECK(plan == before);
}

TEST_CASE("a correction is a second fact that is recorded later") {
  Plan plan = made();
  const Date date = day("2020-04-30");
  CHECK(fault_at(plan.correct_assessment("s", {.date = date, .level = Level(1)})) == "/risks/1/assessments/1/recorded");
  // The one there counts as recorded on its own day.
  CHECK(fault_at(plan.correct_assessment("s", {.date = date, .level = Level(1), .recorded = date})) ==
        "/risks/1/assessments/1/recorded");
  REQUIRE(plan.correct_assessment("s", {.date = date, .level = Level(1), .recorded = day("2020-05-02")}).ok());
  CHECK_FALSE(plan.correct_assessment("s", {.date = date, .level = Level(2), .recorded = day("2020-05-02")}).ok());
  CHECK(plan.risks()[1].assessments.size() == 2);
  const auto level_known_at = [&](std::string_view known_at) {
    return state_of(plan.risks()[1], plan.matrix(), {.as_of = day("2020-12-31"), .known_at = day(known_at)}).level;
  };
  CHECK(level_known_at("2020-05-01") == Level(2));
  CHECK(level_known_at("2020-05-02") == Level(1));

  // The same period by another definition is another thing.
  CHECK(absl::IsNotFound(plan.correct_observation(
      "i",
      {.period = period("2020-01"), .value = 9, .definition = DefinitionRef::at(1), .recorded = day("2020-06-01")})));
  CHECK(plan.correct_observation("i", {.period = period("2020-01"),
                                       .value = 9,
                                       .definition = DefinitionRef::at(0),
                                       .recorded = day("2020-06-01")})
            .ok());
  CHECK(plan.indicators()[0].observations.size() == 2);
}

TEST_CASE("of several facts for one day the one recorded last is removed, or the one that is named") {
  Plan plan = made();
  const Date date = day("2020-04-30");
  REQUIRE(plan.correct_assessment("s", {.date = date, .level = Level(1), .recorded = day("2020-05-02")}).ok());
  const Plan corrected = plan;
  REQUIRE(plan.remove_assessment("s", date, std::nullopt).ok());
  CHECK(plan == made());
  plan = corrected;
  REQUIRE(plan.remove_assessment("s", date, date).ok());
  REQUIRE(plan.risks()[1].assessments.size() == 1);
  CHECK(plan.risks()[1].assessments[0].recorded == day("2020-05-02"));
}

TEST_CASE("removing an observation takes its extras with it, and leaves others theirs") {
  PlanDraft from = draft();
  for (const std::string_view month : {"2020-02", "2020-03"}) {
    from.indicators[0].observations.append({.period = period(month), .value = 1});
  }
  from.indicators[0].observation_extras = {{.observation = 1, .extras = {{"x-a", "1"}}},
                                           {.observation = 2, .extras = {{"x-b", "2"}}}};
  Plan plan = made(from);
  REQUIRE(plan.remove_observation("i", period("2020-02"), {}, std::nullopt).ok());
  REQUIRE(plan.indicators()[0].observation_extras.size() == 1);
  CHECK(plan.indicators()[0].observation_extras[0].observation == 1);
  CHECK(plan.indicators()[0].observation_extras[0].extras[0].key == "x-b");
}

TEST_CASE("many observations are added whole, or not at all") {
  Plan plan = made();
  const Plan before = plan;
  const auto observation = [](std::size_t i) {
    return Observation{.period = period("2020-02") + static_cast<int>(i), .value = i == 500 ? HUGE_VAL : 1.0};
  };
  CHECK(fault_at(plan.add_observations("i", 1000, observation)) == "/indicators/0/observations/501");
  CHECK(plan == before);
  CHECK_THROWS_AS((void)plan.add_observations("i", 1000,
                                              [&](std::size_t i) {
                                                if (i == 300) throw std::bad_alloc();
                                                return observation(i);
                                              }),
                  std::bad_alloc);
  CHECK(plan == before);
  REQUIRE(plan.add_observations("i", 500, observation).ok());
  CHECK(plan.indicators()[0].observations.size() == 501);
}

TEST_CASE("any course of facts leaves the plan that its draft, edited by hand, makes") {
  const unsigned seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  const auto below = [&](unsigned count) { return static_cast<std::uint8_t>(random() % count); };
  const auto any_day = [&] { return day("2020-01-01") + below(20); };
  const auto any_recorded = [&]() -> std::optional<Date> {
    return below(2) == 0 ? std::nullopt : std::optional(day("2020-01-05") + below(20));
  };
  PlanDraft model = draft();
  Plan plan = made();
  int changes = 0;
  for (int step = 0; step < 3000; ++step) {
    PlanDraft edited = model;
    absl::Status status;
    switch (below(5)) {
      case 0: {
        const Assessment fact{.date = any_day(),
                              .level = Level(below(4)),
                              .likelihood = Likelihood(below(4)),
                              .severity = Severity(below(5)),
                              .recorded = any_recorded()};
        edited.risks[0].assessments.push_back(fact);
        status = plan.add_assessment("r", fact);
        break;
      }
      case 1: {
        const Date date = any_day();
        std::vector<Assessment>& facts = edited.risks[0].assessments;
        auto last = facts.end();
        for (auto fact = facts.begin(); fact != facts.end(); ++fact) {
          if (fact->date != date) continue;
          const auto recorded = [](const Assessment& one) { return one.recorded.value_or(one.date); };
          if (last == facts.end() || recorded(*fact) >= recorded(*last)) last = fact;
        }
        const bool there = last != facts.end();
        if (there) facts.erase(last);
        status = plan.remove_assessment("r", date, std::nullopt);
        CHECK(status.ok() == there);
        break;
      }
      case 2: {
        Observation fact{.period = period("2020-01") + below(12), .recorded = any_recorded()};
        fact.status = static_cast<ObservationStatus>(below(8));
        if (below(2) == 0) fact.value = below(100);
        if (below(3) == 0) fact.numerator = below(100);
        if (below(3) == 0) fact.denominator = below(100);
        if (below(3) == 0) fact.definition = DefinitionRef::at(below(2));
        const bool figure = fact.value || (fact.numerator && fact.denominator);
        const bool fits =
            may_have_value(fact.status) ? figure || fact.status == ObservationStatus::confidential : !fact.value;
        status = plan.add_observation("i", fact);
        CHECK(status.ok() == fits);
        if (fits) edited.indicators[0].observations.append(fact);
        break;
      }
      case 3: {
        const Period of = period("2020-01") + below(12);
        const DefinitionRef named = below(2) == 0 ? DefinitionRef() : DefinitionRef::at(below(2));
        const auto definition = [&](const Observation& one) {
          if (one.definition.named()) return one.definition;
          return DefinitionRef::at(one.period < period("2020-05") ? 0 : 1);
        };
        const DefinitionRef meant = definition({.period = of, .definition = named});
        const tertial::Series& series = edited.indicators[0].observations;
        std::optional<std::size_t> last;
        for (std::size_t i = 0; i < series.size(); ++i) {
          if (series[i].period != of || definition(series[i]) != meant) continue;
          const auto recorded = [](const Observation& one) { return one.recorded.value_or(one.period.last()); };
          if (!last || recorded(series[i]) >= recorded(series[*last])) last = i;
        }
        tertial::Series left;
        for (std::size_t i = 0; i < series.size(); ++i) {
          if (i != last) left.append(series[i]);
        }
        status = plan.remove_observation("i", of, named, std::nullopt);
        CHECK(status.ok() == last.has_value());
        edited.indicators[0].observations = left;
        break;
      }
      default: {
        const SelfCheck fact{.id = std::string(1, static_cast<char>('k' + below(4))),
                             .period = period("2020-01") + below(12),
                             .sample = below(5) - 1.0};
        if (below(2) == 0) {
          edited.self_checks.push_back(fact);
          status = plan.add_self_check(fact);
        } else {
          const std::size_t removed =
              std::erase_if(edited.self_checks, [&](const SelfCheck& one) { return one.id == fact.id; });
          status = plan.remove_self_check(fact.id);
          CHECK(status.ok() == (removed == 1));
        }
      }
    }
    const auto expected = Plan::make(edited);
    REQUIRE(status.ok() == (expected.ok() && edited != model));
    if (status.ok()) {
      model = std::move(edited);
      ++changes;
    }
    REQUIRE(plan.draft() == model);
  }
  CHECK(changes > 500);
}

#include <doctest/doctest.h>

#include "followed_plans.hpp"
#include "tertial/followup/follow_up.hpp"

using namespace tertial::test::following;

TEST_CASE("risks closed before stand apart, reopened ones are told, and later ones are not there yet") {
  const Plan plan = small(R"("risks": [
      {"id": "gone", "assessments": [{"date": "2020-02-01", "level": "red"}], "closed": [{"date": "2020-04-30"}]},
      {"id": "back", "assessments": [{"date": "2020-02-01", "level": "red"}, {"date": "2020-07-01", "level": "red"}],
       "closed": [{"date": "2020-04-01"}]},
      {"id": "later", "assessments": [{"date": "2020-09-01", "level": "red"}]},
      {"id": "bare"},
      {"id": "gap", "assessments": [{"date": "2020-02-01", "level": "red"},
                                    {"date": "2020-08-31", "likelihood": 2, "severity": 4}]},
      {"id": "worse", "assessments": [{"date": "2020-02-01", "likelihood": 1, "severity": 3},
                                      {"date": "2020-08-31", "likelihood": 3, "severity": 3}]}])");
  const FollowUp review = at(plan, "2020-08-31");
  CHECK(review.risks.size() == 5);
  CHECK(line_of(plan, review, "gone").closed_before);
  CHECK(line_of(plan, review, "back").movement == Movement::reopened);
  CHECK(line_of(plan, review, "bare").movement == Movement::unknown);
  const RiskLine& gap = line_of(plan, review, "gap");
  CHECK(gap.movement == Movement::unknown);
  CHECK(gap.score == 8);
  CHECK_FALSE(gap.level.classified());
  const RiskLine& worse = line_of(plan, review, "worse");
  CHECK(worse.movement == Movement::increased);
  CHECK(worse.score == 9);
  CHECK(worse.previous_likelihood.value() == 1);
  CHECK(worse.previous_severity.value() == 3);
  const auto& risks = review.summary.risks;
  CHECK(risks.open == 4);
  CHECK(risks.closed == 0);
  CHECK(risks.reduced == 0);
  CHECK(std::vector<int>(risks.by_level.begin(), risks.by_level.end()) == std::vector<int>{2, 0, 0, 2});
  CHECK(std::accumulate(risks.movement.begin(), risks.movement.end(), 0) == 4);
  CHECK(review.period == period("2020"));  // as the plan names it
}

TEST_CASE("a risk's correction counts for both sides, and known before it for neither") {
  const Plan plan = small(R"("risks": [{"id": "r", "assessments": [{"date": "2020-04-30", "level": "green"},
      {"date": "2020-04-30", "level": "red", "recorded": "2020-09-15"}, {"date": "2020-08-31", "level": "yellow"}]}])");
  CHECK(at(plan, "2020-08-31").risks.at(0).movement == Movement::decreased);
  CHECK(at(plan, "2020-08-31", day("2020-09-15")).risks.at(0).movement == Movement::decreased);
  CHECK(at(plan, "2020-08-31", day("2020-09-14")).risks.at(0).movement == Movement::increased);
  CHECK(at(plan, "2020-08-31", day("2020-08-30")).risks.at(0).movement == Movement::unchanged);
}

TEST_CASE("a report from before the previous follow-up is no report of now") {
  const Plan plan = small(R"("risks": [], "actions": [
      {"id": "old", "reports": [{"date": "2020-04-29", "status": "delayed"}], "activities": [{"completed": "2020-05-01"}]},
      {"id": "new", "reports": [{"date": "2020-04-29", "status": "delayed"}, {"date": "2020-06-01", "status": "at_risk"}]},
      {"id": "none"}, {"id": "dates", "activities": [{"end": "2020-06-30"}]}])");
  const FollowUp review = at(plan, "2020-08-31");
  const ActionLine& old = action_of(plan, review, "old");
  CHECK(old.unreported);
  CHECK_FALSE(old.status);
  CHECK(old.reported == ActionStatus::delayed);
  CHECK(old.derivation.status == ActionStatus::completed);
  CHECK(action_of(plan, review, "new").status == ActionStatus::at_risk);
  CHECK_FALSE(action_of(plan, review, "new").unreported);
  CHECK_FALSE(action_of(plan, review, "none").status);
  CHECK(action_of(plan, review, "dates").status == ActionStatus::delayed);
  CHECK(review.summary.actions.unreported == 2);
  CHECK(named(review, FindingCode::status_disagrees, "action").empty());
}

TEST_CASE("the previous follow-up is the plan's last before the date, or the one asked for") {
  const Plan plan = small(R"("risks": [])");
  CHECK_FALSE(at(plan, "2020-04-30").previous);
  CHECK(at(plan, "2020-05-01").previous == day("2020-04-30"));
  CHECK(at(plan, "2021-01-01").previous == day("2020-08-31"));
  CHECK(follow_up(plan, {.as_of = day("2020-08-31"), .previous = day("2019-12-31")})->previous == day("2019-12-31"));
}

TEST_CASE("the period is the tertial that ends on the date, where the plan names none") {
  const Plan plan = small(R"("risks": [])");
  CHECK(at(plan, "2020-04-30").period == period("2020-T1"));
  CHECK(at(plan, "2020-12-31").period == period("2020-T3"));
  CHECK_FALSE(at(plan, "2020-12-30").period);
}

TEST_CASE("a follow-up before its previous one, or of an indicator that is not there, is refused") {
  const Plan plan = small(R"("risks": [])");
  const Date date = day("2020-08-31");
  CHECK(follow_up(plan, {.as_of = date, .previous = date}).status().code() == absl::StatusCode::kInvalidArgument);
  CHECK_FALSE(follow_up(plan, {.as_of = date, .previous = day("2020-09-01")}).ok());
  CHECK_FALSE(follow_up(plan, {.as_of = date, .reveal = {"i"}}).ok());
}

TEST_CASE("small counts of a protected indicator stay in, unless it is asked for by name") {
  const Plan plan = small(R"("risks": [], "indicators": [{"id": "i", "kind": "flow", "unit": "barn", "protect": true,
      "periodicity": "tertial", "baseline": {"value": 3}, "observations": [{"period": "2020-T1", "value": 40},
      {"period": "2020-T2", "value": 4}]}])");
  const FollowUp held = at(plan, "2020-08-31");
  CHECK(held.indicators[0].latest->observation.status == ObservationStatus::suppressed);
  CHECK_FALSE(held.indicators[0].latest->observation.value);
  CHECK(held.indicators[0].from_previous.reason == NoChange::suppressed);
  CHECK(held.indicators[0].from_baseline.reason == NoChange::suppressed);
  CHECK(held.indicators[0].availability == Availability::with_value);
  KnownSeries known;
  known_observations(plan, held, 0, known);
  CHECK(held.indicators[0].rollups.at(0).value == 44.0);  // with the 40 it would give the 4 away
  CHECK_FALSE(known[0].observation.value);
  CHECK_FALSE(known[1].observation.value);

  const FollowUp shown = follow_up(plan, {.as_of = day("2020-08-31"), .reveal = {"i"}}).value();
  CHECK(shown.indicators[0].latest->observation.value == 4.0);
  CHECK(shown.indicators[0].from_previous.value == -36.0);
  known_observations(plan, shown, 0, known);
  CHECK(known[1].observation.value == 4.0);
}

TEST_CASE("what is known only later is in neither the figures nor the self-checks") {
  const Plan plan =
      small(R"("risks": [], "indicators": [{"id": "i", "observations": [{"period": "2020-09", "value": 1}]}],
      "self_checks": [{"id": "a", "period": "2020-08"}, {"id": "b", "period": "2020-09"},
                      {"id": "c", "period": "2020-08", "recorded": "2020-10-01"}])");
  const FollowUp august = at(plan, "2020-08-31", day("2020-09-30"));
  CHECK_FALSE(august.indicators[0].latest);
  CHECK(august.indicators[0].availability == Availability::not_due);
  CHECK(august.self_checks == std::vector<std::uint32_t>{0});
  CHECK(at(plan, "2020-12-31").self_checks == std::vector<std::uint32_t>{0, 1, 2});
}

TEST_CASE("findings are counted by severity") {
  std::vector<int> counted(3, 0);
  for (const Finding& one : tertial_2().findings) ++counted[static_cast<std::size_t>(one.severity())];
  CHECK(counted == std::vector<int>(tertial_2().summary.findings.begin(), tertial_2().summary.findings.end()));
  CHECK(tertial_2().summary.findings[0] == 0);
}

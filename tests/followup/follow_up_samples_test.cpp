// What the source documents state of the two sample plans.
#include <doctest/doctest.h>

#include "followed_plans.hpp"
#include "tertial/followup/follow_up.hpp"

using namespace tertial::test::following;

TEST_CASE("action plan: no red risk, two reduced, six open and all yellow") {
  const auto& risks = tertial_2().summary.risks;
  REQUIRE(risks.by_level.size() == 4);
  CHECK(risks.by_level[3] == 0);
  CHECK(risks.by_level[2] == 6);
  CHECK(risks.by_level[1] == 0);
  CHECK(risks.by_level[0] == 0);
  CHECK(risks.open == 6);
  CHECK(risks.closed == 1);
  CHECK(risks.reduced == 2);
  CHECK(moved(tertial_2(), Movement::decreased) == 1);
  CHECK(moved(tertial_2(), Movement::unchanged) == 5);
  CHECK(moved(tertial_2(), Movement::closed) == 1);
  for (const Movement none : {Movement::increased, Movement::fresh, Movement::reopened, Movement::unknown}) {
    CHECK(moved(tertial_2(), none) == 0);
  }
  CHECK(tertial_2().risks.size() == 7);
  CHECK(tertial_2().previous == day("2020-04-30"));
  CHECK(tertial_2().period == period("2020-T2"));
}

TEST_CASE("action plan: 2.1 is closed and 5.2 went from red to yellow") {
  const auto level = [](std::string_view id) { return action_plan().matrix().find_level(id); };
  const RiskLine& closed = line_of(action_plan(), tertial_2(), "2.1");
  CHECK(closed.movement == Movement::closed);
  CHECK(closed.closed == day("2020-08-31"));
  CHECK(closed.level == level("yellow"));  // the level it was closed from
  CHECK(closed.previous_level == level("yellow"));
  CHECK_FALSE(closed.closed_before);
  const RiskLine& staffing = line_of(action_plan(), tertial_2(), "5.2");
  CHECK(staffing.movement == Movement::decreased);
  CHECK(staffing.previous_level == level("red"));
  CHECK(staffing.level == level("yellow"));
  CHECK(staffing.assessed == day("2020-08-31"));
  CHECK_FALSE(staffing.score);  // the source gives a colour alone
  for (const char* id : {"1.1", "2.2", "3.1", "4.1", "5.1"}) {
    CHECK(line_of(action_plan(), tertial_2(), id).movement == Movement::unchanged);
  }
}

TEST_CASE("action plan: at tertial 1 nothing came before, so every risk is new, one of them red") {
  const FollowUp first = at(action_plan(), "2020-04-30");
  CHECK_FALSE(first.previous);
  CHECK(first.period == period("2020-T1"));
  CHECK(moved(first, Movement::fresh) == 7);
  CHECK(first.summary.risks.by_level[3] == 1);
  CHECK(first.summary.risks.by_level[2] == 6);
  CHECK(first.summary.risks.reduced == 0);
}

TEST_CASE("action plan: the scores 8 and 16 have no colour, and the cells are named") {
  const auto uncovered = found(tertial_2(), FindingCode::matrix_uncovered_score);
  REQUIRE(uncovered.size() == 2);
  CHECK(uncovered[0].number("score") == 8);
  CHECK(std::get<std::vector<Cell>>(*uncovered[0].find("cells")) == std::vector<Cell>{{2, 4}, {4, 2}});
  CHECK(uncovered[1].number("score") == 16);
  CHECK(std::get<std::vector<Cell>>(*uncovered[1].find("cells")) == std::vector<Cell>{{4, 4}});
}

TEST_CASE("action plan: the figures that May lacks are missing, not 0") {
  CHECK(named(tertial_2(), FindingCode::missing_observation, "indicator") ==
        std::vector<std::string>{"2.2.a", "2.2.c"});
  CHECK(named(tertial_2(), FindingCode::missing_observation, "period") ==
        std::vector<std::string>{"2020-05", "2020-05"});
  KnownSeries known;
  known_observations(action_plan(), tertial_2(), action_plan().indicator_place("2.2.c").value(), known);
  const auto may = known.find(period("2020-05"));
  REQUIRE(may);
  CHECK_FALSE(known[*may].observation.value);
  CHECK(known[*may].observation.status == ObservationStatus::missing);
  // The last of tertial 2 is June's 6 of one month, not 0.
  const auto& rollups = of_action_plan("2.2.a").rollups;
  REQUIRE(rollups.size() == 3);
  CHECK(rollups[1] == RollUp{.period = period("2020-T2"), .value = 6, .based_on = 1, .of = 4});
}

TEST_CASE("action plan: the shares of long placements agree with what they are counted from") {
  CHECK(found(tertial_2(), FindingCode::ratio_mismatch).empty());
  KnownSeries known;
  known_observations(action_plan(), tertial_2(), action_plan().indicator_place("2.2.c").value(), known);
  const std::vector<std::pair<std::string_view, double>> printed = {
      {"2020-01", 40}, {"2020-02", 67}, {"2020-03", 44}, {"2020-04", 44}, {"2020-06", 43}};
  for (const auto& [month, share] : printed) {
    CHECK(known[known.find(period(month)).value()].observation.value == share);
  }
}

TEST_CASE("action plan: one printed share changed by 2 is one mismatch that names it") {
  for (const char* month : {"2020-01", "2020-02", "2020-03", "2020-04", "2020-06"}) {
    for (const double by : {-2.0, 2.0}) {
      CAPTURE(month);
      CAPTURE(by);
      const FollowUp review = at(changed(action_plan(), "2.2.c", month, by), "2020-08-31");
      const auto mismatches = found(review, FindingCode::ratio_mismatch);
      REQUIRE(mismatches.size() == 1);
      CHECK(mismatches[0].word("indicator") == "2.2.c");
      CHECK(mismatches[0].word("period") == month);
      CHECK(review.summary.findings[1] == tertial_2().summary.findings[1] + 1);
    }
  }
}

TEST_CASE("action plan: experience under and from one year makes 100 at each of three dates") {
  CHECK(found(tertial_2(), FindingCode::complement_mismatch).empty());
  const Indicator& under = *action_plan().find_indicator("5.2.e-under-1");
  const Indicator& from = *action_plan().find_indicator("5.2.e-min-1");
  REQUIRE(under.observations.size() == 3);
  REQUIRE(from.observations.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(under.observations[i].period == from.observations[i].period);
    CHECK(under.observations[i].value.value() + from.observations[i].value.value() == 100);
  }
  for (const char* date : {"2019-02-01", "2020-02-01", "2020-08-01"}) {
    const auto told = named(at(changed(action_plan(), "5.2.e-min-1", date, -2), "2020-08-31"),
                            FindingCode::complement_mismatch, "period");
    CHECK(told == std::vector<std::string>{date});
  }
}

TEST_CASE("action plan: 12, 11, 5 and 10 children make the 38 of the rolling year, and one less is told") {
  CHECK(found(tertial_2(), FindingCode::breakdown_mismatch).empty());
  CHECK(tertial_2().self_checks.size() == 6);
  PlanDraft draft = action_plan().draft();
  const auto check = std::find_if(draft.self_checks.begin(), draft.self_checks.end(),
                                  [](const auto& one) { return one.id == "rolling-year-2020-07"; });
  REQUIRE(check != draft.self_checks.end());
  CHECK(check->sample == 38);
  auto& groups = check->breakdowns.at(1).groups;
  REQUIRE(groups.size() == 4);
  const double counts[] = {12, 11, 5, 10};
  for (std::size_t i = 0; i < 4; ++i) CHECK(groups[i].second == counts[i]);
  groups[3].second = 9;
  const FollowUp review = at(Plan::make(std::move(draft)).value(), "2020-08-31");
  const auto mismatches = found(review, FindingCode::breakdown_mismatch);
  REQUIRE(mismatches.size() == 1);
  CHECK(mismatches[0].word("self_check") == "rolling-year-2020-07");
  CHECK(mismatches[0].number("sum") == 37);
}

TEST_CASE("action plan: the rolling year is not compared from 64 to 61, but like for like from 64 to 32") {
  const IndicatorLine& talks = of_action_plan("2.2.d");
  CHECK(talks.latest->observation.value == 61);
  CHECK(talks.previous->observation.value == 64);
  CHECK_FALSE(talks.from_previous.value);
  CHECK(talks.from_previous.reason == NoChange::definition_break);
  REQUIRE(talks.like_for_like.size() == 1);
  CHECK(talks.like_for_like[0].definition == DefinitionRef::at(0));
  CHECK(talks.like_for_like[0].from.observation.value == 64);
  CHECK(talks.like_for_like[0].to.observation.value == 32);
  CHECK(talks.like_for_like[0].change == -32);
  REQUIRE(talks.breaks.size() == 1);
  CHECK(talks.breaks[0] == period("2020-T2"));
  CHECK(named(tertial_2(), FindingCode::definition_break, "indicator") == std::vector<std::string>{"2.2.d"});
}

TEST_CASE("action plan: yearly survey indices are not due, and what was never measured is missing") {
  for (const char* id : {"4.1.a", "4.1.b", "5.2.f", "5.2.g"}) {
    CAPTURE(id);
    CHECK(of_action_plan(id).availability == Availability::not_due);
    CHECK(of_action_plan(id).periods_stale == 0);
  }
  CHECK(of_action_plan("3.1.a").availability == Availability::missing);
  CHECK(of_action_plan("3.1.a").periods_stale == 2);
  const auto& indicators = tertial_2().summary.indicators;
  CHECK(indicators.not_due == 4);
  CHECK(indicators.missing == 1);
  CHECK(indicators.with_value == 22);
  // When the year is over the surveys are due too.
  CHECK(indicator_of(action_plan(), at(action_plan(), "2020-12-31"), "4.1.a").availability == Availability::missing);
}

TEST_CASE("action plan: monthly figures end in June, so July and August are stale") {
  const auto stale = found(tertial_2(), FindingCode::stale_indicator);
  std::vector<std::string> monthly;
  for (const Finding& one : stale) {
    if (one.word("indicator") == "3.1.a") continue;
    CHECK(one.word("first") == "2020-07");
    CHECK(one.word("last") == "2020-08");
    CHECK(one.number("periods") == 2);
    monthly.emplace_back(one.word("indicator"));
  }
  CHECK(monthly == std::vector<std::string>{"1.1.a", "1.1.b", "1.1.c", "1.1.d", "2.2.a", "2.2.b", "2.2.c", "5.2.a",
                                            "5.2.b", "5.2.c", "5.2.d"});
}

TEST_CASE("action plan: changes since April and since the baseline") {
  struct Row {
    std::string_view id;
    double from_april;
    std::optional<double> from_baseline;
  };
  const Row rows[] = {{"1.1.a", 19 - 17, 19 - 10},    {"1.1.b", 67 - 67, 67 - 42},    {"1.1.c", 9 - 10, 9 - 6},
                      {"1.1.d", 91 - 88, 91 - 93},    {"2.2.a", 6 - 7, std::nullopt}, {"2.2.c", 43 - 44, std::nullopt},
                      {"5.2.a", 1 - 9, std::nullopt}, {"5.2.b", 1.2, std::nullopt}};
  for (const Row& row : rows) {
    CAPTURE(row.id);
    CHECK(of_action_plan(row.id).from_previous.value == row.from_april);
    CHECK(of_action_plan(row.id).from_baseline.value == row.from_baseline);
    if (!row.from_baseline) CHECK(of_action_plan(row.id).from_baseline.reason == NoChange::no_earlier_value);
  }
}

TEST_CASE("action plan: months and tertials roll up by kind") {
  const auto rollups = [](std::string_view id) { return of_action_plan(id).rollups; };
  CHECK(rollups("1.1.c") == std::vector<RollUp>{{.period = period("2020-T1"), .value = 23, .based_on = 4, .of = 4},
                                                {.period = period("2020-T2"), .value = 18, .based_on = 2, .of = 4},
                                                {.period = period("2020"), .value = 41, .based_on = 6, .of = 12}});
  CHECK(rollups("2.2.c") == std::vector<RollUp>{{.period = period("2020-T1"), .value = 44, .based_on = 4, .of = 4},
                                                {.period = period("2020-T2"), .value = 43, .based_on = 1, .of = 4},
                                                {.period = period("2020"), .value = 43, .based_on = 5, .of = 12}});
  CHECK(rollups("2.2.f") == std::vector<RollUp>{{.period = period("2020"), .value = 15, .based_on = 2, .of = 3}});
  CHECK(rollups("5.2.e-min-1").empty());  // irregular
}

TEST_CASE("action plan: nobody reported a light, so what the dates speak for is shown") {
  CHECK(with_status(tertial_2(), ActionStatus::completed) == 2);
  CHECK(with_status(tertial_2(), ActionStatus::not_started) == 2);
  CHECK(tertial_2().summary.actions.unreported == 7);
  CHECK(action_of(action_plan(), tertial_2(), "2.1-1").status == ActionStatus::completed);
  CHECK(action_of(action_plan(), tertial_2(), "5.2-1").status == ActionStatus::not_started);
  CHECK(to_text(action_of(action_plan(), tertial_2(), "5.2-1").derivation.why, Language::en) == "starts 2020-10-01");
  CHECK_FALSE(action_of(action_plan(), tertial_2(), "2.2-1").status);
  CHECK(found(tertial_2(), FindingCode::risk_lowered_without_action).empty());
  CHECK(found(tertial_2(), FindingCode::risk_without_action).empty());
}

// The operational plan of the second source document, at the end of tertial 2.

TEST_CASE("operational plan: eight of ten lists of expected results have no indicator at the goal or below it") {
  const Plan plan = sample("operational-plan-2020/plan.json");
  const FollowUp review = at(plan, "2020-08-31");
  CHECK(named(review, FindingCode::expected_result_without_indicator, "goal") ==
        std::vector<std::string>{"1.4.1.2", "3.1.1", "3.1.1.1", "3.2.1", "3.2.1.1", "3.2.2", "3.2.2.1", "3.2.3"});
}

TEST_CASE("operational plan: undecided targets are named, and without figures no other has a verdict") {
  const Plan plan = sample("operational-plan-2020/plan.json");
  const FollowUp review = at(plan, "2020-08-31");
  CHECK(named(review, FindingCode::target_undecided, "indicator") == std::vector<std::string>{"3.2.b", "3.2.c"});
  const auto& targets = review.summary.targets;
  CHECK(targets.undecided == 2);
  CHECK(targets.no_value == 4);
  CHECK(targets.met + targets.near + targets.missed + targets.no_target == 0);
  CHECK(review.summary.indicators.missing == 6);
  CHECK(review.summary.indicators.not_due == 1);  // the yearly index
  CHECK(review.summary.risks.open == 0);
  CHECK(review.risks.empty());
}

TEST_CASE("operational plan: recurrences are counted, held and due of all") {
  struct Row {
    std::string_view action;
    std::size_t activity;
    int held, due, of;
  };
  const Row rows[] = {
      {"1.4.1.1-1", 0, 2, 2, 4}, {"3.1.1.1-1", 0, 1, 2, 4}, {"3.2.1.1-1", 1, 3, 3, 5}, {"3.2.1.1-1", 2, 7, 10, 16}};
  const Plan bare = sample("operational-plan-2020/plan.json");
  const FollowUp planned = at(bare, "2020-08-31");
  const FollowUp outcome = at(with_outcomes(), "2020-08-31");
  for (const Row& row : rows) {
    CAPTURE(row.action);
    const auto& before = action_of(bare, planned, row.action).derivation.activities[row.activity];
    CHECK(before.held == 0);
    CHECK(before.due == row.due);
    CHECK(before.of == row.of);
    const auto& now = action_of(with_outcomes(), outcome, row.action).derivation.activities[row.activity];
    CHECK(now.held == row.held);
    CHECK(now.due == row.due);
    CHECK(now.of == row.of);
  }
  CHECK(to_text(action_of(with_outcomes(), outcome, "3.2.1.1-1").derivation.why, Language::en) ==
        "7 of 16 held, 10 due by 2020-08-31");
}

TEST_CASE(
    "operational plan: a report is shown as it was given, and where the figures speak against it that is "
    "told") {
  const FollowUp review = at(with_outcomes(), "2020-08-31");
  const ActionLine& teams = action_of(with_outcomes(), review, "3.2.1.1-1");
  CHECK(teams.reported == ActionStatus::on_schedule);
  CHECK(teams.derivation.status == ActionStatus::delayed);
  CHECK(teams.status == ActionStatus::on_schedule);
  const ActionLine& talks = action_of(with_outcomes(), review, "1.4.1.2-1");
  CHECK(talks.status == ActionStatus::at_risk);
  CHECK(talks.reported_on == day("2020-08-31"));
  CHECK(talks.derivation.status == ActionStatus::at_risk);  // 40 % done after 208 of 330 days
  CHECK(named(review, FindingCode::status_disagrees, "action") == std::vector<std::string>{"3.2.1.1-1"});
}

TEST_CASE("operational plan: an indicator with two targets has two verdicts") {
  const FollowUp review = at(with_outcomes(), "2020-08-31");
  const auto& verdicts = indicator_of(with_outcomes(), review, "1.4.c").targets;
  REQUIRE(verdicts.size() == 2);
  CHECK(verdicts[0].status == TargetStatus::missed);  // 85 against the unit's own 92
  CHECK(verdicts[1].status == TargetStatus::met);     // 85 against the council's 84
  CHECK(verdicts[0].judged == 85.0);
  CHECK(indicator_of(with_outcomes(), review, "1.4.a").targets[0].status == TargetStatus::near);  // 96 against 100
  const auto& targets = review.summary.targets;
  CHECK(targets.met == 2);
  CHECK(targets.near == 1);
  CHECK(targets.missed == 1);
  CHECK(targets.undecided == 2);
  CHECK(targets.no_value == 1);
}

TEST_CASE(
    "operational plan: known before a correction the earlier forecast stands, from its day on the corrected "
    "one") {
  for (const char* early : {"2020-08-31", "2020-09-19"}) {
    const FollowUp before = at(with_outcomes(), "2020-08-31", day(early));
    const auto& verdict = indicator_of(with_outcomes(), before, "1.4.1.1.a").targets.at(0);
    CHECK(verdict.status == TargetStatus::near);
    CHECK(verdict.judged_on == JudgedOn::forecast);
    CHECK(verdict.forecast == 24.0);
    CHECK(verdict.year_to_date == 16.0);
    CHECK(verdict.pace_needed == 9.0);
    CHECK(indicator_of(with_outcomes(), before, "1.4.1.1.a").previous->observation.value == 9);
    CHECK(before.summary.targets.near == 2);
  }
  for (const auto& known_at : {std::optional(day("2020-09-20")), std::optional<Date>()}) {
    const FollowUp after = at(with_outcomes(), "2020-08-31", known_at);
    const auto& verdict = indicator_of(with_outcomes(), after, "1.4.1.1.a").targets.at(0);
    CHECK(verdict.status == TargetStatus::met);
    CHECK(verdict.forecast == 27.0);
    CHECK(verdict.pace_needed == 7.0);
  }
}

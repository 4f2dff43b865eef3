// Follow-ups by the C interface, walked line by line: what the source of the sample plans states, and what the tables of
// the same follow-up tell.
#include <doctest/doctest.h>

#include "csv.hpp"
#include "sweep.hpp"

using namespace tertial::test;

namespace {

template <class Line, class Function, class Find>
Line line_of(Function* function, Find* find, const FollowUp& review, std::string_view id) {
  const auto place = got<size_t>(find, review.get(), id.data(), id.size());
  return got<Line>(function, review.get(), place);
}
tertial_risk_line risk_line(const FollowUp& review, std::string_view id) {
  return line_of<tertial_risk_line>(tertial_follow_up_risk, tertial_follow_up_find_risk, review, id);
}
tertial_indicator_line indicator_line(const FollowUp& review, std::string_view id) {
  return line_of<tertial_indicator_line>(tertial_follow_up_indicator, tertial_follow_up_find_indicator, review, id);
}
size_t indicator_place(const FollowUp& review, std::string_view id) {
  return got<size_t>(tertial_follow_up_find_indicator, review.get(), id.data(), id.size());
}

}  // namespace

TEST_CASE("the action plan at tertial 2: no red risk, two reduced, six open and all yellow") {
  const FollowUp review = follow_up(action_plan());
  const auto info = got<tertial_follow_up_info>(tertial_follow_up_get, review.get());
  CHECK(printed_day(info.as_of) == "2020-08-31");
  CHECK(printed_day(info.previous) == "2020-04-30");
  CHECK(info.known_at == TERTIAL_NO_DATE);
  CHECK(printed(info.period) == "2020-T2");
  CHECK(info.risk_count == 7);
  CHECK(info.action_count == 11);
  CHECK(info.indicator_count == 27);
  CHECK(info.self_check_count == 6);
  const auto summary = got<tertial_summary>(tertial_follow_up_summary, review.get());
  CHECK(summary.by_level[0] == 0);
  CHECK(summary.by_level[1] == 0);
  CHECK(summary.by_level[2] == 6);
  CHECK(summary.by_level[3] == 0);
  for (int i = 4; i <= TERTIAL_MAX_BANDS; ++i) CHECK(summary.by_level[i] == 0);
  CHECK(summary.open == 6);
  CHECK(summary.closed == 1);
  CHECK(summary.reduced == 2);
  CHECK(summary.movement[TERTIAL_MOVEMENT_DECREASED] == 1);
  CHECK(summary.movement[TERTIAL_MOVEMENT_UNCHANGED] == 5);
  CHECK(summary.movement[TERTIAL_MOVEMENT_CLOSED] == 1);
  std::int32_t lights = summary.actions_unreported;
  for (const std::int32_t actions : summary.actions) lights += actions;
  CHECK(lights == 11);
  CHECK(summary.indicators_with_value + summary.indicators_missing + summary.indicators_not_due == 27);
  CHECK(summary.indicators_not_due == 4);  // the yearly survey is next in September

  const auto staffing = risk_line(review, "5.2");
  CHECK(view(staffing.title) == "Barn möter ofta ny personal");
  CHECK(staffing.level == 2);
  CHECK(view(staffing.level_id) == "yellow");
  CHECK(staffing.previous_level == 3);
  CHECK(view(staffing.previous_level_id) == "red");
  CHECK(staffing.movement == TERTIAL_MOVEMENT_DECREASED);
  CHECK(staffing.score == TERTIAL_NONE);
  CHECK(staffing.likelihood == 0);
  CHECK(staffing.severity == 0);
  CHECK(printed_day(staffing.assessed) == "2020-08-31");
  CHECK(staffing.closed == TERTIAL_NO_DATE);
  const auto closed = risk_line(review, "2.1");
  CHECK(closed.movement == TERTIAL_MOVEMENT_CLOSED);
  CHECK(printed_day(closed.closed) == "2020-08-31");
  CHECK(closed.closed_before == 0);
}

TEST_CASE("figures of the action plan, as printed in its source") {
  const FollowUp review = follow_up(action_plan());
  const auto share = indicator_line(review, "2.2.c");
  CHECK(share.kind == TERTIAL_SHARE);
  CHECK(share.availability == TERTIAL_WITH_VALUE);
  CHECK(printed(share.latest.period) == "2020-06");
  CHECK(share.latest.value == 43);
  CHECK(printed(share.previous.period) == "2020-04");
  CHECK(share.previous.value == 44);
  CHECK(share.from_previous == -1);
  CHECK(share.from_previous_reason == TERTIAL_NONE);
  CHECK(std::isnan(share.from_baseline));
  CHECK(share.from_baseline_reason == TERTIAL_NO_CHANGE_NO_EARLIER_VALUE);
  CHECK(share.stale == 2);
  REQUIRE(share.observation_count == 6);

  const size_t place = indicator_place(review, "2.2.c");
  tertial_period periods[6];
  double values[6];
  std::uint8_t statuses[6];
  auto arrays = sized<tertial_observation_arrays>();
  arrays.capacity = 6, arrays.periods = periods, arrays.values = values, arrays.statuses = statuses;
  size_t count = 0;
  REQUIRE(tertial_follow_up_observations(review.get(), place, &arrays, &count, nullptr) == TERTIAL_OK);
  CHECK(count == 6);
  const double expected[] = {40, 67, 44, 44, kNone, 43};
  for (int i = 0; i < 6; ++i) {
    CHECK(periods[i] == period("2020-01") + static_cast<tertial_period>(i));
    CHECK((values[i] == expected[i] || (std::isnan(values[i]) && std::isnan(expected[i]))));
    CHECK(statuses[i] == (i == 4 ? TERTIAL_OBSERVATION_MISSING : TERTIAL_OBSERVATION_NORMAL));
  }

  // 64 % counted physical meetings; 23 of 38 also video, 12 of 38 by the old definition: 64 to 32 alike.
  const auto rolling = indicator_line(review, "2.2.d");
  CHECK(rolling.latest.value == 61);
  CHECK(rolling.latest.numerator == 23);
  CHECK(rolling.latest.denominator == 38);
  CHECK(view(rolling.latest.definition) == "physical_or_video");
  CHECK(std::isnan(rolling.from_previous));
  CHECK(rolling.from_previous_reason == TERTIAL_NO_CHANGE_DEFINITION_BREAK);
  REQUIRE(rolling.break_count == 1);
  const size_t rolling_place = indicator_place(review, "2.2.d");
  CHECK(printed(got<tertial_period>(tertial_follow_up_break, review.get(), rolling_place, size_t{0})) == "2020-T2");
  const auto definition_of = [&](size_t definition) {
    return view(got<tertial_string>(tertial_follow_up_definition, review.get(), rolling_place, definition));
  };
  CHECK(definition_of(0) == "physical");
  CHECK(definition_of(1) == "physical_or_video");
  REQUIRE(rolling.like_for_like_count == 1);
  const auto like = got<tertial_like_for_like>(tertial_follow_up_like_for_like, review.get(), rolling_place, size_t{0});
  CHECK(printed(like.from_period) == "2020-T1");
  CHECK(printed(like.to_period) == "2020-T2");
  CHECK(like.from == 64);
  CHECK(like.to == 32);
  CHECK(like.change == -32);
  CHECK(view(like.definition) == "physical");

  // The last of tertial 2 is June's 6 of one month, not 0.
  const auto snapshot =
      got<tertial_rollup>(tertial_follow_up_rollup, review.get(), indicator_place(review, "2.2.a"), size_t{1});
  CHECK(printed(snapshot.period) == "2020-T2");
  CHECK(snapshot.value == 6);
  CHECK(snapshot.based_on == 1);
  CHECK(snapshot.of == 4);
  CHECK(snapshot.marks == 0);
}

TEST_CASE("the self-checks of the action plan, as printed in its source") {
  const FollowUp review = follow_up(action_plan());
  bool any = false;
  for (size_t i = 0; i < 6; ++i) {
    const auto check = got<tertial_self_check_line>(tertial_follow_up_self_check, review.get(), i);
    if (view(check.id) != "rolling-year-2020-07") continue;
    any = true;
    CHECK(check.sample == 38);
    CHECK(printed(check.period) == "2020-07");
    REQUIRE(check.result_count == 1);
    const auto result = got<tertial_self_check_result>(tertial_follow_up_self_check_result, review.get(), i, size_t{0});
    CHECK(view(result.title) == "Minst fyra enskilda samtal");
    CHECK(result.numerator == 23);
    CHECK(result.share == 61);
    REQUIRE(check.group_count == 6);
    const double counts[] = {20, 18, 12, 11, 5, 10};
    for (size_t k = 0; k < 6; ++k) {
      const auto group = got<tertial_self_check_group>(tertial_follow_up_self_check_group, review.get(), i, k);
      CHECK(group.count == counts[k]);
      CHECK(view(group.by) == (k < 2 ? "sex" : "kontaktsätt"));
    }
    CHECK(view(got<tertial_self_check_group>(tertial_follow_up_self_check_group, review.get(), i, size_t{1}).group) ==
          "boys");
  }
  CHECK(any);
}

TEST_CASE("the operational plan: occurrences, lights and verdicts, and a correction by the two clocks") {
  const Plan plan = with_outcomes();
  const FollowUp review = follow_up(plan);
  struct Held {
    size_t action, activity;
    std::int32_t held, due, of;
  };
  for (const Held& one : {Held{1, 0, 2, 2, 4}, {3, 0, 1, 2, 4}, {4, 1, 3, 3, 5}, {4, 2, 7, 10, 16}}) {
    const auto line = got<tertial_activity_line>(tertial_follow_up_activity, review.get(), one.action, one.activity);
    CAPTURE(std::string(view(line.id)));
    CHECK(line.held == one.held);
    CHECK(line.due == one.due);
    CHECK(line.of == one.of);
  }
  const auto none = got<tertial_activity_line>(tertial_follow_up_activity, review.get(), size_t{0}, size_t{0});
  CHECK(none.held == TERTIAL_NONE);
  CHECK(none.due == TERTIAL_NONE);
  const auto teams = got<tertial_action_line>(tertial_follow_up_action, review.get(), size_t{4});
  CHECK(teams.reported == TERTIAL_ACTION_ON_SCHEDULE);
  CHECK(teams.unreported == 0);
  CHECK(printed_day(teams.reported_on) == "2020-08-31");
  const auto unreported = got<tertial_action_line>(tertial_follow_up_action, review.get(), size_t{0});
  CHECK(unreported.status == TERTIAL_NONE);
  CHECK(unreported.reported == TERTIAL_NONE);
  CHECK(unreported.reported_on == TERTIAL_NO_DATE);
  CHECK(unreported.unreported == 1);

  // 85 % has met the council's 84 and missed the unit's 92.
  const size_t share = indicator_place(review, "1.4.c");
  const auto own = got<tertial_target_line>(tertial_follow_up_target, review.get(), share, size_t{0});
  const auto councils = got<tertial_target_line>(tertial_follow_up_target, review.get(), share, size_t{1});
  CHECK(view(own.set_by) == "own");
  CHECK(own.year == 2020);
  CHECK(own.aim == TERTIAL_AIM_VALUE);
  CHECK(own.value == 92);
  CHECK(std::isnan(own.from));
  CHECK(own.status == TERTIAL_TARGET_MISSED);
  CHECK(own.judged == 85);
  CHECK(own.judged_on == TERTIAL_JUDGED_ON_LATEST);
  CHECK(councils.value == 84);
  CHECK(councils.status == TERTIAL_TARGET_MET);
  const auto undecided =
      got<tertial_target_line>(tertial_follow_up_target, review.get(), indicator_place(review, "3.2.b"), size_t{0});
  CHECK(undecided.aim == TERTIAL_AIM_UNDECIDED);
  CHECK(view(undecided.undecided) == "bestäms av nämnd eller styrelse");
  CHECK(undecided.status == TERTIAL_TARGET_UNDECIDED);
  CHECK(undecided.judged_on == TERTIAL_NONE);

  // The 9 meetings of the first tertial were corrected to 11 on 2020-09-20: (11 + 7) / (2/3) = 27, before 24.
  const auto forecast = [&](std::string_view known_at) {
    auto options = at("2020-08-31");
    if (!known_at.empty()) options.known_at = day(known_at);
    const FollowUp known = follow_up(plan, options);
    return got<tertial_target_line>(tertial_follow_up_target, known.get(), indicator_place(known, "1.4.1.1.a"),
                                    size_t{0});
  };
  CHECK(forecast("").forecast == doctest::Approx(27));
  CHECK(forecast("").status == TERTIAL_TARGET_MET);
  CHECK(forecast("").periods_observed == 2);
  CHECK(forecast("").periods_in_year == 3);
  CHECK(forecast("").year_to_date == 18);
  CHECK(forecast("2020-09-20").forecast == doctest::Approx(27));
  CHECK(forecast("2020-09-19").forecast == doctest::Approx(24));
  CHECK(forecast("2020-09-19").status == TERTIAL_TARGET_NEAR);
  CHECK(forecast("2020-09-19").judged_on == TERTIAL_JUDGED_ON_FORECAST);
}

TEST_CASE("a follow-up before the first has nothing to compare with") {
  const FollowUp review = follow_up(action_plan(), "2020-04-30");
  CHECK(got<tertial_follow_up_info>(tertial_follow_up_get, review.get()).previous == TERTIAL_NO_DATE);
  const auto summary = got<tertial_summary>(tertial_follow_up_summary, review.get());
  CHECK(summary.movement[TERTIAL_MOVEMENT_NEW] == 7);
  CHECK(summary.by_level[3] == 1);
  const auto line = risk_line(review, "5.2");
  CHECK(line.previous_level == TERTIAL_NONE);
  CHECK(view(line.previous_level_id).empty());
}

TEST_CASE("after it was closed and followed up, a risk is closed before and not counted") {
  const FollowUp review = follow_up(action_plan(), "2020-12-31");
  const auto line = risk_line(review, "2.1");
  CHECK(line.closed_before == 1);
  CHECK(line.movement == TERTIAL_NONE);
  CHECK(got<tertial_summary>(tertial_follow_up_summary, review.get()).closed == 0);
}

TEST_CASE("small counts are held back, unless they are asked for") {
  const Plan plan = read(edited(edited(kSmallPlan, R"("kind": "flow",)", R"("kind": "flow", "protect": true,)"),
                                R"("period": "2020-02", "value": 6)", R"("period": "2020-02", "value": 3)"));
  CHECK(got<tertial_plan_indicator_info>(tertial_plan_indicator, plan.get(), size_t{0}).protect == 1);
  const FollowUp held_back = follow_up(plan);
  const auto line = indicator_line(held_back, "I");
  CHECK(std::isnan(line.latest.value));
  CHECK(line.latest.status == TERTIAL_OBSERVATION_SUPPRESSED);
  double values[2] = {1, 1};
  auto arrays = sized<tertial_observation_arrays>();
  arrays.capacity = 2, arrays.values = values;
  size_t count = 0;
  REQUIRE(tertial_follow_up_observations(held_back.get(), 0, &arrays, &count, nullptr) == TERTIAL_OK);
  CHECK(std::isnan(values[0]));

  auto options = at("2020-08-31");
  const tertial_string reveal[] = {string("I")};
  options.reveal = reveal, options.reveal_count = 1;
  CHECK(indicator_line(follow_up(plan, options), "I").latest.value == 3);
  const tertial_string none[] = {string("I"), string("J")};
  options.reveal = none, options.reveal_count = 2;
  tertial_follow_up* out = nullptr;
  Told error;
  CHECK(tertial_follow_up_new(plan.get(), &options, &out, error) == TERTIAL_E_ARGUMENT);
  CHECK(out == nullptr);
}

TEST_CASE("the lines are those of the tables, in every language and at every date") {
  for (const char* const name : {"action-plan-2020/plan.json", "operational-plan-2020/with-outcomes.json"}) {
    for (const char* const as_of : {"2019-06-30", "2020-04-30", "2020-08-31", "2020-12-31", "2022-01-01"}) {
      CAPTURE(name);
      CAPTURE(as_of);
      const FollowUp review = follow_up(sample(name), as_of);
      const auto info = got<tertial_follow_up_info>(tertial_follow_up_get, review.get());
      const auto table = [&](std::int32_t which) { return csv_of(review.get(), which, TERTIAL_PLAN_LANGUAGE); };

      std::vector<Row> rows = table(TERTIAL_TABLE_RISKS), expected = {rows[0]};
      for (size_t i = 0; i < info.risk_count; ++i) {
        const auto line = got<tertial_risk_line>(tertial_follow_up_risk, review.get(), i);
        const bool is_counted = line.closed_before == 0;  // else the table has the day it was closed alone
        const std::string area =
            rows.size() > i + 1 ? rows[i + 1][2] : "";  // of the plan, which the line does not repeat
        expected.push_back({std::string(view(line.id)), std::string(view(line.title)), area,
                            is_counted ? std::string(view(line.level_id)) : "",
                            line.score == TERTIAL_NONE ? "" : std::to_string(line.score),
                            line.likelihood == 0 ? "" : std::to_string(line.likelihood),
                            line.severity == 0 ? "" : std::to_string(line.severity),
                            is_counted ? std::string(view(line.previous_level_id)) : "",
                            printed_word(TERTIAL_WORDS_MOVEMENT, line.movement),
                            is_counted ? printed_day(line.assessed) : "", printed_day(line.closed)});
      }
      expect_rows(rows, expected);

      rows = table(TERTIAL_TABLE_ACTIONS), expected = {rows[0]};
      for (size_t i = 0; i < info.action_count; ++i) {
        const auto line = got<tertial_action_line>(tertial_follow_up_action, review.get(), i);
        const auto word = [](std::int32_t status) { return printed_word(TERTIAL_WORDS_ACTION_STATUS, status); };
        REQUIRE(rows.size() > i + 1);
        expected.push_back({std::string(view(line.id)), std::string(view(line.title)),
                            std::string(view(line.responsible)), rows[i + 1][3], rows[i + 1][4],
                            line.status == TERTIAL_NONE ? "unreported" : word(line.status), word(line.reported),
                            printed_day(line.reported_on), printed_bool(line.unreported), word(line.derived),
                            std::string(view(line.why))});
      }
      expect_rows(rows, expected);

      rows = table(TERTIAL_TABLE_INDICATORS), expected = {rows[0]};
      std::vector<Row> observations = {table(TERTIAL_TABLE_OBSERVATIONS)[0]},
                       targets = {table(TERTIAL_TABLE_TARGETS)[0]};
      std::vector<Row> rollups = {table(TERTIAL_TABLE_ROLLUPS)[0]};
      for (size_t i = 0; i < info.indicator_count; ++i) {
        const auto line = got<tertial_indicator_line>(tertial_follow_up_indicator, review.get(), i);
        const std::string id(view(line.id));
        const auto figure = [](const tertial_figure& one) {
          return Row{printed(one.period), printed_number(one.value),
                     one.period == TERTIAL_NO_PERIOD ? "" : printed_word(TERTIAL_WORDS_OBSERVATION_STATUS, one.status)};
        };
        Row row = {id, std::string(view(line.title)), printed_word(TERTIAL_WORDS_INDICATOR_KIND, line.kind),
                   std::string(view(line.unit))};
        for (const tertial_figure& one : {line.latest, line.previous}) {
          for (const std::string& cell : figure(one)) row.push_back(cell);
        }
        row.push_back(printed(line.baseline_period));
        row.push_back(printed_number(line.baseline));
        row.push_back(printed_number(line.from_baseline));
        row.push_back(printed_word(TERTIAL_WORDS_NO_CHANGE, line.from_baseline_reason));
        row.push_back(printed_number(line.from_previous));
        row.push_back(printed_word(TERTIAL_WORDS_NO_CHANGE, line.from_previous_reason));
        std::string breaks;
        for (size_t k = 0; k < line.break_count; ++k) {
          breaks += (k == 0 ? "" : ";") + printed(got<tertial_period>(tertial_follow_up_break, review.get(), i, k));
        }
        row.push_back(breaks);
        row.push_back(std::to_string(line.stale));
        expected.push_back(row);

        const size_t count = line.observation_count;
        std::vector<tertial_period> periods(count);
        std::vector<double> values(count), numerators(count), denominators(count);
        std::vector<std::uint8_t> statuses(count), definitions(count);
        std::vector<tertial_date> recorded(count);
        auto arrays = sized<tertial_observation_arrays>();
        arrays.capacity = count, arrays.periods = periods.data(), arrays.values = values.data();
        arrays.numerators = numerators.data(), arrays.denominators = denominators.data();
        arrays.statuses = statuses.data(), arrays.definitions = definitions.data(), arrays.recorded = recorded.data();
        size_t given = 0;
        REQUIRE(tertial_follow_up_observations(review.get(), i, &arrays, &given, nullptr) == TERTIAL_OK);
        CHECK(given == count);
        const Plan plan = sample(name);
        for (size_t k = 0; k < count; ++k) {
          const std::string definition = definitions[k] == 0
                                             ? ""
                                             : std::string(view(got<tertial_string>(tertial_plan_definition, plan.get(),
                                                                                    i, size_t{definitions[k]} - 1)));
          observations.push_back({id, printed(periods[k]), printed_number(values[k]),
                                  printed_word(TERTIAL_WORDS_OBSERVATION_STATUS, statuses[k]),
                                  printed_number(numerators[k]), printed_number(denominators[k]), definition,
                                  printed_day(recorded[k])});
        }
        for (size_t k = 0; k < line.target_count; ++k) {
          const auto target = got<tertial_target_line>(tertial_follow_up_target, review.get(), i, k);
          const std::string trend = target.aim == TERTIAL_AIM_INCREASE   ? "increase"
                                    : target.aim == TERTIAL_AIM_DECREASE ? "decrease"
                                                                         : "";
          targets.push_back({id, std::to_string(target.year), std::string(view(target.set_by)),
                             printed_number(target.value), printed_number(target.from), printed_number(target.to),
                             trend, std::string(view(target.undecided)),
                             printed_word(TERTIAL_WORDS_TARGET_STATUS, target.status),
                             printed_word(TERTIAL_WORDS_JUDGED_ON, target.judged_on), printed_number(target.judged),
                             printed_number(target.forecast), printed_number(target.pace_needed),
                             printed_number(target.year_to_date)});
        }
        for (size_t k = 0; k < line.rollup_count; ++k) {
          const auto rollup = got<tertial_rollup>(tertial_follow_up_rollup, review.get(), i, k);
          rollups.push_back({id, printed(rollup.period), printed_number(rollup.value), std::to_string(rollup.based_on),
                             std::to_string(rollup.of), printed_bool(rollup.marks & TERTIAL_ROLLUP_UNWEIGHTED),
                             printed_bool(rollup.marks & TERTIAL_ROLLUP_ACROSS_BREAK)});
        }
      }
      expect_rows(rows, expected);
      expect_rows(table(TERTIAL_TABLE_OBSERVATIONS), observations);
      expect_rows(table(TERTIAL_TABLE_TARGETS), targets);
      expect_rows(table(TERTIAL_TABLE_ROLLUPS), rollups);

      rows = table(TERTIAL_TABLE_FINDINGS), expected = {rows[0]};
      const tertial_findings* findings = nullptr;
      REQUIRE(tertial_follow_up_findings(review.get(), &findings, nullptr) == TERTIAL_OK);
      for (size_t i = 0; i < tertial_findings_count(findings); ++i) {
        const auto one = got<tertial_finding>(tertial_findings_get, findings, i);
        const std::string message = string(made<tertial_text>([&](auto** out, auto* error) {
          return tertial_findings_message(findings, i, TERTIAL_SWEDISH, out, error);
        }));
        expected.push_back({printed_word(TERTIAL_WORDS_FINDING_CODE, one.code),
                            printed_word(TERTIAL_WORDS_FINDING_SEVERITY, one.severity), std::string(view(one.at)),
                            message});
      }
      expect_rows(rows, expected);
    }
  }
}

TEST_CASE("options of which no follow-up can be made are refused") {
  const Plan plan = action_plan();
  tertial_follow_up* out = nullptr;
  Told error;
  auto options = at("2020-08-31");
  options.previous = day("2020-08-31");
  CHECK(tertial_follow_up_new(plan.get(), &options, &out, error) == TERTIAL_E_ARGUMENT);
  options.previous = day("2020-09-01");
  CHECK(tertial_follow_up_new(plan.get(), &options, &out, error) == TERTIAL_E_ARGUMENT);
  CHECK(error.where().starts_with("options"));
  CHECK(out == nullptr);
  // Before all that is on record, and long after, are dates like others.
  for (const char* const far : {"1900-01-01", "2200-12-31"}) CHECK_FALSE(json_of(follow_up(plan, far)).empty());
}

TEST_CASE("levels have the numbers of their bands, and 0 is none") {
  const Plan plan = action_plan();
  const FollowUp review = follow_up(plan);
  const auto level = [&](std::int32_t number) {
    return view(got<tertial_string>(tertial_follow_up_level, review.get(), number));
  };
  CHECK(level(0) == "unclassified");
  CHECK(level(1) == "green");
  CHECK(level(2) == "yellow");
  CHECK(level(3) == "red");
  CHECK(got<tertial_follow_up_info>(tertial_follow_up_get, review.get()).language == TERTIAL_SWEDISH);
}

TEST_CASE("every call on a follow-up refuses what is wrong, and fails for want of memory without a trace") {
  const Plan plan = action_plan(), operational = with_outcomes();
  using Field = tertial_follow_up_options;
  static const tertial_string reveal[] = {string("2.2.a")}, not_utf8[] = {{"\xFF", 1}}, too_long[] = {{"x", SIZE_MAX}};
  auto options = at("2020-08-31");
  options.known_at = day("2020-10-01");
  options.reveal = reveal, options.reveal_count = 1;
  const auto asked = StructIn(options)
                         .with(&Field::as_of, TERTIAL_NO_DATE, TERTIAL_E_ARGUMENT)
                         .with(&Field::as_of, -25568, TERTIAL_E_ARGUMENT)
                         .with(&Field::as_of, INT32_MAX, TERTIAL_E_ARGUMENT)
                         .with(&Field::previous, 84371, TERTIAL_E_ARGUMENT)
                         .with(&Field::known_at, INT32_MAX, TERTIAL_E_ARGUMENT)
                         .with(&Field::reveal, nullptr, TERTIAL_E_ARGUMENT)
                         .with(&Field::reveal, not_utf8, TERTIAL_E_ARGUMENT)
                         .with(&Field::reveal, too_long, TERTIAL_E_ARGUMENT)
                         .with(&Field::reveal_count, SIZE_MAX, TERTIAL_E_ARGUMENT);
  sweep("tertial_follow_up_new", tertial_follow_up_new, HandleIn<const tertial_plan>(plan.get()), asked,
        new_handle<tertial_follow_up>());
  auto plain = at("2020-08-31");
  sweep("tertial_follow_up_new", tertial_follow_up_new, HandleIn<const tertial_plan>(operational.get()),
        StructIn(plain), new_handle<tertial_follow_up>());

  const FollowUp review = follow_up(plan), other = follow_up(operational);
  const HandleIn<const tertial_follow_up> handle(review.get()), outcomes(other.get());
  sweep("tertial_follow_up_get", tertial_follow_up_get, handle, StructOut<tertial_follow_up_info>());
  sweep("tertial_follow_up_summary", tertial_follow_up_summary, handle, StructOut<tertial_summary>());
  sweep("tertial_follow_up_risk", tertial_follow_up_risk, handle, index_of(6, 7), StructOut<tertial_risk_line>());
  sweep("tertial_follow_up_find_risk", tertial_follow_up_find_risk, handle, TextIn("5.2"), Out<size_t>());
  sweep("tertial_follow_up_level", tertial_follow_up_level, handle,
        Number<std::int32_t>(3, {-1, 4, INT32_MAX, INT32_MIN}, TERTIAL_E_NOT_FOUND), Out<tertial_string>());
  sweep("tertial_follow_up_definition", tertial_follow_up_definition, handle, index_of(10, 27), index_of(1, 2),
        Out<tertial_string>());
  sweep("tertial_follow_up_action", tertial_follow_up_action, handle, index_of(10, 11),
        StructOut<tertial_action_line>());
  sweep("tertial_follow_up_find_action", tertial_follow_up_find_action, handle, TextIn("5.2-1"), Out<size_t>());
  sweep("tertial_follow_up_activity", tertial_follow_up_activity, outcomes, index_of(1, 6), index_of(0, 2),
        StructOut<tertial_activity_line>());
  sweep("tertial_follow_up_indicator", tertial_follow_up_indicator, handle, index_of(10, 27),
        StructOut<tertial_indicator_line>());
  sweep("tertial_follow_up_find_indicator", tertial_follow_up_find_indicator, handle, TextIn("2.2.d"), Out<size_t>());
  sweep("tertial_follow_up_target", tertial_follow_up_target, outcomes, index_of(2, 7), index_of(1, 2),
        StructOut<tertial_target_line>());
  sweep("tertial_follow_up_rollup", tertial_follow_up_rollup, handle, index_of(7, 27), index_of(1, 3),
        Out<tertial_rollup>());
  sweep("tertial_follow_up_like_for_like", tertial_follow_up_like_for_like, handle, index_of(10, 27), index_of(0, 1),
        StructOut<tertial_like_for_like>());
  sweep("tertial_follow_up_break", tertial_follow_up_break, handle, index_of(10, 27), index_of(0, 1),
        Out<tertial_period>());
  static double values[6];
  auto arrays = sized<tertial_observation_arrays>();
  arrays.capacity = 6, arrays.values = values;
  sweep("tertial_follow_up_observations", tertial_follow_up_observations, handle, index_of(7, 27),
        StructIn(arrays)
            .with(&tertial_observation_arrays::capacity, 5U, TERTIAL_E_LIMIT)
            .with(&tertial_observation_arrays::capacity, 0U, TERTIAL_E_LIMIT),
        Out<size_t>());
  sweep("tertial_follow_up_self_check", tertial_follow_up_self_check, handle, index_of(5, 6),
        StructOut<tertial_self_check_line>());
  sweep("tertial_follow_up_self_check_result", tertial_follow_up_self_check_result, handle, index_of(0, 6),
        index_of(1, 2), Out<tertial_self_check_result>());
  sweep("tertial_follow_up_self_check_group", tertial_follow_up_self_check_group, handle, index_of(3, 6),
        index_of(5, 6), Out<tertial_self_check_group>());
  sweep("tertial_follow_up_findings", tertial_follow_up_findings, handle, Out<const tertial_findings*>());
}

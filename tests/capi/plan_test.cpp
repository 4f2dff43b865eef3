// Plans by the C interface: read, looked into, written.
#include <doctest/doctest.h>

#include "sweep.hpp"

using namespace tertial::test;

namespace {

tertial_status refused(std::string_view json, Told& error) {
  tertial_plan* out = reinterpret_cast<tertial_plan*>(8);
  const tertial_status status = tertial_plan_read(json.data(), json.size(), &out, error);
  CHECK(out == reinterpret_cast<tertial_plan*>(8));
  return status;
}

}  // namespace

TEST_CASE("the sample plan, as its document says") {
  const Plan plan = action_plan();
  const auto info = got<tertial_plan_info>(tertial_plan_get, plan.get());
  CHECK(view(info.id) == "action-plan-2020");
  CHECK(view(info.title) == "Åtgärdsplan 2020 för barn- och ungdomsvården");
  CHECK(view(info.organisation) == "Barn- och familjeenheten");
  CHECK(info.year == 2020);
  CHECK(info.language == TERTIAL_SWEDISH);
  CHECK(info.risk_count == 7);
  CHECK(info.action_count == 11);
  CHECK(info.indicator_count == 27);
  CHECK(info.self_check_count == 6);
  CHECK(info.follow_up_count == 2);

  const auto risk = got<tertial_plan_risk_info>(tertial_plan_risk, plan.get(), size_t{1});
  CHECK(view(risk.id) == "2.1");
  CHECK(view(risk.title) == "Barn lämnas utan skydd och hjälp");
  CHECK(view(risk.area) == "2");
  CHECK(risk.assessment_count == 1);
  CHECK(risk.closing_count == 1);

  const auto action = got<tertial_plan_action_info>(tertial_plan_action, plan.get(), size_t{9});
  CHECK(view(action.id) == "5.2-1");
  CHECK(view(action.responsible).empty());
  CHECK(action.report_count == 0);
  REQUIRE(action.activity_count >= 2);
  const auto done = got<tertial_plan_activity_info>(tertial_plan_activity, plan.get(), size_t{9}, size_t{0});
  CHECK(view(done.id) == "5.2-1-a");
  CHECK(printed_day(done.start) == "2020-06-01");
  CHECK(printed_day(done.end) == "2020-08-31");
  CHECK(printed_day(done.completed) == "2020-08-31");
  CHECK(done.is_recurrent == 0);
  const auto planned = got<tertial_plan_activity_info>(tertial_plan_activity, plan.get(), size_t{9}, size_t{1});
  CHECK(planned.completed == TERTIAL_NO_DATE);

  const auto indicator = got<tertial_plan_indicator_info>(tertial_plan_indicator, plan.get(), size_t{10});
  CHECK(view(indicator.id) == "2.2.d");
  CHECK(indicator.kind == TERTIAL_ROLLING);
  CHECK(indicator.direction == TERTIAL_DIRECTION_HIGHER);
  CHECK(indicator.granularity == TERTIAL_TERTIAL);
  CHECK(indicator.protect == 0);
  CHECK(indicator.observation_count == 3);
  CHECK(indicator.target_count == 0);
  CHECK(indicator.definition_count == 2);
  CHECK(view(got<tertial_string>(tertial_plan_definition, plan.get(), size_t{10}, size_t{0})) == "physical");
  const auto irregular = got<tertial_plan_indicator_info>(tertial_plan_indicator, plan.get(), size_t{11});
  CHECK(view(irregular.id) == "2.2.e");
  CHECK(irregular.granularity == TERTIAL_NONE);

  const auto second = got<tertial_plan_follow_up_info>(tertial_plan_follow_up_date, plan.get(), size_t{1});
  CHECK(printed_day(second.date) == "2020-08-31");
  CHECK(printed(second.period) == "2020-T2");
}

TEST_CASE("an operational plan: recurrences and occurrences") {
  const Plan plan = with_outcomes();
  const auto groups = got<tertial_plan_activity_info>(tertial_plan_activity, plan.get(), size_t{1}, size_t{0});
  CHECK(view(groups.id) == "1.4.1.1-1-a");
  CHECK(groups.is_recurrent == 1);
  CHECK(groups.held_count == 2);
  CHECK(got<tertial_plan_action_info>(tertial_plan_action, plan.get(), size_t{2}).report_count == 2);
  CHECK(got<tertial_plan_indicator_info>(tertial_plan_indicator, plan.get(), size_t{2}).target_count == 2);
}

TEST_CASE("ids are found at their place, and others are not") {
  const Plan plan = action_plan();
  CHECK(got<size_t>(tertial_plan_find_risk, plan.get(), "5.2", size_t{3}) == 6);
  CHECK(got<size_t>(tertial_plan_find_action, plan.get(), "5.2-2", size_t{5}) == 10);
  CHECK(got<size_t>(tertial_plan_find_indicator, plan.get(), "2.2.d", size_t{5}) == 10);
  size_t out = 41;
  Told error;
  CHECK(tertial_plan_find_risk(plan.get(), "5.2 ", 4, &out, error) == TERTIAL_E_NOT_FOUND);
  CHECK(tertial_plan_find_action(plan.get(), "5.2", 3, &out, error) == TERTIAL_E_NOT_FOUND);
  CHECK(tertial_plan_find_indicator(plan.get(), nullptr, 0, &out, error) == TERTIAL_E_NOT_FOUND);
  CHECK(error.where() == "id");
  CHECK(out == 41);
}

TEST_CASE("a document that is read and written again is the same, and then the same bytes") {
  for (const char* const name :
       {"action-plan-2020/plan.json", "operational-plan-2020/plan.json", "operational-plan-2020/with-outcomes.json"}) {
    const Plan plan = sample(name);
    const std::string once = written(plan);
    expect_same(written(read(once)), once);
  }
}

TEST_CASE("what is no plan is refused with its place") {
  Told error;
  CHECK(refused("", error) == TERTIAL_E_SYNTAX);
  CHECK(refused("{\"tertial\": 1,\n \"id\": }", error) == TERTIAL_E_SYNTAX);
  CHECK(error.where().starts_with("line 2, column "));
  CHECK(refused("{\"tertial\": 1, \"id\": \"\xC3\x28\"}", error) == TERTIAL_E_SYNTAX);
  CHECK(refused("[]", error) == TERTIAL_E_SYNTAX);  // no document at all
  CHECK(refused("{}", error) == TERTIAL_E_SCHEMA);
  CHECK(refused(edited(kSmallPlan, R"("likelihood": 4, "severity": 3)", R"("likelihood": 4, "severity": 5)"), error) ==
        TERTIAL_E_SCHEMA);
  CHECK(error.where() == "/risks/0/assessments/0/severity");
  CHECK(refused(edited(kSmallPlan, R"("period": "2020-02")", R"("period": "2020-13")"), error) == TERTIAL_E_SCHEMA);
  CHECK(error.where() == "/indicators/0/observations/1/period");
  // Deeper than anything that is meant.
  CHECK(refused(std::string(1000000, '['), error) != TERTIAL_OK);
  CHECK(refused(std::string(3, '\0'), error) == TERTIAL_E_SYNTAX);
}

TEST_CASE("a place that is long is cut") {
  // A key that is unknown, in an object: the pointer is longer than there is room for.
  const std::string key(5000, 'k');
  Told error;
  CHECK(refused(edited(kSmallPlan, R"("id": "R")", R"("id": "R", ")" + key + R"(": 1)"), error) == TERTIAL_E_SCHEMA);
  CHECK(std::string_view(error.at).size() == TERTIAL_AT_SIZE - 1);
  CHECK(std::string_view(error.at).ends_with("k..."));
  CHECK(std::strlen(error.message) < TERTIAL_MESSAGE_SIZE);
}

TEST_CASE("a date or a period means a day of the plan's year") {
  const Plan plan = action_plan();
  const std::pair<const char*, const char*> all[] = {{"2020-08-31", "2020-08-31"}, {"2020-T2", "2020-08-31"},
                                                     {"tertial 2", "2020-08-31"},  {"mars", "2020-03-31"},
                                                     {"2019", "2019-12-31"},       {"2020-W53", "2021-01-03"}};
  for (const auto& [text, expected] : all) {
    CHECK(printed_day(got<tertial_date>(tertial_plan_moment, plan.get(), text, std::strlen(text))) == expected);
  }
  tertial_date out = 12;
  CHECK(tertial_plan_moment(plan.get(), "soon", 4, &out, nullptr) == TERTIAL_E_SYNTAX);
  CHECK(tertial_plan_moment(plan.get(), nullptr, 0, &out, nullptr) == TERTIAL_E_SYNTAX);
  CHECK(out == 12);
}

TEST_CASE("a copy is the same, and its own") {
  Plan plan = action_plan();
  const Plan other = copy(plan), third = copy(other);
  const std::string document = written(plan);
  CHECK(written(other) == document);
  REQUIRE(tertial_plan_remove_self_check(other.get(), "violence-2020-07", 16, nullptr) == TERTIAL_OK);
  CHECK(written(plan) == document);
  CHECK(written(third) == document);
  CHECK(got<tertial_plan_info>(tertial_plan_get, other.get()).self_check_count == 5);
  plan.reset();
  CHECK(written(third) == document);
}

TEST_CASE("memory does run out where a test says so") {
  tertial_plan* out = nullptr;
  Told error;
  fail_allocation(1);
  const tertial_status status = tertial_plan_read(kSmallPlan.data(), kSmallPlan.size(), &out, error);
  CHECK(stop_failing());
  CHECK(status == TERTIAL_E_MEMORY);
  CHECK(out == nullptr);
  CHECK(error.code == TERTIAL_E_MEMORY);
}

TEST_CASE("every call on a plan refuses what is wrong, and fails for want of memory without a trace") {
  const Plan plan = action_plan();
  const HandleIn<const tertial_plan> handle(plan.get());
  for (const char* const name : {"action-plan-2020/plan.json", "operational-plan-2020/with-outcomes.json"}) {
    sweep("tertial_plan_read", tertial_plan_read, TextIn(file(name)).not_utf8_is(TERTIAL_E_SYNTAX),
          new_handle<tertial_plan>());
  }
  sweep("tertial_plan_copy", tertial_plan_copy, handle, new_handle<tertial_plan>());
  sweep("tertial_plan_write", tertial_plan_write, handle, new_handle<tertial_text>());
  sweep("tertial_plan_get", tertial_plan_get, handle, StructOut<tertial_plan_info>());
  sweep("tertial_plan_risk", tertial_plan_risk, handle, index_of(6, 7), StructOut<tertial_plan_risk_info>());
  sweep("tertial_plan_action", tertial_plan_action, handle, index_of(10, 11), StructOut<tertial_plan_action_info>());
  sweep("tertial_plan_activity", tertial_plan_activity, handle, index_of(0, 11), index_of(0, 1),
        StructOut<tertial_plan_activity_info>());
  sweep("tertial_plan_indicator", tertial_plan_indicator, handle, index_of(26, 27),
        StructOut<tertial_plan_indicator_info>());
  sweep("tertial_plan_definition", tertial_plan_definition, handle, index_of(10, 27), index_of(1, 2),
        Out<tertial_string>());
  sweep("tertial_plan_follow_up_date", tertial_plan_follow_up_date, handle, index_of(1, 2),
        StructOut<tertial_plan_follow_up_info>());
  sweep("tertial_plan_find_risk", tertial_plan_find_risk, handle, TextIn("5.2"), Out<size_t>());
  sweep("tertial_plan_find_action", tertial_plan_find_action, handle, TextIn("5.2-1"), Out<size_t>());
  sweep("tertial_plan_find_indicator", tertial_plan_find_indicator, handle, TextIn("2.2.d"), Out<size_t>());
  sweep("tertial_plan_matrix", tertial_plan_matrix, handle, new_handle<tertial_matrix>());
  sweep("tertial_plan_findings", tertial_plan_findings, handle, new_handle<tertial_findings>());
  sweep("tertial_plan_moment", tertial_plan_moment, handle, TextIn("2020-T2"), Out<tertial_date>());

  static double values[6];
  auto arrays = sized<tertial_observation_arrays>();
  arrays.capacity = 6, arrays.values = values;
  sweep("tertial_plan_observations", tertial_plan_observations, handle, index_of(0, 27),
        StructIn(arrays)
            .with(&tertial_observation_arrays::capacity, 5U, TERTIAL_E_LIMIT)
            .with(&tertial_observation_arrays::capacity, SIZE_MAX, TERTIAL_OK),
        Out<size_t>());
}

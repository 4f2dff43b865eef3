// The facts of an open plan: what they do to its document, and what they do not when they fail.
#include <doctest/doctest.h>

#include <random>

#include "sweep.hpp"

using namespace tertial::test;

namespace {

const std::string kDocument(kSmallPlan);

// The plan of the document after `change(plan, error)`, which must succeed, is that of the document edited by hand.
template <class Change>
void expect_edit(std::string_view document, std::string_view what, std::string_view with, const Change& change) {
  const Plan plan = read(document);
  Told error;
  const tertial_status status = change(plan.get(), static_cast<tertial_error*>(error));
  CHECK_MESSAGE(status == TERTIAL_OK, error.at << ": " << error.message);
  expect_same(written(plan), written(read(edited(document, what, with))));
}

// A change that fails with this status, at this place, and leaves the plan alone and with others as it was.
template <class Change>
void expect_refusal(std::string_view document, tertial_status expected, std::string_view where, const Change& change) {
  const Plan alone = read(document);
  const Plan shared = copy(alone);
  const Plan own = read(document);
  const std::string before = written(alone);
  for (tertial_plan* const plan : {own.get(), shared.get()}) {
    Told error;
    const tertial_status status = change(plan, static_cast<tertial_error*>(error));
    CHECK_MESSAGE(status == expected, tertial_status_word(status) << " " << error.at << ": " << error.message);
    CHECK(error.where() == where);
    expect_same(written(plan), before);
  }
  expect_same(written(alone), before);
}

tertial_assessment assessment(std::string_view date, std::int32_t likelihood, std::int32_t severity,
                              std::string_view recorded = {}) {
  auto fact = sized<tertial_assessment>();
  fact.date = day(date);
  fact.recorded = recorded.empty() ? TERTIAL_NO_DATE : day(recorded);
  fact.likelihood = likelihood;
  fact.severity = severity;
  return fact;
}

tertial_closing closing(std::string_view date, std::string_view reason, std::string_view recorded = {}) {
  auto fact = sized<tertial_closing>();
  fact.date = day(date);
  fact.recorded = recorded.empty() ? TERTIAL_NO_DATE : day(recorded);
  fact.reason = string(reason);
  return fact;
}

tertial_action_report report(std::string_view date, std::int32_t status, std::string_view recorded = {}) {
  auto fact = sized<tertial_action_report>();
  fact.date = day(date);
  fact.recorded = recorded.empty() ? TERTIAL_NO_DATE : day(recorded);
  fact.status = status;
  fact.progress = kNone;
  return fact;
}

tertial_observation observation(std::string_view of, double value, std::string_view recorded = {}) {
  auto fact = sized<tertial_observation>();
  fact.period = period(of);
  fact.recorded = recorded.empty() ? TERTIAL_NO_DATE : day(recorded);
  fact.value = value;
  fact.numerator = fact.denominator = kNone;
  return fact;
}

struct SelfCheckFact {
  std::vector<tertial_string> risks = {string("R")};
  std::vector<tertial_self_check_result> results = {{string("Done"), 30, 75}, {string("Told"), kNone, 50}};
  std::vector<tertial_self_check_group> groups = {
      {string("sex"), string("girls"), 22}, {string("sex"), string("boys"), 18}, {string("age"), string("all"), 40}};
  tertial_self_check fact = sized<tertial_self_check>();

  explicit SelfCheckFact(std::string_view id = "S") {
    fact.period = period("2020-07");
    fact.recorded = TERTIAL_NO_DATE;
    fact.id = string(id);
    fact.title = string("Reports");
    fact.sample = 40;
    fact.risks = risks.data(), fact.risk_count = risks.size();
    fact.results = results.data(), fact.result_count = results.size();
    fact.groups = groups.data(), fact.group_count = groups.size();
  }
  SelfCheckFact(const SelfCheckFact&) = delete;
  SelfCheckFact& operator=(const SelfCheckFact&) = delete;
};

const std::string kSelfCheckJson = R"("self_checks": [{"id": "S", "period": "2020-07", "title": "Reports",
  "risks": ["R"], "sample": 40, "results": [{"title": "Done", "numerator": 30, "share": 75},
  {"title": "Told", "share": 50}], "breakdowns": [{"by": "sex", "groups": {"girls": 22, "boys": 18}},
  {"by": "age", "groups": {"all": 40}}]}], "follow_ups")";

// All that a call is put to, on a plan that is alone and on one that others show too.
template <class Function, class... Arguments>
void sweep_facts(const char* name, const std::string& document, Function* function, const Arguments&... arguments) {
  sweep(name, function, PlanIn(document, PlanIn::Shown::alone), arguments...);
  sweep(name, function, PlanIn(document, PlanIn::Shown::by_others), arguments...);
}

const tertial_date kTooEarly = -25568;
const tertial_string kNotUtf8 = {"\xFF", 1};
const tertial_string kTooLong = {"x", SIZE_MAX};
const tertial_string kNull = {nullptr, 2};

}  // namespace

TEST_CASE("assessments are added, corrected and removed as in the document") {
  const std::string_view first = R"({"date": "2020-04-30", "likelihood": 4, "severity": 3})";
  const auto added = assessment("2020-08-31", 2, 3);
  expect_edit(kDocument, first,
              R"({"date": "2020-04-30", "likelihood": 4, "severity": 3},
                 {"date": "2020-08-31", "likelihood": 2, "severity": 3})",
              [&](auto* plan, auto* error) { return tertial_plan_add_assessment(plan, "R", 1, &added, error); });
  auto by_level = assessment("2020-08-31", 0, 0, "2020-09-02");
  by_level.level = string("green");
  by_level.rationale = string("Åtgärdat");
  expect_edit(kDocument, first,
              R"({"date": "2020-04-30", "likelihood": 4, "severity": 3},
                 {"date": "2020-08-31", "recorded": "2020-09-02", "level": "green", "rationale": "Åtgärdat"})",
              [&](auto* plan, auto* error) { return tertial_plan_add_assessment(plan, "R", 1, &by_level, error); });
  const auto corrected = assessment("2020-04-30", 3, 3, "2020-05-20");
  const std::string with_correction = R"({"date": "2020-04-30", "likelihood": 4, "severity": 3},
     {"date": "2020-04-30", "recorded": "2020-05-20", "likelihood": 3, "severity": 3})";
  expect_edit(kDocument, first, with_correction, [&](auto* plan, auto* error) {
    return tertial_plan_correct_assessment(plan, "R", 1, &corrected, error);
  });
  // Without a day of recording the last is removed, with one that one.
  const std::string corrected_document = edited(kDocument, first, with_correction);
  expect_edit(corrected_document, R"(,
     {"date": "2020-04-30", "recorded": "2020-05-20", "likelihood": 3, "severity": 3})",
              "", [&](auto* plan, auto* error) {
                return tertial_plan_remove_assessment(plan, "R", 1, day("2020-04-30"), TERTIAL_NO_DATE, error);
              });
  expect_edit(corrected_document, R"({"date": "2020-04-30", "likelihood": 4, "severity": 3},)", "",
              [&](auto* plan, auto* error) {
                return tertial_plan_remove_assessment(plan, "R", 1, day("2020-04-30"), day("2020-04-30"), error);
              });
}

TEST_CASE("an assessment that a document could not say is refused at its place") {
  const auto add = [](const tertial_assessment& fact) {
    return [&fact](auto* plan, auto* error) { return tertial_plan_add_assessment(plan, "R", 1, &fact, error); };
  };
  const auto beyond = assessment("2020-08-31", 5, 3);
  expect_refusal(kDocument, TERTIAL_E_SCHEMA, "/risks/0/assessments/1/likelihood", add(beyond));
  const auto half = assessment("2020-08-31", 0, 3);
  expect_refusal(kDocument, TERTIAL_E_SCHEMA, "/risks/0/assessments/1", add(half));
  const auto nothing = assessment("2020-08-31", 0, 0);
  expect_refusal(kDocument, TERTIAL_E_SCHEMA, "/risks/0/assessments/1", add(nothing));
  auto both = assessment("2020-08-31", 2, 2);
  both.level = string("green");
  expect_refusal(kDocument, TERTIAL_E_SCHEMA, "/risks/0/assessments/1", add(both));
  auto unknown = assessment("2020-08-31", 0, 0);
  unknown.level = string("blue");
  expect_refusal(kDocument, TERTIAL_E_SCHEMA, "/risks/0/assessments/1/level", add(unknown));
  // The risk is what is looked for first.
  expect_refusal(kDocument, TERTIAL_E_NOT_FOUND, "risk", [&](auto* plan, auto* error) {
    return tertial_plan_add_assessment(plan, "none", 4, &unknown, error);
  });
  // A correction is recorded, and later than all there is.
  const auto correct = [](const tertial_assessment& fact) {
    return [&fact](auto* plan, auto* error) { return tertial_plan_correct_assessment(plan, "R", 1, &fact, error); };
  };
  const auto unrecorded = assessment("2020-04-30", 3, 3);
  expect_refusal(kDocument, TERTIAL_E_SCHEMA, "/risks/0/assessments/1/recorded", correct(unrecorded));
  const auto same_day = assessment("2020-04-30", 3, 3, "2020-04-30");
  expect_refusal(kDocument, TERTIAL_E_SCHEMA, "/risks/0/assessments/1/recorded", correct(same_day));
  const auto of_nothing = assessment("2020-05-30", 3, 3, "2020-06-30");
  expect_refusal(kDocument, TERTIAL_E_NOT_FOUND, "/risks/0/assessments/1", correct(of_nothing));
}

TEST_CASE("closings are added, corrected and removed as in the document") {
  const std::string_view place = R"("severity": 3}]}],)";
  const std::string one = R"("severity": 3}], "closed": [{"date": "2020-08-31", "reason": "Gone"}]}],)";
  const auto added = closing("2020-08-31", "Gone");
  expect_edit(kDocument, place, one,
              [&](auto* plan, auto* error) { return tertial_plan_add_closing(plan, "R", 1, &added, error); });
  const std::string closed = edited(kDocument, place, one);
  const auto corrected = closing("2020-08-31", "Moved", "2020-10-01");
  const std::string_view list = R"([{"date": "2020-08-31", "reason": "Gone"}])";
  const std::string two = R"([{"date": "2020-08-31", "reason": "Gone"},
                             {"date": "2020-08-31", "recorded": "2020-10-01", "reason": "Moved"}])";
  expect_edit(closed, list, two,
              [&](auto* plan, auto* error) { return tertial_plan_correct_closing(plan, "R", 1, &corrected, error); });
  expect_edit(edited(closed, list, two), two, R"([{"date": "2020-08-31", "reason": "Gone"}])",
              [&](auto* plan, auto* error) {
                return tertial_plan_remove_closing(plan, "R", 1, day("2020-08-31"), TERTIAL_NO_DATE, error);
              });
  expect_edit(edited(closed, list, two), two,
              R"([{"date": "2020-08-31", "recorded": "2020-10-01", "reason": "Moved"}])", [&](auto* plan, auto* error) {
                return tertial_plan_remove_closing(plan, "R", 1, day("2020-08-31"), day("2020-08-31"), error);
              });
  expect_refusal(kDocument, TERTIAL_E_NOT_FOUND, "/risks/0/closed/0", [&](auto* plan, auto* error) {
    return tertial_plan_correct_closing(plan, "R", 1, &corrected, error);
  });
  expect_refusal(closed, TERTIAL_E_NOT_FOUND, "/risks/0/closed", [&](auto* plan, auto* error) {
    return tertial_plan_remove_closing(plan, "R", 1, day("2020-08-30"), TERTIAL_NO_DATE, error);
  });
}

TEST_CASE("reports of an action are added, corrected and removed as in the document") {
  const std::string_view place = R"([{"date": "2020-04-30", "status": "on_schedule"}])";
  auto added = report("2020-08-31", TERTIAL_ACTION_DELAYED);
  added.progress = 0.25;
  added.comment = string("Sen");
  expect_edit(kDocument, place,
              R"([{"date": "2020-04-30", "status": "on_schedule"},
                  {"date": "2020-08-31", "status": "delayed", "progress": 0.25, "comment": "Sen"}])",
              [&](auto* plan, auto* error) { return tertial_plan_add_report(plan, "A", 1, &added, error); });
  const auto corrected = report("2020-04-30", TERTIAL_ACTION_AT_RISK, "2020-05-04");
  const std::string two = R"([{"date": "2020-04-30", "status": "on_schedule"},
                              {"date": "2020-04-30", "recorded": "2020-05-04", "status": "at_risk"}])";
  expect_edit(kDocument, place, two,
              [&](auto* plan, auto* error) { return tertial_plan_correct_report(plan, "A", 1, &corrected, error); });
  expect_edit(edited(kDocument, place, two), two,
              R"([{"date": "2020-04-30", "recorded": "2020-05-04", "status": "at_risk"}])",
              [&](auto* plan, auto* error) {
                return tertial_plan_remove_report(plan, "A", 1, day("2020-04-30"), day("2020-04-30"), error);
              });
  for (const double wrong : {-0.01, 1.01, 40.0}) {
    auto beyond = report("2020-08-31", TERTIAL_ACTION_DELAYED);
    beyond.progress = wrong;
    expect_refusal(kDocument, TERTIAL_E_SCHEMA, "/actions/0/reports/1/progress",
                   [&](auto* plan, auto* error) { return tertial_plan_add_report(plan, "A", 1, &beyond, error); });
  }
}

TEST_CASE("occurrences are days of an activity") {
  expect_edit(
      kDocument, R"("held": ["2020-01-15"])", R"("held": ["2020-01-15", "2020-02-12"])",
      [&](auto* plan, auto* error) { return tertial_plan_add_occurrence(plan, "A", 1, 0, day("2020-02-12"), error); });
  expect_edit(kDocument, R"(, "held": ["2020-01-15"])", "", [&](auto* plan, auto* error) {
    return tertial_plan_remove_occurrence(plan, "A", 1, 0, day("2020-01-15"), error);
  });
  for (const std::size_t none : {std::size_t{1}, SIZE_MAX}) {
    expect_refusal(kDocument, TERTIAL_E_NOT_FOUND, "action", [&](auto* plan, auto* error) {
      return tertial_plan_add_occurrence(plan, "A", 1, none, day("2020-02-12"), error);
    });
    expect_refusal(kDocument, TERTIAL_E_NOT_FOUND, "action", [&](auto* plan, auto* error) {
      return tertial_plan_remove_occurrence(plan, "A", 1, none, day("2020-01-15"), error);
    });
  }
  expect_refusal(kDocument, TERTIAL_E_NOT_FOUND, "/actions/0/activities/0/held", [&](auto* plan, auto* error) {
    return tertial_plan_remove_occurrence(plan, "A", 1, 0, day("2020-01-16"), error);
  });
}

TEST_CASE("observations are added, corrected and removed as in the document") {
  const std::string_view place = R"({"period": "2020-02", "value": 6}])";
  auto added = observation("2020-03", 7.5, "2020-04-02");
  added.status = TERTIAL_OBSERVATION_PROVISIONAL;
  expect_edit(kDocument, place,
              R"({"period": "2020-02", "value": 6},
                 {"period": "2020-03", "value": 7.5, "status": "P", "recorded": "2020-04-02"}])",
              [&](auto* plan, auto* error) { return tertial_plan_add_observation(plan, "I", 1, &added, error); });
  auto missing = observation("2020-03", kNone);
  missing.status = TERTIAL_OBSERVATION_MISSING;
  expect_edit(kDocument, place, R"({"period": "2020-02", "value": 6}, {"period": "2020-03", "status": "O"}])",
              [&](auto* plan, auto* error) { return tertial_plan_add_observation(plan, "I", 1, &missing, error); });
  const auto corrected = observation("2020-02", 5, "2020-03-20");
  const std::string two = R"({"period": "2020-02", "value": 6},
                             {"period": "2020-02", "value": 5, "recorded": "2020-03-20"}])";
  expect_edit(kDocument, place, two, [&](auto* plan, auto* error) {
    return tertial_plan_correct_observation(plan, "I", 1, &corrected, error);
  });
  // Without `recorded` it counts as recorded on the last day of its period: 29 February.
  expect_edit(edited(kDocument, place, two), two, R"({"period": "2020-02", "value": 5, "recorded": "2020-03-20"}])",
              [&](auto* plan, auto* error) {
                return tertial_plan_remove_observation(plan, "I", 1, period("2020-02"), nullptr, 0, day("2020-02-29"),
                                                       error);
              });
  expect_edit(edited(kDocument, place, two), two, place, [&](auto* plan, auto* error) {
    return tertial_plan_remove_observation(plan, "I", 1, period("2020-02"), nullptr, 0, TERTIAL_NO_DATE, error);
  });
  const auto early = observation("2020-02", 5, "2020-02-29");
  expect_refusal(kDocument, TERTIAL_E_SCHEMA, "/indicators/0/observations/2/recorded", [&](auto* plan, auto* error) {
    return tertial_plan_correct_observation(plan, "I", 1, &early, error);
  });
  const auto none = observation("2020-05", 5, "2020-06-20");
  expect_refusal(kDocument, TERTIAL_E_NOT_FOUND, "/indicators/0/observations/2",
                 [&](auto* plan, auto* error) { return tertial_plan_correct_observation(plan, "I", 1, &none, error); });
  // A figure is there, or why it is not.
  const auto nothing = observation("2020-03", kNone);
  expect_refusal(kDocument, TERTIAL_E_SCHEMA, "/indicators/0/observations/2",
                 [&](auto* plan, auto* error) { return tertial_plan_add_observation(plan, "I", 1, &nothing, error); });
}

TEST_CASE("an observation is that of its definition") {
  const std::string document = edited(kDocument, R"("kind": "flow",)", R"("kind": "flow", "definitions": [
      {"id": "old", "from": "2019-01-01"}, {"id": "new", "from": "2020-02-01"}],)");
  auto added = observation("2020-02", 3);
  added.definition = string("old");
  const std::string_view place = R"({"period": "2020-02", "value": 6}])";
  const std::string two = R"({"period": "2020-02", "value": 6},
                             {"period": "2020-02", "value": 3, "definition": "old"}])";
  const Plan reading = read(document);
  tertial_string id{};
  REQUIRE(tertial_plan_definition(reading.get(), 0, 1, &id, nullptr) == TERTIAL_OK);
  CHECK(view(id) == "new");
  expect_edit(document, place, two,
              [&](auto* plan, auto* error) { return tertial_plan_add_observation(plan, "I", 1, &added, error); });
  expect_edit(edited(document, place, two), two, place, [&](auto* plan, auto* error) {
    return tertial_plan_remove_observation(plan, "I", 1, period("2020-02"), "old", 3, TERTIAL_NO_DATE, error);
  });
  // The one in force is "new", under which there is another figure of that month.
  expect_edit(edited(document, place, two), two, R"({"period": "2020-02", "value": 3, "definition": "old"}])",
              [&](auto* plan, auto* error) {
                return tertial_plan_remove_observation(plan, "I", 1, period("2020-02"), "", 0, TERTIAL_NO_DATE, error);
              });
  added.definition = string("none");
  expect_refusal(document, TERTIAL_E_NOT_FOUND, "fact/definition",
                 [&](auto* plan, auto* error) { return tertial_plan_add_observation(plan, "I", 1, &added, error); });
}

TEST_CASE("columns of observations are what their elements are one by one") {
  const tertial_period periods[] = {period("2020-03"), period("2020-04"), period("2020-05"), period("2020-06")};
  const double values[] = {1, kNone, 3, 4};
  const std::uint8_t valid[] = {1, 1, 0, 1};
  const double numerators[] = {2, kNone, 3, 4}, denominators[] = {4, 5, 6, kNone};
  const std::uint8_t statuses[] = {TERTIAL_OBSERVATION_NORMAL, TERTIAL_OBSERVATION_NOT_DUE, TERTIAL_OBSERVATION_MISSING,
                                   TERTIAL_OBSERVATION_ESTIMATED};
  const tertial_date recorded[] = {TERTIAL_NO_DATE, TERTIAL_NO_DATE, day("2020-06-02"), TERTIAL_NO_DATE};
  auto columns = sized<tertial_observation_columns>();
  columns.count = 4;
  columns.periods = periods;
  columns.values = values;
  columns.valid = valid;
  const auto add = [&](auto* plan, auto* error) {
    return tertial_plan_add_observations(plan, "I", 1, &columns, error);
  };
  const std::string_view place = R"({"period": "2020-02", "value": 6}])";
  // Without statuses a figure is normal and none is missing.
  expect_edit(kDocument, place,
              R"({"period": "2020-02", "value": 6}, {"period": "2020-03", "value": 1},
                 {"period": "2020-04", "status": "O"}, {"period": "2020-05", "status": "O"},
                 {"period": "2020-06", "value": 4}])",
              add);
  columns.numerators = numerators, columns.denominators = denominators;
  columns.statuses = statuses, columns.recorded = recorded;
  expect_edit(kDocument, place,
              R"({"period": "2020-02", "value": 6},
                 {"period": "2020-03", "value": 1, "numerator": 2, "denominator": 4},
                 {"period": "2020-04", "denominator": 5, "status": "N"},
                 {"period": "2020-05", "numerator": 3, "denominator": 6, "status": "O", "recorded": "2020-06-02"},
                 {"period": "2020-06", "value": 4, "numerator": 4, "status": "E"}])",
              add);
  columns.count = 0;
  expect_edit(kDocument, place, place, add);
}

TEST_CASE("columns with one element that is wrong add nothing, and name it") {
  std::vector<tertial_period> periods;
  for (tertial_period month = period("2020-03"); month <= period("2020-12"); ++month) periods.push_back(month);
  std::vector<double> values(periods.size(), 5);
  std::vector<std::uint8_t> statuses(periods.size(), 0), definitions(periods.size(), 0);
  std::vector<tertial_date> recorded(periods.size(), TERTIAL_NO_DATE);
  auto columns = sized<tertial_observation_columns>();
  const auto refused = [&](tertial_status status, std::string_view where) {
    columns.count = periods.size(), columns.periods = periods.data(), columns.values = values.data();
    columns.statuses = statuses.data(), columns.definitions = definitions.data(), columns.recorded = recorded.data();
    expect_refusal(kDocument, status, where, [&](auto* plan, auto* error) {
      return tertial_plan_add_observations(plan, "I", 1, &columns, error);
    });
  };
  for (const tertial_period wrong : {0U, 1U, UINT32_MAX}) {
    std::swap(periods[7], const_cast<tertial_period&>(wrong));
    refused(TERTIAL_E_ARGUMENT, "columns/periods/7");
    periods[7] = period("2020-10");
  }
  statuses[3] = TERTIAL_OBSERVATION_SUPPRESSED;
  refused(TERTIAL_E_ARGUMENT, "columns/statuses/3");
  statuses[3] = 255;
  refused(TERTIAL_E_ARGUMENT, "columns/statuses/3");
  statuses[3] = 0;
  for (const std::uint8_t none : {std::uint8_t{1}, std::uint8_t{255}}) {
    definitions[9] = none;
    refused(TERTIAL_E_SCHEMA, "/indicators/0/observations/11/definition");
  }
  definitions[9] = 0;
  recorded[1] = INT32_MAX;
  refused(TERTIAL_E_ARGUMENT, "columns/recorded/1");
  recorded[1] = TERTIAL_NO_DATE;
  values[6] = kNone;  // normal, says its status, without a figure
  refused(TERTIAL_E_SCHEMA, "/indicators/0/observations/8");
  for (const double infinite : {HUGE_VAL, -HUGE_VAL}) {
    values[6] = infinite;
    refused(TERTIAL_E_SCHEMA, "/indicators/0/observations/8");
  }
  values[6] = 5;
  columns.count = 0;
  const Plan plan = read(kDocument);
  for (const std::size_t huge : {SIZE_MAX, SIZE_MAX / 4, SIZE_MAX / 8, std::size_t{INT64_MAX}}) {
    columns.count = huge;
    Told error;
    CHECK(tertial_plan_add_observations(plan.get(), "I", 1, &columns, error) == TERTIAL_E_ARGUMENT);
    CHECK(error.where() == "columns/periods");
  }
  CHECK(written(plan) == written(read(kDocument)));
}

TEST_CASE("many observations come out of the plan as they went in") {
  const unsigned seed = 20201122;
  CAPTURE(seed);
  std::mt19937 random(seed);
  const std::size_t count = 3000;
  std::vector<tertial_period> periods(count), periods_out(count + 2);
  std::vector<double> values(count), values_out(count + 2), numerators_out(count + 2), denominators_out(count + 2);
  std::vector<std::uint8_t> statuses_out(count + 2, 9), definitions_out(count + 2, 9);
  std::vector<tertial_date> recorded(count), recorded_out(count + 2);
  for (std::size_t i = 0; i < count; ++i) {
    periods[i] = period("2020-01") + static_cast<tertial_period>(random() % 1200);
    values[i] = random() % 5 == 0 ? kNone : static_cast<double>(random() % 10000) / 8;
    recorded[i] = random() % 2 == 0 ? TERTIAL_NO_DATE : static_cast<tertial_date>(random() % 80000);
  }
  const Plan plan = read(kDocument);
  auto columns = sized<tertial_observation_columns>();
  columns.count = count, columns.periods = periods.data(), columns.values = values.data();
  columns.recorded = recorded.data();
  REQUIRE(tertial_plan_add_observations(plan.get(), "I", 1, &columns, nullptr) == TERTIAL_OK);
  auto arrays = sized<tertial_observation_arrays>();
  arrays.capacity = count + 1;
  arrays.periods = periods_out.data(), arrays.values = values_out.data(), arrays.recorded = recorded_out.data();
  arrays.numerators = numerators_out.data(), arrays.denominators = denominators_out.data();
  arrays.statuses = statuses_out.data(), arrays.definitions = definitions_out.data();
  size_t written_count = 77;
  Told error;
  CHECK(tertial_plan_observations(plan.get(), 0, &arrays, &written_count, error) == TERTIAL_E_LIMIT);
  CHECK(error.where() == "arrays/capacity");
  CHECK(written_count == 77);
  CHECK(statuses_out == std::vector<std::uint8_t>(count + 2, 9));
  arrays.capacity = count + 2;
  REQUIRE(tertial_plan_observations(plan.get(), 0, &arrays, &written_count, error) == TERTIAL_OK);
  CHECK(written_count == count + 2);
  for (std::size_t i = 0; i < count; ++i) {
    const bool there = !std::isnan(values[i]);
    const bool same = periods_out[i + 2] == periods[i] && recorded_out[i + 2] == recorded[i] &&
                      (there ? values_out[i + 2] == values[i] : std::isnan(values_out[i + 2])) &&
                      std::isnan(numerators_out[i + 2]) && std::isnan(denominators_out[i + 2]) &&
                      definitions_out[i + 2] == 0 &&
                      statuses_out[i + 2] == (there ? TERTIAL_OBSERVATION_NORMAL : TERTIAL_OBSERVATION_MISSING);
    if (!same) FAIL("observation " << i);
  }
}

TEST_CASE("self-checks are added, corrected and removed as in the document") {
  SelfCheckFact check;
  expect_edit(kDocument, R"("follow_ups")", kSelfCheckJson,
              [&](auto* plan, auto* error) { return tertial_plan_add_self_check(plan, &check.fact, error); });
  const std::string document = edited(kDocument, R"("follow_ups")", kSelfCheckJson);
  expect_refusal(document, TERTIAL_E_SCHEMA, "/self_checks/1/id",
                 [&](auto* plan, auto* error) { return tertial_plan_add_self_check(plan, &check.fact, error); });
  SelfCheckFact corrected;
  corrected.groups[0].count = 21, corrected.groups[1].count = 19;
  corrected.results[1].share = 55;
  const std::string with = edited(edited(kSelfCheckJson, R"("girls": 22, "boys": 18)", R"("girls": 21, "boys": 19)"),
                                  R"("share": 50)", R"("share": 55)");
  expect_edit(kDocument, R"("follow_ups")", with, [&](auto* plan, auto* error) {
    const tertial_status status = tertial_plan_add_self_check(plan, &check.fact, error);
    return status != TERTIAL_OK ? status : tertial_plan_correct_self_check(plan, &corrected.fact, error);
  });
  expect_refusal(kDocument, TERTIAL_E_NOT_FOUND, "fact",
                 [&](auto* plan, auto* error) { return tertial_plan_correct_self_check(plan, &check.fact, error); });
  expect_edit(document, kSelfCheckJson, R"("follow_ups")",
              [&](auto* plan, auto* error) { return tertial_plan_remove_self_check(plan, "S", 1, error); });
  expect_refusal(document, TERTIAL_E_NOT_FOUND, "id",
                 [&](auto* plan, auto* error) { return tertial_plan_remove_self_check(plan, "T", 1, error); });

  check.risks[0] = string("none");
  expect_refusal(kDocument, TERTIAL_E_SCHEMA, "/self_checks/0/risks/0",
                 [&](auto* plan, auto* error) { return tertial_plan_add_self_check(plan, &check.fact, error); });
  SelfCheckFact unnamed("");
  expect_refusal(kDocument, TERTIAL_E_SCHEMA, "/self_checks/0/id",
                 [&](auto* plan, auto* error) { return tertial_plan_add_self_check(plan, &unnamed.fact, error); });
}

TEST_CASE("a self-check that cannot be written as a document is refused") {
  // Groups of a breakdown that do not stand together are two breakdowns.
  SelfCheckFact apart;
  std::swap(apart.groups[1], apart.groups[2]);
  const Plan taken = read(kDocument);
  CHECK(tertial_plan_add_self_check(taken.get(), &apart.fact, nullptr) == TERTIAL_OK);
  CHECK(written(read(written(taken))) == written(taken));
  SelfCheckFact twice;
  twice.groups[1].group = string("girls");
  SelfCheckFact no_count;
  no_count.groups[0].count = kNone;
  SelfCheckFact endless;
  endless.groups[0].count = HUGE_VAL;
  SelfCheckFact negative;
  negative.groups[0].count = -1;
  for (SelfCheckFact* const wrong : {&no_count, &endless, &negative}) {
    expect_refusal(kDocument, TERTIAL_E_SCHEMA, "/self_checks/0/breakdowns/0/groups/girls",
                   [&](auto* plan, auto* error) { return tertial_plan_add_self_check(plan, &wrong->fact, error); });
  }
  expect_refusal(kDocument, TERTIAL_E_SCHEMA, "/self_checks/0/breakdowns/0/groups/girls",
                 [&](auto* plan, auto* error) { return tertial_plan_add_self_check(plan, &twice.fact, error); });
}

TEST_CASE("an id that is none is not found, the empty one too") {
  const auto added = assessment("2020-08-31", 2, 3);
  const auto reported = report("2020-08-31", TERTIAL_ACTION_DELAYED);
  const auto observed = observation("2020-03", 1);
  for (const std::string_view none : {std::string_view(), std::string_view("r"), std::string_view("R\0", 2)}) {
    expect_refusal(kDocument, TERTIAL_E_NOT_FOUND, "risk", [&](auto* plan, auto* error) {
      return tertial_plan_add_assessment(plan, none.data(), none.size(), &added, error);
    });
    expect_refusal(kDocument, TERTIAL_E_NOT_FOUND, "action", [&](auto* plan, auto* error) {
      return tertial_plan_add_report(plan, none.data(), none.size(), &reported, error);
    });
    expect_refusal(kDocument, TERTIAL_E_NOT_FOUND, "indicator", [&](auto* plan, auto* error) {
      return tertial_plan_add_observation(plan, none.data(), none.size(), &observed, error);
    });
  }
}

TEST_CASE("a follow-up and a copy made before a change go on showing the old") {
  const Plan plan = action_plan();
  const FollowUp before = follow_up(plan);
  const std::string shown = json_of(before);
  const Plan other = copy(plan);
  const std::string copied = written(other);

  const auto red = [&] {
    auto fact = assessment("2020-08-31", 0, 0, "2020-09-15");
    fact.level = string("red");
    return fact;
  }();
  REQUIRE(tertial_plan_correct_assessment(plan.get(), "5.2", 3, &red, nullptr) == TERTIAL_OK);
  CHECK(json_of(before) == shown);
  CHECK(written(other) == copied);
  // The correction: 5.2 is red again, so five of the six open are yellow.
  const FollowUp after = follow_up(plan);
  const auto summary = got<tertial_summary>(tertial_follow_up_summary, after.get());
  CHECK(summary.by_level[3] == 1);
  CHECK(summary.by_level[2] == 5);
  CHECK(summary.movement[TERTIAL_MOVEMENT_DECREASED] == 0);
  // Known before it was recorded it is as the source says.
  auto known = at("2020-08-31");
  known.known_at = day("2020-09-14");
  const auto earlier = got<tertial_summary>(tertial_follow_up_summary, follow_up(plan, known).get());
  CHECK(earlier.by_level[3] == 0);
  CHECK(earlier.by_level[2] == 6);
  CHECK(earlier.reduced == 2);
  known.known_at = day("2020-09-15");
  CHECK(got<tertial_summary>(tertial_follow_up_summary, follow_up(plan, known).get()).by_level[3] == 1);

  // Changes of the copy are its own.
  REQUIRE(tertial_plan_remove_assessment(other.get(), "1.1", 3, day("2020-08-31"), TERTIAL_NO_DATE, nullptr) ==
          TERTIAL_OK);
  CHECK(written(other) != copied);
  CHECK(json_of(follow_up(plan)) == json_of(after));
  CHECK(json_of(before) == shown);
}

TEST_CASE("a follow-up outlives its plan") {
  Plan plan = action_plan();
  const FollowUp review = follow_up(plan);
  const std::string shown = json_of(review);
  const auto line = got<tertial_risk_line>(tertial_follow_up_risk, review.get(), std::size_t{0});
  plan.reset();
  CHECK(view(line.id) == "1.1");
  CHECK(json_of(review) == shown);
}

TEST_CASE("strings of the plan itself may be what a change is told") {
  const Plan plan = read(edited(kDocument, R"("follow_ups")", kSelfCheckJson));
  for (const bool is_shared : {false, true}) {
    const FollowUp review = is_shared ? follow_up(plan) : nullptr;
    const auto risk = got<tertial_plan_risk_info>(tertial_plan_risk, plan.get(), std::size_t{0});
    auto fact = assessment(is_shared ? "2020-08-31" : "2020-07-31", 1, 1);
    fact.rationale = risk.title;
    CHECK(tertial_plan_add_assessment(plan.get(), risk.id.data, risk.id.size, &fact, nullptr) == TERTIAL_OK);
    const auto indicator = got<tertial_plan_indicator_info>(tertial_plan_indicator, plan.get(), std::size_t{0});
    const auto figure = observation(is_shared ? "2020-08" : "2020-07", 1);
    CHECK(tertial_plan_add_observation(plan.get(), indicator.id.data, indicator.id.size, &figure, nullptr) ==
          TERTIAL_OK);
  }
}

TEST_CASE("every call on facts refuses what is wrong, and fails for want of memory without a trace") {
  const TextIn risk("R"), action("A"), indicator("I");
  const auto assessed = StructIn(assessment("2020-08-31", 2, 3, "2020-09-01"))
                            .with(&tertial_assessment::date, TERTIAL_NO_DATE, TERTIAL_E_ARGUMENT)
                            .with(&tertial_assessment::date, kTooEarly, TERTIAL_E_ARGUMENT)
                            .with(&tertial_assessment::recorded, INT32_MAX, TERTIAL_E_ARGUMENT)
                            .with(&tertial_assessment::likelihood, -1, TERTIAL_E_ARGUMENT)
                            .with(&tertial_assessment::likelihood, 256, TERTIAL_E_ARGUMENT)
                            .with(&tertial_assessment::severity, INT32_MIN, TERTIAL_E_ARGUMENT)
                            .with(&tertial_assessment::severity, 255, TERTIAL_E_SCHEMA)
                            .with(&tertial_assessment::level, kNotUtf8, TERTIAL_E_ARGUMENT)
                            .with(&tertial_assessment::level, kTooLong, TERTIAL_E_ARGUMENT)
                            .with(&tertial_assessment::rationale, kNull, TERTIAL_E_ARGUMENT)
                            .with(&tertial_assessment::rationale, kNotUtf8, TERTIAL_E_ARGUMENT);
  sweep_facts("tertial_plan_add_assessment", kDocument, tertial_plan_add_assessment, risk, assessed);
  sweep_facts("tertial_plan_correct_assessment", kDocument, tertial_plan_correct_assessment, risk,
              StructIn(assessment("2020-04-30", 2, 3, "2020-09-01"))
                  .with(&tertial_assessment::recorded, TERTIAL_NO_DATE, TERTIAL_E_SCHEMA)
                  .with(&tertial_assessment::date, day("2020-04-29"), TERTIAL_E_NOT_FOUND));
  sweep_facts("tertial_plan_remove_assessment", kDocument, tertial_plan_remove_assessment, risk,
              date_in(day("2020-04-30")), date_or_none_in());

  const std::string closed = edited(kDocument, R"("severity": 3}]}],)",
                                    R"("severity": 3}], "closed": [{"date": "2020-08-31", "reason": "Gone"}]}],)");
  const auto closes = StructIn(closing("2020-08-31", "Done", "2020-09-09"))
                          .with(&tertial_closing::date, TERTIAL_NO_DATE, TERTIAL_E_ARGUMENT)
                          .with(&tertial_closing::recorded, kTooEarly, TERTIAL_E_ARGUMENT)
                          .with(&tertial_closing::reason, kNotUtf8, TERTIAL_E_ARGUMENT)
                          .with(&tertial_closing::reason, kNull, TERTIAL_E_ARGUMENT);
  sweep_facts("tertial_plan_add_closing", closed, tertial_plan_add_closing, risk, closes);
  sweep_facts("tertial_plan_correct_closing", closed, tertial_plan_correct_closing, risk, closes);
  sweep_facts("tertial_plan_remove_closing", closed, tertial_plan_remove_closing, risk, date_in(day("2020-08-31")),
              date_or_none_in());

  const auto reports = StructIn(report("2020-04-30", TERTIAL_ACTION_DELAYED, "2020-05-05"))
                           .with(&tertial_action_report::date, TERTIAL_NO_DATE, TERTIAL_E_ARGUMENT)
                           .with(&tertial_action_report::recorded, INT32_MAX, TERTIAL_E_ARGUMENT)
                           .with(&tertial_action_report::status, TERTIAL_ACTION_STATUSES, TERTIAL_E_ARGUMENT)
                           .with(&tertial_action_report::status, -1, TERTIAL_E_ARGUMENT)
                           .with(&tertial_action_report::progress, HUGE_VAL, TERTIAL_E_ARGUMENT)
                           .with(&tertial_action_report::progress, 1.5, TERTIAL_E_SCHEMA)
                           .with(&tertial_action_report::comment, kNotUtf8, TERTIAL_E_ARGUMENT);
  sweep_facts("tertial_plan_add_report", kDocument, tertial_plan_add_report, action, reports);
  sweep_facts("tertial_plan_correct_report", kDocument, tertial_plan_correct_report, action, reports);
  sweep_facts("tertial_plan_remove_report", kDocument, tertial_plan_remove_report, action, date_in(day("2020-04-30")),
              date_or_none_in());
  sweep_facts("tertial_plan_add_occurrence", kDocument, tertial_plan_add_occurrence, action, index_of(0, 1),
              date_in(day("2020-03-03")));
  sweep_facts("tertial_plan_remove_occurrence", kDocument, tertial_plan_remove_occurrence, action, index_of(0, 1),
              date_in(day("2020-01-15")));

  const auto observed = StructIn(observation("2020-02", 3, "2020-07-01"))
                            .with(&tertial_observation::period, TERTIAL_NO_PERIOD, TERTIAL_E_ARGUMENT)
                            .with(&tertial_observation::period, UINT32_MAX, TERTIAL_E_ARGUMENT)
                            .with(&tertial_observation::recorded, kTooEarly, TERTIAL_E_ARGUMENT)
                            .with(&tertial_observation::status, TERTIAL_OBSERVATION_SUPPRESSED, TERTIAL_E_ARGUMENT)
                            .with(&tertial_observation::status, -2, TERTIAL_E_ARGUMENT)
                            .with(&tertial_observation::value, HUGE_VAL, TERTIAL_E_ARGUMENT)
                            .with(&tertial_observation::numerator, -HUGE_VAL, TERTIAL_E_ARGUMENT)
                            .with(&tertial_observation::denominator, HUGE_VAL, TERTIAL_E_ARGUMENT)
                            .with(&tertial_observation::definition, string("x"), TERTIAL_E_NOT_FOUND)
                            .with(&tertial_observation::definition, kNotUtf8, TERTIAL_E_ARGUMENT);
  sweep_facts("tertial_plan_add_observation", kDocument, tertial_plan_add_observation, indicator, observed);
  sweep_facts("tertial_plan_correct_observation", kDocument, tertial_plan_correct_observation, indicator, observed);
  sweep_facts("tertial_plan_remove_observation", kDocument, tertial_plan_remove_observation, indicator,
              period_in(period("2020-02")), TextIn(""), date_or_none_in());

  static const tertial_period periods[] = {period("2020-03"), period("2020-04")};
  static const double values[] = {1, 2};
  auto columns = sized<tertial_observation_columns>();
  columns.count = 2, columns.periods = periods, columns.values = values;
  sweep_facts("tertial_plan_add_observations", kDocument, tertial_plan_add_observations, indicator,
              StructIn(columns)
                  .with(&tertial_observation_columns::periods, nullptr, TERTIAL_E_ARGUMENT)
                  .with(&tertial_observation_columns::values, nullptr, TERTIAL_OK)
                  .with(&tertial_observation_columns::count, SIZE_MAX, TERTIAL_E_ARGUMENT)
                  .with(&tertial_observation_columns::count, 0U, TERTIAL_OK));

  SelfCheckFact check;
  const std::string checked = edited(kDocument, R"("follow_ups")", kSelfCheckJson);
  const auto checks = StructIn(check.fact)
                          .with(&tertial_self_check::period, 0U, TERTIAL_E_ARGUMENT)
                          .with(&tertial_self_check::recorded, INT32_MAX, TERTIAL_E_ARGUMENT)
                          .with(&tertial_self_check::id, kNotUtf8, TERTIAL_E_ARGUMENT)
                          .with(&tertial_self_check::title, kNull, TERTIAL_E_ARGUMENT)
                          .with(&tertial_self_check::sample, HUGE_VAL, TERTIAL_E_ARGUMENT)
                          .with(&tertial_self_check::risks, nullptr, TERTIAL_E_ARGUMENT)
                          .with(&tertial_self_check::risk_count, SIZE_MAX, TERTIAL_E_ARGUMENT)
                          .with(&tertial_self_check::results, nullptr, TERTIAL_E_ARGUMENT)
                          .with(&tertial_self_check::result_count, SIZE_MAX, TERTIAL_E_ARGUMENT)
                          .with(&tertial_self_check::groups, nullptr, TERTIAL_E_ARGUMENT)
                          .with(&tertial_self_check::group_count, SIZE_MAX, TERTIAL_E_ARGUMENT);
  sweep_facts("tertial_plan_add_self_check", kDocument, tertial_plan_add_self_check, checks);
  sweep_facts("tertial_plan_correct_self_check", checked, tertial_plan_correct_self_check, checks);
  sweep_facts("tertial_plan_remove_self_check", checked, tertial_plan_remove_self_check, TextIn("S"));
}

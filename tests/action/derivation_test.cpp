#include "tertial/action/derivation.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using tertial::Action;
using tertial::ActionStatus;
using tertial::Activity;
using tertial::ActivityDerivation;
using tertial::Clock;
using tertial::Date;
using tertial::Derivation;
using tertial::derive;
using tertial::Language;
using tertial::latest_report;
using tertial::Per;
using tertial::Recurrence;
using tertial::ScheduleRules;
using tertial::Unit;
using tertial::Why;

namespace {

using enum ActionStatus;

Date day(std::string_view text) { return Date::parse(text).value(); }

ActivityDerivation at(const Activity& activity, std::string_view as_of, const ScheduleRules& rules = {}) {
  return derive(activity, Clock{.as_of = day(as_of)}, rules);
}

// A hundred days, so that a hundredth of the time has gone by after each: the 50th is 2020-02-19.
Activity hundred_days(double progress) {
  return {.start = day("2020-01-01"), .end = day("2020-04-09"), .progress = {{.value = progress}}};
}

// Held four times from 2020-02-03 to 2020-12-31: by 2020-04-25, 07-17, 10-08 and 12-31, quarters of 333 days.
Activity four_a_year(const std::vector<std::string_view>& held) {
  Activity activity{
      .start = day("2020-02-03"), .end = day("2020-12-31"), .recurrence = Recurrence::times_per(4, Per::year).value()};
  for (const std::string_view one : held) activity.held.push_back(day(one));
  return activity;
}

std::string english(const Why& why) { return to_text(why, Language::en); }
std::string swedish(const Why& why) { return to_text(why, Language::sv); }

}  // namespace

TEST_CASE("the days of the tables below") {
  REQUIRE(day("2020-04-09") - day("2020-01-01") + 1 == 100);
  REQUIRE(day("2020-02-19") - day("2020-01-01") + 1 == 50);
  REQUIRE(day("2020-12-31") - day("2020-02-03") + 1 == 333);
}

TEST_CASE("progress keeps the schedule down to 0.10 behind, is at risk down to 0.25, and delayed below") {
  struct Row {
    double progress;
    ActionStatus status;
  };
  // Half of the time has gone by.
  const Row rows[] = {{0.90, on_schedule}, {0.50, on_schedule}, {0.41, on_schedule},
                      {0.40, on_schedule}, {0.39, at_risk},     {0.30, at_risk},
                      {0.25, at_risk},     {0.24, delayed},     {0.00, delayed}};
  for (const Row& row : rows) {
    CAPTURE(row.progress);
    const ActivityDerivation found = at(hundred_days(row.progress), "2020-02-19");
    CHECK(found.status == row.status);
    CHECK(found.why.rule == Why::Rule::progress);
    CHECK(found.why.elapsed == doctest::Approx(0.5));
    CHECK(found.why.progress == row.progress);
  }
  CHECK(english(at(hundred_days(0.4), "2020-02-19").why) == "40 % done, 50 % of the time gone by 2020-02-19");
  CHECK(swedish(at(hundred_days(0.4), "2020-02-19").why) == "40 % gjort, 50 % av tiden gången 2020-02-19");
}

TEST_CASE("how far behind is too far is the plan's to say") {
  const ScheduleRules strict{.at_risk_behind = 0, .delayed_behind = 0.05};
  CHECK(at(hundred_days(0.50), "2020-02-19", strict).status == on_schedule);
  CHECK(at(hundred_days(0.49), "2020-02-19", strict).status == at_risk);
  CHECK(at(hundred_days(0.45), "2020-02-19", strict).status == at_risk);
  CHECK(at(hundred_days(0.44), "2020-02-19", strict).status == delayed);
}

TEST_CASE("on the first and the last day the schedule is judged, before and after it is not") {
  CHECK(at(hundred_days(0), "2020-01-01").status == on_schedule);  // 0.01 has gone by
  CHECK(at(hundred_days(0.9), "2020-04-09").status == on_schedule);
  CHECK(at(hundred_days(0.75), "2020-04-09").status == at_risk);
  const ActivityDerivation before = at(hundred_days(0.5), "2019-12-31");
  CHECK(before.status == not_started);
  CHECK(before.why.rule == Why::Rule::not_started);
  CHECK(english(before.why) == "starts 2020-01-01");
  CHECK(swedish(before.why) == "börjar 2020-01-01");
  const ActivityDerivation after = at(hundred_days(0.99), "2020-04-10");
  CHECK(after.status == delayed);
  CHECK(after.overdue);
  CHECK(after.why.rule == Why::Rule::overdue);
  CHECK(english(after.why) == "was to end 2020-04-09, not completed");
  CHECK(swedish(after.why) == "skulle vara klart 2020-04-09, inte slutfört");
}

TEST_CASE("what is done is completed, early or late") {
  Activity activity{.start = day("2020-02-03"), .end = day("2020-12-31"), .completed = day("2020-11-20")};
  CHECK(at(activity, "2020-11-20").status == completed);
  CHECK(at(activity, "2021-03-01").status == completed);
  CHECK_FALSE(at(activity, "2021-03-01").overdue);
  CHECK(english(at(activity, "2021-03-01").why) == "completed 2020-11-20");
  CHECK(swedish(at(activity, "2021-03-01").why) == "slutförd 2020-11-20");
  CHECK(at(activity, "2020-11-19").status == std::nullopt);  // not yet, and nothing else to go by
  activity.completed = day("2021-02-01");
  CHECK(at(activity, "2021-01-31").status == delayed);
  CHECK(at(activity, "2021-02-01").status == completed);
  CHECK(at(hundred_days(1), "2020-04-10").status == completed);
  CHECK(english(at(hundred_days(1), "2020-04-10").why) == "100 % done");
}

TEST_CASE("of a recurrence none short is on schedule, one at risk, two delayed") {
  // Three are due by 2020-10-08.
  CHECK(at(four_a_year({"2020-03-10", "2020-05-19", "2020-09-01"}), "2020-10-08").status == on_schedule);
  CHECK(at(four_a_year({"2020-03-10", "2020-05-19"}), "2020-10-08").status == at_risk);
  CHECK(at(four_a_year({"2020-03-10"}), "2020-10-08").status == delayed);
  CHECK(at(four_a_year({}), "2020-10-08").status == delayed);
  // The day before only two are.
  CHECK(at(four_a_year({"2020-03-10", "2020-05-19"}), "2020-10-07").status == on_schedule);
  CHECK(at(four_a_year({"2020-03-10"}), "2020-10-07").status == at_risk);
  // More than are due is no fault.
  CHECK(at(four_a_year({"2020-02-03", "2020-02-04", "2020-02-05"}), "2020-03-01").status == on_schedule);
}

TEST_CASE("a recurrence says how many of how many were held and due") {
  const ActivityDerivation found = at(four_a_year({"2020-03-10", "2020-05-19", "2020-12-01"}), "2020-10-08");
  CHECK(found.held == 2);
  CHECK(found.due == 3);
  CHECK(found.of == 4);
  CHECK(found.why.rule == Why::Rule::occurrences);
  CHECK(english(found.why) == "2 of 4 held, 3 due by 2020-10-08");
  CHECK(swedish(found.why) == "2 av 4 genomförda, 3 borde vara det 2020-10-08");
  const ActivityDerivation summer = at(four_a_year({"2020-03-10", "2020-05-19"}), "2020-08-31");
  CHECK(english(summer.why) == "2 of 4 held, 2 due by 2020-08-31");
}

TEST_CASE("the worked wording: 2 of 4 held, 3 due by the end of tertial 2") {
  Activity activity = four_a_year({"2020-02-01", "2020-05-19"});
  activity.start = day("2020-01-01");
  activity.end = day("2020-11-20");  // 325 days: by day 243, 2020-08-30
  const ActivityDerivation found = at(activity, "2020-08-31");
  CHECK(found.status == at_risk);
  CHECK(english(found.why) == "2 of 4 held, 3 due by 2020-08-31");
}

TEST_CASE("a recurrence held as often as it should be is completed before its end, and overdue after it if not") {
  const ActivityDerivation all =
      at(four_a_year({"2020-03-10", "2020-05-19", "2020-09-01", "2020-10-01"}), "2020-10-02");
  CHECK(all.status == completed);
  CHECK(english(all.why) == "all 4 held");
  CHECK(swedish(all.why) == "alla 4 genomförda");
  const ActivityDerivation late = at(four_a_year({"2020-03-10", "2020-05-19", "2020-09-01"}), "2021-01-01");
  CHECK(late.status == delayed);
  CHECK(late.overdue);
  CHECK(english(late.why) == "3 of 4 held, was to end 2020-12-31");
  CHECK(swedish(late.why) == "3 av 4 genomförda, skulle vara klart 2020-12-31");
}

TEST_CASE("every third week is due three weeks after the start, six, nine and so on") {
  Activity activity{
      .start = day("2020-01-17"), .end = day("2020-12-31"), .recurrence = Recurrence::every(3, Unit::week).value()};
  const ActivityDerivation first = at(activity, "2020-02-06");
  CHECK(first.due == 0);
  CHECK(first.of == 16);  // 349 days to the end
  CHECK(first.status == on_schedule);
  CHECK(at(activity, "2020-02-07").due == 1);
  CHECK(at(activity, "2020-02-07").status == at_risk);
  CHECK(at(activity, "2020-02-28").status == delayed);
  CHECK(at(activity, "2020-08-31").due == 10);  // 227 days
}

TEST_CASE("a recurrence without both ends has nothing to be counted between") {
  Activity activity = four_a_year({"2020-03-10"});
  activity.end.reset();
  const ActivityDerivation found = at(activity, "2020-10-08");
  CHECK_FALSE(found.status);
  CHECK(found.due == 0);
  CHECK(found.of == 0);
}

TEST_CASE("of progress and occurrences the worse decides") {
  Activity activity = four_a_year({"2020-03-10", "2020-05-19", "2020-09-01"});
  activity.progress = {{.value = 0.3}};  // 249 of 333 days, 0.75, have gone by
  CHECK(at(activity, "2020-10-08").status == delayed);
  CHECK(at(activity, "2020-10-08").why.rule == Why::Rule::progress);
  activity.progress = {{.value = 0.75}};
  activity.held.pop_back();
  CHECK(at(activity, "2020-10-08").status == at_risk);
  CHECK(at(activity, "2020-10-08").why.rule == Why::Rule::occurrences);
}

TEST_CASE("without dates, progress or recurrence there is no basis") {
  const ActivityDerivation bare = at({}, "2020-08-31");
  CHECK_FALSE(bare.status);
  CHECK(bare.why.rule == Why::Rule::no_basis);
  CHECK(english(bare.why) == "no basis");
  CHECK(swedish(bare.why) == "inget underlag");
  // Dates alone say nothing while the time between them runs.
  CHECK_FALSE(at({.start = day("2020-01-01"), .end = day("2020-12-31")}, "2020-08-31").status);
  CHECK_FALSE(at({.start = day("2020-01-01"), .progress = {{.value = 0.5}}}, "2020-08-31").status);
}

TEST_CASE("progress is the latest that holds and was on record") {
  Activity activity = hundred_days(0);
  activity.progress = {{.date = day("2020-02-10"), .value = 0.45},
                       {.date = day("2020-01-10"), .value = 0.05},
                       {.date = day("2020-02-10"), .value = 0.20, .recorded = day("2020-03-01")},
                       {.date = day("2020-03-15"), .value = 0.90}};
  const auto progress = [&](std::string_view as_of, std::optional<Date> known_at = std::nullopt) {
    return derive(activity, Clock{.as_of = day(as_of), .known_at = known_at}, {}).why.progress;
  };
  CHECK(progress("2020-02-19") == 0.20);                     // the correction
  CHECK(progress("2020-02-19", day("2020-02-29")) == 0.45);  // before it
  CHECK(progress("2020-02-19", day("2020-03-01")) == 0.20);
  CHECK(progress("2020-02-09") == 0.05);
  CHECK(progress("2020-03-20") == 0.90);
  CHECK(progress("2020-03-20", day("2020-02-10")) == 0.45);
  CHECK_FALSE(derive(activity, Clock{.as_of = day("2020-01-09")}, {}).status);  // none yet
}

TEST_CASE("what was done or held after the day on record is not known yet") {
  Activity activity{.start = day("2020-01-01"), .end = day("2020-12-31"), .completed = day("2020-05-06")};
  const Clock spring{.as_of = day("2020-08-31"), .known_at = day("2020-05-05")};
  CHECK_FALSE(derive(activity, spring, {}).status);
  CHECK(derive(activity, Clock{.as_of = day("2020-08-31"), .known_at = day("2020-05-06")}, {}).status == completed);
  CHECK(derive(four_a_year({"2020-03-10", "2020-05-19"}), spring, {}).held == 1);
}

TEST_CASE("the worst activity decides for the action, and it is told which") {
  const Activity done{.completed = day("2020-01-02")};
  const Activity bare;
  const Activity late{.end = day("2020-03-01")};
  const Activity coming{.start = day("2021-01-01")};
  const Clock clock{.as_of = day("2020-10-08")};
  const auto of = [&](std::vector<Activity> activities) {
    return derive(Action{.id = "a", .activities = std::move(activities)}, clock, {});
  };
  const Derivation worst = of({done, four_a_year({"2020-03-10", "2020-05-19"}), bare, late, coming});
  CHECK(worst.status == delayed);
  CHECK(worst.activity == 3);
  CHECK(english(worst.why) == "was to end 2020-03-01, not completed");
  REQUIRE(worst.activities.size() == 5);
  CHECK(worst.activities[0].status == completed);
  CHECK(worst.activities[1].status == at_risk);
  CHECK_FALSE(worst.activities[2].status);
  CHECK(worst.activities[4].status == not_started);

  CHECK(of({done, four_a_year({"2020-03-10", "2020-05-19"}), coming}).status == at_risk);
  CHECK(of({done, coming}).status == not_started);
  CHECK(of({done, done}).status == completed);
  CHECK(of({done, bare}).status == completed);
  CHECK_FALSE(of({bare}).status);
  CHECK_FALSE(of({}).status);
  CHECK_FALSE(of({}).activity);
  CHECK(of({late, late}).activity == 0);
}

TEST_CASE("the report that speaks is the latest that is known, by both clocks") {
  const Action action{.id = "a",
                      .reports = {{.date = day("2020-08-31"), .status = at_risk},
                                  {.date = day("2020-04-30"), .status = on_schedule},
                                  {.date = day("2020-08-31"), .status = delayed, .recorded = day("2020-09-15")}}};
  const auto status = [&](std::string_view as_of, std::optional<Date> known_at = std::nullopt) {
    const auto* report = latest_report(action, {.as_of = day(as_of), .known_at = known_at});
    return report == nullptr ? std::nullopt : std::optional(report->status);
  };
  CHECK(status("2020-08-31") == delayed);
  CHECK(status("2020-08-31", day("2020-09-14")) == at_risk);
  CHECK(status("2020-08-30") == on_schedule);
  CHECK_FALSE(status("2020-04-29"));
}

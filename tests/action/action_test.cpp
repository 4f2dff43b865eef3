#include "tertial/action/action.hpp"

#include <doctest/doctest.h>

using tertial::Action;
using tertial::Activity;
using tertial::Date;
using tertial::Per;
using tertial::Recurrence;
using tertial::StatusReport;

TEST_CASE("an activity needs nothing but what is known of it") {
  const Activity bare;
  CHECK_FALSE(bare.start);
  CHECK_FALSE(bare.end);
  CHECK_FALSE(bare.completed);
  CHECK_FALSE(bare.recurrence);
  CHECK(bare.progress.empty());
  CHECK(bare.held.empty());
}

TEST_CASE("actions are equal when all that is said of them is") {
  const Date start = Date::parse("2020-02-03").value();
  const Action action{.id = "5.2-1",
                      .risks = {"5.2"},
                      .title = "Staffing",
                      .reports = {{.date = start, .comment = "Bra"}},
                      .activities = {{.start = start, .recurrence = Recurrence::times_per(4, Per::year).value()}}};
  CHECK(action == Action(action));
  Action other = action;
  other.activities[0].recurrence = Recurrence::times_per(3, Per::year).value();
  CHECK(action != other);
  other = action;
  other.reports[0].recorded = start;
  CHECK(action != other);
  other = action;
  other.activities[0].held.push_back(start);
  CHECK(action != other);
  other = action;
  other.extras.push_back({.key = "x-a", .json = "1"});
  CHECK(action != other);
}

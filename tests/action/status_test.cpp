#include "tertial/action/status.hpp"

#include <string_view>
#include <utility>

#include <doctest/doctest.h>

using tertial::ActionStatus;
using tertial::parse_action_status;

TEST_CASE("statuses are read and written as the contract's words") {
  const std::pair<ActionStatus, std::string_view> words[] = {
      {ActionStatus::on_schedule, "on_schedule"}, {ActionStatus::at_risk, "at_risk"},
      {ActionStatus::delayed, "delayed"},         {ActionStatus::completed, "completed"},
      {ActionStatus::not_started, "not_started"}, {ActionStatus::cancelled, "cancelled"}};
  for (const auto& [status, word] : words) {
    CHECK(to_string(status) == word);
    CHECK(parse_action_status(word) == status);
  }
  for (const std::string_view other : {"", "Delayed", "delay", "green", "on schedule"}) {
    CHECK_FALSE(parse_action_status(other));
  }
}

TEST_CASE("the order is from best to worst, delayed the worst") {
  CHECK(ActionStatus::completed < ActionStatus::not_started);
  CHECK(ActionStatus::not_started < ActionStatus::on_schedule);
  CHECK(ActionStatus::on_schedule < ActionStatus::at_risk);
  CHECK(ActionStatus::at_risk < ActionStatus::delayed);
}

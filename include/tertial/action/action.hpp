// What is done about a risk or a goal: an action, the dated activities it is made of, and what was reported of it.
//
//   Activity rounds{.title = "Coach", .start = first, .end = last, .recurrence = *Recurrence::times_per(4, Per::year)};
//   Action action{.id = "5.2-1", .risks = {"5.2"}, .title = "Staffing", .activities = {rounds}};
//   Derivation now = derive(action, {.as_of = today}, {});   // action/derivation.hpp
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tertial/action/status.hpp"
#include "tertial/calendar/clock.hpp"
#include "tertial/calendar/date.hpp"
#include "tertial/calendar/recurrence.hpp"
#include "tertial/extra.hpp"

namespace tertial {
inline namespace v1 {

// How far an activity had come. A figure without a date holds at every date.
struct Progress {
  std::optional<Date> date = std::nullopt;
  double value = 0;  // 0..1
  std::optional<Date> recorded = std::nullopt;
  Extras extras = {};
  friend bool operator==(const Progress&, const Progress&) = default;
};

struct Activity {
  std::string id = {};
  std::string title = {};
  std::optional<Date> start = std::nullopt;
  std::optional<Date> end = std::nullopt;  // never before start
  std::vector<Progress> progress = {};     // one without a date, or any number with
  std::optional<Date> completed = std::nullopt;
  std::optional<Recurrence> recurrence = std::nullopt;  // counted only between a start and an end
  Extras recurrence_extras = {};
  std::vector<Date> held = {};
  Extras extras = {};
  friend bool operator==(const Activity&, const Activity&) = default;
};

struct StatusReport {
  Date date;
  ActionStatus status = ActionStatus::on_schedule;
  std::optional<double> progress = std::nullopt;  // 0..1
  std::string comment = {};
  std::optional<Date> recorded = std::nullopt;
  Extras extras = {};
  friend bool operator==(const StatusReport&, const StatusReport&) = default;
};

struct Action {
  std::string id;
  std::vector<std::string> risks = {};
  std::vector<std::string> goals = {};
  std::string title = {};
  std::string responsible = {};
  std::vector<StatusReport> reports = {};
  std::vector<Activity> activities = {};
  Extras extras = {};
  friend bool operator==(const Action&, const Action&) = default;
};

}  // namespace v1
}  // namespace tertial

// Reads the objects of a plan document, one function a kind.
//
//   Risk risk;
//   bool ok = read_risk(in, value, here, levels, risk);    // the fault is in in.status()
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "json_reading.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {

// Levels that assessments state, kept by id until the matrix is known.
struct StatedLevel {
  std::uint32_t risk = 0;
  std::uint32_t assessment = 0;
  std::uint32_t id = 0;  // place in ids
};
struct StatedLevels {
  std::vector<std::string> ids;  // each once, while there are few
  std::vector<StatedLevel> stated;
  std::uint32_t risk = 0;  // the one being read
};

// Definitions that observations name, which may be read before the definitions are.
struct DefinitionNames {
  struct Name {
    std::string id;
    std::size_t first_use = 0;  // place of the observation
  };
  std::vector<Name> names;
};

bool read_matrix(JsonReading& in, JsonValue& value, const Place& place, PlanDraft& draft);
bool read_rules(JsonReading& in, JsonValue& value, const Place& place, Rules& rules);
bool read_goal(JsonReading& in, JsonValue& value, const Place& place, Goal& goal, int depth = 0);
bool read_area(JsonReading& in, JsonValue& value, const Place& place, Area& area);
bool read_risk(JsonReading& in, JsonValue& value, const Place& place, StatedLevels& levels, Risk& risk);
bool read_action(JsonReading& in, JsonValue& value, const Place& place, Action& action);
// `room` is memory to collect the observations in, used again from indicator to indicator.
bool read_indicator(JsonReading& in, JsonValue& value, const Place& place, Series& room, Indicator& indicator);
// Appends to `series`, which is or will be the indicator's. A definition that the observation names is kept
// by its place in `names` until settle_definitions().
bool read_observation(JsonReading& in, JsonValue& value, const Place& place, DefinitionNames& names, Series& series,
                      std::vector<ObservationExtras>& extras);
bool settle_definitions(JsonReading& in, const Place& observations, const DefinitionNames& names, Indicator& indicator);
bool read_self_check(JsonReading& in, JsonValue& value, const Place& place, SelfCheck& check);
bool read_follow_up(JsonReading& in, JsonValue& value, const Place& place, FollowUpDate& follow_up);

}  // namespace v1
}  // namespace tertial

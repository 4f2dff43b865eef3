// A risk with its dated assessments, and the state it is in at a clock.
//
//   Risk staffing{.id = "5.2", .assessments = {{.date = t1, .level = red}, {.date = t2, .level = yellow}}};
//   RiskState now = state_of(staffing, matrix, {.as_of = t2});
//   now.level == matrix.find_level("yellow");
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tertial/calendar/clock.hpp"
#include "tertial/calendar/date.hpp"
#include "tertial/extra.hpp"
#include "tertial/risk/level.hpp"
#include "tertial/risk/risk_matrix.hpp"
#include "tertial/risk/scale.hpp"

namespace tertial {
inline namespace v1 {

// A dated judgement: of likelihood and severity, or of the level alone (then both are 0).
struct Assessment {
  Date date;
  Level level = {};  // stated level; ignored where likelihood and severity stand
  Likelihood likelihood = Likelihood(0);
  Severity severity = Severity(0);
  std::string rationale = {};
  std::optional<Date> recorded = std::nullopt;
  Extras extras = {};

  [[nodiscard]] bool has_cell() const noexcept { return likelihood.value() != 0 && severity.value() != 0; }
  friend bool operator==(const Assessment&, const Assessment&) = default;
};

struct Closing {
  Date date;
  std::string reason = {};
  std::optional<Date> recorded = std::nullopt;
  Extras extras = {};
  friend bool operator==(const Closing&, const Closing&) = default;
};

struct Risk {
  std::string id;
  std::string area = {};
  std::string title = {};
  std::vector<Assessment> assessments = {};
  std::vector<Closing> closed = {};
  Extras extras = {};
  friend bool operator==(const Risk&, const Risk&) = default;
};

// Points into the risk it was made from.
struct RiskState {
  const Assessment* assessment = nullptr;  // the latest known; null: not assessed yet
  const Assessment* first = nullptr;       // the earliest known
  const Closing* closing = nullptr;        // the latest known; set also where the risk was reopened since
  bool closed = false;                     // closed, and not assessed after that day
  Level level = {};

  [[nodiscard]] bool assessed() const noexcept { return assessment != nullptr; }
  [[nodiscard]] bool open() const noexcept { return !closed; }
};

// Of several facts for one day, the one recorded last is believed; of several recorded on one day, the one written last
// (validation reports those as duplicates). A risk assessed on the day it is closed is closed.
[[nodiscard]] inline RiskState state_of(const Risk& risk, const RiskMatrix& matrix, const Clock& clock) noexcept {
  const auto later = [](const auto& a, const auto& b) {
    if (a.date != b.date) return a.date > b.date;
    return a.recorded.value_or(a.date) >= b.recorded.value_or(b.date);
  };
  RiskState state;
  for (const Assessment& assessment : risk.assessments) {
    if (!clock.sees(assessment.date, assessment.recorded)) continue;
    if (state.assessment == nullptr || later(assessment, *state.assessment)) state.assessment = &assessment;
    if (state.first == nullptr || assessment.date < state.first->date) state.first = &assessment;
  }
  for (const Closing& closing : risk.closed) {
    if (!clock.sees(closing.date, closing.recorded)) continue;
    if (state.closing == nullptr || later(closing, *state.closing)) state.closing = &closing;
  }
  if (state.assessment != nullptr) {
    state.level = state.assessment->has_cell() ? matrix.level(state.assessment->likelihood, state.assessment->severity)
                                               : state.assessment->level;
  }
  state.closed =
      state.closing != nullptr && (state.assessment == nullptr || state.assessment->date <= state.closing->date);
  return state;
}

}  // namespace v1
}  // namespace tertial

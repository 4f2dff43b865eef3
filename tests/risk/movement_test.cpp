#include "tertial/risk/movement.hpp"

#include <array>
#include <optional>
#include <string_view>

#include <doctest/doctest.h>

using tertial::Date;
using tertial::is_reduction;
using tertial::Level;
using tertial::Likelihood;
using tertial::movement;
using tertial::Movement;
using tertial::Risk;
using tertial::RiskMatrix;
using tertial::RiskState;
using tertial::Scale;
using tertial::Severity;
using tertial::state_of;

namespace {

const Date kBefore = Date::parse("2020-04-30").value();
const Date kNow = Date::parse("2020-08-31").value();

// The source's matrix: scores 8 and 16 have no colour.
const RiskMatrix& matrix() {
  static const RiskMatrix made =
      RiskMatrix::make({.likelihood = Scale::make({"1", "2", "3", "4"}).value(),
                        .severity = Scale::make({"1", "2", "3", "4"}).value(),
                        .bands = {{"green", "", 1, 3}, {"yellow", "", 4, 6}, {"red", "", 9, 12}}})
          .value();
  return made;
}

enum State : std::size_t { unassessed, unclassified, green, yellow, red, closed };
constexpr std::array<std::string_view, 6> kStates = {"unassessed", "unclassified", "green", "yellow", "red", "closed"};

// Puts the risk into a state from a day on.
void put(Risk& risk, State state, Date date) {
  switch (state) {
    case unassessed:
      break;
    case unclassified:
      risk.assessments.push_back({.date = date, .likelihood = Likelihood(2), .severity = Severity(4)});
      break;
    case closed:
      risk.closed.push_back({.date = date});
      break;
    default:
      risk.assessments.push_back({.date = date, .level = matrix().find_level(kStates[state]).value()});
  }
}

// "-" for a risk that is listed apart.
std::string_view moved(State before, State now) {
  Risk risk{.id = "a"};
  put(risk, before, kBefore);
  put(risk, now, kNow);
  const RiskState then = state_of(risk, matrix(), {.as_of = kBefore});
  const auto found = movement(&then, state_of(risk, matrix(), {.as_of = kNow}));
  return found ? to_string(*found) : "-";
}

}  // namespace

TEST_CASE("every pair of states has the movement that the contract gives it") {
  // Down: the state before; across: a fact of now. Without a new fact ("unassessed") the state before goes
  // on.
  constexpr std::string_view kTable[6][6] = {
      // unassessed   unclassified  green        yellow       red          closed
      {"unknown", "new", "new", "new", "new", "closed"},                          // unassessed
      {"unknown", "unknown", "unknown", "unknown", "unknown", "closed"},          // unclassified
      {"unchanged", "unknown", "unchanged", "increased", "increased", "closed"},  // green
      {"unchanged", "unknown", "decreased", "unchanged", "increased", "closed"},  // yellow
      {"unchanged", "unknown", "decreased", "decreased", "unchanged", "closed"},  // red
      {"-", "reopened", "reopened", "reopened", "reopened", "-"},                 // closed
  };
  for (std::size_t before = 0; before < 6; ++before) {
    for (std::size_t now = 0; now < 6; ++now) {
      CAPTURE(kStates[before]);
      CAPTURE(kStates[now]);
      CHECK(moved(static_cast<State>(before), static_cast<State>(now)) == kTable[before][now]);
    }
  }
}

TEST_CASE("without an earlier follow-up every assessed risk is new") {
  for (const State now : {unclassified, green, yellow, red}) {
    Risk risk{.id = "a"};
    put(risk, now, kNow);
    CHECK(movement(nullptr, state_of(risk, matrix(), {.as_of = kNow})) == Movement::fresh);
  }
  CHECK(movement(nullptr, RiskState{}) == Movement::unknown);
  Risk over{.id = "a"};
  put(over, closed, kNow);
  CHECK(movement(nullptr, state_of(over, matrix(), {.as_of = kNow})) == Movement::closed);
}

TEST_CASE("a risk closed and assessed again between two follow-ups moved by its level alone") {
  Risk risk{.id = "a"};
  put(risk, red, kBefore);
  put(risk, closed, Date::parse("2020-06-01").value());
  put(risk, yellow, kNow);
  const RiskState then = state_of(risk, matrix(), {.as_of = kBefore});
  CHECK(movement(&then, state_of(risk, matrix(), {.as_of = kNow})) == Movement::decreased);
}

TEST_CASE("reduced is decreased or closed, nothing else") {
  CHECK(is_reduction(Movement::decreased));
  CHECK(is_reduction(Movement::closed));
  for (const Movement other :
       {Movement::increased, Movement::unchanged, Movement::fresh, Movement::reopened, Movement::unknown}) {
    CHECK_FALSE(is_reduction(other));
  }
}

TEST_CASE("movements are the contract's words") {
  CHECK(to_string(Movement::decreased) == "decreased");
  CHECK(to_string(Movement::increased) == "increased");
  CHECK(to_string(Movement::unchanged) == "unchanged");
  CHECK(to_string(Movement::closed) == "closed");
  CHECK(to_string(Movement::fresh) == "new");
  CHECK(to_string(Movement::reopened) == "reopened");
  CHECK(to_string(Movement::unknown) == "unknown");
}

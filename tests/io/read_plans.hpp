// Plans read from JSON, or refused: for the tests of read_plan().
#pragma once

#include <doctest/doctest.h>
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include "tertial/io/plan_reader.hpp"
#include "tertial/plan/fault.hpp"

namespace tertial::test::reading {

using tertial::ActionStatus;
using tertial::AimRange;
using tertial::AimTrend;
using tertial::AimUndecided;
using tertial::AimValue;
using tertial::Date;
using tertial::DefinitionRef;
using tertial::Direction;
using tertial::Extra;
using tertial::Extras;
using tertial::Fault;
using tertial::fault_of;
using tertial::FaultKind;
using tertial::Granularity;
using tertial::Indicator;
using tertial::IndicatorKind;
using tertial::Language;
using tertial::Level;
using tertial::Likelihood;
using tertial::Observation;
using tertial::ObservationStatus;
using tertial::Per;
using tertial::Period;
using tertial::Periodicity;
using tertial::Plan;
using tertial::read_plan;
using tertial::Recurrence;
using tertial::ScoreKind;
using tertial::Severity;
using tertial::Trend;
using tertial::Uncovered;
using tertial::Unit;

inline Date day(std::string_view text) { return Date::parse(text).value(); }
inline Period period(std::string_view text) { return Period::parse(text).value(); }

inline constexpr std::string_view kMatrix =
    R"("matrix": {"likelihood": ["a", "b"], "severity": ["a", "b"], "score": "product",
       "bands": [{"level": "green", "from": 1, "to": 2}, {"level": "red", "from": 4, "to": 4}]})";

// A plan with nothing but what is required, and the members given.
inline std::string document(std::string_view members = R"("risks": [])") {
  return R"({"tertial": 1, "id": "p", "title": "Plan", "year": 2020, )" + std::string(kMatrix) + ", " +
         std::string(members) + "}";
}
inline std::string with_indicator(std::string_view members) {
  return document(R"("risks": [], "indicators": [{"id": "i", )" + std::string(members) + "}]");
}

inline Plan read(std::string_view json) {
  const auto plan = read_plan(json);
  REQUIRE_MESSAGE(plan.ok(), plan.status().ToString());
  return *plan;
}

inline Fault refused(std::string_view json) {
  const auto plan = read_plan(json);
  if (plan.ok()) return {.at = "read", .message = {}};
  const auto fault = fault_of(plan.status());
  REQUIRE(fault);
  CHECK_FALSE(fault->message.empty());
  return *fault;
}
// Where it is refused, a fault of the contract.
inline std::string schema_fault(std::string_view json) {
  const Fault fault = refused(json);
  CHECK(fault.kind == FaultKind::schema);
  return fault.at;
}
inline std::string syntax_fault(std::string_view json) {
  const Fault fault = refused(json);
  CHECK(fault.kind == FaultKind::syntax);
  return fault.at;
}

// Line and column of a byte, counted from 1.
inline std::string position(std::string_view text, std::size_t offset) {
  std::size_t line = 1, column = 1;
  for (std::size_t i = 0; i < offset; ++i) {
    ++column;
    if (text[i] == '\n') {
      ++line;
      column = 1;
    }
  }
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

// Monthly observations from 1900 on, one a line, with what only some of them have; padded to a size.
inline std::string many_observations(std::size_t count, std::size_t padding) {
  std::string list = "[";
  for (std::size_t i = 0; i < count; ++i) {
    const Period month = period("1900-01") + static_cast<int>(i);
    list += (i > 0 ? ",\n{" : "\n{") + std::string(padding, ' ') + "\"period\": \"" + month.to_string() + "\"";
    if (i % 7 == 0) {
      list += R"(, "status": "O")";
    } else {
      list += ", \"value\": " + std::to_string(i) + ".5";
    }
    if (i % 5 == 0) list += R"(, "numerator": 3)";
    if (i % 11 == 0) list += R"(, "definition": "new")";
    if (i % 13 == 0) list += R"(, "definition": "old")";
    if (i % 17 == 0) list += R"(, "recorded": "2020-05-01")";
    if (i % 1000 == 3) list += R"(, "x-note": {"n": [1, "två"]})";
    list += "}";
  }
  for (std::size_t at = 0; (at = list.find(R"("definition": "new", "definition": "old")", at)) != std::string::npos;) {
    list.replace(at, 40, R"("definition": "new")");
  }
  return list + "]";
}

}  // namespace tertial::test::reading

// Handles that free themselves, and the sample plans as handles: for the tests of the C interface.
#pragma once

#include <doctest/doctest.h>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>
#include "tertial.h"

namespace tertial::test {

inline const double kNone = std::numeric_limits<double>::quiet_NaN();

struct Free {
  void operator()(tertial_text* handle) const noexcept { tertial_text_free(handle); }
  void operator()(tertial_findings* handle) const noexcept { tertial_findings_free(handle); }
  void operator()(tertial_matrix* handle) const noexcept { tertial_matrix_free(handle); }
  void operator()(tertial_plan* handle) const noexcept { tertial_plan_free(handle); }
  void operator()(tertial_import* handle) const noexcept { tertial_import_free(handle); }
  void operator()(tertial_follow_up* handle) const noexcept { tertial_follow_up_free(handle); }
  void operator()(tertial_series* handle) const noexcept { tertial_series_free(handle); }
  void operator()(tertial_measure* handle) const noexcept { tertial_measure_free(handle); }
  void operator()(tertial_measured* handle) const noexcept { tertial_measured_free(handle); }
};
template <class Handle>
using Owned = std::unique_ptr<Handle, Free>;
using Text = Owned<tertial_text>;
using Findings = Owned<tertial_findings>;
using Matrix = Owned<tertial_matrix>;
using Plan = Owned<tertial_plan>;
using Import = Owned<tertial_import>;
using FollowUp = Owned<tertial_follow_up>;
using Series = Owned<tertial_series>;
using Measure = Owned<tertial_measure>;
using Measured = Owned<tertial_measured>;

// The error of the last call that was asked through it.
struct Told : tertial_error {
  Told() : tertial_error() {}
  operator tertial_error*() noexcept { return this; }  // NOLINT(google-explicit-constructor)
  std::string where() const { return at; }
};

// What a call makes: made<tertial_plan>([&](auto** out, auto* error) { return tertial_plan_read(..., out, error); }).
template <class Handle, class Make>
Owned<Handle> made(const Make& make) {
  Handle* out = nullptr;
  Told error;
  const tertial_status status = make(&out, static_cast<tertial_error*>(error));
  REQUIRE_MESSAGE(status == TERTIAL_OK, tertial_status_word(status) << " at " << error.at << ": " << error.message);
  REQUIRE(out != nullptr);
  return Owned<Handle>(out);
}

inline std::string_view view(tertial_string string) { return {string.data, string.size}; }
inline tertial_string string(std::string_view text) { return {text.data(), text.size()}; }
inline std::string string(const Text& text) { return {tertial_text_data(text.get()), tertial_text_size(text.get())}; }

inline std::string file(std::string_view name) {
  std::ifstream in(std::string(TERTIAL_TEST_DATA) + "/" + std::string(name), std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline Plan read(std::string_view json) {
  return made<tertial_plan>(
      [&](auto** out, auto* error) { return tertial_plan_read(json.data(), json.size(), out, error); });
}
inline Plan sample(std::string_view name) { return read(file(name)); }
inline Plan action_plan() { return sample("action-plan-2020/plan.json"); }
inline Plan with_outcomes() { return sample("operational-plan-2020/with-outcomes.json"); }
inline Plan copy(const Plan& plan) {
  return made<tertial_plan>([&](auto** out, auto* error) { return tertial_plan_copy(plan.get(), out, error); });
}
inline std::string written(const tertial_plan* plan) {
  return string(made<tertial_text>([&](auto** out, auto* error) { return tertial_plan_write(plan, out, error); }));
}
inline std::string written(const Plan& plan) { return written(plan.get()); }

inline tertial_date day(std::string_view text) {
  tertial_date date = 0;
  REQUIRE(tertial_date_parse(text.data(), text.size(), &date, nullptr) == TERTIAL_OK);
  return date;
}
inline tertial_period period(std::string_view text) {
  tertial_period code = 0;
  REQUIRE(tertial_period_parse(text.data(), text.size(), TERTIAL_ENGLISH, 0, &code, nullptr) == TERTIAL_OK);
  return code;
}
inline std::string printed(tertial_period code) {
  char text[TERTIAL_PRINTED_SIZE];
  return code == TERTIAL_NO_PERIOD ? "" : tertial_period_print(code, text, nullptr) == TERTIAL_OK ? text : "?";
}
inline std::string printed_day(tertial_date date) {
  char text[TERTIAL_PRINTED_SIZE];
  return date == TERTIAL_NO_DATE ? "" : tertial_date_print(date, text, nullptr) == TERTIAL_OK ? text : "?";
}

// A struct with its size set; what follows it is zero.
template <class Struct>
Struct sized() {
  Struct result{};
  result.struct_size = sizeof(Struct);
  return result;
}

inline tertial_follow_up_options at(std::string_view as_of) {
  auto options = sized<tertial_follow_up_options>();
  options.as_of = day(as_of);
  options.previous = options.known_at = TERTIAL_NO_DATE;
  return options;
}
inline FollowUp follow_up(const Plan& plan, const tertial_follow_up_options& options) {
  return made<tertial_follow_up>(
      [&](auto** out, auto* error) { return tertial_follow_up_new(plan.get(), &options, out, error); });
}
inline FollowUp follow_up(const Plan& plan, std::string_view as_of = "2020-08-31") {
  return follow_up(plan, at(as_of));
}
inline std::string json_of(const FollowUp& review, std::int32_t language = TERTIAL_PLAN_LANGUAGE) {
  return string(made<tertial_text>(
      [&](auto** out, auto* error) { return tertial_follow_up_json(review.get(), language, out, error); }));
}

// The lines of a walk: got<tertial_risk_line>(tertial_follow_up_risk, review.get(), 3).
template <class Struct, class Function, class... Arguments>
Struct got(Function* function, const Arguments&... arguments) {
  Struct out{};
  if constexpr (requires { out.struct_size; }) out.struct_size = sizeof out;
  Told error;
  const tertial_status status = function(arguments..., &out, error);
  REQUIRE_MESSAGE(status == TERTIAL_OK, tertial_status_word(status) << " at " << error.at << ": " << error.message);
  return out;
}

// A plan of one risk, one action and one monthly indicator.
inline constexpr std::string_view kSmallPlan = R"({"tertial": 1, "id": "p", "title": "Plan", "year": 2020,
  "matrix": {"likelihood": ["1", "2", "3", "4"], "severity": ["1", "2", "3", "4"], "score": "product",
    "bands": [{"level": "green", "from": 1, "to": 3}, {"level": "yellow", "from": 4, "to": 8},
              {"level": "red", "from": 9, "to": 16}]},
  "risks": [{"id": "R", "title": "Risk", "assessments": [{"date": "2020-04-30", "likelihood": 4, "severity": 3}]}],
  "actions": [{"id": "A", "title": "Action", "risks": ["R"], "reports": [{"date": "2020-04-30", "status": "on_schedule"}],
    "activities": [{"id": "A1", "title": "Meetings", "start": "2020-01-01", "end": "2020-12-31",
                    "recurrence": {"every": 1, "unit": "month"}, "held": ["2020-01-15"]}]}],
  "indicators": [{"id": "I", "title": "Cases", "kind": "flow", "periodicity": "month",
    "observations": [{"period": "2020-01", "value": 4}, {"period": "2020-02", "value": 6}]}],
  "follow_ups": [{"date": "2020-04-30", "period": "2020-T1"}, {"date": "2020-08-31", "period": "2020-T2"}]})";

// Two documents, told by the first line in which they differ.
inline void expect_same(const std::string& one, const std::string& other) {
  std::size_t at = 0, line = 0;
  while (at < one.size() && at < other.size() && one[at] == other[at]) ++at;
  if (at == one.size() && at == other.size()) return;
  line = one.rfind('\n', at) == std::string::npos ? 0 : one.rfind('\n', at) + 1;
  FAIL_CHECK("differ at byte " << at << "\n  " << one.substr(line, one.find('\n', at) - line) << "\n  "
                               << other.substr(line, other.find('\n', at) - line));
}

// A document with one place of it written otherwise.
inline std::string edited(std::string_view document, std::string_view what, std::string_view with) {
  std::string result(document);
  const std::size_t place = result.find(what);
  REQUIRE_MESSAGE(place != std::string::npos, what);
  REQUIRE_MESSAGE(result.find(what, place + 1) == std::string::npos, "twice: " << what);
  return result.replace(place, what.size(), with);
}

}  // namespace tertial::test

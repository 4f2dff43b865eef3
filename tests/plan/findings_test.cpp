#include "tertial/plan/findings.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tertial/followup/follow_up.hpp"
#include "tertial/io/plan_reader.hpp"

using tertial::Cell;
using tertial::Clock;
using tertial::Date;
using tertial::find_faults;
using tertial::Finding;
using tertial::FindingCode;
using tertial::FindingSeverity;
using tertial::Indicator;
using tertial::IndicatorKind;
using tertial::is_small;
using tertial::kFindingCodes;
using tertial::KnownSeries;
using tertial::Language;
using tertial::message;
using tertial::Period;
using tertial::Plan;
using tertial::read_plan;

namespace {

Date day(std::string_view text) { return Date::parse(text).value(); }
Period period(std::string_view text) { return Period::parse(text).value(); }

// A matrix that keeps every rule: one score, one band.
constexpr std::string_view kMatrix =
    R"("likelihood": ["a"], "severity": ["b"], "score": "product", "bands": [{"level": "green", "from": 1, "to": 1}])";

// A plan of 2020, followed up at the ends of its first two tertials. `members` go beside the matrix.
Plan plan(std::string members, std::string_view matrix = kMatrix) {
  if (members.find("\"risks\":") == std::string::npos || members.starts_with("\"actions\"") ||
      members.starts_with("\"indicators\"")) {
    members = R"("risks": [])" + (members.empty() ? members : ", " + members);
  }
  const auto read =
      read_plan(R"({"tertial": 1, "id": "p", "title": "Plan", "year": 2020, "matrix": {)" + std::string(matrix) +
                R"(}, "follow_ups": [{"date": "2020-04-30"}, {"date": "2020-08-31"}], )" + members + "}");
  REQUIRE_MESSAGE(read.ok(), read.status().ToString());
  return *read;
}

std::vector<Finding> of_code(const std::vector<Finding>& findings, FindingCode code) {
  std::vector<Finding> result;
  std::copy_if(findings.begin(), findings.end(), std::back_inserter(result),
               [&](const Finding& one) { return one.code == code; });
  return result;
}

// What a follow-up at the end of 2020-T2 finds of one code.
std::vector<Finding> found(const Plan& plan, FindingCode code) {
  const auto review = follow_up(plan, {.as_of = day("2020-08-31")});
  REQUIRE(review.ok());
  return of_code(review->findings, code);
}

// What stands in the plan by itself.
std::vector<Finding> standing(const Plan& plan, FindingCode code) { return of_code(find_faults(plan, nullptr), code); }

std::string indicator(std::string_view members) {
  return R"("indicators": [{"id": "i", "title": "I", )" + std::string(members) + "}]";
}
// Risk r, assessed at both follow-ups and with an action of its own that is told of and has an end.
std::string risk(std::string_view assessments, std::string_view action) {
  return R"("risks": [{"id": "r", "assessments": [)" + std::string(assessments) + R"(]}], "actions": [)" +
         std::string(action) + "]";
}
constexpr std::string_view kGreenTwice =
    R"({"date": "2020-04-30", "level": "green"}, {"date": "2020-08-31", "level": "green"})";
constexpr std::string_view kBusy =
    R"({"id": "a", "risks": ["r"], "reports": [{"date": "2020-08-15", "status": "on_schedule"}],
        "activities": [{"end": "2020-12-31"}]})";
constexpr std::string_view kTwoColours =
    R"("likelihood": ["1"], "severity": ["1", "2"], "score": "product",
       "bands": [{"level": "green", "from": 1, "to": 1}, {"level": "red", "label": "Röd", "from": 2, "to": 2}])";

struct Case {
  FindingCode code;
  FindingSeverity severity;
  std::string broken = {};  // members beside the matrix
  std::string repaired = {};
  std::string_view at;
  std::vector<std::string_view> told;  // figures, as English writes them
  std::string_view broken_matrix = kMatrix;
  std::string_view repaired_matrix = kMatrix;
};

const std::vector<Case>& cases() {
  using enum FindingCode;
  using enum FindingSeverity;
  static const std::vector<Case> all = {
      {.code = matrix_uncovered_score,
       .severity = warning,
       .at = "/matrix",
       .told = {"8", "2x4", "4x2"},
       .broken_matrix =
           R"("likelihood": ["1", "2", "3", "4"], "severity": ["1", "2", "3", "4"], "score": "product",
              "bands": [{"level": "green", "from": 1, "to": 6}, {"level": "red", "from": 9, "to": 16}])",
       .repaired_matrix =
           R"("likelihood": ["1", "2", "3", "4"], "severity": ["1", "2", "3", "4"], "score": "product",
              "bands": [{"level": "green", "from": 1, "to": 6}, {"level": "red", "from": 8, "to": 16}])"},
      {.code = matrix_overlapping_bands,
       .severity = warning,
       .at = "/matrix",
       .told = {"2", "1x2", "green", "red"},
       .broken_matrix = R"("likelihood": ["1"], "severity": ["1", "2", "3"], "score": "product",
              "bands": [{"level": "green", "from": 1, "to": 2}, {"level": "red", "from": 2, "to": 3}])",
       .repaired_matrix = R"("likelihood": ["1"], "severity": ["1", "2", "3"], "score": "product",
              "bands": [{"level": "green", "from": 1, "to": 1}, {"level": "red", "from": 2, "to": 3}])"},
      // The cell 2x2 is milder than 1x2 and 2x1. Repaired as Cox (2008) colours a 3 x 3 matrix.
      {.code = matrix_inconsistent,
       .severity = note,
       .at = "/matrix",
       .told = {"monotonicity", "2x2"},
       .broken_matrix = R"("likelihood": ["1", "2"], "severity": ["1", "2"], "score": [[1, 2], [2, 1]],
              "bands": [{"level": "green", "from": 1, "to": 1}, {"level": "red", "from": 2, "to": 2}])",
       .repaired_matrix =
           R"("likelihood": ["1", "2", "3"], "severity": ["1", "2", "3"], "score": [[1, 1, 1], [1, 2, 2], [1, 2, 3]],
              "bands": [{"level": "green", "from": 1, "to": 1}, {"level": "yellow", "from": 2, "to": 2},
                        {"level": "red", "from": 3, "to": 3}])"},
      {.code = ratio_mismatch,
       .severity = warning,
       .broken = indicator(R"("kind": "share", "unit": "percent", "decimals": 0, "observations":
           [{"period": "2020-01", "value": 40, "numerator": 10, "denominator": 25},
            {"period": "2020-02", "value": 69, "numerator": 16, "denominator": 24}])"),
       .repaired = indicator(R"("kind": "share", "unit": "percent", "decimals": 0, "observations":
           [{"period": "2020-01", "value": 40, "numerator": 10, "denominator": 25},
            {"period": "2020-02", "value": 67, "numerator": 16, "denominator": 24}])"),
       .at = "/indicators/0/observations/1",
       .told = {"i", "2020-02", "69", "16", "24", "66.67"}},
      {.code = share_out_of_range,
       .severity = error,
       .broken =
           indicator(R"("kind": "share", "unit": "percent", "observations": [{"period": "2020-01", "value": 100.5}])"),
       .repaired =
           indicator(R"("kind": "share", "unit": "percent", "observations": [{"period": "2020-01", "value": 100}])"),
       .at = "/indicators/0/observations/0",
       .told = {"i", "2020-01", "100.5", "100"}},
      {.code = numerator_exceeds_denominator,
       .severity = error,
       .broken =
           indicator(R"("kind": "share", "observations": [{"period": "2020-01", "numerator": 26, "denominator": 25}])"),
       .repaired =
           indicator(R"("kind": "share", "observations": [{"period": "2020-01", "numerator": 25, "denominator": 25}])"),
       .at = "/indicators/0/observations/0",
       .told = {"i", "2020-01", "26", "25"}},
      {.code = complement_mismatch,
       .severity = warning,
       .broken =
           R"("indicators": [{"id": "under", "kind": "share", "unit": "percent", "complement_of": "over",
                      "observations": [{"period": "2020-02-01", "value": 8}, {"period": "2020-08-01", "value": 3}]},
                     {"id": "over", "kind": "share", "unit": "percent",
                      "observations": [{"period": "2020-02-01", "value": 92}, {"period": "2020-08-01", "value": 95}]}])",
       .repaired =
           R"("indicators": [{"id": "under", "kind": "share", "unit": "percent", "complement_of": "over",
                      "observations": [{"period": "2020-02-01", "value": 8}, {"period": "2020-08-01", "value": 3}]},
                     {"id": "over", "kind": "share", "unit": "percent",
                      "observations": [{"period": "2020-02-01", "value": 92}, {"period": "2020-08-01", "value": 97}]}])",
       .at = "/indicators/0/observations/1",
       .told = {"under", "over", "2020-08-01", "3", "95", "98", "100"}},
      {.code = breakdown_mismatch,
       .severity = warning,
       .broken = R"("risks": [], "self_checks": [{"id": "k", "period": "2020-07", "sample": 38, "breakdowns":
           [{"by": "contact", "groups": {"visits": 12, "video": 11, "company": 5, "fewer": 9}}]}])",
       .repaired =
           R"("risks": [], "self_checks": [{"id": "k", "period": "2020-07", "sample": 38, "breakdowns":
           [{"by": "contact", "groups": {"visits": 12, "video": 11, "company": 5, "fewer": 10}}]}])",
       .at = "/self_checks/0/breakdowns/0",
       .told = {"k", "contact", "37", "38"}},
      {.code = missing_observation,
       .severity = warning,
       .broken = indicator(R"("observations": [{"period": "2020-05", "status": "O"}])"),
       .repaired = indicator(R"("observations": [{"period": "2020-05", "status": "N"}])"),
       .at = "/indicators/0/observations/0",
       .told = {"i", "2020-05"}},
      {.code = stale_indicator,
       .severity = warning,
       .broken = indicator(R"("periodicity": "quarter", "observations": [{"period": "2020-Q1", "value": 1}])"),
       .repaired = indicator(R"("periodicity": "quarter", "observations":
           [{"period": "2020-Q1", "value": 1}, {"period": "2020-Q2", "value": 1}])"),
       .at = "/indicators/0",
       .told = {"i", "1", "2020-Q2"}},
      {.code = definition_break,
       .severity = note,
       .broken = indicator(
           R"("definitions": [{"id": "physical"}, {"id": "video", "from": "2020-T2"}], "observations":
           [{"period": "2020-T1", "value": 64}, {"period": "2020-T2", "value": 61}])"),
       .repaired = indicator(
           R"("definitions": [{"id": "physical"}, {"id": "video", "from": "2020-T3"}], "observations":
           [{"period": "2020-T1", "value": 64}, {"period": "2020-T2", "value": 61}])"),
       .at = "/indicators/0/observations/1",
       .told = {"i", "2020-T2", "physical", "video"}},
      {.code = duplicate_observation,
       .severity = error,
       .broken = indicator(R"("observations": [{"period": "2020-01", "value": 1}, {"period": "2020-02", "value": 2},
           {"period": "2020-01", "value": 3}])"),
       .repaired = indicator(R"("observations": [{"period": "2020-01", "value": 1}, {"period": "2020-02", "value": 2},
           {"period": "2020-01", "value": 3, "recorded": "2020-02-01"}])"),
       .at = "/indicators/0/observations/2",
       .told = {"i", "2020-01", "2020-01-31"}},
      {.code = risk_without_action,
       .severity = warning,
       .broken = risk(kGreenTwice, R"({"id": "a"})"),
       .repaired = risk(kGreenTwice, kBusy),
       .at = "/risks/0",
       .told = {"r"}},
      {.code = action_without_indicator,
       .severity = note,
       .broken = R"("actions": [{"id": "a", "goals": ["g"]}], "goals": [{"id": "g"}, {"id": "h"}],
                     "indicators": [{"id": "i", "goals": ["h"]}])",
       .repaired = R"("actions": [{"id": "a", "goals": ["g"]}], "goals": [{"id": "g"}, {"id": "h"}],
                     "indicators": [{"id": "i", "goals": ["g"]}])",
       .at = "/actions/0",
       .told = {"a"}},
      {.code = risk_not_reassessed,
       .severity = warning,
       .broken = risk(R"({"date": "2020-04-30", "level": "green"})", kBusy),
       .repaired = risk(R"({"date": "2020-04-30", "level": "green"}, {"date": "2020-05-01", "level": "green"})", kBusy),
       .at = "/risks/0",
       .told = {"r", "2020-04-30"}},
      {.code = risk_lowered_without_action,
       .severity = warning,
       .broken = risk(R"({"date": "2020-04-30", "level": "red"}, {"date": "2020-08-31", "level": "green"})",
                      R"({"id": "a", "risks": ["r"], "reports": [{"date": "2020-04-30", "status": "on_schedule"}],
                          "activities": [{"completed": "2020-09-01", "end": "2020-12-31"}]})"),
       .repaired = risk(R"({"date": "2020-04-30", "level": "red"}, {"date": "2020-08-31", "level": "green"})",
                        R"({"id": "a", "risks": ["r"], "reports": [{"date": "2020-04-30", "status": "on_schedule"}],
                          "activities": [{"completed": "2020-08-31", "end": "2020-12-31"}]})"),
       .at = "/risks/0",
       .told = {"r", "2020-04-30"},
       .broken_matrix = kTwoColours,
       .repaired_matrix = kTwoColours},
      {.code = risk_action_without_deadline,
       .severity = note,
       .broken = risk(kGreenTwice, R"({"id": "a", "risks": ["r"], "activities": [{"start": "2020-01-01"}]})"),
       .repaired = risk(kGreenTwice, kBusy),
       .at = "/actions/0",
       .told = {"a", "r"}},
      {.code = expected_result_without_indicator,
       .severity = warning,
       .broken =
           R"("risks": [], "goals": [{"id": "1"}, {"id": "3", "goals": [{"id": "3.1", "expected_results": ["x", "y"]}]}],
                     "indicators": [{"id": "i", "goals": ["3"]}])",
       .repaired =
           R"("risks": [], "goals": [{"id": "1"}, {"id": "3", "goals": [{"id": "3.1", "expected_results": ["x", "y"],
                     "goals": [{"id": "3.1.1"}]}]}], "indicators": [{"id": "i", "goals": ["3.1.1"]}])",
       .at = "/goals/1/goals/0",
       .told = {"3.1", "2"}},
      {.code = status_disagrees,
       .severity = warning,
       .broken = R"("actions": [{"id": "a", "reports": [{"date": "2020-08-31", "status": "on_schedule"}],
                     "activities": [{"end": "2020-08-30"}]}])",
       .repaired = R"("actions": [{"id": "a", "reports": [{"date": "2020-08-31", "status": "delayed"}],
                     "activities": [{"end": "2020-08-30"}]}])",
       .at = "/actions/0",
       .told = {"a", "on schedule", "delayed"}},
      {.code = activity_overdue,
       .severity = warning,
       .broken = R"("actions": [{"id": "a", "activities": [{}, {"end": "2020-08-30"}]}])",
       .repaired = R"("actions": [{"id": "a", "activities": [{}, {"end": "2020-08-30", "completed": "2020-08-31"}]}])",
       .at = "/actions/0/activities/1",
       .told = {"a", "2020-08-30"}},
      {.code = target_undecided,
       .severity = note,
       .broken = indicator(R"("targets": [{"year": 2020, "value": 5}, {"year": 2020, "undecided": "by the board"}])"),
       .repaired = indicator(R"("targets": [{"year": 2020, "value": 5}])"),
       .at = "/indicators/0/targets/1",
       .told = {"i", "2020", "by the board"}},
      {.code = dates_out_of_order,
       .severity = warning,
       .broken = R"("actions": [{"id": "a", "activities": [{"start": "2020-03-01", "completed": "2020-02-29"}]}])",
       .repaired = R"("actions": [{"id": "a", "activities": [{"start": "2020-03-01", "completed": "2020-03-01"}]}])",
       .at = "/actions/0/activities/0/completed",
       .told = {"a", "2020-02-29", "2020-03-01"}},
      {.code = small_count,
       .severity = note,
       .broken = indicator(R"("unit": "barn", "observations": [{"period": "2020-01", "value": 5},
           {"period": "2020-02", "value": 4}, {"period": "2020-03", "value": 1}, {"period": "2020-04", "value": 0}])"),
       .repaired = indicator(R"("unit": "barn", "observations": [{"period": "2020-01", "value": 5},
           {"period": "2020-04", "value": 0}])"),
       .at = "/indicators/0/observations/1",
       .told = {"i", "2020-02", "1", "5"}},
  };
  return all;
}

}  // namespace

TEST_CASE("every code is told of by a plan that has the fault, and not by the same plan repaired") {
  std::set<FindingCode> covered;
  for (const Case& one : cases()) {
    CAPTURE(to_string(one.code));
    covered.insert(one.code);
    const auto told = found(plan(one.broken, one.broken_matrix), one.code);
    CHECK(told.size() >= 1);
    if (one.code != FindingCode::matrix_inconsistent) CHECK(told.size() == 1);
    CHECK(severity_of(one.code) == one.severity);
    if (!told.empty()) CHECK(told[0].at == one.at);
    CHECK(found(plan(one.repaired, one.repaired_matrix), one.code).empty());
  }
  CHECK(covered.size() == kFindingCodes);
}

TEST_CASE("messages in both languages contain the figures") {
  for (const Case& one : cases()) {
    CAPTURE(to_string(one.code));
    const auto told = found(plan(one.broken, one.broken_matrix), one.code);
    REQUIRE_FALSE(told.empty());
    const std::string english = message(told[0], Language::en);
    const std::string swedish = message(told[0], Language::sv);
    CAPTURE(english);
    CAPTURE(swedish);
    CHECK(english != swedish);
    for (const std::string_view figure : one.told) {
      CAPTURE(figure);
      CHECK(english.find(figure) != std::string::npos);
      std::string in_swedish(figure);
      if (figure == "monotonicity") in_swedish = "monotonitet";
      if (figure == "on schedule") in_swedish = "följer tidplanen";
      if (figure == "delayed") in_swedish = "försenad";
      const bool decimal = figure.find('.') != std::string_view::npos && figure != "3.1";
      if (decimal) std::replace(in_swedish.begin(), in_swedish.end(), '.', ',');
      CHECK(swedish.find(in_swedish) != std::string::npos);
    }
  }
}

TEST_CASE("an uncovered score names its cells and how it is read") {
  const auto told = standing(plan(R"("risks": [])", cases()[0].broken_matrix), FindingCode::matrix_uncovered_score);
  REQUIRE(told.size() == 1);
  CHECK(told[0].number("score") == 8);
  const auto* cells = std::get_if<std::vector<Cell>>(told[0].find("cells"));
  REQUIRE(cells != nullptr);
  CHECK(*cells == std::vector<Cell>{{2, 4}, {4, 2}});
  CHECK(told[0].find("read_as") == nullptr);
  const auto read_upwards =
      standing(plan(R"("risks": [])", std::string(cases()[0].broken_matrix) + R"(, "uncovered": "next_worse")"),
               FindingCode::matrix_uncovered_score);
  REQUIRE(read_upwards.size() == 1);  // the finding stays
  CHECK(read_upwards[0].word("read_as") == "red");
}

TEST_CASE("a printed share may be off by half of its last place, or by the plan's own tolerance") {
  const auto mismatches = [](std::string_view decimals, std::string_view value, std::string_view rules = "") {
    return standing(plan(indicator(R"("kind": "share", "unit": "percent")" + std::string(decimals) +
                                   R"(, "observations": [{"period": "2020-01", "value": )" + std::string(value) +
                                   R"(, "numerator": 1, "denominator": 8}])") +
                         std::string(rules)),
                    FindingCode::ratio_mismatch)
        .size();
  };
  // 1/8 is 12.5 %.
  CHECK(mismatches("", "12.5") == 0);
  CHECK(mismatches("", "13") == 0);
  CHECK(mismatches("", "12") == 0);
  CHECK(mismatches("", "14") == 1);
  CHECK(mismatches("", "12.6") == 1);
  CHECK(mismatches(R"(, "decimals": 0)", "12.6") == 0);
  CHECK(mismatches("", "12.54") == 1);
  CHECK(mismatches("", "14", R"(, "rules": {"ratio_tolerance": 1.5})") == 0);
  CHECK(mismatches("", "14", R"(, "rules": {"ratio_tolerance": 1.4})") == 1);
  CHECK(mismatches("", "14", R"(, "rules": {"ratio_tolerance": null})") == 1);
  CHECK(mismatches("", "12.6", R"(, "rules": {"ratio_tolerance": 0})") == 1);
}

TEST_CASE("a share is held against the indicators it is counted from, where it says no counts itself") {
  const auto told = standing(plan(R"("indicators": [
      {"id": "n", "observations": [{"period": "2020-01", "value": 10}, {"period": "2020-05", "status": "O"}]},
      {"id": "d", "observations": [{"period": "2020-01", "value": 25}, {"period": "2020-05", "value": 15}]},
      {"id": "s", "kind": "share", "unit": "percent", "numerator": "n", "denominator": "d",
       "observations": [{"period": "2020-01", "value": 42}, {"period": "2020-05", "value": 99}]}])"),
                             FindingCode::ratio_mismatch);
  REQUIRE(told.size() == 1);  // of May there is nothing to compute from
  CHECK(told[0].at == "/indicators/2/observations/0");
  CHECK(told[0].number("computed") == 40);
}

TEST_CASE("self-checks are held against their samples") {
  const Plan checks = plan(R"("risks": [], "self_checks": [{"id": "k", "period": "2020-07", "sample": 188, "results": [
      {"numerator": 184, "share": 98}, {"numerator": 184, "share": 97}, {"share": 66}, {"numerator": 189}]}])");
  const auto ratios = standing(checks, FindingCode::ratio_mismatch);
  REQUIRE(ratios.size() == 1);
  CHECK(ratios[0].at == "/self_checks/0/results/1");
  const auto beyond = standing(checks, FindingCode::numerator_exceeds_denominator);
  REQUIRE(beyond.size() == 1);
  CHECK(beyond[0].at == "/self_checks/0/results/3");
  CHECK(message(beyond[0], Language::en).find("189") != std::string::npos);
}

TEST_CASE("complements may each be rounded by half of their last place") {
  const auto mismatches = [](std::string_view other) {
    return standing(plan(R"("indicators": [{"id": "a", "kind": "share", "unit": "percent", "decimals": 0,
        "complement_of": "b", "observations": [{"period": "2020", "value": 4}, {"period": "2019", "value": 50}]},
        {"id": "b", "kind": "share", "unit": "percent", "decimals": 0,
         "observations": [{"period": "2020", "value": )" +
                         std::string(other) + "}]}]"),
                    FindingCode::complement_mismatch)
        .size();
  };
  CHECK(mismatches("96") == 0);
  CHECK(mismatches("97") == 0);
  CHECK(mismatches("95") == 0);
  CHECK(mismatches("98") == 1);
  CHECK(mismatches("94") == 1);
}

TEST_CASE("two assessments, closings or reports for one day are duplicates, a correction is none") {
  const auto duplicates = [](std::string_view second) {
    const std::string twice = R"([{"date": "2020-04-30", %}, {"date": "2020-04-30", %)" + std::string(second) + "}]";
    const auto with = [&](std::string_view fact) {
      std::string list = twice;
      for (std::size_t at; (at = list.find('%')) != std::string::npos;) list.replace(at, 1, fact);
      return list;
    };
    std::vector<std::string> places;
    for (const Finding& one :
         standing(plan(R"("risks": [{"id": "r", "assessments": )" + with(R"("level": "green")") + R"(, "closed": )" +
                       with(R"("reason": "")") + R"(}], "actions": [{"id": "a", "reports": )" +
                       with(R"("status": "delayed")") + "}]"),
                  FindingCode::duplicate_observation)) {
      places.push_back(one.at);
    }
    return places;
  };
  CHECK(duplicates("") ==
        std::vector<std::string>{"/risks/0/assessments/1", "/risks/0/closed/1", "/actions/0/reports/1"});
  CHECK(duplicates(R"(, "recorded": "2020-04-30")").size() == 3);
  CHECK(duplicates(R"(, "recorded": "2020-05-01")").empty());
}

TEST_CASE("every order of dates that cannot be is told at its date") {
  const auto told = standing(plan(R"("risks": [{"id": "r",
      "assessments": [{"date": "2020-04-30", "level": "green", "recorded": "2020-04-29"}],
      "closed": [{"date": "2020-04-29"}]}], "actions": [{"id": "a",
      "reports": [{"date": "2020-04-30", "status": "delayed", "recorded": "2020-04-01"}],
      "activities": [{"start": "2020-02-03", "end": "2020-12-31", "completed": "2020-02-02",
                      "held": ["2020-02-02", "2020-02-03", "2020-12-31", "2021-01-01"]}]}])"),
                             FindingCode::dates_out_of_order);
  std::vector<std::string> places;
  for (const Finding& one : told) places.push_back(one.at);
  CHECK(places == std::vector<std::string>{"/risks/0/assessments/0/recorded", "/risks/0/closed/0/date",
                                           "/actions/0/reports/0/recorded", "/actions/0/activities/0/completed",
                                           "/actions/0/activities/0/held/0", "/actions/0/activities/0/held/3"});
  for (const Finding& one : told) {
    CAPTURE(one.at);
    CHECK(message(one, Language::en).find(one.word("first")) != std::string::npos);
    CHECK(message(one, Language::sv).find(one.word("second")) != std::string::npos);
  }
}

TEST_CASE("a break marked on an observation is told without definitions") {
  const auto told = standing(plan(indicator(R"("observations": [{"period": "2020-01", "value": 9},
      {"period": "2020-02", "value": 3, "status": "B"}])")),
                             FindingCode::definition_break);
  REQUIRE(told.size() == 1);
  CHECK(told[0].word("period") == "2020-02");
  CHECK(message(told[0], Language::en).find("2020-02") != std::string::npos);
}

TEST_CASE("small counts of people are told where they are not protected") {
  const auto small = [](std::string_view members) {
    return standing(plan(indicator(members)), FindingCode::small_count).size();
  };
  const std::string four = R"(, "observations": [{"period": "2020-01", "value": 4}])";
  CHECK(small(R"("unit": "barn")" + four) == 1);
  CHECK(small(R"("unit": "children")" + four) == 1);
  CHECK(small(R"("unit": "barn", "protect": true)" + four) == 0);
  CHECK(small(R"("unit": "tjänster")" + four) == 0);
  CHECK(small(R"("unit": "percent")" + four) == 0);
  CHECK(small(R"("kind": "share", "observations": [{"period": "2020-01", "numerator": 4, "denominator": 40}])") == 1);
  CHECK(small(R"("kind": "share", "observations": [{"period": "2020-01", "numerator": 5, "denominator": 40}])") == 0);
}

TEST_CASE("a protected share is small where a person can be found by its numerator, denominator or complement") {
  const Indicator share{.id = "i", .title = "", .kind = IndicatorKind::share, .protect = true};
  const auto small = [&](double numerator, double denominator) {
    return is_small(share, {.period = period("2020"), .numerator = numerator, .denominator = denominator}, {});
  };
  CHECK_FALSE(small(0, 20));
  CHECK(small(1, 20));
  CHECK(small(4, 20));
  CHECK_FALSE(small(5, 20));
  CHECK_FALSE(small(15, 20));
  CHECK(small(16, 20));
  CHECK(small(19, 20));
  CHECK_FALSE(small(20, 20));
  CHECK(small(0, 4));
  CHECK_FALSE(small(0, 0));
  const Indicator count{.id = "i", .title = "", .kind = IndicatorKind::flow, .protect = true};
  CHECK(is_small(count, {.period = period("2020"), .value = 4.0}, {}));
  CHECK_FALSE(is_small(count, {.period = period("2020"), .value = 0.0}, {}));
  CHECK_FALSE(is_small(count, {.period = period("2020"), .value = 5.0}, {}));
  CHECK_FALSE(is_small(count, {.period = period("2020")}, {}));
}

TEST_CASE("a protected share that does not agree is told without the counts it would give away") {
  const auto told = standing(plan(indicator(R"("kind": "share", "unit": "percent", "protect": true, "observations":
      [{"period": "2020-01", "value": 77, "numerator": 3, "denominator": 61}])")),
                             FindingCode::ratio_mismatch);
  REQUIRE(told.size() == 1);
  for (const Language language : {Language::en, Language::sv}) {
    const std::string sentence = message(told[0], language);
    CAPTURE(sentence);
    CHECK(sentence.find("2020-01") != std::string::npos);
    CHECK(sentence.find('3') == std::string::npos);
    CHECK(sentence.find("61") == std::string::npos);
    CHECK(sentence.find("77") == std::string::npos);
  }
}

TEST_CASE("with a clock only what is known then is told") {
  const Plan late = plan(indicator(R"("observations": [{"period": "2020-05", "status": "O"},
      {"period": "2020-06", "status": "O", "recorded": "2020-09-01"}])"));
  const Clock june{.as_of = day("2020-06-30")};
  const Clock july{.as_of = day("2020-08-31"), .known_at = day("2020-08-31")};
  CHECK(standing(late, FindingCode::missing_observation).size() == 2);
  CHECK(of_code(find_faults(late, &june), FindingCode::missing_observation).size() == 2);
  CHECK(of_code(find_faults(late, &july), FindingCode::missing_observation).size() == 1);
  const Clock may{.as_of = day("2020-05-30")};
  CHECK(of_code(find_faults(late, &may), FindingCode::missing_observation).empty());
}

TEST_CASE("errors come before warnings, warnings before notes, then by code and place") {
  const auto findings = find_faults(plan(R"("actions": [{"id": "a"}, {"id": "b"}], "indicators": [
      {"id": "u", "targets": [{"year": 2020, "undecided": "?"}]},
      {"id": "m", "observations": [{"period": "2020-01", "status": "O"}, {"period": "2020-02", "status": "O"}]},
      {"id": "s", "kind": "share", "unit": "percent", "observations": [
        {"period": "2020-01", "value": 120, "numerator": 6, "denominator": 5}, {"period": "2020-02", "value": -1}]}])"),
                                    nullptr);
  std::vector<std::string> told;
  for (const Finding& one : findings) told.push_back(std::string(to_string(one.code)) + " " + one.at);
  CHECK(told == std::vector<std::string>{"share-out-of-range /indicators/2/observations/0",
                                         "share-out-of-range /indicators/2/observations/1",
                                         "numerator-exceeds-denominator /indicators/2/observations/0",
                                         "missing-observation /indicators/1/observations/0",
                                         "missing-observation /indicators/1/observations/1",
                                         "action-without-indicator /actions/0", "action-without-indicator /actions/1",
                                         "target-undecided /indicators/0/targets/0"});
}

#include "tertial/io/follow_up_writer.hpp"

#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "tertial/io/json_writer.hpp"
#include "tertial/io/plan_reader.hpp"

using namespace tertial;

namespace {

Date day(std::string_view text) { return Date::try_parse(text).value(); }
Period period(std::string_view text) { return Period::try_parse(text).value(); }

std::string file(std::string_view name) {
  std::ifstream in(std::string(TERTIAL_TEST_DATA) + "/" + std::string(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Plan plan_of(std::string_view json) {
  absl::StatusOr<Plan> plan = read_plan(json);
  REQUIRE_MESSAGE(plan.ok(), plan.status().ToString());
  return *std::move(plan);
}

Plan small_plan() {
  return plan_of(R"({"tertial": 1, "id": "p", "title": "Plan", "year": 2020,
    "matrix": {"likelihood": ["a", "b"], "severity": ["c", "d"], "score": "product",
               "bands": [{"level": "green", "from": 1, "to": 2}, {"level": "red", "from": 3, "to": 4}]},
    "risks": [{"id": "1"}, {"id": "2"}, {"id": "3"}, {"id": "4"}],
    "actions": [{"id": "a", "activities": [
        {"id": "x", "title": "Öva", "start": "2020-02-03", "end": "2020-12-31", "recurrence": {"times": 4, "per": "year"}},
        {"title": "Skriva"}]}, {"id": "b"}],
    "indicators": [
      {"id": "i", "kind": "flow", "definitions": [{"id": "d"}, {"id": "e", "from": "2020-T2"}],
       "baseline": {"value": 10, "period": "2019"},
       "targets": [{"year": 2020, "value": 84, "set_by": "council"}, {"year": 2020, "from": 1, "to": 2.5},
                   {"year": 2020, "trend": "increase"}, {"year": 2021, "undecided": "senare"}],
       "observations": [{"period": "2020-04", "value": 64}, {"period": "2020-08", "value": 61.5}]},
      {"id": "j", "protect": true, "unit": "barn", "baseline": {"value": 3}}],
    "self_checks": [{"id": "s", "period": "2020-07", "sample": 188,
                     "results": [{"title": "Skydd", "numerator": 184, "share": 98}, {"title": "Våld"}],
                     "breakdowns": [{"by": "sex", "groups": {"girls": 81, "boys": 107}}]}, {"id": "t", "period": "2020"}]})");
}

FollowUp review_of_nothing(const Plan& plan) {
  FollowUp review;
  review.clock = {.as_of = day("2020-08-31")};
  review.summary.risks.by_level.resize(plan.matrix().bands().size() + 1);
  return review;
}

// The part of a document from one text up to, not with, another.
std::string_view part(std::string_view json, std::string_view from, std::string_view to) {
  const std::size_t begin = json.find(from);
  REQUIRE(begin != std::string_view::npos);
  const std::size_t end = json.find(to, begin + from.size());
  REQUIRE(end != std::string_view::npos);
  return json.substr(begin, end - begin);
}

}  // namespace

TEST_CASE("every key is there where there is nothing to tell") {
  const Plan plan = small_plan();
  CHECK(write_follow_up(plan, review_of_nothing(plan), Language::en) == R"({
  "tertial": 1,
  "plan": "p",
  "as_of": "2020-08-31",
  "period": null,
  "previous": null,
  "known_at": null,
  "summary": {
    "risks": {"by_level": {"red": 0, "green": 0, "unclassified": 0}, "open": 0, "closed": 0, "movement": {"decreased": 0, "increased": 0, "unchanged": 0, "closed": 0, "new": 0, "reopened": 0, "unknown": 0}, "reduced": 0},
    "actions": {"on_schedule": 0, "at_risk": 0, "delayed": 0, "completed": 0, "not_started": 0, "cancelled": 0, "unreported": 0},
    "indicators": {"with_value": 0, "missing": 0, "not_due": 0},
    "targets": {"met": 0, "near": 0, "missed": 0, "undecided": 0, "no_target": 0, "no_value": 0},
    "findings": {"error": 0, "warning": 0, "note": 0}
  },
  "risks": [],
  "closed_before": [],
  "actions": [],
  "indicators": [],
  "self_checks": [],
  "findings": []
}
)");
}

TEST_CASE("counts stand at their own words") {
  const Plan plan = small_plan();
  FollowUp review = review_of_nothing(plan);
  review.period = period("2020-T2");
  review.previous = day("2020-04-30");
  review.clock.known_at = day("2020-09-30");
  Summary& summary = review.summary;
  summary.risks = {.by_level = {1, 2, 3}, .open = 6, .closed = 4, .movement = {5, 6, 7, 4, 8, 9, 10}, .reduced = 9};
  summary.actions.by_status[static_cast<std::size_t>(ActionStatus::on_schedule)] = 1;
  summary.actions.by_status[static_cast<std::size_t>(ActionStatus::at_risk)] = 2;
  summary.actions.by_status[static_cast<std::size_t>(ActionStatus::delayed)] = 3;
  summary.actions.by_status[static_cast<std::size_t>(ActionStatus::completed)] = 4;
  summary.actions.by_status[static_cast<std::size_t>(ActionStatus::not_started)] = 5;
  summary.actions.by_status[static_cast<std::size_t>(ActionStatus::cancelled)] = 6;
  summary.actions.unreported = 7;
  summary.indicators = {.with_value = 1, .missing = 2, .not_due = 3};
  summary.targets = {.met = 1, .near = 2, .missed = 3, .undecided = 4, .no_target = 5, .no_value = 6};
  summary.findings = {1, 2, 3};
  CHECK(part(write_follow_up(plan, review, Language::en), "  \"period\"", "  \"risks\": []") ==
        R"(  "period": "2020-T2",
  "previous": "2020-04-30",
  "known_at": "2020-09-30",
  "summary": {
    "risks": {"by_level": {"red": 3, "green": 2, "unclassified": 1}, "open": 6, "closed": 4, "movement": {"decreased": 5, "increased": 6, "unchanged": 7, "closed": 4, "new": 8, "reopened": 9, "unknown": 10}, "reduced": 9},
    "actions": {"on_schedule": 1, "at_risk": 2, "delayed": 3, "completed": 4, "not_started": 5, "cancelled": 6, "unreported": 7},
    "indicators": {"with_value": 1, "missing": 2, "not_due": 3},
    "targets": {"met": 1, "near": 2, "missed": 3, "undecided": 4, "no_target": 5, "no_value": 6},
    "findings": {"error": 1, "warning": 2, "note": 3}
  },
)");
}

TEST_CASE("risks closed before the previous follow-up are told apart") {
  const Plan plan = small_plan();
  FollowUp review = review_of_nothing(plan);
  review.risks = {{.risk = 0,
                   .level = Level(1),
                   .score = 2,
                   .likelihood = Likelihood(1),
                   .severity = Severity(2),
                   .previous_level = Level(2),
                   .movement = Movement::decreased,
                   .assessed = day("2020-08-31")},
                  {.risk = 1,
                   .level = Level(2),
                   .previous_level = Level(0),
                   .movement = Movement::closed,
                   .assessed = day("2020-04-30"),
                   .closed = day("2020-08-30")},
                  {.risk = 2, .closed = day("2020-01-02"), .closed_before = true},
                  {.risk = 3}};
  CHECK(part(write_follow_up(plan, review, Language::en), "  \"risks\": [", "  \"actions\": []") ==
        R"(  "risks": [
    {"id": "1", "level": "green", "score": 2, "likelihood": 1, "severity": 2, "previous_level": "red", "movement": "decreased", "assessed": "2020-08-31"},
    {"id": "2", "level": "red", "score": null, "likelihood": null, "severity": null, "previous_level": "unclassified", "movement": "closed", "assessed": "2020-04-30", "closed": "2020-08-30"},
    {"id": "4", "level": "unclassified", "score": null, "likelihood": null, "severity": null, "previous_level": null, "movement": "unknown", "assessed": null}
  ],
  "closed_before": [
    {"id": "3", "closed": "2020-01-02"}
  ],
)");
}

TEST_CASE("an action tells what was reported, what its dates say and why, side by side") {
  const Plan plan = small_plan();
  FollowUp review = review_of_nothing(plan);
  const Clock clock{.as_of = day("2020-08-31")};
  review.actions = {{.action = 0,
                     .status = ActionStatus::on_schedule,
                     .reported = ActionStatus::on_schedule,
                     .reported_on = day("2020-04-30"),
                     .unreported = true,
                     .derivation = derive(plan.actions()[0], clock, {})},
                    {.action = 1, .unreported = true, .derivation = derive(plan.actions()[1], clock, {})}};
  // 211 of the 333 days are gone on 31 August: two of the four parts, which end after 83 and 166 days.
  CHECK(part(write_follow_up(plan, review, Language::en), "  \"actions\": [", "  \"indicators\": []") ==
        R"(  "actions": [
    {
      "id": "a",
      "status": "on_schedule",
      "reported": "on_schedule",
      "derived": "delayed",
      "why": "0 of 4 held, 2 due by 2020-08-31",
      "unreported": true,
      "reported_on": "2020-04-30",
      "activities": [
        {"id": "x", "title": "Öva", "derived": "delayed", "why": "0 of 4 held, 2 due by 2020-08-31", "held": 0, "due": 2, "of": 4},
        {"id": null, "title": "Skriva", "derived": null, "why": "no basis"}
      ]
    },
    {
      "id": "b",
      "status": "unreported",
      "reported": null,
      "derived": null,
      "why": "no basis",
      "unreported": true,
      "reported_on": null
    }
  ],
)");
  CHECK(write_follow_up(plan, review, Language::sv).find("\"why\": \"inget underlag\"") != std::string::npos);
}

TEST_CASE("an indicator tells its figures, changes, targets and roll-ups, and where there are none, why") {
  const Plan plan = small_plan();
  FollowUp review = review_of_nothing(plan);
  const Series& series = plan.indicators()[0].observations;
  const KnownObservation april{.observation = series[0], .definition = DefinitionRef::at(0)};
  KnownObservation august{.observation = series[1], .definition = DefinitionRef::at(1)};
  august.observation.numerator = 8;
  august.observation.denominator = 13;
  august.observation.status = ObservationStatus::provisional;
  const KnownObservation held_back{
      .observation = {.period = period("2020-08"), .status = ObservationStatus::suppressed}, .definition = {}};
  IndicatorLine first{.indicator = 0, .latest = august, .previous = april};
  first.from_baseline = {.value = 51.5, .reason = std::nullopt};
  first.from_previous = {.value = std::nullopt, .reason = NoChange::definition_break};
  first.like_for_like = {{.definition = DefinitionRef::at(0), .from = april, .to = august, .change = -32}};
  first.targets = {{.status = TargetStatus::near,
                    .judged_on = JudgedOn::forecast,
                    .judged = 82.5,
                    .year_to_date = 55,
                    .forecast = 82.5,
                    .pace_needed = 7.25},
                   {.status = TargetStatus::missed, .judged_on = JudgedOn::latest, .judged = 61.5},
                   {.status = TargetStatus::no_value},
                   {.status = TargetStatus::undecided}};
  first.rollups = {{.period = period("2020-T1"), .value = 1.0 / 3, .based_on = 3, .of = 4, .unweighted = true},
                   {.period = period("2020"), .based_on = 8, .of = 12, .across_break = true}};
  first.breaks = {period("2020-05"), period("2020-T2")};
  first.periods_stale = 2;
  review.indicators = {first, {.indicator = 1, .latest = held_back}};
  review.indicators[1].from_baseline.reason = NoChange::suppressed;
  CHECK(part(write_follow_up(plan, review, Language::en), "  \"indicators\": [", "  \"self_checks\": []") ==
        R"(  "indicators": [
    {
      "id": "i",
      "latest": {"period": "2020-08", "value": 61.5, "status": "P", "numerator": 8, "denominator": 13, "definition": "e"},
      "previous": {"period": "2020-04", "value": 64, "status": "A", "definition": "d"},
      "baseline": {"period": "2019", "value": 10},
      "change": {"from_baseline": 51.5, "from_previous": null, "from_previous_reason": "definition-break"},
      "like_for_like": [
        {"definition": "d", "from": {"period": "2020-04", "value": 64}, "to": {"period": "2020-08", "value": 61.5}, "change": -32}
      ],
      "targets": [
        {"year": 2020, "value": 84, "set_by": "council", "status": "near", "judged_on": "forecast", "judged": 82.5, "forecast": 82.5, "pace_needed": 7.25, "year_to_date": 55},
        {"year": 2020, "from": 1, "to": 2.5, "set_by": null, "status": "missed", "judged_on": "latest", "judged": 61.5, "forecast": null, "pace_needed": null},
        {"year": 2020, "trend": "increase", "set_by": null, "status": "no_value", "judged_on": null, "judged": null, "forecast": null, "pace_needed": null},
        {"year": 2021, "undecided": "senare", "set_by": null, "status": "undecided", "judged_on": null, "judged": null, "forecast": null, "pace_needed": null}
      ],
      "rollups": [
        {"period": "2020-T1", "value": 0.3333333333333333, "based_on": 3, "of": 4, "unweighted": true},
        {"period": "2020", "value": null, "based_on": 8, "of": 12, "across_break": true}
      ],
      "signals": {},
      "breaks": ["2020-05", "2020-T2"],
      "stale": 2
    },
    {
      "id": "j",
      "latest": {"period": "2020-08", "value": null, "status": "suppressed"},
      "previous": null,
      "baseline": {"period": null, "value": null, "status": "suppressed"},
      "change": {"from_baseline": null, "from_baseline_reason": "suppressed", "from_previous": null, "from_previous_reason": "no-value"},
      "like_for_like": [],
      "targets": [],
      "rollups": [],
      "signals": {},
      "breaks": []
    }
  ],
)");
}

TEST_CASE("a figure beyond the reach of numbers is null, never a word that JSON does not know") {
  const Plan plan = small_plan();
  FollowUp review = review_of_nothing(plan);
  const double infinity = std::numeric_limits<double>::infinity();
  IndicatorLine line{.indicator = 0};
  line.targets.resize(4);
  line.targets[0].forecast = infinity;
  line.rollups = {{.period = period("2020-T1"), .value = -infinity, .based_on = 4, .of = 4}};
  review.indicators = {line};
  const std::string json = write_follow_up(plan, review, Language::en);
  CHECK(json.find("\"forecast\": null") != std::string::npos);
  CHECK(json.find(R"({"period": "2020-T1", "value": null, "based_on": 4, "of": 4})") != std::string::npos);
  CHECK(json.find("inf") == std::string::npos);
}

TEST_CASE("a small baseline that is protected is shown when asked for by name") {
  const Plan plan = small_plan();
  FollowUp review = review_of_nothing(plan);
  review.indicators = {{.indicator = 1}};
  CHECK(write_follow_up(plan, review, Language::en).find(R"("baseline": {"period": null, "value": null)") !=
        std::string::npos);
  review.reveal = {"a", "j"};
  CHECK(write_follow_up(plan, review, Language::en).find(R"("baseline": {"period": null, "value": 3})") !=
        std::string::npos);
}

TEST_CASE("self-checks are told with their results and breakdowns") {
  const Plan plan = small_plan();
  FollowUp review = review_of_nothing(plan);
  review.self_checks = {0, 1};
  CHECK(part(write_follow_up(plan, review, Language::en), "  \"self_checks\": [", "  \"findings\": []") ==
        R"(  "self_checks": [
    {
      "id": "s",
      "period": "2020-07",
      "title": "",
      "sample": 188,
      "results": [
        {"title": "Skydd", "numerator": 184, "share": 98},
        {"title": "Våld", "numerator": null, "share": null}
      ],
      "breakdowns": [
        {"by": "sex", "groups": {"girls": 81, "boys": 107}}
      ]
    },
    {
      "id": "t",
      "period": "2020",
      "title": "",
      "sample": null,
      "results": [],
      "breakdowns": []
    }
  ],
)");
}

TEST_CASE("a finding comes with its code, severity, place, message and figures") {
  const Plan plan = small_plan();
  FollowUp review = review_of_nothing(plan);
  const Finding uncovered{.code = FindingCode::matrix_uncovered_score,
                          .at = "/matrix",
                          .data = {{"score", 8.0}, {"cells", std::vector<Cell>{{2, 4}, {4, 2}}}}};
  const Finding overlapping{
      .code = FindingCode::matrix_overlapping_bands,
      .at = "/matrix",
      .data = {{"score", 2.0}, {"bands", std::vector<std::string>{"green", "red"}}, {"cells", std::vector<Cell>{}}}};
  review.findings = {uncovered, overlapping};
  for (const Language language : {Language::sv, Language::en}) {
    const auto quoted = [&](const Finding& finding) {
      std::string text;
      JsonWriter::append_quoted(text, message(finding, language));
      return text;
    };
    REQUIRE(quoted(uncovered).size() > 2);
    CHECK(part(write_follow_up(plan, review, language), "  \"findings\": [", "\n}") ==
          "  \"findings\": [\n"
          R"(    {"code": "matrix-uncovered-score", "severity": "warning", "at": "/matrix", "message": )" +
              quoted(uncovered) + R"(, "data": {"score": 8, "cells": [[2, 4], [4, 2]]}},)" + "\n" +
              R"(    {"code": "matrix-overlapping-bands", "severity": ")" +
              std::string(to_string(severity_of(FindingCode::matrix_overlapping_bands))) +
              R"(", "at": "/matrix", "message": )" + quoted(overlapping) +
              R"(, "data": {"score": 2, "bands": ["green", "red"], "cells": []}})" + "\n  ]");
  }
}

TEST_CASE("the action plan of 2020 is told as its own report told it") {
  const Plan plan = plan_of(file("action-plan-2020/plan.json"));
  const absl::StatusOr<FollowUp> review = follow_up(plan, {.as_of = day("2020-08-31")});
  REQUIRE(review.ok());
  const std::string json = write_follow_up(plan, *review, Language::sv);
  CHECK(part(json, "\"as_of\"", ",\n  \"known_at\"") ==
        "\"as_of\": \"2020-08-31\",\n  \"period\": \"2020-T2\",\n  \"previous\": \"2020-04-30\"");
  // Six risks remain, all yellow; one went from red to yellow and one was closed.
  CHECK(
      part(json, R"("by_level")", "},\n    \"actions\"") ==
      R"("by_level": {"red": 0, "yellow": 6, "green": 0, "unclassified": 0}, "open": 6, "closed": 1, "movement": {"decreased": 1, "increased": 0, "unchanged": 5, "closed": 1, "new": 0, "reopened": 0, "unknown": 0}, "reduced": 2)");
}

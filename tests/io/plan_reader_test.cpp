#include "tertial/io/plan_reader.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tertial/plan/fault.hpp"

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

namespace {

Date day(std::string_view text) { return Date::parse(text).value(); }
Period period(std::string_view text) { return Period::parse(text).value(); }

constexpr std::string_view kMatrix =
    R"("matrix": {"likelihood": ["a", "b"], "severity": ["a", "b"], "score": "product",
       "bands": [{"level": "green", "from": 1, "to": 2}, {"level": "red", "from": 4, "to": 4}]})";

// A plan with nothing but what is required, and the members given.
std::string document(std::string_view members = R"("risks": [])") {
  return R"({"tertial": 1, "id": "p", "title": "Plan", "year": 2020, )" + std::string(kMatrix) + ", " +
         std::string(members) + "}";
}
std::string with_indicator(std::string_view members) {
  return document(R"("risks": [], "indicators": [{"id": "i", )" + std::string(members) + "}]");
}

Plan read(std::string_view json) {
  const auto plan = read_plan(json);
  REQUIRE_MESSAGE(plan.ok(), plan.status().ToString());
  return *plan;
}

Fault refused(std::string_view json) {
  const auto plan = read_plan(json);
  if (plan.ok()) return {.at = "read", .message = {}};
  const auto fault = fault_of(plan.status());
  REQUIRE(fault);
  CHECK_FALSE(fault->message.empty());
  return *fault;
}
// Where it is refused, a fault of the contract.
std::string schema_fault(std::string_view json) {
  const Fault fault = refused(json);
  CHECK(fault.kind == FaultKind::schema);
  return fault.at;
}
std::string syntax_fault(std::string_view json) {
  const Fault fault = refused(json);
  CHECK(fault.kind == FaultKind::syntax);
  return fault.at;
}

// Line and column of a byte, counted from 1.
std::string position(std::string_view text, std::size_t offset) {
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
std::string many_observations(std::size_t count, std::size_t padding) {
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

}  // namespace

TEST_CASE("everything the contract knows is read to its place") {
  const Plan plan = read(R"({
    "tertial": 1, "id": "p", "title": "Åtgärdsplan", "organisation": "Enheten", "language": "en", "year": 2020,
    "matrix": {"likelihood": ["Låg", "Hög"], "severity": ["Liten", "Stor", "Störst"], "score": [[1, 2, 3], [2, 4, 1000000]],
               "bands": [{"level": "green", "label": "Grön", "from": 1, "to": 3}, {"level": "red", "from": 5, "to": 6}],
               "uncovered": "next_worse"},
    "goals": [{"id": "1", "kind": "direction", "title": "Mål", "expected_results": ["a", "b"],
               "notes": {"way_of_working": "x", "Annat": "y"}, "goals": [{"id": "1.1"}]}],
    "areas": [{"id": "A", "title": "Område", "goal": "1.1"}],
    "risks": [{"id": "r", "area": "A", "title": "Risk",
               "assessments": [{"date": "2020-04-30", "level": "red"},
                               {"date": "2020-08-31", "likelihood": 2, "severity": 3, "rationale": "Därför", "recorded": "2020-09-15"}],
               "closed": [{"date": "2020-12-31", "reason": "Klart", "recorded": "2021-01-02"}]}],
    "actions": [{"id": "a", "risks": ["r"], "goals": ["1"], "title": "Åtgärd", "responsible": "Chef",
                 "reports": [{"date": "2020-08-31", "status": "at_risk", "progress": 0.5, "comment": "Nja", "recorded": "2020-09-01"}],
                 "activities": [{"id": "x", "title": "Möte", "start": "2020-02-03", "end": "2020-12-31", "progress": 0.4,
                                 "completed": "2020-11-20", "recurrence": {"times": 4, "per": "half_year"}, "held": ["2020-03-01", "2020-02-04"]},
                                {"progress": [{"date": "2020-04-30", "value": 0.2, "recorded": "2020-05-01"}],
                                 "recurrence": {"every": 3, "unit": "week"}}]}],
    "indicators": [{"id": "i", "title": "Andel", "risks": ["r"], "actions": ["a"], "goals": ["1.1"], "kind": "share",
                    "temporal": "snapshot", "unit": "percent", "decimals": 1, "protect": true, "direction": "within",
                    "periodicity": "half_year", "numerator": "n", "denominator": "d", "complement_of": "c",
                    "baseline": {"value": 10.5, "period": "2019"},
                    "targets": [{"year": 2020, "value": 84, "set_by": "council", "near": 4}, {"year": 2021, "from": 1, "to": 2},
                                {"year": 2020, "undecided": "av nämnden"}, {"year": 2020, "trend": "decrease"}],
                    "definitions": [{"id": "old", "text": "Förr"}, {"id": "new", "from": "2020-T2"}],
                    "observations": [{"period": "2020-S1", "value": 40, "numerator": 10, "denominator": 25, "status": "P",
                                      "definition": "new", "recorded": "2020-07-02"}, {"period": "2020-W53", "status": "L"}]},
                   {"id": "n", "periodicity": "irregular", "kind": "flow"}, {"id": "d", "direction": "none"}, {"id": "c"}],
    "self_checks": [{"id": "k", "period": "2020-07", "title": "Kontroll", "risks": ["r"], "sample": 188,
                     "results": [{"title": "Gjord", "numerator": 184, "share": 97.9}],
                     "breakdowns": [{"by": "sex", "groups": {"girls": 81, "boys": 107}}], "recorded": "2020-08-15"}],
    "follow_ups": [{"date": "2020-04-30", "period": "2020-T1"}, {"date": "2020-08-31"}],
    "rules": {"at_risk_behind": 0.2, "delayed_behind": 0.3, "ratio_tolerance": 1.5}})");
  CHECK(plan.title() == "Åtgärdsplan");
  CHECK(plan.organisation() == "Enheten");
  CHECK(plan.language() == Language::en);
  CHECK(plan.year() == 2020);
  CHECK(plan.matrix().score_rule().kind == ScoreKind::table);
  CHECK(plan.matrix().score(Likelihood(2), Severity(3)) == 1000000);
  CHECK(plan.matrix().score(Likelihood(1), Severity(3)) == 3);
  CHECK(plan.matrix().uncovered() == Uncovered::next_worse);
  CHECK(plan.matrix().bands()[0].label == "Grön");

  const auto& goal = plan.goals()[0];
  CHECK(goal.kind == "direction");
  CHECK(goal.expected_results == std::vector<std::string>{"a", "b"});
  CHECK(goal.notes == std::vector<std::pair<std::string, std::string>>{{"way_of_working", "x"}, {"Annat", "y"}});
  CHECK(goal.goals.at(0).id == "1.1");
  CHECK(plan.areas()[0].goal == "1.1");

  const auto& risk = plan.risks()[0];
  CHECK(risk.area == "A");
  CHECK(risk.assessments == std::vector<tertial::Assessment>{{.date = day("2020-04-30"), .level = Level(2)},
                                                             {.date = day("2020-08-31"),
                                                              .likelihood = Likelihood(2),
                                                              .severity = Severity(3),
                                                              .rationale = "Därför",
                                                              .recorded = day("2020-09-15")}});
  CHECK(risk.closed ==
        std::vector<tertial::Closing>{{.date = day("2020-12-31"), .reason = "Klart", .recorded = day("2021-01-02")}});

  const auto& action = plan.actions()[0];
  CHECK(action.responsible == "Chef");
  CHECK(action.reports == std::vector<tertial::StatusReport>{{.date = day("2020-08-31"),
                                                              .status = ActionStatus::at_risk,
                                                              .progress = 0.5,
                                                              .comment = "Nja",
                                                              .recorded = day("2020-09-01")}});
  const auto& meeting = action.activities.at(0);
  CHECK(meeting.start == day("2020-02-03"));
  CHECK(meeting.end == day("2020-12-31"));
  CHECK(meeting.completed == day("2020-11-20"));
  CHECK(meeting.progress == std::vector<tertial::Progress>{{.value = 0.4}});
  CHECK(meeting.recurrence == Recurrence::times_per(4, Per::half_year).value());
  CHECK(meeting.held == std::vector<Date>{day("2020-03-01"), day("2020-02-04")});
  CHECK(action.activities.at(1).progress ==
        std::vector<tertial::Progress>{{.date = day("2020-04-30"), .value = 0.2, .recorded = day("2020-05-01")}});
  CHECK(action.activities.at(1).recurrence == Recurrence::every(3, Unit::week).value());

  const Indicator& share = plan.indicators()[0];
  CHECK(share.kind == IndicatorKind::share);
  CHECK(share.temporal == IndicatorKind::snapshot);
  CHECK(share.decimals == 1);
  CHECK(share.protect);
  CHECK(share.direction == Direction::within);
  CHECK(share.periodicity == Periodicity(Granularity::half_year));
  CHECK(share.numerator == "n");
  CHECK(share.denominator == "d");
  CHECK(share.complement_of == "c");
  CHECK(share.baseline->value == 10.5);
  CHECK(share.baseline->period == period("2019"));
  REQUIRE(share.targets.size() == 4);
  CHECK(share.targets[0] == tertial::Target{.year = 2020, .aim = AimValue{84}, .set_by = "council", .near = 4});
  CHECK(share.targets[1] == tertial::Target{.year = 2021, .aim = AimRange{.from = 1, .to = 2}});
  CHECK(share.targets[2] == tertial::Target{.year = 2020, .aim = AimUndecided{"av nämnden"}});
  CHECK(share.targets[3] == tertial::Target{.year = 2020, .aim = AimTrend{Trend::decrease}});
  CHECK(share.definitions[0].text == "Förr");
  CHECK(share.definitions[1].from == period("2020-T2"));
  REQUIRE(share.observations.size() == 2);
  CHECK(share.observations[0] == Observation{.period = period("2020-S1"),
                                             .value = 40,
                                             .status = ObservationStatus::provisional,
                                             .numerator = 10,
                                             .denominator = 25,
                                             .definition = DefinitionRef::at(1),
                                             .recorded = day("2020-07-02")});
  CHECK(share.observations[1] == Observation{.period = period("2020-W53"), .status = ObservationStatus::not_collected});
  CHECK(plan.indicators()[1].periodicity == Periodicity());
  CHECK(plan.indicators()[2].direction == Direction::none);
  CHECK_FALSE(plan.indicators()[3].periodicity);
  CHECK_FALSE(plan.indicators()[3].direction);
  CHECK_FALSE(plan.indicators()[3].kind);

  const auto& check = plan.self_checks()[0];
  CHECK(check.period == period("2020-07"));
  CHECK(check.sample == 188);
  CHECK(check.results.at(0).numerator == 184);
  CHECK(check.results.at(0).share == 97.9);
  CHECK(check.breakdowns.at(0).groups == std::vector<std::pair<std::string, double>>{{"girls", 81}, {"boys", 107}});
  CHECK(check.recorded == day("2020-08-15"));
  CHECK(plan.follow_ups()[0].period == period("2020-T1"));
  CHECK_FALSE(plan.follow_ups()[1].period);
  CHECK(plan.rules().schedule.at_risk_behind == 0.2);
  CHECK(plan.rules().schedule.delayed_behind == 0.3);
  CHECK(plan.rules().ratio_tolerance == 1.5);
}

TEST_CASE("the required members alone make a plan with the contract's defaults") {
  const Plan plan = read(document());
  CHECK(plan.rules().schedule.at_risk_behind == 0.10);
  CHECK(plan.rules().schedule.delayed_behind == 0.25);
  CHECK_FALSE(plan.rules().ratio_tolerance);
  CHECK(plan.matrix().uncovered() == Uncovered::report);
  CHECK(plan.indicators().empty());
}

TEST_CASE("members come in any order, the matrix after the levels that it explains") {
  const std::string risks = R"("risks": [{"assessments": [{"level": "red", "date": "2020-04-30"}], "id": "r"}])";
  const std::string ordered = document(risks);
  const std::string reversed =
      "{" + risks + ", " + std::string(kMatrix) + R"(, "year": 2020, "title": "Plan", "id": "p", "tertial": 1})";
  CHECK(read(ordered) == read(reversed));
  CHECK(read(reversed).risks()[0].assessments[0].level == Level(2));
}

TEST_CASE("keys may be written with escapes") {
  const std::string plain = document(R"("risks": [{"id": "r", "title": "T", "x-a": 1}], "goals": [{"id": "g"}])");
  std::string escaped = plain;
  const std::pair<std::string_view, std::string_view> spellings[] = {{"\"risks\"", R"("\u0072isks")"},
                                                                     {"\"goals\"", R"("go\u0061ls")"},
                                                                     {"\"id\": \"r\"", R"("\u0069d": "\u0072")"},
                                                                     {"\"title\": \"T\"", R"("titl\u0065": "T")"},
                                                                     {"\"x-a\"", R"("x\u002da")"},
                                                                     {"\"matrix\"", R"("matri\u0078")"},
                                                                     {"\"bands\"", R"("b\u0061nds")"}};
  for (const auto& [from, to] : spellings) escaped.replace(escaped.find(from), from.size(), to);
  REQUIRE(escaped != plain);
  CHECK(read(escaped) == read(plain));
  // The same key in two spellings is the same key twice.
  CHECK(schema_fault(document(R"("risks": [], "r\u0069sks": [])")) == "/risks");
  CHECK(schema_fault(document(R"("risks": [{"id": "r", "\u0069d": "s"}])")) == "/risks/0/id");
}

TEST_CASE("text keeps what its escapes say") {
  const Plan plan =
      read(document(R"("risks": [{"id": "r\u00e5\ud83d\ude00", "title": "a\"b\\c\/d\b\f\n\r\t\u0000e"}])"));
  CHECK(plan.risks()[0].id == "rå😀");
  CHECK(plan.risks()[0].title == std::string("a\"b\\c/d\b\f\n\r\t\0e", 14));
}

TEST_CASE("definitions may stand after the observations that name them, in another order") {
  const Plan after = read(with_indicator(R"("observations": [
      {"period": "2020-01", "value": 1, "definition": "c"}, {"period": "2020-02", "value": 2},
      {"period": "2020-03", "value": 3, "definition": "a"}, {"period": "2020-04", "value": 4, "definition": "c"}],
      "definitions": [{"id": "a"}, {"id": "b"}, {"id": "c"}])"));
  const Plan before = read(with_indicator(R"("definitions": [{"id": "a"}, {"id": "b"}, {"id": "c"}], "observations": [
      {"period": "2020-01", "value": 1, "definition": "c"}, {"period": "2020-02", "value": 2},
      {"period": "2020-03", "value": 3, "definition": "a"}, {"period": "2020-04", "value": 4, "definition": "c"}])"));
  CHECK(after == before);
  const auto& series = after.indicators()[0].observations;
  CHECK(series[0].definition == DefinitionRef::at(2));
  CHECK_FALSE(series[1].definition.named());
  CHECK(series[2].definition == DefinitionRef::at(0));
  CHECK(series[3].definition == DefinitionRef::at(2));
  CHECK(schema_fault(with_indicator(R"("observations": [{"period": "2020-01", "value": 1},
      {"period": "2020-02", "value": 1, "definition": "z"}], "definitions": [{"id": "a"}])")) ==
        "/indicators/0/observations/1/definition");
}

TEST_CASE("an indicator of more than 256 kB is read as the same indicator in fewer bytes") {
  constexpr std::size_t kCount = 3600;
  const std::string definitions = R"("definitions": [{"id": "old"}, {"id": "new", "from": "2020-T2"}])";
  const std::string rest =
      R"("title": "Många", "kind": "share", "x-source": [1, 2], "targets": [{"year": 2020, "value": 5, "x-t": 1}])";
  const std::string small = many_observations(kCount, 0);
  const std::string large = many_observations(kCount, 300);
  REQUIRE(small.size() < 256 * 1024);
  REQUIRE(large.size() > 4 * 256 * 1024);
  const Plan expected = read(with_indicator(definitions + ", " + rest + R"(, "observations": )" + small));
  const auto& series = expected.indicators()[0].observations;
  REQUIRE(series.size() == kCount);
  CHECK(series[7].status == ObservationStatus::missing);
  CHECK(series[1001].value == std::optional<double>());  // 7 x 143
  CHECK(series[1002].value == 1002.5);
  CHECK(expected.indicators()[0].observation_extras.size() == 4);
  CHECK(expected.indicators()[0].observation_extras[2].observation == 2003);

  // The list first, last and in the middle of the object; escaped, it is read in one piece.
  CHECK(read(with_indicator(definitions + ", " + rest + R"(, "observations": )" + large)) == expected);
  CHECK(read(with_indicator(R"("observations": )" + large + ", " + rest + ", " + definitions)) == expected);
  CHECK(read(with_indicator(rest + R"(, "observations": )" + large + ", " + definitions)) == expected);
  CHECK(read(with_indicator(rest + R"(, "observ\u0061tions": )" + large + ", " + definitions)) == expected);
}

TEST_CASE("large and small indicators stand in one list in their order") {
  const std::string large = many_observations(1200, 300);
  const std::string plain = R"("definitions": [{"id": "old"}, {"id": "new"}], "observations": )";
  const Plan plan =
      read(document(R"("risks": [], "indicators": [{"id": "a"}, {"id": "b", )" + plain + large +
                    R"(}, {"id": "c", "observations": []}, {"id": "d", )" + plain + large + R"(}, {"id": "e"}])"));
  REQUIRE(plan.indicators().size() == 5);
  const char* const ids[] = {"a", "b", "c", "d", "e"};
  const std::size_t sizes[] = {0, 1200, 0, 1200, 0};
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(plan.indicators()[i].id == ids[i]);
    CHECK(plan.indicators()[i].observations.size() == sizes[i]);
  }
  CHECK(plan.indicators()[1].observations == plan.indicators()[3].observations);
}

TEST_CASE("faults in an indicator of more than 256 kB are told at their place") {
  const std::string large = many_observations(1200, 300);
  const std::string definitions = R"("definitions": [{"id": "old"}, {"id": "new"}], )";
  const auto spoilt = [&](std::string_view from, std::string_view to, std::size_t which) {
    std::string list = large;
    std::size_t at = 0;
    for (std::size_t i = 0; i <= which; ++i) at = list.find(from, at + 1);
    list.replace(at, from.size(), to);
    return with_indicator(definitions + R"("observations": )" + list);
  };
  CHECK(schema_fault(spoilt("\"period\"", "\"perido\"", 1000)) == "/indicators/0/observations/1000/perido");
  CHECK(schema_fault(spoilt("\"period\": \"", "\"period\": \"x", 700)) == "/indicators/0/observations/700/period");
  CHECK(schema_fault(with_indicator(definitions + R"("observations": )" + large + R"(, "observations": [])")) ==
        "/indicators/0/observations");
  CHECK(schema_fault(with_indicator(R"("observations": )" + large)) == "/indicators/0/observations/0/definition");
  CHECK(schema_fault(with_indicator(definitions + R"("kind": "shares", "observations": )" + large)) ==
        "/indicators/0/kind");
}

TEST_CASE("keys that begin with x- are kept wherever an object stands, as compact JSON") {
  const Plan plan = read(
      R"({"x-top": {"a" : [1 , 2.50, "å\u00e5\n"], "b": null}, "tertial": 1, "id": "p", "title": "Plan", "year": 2020,
    "matrix": {"x-m": true, "likelihood": ["a"], "severity": ["a"], "score": "sum",
               "bands": [{"level": "green", "from": 1, "to": 1}, {"x-b": 1e3, "level": "red", "from": 2, "to": 2}]},
    "goals": [{"id": "g", "x-g": 1, "goals": [{"id": "h", "x-h": []}]}], "areas": [{"id": "a", "x-ar": ""}],
    "risks": [{"id": "r", "x-r": 1, "assessments": [{"date": "2020-01-01", "level": "red", "x-as": 1}],
               "closed": [{"date": "2020-02-01", "x-c": 1}]}],
    "actions": [{"id": "a", "x-a": 1, "reports": [{"date": "2020-01-01", "status": "delayed", "x-rp": 1}],
      "activities": [{"x-ac": 1, "progress": [{"date": "2020-01-01", "value": 0, "x-p": 1}],
                      "recurrence": {"every": 1, "unit": "day", "x-rc": 1}}]}],
    "indicators": [{"id": "i", "x-i": 1, "baseline": {"value": 1, "x-bl": 1}, "definitions": [{"id": "d", "x-d": 1}],
      "targets": [{"year": 2020, "value": 1}, {"year": 2021, "value": 1, "x-t": 1}],
      "observations": [{"period": "2020", "value": 1}, {"period": "2021", "value": 1, "x-o": 1}]}],
    "self_checks": [{"id": "k", "period": "2020", "x-k": 1, "results": [{"x-re": 1}], "breakdowns": [{"by": "b", "groups": {}, "x-bd": 1}]}],
    "follow_ups": [{"date": "2020-01-01", "x-f": 1}], "rules": {"x-ru": 1}, "x-last": 0})");
  const auto one = [](std::string_view key) { return Extras{{.key = std::string(key), .json = "1"}}; };
  const auto& draft = plan.draft();
  REQUIRE(draft.extras.size() == 2);
  CHECK(draft.extras[0] == Extra{.key = "x-top", .json = R"({"a": [1, 2.50, "åå\n"], "b": null})"});
  CHECK(draft.extras[1] == Extra{.key = "x-last", .json = "0"});
  CHECK(draft.matrix_extras == Extras{{.key = "x-m", .json = "true"}});
  CHECK(draft.band_extras == std::vector<Extras>{{}, {{.key = "x-b", .json = "1e3"}}});
  CHECK(draft.goals[0].extras == one("x-g"));
  CHECK(draft.goals[0].goals[0].extras == Extras{{.key = "x-h", .json = "[]"}});
  CHECK(draft.areas[0].extras == Extras{{.key = "x-ar", .json = "\"\""}});
  CHECK(draft.risks[0].extras == one("x-r"));
  CHECK(draft.risks[0].assessments[0].extras == one("x-as"));
  CHECK(draft.risks[0].closed[0].extras == one("x-c"));
  CHECK(draft.actions[0].extras == one("x-a"));
  CHECK(draft.actions[0].reports[0].extras == one("x-rp"));
  CHECK(draft.actions[0].activities[0].extras == one("x-ac"));
  CHECK(draft.actions[0].activities[0].progress[0].extras == one("x-p"));
  CHECK(draft.actions[0].activities[0].recurrence_extras == one("x-rc"));
  const Indicator& indicator = draft.indicators[0];
  CHECK(indicator.extras == one("x-i"));
  CHECK(indicator.baseline->extras == one("x-bl"));
  CHECK(indicator.definitions[0].extras == one("x-d"));
  REQUIRE(indicator.target_extras.size() == 1);
  CHECK(indicator.target_extras[0].target == 1);
  CHECK(indicator.target_extras[0].extras == one("x-t"));
  REQUIRE(indicator.observation_extras.size() == 1);
  CHECK(indicator.observation_extras[0].observation == 1);
  CHECK(indicator.observation_extras[0].extras == one("x-o"));
  CHECK(draft.self_checks[0].extras == one("x-k"));
  CHECK(draft.self_checks[0].results[0].extras == one("x-re"));
  CHECK(draft.self_checks[0].breakdowns[0].extras == one("x-bd"));
  CHECK(draft.follow_ups[0].extras == one("x-f"));
  CHECK(draft.rules.extras == one("x-ru"));
}

TEST_CASE("an own key that stands twice is told, among few and among many") {
  for (const int count : {1, 2, 16, 17, 40, 1000}) {
    std::string keys;
    for (int i = 0; i < count; ++i) keys += ", \"x-" + std::to_string(i) + "\": 1";
    const std::string once = R"("risks": [{"id": "r")" + keys + "}]";
    CHECK(read(document(once)).risks()[0].extras.size() == static_cast<std::size_t>(count));
    const std::string last = "x-" + std::to_string(count - 1);
    const std::string twice = R"("risks": [{"id": "r")" + keys + ", \"" + last + "\": 2}]";
    CHECK(schema_fault(document(twice)) == "/risks/0/" + last);
  }
}

TEST_CASE("null stands for no tolerance, and nowhere else") {
  CHECK_FALSE(read(document(R"("risks": [], "rules": {"ratio_tolerance": null})")).rules().ratio_tolerance);
  const std::pair<std::string_view, std::string_view> elsewhere[] = {
      {R"("risks": null)", "/risks"},
      {R"("risks": [null])", "/risks/0"},
      {R"("risks": [{"id": null}])", "/risks/0/id"},
      {R"("risks": [{"id": "r", "title": null}])", "/risks/0/title"},
      {R"("risks": [], "organisation": null)", "/organisation"},
      {R"("risks": [], "rules": null)", "/rules"},
      {R"("risks": [], "rules": {"at_risk_behind": null})", "/rules/at_risk_behind"},
      {R"("risks": [], "indicators": [{"id": "i", "kind": null}])", "/indicators/0/kind"},
      {R"("risks": [], "indicators": [{"id": "i", "baseline": {"value": null}}])", "/indicators/0/baseline/value"},
      {R"("risks": [], "indicators": [{"id": "i", "observations": [{"period": "2020", "value": 1, "numerator": null}]}])",
       "/indicators/0/observations/0/numerator"},
  };
  for (const auto& [members, at] : elsewhere) CHECK(schema_fault(document(members)) == at);
  CHECK(schema_fault(with_indicator(R"("observations": [{"period": "2020-05", "value": null, "status": "O"}])")) ==
        "/indicators/0/observations/0/value");
}

TEST_CASE("an observation has a figure or says why not, never both") {
  const auto at = [](std::string_view observation) {
    const Fault fault = refused(with_indicator(R"("observations": [)" + std::string(observation) + "]"));
    return fault.at;
  };
  CHECK(at(R"({"period": "2020"})") == "/indicators/0/observations/0");
  CHECK(at(R"({"period": "2020", "status": "E"})") == "/indicators/0/observations/0");
  CHECK(at(R"({"period": "2020", "value": 0, "status": "O"})") == "/indicators/0/observations/0");
  CHECK(at(R"({"period": "2020", "value": 1, "status": "N"})") == "/indicators/0/observations/0");
  CHECK(at(R"({"period": "2020", "value": 1, "status": "suppressed"})") == "/indicators/0/observations/0/status");
  CHECK(at(R"({"value": 1})") == "/indicators/0/observations/0");
  CHECK(at(R"({"period": "2020", "status": "confidential"})") == "read");
  CHECK(at(R"({"period": "2020", "numerator": 1, "denominator": 2})") == "read");
  CHECK(at(R"({"period": "2020", "value": 0})") == "read");
}

TEST_CASE("what the contract does not allow is refused at its place") {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {R"("risk": [])", "/risk"},
      {R"("risks": [{"id": "r", "titel": ""}])", "/risks/0/titel"},
      {R"("risks": {})", "/risks"},
      {R"("risks": [{"id": 1}])", "/risks/0/id"},
      {R"("risks": [{}])", "/risks/0"},
      {R"("risks": [{"id": "r", "assessments": [{"date": "2020-02-30", "level": "red"}]}])",
       "/risks/0/assessments/0/date"},
      {R"("risks": [{"id": "r", "assessments": [{"date": "2020-2-3", "level": "red"}]}])",
       "/risks/0/assessments/0/date"},
      {R"("risks": [{"id": "r", "assessments": [{"date": "2020-02-03", "level": "blue"}]}])",
       "/risks/0/assessments/0/level"},
      {R"("risks": [{"id": "r", "assessments": [{"date": "2020-02-03", "likelihood": 3, "severity": 1}]}])",
       "/risks/0/assessments/0/likelihood"},
      {R"("risks": [{"id": "r", "assessments": [{"date": "2020-02-03", "likelihood": 0, "severity": 1}]}])",
       "/risks/0/assessments/0/likelihood"},
      {R"("risks": [{"id": "r", "assessments": [{"date": "2020-02-03", "likelihood": 1.5, "severity": 1}]}])",
       "/risks/0/assessments/0/likelihood"},
      {R"("risks": [{"id": "r", "assessments": [{"date": "2020-02-03", "likelihood": 1}]}])", "/risks/0/assessments/0"},
      {R"("risks": [{"id": "r", "assessments": [{"date": "2020-02-03", "likelihood": 1, "severity": 1, "level": "red"}]}])",
       "/risks/0/assessments/0"},
      {R"("risks": [{"id": "r"}, {"id": "r"}])", "/risks/1/id"},
      {R"("risks": [], "language": "se")", "/language"},
      {R"("risks": [], "actions": [{"id": "a", "reports": [{"date": "2020-01-01", "status": "late"}]}])",
       "/actions/0/reports/0/status"},
      {R"("risks": [], "actions": [{"id": "a", "activities": [{"recurrence": {"times": 4}}]}])",
       "/actions/0/activities/0/recurrence"},
      {R"("risks": [], "actions": [{"id": "a", "activities": [{"recurrence": {"times": 4, "per": "year", "every": 1}}]}])",
       "/actions/0/activities/0/recurrence"},
      {R"("risks": [], "actions": [{"id": "a", "activities": [{"progress": 1.1}]}])",
       "/actions/0/activities/0/progress"},
      {R"("risks": [], "indicators": [{"id": "i", "observations": [{"period": "2020-T4", "value": 1}]}])",
       "/indicators/0/observations/0/period"},
      {R"("risks": [], "indicators": [{"id": "i", "observations": [{"period": "2020", "value": 1e400}]}])",
       "/indicators/0/observations/0/value"},
      {R"("risks": [], "indicators": [{"id": "i", "targets": [{"year": 2020}]}])", "/indicators/0/targets/0"},
      {R"("risks": [], "indicators": [{"id": "i", "targets": [{"year": 2020, "value": 1, "trend": "increase"}]}])",
       "/indicators/0/targets/0"},
      {R"("risks": [], "indicators": [{"id": "i", "targets": [{"year": 2020, "from": 1}]}])",
       "/indicators/0/targets/0"},
      {R"("risks": [], "indicators": [{"id": "i", "kind": "flow", "temporal": "flow"}])", "/indicators/0/temporal"},
      {R"("risks": [], "self_checks": [{"id": "k", "period": "2020", "breakdowns": [{"by": "b", "groups": {"a": 1, "a": 2}}]}])",
       "/self_checks/0/breakdowns/0/groups/a"},
      {R"("risks": [], "x-a": {"b": 1, "b": 2})", "/x-a/b"},
      {R"("risks": [], "x-a": 1, "x-a": 1)", "/x-a"},
  };
  for (const auto& [members, at] : rows) CHECK(schema_fault(document(members)) == at);
  CHECK(schema_fault("{}") == "");
  CHECK(refused("{}").message.find("tertial") != std::string::npos);
  CHECK(schema_fault(R"({"tertial": 2})") == "/tertial");
  // The words come with what was meant.
  CHECK(refused(document(R"("risks": [], "indicator": [])")).message.find("\"indicators\"") != std::string::npos);
}

TEST_CASE("what is not JSON is refused at its line and column") {
  CHECK(syntax_fault("") == "line 1, column 1");
  CHECK(refused(" \n ").kind == FaultKind::syntax);
  CHECK(syntax_fault("[]") == "line 1, column 1");
  CHECK(syntax_fault("\xEF\xBB\xBF{}") == "line 1, column 1");
  CHECK(syntax_fault("{\"tertial\": 1,\n \"id\" \"p\"}") == "line 2, column 7");
  CHECK(syntax_fault("{\"tertial\": 1,\n}") == "line 2, column 1");
  CHECK(syntax_fault("{\"tertial\": 1}\n\n  x") == position("{\"tertial\": 1}\n\n  x", 18));
  for (const std::string& whole : {document(), with_indicator(R"("observations": [{"period": "2020", "value": 1}])")}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const auto plan = read_plan(std::string_view(whole).substr(0, size));
      REQUIRE_FALSE(plan.ok());
      REQUIRE(fault_of(plan.status()));
    }
  }
}

TEST_CASE("a fault of syntax in the third window of a long list is told at its own line and column") {
  // One risk a line, some 200 bytes each, until there are four windows of 256 kB.
  std::string list = "\"risks\": [\n";
  const std::string title(170, 'x');
  std::size_t count = 0;
  std::size_t third = 0;
  while (list.size() < 4 * 256 * 1024) {
    if (third == 0 && list.size() > 2 * 256 * 1024 + 100'000) third = count;
    list += (count > 0 ? ",\n" : "") + std::string("{\"id\": \"r") + std::to_string(count) + "\", \"title\": \"" +
            title + "\"}";
    ++count;
  }
  const std::string whole = document(list + "]");
  REQUIRE(read(whole).risks().size() == count);
  const std::string_view marker = "\", \"title\": \"";
  const std::size_t line = whole.find("{\"id\": \"r" + std::to_string(third) + "\"");
  REQUIRE(line != std::string::npos);
  const std::size_t at = whole.find(marker, line);
  const auto spoilt = [&](std::size_t offset, std::size_t size, std::string_view instead) {
    std::string text = whole;
    text.replace(offset, size, instead);
    return text;
  };
  // A control character in the title, a byte that is no UTF-8, a comma too few, a colon too few.
  CHECK(syntax_fault(spoilt(at + 20, 1, "\n")) == position(whole, at + 20));
  CHECK(syntax_fault(spoilt(at + 20, 1, "\xFF")) == position(whole, at + 20));
  CHECK(syntax_fault(spoilt(at + 1, 1, " ")) == position(whole, at + 3));
  CHECK(syntax_fault(spoilt(at + 10, 1, " ")) == position(whole, at + 12));
  // Between two risks of the list.
  CHECK(syntax_fault(spoilt(line - 2, 1, " ")) == position(whole, line));
  // A fault of the contract is told by its place.
  CHECK(schema_fault(spoilt(at + 4, 5, "titel")) == "/risks/" + std::to_string(third) + "/titel");
}

TEST_CASE(
    "a fault of syntax in the third window of a long list of observations is told at its own line and "
    "column") {
  const std::string whole =
      with_indicator(R"("title": "Många", "definitions": [{"id": "old"}, {"id": "new"}], "observations": )" +
                     many_observations(3600, 300) + R"(, "unit": "barn")");
  REQUIRE(read(whole).indicators()[0].observations.size() == 3600);
  const std::size_t at = whole.find("\"period\"", whole.find("\"observations\"") + 600'000);
  const auto spoilt = [&](std::size_t offset, std::string_view instead) {
    std::string text = whole;
    text.replace(offset, 1, instead);
    return text;
  };
  CHECK(syntax_fault(spoilt(at + 2, "\x01")) == position(whole, at + 2));
  CHECK(syntax_fault(spoilt(at + 2, "\xC0")) == position(whole, at + 2));
  CHECK(syntax_fault(spoilt(at + 8, " ")) == position(whole, at + 10));  // no colon
  // After the list, which is read last.
  const std::size_t unit = whole.rfind("\"barn\"");
  CHECK(syntax_fault(spoilt(unit + 2, "\xFF")) == position(whole, unit + 2));
}

TEST_CASE("depth and size of what is refused cost no more than reading it") {
  CHECK(refused(document(R"("risks": [], "x-deep": )" + std::string(1'000'000, '['))).kind == FaultKind::syntax);
  CHECK(refused(std::string(1'000'000, '[')).kind == FaultKind::syntax);
  CHECK(refused(std::string(10'000'000, ' ')).kind == FaultKind::syntax);
  std::string goals;
  for (int i = 0; i < 70; ++i) goals += R"({"id": ")" + std::to_string(i) + R"(", "goals": [)";
  for (int i = 0; i < 70; ++i) goals += "]}";
  CHECK(refused(document(R"("risks": [], "goals": [)" + goals + "]")).kind == FaultKind::schema);
}

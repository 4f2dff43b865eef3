#include <doctest/doctest.h>

#include "read_plans.hpp"
#include "tertial/io/plan_reader.hpp"

using namespace tertial::test::reading;

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

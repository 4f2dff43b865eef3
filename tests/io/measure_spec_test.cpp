#include "tertial/io/measure_spec.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tertial/plan/fault.hpp"
#include "tertial/text.hpp"

namespace {

using namespace tertial;

constexpr std::string_view kColumns =
    R"("columns": {"start": "Start", "end": "Slut", "person": "Barn", "kind": "Typ"})";
constexpr std::string_view kPeriod = R"("period": {"from": "2020-01", "to": "2020-12"})";
constexpr std::string_view kPersons = R"("persons": {"columns": {"person": "Barn", "start": "In", "end": "Ut"}})";

// A spec with these members and one measure.
std::string with(std::string_view members, std::string_view measure = R"({"id": "a", "measure": "count"})") {
  return text("{\"tertial_measure\": 1, ", kColumns, ", ", kPeriod, ", \"measures\": [", measure, "]",
              members.empty() ? "" : ", ", members, "}");
}
std::string measure(std::string_view kind, std::string_view options) {
  return with(kPersons, text(R"({"id": "a", "measure": ")", kind, "\"", options.empty() ? "" : ", ", options, "}"));
}

// Where the fault is; "" for none.
std::string fault(const std::string& json) {
  const auto spec = read_measure_spec(json);
  if (spec.ok()) return "";
  const auto told = fault_of(spec.status());
  return told ? told->at : "no fault";
}
std::string message(const std::string& json) {
  const auto told = fault_of(read_measure_spec(json).status());
  return told ? told->message : "";
}

}  // namespace

TEST_CASE("a spec has what it says, and defaults for the rest") {
  const auto read = read_measure_spec(text(
      R"({"tertial_measure": 1, "title": "T", "csv": {"delimiter": "\t", "decimal": ".", "quote": null, "encoding": "latin-1",
          "missing": ["-"]}, "columns": {"start": {"heading": "Anmäld", "type": "time"}, "end": {"position": 3}},
          "groups": [{"id": "u", "column": "Enhet", "values": ["N", "S"], "labels": {"N": "Norr"}}, {"id": "k", "column": "Kön"}],
          "filters": [{"column": "Lag", "equals": "SoL"}, {"column": "Dag", "from": "2020-01-01"}],
          "period": {"from": "2020-T1", "to": "2021-T3"}, "observed_until": "2021-08-31", "x-own": [1],
          "disclosure": {"threshold": 7, "zeros": "hidden", "min_width": 9, "sums": ["year"], "totals": true},
          "measures": [{"id": "a", "measure": "count", "over": 3, "per": "month", "columns": {"start": "Annan"},
            "indicator": {"id": "1.a", "groups": {"k": "flicka", "u": "S"}, "figure": "denominator"}},
            {"id": "b", "measure": "snapshot", "longer_than": {"months": 6}, "care_days": true}]})"));
  REQUIRE_MESSAGE(read.ok(), read.status().message());
  CHECK(read->csv == CsvDialect{'\t', '.', '\0', TextEncoding::latin_1, true, {"-"}});
  CHECK(read->columns.start == SpecColumn{.heading = "Anmäld", .is_time = true});
  CHECK(read->columns.end == SpecColumn{.position = 3});
  CHECK(read->groups[0].values == std::vector<std::string>{"N", "S"});
  CHECK(read->groups[1].is_learned());
  CHECK(read->filters[0].values == std::vector<std::string>{"SoL"});
  CHECK(read->filters[1].rule == SpecFilter::Rule::between);
  CHECK(read->first.to_string() == "2020-T1");
  CHECK(read->observed_until->to_string() == "2021-08-31");
  REQUIRE(read->disclosure);
  CHECK(read->disclosure->policy ==
        DisclosurePolicy{.threshold = 7, .zeros = DisclosurePolicy::Zeros::hidden, .min_width = 9});
  CHECK(read->disclosure->sums == std::vector{Granularity::year});
  CHECK(read->disclosure->totals);
  const SpecMeasure& count = read->measures[0];
  CHECK(count.over == 3);
  CHECK(count.per == Granularity::month);
  CHECK(count.columns.start == SpecColumn{.heading = "Annan"});
  CHECK(count.columns.end == SpecColumn{.position = 3});
  // In the order of the groups, however they were written.
  CHECK(count.indicators[0] == SpecIndicator{"1.a", {"S", "flicka"}, MeasureFigure::denominator});
  CHECK(read->measures[1].longer_than == Duration::months(6));
  CHECK(read->measures[1].is_share());
  CHECK_FALSE(read->has_windows());
}

TEST_CASE("figures are protected unless the spec says otherwise") {
  CHECK(read_measure_spec(with(""))->disclosure == SpecDisclosure());
  CHECK(read_measure_spec(with(""))->disclosure->policy.threshold == 5);
  CHECK_FALSE(read_measure_spec(with(R"("disclosure": "none")"))->disclosure);
}

TEST_CASE("what is wrong with a spec is told at its place") {
  const std::pair<std::string, std::string_view> faults[] = {
      {"", "line 1, column 1"},
      {"[]", "line 1, column 1"},
      {"{", "line 1, column 1"},
      {"{} {}", "line 1, column 4"},
      {"{}", ""},
      {R"({"tertial_measure": 2})", "/tertial_measure"},
      {with(R"("csf": {})"), "/csf"},
      {with(R"("csv": {"delimiter": ":"})"), "/csv/delimiter"},
      {with(R"("csv": {"delimiter": ";;"})"), "/csv/delimiter"},
      {with(R"("csv": {"decimal": ";"})"), "/csv/decimal"},
      {with(R"("csv": {"quote": "x"})"), "/csv/quote"},
      {with(R"("csv": {"encoding": "utf8"})"), "/csv/encoding"},
      {with(R"("csv": {"heading": 1})"), "/csv/heading"},
      {with(text(R"("csv": {"missing": ["", ")", std::string(65, 'x'), "\"]}")), "/csv/missing/1"},
      {with(R"("csv": {"heading": false})"), "/columns/start"},
      {with(R"("title": 1)"), "/title"},
      {with(R"("columns": {})"), "/columns"},
      {with(R"("filters": [{"column": "A"}])"), "/filters/0"},
      {with(R"("filters": [{"equals": "A"}])"), "/filters/0"},
      {with(R"("filters": [{"column": "A", "equals": "x", "one_of": ["y"]}])"), "/filters/0"},
      {with(R"("filters": [{"column": "A", "one_of": []}])"), "/filters/0/one_of"},
      {with(R"("filters": [{"column": "A", "one_of": ["x", "x"]}])"), "/filters/0/one_of/1"},
      {with(R"("filters": [{"column": "A", "from": "2020-02-30"}])"), "/filters/0/from"},
      {with(R"("filters": [{"column": "A", "from": "2020-02-03", "to": "2020-02-02"}])"), "/filters/0/to"},
      {with(R"("filters": [{"column": {"heading": "A", "type": "time"}, "equals": "x"}])"), "/filters/0"},
      {with(R"("groups": [{"id": "a"}])"), "/groups/0"},
      {with(R"("groups": [{"id": "", "column": "A"}])"), "/groups/0/id"},
      {with(R"("groups": [{"id": "period", "column": "A"}])"), "/groups/0/id"},
      {with(R"("groups": [{"id": "a", "column": "A"}, {"id": "a", "column": "B"}])"), "/groups/1/id"},
      {with(R"("groups": [{"id": "a", "column": {}}])"), "/groups/0/column"},
      {with(R"("groups": [{"id": "a", "column": {"heading": "A", "position": 1}}])"), "/groups/0/column"},
      {with(R"("groups": [{"id": "a", "column": {"position": 0}}])"), "/groups/0/column/position"},
      {with(R"("groups": [{"id": "a", "column": {"heading": "A", "type": "date"}}])"), "/groups/0/column/type"},
      {with(R"("groups": [{"id": "a", "column": "A", "values": ["x"], "max_values": 3}])"), "/groups/0/max_values"},
      {with(R"("groups": [{"id": "a", "column": "A", "values": ["x"], "labels": {"y": "Y"}}])"), "/groups/0/labels/y"},
      {with(R"("groups": [{"id": "a", "column": "A", "labels": {"y": "Y", "y": "Z"}}])"), "/groups/0/labels/y"},
      {with(R"("groups": [{"id": "a", "column": "A"}, {"id": "b", "column": "B"}, {"id": "c", "column": "C"}])"),
       "/groups/2"},
      {with(
           R"("groups": [{"id": "a", "column": "A"}, {"id": "b", "column": "B"}, {"id": "c", "column": "C"}, {"id": "d",
               "column": "D"}, {"id": "e", "column": "E"}])"),
       "/groups"},
      {with(R"("observed_until": "2020-T1")"), "/observed_until"},
      {with(R"("persons": {})"), "/persons"},
      {with(R"("persons": {"columns": {}})"), "/persons/columns"},
      {with(R"("persons": {"columns": {"person": "B"}, "groups": ["X"]})"), "/persons/groups"},
      {with(R"("persons": {"columns": {"person": "B"}, "csv": {"heading": false}})"), "/persons/columns/person"},
      {with(R"("disclosure": "non")"), "/disclosure"},
      {with(R"("disclosure": {"threshold": 1})"), "/disclosure/threshold"},
      {with(R"("disclosure": {"zeros": "show"})"), "/disclosure/zeros"},
      {with(R"("disclosure": {"min_width": -1})"), "/disclosure/min_width"},
      {with(R"("disclosure": {"sums": ["year", "tertial"]})"), "/disclosure/sums/1"},
      {with(R"("disclosure": {"sums": ["quarter", "tertial"]})"), "/disclosure/sums/1"},
      {with(R"("disclosure": {"sums": ["week"]})"), "/disclosure/sums/0"},
      {with(R"("disclosure": {"round_base": 5})"), "/disclosure/round_base"},
      {with("", R"({"id": "a", "measure": "count"}, {"id": "a", "measure": "count"})"), "/measures/1/id"},
      {with("", R"({"id": "a", "measure": "counts"})"), "/measures/0/measure"},
      {with("", ""), "/measures"},
      {with("", R"({"measure": "count"})"), "/measures/0"},
      {measure("count", R"("over": 0)"), "/measures/0/over"},
      {measure("count", R"("per": "tertial")"), "/measures/0/per"},
      {measure("count", R"("within": {"days": 1})"), "/measures/0/within"},
      {measure("distinct", R"("over": 2)"), "/measures/0/over"},
      {measure("mean", ""), "/measures/0"},
      {measure("mean", R"("decimals": 10, "columns": {"value": "V"})"), "/measures/0/decimals"},
      {measure("deadline", ""), "/measures/0"},
      {measure("deadline", R"("within": {"hours": 24})"), "/measures/0/within"},
      {measure("deadline", R"("within": {"weeks": 2})"), "/measures/0/within/weeks"},
      {measure("deadline", R"("within": {})"), "/measures/0/within"},
      {measure("deadline", R"("within": {"days": 1, "months": 1})"), "/measures/0/within"},
      {measure("deadline", R"("within": {"days": 1.5})"), "/measures/0/within/days"},
      {measure("snapshot", R"("longer_than": {"hours": 24})"), "/measures/0/longer_than"},
      {measure("snapshot", R"("care_days": "yes")"), "/measures/0/care_days"},
      {measure("cohort", ""), "/measures/0"},
      {measure("cohort", R"("followed": {"days": 0})"), "/measures/0/followed"},
      {measure("cohort", R"("followed": {"months": 3600})"), "/measures/0/followed"},
      {measure("window", R"("at_least": 0)"), "/measures/0/at_least"},
      {measure("window", R"("presence": "there")"), "/measures/0/presence"},
      {measure("window", R"("window": {"days": 0})"), "/measures/0/window"},
      {measure("window", R"("kinds": ["x", "x"])"), "/measures/0/kinds/1"},
      {with("", R"({"id": "a", "measure": "window"})"), "/measures/0"},
      {with(R"("persons": {"columns": {"person": "B"}})", R"({"id": "a", "measure": "window", "presence": "at_end"})"),
       "/persons/columns"},
      {measure("count", R"("indicator": {"id": ""})"), "/measures/0/indicator/id"},
      {measure("count", R"("indicator": [{"id": "x", "figure": "mean"}])"), "/measures/0/indicator/0/figure"},
      {measure("count", R"("indicator": [{"id": "x", "figure": "denominator"}])"), "/measures/0/indicator/0/figure"},
      {measure("snapshot", R"("indicator": [{"id": "x", "figure": "longer"}])"), "/measures/0/indicator/0/figure"},
      {measure("snapshot", R"("indicator": [{"id": "x", "figure": "days"}])"), "/measures/0/indicator/0/figure"},
      {measure("count", R"("indicator": [{"id": "x", "groups": {"u": "N"}}])"), "/measures/0/indicator/0/groups/u"},
      {with(R"("groups": [{"id": "u", "column": "E", "values": ["N"]}])",
            R"({"id": "a", "measure": "count", "indicator": [{"id": "x"}]})"),
       "/measures/0/indicator/0/groups"},
      {with(R"("groups": [{"id": "u", "column": "E", "values": ["N"]}])",
            R"({"id": "a", "measure": "count", "indicator": [{"id": "x", "groups": {"u": "M"}}]})"),
       "/measures/0/indicator/0/groups/u"},
  };
  for (const auto& fault_and_place : faults) {
    const std::string& json = fault_and_place.first;
    const auto& at = fault_and_place.second;
    CAPTURE(json);
    CHECK_FALSE(read_measure_spec(json).ok());
    CHECK(fault(json) == at);
  }
  std::string periods = with("");
  const auto swap = [&](std::string_view to) {
    return text(periods.substr(0, periods.find("2020-01")), to, periods.substr(periods.find("2020-12") + 7));
  };
  CHECK(fault(swap(R"(2020-02", "to": "2020-01)")) == "/period/to");
  CHECK(fault(swap(R"(2020-02", "to": "2020-T1)")) == "/period/to");
  CHECK(fault(swap(R"(2020-2", "to": "2020-T1)")) == "/period/from");
}

TEST_CASE("a mistyped word gets a suggestion") {
  CHECK(message(with(R"("fliters": [])")) == "unknown key; did you mean \"filters\"?");
  CHECK(message(measure("deadlin", "")).ends_with("did you mean \"deadline\"?"));
  CHECK(message(measure("snapshot", R"("longer_then": {"days": 3})")).find("longer_than") != std::string::npos);
  CHECK(message(measure("mean", R"("over": 3, "columns": {"value": "V"})")) ==
        "not an option of mean, which has decimals");
}

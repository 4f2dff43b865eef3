// import_table() of tertial/io/table_import.hpp; parse_table() is tested beside it.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tertial/io/json_writer.hpp"
#include "tertial/io/plan_reader.hpp"
#include "tertial/io/plan_writer.hpp"
#include "tertial/io/table_import.hpp"
#include "tertial/plan/fault.hpp"
#include "tertial/text.hpp"

namespace {

using tertial::Date;
using tertial::ImportedTable;
using tertial::ImportOptions;
using tertial::ImportResult;
using tertial::Indicator;
using tertial::Observation;
using tertial::ObservationStatus;
using tertial::Period;
using tertial::Plan;
using tertial::TableChange;

std::string read_data(const std::string& name) {
  const std::filesystem::path path = std::filesystem::path(TERTIAL_TEST_DATA) / name;
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, "cannot read ", path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

// A plan of the given indicators, written as in a document.
Plan plan_with(const std::string& indicators) {
  absl::StatusOr<Plan> plan = tertial::read_plan(
      R"({"tertial": 1, "id": "p", "title": "P", "year": 2020,
          "matrix": {"likelihood": ["a", "b"], "severity": ["c", "d"], "score": "product",
                     "bands": [{"level": "green", "label": "G", "from": 1, "to": 4}], "uncovered": "report"},
          "risks": [], "indicators": [)" +
      indicators + "]}");
  REQUIRE_MESSAGE(plan.ok(), plan.status().ToString());
  return *std::move(plan);
}

ImportedTable parse(std::string_view text) {
  absl::StatusOr<ImportedTable> table = tertial::parse_table(text, {.year = 2020});
  REQUIRE_MESSAGE(table.ok(), table.status().ToString());
  return *std::move(table);
}

ImportResult import_text(const Plan& plan, std::string_view text, const ImportOptions& options = {}) {
  absl::StatusOr<ImportResult> result = tertial::import_table(plan, parse(text), options);
  REQUIRE_MESSAGE(result.ok(), result.status().ToString());
  const absl::StatusOr<Plan> again = tertial::read_plan(tertial::write_plan(result->plan));
  REQUIRE_MESSAGE(again.ok(), again.status().ToString());
  CHECK(*again == result->plan);
  return *std::move(result);
}

std::string place_of_fault(const Plan& plan, std::string_view text, std::string_view says,
                           const ImportOptions& options = {}) {
  const absl::StatusOr<ImportResult> result = tertial::import_table(plan, parse(text), options);
  REQUIRE_FALSE(result.ok());
  const auto fault = tertial::fault_of(result.status());
  REQUIRE(fault);
  CHECK_MESSAGE(fault->message.find(says) != std::string::npos, fault->message);
  return fault->at;
}

std::string number(const std::optional<double>& value) {
  std::string printed = value ? "" : "none";
  if (value) tertial::JsonWriter::append_number(printed, *value);
  return printed;
}

// "2020-01=5 2020-02=O 2020-02=6@2020-10-01"
std::string series(const Indicator& indicator) {
  std::string all;
  for (std::size_t i = 0; i < indicator.observations.size(); ++i) {
    const Observation observation = indicator.observations[i];
    if (!all.empty()) all += ' ';
    all += observation.period.to_string() + "=";
    if (observation.value) all += number(observation.value);
    if (observation.status != ObservationStatus::normal) all += to_string(observation.status);
    if (observation.recorded) all += "@" + observation.recorded->to_string();
  }
  return all;
}

// "changed a 2020-02 5>6"
std::string told(const TableChange& change) {
  constexpr const char* kKinds[] = {"indicator", "new", "changed", "baseline", "rebased"};
  std::string all = kKinds[static_cast<std::size_t>(change.kind)];
  all += " " + change.indicator;
  if (change.period) all += " " + change.period->to_string();
  if (change.kind != TableChange::Kind::new_indicator) all += " " + number(change.before) + ">" + number(change.after);
  return all;
}

std::vector<std::string> told(const ImportResult& result) {
  std::vector<std::string> all;
  for (const TableChange& change : result.changes) all.push_back(told(change));
  return all;
}

using Lines = std::vector<std::string>;

constexpr char kVacancies[] =
    R"({"id": "5.2.a", "title": "Vakanta tjänster", "observations": [
         {"period": "2020-01", "value": 5}, {"period": "2020-02", "value": 4, "numerator": 2, "denominator": 9, "x-note": 1},
         {"period": "2020-04", "status": "O", "x-note": 2}]})";

}  // namespace

TEST_CASE("tables that the action plan was made from change nothing in it") {
  const absl::StatusOr<Plan> plan = tertial::read_plan(read_data("action-plan-2020/plan.json"));
  REQUIRE_MESSAGE(plan.ok(), plan.status().ToString());
  for (const std::string name : {"participation-1.1", "emergency-homes-2.2", "staffing-5.2", "introduction-5.2"}) {
    CAPTURE(name);
    const ImportResult result = import_text(*plan, read_data("tables/" + name + ".tsv"));
    CHECK(told(result) == Lines{});
    CHECK(result.plan == *plan);
  }
}

TEST_CASE("a row whose title the plan does not know becomes an indicator of its section") {
  const absl::StatusOr<Plan> plan = tertial::read_plan(read_data("action-plan-2020/plan.json"));
  REQUIRE(plan.ok());
  const ImportResult result = import_text(*plan, read_data("tables/experience-5.2.tsv"));
  CHECK(told(result) == Lines{"indicator 5.2.h", "new 5.2.h 2019-02-01 none>96", "new 5.2.h 2020-02-01 none>92",
                              "new 5.2.h 2020-08-01 none>97"});
  const Indicator* indicator = result.plan.find_indicator("5.2.h");
  REQUIRE(indicator != nullptr);
  CHECK(indicator->title == "Handläggare med minst I års erfarenhet");
  CHECK(indicator->unit == "percent");
  CHECK(indicator->decimals == 0);
  CHECK(indicator->periodicity == tertial::Periodicity());
  CHECK_FALSE(indicator->kind);
  CHECK(&result.plan.indicators().back() == indicator);
}

TEST_CASE("the tables of a report make the indicators of an empty plan") {
  const Plan plan = plan_with("");
  std::string all;
  for (const char* name : {"participation-1.1", "emergency-homes-2.2", "staffing-5.2", "introduction-5.2"}) {
    all += read_data(std::string("tables/") + name + ".tsv") + "\n";
  }
  const ImportResult result = import_text(plan, all);
  REQUIRE(result.plan.indicators().size() == 11);
  const Indicator* heard = result.plan.find_indicator("1.1.a");
  REQUIRE(heard != nullptr);
  REQUIRE(heard->baseline);
  CHECK(heard->baseline->value == 10);
  CHECK(heard->baseline->period == Period::try_parse("2019"));
  CHECK(heard->periodicity == tertial::Periodicity(tertial::Granularity::month));
  CHECK(series(*result.plan.find_indicator("2.2.c")) ==
        "2020-01=40 2020-02=67 2020-03=44 2020-04=44 2020-05=O 2020-06=43");
  CHECK(result.plan.find_indicator("2.2.a")->unit.empty());
  const Indicator* turnover = result.plan.find_indicator("5.2.b");
  REQUIRE(turnover != nullptr);
  CHECK(turnover->decimals == 1);
  CHECK(turnover->unit == "percent");
  CHECK(series(*turnover) == "2020-01=0 2020-02=2.4 2020-03=2.4 2020-04=0 2020-05=1.2 2020-06=1.2");
  CHECK(series(*result.plan.find_indicator("5.2.d")) ==
        "2020-01=21 2020-02=12 2020-03=12 2020-04=9 2020-05=6 2020-06=6");
  // Once more: the plan has it all.
  CHECK(told(import_text(result.plan, all)) == Lines{});
}

TEST_CASE("another figure takes the place of the plan's, and the counts it was made from go") {
  const Plan plan = plan_with(kVacancies);
  const std::string before = tertial::write_plan(plan);
  const ImportResult result = import_text(plan, "\tjan\tfeb\tapr\nvakanta  TJÄNSTER\t5\t6\t7\n");
  CHECK(told(result) == Lines{"changed 5.2.a 2020-02 4>6", "changed 5.2.a 2020-04 none>7"});
  CHECK(series(*result.plan.find_indicator("5.2.a")) == "2020-01=5 2020-02=6 2020-04=7");
  CHECK_FALSE(result.plan.indicators()[0].observations[1].numerator);
  CHECK_FALSE(result.plan.indicators()[0].observations[1].denominator);
  CHECK(tertial::write_plan(plan) == before);
}

TEST_CASE("figures that the plan has keep their counts, and a missing one over none is no change") {
  const ImportResult result = import_text(plan_with(kVacancies), "\tjan\tfeb\tapr\nVakanta tjänster\t5\t4\tu.s.\n");
  CHECK(told(result) == Lines{});
  CHECK(result.plan.indicators()[0].observations[1].numerator == 2);
  CHECK(told(import_text(plan_with(kVacancies), "\tjan\nVakanta tjänster\tu.s.\n")) ==
        Lines{"changed 5.2.a 2020-01 5>none"});
}

TEST_CASE("new periods come in time order where the series is, else last, and what is said beside stays beside") {
  const ImportResult result =
      import_text(plan_with(kVacancies), "\tDec-19\tjan\tfeb\tmar\nVakanta tjänster\t9\t5\t4\t8\n");
  CHECK(told(result) == Lines{"new 5.2.a 2019-12 none>9", "new 5.2.a 2020-03 none>8"});
  const Indicator& indicator = result.plan.indicators()[0];
  CHECK(series(indicator) == "2019-12=9 2020-01=5 2020-02=4 2020-03=8 2020-04=O");
  REQUIRE(indicator.observation_extras.size() == 2);
  CHECK(indicator.observation_extras[0].observation == 2);
  CHECK(indicator.observation_extras[1].observation == 4);

  const Plan unordered = plan_with(R"({"id": "a", "title": "T", "observations": [
      {"period": "2020-03", "value": 3}, {"period": "2020-01", "value": 1}]})");
  CHECK(series(import_text(unordered, "\tjan\tfeb\nT\t1\t2\n").plan.indicators()[0]) ==
        "2020-03=3 2020-01=1 2020-02=2");
}

TEST_CASE("with a day of record another figure is a correction beside the first") {
  const ImportOptions october{.recorded = Date::try_parse("2020-10-01")};
  const Plan plan = plan_with(kVacancies);
  const ImportResult result = import_text(plan, "\tjan\tfeb\tmar\nVakanta tjänster\t5\t6\t7\n", october);
  CHECK(told(result) == Lines{"changed 5.2.a 2020-02 4>6", "new 5.2.a 2020-03 none>7"});
  const Indicator& indicator = result.plan.indicators()[0];
  CHECK(series(indicator) == "2020-01=5 2020-02=4 2020-02=6@2020-10-01 2020-03=7@2020-10-01 2020-04=O");
  CHECK(indicator.observations[1].numerator == 2);
  REQUIRE(indicator.observation_extras.size() == 2);
  CHECK(indicator.observation_extras[0].observation == 1);
  CHECK(indicator.observation_extras[1].observation == 4);

  CHECK(told(import_text(result.plan, "\tfeb\nVakanta tjänster\t6\n", october)) == Lines{});
  const ImportResult same_day = import_text(result.plan, "\tfeb\nVakanta tjänster\t8\n", october);
  CHECK(series(same_day.plan.indicators()[0]) ==
        "2020-01=5 2020-02=4 2020-02=8@2020-10-01 2020-03=7@2020-10-01 2020-04=O");
  const ImportResult back =
      import_text(result.plan, "\tfeb\nVakanta tjänster\t4\n", {.recorded = Date::try_parse("2020-11-01")});
  CHECK(told(back) == Lines{"changed 5.2.a 2020-02 6>4"});
  const ImportResult replaced = import_text(result.plan, "\tfeb\nVakanta tjänster\t9\n");
  CHECK(series(replaced.plan.indicators()[0]) ==
        "2020-01=5 2020-02=4 2020-02=9@2020-10-01 2020-03=7@2020-10-01 2020-04=O");
  CHECK(place_of_fault(result.plan, "\tfeb\nVakanta tjänster\t4\n", "on record since 2020-10-01",
                       {.recorded = Date::try_parse("2020-09-30")}) == "line 2, column 2");
}

TEST_CASE("figures are compared with those under the definition in force") {
  const Plan plan = plan_with(R"({"id": "a", "title": "T",
      "definitions": [{"id": "old"}, {"id": "new", "from": "2020-T2"}],
      "observations": [{"period": "2020-T1", "value": 64}, {"period": "2020-T2", "value": 61},
                       {"period": "2020-T2", "value": 32, "definition": "old"}]})");
  CHECK(told(import_text(plan, "\tT1\tT2\nT\t64\t61\n")) == Lines{});
  const ImportResult result = import_text(plan, "\tT2\nT\t60\n");
  CHECK(told(result) == Lines{"changed a 2020-T2 61>60"});
  CHECK(series(result.plan.indicators()[0]) == "2020-T1=64 2020-T2=60 2020-T2=32");
}

TEST_CASE("the mark of a break stays with its period, that of a provisional figure goes") {
  const Plan plan = plan_with(R"({"id": "a", "title": "T", "observations": [
      {"period": "2020-01", "value": 1, "status": "P"}, {"period": "2020-02", "value": 2, "status": "B"}]})");
  CHECK(series(import_text(plan, "\tjan\tfeb\nT\t1\t2\n").plan.indicators()[0]) == "2020-01=1P 2020-02=2B");
  CHECK(series(import_text(plan, "\tjan\tfeb\nT\t3\t4\n").plan.indicators()[0]) == "2020-01=3 2020-02=4B");
  CHECK(series(import_text(plan, "\tjan\tfeb\nT\tUS\tUS\n").plan.indicators()[0]) == "2020-01=O 2020-02=O");
}

TEST_CASE("a baseline is that of the year before the first column") {
  const Plan plan = plan_with(R"({"id": "a", "title": "T", "baseline": {"value": 7, "period": "2018"}})");
  CHECK(told(import_text(plan, "\tIngångsvärde\tjan\nT\t7\t\n")) == Lines{});
  CHECK(told(import_text(plan, "\tIngångsvärde\tjan\nT\t8\t\n")) == Lines{"rebased a 2019 7>8"});
  CHECK(told(import_text(plan, "\tIngångsvärde\tjan\nT\tu.s.\t\n")) == Lines{});
  CHECK(told(import_text(plan, "\tIngångsvärde\nT\t9\n")) == Lines{"rebased a 2018 7>9"});
  CHECK(told(import_text(plan_with(R"({"id": "a", "title": "T"})"), "\tIngångsvärde\t2020\nT\t8\t\n")) ==
        Lines{"baseline a 2019 none>8"});
}

TEST_CASE("rows match by id before title, and letters of any case and composition are the same") {
  const Plan plan = plan_with(R"({"id": "a", "title": "b"}, {"id": "b", "title": "Åtgärder för  ÖVRIGA"})");
  CHECK(told(import_text(plan, "nr\t\tjan\nb\tnamn\t1\n")) == Lines{"new b 2020-01 none>1"});
  CHECK(told(import_text(plan, "\tjan\nb\t1\n")) == Lines{"new b 2020-01 none>1"});
  CHECK(told(import_text(plan, "\tjan\nÅTGÄRDER\u00A0för övriga\t1\n")) == Lines{"new b 2020-01 none>1"});
  CHECK(told(import_text(plan, "\tjan\nA\u030Atga\u0308rder fo\u0308r o\u0308vriga\t1\n")) ==
        Lines{"new b 2020-01 none>1"});
}

TEST_CASE("new ids are free ones: of the section, of the row, or numbered") {
  const Plan plan = plan_with(R"({"id": "5.2.a"}, {"id": "5.2.c-part"})");
  const ImportResult result =
      import_text(plan, "\t\tjan\n5.2\tBEMANNING\t\n\tx\t1\n\ty\t2\n5.2.d\tz\t3\n\t\tfeb\n\tutan\t4\n\tav allt\t5\n");
  CHECK(told(result) == Lines{"indicator 5.2.b", "new 5.2.b 2020-01 none>1", "indicator 5.2.e",
                              "new 5.2.e 2020-01 none>2", "indicator 5.2.d", "new 5.2.d 2020-01 none>3",
                              "indicator new-1", "new new-1 2020-02 none>4", "indicator new-2",
                              "new new-2 2020-02 none>5"});
  std::string many = "\t\tjan\n1.1\tS\t\n";
  for (int i = 0; i < 30; ++i) many += tertial::text("\ttitel ", i, "\t", i, "\n");
  CHECK(import_text(plan_with(""), many).plan.indicators()[28].id == "1.1.ac");
}

TEST_CASE("rows of one title are one indicator within a section and two in two sections") {
  const ImportResult result = import_text(
      plan_with(""), "\t\tjan\n1.1\tA\t\n\tAntal\t1\n1.2\tB\t\n\tAntal\t2\n\t\tfeb\n1.1\tA\t\n\tAntal\t3\n");
  CHECK(told(result) == Lines{"indicator 1.1.a", "new 1.1.a 2020-01 none>1", "indicator 1.2.a",
                              "new 1.2.a 2020-01 none>2", "new 1.1.a 2020-02 none>3"});
}

TEST_CASE("a table that contradicts itself or the plan is refused with the place, and nothing is changed") {
  const Plan plan = plan_with(R"({"id": "1.1.a", "title": "Antal", "unit": "barn"}, {"id": "1.2.a", "title": "Antal"},
                                 {"id": "1.2.b", "title": "Belopp", "observations": [{"period": "2020-01", "value": 1}]})");
  CHECK(place_of_fault(plan, "\tjan\tfeb\nBelopp\t1\t2\n\nBelopp\t1\t3\n", "line 2, column 3 says 2") ==
        "line 4, column 3");
  CHECK(place_of_fault(plan, "\tjan\nAntal\t1\n", "column of ids") == "line 2, column 1");
  CHECK(place_of_fault(plan, "\t\tjan\n1.1.a\tAntal\t1 %\n", "the unit \"barn\"") == "line 2, column 3");
  CHECK(place_of_fault(plan, "\tjan\nBelopp\t1 %\n", "no unit") == "line 2, column 2");
  CHECK(place_of_fault(plan, "\t\tjan\n1.3\t\t1\n", "no indicator \"1.3\"") == "line 2, column 1");
  CHECK(told(import_text(plan, "\t\tjan\n1.1\tA\t\n\tAntal\t4\n")) == Lines{"new 1.1.a 2020-01 none>4"});
  const ImportResult percent = import_text(plan, "\t\tjan\n1.2\tA\t\n\tAntal\t4 %\n");
  CHECK(percent.plan.find_indicator("1.2.a")->unit == "percent");
}

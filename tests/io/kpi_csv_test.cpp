#include "tertial/io/kpi_csv.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tertial/io/plan_reader.hpp"
#include "tertial/plan/fault.hpp"

using namespace tertial;

namespace {

const Date kAsOf = *Date::try_parse("2020-08-31");

// A plan with these members beside what every plan has.
Plan plan_of(const std::string& members) {
  const absl::StatusOr<Plan> plan = read_plan(
      R"({"tertial": 1, "id": "p", "title": "P", "year": 2020, "matrix": {"likelihood": ["1"], "severity": ["1"],
          "score": "product", "bands": [{"level": "green", "from": 1, "to": 1}]}, "risks": [], )" +
      members + "}");
  REQUIRE_MESSAGE(plan.ok(), plan.status().ToString());
  return *plan;
}

absl::StatusOr<KpiCsv> written(const std::string& members, std::vector<std::string> reveal = {}) {
  const Plan plan = plan_of(members);
  const absl::StatusOr<FollowUp> review = follow_up(plan, {.as_of = kAsOf, .reveal = std::move(reveal)});
  REQUIRE_MESSAGE(review.ok(), review.status().ToString());
  return write_kpi_csv(plan, *review);
}

// The rows below the heading.
std::string rows(const std::string& members, std::vector<std::string> reveal = {}) {
  const absl::StatusOr<KpiCsv> file = written(members, std::move(reveal));
  REQUIRE_MESSAGE(file.ok(), file.status().ToString());
  constexpr std::string_view kHeading = "date;unit;measure;column;value\r\n";
  REQUIRE(file->text.starts_with(kHeading));
  return file->text.substr(kHeading.size());
}

std::string place_of_fault(const std::string& members) {
  const absl::StatusOr<KpiCsv> file = written(members);
  REQUIRE_FALSE(file.ok());
  CHECK(file.status().code() == absl::StatusCode::kInvalidArgument);
  const std::optional<Fault> fault = fault_of(file.status());
  REQUIRE(fault.has_value());
  return fault->at;
}

std::string indicator(const std::string& members) {
  return R"("indicators": [{"id": "i", "title": "I", )" + members + "}]";
}

}  // namespace

TEST_CASE("a row a value: last day of the period, the codes, a decimal comma") {
  const std::string members = R"("x-external": "4711", "indicators": [
      {"id": "a", "title": "A", "unit": "percent", "x-external": "LVU-1", "periodicity": "month",
       "observations": [{"period": "2020-01", "value": 40}, {"period": "2020-02", "value": 2.4}]},
      {"id": "b", "title": "B", "observations": [{"period": "2020-01", "value": 1}]},
      {"id": "c", "title": "C", "x-external": {"measure": "BUN 2"}, "observations": [{"period": "2020-T2", "value": -0.5}]}])";
  CHECK(rows(members) ==
        "2020-01-31;4711;LVU-1;utfall;40\r\n2020-02-29;4711;LVU-1;utfall;2,4\r\n2020-08-31;4711;BUN 2;utfall;-0,5\r\n");
  const absl::StatusOr<KpiCsv> file = written(members);
  CHECK(file->rows == 3);
  CHECK(file->left_out == std::vector<std::string>{"b"});
}

TEST_CASE("codes of an indicator go before those of the plan") {
  CHECK(
      rows(
          R"("x-external": {"unit": "4711", "column": "actual"}, )" +
          indicator(
              R"("x-external": "M", "observations": [{"period": "2020", "value": 1}, {"period": "2019", "value": 2}])")) ==
      "2019-12-31;4711;M;actual;2\r\n");
  CHECK(rows(indicator(R"("x-external": {"measure": "M", "unit": "U", "column": "C"},
                          "observations": [{"period": "2020-01", "value": 1}])")) == "2020-01-31;U;M;C;1\r\n");
}

TEST_CASE("targets that are a value go to the target column, of two for a year the first") {
  CHECK(rows(R"("x-external": {"unit": "U", "target_column": "mal"}, )" +
             indicator(R"("x-external": "M", "direction": "higher",
             "targets": [{"year": 2021, "undecided": "later"}, {"year": 2020, "value": 84, "set_by": "own"},
                         {"year": 2020, "value": 90, "set_by": "council"}, {"year": 2019, "trend": "increase"}],
             "observations": [{"period": "2020-01", "value": 80}])")) ==
        "2020-01-31;U;M;utfall;80\r\n2020-12-31;U;M;mal;84\r\n");
}

TEST_CASE("what is missing, held back, parallel, of another length or not known yet is not written") {
  CHECK(rows(R"("x-external": "U", )" + indicator(R"("x-external": "M", "periodicity": "month",
             "definitions": [{"id": "old"}, {"id": "new", "from": "2020-03"}], "observations": [
               {"period": "2020-01", "value": 1}, {"period": "2020-02", "status": "O"},
               {"period": "2020-03", "value": 3}, {"period": "2020-03", "value": 33, "definition": "old"},
               {"period": "2020-04", "value": 4, "status": "confidential"}, {"period": "2020-T1", "value": 99},
               {"period": "2020-05", "value": 0}, {"period": "2020-12", "value": 12}])")) ==
        "2020-01-31;U;M;utfall;1\r\n2020-03-31;U;M;utfall;3\r\n2020-05-31;U;M;utfall;0\r\n");
  const std::string protect =
      R"("x-external": "U", )" + indicator(R"("x-external": "M", "protect": true, "kind": "flow",
             "unit": "persons", "observations": [{"period": "2020-01", "value": 2}, {"period": "2020-02", "value": 40}])");
  CHECK(rows(protect).find("2020-01-31") == std::string::npos);
  CHECK(rows(protect, {"i"}).find("2020-01-31;U;M;utfall;2\r\n") != std::string::npos);
}

TEST_CASE("of two periods that end on one day the shorter is written") {
  CHECK(rows(R"("x-external": "U", )" + indicator(R"("x-external": "M", "observations": [
               {"period": "2020-06", "value": 6}, {"period": "2020-Q2", "value": 2}, {"period": "2020-S1", "value": 1}])")) ==
        "2020-06-30;U;M;utfall;6\r\n");
}

TEST_CASE("numbers are digits, a sign and a comma") {
  CHECK(rows(R"("x-external": "U", )" + indicator(R"("x-external": "M", "observations": [
               {"period": "2020-01", "value": 0.00001}, {"period": "2020-02", "value": 1e20},
               {"period": "2020-03", "value": -0.0}, {"period": "2020-04", "value": 1234.5}])")) ==
        "2020-01-31;U;M;utfall;0,00001\r\n2020-02-29;U;M;utfall;100000000000000000000\r\n"
        "2020-03-31;U;M;utfall;0\r\n2020-04-30;U;M;utfall;1234,5\r\n");
}

TEST_CASE("codes are quoted where a reader of the file would break them") {
  CHECK(
      rows(
          R"("x-external": "a;b", )" +
          indicator(
              R"("x-external": {"measure": "say \"x\"", "column": "å\nö"}, "observations": [{"period": "2020-01", "value": 1}])")) ==
      "2020-01-31;\"a;b\";\"say \"\"x\"\"\";\"å\nö\";1\r\n");
}

TEST_CASE("a unit without a code is refused") {
  CHECK(place_of_fault(R"("indicators": [])") == "/x-external");
  CHECK(place_of_fault(indicator(R"("x-external": "M")")) == "/x-external");
  CHECK(place_of_fault(R"("x-external": {"column": "c"}, )" + indicator(R"("x-external": "M")")) == "/x-external");
  CHECK(written(R"("x-external": "U", "indicators": [])").ok());
}

TEST_CASE("what is no code is refused with its place") {
  for (const char* const wrong : {"1", "null", "true", "[]", "\"\""}) {
    CHECK(place_of_fault(std::string(R"("x-external": )") + wrong + R"(, "indicators": [])") == "/x-external");
    CHECK(place_of_fault(R"("x-external": "U", )" + indicator(std::string(R"("x-external": )") + wrong)) ==
          "/indicators/0/x-external");
    CHECK(place_of_fault(R"("x-external": "U", )" + indicator(std::string(R"("x-external": {"measure": )") + wrong +
                                                              "}")) == "/indicators/0/x-external/measure");
  }
  CHECK(place_of_fault(R"("x-external": {"unit": "U", "measure": "M"}, "indicators": [])") == "/x-external/measure");
  const absl::StatusOr<KpiCsv> mistyped = written(R"("x-external": {"units": "U"}, "indicators": [])");
  CHECK(mistyped.status().message().find("did you mean unit?") != absl::string_view::npos);
}

TEST_CASE("two indicators never go to one place in the other system") {
  const std::string two =
      R"("indicators": [{"id": "a", "title": "A", "x-external": "M"}, {"id": "b", "title": "B", "x-external": )";
  CHECK(place_of_fault(R"("x-external": "U", )" + two + R"("M"}])") == "/indicators/1/x-external");
  CHECK(written(R"("x-external": "U", )" + two + R"({"measure": "M", "unit": "other"}}])").ok());
  CHECK(written(R"("x-external": "U", )" + two + R"({"measure": "M", "column": "other"}}])").ok());
  CHECK(place_of_fault(R"("x-external": {"unit": "U", "column": "c", "target_column": "c"}, )" +
                       indicator(R"("x-external": "M")")) == "/indicators/0/x-external");
}

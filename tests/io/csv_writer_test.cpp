// write_csv() is declared in tertial/io/follow_up_writer.hpp; what it writes is read again here by a reader
// of RFC 4180.
#include "tertial/io/follow_up_writer.hpp"

#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "tertial/io/plan_reader.hpp"

using namespace tertial;

namespace {

using Row = std::vector<std::string>;

// Rows of a text; a row without any cell is an empty line.
std::vector<Row> read_csv(std::string_view text) {
  std::vector<Row> rows;
  while (!text.empty()) {
    Row row;
    for (bool more = true; more;) {
      std::string cell;
      if (text.starts_with('"')) {
        for (text.remove_prefix(1);; text.remove_prefix(1)) {
          REQUIRE_FALSE(text.empty());
          if (text.starts_with('"') && !text.starts_with("\"\"")) break;
          if (text.starts_with('"')) text.remove_prefix(1);
          cell += text.front();
        }
        text.remove_prefix(1);
        REQUIRE((text.starts_with(',') || text.starts_with("\r\n")));
      } else {
        while (!text.starts_with(',') && !text.starts_with("\r\n")) {
          REQUIRE_FALSE(text.empty());
          REQUIRE(std::string_view("\"\r\n").find(text.front()) == std::string_view::npos);
          cell += text.front();
          text.remove_prefix(1);
        }
      }
      more = text.starts_with(',');
      text.remove_prefix(more ? 1 : 2);
      row.push_back(cell);
    }
    rows.push_back(row == Row{""} ? Row{} : row);
  }
  return rows;
}

// The cells of a row by the names in the header.
std::map<std::string, std::string> named(const std::vector<Row>& rows, std::size_t row) {
  REQUIRE(row < rows.size());
  REQUIRE(rows[row].size() == rows[0].size());
  std::map<std::string, std::string> cells;
  for (std::size_t i = 0; i < rows[0].size(); ++i) cells[rows[0][i]] = rows[row][i];
  return cells;
}

Plan plan_of(std::string_view json) {
  absl::StatusOr<Plan> plan = read_plan(json);
  REQUIRE_MESSAGE(plan.ok(), plan.status().ToString());
  return *std::move(plan);
}

Plan plan_with(std::string_view members) {
  return plan_of(R"({"tertial": 1, "id": "p", "title": "Plan", "year": 2020,
    "matrix": {"likelihood": ["a", "b"], "severity": ["c", "d"], "score": "product",
               "bands": [{"level": "green", "from": 1, "to": 2}, {"level": "red", "from": 3, "to": 4}]}, )" +
                 std::string(members) + "}");
}

FollowUp review_of(const Plan& plan) {
  FollowUp review;
  review.clock = {.as_of = Date::try_parse("2020-08-31").value()};
  review.summary.risks.by_level.resize(plan.matrix().bands().size() + 1);
  return review;
}

// The title of a risk as it stands in the table.
std::string title_cell(std::string_view json_title) {
  const Plan plan = plan_with(R"("risks": [{"id": "1", "title": ")" + std::string(json_title) + "\"}]");
  FollowUp review = review_of(plan);
  review.risks = {{.risk = 0}};
  return named(read_csv(write_csv(plan, review, CsvTable::risks, Language::en)), 1)["title"];
}

}  // namespace

TEST_CASE("tables go by their names") {
  CHECK(parse_csv_table("risks") == CsvTable::risks);
  CHECK(parse_csv_table("self_checks") == CsvTable::self_checks);
  CHECK(parse_csv_table("findings") == CsvTable::findings);
  CHECK_FALSE(parse_csv_table("Risks").has_value());
  CHECK_FALSE(parse_csv_table("").has_value());
}

TEST_CASE("a text with commas, quotes or line ends is quoted, and reads back as it was") {
  CHECK(title_cell("brand, rök") == "brand, rök");
  CHECK(title_cell(R"(det \"stora\" målet)") == "det \"stora\" målet");
  CHECK(title_cell(R"(rad ett\nrad två\r\nrad tre)") == "rad ett\nrad två\r\nrad tre");
  CHECK(title_cell(R"(\")") == "\"");
  CHECK(title_cell("a;b") == "a;b");
  CHECK(title_cell("") == "");
}

TEST_CASE("a row is written with quotes only where they are needed") {
  const Plan plan = plan_with(R"("risks": [{"id": "1", "title": "a,\"b\""}, {"id": "# risks", "title": "#2 a\tb"}])");
  FollowUp review = review_of(plan);
  review.risks = {{.risk = 0}, {.risk = 1, .level = Level(2), .score = 4}};
  CHECK(write_csv(plan, review, CsvTable::risks, Language::sv) ==
        "id,title,area,level,score,likelihood,severity,previous_level,movement,assessed,closed\r\n"
        "1,\"a,\"\"b\"\"\",,unclassified,,,,,unknown,,\r\n"
        "\"# risks\",\"#2 a\tb\",,red,4,,,,unknown,,\r\n");
}

TEST_CASE("a text that a spreadsheet would take for a formula is led by an apostrophe") {
  CHECK(title_cell("=1+1") == "'=1+1");
  CHECK(title_cell("+46 8 123") == "'+46 8 123");
  CHECK(title_cell("-2 platser") == "'-2 platser");
  CHECK(title_cell("@SUM(A1)") == "'@SUM(A1)");
  CHECK(title_cell(R"(\t=1)") == "'\t=1");
  CHECK(title_cell(R"(=\"a\",\"b\")") == "'=\"a\",\"b\"");
  CHECK(title_cell("1=1") == "1=1");
  CHECK(title_cell("'=1") == "'=1");
}

TEST_CASE("a negative figure is a figure, not a formula") {
  const Plan plan = plan_with(R"("risks": [], "indicators": [{"id": "i", "baseline": {"value": -2.5}}])");
  FollowUp review = review_of(plan);
  review.indicators = {{.indicator = 0, .from_previous = {.value = -0.25, .reason = std::nullopt}}};
  auto cells = named(read_csv(write_csv(plan, review, CsvTable::indicators, Language::sv)), 1);
  CHECK(cells["baseline_value"] == "-2.5");
  CHECK(cells["from_previous"] == "-0.25");
  CHECK(cells["from_previous_reason"] == "");
  CHECK(cells["from_baseline"] == "");
  CHECK(cells["from_baseline_reason"] == "no-value");
}

TEST_CASE("a figure beyond the reach of numbers is an empty cell") {
  const Plan plan = plan_with(R"("risks": [], "indicators": [{"id": "i"}])");
  FollowUp review = review_of(plan);
  IndicatorLine line{.indicator = 0};
  line.rollups = {{.period = {}, .value = std::numeric_limits<double>::infinity(), .based_on = 1, .of = 1}};
  review.indicators = {line};
  auto cells = named(read_csv(write_csv(plan, review, CsvTable::rollups, Language::sv)), 1);
  CHECK(cells["value"] == "");
  CHECK(cells["based_on"] == "1");
}

TEST_CASE("a risk closed before the previous follow-up has its date and no movement") {
  const Plan plan = plan_with(R"("risks": [{"id": "1"}])");
  FollowUp review = review_of(plan);
  review.risks = {{.risk = 0, .closed = Date::try_parse("2020-01-02"), .closed_before = true}};
  auto cells = named(read_csv(write_csv(plan, review, CsvTable::risks, Language::sv)), 1);
  CHECK(cells["closed"] == "2020-01-02");
  CHECK(cells["movement"] == "");
  CHECK(cells["level"] == "");
}

TEST_CASE("every kind of target fills its own columns") {
  const Plan plan = plan_with(R"("risks": [], "indicators": [{"id": "i", "targets": [
    {"year": 2020, "value": 84, "set_by": "council"}, {"year": 2021, "from": 1.5, "to": 2},
    {"year": 2022, "trend": "decrease"}, {"year": 2023, "undecided": "senare, kanske"}]}])");
  FollowUp review = review_of(plan);
  IndicatorLine line{.indicator = 0};
  line.targets.resize(4);
  line.targets[0] = {
      .status = TargetStatus::met, .judged_on = JudgedOn::year_to_date, .judged = 90, .year_to_date = 90};
  line.targets[3] = {.status = TargetStatus::undecided};
  review.indicators = {line};
  const std::vector<Row> rows = read_csv(write_csv(plan, review, CsvTable::targets, Language::sv));
  CHECK(rows ==
        std::vector<Row>{{"indicator", "year", "set_by", "value", "from", "to", "trend", "undecided", "status",
                          "judged_on", "judged", "forecast", "pace_needed", "year_to_date"},
                         {"i", "2020", "council", "84", "", "", "", "", "met", "year_to_date", "90", "", "", "90"},
                         {"i", "2021", "", "", "1.5", "2", "", "", "no_value", "", "", "", "", ""},
                         {"i", "2022", "", "", "", "", "decrease", "", "no_value", "", "", "", "", ""},
                         {"i", "2023", "", "", "", "", "", "senare, kanske", "undecided", "", "", "", "", ""}});
}

TEST_CASE("a self-check has a row for each result and each group") {
  const Plan plan = plan_with(R"("risks": [{"id": "1"}, {"id": "2"}], "self_checks": [
    {"id": "s", "period": "2020-07", "title": "Rond", "risks": ["1", "2"], "sample": 188,
     "results": [{"title": "Skydd", "numerator": 184, "share": 98}],
     "breakdowns": [{"by": "sex", "groups": {"girls": 81, "boys": 107}}]},
    {"id": "t", "period": "2020"}])");
  FollowUp review = review_of(plan);
  review.self_checks = {0, 1};
  const std::vector<Row> rows = read_csv(write_csv(plan, review, CsvTable::self_checks, Language::sv));
  CHECK(rows == std::vector<Row>{{"id", "period", "title", "risks", "sample", "result", "numerator", "share", "by",
                                  "group", "count"},
                                 {"s", "2020-07", "Rond", "1;2", "188", "Skydd", "184", "98", "", "", ""},
                                 {"s", "2020-07", "Rond", "1;2", "188", "", "", "", "sex", "girls", "81"},
                                 {"s", "2020-07", "Rond", "1;2", "188", "", "", "", "sex", "boys", "107"},
                                 {"t", "2020", "", "", "", "", "", "", "", "", ""}});
}

TEST_CASE("small counts that are protected leave in no table") {
  const Plan plan =
      plan_with(R"("risks": [], "indicators": [{"id": "i", "protect": true, "unit": "barn", "kind": "flow",
    "periodicity": "month", "baseline": {"value": 2}, "observations": [
      {"period": "2020-01", "value": 3}, {"period": "2020-02", "value": 40}, {"period": "2020-03", "value": 0},
      {"period": "2020-04", "value": 12}]}])");
  const absl::StatusOr<FollowUp> review = follow_up(plan, {.as_of = Date::try_parse("2020-04-30").value()});
  REQUIRE(review.ok());
  const std::vector<Row> rows = read_csv(write_csv(plan, *review, CsvTable::observations, Language::sv));
  REQUIRE(rows.size() == 5);
  CHECK(named(rows, 1)["value"] == "");
  CHECK(named(rows, 1)["status"] == "suppressed");
  CHECK(named(rows, 2)["value"] == "40");
  CHECK(named(rows, 3)["value"] == "0");
  CHECK(named(rows, 4)["value"] == "");  // with it the tertial would tell the first
  CHECK(named(read_csv(write_csv(plan, *review, CsvTable::rollups, Language::sv)), 1)["value"] == "55");
  CHECK(named(read_csv(write_csv(plan, *review, CsvTable::indicators, Language::sv)), 1)["baseline_value"] == "");

  const absl::StatusOr<FollowUp> asked =
      follow_up(plan, {.as_of = Date::try_parse("2020-04-30").value(), .reveal = {"i"}});
  REQUIRE(asked.ok());
  CHECK(named(read_csv(write_csv(plan, *asked, CsvTable::observations, Language::sv)), 1)["value"] == "3");
  CHECK(named(read_csv(write_csv(plan, *asked, CsvTable::indicators, Language::sv)), 1)["baseline_value"] == "2");
}

TEST_CASE("all tables stand one after the other, each named, an empty line between") {
  const Plan plan = plan_with(R"("risks": [{"id": "# actions"}])");
  FollowUp review = review_of(plan);
  review.risks = {{.risk = 0}};
  const std::string all = write_csv(plan, review, Language::en);
  std::string joined;
  for (const std::string_view name : kCsvTables) {
    if (!joined.empty()) joined += "\r\n";
    joined += "# " + std::string(name) + "\r\n" + write_csv(plan, review, *parse_csv_table(name), Language::en);
  }
  CHECK(all == joined);
}

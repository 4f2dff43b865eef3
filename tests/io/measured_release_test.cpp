#include "tertial/io/measured_release.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tertial/plan/fault.hpp"
#include "tertial/text.hpp"

namespace {

using namespace tertial;

// As many rows of each month from January on as there are counts.
std::string months(std::string_view unit, const std::vector<int>& counts) {
  std::string rows;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const Date day = Date::try_parse("2020-01-15")->add_months(static_cast<int>(i));
    for (int n = 0; n < counts[i]; ++n)
      rows += text(unit, ";", day.to_string(), ";", (day + (n % 3) * 20).to_string(), ";", n, "\n");
  }
  return rows;
}

MeasureSpec spec_of(std::string_view measures, std::string_view more = "") {
  absl::StatusOr<MeasureSpec> spec = read_measure_spec(text(
      R"({"tertial_measure": 1, "columns": {"start": "Start", "end": "Slut", "person": "Barn", "value": "Barn"}, "groups":
            [{"id": "u", "column": "Enhet"}], "period": {"from": "2020-01", "to": "2020-08"}, "measures": [)",
      measures, "]", more.empty() ? "" : ", ", more, "}"));
  REQUIRE_MESSAGE(spec.ok(), spec.status().message());
  return *std::move(spec);
}

MeasuredRecords count(const MeasureSpec& spec, const std::string& rows, MeasuringOptions options = {}) {
  absl::StatusOr<RecordMeasuring> measuring = RecordMeasuring::make(spec, std::move(options));
  REQUIRE(measuring.ok());
  const std::string csv = "Enhet;Start;Slut;Barn\n" + rows;
  MemorySource source(csv);
  const absl::Status status = measuring->add_records(source);
  REQUIRE_MESSAGE(status.ok(), status.message());
  absl::StatusOr<MeasuredRecords> counted = measuring->finish();
  REQUIRE(counted.ok());
  return *std::move(counted);
}

MeasureRelease leaves(const MeasureSpec& spec, const std::string& rows) {
  absl::StatusOr<MeasureRelease> made = release(spec, count(spec, rows));
  REQUIRE_MESSAGE(made.ok(), made.status().message());
  return *std::move(made);
}

// Numerators of a cell, * for what is hidden.
std::string shown(const MeasureRelease& release, std::size_t cell = 0) {
  std::string result;
  for (std::size_t i = 0; i < release.periods.periods(); ++i) {
    const ReleasedFigure& figure = release.at(0, cell, i);
    result += i == 0 ? "" : " ";
    result += figure.numerator                                 ? text(static_cast<int>(*figure.numerator))
              : figure.status == ObservationStatus::suppressed ? "*"
                                                               : "-";
  }
  return result;
}

constexpr std::string_view kCount = R"({"id": "a", "measure": "count"})";

}  // namespace

TEST_CASE("a small month hides another one of its tertial, whose sum may be published") {
  const std::string rows = months("N", {16, 3, 7, 20, 7, 6, 0, 30});
  CHECK(shown(leaves(spec_of(kCount), rows)) == "16 * * 20 7 6 0 30");
  CHECK(shown(leaves(spec_of(kCount, R"("disclosure": {"sums": []})"), rows)) == "16 * 7 20 7 6 0 30");
  const MeasureSpec open = spec_of(kCount, R"("disclosure": "none")");
  CHECK(shown(leaves(open, rows)) == "16 3 7 20 7 6 0 30");
  CHECK_FALSE(leaves(open, rows).hides_some());
}

TEST_CASE("a sum that is small itself is not to be published, and is told") {
  const MeasureRelease made = leaves(spec_of(kCount), months("N", {0, 2, 1, 0, 9, 9, 9, 9}));
  CHECK(shown(made) == "* * * * 9 9 9 9");  // what a nought leaves of a small sum is small
  REQUIRE(made.measures[0].hidden_sums.size() == 1);
  CHECK(made.measures[0].hidden_sums[0].cell == 0);
  CHECK(made.measures[0].hidden_sums[0].period.to_string() == "2020-T1");
  const MeasureSpec strict = spec_of(kCount, R"("disclosure": {"hide_totals": false})");
  const absl::StatusOr<MeasureRelease> refused = release(strict, count(strict, months("Kanarie", {0, 2, 1, 0, 9})));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.status().code() == absl::StatusCode::kFailedPrecondition);
  CHECK(refused.status().message().find("2020-T1") != absl::string_view::npos);
  CHECK(refused.status().message().find("Kanarie") == absl::string_view::npos);
}

TEST_CASE("with sums over groups published, a hidden unit hides another") {
  const std::string rows = months("N", {3, 9}) + months("S", {8, 9}) + months("V", {20, 9});
  const std::string_view alone = R"("disclosure": {"sums": []})";
  CHECK(shown(leaves(spec_of(kCount, alone), rows), 1) == "8 9 0 0 0 0 0 0");
  const MeasureRelease made = leaves(spec_of(kCount, R"("disclosure": {"sums": [], "totals": true})"), rows);
  CHECK(shown(made, 0) == "* 9 0 0 0 0 0 0");
  CHECK(shown(made, 1) == "* 9 0 0 0 0 0 0");
}

TEST_CASE("of a share the numerator, and what it leaves, are small counts too") {
  const MeasureSpec spec =
      spec_of(R"({"id": "a", "measure": "deadline", "within": {"days": 30}})", R"("disclosure": {"sums": []})");
  // Of each three cases two end in time.
  const MeasureRelease made = leaves(spec, months("N", {30, 12, 15, 3}));
  CHECK(shown(made) == "20 * 10 * 0 0 0 0");
  CHECK(made.at(0, 0, 4).status == ObservationStatus::missing);
  CHECK(made.at(0, 0, 0).value == doctest::Approx(2.0 / 3));
}

TEST_CASE("a mean of few is hidden, and the care days of few") {
  const MeasureSpec spec =
      spec_of(R"({"id": "a", "measure": "mean", "decimals": 1}, {"id": "b", "measure": "snapshot", "care_days": true})",
              R"("disclosure": {"sums": []})");
  const MeasureRelease made = leaves(spec, months("N", {4, 5}));
  CHECK(made.at(0, 0, 0).status == ObservationStatus::suppressed);
  CHECK(made.at(0, 0, 1).value == 2.0);
  CHECK(made.at(1, 0, 0).status == ObservationStatus::suppressed);
  for (std::size_t i = 0; i < 8; ++i) CHECK_FALSE(made.at(1, 0, i).days > 0);
}

TEST_CASE("a hidden figure is in no document, and neither is how many rows there were") {
  const MeasureRelease made = leaves(spec_of(kCount), months("N", {0, 3, 0, 0, 9, 9, 9, 9}));
  const std::string csv = write_measures_csv(made);
  CHECK(csv.find("a,N,2020-02,,,,,suppressed\r\n") != std::string::npos);
  const std::string json = write_measures_json(made);
  CHECK(json.find(R"({"groups": ["N"], "period": "2020-02", "status": "suppressed"})") != std::string::npos);
  CHECK(json.find("\"rows\"") == std::string::npos);
  CHECK(json.find("\"outside\"") == std::string::npos);
  const std::string all = write_measures_json(leaves(spec_of(kCount), months("N", {9, 0, 9, 0, 9, 9, 9, 9})));
  CHECK(all.find(R"("records": {"rows": 54, "filtered": 0, "rejected": 0})") != std::string::npos);
}

TEST_CASE("what is learned is what rows have that count, in the order of their letters") {
  const MeasureSpec spec = spec_of(kCount, R"("filters": [{"column": "Enhet", "not_one_of": ["B"]}])");
  const MeasuredRecords counted = count(spec, months("C", {5}) + months("B", {7}) + months("A", {6}));
  CHECK(counted.figures[0].values == std::vector<std::vector<std::string>>{{"A", "C"}});
  CHECK(counted.figures[0].numerator[0] == 6);
  CHECK(counted.records.filtered == 7);
  CHECK(count(spec, "").figures[0].cells == 0);
}

TEST_CASE("rows without a person are faulty for those who ask for persons, and nobody otherwise") {
  const MeasureSpec spec = spec_of(R"({"id": "a", "measure": "distinct"}, {"id": "b", "measure": "count"})");
  const MeasuredRecords counted = count(spec, "N;2020-01-01;;\nN;2020-01-01;;7\nN;2020-01-02;;007\n");
  CHECK(counted.figures[0].numerator[0] == 1);
  CHECK(counted.figures[0].rows == RowCounts{.rows = 3, .outside = 0, .faulty = 1});
  CHECK(counted.figures[1].numerator[0] == 3);
}

TEST_CASE("unreadable rows are counted, and one too many ends it without a word of what they say") {
  const MeasureSpec spec = spec_of(kCount);
  const std::string rows = "N;2020-01-01;;1\nN;kanarie;;1\nN;2020-01-01;kanarie;1\n";
  const MeasuredRecords counted = count(spec, rows, {.max_bad = 1});
  CHECK(counted.records.rows == 3);
  CHECK(counted.records.rejected == 1);  // count does not read the end
  absl::StatusOr<RecordMeasuring> measuring = RecordMeasuring::make(spec);
  const std::string csv = "Enhet;Start;Slut;Barn\n" + rows;
  MemorySource source(csv);
  const absl::Status status = measuring->add_records(source);
  CHECK(fault_of(status)->at == "row 2 (line 3), column \"Start\"");
  CHECK(status.message().find("kanarie") == absl::string_view::npos);
  CHECK_FALSE(measuring->add_records(source).ok());
}

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "followed_plans.hpp"
#include "tertial/io/follow_up_writer.hpp"
#include "tertial/report/markdown.hpp"

using namespace tertial::test::following;

namespace {

// A protected flow of eight months of 2020, and more members.
Plan flow(const std::vector<int>& months, std::string_view members = "") {
  std::string json = R"("risks": [], "indicators": [{"id": "f", "kind": "flow", "unit": "barn", "protect": true,
      "periodicity": "month", "direction": "lower", )" +
                     std::string(members) + R"("observations": [)";
  for (std::size_t i = 0; i < months.size(); ++i) {
    json += (i > 0 ? ", " : "") + (R"({"period": "2020-0)" + std::to_string(i + 1)) + R"(", "value": )" +
            std::to_string(months[i]) + "}";
  }
  return small(json + "]}]");
}

std::string json_of(const Plan& plan, const FollowUp& review) {
  return tertial::write_follow_up(plan, review, Language::en);
}
std::string markdown_of(const Plan& plan, const FollowUp& review) {
  return tertial::report::markdown(plan, review, Language::en);
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

constexpr std::string_view kTarget = R"("targets": [{"year": 2020, "value": 300}], )";

}  // namespace

TEST_CASE("sums that are shown are of all months, those that are hidden too") {
  const Plan plan = flow({30, 3, 12, 40, 25, 26, 27, 28}, kTarget);
  const FollowUp review = at(plan, "2020-08-31");
  const IndicatorLine& line = review.indicators[0];
  REQUIRE(line.rollups.size() == 3);
  CHECK(line.rollups[0].value == 85.0);
  CHECK(line.rollups[0].based_on == 4);
  CHECK_FALSE(line.rollups[0].suppressed);
  CHECK(line.rollups[2].value == 191.0);
  KnownSeries known;
  known_observations(plan, review, 0, known);
  CHECK(known[0].observation.value == 30.0);
  CHECK_FALSE(known[1].observation.value);
  CHECK_FALSE(known[2].observation.value);
  CHECK(line.targets[0].year_to_date == 191.0);
  CHECK(line.targets[0].judged_on == JudgedOn::forecast);
  CHECK(line.targets[0].status == TargetStatus::met);
}

TEST_CASE("with a hidden year goes what is made from it") {
  const Plan plan = flow({0, 3, 0, 0}, kTarget);
  const FollowUp review = at(plan, "2020-08-31");
  const IndicatorLine& line = review.indicators[0];
  REQUIRE(line.rollups.size() == 2);
  for (const RollUp& rollup : line.rollups) {
    CHECK_FALSE(rollup.value);
    CHECK(rollup.suppressed);
    CHECK(rollup.based_on == 4);
  }
  CHECK(line.targets[0] == tertial::TargetVerdict{});
  CHECK(review.summary.targets.no_value == 1);
  CHECK(holds(markdown_of(plan, review), "suppressed (4 of 4 months)"));
  const FollowUp shown = tertial::follow_up(plan, {.as_of = day("2020-08-31"), .reveal = {"f"}}).value();
  CHECK(shown.indicators[0].rollups[0].value == 3.0);
  CHECK(shown.indicators[0].targets[0].forecast == 9.0);
}

TEST_CASE("a trend is not judged against a baseline that is hidden") {
  const Plan plan =
      flow({30, 20, 12, 40}, R"("baseline": {"value": 3}, "targets": [{"year": 2020, "trend": "decrease"}], )");
  const FollowUp review = at(plan, "2020-08-31");
  const tertial::TargetVerdict& verdict = review.indicators[0].targets[0];
  CHECK(verdict.status == TargetStatus::no_value);
  CHECK_FALSE(verdict.compared_with);
  CHECK_FALSE(verdict.judged);
  CHECK(verdict.year_to_date == 102.0);
  CHECK(review.indicators[0].from_baseline.reason == NoChange::suppressed);
  CHECK_FALSE(holds(markdown_of(plan, review), "against 3"));
}

TEST_CASE("a target of an indicator without periodicity is judged on nothing that is hidden") {
  const Plan plan = small(R"("risks": [], "indicators": [{"id": "i", "kind": "flow", "unit": "barn", "protect": true,
      "direction": "lower", "targets": [{"year": 2020, "value": 10}], "observations": [{"period": "2020-05", "value": 3}]}])");
  const FollowUp review = at(plan, "2020-08-31");
  CHECK(review.indicators[0].targets[0] == tertial::TargetVerdict{});
}

TEST_CASE("what is linked to a hidden count is hidden in every table, and findings have no figures of it") {
  const Plan plan = small(R"("risks": [], "indicators": [
      {"id": "a", "kind": "flow", "unit": "barn", "protect": true, "periodicity": "month",
       "observations": [{"period": "2020-01", "value": 3}, {"period": "2020-02", "value": 30}]},
      {"id": "b", "kind": "flow", "unit": "barn", "periodicity": "month",
       "observations": [{"period": "2020-01", "value": 83}, {"period": "2020-02", "value": 60}]},
      {"id": "c", "kind": "share", "unit": "percent", "periodicity": "month", "numerator": "a", "denominator": "b",
       "observations": [{"period": "2020-01", "value": 77.5}, {"period": "2020-02", "value": 50}]},
      {"id": "d", "kind": "share", "unit": "percent", "periodicity": "month", "complement_of": "c",
       "observations": [{"period": "2020-01", "value": 21.5}, {"period": "2020-02", "value": 50}]}])");
  const FollowUp review = at(plan, "2020-08-31");
  for (std::uint32_t i = 0; i < 4; ++i) {
    KnownSeries known;
    known_observations(plan, review, i, known);
    CHECK(known[0].observation.status == ObservationStatus::suppressed);
  }
  REQUIRE(found(review, FindingCode::ratio_mismatch).size() == 1);
  REQUIRE(found(review, FindingCode::complement_mismatch).size() == 1);
  CHECK(found(review, FindingCode::small_count).empty());
  for (const FindingCode code : {FindingCode::ratio_mismatch, FindingCode::complement_mismatch}) {
    CHECK(found(review, code)[0].data.size() == 2);
  }
  for (const std::string& text :
       {json_of(plan, review), markdown_of(plan, review), tertial::write_csv(plan, review, Language::en)}) {
    CHECK_FALSE(holds(text, "77.5"));
    CHECK_FALSE(holds(text, "21.5"));
    CHECK_FALSE(holds(text, "83"));
  }
  const FollowUp shown = tertial::follow_up(plan, {.as_of = day("2020-08-31"), .reveal = {"a"}}).value();
  CHECK(found(shown, FindingCode::ratio_mismatch)[0].data.size() > 2);
  CHECK(shown.held_back.empty());
}

TEST_CASE("a break at a hidden figure is still told") {
  const Plan plan =
      small(R"("risks": [], "indicators": [{"id": "i", "kind": "snapshot", "unit": "barn", "protect": true,
      "periodicity": "month", "observations": [{"period": "2020-01", "value": 30},
      {"period": "2020-02", "value": 3, "status": "B"}, {"period": "2020-05", "value": 31}]}])");
  const FollowUp review = at(plan, "2020-08-31");
  REQUIRE(review.indicators[0].breaks.size() == 1);
  CHECK(review.indicators[0].breaks[0] == period("2020-02"));
  CHECK(review.indicators[0].from_previous.reason == NoChange::suppressed);
}

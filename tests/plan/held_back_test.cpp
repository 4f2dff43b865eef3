#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tertial/io/plan_reader.hpp"
#include "tertial/plan/held_back.hpp"

using tertial::find_held_back;
using tertial::held_back;
using tertial::HeldBack;
using tertial::Period;
using tertial::Plan;

namespace {

Plan plan(std::string_view indicators) {
  const auto plan = tertial::read_plan(
      R"({"tertial": 1, "id": "p", "title": "Plan", "year": 2020, "matrix": {"likelihood": ["1"], "severity": ["1"],
          "score": "product", "bands": [{"level": "green", "from": 1, "to": 1}]}, "risks": [], "indicators": [)" +
      std::string(indicators) + "]}");
  REQUIRE_MESSAGE(plan.ok(), plan.status().ToString());
  return *plan;
}

// Months from January 2020 on; a missing one is "null".
std::string months(std::string_view id, std::string_view members, const std::vector<std::string>& values) {
  std::string json = R"({"id": ")" + std::string(id) + R"(", "periodicity": "month", )" + std::string(members) +
                     R"(, "observations": [)";
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string month = (i < 9 ? "0" : "") + std::to_string(i + 1);
    const bool is_missing = values[i] == "null";
    json += (i > 0 ? "," : "") + (R"({"period": "2020-)" + month + R"(", )") +
            (is_missing ? R"("status": "O"})" : R"("value": )" + values[i] + "}");
  }
  return json + "]}";
}

using Places = std::vector<std::uint32_t>;

HeldBack of(const Plan& plan, std::string_view id, const std::vector<std::string>& reveal = {}) {
  const std::vector<HeldBack> all = held_back(plan, nullptr, reveal);
  const HeldBack* one = find_held_back(all, id);
  return one == nullptr ? HeldBack{} : *one;
}
std::vector<std::string> sums(const HeldBack& held) {
  std::vector<std::string> result;
  for (const Period period : held.sums) result.push_back(period.to_string());
  return result;
}
using Sums = std::vector<std::string>;

constexpr std::string_view kFlow = R"("kind": "flow", "unit": "barn", "protect": true)";

}  // namespace

TEST_CASE("a hidden month takes another one of its tertial with it, so that the sums can stay") {
  const HeldBack held = of(plan(months("f", kFlow, {"30", "3", "12", "40", "25", "26", "27", "28"})), "f");
  CHECK(held.observations == Places{1, 2});  // 3 + 12 = 15 alone is told
  CHECK(held.sums.empty());
}

TEST_CASE("two small months whose sum is small too are not enough") {
  const HeldBack held = of(plan(months("f", kFlow, {"1", "2", "40", "30"})), "f");
  CHECK(held.observations.size() == 3);
  CHECK(held.sums.empty());
}

TEST_CASE("a tertial that is small itself is hidden, and the year with it where nothing else helps") {
  const HeldBack held = of(plan(months("f", kFlow, {"0", "3", "0", "0"})), "f");
  CHECK(held.hides_observation(1));
  CHECK(sums(held) == Sums{"2020-T1", "2020"});
}

TEST_CASE("where nothing is small, nothing is held back") {
  CHECK(held_back(plan(months("f", kFlow, {"5", "0", "12"})), nullptr, {}).empty());
  CHECK(held_back(plan(months("f", R"("kind": "flow", "unit": "barn")", {"3", "0", "12"})), nullptr, {}).empty());
  const std::vector<std::string> reveal = {"f"};
  CHECK(held_back(plan(months("f", kFlow, {"3", "0", "12"})), nullptr, reveal).empty());
}

TEST_CASE("figures that are no whole numbers hide every sum they are in") {
  const HeldBack held = of(plan(months("f", kFlow, {"3", "20.5", "12", "40", "25"})), "f");
  CHECK(held.observations == Places{0});
  CHECK(sums(held) == Sums{"2020-T1", "2020"});
}

TEST_CASE("a sum that was typed in beside its months is hidden with one of them") {
  const HeldBack held = of(plan(R"({"id": "f", "kind": "flow", "unit": "barn", "protect": true, "periodicity": "month",
      "observations": [{"period": "2020-01", "value": 3}, {"period": "2020-02", "value": 20},
                       {"period": "2020-T1", "value": 23}, {"period": "2020-Q1", "value": 23},
                       {"period": "2020-T2", "value": 50}, {"period": "2020-05", "value": 50}]})"),
                           "f");
  CHECK(held.observations == Places{0, 2, 3});
  CHECK(sums(held) == Sums{"2020-T1", "2020"});
}

TEST_CASE("a snapshot's roll-up goes with its last figure alone") {
  const std::string_view snapshot = R"("kind": "snapshot", "unit": "barn", "protect": true)";
  CHECK(sums(of(plan(months("n", snapshot, {"30", "3", "12", "40"})), "n")).empty());
  CHECK(of(plan(months("n", snapshot, {"30", "3", "12", "40"})), "n").observations == Places{1});
  CHECK(sums(of(plan(months("n", snapshot, {"30", "20", "12", "3", "null"})), "n")) == Sums{"2020-T1", "2020"});
}

TEST_CASE("a share is hidden with what it is counted from, and the other way round") {
  const auto linked = [](std::string_view of_a, std::string_view of_b, std::string_view of_c) {
    const auto flow = [](std::string_view protect) { return R"("kind": "flow", "protect": )" + std::string(protect); };
    return plan(months("a", flow(of_a), {"30", "3", "12", "40"}) + "," +
                months("b", flow(of_b), {"60", "50", "40", "80"}) + "," +
                months("c",
                       R"("kind": "share", "unit": "percent", "numerator": "a", "denominator": "b", "protect": )" +
                           std::string(of_c),
                       {"50", "6", "30", "50"}) +
                "," +
                months("d", R"("kind": "share", "unit": "percent", "complement_of": "c")", {"50", "94", "70", "50"}));
  };
  for (const Plan& one : {linked("true", "false", "false"), linked("false", "false", "true")}) {
    for (const std::string_view id : {"a", "b", "c", "d"}) {
      CAPTURE(id);
      CHECK(of(one, id).observations == Places{1, 2});
      CHECK(of(one, id).sums.empty());
    }
  }
  CHECK(held_back(linked("false", "true", "false"), nullptr, {}).empty());
  // Asked for by name, it still may not tell what another protects.
  const std::vector<std::string> reveal = {"c"};
  CHECK(held_back(linked("false", "false", "true"), nullptr, reveal).empty());
  CHECK(of(linked("true", "false", "true"), "c", reveal).observations == Places{1, 2});
}

TEST_CASE("linked series that do not cover the same months hide their sums") {
  const Plan one = plan(
      months("a", kFlow, {"30", "3", "12", "40"}) + "," +
      months("c", R"("kind": "share", "unit": "percent", "numerator": "a", "denominator": "b")", {"50", "6", "30"}) +
      "," + months("b", R"("kind": "flow")", {"60", "50", "40"}));
  CHECK(of(one, "a").observations == Places{1});
  CHECK(sums(of(one, "a")) == Sums{"2020-T1", "2020"});
  CHECK(sums(of(one, "b")) == Sums{"2020-T1", "2020"});
  CHECK(sums(of(one, "c")) == Sums{"2020-T1", "2020"});
}

TEST_CASE("a baseline is hidden where it is small, or a sum over what is hidden") {
  const auto with = [](std::string_view baseline) {
    return of(plan(months("f", std::string(kFlow) + R"(, "baseline": )" + std::string(baseline), {"3", "0.5"})), "f");
  };
  CHECK(with(R"({"value": 3})").baseline);
  CHECK(with(R"({"value": 30, "period": "2020"})").baseline);
  CHECK(with(R"({"value": 30, "period": "2020-Q1"})").baseline);
  CHECK_FALSE(with(R"({"value": 30, "period": "2019"})").baseline);
  CHECK_FALSE(with(R"({"value": 30})").baseline);
}

TEST_CASE("what is missing stays missing") {
  const Plan one =
      plan(months("a", kFlow, {"3", "30"}) + "," + months("c", R"("kind": "share", "numerator": "a")", {"null", "30"}));
  CHECK(of(one, "a").hides_observation(0));
  CHECK_FALSE(of(one, "c").hides_observation(0));
}

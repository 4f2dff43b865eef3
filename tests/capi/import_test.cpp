// Pasted tables by the C interface. The tables are those of the sample plan's source.
#include <doctest/doctest.h>

#include <algorithm>

#include "sweep.hpp"

using namespace tertial::test;

namespace {

const std::string kTable = "Indicator\tJan 2020\tFeb 2020\tMarch 2020\nCases\t4\t7,5\tu.s.\n";

Import imported(const Plan& plan, std::string_view table, const tertial_import_options* options = nullptr) {
  return made<tertial_import>([&](auto** out, auto* error) {
    return tertial_plan_import(plan.get(), table.data(), table.size(), options, out, error);
  });
}

}  // namespace

TEST_CASE("a table changes the figures that it has others of, and adds those that are new") {
  const Plan plan = read(kSmallPlan);
  const FollowUp before = follow_up(plan);
  const std::string shown = json_of(before);
  const Import import = imported(plan, kTable);
  std::vector<tertial_import_change> changes;
  for (size_t i = 0; i < tertial_import_change_count(import.get()); ++i) {
    changes.push_back(got<tertial_import_change>(tertial_import_change_get, import.get(), i));
  }
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].kind == TERTIAL_IMPORT_CHANGED_OBSERVATION);
  CHECK(view(changes[0].indicator) == "I");
  CHECK(printed(changes[0].period) == "2020-02");
  CHECK(changes[0].before == 6);
  CHECK(changes[0].after == 7.5);
  CHECK(changes[1].kind == TERTIAL_IMPORT_NEW_OBSERVATION);
  CHECK(printed(changes[1].period) == "2020-03");
  CHECK(std::isnan(changes[1].before));
  CHECK(std::isnan(changes[1].after));
  CHECK(changes[1].status == TERTIAL_OBSERVATION_MISSING);
  expect_same(written(plan), written(read(edited(kSmallPlan, R"({"period": "2020-02", "value": 6}])",
                                                 R"({"period": "2020-02", "value": 7.5},
                                                    {"period": "2020-03", "status": "O"}])"))));
  CHECK(json_of(before) == shown);
}

TEST_CASE("with a day of recording another figure is a correction") {
  const Plan plan = read(kSmallPlan);
  auto options = sized<tertial_import_options>();
  options.language = TERTIAL_ENGLISH, options.recorded = day("2020-04-02");
  const Import import = imported(plan, kTable, &options);
  CHECK(tertial_import_change_count(import.get()) == 2);
  const auto indicator = got<tertial_plan_indicator_info>(tertial_plan_indicator, plan.get(), size_t{0});
  CHECK(indicator.observation_count == 4);  // January, February twice, March
}

TEST_CASE("the pasted table of the source has the figures that the plan has") {
  const Plan plan = action_plan();
  const std::string table = file("tables/emergency-homes-2.2.tsv");
  const Import import = imported(plan, table);
  for (size_t i = 0; i < tertial_import_change_count(import.get()); ++i) {
    const auto change = got<tertial_import_change>(tertial_import_change_get, import.get(), i);
    CHECK(change.kind != TERTIAL_IMPORT_CHANGED_OBSERVATION);
  }
  for (size_t i = 0; i < tertial_import_note_count(import.get()); ++i) {
    const auto note = got<tertial_import_note>(tertial_import_note_get, import.get(), i);
    CHECK(note.line >= 1);
    CHECK(note.line <= static_cast<std::uint32_t>(std::count(table.begin(), table.end(), '\n') + 1));
    CHECK_FALSE(view(note.swedish).empty());
    CHECK_FALSE(view(note.english).empty());
    CHECK(std::strlen(note.english.data) == note.english.size);
  }
}

TEST_CASE("what is no table is refused with its place, and the plan stays as it was") {
  const Plan plan = read(kSmallPlan);
  const std::string before = written(plan);
  tertial_import* out = nullptr;
  Told error;
  for (const std::string_view wrong :
       {std::string_view(), std::string_view("one cell"), std::string_view("Indicator\tJan 2020\nCases\tmany\n")}) {
    CAPTURE(std::string(wrong));
    const tertial_status status = tertial_plan_import(plan.get(), wrong.data(), wrong.size(), nullptr, &out, error);
    CHECK((status == TERTIAL_E_SYNTAX || status == TERTIAL_E_SCHEMA));
  }
  CHECK(out == nullptr);
  CHECK(written(plan) == before);
}

TEST_CASE("of no import there are no changes and no notes") {
  CHECK(tertial_import_change_count(nullptr) == 0);
  CHECK(tertial_import_note_count(nullptr) == 0);
  CHECK(tertial_import_change_count(of_another_kind<tertial_import>()) == 0);
  CHECK(tertial_import_note_count(of_another_kind<tertial_import>()) == 0);
}

TEST_CASE("every call on an import refuses what is wrong, and fails for want of memory without a trace") {
  using Field = tertial_import_options;
  auto options = sized<tertial_import_options>();
  options.language = TERTIAL_PLAN_LANGUAGE, options.recorded = day("2020-05-05");
  const auto asked = StructIn(options, TERTIAL_OK)
                         .with(&Field::language, 2, TERTIAL_E_ARGUMENT)
                         .with(&Field::language, -2, TERTIAL_E_ARGUMENT)
                         .with(&Field::year, 1899, TERTIAL_E_ARGUMENT)
                         .with(&Field::year, -1, TERTIAL_E_ARGUMENT)
                         .with(&Field::recorded, INT32_MAX, TERTIAL_E_ARGUMENT);
  for (const PlanIn::Shown shown : {PlanIn::Shown::alone, PlanIn::Shown::by_others}) {
    sweep("tertial_plan_import", tertial_plan_import, PlanIn(std::string(kSmallPlan), shown), TextIn(kTable), asked,
          new_handle<tertial_import>());
  }
  const Plan plan = read(kSmallPlan);
  const Import import = imported(plan, kTable + "\n* counted by hand\n");
  const HandleIn<const tertial_import> handle(import.get());
  const size_t changes = tertial_import_change_count(import.get()), notes = tertial_import_note_count(import.get());
  REQUIRE(changes > 0);
  sweep("tertial_import_change_get", tertial_import_change_get, handle, index_of(0, changes),
        StructOut<tertial_import_change>());
  if (notes > 0) {
    sweep("tertial_import_note_get", tertial_import_note_get, handle, index_of(0, notes),
          StructOut<tertial_import_note>());
  }
  CHECK(notes > 0);
}

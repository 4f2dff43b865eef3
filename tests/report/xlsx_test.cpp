#include "tertial/report/xlsx.hpp"

#include <chrono>
#include <clocale>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <doctest/doctest.h>

#include "report/xlsx/cell_text.hpp"
#include "report/xlsx/outside.hpp"
#include "tertial/io/plan_reader.hpp"

using tertial::Date;
using tertial::follow_up;
using tertial::FollowUp;
using tertial::Indicator;
using tertial::Language;
using tertial::Period;
using tertial::Plan;
using tertial::PlanDraft;
using tertial::read_plan;
using tertial::report::cell_text;
using tertial::report::kMostCellText;
using tertial::report::lines_in_column;
using tertial::report::xlsx;

namespace {

Plan sample() {
  std::ifstream in(TERTIAL_TEST_DATA "/action-plan-2020/plan.json", std::ios::binary);
  const std::string json{std::istreambuf_iterator<char>(in), {}};
  const absl::StatusOr<Plan> plan = read_plan(json);
  REQUIRE_MESSAGE(plan.ok(), plan.status().ToString());
  return *plan;
}

FollowUp at_t2(const Plan& plan) {
  const absl::StatusOr<FollowUp> review = follow_up(plan, {.as_of = *Date::try_parse("2020-08-31")});
  REQUIRE_MESSAGE(review.ok(), review.status().ToString());
  return *review;
}

std::string workbook(const Plan& plan, Language language = Language::sv) {
  const absl::StatusOr<std::string> bytes = xlsx(plan, at_t2(plan), language);
  REQUIRE_MESSAGE(bytes.ok(), bytes.status().ToString());
  return *bytes;
}

// Characters as Excel counts them.
std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (const char byte : text) {
    const auto value = static_cast<unsigned char>(byte);
    units += (value & 0xC0) == 0x80 ? 0 : value >= 0xF0 ? 2 : 1;
  }
  return units;
}

std::set<std::string> temporary_files() {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::temp_directory_path())) {
    const std::string name = entry.path().filename();
    if (name.starts_with("tertial-") || name.starts_with("tmp.")) names.insert(name);
  }
  return names;
}

// Waits until the clock of file times, which counts even seconds, shows another time.
void wait_for_another_time() { std::this_thread::sleep_for(std::chrono::milliseconds(2100)); }

}  // namespace

TEST_CASE("the same follow-up gives the same bytes at another time and in another time zone") {
  const Plan plan = sample();
  const std::string first = workbook(plan);
  CHECK(first.starts_with("PK"));
  CHECK(workbook(plan, Language::en) != first);
  wait_for_another_time();
  const char* const zone = std::getenv("TZ");
  const std::string before = zone != nullptr ? zone : "";
  ::setenv("TZ", "Pacific/Kiritimati", 1);
  ::tzset();
  CHECK(workbook(plan) == first);
  if (zone != nullptr) {
    ::setenv("TZ", before.c_str(), 1);
  } else {
    ::unsetenv("TZ");
  }
  ::tzset();
}

TEST_CASE("a locale with a decimal comma changes no byte, and is as it was afterwards") {
  const Plan plan = sample();
  const std::string before = std::setlocale(LC_ALL, nullptr);
  std::setlocale(LC_ALL, "C");
  const std::string plain = workbook(plan);
  REQUIRE_MESSAGE(std::setlocale(LC_ALL, "sv_SE.UTF-8") != nullptr, "the locale sv_SE.UTF-8 is not installed");
  const std::string comma = workbook(plan);
  CHECK(std::string(std::localeconv()->decimal_point) == ",");
  std::setlocale(LC_ALL, before.c_str());
  CHECK(comma == plain);
}

TEST_CASE("nothing is left in the directory for temporary files") {
  const Plan plan = sample();
  const std::set<std::string> before = temporary_files();
  static_cast<void>(workbook(plan));
  CHECK(temporary_files() == before);
}

TEST_CASE("a workbook file gives back what was written to its path, and is gone with the object") {
  std::string path;
  {
    const tertial::report::WorkbookFile file;
    path = file.path();
    REQUIRE_FALSE(path.empty());
    CHECK(file.read() == "");
    std::ofstream(path, std::ios::binary) << "some bytes";
    CHECK(file.read() == "some bytes");
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a plan with nothing in it has a workbook too") {
  PlanDraft draft = sample().draft();
  draft.goals.clear();
  draft.areas.clear();
  draft.risks.clear();
  draft.actions.clear();
  draft.indicators.clear();
  draft.self_checks.clear();
  draft.follow_ups.clear();
  const absl::StatusOr<Plan> plan = Plan::make(std::move(draft));
  REQUIRE_MESSAGE(plan.ok(), plan.status().ToString());
  CHECK(workbook(*plan).starts_with("PK"));
}

TEST_CASE("more observations than a sheet has rows are refused with the number it holds") {
  PlanDraft draft = sample().draft();
  draft.risks.clear();
  draft.actions.clear();
  draft.areas.clear();
  draft.self_checks.clear();
  draft.indicators.clear();
  Indicator indicator{.id = "i", .title = ""};
  const Period first = Period::of(*Date::try_parse("2000-01-01"), tertial::Granularity::day);
  constexpr int kEach = 7000;
  for (int i = 0; i < kEach; ++i) indicator.observations.append({.period = first + i, .value = i});
  for (int i = 0; i < 150; ++i) {  // 1,050,000 observations; a sheet has 1,048,576 rows
    indicator.id = std::to_string(i);
    draft.indicators.push_back(indicator);
  }
  const absl::StatusOr<Plan> plan = Plan::make(std::move(draft));
  REQUIRE_MESSAGE(plan.ok(), plan.status().ToString());
  const absl::StatusOr<std::string> refused = xlsx(*plan, at_t2(*plan), Language::en);
  CHECK(refused.status().code() == absl::StatusCode::kOutOfRange);
  CHECK(refused.status().message().find("1048575") != absl::string_view::npos);
  CHECK(refused.status().message().find("Indicators") != absl::string_view::npos);
}

TEST_CASE("text of a cell ends in an ellipsis at 32,767 characters, none cut in two") {
  CHECK(cell_text(std::string(kMostCellText, 'x')) == std::string(kMostCellText, 'x'));
  CHECK(cell_text(std::string(kMostCellText + 1, 'x')) == std::string(kMostCellText - 1, 'x') + "…");
  for (const std::string& piece : {std::string("å"), std::string("…"), std::string("😀"), std::string("_x0041_")}) {
    std::string text;
    for (int i = 0; i < 40'000; ++i) text += piece;
    const std::string cell = cell_text(text);
    CHECK(cell.ends_with("…"));
    CHECK(utf16_units(cell) <= 32'767);
    CHECK(utf16_units(cell) > 32'767 - 16);
  }
  CHECK(cell_text("åäö", 3) == "åäö");
  CHECK(cell_text("åäö", 2) == "å…");
  CHECK(cell_text("a😀b", 3) == "a…");
}

TEST_CASE("text of a cell holds nothing that XML or the file format reads as something else") {
  using namespace std::string_view_literals;
  CHECK(cell_text("a\0b\x01\x1f\x7f"sv) == "a b   ");
  CHECK(cell_text("a\tb") == "a b");
  CHECK(cell_text("one\r\ntwo\rthree\nfour") == "one\ntwo\nthree\nfour");
  CHECK(cell_text("\xC2\x85") == " ");                             // a C1 control character
  CHECK(cell_text("\xEF\xBF\xBF\xEF\xBF\xBE") == "\uFFFD\uFFFD");  // no characters
  CHECK(cell_text("_x0041_") == "_x005F_x0041_");
  CHECK(cell_text("_x00_ _xGGGG_ __x0d0A_") == "_x00_ _xGGGG_ __x005F_x0d0A_");
  CHECK(cell_text("<b>&\"'") == "<b>&\"'");  // escaped when it is written
}

TEST_CASE("rows are as high as their words need, within a line or so") {
  CHECK(lines_in_column("", 10) == 1);
  CHECK(lines_in_column("one two", 10) == 1);
  CHECK(lines_in_column("one two three four", 10) == 2);
  CHECK(lines_in_column("a\nb\nc", 10) == 3);
  CHECK(lines_in_column(std::string(100, 'x'), 10) == 10);
  CHECK(lines_in_column("åäöåäö", 10) == 1);
}

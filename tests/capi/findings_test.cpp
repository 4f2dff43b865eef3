// Findings by the C interface.
#include <doctest/doctest.h>

#include "sweep.hpp"

using namespace tertial::test;

namespace {

Findings findings_of(const Plan& plan) {
  return made<tertial_findings>([&](auto** out, auto* error) { return tertial_plan_findings(plan.get(), out, error); });
}

// The first of a code and its data by key, or nothing.
struct Found {
  std::size_t index = SIZE_MAX;
  std::vector<tertial_datum> data;
  tertial_finding finding = {};

  const tertial_datum* find(std::string_view key) const {
    for (const tertial_datum& one : data) {
      if (view(one.key) == key) return &one;
    }
    return nullptr;
  }
};
Found first(const tertial_findings* findings, std::int32_t code) {
  Found found;
  for (size_t i = 0; i < tertial_findings_count(findings); ++i) {
    const auto one = got<tertial_finding>(tertial_findings_get, findings, i);
    if (one.code != code) continue;
    found.index = i;
    found.finding = one;
    for (size_t k = 0; k < one.data_count; ++k) {
      found.data.push_back(got<tertial_datum>(tertial_findings_datum, findings, i, k));
    }
    break;
  }
  return found;
}

std::string message(const tertial_findings* findings, std::size_t index, std::int32_t language) {
  return string(made<tertial_text>(
      [&](auto** out, auto* error) { return tertial_findings_message(findings, index, language, out, error); }));
}

}  // namespace

TEST_CASE("findings of the sample plan: the scores 8 and 16, with their cells") {
  const Plan plan = action_plan();
  const Findings findings = findings_of(plan);
  const Found uncovered = first(findings.get(), TERTIAL_FINDING_MATRIX_UNCOVERED_SCORE);
  REQUIRE(uncovered.index != SIZE_MAX);
  const tertial_datum* const score = uncovered.find("score");
  REQUIRE(score != nullptr);
  CHECK(score->kind == TERTIAL_DATUM_NUMBER);
  CHECK(score->number == 8);
  CHECK(score->cells == nullptr);
  CHECK(view(score->word).empty());
  const tertial_datum* const cells = uncovered.find("cells");
  REQUIRE(cells != nullptr);
  CHECK(cells->kind == TERTIAL_DATUM_CELLS);
  CHECK(std::isnan(cells->number));
  REQUIRE(cells->count == 2);
  CHECK((cells->cells[0].likelihood == 2 && cells->cells[0].severity == 4));
  CHECK((cells->cells[1].likelihood == 4 && cells->cells[1].severity == 2));
  CHECK(message(findings.get(), uncovered.index, TERTIAL_ENGLISH).find('8') != std::string::npos);
  CHECK(message(findings.get(), uncovered.index, TERTIAL_ENGLISH) !=
        message(findings.get(), uncovered.index, TERTIAL_SWEDISH));
}

TEST_CASE("findings are told errors first, then warnings, then notes, each with its severity") {
  const FollowUp review = follow_up(action_plan());
  const tertial_findings* findings = nullptr;
  REQUIRE(tertial_follow_up_findings(review.get(), &findings, nullptr) == TERTIAL_OK);
  std::int32_t before = TERTIAL_FINDING_ERROR;
  std::int32_t counts[3] = {};
  for (size_t i = 0; i < tertial_findings_count(findings); ++i) {
    const auto one = got<tertial_finding>(tertial_findings_get, findings, i);
    CHECK(one.severity >= before);
    before = one.severity;
    ++counts[one.severity];
    CHECK((one.at.size == 0 || one.at.data[0] == '/'));
  }
  const auto summary = got<tertial_summary>(tertial_follow_up_summary, review.get());
  for (int i = 0; i < 3; ++i) CHECK(summary.findings[i] == counts[i]);
  // May has no figure of 2.2.a, says the source.
  const Found missing = first(findings, TERTIAL_FINDING_MISSING_OBSERVATION);
  REQUIRE(missing.find("indicator") != nullptr);
  CHECK(missing.find("indicator")->kind == TERTIAL_DATUM_WORD);
  CHECK(view(missing.find("indicator")->word) == "2.2.a");
  CHECK(view(missing.find("period")->word) == "2020-05");
  tertial_findings_free(const_cast<tertial_findings*>(findings));  // the follow-up's: nothing happens
  CHECK(tertial_findings_count(findings) > 0);
}

TEST_CASE("findings outlive the plan that they came of") {
  Plan plan = action_plan();
  const Findings findings = findings_of(plan);
  const size_t count = tertial_findings_count(findings.get());
  plan.reset();
  CHECK(count > 0);
  for (size_t i = 0; i < count; ++i) CHECK_FALSE(message(findings.get(), i, TERTIAL_SWEDISH).empty());
}

TEST_CASE("all findings as JSON are as many as there are, each with its message") {
  const Findings findings = findings_of(action_plan());
  const std::string json = string(made<tertial_text>(
      [&](auto** out, auto* error) { return tertial_findings_json(findings.get(), TERTIAL_ENGLISH, out, error); }));
  CHECK(json.front() == '[');
  std::size_t objects = 0;
  for (std::size_t at = json.find("\"code\""); at != std::string::npos; at = json.find("\"code\"", at + 1)) ++objects;
  CHECK(objects == tertial_findings_count(findings.get()));
}

TEST_CASE("of no findings there are none") {
  CHECK(tertial_findings_count(nullptr) == 0);
  CHECK(tertial_findings_count(of_another_kind<tertial_findings>()) == 0);
}

TEST_CASE("every call on findings refuses what is wrong, and fails for want of memory without a trace") {
  // A risk of unknown area and an action nobody measures: notes, and some with a list of words.
  const Plan plan = with_outcomes();
  const FollowUp review = follow_up(plan);
  const tertial_findings* findings = nullptr;
  REQUIRE(tertial_follow_up_findings(review.get(), &findings, nullptr) == TERTIAL_OK);
  const size_t count = tertial_findings_count(findings);
  REQUIRE(count > 0);
  const HandleIn handle(findings);
  sweep("tertial_findings_get", tertial_findings_get, handle, index_of(count - 1, count), StructOut<tertial_finding>());
  sweep("tertial_findings_message", tertial_findings_message, handle, index_of(0, count), language(),
        new_handle<tertial_text>());
  const auto data = got<tertial_finding>(tertial_findings_get, findings, size_t{0}).data_count;
  REQUIRE(data > 0);
  sweep("tertial_findings_datum", tertial_findings_datum, handle, index_of(0, count), index_of(0, data),
        StructOut<tertial_datum>());
  sweep("tertial_findings_json", tertial_findings_json, handle, language(TERTIAL_SWEDISH), new_handle<tertial_text>());

  // Bands that lie over each other are named.
  const tertial_band bands[] = {{string("green"), {}, 1, 4}, {string("yellow"), {}, 4, 9}};
  auto options = sized<tertial_matrix_options>();
  options.likelihood = options.severity = 3;
  options.bands = bands, options.band_count = 2;
  const Matrix matrix =
      made<tertial_matrix>([&](auto** out, auto* error) { return tertial_matrix_new(&options, out, error); });
  REQUIRE(tertial_matrix_findings(matrix.get(), &findings, nullptr) == TERTIAL_OK);
  const Found overlap = first(findings, TERTIAL_FINDING_MATRIX_OVERLAPPING_BANDS);
  REQUIRE(overlap.index != SIZE_MAX);
  bool any = false;
  for (size_t k = 0; k < overlap.data.size(); ++k) {
    if (overlap.data[k].kind == TERTIAL_DATUM_WORDS) {
      any = true;
      CHECK(overlap.data[k].count == 2);
      CHECK(view(got<tertial_string>(tertial_findings_word, findings, overlap.index, k, size_t{0})) == "green");
      CHECK(view(got<tertial_string>(tertial_findings_word, findings, overlap.index, k, size_t{1})) == "yellow");
      sweep("tertial_findings_word", tertial_findings_word, HandleIn(findings),
            index_of(overlap.index, tertial_findings_count(findings)), index_of(k, overlap.data.size()), index_of(0, 2),
            Out<tertial_string>());
    } else {
      tertial_string out = string("as it was");
      CHECK(tertial_findings_word(findings, overlap.index, k, 0, &out, nullptr) == TERTIAL_E_NOT_FOUND);
      CHECK(view(out) == "as it was");
    }
  }
  CHECK(any);
}

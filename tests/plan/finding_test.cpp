#include "tertial/plan/finding.hpp"

#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

using tertial::Cell;
using tertial::Finding;
using tertial::FindingCode;
using tertial::FindingSeverity;
using tertial::kFindingCodes;
using tertial::Language;
using tertial::message;
using tertial::parse_finding_code;

TEST_CASE("the codes are those of version 1 of the contract, in its order") {
  constexpr std::string_view kContract[] = {"matrix-uncovered-score",
                                            "matrix-overlapping-bands",
                                            "matrix-inconsistent",
                                            "ratio-mismatch",
                                            "share-out-of-range",
                                            "numerator-exceeds-denominator",
                                            "complement-mismatch",
                                            "breakdown-mismatch",
                                            "missing-observation",
                                            "stale-indicator",
                                            "definition-break",
                                            "duplicate-observation",
                                            "risk-without-action",
                                            "action-without-indicator",
                                            "risk-not-reassessed",
                                            "risk-lowered-without-action",
                                            "risk-action-without-deadline",
                                            "expected-result-without-indicator",
                                            "status-disagrees",
                                            "activity-overdue",
                                            "target-undecided",
                                            "dates-out-of-order",
                                            "small-count"};
  REQUIRE(std::size(kContract) == kFindingCodes);
  for (std::size_t i = 0; i < kFindingCodes; ++i) {
    const auto code = static_cast<FindingCode>(i);
    CHECK(to_string(code) == kContract[i]);
    CHECK(parse_finding_code(kContract[i]) == code);
  }
  CHECK_FALSE(parse_finding_code(""));
  CHECK_FALSE(parse_finding_code("ratio_mismatch"));
}

TEST_CASE("what the contract gives a severity has it") {
  CHECK(severity_of(FindingCode::duplicate_observation) == FindingSeverity::error);
  CHECK(severity_of(FindingCode::numerator_exceeds_denominator) == FindingSeverity::error);
  CHECK(severity_of(FindingCode::matrix_uncovered_score) == FindingSeverity::warning);
  CHECK(severity_of(FindingCode::matrix_overlapping_bands) == FindingSeverity::warning);
  CHECK(severity_of(FindingCode::matrix_inconsistent) == FindingSeverity::note);
  CHECK(severity_of(FindingCode::small_count) == FindingSeverity::note);
  CHECK(to_string(FindingSeverity::error) == "error");
  CHECK(to_string(FindingSeverity::warning) == "warning");
  CHECK(to_string(FindingSeverity::note) == "note");
}

TEST_CASE("a finding's figures are found by key") {
  const Finding finding{
      .code = FindingCode::ratio_mismatch,
      .at = "/indicators/0/observations/1",
      .data = {{"indicator", std::string("2.2.c")}, {"value", 42.0}, {"cells", std::vector<Cell>{{2, 4}}}}};
  CHECK(finding.severity() == FindingSeverity::warning);
  CHECK(finding.word("indicator") == "2.2.c");
  CHECK(finding.number("value") == 42.0);
  CHECK(finding.word("value") == "");
  CHECK(finding.number("indicator") == 0);
  CHECK(finding.find("cells") != nullptr);
  CHECK(finding.find("denominator") == nullptr);
}

TEST_CASE("a message tells its figures, with a decimal comma in Swedish") {
  const Finding mismatch{.code = FindingCode::ratio_mismatch,
                         .at = "/indicators/0/observations/1",
                         .data = {{"indicator", std::string("2.2.c")},
                                  {"period", std::string("2020-02")},
                                  {"value", 69.0},
                                  {"computed", 66.67},
                                  {"numerator", 16.0},
                                  {"denominator", 24.0}}};
  const std::string english = message(mismatch, Language::en);
  const std::string swedish = message(mismatch, Language::sv);
  for (const char* figure : {"2.2.c", "2020-02", "69", "16", "24"}) {
    CHECK(english.find(figure) != std::string::npos);
    CHECK(swedish.find(figure) != std::string::npos);
  }
  CHECK(english.find("66.67") != std::string::npos);
  CHECK(swedish.find("66,67") != std::string::npos);
  CHECK(english != swedish);
}

TEST_CASE("no code is without a sentence, each language its own") {
  for (std::size_t i = 0; i < kFindingCodes; ++i) {
    const Finding bare{.code = static_cast<FindingCode>(i), .at = "", .data = {}};
    const std::string english = message(bare, Language::en);
    const std::string swedish = message(bare, Language::sv);
    CAPTURE(english);
    CHECK(english.size() > 10);
    CHECK(english.ends_with("."));
    CHECK(swedish.ends_with("."));
    CHECK(english != swedish);
  }
}

// Findings as lines for people and as JSON for programs.
//
//   std::string lines = finding_lines(findings, Language::en);
//   // warning: /matrix: matrix-uncovered-score: score 8 has no level ...
#pragma once

#include <span>
#include <string>

#include "tertial/language.hpp"
#include "tertial/plan/finding.hpp"

namespace tertial::cli {

// A line for each: severity, place, code and message.
[[nodiscard]] std::string finding_lines(std::span<const Finding> findings, Language language);

}  // namespace tertial::cli

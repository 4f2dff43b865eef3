// What is said of an indicator's figures: the figure or why there is none, the change or why it cannot be told, targets
// with their verdicts.
//
//   latest_in_words(source, line);                      // "43 % (jun)"
//   change_in_words(indicator, line.from_previous, Language::sv);   // "−1 procentenhet"
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/sections.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// A figure, or the word for why there is none.
[[nodiscard]] std::string figure_or_reason(const Indicator& indicator, const Observation& observation,
                                           Language language);
// The same with its period.
[[nodiscard]] std::string figure_in_words(const Source& source, const Indicator& indicator,
                                          const Observation& observation);
// Empty without a baseline.
[[nodiscard]] std::string baseline_in_words(const Source& source, const Indicator& indicator);
[[nodiscard]] std::string latest_in_words(const Source& source, const IndicatorLine& line);
// Empty where there is nothing to compare with.
[[nodiscard]] std::string change_in_words(const Indicator& indicator, const Change& moved, Language language);

// "minst 84 %", "ska öka", "mål"; with its year where that is not the plan's, and who set it.
[[nodiscard]] std::string aim_in_words(const Source& source, const Indicator& indicator, const Target& target);
// What a verdict rests on, after the word for it: ", på senaste värdet 81 %".
[[nodiscard]] std::string basis_in_words(const Indicator& indicator, const Target& target, const TargetVerdict& verdict,
                                         Language language);
// "nästan nått, på senaste värdet 81 %".
[[nodiscard]] std::string verdict_in_words(const Indicator& indicator, const Target& target,
                                           const TargetVerdict& verdict, Language language);
// All targets of an indicator with their verdicts, in one cell.
[[nodiscard]] std::string targets_in_words(const Source& source, const IndicatorLine& line);

// What the breaks of an indicator mean, and what may be compared across them: a sentence each.
[[nodiscard]] std::vector<std::string> break_notes(const Source& source, const Indicator& indicator,
                                                   const IndicatorLine& line);

// How the values of short periods are made into that of a longer one: ", summa"; empty where no kind is stated.
[[nodiscard]] std::string_view how_rolled_up(const Indicator& indicator, Language language);
// "23 (4 av 4 månader)".
[[nodiscard]] std::string rollup_in_words(const Indicator& indicator, const RollUp& rollup, Language language);
// Whether it is worth telling: made of several periods, in the plan's year.
[[nodiscard]] bool is_told(const RollUp& rollup, int year) noexcept;

}  // namespace report
}  // namespace v1
}  // namespace tertial

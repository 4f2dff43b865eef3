// How levels, cells of the matrix, definitions and periods of the plan are named in sentences and tables.
//
//   level_words(plan, worst, Language::sv).of_many;    // "röda"
//   score_with_cells(fault, Language::sv);             // "8 (rutorna 2×4 och 4×2)"
//   definition_name(indicator, definition);            // "Enbart fysiska möten räknas"
#pragma once

#include <string>
#include <string_view>

#include "report/page.hpp"
#include "tertial/action/status.hpp"
#include "tertial/indicator/indicator.hpp"
#include "tertial/language.hpp"
#include "tertial/plan/plan.hpp"
#include "tertial/risk/level.hpp"
#include "tertial/risk/matrix_fault.hpp"
#include "tertial/risk/movement.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// How a level is spoken of. Labels are free text; the usual colours and grades are known as adjectives and
// inflected, others are said as "på nivån X". In the plan's own language its labels are used, in another the
// known word for the id.
struct LevelWords {
  std::string name;     // "röd", in tables and after "från"
  std::string of_one;   // "röd", "på nivån betydande"
  std::string of_many;  // "röda", "på nivån betydande"
  bool is_adjective = false;
};
[[nodiscard]] LevelWords level_words(const Plan& plan, Level level, Language language);

// A mark for the eye beside the word; empty where there are more levels than shapes, and for the
// unclassified.
[[nodiscard]] std::string_view shape(const RiskMatrix& matrix, Level level) noexcept;
// A mark, then the word: "▲ gul", "↓ sänkt", "● följer tidplanen".
[[nodiscard]] std::string level_label(const Plan& plan, Level level, Language language);
[[nodiscard]] std::string movement_label(Movement movement, Language language);
[[nodiscard]] std::string status_label(ActionStatus status, Language language);
// The same, toned.
[[nodiscard]] Inline level_name(const Plan& plan, Level level, Language language);

// The usual colours and grades have their own tone, by the id of the level; others by their rank among all.
[[nodiscard]] Tone tone_of(const RiskMatrix& matrix, Level level) noexcept;
[[nodiscard]] Tone tone_of(ActionStatus status) noexcept;
[[nodiscard]] Tone tone_of(Movement movement) noexcept;
[[nodiscard]] Tone tone_of(TargetStatus status) noexcept;

// An id, set strong, and the title it goes by.
[[nodiscard]] Inline titled(std::string_view id, std::string_view title);
// The same where a page tells of `subject`.
[[nodiscard]] Inline titled(Subject subject, std::string_view id, std::string_view title);

// What a JSON pointer into the plan leads into; nothing for what a page does not tell of.
[[nodiscard]] Subject subject_at(std::string_view pointer) noexcept;

// Likelihood × severity: "2×4".
[[nodiscard]] std::string cell_name(Cell cell);
// A score of the matrix with the cells that have it.
[[nodiscard]] std::string score_with_cells(const MatrixFault& fault, Language language);

// What a definition says, without the full stop it may end in; its id where it says nothing, empty where none
// is named.
[[nodiscard]] std::string_view definition_name(const Indicator& indicator, DefinitionRef definition) noexcept;

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The indicators by the risk or goal they belong to.
//
//   for (const IndicatorSection& section : indicator_sections(source)) {
//     page.heading(3, section.title);
//   }
#pragma once

#include <vector>

#include "report/page.hpp"
#include "report/sections.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

using IndicatorGroup = std::vector<const IndicatorLine*>;

struct IndicatorSection {
  Inline title;
  IndicatorGroup lines;  // never empty
};

// Each indicator once: at its first risk, else its first goal, else where its first action belongs, else among the rest.
// Risks come first, then goals, those above before those below, then the rest.
[[nodiscard]] std::vector<IndicatorSection> indicator_sections(const Source& source);

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The tables of one group of indicators: those of a risk, of a goal, or the rest.
//
//   std::vector<const IndicatorLine*> group = ...;
//   write_state(source, group, page);
//   write_values(source, group, page);
#pragma once

#include <string>
#include <vector>

#include "report/markup.hpp"
#include "report/sections.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

using IndicatorGroup = std::vector<const IndicatorLine*>;

// Where each indicator stands: baseline, previous, latest, changes, targets; notes on breaks below.
void write_state(const Source& source, const IndicatorGroup& group, Page& page);
// Period by period, one table for each length of period; nothing where write_state() told it all.
void write_values(const Source& source, const IndicatorGroup& group, Page& page);
// Tertials and the year, made from shorter periods.
void write_rollups(const Source& source, const IndicatorGroup& group, Page& page);

// A figure, or the word for why there is none.
[[nodiscard]] std::string figure_or_reason(const Indicator& indicator, const Observation& observation,
                                           Language language);
// The targets of an indicator with their verdicts, in one cell.
[[nodiscard]] std::string targets_in_words(const Source& source, const IndicatorLine& line);

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The tables of one group of indicators: those of a risk, of a goal, or the rest.
//
//   std::vector<const IndicatorLine*> group = ...;
//   write_state(source, group, page);
//   write_values(source, group, page);
#pragma once

#include "report/indicator_sections.hpp"
#include "report/page.hpp"
#include "report/sections.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// Where each indicator stands: baseline, previous, latest, changes, targets; notes on breaks below.
void write_state(const Source& source, const IndicatorGroup& group, Page& page);
// Period by period, one table for each length of period; nothing where write_state() told it all.
void write_values(const Source& source, const IndicatorGroup& group, Page& page);
// Tertials and the year, made from shorter periods.
void write_rollups(const Source& source, const IndicatorGroup& group, Page& page);

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The indicators, each a card: where it stands, a chart of its figures, its targets, and the figures as a table.
#pragma once

#include <string>

#include "report/sections.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// Appends headings of the third level with the cards below them.
void write_indicator_cards(const Source& source, std::string& html);

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The parts of an HTML report that Markdown has no like of.
#pragma once

#include <string>
#include <string_view>

#include "report/sections.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// <!doctype html> to <body>, with the style sheet.
void begin_document(std::string_view title, Language language, std::string& html);
void end_document(std::string& html);

// The figures of the summary, each a tile with its word.
void write_tiles(const Source& source, std::string& html);
// What has changed since the previous follow-up: risks, reports of actions, indicators.
void write_changes(const Source& source, std::string& html);

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The sheets of the workbook, each written by a file of its own.
//
//   const Source source{plan, review, Language::sv};
//   add_summary_sheet(source, book);
//   add_risk_sheet(source, book);
#pragma once

#include "report/sections.hpp"
#include "report/xlsx/book.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

void add_summary_sheet(const Source& source, Book& book);
void add_risk_sheet(const Source& source, Book& book);
void add_matrix_sheet(const Source& source, Book& book);
void add_action_sheet(const Source& source, Book& book);
void add_indicator_sheet(const Source& source, Book& book);
void add_chart_sheet(const Source& source, Book& book);
void add_finding_sheet(const Source& source, Book& book);

}  // namespace report
}  // namespace v1
}  // namespace tertial

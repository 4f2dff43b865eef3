// The actions: status shown, reported, and by the plan's own dates, with the reason.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "report/figures.hpp"
#include "report/grammar.hpp"
#include "report/names.hpp"
#include "report/words.hpp"
#include "report/xlsx/sheets.hpp"
#include "report/xlsx/table.hpp"
#include "tertial/action/derivation.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

enum ActionColumn : std::uint16_t { kStatusColumn = 5, kReportedColumn = 6, kDerivedColumn = 9 };

void write_status(std::optional<ActionStatus> status, Language language, Table& table) {
  table.line(status ? status_label(*status, language) : std::string());
}

void write_action(const Source& source, const ActionLine& line, Table& table) {
  const auto& [plan, review, language] = source;
  const Action& action = plan.actions()[line.action];
  table.line(action.id).prose(action.title).prose(listed(action.risks, language));
  table.prose(listed(action.goals, language)).prose(action.responsible);
  table.line(line.status ? status_label(*line.status, language) : std::string(in(words::kNotReported, language)));
  write_status(line.reported, language, table);
  table.date(line.reported_on).line(in(line.unreported ? words::kNo : words::kYes, language));
  write_status(line.derivation.status, language, table);
  table.prose(typeset(to_text(line.derivation.why, language), language));
  const StatusReport* const report = latest_report(action, review.clock);
  table.prose(report != nullptr ? report->comment : std::string()).end_row();
}

}  // namespace

void add_action_sheet(const Source& source, Book& book) {
  const Language language = source.language;
  Sheet sheet = book.add_sheet(in(words::kActions, language));
  Table table(sheet, {{in(words::kId, language), 10},
                      {in(words::kAction, language), 36},
                      {in(words::kRisks, language), 12},
                      {in(words::kGoals, language), 12},
                      {in(words::kResponsible, language), 18},
                      {in(words::kStatus, language), 22},
                      {in(words::kReported, language), 22},
                      {in(words::kReportedWhen, language), 14},
                      {in(words::kReportedSince, language), 16},
                      {in(words::kDerived, language), 22},
                      {in(words::kWhy, language), 28},
                      {in(words::kComment, language), 36}});
  for (const ActionLine& line : source.review.actions) write_action(source, line, table);
  table.finish();
  sheet.freeze({.row = 1, .column = 1});
  for (std::size_t i = 0; i < kActionStatuses.size(); ++i) {
    const auto status = static_cast<ActionStatus>(i);
    for (const std::uint16_t column : {kStatusColumn, kReportedColumn, kDerivedColumn}) {
      table.tint(column, status_label(status, language), tone_of(status));
    }
  }
  table.tint(kStatusColumn, in(words::kNotReported, language), Tone::fair);
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

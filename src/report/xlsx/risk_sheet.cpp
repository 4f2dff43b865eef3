// The risks: level, score and cell now, level before, and how each moved.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "report/names.hpp"
#include "report/words.hpp"
#include "report/xlsx/sheets.hpp"
#include "report/xlsx/table.hpp"
#include "tertial/risk/risk.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

enum RiskColumn : std::uint16_t { kLevelNowColumn = 3, kLevelBeforeColumn = 7, kMovementColumn = 8 };

std::string_view area_of(const Source& source, const Risk& risk) {
  const Area* const area = source.plan.find_area(risk.area);
  return area == nullptr || area->title.empty() ? risk.area : area->title;
}

template <class Step>
std::optional<double> stated(Step step) noexcept {
  return step.stated() ? std::optional<double>(step.value()) : std::nullopt;
}

// Why it was judged as it was, or closed.
std::string_view rationale_of(const Source& source, const RiskLine& line) {
  const RiskState state = state_of(source.plan.risks()[line.risk], source.plan.matrix(), source.review.clock);
  if (line.closed && state.closing != nullptr) return state.closing->reason;
  return state.assessment != nullptr ? std::string_view(state.assessment->rationale) : std::string_view();
}

void write_level(const Source& source, std::optional<Level> level, Table& table) {
  table.line(level ? level_label(source.plan, *level, source.language)
                   : std::string(in(words::kNotAssessed, source.language)));
}

void write_risk(const Source& source, const RiskLine& line, Table& table) {
  const auto& [plan, review, language] = source;
  const Risk& risk = plan.risks()[line.risk];
  table.line(risk.id).prose(risk.title).prose(area_of(source, risk));
  if (line.closed_before) {
    table.skip(5).line(in(words::kWasClosedBefore, language)).skip();
  } else {
    write_level(source, line.assessed ? std::optional(line.level) : std::nullopt, table);
    table.number(line.score).number(stated(line.likelihood)).number(stated(line.severity));
    if (review.previous) {
      write_level(source, line.previous_level, table);
    } else {
      table.skip();
    }
    table.line(movement_label(line.movement, language)).date(line.assessed);
  }
  table.date(line.closed).prose(rationale_of(source, line)).end_row();
}

}  // namespace

void add_risk_sheet(const Source& source, Book& book) {
  const Language language = source.language;
  Sheet sheet = book.add_sheet(in(words::kRisks, language));
  Table table(sheet, {{in(words::kId, language), 8},
                      {in(words::kRisk, language), 36},
                      {in(words::kArea, language), 20},
                      {in(words::kLevelNow, language), 14},
                      {in(words::kScore, language), 13, true},
                      {in(words::kLikelihood, language), 15, true},
                      {in(words::kSeverity, language), 20, true},
                      {in(words::kLevelBefore, language), 14},
                      {in(words::kMovement, language), 18},
                      {in(words::kAssessed, language), 12},
                      {in(words::kClosedOn, language), 12},
                      {in(words::kRationale, language), 44}});
  for (const RiskLine& line : source.review.risks) write_risk(source, line, table);
  table.finish();
  sheet.freeze({.row = 1, .column = 1});
  const RiskMatrix& matrix = source.plan.matrix();
  for (std::size_t rank = 0; rank <= matrix.bands().size(); ++rank) {
    const Level level(static_cast<std::uint8_t>(rank));
    for (const std::uint16_t column : {kLevelNowColumn, kLevelBeforeColumn}) {
      table.tint(column, level_label(source.plan, level, source.language), tone_of(matrix, level));
    }
  }
  for (std::size_t i = 0; i < kMovements.size(); ++i) {
    const auto movement = static_cast<Movement>(i);
    table.tint(kMovementColumn, movement_label(movement, language), tone_of(movement));
  }
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The first sheet: what was source up, the sentences that a board reads first, and the figures they come from.
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "report/figures.hpp"
#include "report/names.hpp"
#include "report/words.hpp"
#include "report/xlsx/cell_text.hpp"
#include "report/xlsx/sheets.hpp"
#include "report/xlsx/table.hpp"
#include "tertial/report/markdown.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

using Kind = CellStyle::Kind;

constexpr double kFigureWidth = 90;

// Dates and the period; returns the row after them.
std::uint32_t write_head(const Source& source, Sheet& sheet) {
  const auto& [plan, review, language] = source;
  std::uint32_t row = 0;
  sheet.text({row++, 0}, plan.title(), {.kind = Kind::title});
  if (!plan.organisation().empty()) sheet.text({row++, 0}, plan.organisation());
  sheet.text({row, 0}, in(words::kFollowedUpOn, language)).date({row, 1}, review.clock.as_of);
  ++row;
  if (review.period) {
    sheet.text({row, 0}, in(words::kPeriod, language)).text({row, 1}, long_period(*review.period, language));
    ++row;
  }
  sheet.text({row, 0}, in(words::kComparedWithDate, language));
  if (review.previous) {
    sheet.date({row, 1}, *review.previous);
  } else {
    sheet.text({row, 1}, in(words::kNoEarlierFollowUp, language));
  }
  return row + 2;
}

// A table of counts, one subject after the other.
class Counts {
 public:
  Counts(Table& table, Language language) : table_(table), language_(language) {}

  void about(const Phrase& subject) { subject_ = in(subject, language_); }
  void add(std::string_view figure, int count) { table_.line(subject_).line(figure).number(count).end_row(); }
  void add(const Phrase& figure, int count) { add(in(figure, language_), count); }

 private:
  Table& table_;
  Language language_;
  std::string_view subject_;
};

void count_risks(const Source& source, Counts& out) {
  const Summary::Risks& risks = source.review.summary.risks;
  out.about(words::kRisks);
  for (std::size_t rank = risks.by_level.size(); rank-- > 0;) {
    out.add(level_label(source.plan, Level(static_cast<std::uint8_t>(rank)), source.language), risks.by_level[rank]);
  }
  out.add(words::kOpen, risks.open);
  out.add(words::kClosed, risks.closed);
  out.about(words::kMovement);
  for (std::size_t i = 0; i < risks.movement.size(); ++i) {
    out.add(movement_label(static_cast<Movement>(i), source.language), risks.movement[i]);
  }
  out.add(words::kLoweredOrClosed, risks.reduced);
}

void count_actions(const Source& source, Counts& out) {
  using enum ActionStatus;
  const Summary::Actions& actions = source.review.summary.actions;
  out.about(words::kActions);
  for (const ActionStatus status : {on_schedule, at_risk, delayed, completed, not_started, cancelled}) {
    out.add(status_label(status, source.language), actions.by_status[static_cast<std::size_t>(status)]);
  }
  out.add(words::kNotReported, actions.unreported);
}

void count_indicators(const Source& source, Counts& out) {
  using enum TargetStatus;
  const Summary::Indicators& indicators = source.review.summary.indicators;
  out.about(words::kIndicators);
  out.add(words::kWithValue, indicators.with_value);
  out.add(words::kMissing, indicators.missing);
  out.add(words::kNotDue, indicators.not_due);
  const Summary::Targets& targets = source.review.summary.targets;
  out.about(words::kTargets);
  out.add(word_for(met), targets.met);
  out.add(word_for(near), targets.near);
  out.add(word_for(missed), targets.missed);
  out.add(word_for(undecided), targets.undecided);
  out.add(word_for(no_target), targets.no_target);
  out.add(word_for(no_value), targets.no_value);
}

void count_findings(const Source& source, Counts& out) {
  constexpr std::array<Phrase, 3> kGravities = {words::kErrors, words::kWarnings, words::kNotes};
  out.about(words::kFindings);
  for (std::size_t i = 0; i < kGravities.size(); ++i) out.add(kGravities[i], source.review.summary.findings[i]);
}

}  // namespace

void add_summary_sheet(const Source& source, Book& book) {
  const Language language = source.language;
  Sheet sheet = book.add_sheet(in(words::kSummary, language));
  std::uint32_t row = write_head(source, sheet);
  sheet.text({row++, 0}, in(words::kSummary, language), {.kind = Kind::strong});
  for (const std::string& sentence : summary(source.plan, source.review, language)) {
    sheet.height(row, lines_in_column(sentence, kFigureWidth));
    sheet.text({row++, 1}, sentence, {.kind = Kind::prose});
  }
  Table table(sheet,
              {{in(words::kSubject, language), 20},
               {in(words::kFigure, language), kFigureWidth},
               {in(words::kCount, language), 12, true}},
              row + 1);
  Counts counts(table, language);
  count_risks(source, counts);
  count_actions(source, counts);
  count_indicators(source, counts);
  count_findings(source, counts);
  table.finish();
  sheet.freeze({.row = 1});
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The indicators: a row for each observation known, the figures that other definitions gave among them.
#include <cstddef>
#include <cstdint>

#include "report/names.hpp"
#include "report/words.hpp"
#include "report/xlsx/sheets.hpp"
#include "report/xlsx/table.hpp"
#include "tertial/indicator/known_series.hpp"
#include "tertial/indicator/observation.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

constexpr std::uint16_t kStateColumn = 6;

// What stands beside the value, or in its stead.
Phrase state_of(const Observation& observation) noexcept {
  const bool should_have = may_have_value(observation.status) && observation.status != ObservationStatus::confidential;
  return should_have && !observation.value ? words::kMissing : word_for(observation.status);
}

void write_observation(const Source& source, const Indicator& indicator, const KnownObservation& entry, Table& table) {
  const Language language = source.language;
  const Observation& observation = entry.observation;
  table.line(indicator.id).prose(indicator.title).line(known_word(indicator.unit, language));
  table.line(observation.period.to_string()).date(observation.period.last());
  if (observation.value) {
    table.number(*observation.value, NumberForm::of(indicator, *observation.value));
  } else {
    table.skip();
  }
  table.line(in(state_of(observation), language)).line(to_string(observation.status));
  table.number(observation.numerator).number(observation.denominator);
  table.prose(definition_name(indicator, entry.definition));
  table.line(in(entry.parallel ? words::kParallelLine : words::kMainLine, language));
  table.date(observation.recorded).end_row();
}

// Of all indicators. Those stored are counted first, which are no fewer: most plans need no more than that.
std::size_t count_observations(const Source& source) {
  std::size_t stored = 0;
  for (const Indicator& indicator : source.plan.indicators()) stored += indicator.observations.size();
  if (stored < kMostRows) return stored;
  std::size_t shown = 0;
  KnownSeries known;
  for (const IndicatorLine& line : source.review.indicators) {
    known_observations(source.plan, source.review, line.indicator, known);
    shown += known.size();
  }
  return shown;
}

}  // namespace

void add_indicator_sheet(const Source& source, Book& book) {
  const Language language = source.language;
  Sheet sheet = book.add_sheet(in(words::kIndicators, language));
  if (!book.status().ok() || !sheet.holds(count_observations(source))) return;
  Table table(sheet, {{in(words::kId, language), 11},
                      {in(words::kIndicator, language), 40},
                      {in(words::kUnit, language), 14},
                      {in(words::kPeriod, language), 12},
                      {in(words::kPeriodEnds, language), 15},
                      {in(words::kValue, language), 12, true},
                      {in(words::kValueState, language), 20},
                      {in(words::kStatusCode, language), 12},
                      {in(words::kNumerator, language), 13, true},
                      {in(words::kDenominator, language), 15, true},
                      {in(words::kDefinition, language), 32},
                      {in(words::kLine, language), 12},
                      {in(words::kRecorded, language), 12}});
  KnownSeries known;
  for (const IndicatorLine& line : source.review.indicators) {
    known_observations(source.plan, source.review, line.indicator, known);
    const Indicator& indicator = source.plan.indicators()[line.indicator];
    for (const KnownObservation& entry : known) write_observation(source, indicator, entry, table);
  }
  table.finish();
  sheet.freeze({.row = 1, .column = 1});
  table.tint(kStateColumn, in(words::kMissing, language), Tone::fair);
  for (const Phrase& word : {words::kNotCollected, words::kNotDue, words::kConfidential, words::kSuppressed}) {
    table.tint(kStateColumn, in(word, language), Tone::quiet);
  }
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

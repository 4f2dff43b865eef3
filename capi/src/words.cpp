// The words of the documents and their numbers.

#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "call.hpp"
#include "tertial/action/status.hpp"
#include "tertial/calendar/granularity.hpp"
#include "tertial/indicator/change.hpp"
#include "tertial/indicator/indicator.hpp"
#include "tertial/indicator/observation.hpp"
#include "tertial/indicator/target.hpp"
#include "tertial/io/follow_up_writer.hpp"
#include "tertial/io/table_import.hpp"
#include "tertial/measure/measure.hpp"
#include "tertial/plan/finding.hpp"
#include "tertial/risk/movement.hpp"
#include "tertial/text.hpp"

namespace tertial::capi {
namespace {

// The numbers of the interface are those of the library, or this does not compile.
template <class Enum>
constexpr bool is(Enum value, std::int32_t number) {
  return static_cast<std::int32_t>(value) == number;
}
static_assert(is(Granularity::day, TERTIAL_DAY) && is(Granularity::week, TERTIAL_WEEK) &&
              is(Granularity::month, TERTIAL_MONTH) && is(Granularity::quarter, TERTIAL_QUARTER) &&
              is(Granularity::tertial, TERTIAL_TERTIAL) && is(Granularity::half_year, TERTIAL_HALF_YEAR) &&
              is(Granularity::year, TERTIAL_YEAR));
static_assert(is(Movement::decreased, TERTIAL_MOVEMENT_DECREASED) &&
              is(Movement::increased, TERTIAL_MOVEMENT_INCREASED) &&
              is(Movement::unchanged, TERTIAL_MOVEMENT_UNCHANGED) && is(Movement::closed, TERTIAL_MOVEMENT_CLOSED) &&
              is(Movement::fresh, TERTIAL_MOVEMENT_NEW) && is(Movement::reopened, TERTIAL_MOVEMENT_REOPENED) &&
              is(Movement::unknown, TERTIAL_MOVEMENT_UNKNOWN) && kMovements.size() == TERTIAL_MOVEMENTS);
static_assert(is(ActionStatus::cancelled, TERTIAL_ACTION_CANCELLED) &&
              is(ActionStatus::completed, TERTIAL_ACTION_COMPLETED) &&
              is(ActionStatus::not_started, TERTIAL_ACTION_NOT_STARTED) &&
              is(ActionStatus::on_schedule, TERTIAL_ACTION_ON_SCHEDULE) &&
              is(ActionStatus::at_risk, TERTIAL_ACTION_AT_RISK) && is(ActionStatus::delayed, TERTIAL_ACTION_DELAYED) &&
              kActionStatuses.size() == TERTIAL_ACTION_STATUSES);
static_assert(is(ObservationStatus::normal, TERTIAL_OBSERVATION_NORMAL) &&
              is(ObservationStatus::provisional, TERTIAL_OBSERVATION_PROVISIONAL) &&
              is(ObservationStatus::estimated, TERTIAL_OBSERVATION_ESTIMATED) &&
              is(ObservationStatus::break_in, TERTIAL_OBSERVATION_BREAK) &&
              is(ObservationStatus::missing, TERTIAL_OBSERVATION_MISSING) &&
              is(ObservationStatus::not_collected, TERTIAL_OBSERVATION_NOT_COLLECTED) &&
              is(ObservationStatus::not_due, TERTIAL_OBSERVATION_NOT_DUE) &&
              is(ObservationStatus::confidential, TERTIAL_OBSERVATION_CONFIDENTIAL) &&
              is(ObservationStatus::suppressed, TERTIAL_OBSERVATION_SUPPRESSED));
static_assert(is(IndicatorKind::flow, TERTIAL_FLOW) && is(IndicatorKind::snapshot, TERTIAL_SNAPSHOT) &&
              is(IndicatorKind::share, TERTIAL_SHARE) && is(IndicatorKind::rolling, TERTIAL_ROLLING) &&
              is(IndicatorKind::index, TERTIAL_INDEX));
static_assert(is(Direction::none, TERTIAL_DIRECTION_NONE) && is(Direction::higher, TERTIAL_DIRECTION_HIGHER) &&
              is(Direction::lower, TERTIAL_DIRECTION_LOWER) && is(Direction::within, TERTIAL_DIRECTION_WITHIN));
static_assert(is(TargetStatus::met, TERTIAL_TARGET_MET) && is(TargetStatus::near, TERTIAL_TARGET_NEAR) &&
              is(TargetStatus::missed, TERTIAL_TARGET_MISSED) &&
              is(TargetStatus::undecided, TERTIAL_TARGET_UNDECIDED) &&
              is(TargetStatus::no_target, TERTIAL_TARGET_NO_TARGET) &&
              is(TargetStatus::no_value, TERTIAL_TARGET_NO_VALUE));
static_assert(is(JudgedOn::latest, TERTIAL_JUDGED_ON_LATEST) &&
              is(JudgedOn::year_to_date, TERTIAL_JUDGED_ON_YEAR_TO_DATE) &&
              is(JudgedOn::forecast, TERTIAL_JUDGED_ON_FORECAST));
static_assert(is(NoChange::no_value, TERTIAL_NO_CHANGE_NO_VALUE) &&
              is(NoChange::no_earlier_value, TERTIAL_NO_CHANGE_NO_EARLIER_VALUE) &&
              is(NoChange::no_newer_value, TERTIAL_NO_CHANGE_NO_NEWER_VALUE) &&
              is(NoChange::definition_break, TERTIAL_NO_CHANGE_DEFINITION_BREAK) &&
              is(NoChange::suppressed, TERTIAL_NO_CHANGE_SUPPRESSED));
static_assert(is(Availability::with_value, TERTIAL_WITH_VALUE) && is(Availability::missing, TERTIAL_MISSING) &&
              is(Availability::not_due, TERTIAL_NOT_DUE));
static_assert(is(FindingSeverity::error, TERTIAL_FINDING_ERROR) &&
              is(FindingSeverity::warning, TERTIAL_FINDING_WARNING) && is(FindingSeverity::note, TERTIAL_FINDING_NOTE));
static_assert(is(FindingCode::matrix_uncovered_score, TERTIAL_FINDING_MATRIX_UNCOVERED_SCORE) &&
              is(FindingCode::matrix_overlapping_bands, TERTIAL_FINDING_MATRIX_OVERLAPPING_BANDS) &&
              is(FindingCode::matrix_inconsistent, TERTIAL_FINDING_MATRIX_INCONSISTENT) &&
              is(FindingCode::ratio_mismatch, TERTIAL_FINDING_RATIO_MISMATCH) &&
              is(FindingCode::share_out_of_range, TERTIAL_FINDING_SHARE_OUT_OF_RANGE) &&
              is(FindingCode::numerator_exceeds_denominator, TERTIAL_FINDING_NUMERATOR_EXCEEDS_DENOMINATOR) &&
              is(FindingCode::complement_mismatch, TERTIAL_FINDING_COMPLEMENT_MISMATCH) &&
              is(FindingCode::breakdown_mismatch, TERTIAL_FINDING_BREAKDOWN_MISMATCH) &&
              is(FindingCode::missing_observation, TERTIAL_FINDING_MISSING_OBSERVATION) &&
              is(FindingCode::stale_indicator, TERTIAL_FINDING_STALE_INDICATOR) &&
              is(FindingCode::definition_break, TERTIAL_FINDING_DEFINITION_BREAK) &&
              is(FindingCode::duplicate_observation, TERTIAL_FINDING_DUPLICATE_OBSERVATION) &&
              is(FindingCode::risk_without_action, TERTIAL_FINDING_RISK_WITHOUT_ACTION) &&
              is(FindingCode::action_without_indicator, TERTIAL_FINDING_ACTION_WITHOUT_INDICATOR) &&
              is(FindingCode::risk_not_reassessed, TERTIAL_FINDING_RISK_NOT_REASSESSED) &&
              is(FindingCode::risk_lowered_without_action, TERTIAL_FINDING_RISK_LOWERED_WITHOUT_ACTION) &&
              is(FindingCode::risk_action_without_deadline, TERTIAL_FINDING_RISK_ACTION_WITHOUT_DEADLINE) &&
              is(FindingCode::expected_result_without_indicator, TERTIAL_FINDING_EXPECTED_RESULT_WITHOUT_INDICATOR) &&
              is(FindingCode::status_disagrees, TERTIAL_FINDING_STATUS_DISAGREES) &&
              is(FindingCode::activity_overdue, TERTIAL_FINDING_ACTIVITY_OVERDUE) &&
              is(FindingCode::target_undecided, TERTIAL_FINDING_TARGET_UNDECIDED) &&
              is(FindingCode::dates_out_of_order, TERTIAL_FINDING_DATES_OUT_OF_ORDER) &&
              is(FindingCode::small_count, TERTIAL_FINDING_SMALL_COUNT) && kFindingCodes == 23);
static_assert(is(CsvTable::risks, TERTIAL_TABLE_RISKS) && is(CsvTable::actions, TERTIAL_TABLE_ACTIONS) &&
              is(CsvTable::indicators, TERTIAL_TABLE_INDICATORS) &&
              is(CsvTable::observations, TERTIAL_TABLE_OBSERVATIONS) && is(CsvTable::targets, TERTIAL_TABLE_TARGETS) &&
              is(CsvTable::rollups, TERTIAL_TABLE_ROLLUPS) && is(CsvTable::self_checks, TERTIAL_TABLE_SELF_CHECKS) &&
              is(CsvTable::findings, TERTIAL_TABLE_FINDINGS));
static_assert(is(TableChange::Kind::new_indicator, TERTIAL_IMPORT_NEW_INDICATOR) &&
              is(TableChange::Kind::new_observation, TERTIAL_IMPORT_NEW_OBSERVATION) &&
              is(TableChange::Kind::changed_observation, TERTIAL_IMPORT_CHANGED_OBSERVATION) &&
              is(TableChange::Kind::new_baseline, TERTIAL_IMPORT_NEW_BASELINE) &&
              is(TableChange::Kind::changed_baseline, TERTIAL_IMPORT_CHANGED_BASELINE));
static_assert(is(Language::sv, TERTIAL_SWEDISH) && is(Language::en, TERTIAL_ENGLISH));
static_assert(is(ScoreKind::product, TERTIAL_SCORE_PRODUCT) && is(ScoreKind::sum, TERTIAL_SCORE_SUM) &&
              is(ScoreKind::table, TERTIAL_SCORE_TABLE));
static_assert(is(Uncovered::report, TERTIAL_UNCOVERED_REPORT) &&
              is(Uncovered::next_worse, TERTIAL_UNCOVERED_NEXT_WORSE));
static_assert(Scale::kMaxSize == TERTIAL_MAX_STEPS && RiskMatrix::kMaxBands == TERTIAL_MAX_BANDS);

template <class One, std::int32_t kNumber>
constexpr bool kIsMeasure = std::is_same_v<std::variant_alternative_t<kNumber, Measure>, One>;
static_assert(kIsMeasure<CountMeasure, TERTIAL_MEASURE_COUNT> && kIsMeasure<DistinctMeasure, TERTIAL_MEASURE_DISTINCT> &&
              kIsMeasure<MeanMeasure, TERTIAL_MEASURE_MEAN> && kIsMeasure<DeadlineMeasure, TERTIAL_MEASURE_DEADLINE> &&
              kIsMeasure<SnapshotMeasure, TERTIAL_MEASURE_SNAPSHOT> &&
              kIsMeasure<CohortMeasure, TERTIAL_MEASURE_COHORT> && kIsMeasure<WindowMeasure, TERTIAL_MEASURE_WINDOW>);
static_assert(is(Presence::listed, TERTIAL_PRESENCE_LISTED) && is(Presence::at_end, TERTIAL_PRESENCE_AT_END) &&
              is(Presence::throughout, TERTIAL_PRESENCE_THROUGHOUT) && kMostGroups == TERTIAL_MAX_GROUPS);
constexpr std::string_view kMeasures[] = {CountMeasure::kName,    DistinctMeasure::kName, MeanMeasure::kName,
                                          DeadlineMeasure::kName, SnapshotMeasure::kName, CohortMeasure::kName,
                                          WindowMeasure::kName};
constexpr std::string_view kPresences[] = {"listed", "at_end", "throughout"};
constexpr std::string_view kDurationUnits[] = {"none", "second", "day", "month"};

constexpr std::string_view kImportChanges[] = {"new_indicator", "new_observation", "changed_observation",
                                               "new_baseline", "changed_baseline"};
constexpr std::string_view kStatuses[] = {"ok",     "syntax", "schema",      "argument", "not_found", "memory",
                                          "handle", "limit",  "unsupported", "stream",   "internal",  "disclosure"};

template <class Enum>
std::string_view word_among(std::int32_t value, std::int32_t count) noexcept {
  return value >= 0 && value < count ? to_string(static_cast<Enum>(value)) : std::string_view();
}
std::string_view word_among(std::span<const std::string_view> words, std::int32_t value) noexcept {
  return value >= 0 && value < static_cast<std::int32_t>(words.size()) ? words[static_cast<std::size_t>(value)]
                                                                       : std::string_view();
}

// Empty where there is none. All words are literals: a NUL follows them.
std::string_view word_of(std::int32_t vocabulary, std::int32_t value) noexcept {
  switch (vocabulary) {
    case TERTIAL_WORDS_GRANULARITY:
      return word_among<Granularity>(value, 7);
    case TERTIAL_WORDS_MOVEMENT:
      return word_among(kMovements, value);
    case TERTIAL_WORDS_ACTION_STATUS:
      return word_among(kActionStatuses, value);
    case TERTIAL_WORDS_OBSERVATION_STATUS:
      return word_among(kObservationStatusCodes, value);
    case TERTIAL_WORDS_INDICATOR_KIND:
      return word_among(kIndicatorKinds, value);
    case TERTIAL_WORDS_DIRECTION:
      return word_among(kDirections, value);
    case TERTIAL_WORDS_TARGET_STATUS:
      return word_among<TargetStatus>(value, 6);
    case TERTIAL_WORDS_JUDGED_ON:
      return word_among<JudgedOn>(value, 4);
    case TERTIAL_WORDS_NO_CHANGE:
      return word_among<NoChange>(value, 5);
    case TERTIAL_WORDS_AVAILABILITY: {
      constexpr std::string_view kWords[] = {"with_value", "missing", "not_due"};
      return word_among(kWords, value);
    }
    case TERTIAL_WORDS_FINDING_CODE:
      return word_among<FindingCode>(value, static_cast<std::int32_t>(kFindingCodes));
    case TERTIAL_WORDS_FINDING_SEVERITY:
      return word_among<FindingSeverity>(value, 3);
    case TERTIAL_WORDS_TABLE:
      return word_among(kCsvTables, value);
    case TERTIAL_WORDS_IMPORT_CHANGE:
      return word_among(kImportChanges, value);
    case TERTIAL_WORDS_LANGUAGE:
      return word_among<Language>(value, 2);
    case TERTIAL_WORDS_MEASURE:
      return word_among(kMeasures, value);
    case TERTIAL_WORDS_PRESENCE:
      return word_among(kPresences, value);
    case TERTIAL_WORDS_DURATION_UNIT:
      return word_among(kDurationUnits, value);
    default:
      return {};
  }
}

}  // namespace
}  // namespace tertial::capi

using namespace tertial::capi;
using tertial::text;

const char* tertial_status_word(tertial_status status) {
  const std::string_view word = word_among(kStatuses, status);
  return word.empty() ? nullptr : word.data();
}

const char* tertial_word(int32_t vocabulary, int32_t value) {
  const std::string_view word = word_of(vocabulary, value);
  return word.empty() ? nullptr : word.data();
}

tertial_status tertial_word_value(int32_t vocabulary, const char* word, size_t size, int32_t* out,
                                  tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const std::string_view wanted = call.text("word", word, size);
    call.one_of("vocabulary", vocabulary, TERTIAL_WORDS_DURATION_UNIT + 1);
    call.out("out", out);
    if (!call.ok()) return call.status();
    constexpr std::int32_t kMost = 64;  // more than any vocabulary has
    for (std::int32_t value = 0; value < kMost; ++value) {
      const std::string_view known = word_of(vocabulary, value);
      if (known.empty() || known != wanted) continue;
      *out = value;
      return TERTIAL_OK;
    }
    std::string known_words;
    for (std::int32_t value = 0; value < kMost; ++value) {
      const std::string_view known = word_of(vocabulary, value);
      if (!known.empty()) known_words += text(known_words.empty() ? "" : ", ", known);
    }
    return call.fail(TERTIAL_E_NOT_FOUND, "word", text("is none of ", known_words));
  });
}

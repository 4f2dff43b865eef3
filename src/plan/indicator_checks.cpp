#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

#include "plan/plan_checks.hpp"
#include "tertial/indicator/change.hpp"
#include "tertial/indicator/printed.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

// Units that count people, as plans write them.
constexpr std::array<std::string_view, 30> kPeople = {  // sorted
    "adults",    "anställda",   "barn",     "boys",      "brukare",  "child",    "children", "clients",
    "employees", "familjer",    "flickor",  "föräldrar", "girls",    "invånare", "klienter", "medarbetare",
    "men",       "pensionärer", "people",   "person",    "personer", "persons",  "pojkar",   "pupils",
    "staff",     "students",    "ungdomar", "vuxna",     "women",    "youths"};

bool counts_people(const Indicator& indicator) noexcept {
  return std::binary_search(kPeople.begin(), kPeople.end(), std::string_view(indicator.unit));
}

}  // namespace

void IndicatorChecks::check(std::uint32_t place, const KnownIndicator& at_clock) {
  const Indicator& indicator = plan_.indicators()[place];
  const KnownSeries& known = at_clock.series();
  const ShareParts& parts = at_clock.parts();
  place_ = place;
  held_ = find_held_back(all_held_, indicator.id);
  for (const auto& [first, second] : known.duplicates()) {
    add(FindingCode::duplicate_observation, second,
        {{"of", indicator.id},
         {"date", indicator.observations[second].period.to_string()},
         {"recorded",
          indicator.observations[second].recorded.value_or(indicator.observations[second].holds_from()).to_string()}});
  }
  const bool is_share = indicator.kind == IndicatorKind::share;
  const bool has_counts = is_share || parts.numerator != nullptr;
  const bool people = counts_people(indicator) && !indicator.protect;
  small_ = 0;
  for (const KnownObservation& entry : known) {
    const Observation& observation = entry.observation;
    if (observation.status == ObservationStatus::missing) {
      add(FindingCode::missing_observation, entry.place,
          {{"indicator", indicator.id}, {"period", observation.period.to_string()}});
    }
    if (people && observation.value && is_small_count(*observation.value)) note_small(entry);
    if (!has_counts && !observation.numerator && !observation.denominator) continue;
    check_share(indicator, entry, parts, is_share);
  }
  check_breaks(indicator, known);
  if (!indicator.complement_of.empty()) check_complement(indicator, known);
  if (small_ > 0) {
    add(FindingCode::small_count, small_place_,
        {{"indicator", indicator.id}, {"period", small_period_.to_string()}, {"periods", static_cast<double>(small_)}});
  }
}

void IndicatorChecks::note_small(const KnownObservation& entry) {
  if (is_held(entry)) return;  // the note would say how small it is
  if (small_++ > 0) return;
  small_place_ = entry.place;
  small_period_ = entry.observation.period;
}

void IndicatorChecks::check_share(const Indicator& indicator, const KnownObservation& entry, const ShareParts& parts,
                                  bool is_share) {
  const Observation& observation = entry.observation;
  const double scale = indicator.scale();
  if (is_share && observation.value && (*observation.value < -kRounding || *observation.value > scale + kRounding)) {
    add_figures(FindingCode::share_out_of_range, indicator, entry, {{"value", *observation.value}, {"most", scale}});
  }
  const auto counts = share_counts(observation, parts);
  if (!counts || !may_have_value(observation.status)) return;
  const auto [numerator, denominator] = *counts;
  if (is_share && numerator > denominator) {
    add_figures(FindingCode::numerator_exceeds_denominator, indicator, entry,
                {{"numerator", numerator}, {"denominator", denominator}});
  }
  if (!indicator.protect && observation.numerator && is_small_count(numerator)) note_small(entry);
  if (!observation.value || denominator == 0) return;
  const double computed = numerator / denominator * scale;
  const int decimals = indicator.decimals.value_or(printed_decimals(*observation.value));
  const double tolerance = plan_.rules().ratio_tolerance.value_or(0.5 * last_place(decimals));
  if (std::abs(computed - *observation.value) <= tolerance + kRounding * std::max(1.0, std::abs(computed))) return;
  add_figures(FindingCode::ratio_mismatch, indicator, entry,
              {{"value", *observation.value},
               {"computed", rounded(computed, std::max(decimals, 1) + 1)},
               {"numerator", numerator},
               {"denominator", denominator}});
}

void IndicatorChecks::check_breaks(const Indicator& indicator, const KnownSeries& known) {
  if (indicator.definitions.size() < 2 && std::none_of(known.begin(), known.end(), [](const KnownObservation& one) {
        return one.observation.status == ObservationStatus::break_in;
      })) {
    return;
  }
  for (const std::size_t at : breaks_in(known)) {
    std::vector<Datum> data = {{"indicator", indicator.id}, {"period", known[at].observation.period.to_string()}};
    std::size_t before = at;
    while (before > 0 && (before == at || known[before].parallel)) --before;
    const DefinitionRef from = known[before].definition;
    const DefinitionRef to = known[at].definition;
    if (from.named() && to.named() && from != to) {
      data.push_back({"from", indicator.definitions[from.index()].id});
      data.push_back({"to", indicator.definitions[to.index()].id});
    }
    add(FindingCode::definition_break, known[at].place, std::move(data));
  }
}

void IndicatorChecks::check_complement(const Indicator& indicator, const KnownSeries& known) {
  const Indicator& other = *plan_.find_indicator(indicator.complement_of);
  complement_.assign(other, clock_);
  for (const KnownObservation& entry : known) {
    if (entry.parallel || !entry.observation.value) continue;
    const auto at = complement_.find(entry.observation.period);
    if (!at || !complement_[*at].observation.value) continue;
    const double value = *entry.observation.value;
    const double complement = *complement_[*at].observation.value;
    const int decimals = std::min(indicator.decimals.value_or(printed_decimals(value)),
                                  other.decimals.value_or(printed_decimals(complement)));
    // Each of the two may be rounded by half of its last place.
    const double tolerance = last_place(decimals) + kRounding;
    if (std::abs(value + complement - indicator.scale()) <= tolerance) continue;
    add_figures(FindingCode::complement_mismatch, indicator, entry,
                {{"complement_of", other.id},
                 {"value", value},
                 {"other", complement},
                 {"sum", printed_difference(value, -complement)},
                 {"expected", indicator.scale()}});
  }
}

// A finding on a figure that is held back keeps only its indicator and period.
void IndicatorChecks::add_figures(FindingCode code, const Indicator& indicator, const KnownObservation& entry,
                                  std::vector<Datum> figures) {
  std::vector<Datum> data = {{"indicator", indicator.id}, {"period", entry.observation.period.to_string()}};
  if (!is_held(entry)) {
    data.insert(data.end(), std::make_move_iterator(figures.begin()), std::make_move_iterator(figures.end()));
  }
  add(code, entry.place, std::move(data));
}

void IndicatorChecks::add(FindingCode code, std::uint32_t observation, std::vector<Datum> data) {
  out_.push_back(
      {.code = code, .at = text("/indicators/", place_, "/observations/", observation), .data = std::move(data)});
}

}  // namespace v1
}  // namespace tertial

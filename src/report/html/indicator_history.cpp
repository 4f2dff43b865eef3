#include "report/html/indicator_history.hpp"

#include <algorithm>
#include <cstddef>

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

bool comes_before(const HistoryEntry& a, const HistoryEntry& b) noexcept { return ends_before(a.period, b.period); }

// Whether nothing can stand between two periods: they follow each other, or are days that somebody chose.
bool follows_on(Period before, Period period, std::optional<Granularity> regular) noexcept {
  if (before.granularity() != period.granularity()) return false;
  return regular != period.granularity() || before.next() == period;
}

}  // namespace

void IndicatorHistory::assign(const Source& source, const IndicatorLine& line) {
  const Indicator& indicator = source.plan.indicators()[line.indicator];
  known_observations(source.plan, source.review, line.indicator, known_);
  main_.clear();
  others_.clear();
  any_counts_ = false;
  for (const KnownObservation& entry : known_) {
    const Observation& observation = entry.observation;
    any_counts_ = any_counts_ || observation.numerator || observation.denominator;
    if (!entry.parallel) {
      const bool is_break = std::find(line.breaks.begin(), line.breaks.end(), observation.period) != line.breaks.end();
      main_.push_back({.period = observation.period, .known = &entry, .is_break = is_break});
      continue;
    }
    const auto by_it = [&](const Other& other) { return other.definition == entry.definition; };
    auto other = std::find_if(others_.begin(), others_.end(), by_it);
    if (other == others_.end()) {
      others_.push_back({.definition = entry.definition, .entries = {}});
      other = others_.end() - 1;
      const auto same = [&](const HistoryEntry& one) { return one.known->definition == entry.definition; };
      const auto before = std::find_if(main_.rbegin(), main_.rend(), same);
      if (before != main_.rend()) other->entries.push_back({.period = before->period, .known = before->known});
    }
    other->entries.push_back({.period = observation.period, .known = &entry});
  }
  add_unreported(source, indicator);
  const std::optional<Granularity> regular =
      indicator.periodicity ? indicator.periodicity->granularity() : std::nullopt;
  const auto join = [&](std::vector<HistoryEntry>& entries) {
    for (std::size_t i = 1; i < entries.size(); ++i) {
      entries[i].follows = !entries[i].is_break && follows_on(entries[i - 1].period, entries[i].period, regular);
    }
  };
  join(main_);
  for (Other& other : others_) join(other.entries);
}

// The periods of the plan's year that are over.
void IndicatorHistory::add_unreported(const Source& source, const Indicator& indicator) {
  if (!indicator.periodicity || !indicator.periodicity->granularity()) return;
  const Period year = *Period::try_make(Granularity::year, source.plan.year());
  const std::size_t reported = main_.size();
  std::size_t at = 0;
  for (Period due = Period::of(year.first(), *indicator.periodicity->granularity());
       due.last() <= source.review.clock.as_of && due.last() <= year.last(); due = due.next()) {
    if (due.first() < year.first()) continue;
    while (at < reported && ends_before(main_[at].period, due)) ++at;
    if (at == reported || main_[at].period != due) main_.push_back({.period = due});
  }
  std::inplace_merge(main_.begin(), main_.begin() + static_cast<std::ptrdiff_t>(reported), main_.end(), comes_before);
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The observations that are known at a clock: one for each period and definition, in time order.
//
//   KnownSeries known;
//   known.assign(indicator, Clock{.as_of = date, .known_at = spring});
//   std::optional<std::size_t> latest = known.latest_figure();
//   known[*latest].observation.value;
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "tertial/calendar/clock.hpp"
#include "tertial/indicator/indicator.hpp"

namespace tertial {
inline namespace v1 {

struct KnownObservation {
  Observation observation;
  DefinitionRef definition;  // the one it was made by, named or in force
  std::uint32_t place = 0;   // in the series it came from
  bool parallel = false;     // not by the definition in force at its period: told beside the series, not in it
};

// Reusable: assign() keeps the memory of the last time. Order is by last day of the period, then first day,
// then definition.
class KnownSeries {
 public:
  // Without a clock everything is known. Of several observations for one period and definition the one
  // recorded last stands; where two were recorded on the same day, the later in the document stands and the
  // pair is in duplicates(). A share that says only its numerator and denominator has the value they make. A
  // confidential observation keeps its status and loses its figures here: nothing derived can tell them.
  void assign(const Indicator& indicator, const Clock* clock) {
    entries_.clear();
    duplicates_.clear();
    const Series& series = indicator.observations;
    const bool plain = indicator.definitions.empty();
    const std::optional<std::size_t> seen = clock == nullptr ? series.size() : seen_at_start(series, *clock);
    const KnownObservation blank;
    entries_.reserve(seen.value_or(series.size()));
    for (std::size_t i = 0; i < seen.value_or(series.size()); ++i) {
      KnownObservation& entry = entries_.emplace_back(blank);  // and filled in place: a copy would be dearer
      Observation& observation = entry.observation;
      series.read(i, observation);
      if (!seen && !clock->sees(observation.holds_from(), observation.recorded)) {
        entries_.pop_back();
        continue;
      }
      entry.place = static_cast<std::uint32_t>(i);
      if (indicator.kind == IndicatorKind::share && !observation.value && observation.numerator &&
          observation.denominator.value_or(0) != 0) {
        observation.value = *observation.numerator / *observation.denominator * indicator.scale();
      }
      if (observation.status == ObservationStatus::confidential) strip(observation);
      if (!plain) {
        const DefinitionRef in_force = indicator.definition_in_force(observation.period);
        entry.definition = observation.definition.named() ? observation.definition : in_force;
        entry.parallel = entry.definition != in_force;
      }
    }
    if (!series.strictly_ordered()) {
      sort();
      keep_latest_recorded();
    }
  }

  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }
  [[nodiscard]] const KnownObservation& operator[](std::size_t at) const noexcept { return entries_[at]; }
  [[nodiscard]] std::span<const KnownObservation> entries() const noexcept { return entries_; }
  [[nodiscard]] auto begin() const noexcept { return entries_.begin(); }
  [[nodiscard]] auto end() const noexcept { return entries_.end(); }

  // Pairs of places in the series that say the same thing twice.
  [[nodiscard]] std::span<const std::pair<std::uint32_t, std::uint32_t>> duplicates() const noexcept {
    return duplicates_;
  }

  // Holds back the figures of which `is_small(entry)` is true: value, numerator and denominator go, the
  // status says so.
  template <class IsSmall>
  void suppress(const IsSmall& is_small) {
    for (KnownObservation& entry : entries_) {
      if (!is_small(std::as_const(entry))) continue;
      strip(entry.observation);
      entry.observation.status = ObservationStatus::suppressed;
    }
  }

  // Whether there is a figure: a value, or one that is held back.
  [[nodiscard]] static bool has_figure(const Observation& observation) noexcept {
    return observation.value || observation.status == ObservationStatus::suppressed ||
           observation.status == ObservationStatus::confidential;
  }
  // The last entry in the main line with a figure. Nothing when there is none.
  [[nodiscard]] std::optional<std::size_t> latest_figure() const noexcept { return latest_figure_within(nullptr); }
  // The last one that ends in a year.
  [[nodiscard]] std::optional<std::size_t> latest_figure_in_year(int year) const noexcept {
    return latest_figure_within(&year);
  }
  // The last one that holds by a day.
  [[nodiscard]] std::optional<std::size_t> latest_figure_by(Date day) const noexcept {
    for (std::size_t i = entries_.size(); i-- > 0;) {
      if (is_main_figure(entries_[i]) && entries_[i].observation.holds_from() <= day) return i;
    }
    return std::nullopt;
  }
  // The entry of the main line for a period; for a definition, of any line.
  [[nodiscard]] std::optional<std::size_t> find(Period period) const noexcept {
    for (std::size_t i = lower_bound(period); i < entries_.size() && entries_[i].observation.period == period; ++i) {
      if (!entries_[i].parallel) return i;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::size_t lower_bound(Period period) const noexcept {
    const auto at = std::lower_bound(
        entries_.begin(), entries_.end(), period,
        [](const KnownObservation& entry, Period wanted) { return ends_before(entry.observation.period, wanted); });
    return static_cast<std::size_t>(at - entries_.begin());
  }
  [[nodiscard]] static bool is_main_figure(const KnownObservation& entry) noexcept {
    return !entry.parallel && has_figure(entry.observation);
  }
  [[nodiscard]] std::optional<std::size_t> latest_figure_within(const int* year) const noexcept {
    for (std::size_t i = entries_.size(); i-- > 0;) {
      const KnownObservation& entry = entries_[i];
      if (!is_main_figure(entry)) continue;
      if (year == nullptr || entry.observation.period.last().year() == *year) return i;
    }
    return std::nullopt;
  }
  // How many observations a clock sees, where those are the first ones.
  static std::optional<std::size_t> seen_at_start(const Series& series, const Clock& clock) noexcept {
    if (!series.strictly_ordered() || series.any_recorded()) return std::nullopt;
    const std::span<const Period> periods = series.periods();
    const auto end =
        std::partition_point(periods.begin(), periods.end(), [&](Period period) { return clock.sees(period.last()); });
    return static_cast<std::size_t>(end - periods.begin());
  }
  // Both of one period.
  static std::strong_ordering compare_recorded(const Observation& a, const Observation& b) noexcept {
    if (a.recorded == b.recorded) return std::strong_ordering::equal;
    return a.recorded.value_or(a.holds_from()) <=> b.recorded.value_or(b.holds_from());
  }
  static void strip(Observation& observation) noexcept {
    observation.value.reset();
    observation.numerator.reset();
    observation.denominator.reset();
  }
  void sort() {
    std::sort(entries_.begin(), entries_.end(), [](const KnownObservation& a, const KnownObservation& b) {
      if (a.observation.period != b.observation.period) {
        if (a.observation.period.granularity() == b.observation.period.granularity()) {
          return a.observation.period < b.observation.period;
        }
        return ends_before(a.observation.period, b.observation.period) ||
               (!ends_before(b.observation.period, a.observation.period) &&
                a.observation.period < b.observation.period);
      }
      if (a.definition != b.definition) return a.definition < b.definition;
      const std::strong_ordering recorded = compare_recorded(a.observation, b.observation);
      return recorded != 0 ? recorded < 0 : a.place < b.place;
    });
  }
  void keep_latest_recorded() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (kept > 0 && entries_[kept - 1].observation.period == entries_[i].observation.period &&
          entries_[kept - 1].definition == entries_[i].definition) {
        if (compare_recorded(entries_[kept - 1].observation, entries_[i].observation) == 0) {
          duplicates_.emplace_back(entries_[kept - 1].place, entries_[i].place);
        }
        entries_[kept - 1] = entries_[i];
      } else {
        entries_[kept++] = entries_[i];
      }
    }
    entries_.resize(kept);
  }

  std::vector<KnownObservation> entries_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> duplicates_;
};

}  // namespace v1
}  // namespace tertial

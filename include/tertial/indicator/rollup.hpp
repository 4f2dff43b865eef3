// Values of short periods made into the value of a longer one, by the kind of the indicator.
//
//   std::vector<RollUp> out;
//   roll_up(known, {.kind = IndicatorKind::flow}, Granularity::month, Granularity::tertial, {}, out);
//   out[0].value;            // the sum, or nothing
//   out[0].based_on;         // 4, of 4 months
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "tertial/indicator/indicator.hpp"
#include "tertial/indicator/known_series.hpp"

namespace tertial {
inline namespace v1 {

struct RollUp {
  Period period;
  std::optional<double> value = std::nullopt;  // in the printed unit; nothing where it may not be made
  int based_on = 0;           // periods with what the kind needs: a value, or numerator and denominator
  int of = 0;                 // periods that the longer one holds
  bool unweighted = false;    // an index averaged without weights
  bool across_break = false;  // its values were made by more than one definition, so they are not pooled
  bool suppressed = false;    // held back: with it a small count could be worked out
  friend bool operator==(const RollUp&, const RollUp&) = default;
};

struct RollUpRule {
  IndicatorKind kind = IndicatorKind::flow;
  // A share: the last one stands instead of sums over sums.
  bool share_of_snapshots = false;
  double scale = 1;  // of a share: what a fraction is multiplied by to be printed, 100 for percent
};

// What a share is counted from where its observations do not say themselves: the series of its numerator and
// denominator.
struct ShareParts {
  const KnownSeries* numerator = nullptr;
  const KnownSeries* denominator = nullptr;
};

// Numerator and denominator of an observation: its own, else those of the same period in `parts`. Nothing unless both.
[[nodiscard]] inline std::optional<std::pair<double, double>> share_counts(const Observation& observation,
                                                                           const ShareParts& parts) noexcept {
  std::optional<double> numerator = observation.numerator;
  std::optional<double> denominator = observation.denominator;
  const auto look_up = [&](std::optional<double>& figure, const KnownSeries* series) {
    if (figure || series == nullptr) return;
    if (const auto at = series->find(observation.period)) figure = (*series)[*at].observation.value;
  };
  look_up(numerator, parts.numerator);
  look_up(denominator, parts.denominator);
  if (!numerator || !denominator) return std::nullopt;
  return std::pair(*numerator, *denominator);
}

// Adds up what one longer period holds.
class RollUpSums {
 public:
  explicit RollUpSums(const RollUpRule& rule) noexcept
      : rule_(rule),
        takes_last_(rule.kind == IndicatorKind::snapshot || rule.kind == IndicatorKind::rolling ||
                    (rule.kind == IndicatorKind::share && rule.share_of_snapshots)),
        divides_(rule.kind == IndicatorKind::share && !rule.share_of_snapshots) {}

  // Whether it is numerators and denominators that count.
  [[nodiscard]] bool divides() const noexcept { return divides_; }

  // In time order. `denominator` is the weight of an index.
  void add_value(double value, std::optional<double> denominator, DefinitionRef definition) noexcept {
    if (divides_) return;
    value_ += value;
    last_ = value;
    ++values_;
    if (rule_.kind == IndicatorKind::index && denominator) {
      weighted_ += value * *denominator;
      weights_ += *denominator;
      ++weighted_values_;
    }
    note(definition);
  }
  void add_counts(double numerator, double denominator, DefinitionRef definition) noexcept {
    if (!divides_) return;
    numerator_ += numerator;
    denominator_ += denominator;
    ++pairs_;
    note(definition);
  }

  // Of `of` periods that `period` holds.
  [[nodiscard]] RollUp result(Period period, int of) const noexcept {
    RollUp result{.period = period};
    result.of = of;
    result.based_on = divides_ ? pairs_ : values_;
    if (mixed_ && !takes_last_) {
      result.across_break = true;
    } else if (result.based_on > 0) {
      if (takes_last_) {
        result.value = last_;
      } else if (divides_) {
        if (denominator_ != 0) result.value = numerator_ / denominator_ * rule_.scale;
      } else if (rule_.kind == IndicatorKind::index) {
        const bool weighted = weighted_values_ == values_ && weights_ > 0;
        result.unweighted = !weighted;
        result.value = weighted ? weighted_ / weights_ : value_ / values_;
      } else {
        result.value = value_;
      }
    }
    if (result.value && !std::isfinite(*result.value)) result.value.reset();
    return result;
  }

 private:
  void note(DefinitionRef definition) noexcept {
    if (any_ && definition_ != definition) mixed_ = true;
    definition_ = definition;
    any_ = true;
  }

  RollUpRule rule_;
  bool takes_last_;
  bool divides_;
  double value_ = 0, numerator_ = 0, denominator_ = 0, weighted_ = 0, weights_ = 0, last_ = 0;
  int values_ = 0, pairs_ = 0, weighted_values_ = 0;
  DefinitionRef definition_;
  bool any_ = false, mixed_ = false;
};

// One roll-up for each period of granularity `to` that holds an observation of granularity `from`, in time order.
// Missing values are left out, never taken as 0. Values made by different definitions are not pooled: the roll-up has
// no value and says so. Observations of other granularities, and parallel ones, take no part. Appends to `out`.
inline void roll_up(const KnownSeries& known, const RollUpRule& rule, Granularity from, Granularity to,
                    const ShareParts& parts, std::vector<RollUp>& out) {
  RollUpSums sums(rule);
  Period open;
  PeriodRange inside;  // the periods of `open`; none while nothing is open
  const auto close = [&] {
    if (!inside.empty()) out.push_back(sums.result(open, static_cast<int>(inside.size())));
  };
  for (const KnownObservation& entry : known) {
    const Observation& observation = entry.observation;
    if (entry.parallel || observation.period.granularity() != from) continue;
    if (!inside.contains(observation.period)) {
      const std::optional<Period> parent = observation.period.parent(to);
      if (!parent) return;  // as for every period of `from`
      close();
      open = *parent;
      inside = open.children(from);
      sums = RollUpSums(rule);
    }
    if (observation.value) sums.add_value(*observation.value, observation.denominator, entry.definition);
    if (sums.divides() && may_have_value(observation.status)) {
      if (const auto counts = share_counts(observation, parts)) {
        sums.add_counts(counts->first, counts->second, entry.definition);
      }
    }
  }
  close();
}

}  // namespace v1
}  // namespace tertial

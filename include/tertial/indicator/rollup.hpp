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

// One roll-up for each period of granularity `to` that holds an observation of granularity `from`, in time order.
// Missing values are left out, never taken as 0. Values made by different definitions are not pooled: the roll-up has
// no value and says so. Observations of other granularities, and parallel ones, take no part. Appends to `out`.
inline void roll_up(const KnownSeries& known, const RollUpRule& rule, Granularity from, Granularity to,
                    const ShareParts& parts, std::vector<RollUp>& out) {
  struct Sums {
    double value = 0, numerator = 0, denominator = 0, weighted = 0, weights = 0, last = 0;
    int values = 0, pairs = 0, weighted_values = 0;
    DefinitionRef definition;
    bool any = false, mixed = false;
  };
  const bool takes_last = rule.kind == IndicatorKind::snapshot || rule.kind == IndicatorKind::rolling ||
                          (rule.kind == IndicatorKind::share && rule.share_of_snapshots);
  const bool divides = rule.kind == IndicatorKind::share && !rule.share_of_snapshots;
  Sums sums;
  Period open;
  PeriodRange inside;  // the periods of `open`; none while nothing is open
  const auto close = [&] {
    if (inside.empty()) return;
    RollUp result{.period = open};
    result.of = static_cast<int>(inside.size());
    result.based_on = divides ? sums.pairs : sums.values;
    if (sums.mixed && !takes_last) {
      result.across_break = true;
    } else if (result.based_on > 0) {
      if (takes_last) {
        result.value = sums.last;
      } else if (divides) {
        if (sums.denominator != 0) result.value = sums.numerator / sums.denominator * rule.scale;
      } else if (rule.kind == IndicatorKind::index) {
        const bool weighted = sums.weighted_values == sums.values && sums.weights > 0;
        result.unweighted = !weighted;
        result.value = weighted ? sums.weighted / sums.weights : sums.value / sums.values;
      } else {
        result.value = sums.value;
      }
    }
    if (result.value && !std::isfinite(*result.value)) result.value.reset();
    out.push_back(result);
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
      sums = Sums{};
    }
    bool used = false;
    if (observation.value) {
      sums.value += *observation.value;
      sums.last = *observation.value;
      ++sums.values;
      used = !divides;
      if (rule.kind == IndicatorKind::index && observation.denominator) {
        sums.weighted += *observation.value * *observation.denominator;
        sums.weights += *observation.denominator;
        ++sums.weighted_values;
      }
    }
    if (divides && may_have_value(observation.status)) {
      if (const auto counts = share_counts(observation, parts)) {
        sums.numerator += counts->first;
        sums.denominator += counts->second;
        ++sums.pairs;
        used = true;
      }
    }
    if (used) {
      if (sums.any && sums.definition != entry.definition) sums.mixed = true;
      sums.definition = entry.definition;
      sums.any = true;
    }
  }
  close();
}

}  // namespace v1
}  // namespace tertial

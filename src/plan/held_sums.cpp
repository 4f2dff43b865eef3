#include "plan/held_sums.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "tertial/measure/disclosure/protect.hpp"
#include "tertial/plan/findings.hpp"

namespace tertial {
inline namespace v1 {
namespace {

constexpr double kMostCounted = 1e12;  // in one figure

bool is_whole(double figure) noexcept { return figure >= 0 && figure <= kMostCounted && figure == std::floor(figure); }

}  // namespace

std::optional<Period> HeldSums::tertial_of(Period period) noexcept {
  if (!(period.granularity() < Granularity::tertial)) return std::nullopt;
  return period.parent(Granularity::tertial);
}

// A week is of its ISO year, as years to date count it.
Period HeldSums::year_of(Period period) noexcept {
  return Period::try_make(Granularity::year, period.year()).value_or(Period::of(period.first(), Granularity::year));
}

void HeldSums::add(const Plan& plan, const Indicator& indicator, const KnownIndicator& known) {
  Series& member = members_.emplace_back();
  member.known = &known.series();
  if (!indicator.kind || !indicator.periodicity || !indicator.periodicity->granularity()) return;
  member.from = *indicator.periodicity->granularity();
  member.is_share = indicator.kind == IndicatorKind::share;
  const RollUpSums rule(roll_up_rule(plan, indicator));
  member.how = indicator.kind == IndicatorKind::flow || rule.divides() ? How::adds
               : indicator.kind == IndicatorKind::index                ? How::averages
                                                                       : How::takes_last;
  if (member.how != How::adds) return;
  member.is_counted = member.is_share || !indicator.is_percent();
  for (const KnownObservation& entry : known.series()) {
    const Observation& observation = entry.observation;
    if (entry.parallel || observation.period.granularity() != member.from) continue;
    std::optional<Counts> counts;
    if (!member.is_share) {
      if (observation.value) counts = {.first = *observation.value};
    } else if (const auto parts = share_counts(observation, known.parts());
               parts && may_have_value(observation.status)) {
      counts = {.first = parts->first, .second = parts->second - parts->first};
    }
    if (!counts) continue;
    member.is_counted = member.is_counted && is_whole(counts->first) && is_whole(counts->second);
    member.years[observation.period.year()].emplace(observation.period, *counts);
  }
}

void HeldSums::protect(const std::set<Period>& hidden) {
  std::set<int> years;
  for (const Period period : hidden) {
    for (int year = period.first().year(); year <= period.last().year(); ++year) years.insert(year);
    years.insert(period.year());
  }
  for (const int year : years) protect_year(year, hidden);
}

// Leaves nothing safe where the year's figures are no table of counts.
void HeldSums::protect_year(int year, const std::set<Period>& hidden) {
  const std::map<Period, Counts>* first = nullptr;
  std::vector<const Series*> added;
  for (const Series& member : members_) {
    if (member.how != How::adds) continue;
    const auto at = member.years.find(year);
    if (at == member.years.end()) continue;
    if (!member.is_counted) return;
    const auto same_period = [](const auto& a, const auto& b) { return a.first == b.first; };
    if (first == nullptr) first = &at->second;
    if (!std::equal(first->begin(), first->end(), at->second.begin(), at->second.end(), same_period)) return;
    added.push_back(&member);
  }
  if (first == nullptr) return;
  const Granularity from = first->begin()->first.granularity();
  if (from == Granularity::year) return;
  for (const Series& member : members_) {
    for (const KnownObservation& entry : *member.known) {
      const Period period = entry.observation.period;
      const bool is_of_year = period.year() == year || period.first().year() == year || period.last().year() == year;
      if (!entry.parallel && is_of_year && period.granularity() != from) return;
    }
  }

  std::vector<Period> periods;
  std::vector<CountColumn> columns;
  for (const auto& [period, counts] : *first) {
    periods.push_back(period);
    columns.push_back({.label = period.to_string()});
  }
  const std::size_t leaves = periods.size();
  for (std::size_t i = 0; i < leaves; ++i) {
    const std::optional<Period> tertial = tertial_of(periods[i]);
    if (!tertial) continue;
    if (periods.back() != *tertial) {
      periods.push_back(*tertial);
      columns.push_back({.label = tertial->to_string()});
    }
    columns[i].part_of = static_cast<std::uint32_t>(periods.size() - 1);
  }
  const auto whole = static_cast<std::uint32_t>(periods.size());
  for (CountColumn& column : columns) {
    if (!column.part_of) column.part_of = whole;
  }
  periods.push_back(year_of(periods.front()));
  columns.push_back({.label = periods.back().to_string()});

  const absl::StatusOr<TableShape> shape =
      TableShape::make({std::string()}, columns, {.row_totals = false, .column_totals = false, .grand_total = false});
  if (!shape.ok()) return;
  std::vector<CountTable> layers;
  const auto add_layer = [&](const std::map<Period, Counts>& figures, double Counts::*which) {
    std::vector<std::int64_t> counts;
    for (const auto& [period, figure] : figures) counts.push_back(static_cast<std::int64_t>(figure.*which));
    absl::StatusOr<CountTable> table = CountTable::make(*shape, counts);
    if (!table.ok()) return false;
    const auto is_same = [&](const CountTable& one) { return std::ranges::equal(one.counts(), table->counts()); };
    if (std::none_of(layers.begin(), layers.end(), is_same)) layers.push_back(*std::move(table));
    return true;
  };
  for (const Series* member : added) {
    const std::map<Period, Counts>& figures = member->years.at(year);
    if (!add_layer(figures, &Counts::first)) return;
    if (member->is_share && !add_layer(figures, &Counts::second)) return;
  }
  // What a published sum leaves beside a figure is hidden by its interval, where it has to be.
  const DisclosurePolicy policy{.threshold = static_cast<std::int64_t>(kSmallCountThreshold),
                                .protect_complements = false};
  const absl::StatusOr<Protection> made = tertial::protect(layers, policy);
  if (!made.ok()) return;

  const auto is_hidden = [&](std::size_t column) {
    return made->pattern.is_hidden({.row = 0, .column = static_cast<std::uint32_t>(column)});
  };
  for (std::size_t i = leaves; i < periods.size(); ++i) {
    if (is_hidden(i)) {
      hidden_sums_.insert(periods[i]);
    } else {
      safe_.insert(periods[i]);
    }
  }
  for (std::size_t i = 0; i < leaves; ++i) {
    if (is_hidden(i)) {
      hidden_.insert(periods[i]);
    } else if (hidden.contains(periods[i])) {
      // Hidden for another reason: with all that it is in it tells nothing.
      if (const std::optional<Period> tertial = tertial_of(periods[i])) safe_.erase(*tertial);
      safe_.erase(periods.back());
    }
  }
}

std::vector<Period> HeldSums::hidden_sums(std::size_t at, const std::vector<bool>& hidden) const {
  const Series& member = members_[at];
  std::set<Period> result;
  if (member.how == How::not_at_all) return {};
  const KnownSeries& known = *member.known;
  const auto settle = [&](Period sum, bool is_hidden) {
    if (is_hidden) {
      result.insert(sum);
    } else if (member.how == How::takes_last) {
      result.erase(sum);
    }
  };
  for (std::size_t i = 0; i < known.size(); ++i) {
    const Observation& observation = known[i].observation;
    if (known[i].parallel || observation.period.granularity() != member.from) continue;
    if (member.how == How::takes_last && !observation.value) continue;
    const std::optional<Period> sums[] = {tertial_of(observation.period), year_of(observation.period)};
    for (const std::optional<Period>& sum : sums) {
      if (!sum) continue;
      if (member.how == How::adds) {
        settle(*sum, hidden_sums_.contains(*sum) || (hidden[i] && !safe_.contains(*sum)));
      } else {
        settle(*sum, hidden[i]);
      }
    }
  }
  return {result.begin(), result.end()};
}

}  // namespace v1
}  // namespace tertial

#include "tertial/plan/held_back.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "plan/held_sums.hpp"
#include "plan/known_indicator.hpp"
#include "tertial/plan/findings.hpp"

namespace tertial {
inline namespace v1 {
namespace {

bool holds(Period longer, Period shorter) noexcept {
  return longer.first() <= shorter.first() && shorter.last() <= longer.last();
}
bool overlap(Period a, Period b) noexcept { return a.first() <= b.last() && b.first() <= a.last(); }

// Indicators that tell about each other: a number for each group, that of the first one in it.
class Groups {
 public:
  explicit Groups(const Plan& plan) : group_(plan.indicators().size()) {
    std::iota(group_.begin(), group_.end(), std::size_t{0});
    for (std::size_t i = 0; i < group_.size(); ++i) {
      const Indicator& indicator = plan.indicators()[i];
      for (const std::string* id : {&indicator.numerator, &indicator.denominator, &indicator.complement_of}) {
        if (!id->empty()) join(i, *plan.indicator_place(*id));
      }
    }
  }

  [[nodiscard]] std::size_t of(std::size_t indicator) noexcept {
    while (group_[indicator] != indicator) indicator = group_[indicator] = group_[group_[indicator]];
    return indicator;
  }

 private:
  void join(std::size_t a, std::size_t b) noexcept {
    a = of(a);
    b = of(b);
    group_[std::max(a, b)] = std::min(a, b);
  }

  std::vector<std::size_t> group_;
};

struct Member {
  const Indicator* indicator = nullptr;
  bool holds_back = false;  // protected and not revealed
  KnownIndicator known = {};
  std::vector<bool> hidden = {};  // by place in known.series()

  [[nodiscard]] const KnownSeries& series() const noexcept { return known.series(); }
};

// One group, from its small counts to everything that tells them.
class HeldGroup {
 public:
  void add(const Plan& plan, const Indicator& indicator, const Clock* clock, bool holds_back) {
    // In place for good: what is known of a share refers to itself.
    Member& member = *members_.emplace_back(std::make_unique<Member>());
    member.indicator = &indicator;
    member.holds_back = holds_back;
    member.known.assign(plan, indicator, clock);
    member.hidden.assign(member.series().size(), false);
  }

  void work_out(const Plan& plan, std::vector<HeldBack>& out) {
    hide_small();
    const bool any_small_baseline = std::any_of(members_.begin(), members_.end(), [](const auto& member) {
      return member->holds_back && has_small_baseline(*member->indicator);
    });
    if (hidden_.empty() && !any_small_baseline) return;
    spread();
    for (const auto& member : members_) sums_.add(plan, *member->indicator, member->known);
    sums_.protect(hidden_);
    hidden_.insert(sums_.hidden_periods().begin(), sums_.hidden_periods().end());
    spread();
    std::vector<HeldBack> told;
    for (std::size_t i = 0; i < members_.size(); ++i) told.push_back(told_of(i));
    const bool hides_baseline =
        any_small_baseline || std::any_of(told.begin(), told.end(), [](const HeldBack& one) { return one.baseline; });
    for (HeldBack& one : told) {
      one.baseline = hides_baseline && plan.find_indicator(one.indicator)->baseline.has_value();
      if (one.baseline || !one.observations.empty() || !one.sums.empty()) out.push_back(std::move(one));
    }
  }

 private:
  static bool has_small_baseline(const Indicator& indicator) noexcept {
    return indicator.baseline && is_small(indicator, {.period = Period(), .value = indicator.baseline->value}, {});
  }

  void hide_small() {
    std::vector<std::pair<const Member*, Period>> small;
    for (const auto& member : members_) {
      if (!member->holds_back) continue;
      const KnownSeries& series = member->series();
      const ShareParts& parts = member->known.parts();
      for (std::size_t i = 0; i < series.size(); ++i) {
        const Observation& observation = series[i].observation;
        if (!is_small(*member->indicator, observation, parts)) continue;
        member->hidden[i] = true;
        // A figure by another definition, with counts of its own, stands beside the series.
        if (series[i].parallel && !is_small_by_others(*member, observation)) continue;
        small.emplace_back(member.get(), observation.period);
        hidden_.insert(observation.period);
      }
    }
    // Between indicators that are counted by periods of different length, all that lies in one is hidden with it.
    for (const auto& member : members_) {
      for (std::size_t i = 0; i < member->hidden.size(); ++i) {
        const Period period = member->series()[i].observation.period;
        for (const auto& [other, of_other] : small) {
          if (other != member.get() && overlap(period, of_other)) hide(*member, i);
        }
      }
    }
  }

  static bool is_small_by_others(const Member& member, const Observation& observation) noexcept {
    return (member.known.parts().numerator != nullptr || member.known.parts().denominator != nullptr) &&
           !(observation.numerator && observation.denominator);
  }

  // Where there is a figure: what is missing stays missing.
  void hide(Member& member, std::size_t at) {
    const Observation& observation = member.series()[at].observation;
    if (!observation.value && !observation.numerator && !observation.denominator) return;
    member.hidden[at] = true;
    if (!member.series()[at].parallel) hidden_.insert(observation.period);
  }

  // Until nothing changes: a period that is hidden in one is hidden in all, and what holds a hidden one with it.
  void spread() {
    for (std::size_t before = hidden_.size() + 1; before != hidden_.size();) {
      before = hidden_.size();
      for (const auto& member : members_) {
        const KnownSeries& series = member->series();
        std::vector<Period> own;  // hidden, of the main line
        for (std::size_t i = 0; i < series.size(); ++i) {
          if (hidden_.contains(series[i].observation.period)) hide(*member, i);
          if (member->hidden[i] && !series[i].parallel) own.push_back(series[i].observation.period);
        }
        for (std::size_t i = 0; i < series.size(); ++i) {
          const Period period = series[i].observation.period;
          const auto is_inside = [&](Period one) {
            return one.granularity() != period.granularity() && holds(period, one);
          };
          if (!member->hidden[i] && std::any_of(own.begin(), own.end(), is_inside)) hide(*member, i);
        }
      }
    }
  }

  HeldBack told_of(std::size_t at) const {
    const Member& member = *members_[at];
    HeldBack told{.indicator = member.indicator->id};
    for (std::size_t i = 0; i < member.hidden.size(); ++i) {
      if (member.hidden[i]) told.observations.push_back(member.series()[i].place);
    }
    std::sort(told.observations.begin(), told.observations.end());
    told.sums = sums_.hidden_sums(at, member.hidden);
    const std::optional<Baseline>& baseline = member.indicator->baseline;
    if (baseline && baseline->period) {
      const Period period = *baseline->period;
      told.baseline = told.hides_sum(period) ||
                      (!sums_.is_safe(at, period) &&
                       std::any_of(hidden_.begin(), hidden_.end(), [&](Period one) { return holds(period, one); }));
    }
    return told;
  }

  std::vector<std::unique_ptr<Member>> members_;
  std::set<Period> hidden_;  // of the main line of one member, and so of all
  HeldSums sums_;
};

}  // namespace

std::vector<HeldBack> held_back(const Plan& plan, const Clock* clock, std::span<const std::string> reveal) {
  std::vector<HeldBack> result;
  const std::span<const Indicator> indicators = plan.indicators();
  const auto holds_back = [&](const Indicator& indicator) {
    return indicator.protect && std::find(reveal.begin(), reveal.end(), indicator.id) == reveal.end();
  };
  if (std::none_of(indicators.begin(), indicators.end(), holds_back)) return result;
  Groups groups(plan);
  std::map<std::size_t, std::vector<std::size_t>> members;
  for (std::size_t i = 0; i < indicators.size(); ++i) members[groups.of(i)].push_back(i);
  for (const auto& [group, places] : members) {
    if (std::none_of(places.begin(), places.end(), [&](std::size_t at) { return holds_back(indicators[at]); }))
      continue;
    HeldGroup held;
    for (const std::size_t at : places) held.add(plan, indicators[at], clock, holds_back(indicators[at]));
    held.work_out(plan, result);
  }
  std::sort(result.begin(), result.end(),
            [](const HeldBack& a, const HeldBack& b) { return a.indicator < b.indicator; });
  return result;
}

}  // namespace v1
}  // namespace tertial

// The roll-ups of a group of linked indicators: which of them are hidden, and which figures so that they need not be.
//
//   HeldSums sums;
//   for (...) sums.add(plan, indicator, known);
//   sums.protect(hidden);            // periods that are hidden whatever becomes of the roll-ups
//   sums.hidden_periods();           // more of them
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "plan/known_indicator.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {

class HeldSums {
 public:
  // Members in order; `known` outlives this, with nothing held back.
  void add(const Plan& plan, const Indicator& indicator, const KnownIndicator& known);

  void protect(const std::set<Period>& hidden);

  // What is hidden besides, in every member.
  [[nodiscard]] const std::set<Period>& hidden_periods() const noexcept { return hidden_; }
  // Whether a sum of a member may be shown though figures under it are hidden.
  [[nodiscard]] bool is_safe(std::size_t member, Period sum) const noexcept {
    return members_[member].how == How::adds && safe_.contains(sum);
  }
  // The hidden roll-ups of a member, and years to date, ascending. `hidden`: its figures, by place in its series.
  [[nodiscard]] std::vector<Period> hidden_sums(std::size_t member, const std::vector<bool>& hidden) const;

 private:
  enum class How : std::uint8_t { not_at_all, adds, takes_last, averages };
  struct Counts {
    double first = 0;   // the count, or the numerator
    double second = 0;  // what the numerator leaves of the denominator
  };
  struct Series {
    const KnownSeries* known = nullptr;
    How how = How::not_at_all;
    Granularity from = Granularity::year;
    bool is_share = false;
    bool is_counted = true;                         // all its figures are whole numbers of something
    std::map<int, std::map<Period, Counts>> years;  // what is added up, where it adds
  };

  [[nodiscard]] static std::optional<Period> tertial_of(Period period) noexcept;
  [[nodiscard]] static Period year_of(Period period) noexcept;
  void protect_year(int year, const std::set<Period>& hidden);

  std::vector<Series> members_;
  std::set<Period> hidden_;
  std::set<Period> safe_;
  std::set<Period> hidden_sums_;  // by protect_year()
};

}  // namespace v1
}  // namespace tertial

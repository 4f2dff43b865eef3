// The figures of an indicator in time order, as its chart and its table show them.
//
//   IndicatorHistory history;
//   history.assign(source, line);
//   for (const HistoryEntry& entry : history.main()) ...
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "report/sections.hpp"
#include "tertial/indicator/known_series.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

struct HistoryEntry {
  Period period;
  const KnownObservation* known = nullptr;  // null: over, due in the plan's year, and nothing was reported
  bool is_break = false;                    // not counted as those before it
  bool follows = false;                     // the period right after the one before it, or the indicator has no periods
};

// Reusable: assign() keeps the memory of the last time. Small counts of protected indicators are held back.
class IndicatorHistory {
 public:
  void assign(const Source& source, const IndicatorLine& line);

  [[nodiscard]] std::span<const HistoryEntry> main() const noexcept { return main_; }
  // Figures by definitions that were not in force at their period, each list by one definition. It begins with the last
  // one of the main line by that definition before them, where there is one.
  struct Other {
    DefinitionRef definition;
    std::vector<HistoryEntry> entries;
  };
  [[nodiscard]] std::span<const Other> others() const noexcept { return others_; }
  [[nodiscard]] bool any_counts() const noexcept { return any_counts_; }  // numerators or denominators
  [[nodiscard]] bool empty() const noexcept { return main_.empty() && others_.empty(); }

 private:
  void add_unreported(const Source& source, const Indicator& indicator);

  KnownSeries known_;
  std::vector<HistoryEntry> main_;
  std::vector<Other> others_;
  bool any_counts_ = false;
};

}  // namespace report
}  // namespace v1
}  // namespace tertial

// How far a figure moved, or why that cannot be said.
//
//   Change moved = change_between(known, breaks_in(known), from, to);
//   moved.value;                       // in the printed unit: 64 % to 61 % is -3 percentage points
//   to_string(*moved.reason);          // "definition-break": the two were not counted alike
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "tertial/indicator/indicator.hpp"
#include "tertial/indicator/known_series.hpp"
#include "tertial/indicator/printed.hpp"

namespace tertial {
inline namespace v1 {

enum class NoChange : std::uint8_t {
  no_value,          // nothing to compare, now
  no_earlier_value,  // nothing to compare with
  no_newer_value,    // the latest figure is the one that the earlier follow-up had
  definition_break,  // made by different definitions, or a break is marked between them
  suppressed,        // a figure that is held back
};

[[nodiscard]] constexpr std::string_view to_string(NoChange reason) noexcept {
  constexpr std::string_view kWords[] = {"no-value", "no-earlier-value", "no-newer-value", "definition-break",
                                         "suppressed"};
  return kWords[static_cast<std::size_t>(reason)];
}

// Either a value or a reason.
struct Change {
  std::optional<double> value = std::nullopt;
  std::optional<NoChange> reason = NoChange::no_value;
  friend bool operator==(const Change&, const Change&) = default;
};

// A change under one definition, told beside a change that cannot be.
struct LikeForLike {
  DefinitionRef definition;
  KnownObservation from;
  KnownObservation to;
  double change = 0;
};

// Places in `known` of the main line where the figures before and after are not counted alike: the definition in force
// changes, or the observation is marked as a break. In time order; missing figures do not hide a break.
[[nodiscard]] inline std::vector<std::size_t> breaks_in(const KnownSeries& known) {
  std::vector<std::size_t> result;
  std::optional<std::size_t> before;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i].parallel) continue;
    if (before && (known[i].definition != known[*before].definition ||
                   known[i].observation.status == ObservationStatus::break_in)) {
      result.push_back(i);
    }
    before = i;
  }
  return result;
}

// From the figure at place `from` of the main line to the one at place `to`, from < to.
[[nodiscard]] inline Change change_between(const KnownSeries& known, std::span<const std::size_t> breaks,
                                           std::size_t from, std::size_t to) noexcept {
  const KnownObservation& earlier = known[from];
  const KnownObservation& later = known[to];
  if (!earlier.observation.value || !later.observation.value) {
    return {.value = std::nullopt, .reason = NoChange::suppressed};
  }
  for (const std::size_t at : breaks) {
    if (from < at && at <= to) return {.value = std::nullopt, .reason = NoChange::definition_break};
  }
  return {.value = printed_difference(*later.observation.value, *earlier.observation.value), .reason = std::nullopt};
}

// For each definition with figures no later than the main figure at `from`, and later ones no later than that at `to`:
// the change between the latest of each. What a break hides can be read from these. In order of definition.
[[nodiscard]] inline std::vector<LikeForLike> like_for_like(const Indicator& indicator, const KnownSeries& known,
                                                            std::size_t from, std::size_t to) {
  std::vector<LikeForLike> result;
  const Period from_period = known[from].observation.period;
  const Period to_period = known[to].observation.period;
  for (std::size_t d = 0; d < indicator.definitions.size(); ++d) {
    const DefinitionRef definition = DefinitionRef::at(d);
    const KnownObservation* old_figure = nullptr;
    const KnownObservation* new_figure = nullptr;
    for (const KnownObservation& entry : known) {
      if (entry.definition != definition || !entry.observation.value) continue;
      if (!ends_before(from_period, entry.observation.period)) {
        old_figure = &entry;
      } else if (!ends_before(to_period, entry.observation.period)) {
        new_figure = &entry;
      }
    }
    if (old_figure == nullptr || new_figure == nullptr) continue;
    result.push_back({.definition = definition,
                      .from = *old_figure,
                      .to = *new_figure,
                      .change = printed_difference(*new_figure->observation.value, *old_figure->observation.value)});
  }
  return result;
}

}  // namespace v1
}  // namespace tertial

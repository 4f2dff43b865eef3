// An indicator: what is counted, how its values add up over time, what it should reach, and what was observed.
//
//   Indicator share{.id = "2.2.c", .title = "Long placements", .kind = IndicatorKind::share, .unit = "percent"};
//   share.observations.append({.period = Period::parse("2020-01").value(), .value = 40});
//   share.definition_in_force(Period::parse("2020-01").value()).named();   // false: it has one definition only
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tertial/calendar/granularity.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/extra.hpp"
#include "tertial/indicator/series.hpp"
#include "tertial/indicator/target.hpp"

namespace tertial {
inline namespace v1 {

// How values of several periods make the value of the period that holds them.
enum class IndicatorKind : std::uint8_t {
  flow,      // adds
  snapshot,  // the last one stands
  share,     // sums of numerators over sums of denominators; shares of snapshots take the last
  rolling,   // the last one stands: it looks back over its own window
  index,     // averages, weighted by denominators where every value has one
};
inline constexpr std::array<std::string_view, 5> kIndicatorKinds = {"flow", "snapshot", "share", "rolling", "index"};

enum class Direction : std::uint8_t { none, higher, lower, within };
inline constexpr std::array<std::string_view, 4> kDirections = {"none", "higher", "lower", "within"};

[[nodiscard]] constexpr std::string_view to_string(IndicatorKind kind) noexcept {
  return kIndicatorKinds[static_cast<std::size_t>(kind)];
}
[[nodiscard]] constexpr std::string_view to_string(Direction direction) noexcept {
  return kDirections[static_cast<std::size_t>(direction)];
}

// How often a value is due. Irregular: never due; its periods may be days.
class Periodicity {
 public:
  constexpr Periodicity() noexcept = default;  // irregular
  constexpr explicit Periodicity(Granularity granularity) noexcept : granularity_(granularity) {}
  [[nodiscard]] constexpr std::optional<Granularity> granularity() const noexcept { return granularity_; }
  friend constexpr bool operator==(const Periodicity&, const Periodicity&) noexcept = default;

 private:
  std::optional<Granularity> granularity_;
};

// What an indicator meant from a period on. The first in the list holds from the beginning.
struct Definition {
  std::string id;
  std::optional<Period> from = std::nullopt;
  std::string text = {};
  Extras extras = {};
  friend bool operator==(const Definition&, const Definition&) = default;
};

struct Baseline {
  double value = 0;
  std::optional<Period> period = std::nullopt;
  Extras extras = {};
  friend bool operator==(const Baseline&, const Baseline&) = default;
};

// What a document says beside the contract about one observation of a series.
struct ObservationExtras {
  std::uint32_t observation = 0;
  Extras extras = {};
  friend bool operator==(const ObservationExtras&, const ObservationExtras&) = default;
};

struct TargetExtras {
  std::uint32_t target = 0;
  Extras extras = {};
  friend bool operator==(const TargetExtras&, const TargetExtras&) = default;
};

struct Indicator {
  std::string id;
  std::string title;
  std::vector<std::string> risks = {};
  std::vector<std::string> actions = {};
  std::vector<std::string> goals = {};
  std::optional<IndicatorKind> kind = std::nullopt;      // nothing stated: values stand alone and are not rolled up
  std::optional<IndicatorKind> temporal = std::nullopt;  // of a share: flow or snapshot
  std::string unit = {};                                 // free text; "percent" is special
  std::optional<int> decimals = std::nullopt;            // printed precision; nothing: as each figure was written
  bool protect = false;                                  // small counts stay in
  std::optional<Direction> direction = std::nullopt;
  std::optional<Periodicity> periodicity = std::nullopt;
  std::string numerator = {};  // id of the indicator whose values are this share's numerators
  std::string denominator = {};
  std::string complement_of = {};  // id of the share that makes 100 % with this one
  std::optional<Baseline> baseline = std::nullopt;
  std::vector<Target> targets = {};
  std::vector<Definition> definitions = {};
  Series observations = {};
  Extras extras = {};
  std::vector<ObservationExtras> observation_extras = {};
  std::vector<TargetExtras> target_extras = {};

  [[nodiscard]] bool is_percent() const noexcept { return unit == "percent"; }
  // What a fraction is multiplied by to be printed.
  [[nodiscard]] double scale() const noexcept { return is_percent() ? 100.0 : 1.0; }

  // The definition that a figure of `period` is made by when it names none: the last in the list that begins no later
  // than the period ends. Unnamed where there are no definitions.
  [[nodiscard]] DefinitionRef definition_in_force(Period period) const noexcept {
    DefinitionRef result;
    for (std::size_t i = 0; i < definitions.size(); ++i) {
      if (!definitions[i].from || definitions[i].from->first() <= period.last()) result = DefinitionRef::at(i);
    }
    return result;
  }
  [[nodiscard]] DefinitionRef definition_of(const Observation& observation) const noexcept {
    return observation.definition.named() ? observation.definition : definition_in_force(observation.period);
  }

  friend bool operator==(const Indicator&, const Indicator&) = default;
};

}  // namespace v1
}  // namespace tertial

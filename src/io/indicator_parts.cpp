#include <algorithm>
#include <array>
#include <utility>

#include "plan/fact_checks.hpp"
#include "plan_parts.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

bool read_baseline(JsonReading& in, JsonValue& value, const Place& place, std::optional<Baseline>& out) {
  static constexpr JsonKeys kKeys("value", "period");
  Baseline baseline;
  const bool ok =
      in.object(value, place, kKeys, 1, baseline.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
        if (key == 0) return in.number(v, at, baseline.value);
        Period period;
        if (!in.period(v, at, period)) return false;
        baseline.period = period;
        return true;
      });
  if (ok) out = std::move(baseline);
  return ok;
}

bool read_target(JsonReading& in, JsonValue& value, const Place& place, std::uint32_t index, Indicator& indicator) {
  static constexpr JsonKeys kKeys("year", "value", "from", "to", "undecided", "trend", "set_by", "near");
  static constexpr std::array<std::string_view, 2> kTrends = {"increase", "decrease"};
  Target target;
  Extras extras;
  std::optional<double> exact, from, to;
  std::optional<std::string> undecided;
  std::optional<Trend> trend;
  const auto number = [&](JsonValue& v, const Place& at, std::optional<double>& out) {
    double figure = 0;
    if (!in.number(v, at, figure)) return false;
    out = figure;
    return true;
  };
  const bool ok = in.object(value, place, kKeys, 1, extras, [&](std::size_t key, JsonValue& v, const Place& at) {
    switch (key) {
      case 0:
        return in.integer(v, at, 1900, 2200, target.year);
      case 1:
        return number(v, at, exact);
      case 2:
        return number(v, at, from);
      case 3:
        return number(v, at, to);
      case 4:
        return in.string(v, at, undecided.emplace());
      case 5:
        return in.one_of(v, at, kTrends, parse_trend, trend.emplace());
      case 6:
        return in.string(v, at, target.set_by);
      default:
        return number(v, at, target.near);
    }
  });
  if (!ok) return false;
  const int aims = (exact ? 1 : 0) + (from || to ? 1 : 0) + (undecided ? 1 : 0) + (trend ? 1 : 0);
  if (aims != 1 || from.has_value() != to.has_value()) {
    return in.fail(place, "a target has one aim: \"value\", \"from\" and \"to\", \"trend\" or \"undecided\"");
  }
  if (exact) target.aim = AimValue{*exact};
  if (from) target.aim = AimRange{.from = *from, .to = *to};
  if (undecided) target.aim = AimUndecided{*std::move(undecided)};
  if (trend) target.aim = AimTrend{*trend};
  indicator.targets.push_back(std::move(target));
  if (!extras.empty()) indicator.target_extras.push_back({.target = index, .extras = std::move(extras)});
  return true;
}

bool read_definition(JsonReading& in, JsonValue& value, const Place& place, Definition& definition) {
  static constexpr JsonKeys kKeys("id", "from", "text");
  return in.object(value, place, kKeys, 1, definition.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
    if (key == 0) return in.string(v, at, definition.id);
    if (key == 2) return in.string(v, at, definition.text);
    Period from;
    if (!in.period(v, at, from)) return false;
    definition.from = from;
    return true;
  });
}

template <class T>
std::optional<T> parse_index(std::string_view word, const auto& words) noexcept {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<T>(found - words.begin());
}

bool read_kind(JsonReading& in, JsonValue& value, const Place& at, std::optional<IndicatorKind>& out) {
  const auto parse = [](std::string_view word) { return parse_index<IndicatorKind>(word, kIndicatorKinds); };
  return in.one_of(value, at, kIndicatorKinds, parse, out.emplace());
}

bool read_temporal(JsonReading& in, JsonValue& value, const Place& at, std::optional<IndicatorKind>& out) {
  static constexpr std::array<std::string_view, 2> kWords = {"flow", "snapshot"};
  const auto parse = [](std::string_view word) { return parse_index<IndicatorKind>(word, kWords); };
  return in.one_of(value, at, kWords, parse, out.emplace());
}

bool read_periodicity(JsonReading& in, JsonValue& value, const Place& at, std::optional<Periodicity>& out) {
  static constexpr std::array<std::string_view, 8> kWords = {"day",     "week",      "month", "quarter",
                                                             "tertial", "half_year", "year",  "irregular"};
  const auto parse = [](std::string_view word) -> std::optional<Periodicity> {
    if (word == "irregular") return Periodicity();
    const std::optional<Granularity> granularity = parse_granularity(word);
    return granularity ? std::optional(Periodicity(*granularity)) : std::nullopt;
  };
  return in.one_of(value, at, kWords, parse, out.emplace());
}

// Nothing for one name more than an indicator may have definitions.
std::optional<DefinitionRef> definition_named(DefinitionNames& names, std::string_view id, std::size_t use) {
  const auto found =
      std::find_if(names.names.begin(), names.names.end(), [&](const auto& name) { return name.id == id; });
  if (found != names.names.end()) return DefinitionRef::at(static_cast<std::size_t>(found - names.names.begin()));
  if (names.names.size() == DefinitionRef::kMost) return std::nullopt;
  names.names.push_back({.id = std::string(id), .first_use = use});
  return DefinitionRef::at(names.names.size() - 1);
}

}  // namespace

bool read_observation(JsonReading& in, JsonValue& value, const Place& place, DefinitionNames& names, Series& series,
                      std::vector<ObservationExtras>& extras) {
  static constexpr JsonKeys kKeys("period", "value", "numerator", "denominator", "status", "definition", "recorded");
  Observation observation;
  Extras own_extras;
  bool has_status = false;
  const auto number = [&](JsonValue& v, const Place& at, std::optional<double>& out) {
    double figure = 0;
    if (!in.number(v, at, figure)) return false;
    out = figure;
    return true;
  };
  const bool ok = in.object(value, place, kKeys, 1, own_extras, [&](std::size_t key, JsonValue& v, const Place& at) {
    switch (key) {
      case 0:
        return in.period(v, at, observation.period);
      case 1:
        return number(v, at, observation.value);
      case 2:
        return number(v, at, observation.numerator);
      case 3:
        return number(v, at, observation.denominator);
      case 4:
        has_status = true;
        return in.one_of(v, at, std::span(kObservationStatusCodes).first(kObservationStatusCodes.size() - 1),
                         parse_observation_status, observation.status);
      case 5: {
        std::string_view id;
        if (!in.word(v, at, id)) return false;
        const std::optional<DefinitionRef> named = definition_named(names, id, series.size());
        if (!named) return in.fail(at, text("there is no definition ", quoted_excerpt(id), " of this indicator"));
        observation.definition = *named;
        return true;
      }
      default: {
        Date recorded;
        if (!in.date(v, at, recorded)) return false;
        observation.recorded = recorded;
        return true;
      }
    }
  });
  if (!ok) return false;
  if (const std::string fault = plan_detail::figures_fault(observation, has_status); !fault.empty()) {
    return in.fail(place, fault);
  }
  if (!own_extras.empty()) {
    extras.push_back({.observation = static_cast<std::uint32_t>(series.size()), .extras = std::move(own_extras)});
  }
  series.append(observation);
  return true;
}

bool settle_definitions(JsonReading& in, const Place& observations, const DefinitionNames& names,
                        Indicator& indicator) {
  std::vector<DefinitionRef> meant(names.names.size());
  bool in_order = true;
  for (std::size_t i = 0; i < names.names.size(); ++i) {
    const auto found = std::find_if(indicator.definitions.begin(), indicator.definitions.end(),
                                    [&](const Definition& one) { return one.id == names.names[i].id; });
    if (found == indicator.definitions.end()) {
      const Place here(observations, names.names[i].first_use);
      return in.fail(Place(here, "definition"),
                     text("there is no definition ", quoted_excerpt(names.names[i].id), " of this indicator"));
    }
    meant[i] = DefinitionRef::at(static_cast<std::size_t>(found - indicator.definitions.begin()));
    in_order = in_order && meant[i] == DefinitionRef::at(i);
  }
  if (in_order) return true;
  Series renamed;
  renamed.reserve(indicator.observations.size());
  for (std::size_t i = 0; i < indicator.observations.size(); ++i) {
    Observation observation = indicator.observations[i];
    if (observation.definition.named()) observation.definition = meant[observation.definition.index()];
    renamed.append(observation);
  }
  indicator.observations = std::move(renamed);
  return true;
}

bool read_indicator(JsonReading& in, JsonValue& value, const Place& place, Series& room, Indicator& indicator) {
  static constexpr JsonKeys kKeys("id", "title", "risks", "actions", "goals", "kind", "temporal", "unit", "decimals",
                                  "protect", "direction", "periodicity", "numerator", "denominator", "complement_of",
                                  "baseline", "targets", "definitions", "observations");
  DefinitionNames names;
  const bool ok =
      in.object(value, place, kKeys, 1, indicator.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
        switch (key) {
          case 0:
            return in.string(v, at, indicator.id);
          case 1:
            return in.string(v, at, indicator.title);
          case 2:
            return in.strings(v, at, indicator.risks);
          case 3:
            return in.strings(v, at, indicator.actions);
          case 4:
            return in.strings(v, at, indicator.goals);
          case 5:
            return read_kind(in, v, at, indicator.kind);
          case 6:
            return read_temporal(in, v, at, indicator.temporal);
          case 7:
            return in.string(v, at, indicator.unit);
          case 8:
            return in.integer(v, at, 0, 9, indicator.decimals.emplace());
          case 9:
            return in.boolean(v, at, indicator.protect);
          case 10: {
            const auto parse = [](std::string_view word) { return parse_index<Direction>(word, kDirections); };
            return in.one_of(v, at, kDirections, parse, indicator.direction.emplace());
          }
          case 11:
            return read_periodicity(in, v, at, indicator.periodicity);
          case 12:
            return in.id(v, at, indicator.numerator);
          case 13:
            return in.id(v, at, indicator.denominator);
          case 14:
            return in.id(v, at, indicator.complement_of);
          case 15:
            return read_baseline(in, v, at, indicator.baseline);
          case 16:
            return in.array(v, at, [&](JsonValue& item, const Place& here) {
              return read_target(in, item, here, static_cast<std::uint32_t>(indicator.targets.size()), indicator);
            });
          case 17:
            return in.array(v, at, [&](JsonValue& item, const Place& here) {
              if (indicator.definitions.size() == DefinitionRef::kMost) {
                return in.fail(at, text("more than ", DefinitionRef::kMost, " definitions"));
              }
              return read_definition(in, item, here, indicator.definitions.emplace_back());
            });
          default: {
            room.clear();
            const bool read = in.array(v, at, [&](JsonValue& item, const Place& here) {
              return read_observation(in, item, here, names, room, indicator.observation_extras);
            });
            indicator.observations = room;
            return read;
          }
        }
      });
  if (!ok) return false;
  if (indicator.temporal && indicator.kind != IndicatorKind::share) {
    return in.fail(Place(place, "temporal"), "only a share has a temporal kind");
  }
  return settle_definitions(in, Place(place, "observations"), names, indicator);
}

}  // namespace v1
}  // namespace tertial

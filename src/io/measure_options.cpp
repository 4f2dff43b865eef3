#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "measure_parts.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

template <class... Keys>
constexpr std::uint64_t bits(Keys... keys) {
  return ((std::uint64_t{1} << keys) | ... | 0);
}

bool begins_with(JsonValue& value, char sign) {
  const std::string_view token = value.raw_json_token();
  return !token.empty() && token.front() == sign;
}

// {"hours": 24}, {"days": 183} or {"months": 6}.
bool read_duration(JsonReading& in, JsonValue& value, const Place& place, Duration& out) {
  static constexpr JsonKeys kKeys("hours", "days", "months");
  Extras ignored;
  std::size_t units = 0;
  const bool ok = in.object(value, place, kKeys, 0, ignored, [&](std::size_t key, JsonValue& v, const Place& at) {
    constexpr std::array<int, 3> kMost = {24 * 366 * 300, 366 * 300, 12 * 300};
    int amount = 0;
    if (!in.integer(v, at, 0, kMost[key], amount)) return false;
    out = key == 0 ? Duration::hours(amount) : key == 1 ? Duration::days(amount) : Duration::months(amount);
    ++units;
    return true;
  });
  return ok && (units == 1 || in.fail(place, "expected one of hours, days and months"));
}

bool read_indicator_use(JsonReading& in, JsonValue& value, const Place& place, SpecIndicator& out,
                        StatedMeasure::StatedIndicator& stated) {
  static constexpr JsonKeys kKeys("id", "groups", "figure");
  Extras ignored;
  return in.object(value, place, kKeys, bits(0), ignored, [&](std::size_t key, JsonValue& v, const Place& at) {
    const auto parse = [](std::string_view word) -> std::optional<MeasureFigure> {
      const auto found = std::find(kMeasureFigures.begin(), kMeasureFigures.end(), word);
      if (found == kMeasureFigures.end()) return std::nullopt;
      return static_cast<MeasureFigure>(found - kMeasureFigures.begin());
    };
    switch (key) {
      case 0:
        return in.id(v, at, out.id);
      case 1:
        return in.dictionary(v, at, [&](const std::string& group, JsonValue& of, const Place& here) {
          for (const auto& before : stated.groups) {
            if (before.first == group) return in.fail(here, "the key stands twice in one object");
          }
          stated.groups.emplace_back(group, std::string());
          return in.string(of, here, stated.groups.back().second);
        });
      default:
        return in.one_of(v, at, kMeasureFigures, parse, out.figure);
    }
  });
}

bool read_granularity(JsonReading& in, JsonValue& value, const Place& place, Granularity& out) {
  std::array<std::string_view, kGranularities.size()> words;
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = to_string(kGranularities[i]);
  return in.one_of(value, place, words, parse_granularity, out);
}

constexpr JsonKeys kMeasureKeys("id", "measure", "title", "columns", "filters", "indicator", "over", "per", "decimals",
                                "within", "longer_than", "care_days", "followed", "window", "at_least", "presence",
                                "kinds");
constexpr std::size_t kFirstOption = 6;

constexpr std::uint64_t options_of(MeasureKind kind) {
  constexpr std::array<std::uint64_t, kMeasureKinds.size()> kOptions = {
      bits(6, 7), 0, bits(8), bits(9), bits(10, 11), bits(12), bits(13, 14, 15, 16)};
  return kOptions[static_cast<std::size_t>(kind)];
}

}  // namespace

bool read_measure(JsonReading& in, JsonValue& value, const Place& place, SpecMeasure& out, StatedMeasure& stated) {
  constexpr std::size_t kMostIndicators = 10'000;
  Extras ignored;
  return in.object(
      value, place, kMeasureKeys, bits(0, 1), ignored, [&](std::size_t key, JsonValue& v, const Place& at) {
        stated.options |= bits(key);
        constexpr std::array<std::string_view, 3> kPresences = {"listed", "at_end", "throughout"};
        const auto parse_kind = [](std::string_view word) -> std::optional<MeasureKind> {
          const auto found = std::find(kMeasureKinds.begin(), kMeasureKinds.end(), word);
          if (found == kMeasureKinds.end()) return std::nullopt;
          return static_cast<MeasureKind>(found - kMeasureKinds.begin());
        };
        const auto parse_presence = [&](std::string_view word) -> std::optional<Presence> {
          const auto found = std::find(kPresences.begin(), kPresences.end(), word);
          if (found == kPresences.end()) return std::nullopt;
          return static_cast<Presence>(found - kPresences.begin());
        };
        int whole = 0;
        Granularity granularity = Granularity::month;
        Duration length;
        switch (key) {
          case 0:
            return in.id(v, at, out.id);
          case 1:
            return in.one_of(v, at, kMeasureKinds, parse_kind, out.kind);
          case 2:
            return in.string(v, at, out.title);
          case 3:
            return read_spec_columns(in, v, at, out.columns);
          case 4:
            return read_filters(in, v, at, out.filters);
          case 5:
            if (!begins_with(v, '[')) {
              return read_indicator_use(in, v, at, out.indicators.emplace_back(), stated.indicators.emplace_back());
            }
            return in.array(v, at, [&](JsonValue& item, const Place& here) {
              if (out.indicators.size() == kMostIndicators) return in.fail(at, "too many indicators");
              return read_indicator_use(in, item, here, out.indicators.emplace_back(),
                                        stated.indicators.emplace_back());
            });
          case 6:
            if (!in.integer(v, at, 1, 3'700, whole)) return false;
            out.over = static_cast<std::uint32_t>(whole);
            return true;
          case 7:
            if (!read_granularity(in, v, at, granularity)) return false;
            out.per = granularity;
            return true;
          case 8:
            return in.integer(v, at, 0, 9, out.decimals);
          case 9:
            return read_duration(in, v, at, out.within);
          case 10:
            if (!read_duration(in, v, at, length)) return false;
            out.longer_than = length;
            return true;
          case 11:
            return in.boolean(v, at, out.care_days);
          case 12:
            return read_duration(in, v, at, out.followed);
          case 13:
            return read_duration(in, v, at, out.window);
          case 14:
            if (!in.integer(v, at, 1, std::numeric_limits<int>::max(), whole)) return false;
            out.at_least = static_cast<std::uint32_t>(whole);
            return true;
          case 15:
            return in.one_of(v, at, kPresences, parse_presence, out.presence);
          default:
            return read_values(in, v, at, 64, out.kinds);
        }
      });
}

bool check_options(JsonReading& in, const Place& place, const SpecMeasure& measure, const StatedMeasure& stated) {
  for (std::size_t key = kFirstOption; key < kMeasureKeys.size(); ++key) {
    const std::uint64_t bit = bits(key);
    if ((stated.options & bit) == 0 || (options_of(measure.kind) & bit) != 0) continue;
    std::string own;
    for (std::size_t i = kFirstOption; i < kMeasureKeys.size(); ++i) {
      if ((options_of(measure.kind) & bits(i)) != 0) own += text(own.empty() ? "" : ", ", kMeasureKeys[i]);
    }
    return in.fail(Place(place, kMeasureKeys[key]), text("not an option of ", to_string(measure.kind), ", which has ",
                                                         own.empty() ? std::string("none") : own));
  }
  if (measure.kind == MeasureKind::deadline && (stated.options & bits(9)) == 0) return in.fail_missing(place, "within");
  if (measure.kind == MeasureKind::cohort && (stated.options & bits(12)) == 0) {
    return in.fail_missing(place, "followed");
  }
  return true;
}

bool read_disclosure(JsonReading& in, JsonValue& value, const Place& place, std::optional<SpecDisclosure>& out) {
  if (begins_with(value, '"')) {
    std::string_view word;
    if (!in.word(value, place, word)) return false;
    if (word != "none") return in.fail(place, "expected an object, or \"none\"");
    out.reset();
    return true;
  }
  static constexpr JsonKeys kKeys("threshold", "zeros", "min_width", "complements", "hide_totals", "sums", "totals");
  Extras ignored;
  SpecDisclosure& made = out.emplace();
  DisclosurePolicy& policy = made.policy;
  return in.object(value, place, kKeys, 0, ignored, [&](std::size_t key, JsonValue& v, const Place& at) {
    constexpr std::array<std::string_view, 2> kZeros = {"shown", "hidden"};
    constexpr int kMost = static_cast<int>(DisclosurePolicy::kMostThreshold);
    const auto parse = [](std::string_view word) -> std::optional<DisclosurePolicy::Zeros> {
      if (word == "shown") return DisclosurePolicy::Zeros::shown;
      if (word == "hidden") return DisclosurePolicy::Zeros::hidden;
      return std::nullopt;
    };
    int whole = 0;
    switch (key) {
      case 0:
        if (!in.integer(v, at, 2, kMost, whole)) return false;  // with 1 nothing is small
        policy.threshold = whole;
        return true;
      case 1:
        return in.one_of(v, at, kZeros, parse, policy.zeros);
      case 2:
        if (!in.integer(v, at, 0, kMost, whole)) return false;
        policy.min_width = whole;
        return true;
      case 3:
        return in.boolean(v, at, policy.protect_complements);
      case 4:
        return in.boolean(v, at, policy.may_hide_totals);
      case 5:
        made.sums.clear();
        return in.array(v, at, [&](JsonValue& item, const Place& here) {
          Granularity granularity = Granularity::month;
          if (!read_granularity(in, item, here, granularity)) return false;
          if (months_in(granularity) == 0) return in.fail(here, "days and weeks are no sums of periods");
          if (!made.sums.empty() &&
              (made.sums.back() >= granularity || months_in(granularity) % months_in(made.sums.back()) != 0)) {
            return in.fail(here, text("a ", to_string(granularity), " is no sum of those before it"));
          }
          made.sums.push_back(granularity);
          return true;
        });
      default:
        return in.boolean(v, at, made.totals);
    }
  });
}

}  // namespace v1
}  // namespace tertial

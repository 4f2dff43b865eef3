#include "measure_parts.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

template <class... Keys>
constexpr std::uint64_t bits(Keys... keys) {
  return ((std::uint64_t{1} << keys) | ... | 0);
}

constexpr int kMostPosition = 10'000;
constexpr std::size_t kLongestText = 1000;
constexpr std::size_t kMostFilters = 32;

bool is_string(JsonValue& value) {
  const std::string_view token = value.raw_json_token();
  return !token.empty() && token.front() == '"';
}
bool is_array(JsonValue& value) {
  const std::string_view token = value.raw_json_token();
  return !token.empty() && token.front() == '[';
}

// A text that is compared with the file's.
bool read_text(JsonReading& in, JsonValue& value, const Place& place, std::string& out) {
  return in.string(value, place, out) &&
         (out.size() <= kLongestText || in.fail(place, text("longer than ", kLongestText, " bytes")));
}

// Different texts, one at least.
bool read_values(JsonReading& in, JsonValue& value, const Place& place, std::size_t most,
                 std::vector<std::string>& out) {
  const bool ok = in.array(value, place, [&](JsonValue& item, const Place& at) {
    std::string one;
    if (!read_text(in, item, at, one)) return false;
    if (out.size() == most) return in.fail(place, text("more than ", most, " values"));
    if (std::find(out.begin(), out.end(), one) != out.end()) return in.fail(at, "the value stands twice");
    out.push_back(std::move(one));
    return true;
  });
  return ok && (!out.empty() || in.fail(place, "expected at least one value"));
}

// A sign of one byte.
bool read_sign(JsonReading& in, JsonValue& value, const Place& place, std::string_view expected, char& out) {
  std::string_view sign;
  if (!in.word(value, place, sign)) return false;
  if (sign.size() != 1) return in.fail(place, text("expected ", expected));
  out = sign.front();
  return true;
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

bool read_filter(JsonReading& in, JsonValue& value, const Place& place, SpecFilter& out) {
  static constexpr JsonKeys kKeys("column", "equals", "one_of", "not_one_of", "from", "to");
  constexpr std::size_t kMostValues = 1000;
  Extras ignored;
  std::uint64_t seen = 0;
  const bool ok = in.object(value, place, kKeys, bits(0), ignored, [&](std::size_t key, JsonValue& v, const Place& at) {
    seen |= bits(key);
    Date day;
    switch (key) {
      case 0:
        return read_spec_column(in, v, at, true, out.column);
      case 1:
        out.rule = SpecFilter::Rule::one_of;
        return read_text(in, v, at, out.values.emplace_back());
      case 2:
        out.rule = SpecFilter::Rule::one_of;
        return read_values(in, v, at, kMostValues, out.values);
      case 3:
        out.rule = SpecFilter::Rule::not_one_of;
        return read_values(in, v, at, kMostValues, out.values);
      default:
        out.rule = SpecFilter::Rule::between;
        if (!in.date(v, at, day)) return false;
        (key == 4 ? out.from : out.to) = day;
        return true;
    }
  });
  if (!ok) return false;
  const int rules = ((seen & bits(1)) != 0) + ((seen & bits(2)) != 0) + ((seen & bits(3)) != 0) +
                    ((seen & bits(4, 5)) != 0);
  if (rules != 1) return in.fail(place, "expected one of equals, one_of, not_one_of, and from and to");
  if (out.from && out.to && *out.to < *out.from) return in.fail(Place(place, "to"), "the day comes before \"from\"");
  if (out.column.is_time && out.rule != SpecFilter::Rule::between) {
    return in.fail(place, "values are compared as text: expected a column without a type");
  }
  return true;
}

bool read_group(JsonReading& in, JsonValue& value, const Place& place, SpecGroup& out) {
  static constexpr JsonKeys kKeys("id", "column", "values", "max_values", "labels");
  constexpr int kMost = 65'536;
  Extras ignored;
  bool states_most = false;
  const bool ok = in.object(value, place, kKeys, bits(0, 1), ignored,
                            [&](std::size_t key, JsonValue& v, const Place& at) {
                              int most = 0;
                              switch (key) {
                                case 0:
                                  return in.id(v, at, out.id);
                                case 1:
                                  return read_spec_column(in, v, at, false, out.column);
                                case 2:
                                  return read_values(in, v, at, kMost, out.values);
                                case 3:
                                  states_most = true;
                                  if (!in.integer(v, at, 1, kMost, most)) return false;
                                  out.max_values = static_cast<std::uint32_t>(most);
                                  return true;
                                default:
                                  return in.dictionary(
                                      v, at, [&](const std::string& name, JsonValue& label, const Place& here) {
                                        for (const auto& before : out.labels) {
                                          if (before.first == name) {
                                            return in.fail(here, "the key stands twice in one object");
                                          }
                                        }
                                        out.labels.emplace_back(name, std::string());
                                        return in.id(label, here, out.labels.back().second);
                                      });
                              }
                            });
  if (!ok) return false;
  if (states_most && !out.is_learned()) return in.fail(Place(place, "max_values"), "the values are given");
  for (const auto& [name, label] : out.labels) {
    if (!out.is_learned() && std::find(out.values.begin(), out.values.end(), name) == out.values.end()) {
      const Place labels(place, "labels");
      return in.fail_word(Place(labels, name), name, {out.values.begin(), out.values.end()});
    }
  }
  return true;
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

bool read_dialect(JsonReading& in, JsonValue& value, const Place& place, CsvDialect& out) {
  static constexpr JsonKeys kKeys("delimiter", "decimal", "quote", "encoding", "heading", "missing");
  Extras ignored;
  const bool ok = in.object(value, place, kKeys, 0, ignored, [&](std::size_t key, JsonValue& v, const Place& at) {
    constexpr std::array<std::string_view, 2> kEncodings = {"utf-8", "latin-1"};
    const auto parse = [](std::string_view word) -> std::optional<TextEncoding> {
      if (word == "utf-8") return TextEncoding::utf_8;
      if (word == "latin-1") return TextEncoding::latin_1;
      return std::nullopt;
    };
    bool no_quote = false;
    switch (key) {
      case 0:
        return read_sign(in, v, at, "a semicolon, a comma, a tab or a vertical line", out.delimiter);
      case 1:
        return read_sign(in, v, at, "a comma or a point", out.decimal);
      case 2:
        if (!in.is_null(v, no_quote)) return false;
        if (no_quote) out.quote = '\0';
        return no_quote || read_sign(in, v, at, "\", ' or null for none", out.quote);
      case 3:
        return in.one_of(v, at, kEncodings, parse, out.encoding);
      case 4:
        return in.boolean(v, at, out.heading);
      default:
        out.missing.clear();
        return in.strings(v, at, out.missing);
    }
  });
  if (!ok) return false;
  const std::optional<Fault> fault = fault_of(check_dialect(out));
  if (!fault) return true;
  const std::size_t slash = fault->at.find('/');
  const Place member(place, std::string_view(fault->at).substr(0, slash));
  if (slash == std::string::npos) return in.fail(member, fault->message);
  return in.fail(Place(member, std::string_view(fault->at).substr(slash + 1)), fault->message);
}

bool read_spec_column(JsonReading& in, JsonValue& value, const Place& place, bool may_be_time, SpecColumn& out) {
  out = {};
  if (is_string(value)) {
    return read_text(in, value, place, out.heading) &&
           (!out.heading.empty() || in.fail(place, "a heading must not be empty"));
  }
  static constexpr JsonKeys kKeys("heading", "position", "type");
  Extras ignored;
  const bool ok = in.object(value, place, kKeys, 0, ignored, [&](std::size_t key, JsonValue& v, const Place& at) {
    constexpr std::array<std::string_view, 2> kTypes = {"date", "time"};
    const auto parse = [](std::string_view word) -> std::optional<bool> {
      if (word == "date" || word == "time") return word == "time";
      return std::nullopt;
    };
    int position = 0;
    switch (key) {
      case 0:
        return read_text(in, v, at, out.heading) && (!out.heading.empty() || in.fail(at, "a heading must not be empty"));
      case 1:
        if (!in.integer(v, at, 1, kMostPosition, position)) return false;
        out.position = static_cast<std::uint32_t>(position);
        return true;
      default:
        if (!may_be_time) return in.fail(at, "only the columns of start and end have a type");
        return in.one_of(v, at, kTypes, parse, out.is_time);
    }
  });
  if (!ok) return false;
  return (out.heading.empty() != (out.position == 0)) || in.fail(place, "expected either a heading or a position");
}

bool read_spec_columns(JsonReading& in, JsonValue& value, const Place& place, SpecColumns& out) {
  static constexpr JsonKeys kKeys("start", "end", "person", "kind", "value");
  Extras ignored;
  return in.object(value, place, kKeys, 0, ignored, [&](std::size_t key, JsonValue& v, const Place& at) {
    const std::array<std::optional<SpecColumn>*, 5> columns = {&out.start, &out.end, &out.person, &out.kind,
                                                               &out.value};
    SpecColumn column;
    if (!read_spec_column(in, v, at, key < 2, column)) return false;
    *columns[key] = std::move(column);
    return true;
  });
}

bool read_filters(JsonReading& in, JsonValue& value, const Place& place, std::vector<SpecFilter>& out) {
  return in.array(value, place, [&](JsonValue& item, const Place& at) {
    if (out.size() == kMostFilters) return in.fail(place, text("more than ", kMostFilters, " filters"));
    return read_filter(in, item, at, out.emplace_back());
  });
}

bool read_groups(JsonReading& in, JsonValue& value, const Place& place, std::vector<SpecGroup>& out) {
  return in.array(value, place, [&](JsonValue& item, const Place& at) {
    if (out.size() == kMostGroups) return in.fail(place, text("more than ", kMostGroups, " groups"));
    SpecGroup group;
    if (!read_group(in, item, at, group)) return false;
    constexpr std::array<std::string_view, 10> kTaken = {"measure", "period", "numerator", "denominator", "held",
                                                         "days",    "value",  "status",    "groups",      "id"};
    const Place id(at, "id");
    if (std::find(kTaken.begin(), kTaken.end(), group.id) != kTaken.end()) {
      return in.fail(id, "the tables that are written have a column of this name already");
    }
    for (const SpecGroup& before : out) {
      if (before.id == group.id) return in.fail(id, "the id stands twice");
    }
    out.push_back(std::move(group));
    return true;
  });
}

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
            if (!is_array(v)) {
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
  if (is_string(value)) {
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
          if (!made.sums.empty() && (made.sums.back() >= granularity ||
                                     months_in(granularity) % months_in(made.sums.back()) != 0)) {
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

#include "measure_parts.hpp"

#include <algorithm>
#include <array>
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

// A sign of one byte.
bool read_sign(JsonReading& in, JsonValue& value, const Place& place, std::string_view expected, char& out) {
  std::string_view sign;
  if (!in.word(value, place, sign)) return false;
  if (sign.size() != 1) return in.fail(place, text("expected ", expected));
  out = sign.front();
  return true;
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
  const int rules =
      ((seen & bits(1)) != 0) + ((seen & bits(2)) != 0) + ((seen & bits(3)) != 0) + ((seen & bits(4, 5)) != 0);
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
  const bool ok =
      in.object(value, place, kKeys, bits(0, 1), ignored, [&](std::size_t key, JsonValue& v, const Place& at) {
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
            return in.dictionary(v, at, [&](const std::string& name, JsonValue& label, const Place& here) {
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

}  // namespace

bool read_text(JsonReading& in, JsonValue& value, const Place& place, std::string& out) {
  return in.string(value, place, out) &&
         (out.size() <= kLongestText || in.fail(place, text("longer than ", kLongestText, " bytes")));
}

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
        return read_text(in, v, at, out.heading) &&
               (!out.heading.empty() || in.fail(at, "a heading must not be empty"));
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

}  // namespace v1
}  // namespace tertial

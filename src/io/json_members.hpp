// Members that both document writers write: dates, periods, and what is left out where there is nothing to
// say.
//
//   write_member(out, "recorded", observation.recorded);   // nothing where it was not recorded
//   write_member(out, "period", observation.period);       // "period": "2020-05"
//   write_text(out, "title", risk.title);                  // nothing where it is empty
#pragma once

#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/extra.hpp"
#include "tertial/io/json_writer.hpp"

namespace tertial {
inline namespace v1 {
namespace json_detail {

inline void write_value(JsonWriter& out, Date date) {
  char text[Date::kTextSize];
  date.write(text);
  out.string({text, sizeof text});
}
inline void write_value(JsonWriter& out, Period period) {
  char text[Period::kMaxTextSize];
  const char* const end = period.write(text);
  out.string({text, static_cast<std::size_t>(end - text)});
}
// null beyond the reach of numbers, as a sum of huge figures may be.
inline void write_value(JsonWriter& out, double value) {
  if (std::isfinite(value)) {
    out.number(value);
  } else {
    out.null();
  }
}
inline void write_value(JsonWriter& out, std::string_view value) { out.string(value); }

template <class Value>
void write_member(JsonWriter& out, std::string_view key, const Value& value) {
  write_value(out.key(key), value);
}
// Left out where there is none.
template <class Value>
void write_member(JsonWriter& out, std::string_view key, const std::optional<Value>& value) {
  if (value) write_member(out, key, *value);
}
// null where there is none.
template <class Value>
void write_member_or_null(JsonWriter& out, std::string_view key, const std::optional<Value>& value) {
  out.key(key);
  if (value) {
    write_value(out, *value);
  } else {
    out.null();
  }
}
// Left out where empty.
inline void write_text(JsonWriter& out, std::string_view key, std::string_view value) {
  if (!value.empty()) write_member(out, key, value);
}
inline void write_texts(JsonWriter& out, std::string_view key, std::span<const std::string> values,
                        JsonWriter::Layout layout = JsonWriter::Layout::inline_) {
  if (values.empty()) return;
  out.key(key).begin_array(layout);
  for (const std::string& value : values) out.string(value);
  out.end_array();
}

// A list on lines, left out where empty; `write_one` writes one thing.
template <class Things, class WriteOne>
void write_list(JsonWriter& out, std::string_view key, const Things& things, const WriteOne& write_one) {
  if (things.empty()) return;
  out.key(key).begin_array(JsonWriter::Layout::lines);
  for (const auto& thing : things) write_one(thing);
  out.end_array();
}

inline void write_extras(JsonWriter& out, const Extras& extras) {
  for (const Extra& extra : extras) out.key(extra.key).raw(extra.json);
}

}  // namespace json_detail
}  // namespace v1
}  // namespace tertial

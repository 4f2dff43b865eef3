#include "json_reading.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "tertial/io/json_writer.hpp"

namespace tertial {
inline namespace v1 {
namespace {

constexpr int kDeepestExtra = 100;

// simdjson lets an escaped low surrogate stand alone; the text it then makes is not UTF-8.
bool has_surrogate(std::string_view utf8) noexcept {
  for (std::size_t i = 0; i + 1 < utf8.size(); ++i) {
    if (static_cast<unsigned char>(utf8[i]) == 0xED && static_cast<unsigned char>(utf8[i + 1]) >= 0xA0) return true;
  }
  return false;
}

// What stands between the quotes of a string token, escapes as they are; nothing for a token of another kind.
std::optional<std::string_view> between_quotes(std::string_view token) noexcept {
  if (token.size() < 2 || token.front() != '"') return std::nullopt;
  std::size_t end = token.size() - 1;
  while (end > 0 && token[end] != '"') --end;  // over white space
  if (end == 0) return std::nullopt;
  return token.substr(1, end - 1);
}

// The same; nothing when it has escapes.
std::optional<std::string_view> plain_string(std::string_view token) noexcept {
  const std::optional<std::string_view> inside = between_quotes(token);
  if (inside && std::memchr(inside->data(), '\\', inside->size()) != nullptr) return std::nullopt;
  return inside;
}

// The first byte that belongs to no character. The text is known to have one.
std::size_t first_not_utf8(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (at + size > text.size() || !simdjson::validate_utf8(text.data() + at, size)) return at;
    at += size;
  }
  return 0;
}

}  // namespace

TextPosition position_in(std::string_view text, std::size_t offset) noexcept {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const std::size_t line_start = before.rfind('\n');
  return {.line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1,
          .column = before.size() - (line_start == std::string_view::npos ? 0 : line_start + 1) + 1};
}

std::string to_string(TextPosition position) { return text("line ", position.line, ", column ", position.column); }

std::string quoted_excerpt(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  if (text.size() <= kLongest) return v1::text("\"", text, "\"");
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not inside a character
  return v1::text("\"", text.substr(0, end), "...\"");
}

bool JsonReading::fail_syntax(std::size_t offset, std::string_view message) {
  if (status_.ok()) status_ = unusable(FaultKind::syntax, to_string(position_in(text_, offset)), message);
  return false;
}

std::size_t JsonReading::offset_of(std::size_t in_buffer) const noexcept {
  std::size_t in_piece = in_buffer > 0 ? in_buffer - 1 : 0;
  if (in_piece >= gap_) in_piece += gap_size_;
  return static_cast<std::size_t>(piece_.data() - text_.data()) + std::min(in_piece, piece_.size());
}

bool JsonReading::fail_json(simdjson::error_code error) {
  const std::string_view parsed(buffer_.data(), buffer_.size() - simdjson::SIMDJSON_PADDING);
  switch (error) {
    case simdjson::UTF8_ERROR:
      return fail_syntax(offset_of(first_not_utf8(parsed)), "the text is not UTF-8");
    case simdjson::UNESCAPED_CHARS: {
      const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
      std::size_t at = 0;
      bool inside = false;
      for (; at < parsed.size() && !(inside && is_control(parsed[at])); ++at) {
        if (inside && parsed[at] == '\\') {
          ++at;
        } else if (parsed[at] == '"') {
          inside = !inside;
        }
      }
      return fail_syntax(offset_of(at), "a text here holds a control character, which JSON writes as an escape");
    }
    case simdjson::UNCLOSED_STRING:
      return fail_syntax(offset_of(0), "a text here has no closing quote");
    case simdjson::MEMALLOC:
      if (status_.ok()) status_ = absl::ResourceExhaustedError("out of memory");
      return false;
    case simdjson::CAPACITY:
      return fail_syntax(offset_of(0), "one value is larger than 4 GB");
    default:
      break;
  }
  const char* location = nullptr;
  std::size_t at = 0;
  if (!document_.current_location().get(location)) at = static_cast<std::size_t>(location - buffer_.data());
  return fail_syntax(offset_of(at),
                     error == simdjson::STRING_ERROR
                         ? "a text here holds an escape that JSON does not know, or half a surrogate pair"
                         : "not JSON: a comma, colon, bracket or value is missing, misspelt or too many");
}

bool JsonReading::fail_type(JsonValue& value, const Place& place, std::string_view expected) {
  std::string_view found;
  const std::string_view token = value.raw_json_token();
  switch (token.empty() ? '\0' : token.front()) {
    case '{':
      found = "an object";
      break;
    case '[':
      found = "an array";
      break;
    case '"':
      found = "a string";
      break;
    case 't':
    case 'f':
      found = "true or false";
      break;
    case 'n':
      found = "null";
      break;
    default:
      found =
          !token.empty() && (token.front() == '-' || (token.front() >= '0' && token.front() <= '9')) ? "a number" : "";
  }
  if (found.empty()) {
    const std::size_t end = std::min(token.find_first_of(" \n\r\t,]}"), token.size());
    return fail(place,
                text("expected ", expected, ", found ", quoted_excerpt(token.substr(0, end)), ", which is not JSON"));
  }
  return fail(place, text("expected ", expected, ", found ", found));
}

bool JsonReading::fail_key(const Place& place, std::string_view key, const std::string_view* known, std::size_t count) {
  const std::string_view meant = closest(key, known, count);
  if (!meant.empty()) return fail(place, text("unknown key; did you mean \"", meant, "\"?"));
  std::string list;
  for (std::size_t i = 0; i < count; ++i) list += text(i == 0 ? "" : ", ", known[i]);
  return fail(place, text("unknown key; known here: ", list));
}

bool JsonReading::fail_word(const Place& place, std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view meant = closest(word, known.data(), known.size());
  std::string list;
  for (std::size_t i = 0; i < known.size(); ++i) list += text(i == 0 ? "" : ", ", known[i]);
  std::string message = text(quoted_excerpt(word), " is none of ", list);
  if (!meant.empty()) message += text("; did you mean \"", meant, "\"?");
  return fail(place, message);
}

bool JsonReading::fail_missing(const Place& place, std::string_view key) {
  return fail(place, text("the key \"", key, "\" is missing"));
}

bool JsonReading::unescape(JsonValue& value, const Place& place, std::string_view& out) {
  const auto error = value.get_string().get(out);
  if (error == simdjson::INCORRECT_TYPE) return fail_type(value, place, "a string");
  if (error == simdjson::STRING_ERROR || (!error && has_surrogate(out))) {
    return fail(place, "the text holds an escape that JSON does not know, or half a surrogate pair");
  }
  return !error || fail_json(error);
}

// What is read past the parser's back must be stepped over: it takes a string before a colon for a key.
bool JsonReading::skip_string(JsonValue& value) {
  const auto error = value.get_raw_json_string().error();
  return !error || fail_json(error);
}

bool JsonReading::string(JsonValue& value, const Place& place, std::string& out) {
  const std::string_view token = value.raw_json_token();
  if (const auto plain = plain_string(token)) {
    out.assign(*plain);
    return skip_string(value);
  }
  std::string_view unescaped;
  if (!unescape(value, place, unescaped)) return false;
  out.assign(unescaped);
  return true;
}

bool JsonReading::id(JsonValue& value, const Place& place, std::string& out) {
  return string(value, place, out) && (!out.empty() || fail(place, "an id must not be empty"));
}

bool JsonReading::word(JsonValue& value, const Place& place, std::string_view& out) {
  const std::string_view token = value.raw_json_token();
  if (const auto plain = plain_string(token)) {
    out = *plain;
    return skip_string(value);
  }
  return unescape(value, place, out);
}

bool JsonReading::any_number(JsonValue& value, const Place& place, double& out) {
  const auto error = value.get_double().get(out);
  if (!error) {
    if (out == 0) out = 0;  // -0 is 0
    return true;
  }
  const std::string_view token = value.raw_json_token();
  const char first = token.empty() ? '\0' : token.front();
  if (first != '-' && (first < '0' || first > '9')) return fail_type(value, place, "a number");
  const std::size_t end = std::min(token.find_first_of(" \n\r\t,]}"), token.size());
  return fail(place, text("the number ", quoted_excerpt(token.substr(0, end)), " is malformed or too large"));
}

bool JsonReading::integer(JsonValue& value, const Place& place, int least, int most, int& out) {
  double number = 0;
  if (!this->number(value, place, number)) return false;
  if (number != std::floor(number) || number < least || number > most) {
    return fail(place, text("expected a whole number from ", least, " to ", most));
  }
  out = static_cast<int>(number);
  return true;
}

bool JsonReading::boolean(JsonValue& value, const Place& place, bool& out) {
  if (value.get_bool().get(out)) return fail_type(value, place, "true or false");
  return true;
}

bool JsonReading::date(JsonValue& value, const Place& place, Date& out) {
  // What has escapes is no date as it stands, but may be one when they are read.
  if (const auto inside = between_quotes(value.raw_json_token())) {
    if (const std::optional<Date> date = Date::try_parse(*inside)) {
      out = *date;
      return skip_string(value);
    }
  }
  std::string_view text;
  if (!word(value, place, text)) return false;
  if (const std::optional<Date> date = Date::try_parse(text)) {
    out = *date;
    return true;
  }
  return fail(place, from_absl(Date::parse(text).status().message()));
}

bool JsonReading::period(JsonValue& value, const Place& place, Period& out) {
  // What has escapes is no period as it stands, but may be one when they are read.
  if (const auto inside = between_quotes(value.raw_json_token())) {
    if (const std::optional<Period> period = Period::try_parse(*inside)) {
      out = *period;
      return skip_string(value);
    }
  }
  std::string_view text;
  if (!word(value, place, text)) return false;
  if (const std::optional<Period> period = Period::try_parse(text)) {
    out = *period;
    return true;
  }
  return fail(place, from_absl(Period::parse(text).status().message()));
}

bool JsonReading::strings(JsonValue& value, const Place& place, std::vector<std::string>& out) {
  return array(value, place, [&](JsonValue& item, const Place& at) { return string(item, at, out.emplace_back()); });
}

bool JsonReading::is_null(JsonValue& value, bool& out) {
  out = false;
  const std::string_view token = value.raw_json_token();
  if (token.empty() || token.front() != 'n') return true;
  bool null = false;
  if (const auto error = value.is_null().get(null)) return fail_json(error);
  if (!null) return fail_json(simdjson::N_ATOM_ERROR);
  out = true;
  return true;
}

// Many keys are kept in order beside their list. A list comes here before each key it takes, so one that has
// just become long is new, whatever lay at its address before.
bool JsonReading::is_extra(std::string_view key, const Extras& extras) {
  constexpr std::size_t kFew = 16;
  if (extras.size() <= kFew) {
    return std::any_of(extras.begin(), extras.end(), [&](const Extra& extra) { return extra.key == key; });
  }
  if (many_extras_ != &extras || extras.size() == kFew + 1) {
    many_extras_ = &extras;
    extra_keys_.clear();
  }
  for (std::size_t i = extra_keys_.size(); i < extras.size(); ++i) extra_keys_.insert(extras[i].key);
  return extra_keys_.contains(key);
}

bool JsonReading::read_extra(std::string_view key, JsonValue& value, const Place& place, Extras& extras) {
  if (is_extra(key, extras)) return fail(place, "the key stands twice in one object");
  Extra& extra = extras.emplace_back();
  extra.key = key;
  return raw(value, place, extra.json);
}

bool JsonReading::raw(JsonValue& value, const Place& place, std::string& out, int depth) {
  if (depth > kDeepestExtra) return fail(place, text("nested more than ", kDeepestExtra, " levels deep"));
  const std::string_view token = value.raw_json_token();
  switch (token.empty() ? '\0' : token.front()) {
    case '{': {
      out += '{';
      std::vector<std::string> names;
      const bool ok = dictionary(value, place, [&](const std::string& name, JsonValue& member, const Place& at) {
        if (has_surrogate(name)) return fail(place, "a key holds half a surrogate pair");
        if (!names.empty()) out += ", ";
        names.push_back(name);
        JsonWriter::append_quoted(out, name);
        out += ": ";
        return raw(member, at, out, depth + 1);
      });
      if (!ok) return false;
      out += '}';
      std::sort(names.begin(), names.end());
      const auto twice = std::adjacent_find(names.begin(), names.end());
      return twice == names.end() || fail(Place(place, *twice), "the key stands twice in one object");
    }
    case '[': {
      out += '[';
      bool first = true;
      const bool ok = array(value, place, [&](JsonValue& item, const Place& at) {
        if (!first) out += ", ";
        first = false;
        return raw(item, at, out, depth + 1);
      });
      out += ']';
      return ok;
    }
    case '"': {
      std::string_view text;
      if (!word(value, place, text)) return false;
      JsonWriter::append_quoted(out, text);
      return true;
    }
    case 't':
    case 'f': {
      bool truth = false;
      if (!boolean(value, place, truth)) return false;
      out += truth ? "true" : "false";
      return true;
    }
    case 'n': {
      bool null = false;
      if (!is_null(value, null)) return false;
      out += "null";
      return true;
    }
    default: {
      double checked = 0;
      if (!number(value, place, checked)) return false;
      out += token.substr(0, token.find_last_not_of(" \n\r\t") + 1);
      return true;
    }
  }
}

}  // namespace v1
}  // namespace tertial

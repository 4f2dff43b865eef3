// Reads values out of simdjson's On-Demand documents, each with its place, and keeps the first fault.
//
//   bool ok = in.object(value, place, keys, 0, extras, [&](std::size_t key, JsonValue& v, const Place& at) {
//     return in.string(v, at, risk.id);    // false after a fault, which is then in in.status()
//   });
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "absl/status/status.h"
#include "plain_number.hpp"
#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/extra.hpp"
#include "tertial/plan/fault.hpp"
#include "tertial/plan/place.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

using JsonValue = simdjson::ondemand::value;

// The keys that an object may have, at most 64, in the order they mostly come in.
//
//   static constexpr JsonKeys kKeys("date", "status");
template <std::size_t N>
class JsonKeys {
 public:
  template <class... Names>
  explicit constexpr JsonKeys(const Names&... names) noexcept : names_{names...} {
    static_assert(N <= 64);
    for (std::size_t i = 0; i < N; ++i) {
      std::array<unsigned char, 8> head = {}, mask = {};
      for (std::size_t j = 0; j < 8 && j <= names_[i].size(); ++j) {
        head[j] = j < names_[i].size() ? static_cast<unsigned char>(names_[i][j]) : '"';
        mask[j] = 0xFF;
      }
      heads_[i] = std::bit_cast<std::uint64_t>(head);
      masks_[i] = std::bit_cast<std::uint64_t>(mask);
    }
  }

  [[nodiscard]] constexpr std::size_t size() const noexcept { return N; }
  [[nodiscard]] constexpr const std::string_view* data() const noexcept { return names_.data(); }
  [[nodiscard]] constexpr std::string_view operator[](std::size_t at) const noexcept { return names_[at]; }

  // The place of the key whose text and closing quote begin at `raw`, searched from `guess` on; N when it is
  // none of them or has escapes. At least 64 bytes can be read at `raw`, and no key is longer.
  [[nodiscard]] std::size_t find_raw(const char* raw, std::size_t guess) const noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, raw, sizeof word);
    for (std::size_t i = 0; i < N; ++i) {
      const std::size_t at = guess + i < N ? guess + i : guess + i - N;
      if (((word ^ heads_[at]) & masks_[at]) != 0) continue;
      const std::string_view name = names_[at];
      if (name.size() < 8 || (raw[name.size()] == '"' && std::string_view(raw, name.size()) == name)) return at;
    }
    return N;
  }

 private:
  std::array<std::string_view, N> names_;
  // Of each the first eight bytes, with the closing quote if it is among them.
  std::array<std::uint64_t, N> heads_ = {};
  std::array<std::uint64_t, N> masks_ = {};
};
template <class... Names>
JsonKeys(const Names&...) -> JsonKeys<sizeof...(Names)>;

// The first lines and columns of a text, counted in bytes from 1.
struct TextPosition {
  std::size_t line = 1;
  std::size_t column = 1;
};
[[nodiscard]] TextPosition position_in(std::string_view text, std::size_t offset) noexcept;
[[nodiscard]] std::string to_string(TextPosition position);  // "line 3, column 14"

// Reading functions give false after a fault, which is then in status(); out-parameters may be half filled.
class JsonReading {
 public:
  // `text` is the whole document, for telling lines.
  explicit JsonReading(std::string_view text) noexcept : text_(text) {}

  // Parses `piece`, a part of the text, and calls on_element(JsonValue, index) for each of the
  // comma-separated values that it is (JsonSplitter has seen to that); on_element gives false to stop. False
  // after a fault or a stop.
  template <class OnElement>
  bool elements(std::string_view piece, const OnElement& on_element) {
    return elements_without(piece, piece.size(), piece.size(), on_element);
  }
  // The same, as if the bytes of the piece from `gap` to `gap_end` were not there.
  template <class OnElement>
  bool elements_without(std::string_view piece, std::size_t gap, std::size_t gap_end, const OnElement& on_element);

  [[nodiscard]] const absl::Status& status() const noexcept { return status_; }
  bool fail(const Place& place, std::string_view message) {
    if (status_.ok()) status_ = place.fault(message);
    return false;
  }
  bool fail_syntax(std::size_t offset, std::string_view message);

  bool string(JsonValue& value, const Place& place, std::string& out);
  // A string that is not empty.
  bool id(JsonValue& value, const Place& place, std::string& out);
  // Borrowed until the next piece.
  bool word(JsonValue& value, const Place& place, std::string_view& out);
  bool number(JsonValue& value, const Place& place, double& out) {
    return read_plain_number(value.raw_json_token().data(), out) || any_number(value, place, out);
  }
  bool integer(JsonValue& value, const Place& place, int least, int most, int& out);
  bool boolean(JsonValue& value, const Place& place, bool& out);
  bool date(JsonValue& value, const Place& place, Date& out);
  bool period(JsonValue& value, const Place& place, Period& out);
  bool strings(JsonValue& value, const Place& place, std::vector<std::string>& out);
  // Null is true; any other value is left unread.
  bool is_null(JsonValue& value, bool& out);
  // Compact JSON of any value.
  bool raw(JsonValue& value, const Place& place, std::string& out, int depth = 0);

  // One of the words that parse(word) knows; `words` is for the message.
  template <class T, class Parse, class Words>
  bool one_of(JsonValue& value, const Place& place, const Words& words, const Parse& parse, T& out) {
    std::string_view text;
    if (!word(value, place, text)) return false;
    if (const auto parsed = parse(text)) {
      out = *parsed;
      return true;
    }
    return fail_word(place, text, std::vector<std::string_view>(std::begin(words), std::end(words)));
  }

  // The value is an array: on_element(JsonValue&, const Place&) for each.
  template <class OnElement>
  bool array(JsonValue& value, const Place& place, const OnElement& on_element);

  // The value is an object: on_member(std::size_t key, JsonValue&, const Place&) for each member with one of
  // `keys`. Keys that begin with "x-" go to `extras`. A bit of `required` for each key that must be there.
  // Faults: a key twice, an unknown key, a missing one.
  template <std::size_t N, class OnMember>
  bool object(JsonValue& value, const Place& place, const JsonKeys<N>& keys, std::uint64_t required, Extras& extras,
              const OnMember& on_member);

  // The value is an object whose keys are names of the document's own.
  template <class OnMember>
  bool dictionary(JsonValue& value, const Place& place, const OnMember& on_member);

  // "expected a string", for a value of another type; a fault of syntax when it is no value at all.
  bool fail_type(JsonValue& value, const Place& place, std::string_view expected);
  bool fail_key(const Place& place, std::string_view key, const std::string_view* known, std::size_t count);
  bool fail_word(const Place& place, std::string_view word, const std::vector<std::string_view>& known);
  bool fail_missing(const Place& place, std::string_view key);
  bool fail_json(simdjson::error_code error);
  bool read_extra(std::string_view key, JsonValue& value, const Place& place, Extras& extras);

 private:
  bool any_number(JsonValue& value, const Place& place, double& out);
  bool skip_string(JsonValue& value);
  bool is_extra(std::string_view key, const Extras& extras);
  bool unescape(JsonValue& value, const Place& place, std::string_view& out);
  // Where a byte of the buffer stands in the text.
  [[nodiscard]] std::size_t offset_of(std::size_t in_buffer) const noexcept;
  // simdjson does not say when there was no memory for the strings of a document, and writes to them all the same.
  [[nodiscard]] static bool has_room_for_strings(simdjson::ondemand::document& document) noexcept {
    struct Open : simdjson::ondemand::document {
      static auto iterator() noexcept { return &Open::iter; }
    };
    return (document.*Open::iterator()).string_buf_loc() != nullptr;
  }

  std::string_view text_;
  absl::Status status_;
  simdjson::ondemand::parser parser_;
  simdjson::ondemand::document document_;
  std::string buffer_;           // '[' piece ']' and padding
  std::string_view piece_ = {};  // what is in the buffer, but for the gap
  std::size_t gap_ = 0;
  std::size_t gap_size_ = 0;
  const Extras* many_extras_ = nullptr;  // the list that these are the keys of
  std::set<std::string, std::less<>> extra_keys_;
};

// A long text cut for a message, in quotes.
[[nodiscard]] std::string quoted_excerpt(std::string_view text);

template <class OnElement>
bool JsonReading::elements_without(std::string_view piece, std::size_t gap, std::size_t gap_end,
                                   const OnElement& on_element) {
  piece_ = piece;
  gap_ = gap;
  gap_size_ = gap_end - gap;
  buffer_.clear();
  buffer_.reserve(piece.size() - gap_size_ + 2 + simdjson::SIMDJSON_PADDING);
  buffer_ += '[';
  buffer_ += piece.substr(0, gap);
  buffer_ += piece.substr(gap_end);
  buffer_ += ']';
  const std::size_t size = buffer_.size();
  buffer_.resize(size + simdjson::SIMDJSON_PADDING, ' ');
  auto error = parser_.iterate(buffer_.data(), size, buffer_.size()).get(document_);
  if (!error && !has_room_for_strings(document_)) error = simdjson::MEMALLOC;
  if (error) return fail_json(error);
  simdjson::ondemand::array array;
  error = document_.get_array().get(array);
  if (error) return fail_json(error);
  std::size_t index = 0;
  for (auto element : array) {
    JsonValue value;
    error = std::move(element).get(value);
    if (error) return fail_json(error);
    if (!on_element(value, index++)) return false;
  }
  return true;
}

template <class OnElement>
bool JsonReading::array(JsonValue& value, const Place& place, const OnElement& on_element) {
  simdjson::ondemand::array array;
  if (value.get_array().get(array)) return fail_type(value, place, "an array");
  std::size_t index = 0;
  for (auto element : array) {
    if (element.error()) return fail_json(element.error());
    JsonValue&& item = std::move(element).value_unsafe();
    if (!on_element(item, Place(place, index++))) return false;
  }
  return true;
}

template <std::size_t N, class OnMember>
bool JsonReading::object(JsonValue& value, const Place& place, const JsonKeys<N>& keys, std::uint64_t required,
                         Extras& extras, const OnMember& on_member) {
  simdjson::ondemand::object object;
  if (value.get_object().get(object)) return fail_type(value, place, "an object");
  std::uint64_t seen = 0;
  std::size_t guess = 0;  // members mostly come in the order of the contract
  for (auto result : object) {
    if (result.error()) return fail_json(result.error());
    simdjson::ondemand::field&& field = std::move(result).value_unsafe();  // in place: a copy would wait for its stores
    std::size_t key = keys.find_raw(field.key().raw(), guess);             // the buffer is padded
    if (key == N) {
      std::string_view name;
      if (const auto error = field.unescaped_key().get(name)) return fail_json(error);
      for (std::size_t i = 0; i < N; ++i) {
        if (keys[i] == name) key = i;
      }
      if (key == N) {
        const std::string kept(name);
        if (!kept.starts_with("x-")) return fail_key(Place(place, kept), kept, keys.data(), N);
        if (!read_extra(kept, field.value(), Place(place, kept), extras)) return false;
        continue;
      }
    }
    const Place at(place, keys[key]);
    const std::uint64_t bit = std::uint64_t{1} << key;
    if ((seen & bit) != 0) return fail(at, "the key stands twice in one object");
    seen |= bit;
    guess = key + 1 < N ? key + 1 : 0;
    if (!on_member(key, field.value(), at)) return false;
  }
  if ((required & ~seen) != 0) {
    return fail_missing(place, keys[static_cast<std::size_t>(std::countr_zero(required & ~seen))]);
  }
  return true;
}

template <class OnMember>
bool JsonReading::dictionary(JsonValue& value, const Place& place, const OnMember& on_member) {
  simdjson::ondemand::object object;
  if (value.get_object().get(object)) return fail_type(value, place, "an object");
  for (auto result : object) {
    simdjson::ondemand::field field;
    if (const auto error = std::move(result).get(field)) return fail_json(error);
    std::string_view name;
    if (const auto error = field.unescaped_key().get(name)) return fail_json(error);
    const std::string kept(name);
    if (!on_member(kept, field.value(), Place(place, kept))) return false;
  }
  return true;
}

}  // namespace v1
}  // namespace tertial

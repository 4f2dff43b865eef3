#include "io/record_fields.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <limits>
#include <system_error>

#include "io/record_digits.hpp"
#include "io/wiped_buffer.hpp"
#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/io/record_reader.hpp"

namespace tertial {
inline namespace v1 {
namespace record_detail {
namespace {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// Whether `field` is as long as `shape` and has a digit for each 0 of it and the same sign for each other.
constexpr bool has_shape(std::string_view field, std::string_view shape) noexcept {
  if (field.size() != shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] == '0' ? !is_digit(field[i]) : field[i] != shape[i]) return false;
  }
  return true;
}

std::size_t count_digits(std::string_view text) noexcept {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  return count;
}

// The parts of a decimal number as it is written.
struct DecimalText {
  bool negative = false;
  std::string_view whole = {};
  std::string_view fraction = {};
  std::string_view exponent = {};  // with its sign; empty: none
};

std::optional<DecimalText> split_number(std::string_view field, char decimal) noexcept {
  DecimalText parts;
  parts.negative = field.starts_with('-');
  if (parts.negative) field.remove_prefix(1);
  parts.whole = field.substr(0, count_digits(field));
  field.remove_prefix(parts.whole.size());
  if (field.starts_with(decimal)) {
    field.remove_prefix(1);
    parts.fraction = field.substr(0, count_digits(field));
    field.remove_prefix(parts.fraction.size());
  }
  if (parts.whole.empty() && parts.fraction.empty()) return std::nullopt;
  if (field.starts_with('e') || field.starts_with('E')) {
    field.remove_prefix(1);
    const std::size_t sign = field.starts_with('-') || field.starts_with('+') ? 1 : 0;
    const std::size_t digits = count_digits(field.substr(sign));
    if (digits == 0) return std::nullopt;
    parts.exponent = field.substr(0, sign + digits);
    field.remove_prefix(parts.exponent.size());
  }
  if (!field.empty()) return std::nullopt;
  return parts;
}

// Exact where digits and power of ten are both below 2^53 and 10^22: then one division rounds once.
bool divide(const DecimalText& parts, double& out) noexcept {
  constexpr std::size_t kMostDigits = 15;
  constexpr std::array<double, 16> kPowers = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                              1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  if constexpr (!kReadsShort) return false;
  if (!parts.exponent.empty() || parts.whole.size() + parts.fraction.size() > kMostDigits) return false;
  std::int64_t digits = 0;
  for (const char c : parts.whole) digits = digits * 10 + (c - '0');
  for (const char c : parts.fraction) digits = digits * 10 + (c - '0');
  const double size = static_cast<double>(digits) / kPowers[parts.fraction.size()];
  out = parts.negative ? -size : size;
  return true;
}

}  // namespace

std::optional<RecordProblem> read_date(std::string_view field, std::int32_t& out) noexcept {
  if (read_short_date(field.data(), field.size(), out)) return std::nullopt;
  std::array<char, Date::kTextSize> written;
  if (has_shape(field, "00000000")) {
    std::memcpy(written.data(), field.data(), 4);
    written[4] = written[7] = '-';
    std::memcpy(written.data() + 5, field.data() + 4, 2);
    std::memcpy(written.data() + 8, field.data() + 6, 2);
  } else if (has_shape(field, "0000-00-00")) {
    std::memcpy(written.data(), field.data(), written.size());
  } else {
    return RecordProblem::not_a_date;
  }
  const std::optional<Date> date = Date::try_parse(std::string_view(written.data(), written.size()));
  wipe(written.data(), written.size());
  if (!date) return RecordProblem::no_such_day;
  out = date->days();
  return std::nullopt;
}

std::optional<RecordProblem> read_time(std::string_view field, std::int64_t& out) noexcept {
  if (read_short_time(field.data(), field.size(), out)) return std::nullopt;
  if (field.size() >= 16 && (field[10] == ' ' || field[10] == 'T') && has_shape(field.substr(0, 10), "0000-00-00")) {
    const std::string_view clock = field.substr(11);
    const bool with_seconds = has_shape(clock, "00:00:00");
    if (!with_seconds && !has_shape(clock, "00:00")) return RecordProblem::not_a_time;
    const std::optional<Date> date = Date::try_parse(field.substr(0, 10));
    const int hour = calendar_detail::two_digits(clock, 0);
    const int minute = calendar_detail::two_digits(clock, 3);
    const int second = with_seconds ? calendar_detail::two_digits(clock, 6) : 0;
    if (!date || hour > 23 || minute > 59 || second > 59) return RecordProblem::no_such_time;
    out = std::int64_t{date->days()} * 86'400 + (hour * 3600 + minute * 60 + second);
    return std::nullopt;
  }
  const auto problem = read_whole(field, out);
  return problem == RecordProblem::not_whole ? RecordProblem::not_a_time : problem;
}

std::optional<RecordProblem> read_period(std::string_view field, std::uint32_t& out) noexcept {
  if (read_short_period(field.data(), field.size(), out)) return std::nullopt;
  const std::optional<Period> period = Period::try_parse(field);
  if (!period) return RecordProblem::not_a_period;
  out = period->code();
  return std::nullopt;
}

std::optional<RecordProblem> read_number(std::string_view field, char decimal, double& out) noexcept {
  if (read_short_number(field.data(), field.size(), decimal, out)) return std::nullopt;
  const std::optional<DecimalText> parts = split_number(field, decimal);
  if (!parts) return RecordProblem::not_a_number;
  if (divide(*parts, out)) return std::nullopt;
  std::array<char, kMaxFieldBytes> written;
  std::memcpy(written.data(), field.data(), field.size());
  // An empty view stands where the field ends.
  const auto sign = static_cast<std::size_t>(parts->whole.data() + parts->whole.size() - field.data());
  if (sign < field.size() && field[sign] == decimal) written[sign] = '.';
  const char* const end = written.data() + field.size();
  const std::from_chars_result read = std::from_chars(written.data(), end, out);
  const bool complete = read.ptr == end;
  wipe(written.data(), field.size());
  if (read.ec == std::errc::result_out_of_range) return RecordProblem::out_of_range;
  if (read.ec != std::errc() || !complete) return RecordProblem::not_a_number;
  return std::nullopt;
}

std::optional<RecordProblem> read_whole(std::string_view field, std::int64_t& out) noexcept {
  if (read_short_whole(field.data(), field.size(), out)) return std::nullopt;
  const std::string_view digits = field.starts_with('-') ? field.substr(1) : field;
  if (digits.empty() || count_digits(digits) != digits.size()) return RecordProblem::not_whole;
  const char* const end = field.data() + field.size();
  const std::from_chars_result read = std::from_chars(field.data(), end, out);
  if (read.ec != std::errc() || out == std::numeric_limits<std::int64_t>::min()) return RecordProblem::out_of_range;
  return std::nullopt;
}

bool read_number_key(std::string_view field, std::uint64_t& out) noexcept {
  constexpr std::size_t kMostDigits = 18;
  if (read_short_digits(field.data(), field.size(), out)) return true;
  if (field.empty() || field.size() > kMostDigits || count_digits(field) != field.size()) return false;
  return std::from_chars(field.data(), field.data() + field.size(), out).ec == std::errc();
}

std::size_t first_malformed(std::string_view text) noexcept {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text.size() - at >= 8 && (load8(text.data() + at) & kHighBits) == 0) {
      at += 8;
      continue;
    }
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned lead = byte(0);
    if (lead < 0x80) {
      ++at;
      continue;
    }
    const std::size_t size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (size == 0 || size > text.size() - at) return at;
    for (std::size_t i = 1; i < size; ++i) {
      if ((byte(i) & 0xC0) != 0x80) return at;
    }
    // Longer than it need be, a half of a pair, or beyond the last character.
    if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F)) return at;
    if ((lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F)) return at;
    at += size;
  }
  return text.size();
}

std::size_t write_utf_8(std::string_view latin_1, char* out) noexcept {
  const char* const begin = out;
  for (const char c : latin_1) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      *out++ = c;
    } else {
      *out++ = static_cast<char>(0xC0 | byte >> 6);
      *out++ = static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return static_cast<std::size_t>(out - begin);
}

std::optional<std::string> to_latin_1(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      bytes += text[i];
    } else {
      if ((byte != 0xC2 && byte != 0xC3) || i + 1 == text.size()) return std::nullopt;
      bytes += static_cast<char>((byte & 0x03) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3F));
    }
  }
  return bytes;
}

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

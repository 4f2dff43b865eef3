#include "tertial/io/json_writer.hpp"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

using tertial::JsonWriter;

namespace {

std::string number(double value) {
  std::string out;
  JsonWriter::append_number(out, value);
  return out;
}

std::string quoted(std::string_view value) {
  std::string out;
  JsonWriter::append_quoted(out, value);
  return out;
}

// RFC 8259, section 6.
bool is_json_number(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at - from;
  };
  const auto take = [&](std::string_view any) {
    const bool there = at < text.size() && any.find(text[at]) != std::string_view::npos;
    at += there ? 1U : 0U;
    return there;
  };
  take("-");
  const bool zero = at < text.size() && text[at] == '0';
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (take(".") && digits() == 0) return false;
  if (take("eE")) {
    take("+-");
    if (digits() == 0) return false;
  }
  return at == text.size();
}

double read_back(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

TEST_CASE("whole numbers are written without a point") {
  CHECK(number(0) == "0");
  CHECK(number(-0.0) == "0");
  CHECK(number(-17) == "-17");
  CHECK(number(1e15) == "1000000000000000");
  CHECK(number(9007199254740991.0) == "9007199254740991");
  CHECK(number(9007199254740992.0) == "9007199254740992");
  CHECK(number(-9007199254740992.0) == "-9007199254740992");
  CHECK(number(9223372036854775808.0) == "9223372036854775808");
}

TEST_CASE("other numbers are written in the shortest form that reads back") {
  CHECK(number(0.1) == "0.1");
  CHECK(number(0.1 + 0.2) == "0.30000000000000004");
  CHECK(number(2.4) == "2.4");
  CHECK(number(1e21) == "1e+21");
  CHECK(number(1e-7) == "1e-07");
  CHECK(number(5e-324) == "5e-324");
  CHECK(number(std::numeric_limits<double>::max()) == "1.7976931348623157e+308");
}

TEST_CASE("every finite number is written as JSON knows numbers, and reads back to the bit") {
  const std::uint32_t seed = 20200831;
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int i = 0; i < 200'000; ++i) {
    const auto value = std::bit_cast<double>(static_cast<std::uint64_t>(random()));
    if (!std::isfinite(value)) continue;
    const std::string text = number(value);
    if (!is_json_number(text) || read_back(text) != value) FAIL(text);
  }
}

TEST_CASE("every number of two decimals keeps them") {
  for (int cents = -100'000; cents <= 100'000; ++cents) {
    const double value = cents / 100.0;
    const std::string text = number(value);
    if (text.size() > 8 || !is_json_number(text) || read_back(text) != value) FAIL(text);
  }
}

TEST_CASE("only what JSON forbids in strings is escaped") {
  CHECK(quoted("") == R"("")");
  CHECK(quoted(R"(a"b\c)") == R"("a\"b\\c")");
  CHECK(quoted("\n\t\r\b\f") == R"("\n\t\r\b\f")");
  CHECK(quoted(std::string_view("\0\x01\x1f", 3)) == R"("\u0000\u0001\u001f")");
  CHECK(quoted("/ \x7f åäö \u2028 \U0001F7E5") == "\"/ \x7f åäö \u2028 \U0001F7E5\"");
}

TEST_CASE("no control character stands in a string as it is") {
  for (int c = 0; c < 0x20; ++c) {
    const std::string text = quoted(std::string(1, static_cast<char>(c)));
    CAPTURE(c);
    CHECK(text.size() >= 4);
    CHECK(text[1] == '\\');
    for (const char byte : text) CHECK(static_cast<unsigned char>(byte) >= 0x20);
  }
}

TEST_CASE("a list on lines holds facts on one line each") {
  using Layout = JsonWriter::Layout;
  JsonWriter out;
  out.begin_object(Layout::lines).key("risks").begin_array(Layout::lines);
  out.begin_object().key("id").string("1.1").key("score").number(6).end_object();
  out.begin_object(Layout::lines).key("ids").begin_array().string("a").null().boolean(false).end_array().end_object();
  out.end_array().key("empty").begin_array(Layout::lines).end_array();
  out.key("as it is").raw("1.50").end_object();
  CHECK(out.text() == R"({
  "risks": [
    {"id": "1.1", "score": 6},
    {
      "ids": ["a", null, false]
    }
  ],
  "empty": [],
  "as it is": 1.50
})");
}

TEST_CASE("within a line everything stays on it") {
  using Layout = JsonWriter::Layout;
  JsonWriter out;
  out.begin_array().begin_object(Layout::lines).key("a").begin_array(Layout::lines).number(1).number(2).end_array();
  out.end_object().end_array();
  CHECK(out.text() == R"([{"a": [1, 2]}])");
}

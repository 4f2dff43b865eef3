#include "io/plain_number.hpp"

#include <charconv>
#include <random>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace {

constexpr double kUntouched = -7.25;

// What is read of a text with the room behind it that a reader's buffer has; kUntouched when nothing is.
double plain(std::string text) {
  text.resize(text.size() + 32, ' ');
  double value = kUntouched;
  if (!tertial::read_plain_number(text.data(), value)) CHECK(value == kUntouched);
  return value;
}

}  // namespace

TEST_CASE("numbers of up to seven digits and seven decimals are read as the standard library reads them") {
  std::mt19937 draw(20200831);
  const auto digits = [&](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += static_cast<char>('0' + draw() % 10);
    return text;
  };
  for (int i = 0; i < 200'000; ++i) {
    std::string text = std::to_string(draw() % 10'000'000);
    if (i % 2 == 0) text += "." + digits(1 + draw() % 7);
    double expected = 0;
    std::from_chars(text.data(), text.data() + text.size(), expected);
    CAPTURE(text);
    REQUIRE(plain(text + ",}] \n\t\r"[draw() % 7]) == expected);
  }
}

TEST_CASE("every other number, and what is none, is left to another reader") {
  for (const std::string_view text :
       {"-1", "12345678", "1.12345678", "1e2",   "1E2", "0.1e1", "007", "00.5",  "1.",   ".5",
        "+1", "",         "null",       "\"1\"", "1x",  "1.5x",  "1:",  "1\x01", "1..2", "1.2.3"}) {
    CAPTURE(text);
    CHECK(plain(std::string(text)) == kUntouched);
  }
}

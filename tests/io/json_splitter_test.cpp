#include "io/json_splitter.hpp"

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using tertial::JsonSplitter;

namespace {

using Texts = std::vector<std::string>;

// Keys and values of the object that the text is.
Texts members(std::string_view text) {
  JsonSplitter splitter(text);
  Texts found;
  if (!splitter.enter('{')) return {"no object"};
  while (splitter.next_member()) {
    found.emplace_back(splitter.key());
    const auto value = splitter.skip_value();
    found.emplace_back(value ? *value : "no value");
    if (!value) break;
  }
  if (splitter.failed()) found.push_back("failed at " + std::to_string(splitter.position()));
  return found;
}

Texts elements(std::string_view text) {
  JsonSplitter splitter(text);
  Texts found;
  if (!splitter.enter('[')) return {"no array"};
  while (splitter.next_element()) {
    const auto value = splitter.skip_value();
    found.emplace_back(value ? *value : "no value");
    if (!value) break;
  }
  if (splitter.failed()) found.push_back("failed at " + std::to_string(splitter.position()));
  return found;
}

}  // namespace

TEST_CASE("members come with their keys as they stand and their values as text") {
  CHECK(members(R"({})").empty());
  CHECK(members(" {\r\n\t} ").empty());
  CHECK(members(R"({"a":1,"b" : "x" , "c":[1, {"d": "]"}],"":{}})") ==
        Texts{"a", "1", "b", "\"x\"", "c", R"([1, {"d": "]"}])", "", "{}"});
  CHECK(members(R"({"a\"b": true, "c\\": null})") == Texts{R"(a\"b)", "true", R"(c\\)", "null"});
}

TEST_CASE("elements come as text, several kinds in one list") {
  CHECK(elements("[]").empty());
  CHECK(elements(R"([1,-2.5e3,"a,]",true,null,[],{}])") == Texts{"1", "-2.5e3", "\"a,]\"", "true", "null", "[]", "{}"});
}

TEST_CASE("brackets, quotes and commas inside strings are no structure") {
  CHECK(elements(R"(["{[", {"k\"}": "\\"}, ["\\\"]"]])") == Texts{R"("{[")", R"({"k\"}": "\\"})", R"(["\\\"]"])"});
}

TEST_CASE("what is wrong at the depth it walks is told with its place") {
  CHECK(members(R"({"a" 1})") == Texts{"failed at 5"});
  CHECK(members(R"({"a": 1 "b": 2})") == Texts{"a", "1", "failed at 8"});
  CHECK(members(R"({"a": 1,})") == Texts{"a", "1", "failed at 8"});
  CHECK(members(R"({a: 1})") == Texts{"failed at 1"});
  CHECK(members(R"({"a": })") == Texts{"a", "no value", "failed at 6"});
  CHECK(members(R"({"a": 1)") == Texts{"a", "1", "failed at 7"});
  CHECK(members(R"({"a)") == Texts{"failed at 1"});
  CHECK(elements("[1 2]") == Texts{"1", "failed at 3"});
  CHECK(elements("[1,]") == Texts{"1", "failed at 3"});
  CHECK(elements("[,1]") == Texts{"no value", "failed at 1"});
  CHECK(elements(R"(["a)") == Texts{"no value", "failed at 1"});
  CHECK(elements(R"([{"a": [1, 2})") == Texts{"no value", "failed at 1"});
  CHECK(elements("[1") == Texts{"1", "failed at 2"});
}

TEST_CASE("an object is not entered as an array, nor the other way round") {
  CHECK(members("[]") == Texts{"no object"});
  CHECK(elements("{}") == Texts{"no array"});
  CHECK(members("") == Texts{"no object"});
  JsonSplitter splitter("12");
  CHECK_FALSE(splitter.enter('{'));
  CHECK(splitter.failed());
  CHECK_FALSE(splitter.problem().empty());
}

TEST_CASE("after a failure every call fails and the first problem stays") {
  JsonSplitter splitter(R"({"a" 1, "b": 2})");
  REQUIRE(splitter.enter('{'));
  REQUIRE_FALSE(splitter.next_member());
  const std::string problem(splitter.problem());
  const std::size_t position = splitter.position();
  CHECK_FALSE(splitter.next_member());
  CHECK_FALSE(splitter.skip_value());
  CHECK_FALSE(splitter.enter('{'));
  CHECK_FALSE(splitter.next_element());
  CHECK_FALSE(splitter.at_end());
  CHECK(splitter.problem() == problem);
  CHECK(splitter.position() == position);
}

TEST_CASE("the end is where nothing but white space is left") {
  JsonSplitter splitter("{} \n\t\r ");
  REQUIRE(splitter.enter('{'));
  REQUIRE_FALSE(splitter.next_member());
  CHECK_FALSE(splitter.failed());
  CHECK(splitter.at_end());
  JsonSplitter more("{} x");
  REQUIRE(more.enter('{'));
  REQUIRE_FALSE(more.next_member());
  CHECK_FALSE(more.at_end());
  CHECK(more.position() == 3);
}

TEST_CASE("white space is a space, tab, line feed or carriage return and nothing else") {
  for (std::size_t length = 0; length < 70; ++length) {
    const std::string space(length, ' ');
    JsonSplitter splitter(space);
    CHECK(splitter.at_end());
    const std::string then = space + "\n\t\r" + "7";
    JsonSplitter number(then);
    CHECK(number.peek() == '7');
    const std::string vertical = space + "\v";
    JsonSplitter other(vertical);
    CHECK_FALSE(other.at_end());
    CHECK(other.position() == length);
  }
}

TEST_CASE("values nest 500 deep and no deeper, whatever is inside") {
  const auto nested = [](std::size_t depth) { return "[" + std::string(depth, '[') + std::string(depth, ']') + "]"; };
  CHECK(elements(nested(500)).size() == 1);
  CHECK(elements(nested(500))[0].size() == 1000);
  CHECK(elements(nested(501)) == Texts{"no value", "failed at 501"});
  CHECK(elements("[" + std::string(1'000'000, '{')) == Texts{"no value", "failed at 501"});
}

TEST_CASE("quotes and backslashes across the blocks of 64 bytes are told apart") {
  // The same container at every offset, with runs of backslashes of every length before a quote.
  for (std::size_t lead = 0; lead < 130; ++lead) {
    for (std::size_t backslashes = 0; backslashes < 9; ++backslashes) {
      std::string value = "{\"" + std::string(lead, 'x') + std::string(backslashes, '\\');
      if (backslashes % 2 == 1) value += "\"}";  // an escaped quote, then a bracket inside the text
      value += "\": [\"]}\"]}";
      const std::string list = "[" + value + ",0]";
      REQUIRE(elements(list) == Texts{value, "0"});
    }
  }
}

TEST_CASE("random values are cut where a walk byte by byte cuts them") {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    Texts expected;
    std::string text = "[";
    const auto string = [&] {
      constexpr std::string_view kPieces[] = {"a", "[", "]", "{", "}", ",", ":", "\\\"", "\\\\", "\\n", "å", " "};
      std::string result = "\"";
      for (auto i = random() % 30; i-- > 0;) result += kPieces[random() % std::size(kPieces)];
      return result + "\"";
    };
    const auto value = [&](const auto& self, int depth) -> std::string {
      const auto kind = random() % (depth > 4 ? 3 : 5);
      if (kind == 0) return std::to_string(random() % 1000);
      if (kind < 3) return string();
      std::string result(1, kind == 3 ? '[' : '{');
      for (auto i = random() % 5; i-- > 0;) {
        if (kind == 4) result += string() + ": ";
        result += self(self, depth + 1) + (i > 0 ? ", " : "");
      }
      return result + (kind == 3 ? ']' : '}');
    };
    for (auto i = random() % 20; i-- > 0;) {
      expected.push_back(value(value, 0));
      text += std::string(random() % 3, ' ') + expected.back() + std::string(random() % 3, '\n') + (i > 0 ? "," : "");
    }
    text += "]";
    CHECK(elements(text) == expected);
    // Cut anywhere, it fails and reads nothing beyond.
    const std::string cut = text.substr(0, random() % text.size());
    const Texts found = elements(cut);
    REQUIRE_FALSE(found.empty());
    CHECK((found.back().starts_with("failed at ") || found.back() == "no array"));
  }
}

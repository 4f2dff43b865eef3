#include "tertial/language.hpp"

#include <doctest/doctest.h>

using tertial::Language;
using tertial::parse_language;

TEST_CASE("a language is known by its two-letter code alone") {
  CHECK(parse_language("sv") == Language::sv);
  CHECK(parse_language("en") == Language::en);
  for (const char* other : {"", "SV", "sv-SE", "se", "eng"}) CHECK_FALSE(parse_language(other));
  CHECK(to_string(Language::sv) == "sv");
  CHECK(to_string(Language::en) == "en");
}

#include "tertial/text.hpp"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

using tertial::from_absl;
using tertial::text;
using tertial::to_absl;

TEST_CASE("text is joined from strings of every kind and whole numbers") {
  const std::string month = "mars";
  const std::string_view year = "2020";
  CHECK(text("i ", month, " ", year, ": ", 12, " av ", std::size_t{14}) == "i mars 2020: 12 av 14");
  CHECK(text() == "");
  CHECK(text(-3) == "-3");
}

TEST_CASE("a view goes to Abseil's view and back with every byte, NUL included") {
  const std::string_view bytes("a\0å", 4);
  CHECK(to_absl(bytes).size() == 4);
  CHECK(from_absl(to_absl(bytes)) == bytes);
  CHECK(from_absl(to_absl(bytes)).data() == bytes.data());
  CHECK(text(bytes, "|").size() == 5);
}

#include "tertial/indicator/printed.hpp"

#include <limits>
#include <string>
#include <utility>

#include <doctest/doctest.h>

using tertial::Language;
using tertial::print_number;
using tertial::printed_decimals;
using tertial::printed_difference;
using tertial::rounded;

TEST_CASE("the decimals of a figure are those it was written with") {
  const std::pair<double, int> figures[] = {{0, 0},     {40, 0},     {-3, 0},    {2.4, 1},       {-1.2, 1},  {0.05, 2},
                                            {66.67, 2}, {1e15, 0},   {0.001, 3}, {123456.7, 1},  {1.005, 3}, {1e-9, 9},
                                            {1e300, 0}, {1e-30, 17}, {97.5, 1},  {0.1 + 0.2, 17}};
  for (const auto& one : figures) {
    CAPTURE(one.first);
    CHECK(printed_decimals(one.first) == one.second);
  }
}

TEST_CASE("a half is rounded away from zero, also where binary made it a hair smaller") {
  CHECK(rounded(66.66666666666667, 0) == 67);
  CHECK(rounded(43.75, 0) == 44);
  CHECK(rounded(42.857142857142854, 0) == 43);
  CHECK(rounded(0.5, 0) == 1);
  CHECK(rounded(1.5, 0) == 2);
  CHECK(rounded(2.5, 0) == 3);
  CHECK(rounded(-2.5, 0) == -3);
  CHECK(rounded(1.005, 2) == 1.01);
  CHECK(rounded(-1.005, 2) == -1.01);
  CHECK(rounded(0.4999, 0) == 0);
  CHECK(rounded(12.34, 5) == 12.34);
  CHECK(rounded(1e300, 3) == 1e300);
  CHECK(rounded(5, -4) == 5);
}

TEST_CASE("differences are exact in the decimals that were printed") {
  CHECK(printed_difference(1.2, 2.4) == -1.2);
  CHECK(printed_difference(2.4, 1.2) == 1.2);
  CHECK(printed_difference(0.3, 0.1) == 0.2);
  CHECK(printed_difference(5.4, 6.1) == -0.7);
  CHECK(printed_difference(61, 64) == -3);
  CHECK(printed_difference(32, 64) == -32);
  CHECK(printed_difference(1, 0.9) == 0.1);
  CHECK(printed_difference(100, 99.95) == 0.05);
  CHECK(printed_difference(7, 7) == 0);
}

TEST_CASE("differences of all figures with one decimal agree with whole tenths") {
  for (int a = -300; a <= 300; a += 7) {
    for (int b = -300; b <= 300; b += 11) {
      CAPTURE(a);
      CAPTURE(b);
      CHECK(printed_difference(a / 10.0, b / 10.0) == (a - b) / 10.0);
    }
  }
}

TEST_CASE("the last place of so many decimals is the nearest number to that power of ten") {
  for (int decimals = 0; decimals <= 17; ++decimals) {
    CHECK(tertial::last_place(decimals) == std::stod("1e-" + std::to_string(decimals)));
  }
  CHECK(tertial::last_place(-1) == 1);
  CHECK(tertial::last_place(18) == 1e-17);
}

TEST_CASE("numbers are printed with a decimal comma in Swedish and a point in English") {
  CHECK(print_number(2.4, Language::sv) == "2,4");
  CHECK(print_number(2.4, Language::en) == "2.4");
  CHECK(print_number(-0.5, Language::sv) == "-0,5");
  CHECK(print_number(40, Language::sv) == "40");
  CHECK(print_number(0, Language::en) == "0");
  CHECK(print_number(-3, Language::en) == "-3");
  CHECK(print_number(100000, Language::en) == "100000");
  CHECK(print_number(123456789012345, Language::en) == "123456789012345");
}

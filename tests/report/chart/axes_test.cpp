#include "report/chart/axes.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using tertial::Date;
using tertial::Granularity;
using tertial::Period;
using tertial::report::FigureAxis;
using tertial::report::time_ticks;

namespace {

std::vector<double> ticks(const FigureAxis& axis) {
  std::vector<double> result;
  for (std::size_t i = 0; i <= axis.steps; ++i) result.push_back(axis.tick(i));
  return result;
}

Date day(const char* text) { return *Date::try_parse(text); }

std::vector<std::string> names(const char* first, const char* last, Granularity shortest, double width) {
  std::vector<std::string> result;
  for (const Period tick : time_ticks(day(first), day(last), shortest, width)) result.push_back(tick.to_string());
  return result;
}

// Whether a number is 1, 2 or 5 times a power of ten, by its decimal digits.
bool is_nice(double step) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.9e", step);
  return (digits[0] == '1' || digits[0] == '2' || digits[0] == '5') && std::string(digits + 2, 9) == "000000000";
}

}  // namespace

TEST_CASE("ticks stand at round figures") {
  CHECK(ticks(FigureAxis::of(3, 97, {})) == std::vector<double>{0, 20, 40, 60, 80, 100});
  CHECK(ticks(FigureAxis::of(0, 4.3, {})) == std::vector<double>{0, 1, 2, 3, 4, 5});
  CHECK(ticks(FigureAxis::of(0, 0.024, {})) == std::vector<double>{0, 0.005, 0.01, 0.015, 0.02, 0.025});
  CHECK(ticks(FigureAxis::of(-30, 12, {})) == std::vector<double>{-30, -20, -10, 0, 10, 20});
}

TEST_CASE("an axis reaches to zero where its figures spread over a quarter of their size") {
  CHECK(FigureAxis::of(75, 100, {}).least == 0);
  CHECK(FigureAxis::of(92, 97, {}).least == 92);
  CHECK(FigureAxis::of(92, 97, {.from_zero = true}).least == 0);
  CHECK(FigureAxis::of(-97, -92, {}).most == -92);
  CHECK(FigureAxis::of(-97, -92, {.from_zero = true}).most == 0);
}

TEST_CASE("one figure alone stands on an axis from zero, and zero on one to one") {
  CHECK(FigureAxis::of(7, 7, {}).least == 0);
  CHECK(FigureAxis::of(7, 7, {}).most == 8);
  CHECK(FigureAxis::of(-7, -7, {}).most == 0);
  CHECK(ticks(FigureAxis::of(0, 0, {})).back() == 1);
}

TEST_CASE("whole figures have whole ticks") {
  CHECK(ticks(FigureAxis::of(0, 2, {.whole = true})) == std::vector<double>{0, 1, 2});
  CHECK(ticks(FigureAxis::of(0, 1, {.whole = true})) == std::vector<double>{0, 1});
}

TEST_CASE("decimals tell the ticks apart") {
  CHECK(FigureAxis::of(0, 100, {}).decimals() == 0);
  CHECK(FigureAxis::of(0, 2.4, {}).decimals() == 1);
  CHECK(FigureAxis::of(0, 0.024, {}).decimals() == 3);
}

TEST_CASE("any figures lie on their axis, whose step is round") {
  std::mt19937_64 draw(20200831);
  std::uniform_real_distribution<double> mantissa(-10, 10), exponent(-12, 15);
  for (int i = 0; i < 20'000; ++i) {
    const double a = mantissa(draw) * std::pow(10, std::floor(exponent(draw)));
    const double b = i % 5 == 0 ? a : mantissa(draw) * std::pow(10, std::floor(exponent(draw)));
    const FigureAxis axis = FigureAxis::of(std::min(a, b), std::max(a, b), {.from_zero = i % 3 == 0});
    CAPTURE(a);
    CAPTURE(b);
    REQUIRE(axis.least <= std::min(a, b));
    REQUIRE(axis.most >= std::max(a, b));
    REQUIRE(axis.steps >= 1);
    REQUIRE(axis.steps <= 8);
    REQUIRE(is_nice(axis.step));
    const double share = axis.share(a);
    REQUIRE(share >= 0);
    REQUIRE(share <= 1);
    REQUIRE(share == doctest::Approx((a - axis.least) / (axis.most - axis.least)));
  }
}

TEST_CASE("the greatest figures have an axis too") {
  constexpr double kMost = 1.7976931348623157e308;
  const FigureAxis axis = FigureAxis::of(-kMost, kMost, {});
  CHECK(std::isfinite(axis.most - axis.least));
  CHECK(axis.share(kMost) == 1);
  CHECK(axis.share(-kMost) == 0);
  const FigureAxis close = FigureAxis::of(1e17, std::nextafter(1e17, 1e18), {});
  CHECK(close.least < close.most);
}

TEST_CASE("time is named by the shortest periods whose names fit") {
  CHECK(
      names("2020-01-01", "2020-08-31", Granularity::month, 280) ==
      std::vector<std::string>{"2020-01", "2020-02", "2020-03", "2020-04", "2020-05", "2020-06", "2020-07", "2020-08"});
  CHECK(names("2019-01-01", "2020-08-31", Granularity::month, 280) ==
        std::vector<std::string>{"2019-T1", "2019-T2", "2019-T3", "2020-T1", "2020-T2"});
  CHECK(names("2014-01-01", "2020-12-31", Granularity::month, 280) ==
        std::vector<std::string>{"2014", "2015", "2016", "2017", "2018", "2019", "2020"});
  CHECK(names("1990-03-01", "2020-12-31", Granularity::month, 280) ==
        std::vector<std::string>{"1990", "1995", "2000", "2005", "2010", "2015", "2020"});
  CHECK(names("2020-08-29", "2020-09-02", Granularity::day, 280) ==
        std::vector<std::string>{"2020-08-29", "2020-08-30", "2020-08-31", "2020-09-01", "2020-09-02"});
}

TEST_CASE("no name is of a shorter period than the figures have") {
  CHECK(names("2020-01-01", "2020-08-31", Granularity::tertial, 280) == std::vector<std::string>{"2020-T1", "2020-T2"});
  CHECK(names("2020-01-01", "2020-08-31", Granularity::year, 280) == std::vector<std::string>{"2020"});
}

TEST_CASE("an axis of three hundred years has few names") {
  const auto found = names("1900-01-01", "2200-12-31", Granularity::day, 280);
  CHECK(found == std::vector<std::string>{"1900", "1950", "2000", "2050", "2100", "2150", "2200"});
}

#include "tertial/indicator/target.hpp"

#include <doctest/doctest.h>

using tertial::AimUndecided;
using tertial::AimValue;
using tertial::JudgedOn;
using tertial::parse_trend;
using tertial::Target;
using tertial::TargetStatus;
using tertial::Trend;

TEST_CASE("states and bases of a verdict are the contract's words") {
  CHECK(to_string(TargetStatus::met) == "met");
  CHECK(to_string(TargetStatus::near) == "near");
  CHECK(to_string(TargetStatus::missed) == "missed");
  CHECK(to_string(TargetStatus::undecided) == "undecided");
  CHECK(to_string(TargetStatus::no_target) == "no_target");
  CHECK(to_string(TargetStatus::no_value) == "no_value");
  CHECK(to_string(JudgedOn::latest) == "latest");
  CHECK(to_string(JudgedOn::year_to_date) == "year_to_date");
  CHECK(to_string(JudgedOn::forecast) == "forecast");
  CHECK(to_string(JudgedOn::nothing) == "");
}

TEST_CASE("a trend is read from the word it is written as") {
  CHECK(parse_trend("increase") == Trend::increase);
  CHECK(parse_trend("decrease") == Trend::decrease);
  CHECK_FALSE(parse_trend("Increase"));
  CHECK_FALSE(parse_trend(""));
  CHECK(to_string(Trend::increase) == "increase");
  CHECK(to_string(Trend::decrease) == "decrease");
}

TEST_CASE("targets of one year differ by who set them") {
  const Target own{.year = 2020, .aim = AimValue{92}, .set_by = "own"};
  Target council = own;
  CHECK(own == council);
  council.set_by = "council";
  CHECK(own != council);
  council = own;
  council.aim = AimUndecided{"to be set by the board"};
  CHECK(own != council);
}

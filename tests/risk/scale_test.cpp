#include "tertial/risk/scale.hpp"

#include <string>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

using tertial::Likelihood;
using tertial::Scale;
using tertial::Severity;

static_assert(!std::is_convertible_v<int, Likelihood>);
static_assert(!std::is_convertible_v<Likelihood, int>);
static_assert(!std::is_constructible_v<Severity, Likelihood>);
static_assert(sizeof(Likelihood) == 1);

namespace {

template <class A, class B>
concept Comparable = requires(A a, B b) {
  a < b;
};
static_assert(Comparable<Severity, Severity> && !Comparable<Severity, Likelihood>);

std::vector<std::string> labels(std::size_t count) { return std::vector<std::string>(count, "x"); }

}  // namespace

TEST_CASE("a scale counts its steps from 1") {
  const auto scale = Scale::make({"Osannolik", "Mindre sannolik", "Möjlig", "Sannolik"});
  REQUIRE(scale.ok());
  CHECK(scale->size() == 4);
  CHECK(scale->label(1) == "Osannolik");
  CHECK(scale->label(4) == "Sannolik");
  CHECK(scale->labels().size() == 4);
  CHECK(scale->labels()[2] == "Möjlig");
  CHECK_FALSE(scale->contains(0));
  CHECK(scale->contains(1));
  CHECK(scale->contains(4));
  CHECK_FALSE(scale->contains(5));
}

TEST_CASE("a scale has 1 to 10 steps") {
  CHECK(Scale::make(labels(1)).ok());
  CHECK(Scale::make(labels(10)).ok());
  CHECK(Scale::make(labels(0)).status().code() == absl::StatusCode::kInvalidArgument);
  CHECK(Scale::make(labels(11)).status().message() == "a scale has 1 to 10 steps, this one has 11");
}

TEST_CASE("scales are equal when their labels are") {
  CHECK(*Scale::make({"a", "b"}) == *Scale::make({"a", "b"}));
  CHECK(*Scale::make({"a", "b"}) != *Scale::make({"b", "a"}));
  CHECK(*Scale::make({"a", "b"}) != *Scale::make({"a"}));
}

TEST_CASE("a step that was not stated is 0") {
  CHECK_FALSE(Likelihood().stated());
  CHECK_FALSE(Severity(0).stated());
  CHECK(Severity(1).stated());
  CHECK(Severity(4).value() == 4);
  CHECK(Likelihood(2) < Likelihood(3));
  CHECK(Severity(3) == Severity(3));
}

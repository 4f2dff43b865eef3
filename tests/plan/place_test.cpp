#include "tertial/plan/place.hpp"

#include <limits>

#include <doctest/doctest.h>

#include "tertial/plan/fault.hpp"

using tertial::Place;

TEST_CASE("a place is told as a JSON pointer") {
  const Place root;
  CHECK(root.pointer() == "");
  const Place risks(root, "risks");
  CHECK(risks.pointer() == "/risks");
  const Place third(risks, 3);
  CHECK(third.pointer() == "/risks/3");
  CHECK(Place(third, "id").pointer() == "/risks/3/id");
  CHECK(Place(third, "").pointer() == "/risks/3/");
  const Place far(risks, std::numeric_limits<std::uint32_t>::max());
  CHECK(far.pointer() == "/risks/4294967295");
}

TEST_CASE("keys are escaped as RFC 6901 says") {
  const Place root;
  CHECK(Place(root, "a/b").pointer() == "/a~1b");
  CHECK(Place(root, "m~n").pointer() == "/m~0n");
  CHECK(Place(root, "~1").pointer() == "/~01");
  CHECK(Place(root, "åäö \"\\").pointer() == "/åäö \"\\");
}

TEST_CASE("a fault at a place carries its pointer") {
  const Place root, goals(root, "goals"), first(goals, 0);
  const auto fault = tertial::fault_of(first.fault("an id must not be empty"));
  REQUIRE(fault);
  CHECK(fault->kind == tertial::FaultKind::schema);
  CHECK(fault->at == "/goals/0");
  CHECK(fault->message == "an id must not be empty");
}

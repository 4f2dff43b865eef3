#include "tertial/measure/disclosure/policy.hpp"

#include <cstdint>
#include <optional>
#include <string>

#include <doctest/doctest.h>

#include "tertial/text.hpp"

using tertial::CountInterval;
using tertial::DisclosurePolicy;

TEST_CASE("counts from 1 up to the threshold are small, 0 where noughts are hidden") {
  const DisclosurePolicy policy;
  CHECK_FALSE(policy.is_small(0));
  CHECK(policy.is_small(1));
  CHECK(policy.is_small(4));
  CHECK_FALSE(policy.is_small(5));
  CHECK(DisclosurePolicy{.zeros = DisclosurePolicy::Zeros::hidden}.is_small(0));
  CHECK_FALSE(DisclosurePolicy{.threshold = 1}.is_small(1));
}

TEST_CASE("an interval is wide enough from the threshold on, or from the width that is asked for") {
  const DisclosurePolicy policy;
  CHECK(policy.is_met_by({.low = 0, .high = 5}));
  CHECK_FALSE(policy.is_met_by({.low = 0, .high = 4}));
  CHECK_FALSE(policy.is_met_by({.low = 100, .high = 104}));
  CHECK(policy.is_met_by({.low = 3, .high = std::nullopt}));
  CHECK_FALSE(DisclosurePolicy{.min_width = 10}.is_met_by({.low = 0, .high = 9}));
}

TEST_CASE("an interval of small counts alone is never wide enough") {
  const DisclosurePolicy narrow{.threshold = 10, .min_width = 2};
  CHECK_FALSE(narrow.is_met_by({.low = 1, .high = 9}));
  CHECK(narrow.is_met_by({.low = 0, .high = 9}));
  CHECK(narrow.is_met_by({.low = 1, .high = 10}));
  const DisclosurePolicy with_zeros{.threshold = 10, .zeros = DisclosurePolicy::Zeros::hidden, .min_width = 2};
  CHECK_FALSE(with_zeros.is_met_by({.low = 0, .high = 9}));
}

TEST_CASE("a policy outside its limits is refused by field") {
  const auto message = [](const DisclosurePolicy& policy) {
    return std::string(tertial::from_absl(policy.check().message()));
  };
  CHECK(DisclosurePolicy().check().ok());
  CHECK(message({.threshold = 0}).starts_with("threshold: "));
  CHECK(message({.threshold = DisclosurePolicy::kMostThreshold + 1}).starts_with("threshold: "));
  CHECK(message({.min_width = -1}).starts_with("min_width: "));
  CHECK(message({.round_base = -5}).starts_with("round_base: "));
  CHECK(message({.round_base = 1}).starts_with("round_base: "));
}

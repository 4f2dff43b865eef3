#include "tertial/plan/id_index.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using tertial::IdIndex;

TEST_CASE("every id is found at its place and no other id is found") {
  std::vector<std::string> ids;
  for (int i = 0; i < 20'000; ++i) ids.push_back(std::to_string(i * 3));
  const auto id_at = [&](std::uint32_t at) -> std::string_view { return ids[at]; };
  IdIndex index(ids.size());
  for (std::uint32_t i = 0; i < ids.size(); ++i) REQUIRE(index.insert(i, id_at));
  for (int i = 0; i < 60'000; ++i) {
    const auto found = index.find(std::to_string(i), id_at);
    REQUIRE(found.has_value() == (i % 3 == 0));
    if (found) REQUIRE(*found == static_cast<std::uint32_t>(i / 3));
  }
}

TEST_CASE("an id that stands twice is refused and the first stays") {
  const std::vector<std::string> ids = {"a", "b", "a", ""};
  const auto id_at = [&](std::uint32_t at) -> std::string_view { return ids[at]; };
  IdIndex index(ids.size());
  CHECK(index.insert(0, id_at));
  CHECK(index.insert(1, id_at));
  CHECK_FALSE(index.insert(2, id_at));
  CHECK(index.insert(3, id_at));
  CHECK(index.find("a", id_at) == 0);
  CHECK(index.find("b", id_at) == 1);
  CHECK(index.find("", id_at) == 3);
  CHECK_FALSE(index.find("c", id_at));
}

TEST_CASE("an index of nothing finds nothing") {
  const auto id_at = [](std::uint32_t) -> std::string_view { return "a"; };
  CHECK_FALSE(IdIndex().find("a", id_at));
  CHECK_FALSE(IdIndex(0).find("a", id_at));
}

TEST_CASE("ids that were chosen to collide are found, and a repeated one among them is told") {
  // Numbers whose hashes begin the search at one slot of the table that 3000 ids get.
  constexpr std::size_t kIds = 3000;
  constexpr std::size_t kMask = 8191;
  std::vector<std::string> ids;
  for (int i = 0; ids.size() < kIds; ++i) {
    const std::string id = std::to_string(i);
    if ((std::hash<std::string_view>{}(id)&kMask) == 5) ids.push_back(id);
  }
  const auto id_at = [&](std::uint32_t at) -> std::string_view { return ids[at]; };
  IdIndex index;
  REQUIRE_FALSE(index.fill(ids.size(), id_at));
  for (std::uint32_t at = 0; at < ids.size(); ++at) REQUIRE(index.find(ids[at], id_at) == at);
  CHECK_FALSE(index.find("none", id_at));

  ids[2999] = ids[10];
  ids[2500] = ids[9];
  CHECK(index.fill(ids.size(), id_at) == 2500);
}

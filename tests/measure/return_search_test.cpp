#include "tertial/measure/return_search.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

using namespace tertial::measure_detail;

TEST_CASE("every processor's way of searching finds the same returns") {
  const unsigned seed = 20200831;
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  std::vector<std::uint64_t> starts(4096);
  for (std::uint64_t& start : starts) {
    const std::uint64_t person = random() % 4 == 0 ? ~std::uint64_t{0} >> 16 : random() % 20;
    start = (person << 16) + random() % 65536;
  }
  std::vector<ReturnQuestion> questions;
  for (int i = 0; i < 20'000; ++i) {
    const auto begin = static_cast<std::uint32_t>(random() % starts.size());
    const auto most = static_cast<std::uint32_t>(starts.size()) - begin;
    const std::uint64_t near = starts[(begin + random() % 8) % starts.size()];
    questions.push_back({.after = near - 40 + random() % 80,
                         .begin = begin,
                         .count = static_cast<std::uint32_t>(random() % std::min(most + 1, 40U)),
                         .within = static_cast<std::uint32_t>(random() % 3 == 0 ? random() % 65'000 : random() % 60),
                         .figure = 0});
  }
  std::vector<std::uint8_t> plain(questions.size()), best(questions.size());
  search_returns_plain(starts.data(), questions.data(), questions.size(), plain.data());
  search_returns(starts.data(), questions.data(), questions.size(), best.data());
  CHECK(plain == best);
  CHECK(std::count(plain.begin(), plain.end(), 1) > 1000);
#if defined(TERTIAL_RETURN_SEARCH_X86)
  if (__builtin_cpu_supports("avx2")) {
    std::vector<std::uint8_t> avx2(questions.size());
    search_returns_avx2(starts.data(), questions.data(), questions.size(), avx2.data());
    CHECK(plain == avx2);
  }
#endif
}

// How fast memory can be read and copied here and now, the limit of every work: one line of JSON.
//
//   works_bandwidth [--megabytes 512] [--runs 5]
//   {"read": [12.5, 22.0], "copy": [12.7, 21.5]}
//
// Billions of bytes a second on one and on two threads, each the best of the runs. Bytes copied are counted as moved,
// that is twice: once read and once written, past the cache.
#include <emmintrin.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "columns.hpp"

namespace {

using tertial::bench::Column;

std::int64_t read(const std::int64_t* from, std::size_t count) {
  const auto* const at = reinterpret_cast<const __m128i*>(from);
  __m128i sums[4] = {};
  for (std::size_t i = 0; i + 4 <= count / 2; i += 4) {
    for (std::size_t lane = 0; lane < 4; ++lane) sums[lane] = _mm_xor_si128(sums[lane], _mm_load_si128(at + i + lane));
  }
  const __m128i sum = _mm_xor_si128(_mm_xor_si128(sums[0], sums[1]), _mm_xor_si128(sums[2], sums[3]));
  return _mm_cvtsi128_si64(sum);
}

void copy(const std::int64_t* from, std::int64_t* to, std::size_t count) {
  const auto* const at = reinterpret_cast<const __m128i*>(from);
  auto* const out = reinterpret_cast<__m128i*>(to);
  for (std::size_t i = 0; i + 4 <= count / 2; i += 4) {
    for (std::size_t lane = 0; lane < 4; ++lane) _mm_stream_si128(out + i + lane, _mm_load_si128(at + i + lane));
  }
  _mm_sfence();
}

// Billions of bytes a second at best, of work(begin, end) on equal parts.
template <class Work>
double best(std::size_t count, std::size_t bytes, unsigned threads, int runs, const Work& work) {
  double best = 0;
  for (int run = 0; run < runs; ++run) {
    const auto begin = std::chrono::steady_clock::now();
    {
      std::vector<std::jthread> others;
      const std::size_t part = count / threads / 8 * 8;
      for (unsigned i = 1; i < threads; ++i) others.emplace_back([&work, part, i] { work(part * i, part * (i + 1)); });
      work(std::size_t{0}, part);
    }
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    best = std::max(best, static_cast<double>(bytes) / taken.count() / 1e9);
  }
  return best;
}

std::size_t number(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 1 || value > 100'000) {
    throw std::runtime_error("not a number of megabytes or runs: " + std::string(text));
  }
  return value;
}

}  // namespace

int main(int count, char** words) try {
  std::size_t megabytes = 512, runs = 5;
  for (int i = 1; i < count; i += 2) {
    const std::string_view option = words[i];
    if (i + 1 == count || (option != "--megabytes" && option != "--runs")) {
      throw std::runtime_error("usage: works_bandwidth [--megabytes 512] [--runs 5]");
    }
    (option == "--runs" ? runs : megabytes) = number(words[i + 1]);
  }
  const std::size_t values = megabytes * 1'000'000 / 2 / sizeof(std::int64_t);
  Column<std::int64_t> from(values), to(values);
  for (std::size_t i = 0; i < values; ++i) from[i] = static_cast<std::int64_t>(i);
  copy(from.data(), to.data(), values);
  volatile std::int64_t seen = 0;
  const auto reading = [&](std::size_t begin, std::size_t end) { seen = read(from.data() + begin, end - begin); };
  const auto copying = [&](std::size_t begin, std::size_t end) {
    copy(from.data() + begin, to.data() + begin, end - begin);
  };
  double figures[2][2];
  for (unsigned threads = 1; threads <= 2; ++threads) {
    figures[0][threads - 1] = best(values, from.bytes(), threads, static_cast<int>(runs), reading);
    figures[1][threads - 1] = best(values, 2 * from.bytes(), threads, static_cast<int>(runs), copying);
  }
  std::printf("{\"read\": [%.2f, %.2f], \"copy\": [%.2f, %.2f]}\n", figures[0][0], figures[0][1], figures[1][0],
              figures[1][1]);
  return EXIT_SUCCESS;
} catch (const std::exception& error) {
  std::cerr << "works_bandwidth: " << error.what() << '\n';
  return EXIT_FAILURE;
}

// The command line of a program that does the works: it reads a work's columns, does the work once unmeasured and
// then so many times, and prints one line of JSON with the milliseconds and the checksums of what came out.
//
//   struct W9 { explicit W9(const Given& given); void run(); Checksums checksums() const; };
//   int main(int count, char** words) { return contest("plain", {{"W9", contestant<W9>}}, count, words); }
//
//   plain --data FOLDER --work W9 [--runs 5] [--threads 1]
#pragma once

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tertial::bench {

using Checksums = std::vector<std::int64_t>;

// What a work is given when it is set up. What it makes then is not measured.
struct Given {
  std::filesystem::path data;
  unsigned threads = 1;
};

struct Outcome {
  std::vector<double> milliseconds;
  Checksums checksums;
};

template <class Work>
Outcome contestant(const Given& given, int runs) {
  Work work(given);
  work.run();
  Outcome outcome;
  for (int i = 0; i < runs; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    work.run();
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
    outcome.milliseconds.push_back(taken.count());
  }
  outcome.checksums = work.checksums();
  return outcome;
}

using Contestant = std::pair<std::string_view, Outcome (*)(const Given&, int)>;

inline std::int64_t millionths(double value) { return static_cast<std::int64_t>(std::floor(value * 1e6)); }

// Of a number of cells in the order unit, period: the whole and the part weighed by place, and the shares.
template <class Count>
Checksums share_checksums(std::span<const Count> whole, std::span<const Count> part) {
  Checksums sums(3);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const auto weight = static_cast<std::int64_t>(i % 1009 + 1);
    sums[0] += static_cast<std::int64_t>(whole[i]) * weight;
    sums[1] += static_cast<std::int64_t>(part[i]) * weight;
    if (whole[i] != 0) sums[2] += millionths(static_cast<double>(part[i]) / static_cast<double>(whole[i]));
  }
  return sums;
}

// Of a byte for each row or series: their values weighed by place.
inline std::int64_t weighed_bytes(std::span<const std::uint8_t> bytes) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) sum += bytes[i] * static_cast<std::int64_t>(i % 1009 + 1);
  return sum;
}

inline int contest(std::string_view name, std::span<const Contestant> contestants, int count, char** words) try {
  Given given;
  std::string work;
  int runs = 5;
  const auto number = [](std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 1) {
      throw std::runtime_error("not a number of runs or threads: " + std::string(text));
    }
    return value;
  };
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string_view option = words[i], value = words[i + 1];
    if (option == "--data") {
      given.data = value;
    } else if (option == "--work") {
      work = value;
    } else if (option == "--runs") {
      runs = number(value);
    } else if (option == "--threads") {
      given.threads = static_cast<unsigned>(number(value));
    } else {
      throw std::runtime_error("unknown option " + std::string(option));
    }
  }
  for (const auto& [called, run] : contestants) {
    if (called != work) continue;
    const Outcome outcome = run(given, runs);
    std::printf(R"({"work": "%s", "program": "%.*s", "threads": %u, "milliseconds": [)", work.c_str(),
                static_cast<int>(name.size()), name.data(), given.threads);
    for (std::size_t i = 0; i < outcome.milliseconds.size(); ++i) {
      std::printf("%s%.3f", i == 0 ? "" : ", ", outcome.milliseconds[i]);
    }
    std::printf("], \"checksums\": [");
    for (std::size_t i = 0; i < outcome.checksums.size(); ++i) {
      std::printf("%s%lld", i == 0 ? "" : ", ", static_cast<long long>(outcome.checksums[i]));
    }
    std::printf("]}\n");
    return EXIT_SUCCESS;
  }
  throw std::runtime_error("usage: --data FOLDER --work W1 [--runs 5] [--threads 1], for a work that is done here");
} catch (const std::exception& error) {
  std::cerr << name << ": " << error.what() << '\n';
  return EXIT_FAILURE;
}

}  // namespace tertial::bench

// The numbers that the benchmarks work on: one linear congruential stream per work, the same on every
// machine.
//
//   tertial::bench::DataStream draw(1);
//   auto a = draw.below(102), b = draw.below(102);   // 0..101 each
#pragma once

#include <cstdint>

namespace tertial::bench {

// x starts at 20240000 + stream + seed and goes x * 6364136223846793005 + 1442695040888963407 modulo 2^64; what is
// drawn are the upper 31 bits.
class DataStream {
 public:
  explicit constexpr DataStream(std::uint64_t stream, std::uint64_t seed = 0) noexcept
      : x_(20240000 + stream + seed) {}

  // 0..2^31-1.
  constexpr std::uint64_t next() noexcept {
    x_ = x_ * 6364136223846793005U + 1442695040888963407U;
    return x_ >> 33;
  }

  // 0..bound-1, for bounds up to 2^31.
  constexpr std::uint64_t below(std::uint64_t bound) noexcept { return next() * bound >> 31; }

 private:
  std::uint64_t x_;
};

}  // namespace tertial::bench

// Work shared out among threads that end before the call does; by default there is one, the caller's own.
//
//   on_threads({.count = 2}, shares, [&](std::size_t share) { ... });   // each share once, whoever takes it
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace tertial {
inline namespace v1 {

// How many threads a call may use, its caller's own among them. What it gives does not depend on it.
struct Threads {
  std::size_t count = 1;
};

namespace measure_detail {

// Calls work(0) to work(shares - 1), each once. The first exception of any is thrown again here when all are done; the
// shares that no thread had begun by then are left out.
template <class Work>
void on_threads(Threads threads, std::size_t shares, Work&& work) {
  const std::size_t helpers = std::min(std::max<std::size_t>(threads.count, 1), shares) - (shares > 0 ? 1 : 0);
  std::atomic<std::size_t> next = 0;
  std::exception_ptr failure;
  std::mutex failing;
  const auto take = [&]() noexcept {
    for (std::size_t share = next++; share < shares; share = next++) {
      try {
        work(share);
      } catch (...) {
        const std::lock_guard lock(failing);
        if (!failure) failure = std::current_exception();
        next = shares;
      }
    }
  };
  if (helpers == 0) {
    for (std::size_t share = 0; share < shares; ++share) work(share);
    return;
  }
  std::vector<std::thread> others;
  others.reserve(helpers);
  try {
    for (std::size_t i = 0; i < helpers; ++i) others.emplace_back(take);
  } catch (...) {
    // Those that there are do it as well.
  }
  take();
  for (std::thread& other : others) other.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace measure_detail

}  // namespace v1
}  // namespace tertial

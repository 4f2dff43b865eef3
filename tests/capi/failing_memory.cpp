#include "failing_memory.hpp"

#include <cstdlib>
#include <new>

namespace {

struct Countdown {
  std::size_t left = 0;  // 0: nothing is refused
  tertial::test::Refused how = tertial::test::Refused::once;
  bool refused = false;
};
thread_local Countdown countdown;

bool is_refused() noexcept {
  if (countdown.left == 0) return false;
  if (countdown.left > 1) {
    --countdown.left;
    return false;
  }
  countdown.refused = true;
  if (countdown.how == tertial::test::Refused::once) countdown.left = 0;
  return true;
}

// More than any machine has: a sanitizer's malloc ends the program instead of returning NULL.
constexpr std::size_t kTooMuch = std::size_t{1} << 40;

void* allocate(std::size_t size) noexcept {
  return is_refused() || size >= kTooMuch ? nullptr : std::malloc(size == 0 ? 1 : size);
}
void* allocate(std::size_t size, std::align_val_t alignment) noexcept {
  const auto align = static_cast<std::size_t>(alignment);
  return is_refused() ? nullptr : std::aligned_alloc(align, (size + align - 1) / align * align);
}
void* or_throw(void* memory) {
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

namespace tertial::test {

void fail_allocation(std::size_t number, Refused how) noexcept { countdown = {.left = number, .how = how}; }

bool stop_failing() noexcept {
  countdown.left = 0;
  return countdown.refused;
}

}  // namespace tertial::test

void* operator new(std::size_t size) { return or_throw(allocate(size)); }
void* operator new[](std::size_t size) { return or_throw(allocate(size)); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void* operator new(std::size_t size, std::align_val_t alignment) { return or_throw(allocate(size, alignment)); }
void* operator new[](std::size_t size, std::align_val_t alignment) { return or_throw(allocate(size, alignment)); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

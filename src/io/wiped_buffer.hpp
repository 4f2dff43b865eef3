// Memory for what records say, wiped when it is given back.
//
//   WipedBuffer<char> window(65536);
//   source.read(std::span(window.data(), window.size()));
#pragma once

#include <string.h>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace tertial {
inline namespace v1 {
namespace record_detail {

// Overwrites bytes that nobody reads again, which a plain memset may leave out.
inline void wipe(void* bytes, std::size_t size) noexcept {
#if defined(__GLIBC__)
  ::explicit_bzero(bytes, size);
#else
  volatile unsigned char* const each = static_cast<unsigned char*>(bytes);
  for (std::size_t i = 0; i < size; ++i) each[i] = 0;
#endif
}

// A fixed number of elements, not set to anything.
template <class T>
class WipedBuffer {
  static_assert(std::is_trivial_v<T>);

 public:
  WipedBuffer() noexcept = default;
  explicit WipedBuffer(std::size_t size) : data_(new T[size]), size_(size) {}
  WipedBuffer(WipedBuffer&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  WipedBuffer& operator=(WipedBuffer&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~WipedBuffer() {
    if (data_ == nullptr) return;
    wipe(data_, size_ * sizeof(T));
    delete[] data_;
  }

  [[nodiscard]] T* data() noexcept { return data_; }
  [[nodiscard]] const T* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] T& operator[](std::size_t at) noexcept { return data_[at]; }
  [[nodiscard]] const T& operator[](std::size_t at) const noexcept { return data_[at]; }

 private:
  T* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

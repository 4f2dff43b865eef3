// Columns of numbers as they lie in the data folder: raw, little-endian, one file each, the type in the name.
//
//   auto start = tertial::bench::Column<std::int32_t>::read(folder / "w3_start.i32");
//   for (std::int32_t day : start) ...
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <new>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

namespace tertial::bench {

// What is missing: the least of a type, NaN in numbers, 0 in scale steps.
inline constexpr std::int32_t kNoDay = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();

inline constexpr std::int32_t kFirstDay = 16071;  // 2014-01-01
inline constexpr std::int32_t kDays = 3652;       // to 2023-12-31
inline constexpr std::int32_t kMonths = 120;
inline constexpr std::int32_t kUnits = 300;

// Zeroed memory of its own, in huge pages where there are any (which numpy asks for as well).
template <class T>
class Column {
 public:
  Column() = default;
  explicit Column(std::size_t size) : size_(size) {
    if (size == 0) return;
    void* memory = ::mmap(nullptr, bytes(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    data_ = static_cast<T*>(memory);
    ::madvise(memory, bytes(), MADV_HUGEPAGE);
  }
  Column(Column&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  Column& operator=(Column&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  Column(const Column&) = delete;
  Column& operator=(const Column&) = delete;
  ~Column() {
    if (data_ != nullptr) ::munmap(data_, bytes());
  }

  // Throws std::runtime_error for a file that is not there or is no whole number of values.
  static Column read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    const auto size = static_cast<std::size_t>(in.tellg());
    if (size % sizeof(T) != 0) throw std::runtime_error(file.string() + " ends within a value");
    Column column(size / sizeof(T));
    in.seekg(0);
    in.read(reinterpret_cast<char*>(column.data_), static_cast<std::streamsize>(size));
    if (!in) throw std::runtime_error("cannot read " + file.string());
    return column;
  }

  [[nodiscard]] T* data() noexcept { return data_; }
  [[nodiscard]] const T* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::size_t bytes() const noexcept { return size_ * sizeof(T); }
  T& operator[](std::size_t i) noexcept { return data_[i]; }
  const T& operator[](std::size_t i) const noexcept { return data_[i]; }
  [[nodiscard]] T* begin() noexcept { return data_; }
  [[nodiscard]] T* end() noexcept { return data_ + size_; }
  [[nodiscard]] const T* begin() const noexcept { return data_; }
  [[nodiscard]] const T* end() const noexcept { return data_ + size_; }

 private:
  T* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace tertial::bench

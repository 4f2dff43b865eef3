// An accumulator as bytes: little-endian, versioned, ended by a checksum that tells damage.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace measure_detail {

static_assert(std::endian::native == std::endian::little, "columns and serialized accumulators are little-endian");

inline constexpr std::array<char, 8> kMagic = {'t', 'e', 'r', 't', 'm', 's', 'r', '1'};

// FNV-1a over words of eight bytes: it finds damage, and keeps no secret.
[[nodiscard]] inline std::uint64_t checksum(std::string_view bytes) noexcept {
  std::uint64_t sum = 14695981039346656037U;
  while (!bytes.empty()) {
    std::uint64_t word = 0;
    const std::size_t size = std::min<std::size_t>(sizeof word, bytes.size());
    std::memcpy(&word, bytes.data(), size);
    sum = (sum ^ word) * 1099511628211U;
    sum ^= sum >> 29;
    bytes.remove_prefix(size);
  }
  return sum;
}

class ByteWriter {
 public:
  ByteWriter() { bytes_.assign(kMagic.data(), kMagic.size()); }

  template <class T>
  requires std::is_trivially_copyable_v<T>
  void put(const T& value) {
    static_assert(std::has_unique_object_representations_v<T>, "no padding leaves");
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <class T>
  void put_all(std::span<const T> values) {
    static_assert(std::has_unique_object_representations_v<T>, "no padding leaves");
    put(std::uint64_t{values.size()});
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
  }
  [[nodiscard]] std::string finish() && {
    put(checksum(bytes_));
    return std::move(bytes_);
  }

 private:
  std::string bytes_;
};

// Reads what ByteWriter wrote. After the first thing that does not fit, everything reads as zeros, and status() says so.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) noexcept : bytes_(bytes) {
    std::uint64_t sum = 0;
    if (bytes.size() < kMagic.size() + sizeof sum ||
        bytes.substr(0, kMagic.size()) != std::string_view(kMagic.data(), kMagic.size())) {
      fail("this is no serialized measure");
      return;
    }
    std::memcpy(&sum, bytes.data() + bytes.size() - sizeof sum, sizeof sum);
    bytes_ = bytes.substr(0, bytes.size() - sizeof sum);
    if (sum != checksum(bytes_)) fail("the checksum does not fit: the serialized measure is damaged");
    bytes_.remove_prefix(std::min(bytes_.size(), kMagic.size()));
  }

  template <class T>
  requires std::is_trivially_copyable_v<T>
  [[nodiscard]] T get() noexcept {
    T value = {};
    if (bytes_.size() < sizeof value) {
      fail("the serialized measure ends too early");
      return value;
    }
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
    return value;
  }
  // How many elements of `size` bytes follow; 0 where there is no room for as many as are told.
  [[nodiscard]] std::size_t get_count(std::size_t size) noexcept {
    const auto count = get<std::uint64_t>();
    if (count > bytes_.size() / size) {
      fail("the serialized measure ends too early");
      return 0;
    }
    return static_cast<std::size_t>(count);
  }
  template <class T>
  void get_all(std::span<T> values) noexcept {
    if (bytes_.size() < values.size_bytes()) {
      fail("the serialized measure ends too early");
      return;
    }
    if (values.empty()) return;
    std::memcpy(values.data(), bytes_.data(), values.size_bytes());
    bytes_.remove_prefix(values.size_bytes());
  }

  void fail(std::string_view why) noexcept {
    if (why_.empty()) why_ = why;
    bytes_ = {};
  }
  [[nodiscard]] bool ok() const noexcept { return why_.empty(); }
  // OK when everything was there, fit and has been read.
  [[nodiscard]] absl::Status status() const {
    if (why_.empty() && !bytes_.empty())
      return absl::DataLossError("the serialized measure goes on where it should end");
    return why_.empty() ? absl::OkStatus() : absl::DataLossError(to_absl(why_));
  }

 private:
  std::string_view bytes_;
  std::string_view why_;  // of static texts
};

}  // namespace measure_detail
}  // namespace v1
}  // namespace tertial

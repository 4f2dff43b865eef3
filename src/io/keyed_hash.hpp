// HMAC-SHA-256 (RFC 2104, FIPS 180-4), for keys that nobody without the secret can turn back into what they stand for.
//
//   KeyedHash hash("secret");
//   std::array<std::uint8_t, 32> digest = hash.of("19121212-1212");
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tertial {
inline namespace v1 {
namespace record_detail {

class KeyedHash {
 public:
  explicit KeyedHash(std::string_view secret) noexcept;
  KeyedHash(const KeyedHash&) = delete;
  KeyedHash& operator=(const KeyedHash&) = delete;
  ~KeyedHash();

  [[nodiscard]] std::array<std::uint8_t, 32> of(std::string_view text) const noexcept;

 private:
  using Words = std::array<std::uint32_t, 8>;

  // After the one block that the secret fills, with either padding.
  Words inner_ = {};
  Words outer_ = {};
};

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

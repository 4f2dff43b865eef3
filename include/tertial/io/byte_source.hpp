// Where a reader of large inputs takes its bytes from, piece by piece.
//
//   MemorySource source(text);
//   std::array<char, 4096> piece;
//   absl::StatusOr<std::size_t> size = source.read(piece);   // 0: no more
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>

#include "absl/status/statusor.h"

namespace tertial {
inline namespace v1 {

class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  // Puts the next bytes at the beginning of `into`, which is not empty, and returns how many they are: one at least, or 0
  // where there are no more. What the rest of `into` holds afterwards is not looked at.
  [[nodiscard]] virtual absl::StatusOr<std::size_t> read(std::span<char> into) = 0;
};

// A text that somebody else owns.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view text) noexcept : rest_(text) {}

  [[nodiscard]] absl::StatusOr<std::size_t> read(std::span<char> into) override {
    const std::size_t size = std::min(into.size(), rest_.size());
    if (size > 0) std::memcpy(into.data(), rest_.data(), size);
    rest_.remove_prefix(size);
    return size;
  }

 private:
  std::string_view rest_;
};

}  // namespace v1
}  // namespace tertial

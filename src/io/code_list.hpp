// Texts and their numbers in order of first appearance, for columns of codes.
//
//   CodeList list(budget, 65536);
//   list.add("Norr", "Norr", code);            // 0
//   list.find(field, 4, code);                 // of what stands in the file
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "io/wiped_buffer.hpp"
#include "tertial/io/record_reader.hpp"

namespace tertial {
inline namespace v1 {
namespace record_detail {

// Bytes that the lists of one reader may take together.
inline constexpr std::size_t kCodeListBytes = std::size_t{16} << 20;

// A text is found by its bytes in the file, whose encoding may be another than that of the text. Up to sixteen bytes are
// compared as two words.
class CodeList {
 public:
  // `budget` outlives the list and is what the lists of a reader have left between them.
  CodeList(std::size_t& budget, std::size_t most);

  // False, `code` untouched, where the bytes are none of the list's. Sixteen can be read, whatever `size` is.
  [[nodiscard]] bool find(const char* bytes, std::size_t size, std::uint32_t& code) const noexcept {
    if (size > 16) [[unlikely]]
      return find_long(std::string_view(bytes, size), code);
    const Words words = words_of(bytes, size);
    for (std::size_t at = place_of(words, size);; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.first == words.first && slot.second == words.second && slot.size == size) {
        code = slot.code;
        return true;
      }
      if (slot.size == kFree) return false;
    }
  }

  // The number of a text whose bytes find() does not know; false where the list is full.
  [[nodiscard]] bool add(std::string_view bytes, std::string_view text, std::uint32_t& code);
  // A text that no bytes of the file can stand for has its number too.
  [[nodiscard]] bool add_unfindable(std::string_view text);
  // Bytes that stand for a missing value are found as kMissingCode; no more than sixteen.
  [[nodiscard]] bool add_missing(std::string_view bytes);

  [[nodiscard]] std::size_t size() const noexcept { return texts_.size(); }
  [[nodiscard]] std::string_view text(std::uint32_t code) const noexcept { return texts_[code]; }

 private:
  struct Words {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
  };
  // Of more bytes the words are a hash, and they themselves are in `bytes_`.
  struct Slot {
    std::uint64_t first;
    std::uint64_t second;
    std::uint32_t size;
    std::uint32_t code;
  };
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;
  // The lowest bytes of a word, as many as there are.
  static constexpr auto kMasks = [] {
    std::array<std::uint64_t, 17> masks = {};
    for (std::size_t i = 1; i < masks.size(); ++i) masks[i] = ~std::uint64_t{0} >> (i < 8 ? 64 - 8 * i : 0);
    return masks;
  }();
  static constexpr std::size_t kPieceBytes = 16'384;

  static Words words_of(const char* bytes, std::size_t size) noexcept {
    Words words;
    std::memcpy(&words.first, bytes, 8);
    std::memcpy(&words.second, bytes + 8, 8);
    words.first &= kMasks[size];
    words.second &= kMasks[size < 8 ? 0 : size - 8];
    return words;
  }
  [[nodiscard]] std::size_t place_of(const Words& words, std::size_t size) const noexcept {
    const std::uint64_t mixed = (words.first ^ size) * 0x9E3779B97F4A7C15U ^ words.second * 0xD6E8FEB86659FD93U;
    return static_cast<std::size_t>((mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9U >> 40) & mask_;
  }
  [[nodiscard]] static Slot slot_of(std::string_view bytes, std::uint32_t code) noexcept;
  [[nodiscard]] bool find_long(std::string_view bytes, std::uint32_t& code) const noexcept;
  [[nodiscard]] bool keep(std::string_view text, std::string_view& kept);
  [[nodiscard]] bool make_room();
  [[nodiscard]] bool take(std::size_t bytes) noexcept;
  void place(const Slot& slot) noexcept;

  std::size_t* budget_;
  std::size_t most_;
  WipedBuffer<Slot> slots_;
  std::size_t mask_ = 0;
  std::size_t used_ = 0;
  std::vector<std::string_view> texts_;  // into pieces_, which never move
  std::vector<std::string_view> bytes_;  // of each text; empty where that is not found by a hash
  std::vector<WipedBuffer<char>> pieces_;
  std::size_t piece_left_ = 0;
};

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

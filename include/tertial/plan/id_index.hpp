// Finds the place of an id in a list that keeps the ids; holds four bytes a slot and no text.
//
//   IdIndex index(risks.size());
//   index.insert(0, [&](std::uint32_t at) -> std::string_view { return risks[at].id; });
//   index.find("5.2", [&](std::uint32_t at) -> std::string_view { return risks[at].id; });
#pragma once

#include <bit>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace tertial {
inline namespace v1 {

// Open addressing with linear probing, at most half full. `id_at(place)` gives the id that stands at a place of the list;
// it must go on giving the same ids. Its order never shows.
class IdIndex {
 public:
  IdIndex() = default;
  // Room for `count` ids, fewer than 2^31.
  explicit IdIndex(std::size_t count) : slots_(std::bit_ceil(count * 2 + 1), kFree) {}

  // False when the id stands at an earlier place already; then nothing changes.
  template <class IdAt>
  bool insert(std::uint32_t place, const IdAt& id_at) {
    const std::string_view id = id_at(place);
    std::size_t slot = first_slot(id);
    while (slots_[slot] != kFree) {
      if (id_at(slots_[slot]) == id) return false;
      slot = (slot + 1) & (slots_.size() - 1);
    }
    slots_[slot] = place;
    return true;
  }

  template <class IdAt>
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id, const IdAt& id_at) const noexcept {
    if (slots_.empty()) return std::nullopt;
    for (std::size_t slot = first_slot(id); slots_[slot] != kFree; slot = (slot + 1) & (slots_.size() - 1)) {
      if (id_at(slots_[slot]) == id) return slots_[slot];
    }
    return std::nullopt;
  }

 private:
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;

  [[nodiscard]] std::size_t first_slot(std::string_view id) const noexcept {
    return std::hash<std::string_view>{}(id) & (slots_.size() - 1);
  }

  std::vector<std::uint32_t> slots_;
};

}  // namespace v1
}  // namespace tertial

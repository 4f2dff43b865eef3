// Finds the place of an id in a list that keeps the ids; holds four bytes a slot and no text.
//
//   IdIndex index;
//   index.fill(risks.size(), [&](std::uint32_t at) -> std::string_view { return risks[at].id; });
//   index.find("5.2", [&](std::uint32_t at) -> std::string_view { return risks[at].id; });
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace tertial {
inline namespace v1 {

// Open addressing with linear probing, at most half full. `id_at(place)` gives the id that stands at a place
// of the list; it must go on giving the same ids. Its order never shows.
class IdIndex {
 public:
  IdIndex() = default;
  // Room for `count` ids, fewer than 2^31.
  explicit IdIndex(std::size_t count) : slots_(std::bit_ceil(count * 2 + 1), kFree) {}

  // Indexes the ids at 0..count-1 anew and leaves out empty ones. The first place whose id stands at an
  // earlier one too; the index then is of no use. Ids that were chosen to collide are sorted instead: they
  // cost count * log(count), never more.
  template <class IdAt>
  std::optional<std::uint32_t> fill(std::size_t count, const IdAt& id_at) {
    *this = IdIndex(count);
    for (std::uint32_t place = 0; place < count; ++place) {
      if (id_at(place).empty()) continue;
      switch (put(place, id_at, kMostProbes)) {
        case Put::done:
          break;
        case Put::repeated:
          return place;
        case Put::crowded:
          return sort(static_cast<std::uint32_t>(count), id_at);
      }
    }
    return std::nullopt;
  }

  // Adds one to an index that was made with room for it. False when the id stands at an earlier place
  // already; then nothing changes.
  template <class IdAt>
  bool insert(std::uint32_t place, const IdAt& id_at) {
    return put(place, id_at, slots_.size()) == Put::done;
  }

  template <class IdAt>
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id, const IdAt& id_at) const noexcept {
    if (slots_.empty()) return std::nullopt;
    if (sorted_) {
      const auto at = std::lower_bound(slots_.begin(), slots_.end(), id,
                                       [&](std::uint32_t a, std::string_view b) { return id_at(a) < b; });
      return at != slots_.end() && id_at(*at) == id ? std::optional(*at) : std::nullopt;
    }
    for (std::size_t slot = first_slot(id); slots_[slot] != kFree; slot = (slot + 1) & (slots_.size() - 1)) {
      if (id_at(slots_[slot]) == id) return slots_[slot];
    }
    return std::nullopt;
  }

 private:
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;
  // Ids that nobody chose for it stay far below, whatever their number.
  static constexpr std::size_t kMostProbes = 500;

  enum class Put : std::uint8_t { done, repeated, crowded };

  template <class IdAt>
  Put put(std::uint32_t place, const IdAt& id_at, std::size_t most_probes) {
    const std::string_view id = id_at(place);
    std::size_t slot = first_slot(id);
    for (std::size_t probes = 0; slots_[slot] != kFree; ++probes) {
      if (id_at(slots_[slot]) == id) return Put::repeated;
      if (probes == most_probes) return Put::crowded;
      slot = (slot + 1) & (slots_.size() - 1);
    }
    slots_[slot] = place;
    return Put::done;
  }

  // The slots become the places in the order of their ids.
  template <class IdAt>
  std::optional<std::uint32_t> sort(std::uint32_t count, const IdAt& id_at) {
    slots_.clear();
    sorted_ = true;
    for (std::uint32_t place = 0; place < count; ++place) {
      if (!id_at(place).empty()) slots_.push_back(place);
    }
    std::sort(slots_.begin(), slots_.end(), [&](std::uint32_t a, std::uint32_t b) {
      const auto order = id_at(a) <=> id_at(b);
      return order != 0 ? order < 0 : a < b;
    });
    std::optional<std::uint32_t> repeat;
    for (std::size_t i = 1; i < slots_.size(); ++i) {
      if (id_at(slots_[i - 1]) == id_at(slots_[i])) repeat = std::min(repeat.value_or(kFree), slots_[i]);
    }
    return repeat;
  }

  [[nodiscard]] std::size_t first_slot(std::string_view id) const noexcept {
    return std::hash<std::string_view>{}(id) & (slots_.size() - 1);
  }

  std::vector<std::uint32_t> slots_;
  bool sorted_ = false;
};

}  // namespace v1
}  // namespace tertial

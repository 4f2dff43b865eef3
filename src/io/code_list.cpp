#include "io/code_list.hpp"

#include <algorithm>
#include <utility>

namespace tertial {
inline namespace v1 {
namespace record_detail {
namespace {

// Two rounds over eight bytes at a time. What it spreads badly costs time, and the length of a list is bounded.
std::uint64_t hash_of(std::string_view text, std::uint64_t seed) noexcept {
  std::uint64_t hash = seed ^ text.size();
  const auto mix = [&](std::uint64_t word) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 29;
  };
  for (; text.size() >= 8; text.remove_prefix(8)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), 8);
    mix(word);
  }
  std::uint64_t rest = 0;
  if (!text.empty()) std::memcpy(&rest, text.data(), text.size());
  mix(rest);
  return hash;
}

}  // namespace

CodeList::CodeList(std::size_t& budget, std::size_t most) : budget_(&budget), most_(most), slots_(64), mask_(63) {
  std::fill_n(slots_.data(), slots_.size(), Slot{0, 0, kFree, 0});
}

bool CodeList::take(std::size_t bytes) noexcept {
  if (*budget_ < bytes) return false;
  *budget_ -= bytes;
  return true;
}

void CodeList::place(const Slot& slot) noexcept {
  std::size_t at = place_of({slot.first, slot.second}, slot.size);
  while (slots_[at].size != kFree) at = (at + 1) & mask_;
  slots_[at] = slot;
}

// At most half of the slots are taken; of few a quarter, so that most texts are found at once.
bool CodeList::make_room() {
  constexpr std::size_t kFew = 4096;
  const std::size_t share = slots_.size() < kFew ? 4 : 2;
  if (share * (used_ + 1) <= slots_.size()) return true;
  const std::size_t size = 2 * slots_.size();
  if (!take(size * sizeof(Slot))) return false;
  const WipedBuffer<Slot> old = std::exchange(slots_, WipedBuffer<Slot>(size));
  *budget_ += old.size() == 64 ? 0 : old.size() * sizeof(Slot);
  mask_ = size - 1;
  std::fill_n(slots_.data(), size, Slot{0, 0, kFree, 0});
  for (std::size_t i = 0; i < old.size(); ++i) {
    if (old[i].size != kFree) place(old[i]);
  }
  return true;
}

CodeList::Slot CodeList::slot_of(std::string_view bytes, std::uint32_t code) noexcept {
  Words words;
  if (bytes.size() <= 16) {
    char copy[16] = {};
    std::memcpy(copy, bytes.data(), bytes.size());
    words = words_of(copy, bytes.size());
    wipe(copy, sizeof copy);
  } else {
    words = {hash_of(bytes, 1), hash_of(bytes, 2)};
  }
  return {words.first, words.second, static_cast<std::uint32_t>(bytes.size()), code};
}

bool CodeList::find_long(std::string_view bytes, std::uint32_t& code) const noexcept {
  const Slot wanted = slot_of(bytes, 0);
  for (std::size_t at = place_of({wanted.first, wanted.second}, wanted.size);; at = (at + 1) & mask_) {
    const Slot& slot = slots_[at];
    if (slot.size == kFree) return false;
    const bool alike = slot.first == wanted.first && slot.second == wanted.second && slot.size == wanted.size;
    if (alike && bytes_[slot.code] == bytes) {
      code = slot.code;
      return true;
    }
  }
}

bool CodeList::keep(std::string_view text, std::string_view& kept) {
  if (pieces_.empty() || piece_left_ < text.size()) {
    if (!take(kPieceBytes)) return false;
    pieces_.emplace_back(kPieceBytes);
    piece_left_ = kPieceBytes;
  }
  char* const copy = pieces_.back().data() + (kPieceBytes - piece_left_);
  if (!text.empty()) std::memcpy(copy, text.data(), text.size());
  piece_left_ -= text.size();
  kept = std::string_view(copy, text.size());
  return true;
}

bool CodeList::add(std::string_view bytes, std::string_view text, std::uint32_t& code) {
  if (texts_.size() >= most_ || !make_room()) return false;
  std::string_view kept_text;
  std::string_view kept_bytes;
  if (!take(2 * sizeof(std::string_view)) || !keep(text, kept_text)) return false;
  if (bytes.size() > 16) {
    kept_bytes = kept_text;
    if (bytes != text && !keep(bytes, kept_bytes)) return false;
  }
  code = static_cast<std::uint32_t>(texts_.size());
  texts_.push_back(kept_text);
  bytes_.push_back(kept_bytes);
  place(slot_of(bytes, code));
  ++used_;
  return true;
}

bool CodeList::add_unfindable(std::string_view text) {
  std::string_view kept_text;
  if (texts_.size() >= most_ || !take(2 * sizeof(std::string_view)) || !keep(text, kept_text)) return false;
  texts_.push_back(kept_text);
  bytes_.emplace_back();
  return true;
}

bool CodeList::add_missing(std::string_view bytes) {
  if (!make_room()) return false;
  place(slot_of(bytes, kMissingCode));
  ++used_;
  return true;
}

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

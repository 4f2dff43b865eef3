// Rows about persons, parted by person as they come, so that each part can be worked through in the cache.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "tertial/measure/bytes.hpp"
#include "tertial/measure/instructions.hpp"
#include "tertial/measure/threads.hpp"

namespace tertial {
inline namespace v1 {
namespace measure_detail {

// Overwrites what held records, in a way that no compiler takes for useless.
inline void wipe(void* data, std::size_t size) noexcept {
  if (size == 0) return;
  std::memset(data, 0, size);
#if defined(__GNUC__)
  __asm__ __volatile__("" : : "r"(data) : "memory");
#else
  std::atomic_signal_fence(std::memory_order_seq_cst);
#endif
}

// Spreads keys evenly over all numbers of their width; no two keys become one (the finalizers of MurmurHash3).
TERTIAL_INLINE constexpr std::uint32_t spread(std::uint32_t key) noexcept {
  key = (key ^ key >> 16) * 0x85EB'CA6BU;
  key = (key ^ key >> 13) * 0xC2B2'AE35U;
  return key ^ key >> 16;
}
TERTIAL_INLINE constexpr std::uint64_t spread(std::uint64_t key) noexcept {
  key = (key ^ key >> 33) * 0xFF51'AFD7'ED55'8CCDU;
  key = (key ^ key >> 33) * 0xC4CE'B9FE'1A85'EC53U;
  return key ^ key >> 33;
}

// Rows whose first member `person` is a spread key; all rows of a person are in the same part. What is freed is wiped.
template <class Row>
class PersonRows {
 public:
  static constexpr int kPartBits = 9;
  static constexpr std::size_t kParts = std::size_t{1} << kPartBits;
  using Key = decltype(Row::person);

  PersonRows() = default;
  PersonRows(const PersonRows& other) { append(other); }
  PersonRows(PersonRows&& other) noexcept = default;
  PersonRows& operator=(PersonRows other) noexcept {
    parts_ = std::move(other.parts_);
    return *this;
  }

  [[nodiscard]] static constexpr std::size_t part_of(Key person) noexcept {
    return static_cast<std::size_t>(person >> (8 * sizeof(Key) - kPartBits));
  }

  // Rows that all belong to one part.
  void append(std::size_t part, const Row* rows, std::size_t size) {
    Part& into = parts_[part];
    while (size > 0) {
      if (into.next == into.end) into.grow();
      const std::size_t some = std::min(size, static_cast<std::size_t>(into.end - into.next));
      std::memcpy(static_cast<void*>(into.next), rows, some * sizeof(Row));
      into.next += some;
      rows += some;
      size -= some;
    }
  }
  void append(const PersonRows& other) {
    const Marks marks = mark();
    try {
      for (std::size_t i = 0; i < kParts; ++i) {
        other.for_each_chunk(i, [&](std::span<const Row> rows) { append(i, rows.data(), rows.size()); });
      }
    } catch (...) {
      back_to(marks);
      throw;
    }
  }
  // Makes room for append(), which then cannot fail.
  void reserve(const PersonRows& other) {
    for (std::size_t i = 0; i < kParts; ++i) {
      parts_[i].room += other.parts_[i].chunks.size();
      parts_[i].chunks.reserve(parts_[i].chunks.size() + parts_[i].room);
    }
  }
  // Takes the rows themselves, after reserve(other).
  void append(PersonRows&& other) noexcept {
    for (std::size_t i = 0; i < kParts; ++i) {
      Part& part = parts_[i];
      Part& theirs = other.parts_[i];
      if (theirs.chunks.empty()) continue;
      part.close();
      theirs.close();
      for (Chunk& chunk : theirs.chunks) part.chunks.push_back(std::move(chunk));
      theirs = Part();
      part.next = part.end = nullptr;
      part.room = 0;
    }
  }

  [[nodiscard]] std::size_t size(std::size_t part) const noexcept {
    std::size_t rows = 0;
    for_each_chunk(part, [&](std::span<const Row> chunk) { rows += chunk.size(); });
    return rows;
  }
  [[nodiscard]] std::size_t size() const noexcept {
    std::size_t rows = 0;
    for (std::size_t i = 0; i < kParts; ++i) rows += size(i);
    return rows;
  }
  // Rows of the part that has most.
  [[nodiscard]] std::size_t largest() const noexcept {
    std::size_t most = 0;
    for (std::size_t i = 0; i < kParts; ++i) most = std::max(most, size(i));
    return most;
  }
  template <class Function>
  void for_each_chunk(std::size_t part, Function&& function) const {
    const Part& rows = parts_[part];
    for (const Chunk& chunk : rows.chunks) {
      const bool is_open = &chunk == &rows.chunks.back() && rows.next != nullptr;
      const std::size_t size = is_open ? static_cast<std::size_t>(rows.next - chunk.rows()) : chunk.size;
      function(std::span<const Row>(chunk.rows(), size));
    }
  }

  template <class Function>
  void for_each(Function&& function) const {
    for (std::size_t i = 0; i < kParts; ++i) {
      for_each_chunk(i, [&](std::span<const Row> chunk) {
        for (const Row& row : chunk) function(row);
      });
    }
  }

  // How many rows there were, to go back to when something fails on the way.
  using Marks = std::array<std::pair<std::size_t, std::size_t>, kParts>;
  [[nodiscard]] Marks mark() const noexcept {
    Marks marks;
    for (std::size_t i = 0; i < kParts; ++i) {
      const Part& part = parts_[i];
      const bool is_open = part.next != nullptr;
      marks[i] = {part.chunks.size(), is_open ? static_cast<std::size_t>(part.next - part.chunks.back().rows()) : 0};
    }
    return marks;
  }
  void back_to(const Marks& marks) noexcept {
    for (std::size_t i = 0; i < kParts; ++i) {
      Part& part = parts_[i];
      const auto [chunks, rows] = marks[i];
      if (part.chunks.size() == chunks) {
        if (part.next != nullptr) part.next = part.chunks.back().rows() + rows;
        continue;
      }
      part.chunks.erase(part.chunks.begin() + static_cast<std::ptrdiff_t>(chunks), part.chunks.end());
      part.next = part.end = nullptr;
      if (rows == 0) continue;
      Chunk& last = part.chunks.back();  // which had been full when the next one was begun, or was filled since
      part.next = last.rows() + rows;
      part.end = last.rows() + last.capacity;
    }
  }

  // Sorted by part and row, so that equal rows are equal bytes in whatever order they came.
  void put(ByteWriter& bytes) const {
    std::vector<Row> rows;
    bytes.put(std::uint64_t{size()});
    for (std::size_t i = 0; i < kParts; ++i) {
      rows.clear();
      for_each_chunk(i, [&](std::span<const Row> chunk) { rows.insert(rows.end(), chunk.begin(), chunk.end()); });
      std::sort(rows.begin(), rows.end());
      for (const Row& row : rows) bytes.put(row);
      wipe(rows.data(), rows.size() * sizeof(Row));
    }
  }
  void get(ByteReader& bytes) {
    for (std::size_t left = bytes.get_count(sizeof(Row)); left > 0; --left) {
      const Row row = bytes.get<Row>();
      append(part_of(row.person), &row, 1);
    }
  }

 private:
  struct Wiping {
    std::size_t capacity = 0;
    void operator()(std::byte* bytes) const noexcept {
      wipe(bytes, capacity * sizeof(Row));
      ::operator delete(bytes);
    }
  };
  struct Chunk {
    explicit Chunk(std::size_t rows)
        : bytes(static_cast<std::byte*>(::operator new(rows * sizeof(Row))), Wiping{rows}), capacity(rows) {}

    [[nodiscard]] Row* rows() const noexcept { return reinterpret_cast<Row*>(bytes.get()); }

    std::unique_ptr<std::byte, Wiping> bytes;
    std::size_t capacity;
    std::size_t size = 0;  // of a chunk that is not the open one
  };
  struct Part {
    void close() noexcept {
      if (next != nullptr) chunks.back().size = static_cast<std::size_t>(next - chunks.back().rows());
    }
    [[gnu::noinline]] void grow() {
      const std::size_t capacity = chunks.empty() ? kFirstChunk : std::min(2 * chunks.back().capacity, kMostChunk);
      chunks.reserve(chunks.size() + 1);
      Chunk chunk(capacity);
      close();
      chunks.push_back(std::move(chunk));
      next = chunks.back().rows();
      end = next + capacity;
    }

    Row* next = nullptr;  // in the open chunk, the last one; none when there is none
    Row* end = nullptr;
    std::size_t room = 0;  // of chunks that are about to come
    std::vector<Chunk> chunks;
  };
  static constexpr std::size_t kFirstChunk = 32;
  static constexpr std::size_t kMostChunk = 2048;

  static_assert(std::is_trivially_copyable_v<Row> && std::has_unique_object_representations_v<Row>);

  std::vector<Part> parts_ = std::vector<Part>(kParts);
};

// Sorts rows by part in the cache before they go where their parts lie: as many places are more than a processor writes
// to at once. A row that is not kept costs no branch. What was pushed is there after flush().
template <class Row>
class RowScatter {
 public:
  using Key = typename PersonRows<Row>::Key;

  // For at most so many rows, all in all.
  RowScatter(PersonRows<Row>& rows, std::size_t most)
      : rows_(rows), room_(std::clamp<std::size_t>(most, 1, kRows)), staged_(room_), sorted_(room_) {}
  RowScatter(const RowScatter&) = delete;
  RowScatter& operator=(const RowScatter&) = delete;
  ~RowScatter() {
    wipe(staged_.data(), room_ * sizeof(Row));
    wipe(sorted_.data(), room_ * sizeof(Row));
  }

  // Row{person, others...}, if it is kept.
  template <class... Others>
  TERTIAL_INLINE void push(bool keep, Key person, Others... others) {
    staged_[size_] = Row{person, others...};
    size_ += static_cast<std::size_t>(keep);
    if (size_ == room_) [[unlikely]]
      flush();
  }
  [[gnu::noinline]] void flush() {
    std::array<std::uint32_t, PersonRows<Row>::kParts + 1> ends = {};
    for (std::size_t i = 0; i < size_; ++i) ++ends[PersonRows<Row>::part_of(staged_[i].person) + 1];
    for (std::size_t part = 0; part < PersonRows<Row>::kParts; ++part) ends[part + 1] += ends[part];
    for (std::size_t i = 0; i < size_; ++i) sorted_[ends[PersonRows<Row>::part_of(staged_[i].person)]++] = staged_[i];
    std::size_t begin = 0;
    for (std::size_t part = 0; part < PersonRows<Row>::kParts; ++part) {
      rows_.append(part, sorted_.data() + begin, ends[part] - begin);
      begin = ends[part];
    }
    size_ = 0;
  }

 private:
  static constexpr std::size_t kRows = 8192;

  PersonRows<Row>& rows_;
  std::size_t room_;
  std::size_t size_ = 0;
  std::vector<Row> staged_;
  std::vector<Row> sorted_;
};

}  // namespace measure_detail
}  // namespace v1
}  // namespace tertial

// Rows about persons by keys of 32 or of 64 bits, whichever the first records have.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "tertial/measure/bytes.hpp"
#include "tertial/measure/measured_table.hpp"
#include "tertial/measure/person_rows.hpp"
#include "tertial/measure/records.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace measure_detail {

inline absl::Status other_keys(std::size_t width, std::size_t before) {
  return absl::InvalidArgumentError(text("person: keys of ", 8 * width, " bits, where those before have ", 8 * before));
}

template <template <class Key> class Row>
class KeyedRows {
 public:
  // InvalidArgument when there are rows by keys of the other width.
  [[nodiscard]] absl::Status accept(std::size_t width) {
    if (std::holds_alternative<std::monostate>(rows_)) {
      // Made first and moved then: a variant that fails to make what it holds holds nothing.
      if (width == sizeof(std::uint32_t)) {
        rows_ = PersonRows<Row<std::uint32_t>>();
      } else {
        rows_ = PersonRows<Row<std::uint64_t>>();
      }
    }
    if (width == key_width()) return absl::OkStatus();
    return other_keys(width, key_width());
  }
  // Bytes of a key; 0 as long as there are no rows.
  [[nodiscard]] std::size_t key_width() const noexcept {
    if (std::holds_alternative<std::monostate>(rows_)) return 0;
    return std::holds_alternative<PersonRows<Row<std::uint32_t>>>(rows_) ? sizeof(std::uint32_t)
                                                                         : sizeof(std::uint64_t);
  }
  template <class Key>
  [[nodiscard]] PersonRows<Row<Key>>& of() {
    return std::get<PersonRows<Row<Key>>>(rows_);
  }
  template <class Key>
  [[nodiscard]] const PersonRows<Row<Key>>& of() const {
    return std::get<PersonRows<Row<Key>>>(rows_);
  }
  // Calls `function` with the rows, if there are any.
  template <class Function>
  void visit(Function&& function) const {
    if (const auto* narrow = std::get_if<PersonRows<Row<std::uint32_t>>>(&rows_)) function(*narrow);
    if (const auto* wide = std::get_if<PersonRows<Row<std::uint64_t>>>(&rows_)) function(*wide);
  }

  [[nodiscard]] absl::Status append(const KeyedRows& other) {
    if (other.key_width() == 0) return absl::OkStatus();
    if (key_width() == 0) {  // made first and moved then, so that nothing has changed when memory runs out
      *this = KeyedRows(other);
      return absl::OkStatus();
    }
    if (absl::Status status = accept(other.key_width()); !status.ok()) return status;
    other.visit([this](const auto& theirs) { std::get<std::decay_t<decltype(theirs)>>(rows_).append(theirs); });
    return absl::OkStatus();
  }

  void put(ByteWriter& bytes) const {
    bytes.put(std::uint64_t{key_width()});
    visit([&](const auto& rows) { rows.put(bytes); });
  }
  void get(ByteReader& bytes) {
    const auto width = bytes.get<std::uint64_t>();
    if (width == 0) return;
    if ((width != sizeof(std::uint32_t) && width != sizeof(std::uint64_t)) || !accept(width).ok()) {
      bytes.fail("the serialized measure has no such keys");
      return;
    }
    if (width == sizeof(std::uint32_t)) {
      of<std::uint32_t>().get(bytes);
    } else {
      of<std::uint64_t>().get(bytes);
    }
  }

 private:
  std::variant<std::monostate, PersonRows<Row<std::uint32_t>>, PersonRows<Row<std::uint64_t>>> rows_;
};

// The keys of a column of that width.
template <class Key>
const Key* keys(const PersonColumn& person) noexcept {
  const Key* keys = nullptr;
  person.visit([&](auto column) {
    if constexpr (std::is_same_v<decltype(column), std::span<const Key>>) keys = column.data();
  });
  return keys;
}

// Adds to `rows` what fill.operator()<Key>(begin, end, rows, told) makes of records begin to end - 1, on several threads
// where that pays. `other_width` is that of further keys of the same persons, or 0. Nothing has changed when it fails.
template <template <class> class Row, class Fill>
absl::Status add_person_rows(const PersonColumn& person, std::size_t records, Threads threads, KeyedRows<Row>& keyed,
                             std::size_t other_width, RowCounts& told, Fill&& fill) {
  constexpr std::size_t kLeast = std::size_t{1} << 18;  // as parts of few rows waste room
  if (other_width != 0 && other_width != person.width()) return other_keys(person.width(), other_width);
  const std::size_t useful = std::max<std::size_t>(records / kLeast, 1);
  const std::size_t shares = std::min(std::max<std::size_t>(threads.count, 1), useful);
  std::vector<RowCounts> tolds(shares);
  const bool is_first = keyed.key_width() == 0;
  if (absl::Status status = keyed.accept(person.width()); !status.ok()) return status;
  person.visit([&]<class Key>(std::span<const Key>) {
    PersonRows<Row<Key>>& rows = keyed.template of<Key>();
    const typename PersonRows<Row<Key>>::Marks marks = rows.mark();
    try {
      if (shares == 1) {
        fill.template operator()<Key>(0, records, rows, tolds[0]);
        return;
      }
      std::vector<PersonRows<Row<Key>>> parts(shares);
      on_threads(threads, shares, [&](std::size_t share) {
        fill.template operator()<Key>(records * share / shares, records * (share + 1) / shares, parts[share],
                                      tolds[share]);
      });
      for (const PersonRows<Row<Key>>& part : parts) rows.reserve(part);
      for (PersonRows<Row<Key>>& part : parts) rows.append(std::move(part));
    } catch (...) {
      is_first ? void(keyed = KeyedRows<Row>()) : rows.back_to(marks);
      throw;
    }
  });
  for (const RowCounts& part : tolds) told += part;
  return absl::OkStatus();
}

}  // namespace measure_detail
}  // namespace v1
}  // namespace tertial

// One pass over a file of case records: which of its columns are read and as what, and which rows count.
//
//   RecordPass pass;
//   std::size_t start = pass.column(spec_column, RecordType::date);   // asked for once, however often
//   RowChoice rows = pass.choose(batch, filters, all);                // the rows that all filters let through
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "tertial/io/measure_spec.hpp"
#include "tertial/io/record_reader.hpp"
#include "tertial/measure/day_table.hpp"
#include "tertial/measure/records.hpp"
#include "wiped_buffer.hpp"

namespace tertial {
inline namespace v1 {

// Rows of a batch, in order.
struct RowChoice {
  bool all = true;  // then the list is not looked at
  std::vector<std::uint32_t> rows = {};

  [[nodiscard]] std::size_t size(std::size_t batch) const noexcept { return all ? batch : rows.size(); }
};

// A filter with the place of its column.
struct RowFilter {
  std::size_t column = 0;
  SpecFilter::Rule rule = SpecFilter::Rule::one_of;
  bool is_time = false;
  std::int64_t from = 0;  // in days or seconds, both included
  std::int64_t to = 0;

  [[nodiscard]] bool takes(const RecordBatch& batch, std::size_t row) const noexcept;
};

class RecordPass {
 public:
  [[nodiscard]] std::size_t column(const SpecColumn& column, RecordType type);
  [[nodiscard]] std::size_t codes(const SpecColumn& column, const std::vector<std::string>& values);
  [[nodiscard]] std::size_t learned(const SpecColumn& column, std::uint32_t max_values);
  [[nodiscard]] std::vector<RowFilter> filters(const std::vector<SpecFilter>& filters);

  [[nodiscard]] const std::vector<RecordColumn>& columns() const noexcept { return columns_; }

  // Those of `among` that every filter takes.
  static void choose(const RecordBatch& batch, std::span<const RowFilter> filters, const RowChoice& among,
                     RowChoice& out);

 private:
  std::size_t ask(RecordColumn column);

  std::vector<RecordColumn> columns_;
};

// The columns that a measure adds, made of a batch: borrowed from it where all rows are chosen and nothing is
// converted, else gathered in memory that is kept from batch to batch and wiped at the end.
class RecordColumns {
 public:
  // `slot` tells columns of one type apart.
  template <class T>
  [[nodiscard]] std::span<const T> chosen(std::size_t slot, std::span<const T> from, const RowChoice& rows) {
    if (rows.all) return from;
    return gather<T>(slot, from, rows, [](T value) { return value; });
  }
  [[nodiscard]] std::span<const std::int32_t> days_of(std::size_t slot, std::span<const std::int64_t> times,
                                                      const RowChoice& rows) {
    return gather<std::int32_t>(slot, times, rows, [](std::int64_t time) { return measure_detail::day_of(time); });
  }

 private:
  template <class T>
  using Slots = std::array<record_detail::WipedBuffer<T>, kMostGroups + 1>;

  template <class T, class From, class Convert>
  std::span<const T> gather(std::size_t slot, std::span<const From> from, const RowChoice& rows,
                            const Convert& convert) {
    record_detail::WipedBuffer<T>& into = std::get<Slots<T>>(slots_)[slot];
    if (into.size() < from.size()) into = record_detail::WipedBuffer<T>(from.size());
    const std::size_t size = rows.size(from.size());
    for (std::size_t i = 0; i < size; ++i) into[i] = convert(from[rows.all ? i : rows.rows[i]]);
    return {into.data(), size};
  }

  std::tuple<Slots<std::int32_t>, Slots<std::int64_t>, Slots<std::uint32_t>, Slots<std::uint64_t>, Slots<double>>
      slots_;
};

}  // namespace v1
}  // namespace tertial

#include "io/short_fields.hpp"

#include <string_view>

#include "io/record_digits.hpp"
#include "io/short_field_lanes.hpp"

namespace tertial {
inline namespace v1 {
namespace record_detail {
namespace {

#define TERTIAL_INLINE [[gnu::always_inline]] inline

// One for each type: how a field is read, and into what.
struct ReadDate {
  using Value = std::int32_t;
  explicit ReadDate(const ShortFields&) noexcept {}
  TERTIAL_INLINE bool operator()(const char* at, std::size_t size, Value& out) const noexcept {
    return read_short_date(at, size, out);
  }
};
struct ReadTime {
  using Value = std::int64_t;
  explicit ReadTime(const ShortFields&) noexcept {}
  TERTIAL_INLINE bool operator()(const char* at, std::size_t size, Value& out) const noexcept {
    return size < 16 ? read_short_whole(at, size, out) : read_short_time(at, size, out);
  }
};
struct ReadPeriod {
  using Value = std::uint32_t;
  explicit ReadPeriod(const ShortFields&) noexcept {}
  TERTIAL_INLINE bool operator()(const char* at, std::size_t size, Value& out) const noexcept {
    return read_short_period(at, size, out);
  }
};
struct ReadNumber {
  using Value = double;
  explicit ReadNumber(const ShortFields& fields) noexcept : decimal_(fields.decimal) {}
  TERTIAL_INLINE bool operator()(const char* at, std::size_t size, Value& out) const noexcept {
    return read_short_number(at, size, decimal_, out);
  }

 private:
  char decimal_;
};
struct ReadWhole {
  using Value = std::int64_t;
  explicit ReadWhole(const ShortFields&) noexcept {}
  TERTIAL_INLINE bool operator()(const char* at, std::size_t size, Value& out) const noexcept {
    return read_short_whole(at, size, out);
  }
};
struct ReadCode {
  using Value = std::uint32_t;
  explicit ReadCode(const ShortFields& fields) noexcept : codes_(*fields.codes) {}
  TERTIAL_INLINE bool operator()(const char* at, std::size_t size, Value& out) const noexcept {
    return codes_.find(at, size, out);
  }

 private:
  const CodeList& codes_;
};
struct ReadKey {
  using Value = std::uint64_t;
  explicit ReadKey(const ShortFields&) noexcept {}
  TERTIAL_INLINE bool operator()(const char* at, std::size_t size, Value& out) const noexcept {
    return read_short_digits(at, size, out);
  }
};

// The rows from `first` on, with `count` of those before them left. A row is noted as left before it is known to be: no
// branch.
template <class Read>
TERTIAL_INLINE std::size_t read_rows(const ShortFields& fields, void* values, std::uint32_t* left,
                                     std::uint32_t first = 0, std::size_t count = 0) noexcept {
  const FieldGrid& grid = *fields.grid;
  const Read read(fields);
  auto* const out = static_cast<typename Read::Value*>(values);
  const std::uint32_t* ends = grid.ends + first * grid.stride + fields.field;
  const char* const text = grid.text;
  const std::size_t stride = grid.stride;
  const auto rows = static_cast<std::uint32_t>(grid.rows);
  if (grid.any_quote) {
    for (std::uint32_t row = first; row < rows; ++row) {
      std::string_view field = grid.field(row, fields.field);
      bool plain = true;
      if (field.size() >= 2 && field.front() == fields.quote && field.back() == fields.quote) {
        field = field.substr(1, field.size() - 2);
        plain = field.find(fields.quote) == std::string_view::npos;
      }
      left[count] = row;
      count += plain && read(field.data(), field.size(), out[row]) ? 0 : 1;
    }
  } else if (fields.field + 1 == grid.fields) {
    for (std::uint32_t row = first; row < rows; ++row, ends += stride) {
      const std::uint32_t begin = ends[0] + 1;
      const std::uint32_t end = ends[1] - (text[ends[1] - 1] == '\r' ? 1U : 0U);
      left[count] = row;
      count += static_cast<std::size_t>(!read(text + begin, end - begin, out[row]));
    }
  } else {
    for (std::uint32_t row = first; row < rows; ++row, ends += stride) {
      const std::uint32_t begin = ends[0] + 1;
      left[count] = row;
      count += static_cast<std::size_t>(!read(text + begin, ends[1] - begin, out[row]));
    }
  }
  return count;
}

template <class Read>
[[gnu::noinline]] std::size_t read_portably(const ShortFields& fields, void* values, std::uint32_t* left) noexcept {
  return read_rows<Read>(fields, values, left);
}

#if defined(TERTIAL_HAS_AVX2_TARGET)
template <class Read>
[[gnu::noinline]] TERTIAL_AVX2 std::size_t read_widely(const ShortFields& fields, void* values,
                                                       std::uint32_t* left) noexcept {
  return read_rows<Read>(fields, values, left);
}

// Four rows at a time, and the last ones, or all where there are quotes, one by one.
template <class Lanes, bool kBehindCr>
TERTIAL_AVX2_INLINE std::uint32_t read_fours(const ShortFields& fields, typename Lanes::Value* out, std::uint32_t* left,
                                             std::size_t& count) noexcept {
  const FieldGrid& grid = *fields.grid;
  const Lanes read(fields);
  const char* const text = grid.text;
  const std::size_t stride = grid.stride;
  const std::uint32_t* ends = grid.ends + fields.field;
  const auto rows = static_cast<std::uint32_t>(grid.rows & ~std::size_t{3});
  for (std::uint32_t row = 0; row < rows; row += 4, ends += 4 * stride) {
    const int taken = read(load_lanes<kBehindCr>(text, ends, stride), out + row);
    if (taken == 15) [[likely]]
      continue;
    for (std::uint32_t i = 0; i < 4; ++i) {
      left[count] = row + i;
      count += static_cast<std::size_t>(~taken >> i & 1);
    }
  }
  return rows;
}

template <class Lanes, class Read>
[[gnu::noinline]] TERTIAL_AVX2 std::size_t read_lanes(const ShortFields& fields, void* values,
                                                      std::uint32_t* left) noexcept {
  const FieldGrid& grid = *fields.grid;
  auto* const out = static_cast<typename Lanes::Value*>(values);
  std::size_t count = 0;
  std::uint32_t rows = 0;
  if (!grid.any_quote && grid.rows >= 4) {
    // What the first row ends with the others end with; where not, they are left.
    const bool behind_cr = fields.field + 1 == grid.fields && grid.text[grid.ends[grid.fields] - 1] == '\r';
    rows = behind_cr ? read_fours<Lanes, true>(fields, out, left, count)
                     : read_fours<Lanes, false>(fields, out, left, count);
  }
  return read_rows<Read>(fields, values, left, rows, count);
}
#endif

using ReadFields = std::size_t (*)(const ShortFields&, void*, std::uint32_t*) noexcept;

// In the order of RecordType.
constexpr ReadFields kPortable[] = {read_portably<ReadDate>,   read_portably<ReadTime>,  read_portably<ReadPeriod>,
                                    read_portably<ReadNumber>, read_portably<ReadWhole>, read_portably<ReadCode>,
                                    read_portably<ReadKey>};
#if defined(TERTIAL_HAS_AVX2_TARGET)
constexpr ReadFields kWide[] = {read_lanes<DateLanes, ReadDate>,
                                read_widely<ReadTime>,
                                read_lanes<PeriodLanes, ReadPeriod>,
                                read_lanes<NumberLanes, ReadNumber>,
                                read_lanes<WholeLanes, ReadWhole>,
                                read_widely<ReadCode>,
                                read_widely<ReadKey>};
#endif

const ReadFields* best_for_this_processor() noexcept {
#if defined(TERTIAL_HAS_AVX2_TARGET)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
      __builtin_cpu_supports("popcnt")) {
    return kWide;
  }
#endif
  return kPortable;
}

}  // namespace

std::size_t read_short_fields_portably(RecordType type, const ShortFields& fields, void* out,
                                       std::uint32_t* left) noexcept {
  return kPortable[static_cast<std::size_t>(type)](fields, out, left);
}

std::size_t read_short_fields(RecordType type, const ShortFields& fields, void* out, std::uint32_t* left) noexcept {
  static const ReadFields* const readers = best_for_this_processor();
  return readers[static_cast<std::size_t>(type)](fields, out, left);
}

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

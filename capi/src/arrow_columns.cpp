#include "arrow_columns.hpp"

#include <cmath>
#include <cstring>

#include "simdjson.h"

namespace tertial::capi {
namespace {

struct Type {
  ArrowColumn::Kind kind;
  char format;  // as we tell them apart: the format's first letter, d for days
  std::int64_t buffers;
};

std::optional<Type> type_of(std::string_view format) noexcept {
  if (format == "n") return Type{ArrowColumn::Kind::nothing, 'n', 0};
  if (format == "tdD") return Type{ArrowColumn::Kind::day, 'd', 2};
  if (format == "u" || format == "U") return Type{ArrowColumn::Kind::text, format.front(), 3};
  if (format.size() == 1 && std::string_view("cCsSiIlLfg").find(format.front()) != std::string_view::npos) {
    return Type{ArrowColumn::Kind::number, format.front(), 2};
  }
  return std::nullopt;
}

template <class T>
T at_place(const void* values, std::size_t at) noexcept {
  T value;
  std::memcpy(&value, static_cast<const char*>(values) + at * sizeof(T), sizeof value);
  return value;
}

// The offset into text before the at-th cell.
std::int64_t text_offset(char format, const void* offsets, std::size_t at) noexcept {
  return format == 'U' ? at_place<std::int64_t>(offsets, at) : at_place<std::int32_t>(offsets, at);
}

}  // namespace

std::optional<double> ArrowColumn::number(std::size_t at) const noexcept {
  if (kind_ != Kind::number || !has(at)) return std::nullopt;
  const std::size_t place = offset_ + at;
  double value = 0;
  switch (format_) {
    case 'c':
      value = at_place<std::int8_t>(values_, place);
      break;
    case 'C':
      value = at_place<std::uint8_t>(values_, place);
      break;
    case 's':
      value = at_place<std::int16_t>(values_, place);
      break;
    case 'S':
      value = at_place<std::uint16_t>(values_, place);
      break;
    case 'i':
      value = at_place<std::int32_t>(values_, place);
      break;
    case 'I':
      value = at_place<std::uint32_t>(values_, place);
      break;
    case 'l':
      value = static_cast<double>(at_place<std::int64_t>(values_, place));
      break;
    case 'L':
      value = static_cast<double>(at_place<std::uint64_t>(values_, place));
      break;
    case 'f':
      value = static_cast<double>(at_place<float>(values_, place));
      break;
    default:
      value = at_place<double>(values_, place);
  }
  return std::isnan(value) ? std::nullopt : std::optional(value);
}

std::optional<std::string_view> ArrowColumn::text(std::size_t at) const noexcept {
  if (kind_ != Kind::text || !has(at)) return std::nullopt;
  const std::int64_t begin = text_offset(format_, values_, offset_ + at);
  const std::int64_t end = text_offset(format_, values_, offset_ + at + 1);
  return std::string_view(text_ + begin, static_cast<std::size_t>(end - begin));
}

std::optional<std::int32_t> ArrowColumn::day(std::size_t at) const noexcept {
  if (kind_ != Kind::day || !has(at)) return std::nullopt;
  return at_place<std::int32_t>(values_, offset_ + at);
}

std::optional<ArrowColumn> read_column(Call& call, std::string_view name, const ArrowSchema* schema,
                                       const ArrowArray* array, std::size_t parent_offset, std::size_t size) {
  const auto refuse = [&](std::string_view why) {
    call.fail(TERTIAL_E_ARGUMENT, name, why);
    return std::nullopt;
  };
  if (schema == nullptr || array == nullptr) return refuse("is NULL");
  if (schema->release == nullptr || array->release == nullptr) return refuse("was released");
  if (schema->format == nullptr) return refuse("has no format");
  if (schema->dictionary != nullptr || array->dictionary != nullptr) {
    return refuse("is dictionary-encoded: decode it first");
  }
  const std::optional<Type> type = type_of(schema->format);
  if (!type) return refuse("is of a type that is not read: numbers, utf8 and date32 are");
  if (array->length < 0 || array->offset < 0) return refuse("has a negative length or offset");
  if (array->length > INT64_MAX - array->offset) return refuse("has an offset that no array has");
  if (static_cast<std::uint64_t>(array->length) < static_cast<std::uint64_t>(parent_offset) + size) {
    return refuse("is shorter than its parent");
  }
  ArrowColumn column;
  column.kind_ = type->kind;
  column.format_ = type->format;
  column.size_ = size;
  column.offset_ = static_cast<std::size_t>(array->offset) + parent_offset;
  if (type->kind == ArrowColumn::Kind::nothing) return column;
  if (array->n_buffers != type->buffers || array->buffers == nullptr) {
    return refuse("has another number of buffers than its type");
  }
  if (array->null_count != 0) column.valid_ = static_cast<const std::uint8_t*>(array->buffers[0]);
  column.values_ = array->buffers[1];
  if (size > 0 && column.values_ == nullptr) return refuse("has no buffer of values");
  if (type->kind != ArrowColumn::Kind::text || size == 0) return column;

  column.text_ = static_cast<const char*>(array->buffers[2]);
  std::int64_t before = text_offset(column.format_, column.values_, column.offset_);
  if (before < 0) return refuse("has offsets that are negative");
  const std::int64_t begin = before;
  for (std::size_t i = 1; i <= size; ++i) {
    const std::int64_t next = text_offset(column.format_, column.values_, column.offset_ + i);
    if (next < before) return refuse("has offsets that fall");
    before = next;
  }
  if (before > begin && column.text_ == nullptr) return refuse("has no buffer of text");
  for (std::size_t i = 0; i < size; ++i) {
    const std::optional<std::string_view> cell = column.text(i);
    if (cell && !simdjson::validate_utf8(cell->data(), cell->size())) return refuse("is not UTF-8");
  }
  return column;
}

}  // namespace tertial::capi

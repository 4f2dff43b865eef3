#include "arrow_table.hpp"

#include <cmath>
#include <memory>
#include <new>
#include <stdexcept>
#include <utility>

namespace tertial::capi {
namespace {

const char* format_of(CellType type) noexcept {
  switch (type) {
    case CellType::text:
      return "u";
    case CellType::number:
      return "g";
    case CellType::whole:
      return "i";
    case CellType::date:
      return "tdD";
    case CellType::boolean:
      return "b";
  }
  return "n";
}

void set_bit(std::vector<std::uint8_t>& bits, std::int64_t at, bool value) {
  const auto byte = static_cast<std::size_t>(at / 8);
  if (byte == bits.size()) bits.push_back(0);
  if (value) bits[byte] = static_cast<std::uint8_t>(bits[byte] | (1U << (at % 8)));
}

// What private_data holds of a field and of a struct of fields. A child that was moved out is released by whoever has
// it; those that were not, by their parent.
struct SchemaHold {
  std::string name;
  std::vector<std::unique_ptr<ArrowSchema>> owned;
  std::vector<ArrowSchema*> children;
};
struct ArrayHold {
  ArrowTable::Built column;
  std::vector<const void*> buffers;
  std::vector<std::unique_ptr<ArrowArray>> owned;
  std::vector<ArrowArray*> children;
};

void release_schema(ArrowSchema* schema) {
  const std::unique_ptr<SchemaHold> hold(static_cast<SchemaHold*>(schema->private_data));
  for (ArrowSchema* child : hold->children) {
    if (child->release != nullptr) child->release(child);
  }
  schema->release = nullptr;
}

void release_array(ArrowArray* array) {
  const std::unique_ptr<ArrayHold> hold(static_cast<ArrayHold*>(array->private_data));
  for (ArrowArray* child : hold->children) {
    if (child->release != nullptr) child->release(child);
  }
  array->release = nullptr;
}

// An owner of a struct that is not yet handed over.
template <class Struct>
struct Pending {
  Struct value = {};
  Pending() = default;
  Pending(const Pending&) = delete;
  Pending& operator=(const Pending&) = delete;
  ~Pending() {
    if (value.release != nullptr) value.release(&value);
  }
  void move_to(Struct* out) noexcept {
    *out = value;
    value.release = nullptr;
  }
};

void fill_schema(ArrowSchema& schema, const char* format, std::string name, std::int64_t flags) {
  auto hold = std::make_unique<SchemaHold>();
  hold->name = std::move(name);
  schema.format = format;
  schema.name = hold->name.c_str();
  schema.flags = flags;
  schema.private_data = hold.release();
  schema.release = release_schema;
}

void fill_column(ArrowArray& array, ArrowTable::Built column, std::int64_t rows) {
  static constexpr std::int32_t kNoOffsets[1] = {0};
  auto hold = std::make_unique<ArrayHold>();
  hold->column = std::move(column);
  ArrowTable::Built& own = hold->column;
  hold->buffers.push_back(own.nulls > 0 ? own.valid.data() : nullptr);
  switch (own.type) {
    case CellType::text:
      hold->buffers.push_back(own.offsets.empty() ? kNoOffsets : own.offsets.data());
      hold->buffers.push_back(own.text.data());
      break;
    case CellType::number:
      hold->buffers.push_back(own.numbers.data());
      break;
    case CellType::whole:
    case CellType::date:
      hold->buffers.push_back(own.wholes.data());
      break;
    case CellType::boolean:
      hold->buffers.push_back(own.bits.data());
      break;
  }
  array.length = rows;
  array.null_count = own.nulls;
  array.n_buffers = static_cast<std::int64_t>(hold->buffers.size());
  array.buffers = hold->buffers.data();
  array.private_data = hold.release();
  array.release = release_array;
}

}  // namespace

void make_arrow_schema(std::span<const Column> columns, ArrowSchema* schema) {
  Pending<ArrowSchema> made;
  fill_schema(made.value, "+s", "", 0);
  auto& hold = *static_cast<SchemaHold*>(made.value.private_data);
  hold.owned.reserve(columns.size());
  hold.children.reserve(columns.size());
  for (const Column& column : columns) {
    ArrowSchema& child = *hold.owned.emplace_back(std::make_unique<ArrowSchema>());
    fill_schema(child, format_of(column.type), std::string(column.name), ARROW_FLAG_NULLABLE);
    hold.children.push_back(&child);
  }
  made.value.n_children = static_cast<std::int64_t>(hold.children.size());
  made.value.children = hold.children.data();
  made.move_to(schema);
}

void ArrowTable::hand_over(ArrowSchema* schema, ArrowArray* array) {
  std::vector<Column> columns;
  for (const Built& column : columns_) columns.push_back({column.name, column.type});
  Pending<ArrowSchema> made_schema;
  make_arrow_schema(columns, &made_schema.value);

  Pending<ArrowArray> made;
  auto hold_owner = std::make_unique<ArrayHold>();
  ArrayHold& hold = *hold_owner;
  hold.buffers.push_back(nullptr);  // no row is missing as a whole
  hold.owned.reserve(columns_.size());
  hold.children.reserve(columns_.size());
  made.value.length = rows_;
  made.value.n_buffers = 1;
  made.value.buffers = hold.buffers.data();
  made.value.private_data = hold_owner.release();
  made.value.release = release_array;
  for (Built& column : columns_) {
    ArrowArray& child = *hold.owned.emplace_back(std::make_unique<ArrowArray>());
    fill_column(child, std::move(column), rows_);
    hold.children.push_back(&child);
  }
  made.value.n_children = static_cast<std::int64_t>(hold.children.size());
  made.value.children = hold.children.data();

  made_schema.move_to(schema);
  made.move_to(array);
  columns_.clear();
}

void ArrowTable::begin(std::span<const Column> columns) {
  for (const Column& column : columns) {
    Built& built = columns_.emplace_back();
    built.name = column.name;
    built.type = column.type;
  }
}

ArrowTable::Built& ArrowTable::next(bool valid) {
  Built& column = columns_.at(at_++);
  set_bit(column.valid, rows_, valid);
  column.nulls += valid ? 0 : 1;
  return column;
}

void ArrowTable::put_text(std::string_view value) {
  if (value.empty()) return put_empty();
  Built& column = next(true);
  column.text += value;
  // Offsets are of 32 bits: more text than that is no table that anybody reads.
  if (column.text.size() > std::size_t{INT32_MAX}) throw std::bad_alloc();
  column.offsets.push_back(static_cast<std::int32_t>(column.text.size()));
}

void ArrowTable::put_number(double value) {
  if (!std::isfinite(value)) return put_empty();
  Built& column = next(true);
  if (column.type == CellType::whole) {
    column.wholes.push_back(static_cast<std::int32_t>(value));
  } else {
    column.numbers.push_back(value);
  }
}

void ArrowTable::put_date(Date value) { next(true).wholes.push_back(value.days()); }

void ArrowTable::put_boolean(bool value) { set_bit(next(true).bits, rows_, value); }

void ArrowTable::put_empty() {
  Built& column = next(false);
  switch (column.type) {
    case CellType::text:
      column.offsets.push_back(static_cast<std::int32_t>(column.text.size()));
      break;
    case CellType::number:
      column.numbers.push_back(0);
      break;
    case CellType::whole:
    case CellType::date:
      column.wholes.push_back(0);
      break;
    case CellType::boolean:
      set_bit(column.bits, rows_, false);
      break;
  }
}

void ArrowTable::put_end_of_row() {
  at_ = 0;
  ++rows_;
}

}  // namespace tertial::capi

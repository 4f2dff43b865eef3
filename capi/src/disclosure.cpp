// Disclosure control of tables of counts.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "call.hpp"
#include "tertial/measure/disclosure/audit.hpp"
#include "tertial/measure/disclosure/count_table.hpp"
#include "tertial/measure/disclosure/policy.hpp"
#include "tertial/measure/disclosure/protect.hpp"
#include "tertial/text.hpp"

using namespace tertial::capi;
using tertial::CountCell;
using tertial::CountTable;
using tertial::PublishedTable;
using tertial::SuppressionReason;
using tertial::TableShape;
using tertial::text;

namespace {

static_assert(static_cast<int>(SuppressionReason::small_count) + 1 == TERTIAL_CELL_SMALL_COUNT &&
              static_cast<int>(SuppressionReason::small_complement) + 1 == TERTIAL_CELL_SMALL_COMPLEMENT &&
              static_cast<int>(SuppressionReason::secondary) + 1 == TERTIAL_CELL_SECONDARY);

// Rows and columns by their numbers. Nothing where the call has failed.
std::optional<TableShape> shape_of(Call& call, const tertial_count_table& given) {
  if (std::size_t{given.row_count} + given.column_count > TableShape::kMaxCells) {
    call.fail(TERTIAL_E_ARGUMENT, "table/row_count", text("more than ", TableShape::kMaxCells, " cells"));
    return std::nullopt;
  }
  std::vector<std::string> rows;
  for (std::uint32_t i = 0; i < given.row_count; ++i) rows.push_back(text(i));
  std::vector<tertial::CountColumn> columns;
  for (std::uint32_t i = 0; i < given.column_count; ++i) {
    tertial::CountColumn column = {.label = text(i)};
    if (given.part_of != nullptr && given.part_of[i] != TERTIAL_NONE) {
      column.part_of = static_cast<std::uint32_t>(given.part_of[i]);
    }
    columns.push_back(std::move(column));
  }
  absl::StatusOr<TableShape> shape = TableShape::make(std::move(rows), std::move(columns),
                                                      {.row_totals = given.without_row_totals == 0,
                                                       .column_totals = given.without_column_totals == 0,
                                                       .grand_total = given.without_grand_total == 0});
  if (shape.ok()) return *std::move(shape);
  call.fail(TERTIAL_E_ARGUMENT, "table", tertial::from_absl(shape.status().message()));
  return std::nullopt;
}

// Whether there is room for every cell; the call has failed where not.
bool has_room(Call& call, const TableShape& shape, std::size_t capacity) {
  if (shape.cells() <= capacity) return true;
  call.fail(TERTIAL_E_LIMIT, "capacity", text("there are ", shape.cells(), " cells"));
  return false;
}

}  // namespace

tertial_status tertial_counts_protect(const tertial_count_table* table, const tertial_disclosure_policy* policy,
                                      uint8_t* cells, size_t capacity, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const tertial_count_table given = call.in("table", table);
    const tertial_disclosure_policy wanted = call.in("policy", policy);
    call.out("cells", cells);
    if (!call.ok()) return call.status();
    const std::optional<TableShape> shape = shape_of(call, given);
    if (!shape || !has_room(call, *shape, capacity)) return call.status();
    const std::size_t of_layer = std::size_t{given.row_count} * shape->leaves().size();
    if (given.layer_count == 0 || given.layer_count > 64) {
      return call.fail(TERTIAL_E_ARGUMENT, "table/layer_count", "one layer is the least, 64 are the most");
    }
    const std::span<const std::int64_t> counts = call.array("table/counts", given.counts, of_layer * given.layer_count);
    if (!call.ok()) return call.status();
    std::vector<CountTable> layers;
    for (std::uint32_t i = 0; i < given.layer_count; ++i) {
      absl::StatusOr<CountTable> layer = CountTable::make(*shape, counts.subspan(i * of_layer, of_layer));
      if (!layer.ok()) {
        return call.fail(TERTIAL_E_ARGUMENT, "table/counts",
                         text("layer ", i, ": ", tertial::from_absl(layer.status().message())));
      }
      layers.push_back(*std::move(layer));
    }
    const absl::StatusOr<tertial::Protection> made =
        tertial::protect(layers, {.threshold = wanted.threshold == 0 ? 5 : wanted.threshold,
                                  .zeros = wanted.hide_zeros != 0 ? tertial::DisclosurePolicy::Zeros::hidden
                                                                  : tertial::DisclosurePolicy::Zeros::shown,
                                  .min_width = wanted.min_width,
                                  .protect_complements = wanted.show_complements == 0,
                                  .may_hide_totals = wanted.keep_totals == 0});
    if (absl::IsFailedPrecondition(made.status())) {
      return call.fail(TERTIAL_E_DISCLOSURE, "table", tertial::from_absl(made.status().message()));
    }
    if (absl::IsInternal(made.status())) {
      return call.fail(TERTIAL_E_INTERNAL, {}, tertial::from_absl(made.status().message()));
    }
    if (!made.ok()) {
      return call.fail_at_path(absl::InvalidArgumentError(absl::StrCat("policy/", made.status().message())),
                               TERTIAL_E_ARGUMENT);
    }
    for (std::size_t i = 0; i < shape->cells(); ++i) {
      cells[i] = shape->is_published(shape->cell(i)) ? TERTIAL_CELL_SHOWN : TERTIAL_CELL_LEFT_OUT;
    }
    for (const tertial::SuppressedCell& hidden : made->suppressed) {
      cells[shape->index(hidden.cell)] = static_cast<std::uint8_t>(static_cast<int>(hidden.reason) + 1);
    }
    return TERTIAL_OK;
  });
}

tertial_status tertial_counts_audit(const tertial_count_table* table, const int64_t* published, int64_t* low,
                                    int64_t* high, size_t capacity, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const tertial_count_table given = call.in("table", table);
    call.out("published", published);
    call.out("low", low);
    call.out("high", high);
    if (!call.ok()) return call.status();
    const std::optional<TableShape> shape = shape_of(call, given);
    if (!shape || !has_room(call, *shape, capacity)) return call.status();
    PublishedTable seen(*shape);
    for (std::size_t i = 0; i < shape->cells(); ++i) {
      if (published[i] < TERTIAL_NONE || published[i] > CountTable::kMostPeople) {
        return call.fail(TERTIAL_E_ARGUMENT, "published", text(shape->place(shape->cell(i)), ": that is no count"));
      }
      if (published[i] != TERTIAL_NONE) seen.set(shape->cell(i), published[i]);
    }
    const absl::StatusOr<std::vector<tertial::AuditedCell>> found = tertial::audit(seen);
    if (!found.ok()) {
      return call.fail(TERTIAL_E_ARGUMENT, "published", tertial::from_absl(found.status().message()));
    }
    for (std::size_t i = 0; i < shape->cells(); ++i) {
      low[i] = published[i] == TERTIAL_NONE ? 0 : published[i];
      high[i] = published[i];
    }
    for (const tertial::AuditedCell& cell : *found) {
      low[shape->index(cell.cell)] = cell.interval.low;
      high[shape->index(cell.cell)] = cell.interval.high.value_or(TERTIAL_NONE);
    }
    return TERTIAL_OK;
  });
}

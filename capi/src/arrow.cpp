// Columns in and out by the Arrow C Data Interface, and its streams.

#include <cerrno>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "arrow_columns.hpp"
#include "arrow_table.hpp"
#include "call.hpp"
#include "plan_facts.hpp"
#include "series.hpp"
#include "tertial/text.hpp"

using namespace tertial::capi;
using tertial::CellType;
using tertial::Date;
using tertial::Indicator;
using tertial::Observation;
using tertial::ObservationStatus;
using tertial::Period;
using tertial::PeriodGroup;
using tertial::text;

namespace {

// Out: tables of a follow-up -----------------------------------------------------------------------------------------

// Checks what both ways out check, and writes the table.
void write_checked(Call& call, const tertial_follow_up* review, std::int32_t table, std::int32_t language,
                   ArrowTable& out) {
  call.handle("review", review);
  const auto which = static_cast<tertial::CsvTable>(call.one_of("table", table, TERTIAL_TABLE_FINDINGS + 1));
  if (!call.ok()) return;
  const tertial::Language spoken = call.language("language", language, review->plan->language());
  if (call.ok()) write_table(out, *review->plan, review->review, which, spoken);
}

// A stream of one array. Its schema may be asked for any number of times.
struct StreamHold {
  ArrowSchema schema = {};
  ArrowArray array = {};

  StreamHold() = default;
  StreamHold(const StreamHold&) = delete;
  StreamHold& operator=(const StreamHold&) = delete;
  ~StreamHold() {
    if (schema.release != nullptr) schema.release(&schema);
    if (array.release != nullptr) array.release(&array);
  }
};

CellType type_of(const ArrowSchema& field) noexcept {
  switch (field.format[0]) {
    case 'g':
      return CellType::number;
    case 'i':
      return CellType::whole;
    case 't':
      return CellType::date;
    case 'b':
      return CellType::boolean;
    default:
      return CellType::text;
  }
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  try {
    const ArrowSchema& own = static_cast<const StreamHold*>(stream->private_data)->schema;
    std::vector<tertial::Column> columns;
    for (std::int64_t i = 0; i < own.n_children; ++i) {
      columns.push_back({own.children[i]->name, type_of(*own.children[i])});
    }
    make_arrow_schema(columns, out);
    return 0;
  } catch (...) {
    return ENOMEM;
  }
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  ArrowArray& own = static_cast<StreamHold*>(stream->private_data)->array;
  *out = own;  // once it was given: an array that is released, which is the end
  own = {};
  return 0;
}

const char* get_last_error(ArrowArrayStream*) { return nullptr; }

void release_stream(ArrowArrayStream* stream) {
  delete static_cast<StreamHold*>(stream->private_data);
  stream->release = nullptr;
}

// In: observations ---------------------------------------------------------------------------------------------------

// For an array that nobody counted the nulls of.
bool has_nulls(const ArrowArray& array) noexcept {
  if (array.n_buffers < 1 || array.buffers == nullptr || array.buffers[0] == nullptr) return false;
  const auto* const valid = static_cast<const std::uint8_t*>(array.buffers[0]);
  for (std::int64_t row = array.offset; row - array.offset < array.length; ++row) {
    if ((valid[row / 8] >> (row % 8) & 1) == 0) return true;
  }
  return false;
}

// Reads a struct array's rows as observations and appends them. `name` is that of the array in the call.
void read_observations(Call& call, const Indicator& indicator, std::string_view name, const ArrowSchema* schema,
                       const ArrowArray* array, std::vector<Observation>& out) {
  const auto refuse = [&](std::string_view why) { call.fail(TERTIAL_E_ARGUMENT, name, why); };
  if (schema == nullptr || array == nullptr) return refuse("is NULL");
  if (schema->release == nullptr || array->release == nullptr) return refuse("was released");
  if (schema->format == nullptr || std::string_view(schema->format) != "+s") return refuse("is no struct array");
  if (array->length < 0 || array->offset < 0) return refuse("has a negative length or offset");
  if (schema->n_children != array->n_children || schema->n_children < 0 ||
      (schema->n_children > 0 && (schema->children == nullptr || array->children == nullptr))) {
    return refuse("does not have the fields that its schema says");
  }

  struct Field {
    std::string_view name;
    std::optional<ArrowColumn> column = std::nullopt;
  };
  Field fields[] = {{"period"}, {"value"}, {"numerator"}, {"denominator"}, {"status"}, {"definition"}, {"recorded"}};
  auto& [period, value, numerator, denominator, status, definition, recorded] = fields;
  const auto rows = static_cast<std::size_t>(array->length);
  for (std::int64_t i = 0; i < schema->n_children; ++i) {
    const ArrowSchema* const child = schema->children[i];
    const std::string_view field = child == nullptr || child->name == nullptr ? "" : child->name;
    Field* known = nullptr;
    for (Field& one : fields) known = one.name == field ? &one : known;
    if (known == nullptr) return refuse(text("has a field \"", field, "\" that observations do not have"));
    if (known->column) return refuse(text("has the field \"", field, "\" twice"));
    known->column = read_column(call, text(name, "/", field), child, array->children[i],
                                static_cast<std::size_t>(array->offset), rows);
    if (!known->column) return;
    using Kind = ArrowColumn::Kind;
    const Kind kind = known->column->kind();
    const bool is_number = known == &value || known == &numerator || known == &denominator;
    const bool fits = kind == Kind::nothing || (is_number && kind == Kind::number) ||
                      (known == &recorded && kind == Kind::day) ||
                      (known == &period && (kind == Kind::text || kind == Kind::day)) ||
                      ((known == &status || known == &definition) && kind == Kind::text);
    if (!fits) {
      call.fail(TERTIAL_E_ARGUMENT, text(name, "/", field), "is of another type than this field takes");
      return;
    }
  }
  if (!period.column) return refuse("has no field \"period\"");
  // Its children have shown that it is as long as it says.
  if (array->null_count > 0 || (array->null_count < 0 && has_nulls(*array))) {
    return refuse("has rows that are null as a whole");
  }

  const auto refuse_cell = [&](std::string_view field, std::size_t row, tertial_status code, std::string_view why) {
    call.fail(code, text(name, "/", field, "/", row), why);
  };
  const auto day_of = [](std::int32_t day) -> std::optional<Date> {
    if (day < Date::earliest().days() || day > Date::latest().days()) return std::nullopt;
    return Date::from_days(day);
  };
  const auto number = [](const Field& field, std::size_t row) {
    return field.column ? field.column->number(row) : std::nullopt;
  };
  const auto word = [](const Field& field, std::size_t row) {
    return (field.column ? field.column->text(row) : std::nullopt).value_or(std::string_view());
  };
  out.reserve(out.size() + rows);
  for (std::size_t row = 0; row < rows; ++row) {
    Observation observation;
    if (const std::optional<std::string_view> written = period.column->text(row)) {
      const absl::StatusOr<Period> read = Period::parse(*written);
      if (!read.ok()) {
        return refuse_cell("period", row, TERTIAL_E_SYNTAX, tertial::from_absl(read.status().message()));
      }
      observation.period = *read;
    } else if (const std::optional<std::int32_t> day = period.column->day(row); day && day_of(*day)) {
      observation.period = Period::of(*day_of(*day), tertial::Granularity::day);
    } else {
      return refuse_cell("period", row, TERTIAL_E_ARGUMENT, "is null, or no day of the years 1900 to 2200");
    }
    observation.value = number(value, row);
    observation.numerator = number(numerator, row);
    observation.denominator = number(denominator, row);
    if (const std::string_view code = word(status, row); !code.empty()) {
      const std::optional<ObservationStatus> known = tertial::parse_observation_status(code);
      if (!known) return refuse_cell("status", row, TERTIAL_E_SCHEMA, "is no status that a plan may state");
      observation.status = *known;
    } else {
      observation.status = status_unstated(observation);
    }
    if (const std::string_view id = word(definition, row); !id.empty()) {
      observation.definition = definition_named(indicator, text(name, "/definition/", row), id, call);
      if (!call.ok()) return;
    }
    if (recorded.column) {
      if (const std::optional<std::int32_t> day = recorded.column->day(row)) {
        observation.recorded = day_of(*day);
        if (!observation.recorded) {
          return refuse_cell("recorded", row, TERTIAL_E_ARGUMENT, "is no day of the years 1900 to 2200");
        }
      }
    }
    out.push_back(observation);
  }
}

tertial_status add_all(Call& call, tertial_plan& plan, std::string_view indicator,
                       const std::vector<Observation>& observations) {
  const absl::Status status = plan.plan.alone().add_observations(
      indicator, observations.size(), [&](std::size_t i) -> const Observation& { return observations[i]; });
  return status.ok() ? TERTIAL_OK : call.fail(status, "indicator");
}

// Releases what a stream gave.
template <class Struct>
struct Received {
  Struct value = {};
  Received() = default;
  Received(const Received&) = delete;
  Received& operator=(const Received&) = delete;
  ~Received() {
    if (value.release != nullptr) value.release(&value);
  }
};

}  // namespace

tertial_status tertial_follow_up_arrow(const tertial_follow_up* review, int32_t table, int32_t language,
                                       struct ArrowSchema* schema, struct ArrowArray* array, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.out("schema", schema);
    call.out("array", array);
    ArrowTable written;
    write_checked(call, review, table, language, written);
    if (!call.ok()) return call.status();
    written.hand_over(schema, array);
    return TERTIAL_OK;
  });
}

tertial_status tertial_follow_up_arrow_stream(const tertial_follow_up* review, int32_t table, int32_t language,
                                              struct ArrowArrayStream* stream, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.out("stream", stream);
    ArrowTable written;
    write_checked(call, review, table, language, written);
    if (!call.ok()) return call.status();
    auto hold = std::make_unique<StreamHold>();
    written.hand_over(&hold->schema, &hold->array);
    *stream = {.get_schema = get_schema,
               .get_next = get_next,
               .get_last_error = get_last_error,
               .release = release_stream,
               .private_data = hold.release()};
    return TERTIAL_OK;
  });
}

tertial_status tertial_plan_add_observations_arrow(tertial_plan* plan, const char* indicator, size_t indicator_size,
                                                   const struct ArrowSchema* schema, const struct ArrowArray* array,
                                                   tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    const std::string_view id = call.text("indicator", indicator, indicator_size);
    if (!call.ok()) return call.status();
    const Indicator* const owner = indicator_of(*plan, id, call);
    if (owner == nullptr) return call.status();
    std::vector<Observation> observations;
    read_observations(call, *owner, "array", schema, array, observations);
    return call.ok() ? add_all(call, *plan, id, observations) : call.status();
  });
}

tertial_status tertial_plan_add_observations_stream(tertial_plan* plan, const char* indicator, size_t indicator_size,
                                                    struct ArrowArrayStream* stream, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    const std::string_view id = call.text("indicator", indicator, indicator_size);
    call.out("stream", stream);
    if (call.ok() && stream->release == nullptr) call.fail(TERTIAL_E_ARGUMENT, "stream", "was released");
    if (!call.ok()) return call.status();
    const Indicator* const owner = indicator_of(*plan, id, call);
    if (owner == nullptr) return call.status();
    const auto failed = [&] {
      const char* const why = stream->get_last_error == nullptr ? nullptr : stream->get_last_error(stream);
      return call.fail(TERTIAL_E_STREAM, "stream", why == nullptr ? "the stream failed and did not say why" : why);
    };
    Received<ArrowSchema> schema;
    if (stream->get_schema(stream, &schema.value) != 0) return failed();
    std::vector<Observation> observations;
    for (std::size_t batch = 0;; ++batch) {
      Received<ArrowArray> array;
      if (stream->get_next(stream, &array.value) != 0) return failed();
      if (array.value.release == nullptr) break;
      read_observations(call, *owner, text("stream/", batch), &schema.value, &array.value, observations);
      if (!call.ok()) return call.status();
    }
    return add_all(call, *plan, id, observations);
  });
}

tertial_status tertial_series_from_arrow(const struct ArrowSchema* schema, struct ArrowArray* array,
                                         tertial_period first, tertial_series** out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const Period begin = call.period("first", first);
    call.out("out", out);
    call.out("array", array);
    if (call.ok() && array->length < 0) call.fail(TERTIAL_E_ARGUMENT, "array", "has a negative length");
    if (!call.ok()) return call.status();
    const auto size = static_cast<std::size_t>(array->length);
    const std::optional<ArrowColumn> column = read_column(call, "array", schema, array, 0, size);
    if (!column) return call.status();
    if (std::string_view(schema->format) != "g") {
      return call.fail(TERTIAL_E_ARGUMENT, "array", "is no float64 array");
    }
    std::vector<std::uint8_t> present;
    if (array->null_count != 0 && array->buffers[0] != nullptr) {
      present.resize(size);
      for (std::size_t i = 0; i < size; ++i) present[i] = column->has(i) ? 1 : 0;
    }
    const double* const values = static_cast<const double*>(array->buffers[1]);
    const auto columns =
        tertial::SeriesColumns::make({.first = begin,
                                      .periods = size,
                                      .values = {values == nullptr ? values : values + array->offset, size},
                                      .present = present});
    if (!columns.ok()) return call.fail(columns.status(), "array");
    auto series = std::make_unique<tertial_series>(*columns);
    series->present = std::move(present);  // whose elements stay where they are
    series->array = *array;
    array->release = nullptr;
    *out = series.release();
    return TERTIAL_OK;
  });
}

tertial_status tertial_series_roll_up_arrow(const tertial_series* series, int32_t granularity,
                                            const tertial_rollup_rule* rule, struct ArrowSchema* schema,
                                            struct ArrowArray* array, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("series", series);
    const tertial::Granularity to = call.granularity("granularity", granularity);
    const tertial::RollUpRule by = rule_of(call, rule);
    call.out("schema", schema);
    call.out("array", array);
    if (!call.ok()) return call.status();
    const std::vector<PeriodGroup> groups = groups_of(call, *series, to);
    if (!call.ok()) return call.status();
    if (!groups.empty() && series->columns.rows() > std::size_t{INT32_MAX} / groups.size()) {
      return call.fail(TERTIAL_E_LIMIT, "series", "more lines than 32 bits count");
    }
    ArrowTable table;
    tertial::TableWriter& out = table;
    out.header({{"row", CellType::whole},
                {"period", CellType::text},
                {"value", CellType::number},
                {"based_on", CellType::whole},
                {"of", CellType::whole},
                {"unweighted", CellType::boolean},
                {"across_break", CellType::boolean}});
    for (std::size_t row = 0; row < series->columns.rows(); ++row) {
      for (const PeriodGroup& group : groups) {
        const tertial::RollUp rollup = series->columns.roll_up(row, by, group);
        out.number(static_cast<double>(row)).period(rollup.period).number(rollup.value).number(rollup.based_on);
        out.number(rollup.of).boolean(rollup.unweighted).boolean(rollup.across_break).end_row();
      }
    }
    table.hand_over(schema, array);
    return TERTIAL_OK;
  });
}

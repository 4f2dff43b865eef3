// Measures of case records.

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "call.hpp"
#include "measure_handles.hpp"
#include "tertial/text.hpp"

using namespace tertial::capi;
using tertial::Duration;
using tertial::DurationUnit;
using tertial::Measure;
using tertial::MeasuredTable;
using tertial::MeasureFrame;
using tertial::Records;
using tertial::text;
using tertial::Threads;

namespace {

static_assert(sizeof(std::size_t) == sizeof(std::uint64_t));

// What a measure says of the columns that it was given, whose names are those of the struct.
tertial_status fail_in(Call& call, std::string_view where, const absl::Status& status) {
  const tertial_status code = absl::IsOutOfRange(status) ? TERTIAL_E_LIMIT : TERTIAL_E_ARGUMENT;
  return call.fail_at_path(absl::InvalidArgumentError(absl::StrCat(tertial::to_absl(where), "/", status.message())),
                           code);
}

std::optional<Duration> duration_of(Call& call, const tertial_measure_options& given) {
  switch (call.one_of("options/duration_unit", given.duration_unit, TERTIAL_DURATION_MONTHS + 1)) {
    case TERTIAL_DURATION_SECONDS:
      return Duration::seconds(given.duration);
    case TERTIAL_DURATION_DAYS:
      return Duration::days(given.duration);
    case TERTIAL_DURATION_MONTHS:
      return Duration::months(given.duration);
    default:
      return std::nullopt;
  }
}

template <class One>
absl::StatusOr<Measure> any(absl::StatusOr<One> one) {
  if (!one.ok()) return one.status();
  return Measure(*std::move(one));
}

absl::StatusOr<Measure> make(Call& call, const tertial_measure_options& given, MeasureFrame frame) {
  const std::optional<Duration> duration = duration_of(call, given);
  const auto presence =
      static_cast<tertial::Presence>(call.one_of("options/presence", given.presence, TERTIAL_PRESENCE_THROUGHOUT + 1));
  std::optional<tertial::Granularity> per;
  if (given.has_per != 0) per = call.granularity("options/per", given.per);
  const int kind = call.one_of("options/kind", given.kind, TERTIAL_MEASURE_WINDOW + 1);
  if (!call.ok()) return absl::InvalidArgumentError("told already");
  const Duration length = duration.value_or(Duration::seconds(-1));  // which all refuse
  switch (kind) {
    case TERTIAL_MEASURE_COUNT:
      return any(
          tertial::CountMeasure::make({.frame = std::move(frame), .over = std::max(given.over, 1U), .per = per}));
    case TERTIAL_MEASURE_DISTINCT:
      return any(tertial::DistinctMeasure::make({.frame = std::move(frame)}));
    case TERTIAL_MEASURE_MEAN:
      return any(tertial::MeanMeasure::make({.frame = std::move(frame), .decimals = given.decimals}));
    case TERTIAL_MEASURE_DEADLINE:
      return any(tertial::DeadlineMeasure::make({.frame = std::move(frame), .within = length}));
    case TERTIAL_MEASURE_SNAPSHOT:
      return any(tertial::SnapshotMeasure::make(
          {.frame = std::move(frame), .longer_than = duration, .care_days = given.care_days != 0}));
    case TERTIAL_MEASURE_COHORT:
      return any(tertial::CohortMeasure::make({.frame = std::move(frame), .followed = length}));
    default:
      return any(tertial::WindowMeasure::make({.frame = std::move(frame),
                                               .window = length,
                                               .at_least = given.at_least,
                                               .presence = presence,
                                               .kinds = given.kinds}));
  }
}

// A column of numbers of one of several widths.
template <class Column, class... Widths>
Column column_of(Call& call, std::string_view name, const tertial_numbers& given, std::size_t rows) {
  Column column;
  if (given.data == nullptr) return column;
  bool known = false;
  const auto take = [&]<class T>(T) {
    if (given.width != sizeof(T)) return;
    known = true;
    column = call.array(name, static_cast<const T*>(given.data), rows);
  };
  (take(Widths{}), ...);
  if (!known) call.fail(TERTIAL_E_ARGUMENT, name, text("numbers of ", given.width, " bytes"));
  return column;
}
tertial::CodeColumn codes_of(Call& call, std::string_view name, const tertial_numbers& given, std::size_t rows) {
  return column_of<tertial::CodeColumn, std::uint8_t, std::uint16_t, std::uint32_t>(call, name, given, rows);
}
template <class T>
std::span<const T> span_of(Call& call, std::string_view name, const T* data, std::size_t rows) {
  if (data == nullptr) return {};
  return call.array(name, data, rows);
}

// The columns, each that is there as long as the struct says.
Records records_of(Call& call, const tertial_records* given) {
  constexpr std::array<std::string_view, TERTIAL_MAX_GROUPS> kGroups = {"records/groups/0", "records/groups/1",
                                                                        "records/groups/2", "records/groups/3"};
  const tertial_records known = call.in("records", given);
  const std::size_t rows = known.row_count;
  Records records;
  for (std::size_t i = 0; i < kGroups.size(); ++i) {
    records.groups[i] = codes_of(call, kGroups[i], known.groups[i], rows);
  }
  records.start = span_of(call, "records/start", known.start, rows);
  records.end = span_of(call, "records/end", known.end, rows);
  records.start_time = span_of(call, "records/start_time", known.start_time, rows);
  records.end_time = span_of(call, "records/end_time", known.end_time, rows);
  records.person =
      column_of<tertial::PersonColumn, std::uint32_t, std::uint64_t>(call, "records/person", known.person, rows);
  records.kind = codes_of(call, "records/kind", known.kind, rows);
  records.value = span_of(call, "records/value", known.value, rows);
  return records;
}

Threads threads_of(std::uint32_t threads) noexcept {
  constexpr std::uint32_t kMost = 256;  // more gain nothing anywhere, and a slip of a sign would start billions
  return {.count = std::clamp(threads, 1U, kMost)};
}

}  // namespace

tertial_status tertial_measure_new(const tertial_measure_options* options, tertial_measure** out,
                                   tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const tertial_measure_options given = call.in("options", options);
    call.out("out", out);
    if (!call.ok()) return call.status();
    MeasureFrame::Options frame = {.first = call.period("options/first", given.first),
                                   .last = call.period("options/last", given.last),
                                   .observed_until = call.date_or_none("options/observed_until", given.observed_until)};
    const std::span<const std::uint32_t> groups = call.array("options/groups", given.groups, given.group_count);
    if (!call.ok()) return call.status();
    if (groups.size() > TERTIAL_MAX_GROUPS) {
      return call.fail(TERTIAL_E_ARGUMENT, "options/group_count", "four groups are the most");
    }
    frame.groups.assign(groups.begin(), groups.end());
    absl::StatusOr<MeasureFrame> made = MeasureFrame::make(std::move(frame));
    if (!made.ok()) return fail_in(call, "options", made.status());
    absl::StatusOr<Measure> measure = make(call, given, *std::move(made));
    if (!call.ok()) return call.status();
    if (!measure.ok()) return fail_in(call, "options", measure.status());
    *out = new tertial_measure(*std::move(measure));
    return TERTIAL_OK;
  });
}

void tertial_measure_free(tertial_measure* measure) {
  if (measure != nullptr && measure->is_alive()) delete measure;
}

tertial_status tertial_measure_add(tertial_measure* measure, const tertial_records* records, uint32_t threads,
                                   tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("measure", measure);
    const Records given = records_of(call, records);
    if (!call.ok()) return call.status();
    const absl::Status added =
        std::visit([&](auto& one) { return one.add(given, threads_of(threads)); }, measure->measure);
    return added.ok() ? TERTIAL_OK : fail_in(call, "records", added);
  });
}

tertial_status tertial_measure_add_persons(tertial_measure* measure, const tertial_records* records, uint32_t threads,
                                           tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("measure", measure);
    const Records given = records_of(call, records);
    if (!call.ok()) return call.status();
    auto* const window = std::get_if<tertial::WindowMeasure>(&measure->measure);
    if (window == nullptr) return call.fail(TERTIAL_E_ARGUMENT, "measure", "only a window has persons listed");
    const absl::Status added = window->add_persons(given, threads_of(threads));
    return added.ok() ? TERTIAL_OK : fail_in(call, "records", added);
  });
}

tertial_status tertial_measure_merge(tertial_measure* measure, const tertial_measure* other, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("measure", measure);
    call.handle("other", other);
    if (!call.ok()) return call.status();
    const absl::Status merged = merge(measure->measure, other->measure);
    if (merged.ok()) return TERTIAL_OK;
    return call.fail(merged, "other", absl::IsOutOfRange(merged) ? TERTIAL_E_LIMIT : TERTIAL_E_ARGUMENT);
  });
}

tertial_status tertial_measure_write(const tertial_measure* measure, tertial_text** out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("measure", measure);
    call.out("out", out);
    if (!call.ok()) return call.status();
    *out = new tertial_text(std::visit([](const auto& one) { return one.serialize(); }, measure->measure));
    return TERTIAL_OK;
  });
}

tertial_status tertial_measure_read(const void* bytes, size_t size, tertial_measure** out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const std::span<const char> given = call.array("bytes", static_cast<const char*>(bytes), size);
    call.out("out", out);
    if (!call.ok()) return call.status();
    absl::StatusOr<Measure> measure = tertial::deserialize_measure({given.data(), given.size()});
    if (!measure.ok()) return call.fail(TERTIAL_E_SYNTAX, "bytes", tertial::from_absl(measure.status().message()));
    *out = new tertial_measure(*std::move(measure));
    return TERTIAL_OK;
  });
}

tertial_status tertial_measure_get_info(const tertial_measure* measure, tertial_measure_info* out,
                                        tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("measure", measure);
    call.out_struct("out", out);
    if (!call.ok()) return call.status();
    const MeasureFrame& frame =
        std::visit([](const auto& one) -> const MeasureFrame& { return one.options().frame; }, measure->measure);
    tertial_measure_info info{};
    info.kind = static_cast<std::int32_t>(measure->measure.index());
    info.first = frame.options().first.code();
    info.last = frame.options().last.code();
    info.group_count = static_cast<std::uint32_t>(frame.groups().size());
    std::copy(frame.groups().begin(), frame.groups().end(), info.groups);
    return put(out, info);
  });
}

tertial_status tertial_measure_finish(const tertial_measure* measure, uint32_t threads, tertial_measured** out,
                                      tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("measure", measure);
    call.out("out", out);
    if (!call.ok()) return call.status();
    *out = new tertial_measured(
        std::visit([&](const auto& one) { return one.finish(threads_of(threads)); }, measure->measure));
    return TERTIAL_OK;
  });
}

void tertial_measured_free(tertial_measured* measured) {
  if (measured != nullptr && measured->is_alive()) delete measured;
}

tertial_status tertial_measured_get_info(const tertial_measured* measured, tertial_measured_info* out,
                                         tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("measured", measured);
    call.out_struct("out", out);
    if (!call.ok()) return call.status();
    const MeasuredTable& table = measured->table;
    const auto counts = [](const tertial::RowCounts& rows) {
      return tertial_row_counts{.rows = rows.rows, .outside = rows.outside, .faulty = rows.faulty};
    };
    return put(out, {.struct_size = 0,
                     .decimals = table.decimals,
                     .first = table.frame.options().first.code(),
                     .last = table.frame.options().last.code(),
                     .period_count = table.frame.periods(),
                     .cell_count = table.frame.cells(),
                     .records = counts(table.counts),
                     .persons = counts(table.persons)});
  });
}

tertial_status tertial_measured_figures(const tertial_measured* measured, int32_t column, const int64_t** out,
                                        tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("measured", measured);
    const int which = call.one_of("column", column, TERTIAL_FIGURES_DAYS + 1);
    call.out("out", out);
    if (!call.ok()) return call.status();
    const MeasuredTable& table = measured->table;
    const std::array<const std::vector<std::int64_t>*, TERTIAL_FIGURES_DAYS + 1> columns = {
        &table.numerator, &table.denominator, &table.held, &table.days};
    const std::vector<std::int64_t>& figures = *columns[static_cast<std::size_t>(which)];
    *out = figures.empty() ? nullptr : figures.data();
    return TERTIAL_OK;
  });
}

tertial_status tertial_measured_values(const tertial_measured* measured, double* values, size_t capacity,
                                       tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("measured", measured);
    call.out("values", values);
    if (!call.ok()) return call.status();
    const MeasuredTable& table = measured->table;
    if (table.frame.figures() > capacity) {
      return call.fail(TERTIAL_E_LIMIT, "capacity", text("there are ", table.frame.figures(), " values"));
    }
    for (std::size_t i = 0; i < table.frame.figures(); ++i) values[i] = number_of(table.value(i));
    return TERTIAL_OK;
  });
}

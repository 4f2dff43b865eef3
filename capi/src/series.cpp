// Series over a caller's columns.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "call.hpp"
#include "rollup_record.hpp"
#include "series.hpp"
#include "tertial/text.hpp"

using namespace tertial::capi;
using tertial::Granularity;
using tertial::PeriodGroup;
using tertial::RollUp;
using tertial::RollUpRule;
using tertial::SeriesColumns;

namespace tertial::capi {

std::vector<PeriodGroup> groups_of(Call& call, const tertial_series& series, Granularity to) {
  std::vector<PeriodGroup> groups = series.columns.groups(to);
  if (groups.empty() && series.columns.periods() > 0) {
    call.fail(TERTIAL_E_NOT_FOUND, "granularity", "the periods of the series are part of none such");
  }
  return groups;
}

RollUpRule rule_of(Call& call, const tertial_rollup_rule* rule) {
  const tertial_rollup_rule given = call.in("rule", rule);
  RollUpRule result{.kind = static_cast<IndicatorKind>(call.one_of("rule/kind", given.kind, TERTIAL_INDEX + 1)),
                    .share_of_snapshots = given.of_snapshots != 0};
  if (given.scale != 0) result.scale = call.number_or_none("rule/scale", given.scale).value_or(1);
  return result;
}

}  // namespace tertial::capi

tertial_status tertial_series_new(const tertial_series_columns* columns, tertial_series** out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const tertial_series_columns given = call.in("columns", columns);
    call.out("out", out);
    if (!call.ok()) return call.status();
    if (given.period_count > 0 && given.row_count > std::size_t{PTRDIFF_MAX} / sizeof(double) / given.period_count) {
      return call.fail(TERTIAL_E_ARGUMENT, "columns/row_count", "more cells than an address space holds");
    }
    const std::size_t cells = given.row_count * given.period_count;
    SeriesColumns::Options options;
    options.periods = given.period_count;
    if (given.periods != nullptr) {
      options.codes = call.array("columns/periods", given.periods, given.period_count);
    } else if (given.period_count > 0) {
      options.first = call.period("columns/first", given.first);
    }
    options.values = call.array("columns/values", given.values, cells);
    if (given.valid != nullptr) options.present = call.array("columns/valid", given.valid, cells);
    if (given.numerators != nullptr) options.numerators = call.array("columns/numerators", given.numerators, cells);
    if (given.denominators != nullptr) {
      options.denominators = call.array("columns/denominators", given.denominators, cells);
    }
    if (given.definitions != nullptr) {
      options.definitions = call.array("columns/definitions", given.definitions, given.period_count);
    }
    if (!call.ok()) return call.status();
    const absl::StatusOr<SeriesColumns> made = SeriesColumns::make(options);
    if (!made.ok()) {
      return call.fail_at_path(absl::InvalidArgumentError(absl::StrCat("columns/", made.status().message())),
                               TERTIAL_E_ARGUMENT);
    }
    *out = new tertial_series(*made);
    return TERTIAL_OK;
  });
}

void tertial_series_free(tertial_series* series) {
  if (series != nullptr && series->is_alive()) delete series;
}

tertial_status tertial_series_roll_up_count(const tertial_series* series, int32_t granularity, size_t* out,
                                            tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("series", series);
    const Granularity to = call.granularity("granularity", granularity);
    call.out("out", out);
    if (!call.ok()) return call.status();
    const std::vector<PeriodGroup> groups = groups_of(call, *series, to);
    if (!call.ok()) return call.status();
    *out = groups.size();
    return TERTIAL_OK;
  });
}

tertial_status tertial_series_roll_up(const tertial_series* series, int32_t granularity,
                                      const tertial_rollup_rule* rule, const tertial_rollup_columns* columns,
                                      tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("series", series);
    const Granularity to = call.granularity("granularity", granularity);
    const RollUpRule by = rule_of(call, rule);
    const tertial_rollup_columns room = call.in("columns", columns);
    if (!call.ok()) return call.status();
    const std::vector<PeriodGroup> groups = groups_of(call, *series, to);
    if (!call.ok()) return call.status();
    if (groups.size() > room.period_capacity) {
      return call.fail(TERTIAL_E_LIMIT, "columns/period_capacity",
                       tertial::text("there are ", groups.size(), " periods"));
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (room.periods != nullptr) room.periods[i] = groups[i].period.code();
      if (room.of != nullptr) room.of[i] = groups[i].of;
    }
    std::size_t cell = 0;
    for (std::size_t row = 0; row < series->columns.rows(); ++row) {
      for (const PeriodGroup& group : groups) {
        const RollUp rollup = series->columns.roll_up(row, by, group);
        if (room.values != nullptr) room.values[cell] = number_of(rollup.value);
        if (room.based_on != nullptr) room.based_on[cell] = rollup.based_on;
        if (room.marks != nullptr) room.marks[cell] = static_cast<std::uint8_t>(marks_of(rollup));
        ++cell;
      }
    }
    return TERTIAL_OK;
  });
}

// Many series of the same periods over columns that somebody else owns, rolled up without copying them.
//
//   auto columns = SeriesColumns::make({.first = january, .periods = 12, .values = values});   // 1 row, or a matrix
//   std::vector<PeriodGroup> groups = columns->groups(Granularity::tertial);
//   columns->roll_up(0, {.kind = IndicatorKind::flow}, groups[0]).value;    // of the first row's first tertial
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tertial/calendar/granularity.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/indicator/rollup.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

// Columns of a longer period: the half-open range of those it is made from.
struct PeriodGroup {
  Period period;
  std::size_t begin = 0;
  std::size_t end = 0;
  int of = 0;  // periods that the longer one holds, here or not
};

// A matrix of figures, a row a series and a column a period. Borrows everything: what the spans show must outlive it.
class SeriesColumns {
 public:
  struct Options {
    Period first = {};                          // of consecutive periods, where `codes` is empty
    std::size_t periods = 0;                    // how many
    std::span<const std::uint32_t> codes = {};  // Period::code() of each, ascending and of one granularity
    // A cell for each row and period, row by row. A figure that is not there is NaN, or 0 in `present`, which where
    // given stands beside `values` and decides alone; infinities are no figures.
    std::span<const double> values = {};
    std::span<const std::uint8_t> present = {};
    std::span<const double> numerators = {};    // none, or as many as values
    std::span<const double> denominators = {};  // none, or as many as values
    // By which definition each period was counted; others than those before are not pooled with them. None: one for
    // all.
    std::span<const std::uint8_t> definitions = {};
  };

  // InvalidArgument "column: what": codes that are none, not ascending or of several granularities; columns of other
  // lengths than rows x periods; periods that leave the years 1900 to 2200.
  [[nodiscard]] static absl::StatusOr<SeriesColumns> make(const Options& options);

  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] std::size_t periods() const noexcept { return options_.periods; }
  [[nodiscard]] Granularity granularity() const noexcept { return options_.first.granularity(); }
  // Of a column, which is below periods().
  [[nodiscard]] Period period(std::size_t column) const noexcept {
    if (options_.codes.empty()) return options_.first + static_cast<int>(column);
    return *Period::from_code(options_.codes[column]);
  }
  // Nothing where there is no figure.
  [[nodiscard]] std::optional<double> value(std::size_t row, std::size_t column) const noexcept {
    const std::size_t at = row * options_.periods + column;
    const double value = options_.values[at];
    const bool there = options_.present.empty() || options_.present[at] != 0;
    return there && std::isfinite(value) ? std::optional(value) : std::nullopt;
  }

  // The periods of granularity `to` that these belong to, in time order; empty where they belong to none.
  [[nodiscard]] std::vector<PeriodGroup> groups(Granularity to) const;

  // As roll_up() of rollup.hpp does it for the same figures. A share is counted from the two columns.
  [[nodiscard]] RollUp roll_up(std::size_t row, const RollUpRule& rule, const PeriodGroup& group) const noexcept;

  [[nodiscard]] const Options& options() const noexcept { return options_; }

 private:
  explicit SeriesColumns(const Options& options) noexcept : options_(options) {}

  [[nodiscard]] static std::optional<double> figure(std::span<const double> column, std::size_t at) noexcept {
    return !column.empty() && std::isfinite(column[at]) ? std::optional(column[at]) : std::nullopt;
  }

  Options options_;
  std::size_t rows_ = 0;
};

inline absl::StatusOr<SeriesColumns> SeriesColumns::make(const Options& options) {
  SeriesColumns columns(options);
  Options& own = columns.options_;
  if (!own.codes.empty()) {
    own.periods = own.codes.size();
    std::optional<Period> before;
    for (std::size_t i = 0; i < own.codes.size(); ++i) {
      const std::optional<Period> period = Period::from_code(own.codes[i]);
      if (!period) return absl::InvalidArgumentError(text("periods/", i, ": ", own.codes[i], " is no period"));
      if (before && before->granularity() != period->granularity()) {
        return absl::InvalidArgumentError(
            text("periods/", i, ": ", period->to_string(), " is not of the length of ", before->to_string()));
      }
      if (before && !(*before < *period)) {
        return absl::InvalidArgumentError(
            text("periods/", i, ": ", period->to_string(), " does not come after ", before->to_string()));
      }
      before = period;
    }
    own.first = *Period::from_code(own.codes.front());
  } else if (own.periods > 0) {
    const Period last_known = Period::of(Date::latest(), own.first.granularity());
    if (!Period::from_code(own.first.code())) return absl::InvalidArgumentError("first: that is no period");
    if (own.periods > static_cast<std::size_t>(last_known - own.first) + 1) {
      return absl::InvalidArgumentError(
          text("periods: ", own.periods, " from ", own.first.to_string(), " on go beyond the year ", kLastYear));
    }
  }
  const std::size_t cells = own.values.size();
  if (own.periods == 0 ? cells != 0 : cells % own.periods != 0) {
    return absl::InvalidArgumentError(text("values: ", cells, " are no whole rows of ", own.periods, " periods"));
  }
  columns.rows_ = own.periods == 0 ? 0 : cells / own.periods;
  for (const auto& [name, size] : {std::pair("present", own.present.size()),
                                   {"numerators", own.numerators.size()},
                                   {"denominators", own.denominators.size()}}) {
    if (size == 0 || size == cells) continue;
    return absl::InvalidArgumentError(text(name, ": ", size, ", where there are ", cells, " values"));
  }
  if (!own.definitions.empty() && own.definitions.size() != own.periods) {
    return absl::InvalidArgumentError(
        text("definitions: ", own.definitions.size(), ", where there are ", own.periods, " periods"));
  }
  return columns;
}

inline std::vector<PeriodGroup> SeriesColumns::groups(Granularity to) const {
  std::vector<PeriodGroup> result;
  PeriodRange inside;
  for (std::size_t column = 0; column < options_.periods; ++column) {
    const Period here = period(column);
    if (!inside.contains(here)) {
      const std::optional<Period> parent = here.parent(to);
      if (!parent) return result;  // as for every one of these
      inside = parent->children(here.granularity());
      result.push_back({.period = *parent, .begin = column, .end = column, .of = static_cast<int>(inside.size())});
    }
    ++result.back().end;
  }
  return result;
}

inline RollUp SeriesColumns::roll_up(std::size_t row, const RollUpRule& rule, const PeriodGroup& group) const noexcept {
  RollUpSums sums(rule);
  const std::size_t row_begin = row * options_.periods;
  for (std::size_t column = group.begin; column < group.end; ++column) {
    const std::size_t at = row_begin + column;
    const DefinitionRef definition =
        options_.definitions.empty() ? DefinitionRef() : DefinitionRef::from_code(options_.definitions[column]);
    if (sums.divides()) {
      const std::optional<double> numerator = figure(options_.numerators, at);
      const std::optional<double> denominator = figure(options_.denominators, at);
      if (numerator && denominator) sums.add_counts(*numerator, *denominator, definition);
    } else if (const std::optional<double> figure_here = value(row, column)) {
      sums.add_value(*figure_here, figure(options_.denominators, at), definition);
    }
  }
  return sums.result(group.period, group.of);
}

}  // namespace v1
}  // namespace tertial

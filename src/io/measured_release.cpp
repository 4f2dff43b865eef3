#include "tertial/io/measured_release.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>

#include "tertial/measure/disclosure/protect.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

// The columns of a table of counts: the periods that are over, and the sums over them that are published too.
struct PeriodColumns {
  std::vector<CountColumn> columns;
  std::vector<Period> sums;  // after the periods
  std::size_t periods = 0;   // that are over
};

PeriodColumns columns_of(const MeasureFrame& frame, const SpecDisclosure& disclosure, bool adds_up) {
  PeriodColumns result;
  while (result.periods < frame.periods() && frame.is_over(result.periods)) ++result.periods;
  std::vector<Period> parts;
  for (std::size_t i = 0; i < result.periods; ++i) {
    parts.push_back(frame.period(i));
    result.columns.push_back({.label = parts.back().to_string()});
  }
  const int months = months_in(frame.granularity());
  if (!adds_up || parts.empty()) return result;
  for (const Granularity granularity : disclosure.sums) {
    const bool is_sum = months > 0 && months_in(granularity) > months && months_in(granularity) % months == 0;
    const bool is_sum_of_days = frame.granularity() == Granularity::day;
    if (!is_sum && !is_sum_of_days) continue;
    std::vector<Period> made;
    const std::size_t end = result.columns.size();
    for (Period sum = Period::of(frame.first_day(), granularity); sum.first() <= parts[result.periods - 1].last();
         sum = sum + 1) {
      // Known as a whole only where all of it lies in the range and is over.
      if (sum.first() < frame.first_day() || sum.last() > parts[result.periods - 1].last()) continue;
      const auto place = static_cast<std::uint32_t>(result.columns.size());
      result.columns.push_back({.label = sum.to_string()});
      made.push_back(sum);
      // Whatever is no part of another sum yet.
      for (std::size_t i = 0; i < end; ++i) {
        const Period part = i < result.periods ? parts[i] : result.sums[i - result.periods];
        if (!result.columns[i].part_of && sum.contains(part)) result.columns[i].part_of = place;
      }
    }
    result.sums.insert(result.sums.end(), made.begin(), made.end());
  }
  return result;
}

// Counts by cell and period; a table's layer.
using Layer = std::vector<std::int64_t>;

// Which cells and periods are hidden, and the sums that must be.
struct Hidden {
  std::vector<bool> figures;
  std::vector<HiddenSum> sums;
};

class MeasureProtection {
 public:
  MeasureProtection(const MeasureFrame& frame, const SpecDisclosure& disclosure, std::size_t cells, bool adds_up)
      : frame_(frame), disclosure_(disclosure), cells_(cells), columns_(columns_of(frame, disclosure, adds_up)) {}

  // Rows are cells. Where sums over them are not published, each row is a table of its own.
  absl::StatusOr<Hidden> protect(const std::vector<Layer>& layers) const {
    Hidden hidden{.figures = std::vector<bool>(cells_ * frame_.periods()), .sums = {}};
    if (columns_.periods == 0 || cells_ == 0) return hidden;
    const std::size_t rows = disclosure_.totals ? cells_ : 1;
    for (std::size_t first = 0; first < cells_; first += rows) {
      if (absl::Status status = protect_rows(layers, first, rows, hidden); !status.ok()) return status;
    }
    return hidden;
  }

 private:
  absl::Status protect_rows(const std::vector<Layer>& layers, std::size_t first, std::size_t rows,
                            Hidden& hidden) const {
    const DisclosurePolicy& policy = disclosure_.policy;
    // Most rows have nothing to hide. A sum, or what a period leaves of one, is small only where a period is.
    if (!disclosure_.totals && !has_small(layers, first)) return absl::OkStatus();
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < rows; ++i) labels.push_back(text(first + i + 1));
    const TableMargins margins = {.row_totals = false, .column_totals = disclosure_.totals, .grand_total = false};
    absl::StatusOr<TableShape> shape = TableShape::make(std::move(labels), columns_.columns, margins);
    if (!shape.ok()) return shape.status();
    std::vector<CountTable> tables;
    for (const Layer& layer : layers) {
      std::vector<std::int64_t> counts;
      for (std::size_t cell = first; cell < first + rows; ++cell) {
        const auto begin = layer.begin() + static_cast<std::ptrdiff_t>(cell * frame_.periods());
        counts.insert(counts.end(), begin, begin + static_cast<std::ptrdiff_t>(columns_.periods));
      }
      absl::StatusOr<CountTable> table = CountTable::make(*shape, counts);
      if (!table.ok()) return table.status();
      tables.push_back(*std::move(table));
    }
    const absl::StatusOr<Protection> made = tertial::protect(tables, policy);
    if (!made.ok()) return made.status();
    for (std::uint32_t row = 0; row <= rows; ++row) {
      const bool is_total = row == rows;
      if (is_total && !disclosure_.totals) break;
      for (std::uint32_t column = 0; column < columns_.columns.size(); ++column) {
        if (!made->pattern.is_hidden({.row = row, .column = column})) continue;
        if (!is_total && column < columns_.periods) {
          hidden.figures[(first + row) * frame_.periods() + column] = true;
          continue;
        }
        HiddenSum sum;
        if (!is_total) sum.cell = first + row;
        sum.period = column < columns_.periods ? frame_.period(column) : columns_.sums[column - columns_.periods];
        hidden.sums.push_back(sum);
      }
    }
    return absl::OkStatus();
  }

  [[nodiscard]] bool has_small(const std::vector<Layer>& layers, std::size_t row) const {
    for (const Layer& layer : layers) {
      for (std::size_t i = 0; i < columns_.periods; ++i) {
        if (disclosure_.policy.is_small(layer[row * frame_.periods() + i])) return true;
      }
    }
    return false;
  }

  const MeasureFrame& frame_;
  const SpecDisclosure& disclosure_;
  std::size_t cells_;
  PeriodColumns columns_;
};

std::vector<Layer> layers_of(const SpecMeasure& measure, const MeasuredFigures& figures) {
  if (!measure.is_share()) {
    const bool counts_denominators = measure.kind == MeasureKind::mean || measure.kind == MeasureKind::snapshot;
    return {counts_denominators ? figures.denominator : figures.numerator};
  }
  Layer rest = figures.denominator;
  for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= figures.numerator[i];
  return {figures.numerator, std::move(rest)};
}

// So many days can be those of few people only where there are no more of them than few people have.
bool are_days_of_few(std::int64_t days, Period period, const DisclosurePolicy& policy) {
  const std::int64_t length = period.last() - period.first() + 1;
  return days > 0 && days <= (policy.threshold - 1) * length;
}

ReleasedFigure shown_figure(const MeasuredFigures& figures, std::size_t at) {
  ReleasedFigure result;
  const bool has_numerator = !figures.numerator.empty();
  const bool has_denominator = !figures.denominator.empty();
  if (has_numerator) {
    result.numerator = static_cast<double>(figures.numerator[at]) / std::pow(10.0, figures.decimals);
  }
  if (has_denominator) result.denominator = figures.denominator[at];
  if (!has_numerator) {
    result.value = static_cast<double>(*result.denominator);
  } else if (!has_denominator) {
    result.value = result.numerator;
  } else if (*result.denominator > 0) {
    result.value = *result.numerator / static_cast<double>(*result.denominator);
  } else {
    result.status = ObservationStatus::missing;
  }
  return result;
}

std::vector<std::vector<std::string>> labels_of(const MeasureSpec& spec, const MeasuredFigures& figures) {
  std::vector<std::vector<std::string>> result = figures.values;
  for (std::size_t i = 0; i < result.size(); ++i) {
    for (std::string& value : result[i]) {
      for (const auto& [name, label] : spec.groups[i].labels) {
        if (name == value) {
          value = label;
          break;
        }
      }
    }
  }
  return result;
}

absl::Status refused(const SpecMeasure& measure, const absl::Status& status) {
  return absl::Status(status.code(), to_absl(text("the measure \"", measure.id,
                                                  "\" cannot be protected: ", from_absl(status.message()))));
}

absl::StatusOr<ReleasedMeasure> release_one(const MeasureSpec& spec, const SpecMeasure& measure,
                                            const MeasureFrame& frame, const MeasuredFigures& figures) {
  ReleasedMeasure result{.id = measure.id,
                         .kind = measure.kind,
                         .title = measure.title,
                         .has_held = measure.kind == MeasureKind::deadline || measure.kind == MeasureKind::cohort,
                         .has_days = measure.care_days,
                         .values = figures.values,
                         .labels = labels_of(spec, figures),
                         .cells = figures.cells,
                         .rows = figures.rows,
                         .persons = figures.persons};
  Hidden hidden{.figures = std::vector<bool>(figures.cells * frame.periods()), .sums = {}};
  Hidden hidden_held = hidden;
  if (spec.disclosure) {
    const MeasureProtection protection(frame, *spec.disclosure, figures.cells, measure.adds_up());
    absl::StatusOr<Hidden> made = protection.protect(layers_of(measure, figures));
    if (!made.ok()) return refused(measure, made.status());
    hidden = *std::move(made);
    if (result.has_held) {
      absl::StatusOr<Hidden> held = protection.protect({figures.held});
      if (!held.ok()) return refused(measure, held.status());
      hidden_held = *std::move(held);
    }
  }
  for (std::size_t cell = 0; cell < figures.cells; ++cell) {
    for (std::size_t i = 0; i < frame.periods(); ++i) {
      const std::size_t at = cell * frame.periods() + i;
      ReleasedFigure& figure = result.figures.emplace_back();
      if (!frame.is_over(i)) {
        figure.status = ObservationStatus::not_due;
        continue;
      }
      if (hidden.figures[at]) {
        figure.status = ObservationStatus::suppressed;
        result.hides_some = true;
        continue;
      }
      figure = shown_figure(figures, at);
      if (result.has_held) {
        if (!hidden_held.figures[at]) figure.held = figures.held[at];
        result.hides_some = result.hides_some || hidden_held.figures[at];
      }
      if (result.has_days) {
        const bool hides_days =
            spec.disclosure && are_days_of_few(figures.days[at], frame.period(i), spec.disclosure->policy);
        if (!hides_days) figure.days = figures.days[at];
        result.hides_some = result.hides_some || hides_days;
      }
    }
  }
  result.hidden_sums = std::move(hidden.sums);
  result.hides_some = result.hides_some || !result.hidden_sums.empty() || !hidden_held.sums.empty();
  // Periods that are not over have figures too, which the counts of rows would give away.
  result.hides_some = result.hides_some || (spec.disclosure && !frame.is_over(frame.periods() - 1));
  return result;
}

}  // namespace

std::vector<std::size_t> ReleasedMeasure::places(std::size_t cell) const {
  std::vector<std::size_t> result(values.size());
  for (std::size_t i = values.size(); i-- > 0;) {
    result[i] = cell % values[i].size();
    cell /= values[i].size();
  }
  return result;
}

absl::StatusOr<MeasureRelease> release(const MeasureSpec& spec, const MeasuredRecords& counted) {
  MeasureRelease result{.periods = counted.periods,
                        .disclosure = spec.disclosure,
                        .records = counted.records,
                        .persons = counted.persons};
  for (const SpecGroup& group : spec.groups) result.groups.push_back(group.id);
  for (std::size_t i = 0; i < spec.measures.size(); ++i) {
    absl::StatusOr<ReleasedMeasure> one = release_one(spec, spec.measures[i], counted.periods, counted.figures[i]);
    if (!one.ok()) return one.status();
    result.measures.push_back(*std::move(one));
  }
  return result;
}

}  // namespace v1
}  // namespace tertial

// What may leave of measured figures: with small ones hidden, as the spec asks, and what that hides with them.
//
//   absl::StatusOr<MeasureRelease> leaves = release(*spec, *counted);
//   leaves->measures[0].at(cell, period).status;     // suppressed, and no figure
//   std::string csv = write_measures_csv(*leaves);
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "tertial/calendar/date.hpp"
#include "tertial/indicator/observation.hpp"
#include "tertial/io/measure_spec.hpp"
#include "tertial/io/record_measuring.hpp"
#include "tertial/io/table_import.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {

// Status normal: figures stand as they are. Missing: there is nobody to make a value of. Not due: the period is not over.
// Suppressed: none of them leaves. What was held back, and care days, may be hidden where the others are shown.
struct ReleasedFigure {
  ObservationStatus status = ObservationStatus::normal;
  std::optional<double> value = std::nullopt;
  std::optional<double> numerator = std::nullopt;  // in units, also where it is a sum of values
  std::optional<std::int64_t> denominator = std::nullopt;
  std::optional<std::int64_t> held = std::nullopt;
  std::optional<std::int64_t> days = std::nullopt;

  friend bool operator==(const ReleasedFigure&, const ReleasedFigure&) = default;
};

// A sum over periods that would give hidden figures away, so that it must not be published either. Without a cell it is
// the sum of all of them.
struct HiddenSum {
  std::optional<std::size_t> cell = std::nullopt;
  Period period = {};

  friend bool operator==(const HiddenSum&, const HiddenSum&) = default;
};

struct ReleasedMeasure {
  std::string id;
  MeasureKind kind = MeasureKind::count;
  std::string title = {};
  bool has_held = false;
  bool has_days = false;
  std::vector<std::vector<std::string>> values = {};  // of each group
  std::vector<std::vector<std::string>> labels = {};  // the same as they are written
  std::size_t cells = 0;
  std::vector<ReleasedFigure> figures = {};  // by cell and period
  std::vector<HiddenSum> hidden_sums = {};
  bool hides_some = false;
  RowCounts rows = {};  // those of people: with what is shown they can tell what is hidden
  RowCounts persons = {};

  // The places of a cell's values in their groups.
  [[nodiscard]] std::vector<std::size_t> places(std::size_t cell) const;
};

struct MeasureRelease {
  MeasureFrame periods;
  std::vector<std::string> groups = {};  // ids
  std::optional<SpecDisclosure> disclosure = {};
  FileCounts records = {};
  std::optional<FileCounts> persons = {};
  std::vector<ReleasedMeasure> measures = {};

  [[nodiscard]] const ReleasedFigure& at(std::size_t measure, std::size_t cell, std::size_t period) const noexcept {
    return measures[measure].figures[cell * periods.periods() + period];
  }
  // Whether anything is hidden.
  [[nodiscard]] bool hides_some() const noexcept {
    for (const ReleasedMeasure& measure : measures) {
      if (measure.hides_some) return true;
    }
    return false;
  }
};

// Each measure is protected by itself: counts (of a mean, how many there are) and, of shares, numerators together with
// what they leave of the denominators; of measures that add up also against the sums that the spec names. What was held
// back is a table of its own. Care days are hidden too where they may be those of few. What two measures of one spec, or
// figures that look back over others, tell about each other is not counted in.
//
// Where the spec has no disclosure control nothing is hidden. `counted` was made with `spec`. Errors: FailedPrecondition
// where there is no protecting pattern, InvalidArgument where there are too many figures for one; messages have no figure.
[[nodiscard]] absl::StatusOr<MeasureRelease> release(const MeasureSpec& spec, const MeasuredRecords& counted);

// A line for each figure, UTF-8, commas between and CR LF at the end: measure, a column for each group, period,
// numerator, denominator, held, days where some measure has them, value, status.
[[nodiscard]] std::string write_measures_csv(const MeasureRelease& release);
// The same as JSON, with what became of the rows. How many these are is left out of it where something is hidden that
// they could tell.
[[nodiscard]] std::string write_measures_json(const MeasureRelease& release);

// InvalidArgument with a Fault, a JSON pointer into the spec, where it names an indicator that the plan does not have, or
// one twice. To be asked before a large file is read; put_measures() asks it too.
[[nodiscard]] absl::Status check_measured_indicators(const Plan& plan, const MeasureSpec& spec);

// The figures of the indicators that the spec names, in a copy of the plan: those of periods that are over. Suppressed
// ones are observations with status confidential and no figure. A value of a share or of a mean is rounded to the
// indicator's decimals, or to two. An observation that says the same is no change; another takes its place, or with
// `recorded` becomes a correction of that day. InvalidArgument with a Fault: no such indicator in the plan, a group's
// value that no row has, a correction recorded before what it corrects.
[[nodiscard]] absl::StatusOr<ImportResult> put_measures(const Plan& plan, const MeasureSpec& spec,
                                                        const MeasureRelease& release,
                                                        const ImportOptions& options = {});

}  // namespace v1
}  // namespace tertial

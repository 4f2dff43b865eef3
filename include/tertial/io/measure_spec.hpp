// What to count from a file of case records, and how to read the file: the document that `tertial measure` takes.
//
//   absl::StatusOr<MeasureSpec> spec = read_measure_spec(json);
//   spec.status().message();          // "/measures/0/within: ..." where it is not what it should be
//   spec->measures[0].id;             // "assessed"
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tertial/calendar/date.hpp"
#include "tertial/calendar/granularity.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/io/csv_dialect.hpp"
#include "tertial/measure/disclosure/policy.hpp"
#include "tertial/measure/duration.hpp"
#include "tertial/measure/window_measure.hpp"

namespace tertial {
inline namespace v1 {

enum class MeasureKind : std::uint8_t { count, distinct, mean, deadline, snapshot, cohort, window };
inline constexpr std::array<std::string_view, 7> kMeasureKinds = {"count",    "distinct", "mean",  "deadline",
                                                                  "snapshot", "cohort",   "window"};
[[nodiscard]] constexpr std::string_view to_string(MeasureKind kind) noexcept {
  return kMeasureKinds[static_cast<std::size_t>(kind)];
}

// Which of a measure's figures an indicator gets. Ongoing and longer are a snapshot's denominator and numerator.
enum class MeasureFigure : std::uint8_t { value, numerator, denominator, ongoing, longer, days };
inline constexpr std::array<std::string_view, 6> kMeasureFigures = {"value",   "numerator", "denominator",
                                                                    "ongoing", "longer",    "days"};
[[nodiscard]] constexpr std::string_view to_string(MeasureFigure figure) noexcept {
  return kMeasureFigures[static_cast<std::size_t>(figure)];
}

// A column of the file, by its heading or else by its position from 1.
struct SpecColumn {
  std::string heading = {};
  std::uint32_t position = 0;
  bool is_time = false;  // it has times of day, as against dates

  friend bool operator==(const SpecColumn&, const SpecColumn&) = default;
};

// The columns that measures read, by the part they play.
struct SpecColumns {
  std::optional<SpecColumn> start = {};
  std::optional<SpecColumn> end = {};
  std::optional<SpecColumn> person = {};
  std::optional<SpecColumn> kind = {};
  std::optional<SpecColumn> value = {};

  friend bool operator==(const SpecColumns&, const SpecColumns&) = default;
};

// Rows that count: those with one of the values, those with none of them, or those with a day from one to another, ends
// included. A row without a value has none of them, and one without a day is none of those days.
struct SpecFilter {
  enum class Rule : std::uint8_t { one_of, not_one_of, between };
  SpecColumn column;
  Rule rule = Rule::one_of;
  std::vector<std::string> values = {};
  std::optional<Date> from = {};
  std::optional<Date> to = {};

  friend bool operator==(const SpecFilter&, const SpecFilter&) = default;
};

struct SpecGroup {
  static constexpr std::uint32_t kMostValues = 200;

  std::string id;
  SpecColumn column;
  std::vector<std::string> values = {};    // in the order of the figures; empty: learned, in the order of their letters
  std::uint32_t max_values = kMostValues;  // to be learned
  std::vector<std::pair<std::string, std::string>> labels = {};  // of values, for what is written

  [[nodiscard]] bool is_learned() const noexcept { return values.empty(); }
  friend bool operator==(const SpecGroup&, const SpecGroup&) = default;
};

// The figures of one cell that go to an indicator of a plan.
struct SpecIndicator {
  std::string id;
  std::vector<std::string> groups = {};  // a value of each group, in their order
  MeasureFigure figure = MeasureFigure::value;

  friend bool operator==(const SpecIndicator&, const SpecIndicator&) = default;
};

struct SpecMeasure {
  std::string id;
  MeasureKind kind = MeasureKind::count;
  std::string title = {};
  SpecColumns columns = {};                  // those of the spec, but for what this one has of its own
  std::vector<SpecFilter> filters = {};      // beside those of the spec
  std::uint32_t over = 1;                    // count
  std::optional<Granularity> per = {};       // count
  int decimals = 3;                          // mean
  Duration within = {};                      // deadline
  std::optional<Duration> longer_than = {};  // snapshot
  bool care_days = false;                    // snapshot
  Duration followed = {};                    // cohort
  Duration window = Duration::months(12);    // window
  std::uint32_t at_least = 1;
  Presence presence = Presence::listed;
  std::vector<std::string> kinds = {};
  std::vector<SpecIndicator> indicators = {};

  // A share has a numerator that is a part of its denominator.
  [[nodiscard]] bool is_share() const noexcept {
    return kind == MeasureKind::deadline || kind == MeasureKind::cohort || kind == MeasureKind::window ||
           (kind == MeasureKind::snapshot && longer_than);
  }
  // Whether what it counts in the parts of a period adds up to what it counts in the period.
  [[nodiscard]] bool adds_up() const noexcept {
    return (kind == MeasureKind::count && over == 1) || kind == MeasureKind::mean || kind == MeasureKind::deadline ||
           kind == MeasureKind::cohort;
  }
  friend bool operator==(const SpecMeasure&, const SpecMeasure&) = default;
};

// The file of persons, for windows.
struct SpecPersons {
  CsvDialect csv = {};  // the spec's, where it has none of its own
  SpecColumns columns = {};
  std::vector<SpecFilter> filters = {};
  std::vector<SpecColumn> groups = {};  // of each group its column here

  friend bool operator==(const SpecPersons&, const SpecPersons&) = default;
};

struct SpecDisclosure {
  DisclosurePolicy policy = {};
  // Sums over periods that are published as well, from the shorter to the longer, so that no hidden figure may be left
  // over when they are known; of measures that add up.
  std::vector<Granularity> sums = {Granularity::tertial, Granularity::year};
  bool totals = false;  // sums over all groups are published as well

  friend bool operator==(const SpecDisclosure&, const SpecDisclosure&) = default;
};

struct MeasureSpec {
  static constexpr std::size_t kMostMeasures = 64;
  static constexpr std::size_t kMostFigures = std::size_t{1} << 22;  // of a measure

  std::string title = {};
  CsvDialect csv = {};
  SpecColumns columns = {};
  std::vector<SpecFilter> filters = {};
  std::vector<SpecGroup> groups = {};
  Period first = {};
  Period last = {};
  std::optional<Date> observed_until = {};
  std::optional<SpecPersons> persons = {};
  std::optional<SpecDisclosure> disclosure = SpecDisclosure();  // nothing: figures leave as they are
  std::vector<SpecMeasure> measures = {};

  [[nodiscard]] bool has_windows() const noexcept {
    for (const SpecMeasure& measure : measures) {
      if (measure.kind == MeasureKind::window) return true;
    }
    return false;
  }
  friend bool operator==(const MeasureSpec&, const MeasureSpec&) = default;
};

// Reads a measure spec, version 1. Keys that begin with "x-" are left alone. InvalidArgument with a Fault, a JSON pointer
// or a line and column, at the first thing that is wrong: what a plan document is refused for, an option that its measure
// does not have or a column that it needs and has not, periods and lengths beyond what the measure can do, more than
// 4,194,304 figures of a measure, a group's value where there is no such group.
[[nodiscard]] absl::StatusOr<MeasureSpec> read_measure_spec(std::string_view json);

}  // namespace v1
}  // namespace tertial

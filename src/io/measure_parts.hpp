// The parts of a measure spec, each read from its JSON value with its place.
//
//   bool ok = read_spec_columns(in, value, place, spec.columns);   // false after a fault, which is then in in.status()
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "json_reading.hpp"
#include "tertial/io/measure_spec.hpp"

namespace tertial {
inline namespace v1 {

// What is said of a measure and can only be judged when the whole spec is read.
struct StatedMeasure {
  struct StatedIndicator {
    std::vector<std::pair<std::string, std::string>> groups = {};
  };
  std::uint64_t options = 0;  // a bit for each key that is there
  std::vector<StatedIndicator> indicators = {};
};

// A text that is compared with the file's.
bool read_text(JsonReading& in, JsonValue& value, const Place& place, std::string& out);
// Different texts, one at least.
bool read_values(JsonReading& in, JsonValue& value, const Place& place, std::size_t most,
                 std::vector<std::string>& out);
bool read_dialect(JsonReading& in, JsonValue& value, const Place& place, CsvDialect& out);
// May say that it has times where `may_be_time`.
bool read_spec_column(JsonReading& in, JsonValue& value, const Place& place, bool may_be_time, SpecColumn& out);
// What is there already stays where it is not said anew.
bool read_spec_columns(JsonReading& in, JsonValue& value, const Place& place, SpecColumns& out);
bool read_filters(JsonReading& in, JsonValue& value, const Place& place, std::vector<SpecFilter>& out);
bool read_groups(JsonReading& in, JsonValue& value, const Place& place, std::vector<SpecGroup>& out);
bool read_measure(JsonReading& in, JsonValue& value, const Place& place, SpecMeasure& out, StatedMeasure& stated);
bool read_disclosure(JsonReading& in, JsonValue& value, const Place& place, std::optional<SpecDisclosure>& out);

// A fault for the first option that is there and not one of the measure's kind.
bool check_options(JsonReading& in, const Place& place, const SpecMeasure& measure, const StatedMeasure& stated);

}  // namespace v1
}  // namespace tertial

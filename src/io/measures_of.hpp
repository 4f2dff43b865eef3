// The accumulator that a measure of a spec asks for.
//
//   absl::StatusOr<Measure> measure = measure_of(spec.measures[0], frame);
#pragma once

#include "absl/status/statusor.h"
#include "tertial/io/measure_spec.hpp"
#include "tertial/measure/measure.hpp"

namespace tertial {
inline namespace v1 {

// InvalidArgument "option: what", as its own make() has it.
[[nodiscard]] absl::StatusOr<Measure> measure_of(const SpecMeasure& spec, const MeasureFrame& frame);

}  // namespace v1
}  // namespace tertial

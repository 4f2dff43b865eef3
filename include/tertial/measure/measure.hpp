// Any of the measures, where it is not known before which one it is.
//
//   absl::StatusOr<Measure> measure = deserialize_measure(bytes);
//   std::visit([&](auto& one) { return one.add(records); }, *measure);
#pragma once

#include <cstring>
#include <string_view>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tertial/measure/cohort_measure.hpp"
#include "tertial/measure/count_measure.hpp"
#include "tertial/measure/deadline_measure.hpp"
#include "tertial/measure/distinct_measure.hpp"
#include "tertial/measure/mean_measure.hpp"
#include "tertial/measure/snapshot_measure.hpp"
#include "tertial/measure/window_measure.hpp"

namespace tertial {
inline namespace v1 {

using Measure = std::variant<CountMeasure, DistinctMeasure, MeanMeasure, DeadlineMeasure, SnapshotMeasure,
                             CohortMeasure, WindowMeasure>;

namespace measure_detail {

template <class One>
absl::StatusOr<Measure> deserialize_as(std::string_view bytes) {
  absl::StatusOr<One> one = One::deserialize(bytes);
  if (!one.ok()) return one.status();
  return Measure(*std::move(one));
}

}  // namespace measure_detail

// What any of their serialize() wrote; InvalidArgument or DataLoss for anything else.
[[nodiscard]] inline absl::StatusOr<Measure> deserialize_measure(std::string_view bytes) {
  using measure_detail::MeasureCode;
  MeasureCode code = {};
  if (bytes.size() >= measure_detail::kMagic.size() + sizeof code) {
    std::memcpy(&code, bytes.data() + measure_detail::kMagic.size(), sizeof code);
  }
  switch (code) {
    case MeasureCode::snapshot:
      return measure_detail::deserialize_as<SnapshotMeasure>(bytes);
    case MeasureCode::deadline:
      return measure_detail::deserialize_as<DeadlineMeasure>(bytes);
    case MeasureCode::count:
      return measure_detail::deserialize_as<CountMeasure>(bytes);
    case MeasureCode::distinct:
      return measure_detail::deserialize_as<DistinctMeasure>(bytes);
    case MeasureCode::mean:
      return measure_detail::deserialize_as<MeanMeasure>(bytes);
    case MeasureCode::cohort:
      return measure_detail::deserialize_as<CohortMeasure>(bytes);
    case MeasureCode::window:
      return measure_detail::deserialize_as<WindowMeasure>(bytes);
  }
  return absl::DataLossError("this is no serialized measure");
}

// InvalidArgument when they are of different kinds, or as the measure's own merge() has it.
[[nodiscard]] inline absl::Status merge(Measure& into, const Measure& other) {
  return std::visit(
      [&]<class One>(One& one) {
        const One* same = std::get_if<One>(&other);
        return same == nullptr ? measure_detail::other_options() : one.merge(*same);
      },
      into);
}

}  // namespace v1
}  // namespace tertial

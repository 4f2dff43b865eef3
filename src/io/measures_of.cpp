#include "measures_of.hpp"

#include <utility>

namespace tertial {
inline namespace v1 {
namespace {

template <class One>
absl::StatusOr<Measure> as_measure(absl::StatusOr<One> one) {
  if (!one.ok()) return one.status();
  return Measure(*std::move(one));
}

}  // namespace

absl::StatusOr<Measure> measure_of(const SpecMeasure& spec, const MeasureFrame& frame) {
  switch (spec.kind) {
    case MeasureKind::count:
      return as_measure(CountMeasure::make({.frame = frame, .over = spec.over, .per = spec.per}));
    case MeasureKind::distinct:
      return as_measure(DistinctMeasure::make({.frame = frame}));
    case MeasureKind::mean:
      return as_measure(MeanMeasure::make({.frame = frame, .decimals = spec.decimals}));
    case MeasureKind::deadline:
      return as_measure(DeadlineMeasure::make({.frame = frame, .within = spec.within}));
    case MeasureKind::snapshot:
      return as_measure(
          SnapshotMeasure::make({.frame = frame, .longer_than = spec.longer_than, .care_days = spec.care_days}));
    case MeasureKind::cohort:
      return as_measure(CohortMeasure::make({.frame = frame, .followed = spec.followed}));
    case MeasureKind::window:
      break;
  }
  // The kinds that count have the codes 0, 1, ...
  const std::uint64_t kinds = spec.kinds.size() == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << spec.kinds.size()) - 1;
  return as_measure(WindowMeasure::make(
      {.frame = frame, .window = spec.window, .at_least = spec.at_least, .presence = spec.presence, .kinds = kinds}));
}

}  // namespace v1
}  // namespace tertial

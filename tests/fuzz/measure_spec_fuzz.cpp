// Any bytes as a measure spec, and after a NUL as the file that it reads: refused with a place, or counted, and then what
// leaves has no small count.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "tertial/io/measure_spec.hpp"
#include "tertial/io/measured_release.hpp"
#include "tertial/io/record_measuring.hpp"
#include "tertial/plan/fault.hpp"

namespace {

using namespace tertial;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_refusal(const absl::Status& status) {
  const std::optional<Fault> fault = fault_of(status);
  require(fault.has_value() && !fault->message.empty());
  require(fault->at.empty() || fault->at.starts_with('/') || fault->at.starts_with("line "));
}

void check_release(const MeasureSpec& spec, const MeasureRelease& leaves) {
  for (std::size_t i = 0; i < leaves.measures.size(); ++i) {
    for (const ReleasedFigure& figure : leaves.measures[i].figures) {
      if (figure.status == ObservationStatus::suppressed) {
        require(!figure.value && !figure.numerator && !figure.denominator && !figure.held && !figure.days);
      } else if (spec.disclosure && figure.value) {
        const DisclosurePolicy& policy = spec.disclosure->policy;
        const bool is_count = !spec.measures[i].is_share() && spec.measures[i].kind != MeasureKind::mean;
        if (is_count && figure.numerator) require(!policy.is_small(static_cast<std::int64_t>(*figure.numerator)));
        if (spec.measures[i].kind == MeasureKind::mean) require(!policy.is_small(*figure.denominator));
      }
    }
  }
  require(!write_measures_csv(leaves).empty() && !write_measures_json(leaves).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view whole(reinterpret_cast<const char*>(data), size);
  const std::size_t end = whole.find('\0');
  const std::string_view json = whole.substr(0, end);
  const std::string_view records = end == std::string_view::npos ? "" : whole.substr(end + 1);
  const absl::StatusOr<MeasureSpec> spec = read_measure_spec(json);
  if (!spec.ok()) {
    check_refusal(spec.status());
    return 0;
  }
  // What is asked for may be large, and what counts it with it.
  std::size_t figures = 1;
  for (const SpecGroup& group : spec->groups) figures *= group.is_learned() ? group.max_values : group.values.size();
  if (spec->last - spec->first > 60 || figures > 1000 || spec->measures.size() > 8) return 0;
  absl::StatusOr<RecordMeasuring> measuring = RecordMeasuring::make(*spec, {.max_bad = 1000, .key_secret = "fuzz"});
  require(measuring.ok());
  if (spec->has_windows()) {
    MemorySource persons(records);
    if (!measuring->add_persons(persons).ok()) return 0;
  }
  MemorySource source(records);
  if (!measuring->add_records(source).ok()) return 0;
  const absl::StatusOr<MeasuredRecords> counted = measuring->finish();
  require(counted.ok());
  const absl::StatusOr<MeasureRelease> leaves = release(*spec, *counted);
  if (leaves.ok()) check_release(*spec, *leaves);
  return 0;
}

// Counts what a measure spec asks for, all of it in one pass over a file of case records of any size.
//
//   auto measuring = RecordMeasuring::make(*spec, {.max_bad = 10});
//   absl::Status status = measuring->add_records(source);
//   absl::StatusOr<MeasuredRecords> counted = measuring->finish();   // counted->figures[0].numerator
//
// The figures are of people and not protected: release() in io/measured_release.hpp makes them fit to leave.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tertial/io/byte_source.hpp"
#include "tertial/io/measure_spec.hpp"
#include "tertial/io/record_fault.hpp"
#include "tertial/measure/measured_table.hpp"
#include "tertial/measure/threads.hpp"

namespace tertial {
inline namespace v1 {

// What became of the rows of a file.
struct FileCounts {
  std::uint64_t rows = 0;                // without the heading
  std::uint64_t rejected = 0;            // that could not be read
  std::uint64_t filtered = 0;            // read, and not among those that the spec's filters let through
  std::vector<RecordFault> faults = {};  // the first ones

  friend bool operator==(const FileCounts&, const FileCounts&) = default;
};

// The figures of one measure: of each combination of its groups' values, the last group running fastest, one for each
// period. Columns that the measure does not have are empty.
struct MeasuredFigures {
  std::vector<std::vector<std::string>> values = {};  // of each group
  std::size_t cells = 0;                              // 0 where no row has a value of a group that is learned
  std::vector<std::int64_t> numerator = {};
  std::vector<std::int64_t> denominator = {};
  std::vector<std::int64_t> held = {};
  std::vector<std::int64_t> days = {};
  int decimals = 0;  // numerators count units of 10^-decimals
  RowCounts rows = {};
  RowCounts persons = {};
};

struct MeasuredRecords {
  MeasureFrame periods;  // without groups
  FileCounts records = {};
  std::optional<FileCounts> persons = {};
  std::vector<MeasuredFigures> figures = {};  // in the order of the spec's measures
};

// How far the reading of a file is.
struct MeasuringProgress {
  std::uint64_t bytes = 0;
  std::uint64_t rows = 0;
};

struct MeasuringOptions {
  std::uint64_t max_bad = 0;  // rows of both files together that may be unreadable
  std::uint32_t kept_faults = 20;
  Threads threads = {};
  // Of persons whose keys are no numbers: any text, which need not stay the same, as keys do not leave.
  std::string key_secret = {};
  std::function<void(const MeasuringProgress&)> on_progress = {};  // after each batch
};

// Its memory does not grow with the file, but for measures that know persons (distinct, cohort, window): those take 8 to
// 16 bytes for each row that counts.
class RecordMeasuring {
 public:
  // InvalidArgument, which a spec that was read does not give.
  [[nodiscard]] static absl::StatusOr<RecordMeasuring> make(const MeasureSpec& spec, MeasuringOptions options = {});

  RecordMeasuring(RecordMeasuring&&) noexcept;
  RecordMeasuring& operator=(RecordMeasuring&&) noexcept;
  ~RecordMeasuring();

  // The file of persons, before the one of records, where the spec has windows. Each once. Errors are those of
  // RecordReader: InvalidArgument with a Fault that names row and column, never what they say; the source's own.
  [[nodiscard]] absl::Status add_persons(ByteSource& source);
  // Also OutOfRange where values are too great to be added up exactly.
  [[nodiscard]] absl::Status add_records(ByteSource& source);

  // What the reading that failed, or goes on, has seen so far.
  [[nodiscard]] const FileCounts& records() const noexcept;

  // Once, after all files.
  [[nodiscard]] absl::StatusOr<MeasuredRecords> finish();

 private:
  class Work;
  explicit RecordMeasuring(std::unique_ptr<Work> work) noexcept;

  std::unique_ptr<Work> work_;
};

}  // namespace v1
}  // namespace tertial

#include "tertial/io/record_measuring.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "measures_of.hpp"
#include "record_pass.hpp"
#include "tertial/io/record_reader.hpp"
#include "tertial/plan/fault.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

constexpr std::size_t kNone = ~std::size_t{0};

// The groups of a file: their columns, and which values its rows have.
struct FileGroups {
  std::vector<std::size_t> columns;
  std::vector<std::vector<bool>> seen;           // of learned ones, by code
  std::vector<std::vector<std::string>> values;  // of all, by code, once the file is read
};

// What one measure reads of a file.
struct MeasureUse {
  std::size_t measure = 0;
  std::size_t start = kNone;
  std::size_t end = kNone;
  std::size_t person = kNone;
  std::size_t kind = kNone;
  std::size_t value = kNone;
  bool start_is_time = false;
  bool end_is_time = false;
  bool needs_days = true;  // times are turned into days
  bool has_groups = true;
  std::vector<RowFilter> filters = {};
};

struct FilePass {
  RecordPass pass;
  std::vector<RowFilter> filters;
  FileGroups groups;
  std::vector<MeasureUse> uses;
};

}  // namespace

class RecordMeasuring::Work {
 public:
  Work(const MeasureSpec& spec, MeasuringOptions options, MeasureFrame periods)
      : spec_(spec), options_(std::move(options)), made_{.periods = std::move(periods)} {}
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;
  ~Work() { record_detail::wipe(options_.key_secret.data(), options_.key_secret.size()); }

  absl::Status open();
  absl::Status read(ByteSource& source, bool is_persons);
  absl::StatusOr<MeasuredRecords> finish();
  [[nodiscard]] const FileCounts& records() const noexcept { return made_.records; }

 private:
  static constexpr std::size_t kOfRecords = 0;
  static constexpr std::size_t kOfPersons = 1;

  void plan_file(FilePass& file, const std::vector<SpecFilter>& filters, const std::vector<SpecColumn>& groups);
  [[nodiscard]] MeasureUse use_of(RecordPass& pass, std::size_t measure) const;
  [[nodiscard]] MeasureUse use_of_persons(RecordPass& pass, std::size_t measure) const;
  [[nodiscard]] absl::Status add(FilePass& file, const RecordBatch& batch, bool is_persons);
  [[nodiscard]] absl::Status add_to(const FilePass& file, const MeasureUse& use, const RecordBatch& batch,
                                    bool is_persons);
  void note_values(FileGroups& groups, const RecordBatch& batch) const;
  void keep_values(FileGroups& groups, const RecordReader& reader) const;
  [[nodiscard]] MeasuredFigures figures_of(std::size_t measure) const;

  MeasureSpec spec_;
  MeasuringOptions options_;
  MeasuredRecords made_;
  std::vector<Measure> measures_;
  std::vector<RowCounts> without_person_;  // of each measure: rows and, of these, faulty ones
  std::vector<RowCounts> persons_without_;
  std::array<FilePass, 2> files_;
  std::array<bool, 2> is_read_ = {};
  // Kept from batch to batch.
  RowChoice all_;
  RowChoice let_through_;
  RowChoice own_;
  RowChoice known_;
  RecordColumns columns_;
};

absl::Status RecordMeasuring::Work::open() {
  MeasureFrame::Options options = made_.periods.options();
  for (const SpecGroup& group : spec_.groups) {
    options.groups.push_back(group.is_learned() ? group.max_values : static_cast<std::uint32_t>(group.values.size()));
  }
  const absl::StatusOr<MeasureFrame> frame = MeasureFrame::make(std::move(options));
  if (!frame.ok()) return frame.status();
  std::vector<SpecColumn> groups;
  for (const SpecGroup& group : spec_.groups) groups.push_back(group.column);
  // Groups of the file of records are read where a measure has them from there.
  const bool has_groups = std::any_of(spec_.measures.begin(), spec_.measures.end(),
                                      [](const SpecMeasure& one) { return one.kind != MeasureKind::window; });
  plan_file(files_[kOfRecords], spec_.filters, has_groups ? groups : std::vector<SpecColumn>());
  if (spec_.persons) plan_file(files_[kOfPersons], spec_.persons->filters, spec_.persons->groups);
  for (std::size_t i = 0; i < spec_.measures.size(); ++i) {
    absl::StatusOr<Measure> measure = measure_of(spec_.measures[i], *frame);
    if (!measure.ok()) return measure.status();
    measures_.push_back(*std::move(measure));
    files_[kOfRecords].uses.push_back(use_of(files_[kOfRecords].pass, i));
    if (spec_.measures[i].kind == MeasureKind::window && spec_.persons) {
      files_[kOfPersons].uses.push_back(use_of_persons(files_[kOfPersons].pass, i));
    }
  }
  without_person_.resize(measures_.size());
  persons_without_.resize(measures_.size());
  return absl::OkStatus();
}

void RecordMeasuring::Work::plan_file(FilePass& file, const std::vector<SpecFilter>& filters,
                                      const std::vector<SpecColumn>& groups) {
  file.filters = file.pass.filters(filters);
  file.groups.seen.resize(groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const SpecGroup& group = spec_.groups[i];
    file.groups.columns.push_back(group.is_learned() ? file.pass.learned(groups[i], group.max_values)
                                                     : file.pass.codes(groups[i], group.values));
    if (group.is_learned()) file.groups.seen[i].resize(group.max_values);
  }
}

MeasureUse RecordMeasuring::Work::use_of(RecordPass& pass, std::size_t measure) const {
  const SpecMeasure& spec = spec_.measures[measure];
  const SpecColumns& columns = spec.columns;
  const auto day_or_time = [&](const SpecColumn& column) {
    return pass.column(column, column.is_time ? RecordType::time : RecordType::date);
  };
  MeasureUse use{.measure = measure};
  use.start = day_or_time(*columns.start);
  use.start_is_time = columns.start->is_time;
  use.needs_days = !(spec.kind == MeasureKind::deadline && spec.within.unit() == DurationUnit::second);
  use.has_groups = spec.kind != MeasureKind::window;
  if (spec.kind == MeasureKind::deadline || spec.kind == MeasureKind::snapshot || spec.kind == MeasureKind::cohort) {
    use.end = day_or_time(*columns.end);
    use.end_is_time = columns.end->is_time;
  }
  if (spec.kind == MeasureKind::distinct || spec.kind == MeasureKind::cohort || spec.kind == MeasureKind::window) {
    use.person = pass.column(*columns.person, RecordType::key);
  }
  if (spec.kind == MeasureKind::mean) use.value = pass.column(*columns.value, RecordType::number);
  if (!spec.kinds.empty()) use.kind = pass.codes(*columns.kind, spec.kinds);
  use.filters = pass.filters(spec.filters);
  return use;
}

MeasureUse RecordMeasuring::Work::use_of_persons(RecordPass& pass, std::size_t measure) const {
  const SpecColumns& columns = spec_.persons->columns;
  MeasureUse use{.measure = measure};
  use.person = pass.column(*columns.person, RecordType::key);
  if (spec_.measures[measure].presence == Presence::listed) return use;
  use.start = pass.column(*columns.start, columns.start->is_time ? RecordType::time : RecordType::date);
  use.end = pass.column(*columns.end, columns.end->is_time ? RecordType::time : RecordType::date);
  use.start_is_time = columns.start->is_time;
  use.end_is_time = columns.end->is_time;
  return use;
}

absl::Status RecordMeasuring::Work::read(ByteSource& source, bool is_persons) {
  const std::size_t which = is_persons ? kOfPersons : kOfRecords;
  FilePass& file = files_[which];
  if (is_persons && !spec_.persons) return absl::FailedPreconditionError("the spec has no section \"persons\"");
  if (std::exchange(is_read_[which], true)) return absl::FailedPreconditionError("this file was read already");
  if (file.uses.empty()) return absl::OkStatus();
  FileCounts& counts = is_persons ? made_.persons.emplace() : made_.records;
  const std::uint64_t bad_before = is_persons || !made_.persons ? 0 : made_.persons->rejected;
  absl::StatusOr<RecordReader> reader =
      RecordReader::make(source, is_persons ? spec_.persons->csv : spec_.csv, file.pass.columns(),
                         {.max_bad = options_.max_bad - bad_before,
                          .kept_faults = options_.kept_faults,
                          .key_secret = options_.key_secret});
  if (!reader.ok()) return reader.status();
  const auto tell = [&] {
    counts.rows = reader->rows_read();
    counts.rejected = reader->rows_rejected();
    counts.faults.assign(reader->faults().begin(), reader->faults().end());
  };
  while (true) {
    const absl::StatusOr<RecordBatch> batch = reader->next();
    if (!batch.ok() || batch->empty()) {
      tell();
      keep_values(file.groups, *reader);
      return batch.status();
    }
    if (absl::Status status = add(file, *batch, is_persons); !status.ok()) {
      tell();
      return status;
    }
    if (options_.on_progress) options_.on_progress({.bytes = reader->bytes_read(), .rows = reader->rows_read()});
  }
}

absl::Status RecordMeasuring::Work::add(FilePass& file, const RecordBatch& batch, bool is_persons) {
  RecordPass::choose(batch, file.filters, all_, let_through_);
  FileCounts& counts = is_persons ? *made_.persons : made_.records;
  counts.filtered += batch.size() - let_through_.size(batch.size());
  note_values(file.groups, batch);
  for (const MeasureUse& use : file.uses) {
    if (absl::Status status = add_to(file, use, batch, is_persons); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status RecordMeasuring::Work::add_to(const FilePass& file, const MeasureUse& use, const RecordBatch& batch,
                                           bool is_persons) {
  const RowChoice* rows = &let_through_;
  if (!use.filters.empty()) {
    RecordPass::choose(batch, use.filters, let_through_, own_);
    rows = &own_;
  }
  Records records;
  if (use.person != kNone) {
    // Nobody is no person: such rows are told as faulty.
    const std::span<const std::uint64_t> keys = batch.keys(use.person);
    if (std::find(keys.begin(), keys.end(), kMissingKey) != keys.end()) {
      known_.all = false;
      known_.rows.clear();
      const std::size_t size = rows->size(batch.size());
      for (std::size_t i = 0; i < size; ++i) {
        const auto row = rows->all ? static_cast<std::uint32_t>(i) : rows->rows[i];
        if (keys[row] != kMissingKey) known_.rows.push_back(row);
      }
      RowCounts& told = is_persons ? persons_without_[use.measure] : without_person_[use.measure];
      told.rows += size - known_.rows.size();
      told.faulty += size - known_.rows.size();
      rows = &known_;
    }
    records.person = columns_.chosen(0, keys, *rows);
  }
  const auto take = [&](std::size_t slot, std::size_t column, bool is_time, std::span<const std::int32_t>& days,
                        std::span<const std::int64_t>& times) {
    if (column == kNone) return;
    if (!is_time) {
      days = columns_.chosen(slot, batch.dates(column), *rows);
    } else if (use.needs_days) {
      days = columns_.days_of(slot, batch.times(column), *rows);
    } else {
      times = columns_.chosen(slot, batch.times(column), *rows);
    }
  };
  take(0, use.start, use.start_is_time, records.start, records.start_time);
  take(1, use.end, use.end_is_time, records.end, records.end_time);
  if (use.value != kNone) records.value = columns_.chosen(0, batch.numbers(use.value), *rows);
  if (use.kind != kNone) records.kind = columns_.chosen(kMostGroups, batch.codes(use.kind), *rows);
  for (std::size_t i = 0; use.has_groups && i < file.groups.columns.size(); ++i) {
    records.groups[i] = columns_.chosen(i, batch.codes(file.groups.columns[i]), *rows);
  }
  return std::visit(
      [&]<class One>(One& measure) {
        if constexpr (std::is_same_v<One, WindowMeasure>) {
          if (is_persons) return measure.add_persons(records, options_.threads);
        }
        return measure.add(records, options_.threads);
      },
      measures_[use.measure]);
}

// A value that no row has which the filters let through is not one to be told.
void RecordMeasuring::Work::note_values(FileGroups& groups, const RecordBatch& batch) const {
  for (std::size_t i = 0; i < groups.columns.size(); ++i) {
    std::vector<bool>& seen = groups.seen[i];
    if (seen.empty()) continue;
    const std::span<const std::uint32_t> codes = batch.codes(groups.columns[i]);
    const std::size_t size = let_through_.size(batch.size());
    for (std::size_t row = 0; row < size; ++row) {
      const std::uint32_t code = codes[let_through_.all ? row : let_through_.rows[row]];
      if (code < seen.size()) seen[code] = true;
    }
  }
}

void RecordMeasuring::Work::keep_values(FileGroups& groups, const RecordReader& reader) const {
  for (std::size_t i = 0; i < groups.columns.size(); ++i) {
    std::vector<std::string>& values = groups.values.emplace_back(spec_.groups[i].values);
    if (groups.seen[i].empty()) continue;
    for (std::size_t code = 0; code < reader.code_count(groups.columns[i]); ++code) {
      values.emplace_back(reader.code_text(groups.columns[i], static_cast<std::uint32_t>(code)));
    }
  }
}

absl::StatusOr<MeasuredRecords> RecordMeasuring::Work::finish() {
  if (!is_read_[kOfRecords]) return absl::FailedPreconditionError("the file of records was not read");
  if (spec_.has_windows() && !is_read_[kOfPersons]) {
    return absl::FailedPreconditionError("the file of persons was not read");
  }
  for (std::size_t i = 0; i < measures_.size(); ++i) made_.figures.push_back(figures_of(i));
  return std::move(made_);
}

// Without the learned codes that no row has, and with the others in the order of their letters.
MeasuredFigures RecordMeasuring::Work::figures_of(std::size_t measure) const {
  MeasuredTable table = std::visit([&](const auto& one) { return one.finish(options_.threads); }, measures_[measure]);
  const FileGroups& groups =
      files_[spec_.measures[measure].kind == MeasureKind::window ? kOfPersons : kOfRecords].groups;
  MeasuredFigures result{.cells = 1, .decimals = table.decimals, .rows = table.counts, .persons = table.persons};
  result.rows += without_person_[measure];
  result.persons += persons_without_[measure];
  std::vector<std::vector<std::uint32_t>> codes(spec_.groups.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const std::vector<std::string>& values = groups.values[i];
    for (std::uint32_t code = 0; code < values.size(); ++code) {
      if (groups.seen[i].empty() || groups.seen[i][code]) codes[i].push_back(code);
    }
    if (!groups.seen[i].empty()) {
      std::sort(codes[i].begin(), codes[i].end(),
                [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; });
    }
    std::vector<std::string>& told = result.values.emplace_back();
    for (const std::uint32_t code : codes[i]) told.push_back(values[code]);
    result.cells *= codes[i].size();
  }
  const std::span<const std::uint32_t> sizes = table.frame.groups();
  const std::size_t periods = made_.periods.periods();
  const std::pair<const std::vector<std::int64_t>*, std::vector<std::int64_t>*> columns[] = {
      {&table.numerator, &result.numerator},
      {&table.denominator, &result.denominator},
      {&table.held, &result.held},
      {&table.days, &result.days}};
  for (std::size_t cell = 0; cell < result.cells; ++cell) {
    std::size_t rest = cell;
    std::size_t from = 0;
    std::size_t stride = 1;
    for (std::size_t i = codes.size(); i-- > 0;) {
      from += codes[i][rest % codes[i].size()] * stride;
      rest /= codes[i].size();
      stride *= sizes[i];
    }
    for (const auto& [whole, part] : columns) {
      if (whole->empty()) continue;
      const auto begin = whole->begin() + static_cast<std::ptrdiff_t>(from * periods);
      part->insert(part->end(), begin, begin + static_cast<std::ptrdiff_t>(periods));
    }
  }
  return result;
}

RecordMeasuring::RecordMeasuring(std::unique_ptr<Work> work) noexcept : work_(std::move(work)) {}
RecordMeasuring::RecordMeasuring(RecordMeasuring&&) noexcept = default;
RecordMeasuring& RecordMeasuring::operator=(RecordMeasuring&&) noexcept = default;
RecordMeasuring::~RecordMeasuring() = default;

absl::StatusOr<RecordMeasuring> RecordMeasuring::make(const MeasureSpec& spec, MeasuringOptions options) {
  absl::StatusOr<MeasureFrame> periods =
      MeasureFrame::make({.first = spec.first, .last = spec.last, .observed_until = spec.observed_until});
  if (!periods.ok()) return periods.status();
  auto work = std::make_unique<Work>(spec, std::move(options), *std::move(periods));
  if (absl::Status status = work->open(); !status.ok()) return status;
  return RecordMeasuring(std::move(work));
}

absl::Status RecordMeasuring::add_persons(ByteSource& source) { return work_->read(source, true); }
absl::Status RecordMeasuring::add_records(ByteSource& source) { return work_->read(source, false); }
const FileCounts& RecordMeasuring::records() const noexcept { return work_->records(); }
absl::StatusOr<MeasuredRecords> RecordMeasuring::finish() { return work_->finish(); }

}  // namespace v1
}  // namespace tertial

// Who ended and did not come back: the share of ended episodes after which the same person began no new one for a time.
//
//   auto stayed_away = CohortMeasure::make({.frame = frame, .followed = Duration::months(12)});
//   stayed_away->add({.groups = {unit}, .start = begun, .end = ended, .person = person});
//   MeasuredTable table = stayed_away->finish();   // held: ended too lately to be followed as long
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tertial/measure/day_table.hpp"
#include "tertial/measure/frame_bytes.hpp"
#include "tertial/measure/measured_table.hpp"
#include "tertial/measure/pair_counts.hpp"
#include "tertial/measure/person_keys.hpp"
#include "tertial/measure/return_search.hpp"

namespace tertial {
inline namespace v1 {

// Episodes by the period in which they ended. The person has come back when another of the episodes, of whatever group,
// begins after the day E of the end and by E + the duration; one that begins on E itself is no return, nor is one that
// goes on meanwhile. What ended so lately that the last day observed comes before the end of that time is held back, in
// neither numerator nor denominator. An end after the last day observed has not happened yet. An episode that ended
// before it began counts nowhere.
class CohortMeasure {
 public:
  struct Options {
    MeasureFrame frame;
    Duration followed;

    friend bool operator==(const Options&, const Options&) = default;
  };
  static constexpr std::string_view kName = "cohort";
  static constexpr int kMostDays = 65'000;  // from the frame's first day to the last day that anybody is followed

  // InvalidArgument "followed: what": seconds, less than a day, or a frame so long that it leaves kMostDays.
  [[nodiscard]] static absl::StatusOr<CohortMeasure> make(Options options);

  // Of `records`: groups, start, end and person. InvalidArgument "column: what" when they are not equally long, or for
  // keys of another width than before.
  [[nodiscard]] absl::Status add(const Records& records, Threads threads = {});
  // InvalidArgument when the other one was made with other options or has keys of another width.
  [[nodiscard]] absl::Status merge(const CohortMeasure& other);
  // Numerators are those who did not come back; denominators those followed for long enough.
  [[nodiscard]] MeasuredTable finish(Threads threads = {}) const;

  // The same records give the same bytes, in whatever order and parts they came. They name persons by their keys, spread
  // but not encrypted: as confidential as the records.
  [[nodiscard]] std::string serialize() const;
  // InvalidArgument or DataLoss for what serialize() did not write.
  [[nodiscard]] static absl::StatusOr<CohortMeasure> deserialize(std::string_view bytes);

  [[nodiscard]] const Options& options() const noexcept { return options_; }

 private:
  using PairCounts = measure_detail::PairCounts;

  static constexpr std::uint16_t kNoOffset = 0xFFFF;

  // Days counted from the frame's first one. A start or an end that nobody asks about is kNoOffset.
  template <class Key>
  struct Episode {
    Key person;
    std::uint32_t cell;
    std::uint16_t start;
    std::uint16_t end;

    friend auto operator<=>(const Episode&, const Episode&) = default;
  };
  // What the day of an end decides.
  struct EndDay {
    std::uint16_t period;
    std::uint16_t followed;  // days after it on which a start is a return; 0: held back
  };
  template <class Key>
  using Rows = measure_detail::PersonRows<Episode<Key>>;

  explicit CohortMeasure(Options options);

  template <class Key>
  void fill(const Records& records, std::size_t begin, std::size_t end, Rows<Key>& rows, RowCounts& told) const;
  struct Scratch {
    std::vector<std::uint64_t> starts;
    std::vector<std::uint32_t> buckets;
  };
  static constexpr std::size_t kMany = 64;
  template <class Key>
  void count_part(const Rows<Key>& rows, std::size_t part, Scratch& scratch, PairCounts& counts) const;
  static void narrow(measure_detail::ReturnQuestion& question, const std::uint64_t* starts) noexcept;

  // Whether every row lies in the frame, as those do that add() made.
  [[nodiscard]] bool is_sound() const noexcept {
    bool sound = true;
    rows_.visit([&](const auto& rows) {
      rows.for_each([&](const auto& row) {
        sound &= row.end == kNoOffset || (row.end < ends_.size() && row.cell < options_.frame.cells());
      });
    });
    return sound;
  }

  Options options_;
  std::vector<EndDay> ends_;  // by days from the frame's first one
  measure_detail::KeyedRows<Episode> rows_;
  RowCounts told_;
};

inline CohortMeasure::CohortMeasure(Options options) : options_(std::move(options)) {
  const MeasureFrame& frame = options_.frame;
  std::size_t period = 0;
  for (Date day = frame.first_day(); day <= frame.last_day(); day = day + 1) {
    if (frame.period(period).last() < day) ++period;
    const Date last = *options_.followed.after(day);
    const bool is_held = frame.observed_until() && last > *frame.observed_until();
    ends_.push_back({static_cast<std::uint16_t>(period), static_cast<std::uint16_t>(is_held ? 0 : last - day)});
  }
}

inline absl::StatusOr<CohortMeasure> CohortMeasure::make(Options options) {
  if (!options.followed.is_sound() || options.followed.unit() == DurationUnit::second ||
      options.followed.amount() == 0) {
    return absl::InvalidArgumentError("followed: days or months are expected, of 300 years at most");
  }
  const int days = *options.followed.after(options.frame.last_day()) - options.frame.first_day();
  if (days > kMostDays) {
    return absl::InvalidArgumentError(
        text("followed: ", days, " days from the first to the last one, where ", kMostDays, " are the most"));
  }
  return CohortMeasure(std::move(options));
}

template <class Key>
void CohortMeasure::fill(const Records& records, std::size_t first_row, std::size_t last_row, Rows<Key>& rows,
                         RowCounts& told) const {
  using measure_detail::bit;
  using measure_detail::kBlock;
  const MeasureFrame& frame = options_.frame;
  // From the frame's first day on: how many days there are of ends that are asked for, and of starts that may be returns.
  struct Span {
    std::uint32_t first, ends, starts, no_cell;
  };
  const std::int32_t first = frame.first_day().days();
  const std::int32_t observed =
      frame.observed_until() ? frame.observed_until()->days() : Date::latest().days() + kMostDays;
  const auto days_to = [=](Date last) {
    return static_cast<std::uint32_t>(std::max(std::min(last.days(), observed) - first + 1, 0));
  };
  const Span span = {.first = static_cast<std::uint32_t>(first),
                     .ends = days_to(frame.last_day()),
                     .starts = days_to(*options_.followed.after(frame.last_day())),
                     .no_cell = static_cast<std::uint32_t>(frame.cells())};
  std::array<std::uint32_t, kBlock> cell;
  std::array<std::uint32_t, kBlock> starts;
  std::array<std::uint32_t, kBlock> ends;
  const Key* const person = measure_detail::keys<Key>(records.person);
  measure_detail::RowScatter scatter(rows, last_row - first_row);
  RowCounts here = {.rows = last_row - first_row};
  for (std::size_t begin = first_row; begin < last_row; begin += kBlock) {
    const std::size_t size = std::min(kBlock, last_row - begin);
    const std::int32_t* const start = records.start.data() + begin;
    const std::int32_t* const end = records.end.data() + begin;
    measure_detail::with_best_instructions([&]() TERTIAL_INLINE {
      measure_detail::cells_of(frame, records, begin, size, cell.data());
      // Copies, which no store into the arrays can change.
      const Span days = span;
      const std::uint32_t* const cell_at = cell.data();
      std::uint32_t* const start_at = starts.data();
      std::uint32_t* const end_at = ends.data();
      std::uint32_t faulty = 0;
      std::uint32_t outside = 0;
      for (std::size_t i = 0; i < size; ++i) {
        const std::uint32_t has_start = bit(start[i] != kNoDay);
        const std::uint32_t has_end = bit(end[i] != kNoDay);
        const std::uint32_t is_sound = has_start & (1 - (has_end & bit(end[i] < start[i])));
        const auto ended = static_cast<std::uint32_t>(end[i]) - days.first;
        const auto begun = static_cast<std::uint32_t>(start[i]) - days.first;
        const std::uint32_t is_ours = is_sound & bit(ended < days.ends) & bit(cell_at[i] != days.no_cell);
        const std::uint32_t is_return = is_sound & bit(begun < days.starts);
        faulty += 1 - is_sound;
        outside += is_sound & has_end & (1 - is_ours);
        start_at[i] = is_return != 0 ? begun : kNoOffset;
        end_at[i] = is_ours != 0 ? ended : kNoOffset;
      }
      here.faulty += faulty;
      here.outside += outside;
    });
    measure_detail::for_each_with_prefetch(
        size,
        [&](std::size_t i) TERTIAL_INLINE {
          const bool is_asked_for = (starts[i] & ends[i]) != kNoOffset;
          scatter.push(is_asked_for, measure_detail::spread(person[begin + i]), cell[i],
                       static_cast<std::uint16_t>(starts[i]), static_cast<std::uint16_t>(ends[i]));
        },
        start + size, end + size, person + begin + size);
  }
  scatter.flush();
  told += here;
}

inline absl::Status CohortMeasure::add(const Records& records, Threads threads) {
  measure_detail::RowCheck check;
  check.needs("start", records.start.size()).needs("end", records.end.size()).needs("person", records.person.size());
  measure_detail::need_groups(check, options_.frame, records);
  if (!check.status().ok()) return check.status();
  if (check.rows() == 0) return absl::OkStatus();
  return measure_detail::add_person_rows(
      records.person, check.rows(), threads, rows_, 0, told_,
      [&]<class Key>(std::size_t begin, std::size_t end, Rows<Key>& rows, RowCounts& told) {
        fill<Key>(records, begin, end, rows, told);
      });
}

inline absl::Status CohortMeasure::merge(const CohortMeasure& other) {
  if (options_ != other.options_) return measure_detail::other_options();
  if (this == &other) return merge(CohortMeasure(other));
  if (absl::Status status = rows_.append(other.rows_); !status.ok()) return status;
  told_ += other.told_;
  return absl::OkStatus();
}

template <class Key>
void CohortMeasure::count_part(const Rows<Key>& rows, std::size_t part, Scratch& scratch, PairCounts& counts) const {
  const std::size_t size = rows.size(part);
  if (size == 0) return;
  // About as many buckets as rows, by the bits of the key that follow those which chose the part.
  const int bits = std::clamp<int>(static_cast<int>(std::bit_width(size)) - 1, 8, 24);
  const int shift = static_cast<int>(8 * sizeof(Key)) - bits;
  const auto bucket_of = [=](Key person) {
    return static_cast<std::size_t>(static_cast<Key>(person << Rows<Key>::kPartBits) >> shift);
  };
  // A start as one number, which orders as person and day do. All of a bucket have the same upper 16 bits of a key of
  // 64 bits, so that nothing is lost with these.
  const auto as_start = [](Key person, std::uint32_t day) { return (std::uint64_t{person} << 16) + day; };
  std::vector<std::uint32_t>& buckets = scratch.buckets;
  scratch.starts.resize(size);
  buckets.assign((std::size_t{1} << bits) + 2, 0);
  std::uint64_t* const starts = scratch.starts.data();
  rows.for_each_chunk(part, [&](std::span<const Episode<Key>> chunk) {
    for (const Episode<Key>& row : chunk) ++buckets[bucket_of(row.person) + 2];
  });
  for (std::size_t i = 2; i < buckets.size(); ++i) buckets[i] += buckets[i - 1];
  rows.for_each_chunk(part, [&](std::span<const Episode<Key>> chunk) {
    for (const Episode<Key>& row : chunk)
      starts[buckets[bucket_of(row.person) + 1]++] = as_start(row.person, row.start);
  });
  // Now each entry is where its bucket begins. One person can be the whole of a great one, which is searched.
  for (std::size_t i = 1; i + 1 < buckets.size(); ++i) {
    if (buckets[i] - buckets[i - 1] > kMany) std::sort(starts + buckets[i - 1], starts + buckets[i]);
  }
  counts.make_room(size);
  std::uint64_t* const words = counts.words();
  const EndDay* const ends = ends_.data();
  const auto periods = static_cast<std::uint32_t>(options_.frame.periods());
  const auto figures = static_cast<std::uint32_t>(options_.frame.figures());
  const std::uint32_t nowhere = 2 * figures;
  const std::uint32_t* const bucket_begins = buckets.data();
  std::array<measure_detail::ReturnQuestion, measure_detail::kBlock> questions;
  std::array<std::uint8_t, measure_detail::kBlock> is_back;
  rows.for_each_chunk(part, [&](std::span<const Episode<Key>> chunk) {
    for (; !chunk.empty(); chunk = chunk.subspan(std::min(measure_detail::kBlock, chunk.size()))) {
      const std::size_t asked = std::min(measure_detail::kBlock, chunk.size());
      for (std::size_t i = 0; i < asked; ++i) {
        const Episode<Key>& row = chunk[i];
        const std::size_t bucket = bucket_of(row.person);
        const bool is_ours = row.end != kNoOffset;
        const EndDay day = ends[is_ours ? row.end : 0];
        const std::uint32_t figure = row.cell * periods + day.period + (day.followed == 0 ? figures : 0);
        // The days from the day after the end to a start: a great number where that comes before, or is of another
        // person, as the days of one lie further apart from those of any other than anybody is followed.
        questions[i] = {.after = as_start(row.person, row.end + 1U),
                        .begin = bucket_begins[bucket],
                        .count = bucket_begins[bucket + 1] - bucket_begins[bucket],
                        .within = day.followed,
                        .figure = is_ours ? figure : nowhere};
        if (questions[i].count > kMany) [[unlikely]]
          narrow(questions[i], starts);
      }
      measure_detail::search_returns(starts, questions.data(), asked, is_back.data());
      for (std::size_t i = 0; i < asked; ++i) {
        words[questions[i].figure] += PairCounts::kFirst + (std::uint64_t{is_back[i] == 0} << 32);
      }
    }
  });
}

// Of a sorted bucket, the one start that can be the answer.
inline void CohortMeasure::narrow(measure_detail::ReturnQuestion& question, const std::uint64_t* starts) noexcept {
  const std::uint64_t* const begin = starts + question.begin;
  const std::uint64_t* const end = begin + question.count;
  const std::uint64_t* const next = std::lower_bound(begin, end, question.after);
  question.begin = static_cast<std::uint32_t>(next - starts);
  question.count = next == end ? 0 : 1;
}

inline MeasuredTable CohortMeasure::finish(Threads threads) const {
  const MeasureFrame& frame = options_.frame;
  const std::vector<std::int64_t> zeros(frame.figures());
  MeasuredTable table = {.frame = frame, .numerator = zeros, .denominator = zeros, .held = zeros, .counts = told_};
  PairCounts sum(2 * frame.figures() + 1);  // judged, held back, and one for what is neither
  rows_.visit([&]<class Row>(const measure_detail::PersonRows<Row>& rows) {
    const std::size_t parts = rows.kParts;
    const std::size_t shares = std::clamp<std::size_t>(threads.count, 1, std::min(parts, 1 + rows.size() / (1 << 16)));
    std::vector<PairCounts> counts(shares, sum);
    measure_detail::on_threads(threads, shares, [&](std::size_t share) {
      Scratch scratch;
      for (std::size_t part = share; part < parts; part += shares) count_part(rows, part, scratch, counts[share]);
      measure_detail::wipe(scratch.starts.data(), scratch.starts.size() * sizeof(std::uint64_t));
    });
    for (const PairCounts& share : counts) sum.add(share);
  });
  for (std::size_t i = 0; i < frame.figures(); ++i) {
    table.numerator[i] = sum.second(i);
    table.denominator[i] = sum.first(i);
    table.held[i] = sum.first(frame.figures() + i);
  }
  return table;
}

inline std::string CohortMeasure::serialize() const {
  measure_detail::ByteWriter bytes;
  measure_detail::put_frame(bytes, measure_detail::MeasureCode::cohort, options_.frame);
  measure_detail::put_duration(bytes, options_.followed);
  measure_detail::put_row_counts(bytes, told_);
  rows_.put(bytes);
  return std::move(bytes).finish();
}

inline absl::StatusOr<CohortMeasure> CohortMeasure::deserialize(std::string_view serialized) {
  measure_detail::ByteReader bytes(serialized);
  absl::StatusOr<MeasureFrame> frame = measure_detail::get_frame(bytes, measure_detail::MeasureCode::cohort);
  if (!frame.ok()) return frame.status();
  const std::optional<Duration> followed = measure_detail::get_duration(bytes);
  if (!followed) return absl::DataLossError("the serialized measure follows nobody");
  absl::StatusOr<CohortMeasure> measure = make({.frame = *std::move(frame), .followed = *followed});
  if (!measure.ok()) return measure.status();
  measure->told_ = measure_detail::get_row_counts(bytes);
  measure->rows_.get(bytes);
  if (absl::Status status = bytes.status(); !status.ok()) return status;
  if (!measure->is_sound()) return absl::DataLossError("the serialized measure has rows beyond its frame");
  return measure;
}

}  // namespace v1
}  // namespace tertial

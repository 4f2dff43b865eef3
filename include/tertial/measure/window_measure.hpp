// How many persons had at least so many contacts in a rolling window, of those who were there.
//
//   auto talked_to = WindowMeasure::make({.frame = frame, .window = Duration::months(12), .at_least = 4,
//                                         .presence = Presence::throughout});
//   talked_to->add_persons({.groups = {unit}, .start = placed, .end = left, .person = child});
//   talked_to->add({.start = day_of_talk, .person = child_talked_to});
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tertial/measure/frame_bytes.hpp"
#include "tertial/measure/measured_table.hpp"
#include "tertial/measure/pair_counts.hpp"
#include "tertial/measure/person_keys.hpp"

namespace tertial {
inline namespace v1 {

// Who is counted at the end of a period: everybody listed, those present on that day, or those present on every day of
// the window that ends with it.
enum class Presence : std::uint8_t { listed, at_end, throughout };

// Persons at the end d of each period, with their contacts on the days after d - N days, or after d - N months, up to d.
// A person's stays may be several rows that follow on each other; the day of an end is not part of a stay. A person is
// counted once in each group that one of the stays on d is in (with Presence::listed, that any stay is in). Contacts are
// counted wherever they took place, as often as they are there, and those of persons who are not listed count nowhere.
class WindowMeasure {
 public:
  struct Options {
    MeasureFrame frame;
    Duration window = Duration::months(12);
    std::uint32_t at_least = 1;
    Presence presence = Presence::listed;
    std::uint64_t kinds = 0;  // a bit for the code of each kind of contact that counts, from 0 to 63; 0: all count

    friend bool operator==(const Options&, const Options&) = default;
  };
  static constexpr std::string_view kName = "window";
  static constexpr int kMostDays = 65'000;  // from the first day of the first window to the frame's last

  // InvalidArgument "member: what": a window of seconds, of less than a day or so long that it leaves kMostDays; fewer
  // than one contact.
  [[nodiscard]] static absl::StatusOr<WindowMeasure> make(Options options);

  // Contacts. Of `records`: start, the day; person; kind, where options().kinds asks for some. InvalidArgument
  // "column: what" when they are not equally long, or for keys of another width than before.
  [[nodiscard]] absl::Status add(const Records& records, Threads threads = {});
  // Persons. Of `records`: groups, person, and start and end of a stay unless everybody listed counts. Errors as above.
  [[nodiscard]] absl::Status add_persons(const Records& records, Threads threads = {});
  // InvalidArgument when the other one was made with other options or has keys of another width.
  [[nodiscard]] absl::Status merge(const WindowMeasure& other);
  // Numerators are those with contacts enough; denominators all that are counted.
  [[nodiscard]] MeasuredTable finish(Threads threads = {}) const;

  // As CohortMeasure has them.
  [[nodiscard]] std::string serialize() const;
  [[nodiscard]] static absl::StatusOr<WindowMeasure> deserialize(std::string_view bytes);

  [[nodiscard]] const Options& options() const noexcept { return options_; }

 private:
  using PairCounts = measure_detail::PairCounts;

  static constexpr std::uint16_t kOpen = 0xFFFF;

#pragma pack(push, 2)
  // Days counted from the first day of the first window.
  template <class Key>
  struct Contact {
    Key person;
    std::uint16_t day;

    friend bool operator<(const Contact& a, const Contact& b) noexcept {
      return a.person != b.person ? a.person < b.person : a.day < b.day;
    }
  };
#pragma pack(pop)
  template <class Key>
  struct Stay {
    Key person;
    std::uint32_t cell;
    std::uint16_t from;
    std::uint16_t to;  // the day after the last; kOpen when it goes on beyond the frame

    friend auto operator<=>(const Stay&, const Stay&) = default;
  };
  // The periods in whose windows a day lies.
  struct Windows {
    std::uint16_t begin;
    std::uint16_t end;
  };
  struct Window {
    std::uint16_t first;
    std::uint16_t last;
  };
  template <class Key>
  using Contacts = measure_detail::PersonRows<Contact<Key>>;
  template <class Key>
  using Stays = measure_detail::PersonRows<Stay<Key>>;

  explicit WindowMeasure(Options options);

  template <class Key>
  void fill(const Records& records, std::size_t begin, std::size_t end, Contacts<Key>& rows, RowCounts& told) const;
  template <class Key>
  void fill_stays(const Records& records, std::size_t begin, std::size_t end, Stays<Key>& rows, RowCounts& told) const;

  // What one thread works with.
  template <class Key>
  struct Scratch {
    struct Slot {
      Key person;
      std::uint32_t number;  // of the person, counted from 1; 0: nobody
    };
    std::vector<Slot> slots;
    std::vector<Stay<Key>> stays;
    std::vector<std::uint32_t> next;    // stay of the same person, counted from 1
    std::vector<std::uint32_t> first;   // stay of each person, counted from 1
    std::vector<std::uint32_t> change;  // for each person: by how much contacts differ from the period before
    std::vector<std::uint32_t> contacts;
    std::vector<Stay<Key>> own;
    std::vector<std::uint32_t> cells;
    std::uint64_t unlisted = 0;
  };
  template <class Slot, class Key>
  static Slot* slot_of(Slot* slots, std::size_t mask, Key person) noexcept;
  template <class Key>
  void count_part(const Stays<Key>& stays, const Contacts<Key>* contacts, std::size_t part, Scratch<Key>& scratch,
                  PairCounts& counts) const;
  template <class Key>
  void count_person(Scratch<Key>& scratch, std::uint32_t person, std::uint64_t* words) const;
  [[nodiscard]] bool is_counted(std::uint32_t from, std::uint32_t to, const Window& window) const noexcept {
    switch (options_.presence) {
      case Presence::listed:
        return true;
      case Presence::at_end:
        return from <= window.last && to > window.last;
      case Presence::throughout:
        return from <= window.first && to > window.last;
    }
    return false;
  }
  [[nodiscard]] bool is_sound() const noexcept;

  Options options_;
  Date first_day_;               // of the first window
  std::vector<Window> windows_;  // of each period
  std::vector<Windows> by_day_;  // by days from the first one
  measure_detail::KeyedRows<Contact> contacts_;
  measure_detail::KeyedRows<Stay> stays_;
  RowCounts told_;
  RowCounts told_persons_;
};

inline WindowMeasure::WindowMeasure(Options options)
    : options_(std::move(options)), first_day_(*options_.window.before(options_.frame.period(0).last()) + 1) {
  const MeasureFrame& frame = options_.frame;
  const auto offset = [this](Date day) { return static_cast<std::uint16_t>(day - first_day_); };
  for (std::size_t i = 0; i < frame.periods(); ++i) {
    const Date last = frame.period(i).last();
    windows_.push_back({offset(*options_.window.before(last) + 1), offset(last)});
  }
  Windows here = {0, 0};
  for (std::uint16_t day = 0; day <= windows_.back().last; ++day) {
    while (windows_[here.begin].last < day) ++here.begin;
    while (here.end < windows_.size() && windows_[here.end].first <= day) ++here.end;
    by_day_.push_back(here);
  }
}

inline absl::StatusOr<WindowMeasure> WindowMeasure::make(Options options) {
  if (!options.window.is_sound() || options.window.unit() == DurationUnit::second || options.window.amount() == 0) {
    return absl::InvalidArgumentError("window: days or months are expected, of 300 years at most");
  }
  if (options.at_least == 0) return absl::InvalidArgumentError("at_least: one contact is the least");
  const int days = options.frame.last_day() - *options.window.before(options.frame.period(0).last());
  if (days > kMostDays) {
    return absl::InvalidArgumentError(
        text("window: ", days, " days from the first to the last one, where ", kMostDays, " are the most"));
  }
  return WindowMeasure(std::move(options));
}

template <class Key>
void WindowMeasure::fill(const Records& records, std::size_t begin, std::size_t end, Contacts<Key>& rows,
                         RowCounts& told) const {
  const std::int32_t first = first_day_.days();
  const auto days = static_cast<std::uint32_t>(by_day_.size());
  const std::int32_t* const day = records.start.data();
  const Key* person = measure_detail::keys<Key>(records.person);
  measure_detail::RowScatter scatter(rows, end - begin);
  std::uint64_t kept = 0;
  std::uint64_t faulty = 0;
  // Of a kind that is asked for or not; a row that is not kept costs no branch.
  const auto add_row = [&](std::size_t i, bool is_asked_for) TERTIAL_INLINE {
    const auto at = static_cast<std::uint32_t>(day[i]) - static_cast<std::uint32_t>(first);
    const bool keep = (at < days) && is_asked_for;
    kept += static_cast<std::uint64_t>(keep);
    faulty += static_cast<std::uint64_t>(day[i] == kNoDay);
    scatter.push(keep, measure_detail::spread(person[i]), static_cast<std::uint16_t>(at));
  };
  if (options_.kinds == 0) {
    for (std::size_t i = begin; i < end; ++i) add_row(i, true);
  } else {
    records.kind.visit([&](auto kind) {
      for (std::size_t i = begin; i < end; ++i) add_row(i, kind[i] < 64 && (options_.kinds >> kind[i] & 1) != 0);
    });
  }
  scatter.flush();
  told.rows += end - begin;
  told.faulty += faulty;
  told.outside += end - begin - kept - faulty;
}

template <class Key>
void WindowMeasure::fill_stays(const Records& records, std::size_t first_row, std::size_t last_row, Stays<Key>& rows,
                               RowCounts& told) const {
  using measure_detail::kBlock;
  const bool by_day = options_.presence != Presence::listed;
  const std::int32_t first = first_day_.days();
  const std::int32_t last = options_.frame.last_day().days();
  const Key* person = measure_detail::keys<Key>(records.person);
  measure_detail::RowScatter scatter(rows, last_row - first_row);
  std::array<std::uint32_t, kBlock> cell;
  for (std::size_t begin = first_row; begin < last_row; begin += kBlock) {
    const std::size_t size = std::min(kBlock, last_row - begin);
    measure_detail::cells_of(options_.frame, records, begin, size, cell.data());
    for (std::size_t i = 0; i < size; ++i) {
      std::uint16_t from = 0;
      std::uint16_t to = kOpen;
      if (by_day) {
        const std::int32_t start = records.start[begin + i];
        const std::int32_t end = records.end[begin + i];
        if (start == kNoDay || (end != kNoDay && end < start)) {
          ++told.faulty;
          continue;
        }
        if (start > last || (end != kNoDay && end <= first)) {
          ++told.outside;
          continue;
        }
        from = static_cast<std::uint16_t>(std::max(start - first, 0));
        if (end != kNoDay && end <= last) to = static_cast<std::uint16_t>(end - first);
      }
      // A stay in no group that is asked for is part of being present all the same.
      if (cell[i] == options_.frame.cells()) ++told.outside;
      scatter.push(true, measure_detail::spread(person[begin + i]), cell[i], from, to);
    }
  }
  scatter.flush();
  told.rows += last_row - first_row;
}

inline absl::Status WindowMeasure::add(const Records& records, Threads threads) {
  measure_detail::RowCheck check;
  check.needs("start", records.start.size()).needs("person", records.person.size());
  if (options_.kinds != 0) check.needs("kind", records.kind.size());
  if (!check.status().ok()) return check.status();
  if (check.rows() == 0) return absl::OkStatus();
  return measure_detail::add_person_rows(
      records.person, check.rows(), threads, contacts_, stays_.key_width(), told_,
      [&]<class Key>(std::size_t begin, std::size_t end, Contacts<Key>& rows, RowCounts& told) {
        fill<Key>(records, begin, end, rows, told);
      });
}

inline absl::Status WindowMeasure::add_persons(const Records& records, Threads threads) {
  measure_detail::RowCheck check;
  check.needs("person", records.person.size());
  if (options_.presence != Presence::listed) {
    check.needs("start", records.start.size()).needs("end", records.end.size());
  }
  measure_detail::need_groups(check, options_.frame, records);
  if (!check.status().ok()) return check.status();
  if (check.rows() == 0) return absl::OkStatus();
  return measure_detail::add_person_rows(
      records.person, check.rows(), threads, stays_, contacts_.key_width(), told_persons_,
      [&]<class Key>(std::size_t begin, std::size_t end, Stays<Key>& rows, RowCounts& told) {
        fill_stays<Key>(records, begin, end, rows, told);
      });
}

inline absl::Status WindowMeasure::merge(const WindowMeasure& other) {
  if (options_ != other.options_) return measure_detail::other_options();
  // All or nothing: what is merged is made apart first.
  WindowMeasure merged = *this;
  for (const std::size_t width : {other.contacts_.key_width(), other.stays_.key_width()}) {
    if (width == 0) continue;
    for (const std::size_t own : {contacts_.key_width(), stays_.key_width()}) {
      if (own != 0 && own != width) return measure_detail::other_keys(width, own);
    }
  }
  if (absl::Status status = merged.contacts_.append(other.contacts_); !status.ok()) return status;
  if (absl::Status status = merged.stays_.append(other.stays_); !status.ok()) return status;
  merged.told_ += other.told_;
  merged.told_persons_ += other.told_persons_;
  *this = std::move(merged);
  return absl::OkStatus();
}

// The slot of a person, or the empty one where it would be. The upper bits of a key are those of the part, the same for
// all of it.
template <class Slot, class Key>
TERTIAL_INLINE inline Slot* WindowMeasure::slot_of(Slot* slots, std::size_t mask, Key person) noexcept {
  std::size_t at = static_cast<std::size_t>(person) & mask;
  while (slots[at].number != 0 && slots[at].person != person) at = (at + 1) & mask;
  return slots + at;
}

template <class Key>
void WindowMeasure::count_part(const Stays<Key>& stays, const Contacts<Key>* contacts, std::size_t part,
                               Scratch<Key>& scratch, PairCounts& counts) const {
  const std::size_t rows = stays.size(part);
  const std::size_t width = options_.frame.periods() + 1;
  scratch.slots.assign(std::bit_ceil(2 * rows + 1), {});
  scratch.stays.clear();
  scratch.next.clear();
  scratch.first.clear();
  typename Scratch<Key>::Slot* const slots = scratch.slots.data();
  const std::size_t mask = scratch.slots.size() - 1;
  stays.for_each_chunk(part, [&](std::span<const Stay<Key>> chunk) {
    for (const Stay<Key>& stay : chunk) {
      typename Scratch<Key>::Slot& slot = *slot_of(slots, mask, Key{stay.person});
      scratch.stays.push_back(stay);
      const auto here = static_cast<std::uint32_t>(scratch.stays.size());
      if (slot.number == 0) {
        scratch.first.push_back(0);
        slot = {stay.person, static_cast<std::uint32_t>(scratch.first.size())};
      }
      scratch.next.push_back(std::exchange(scratch.first[slot.number - 1], here));
    }
  });
  scratch.change.assign(scratch.first.size() * width, 0);
  if (contacts != nullptr) {
    const Windows* const by_day = by_day_.data();
    contacts->for_each_chunk(part, [&](std::span<const Contact<Key>> chunk) {
      std::uint32_t* const change = scratch.change.data();
      for (const Contact<Key>& contact : chunk) {
        const std::uint32_t number = slot_of(slots, mask, Key{contact.person})->number;
        if (number == 0) {
          ++scratch.unlisted;
          continue;
        }
        const Windows in = by_day[contact.day];
        std::uint32_t* const line = change + (number - 1) * width;
        ++line[in.begin];
        --line[in.end];
      }
    });
  }
  counts.make_room(rows);
  for (std::uint32_t person = 0; person < scratch.first.size(); ++person) count_person(scratch, person, counts.words());
}

template <class Key>
void WindowMeasure::count_person(Scratch<Key>& scratch, std::uint32_t person, std::uint64_t* words) const {
  const std::size_t periods = options_.frame.periods();
  const std::uint32_t* const change = scratch.change.data() + person * (periods + 1);
  const std::uint32_t first = scratch.first[person] - 1;
  std::uint32_t contacts = 0;
  if (scratch.next[first] == 0) {  // one stay
    const Stay<Key>& stay = scratch.stays[first];
    std::uint64_t* const line = words + stay.cell * periods;
    for (std::size_t i = 0; i < periods; ++i) {
      contacts += change[i];
      const std::uint64_t counted = PairCounts::kFirst + (std::uint64_t{contacts >= options_.at_least} << 32);
      line[i] += is_counted(stay.from, stay.to, windows_[i]) ? counted : 0;
    }
    return;
  }
  std::vector<Stay<Key>>& own = scratch.own;
  own.clear();
  for (std::uint32_t i = first + 1; i != 0; i = scratch.next[i - 1]) own.push_back(scratch.stays[i - 1]);
  std::sort(own.begin(), own.end(), [](const Stay<Key>& a, const Stay<Key>& b) {
    return std::tuple(a.from, a.to, a.cell) < std::tuple(b.from, b.to, b.cell);
  });
  for (std::size_t i = 0; i < periods; ++i) {
    contacts += change[i];
    const Window& window = windows_[i];
    // How far being present goes on without a break from the stay that the first day of the window lies in.
    std::uint32_t present_to = window.first;
    scratch.cells.clear();
    for (const Stay<Key>& stay : own) {
      if (stay.from <= present_to) present_to = std::max<std::uint32_t>(present_to, stay.to);
      const bool there = options_.presence == Presence::listed || (stay.from <= window.last && stay.to > window.last);
      if (there) scratch.cells.push_back(stay.cell);
    }
    if (options_.presence == Presence::throughout && present_to <= window.last) continue;
    std::sort(scratch.cells.begin(), scratch.cells.end());
    scratch.cells.erase(std::unique(scratch.cells.begin(), scratch.cells.end()), scratch.cells.end());
    for (const std::uint32_t cell : scratch.cells) {
      words[cell * periods + i] += PairCounts::kFirst + (std::uint64_t{contacts >= options_.at_least} << 32);
    }
  }
}

inline MeasuredTable WindowMeasure::finish(Threads threads) const {
  const MeasureFrame& frame = options_.frame;
  const std::vector<std::int64_t> zeros(frame.figures());
  MeasuredTable table = {
      .frame = frame, .numerator = zeros, .denominator = zeros, .counts = told_, .persons = told_persons_};
  PairCounts sum((frame.cells() + 1) * frame.periods());
  std::uint64_t unlisted = 0;
  if (stays_.key_width() == 0) contacts_.visit([&](const auto& rows) { unlisted = rows.size(); });
  stays_.visit([&]<template <class> class Row, class Key>(const measure_detail::PersonRows<Row<Key>>& stays) {
    const Contacts<Key>* contacts = contacts_.key_width() == 0 ? nullptr : &contacts_.template of<Key>();
    const std::size_t parts = stays.kParts;
    const std::size_t rows = stays.size() + (contacts == nullptr ? 0 : contacts->size());
    const std::size_t shares = std::clamp<std::size_t>(threads.count, 1, std::min(parts, 1 + rows / (1 << 16)));
    std::vector<PairCounts> counts(shares, sum);
    std::vector<std::uint64_t> unknown(shares);
    measure_detail::on_threads(threads, shares, [&](std::size_t share) {
      Scratch<Key> scratch;
      for (std::size_t part = share; part < parts; part += shares) {
        count_part(stays, contacts, part, scratch, counts[share]);
      }
      unknown[share] = scratch.unlisted;
      measure_detail::wipe(scratch.slots.data(), scratch.slots.size() * sizeof(typename Scratch<Key>::Slot));
      measure_detail::wipe(scratch.stays.data(), scratch.stays.size() * sizeof(Stay<Key>));
    });
    for (const PairCounts& share : counts) sum.add(share);
    for (const std::uint64_t share : unknown) unlisted += share;
  });
  table.counts.outside += unlisted;
  for (std::size_t i = 0; i < frame.figures(); ++i) {
    table.numerator[i] = sum.second(i);
    table.denominator[i] = sum.first(i);
  }
  return table;
}

inline std::string WindowMeasure::serialize() const {
  measure_detail::ByteWriter bytes;
  measure_detail::put_frame(bytes, measure_detail::MeasureCode::window, options_.frame);
  measure_detail::put_duration(bytes, options_.window);
  bytes.put(std::uint64_t{options_.at_least});
  bytes.put(static_cast<std::uint64_t>(options_.presence));
  bytes.put(options_.kinds);
  measure_detail::put_row_counts(bytes, told_);
  measure_detail::put_row_counts(bytes, told_persons_);
  contacts_.put(bytes);
  stays_.put(bytes);
  return std::move(bytes).finish();
}

inline absl::StatusOr<WindowMeasure> WindowMeasure::deserialize(std::string_view serialized) {
  measure_detail::ByteReader bytes(serialized);
  absl::StatusOr<MeasureFrame> frame = measure_detail::get_frame(bytes, measure_detail::MeasureCode::window);
  if (!frame.ok()) return frame.status();
  const std::optional<Duration> window = measure_detail::get_duration(bytes);
  const auto at_least = bytes.get<std::uint64_t>();
  const auto presence = bytes.get<std::uint64_t>();
  const auto kinds = bytes.get<std::uint64_t>();
  if (!window || at_least > std::numeric_limits<std::uint32_t>::max() ||
      presence > static_cast<std::uint64_t>(Presence::throughout)) {
    return absl::DataLossError("the serialized measure has no such window");
  }
  absl::StatusOr<WindowMeasure> measure = make({.frame = *std::move(frame),
                                                .window = *window,
                                                .at_least = static_cast<std::uint32_t>(at_least),
                                                .presence = static_cast<Presence>(presence),
                                                .kinds = kinds});
  if (!measure.ok()) return measure.status();
  measure->told_ = measure_detail::get_row_counts(bytes);
  measure->told_persons_ = measure_detail::get_row_counts(bytes);
  measure->contacts_.get(bytes);
  measure->stays_.get(bytes);
  if (absl::Status status = bytes.status(); !status.ok()) return status;
  if (!measure->is_sound()) return absl::DataLossError("the serialized measure has rows beyond its frame");
  return measure;
}

inline bool WindowMeasure::is_sound() const noexcept {
  bool sound = contacts_.key_width() == 0 || stays_.key_width() == 0 || contacts_.key_width() == stays_.key_width();
  contacts_.visit(
      [&](const auto& rows) { rows.for_each([&](const auto& row) { sound &= row.day < by_day_.size(); }); });
  stays_.visit(
      [&](const auto& rows) { rows.for_each([&](const auto& row) { sound &= row.cell <= options_.frame.cells(); }); });
  return sound;
}

}  // namespace v1
}  // namespace tertial

// The works in plain C++: what a good programmer writes without a library, and the oracle of the checksums.
//
//   works_plain --data FOLDER --work W3 [--runs 5] [--threads 1]
//
// What a work needs for its results and on the way is allocated when it is set up; its definition stands above it.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <thread>
#include <vector>

#include "columns.hpp"
#include "contestant.hpp"

namespace {

using tertial::bench::Checksums;
using tertial::bench::Column;
using tertial::bench::Given;
using tertial::bench::kDays;
using tertial::bench::kFirstDay;
using tertial::bench::kMonths;
using tertial::bench::kNoDay;
using tertial::bench::kUnits;
using tertial::bench::millionths;

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kCells = static_cast<std::size_t>(kUnits) * kMonths;

std::size_t index(std::int64_t value) { return static_cast<std::size_t>(value); }

// Calls work(begin, end, thread) for equal parts of 0..size, each on a thread of its own.
template <class Work>
void split(std::size_t size, unsigned threads, const Work& work) {
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < threads; ++i) {
    others.emplace_back([&work, size, threads, i] { work(size * i / threads, size * (i + 1) / threads, i); });
  }
  work(0, size / threads, 0U);
}

// The month of each day from 2014-01-01, 0..119; 120 for those after.
class Calendar {
 public:
  Calendar() {
    std::size_t month = 0;
    std::int32_t left = days_of(0);
    for (std::int32_t day = 0; day < kDays + kBeyond; ++day) {
      if (left == 0 && month < index(kMonths)) {
        ends_.push_back(kFirstDay + day - 1);
        left = days_of(++month);
      }
      --left;
      month_.push_back(static_cast<std::uint8_t>(month));
    }
  }
  // Of days since 1970-01-01, to a year beyond the last.
  [[nodiscard]] std::size_t month(std::int32_t day) const noexcept { return month_[index(day - kFirstDay)]; }
  [[nodiscard]] std::int32_t end_of(std::size_t month) const noexcept { return ends_[month]; }

 private:
  static constexpr std::int32_t kBeyond = 366;
  static std::int32_t days_of(std::size_t month) {
    constexpr std::int32_t kDaysOf[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return kDaysOf[month % 12] + (month % 12 == 1 && (2014 + month / 12) % 4 == 0 ? 1 : 0);
  }
  std::vector<std::uint8_t> month_;
  std::vector<std::int32_t> ends_;
};

// A pair's band: product 1 to 3 green, 4 to 6 yellow, 9 to 12 red; none where a step is missing or no band says.
// Checksums: the counts of bands 0 to 3; the bands weighed.
class W1 {
 public:
  explicit W1(const Given& given)
      : threads_(given.threads),
        likelihood_(Column<std::uint8_t>::read(given.data / "w1_likelihood.u8")),
        severity_(Column<std::uint8_t>::read(given.data / "w1_severity.u8")),
        band_(likelihood_.size()),
        parts_(given.threads) {}

  void run() {
    split(band_.size(), threads_,
          [this](std::size_t begin, std::size_t end, unsigned thread) { parts_[thread] = classify(begin, end); });
    counts_ = {};
    for (const auto& part : parts_) {
      for (std::size_t i = 0; i < 4; ++i) counts_[i] += part[i];
    }
  }

  [[nodiscard]] Checksums checksums() const {
    Checksums sums(counts_.begin(), counts_.end());
    sums.push_back(tertial::bench::weighed_bytes(band_));
    return sums;
  }

 private:
  using Counts = std::array<std::int64_t, 4>;

  Counts classify(std::size_t begin, std::size_t end) {
    constexpr std::size_t kBlock = 255;  // so that counts of a block's lanes fit a byte
    Counts counts{};
    const std::uint8_t* const likelihood = likelihood_.data();
    const std::uint8_t* const severity = severity_.data();
    std::uint8_t* const band = band_.data();
    constexpr std::size_t kLanes = 64;
    std::size_t i = begin;
    while (end - i >= kLanes) {
      std::array<std::uint8_t, kLanes> green{}, yellow{}, red{};
      for (std::size_t block = 0; block < kBlock && end - i >= kLanes; ++block, i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
          const auto product = static_cast<std::uint8_t>(likelihood[i + lane] * severity[i + lane]);
          const auto is_green = static_cast<std::uint8_t>(product >= 1 && product <= 3);
          const auto is_yellow = static_cast<std::uint8_t>(product >= 4 && product <= 6);
          const auto is_red = static_cast<std::uint8_t>(product >= 9 && product <= 12);
          green[lane] = static_cast<std::uint8_t>(green[lane] + is_green);
          yellow[lane] = static_cast<std::uint8_t>(yellow[lane] + is_yellow);
          red[lane] = static_cast<std::uint8_t>(red[lane] + is_red);
          band[i + lane] = static_cast<std::uint8_t>(is_green + 2 * is_yellow + 3 * is_red);
        }
      }
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        counts[1] += green[lane];
        counts[2] += yellow[lane];
        counts[3] += red[lane];
      }
    }
    for (; i < end; ++i) {
      const int product = likelihood[i] * severity[i];
      band[i] = product >= 1 && product <= 3    ? 1
                : product >= 4 && product <= 6  ? 2
                : product >= 9 && product <= 12 ? 3
                                                : 0;
      if (band[i] != 0) ++counts[band[i]];
    }
    counts[0] = static_cast<std::int64_t>(end - begin) - counts[1] - counts[2] - counts[3];
    return counts;
  }

  unsigned threads_;
  Column<std::uint8_t> likelihood_, severity_, band_;
  std::vector<Counts> parts_;
  Counts counts_{};
};

// A series' nine tertials and then three years: sum, mean and last of the numerators that are present; the ratio of
// the sums over the months in which both are. A sum is missing when every numerator is, a ratio when no month has both.
// Checksums: 4 * sum weighed; millionths of the means; 4 * last; millionths of the ratios; missing sums and ratios.
class W2 {
 public:
  explicit W2(const Given& given)
      : threads_(given.threads),
        numerator_(Column<double>::read(given.data / "w2_numerator.f64")),
        denominator_(Column<double>::read(given.data / "w2_denominator.f64")),
        sum_(numerator_.size() / 3),
        mean_(sum_.size()),
        last_(sum_.size()),
        ratio_(sum_.size()) {}

  void run() {
    split(numerator_.size() / 36, threads_, [this](std::size_t begin, std::size_t end, unsigned) {
      for (std::size_t series = begin; series < end; ++series) roll_up(series);
    });
  }

  [[nodiscard]] Checksums checksums() const {
    Checksums sums(5);
    for (std::size_t i = 0; i < sum_.size(); ++i) {
      if (std::isnan(sum_[i])) {
        ++sums[4];
      } else {
        sums[0] += static_cast<std::int64_t>(4 * sum_[i]) * static_cast<std::int64_t>(i % 1009 + 1);
        sums[1] += millionths(mean_[i]);
        sums[2] += static_cast<std::int64_t>(4 * last_[i]);
      }
      if (std::isnan(ratio_[i])) {
        ++sums[4];
      } else {
        sums[3] += millionths(ratio_[i]);
      }
    }
    return sums;
  }

 private:
  struct Sums {
    double sum = 0, last = kNoNumber, numerator = 0, denominator = 0;
    int present = 0, both = 0;

    void add(const Sums& later) {
      sum += later.sum;
      numerator += later.numerator;
      denominator += later.denominator;
      present += later.present;
      both += later.both;
      if (later.present != 0) last = later.last;
    }
  };

  void put(std::size_t cell, const Sums& sums) {
    sum_[cell] = sums.present != 0 ? sums.sum : kNoNumber;
    mean_[cell] = sums.present != 0 ? sums.sum / sums.present : kNoNumber;
    last_[cell] = sums.last;
    ratio_[cell] = sums.both != 0 ? sums.numerator / sums.denominator : kNoNumber;
  }

  void roll_up(std::size_t series) {
    const double* const numerator = numerator_.data() + series * 36;
    const double* const denominator = denominator_.data() + series * 36;
    std::array<Sums, 3> years;
    for (std::size_t tertial = 0; tertial < 9; ++tertial) {
      Sums sums;
      for (std::size_t month = tertial * 4; month < tertial * 4 + 4; ++month) {
        const double n = numerator[month], d = denominator[month];
        const bool present = !std::isnan(n), both = present && !std::isnan(d);
        sums.sum += present ? n : 0;
        sums.last = present ? n : sums.last;
        sums.present += present ? 1 : 0;
        sums.numerator += both ? n : 0;
        sums.denominator += both ? d : 0;
        sums.both += both ? 1 : 0;
      }
      put(series * 12 + tertial, sums);
      years[tertial / 3].add(sums);
    }
    for (std::size_t year = 0; year < 3; ++year) put(series * 12 + 9 + year, years[year]);
  }

  unsigned threads_;
  Column<double> numerator_, denominator_, sum_, mean_, last_, ratio_;
};

// Counts by unit and month, of each thread and then together.
class UnitMonths {
 public:
  explicit UnitMonths(unsigned threads) : whole_(threads), part_(threads) {}

  // Empty ones of a thread, with room for the month after the last.
  std::pair<std::int32_t*, std::int32_t*> of_thread(unsigned thread) {
    whole_[thread].assign(kUnits * kRow, 0);
    part_[thread].assign(kUnits * kRow, 0);
    return {whole_[thread].data(), part_[thread].data()};
  }
  static std::size_t cell(std::size_t unit, std::size_t month) { return unit * kRow + month; }

  void add_up() {
    whole_of_all_.assign(kCells, 0);
    part_of_all_.assign(kCells, 0);
    for (std::size_t thread = 0; thread < whole_.size(); ++thread) {
      for (std::size_t i = 0; i < kCells; ++i) {
        whole_of_all_[i] += whole_[thread][cell(i / kMonths, i % kMonths)];
        part_of_all_[i] += part_[thread][cell(i / kMonths, i % kMonths)];
      }
    }
  }
  // Changes from month to month become what there is in each.
  void accumulate() {
    for (std::size_t i = 0; i < kCells; ++i) {
      if (i % kMonths == 0) continue;
      whole_of_all_[i] += whole_of_all_[i - 1];
      part_of_all_[i] += part_of_all_[i - 1];
    }
  }

  [[nodiscard]] Checksums checksums() const {
    return tertial::bench::share_checksums<std::int32_t>(whole_of_all_, part_of_all_);
  }

 private:
  static constexpr std::size_t kRow = 128;
  std::vector<std::vector<std::int32_t>> whole_, part_;
  std::vector<std::int32_t> whole_of_all_, part_of_all_;
};

// Episodes ongoing on a month's last day d, that is start <= d < end or open, and those of them of more than 183 days,
// d - start > 183. Checksums: both weighed by unit and month; millionths of the shares of long ones.
class W3 {
 public:
  explicit W3(const Given& given)
      : threads_(given.threads),
        start_(Column<std::int32_t>::read(given.data / "w3_start.i32")),
        end_(Column<std::int32_t>::read(given.data / "w3_end.i32")),
        unit_(Column<std::uint16_t>::read(given.data / "w3_unit.u16")),
        counts_(given.threads) {}

  void run() {
    split(start_.size(), threads_, [this](std::size_t begin, std::size_t end, unsigned thread) {
      const auto [ongoing, long_ones] = counts_.of_thread(thread);
      for (std::size_t i = begin; i < end; ++i) {
        const std::size_t from = calendar_.month(start_[i]), long_from = calendar_.month(start_[i] + 184);
        const std::size_t to = end_[i] == kNoDay ? kMonths : calendar_.month(end_[i]);
        const std::size_t after = UnitMonths::cell(unit_[i], to);
        ++ongoing[UnitMonths::cell(unit_[i], from)];
        --ongoing[after];
        ++long_ones[UnitMonths::cell(unit_[i], std::min(long_from, to))];
        --long_ones[after];
      }
    });
    counts_.add_up();
    counts_.accumulate();
  }

  [[nodiscard]] Checksums checksums() const { return counts_.checksums(); }

 private:
  unsigned threads_;
  Calendar calendar_;
  Column<std::int32_t> start_, end_;
  Column<std::uint16_t> unit_;
  UnitMonths counts_;
};

// Reports by unit and month in which they were made, and those of them assessed within 86,400 seconds, these included.
// Checksums as W3.
class W4 {
 public:
  explicit W4(const Given& given)
      : threads_(given.threads),
        reported_(Column<std::int64_t>::read(given.data / "w4_reported.i64")),
        assessed_(Column<std::int64_t>::read(given.data / "w4_assessed.i64")),
        unit_(Column<std::uint16_t>::read(given.data / "w4_unit.u16")),
        counts_(given.threads) {}

  void run() {
    split(reported_.size(), threads_, [this](std::size_t begin, std::size_t end, unsigned thread) {
      const auto [reports, in_time] = counts_.of_thread(thread);
      for (std::size_t i = begin; i < end; ++i) {
        const auto day = static_cast<std::int32_t>(static_cast<std::uint64_t>(reported_[i]) / 86400);
        const std::size_t cell = UnitMonths::cell(unit_[i], calendar_.month(day));
        ++reports[cell];
        in_time[cell] += assessed_[i] != tertial::bench::kNoTime && assessed_[i] - reported_[i] <= 86400 ? 1 : 0;
      }
    });
    counts_.add_up();
  }

  [[nodiscard]] Checksums checksums() const { return counts_.checksums(); }

 private:
  unsigned threads_;
  Calendar calendar_;
  Column<std::int64_t> reported_, assessed_;
  Column<std::uint16_t> unit_;
  UnitMonths counts_;
};

// Records put into parts that fit the second-level cache.
template <class Record>
class Partition {
 public:
  Partition(std::size_t rows, unsigned threads) : records_(rows), threads_(threads), counts_(threads) {}

  // part_of(i) is the part of row i, where `parts` stands for none; record(i) what is kept of it.
  template <class PartOf, class Make>
  void fill(std::size_t rows, std::size_t parts, PartOf part_of, Make record) {
    split(rows, threads_, [&, part_of](std::size_t begin, std::size_t end, unsigned thread) {
      counts_[thread].assign(parts + 1, 0);
      std::size_t* const counts = counts_[thread].data();
      for (std::size_t i = begin; i < end; ++i) ++counts[part_of(i)];
    });
    begins_.resize(parts + 1);
    std::size_t place = 0;
    for (std::size_t part = 0; part <= parts; ++part) {
      begins_[part] = place;
      for (std::vector<std::size_t>& counts : counts_) place += std::exchange(counts[part], place);
    }
    split(rows, threads_, [&, part_of, record](std::size_t begin, std::size_t end, unsigned thread) {
      std::size_t* const places = counts_[thread].data();
      Record* const records = records_.data();
      for (std::size_t i = begin; i < end; ++i) records[places[part_of(i)]++] = record(i);
    });
  }

  [[nodiscard]] std::size_t parts() const { return begins_.size() - 1; }
  [[nodiscard]] std::span<const Record> part(std::size_t i) const {
    return {records_.data() + begins_[i], records_.data() + begins_[i + 1]};
  }

 private:
  Column<Record> records_;
  unsigned threads_;
  std::vector<std::vector<std::size_t>> counts_;
  std::vector<std::size_t> begins_;
};

std::int32_t largest(const Column<std::int32_t>& values) {
  std::int32_t largest = 0;
  for (const std::int32_t value : values) largest = std::max(largest, value);
  return largest;
}

// Episodes that ended on day 3286 or before, which is 365 days before the last, by unit and month of the end; and those
// of them without a start of the same person on the 365 days after the end. Checksums as W3.
class W5 {
 public:
  explicit W5(const Given& given)
      : threads_(given.threads),
        person_(Column<std::int32_t>::read(given.data / "w5_person.i32")),
        start_(Column<std::int32_t>::read(given.data / "w5_start.i32")),
        end_(Column<std::int32_t>::read(given.data / "w5_end.i32")),
        unit_(Column<std::uint16_t>::read(given.data / "w5_unit.u16")),
        partition_(person_.size(), given.threads),
        sorted_(given.threads),
        counts_(given.threads) {}

  void run() {
    partition_.fill(
        person_.size(), index(largest(person_)) / kPersons + 1,
        [person = person_.data()](std::size_t i) { return index(person[i]) / kPersons; },
        [person = person_.data(), start = start_.data(), end = end_.data(), unit = unit_.data()](std::size_t i) {
          return Episode{start[i], end[i], static_cast<std::uint16_t>(index(person[i]) % kPersons), unit[i]};
        });
    split(partition_.parts(), threads_, [this](std::size_t begin, std::size_t end, unsigned thread) {
      const auto [ended, without] = counts_.of_thread(thread);
      for (std::size_t i = begin; i < end; ++i) follow(partition_.part(i), sorted_[thread], ended, without);
    });
    counts_.add_up();
  }

  [[nodiscard]] Checksums checksums() const { return counts_.checksums(); }

 private:
  struct Episode {
    std::int32_t start, end;
    std::uint16_t person;  // within the part
    std::uint16_t unit;
  };
  static constexpr std::size_t kPersons = 1 << 13;  // of a part
  static constexpr std::int32_t kFollowedUntil = kFirstDay + kDays - 1 - 365;

  void follow(std::span<const Episode> part, std::vector<Episode>& sorted, std::int32_t* ended, std::int32_t* without) {
    // By person, by counting.
    std::array<std::uint32_t, kPersons + 1> places{};
    for (const Episode& episode : part) ++places[episode.person + 1U];
    for (std::size_t i = 1; i <= kPersons; ++i) places[i] += places[i - 1];
    const std::array<std::uint32_t, kPersons + 1> begins = places;
    sorted.resize(part.size());
    for (const Episode& episode : part) sorted[places[episode.person]++] = episode;
    // A person has few episodes: each is held against all.
    for (std::size_t person = 0; person < kPersons; ++person) {
      const std::span<const Episode> own(sorted.data() + begins[person], sorted.data() + begins[person + 1]);
      for (const Episode& episode : own) {
        const bool counts = episode.end != kNoDay && episode.end <= kFollowedUntil;
        const std::int32_t day = counts ? episode.end : kFirstDay;
        bool again = false;
        for (const Episode& other : own) again |= (other.start > day) & (other.start <= day + 365);
        const std::size_t cell = UnitMonths::cell(episode.unit, calendar_.month(day));
        ended[cell] += counts ? 1 : 0;
        without[cell] += counts & !again ? 1 : 0;
      }
    }
  }

  unsigned threads_;
  Calendar calendar_;
  Column<std::int32_t> person_, start_, end_;
  Column<std::uint16_t> unit_;
  Partition<Episode> partition_;
  std::vector<std::vector<Episode>> sorted_;
  UnitMonths counts_;
};

// By unit of the person and month end d of 2023: persons with at least 4 contacts on the days d - 364 to d.
// Checksums: their number weighed by unit * 12 + month; millionths of their share of the unit's persons.
class W6 {
 public:
  explicit W6(const Given& given)
      : threads_(given.threads),
        unit_(Column<std::uint16_t>::read(given.data / "w6_unit.u16")),
        person_(Column<std::int32_t>::read(given.data / "w6_person.i32")),
        day_(Column<std::int32_t>::read(given.data / "w6_day.i32")),
        partition_(person_.size(), given.threads),
        parts_(given.threads),
        changes_(given.threads) {
    for (std::size_t i = 0; i < kEnds; ++i) ends_[i] = calendar_.end_of(kMonths - kEnds + i);
    // The ends that a day counts for are some that follow each other.
    for (std::size_t i = 0; i < windows_.size(); ++i) {
      const std::int32_t day = ends_[0] - 364 + static_cast<std::int32_t>(i);
      windows_[i].first = static_cast<std::uint8_t>(std::lower_bound(ends_.begin(), ends_.end(), day) - ends_.begin());
      windows_[i].after =
          static_cast<std::uint8_t>(std::upper_bound(ends_.begin(), ends_.end(), day + 364) - ends_.begin());
    }
  }

  void run() {
    const std::size_t parts = (unit_.size() - 1) / kPersons + 1;
    const std::int32_t first = ends_[0] - 364;
    partition_.fill(
        person_.size(), parts,
        [parts, first, person = person_.data(), day = day_.data()](std::size_t i) {
          return static_cast<std::uint32_t>(day[i] - first) < kWindows ? index(person[i]) / kPersons : parts;
        },
        [first, person = person_.data(), day = day_.data()](std::size_t i) {
          return Contact{static_cast<std::uint16_t>(index(person[i]) % kPersons),
                         static_cast<std::uint16_t>(day[i] - first)};
        });
    split(partition_.parts(), threads_, [this](std::size_t begin, std::size_t end, unsigned thread) {
      std::vector<std::int32_t>& frequent = parts_[thread];
      frequent.assign(kUnits * kEnds, 0);
      for (std::size_t i = begin; i < end; ++i) count(i, changes_[thread], frequent);
    });
    frequent_.assign(kUnits * kEnds, 0);
    for (const auto& part : parts_) {
      for (std::size_t i = 0; i < part.size(); ++i) frequent_[i] += part[i];
    }
    persons_.assign(kUnits, 0);
    for (const std::uint16_t unit : unit_) ++persons_[unit];
  }

  [[nodiscard]] Checksums checksums() const {
    Checksums sums(2);
    for (std::size_t i = 0; i < frequent_.size(); ++i) {
      sums[0] += frequent_[i] * static_cast<std::int64_t>(i % 1009 + 1);
      if (persons_[i / kEnds] != 0) {
        sums[1] += millionths(static_cast<double>(frequent_[i]) / static_cast<double>(persons_[i / kEnds]));
      }
    }
    return sums;
  }

 private:
  struct Contact {
    std::uint16_t person;  // within the part
    std::uint16_t day;     // after the first that counts
  };
  struct Window {
    std::uint8_t first, after;
  };
  static constexpr std::size_t kPersons = 1 << 14;  // of a part
  static constexpr std::size_t kEnds = 12;
  static constexpr std::size_t kWindows = 364 + 1 + 334;  // days from 364 before the first end to the last

  using Changes = std::vector<std::array<std::uint16_t, 16>>;  // of each person from end to end

  void count(std::size_t part, Changes& changes, std::vector<std::int32_t>& frequent) const {
    changes.assign(kPersons, {});
    for (const Contact& contact : partition_.part(part)) {
      std::array<std::uint16_t, 16>& own = changes[contact.person];
      const Window window = windows_[contact.day];
      ++own[window.first];
      --own[window.after];
    }
    for (std::size_t i = 0; i < kPersons && part * kPersons + i < unit_.size(); ++i) {
      std::int32_t* const row = frequent.data() + unit_[part * kPersons + i] * kEnds;
      std::uint16_t contacts = 0;
      for (std::size_t end = 0; end < kEnds; ++end) {
        contacts = static_cast<std::uint16_t>(contacts + changes[i][end]);
        row[end] += contacts >= 4 ? 1 : 0;
      }
    }
  }

  unsigned threads_;
  Calendar calendar_;
  Column<std::uint16_t> unit_;
  Column<std::int32_t> person_, day_;
  std::array<std::int32_t, kEnds> ends_{};
  std::array<Window, kWindows> windows_{};
  Partition<Contact> partition_;
  std::vector<std::vector<std::int32_t>> parts_;
  std::vector<Changes> changes_;
  std::vector<std::int32_t> frequent_;
  std::vector<std::int64_t> persons_;
};

// A series' process limits: mean, mean moving range mR of 35 moves, mean - 2.66 mR, mean + 2.66 mR; and for each of its
// points the flags 1 if it is strictly beyond them, 2 if it and the 7 before are strictly on one side of the mean, 4 if
// it and the 5 before rise or fall strictly. Checksums: millionths of mean, mR, lower and upper; the points with each
// flag; the flags weighed by the point's place among those of all series.
class W7 {
 public:
  explicit W7(const Given& given)
      : threads_(given.threads),
        value_(Column<double>::read(given.data / "w7_value.f64")),
        mean_(value_.size() / kPoints),
        range_(mean_.size()),
        lower_(mean_.size()),
        upper_(mean_.size()),
        flags_(value_.size()) {}

  void run() {
    split(mean_.size(), threads_, [this](std::size_t begin, std::size_t end, unsigned) {
      for (std::size_t i = begin; i < end; ++i) judge(i);
    });
  }

  [[nodiscard]] Checksums checksums() const {
    Checksums sums(8);
    for (std::size_t i = 0; i < mean_.size(); ++i) {
      sums[0] += millionths(mean_[i]);
      sums[1] += millionths(range_[i]);
      sums[2] += millionths(lower_[i]);
      sums[3] += millionths(upper_[i]);
    }
    for (const std::uint8_t flags : flags_) {
      for (std::size_t flag = 0; flag < 3; ++flag) sums[4 + flag] += flags >> flag & 1;
    }
    sums[7] = tertial::bench::weighed_bytes(flags_);
    return sums;
  }

 private:
  static constexpr std::size_t kPoints = 36;

  void judge(std::size_t series) {
    const double* const value = value_.data() + series * kPoints;
    double sum = value[0], moved = 0;
    for (std::size_t i = 1; i < kPoints; ++i) {
      sum += value[i];
      moved += std::abs(value[i] - value[i - 1]);
    }
    const double mean = sum / kPoints, range = moved / (kPoints - 1);
    const double lower = mean - 2.66 * range, upper = mean + 2.66 * range;
    mean_[series] = mean;
    range_[series] = range;
    lower_[series] = lower;
    upper_[series] = upper;
    std::uint8_t* const flags = flags_.data() + series * kPoints;
    int above = 0, below = 0, rising = 1, falling = 1;  // points of the run that ends here
    for (std::size_t i = 0; i < kPoints; ++i) {
      above = value[i] > mean ? above + 1 : 0;
      below = value[i] < mean ? below + 1 : 0;
      if (i > 0) {
        rising = value[i] > value[i - 1] ? rising + 1 : 1;
        falling = value[i] < value[i - 1] ? falling + 1 : 1;
      }
      const bool outside = value[i] < lower || value[i] > upper;
      flags[i] = static_cast<std::uint8_t>((outside ? 1 : 0) | (std::max(above, below) >= 8 ? 2 : 0) |
                                           (std::max(rising, falling) >= 6 ? 4 : 0));
    }
  }

  unsigned threads_;
  Column<double> value_, mean_, range_, lower_, upper_;
  Column<std::uint8_t> flags_;
};

// Lines of unit;YYYY-MM;numerator;denominator into columns; u.s. is missing. Checksums: rows, sum of units, of
// 100 * year + month, of 4 * numerators, of denominators, and how many of both are missing.
class W8 {
 public:
  explicit W8(const Given& given) : threads_(given.threads), text_(Column<char>::read(given.data / "w8_rows.csv")) {
    const std::size_t most = text_.size() / 12 + 1;
    unit_ = Column<std::uint16_t>(most);
    month_ = Column<std::int32_t>(most);
    numerator_ = Column<double>(most);
    denominator_ = Column<double>(most);
  }

  void run() {
    // Parts begin after a line's end; their rows are counted first, so that each knows where its own go.
    std::vector<std::size_t> begins(threads_ + 1, text_.size()), rows(threads_ + 1);
    for (unsigned i = 0; i < threads_; ++i) begins[i] = line_from(text_.size() * i / threads_);
    if (threads_ > 1) {
      split(threads_, threads_, [&](std::size_t part, std::size_t, unsigned) {
        rows[part + 1] = index(std::count(text_.data() + begins[part], text_.data() + begins[part + 1], '\n'));
      });
    }
    for (unsigned i = 1; i < threads_; ++i) rows[i + 1] += rows[i];
    split(threads_, threads_, [&](std::size_t part, std::size_t, unsigned) {
      const std::size_t after = read(begins[part], begins[part + 1], rows[part]);
      if (part + 1 == threads_) rows_ = after;
    });
  }

  [[nodiscard]] Checksums checksums() const {
    Checksums sums(6);
    sums[0] = static_cast<std::int64_t>(rows_);
    for (std::size_t i = 0; i < rows_; ++i) {
      sums[1] += unit_[i];
      sums[2] += month_[i];
      if (std::isnan(numerator_[i])) {
        ++sums[5];
      } else {
        sums[3] += static_cast<std::int64_t>(4 * numerator_[i]);
      }
      if (std::isnan(denominator_[i])) {
        ++sums[5];
      } else {
        sums[4] += static_cast<std::int64_t>(denominator_[i]);
      }
    }
    return sums;
  }

 private:
  [[nodiscard]] std::size_t line_from(std::size_t place) const {
    if (place == 0) return 0;
    return index(std::find(text_.data() + place - 1, text_.data() + text_.size(), '\n') - text_.data()) + 1;
  }

  static std::int32_t digits(const char*& at) {
    std::int32_t value = 0;
    for (; static_cast<unsigned char>(*at - '0') < 10; ++at) value = value * 10 + (*at - '0');
    return value;
  }
  static double number(const char*& at) {
    if (*at == 'u') {
      at += 4;
      return kNoNumber;
    }
    std::int64_t value = digits(at);
    double scale = 1;
    if (*at == ',') {
      for (++at; static_cast<unsigned char>(*at - '0') < 10; ++at) {
        value = value * 10 + (*at - '0');
        scale *= 10;
      }
    }
    return static_cast<double>(value) / scale;
  }

  std::size_t read(std::size_t begin, std::size_t end, std::size_t row) {
    for (const char* at = text_.data() + begin; at != text_.data() + end; ++row) {
      unit_[row] = static_cast<std::uint16_t>(digits(at));
      ++at;
      const std::int32_t year = digits(at);
      ++at;
      month_[row] = year * 100 + digits(at);
      ++at;
      numerator_[row] = number(at);
      ++at;
      denominator_[row] = number(at);
      ++at;
    }
    return row;
  }

  unsigned threads_;
  Column<char> text_;
  std::size_t rows_ = 0;
  Column<std::uint16_t> unit_;
  Column<std::int32_t> month_;
  Column<double> numerator_, denominator_;
};

constexpr tertial::bench::Contestant kWorks[] = {
    {"W1", tertial::bench::contestant<W1>}, {"W2", tertial::bench::contestant<W2>},
    {"W3", tertial::bench::contestant<W3>}, {"W4", tertial::bench::contestant<W4>},
    {"W5", tertial::bench::contestant<W5>}, {"W6", tertial::bench::contestant<W6>},
    {"W7", tertial::bench::contestant<W7>}, {"W8", tertial::bench::contestant<W8>},
};

}  // namespace

int main(int count, char** words) { return tertial::bench::contest("plain", kWorks, count, words); }

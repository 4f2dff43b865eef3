// Prints what the calendar says about every day and period from 1900 to 2200, and about random month steps
// and recurrences, for period_oracle.py to check against Python's datetime.
//
//   period_dump [SEED]
//
// One fact a line, words apart by one space:
//   day DAYS DATE WEEKDAY WEEK MONTH QUARTER TERTIAL HALF_YEAR YEAR
//   period GRANULARITY TEXT FIRST LAST PREVIOUS NEXT YEAR INDEX PARENT... CHILDREN...  ("-" for none, seven
//   of each) text TEXT CANONICAL-TEXT|- add_months DATE MONTHS DATE pair A B ENDS_BEFORE CONTAINS recurrence
//   times|every N PER|UNIT START END AS_OF DUE_BY COUNT CHECKSUM
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tertial/calendar/date.hpp"
#include "tertial/calendar/granularity.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/calendar/recurrence.hpp"
#include "tertial/text.hpp"

namespace {

using tertial::Date;
using tertial::Granularity;
using tertial::kGranularities;
using tertial::Period;
using tertial::PeriodRange;
using tertial::Recurrence;
using tertial::text;

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  int below(int limit) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<int>(((state_ >> 33) * static_cast<std::uint64_t>(limit)) >> 31);
  }
  Date day() { return Date::earliest() + below(Date::latest() - Date::earliest() + 1); }
  template <class T, std::size_t N>
  T pick(const std::array<T, N>& from) {
    return from[static_cast<std::size_t>(below(static_cast<int>(N)))];
  }

 private:
  std::uint64_t state_;
};

template <class... Words>
void line(const Words&... words) {
  std::string joined;
  ((joined += text(words, " ")), ...);
  joined.back() = '\n';
  std::fwrite(joined.data(), 1, joined.size(), stdout);
}

std::string children(Period period, Granularity granularity) {
  const PeriodRange range = period.children(granularity);
  if (range.empty()) return "-";
  std::string first;
  std::string last;
  std::size_t count = 0;
  for (const Period child : range) {
    if (count++ == 0) first = child.to_string();
    last = child.to_string();
  }
  return text(first, "..", last, ":", count, ":", range.size());
}

void days() {
  for (Date day = Date::earliest(); day <= Date::latest(); day = day + 1) {
    std::string of;
    for (const Granularity granularity : kGranularities) {
      if (granularity != Granularity::day) of += " " + Period::of(day, granularity).to_string();
    }
    line("day", day.days(), day.to_string(), text(day.iso_weekday(), of));
  }
}

void periods() {
  for (const Granularity granularity : kGranularities) {
    const PeriodRange all(Period::of(Date::earliest(), granularity), Period::of(Date::latest(), granularity));
    for (const Period period : all) {
      std::string related;
      for (const Granularity other : kGranularities) {
        const std::optional<Period> parent = period.parent(other);
        related += " " + (parent ? parent->to_string() : "-");
      }
      for (const Granularity other : kGranularities) related += " " + children(period, other);
      line("period", to_string(granularity), period.to_string(), period.first().to_string(), period.last().to_string(),
           period.previous().to_string(), period.next().to_string(), period.year(),
           text(period.index_in_year(), related));
    }
  }
}

void texts() {
  const auto try_text = [](const std::string& candidate) {
    const std::optional<Period> period = Period::try_parse(candidate);
    if (period.has_value() != Period::parse(candidate).ok()) std::abort();
    line("text", candidate, period ? period->to_string() : "-");
  };
  const auto two = [](int value) { return text(value < 10 ? "0" : "", value); };
  for (int year = 1898; year <= 2202; ++year) {
    try_text(text(year));
    for (int week = 0; week <= 54; ++week) try_text(text(year, "-W", two(week)));
    for (const char letter : {'Q', 'T', 'S', 'H', 'q'}) {
      for (int index = 0; index <= 9; ++index) try_text(text(year, "-", std::string(1, letter), index));
    }
    for (int month = 0; month <= 13; ++month) {
      try_text(text(year, "-", two(month)));
      for (int day = 0; day <= 32; ++day) try_text(text(year, "-", two(month), "-", two(day)));
    }
  }
}

void month_steps(Random random) {
  for (int i = 0; i < 40000; ++i) {
    Date from = random.day();
    if (i % 2 == 0) from = Period::of(from, Granularity::month).last();
    const int months = i % 4 < 2 ? random.below(49) - 24 : random.below(2401) - 1200;
    line("add_months", from.to_string(), months, from.add_months(months).to_string());
  }
}

void pairs(Random random) {
  for (int i = 0; i < 40000; ++i) {
    const Date day = random.day();
    const Period a = Period::of(day, random.pick(kGranularities));
    const Period b = Period::of(day + (random.below(401) - 200), random.pick(kGranularities));
    line("pair", a.to_string(), b.to_string(), ends_before(a, b) ? 1 : 0, a.contains(b) ? 1 : 0);
  }
}

void recurrence(bool times, int number, int word, Date start, Date end, Date as_of) {
  const tertial::Per per = tertial::kPers[static_cast<std::size_t>(word)];
  const tertial::Unit unit = tertial::kUnits[static_cast<std::size_t>(word) % tertial::kUnits.size()];
  const Recurrence rule = (times ? Recurrence::times_per(number, per) : Recurrence::every(number, unit)).value();
  const std::vector<Date> due = rule.due_dates(start, end);
  std::int64_t checksum = 0;
  for (const Date date : due) checksum = (checksum * 31 + date.days() + 30000) % 1000000007;
  line("recurrence", times ? "times" : "every", number, times ? to_string(per) : to_string(unit), start.to_string(),
       end.to_string(), as_of.to_string(), rule.due_by(start, end, as_of), due.size(), checksum);
}

void recurrences(Random random) {
  for (int i = 0; i < 6000; ++i) {
    const bool times = random.below(2) == 0;
    const bool many = random.below(10) == 0;
    const int number = 1 + random.below(many ? 1000 : 14);
    const int most_days = random.below(4) == 0 ? 40 : many ? 1500 : 6000;
    const int length = random.below(most_days);
    const Date start = Date::earliest() + random.below(Date::latest() - Date::earliest() - length);
    // Now and then the end comes before the start, or the day asked about lies outside.
    const Date end = random.below(50) == 0 ? start - 1 : start + length;
    const Date as_of = start + (random.below(length + 40) - 20);
    recurrence(times, number, random.below(6), start, end, as_of);
  }
  recurrence(true, 1000, 5, Date::earliest(), Date::latest(), random.day());
  recurrence(false, 1, 0, Date::earliest(), Date::latest(), random.day());
  recurrence(false, 1, 2, Date::earliest() + 30, Date::latest(), random.day());
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t seed = 1;
  if (argc > 1) {
    const char* const end = argv[1] + std::strlen(argv[1]);
    const std::from_chars_result read = std::from_chars(argv[1], end, seed);
    if (read.ec != std::errc() || read.ptr != end) {
      std::fputs("usage: period_dump [SEED]\n", stderr);
      return 2;
    }
  }
  days();
  periods();
  texts();
  month_steps(Random(seed));
  pairs(Random(seed + 1));
  recurrences(Random(seed + 2));
  return std::fflush(stdout) == 0 ? 0 : 1;
}

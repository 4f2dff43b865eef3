// The works by the C interface of tertial, as a program in C would call it: no copy of a column is made, and each run
// begins with a new handle and ends with the figures.

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

#include "columns.hpp"
#include "contestant.hpp"
#include "tertial.h"

namespace {

using tertial::bench::Checksums;
using tertial::bench::Column;
using tertial::bench::Given;

void ok(tertial_status status, const tertial_error& error) {
  if (status != TERTIAL_OK) throw std::runtime_error(std::string(error.at) + ": " + error.message);
}

tertial_period month(int year, int number) {
  const std::string text = std::to_string(year) + (number < 10 ? "-0" : "-") + std::to_string(number);
  tertial_error error;
  tertial_period period = 0;
  ok(tertial_period_parse(text.data(), text.size(), TERTIAL_SWEDISH, 0, &period, &error), error);
  return period;
}

class W1 {
 public:
  explicit W1(const Given& given)
      : likelihood_(Column<std::uint8_t>::read(given.data / "w1_likelihood.u8")),
        severity_(Column<std::uint8_t>::read(given.data / "w1_severity.u8")),
        band_(likelihood_.size()) {
    const auto named = [](const char* level) { return tertial_string{level, std::char_traits<char>::length(level)}; };
    const std::array<tertial_band, 3> bands = {
        {{named("green"), {}, 1, 3}, {named("yellow"), {}, 4, 6}, {named("red"), {}, 9, 12}}};
    tertial_matrix_options options{};
    options.struct_size = sizeof options;
    options.likelihood = options.severity = 4;
    options.bands = bands.data();
    options.band_count = bands.size();
    tertial_error error;
    ok(tertial_matrix_new(&options, &matrix_, &error), error);
  }
  W1(const W1&) = delete;
  W1& operator=(const W1&) = delete;
  ~W1() { tertial_matrix_free(matrix_); }

  void run() {
    tertial_error error;
    ok(tertial_matrix_classify(matrix_, likelihood_.data(), severity_.data(), band_.size(), band_.data(),
                               counts_.data(), &error),
       error);
  }
  [[nodiscard]] Checksums checksums() const {
    Checksums sums(counts_.begin(), counts_.begin() + 4);
    sums.push_back(tertial::bench::weighed_bytes(band_));
    return sums;
  }

 private:
  Column<std::uint8_t> likelihood_, severity_, band_;
  tertial_matrix* matrix_ = nullptr;
  std::array<std::uint64_t, 16> counts_{};
};

// A measure of 300 units, the columns that it counts, and the figures of the last run.
class Measured {
 public:
  Measured(const Given& given, tertial_measure_options options) : threads_(given.threads), options_(options) {
    options_.struct_size = sizeof options_;
    options_.groups = &kUnits;
    options_.group_count = 1;
  }
  Measured(const Measured&) = delete;
  Measured& operator=(const Measured&) = delete;
  ~Measured() { tertial_measured_free(measured_); }

  // The records, after the persons where there are any.
  void run(const tertial_records& records, const tertial_records* persons = nullptr) {
    tertial_error error;
    tertial_measure* measure = nullptr;
    tertial_measured_free(measured_);
    measured_ = nullptr;
    ok(tertial_measure_new(&options_, &measure, &error), error);
    if (persons != nullptr) ok(tertial_measure_add_persons(measure, persons, threads_, &error), error);
    ok(tertial_measure_add(measure, &records, threads_, &error), error);
    ok(tertial_measure_finish(measure, threads_, &measured_, &error), error);
    tertial_measure_free(measure);
  }
  [[nodiscard]] std::span<const std::int64_t> figures(std::int32_t column) const {
    tertial_error error;
    tertial_measured_info info{};
    info.struct_size = sizeof info;
    ok(tertial_measured_get_info(measured_, &info, &error), error);
    const std::int64_t* out = nullptr;
    ok(tertial_measured_figures(measured_, column, &out, &error), error);
    return {out, info.cell_count * info.period_count};
  }
  [[nodiscard]] Checksums shares() const {
    return tertial::bench::share_checksums(figures(TERTIAL_FIGURES_DENOMINATOR), figures(TERTIAL_FIGURES_NUMERATOR));
  }

 private:
  static constexpr std::uint32_t kUnits = tertial::bench::kUnits;

  std::uint32_t threads_;
  tertial_measure_options options_;
  tertial_measured* measured_ = nullptr;
};

tertial_measure_options options(std::int32_t kind, std::int32_t unit, std::int64_t duration, int first_year = 2014) {
  tertial_measure_options result{};
  result.kind = kind;
  result.first = month(first_year, 1);
  result.last = month(2023, 12);
  result.observed_until = TERTIAL_NO_DATE;
  result.duration_unit = unit;
  result.duration = duration;
  return result;
}
template <class T>
tertial_numbers numbers(const Column<T>& column) {
  return {column.data(), sizeof(T), 0};
}
tertial_records records(std::size_t rows) {
  tertial_records result{};
  result.struct_size = sizeof result;
  result.row_count = rows;
  return result;
}

class W3 {
 public:
  explicit W3(const Given& given)
      : start_(Column<std::int32_t>::read(given.data / "w3_start.i32")),
        end_(Column<std::int32_t>::read(given.data / "w3_end.i32")),
        unit_(Column<std::uint16_t>::read(given.data / "w3_unit.u16")),
        measured_(given, options(TERTIAL_MEASURE_SNAPSHOT, TERTIAL_DURATION_DAYS, 183)) {}

  void run() {
    tertial_records given = records(start_.size());
    given.groups[0] = numbers(unit_);
    given.start = start_.data();
    given.end = end_.data();
    measured_.run(given);
  }
  [[nodiscard]] Checksums checksums() const { return measured_.shares(); }

 private:
  Column<std::int32_t> start_, end_;
  Column<std::uint16_t> unit_;
  Measured measured_;
};

class W4 {
 public:
  explicit W4(const Given& given)
      : reported_(Column<std::int64_t>::read(given.data / "w4_reported.i64")),
        assessed_(Column<std::int64_t>::read(given.data / "w4_assessed.i64")),
        unit_(Column<std::uint16_t>::read(given.data / "w4_unit.u16")),
        measured_(given, options(TERTIAL_MEASURE_DEADLINE, TERTIAL_DURATION_SECONDS, 86400)) {}

  void run() {
    tertial_records given = records(reported_.size());
    given.groups[0] = numbers(unit_);
    given.start_time = reported_.data();
    given.end_time = assessed_.data();
    measured_.run(given);
  }
  [[nodiscard]] Checksums checksums() const { return measured_.shares(); }

 private:
  Column<std::int64_t> reported_, assessed_;
  Column<std::uint16_t> unit_;
  Measured measured_;
};

class W5 {
 public:
  explicit W5(const Given& given)
      : person_(Column<std::int32_t>::read(given.data / "w5_person.i32")),
        start_(Column<std::int32_t>::read(given.data / "w5_start.i32")),
        end_(Column<std::int32_t>::read(given.data / "w5_end.i32")),
        unit_(Column<std::uint16_t>::read(given.data / "w5_unit.u16")),
        measured_(given, followed()) {}

  void run() {
    tertial_records given = records(start_.size());
    given.groups[0] = numbers(unit_);
    given.start = start_.data();
    given.end = end_.data();
    given.person = numbers(person_);
    measured_.run(given);
  }
  [[nodiscard]] Checksums checksums() const { return measured_.shares(); }

 private:
  static tertial_measure_options followed() {
    tertial_measure_options result = options(TERTIAL_MEASURE_COHORT, TERTIAL_DURATION_DAYS, 365);
    result.observed_until = tertial::bench::kFirstDay + tertial::bench::kDays - 1;
    return result;
  }

  Column<std::int32_t> person_, start_, end_;
  Column<std::uint16_t> unit_;
  Measured measured_;
};

class W6 {
 public:
  explicit W6(const Given& given)
      : unit_(Column<std::uint16_t>::read(given.data / "w6_unit.u16")),
        person_(Column<std::int32_t>::read(given.data / "w6_person.i32")),
        day_(Column<std::int32_t>::read(given.data / "w6_day.i32")),
        listed_(unit_.size()),
        measured_(given, window()) {
    for (std::size_t i = 0; i < listed_.size(); ++i) listed_[i] = static_cast<std::uint32_t>(i);
  }

  void run() {
    tertial_records persons = records(unit_.size());
    persons.groups[0] = numbers(unit_);
    persons.person = numbers(listed_);
    tertial_records contacts = records(day_.size());
    contacts.start = day_.data();
    contacts.person = numbers(person_);
    measured_.run(contacts, &persons);
  }
  [[nodiscard]] Checksums checksums() const {
    const Checksums sums = measured_.shares();
    return {sums[1], sums[2]};
  }

 private:
  static tertial_measure_options window() {
    tertial_measure_options result = options(TERTIAL_MEASURE_WINDOW, TERTIAL_DURATION_DAYS, 365, 2023);
    result.at_least = 4;
    return result;
  }

  Column<std::uint16_t> unit_;
  Column<std::int32_t> person_, day_;
  Column<std::uint32_t> listed_;
  Measured measured_;
};

constexpr tertial::bench::Contestant kWorks[] = {
    {"W1", tertial::bench::contestant<W1>}, {"W3", tertial::bench::contestant<W3>},
    {"W4", tertial::bench::contestant<W4>}, {"W5", tertial::bench::contestant<W5>},
    {"W6", tertial::bench::contestant<W6>},
};

}  // namespace

int main(int count, char** words) { return tertial::bench::contest("tertial", kWorks, count, words); }

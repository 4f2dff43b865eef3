// Measures by the C interface. What they count is compared elsewhere; here it is what a caller in C relies on.
#include <doctest/doctest.h>

#include <random>

#include "sweep.hpp"

using namespace tertial::test;

namespace {

constexpr tertial_date kJanuary = 18262;  // 2020-01-01
const std::uint32_t kUnits = 2;

tertial_measure_options options(std::int32_t kind) {
  auto result = sized<tertial_measure_options>();
  result.kind = kind;
  result.first = period("2020-01");
  result.last = period("2020-03");
  result.groups = &kUnits;
  result.group_count = 1;
  result.observed_until = TERTIAL_NO_DATE;
  result.duration_unit = TERTIAL_DURATION_DAYS;
  result.duration = 30;
  result.at_least = 1;
  return result;
}
Measure make(const tertial_measure_options& options) {
  return made<tertial_measure>([&](auto** out, auto* error) { return tertial_measure_new(&options, out, error); });
}
std::string bytes(const tertial_measure* measure) {
  return string(
      made<tertial_text>([&](auto** out, auto* error) { return tertial_measure_write(measure, out, error); }));
}
Measured finish(const tertial_measure* measure, std::uint32_t threads = 1) {
  return made<tertial_measured>(
      [&](auto** out, auto* error) { return tertial_measure_finish(measure, threads, out, error); });
}

// Two units, five episodes of three persons: one without an end, one that ended before it began.
struct Episodes {
  std::vector<std::uint8_t> unit = {0, 0, 1, 1, 0};
  std::vector<tertial_date> start = {kJanuary, kJanuary + 5, kJanuary + 40, kJanuary + 10, kJanuary + 20};
  std::vector<tertial_date> end = {kJanuary + 45, TERTIAL_NO_DATE, kJanuary + 70, kJanuary + 9, kJanuary + 21};
  std::vector<std::uint32_t> person = {1, 2, 1, 3, 2};
  std::vector<double> value = {1, 2, 3, 4, 5};
  std::vector<std::int64_t> start_time, end_time;

  Episodes() {
    for (const tertial_date day : start) start_time.push_back(std::int64_t{day} * 86400);
    for (const tertial_date day : end) {
      end_time.push_back(day == TERTIAL_NO_DATE ? INT64_MIN : std::int64_t{day} * 86400);
    }
  }
  tertial_records records() const {
    auto result = sized<tertial_records>();
    result.row_count = unit.size();
    result.groups[0] = {unit.data(), 1, 0};
    result.start = start.data();
    result.end = end.data();
    result.person = {person.data(), 4, 0};
    result.value = value.data();
    return result;
  }
};

std::vector<std::int64_t> figures(const Measured& measured, std::int32_t column, std::size_t count = 6) {
  const std::int64_t* out = nullptr;
  REQUIRE(tertial_measured_figures(measured.get(), column, &out, nullptr) == TERTIAL_OK);
  return out == nullptr ? std::vector<std::int64_t>() : std::vector<std::int64_t>(out, out + count);
}

// A measure that the call changes: a new one each time, with the episodes in it.
class MeasureIn : public Argument {
 public:
  explicit MeasureIn(const tertial_measure_options& options) : options_(options) {}
  auto arguments() { return std::tuple(now_); }
  void prepare() {
    measure_ = make(options_);
    const Episodes episodes;
    const tertial_records records = episodes.records();
    REQUIRE(tertial_measure_add(measure_.get(), &records, 1, nullptr) == TERTIAL_OK);
    before_ = bytes(measure_.get());
    now_ = measure_.get();
  }
  void restore() { now_ = measure_.get(); }
  bool untouched() const { return bytes(measure_.get()) == before_; }
  std::string fault_after_success() const { return untouched() ? "the measure is as it was" : ""; }
  std::vector<Trial> trials() {
    return {
        {"measure: NULL", TERTIAL_E_ARGUMENT, [this] { now_ = nullptr; }},
        {"measure: a handle of another kind", TERTIAL_E_HANDLE, [this] { now_ = of_another_kind<tertial_measure>(); }}};
  }

 private:
  tertial_measure_options options_;
  Measure measure_;
  std::string before_;
  tertial_measure* now_ = nullptr;
};

constexpr std::int32_t kAll[] = {TERTIAL_MEASURE_COUNT,    TERTIAL_MEASURE_DISTINCT, TERTIAL_MEASURE_MEAN,
                                 TERTIAL_MEASURE_DEADLINE, TERTIAL_MEASURE_SNAPSHOT, TERTIAL_MEASURE_COHORT,
                                 TERTIAL_MEASURE_WINDOW};

}  // namespace

TEST_CASE("episodes that go on at month ends, and longer than thirty days") {
  const Measure measure = make(options(TERTIAL_MEASURE_SNAPSHOT));
  const Episodes episodes;
  const tertial_records records = episodes.records();
  REQUIRE(tertial_measure_add(measure.get(), &records, 1, nullptr) == TERTIAL_OK);
  const Measured measured = finish(measure.get());
  // Unit 0: the first until 14 February, the second all along, the fifth for a day. Unit 1: from 10 February to 10 March.
  CHECK(figures(measured, TERTIAL_FIGURES_DENOMINATOR) == std::vector<std::int64_t>{2, 1, 1, 0, 1, 0});
  CHECK(figures(measured, TERTIAL_FIGURES_NUMERATOR) == std::vector<std::int64_t>{0, 1, 1, 0, 0, 0});
  CHECK(figures(measured, TERTIAL_FIGURES_HELD).empty());
  auto info = sized<tertial_measured_info>();
  REQUIRE(tertial_measured_get_info(measured.get(), &info, nullptr) == TERTIAL_OK);
  CHECK(info.records.rows == 5);
  CHECK(info.records.faulty == 1);
  CHECK(info.cell_count == 2);
  CHECK(info.period_count == 3);
  double values[6];
  REQUIRE(tertial_measured_values(measured.get(), values, 6, nullptr) == TERTIAL_OK);
  CHECK(values[1] == 1);
  CHECK(std::isnan(values[3]));
}

TEST_CASE("every measure counts the same in parts, merged, written and read, on one thread and two") {
  for (const std::int32_t kind : kAll) {
    CAPTURE(kind);
    tertial_measure_options given = options(kind);
    const Episodes episodes;
    const std::size_t rows = 300'000;  // so many that a second thread has its share
    std::vector<std::uint8_t> unit(rows);
    std::vector<tertial_date> start(rows), end(rows);
    std::vector<std::uint64_t> person(rows);
    std::vector<double> value(rows);
    std::mt19937 random(static_cast<unsigned>(kind));
    for (std::size_t i = 0; i < rows; ++i) {
      unit[i] = static_cast<std::uint8_t>(random() % 3);
      start[i] = kJanuary - 50 + static_cast<tertial_date>(random() % 200);
      end[i] = random() % 5 == 0 ? TERTIAL_NO_DATE : start[i] - 2 + static_cast<tertial_date>(random() % 90);
      person[i] = random() % 50'000 * 0x9E3779B97F4A7C15ULL;
      value[i] = static_cast<double>(random() % 100) / 8;
    }
    const auto part = [&](std::size_t from, std::size_t to) {
      auto records = sized<tertial_records>();
      records.row_count = to - from;
      records.groups[0] = {unit.data() + from, 1, 0};
      records.start = start.data() + from;
      records.end = end.data() + from;
      records.person = {person.data() + from, 8, 0};
      records.value = value.data() + from;
      return records;
    };
    const auto add = [&](const Measure& measure, std::size_t from, std::size_t to, std::uint32_t threads) {
      const tertial_records records = part(from, to);
      REQUIRE(tertial_measure_add(measure.get(), &records, threads, nullptr) == TERTIAL_OK);
      if (kind != TERTIAL_MEASURE_WINDOW) return;
      REQUIRE(tertial_measure_add_persons(measure.get(), &records, threads, nullptr) == TERTIAL_OK);
    };
    const Measure whole = make(given), halves = make(given), first = make(given);
    add(whole, 0, rows, 1);
    add(halves, rows / 3, rows, 2);
    add(first, 0, rows / 3, 2);
    const std::string written = bytes(first.get());
    const Measure read = made<tertial_measure>(
        [&](auto** out, auto* error) { return tertial_measure_read(written.data(), written.size(), out, error); });
    REQUIRE(tertial_measure_merge(halves.get(), read.get(), nullptr) == TERTIAL_OK);
    CHECK((bytes(halves.get()) == bytes(whole.get())));
    const Measured one = finish(whole.get(), 1), two = finish(halves.get(), 2);
    for (std::int32_t column = 0; column <= TERTIAL_FIGURES_DAYS; ++column) {
      CHECK(figures(one, column) == figures(two, column));
    }
    auto info = sized<tertial_measure_info>();
    REQUIRE(tertial_measure_get_info(read.get(), &info, nullptr) == TERTIAL_OK);
    CHECK(info.kind == kind);
    CHECK(info.group_count == 1);
    CHECK(info.groups[0] == kUnits);
  }
}

TEST_CASE("serialized measures that are damaged are told, whatever was done to them") {
  const Episodes episodes;
  const tertial_records records = episodes.records();
  for (const std::int32_t kind : kAll) {
    CAPTURE(kind);
    const Measure measure = make(options(kind));
    REQUIRE(tertial_measure_add(measure.get(), &records, 1, nullptr) == TERTIAL_OK);
    const std::string written = bytes(measure.get());
    tertial_measure* out = nullptr;
    for (std::size_t size = 0; size < written.size(); ++size) {
      CHECK(tertial_measure_read(written.data(), size, &out, nullptr) == TERTIAL_E_SYNTAX);
    }
    for (std::size_t at = 0; at < written.size(); ++at) {
      std::string damaged = written;
      damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
      CHECK(tertial_measure_read(damaged.data(), damaged.size(), &out, nullptr) == TERTIAL_E_SYNTAX);
    }
    CHECK(out == nullptr);
  }
}

TEST_CASE("keys of 32 and of 64 bits are not mixed") {
  const Measure measure = make(options(TERTIAL_MEASURE_DISTINCT));
  const Episodes episodes;
  tertial_records records = episodes.records();
  REQUIRE(tertial_measure_add(measure.get(), &records, 1, nullptr) == TERTIAL_OK);
  const std::vector<std::uint64_t> wide = {1, 2, 1, 3, 2};
  records.person = {wide.data(), 8, 0};
  Told error;
  CHECK(tertial_measure_add(measure.get(), &records, 1, error) == TERTIAL_E_ARGUMENT);
  CHECK(error.where() == "records/person");
  CHECK(figures(finish(measure.get()), TERTIAL_FIGURES_NUMERATOR) == std::vector<std::int64_t>{2, 0, 0, 1, 1, 0});
}

TEST_CASE("values that are too great to be added up exactly are refused, and nothing is counted") {
  tertial_measure_options given = options(TERTIAL_MEASURE_MEAN);
  given.decimals = 9;
  const Measure measure = make(given);
  Episodes episodes;
  episodes.value[3] = 1e10;
  const tertial_records records = episodes.records();
  CHECK(tertial_measure_add(measure.get(), &records, 1, nullptr) == TERTIAL_E_LIMIT);
  CHECK(bytes(measure.get()) == bytes(make(given).get()));
}

TEST_CASE("measures refuse what they cannot take, and have changed nothing by then") {
  const Episodes episodes;
  const tertial_records records = episodes.records();
  const auto wrong_options = [](std::int32_t kind) {
    using O = tertial_measure_options;
    return StructIn<O>(options(kind))
        .with(&O::kind, 7, TERTIAL_E_ARGUMENT)
        .with(&O::kind, -1, TERTIAL_E_ARGUMENT)
        .with(&O::first, TERTIAL_NO_PERIOD, TERTIAL_E_ARGUMENT)
        .with(&O::last, period("2019-12"), TERTIAL_E_ARGUMENT)
        .with(&O::groups, nullptr, TERTIAL_E_ARGUMENT)
        .with(&O::group_count, std::size_t{5}, TERTIAL_E_ARGUMENT)
        .with(&O::group_count, SIZE_MAX, TERTIAL_E_ARGUMENT)
        .with(&O::observed_until, 84371, TERTIAL_E_ARGUMENT)
        .with(&O::duration_unit, 4, TERTIAL_E_ARGUMENT)
        .with(&O::presence, 3, TERTIAL_E_ARGUMENT);
  };
  for (const std::int32_t kind : kAll) {
    CAPTURE(kind);
    const tertial_measure_options given = options(kind);
    const Measure measure = make(given);
    REQUIRE(tertial_measure_add(measure.get(), &records, 1, nullptr) == TERTIAL_OK);
    const Measured measured = finish(measure.get());
    const std::string written = bytes(measure.get());
    sweep("tertial_measure_new", tertial_measure_new, wrong_options(kind), new_handle<tertial_measure>());
    using R = tertial_records;
    sweep("tertial_measure_add", tertial_measure_add, MeasureIn(given),
          StructIn<R>(records)
              .with(&R::row_count, SIZE_MAX, TERTIAL_E_ARGUMENT)
              .with(&R::start, nullptr, TERTIAL_E_ARGUMENT)
              .with(&R::person, tertial_numbers{episodes.person.data(), 3, 0}, TERTIAL_E_ARGUMENT),
          Number<std::uint32_t>(2));
    sweep("tertial_measure_merge", tertial_measure_merge, MeasureIn(given),
          HandleIn<const tertial_measure>(measure.get()));
    sweep("tertial_measure_write", tertial_measure_write, HandleIn<const tertial_measure>(measure.get()),
          new_handle<tertial_text>());
    sweep("tertial_measure_finish", tertial_measure_finish, HandleIn<const tertial_measure>(measure.get()),
          Number<std::uint32_t>(1), new_handle<tertial_measured>());
    sweep("tertial_measure_read", tertial_measure_read, PointerIn<const void>(written.data()),
          Number<std::size_t>(written.size(), {SIZE_MAX}, TERTIAL_E_ARGUMENT), new_handle<tertial_measure>());
    sweep("tertial_measure_get_info", tertial_measure_get_info, HandleIn<const tertial_measure>(measure.get()),
          StructOut<tertial_measure_info>());
    sweep("tertial_measured_get_info", tertial_measured_get_info, HandleIn<const tertial_measured>(measured.get()),
          StructOut<tertial_measured_info>());
    sweep("tertial_measured_figures", tertial_measured_figures, HandleIn<const tertial_measured>(measured.get()),
          word(TERTIAL_FIGURES_DENOMINATOR, 4), Out<const std::int64_t*>());
    sweep("tertial_measured_values", tertial_measured_values, HandleIn<const tertial_measured>(measured.get()),
          Out<double>(6), Number<std::size_t>(6, {0, 5}, TERTIAL_E_LIMIT));
    Told error;
    CHECK(tertial_measure_add_persons(measure.get(), &records, 1, error) ==
          (kind == TERTIAL_MEASURE_WINDOW ? TERTIAL_OK : TERTIAL_E_ARGUMENT));
  }
  sweep("tertial_measure_add_persons", tertial_measure_add_persons, MeasureIn(options(TERTIAL_MEASURE_WINDOW)),
        StructIn<tertial_records>(records).with(&tertial_records::row_count, SIZE_MAX, TERTIAL_E_ARGUMENT),
        Number<std::uint32_t>(1));
}

TEST_CASE("measures that were freed are told, and NULL is freed at no cost") {
  tertial_measure_free(nullptr);
  tertial_measured_free(nullptr);
}

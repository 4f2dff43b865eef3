// Reading a CSV file of case records from memory into typed columns, beside reading every byte of it and beside copying
// it, in the same iterations, so that all see the same machine.
//
// Rows are `u;YYYY-MM;v/4 with comma or u.s.;d or u.s.`, five million of them, 107 MB, or a part. `bytes` is the median
// of bytes a second; `of_read` and `of_copy` are its part of the bandwidth of adding the bytes up eight at a time and of
// copying them with memcpy, by medians and by the least of each. What is read is added up and compared with what is known
// of all five million rows; a difference ends the program.
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "data_stream.hpp"
#include "measured.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/io/record_reader.hpp"

namespace {

using tertial::RecordReader;
using tertial::RecordType;

constexpr std::size_t kRows = 5'000'000;
constexpr std::uint64_t kStream = 8;

struct Sums {
  std::uint64_t rows = 0;
  std::uint64_t unit = 0;
  std::uint64_t period = 0;
  std::uint64_t numerator = 0;  // times four
  std::uint64_t denominator = 0;
  std::uint64_t missing = 0;
  friend bool operator==(const Sums&, const Sums&) = default;
};
constexpr Sums kKnownSums = {5'000'000, 747'363'326, 1'009'282'603'572, 9'698'065'733, 1'215'149'903, 299'666};

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, 20> digits;
  out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

std::string make_text(std::size_t rows) {
  constexpr std::array<std::string_view, 4> kQuarters = {"", ",25", ",5", ",75"};
  std::string text;
  text.reserve(rows * 22);
  tertial::bench::DataStream draw(kStream);
  for (std::size_t i = 0; i < rows; ++i) {
    const auto unit = draw.below(300), month = draw.below(120), a = draw.below(100), v = draw.below(4000),
               b = draw.below(100), d = 1 + draw.below(500);
    append_number(text, unit);
    text += ';';
    append_number(text, 2014 + month / 12);
    text += month % 12 < 9 ? "-0" : "-";
    append_number(text, month % 12 + 1);
    text += ';';
    if (a < 3) {
      text += "u.s.";
    } else {
      append_number(text, v / 4);
      text += kQuarters[v % 4];
    }
    text += ';';
    if (b < 3) {
      text += "u.s.";
    } else {
      append_number(text, d);
    }
    text += '\n';
  }
  return text;
}

const std::string& shared_text(std::size_t rows) {
  static const std::string text = make_text(kRows);
  static std::string part;
  if (rows == kRows) return text;
  std::size_t end = text.size() / (kRows / rows);
  end = text.find('\n', end) + 1;
  part = text.substr(0, end);
  return part;
}

std::vector<tertial::RecordColumn> columns(RecordType unit) {
  return {{.position = 1, .type = unit},
          {.position = 2, .type = RecordType::period},
          {.position = 3, .type = RecordType::number},
          {.position = 4, .type = RecordType::whole}};
}

void fail(std::string_view what) {
  std::fprintf(stderr, "csv_bench: %.*s\n", static_cast<int>(what.size()), what.data());
  std::exit(1);
}

RecordReader reader_of(tertial::ByteSource& source, RecordType unit) {
  auto reader = RecordReader::make(source, {.heading = false}, columns(unit));
  if (!reader.ok()) fail(reader.status().message().data());
  return *std::move(reader);
}

// Reads all batches and leaves their columns alone.
std::size_t read_all(std::string_view text, RecordType unit) {
  tertial::MemorySource source(text);
  RecordReader reader = reader_of(source, unit);
  std::size_t rows = 0;
  for (auto batch = reader.next(); !batch->empty(); batch = reader.next()) {
    if (!batch.ok()) fail("a row cannot be read");
    rows += batch->size();
  }
  return rows;
}

Sums sums_of(std::string_view text, RecordType type) {
  tertial::MemorySource source(text);
  RecordReader reader = reader_of(source, type);
  Sums sums;
  for (auto batch = reader.next(); !batch->empty(); batch = reader.next()) {
    sums.rows += batch->size();
    for (std::size_t i = 0; i < batch->size(); ++i) {
      if (type == RecordType::whole) {
        sums.unit += static_cast<std::uint64_t>(batch->wholes(0)[i]);
      } else {
        std::uint64_t unit = 0;
        const std::string_view code = reader.code_text(0, batch->codes(0)[i]);
        std::from_chars(code.data(), code.data() + code.size(), unit);
        sums.unit += unit;
      }
      const tertial::Period month = *tertial::Period::from_code(batch->periods(1)[i]);
      sums.period += static_cast<std::uint64_t>(month.year() * 100 + month.index_in_year());
      const double numerator = batch->numbers(2)[i];
      const std::int64_t denominator = batch->wholes(3)[i];
      if (std::isnan(numerator)) {
        ++sums.missing;
      } else {
        sums.numerator += static_cast<std::uint64_t>(numerator * 4);
      }
      if (denominator == tertial::kMissingWhole) {
        ++sums.missing;
      } else {
        sums.denominator += static_cast<std::uint64_t>(denominator);
      }
    }
  }
  return sums;
}

void check_once(RecordType type) {
  static std::array<bool, 8> checked = {};
  bool& done = checked[static_cast<std::size_t>(type)];
  if (done) return;
  done = true;
  const Sums sums = sums_of(shared_text(kRows), type);
  std::printf("checksums, unit as %s: %ju %ju %ju %ju %ju %ju\n", std::string(to_string(type)).c_str(),
              std::uintmax_t{sums.rows}, std::uintmax_t{sums.unit}, std::uintmax_t{sums.period},
              std::uintmax_t{sums.numerator}, std::uintmax_t{sums.denominator}, std::uintmax_t{sums.missing});
  if (sums != kKnownSums) fail("what was read is not what is known of the data");
}

std::uint64_t sum_of_bytes(std::string_view text) {
  std::array<std::uint64_t, 4> sums = {};
  for (std::size_t i = 0; i + 32 <= text.size(); i += 32) {
    std::array<std::uint64_t, 4> words;
    std::memcpy(words.data(), text.data() + i, sizeof words);
    for (std::size_t j = 0; j < 4; ++j) sums[j] += words[j];
  }
  return sums[0] + sums[1] + sums[2] + sums[3];
}

void read_records(benchmark::State& state, RecordType unit) {
  check_once(unit);
  const auto rows = static_cast<std::size_t>(state.range(0));
  const std::string& text = shared_text(rows);
  std::string copy(text.size(), '\0');
  tertial::bench::Times reading, summing, copying;
  for (auto _ : state) {
    summing.add([&] { benchmark::DoNotOptimize(sum_of_bytes(text)); });
    copying.add([&] { std::memcpy(copy.data(), text.data(), text.size()); });
    state.SetIterationTime(reading.add([&] { benchmark::DoNotOptimize(read_all(text, unit)); }));
  }
  const auto size = static_cast<double>(text.size());
  state.counters["bytes"] = benchmark::Counter(size / reading.median(), benchmark::Counter::kDefaults);
  state.counters["bytes_best"] = benchmark::Counter(size / reading.min(), benchmark::Counter::kDefaults);
  state.counters["of_read"] = summing.median() / reading.median();
  state.counters["of_read_least"] = summing.min() / reading.min();
  state.counters["of_copy"] = copying.median() / reading.median();
  state.counters["of_copy_least"] = copying.min() / reading.min();
}

void unit_as_whole(benchmark::State& state) { read_records(state, RecordType::whole); }
void unit_as_code(benchmark::State& state) { read_records(state, RecordType::code); }

BENCHMARK(unit_as_whole)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(9)
    ->Arg(kRows)
    ->Arg(kRows / 2)
    ->Arg(kRows / 4)
    ->Arg(kRows / 8);
BENCHMARK(unit_as_code)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(9)->Arg(kRows);

}  // namespace

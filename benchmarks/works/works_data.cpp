// Makes the data of the works, the same bytes on every machine, for tertial and its peers to load.
//
//   works_data --out FOLDER [--scale F] [--seed N] [--work W3]
//
// A work's columns are files of raw little-endian values, `w3_start.i32`; `w3.json` says what there is and is
// written last. Dates are days since 1970-01-01, times seconds. Missing is the least value of a type, NaN in
// numbers and 0 in scale steps.
//
// The scale multiplies the rows of W1, W3 to W6 and W8, the series of W2 and W7, and the persons of W5 and W6;
// periods, days, units and what is drawn stay as they are. The seed is added to where a work's stream starts.
#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../data_stream.hpp"
#include "columns.hpp"

static_assert(std::endian::native == std::endian::little);

namespace {

using tertial::bench::DataStream;
using tertial::bench::kDays;
using tertial::bench::kFirstDay;
using tertial::bench::kMonths;
using tertial::bench::kNoDay;
using tertial::bench::kNoTime;
using tertial::bench::kUnits;

constexpr std::int64_t kDaySeconds = 86400;
constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

struct Options {
  std::filesystem::path out;
  double scale = 1;
  std::uint64_t seed = 0;
  std::string work;
};

template <class T>
constexpr std::string_view kTypeName = "";
template <>
constexpr std::string_view kTypeName<std::uint8_t> = "u8";
template <>
constexpr std::string_view kTypeName<std::uint16_t> = "u16";
template <>
constexpr std::string_view kTypeName<std::int32_t> = "i32";
template <>
constexpr std::string_view kTypeName<std::int64_t> = "i64";
template <>
constexpr std::string_view kTypeName<double> = "f64";

void write_file(const std::filesystem::path& file, const void* bytes, std::size_t size) {
  std::ofstream out(file, std::ios::binary);
  out.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(size));
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

std::string shortest(double value) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, value).ptr};
}

// The files of one work and what its manifest says of them.
class Work {
 public:
  Work(const Options& options, int number)
      : options_(options),
        prefix_("w" + std::to_string(number)),
        draw_(static_cast<std::uint64_t>(number), options.seed) {}

  DataStream& draw() { return draw_; }

  // What a number of rows, series or persons at full size is at this scale.
  [[nodiscard]] std::size_t scaled(double full) const {
    return static_cast<std::size_t>(std::max(1.0, std::round(full * options_.scale)));
  }

  template <class T>
  void column(std::string_view name, const std::vector<T>& values) {
    const std::string file = prefix_ + "_" + std::string(name) + "." + std::string(kTypeName<T>);
    write_file(options_.out / file, values.data(), values.size() * sizeof(T));
    add(name, kTypeName<T>, file, values.size());
  }

  void text(std::string_view name, std::string_view bytes, std::size_t rows) {
    const std::string file = prefix_ + "_" + std::string(name) + ".csv";
    write_file(options_.out / file, bytes.data(), bytes.size());
    add(name, "csv", file, rows);
  }

  void finish() const {
    std::string manifest = "{\"work\": \"W" + prefix_.substr(1) + "\", \"scale\": " + shortest(options_.scale) +
                           ", \"seed\": " + std::to_string(options_.seed) + ", \"columns\": [";
    for (std::size_t i = 0; i < columns_.size(); ++i) manifest += (i == 0 ? "\n  " : ",\n  ") + columns_[i];
    manifest += "\n]}\n";
    write_file(options_.out / (prefix_ + ".json"), manifest.data(), manifest.size());
  }

 private:
  void add(std::string_view name, std::string_view type, const std::string& file, std::size_t size) {
    columns_.push_back("{\"name\": \"" + std::string(name) + "\", \"type\": \"" + std::string(type) +
                       "\", \"file\": \"" + file + "\", \"size\": " + std::to_string(size) + "}");
  }

  const Options& options_;
  std::string prefix_;
  DataStream draw_;
  std::vector<std::string> columns_;
};

// Pairs of steps of a scale from 1 to 4.
void w1(Work& work) {
  const std::size_t rows = work.scaled(50e6);
  std::vector<std::uint8_t> likelihood(rows), severity(rows);
  const auto step = [](std::uint64_t x) { return static_cast<std::uint8_t>(x < 2 ? 0 : 1 + (x - 2) / 25); };
  for (std::size_t i = 0; i < rows; ++i) {
    likelihood[i] = step(work.draw().below(102));
    severity[i] = step(work.draw().below(102));
  }
  work.column("likelihood", likelihood);
  work.column("severity", severity);
}

// Series of 36 months from a January, one after the other.
void w2(Work& work) {
  const std::size_t cells = work.scaled(1e6) * 36;
  std::vector<double> numerator(cells), denominator(cells);
  for (std::size_t i = 0; i < cells; ++i) {
    const std::uint64_t a = work.draw().below(100), v = work.draw().below(4000);
    const std::uint64_t b = work.draw().below(100), d = 1 + work.draw().below(500);
    numerator[i] = a < 3 ? kNoNumber : static_cast<double>(v) / 4;
    denominator[i] = b < 3 ? kNoNumber : static_cast<double>(d);
  }
  work.column("numerator", numerator);
  work.column("denominator", denominator);
}

struct Episode {
  std::int32_t start, end;
};

Episode draw_episode(DataStream& draw) {
  constexpr std::uint64_t kLengths[] = {60, 200, 500, 1500};
  const auto start = static_cast<std::int32_t>(draw.below(kDays));
  const std::uint64_t o = draw.below(10), k = draw.below(4), u = draw.next();
  const std::int32_t end = start + 1 + static_cast<std::int32_t>(u * kLengths[k] >> 31);
  return {kFirstDay + start, o == 0 || end > kDays - 1 ? kNoDay : kFirstDay + end};
}

void w3(Work& work) {
  const std::size_t rows = work.scaled(10e6);
  std::vector<std::int32_t> start(rows), end(rows);
  std::vector<std::uint16_t> unit(rows);
  std::vector<std::uint8_t> sex(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    const Episode episode = draw_episode(work.draw());
    start[i] = episode.start;
    end[i] = episode.end;
    unit[i] = static_cast<std::uint16_t>(work.draw().below(kUnits));
    sex[i] = static_cast<std::uint8_t>(work.draw().below(2));
  }
  work.column("start", start);
  work.column("end", end);
  work.column("unit", unit);
  work.column("sex", sex);
}

void w4(Work& work) {
  const std::size_t rows = work.scaled(20e6);
  std::vector<std::int64_t> reported(rows), assessed(rows);
  std::vector<std::uint16_t> unit(rows);
  std::vector<std::uint8_t> sex(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    reported[i] = kFirstDay * kDaySeconds + static_cast<std::int64_t>(work.draw().below(kDays * kDaySeconds));
    const std::uint64_t k = work.draw().below(100), u = work.draw().next();
    assessed[i] = k < 8 ? kNoTime : reported[i] + 1 + static_cast<std::int64_t>(u * (k < 70 ? 86400U : 864000U) >> 31);
    unit[i] = static_cast<std::uint16_t>(work.draw().below(kUnits));
    sex[i] = static_cast<std::uint8_t>(work.draw().below(2));
  }
  work.column("reported", reported);
  work.column("assessed", assessed);
  work.column("unit", unit);
  work.column("sex", sex);
}

void w5(Work& work) {
  const std::size_t rows = work.scaled(10e6), persons = work.scaled(4e6);
  std::vector<std::int32_t> person(rows), start(rows), end(rows);
  std::vector<std::uint16_t> unit(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    person[i] = static_cast<std::int32_t>(work.draw().below(persons));
    const Episode episode = draw_episode(work.draw());
    start[i] = episode.start;
    end[i] = episode.end;
    unit[i] = static_cast<std::uint16_t>(work.draw().below(kUnits));
  }
  work.column("person", person);
  work.column("start", start);
  work.column("end", end);
  work.column("unit", unit);
}

// Half of the contacts are those of a quarter of the persons.
void w6(Work& work) {
  const std::size_t rows = work.scaled(20e6), persons = work.scaled(1e6), busy = std::max<std::size_t>(1, persons / 4);
  std::vector<std::uint16_t> unit(persons);
  for (std::uint16_t& one : unit) one = static_cast<std::uint16_t>(work.draw().below(kUnits));
  std::vector<std::int32_t> person(rows), day(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint64_t q = work.draw().below(persons), h = work.draw().below(2);
    person[i] = static_cast<std::int32_t>(h != 0 ? q % busy : q);
    day[i] = kFirstDay + 2557 + static_cast<std::int32_t>(work.draw().below(1095));
  }
  work.column("unit", unit);
  work.column("person", person);
  work.column("day", day);
}

void w7(Work& work) {
  const std::size_t series = work.scaled(100e3);
  std::vector<double> value;
  value.reserve(series * 36);
  for (std::size_t i = 0; i < series; ++i) {
    const auto base = static_cast<std::int64_t>(800 + work.draw().below(4000));
    const auto slope = static_cast<std::int64_t>(work.draw().below(9)) - 4;
    for (std::int64_t t = 0; t < 36; ++t) {
      value.push_back(static_cast<double>(base + slope * t + static_cast<std::int64_t>(work.draw().below(161))) / 4);
    }
  }
  work.column("value", value);
}

// Unit, month, numerator and denominator; no heading, lines end in a line feed, quarters as short as they go.
void w8(Work& work) {
  constexpr std::string_view kQuarters[] = {"", ",25", ",5", ",75"};
  const std::size_t rows = work.scaled(5e6);
  std::string text;
  text.reserve(rows * 24);
  const auto put = [&text](std::uint64_t number) {
    char digits[20];
    text.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
  };
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint64_t u = work.draw().below(kUnits), m = work.draw().below(kMonths);
    const std::uint64_t a = work.draw().below(100), v = work.draw().below(4000);
    const std::uint64_t b = work.draw().below(100), d = 1 + work.draw().below(500);
    put(u);
    text += ';';
    put(2014 + m / 12);
    text += m % 12 < 9 ? "-0" : "-";
    put(m % 12 + 1);
    text += ';';
    if (a < 3) {
      text += "u.s.";
    } else {
      put(v / 4);
      text += kQuarters[v % 4];
    }
    text += ';';
    if (b < 3) {
      text += "u.s.";
    } else {
      put(d);
    }
    text += '\n';
  }
  work.text("rows", text, rows);
}

template <class T>
T number(const std::string& text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) throw std::runtime_error("not a number: " + text);
  return value;
}

Options options_of(const std::vector<std::string>& words) {
  Options options;
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    if (words[i] == "--out") {
      options.out = words[i + 1];
    } else if (words[i] == "--scale") {
      options.scale = number<double>(words[i + 1]);
    } else if (words[i] == "--seed") {
      options.seed = number<std::uint64_t>(words[i + 1]);
    } else if (words[i] == "--work") {
      options.work = words[i + 1];
    } else {
      throw std::runtime_error("unknown option " + words[i]);
    }
  }
  if (options.out.empty() || words.size() % 2 != 0 || !(options.scale > 0 && options.scale <= 100)) {
    throw std::runtime_error("usage: works_data --out FOLDER [--scale F] [--seed N] [--work W3]");
  }
  return options;
}

}  // namespace

int main(int count, char** words) try {
  const Options options = options_of({words + 1, words + count});
  std::filesystem::create_directories(options.out);
  const std::pair<int, void (*)(Work&)> works[] = {{1, w1}, {2, w2}, {3, w3}, {4, w4},
                                                   {5, w5}, {6, w6}, {7, w7}, {8, w8}};
  bool made = false;
  for (const auto& [number, make] : works) {
    if (!options.work.empty() && options.work != "W" + std::to_string(number)) continue;
    Work work(options, number);
    make(work);
    work.finish();
    made = true;
  }
  if (!made) throw std::runtime_error("unknown work " + options.work);
  return EXIT_SUCCESS;
} catch (const std::exception& error) {
  std::cerr << "works_data: " << error.what() << '\n';
  return EXIT_FAILURE;
}

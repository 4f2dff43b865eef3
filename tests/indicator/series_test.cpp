#include "tertial/indicator/series.hpp"

#include <malloc.h>

#include <cstdint>
#include <random>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using tertial::Date;
using tertial::DefinitionRef;
using tertial::Granularity;
using tertial::Observation;
using tertial::ObservationStatus;
using tertial::Period;
using tertial::Series;

namespace {

constexpr std::size_t kMillion = 1'000'000;
constexpr std::size_t kFortyMegabytes = 40'000'000;

Period period(std::string_view text) { return Period::parse(text).value(); }
Date day(std::string_view text) { return Date::parse(text).value(); }

// Days one after the other, from 1900 and once more from the beginning after 2200; every column used.
Observation full(std::size_t i) {
  const Date date = Date::earliest() + static_cast<int>(i % 100'000);
  return {.period = Period::of(date, Granularity::day),
          .value = static_cast<double>(i) / 4,
          .status = ObservationStatus::estimated,
          .numerator = static_cast<double>(i),
          .denominator = 400.0,
          .definition = DefinitionRef::at(i % 3),
          .recorded = date + 5};
}

// Bytes that the C library has handed out; 0 where a sanitizer has taken its place.
std::size_t heap_in_use() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

}  // namespace

TEST_CASE("a million observations with every column in use take at most 40 MB") {
  const std::size_t before = heap_in_use();
  Series series;
  for (std::size_t i = 0; i < kMillion; ++i) series.append(full(i));
  CHECK(series.memory() <= kFortyMegabytes);
  if (before > 0) CHECK(heap_in_use() - before <= kFortyMegabytes);

  series.shrink_to_fit();
  CHECK(series.memory() == kMillion * 34);
  if (before > 0) CHECK(heap_in_use() - before <= kMillion * 34 + 100'000);
  for (const std::size_t i : {std::size_t{0}, std::size_t{1}, std::size_t{499'999}, kMillion - 1}) {
    CHECK(series[i] == full(i));
  }
}

TEST_CASE("columns that no observation uses take no memory") {
  Series series;
  series.reserve(kMillion);
  for (std::size_t i = 0; i < kMillion; ++i) {
    series.append({.period = full(i).period, .value = static_cast<double>(i)});
  }
  CHECK(series.memory() == kMillion * 13);
}

TEST_CASE("what is said to be held is what the heap holds") {
  const std::size_t before = heap_in_use();
  Series series;
  for (std::size_t i = 0; i < 100'000; ++i) series.append(full(i));
  if (before == 0) return;
  const std::size_t held = heap_in_use() - before;
  CHECK(held >= series.memory());
  CHECK(held <= series.memory() + 100'000);
}

TEST_CASE("a missing figure is none, not 0, and 0 is a figure") {
  Series series;
  series.append({.period = period("2020-04"), .value = 0.0, .numerator = 0.0, .denominator = 16.0});
  series.append({.period = period("2020-05"), .status = ObservationStatus::missing});
  CHECK(series.has_value(0));
  CHECK(series[0].value == 0.0);
  CHECK(series[0].numerator == 0.0);
  CHECK_FALSE(series.has_value(1));
  CHECK_FALSE(series[1].value.has_value());
  CHECK_FALSE(series[1].numerator.has_value());
  CHECK_FALSE(series[1].denominator.has_value());
  CHECK(series[1].status == ObservationStatus::missing);
  CHECK(series.status(1) == ObservationStatus::missing);
}

TEST_CASE("the order of appending is kept, whatever the periods are") {
  const char* const periods[] = {"2020-T2", "2019", "2020-03", "2020-T2", "2020-W01", "1900-01-01"};
  Series series;
  for (const char* text : periods) series.append({.period = period(text), .value = 1.0});
  REQUIRE(series.size() == std::size(periods));
  for (std::size_t i = 0; i < series.size(); ++i) CHECK(series[i].period == period(periods[i]));
  CHECK_FALSE(series.strictly_ordered());
}

TEST_CASE("a column that appears late is empty for the observations before it and filled for those after") {
  Series series;
  for (int i = 0; i < 20; ++i) series.append({.period = period("2020-01") + i, .value = 1.0 * i});
  CHECK_FALSE(series.any_recorded());
  CHECK_FALSE(series.any_definition());
  series.append({.period = period("2022-01"), .numerator = 3.0});
  series.append({.period = period("2022-02"), .value = 7.0});
  series.append({.period = period("2022-03"), .denominator = 9.0, .recorded = day("2022-05-01")});
  series.append({.period = period("2022-04"), .value = 8.0, .definition = DefinitionRef::at(1)});
  series.append({.period = period("2022-05"), .value = 9.0});
  CHECK(series.any_recorded());
  CHECK(series.any_definition());
  for (std::size_t i = 0; i < 20; ++i) {
    CHECK(series[i] == Observation{.period = period("2020-01") + static_cast<int>(i), .value = static_cast<double>(i)});
  }
  CHECK(series[20] == Observation{.period = period("2022-01"), .numerator = 3.0});
  CHECK(series[21] == Observation{.period = period("2022-02"), .value = 7.0});
  CHECK(series[22] == Observation{.period = period("2022-03"), .denominator = 9.0, .recorded = day("2022-05-01")});
  CHECK(series[23] == Observation{.period = period("2022-04"), .value = 8.0, .definition = DefinitionRef::at(1)});
  CHECK(series[24] == Observation{.period = period("2022-05"), .value = 9.0});
}

TEST_CASE("a column in use from the first observation on is filled for every later one") {
  Series series;
  series.append({.period = period("2020-01"), .numerator = 1.0, .recorded = day("2020-02-02")});
  for (int i = 1; i < 40; ++i) series.append({.period = period("2020-01") + i, .value = 2.0});
  CHECK(series[0].numerator == 1.0);
  for (std::size_t i = 1; i < 40; ++i) {
    CHECK_FALSE(series[i].numerator);
    CHECK_FALSE(series[i].recorded);
  }
}

TEST_CASE("any mixture of observations reads back as it was appended, copied or shrunk in between") {
  for (std::uint32_t seed = 1; seed <= 50; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto maybe = [&](double figure) { return random() % 3 == 0 ? std::nullopt : std::optional<double>(figure); };
    Series series;
    std::vector<Observation> expected;
    const std::size_t count = random() % 200;
    const std::size_t late = random() % 150;
    for (std::size_t i = 0; i < count; ++i) {
      Observation one{.period = period("2000-01") + static_cast<int>(random() % 300),
                      .value = maybe(static_cast<double>(random() % 1000) / 8),
                      .status = static_cast<ObservationStatus>(random() % 9)};
      if (i >= late) {
        one.numerator = maybe(1.5);
        one.denominator = maybe(-2.5);
        if (random() % 4 == 0) one.definition = DefinitionRef::at(random() % 255);
        if (random() % 4 == 0) one.recorded = day("2020-01-01") + static_cast<int>(random() % 1000);
      }
      series.append(one);
      expected.push_back(one);
      if (random() % 40 == 0) series.shrink_to_fit();
      if (random() % 40 == 0) {
        Series copy = series;
        std::swap(copy, series);
      }
    }
    REQUIRE(series.size() == expected.size());
    for (std::size_t i = 0; i < count; ++i) CHECK(series[i] == expected[i]);
  }
}

TEST_CASE("a cleared series that is filled anew is as one that was never filled before") {
  const Period period = Period::parse("2020-01").value();
  Series reused;
  reused.append({.period = period,
                 .value = 1,
                 .numerator = 1,
                 .denominator = 2,
                 .definition = DefinitionRef::at(0),
                 .recorded = Date::parse("2020-02-01").value()});
  reused.clear();
  Series fresh;
  for (Series* series : {&reused, &fresh}) series->append({.period = period, .value = 40});
  CHECK(reused == fresh);
  CHECK_FALSE(reused.any_recorded());
  CHECK_FALSE(reused.any_definition());
}

TEST_CASE("strictly ordered means one granularity and each period later than the one before") {
  Series series;
  CHECK(series.strictly_ordered());
  CHECK(series.empty());
  series.append({.period = period("2020-01")});
  series.append({.period = period("2020-03")});
  CHECK(series.strictly_ordered());
  Series twice = series;
  twice.append({.period = period("2020-03")});
  CHECK_FALSE(twice.strictly_ordered());
  Series mixed = series;
  mixed.append({.period = period("2020-T2")});
  CHECK_FALSE(mixed.strictly_ordered());
  mixed.append({.period = period("2021")});
  CHECK_FALSE(mixed.strictly_ordered());
  series.append({.period = period("2020-02")});
  series.append({.period = period("2020-12")});
  CHECK_FALSE(series.strictly_ordered());
}

TEST_CASE("what is left after erasing and truncating is as if it had been appended alone") {
  const unsigned seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 300; ++round) {
    std::vector<Observation> left;
    Series series;
    for (int i = 0; i < 12; ++i) {
      Observation one{.period = Period::parse("2020-01").value() + static_cast<int>(random() % 15), .value = i};
      if (random() % 4 == 0) one.numerator = 1;
      if (random() % 4 == 0) one.denominator = 2;
      if (random() % 4 == 0) one.definition = tertial::DefinitionRef::at(3);
      if (random() % 4 == 0) one.recorded = tertial::Date::parse("2020-05-01").value();
      left.push_back(one);
      series.append(one);
    }
    while (!left.empty()) {
      if (random() % 5 == 0) {
        const std::size_t kept = random() % (left.size() + 1);
        left.resize(kept);
        series.truncate(kept);
      } else {
        const std::size_t at = random() % left.size();
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
        series.erase(at);
      }
      Series expected;
      for (const Observation& one : left) expected.append(one);
      REQUIRE(series == expected);
      REQUIRE(series.strictly_ordered() == expected.strictly_ordered());
    }
  }
}

// The observations of one indicator, stored by column: at most 34 bytes an observation, most often 13.
//
//   Series series;
//   series.append({.period = *Period::try_parse("2020-01"), .value = 40, .numerator = 10, .denominator = 25});
//   double january = series[0].value.value();
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <span>
#include <vector>

#include "tertial/indicator/observation.hpp"

namespace tertial {
inline namespace v1 {

// Order of appending is kept: a place in a series is the place in the document it was read from.
// Columns that no observation uses take no memory. A missing figure is marked in a bit, not by a number.
class Series {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return periods_.size(); }
  [[nodiscard]] bool empty() const noexcept { return periods_.empty(); }

  void reserve(std::size_t count) {
    values_.reserve(count);
    marks_.reserve(count);
    periods_.reserve(count);  // last: append() trusts the others to have its room
  }

  // Strong guarantee: a failed allocation leaves the series as it was.
  void append(const Observation& observation) {
    if (size() == periods_.capacity()) reserve(size() + size() / 8 + 8);
    const bool with_numerator = observation.numerator || !numerators_.empty();
    const bool with_denominator = observation.denominator || !denominators_.empty();
    const bool with_definition = observation.definition.named() || !definitions_.empty();
    const bool with_recorded = observation.recorded || !recorded_.empty();
    if (with_numerator) numerators_.reserve(periods_.capacity());
    if (with_denominator) denominators_.reserve(periods_.capacity());
    if (with_definition) definitions_.reserve(periods_.capacity());
    if (with_recorded) recorded_.reserve(periods_.capacity());
    // From here on nothing allocates.
    const std::size_t before = size();
    periods_.push_back(observation.period);
    values_.push_back(observation.value.value_or(0));
    marks_.push_back(marks_of(observation));
    if (with_numerator) put(numerators_, before, 0.0, observation.numerator.value_or(0));
    if (with_denominator) put(denominators_, before, 0.0, observation.denominator.value_or(0));
    if (with_definition) put(definitions_, before, std::uint8_t{0}, observation.definition.code_);
    if (with_recorded) {
      put(recorded_, before, kNotRecorded, observation.recorded ? observation.recorded->days() : kNotRecorded);
    }
    if (before > 0) ordered_ = ordered_ && periods_[before - 1] < periods_.back();
  }

  [[nodiscard]] Observation operator[](std::size_t at) const noexcept {
    Observation result;
    read(at, result);
    return result;
  }
  // The same into `out`, which has no figures yet: for whoever reads many, since a copy is dearer than the
  // reading.
  void read(std::size_t at, Observation& out) const noexcept {
    assert(at < size());
    out.period = periods_[at];
    const std::uint8_t marks = marks_[at];
    out.status = static_cast<ObservationStatus>(marks & kStatusBits);
    if (marks & kHasValue) out.value.emplace(values_[at]);
    if (marks & kHasNumerator) out.numerator.emplace(numerators_[at]);
    if (marks & kHasDenominator) out.denominator.emplace(denominators_[at]);
    out.definition = definition(at);
    if (!recorded_.empty() && recorded_[at] != kNotRecorded) {
      out.recorded.emplace(Date::from_days(recorded_[at]));
    }
  }

  [[nodiscard]] std::span<const Period> periods() const noexcept { return periods_; }
  // Meaningful only where has_value(at).
  [[nodiscard]] std::span<const double> values() const noexcept { return values_; }
  [[nodiscard]] bool has_value(std::size_t at) const noexcept { return (marks_[at] & kHasValue) != 0; }
  [[nodiscard]] ObservationStatus status(std::size_t at) const noexcept {
    return static_cast<ObservationStatus>(marks_[at] & kStatusBits);
  }

  // The one that the observation names, if any.
  [[nodiscard]] DefinitionRef definition(std::size_t at) const noexcept {
    return definitions_.empty() ? DefinitionRef() : DefinitionRef(definitions_[at]);
  }

  // Each period later than the one before it, all of one granularity: then no period stands twice.
  [[nodiscard]] bool strictly_ordered() const noexcept {
    return ordered_ && (empty() || periods_.front().granularity() == periods_.back().granularity());
  }
  [[nodiscard]] bool any_recorded() const noexcept { return !recorded_.empty(); }
  [[nodiscard]] bool any_definition() const noexcept { return !definitions_.empty(); }

  // The observations after it move up by one. Never allocates.
  void erase(std::size_t at) noexcept {
    assert(at < size());
    const auto erase_from = [at](auto& column) {
      if (!column.empty()) column.erase(column.begin() + static_cast<std::ptrdiff_t>(at));
    };
    erase_from(periods_);
    erase_from(values_);
    erase_from(marks_);
    erase_from(numerators_);
    erase_from(denominators_);
    erase_from(definitions_);
    erase_from(recorded_);
    tidy();
  }

  // Keeps the first `count`, at most size(). Never allocates.
  void truncate(std::size_t count) noexcept {
    assert(count <= size());
    const auto cut = [count](auto& column) {
      if (!column.empty()) column.erase(column.begin() + static_cast<std::ptrdiff_t>(count), column.end());
    };
    cut(periods_);
    cut(values_);
    cut(marks_);
    cut(numerators_);
    cut(denominators_);
    cut(definitions_);
    cut(recorded_);
    tidy();
  }

  // Keeps the memory for what is appended next; a copy takes no more than it needs.
  void clear() noexcept {
    periods_.clear();
    values_.clear();
    marks_.clear();
    numerators_.clear();
    denominators_.clear();
    definitions_.clear();
    recorded_.clear();
    ordered_ = true;
  }

  // Gives back what growing reserved beyond the size.
  void shrink_to_fit() {
    periods_.shrink_to_fit();
    values_.shrink_to_fit();
    marks_.shrink_to_fit();
    numerators_.shrink_to_fit();
    denominators_.shrink_to_fit();
    definitions_.shrink_to_fit();
    recorded_.shrink_to_fit();
  }

  // Bytes held on the heap.
  [[nodiscard]] std::size_t memory() const noexcept {
    return periods_.capacity() * sizeof(Period) + values_.capacity() * sizeof(double) + marks_.capacity() +
           (numerators_.capacity() + denominators_.capacity()) * sizeof(double) + definitions_.capacity() +
           recorded_.capacity() * sizeof(std::int32_t);
  }

  friend bool operator==(const Series&, const Series&) = default;

 private:
  static constexpr std::uint8_t kStatusBits = 0x0F;
  static constexpr std::uint8_t kHasValue = 0x10;
  static constexpr std::uint8_t kHasNumerator = 0x20;
  static constexpr std::uint8_t kHasDenominator = 0x40;
  static constexpr std::int32_t kNotRecorded = std::numeric_limits<std::int32_t>::min();

  static constexpr std::uint8_t marks_of(const Observation& observation) noexcept {
    std::uint8_t marks = static_cast<std::uint8_t>(observation.status);
    if (observation.value) marks = static_cast<std::uint8_t>(marks | kHasValue);
    if (observation.numerator) marks = static_cast<std::uint8_t>(marks | kHasNumerator);
    if (observation.denominator) marks = static_cast<std::uint8_t>(marks | kHasDenominator);
    return marks;
  }

  // After observations went: as if those left had been appended alone.
  void tidy() noexcept {
    const auto marked = [this](std::uint8_t bit) {
      return std::any_of(marks_.begin(), marks_.end(), [bit](std::uint8_t marks) { return (marks & bit) != 0; });
    };
    if (!marked(kHasNumerator)) numerators_.clear();
    if (!marked(kHasDenominator)) denominators_.clear();
    if (std::count(definitions_.begin(), definitions_.end(), 0) == std::ssize(definitions_)) definitions_.clear();
    if (std::count(recorded_.begin(), recorded_.end(), kNotRecorded) == std::ssize(recorded_)) recorded_.clear();
    ordered_ = true;
    for (std::size_t i = 1; i < size() && ordered_; ++i) ordered_ = periods_[i - 1] < periods_[i];
  }

  // Adds to an optional column, which is filled for the `before` observations that came before its first use.
  template <class T>
  static void put(std::vector<T>& column, std::size_t before, T filler, T value) {
    column.resize(before, filler);
    column.push_back(value);
  }

  std::vector<Period> periods_;
  std::vector<double> values_;
  std::vector<std::uint8_t> marks_;
  std::vector<double> numerators_;
  std::vector<double> denominators_;
  std::vector<std::uint8_t> definitions_;
  std::vector<std::int32_t> recorded_;
  bool ordered_ = true;
};

}  // namespace v1
}  // namespace tertial

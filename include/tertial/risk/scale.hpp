// A scale of likelihood or severity: 1 to 10 labelled steps, the mildest first.
//
//   auto scale = tertial::Scale::make({"Osannolik", "Mindre sannolik", "Möjlig", "Sannolik"});
//   scale->label(3);                          // "Möjlig"
//   tertial::Likelihood{3} < tertial::Likelihood{4};   // and never comparable with a Severity
#pragma once

#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

// A step on the likelihood scale of a matrix, counted from 1; 0 means that none was stated.
class Likelihood {
 public:
  constexpr Likelihood() noexcept = default;
  constexpr explicit Likelihood(std::uint8_t step) noexcept : step_(step) {}

  [[nodiscard]] constexpr std::uint8_t value() const noexcept { return step_; }
  [[nodiscard]] constexpr bool stated() const noexcept { return step_ != 0; }

  friend constexpr auto operator<=>(const Likelihood&, const Likelihood&) noexcept = default;

 private:
  std::uint8_t step_ = 0;
};

// A step on the severity scale of a matrix, counted from 1; 0 means that none was stated.
class Severity {
 public:
  constexpr Severity() noexcept = default;
  constexpr explicit Severity(std::uint8_t step) noexcept : step_(step) {}

  [[nodiscard]] constexpr std::uint8_t value() const noexcept { return step_; }
  [[nodiscard]] constexpr bool stated() const noexcept { return step_ != 0; }

  friend constexpr auto operator<=>(const Severity&, const Severity&) noexcept = default;

 private:
  std::uint8_t step_ = 0;
};

class Scale {
 public:
  static constexpr int kMaxSize = 10;

  // Error: InvalidArgument unless there are 1 to kMaxSize labels. Labels need not differ.
  [[nodiscard]] static absl::StatusOr<Scale> make(std::vector<std::string> labels) {
    if (labels.empty() || labels.size() > static_cast<std::size_t>(kMaxSize)) {
      return absl::InvalidArgumentError(text("a scale has 1 to ", kMaxSize, " steps, this one has ", labels.size()));
    }
    return Scale(std::move(labels));
  }

  [[nodiscard]] int size() const noexcept { return static_cast<int>(labels_.size()); }

  // Whether `step` is one of 1..size(); 0, "not stated", is not.
  [[nodiscard]] bool contains(int step) const noexcept { return step >= 1 && step <= size(); }

  // The label of step 1..size(); borrowed from the scale.
  [[nodiscard]] std::string_view label(int step) const noexcept {
    assert(contains(step));
    return labels_[static_cast<std::size_t>(step - 1)];
  }

  [[nodiscard]] std::span<const std::string> labels() const noexcept { return labels_; }

  friend bool operator==(const Scale&, const Scale&) = default;

 private:
  explicit Scale(std::vector<std::string> labels) noexcept : labels_(std::move(labels)) {}

  std::vector<std::string> labels_;
};

}  // namespace v1
}  // namespace tertial

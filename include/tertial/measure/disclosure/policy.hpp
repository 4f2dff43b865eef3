// What may leave in a table of counts: which counts are small, and how little an attacker may learn of a hidden one.
//
//   tertial::DisclosurePolicy policy{.threshold = 5};
//   policy.is_small(4);                              // true
//   policy.is_met_by({.low = 0, .high = 4});         // false: four wide, five are asked for
//
// The rules are for counts. Dominance and p-percent rules are about who contributes how much to a sum; a table of
// counts does not know its contributors, so there are no such fields.
#pragma once

#include <cstdint>
#include <optional>

#include "absl/status/status.h"

#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

// The values that a hidden count can have, both ends included; no `high` where nothing bounds it.
struct CountInterval {
  std::int64_t low = 0;
  std::optional<std::int64_t> high = std::nullopt;

  // Whether there is one value alone.
  [[nodiscard]] bool is_exact() const noexcept { return high == low; }

  friend bool operator==(const CountInterval&, const CountInterval&) = default;
};

struct DisclosurePolicy {
  static constexpr std::int64_t kMostThreshold = 1'000'000;

  enum class Zeros : std::uint8_t { shown, hidden };

  std::int64_t threshold = 5;       // counts 1..threshold-1 are small
  Zeros zeros = Zeros::shown;       // hidden: 0 is small too
  std::int64_t min_width = 0;       // of the interval of a hidden count, its high less its low; 0: the threshold
  bool protect_complements = true;  // what a published total leaves beside a cell counts as a cell
  bool may_hide_totals = true;      // where hiding counts inside the table does not do
  std::int64_t round_base = 0;      // 0: counts are hidden, none is rounded; else see rounding.hpp

  // InvalidArgument, naming the field.
  [[nodiscard]] absl::Status check() const {
    if (threshold < 1 || threshold > kMostThreshold) return absl::InvalidArgumentError(outside("threshold", 1));
    if (min_width < 0 || min_width > kMostThreshold) return absl::InvalidArgumentError(outside("min_width", 0));
    if (round_base < 0 || round_base > kMostThreshold) return absl::InvalidArgumentError(outside("round_base", 0));
    if (round_base == 1)
      return absl::InvalidArgumentError("round_base: rounding to 1 changes nothing; 0 asks for none");
    return absl::OkStatus();
  }

  [[nodiscard]] bool is_small(std::int64_t count) const noexcept { return count >= least_small() && count < threshold; }

  // What the interval of a hidden count is at least wide.
  [[nodiscard]] std::int64_t width() const noexcept { return min_width > 0 ? min_width : threshold; }

  // Whether an attacker may know that a hidden count lies in `interval`: it is wide enough and not known to be small.
  [[nodiscard]] bool is_met_by(const CountInterval& interval) const noexcept {
    if (!interval.high) return true;
    return *interval.high - interval.low >= width() && (interval.low < least_small() || *interval.high >= threshold);
  }

  [[nodiscard]] std::int64_t least_small() const noexcept { return zeros == Zeros::hidden ? 0 : 1; }

  friend bool operator==(const DisclosurePolicy&, const DisclosurePolicy&) = default;

 private:
  static std::string outside(const char* field, int least) {
    return text(field, ": expected a whole number from ", least, " to ", kMostThreshold);
  }
};

}  // namespace v1
}  // namespace tertial

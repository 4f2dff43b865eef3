// How a risk moved between two follow-ups.
//
//   Movement moved = movement(state_of(risk, matrix, before), state_of(risk, matrix, now));
//   bool reduced = is_reduction(moved.value());   // decreased or closed
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "tertial/risk/risk.hpp"

namespace tertial {
inline namespace v1 {

enum class Movement : std::uint8_t { decreased, increased, unchanged, closed, fresh, reopened, unknown };

inline constexpr std::array<std::string_view, 7> kMovements = {"decreased", "increased", "unchanged", "closed",
                                                               "new",       "reopened",  "unknown"};

[[nodiscard]] constexpr std::string_view to_string(Movement movement) noexcept {
  return kMovements[static_cast<std::size_t>(movement)];
}

[[nodiscard]] constexpr bool is_reduction(Movement movement) noexcept {
  return movement == Movement::decreased || movement == Movement::closed;
}

// Nothing for a risk that was closed before and still is. `previous` is null when there is no earlier follow-up: every
// assessed risk is then new.
[[nodiscard]] inline std::optional<Movement> movement(const RiskState* previous, const RiskState& now) noexcept {
  if (previous != nullptr && previous->closed && now.closed) return std::nullopt;
  if (now.closed) return Movement::closed;
  if (!now.assessed()) return Movement::unknown;
  if (previous == nullptr) return Movement::fresh;
  if (previous->closed) return Movement::reopened;
  if (!previous->assessed()) return Movement::fresh;
  if (!previous->level.classified() || !now.level.classified()) return Movement::unknown;
  if (now.level < previous->level) return Movement::decreased;
  if (previous->level < now.level) return Movement::increased;
  return Movement::unchanged;
}

}  // namespace v1
}  // namespace tertial

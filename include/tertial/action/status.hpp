// The state of an action against its schedule.
//
//   ActionStatus light = parse_action_status("at_risk").value();
//   bool bad = light >= ActionStatus::at_risk;   // the order is from best to worst
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tertial {
inline namespace v1 {

// `cancelled` is only ever reported, never derived.
enum class ActionStatus : std::uint8_t { cancelled, completed, not_started, on_schedule, at_risk, delayed };

inline constexpr std::array<std::string_view, 6> kActionStatuses = {"cancelled",   "completed", "not_started",
                                                                    "on_schedule", "at_risk",   "delayed"};

[[nodiscard]] constexpr std::string_view to_string(ActionStatus status) noexcept {
  return kActionStatuses[static_cast<std::size_t>(status)];
}
[[nodiscard]] constexpr std::optional<ActionStatus> parse_action_status(std::string_view word) noexcept {
  for (std::size_t i = 0; i < kActionStatuses.size(); ++i) {
    if (kActionStatuses[i] == word) return static_cast<ActionStatus>(i);
  }
  return std::nullopt;
}

}  // namespace v1
}  // namespace tertial

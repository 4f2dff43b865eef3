// Lines of a follow-up by the id of what they are about.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "call.hpp"

namespace tertial::capi {

// The place among lines, which are in the plan's order, of the one for a place in the plan.
template <class Line>
tertial_status find_line(std::string_view what, const tertial_follow_up* review, const char* id, std::size_t size,
                         std::size_t* out, tertial_error* error, std::vector<Line> FollowUp::*lines,
                         std::uint32_t Line::*of,
                         std::optional<std::uint32_t> (Plan::*place_of)(std::string_view) const noexcept) {
  return guarded(error, [&](Call& call) {
    call.handle("review", review);
    const std::string_view wanted = call.text("id", id, size);
    call.out("out", out);
    if (!call.ok()) return call.status();
    const std::vector<Line>& all = review->review.*lines;
    const std::optional<std::uint32_t> place = ((*review->plan).*place_of)(wanted);
    const auto found = std::lower_bound(all.begin(), all.end(), place.value_or(0),
                                        [&](const Line& line, std::uint32_t at) { return line.*of < at; });
    if (!place || found == all.end() || (*found).*of != *place) {
      return call.fail(tertial::no_such_thing(what, wanted), "id");
    }
    *out = static_cast<std::size_t>(found - all.begin());
    return TERTIAL_OK;
  });
}

}  // namespace tertial::capi

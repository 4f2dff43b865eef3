// What a dated fact must be to stand in a plan: the same for a document that is read and for a fact that is added.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "tertial/action/action.hpp"
#include "tertial/indicator/observation.hpp"
#include "tertial/plan/id_index.hpp"
#include "tertial/plan/place.hpp"
#include "tertial/plan/plan.hpp"
#include "tertial/risk/risk.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace plan_detail {

// An id in quotes, cut where it is long.
[[nodiscard]] std::string shown(std::string_view id);

// Each is OK or a fault at or below `place`.
[[nodiscard]] absl::Status check_share(const Place& place, double value);
[[nodiscard]] absl::Status check_assessment(const Place& place, const Assessment& assessment, const RiskMatrix& matrix);
[[nodiscard]] absl::Status check_report(const Place& place, const StatusReport& report);
[[nodiscard]] absl::Status check_self_check(const Place& place, const SelfCheck& check);

// What is wrong between an observation's figures and its status; empty where nothing is. `status_stated` is false where
// the status is the one that goes without saying.
[[nodiscard]] std::string figures_fault(const Observation& observation, bool status_stated);

// The first place whose id stands at an earlier one too. Empty ids do not count.
template <class IdAt>
[[nodiscard]] std::optional<std::size_t> first_repeat(std::size_t count, const IdAt& id_at) {
  constexpr std::size_t kFew = 8;  // comparing each with each is cheaper than an index
  if (count <= kFew) {
    for (std::size_t i = 1; i < count; ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (!id_at(i).empty() && id_at(j) == id_at(i)) return i;
      }
    }
    return std::nullopt;
  }
  return IdIndex().fill(count, id_at);
}

[[nodiscard]] inline absl::Status repeated(const Place& place, std::string_view id) {
  return place.fault(text("the id ", shown(id), " stands twice in its list"));
}

template <class Contains>
[[nodiscard]] absl::Status check_references(const Place& place, const std::vector<std::string>& ids,
                                            std::string_view what, const Contains& contains) {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!contains(ids[i])) return Place(place, i).fault(text("there is no ", what, " ", shown(ids[i])));
  }
  if (const auto at = first_repeat(ids.size(), [&](std::size_t i) -> std::string_view { return ids[i]; })) {
    return repeated(Place(place, *at), ids[*at]);
  }
  return absl::OkStatus();
}

}  // namespace plan_detail
}  // namespace v1
}  // namespace tertial

// What the calls that change observations share.
#pragma once

#include <string_view>

#include "call.hpp"

namespace tertial::capi {

// The indicator of an id; null after a failure of the call.
const Indicator* indicator_of(const tertial_plan& plan, std::string_view id, Call& call);

// The definition of an id; none named for an empty one. Fails the call, at the argument `name`, where the indicator
// does not have it.
DefinitionRef definition_named(const Indicator& indicator, std::string_view name, std::string_view id, Call& call);

// The status of an observation that states none.
ObservationStatus status_unstated(const Observation& observation) noexcept;

}  // namespace tertial::capi

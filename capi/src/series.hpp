// What the calls on series share.
#pragma once

#include <vector>

#include "call.hpp"

namespace tertial::capi {

// The periods that a series is rolled up to. Fails the call where there are none for periods that are there.
std::vector<PeriodGroup> groups_of(Call& call, const tertial_series& series, Granularity to);

RollUpRule rule_of(Call& call, const tertial_rollup_rule* rule);

}  // namespace tertial::capi

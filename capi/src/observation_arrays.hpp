// Observations into a caller's arrays.
#pragma once

#include <cstddef>

#include "call.hpp"
#include "tertial/indicator/observation.hpp"
#include "tertial/text.hpp"

namespace tertial::capi {

inline tertial_status no_room(Call& call, std::size_t needed) {
  return call.fail(TERTIAL_E_LIMIT, "arrays/capacity", text("there are ", needed, " observations"));
}

// Into place `at` of each array that is there, which it is below the capacity of.
inline void write_observation(const tertial_observation_arrays& arrays, std::size_t at, const Observation& observation,
                              DefinitionRef definition) noexcept {
  if (arrays.periods != nullptr) arrays.periods[at] = observation.period.code();
  if (arrays.values != nullptr) arrays.values[at] = number_of(observation.value);
  if (arrays.numerators != nullptr) arrays.numerators[at] = number_of(observation.numerator);
  if (arrays.denominators != nullptr) arrays.denominators[at] = number_of(observation.denominator);
  if (arrays.statuses != nullptr) arrays.statuses[at] = static_cast<std::uint8_t>(observation.status);
  if (arrays.definitions != nullptr) arrays.definitions[at] = definition.code();
  if (arrays.recorded != nullptr) arrays.recorded[at] = date_of(observation.recorded);
}

}  // namespace tertial::capi

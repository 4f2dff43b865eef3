// Writes plan documents in canonical form: reading one back and writing it again gives the same bytes.
//
//   std::string json = write_plan(plan);
//   write_plan(*read_plan(json)) == json;
#pragma once

#include <string>

#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {

// UTF-8, keys in the order of the contract, `x-` keys after them in document order, numbers in their shortest form, two
// spaces of indentation, one fact a line, a line feed at the end.
[[nodiscard]] std::string write_plan(const Plan& plan);

}  // namespace v1
}  // namespace tertial

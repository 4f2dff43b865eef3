// The codes that a plan and its indicators go by in another system, read from their "x-external".
//
//   ExternalCodes codes;
//   absl::Status status = ExternalCodeReader().read(indicator.extras, kIndicatorCodes, place, codes);
//   codes.measure;    // "LVU-1", from "LVU-1" or {"measure": "LVU-1"}
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include <simdjson.h>

#include "absl/status/status.h"
#include "tertial/extra.hpp"
#include "tertial/plan/place.hpp"

namespace tertial {
inline namespace v1 {

inline constexpr std::string_view kExternalKey = "x-external";

// Empty where none is given.
struct ExternalCodes {
  std::string unit = {};
  std::string measure = {};
  std::string column = {};
  std::string target_column = {};
};

// A key of an "x-external", and where its code goes. The first one is what a code without a key means.
struct ExternalCode {
  std::string_view key;
  std::string ExternalCodes::*code;
};
inline constexpr std::array<ExternalCode, 3> kPlanCodes = {{{"unit", &ExternalCodes::unit},
                                                            {"column", &ExternalCodes::column},
                                                            {"target_column", &ExternalCodes::target_column}}};
inline constexpr std::array<ExternalCode, 4> kIndicatorCodes = {{{"measure", &ExternalCodes::measure},
                                                                 {"unit", &ExternalCodes::unit},
                                                                 {"column", &ExternalCodes::column},
                                                                 {"target_column", &ExternalCodes::target_column}}};

// Keeps the memory of its parser from one to the next.
class ExternalCodeReader {
 public:
  // Fills what is given and leaves the rest as it is. `place` is that of the object that has the extras. A fault where
  // "x-external" is neither a code nor an object of `known` codes; a code is text that is not empty.
  [[nodiscard]] absl::Status read(const Extras& extras, std::span<const ExternalCode> known, const Place& place,
                                  ExternalCodes& out);

 private:
  simdjson::dom::parser parser_;
};

}  // namespace v1
}  // namespace tertial

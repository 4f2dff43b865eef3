// The JSON Schemas (2020-12) of the documents that tertial reads and writes.
//
//   std::string_view schema = tertial::plan_schema();
//   std::cout << schema;
#pragma once

#include <string_view>

namespace tertial {
inline namespace v1 {

// The schema files as installed, byte for byte; the memory lives as long as the program.
[[nodiscard]] std::string_view plan_schema() noexcept;
[[nodiscard]] std::string_view follow_up_schema() noexcept;
[[nodiscard]] std::string_view measure_schema() noexcept;

}  // namespace v1
}  // namespace tertial

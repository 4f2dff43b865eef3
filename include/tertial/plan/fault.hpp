// The place of what makes a document or a call unusable, carried by an absl::Status.
//
//   absl::Status status = unusable(FaultKind::schema, "/risks/0/id", "an id stands twice");
//   fault_of(status)->at;    // "/risks/0/id"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace tertial {
inline namespace v1 {

enum class FaultKind : std::uint8_t {
  syntax,  // not JSON in UTF-8, or not a table
  schema,  // JSON, but not what the contract says
};

struct Fault {
  FaultKind kind = FaultKind::schema;
  std::string at;       // JSON pointer, or "line L, column C"; empty: the whole
  std::string message;  // what was wrong and what was expected
};

// InvalidArgument, with the fault as payload and "at: message" as its text.
[[nodiscard]] absl::Status unusable(FaultKind kind, std::string_view at, std::string_view message);
// Nothing where the status carries no fault.
[[nodiscard]] std::optional<Fault> fault_of(const absl::Status& status);

// The closest of `known` to a mistyped `word`, when it is close enough to suggest; empty otherwise.
[[nodiscard]] std::string_view closest(std::string_view word, const std::string_view* known, std::size_t count);

}  // namespace v1
}  // namespace tertial

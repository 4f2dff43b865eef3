// A place in a document, as a chain on the stack that costs nothing until it is told as a JSON pointer (RFC 6901).
//
//   const Place root, risks(root, "risks"), here(risks, 3);
//   Place(here, "id").pointer();            // "/risks/3/id"
//   return Place(here, "id").fault("an id must not be empty");
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "tertial/plan/fault.hpp"

namespace tertial {
inline namespace v1 {

// Points to its parent and into the key: both outlive it.
class Place {
 public:
  Place() = default;
  Place(const Place& parent, std::string_view key) noexcept : parent_(&parent), key_(key) {}
  Place(const Place& parent, std::size_t index) noexcept : parent_(&parent), index_(index), is_index_(true) {}

  [[nodiscard]] std::string pointer() const;
  // unusable(FaultKind::schema, pointer(), message)
  [[nodiscard]] absl::Status fault(std::string_view message) const;

 private:
  const Place* parent_ = nullptr;
  std::string_view key_ = {};
  std::size_t index_ = 0;
  bool is_index_ = false;
};

}  // namespace v1
}  // namespace tertial

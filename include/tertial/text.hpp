// The one place where std::string_view meets Abseil's own string_view, and where text is joined for messages.
//
//   return absl::InvalidArgumentError(text("\"", label, "\" is not a month"));
//   absl::StrCat("at ", to_absl(pointer));
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace tertial {
inline namespace v1 {

// Debian builds Abseil with a string_view of its own; on other builds this is the identity.
constexpr absl::string_view to_absl(std::string_view view) noexcept {
  return absl::string_view(view.data(), view.size());
}
constexpr std::string_view from_absl(absl::string_view view) noexcept {
  return std::string_view(view.data(), view.size());
}

namespace text_detail {
template <class T>
decltype(auto) piece(const T& value) {
  if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return to_absl(std::string_view(value));
  } else {
    return value;
  }
}
}  // namespace text_detail

// Joins strings and whole numbers, never through a locale.
template <class... Pieces>
[[nodiscard]] std::string text(const Pieces&... pieces) {
  return absl::StrCat(text_detail::piece(pieces)...);
}

}  // namespace v1
}  // namespace tertial

// The languages that reports, findings and readers of spoken periods know.
//
//   Language lang = parse_language("sv").value_or(Language::en);
//   std::string_view code = to_string(lang);
#pragma once

#include <optional>
#include <string_view>

namespace tertial {
inline namespace v1 {

enum class Language : unsigned char { sv, en };

[[nodiscard]] constexpr std::string_view to_string(Language language) noexcept {
  return language == Language::sv ? "sv" : "en";
}

// Nothing when the code is none of "sv", "en".
[[nodiscard]] constexpr std::optional<Language> parse_language(std::string_view code) noexcept {
  if (code == "sv") return Language::sv;
  if (code == "en") return Language::en;
  return std::nullopt;
}

}  // namespace v1
}  // namespace tertial

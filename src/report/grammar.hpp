// How counts and lists are put into running Swedish and English.
//
//   counted(2, Noun::risk, Language::sv);                    // "två risker"
//   listed({"1.1", "2.2", "3.1"}, Language::en);             // "1.1, 2.2 and 3.1"
//   capitalized("ökat");                                     // "Ökat"
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tertial/language.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

enum class Noun : std::uint8_t { risk, action, indicator, target, self_check, error, warning, note };

// "inga risker", "en risk", "två risker", "13 risker": numbers up to twelve are spelled out.
[[nodiscard]] std::string counted(int count, Noun noun, Language language);
// The number alone, in the gender of the noun: "ingen", "ett", "två", "13".
[[nodiscard]] std::string number_word(int count, Noun noun, Language language);

// "a", "a och b", "a, b och c".
[[nodiscard]] std::string listed(const std::vector<std::string>& items, Language language);
// As listed(), but no more than `most` items, then how many there are besides.
[[nodiscard]] std::string listed_briefly(const std::vector<std::string>& items, Language language,
                                         std::size_t most = 8);

// With a large or small first letter, Swedish ones included. A word in capitals keeps them.
[[nodiscard]] std::string capitalized(std::string_view text);
[[nodiscard]] std::string uncapitalized(std::string_view text);

}  // namespace report
}  // namespace v1
}  // namespace tertial

#include "report/words.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

struct KnownWord {
  std::string_view word;
  Phrase said;
};

constexpr KnownWord kKnownWords[] = {
    {"percent", {"%", "%"}},      {"council", {"fullmäktige", "council"}},
    {"own", {"eget", "own"}},     {"board", {"nämnden", "board"}},
    {"sex", {"kön", "sex"}},      {"gender", {"kön", "gender"}},
    {"age", {"ålder", "age"}},    {"girls", {"flickor", "girls"}},
    {"boys", {"pojkar", "boys"}}, {"women", {"kvinnor", "women"}},
    {"men", {"män", "men"}},
};

}  // namespace

std::string_view known_word(std::string_view word, Language language) noexcept {
  for (const KnownWord& known : kKnownWords) {
    if (known.word == word) return in(known.said, language);
  }
  return word;
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

#include "report/grammar.hpp"

#include <array>

#include "report/words.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

struct NounForms {
  std::string_view sv_one, sv_many;
  bool is_neuter;  // Swedish "ett"
  std::string_view en_one, en_many;
};

constexpr NounForms kNouns[] = {
    {"risk", "risker", false, "risk", "risks"},
    {"åtgärd", "åtgärder", false, "action", "actions"},
    {"indikator", "indikatorer", false, "indicator", "indicators"},
    {"mål", "mål", true, "target", "targets"},
    {"egenkontroll", "egenkontroller", false, "self-check", "self-checks"},
    {"fel", "fel", true, "error", "errors"},
    {"varning", "varningar", false, "warning", "warnings"},
    {"notering", "noteringar", false, "note", "notes"},
};

constexpr std::array<Phrase, 13> kNumbers = {{{"noll", "zero"},
                                              {"en", "one"},
                                              {"två", "two"},
                                              {"tre", "three"},
                                              {"fyra", "four"},
                                              {"fem", "five"},
                                              {"sex", "six"},
                                              {"sju", "seven"},
                                              {"åtta", "eight"},
                                              {"nio", "nine"},
                                              {"tio", "ten"},
                                              {"elva", "eleven"},
                                              {"tolv", "twelve"}}};

// The Latin-1 letters À to Þ are C3 80 to C3 9E in UTF-8, their small ones 0x20 further; C3 97 is a
// multiplication sign.
constexpr unsigned char kLatin1 = 0xC3;
bool is_large_latin(unsigned char second) noexcept { return second >= 0x80 && second <= 0x9E && second != 0x97; }
bool is_small_latin(unsigned char second) noexcept { return second >= 0xA0 && second <= 0xBE && second != 0xB7; }

bool starts_large(std::string_view text) noexcept {
  if (text.empty()) return false;
  if (text[0] >= 'A' && text[0] <= 'Z') return true;
  return text.size() > 1 && static_cast<unsigned char>(text[0]) == kLatin1 &&
         is_large_latin(static_cast<unsigned char>(text[1]));
}

std::size_t first_letter_size(std::string_view text) noexcept {
  return !text.empty() && static_cast<unsigned char>(text[0]) == kLatin1 ? 2 : 1;
}

}  // namespace

std::string number_word(int count, Noun noun, Language language) {
  const NounForms& forms = kNouns[static_cast<std::size_t>(noun)];
  if (count == 0) return language == Language::en ? "no" : forms.is_neuter ? "inget" : "ingen";
  if (count == 1 && language == Language::sv && forms.is_neuter) return "ett";
  if (count > 0 && count < static_cast<int>(kNumbers.size())) {
    return std::string(in(kNumbers[static_cast<std::size_t>(count)], language));
  }
  return text(count);
}

std::string counted(int count, Noun noun, Language language) {
  const NounForms& forms = kNouns[static_cast<std::size_t>(noun)];
  if (language == Language::en) {
    return text(number_word(count, noun, language), " ", count == 1 ? forms.en_one : forms.en_many);
  }
  if (count == 0) return text("inga ", forms.sv_many);
  return text(number_word(count, noun, language), " ", count == 1 ? forms.sv_one : forms.sv_many);
}

std::string listed(const std::vector<std::string>& items, Language language) {
  std::string result;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) result += i + 1 < items.size() ? std::string(", ") : text(" ", in(words::kAnd, language), " ");
    result += items[i];
  }
  return result;
}

std::string listed_briefly(const std::vector<std::string>& items, Language language, std::size_t most) {
  if (items.size() <= most + 1) return listed(items, language);  // naming the last one is as short as counting it
  std::vector<std::string> shown(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(most));
  shown.push_back(say(words::kMore, language, items.size() - most));
  return listed(shown, language);
}

std::string capitalized(std::string_view text) {
  std::string result(text);
  if (result.empty()) return result;
  if (result[0] >= 'a' && result[0] <= 'z') {
    result[0] = static_cast<char>(result[0] - 0x20);
  } else if (result.size() > 1 && static_cast<unsigned char>(result[0]) == kLatin1 &&
             is_small_latin(static_cast<unsigned char>(result[1]))) {
    result[1] = static_cast<char>(static_cast<unsigned char>(result[1]) - 0x20);
  }
  return result;
}

std::string uncapitalized(std::string_view text) {
  std::string result(text);
  if (!starts_large(text)) return result;
  const std::size_t size = first_letter_size(text);
  if (starts_large(text.substr(size))) return result;
  char& letter = result[size - 1];
  letter = static_cast<char>(static_cast<unsigned char>(letter) + 0x20);
  return result;
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

// Reads periods the way people write them in Swedish and English tables.
//
//   SpokenPeriod jan = parse_spoken("Jan-20", {}).value();                 // 2020-01
//   SpokenPeriod mars = parse_spoken("mars", {.year = 2020}).value();      // 2020-03, has_year false
//   SpokenPeriod t2 = parse_spoken("Tertial 2, 2020", {}).value();         // 2020-T2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tertial/calendar/date.hpp"
#include "tertial/calendar/granularity.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/language.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

struct SpokenContext {
  Language language = Language::sv;        // breaks ties; the words of both languages are always understood
  std::optional<int> year = std::nullopt;  // for text that names none; without it such text is refused
};

struct SpokenPeriod {
  Period period = {};
  bool has_year = false;       // the text named its year; else it is the context's
  bool misread_digit = false;  // an l or I was read as the digit 1

  friend constexpr bool operator==(const SpokenPeriod&, const SpokenPeriod&) noexcept = default;
};

// Reads a canonical period (see Period::parse) or
//
//   a month    Jan-20, jan -20, januari 2020, May 2020, 2020 maj, mars
//   a day      31 augusti 2020, 31 August 2020, August 31, 2020, den 1 februari
//   a part     T2 2020, 2020 T2, Tertial 2, 2020, tertial 2, kvartal 3 2020, Q3, kv 3, halvår 1 2020, H1,
//              first half 2020, andra tertialet, v. 36 2020, vecka 36, week 36 2020
//   a year     2020, helår 2020, full year 2020, helår
//
// in letters of any case. Runs of spaces count as one, no-break spaces as spaces. Two-digit years: 00 to 79
// are 2000 to 2079, 80 to 99 are 1980 to 1999. An l or I among digits, or alone in their place, is the digit
// 1 ("l februari 2019"). "jan 20" is January 2020 in Swedish; in English, where it may be the 20th, it is
// refused. Refused too are other numeric forms ("2020-8-31", "8/2020"), ranges ("jan-feb 2020") and any word
// left over.
//
// kInvalidArgument says what is wrong; kFailedPrecondition means only that neither the text nor the context
// names a year.
[[nodiscard]] absl::StatusOr<SpokenPeriod> parse_spoken(std::string_view text, const SpokenContext& context);

namespace spoken_detail {

enum class Kind : char {
  month = 'M',
  part = 'P',     // quarter, tertial, ...; value is its Granularity
  year = 'Y',     // "helår", "year"
  ordinal = 'O',  // "first", "andra"
  number = 'N',
  whole = 'F',  // "full", "hela"
  filler = ' '  // "of", "den"
};

struct Word {
  Kind kind;
  int value;
  std::string_view forms;  // small letters, a space around each
};

inline constexpr int kWholeYear = 1;  // the value of a year word that says "whole" by itself

constexpr int as_int(Granularity granularity) noexcept { return static_cast<int>(granularity); }

inline constexpr Word kWords[] = {{Kind::month, 1, " jan januari january "},
                                  {Kind::month, 2, " feb febr februari february "},
                                  {Kind::month, 3, " mar mars march "},
                                  {Kind::month, 4, " apr april "},
                                  {Kind::month, 5, " maj may "},
                                  {Kind::month, 6, " jun juni june "},
                                  {Kind::month, 7, " jul juli july "},
                                  {Kind::month, 8, " aug augusti august "},
                                  {Kind::month, 9, " sep sept september "},
                                  {Kind::month, 10, " okt oct oktober october "},
                                  {Kind::month, 11, " nov november "},
                                  {Kind::month, 12, " dec december "},
                                  {Kind::part, as_int(Granularity::week), " v vecka veckan w wk week "},
                                  {Kind::part, as_int(Granularity::quarter), " q kv kvartal kvartalet quarter "},
                                  {Kind::part, as_int(Granularity::tertial), " t tertial tertialet "},
                                  {Kind::part, as_int(Granularity::half_year), " h s half halvår halvåret "},
                                  {Kind::year, kWholeYear, " helår helåret "},
                                  {Kind::year, 0, " år året year "},
                                  {Kind::ordinal, 1, " first första "},
                                  {Kind::ordinal, 2, " second andra "},
                                  {Kind::ordinal, 3, " third tredje "},
                                  {Kind::ordinal, 4, " fourth fjärde "},
                                  {Kind::whole, 0, " full whole hela "},
                                  {Kind::filler, 0, " of the den av "}};

struct Token {
  Kind kind = Kind::filler;
  int value = 0;
  int digits = 0;        // of a number
  bool misread = false;  // one of the digits was an l or I
  bool ordinal = false;  // a number written as 1st or 1:a
  bool tied = false;     // a dash, an apostrophe or nothing at all stands before it
};

// The text as tokens, and their kinds as letters to match on: "31 augusti 2020" has the shape "NMN".
struct Phrase {
  static constexpr std::size_t kMost = 5;
  std::array<Token, kMost> tokens{};
  std::array<char, kMost> kinds{};
  std::size_t size = 0;

  std::string_view shape() const noexcept { return {kinds.data(), size}; }
  // False when there are too many, or the token cannot follow the last: "1-2" is a range, "31-2020" is not.
  bool add(const Token& token) noexcept {
    const Token last = size == 0 ? Token{} : tokens[size - 1];
    if (last.kind == Kind::number && token.kind == Kind::number && token.tied) {
      if (last.digits > 2 || token.digits != 4) return false;
    }
    const bool after_half = last.kind == Kind::part && last.value == as_int(Granularity::half_year);
    if (after_half && token.kind == Kind::year) return true;  // "half-year" is one word
    if (size == kMost) return false;
    kinds[size] = static_cast<char>(token.kind);
    tokens[size++] = token;
    return true;
  }
};

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_one(char c) noexcept { return c == 'l' || c == 'I'; }
constexpr bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// All spaces as ' ' and single, none at the ends; dashes as '-'; letters with a combining ring or dots as one
// letter.
inline std::string tidy(std::string_view text) {
  struct Change {
    std::string_view from;
    std::string_view to;
  };
  constexpr Change kChanges[] = {
      {"\t", " "},           {"\n", " "},           {"\r", " "},           {"\u00A0", " "},       {"\u2009", " "},
      {"\u202F", " "},       {"\u2007", " "},       {"\u2010", "-"},       {"\u2011", "-"},       {"\u2013", "-"},
      {"\u2019", "'"},       {"a\u030A", "\u00E5"}, {"A\u030A", "\u00C5"}, {"a\u0308", "\u00E4"}, {"A\u0308", "\u00C4"},
      {"o\u0308", "\u00F6"}, {"O\u0308", "\u00D6"}};
  std::string tidied;
  tidied.reserve(text.size());
  while (!text.empty()) {
    std::string_view piece = text.substr(0, 1);
    std::size_t taken = 1;
    for (const Change& change : kChanges) {
      if (text.substr(0, change.from.size()) != change.from) continue;
      piece = change.to;
      taken = change.from.size();
      break;
    }
    if (piece != " " || (!tidied.empty() && tidied.back() != ' ')) tidied.append(piece);
    text.remove_prefix(taken);
  }
  if (!tidied.empty() && tidied.back() == ' ') tidied.pop_back();
  return tidied;
}

// The word in small letters, A to Z and Å, Ä, Ö.
inline std::string small_letters(std::string_view word) {
  std::string small(word);
  for (std::size_t i = 0; i < small.size(); ++i) {
    if (small[i] >= 'A' && small[i] <= 'Z') small[i] = static_cast<char>(small[i] - 'A' + 'a');
    if (small[i] == '\xC3' && i + 1 < small.size()) {
      char& second = small[++i];
      if (second == '\x85' || second == '\x84' || second == '\x96') second = static_cast<char>(second + 0x20);
    }
  }
  return small;
}

// What a word in small letters means; nullptr when it is none of ours.
inline const Word* find_word(std::string_view word) {
  const std::string spaced = text(" ", word, " ");
  for (const Word& known : kWords) {
    if (known.forms.find(spaced) != std::string_view::npos) return &known;
  }
  return nullptr;
}

// The number a run of at most four digits spells, l and I standing for 1.
inline std::optional<Token> read_number(std::string_view run) noexcept {
  if (run.empty() || run.size() > 4) return std::nullopt;
  Token token{.kind = Kind::number, .digits = static_cast<int>(run.size())};
  for (const char c : run) {
    if (!is_digit(c) && !is_one(c)) return std::nullopt;
    token.misread |= !is_digit(c);
    token.value = token.value * 10 + (is_digit(c) ? c - '0' : 1);
  }
  return token;
}

// One run of letters and digits: a number ("31", "1st"), a word, or one after the other ("T2", "2020T2").
inline bool read_run(std::string_view run, bool after_dash, Phrase& phrase) {
  if (std::optional<Token> number = read_number(run)) {
    number->tied = after_dash;
    return phrase.add(*number);
  }
  const bool number_first = is_digit(run.front());
  std::size_t cut = 0;
  while (cut < run.size() && is_digit(run[cut]) == number_first) ++cut;
  if (number_first) {
    std::optional<Token> number = read_number(run.substr(0, cut));
    if (!number) return false;
    const std::string rest = small_letters(run.substr(cut));
    number->tied = after_dash;
    number->ordinal = rest == "st" || rest == "nd" || rest == "rd" || rest == "th";
    return phrase.add(*number) && (number->ordinal || read_run(run.substr(cut), false, phrase));
  }
  const Word* const word = find_word(small_letters(run.substr(0, cut)));
  if (word == nullptr) return false;
  const Token token{.kind = word->kind, .value = word->value, .tied = after_dash};
  if (word->kind != Kind::filler && !phrase.add(token)) return false;
  if (cut == run.size()) return true;
  std::optional<Token> number = read_number(run.substr(cut));
  if (!number) return false;
  number->tied = true;
  return phrase.add(*number);
}

// The tokens of a tidied text; nothing when something in it is no part of a period.
inline std::optional<Phrase> read_phrase(std::string_view text) {
  Phrase phrase;
  bool after_dash = false;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (is_letter(c) || is_digit(c)) {
      std::size_t end = i;
      while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]))) ++end;
      if (!read_run(text.substr(i, end - i), after_dash, phrase)) return std::nullopt;
      after_dash = false;
      i = end;
      const std::string_view rest = text.substr(i, 2);
      if (phrase.size > 0 && phrase.kinds[phrase.size - 1] == 'N' && (rest == ":a" || rest == ":e")) {
        phrase.tokens[phrase.size - 1].ordinal = true;
        i += 2;
      }
      continue;
    }
    const bool after_word = i > 0 && is_letter(text[i - 1]);
    const bool after_token = phrase.size > 0 && !after_dash;
    if (c == '-' || c == '\'') {
      if (!after_token) return std::nullopt;
      after_dash = true;
    } else if ((c != '.' || !after_word) && (c != ',' || !after_token || text[i - 1] == ',') && c != ' ') {
      return std::nullopt;
    }
    ++i;
  }
  if (after_dash) return std::nullopt;
  return phrase;
}

// The year a number of two or four digits names.
constexpr std::optional<int> year_of(const Token& number) noexcept {
  if (number.digits == 4) return number.value;
  if (number.digits == 2) return number.value + (number.value < 80 ? 2000 : 1900);
  return std::nullopt;
}

// What a phrase says: a month, a day of one, or the index-th part of a year, with or without the year.
struct Meaning {
  Granularity granularity = Granularity::year;
  int index = 1;  // of a day: the month
  int day = 1;
  const Token* year = nullptr;
};

inline absl::Status not_a_period(std::string_view shown) {
  return absl::InvalidArgumentError(text("\"", shown, "\" is no period: such as Jan-20, maj 2020, T2 2020, tertial 2, ",
                                         "vecka 36 2020, helår 2020 or 2020-08-31"));
}

inline absl::StatusOr<Meaning> meaning_of(const Phrase& phrase, Language language, std::string_view shown) {
  const std::string_view shape = phrase.shape();
  const Token& a = phrase.tokens[0];
  const Token& b = phrase.tokens[1];
  const Token& c = phrase.tokens[2];
  const auto month = [](const Token& name, const Token* year) {
    return Meaning{.granularity = Granularity::month, .index = name.value, .year = year};
  };
  const auto day = [](const Token& number, const Token& name, const Token* year) {
    return Meaning{.granularity = Granularity::day, .index = name.value, .day = number.value, .year = year};
  };
  const auto part = [](const Token& name, const Token& index, const Token* year) {
    return Meaning{.granularity = static_cast<Granularity>(name.value), .index = index.value, .year = year};
  };

  if (shape == "M") return month(a, nullptr);
  if (shape == "MN") {
    if (b.digits == 1) return day(b, a, nullptr);
    const bool maybe_day = b.digits == 2 && b.value >= 1 && b.value <= 31;
    if (language == Language::en && maybe_day && !b.tied) {
      const std::string_view name = calendar_detail::kMonthNames[static_cast<std::size_t>(a.value - 1)];
      return absl::InvalidArgumentError(text("\"", shown, "\" may be a day or a year: write ", b.value, " ", name,
                                             " for the day or ", name, " ", *year_of(b), " for the month"));
    }
    return month(a, &b);
  }
  if (shape == "NM") return a.digits == 4 ? month(b, &a) : day(a, b, nullptr);
  if (shape == "NMN") return a.digits == 4 && c.digits <= 2 ? day(c, b, &a) : day(a, b, &c);
  if (shape == "MNN") return day(b, a, &c);

  if (shape == "PN") {
    if (b.digits <= 2) return part(a, b, nullptr);
    const std::string_view word = to_string(static_cast<Granularity>(a.value));
    return absl::InvalidArgumentError(text("\"", shown, "\" does not say which ", word, " of the year"));
  }
  if (shape == "PNN") return part(a, b, &c);
  if (shape == "OP" || (shape == "NP" && a.ordinal)) return part(b, a, nullptr);  // "3 v" is three weeks
  if (shape == "OPN") return part(b, a, &c);
  if (shape == "NPN") return a.digits == 4 ? part(b, c, &a) : part(b, a, &c);
  if (shape == "NOP") return part(c, b, &a);

  const auto year = [](const Token* number) { return Meaning{.year = number}; };
  if (shape == "FY" || (shape == "Y" && a.value == kWholeYear)) return year(nullptr);
  if (shape == "YN" && (a.value == kWholeYear || b.digits == 4)) return year(&b);
  if (shape == "NY" && b.value == kWholeYear) return year(&a);  // "20 år" is an age
  if (shape == "FYN") return year(&c);
  if (shape == "NFY" || (shape == "N" && a.digits == 4)) return year(&a);
  return not_a_period(shown);
}

}  // namespace spoken_detail

inline absl::StatusOr<SpokenPeriod> parse_spoken(std::string_view text, const SpokenContext& context) {
  using namespace spoken_detail;
  const std::string tidied = tidy(text);
  if (const std::optional<Period> period = Period::try_parse(tidied)) return SpokenPeriod{*period, true, false};
  if (tidied.empty()) return absl::InvalidArgumentError("an empty text names no period");
  const std::string shown = calendar_detail::excerpt(tidied);
  const std::optional<Phrase> phrase = read_phrase(tidied);
  if (!phrase) {
    const bool canonical = tidied.size() > 4 && tidied[4] == '-' && read_number(tidied.substr(0, 4));
    return canonical ? Period::parse(tidied).status() : not_a_period(shown);
  }

  const absl::StatusOr<Meaning> meaning = meaning_of(*phrase, context.language, shown);
  if (!meaning.ok()) return meaning.status();
  const std::optional<int> year = meaning->year != nullptr ? year_of(*meaning->year) : context.year;
  if (!year && meaning->year != nullptr) {
    return absl::InvalidArgumentError(v1::text("\"", shown, "\": a year has four digits, or two"));
  }
  if (!year) return absl::FailedPreconditionError(v1::text("\"", shown, "\" names no year"));

  SpokenPeriod spoken{.has_year = meaning->year != nullptr};
  for (const Token& token : phrase->tokens) spoken.misread_digit |= token.misread;
  if (meaning->granularity == Granularity::day) {
    const absl::Status good = calendar_detail::check_date(shown, *year, meaning->index, meaning->day);
    if (!good.ok()) return good;
    spoken.period = Period::of(Date::make(*year, meaning->index, meaning->day).value(), Granularity::day);
    return spoken;
  }
  const std::optional<Period> period = Period::try_make(meaning->granularity, *year, meaning->index);
  if (!period) return calendar_detail::no_such_period(shown, meaning->granularity, *year);
  spoken.period = *period;
  return spoken;
}

}  // namespace v1
}  // namespace tertial

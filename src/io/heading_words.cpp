#include "io/heading_words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "io/table_figure.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/language.hpp"

namespace tertial {
inline namespace v1 {
namespace table_detail {
namespace {

constexpr std::array<std::string_view, 7> kBaselineWords = {"ingångsvärde", "utgångsvärde",   "basvärde",  "startvärde",
                                                            "baseline",     "baseline value", "base value"};
constexpr std::array<std::string_view, 8> kIdWords = {"id", "nr", "nr.", "no", "no.", "nummer", "number", "#"};
constexpr std::array<std::string_view, 10> kTitleWords = {
    "indikator", "indikatorer", "indicator", "indicators", "mått", "measure", "nyckeltal", "titel", "title", "namn"};

// No word, period or figure is longer; titles often are.
constexpr std::size_t kLongest = 64;

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return text.size() <= kLongest && std::find(words.begin(), words.end(), fold_label(text)) != words.end();
}

bool is_bare_year(std::string_view text) {
  return text.size() == 4 && Period::try_make(Granularity::year, calendar_detail::four_digits(text, 0)).has_value();
}

}  // namespace

bool is_baseline_word(std::string_view text) { return is_one_of(text, kBaselineWords); }
bool is_id_word(std::string_view text) { return is_one_of(text, kIdWords); }

std::optional<SpokenPeriod> period_named(std::string_view text, int year) {
  if (text.size() > kLongest) return std::nullopt;
  for (const Language language : {Language::sv, Language::en}) {
    const absl::StatusOr<SpokenPeriod> spoken = parse_spoken(text, {.language = language, .year = year});
    if (spoken.ok()) return *spoken;
  }
  return std::nullopt;
}

bool is_worded_heading(std::string_view text) {
  return is_baseline_word(text) || (!is_bare_year(text) && period_named(text, kLeapYear).has_value());
}

bool is_any_figure(std::string_view text) {
  return text.size() <= kLongest && (read_figure(text, Language::sv).ok() || read_figure(text, Language::en).ok());
}

bool has_letter(std::string_view text) noexcept {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
  });
}

bool is_heading(const SourceLine& line, bool within_table) {
  std::size_t worded = 0;
  std::size_t years = 0;
  std::size_t figures = 0;
  bool titled = false;  // a label that is more than a name for the column of labels
  bool other = false;
  for (const SourceCell& cell : line.cells) {
    if (cell.column > 1 && is_worded_heading(cell.text)) {
      ++worded;
    } else if (cell.column > 1 && is_bare_year(cell.text)) {
      ++years;
    } else if (is_any_figure(cell.text)) {
      ++figures;
    } else if (years > 0) {
      other = true;
    } else if (!is_one_of(cell.text, kTitleWords) && !is_id_word(cell.text)) {
      titled = true;
    }
  }
  if (worded > 0) return worded + years > figures;
  return years > 0 && figures == 0 && !other && !(within_table && titled);
}

}  // namespace table_detail
}  // namespace v1
}  // namespace tertial

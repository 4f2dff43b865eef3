#include "io/table_figure.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "io/table_text.hpp"
#include "tertial/calendar/date.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace table_detail {
namespace {

constexpr std::array<std::string_view, 10> kMissingWords = {"u.s.", "u.s",  "us", "uppgift saknas", "saknas",
                                                            "n/a",  "n.a.", "na", "missing",        ".."};

constexpr std::string_view kMinus = "\u2212";

absl::Status no_figure(std::string_view shown) {
  return absl::InvalidArgumentError(
      v1::text("\"", calendar_detail::excerpt(shown),
               "\" is no figure: expected one such as 14, 2,4 % or 1 234,5, u.s. where it is missing, or -"));
}

// A number as runs of digits, the separator between two of them in `separators`.
struct DigitRuns {
  std::vector<std::string> digits{1};
  std::string separators;
  bool misread = false;
};

// Nothing when there is anything but digits, I and l for 1, and separators, each between digits.
std::optional<DigitRuns> digit_runs(std::string_view text) {
  DigitRuns runs;
  bool any_digit = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      any_digit = true;
      runs.digits.back() += c;
    } else if (c == 'I' || c == 'l') {
      runs.misread = true;
      runs.digits.back() += '1';
    } else if (c == ' ' || c == ',' || c == '.') {
      if (runs.digits.back().empty()) return std::nullopt;
      runs.separators += c;
      runs.digits.emplace_back();
    } else {
      return std::nullopt;
    }
  }
  if (runs.digits.back().empty()) return std::nullopt;
  if (!any_digit && text.size() > 1) return std::nullopt;  // "Il" is a word
  return runs;
}

// One to three digits, then groups of three.
bool are_thousands(const DigitRuns& runs, std::size_t count) {
  if (runs.digits[0].size() > 3) return count == 1;
  return std::all_of(runs.digits.begin() + 1, runs.digits.begin() + static_cast<std::ptrdiff_t>(count),
                     [](const std::string& group) { return group.size() == 3; });
}

// Whether the last run is decimals: a comma or point that stands once. Alone before three digits it may part
// thousands: then it is as English has it, and in Swedish a point is refused by the caller.
bool ends_in_decimals(const DigitRuns& runs, Language language) {
  const std::string& separators = runs.separators;
  if (separators.empty() || separators.back() == ' ') return false;
  if (std::count(separators.begin(), separators.end(), separators.back()) > 1) return false;
  if (separators.size() > 1) return true;
  const bool like_thousands = are_thousands(runs, 2) && runs.digits[0] != "0";
  return !(like_thousands && separators == "," && language == Language::en);
}

// Leading zeros do not count.
std::size_t significant_digits(std::string_view digits) {
  return digits.size() - std::min(digits.find_first_not_of('0'), digits.size());
}

absl::StatusOr<Figure> read_number(std::string_view text, Language language) {
  const std::string_view shown = text;
  Figure figure;
  if (text.ends_with('%')) {
    figure.percent = true;
    text.remove_suffix(1);
    if (text.ends_with(' ')) text.remove_suffix(1);
  }
  const bool negative = text.starts_with('-') || text.starts_with(kMinus);
  if (negative) text.remove_prefix(text.front() == '-' ? 1 : kMinus.size());
  const std::optional<DigitRuns> runs = digit_runs(text);
  if (!runs) return no_figure(shown);

  const bool decimals = ends_in_decimals(*runs, language);
  const std::size_t groups = runs->digits.size() - (decimals ? 1 : 0);
  const std::string_view parts = std::string_view(runs->separators).substr(0, groups - 1);
  if (parts.find_first_not_of(parts.substr(0, 1)) != std::string_view::npos) return no_figure(shown);
  if (!are_thousands(*runs, groups)) return no_figure(shown);
  if (decimals && runs->separators == "." && language == Language::sv && are_thousands(*runs, 2) &&
      runs->digits[0] != "0") {
    return absl::InvalidArgumentError(v1::text("\"", shown, "\" may be ", runs->digits[0], runs->digits[1], " or ",
                                               runs->digits[0], ",", runs->digits[1], ": expected one of these"));
  }

  std::string number;
  for (std::size_t i = 0; i < groups; ++i) number += runs->digits[i];
  const std::size_t fraction = decimals ? runs->digits.back().size() : 0;
  const std::size_t significant = significant_digits(decimals ? number + runs->digits.back() : number);
  if (significant > kMostDigits || fraction > kMostDigits) {
    return absl::InvalidArgumentError(v1::text("\"", calendar_detail::excerpt(shown), "\" has more than ", kMostDigits,
                                               " digits, which cannot be kept exactly"));
  }
  if (decimals) number += "." + runs->digits.back();
  double value = 0;
  std::from_chars(number.data(), number.data() + number.size(), value);
  figure.value = negative && value != 0 ? -value : value;
  figure.decimals = static_cast<int>(fraction);
  figure.misread_digit = runs->misread;
  return figure;
}

}  // namespace

absl::StatusOr<std::optional<Figure>> read_figure(std::string_view text, Language language) {
  const std::string word = fold_label(text);
  if (word.empty() || word == "-") return std::optional<Figure>();
  if (std::find(kMissingWords.begin(), kMissingWords.end(), word) != kMissingWords.end()) {
    return std::optional<Figure>(Figure{.status = ObservationStatus::missing});
  }
  absl::StatusOr<Figure> figure = read_number(text, language);
  if (!figure.ok()) return figure.status();
  return std::optional<Figure>(*figure);
}

}  // namespace table_detail
}  // namespace v1
}  // namespace tertial

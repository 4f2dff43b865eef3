#include "report/figures.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "report/words.hpp"
#include "tertial/indicator/printed.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

constexpr std::string_view kMinus = "\xE2\x88\x92";
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr double kMostInFull = 1e15;  // beyond it digits are no longer exact

constexpr std::array<Phrase, 12> kMonths = {{{"januari", "January"},
                                             {"februari", "February"},
                                             {"mars", "March"},
                                             {"april", "April"},
                                             {"maj", "May"},
                                             {"juni", "June"},
                                             {"juli", "July"},
                                             {"augusti", "August"},
                                             {"september", "September"},
                                             {"oktober", "October"},
                                             {"november", "November"},
                                             {"december", "December"}}};
constexpr Phrase kMonthOf{"$0 $1", "$0 $1"};
constexpr Phrase kQuarterOf{"kvartal $0 $1", "quarter $0 of $1"};
constexpr Phrase kTertialOf{"tertial $0 $1", "tertial $0 of $1"};
constexpr Phrase kHalfYearOf{"halvår $0 $1", "half-year $0 of $1"};
constexpr Phrase kWeekOf{"vecka $0 $1", "week $0 of $1"};
constexpr Phrase kQuarter{"kv $0", "Q$0"};
constexpr Phrase kTertial{"T$0", "T$0"};
constexpr Phrase kHalfYear{"halvår $0", "H$0"};
constexpr Phrase kWeek{"v. $0", "W$0"};
constexpr Phrase kPoint{" procentenhet", " percentage point"};
constexpr Phrase kPoints{" procentenheter", " percentage points"};

// Digits are grouped from five on.
constexpr std::size_t kFewestGrouped = 5;
constexpr double kFewestGroupedValue = 10'000;

std::string grouped(std::string_view digits, Language language) {
  if (digits.size() < kFewestGrouped) return std::string(digits);
  std::string result;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) result += language == Language::sv ? kNoBreakSpace : ",";
    result += digits[i];
  }
  return result;
}

std::string with_unit(const Indicator& indicator, std::string printed, Language language) {
  if (indicator.is_percent() || indicator.unit.empty()) return printed;
  return text(printed, kNoBreakSpace, known_word(indicator.unit, language));
}

std::optional<int> computed_decimals(const Indicator& indicator, double value) {
  return indicator.decimals.value_or(std::min(printed_decimals(rounded(value, 1)), 1));
}

std::string in_unit(const Indicator& indicator, double value, std::optional<int> decimals, Language language) {
  return indicator.is_percent() ? percent(value, decimals, language) : number(value, decimals, language);
}

}  // namespace

std::string number(double value, std::optional<int> decimals, Language language) {
  char buffer[64];
  const double size = std::abs(value);
  if (size < kFewestGroupedValue && size == std::floor(size) && decimals.value_or(0) == 0) {  // as most figures are
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, static_cast<int>(size)).ptr;
    const std::string_view printed(buffer, static_cast<std::size_t>(end - buffer));
    return value < 0 ? text(kMinus, printed) : std::string(printed);
  }
  std::string digits;
  if (!(size < kMostInFull)) {
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, size).ptr;
    digits.assign(buffer, end);
  } else {
    const int places = std::clamp(decimals.value_or(printed_decimals(size)), 0, 17);
    const double shown = rounded(size, places);
    if (shown == 0) value = 0;
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, shown, std::chars_format::fixed, places).ptr;
    const std::string_view printed(buffer, static_cast<std::size_t>(end - buffer));
    const std::size_t point = printed.find('.');
    digits = grouped(printed.substr(0, point), language);
    if (point != std::string_view::npos) digits += printed.substr(point);
  }
  // English groups by commas, so the point is found from the end.
  const std::size_t point = digits.rfind('.');
  if (language == Language::sv && point != std::string::npos) digits[point] = ',';
  return value < 0 ? text(kMinus, digits) : digits;
}

std::string percent(double value, std::optional<int> decimals, Language language) {
  return text(number(value, decimals, language), language == Language::sv ? kNoBreakSpace : "", "%");
}

std::string cell_value(const Indicator& indicator, double value, Language language) {
  return in_unit(indicator, value, indicator.decimals, language);
}

std::string value(const Indicator& indicator, double value, Language language) {
  return with_unit(indicator, cell_value(indicator, value, language), language);
}

std::string computed_value(const Indicator& indicator, double value, Language language) {
  return in_unit(indicator, value, computed_decimals(indicator, value), language);
}

std::string pace(const Indicator& indicator, double value, Language language) {
  const double whole = rounded(value, 0);
  if (std::abs(value - whole) < 1e-9) return in_unit(indicator, whole, 0, language);
  return in_unit(indicator, value, indicator.decimals.value_or(0) + 1, language);
}

std::string change(const Indicator& indicator, double value, Language language) {
  const std::string size = number(std::abs(value), indicator.decimals, language);
  if (size == number(0, indicator.decimals, language)) return std::string(in(words::kUnchanged, language));
  const std::string_view sign = value < 0 ? kMinus : "+";
  if (!indicator.is_percent()) return text(sign, size);
  return text(sign, size, in(size == "1" ? kPoint : kPoints, language));
}

std::string long_period(Period period, Language language) {
  const int index = period.index_in_year();
  switch (period.granularity()) {
    case Granularity::day:
    case Granularity::year:
      return period.to_string();
    case Granularity::week:
      return say(kWeekOf, language, index, period.year());
    case Granularity::month:
      return say(kMonthOf, language, in(kMonths[static_cast<std::size_t>(index - 1)], language), period.year());
    case Granularity::quarter:
      return say(kQuarterOf, language, index, period.year());
    case Granularity::tertial:
      return say(kTertialOf, language, index, period.year());
    case Granularity::half_year:
      return say(kHalfYearOf, language, index, period.year());
  }
  return period.to_string();
}

std::string short_period(Period period, int year, Language language) {
  const int index = period.index_in_year();
  std::string name;
  switch (period.granularity()) {
    case Granularity::day:
    case Granularity::year:
      return period.to_string();
    case Granularity::week:
      name = say(kWeek, language, index);
      break;
    case Granularity::month:
      name = in(kMonths[static_cast<std::size_t>(index - 1)], language).substr(0, 3);
      break;
    case Granularity::quarter:
      name = say(kQuarter, language, index);
      break;
    case Granularity::tertial:
      name = say(kTertial, language, index);
      break;
    case Granularity::half_year:
      name = say(kHalfYear, language, index);
      break;
  }
  return period.year() == year ? name : text(name, " ", period.year());
}

std::optional<Period> follow_up_period(const Plan& plan, Date date) {
  for (const FollowUpDate& follow_up : plan.follow_ups()) {
    if (follow_up.date == date && follow_up.period) return follow_up.period;
  }
  const Period tertial = Period::of(date, Granularity::tertial);
  return tertial.last() == date ? std::optional(tertial) : std::nullopt;
}

std::string previous_in_words(const Plan& plan, const FollowUp& review, Language language) {
  if (!review.previous) return {};
  const std::optional<Period> period = follow_up_period(plan, *review.previous);
  return period ? long_period(*period, language) : review.previous->to_string();
}

std::string typeset(std::string_view sentence, Language language) {
  std::string result;
  result.reserve(sentence.size() + 8);
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const bool before_percent = i > 0 && sentence[i] == ' ' && i + 1 < sentence.size() && sentence[i + 1] == '%' &&
                                sentence[i - 1] >= '0' && sentence[i - 1] <= '9';
    if (!before_percent) {
      result += sentence[i];
    } else if (language == Language::sv) {
      result += kNoBreakSpace;
    }
  }
  return result;
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

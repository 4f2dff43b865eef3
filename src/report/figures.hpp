// Numbers, dates and periods as Swedish and English readers write them.
//
//   number(-2.4, 1, Language::sv);                    // "−2,4"
//   value(indicator, 40, Language::sv);               // "40 %", with a space that does not break
//   long_period(*Period::try_parse("2020-T2"), Language::en);   // "tertial 2 of 2020"
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/followup/follow_up.hpp"
#include "tertial/indicator/indicator.hpp"
#include "tertial/language.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

// To `decimals` places, or as written where nothing is given; five digits and more are grouped in threes.
[[nodiscard]] std::string number(double value, std::optional<int> decimals, Language language);
[[nodiscard]] std::string percent(double value, std::optional<int> decimals, Language language);

// A figure of the indicator, with its % but without another unit: for tables that name the unit.
[[nodiscard]] std::string cell_value(const Indicator& indicator, double value, Language language);
// With its unit: for sentences.
[[nodiscard]] std::string value(const Indicator& indicator, double value, Language language);
// A figure worked out from others, which has no printed form to follow: one decimal where the indicator
// states none.
[[nodiscard]] std::string computed_value(const Indicator& indicator, double value, Language language);
// One decimal more than the indicator has, unless it is whole: a pace rounded to whole meetings would
// mislead.
[[nodiscard]] std::string pace(const Indicator& indicator, double value, Language language);
// "+9 procentenheter", "−3", "unchanged".
[[nodiscard]] std::string change(const Indicator& indicator, double value, Language language);

// "juni 2020", "tertial 2 2020", "2020-08-31".
[[nodiscard]] std::string long_period(Period period, Language language);
// "jun", "T2"; with the year where it is not `year`.
[[nodiscard]] std::string short_period(Period period, int year, Language language);

// The period of a follow-up on `date`: the plan's own, else the tertial that ends on it; nothing otherwise.
[[nodiscard]] std::optional<Period> follow_up_period(const Plan& plan, Date date);
// "tertial 1 2020", or the date where no period ends on it.
[[nodiscard]] std::string previous_in_words(const Plan& plan, const FollowUp& review, Language language);

// A sentence of the library's with its percent signs set as the language has them.
[[nodiscard]] std::string typeset(std::string_view sentence, Language language);

}  // namespace report
}  // namespace v1
}  // namespace tertial

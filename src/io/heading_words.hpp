// The words of headings: periods, the baseline, ids and titles; and whether a line is made of them.
//
//   is_heading(line, within_table);               // "Ingångsvärde", "Jan-20", "Feb"
//   is_baseline_word("INGÅNGSVÄRDE");
//   period_named("l februari 2019", kLeapYear);   // 2019-02-01
#pragma once

#include <optional>
#include <string_view>

#include "io/table_text.hpp"
#include "tertial/calendar/spoken.hpp"

namespace tertial {
inline namespace v1 {
namespace table_detail {

inline constexpr int kLeapYear = 2000;  // has every day of a year

[[nodiscard]] bool is_baseline_word(std::string_view text);
[[nodiscard]] bool is_id_word(std::string_view text);

// The period a heading names in one of the languages, of `year` where it names none.
[[nodiscard]] std::optional<SpokenPeriod> period_named(std::string_view text, int year);

// A period or baseline in more than four digits, which may be a figure.
[[nodiscard]] bool is_worded_heading(std::string_view text);

// A figure or dash in one of the languages.
[[nodiscard]] bool is_any_figure(std::string_view text);

[[nodiscard]] bool has_letter(std::string_view text) noexcept;

// Whether a line heads columns rather than giving figures. Within a table a line of bare years does so only
// without a title: the years may be figures.
[[nodiscard]] bool is_heading(const SourceLine& line, bool within_table);

}  // namespace table_detail
}  // namespace v1
}  // namespace tertial

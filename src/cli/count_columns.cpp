#include "cli/count_columns.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/status/status.h"
#include "cli/shown.hpp"
#include "io/table_text.hpp"
#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/calendar/spoken.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

using Periods = std::vector<std::optional<Period>>;

// Headings that name no year are of the year that the others name.
absl::StatusOr<Periods> read_periods(const std::vector<std::string>& headings) {
  constexpr int kAnyYear = 2000;
  std::optional<int> year;
  bool has_other_years = false;
  bool has_none = false;
  for (const std::string& heading : headings) {
    const absl::StatusOr<SpokenPeriod> spoken = parse_spoken(heading, {.year = kAnyYear});
    if (!spoken.ok()) continue;
    if (!spoken->has_year) has_none = true;
    if (spoken->has_year) {
      has_other_years = has_other_years || (year && *year != spoken->period.year());
      year = spoken->period.year();
    }
  }
  if (has_none && has_other_years) {
    return absl::InvalidArgumentError(
        "some headings are periods of several years and others name no year: expected a year in each");
  }
  Periods periods;
  for (const std::string& heading : headings) {
    const absl::StatusOr<SpokenPeriod> spoken = parse_spoken(heading, {.year = year.value_or(kAnyYear)});
    periods.push_back(spoken.ok() ? std::optional(spoken->period) : std::nullopt);
  }
  return periods;
}

bool is_inside(Period part, Period whole) {
  return part != whole && whole.first() <= part.first() && part.last() <= whole.last();
}

int days_of(Period period) { return period.last() - period.first() + 1; }

// Each period becomes a part of the shortest one around it.
absl::Status nest(const std::vector<std::string>& headings, const Periods& periods, std::vector<CountColumn>& columns) {
  constexpr std::ptrdiff_t kMostPeriods = 5000;
  const auto found =
      static_cast<std::ptrdiff_t>(periods.size()) - std::count(periods.begin(), periods.end(), std::nullopt);
  if (found == 0) return absl::OkStatus();
  if (found > kMostPeriods || periods.size() > 4 * kMostPeriods) {
    return absl::InvalidArgumentError(
        text("more than ", kMostPeriods, " periods; --flat where they are no sums of each other"));
  }
  std::vector<int> covered(columns.size(), 0);
  for (std::uint32_t i = 0; i < columns.size(); ++i) {
    if (!periods[i]) continue;
    for (std::uint32_t j = 0; j < columns.size(); ++j) {
      if (!periods[j]) continue;
      if (i != j && *periods[i] == *periods[j]) {
        return absl::InvalidArgumentError(
            text("the headings ", in_quotes(headings[i]), " and ", in_quotes(headings[j]), " are the same period"));
      }
      if (!is_inside(*periods[i], *periods[j])) continue;
      const std::optional<std::uint32_t>& around = columns[i].part_of;
      if (!around || days_of(*periods[j]) < days_of(*periods[*around])) columns[i].part_of = j;
    }
    if (columns[i].part_of) covered[*columns[i].part_of] += days_of(*periods[i]);
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!periods[i] || covered[i] == 0 || covered[i] == days_of(*periods[i])) continue;
    return absl::InvalidArgumentError(text("the column ", in_quotes(headings[i]),
                                           " is more than the columns that are parts of it: give all of them, each day "
                                           "once, or none; --flat where it is no sum"));
  }
  // Periods that overlap without one inside the other have sums in common that are no tree.
  for (std::size_t i = 0; i < columns.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (!periods[i] || !periods[j] || is_inside(*periods[i], *periods[j]) || is_inside(*periods[j], *periods[i]))
        continue;
      if (periods[i]->last() < periods[j]->first() || periods[j]->last() < periods[i]->first()) continue;
      return absl::InvalidArgumentError(text("the periods ", in_quotes(headings[j]), " and ", in_quotes(headings[i]),
                                             " overlap: leave one of them out, or --flat where they are no sums"));
    }
  }
  return absl::OkStatus();
}

absl::Status add_subtotal(const std::vector<std::string>& headings, const std::string& subtotal,
                          std::vector<CountColumn>& columns, std::vector<bool>& is_sum) {
  const std::string folded = table_detail::fold_label(subtotal);
  const auto found = std::find_if(headings.begin(), headings.end(), [&](const std::string& heading) {
    return table_detail::fold_label(heading) == folded;
  });
  if (found == headings.end())
    return absl::InvalidArgumentError(text("--subtotal: no heading is ", in_quotes(subtotal)));
  const auto at = static_cast<std::uint32_t>(found - headings.begin());
  std::uint32_t parts = 0;
  for (std::uint32_t i = at; i-- > 0 && !is_sum[i];) {
    if (columns[i].part_of) continue;
    columns[i].part_of = at;
    ++parts;
  }
  if (parts == 0) {
    return absl::InvalidArgumentError(text("--subtotal: no column before ", in_quotes(subtotal), " is a part of it"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CountColumns> read_columns(const std::vector<std::string>& headings,
                                          const std::vector<std::string>& subtotals, bool flat) {
  CountColumns result;
  for (const std::string& heading : headings) result.columns.push_back({.label = heading});
  result.is_period.assign(headings.size(), false);
  if (flat) {
    if (!subtotals.empty()) return absl::InvalidArgumentError("--subtotal: with --flat there is none");
    return result;
  }
  const absl::StatusOr<Periods> periods = read_periods(headings);
  if (!periods.ok()) return periods.status();
  if (absl::Status status = nest(headings, *periods, result.columns); !status.ok()) return status;
  for (std::size_t i = 0; i < headings.size(); ++i) result.is_period[i] = (*periods)[i].has_value();

  std::vector<bool> is_sum(headings.size(), false);
  for (const std::string& subtotal : subtotals) {
    const std::string folded = table_detail::fold_label(subtotal);
    for (std::size_t i = 0; i < headings.size(); ++i)
      is_sum[i] = is_sum[i] || table_detail::fold_label(headings[i]) == folded;
  }
  for (const std::string& subtotal : subtotals) {
    if (absl::Status status = add_subtotal(headings, subtotal, result.columns, is_sum); !status.ok()) return status;
  }
  return result;
}

bool has_nested_periods(const std::vector<std::string>& headings) {
  const absl::StatusOr<Periods> periods = read_periods(headings);
  if (!periods.ok()) return true;  // some are periods; what is wrong with them is told when they are read
  std::vector<Period> found;
  for (const std::optional<Period>& period : *periods) {
    if (period) found.push_back(*period);
  }
  // By their first day, the longer first: what lies inside another then lies inside the one just before it, or that does.
  std::sort(found.begin(), found.end(),
            [](Period a, Period b) { return a.first() != b.first() ? a.first() < b.first() : b.last() < a.last(); });
  for (std::size_t i = 1; i < found.size(); ++i) {
    if (is_inside(found[i], found[i - 1])) return true;
  }
  return false;
}

ColumnRelation relation_of(const std::string& heading, const std::vector<std::string>& headings) {
  if (std::find(headings.begin(), headings.end(), heading) != headings.end())
    return {.kind = ColumnRelation::Kind::same};
  std::vector<std::string> all = headings;
  all.push_back(heading);
  const absl::StatusOr<Periods> periods = read_periods(all);
  if (!periods.ok() || !periods->back()) return {};
  const Period whole = *periods->back();
  ColumnRelation result{.kind = ColumnRelation::Kind::sum};
  bool is_apart = true;
  int covered = 0;
  for (std::uint32_t i = 0; i < headings.size(); ++i) {
    const std::optional<Period>& part = (*periods)[i];
    if (!part) return {};
    if (*part == whole) {
      result.parts.assign(1, i);
      return result;
    }
    if (part->last() < whole.first() || whole.last() < part->first()) continue;
    is_apart = false;
    const bool is_longest =
        is_inside(*part, whole) && std::none_of(headings.begin(), headings.end(), [&](const auto& other) {
          const std::optional<Period>& around = (*periods)[static_cast<std::size_t>(&other - headings.data())];
          return around && is_inside(*part, *around) && is_inside(*around, whole);
        });
    if (!is_longest) continue;
    covered += days_of(*part);
    result.parts.push_back(i);
  }
  if (is_apart) return {.kind = ColumnRelation::Kind::apart};
  return covered == days_of(whole) ? result : ColumnRelation{};
}

}  // namespace tertial::cli

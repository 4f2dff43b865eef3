// The bridge to Boost's dates, and the one place that meets their exceptions and special values.
//
//   boost::gregorian::date theirs = to_boost(Date::parse("2020-08-31").value());
//   absl::StatusOr<Date> ours = from_boost(theirs);
//   from_boost(boost::gregorian::date(boost::date_time::pos_infin)).ok();  // false
#pragma once

#include <exception>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "boost/date_time/gregorian/gregorian_types.hpp"
#include "tertial/calendar/date.hpp"

namespace tertial {
inline namespace v1 {

// Every Date has a Boost date; one driven out of the years 1400 to 9999 against Date's contract is
// not_a_date_time.
[[nodiscard]] inline boost::gregorian::date to_boost(Date date) noexcept {
  const YearMonthDay parts = date.parts();
  try {
    return boost::gregorian::date(static_cast<unsigned short>(parts.year), static_cast<unsigned short>(parts.month),
                                  static_cast<unsigned short>(parts.day));
  } catch (const std::exception&) {
    return boost::gregorian::date(boost::date_time::not_a_date_time);
  }
}

// kInvalidArgument for Boost's special values and for years outside 1900 to 2200.
[[nodiscard]] inline absl::StatusOr<Date> from_boost(const boost::gregorian::date& date) {
  if (date.is_not_a_date()) return absl::InvalidArgumentError("Boost's not_a_date_time is no day");
  if (date.is_pos_infinity()) return absl::InvalidArgumentError("Boost's pos_infin is no day");
  if (date.is_neg_infinity()) return absl::InvalidArgumentError("Boost's neg_infin is no day");
  try {
    const boost::gregorian::date::ymd_type parts = date.year_month_day();
    return Date::make(parts.year, parts.month, parts.day);
  } catch (const std::exception& error) {
    return absl::InvalidArgumentError(text("Boost's date is no day: ", error.what()));
  }
}

}  // namespace v1
}  // namespace tertial

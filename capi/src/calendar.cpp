// Dates and periods.

#include <cstring>

#include "call.hpp"
#include "tertial/calendar/spoken.hpp"

using namespace tertial::capi;
using tertial::Date;
using tertial::from_absl;
using tertial::Granularity;
using tertial::Language;
using tertial::Period;

static_assert(TERTIAL_PRINTED_SIZE == Period::kMaxTextSize + 1 && TERTIAL_PRINTED_SIZE == Date::kTextSize + 1);

namespace {

// A period that lies in the years that go in and out, or nothing.
std::optional<Period> within_years(Period period) noexcept { return Period::from_code(period.code()); }

}  // namespace

tertial_status tertial_date_parse(const char* text, size_t size, tertial_date* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const std::string_view written = call.text("text", text, size);
    call.out("out", out);
    if (!call.ok()) return call.status();
    const absl::StatusOr<Date> date = Date::parse(written);
    if (!date.ok()) return call.fail(date.status(), {}, TERTIAL_E_SYNTAX);
    *out = date->days();
    return TERTIAL_OK;
  });
}

tertial_status tertial_date_print(tertial_date date, char* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const Date day = call.date("date", date);
    call.out("out", out);
    if (!call.ok()) return call.status();
    *day.write(out) = '\0';
    return TERTIAL_OK;
  });
}

tertial_status tertial_period_parse(const char* text, size_t size, int32_t language, int32_t year, tertial_period* out,
                                    tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const std::string_view written = call.text("text", text, size);
    const Language spoken = call.language("language", language);
    call.out("out", out);
    if (year != 0 && (year < tertial::kFirstYear || year > tertial::kLastYear)) {
      call.fail(TERTIAL_E_ARGUMENT, "year", "is neither 0 nor one from 1900 to 2200");
    }
    if (!call.ok()) return call.status();
    const auto period =
        tertial::parse_spoken(written, {.language = spoken, .year = year == 0 ? std::nullopt : std::optional(year)});
    if (!period.ok()) return call.fail(period.status(), {}, TERTIAL_E_SYNTAX);
    if (period->misread_digit) {
      return call.fail(TERTIAL_E_SYNTAX, {}, "a letter stands where a 1 is meant");
    }
    *out = period->period.code();
    return TERTIAL_OK;
  });
}

tertial_status tertial_period_print(tertial_period period, char* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const Period known = call.period("period", period);
    call.out("out", out);
    if (!call.ok()) return call.status();
    *known.write(out) = '\0';
    return TERTIAL_OK;
  });
}

tertial_status tertial_period_make(int32_t granularity, int32_t year, int32_t index, tertial_period* out,
                                   tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const Granularity wanted = call.granularity("granularity", granularity);
    if (year < tertial::kFirstYear || year > tertial::kLastYear) {
      call.fail(TERTIAL_E_ARGUMENT, "year", "years go from 1900 to 2200");
    }
    call.out("out", out);
    if (!call.ok()) return call.status();
    const std::optional<Period> period = Period::try_make(wanted, year, index);
    if (!period) return call.fail(TERTIAL_E_NOT_FOUND, "index", "the year has no such period");
    *out = period->code();
    return TERTIAL_OK;
  });
}

tertial_status tertial_period_get(tertial_period period, tertial_period_info* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const Period known = call.period("period", period);
    call.out_struct("out", out);
    if (!call.ok()) return call.status();
    return put(out, {.struct_size = 0,
                     .granularity = static_cast<std::int32_t>(known.granularity()),
                     .year = known.year(),
                     .index = known.index_in_year(),
                     .first = known.first().days(),
                     .last = known.last().days()});
  });
}

tertial_status tertial_period_shift(tertial_period period, int32_t count, tertial_period* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const Period known = call.period("period", period);
    call.out("out", out);
    if (!call.ok()) return call.status();
    constexpr int kMost = 120'000;  // more days than there are from 1900 to 2200
    const std::optional<Period> shifted =
        count < -kMost || count > kMost ? std::nullopt : within_years(known + static_cast<int>(count));
    if (!shifted) return call.fail(TERTIAL_E_NOT_FOUND, "count", "that is outside the years 1900 to 2200");
    *out = shifted->code();
    return TERTIAL_OK;
  });
}

tertial_status tertial_period_parent(tertial_period period, int32_t granularity, tertial_period* out,
                                     tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const Period known = call.period("period", period);
    const Granularity wanted = call.granularity("granularity", granularity);
    call.out("out", out);
    if (!call.ok()) return call.status();
    const std::optional<Period> parent = known.parent(wanted);
    if (!parent) return call.fail(TERTIAL_E_NOT_FOUND, "granularity", "the period is part of none such");
    *out = parent->code();
    return TERTIAL_OK;
  });
}

tertial_status tertial_period_range(tertial_period period, int32_t granularity, tertial_period* first, size_t* count,
                                    tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const Period known = call.period("period", period);
    const Granularity wanted = call.granularity("granularity", granularity);
    call.out("first", first);
    call.out("count", count);
    if (!call.ok()) return call.status();
    const tertial::PeriodRange range = known.children(wanted);
    if (range.empty()) return call.fail(TERTIAL_E_NOT_FOUND, "granularity", "the period is not made of such");
    *first = (*range.begin()).code();
    *count = range.size();
    return TERTIAL_OK;
  });
}

tertial_status tertial_periods_of(const tertial_date* days, size_t count, int32_t granularity, tertial_period* out,
                                  tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const std::span<const tertial_date> given = call.array("days", days, count);
    const Granularity wanted = call.granularity("granularity", granularity);
    call.array("out", out, count);
    if (!call.ok()) return call.status();
    const tertial_date first = Date::earliest().days();
    const tertial_date last = Date::latest().days();
    for (std::size_t i = 0; i < given.size(); ++i) {
      if (given[i] == TERTIAL_NO_DATE || (given[i] >= first && given[i] <= last)) continue;
      return call.fail(TERTIAL_E_ARGUMENT, tertial::text("days/", i), "is no day of the years 1900 to 2200");
    }
    for (std::size_t i = 0; i < given.size(); ++i) {
      // Through bytes, since the two arrays may be one.
      tertial_date day = 0;
      std::memcpy(&day, &given[i], sizeof day);
      const tertial_period code =
          day == TERTIAL_NO_DATE ? TERTIAL_NO_PERIOD : Period::of(Date::from_days(day), wanted).code();
      std::memcpy(&out[i], &code, sizeof code);
    }
    return TERTIAL_OK;
  });
}

#include "call.hpp"

#include <algorithm>

#include "simdjson.h"
#include "tertial/plan/fault.hpp"
#include "tertial/text.hpp"

namespace tertial::capi {
namespace {

// Copies text and a NUL into room for `size` bytes; what is too long ends in "..." after a whole character.
void copy_cut(std::string_view text, char* out, std::size_t size) noexcept {
  constexpr std::string_view kDots = "...";
  std::size_t kept = text.size();
  const bool cut = kept >= size;
  if (cut) {
    kept = size - 1 - kDots.size();
    while (kept > 0 && (static_cast<unsigned char>(text[kept]) & 0xC0) == 0x80) --kept;
  }
  // A NUL in the text would end it early for whoever reads it as C does.
  std::transform(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(kept), out,
                 [](char c) { return c == '\0' ? ' ' : c; });
  if (cut) {
    std::copy(kDots.begin(), kDots.end(), out + kept);
    kept += kDots.size();
  }
  out[kept] = '\0';
}

tertial_status code_of(const absl::Status& status, tertial_status otherwise) noexcept {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kFailedPrecondition:
      return otherwise;
    case absl::StatusCode::kNotFound:
      return TERTIAL_E_NOT_FOUND;
    case absl::StatusCode::kUnimplemented:
      return TERTIAL_E_UNSUPPORTED;
    case absl::StatusCode::kOutOfRange:
      return TERTIAL_E_LIMIT;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kResourceExhausted:
      return TERTIAL_E_MEMORY;
    default:
      return TERTIAL_E_INTERNAL;
  }
}

}  // namespace

tertial_status Call::fail(tertial_status status, std::string_view at, std::string_view message) noexcept {
  if (!ok()) return status_;
  status_ = status;
  if (error_ != nullptr) {
    error_->code = status;
    copy_cut(at, error_->at, sizeof error_->at);
    copy_cut(message, error_->message, sizeof error_->message);
  }
  return status_;
}

tertial_status Call::fail(const absl::Status& status, std::string_view at, tertial_status otherwise) {
  if (const std::optional<Fault> fault = fault_of(status)) {
    return fail(fault->kind == FaultKind::syntax ? TERTIAL_E_SYNTAX : TERTIAL_E_SCHEMA, fault->at, fault->message);
  }
  // What is not found may say where it was looked for: "/risks/3/assessments: ...".
  if (absl::IsNotFound(status) && !status.message().empty() && status.message().front() == '/') {
    return fail_at_path(status, TERTIAL_E_NOT_FOUND);
  }
  return fail(code_of(status, otherwise), at, from_absl(status.message()));
}

tertial_status Call::fail_at_path(const absl::Status& status, tertial_status code) {
  const std::string_view message = from_absl(status.message());
  const std::size_t colon = message.find(": ");
  if (colon == std::string_view::npos) return fail(code, {}, message);
  return fail(code, message.substr(0, colon), message.substr(colon + 2));
}

std::string_view Call::text(std::string_view name, const char* data, std::size_t size) noexcept {
  const std::span<const char> bytes = array(name, data, size);
  if (bytes.empty()) return {};
  if (!simdjson::validate_utf8(bytes.data(), bytes.size())) {
    fail(TERTIAL_E_ARGUMENT, name, "is not UTF-8");
    return {};
  }
  return {bytes.data(), bytes.size()};
}

std::optional<Date> Call::date_or_none(std::string_view name, tertial_date given) noexcept {
  if (given == TERTIAL_NO_DATE) return std::nullopt;
  return date(name, given);
}

Date Call::date(std::string_view name, tertial_date given) noexcept {
  if (given >= Date::earliest().days() && given <= Date::latest().days()) return Date::from_days(given);
  fail(TERTIAL_E_ARGUMENT, name,
       given == TERTIAL_NO_DATE ? "a date is missing" : "is no day of the years 1900 to 2200");
  return {};
}

Period Call::period(std::string_view name, tertial_period code) noexcept {
  if (const std::optional<Period> period = Period::from_code(code)) return *period;
  fail(TERTIAL_E_ARGUMENT, name,
       code == TERTIAL_NO_PERIOD ? "a period is missing" : "is no period of the years 1900 to 2200");
  return {};
}

Granularity Call::granularity(std::string_view name, std::int32_t value) noexcept {
  return static_cast<Granularity>(one_of(name, value, static_cast<int>(kGranularities.size())));
}

Language Call::language(std::string_view name, std::int32_t value, std::optional<Language> of_plan) noexcept {
  if (value == TERTIAL_PLAN_LANGUAGE && of_plan) return *of_plan;
  return one_of(name, value, 2) == TERTIAL_ENGLISH ? Language::en : Language::sv;
}

int Call::one_of(std::string_view name, std::int32_t value, int count) noexcept {
  if (value >= 0 && value < count) return value;
  fail(TERTIAL_E_ARGUMENT, name, "is none of its numbers");
  return 0;
}

void Call::index(std::string_view name, std::size_t index, std::size_t count) noexcept {
  if (index >= count) fail(TERTIAL_E_NOT_FOUND, name, "there are not so many");
}

std::optional<double> Call::number_or_none(std::string_view name, double value) noexcept {
  if (std::isnan(value)) return std::nullopt;
  if (!std::isfinite(value)) fail(TERTIAL_E_ARGUMENT, name, "is not finite");
  return value;
}

std::uint32_t Call::struct_size(std::string_view name, const void* given, std::size_t least) noexcept {
  if (given == nullptr) {
    null(name);
    return 0;
  }
  std::uint32_t size = 0;
  std::memcpy(&size, given, sizeof size);
  if (size >= least && size <= kLargestStruct) return size;
  fail(TERTIAL_E_ARGUMENT, name, "its struct_size is wrong: set it to sizeof of the struct");
  return 0;
}

}  // namespace tertial::capi

// One call across the C interface: its arguments checked, its failure told, nothing thrown.
//
//   return guarded(error, [&](Call& call) {
//     call.handle("plan", plan);
//     call.out("out", out);
//     const std::string_view id = call.text("id", data, size);
//     if (!call.ok()) return call.status();   // the first that was wrong, told in *error
//     ...
//     return TERTIAL_OK;
//   });
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <initializer_list>
#include <limits>
#include <new>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>

#include "absl/status/status.h"
#include "handles.hpp"
#include "tertial.h"
#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/language.hpp"

namespace tertial::capi {

// The least struct_size of a struct: that of the first release.
template <class Struct>
inline constexpr std::size_t kFirstSize = sizeof(Struct);
// And the most: no struct will ever be near it.
inline constexpr std::size_t kLargestStruct = 4096;

// Fails once: what was wrong first is what is told. Allocates nothing.
class Call {
 public:
  explicit Call(tertial_error* error) noexcept : error_(error) {
    if (error_ == nullptr) return;
    error_->code = TERTIAL_OK;
    error_->at[0] = '\0';
    error_->message[0] = '\0';
  }

  [[nodiscard]] bool ok() const noexcept { return status_ == TERTIAL_OK; }
  [[nodiscard]] tertial_status status() const noexcept { return status_; }

  // Each returns status().
  tertial_status fail(tertial_status status, std::string_view at, std::string_view message) noexcept;
  // A status of the library: with the place of its fault, else with `at`. InvalidArgument without a fault is
  // `otherwise`.
  tertial_status fail(const absl::Status& status, std::string_view at, tertial_status otherwise = TERTIAL_E_ARGUMENT);
  // One whose message begins with its place, "bands/1: ...".
  tertial_status fail_at_path(const absl::Status& status, tertial_status code);

  template <class Handle>
  void handle(std::string_view name, const Handle* handle) noexcept {
    if (handle == nullptr) return null(name);
    if (!handle->is_alive()) fail(TERTIAL_E_HANDLE, name, "this handle was freed, or is of another kind");
  }
  void out(std::string_view name, const void* pointer) noexcept {
    if (pointer == nullptr) null(name);
  }
  std::string_view text(std::string_view name, const char* data, std::size_t size) noexcept;
  std::string_view text(std::string_view name, const tertial_string& string) noexcept {
    return text(name, string.data, string.size);
  }
  template <class T>
  std::span<const T> array(std::string_view name, const T* data, std::size_t count) noexcept {
    if (count >= std::size_t{PTRDIFF_MAX} / sizeof(T)) {
      fail(TERTIAL_E_ARGUMENT, name, "more elements than an address space holds");
      return {};
    }
    if (data == nullptr && count > 0) {
      null(name);
      return {};
    }
    return {data, count};
  }
  // Nothing for TERTIAL_NO_DATE.
  std::optional<Date> date_or_none(std::string_view name, tertial_date date) noexcept;
  Date date(std::string_view name, tertial_date date) noexcept;
  Period period(std::string_view name, tertial_period code) noexcept;
  Granularity granularity(std::string_view name, std::int32_t value) noexcept;
  // `of_plan` where the plan's language is asked for; without one that is refused.
  Language language(std::string_view name, std::int32_t value, std::optional<Language> of_plan = std::nullopt) noexcept;
  // One of 0 ... count - 1.
  int one_of(std::string_view name, std::int32_t value, int count) noexcept;
  void index(std::string_view name, std::size_t index, std::size_t count) noexcept;
  // NaN is none; an infinity is wrong.
  std::optional<double> number_or_none(std::string_view name, double value) noexcept;

  // A struct that comes in, as this library knows it: fields that the caller does not know are zero.
  template <class Struct>
  Struct in(std::string_view name, const Struct* given) noexcept {
    Struct known{};
    const std::uint32_t size = struct_size(name, given, kFirstSize<Struct>);
    if (size == 0) return known;
    std::memcpy(&known, given, size < sizeof(Struct) ? size : sizeof(Struct));
    const auto* const bytes = reinterpret_cast<const unsigned char*>(given);
    for (std::size_t i = sizeof(Struct); i < size; ++i) {
      if (bytes[i] != 0) {
        fail(TERTIAL_E_ARGUMENT, name,
             "a field is set that this release does not know: the library is older than the header");
      }
    }
    return known;
  }
  // A struct that goes out: its size is right.
  template <class Struct>
  void out_struct(std::string_view name, const Struct* out) noexcept {
    struct_size(name, out, kFirstSize<Struct>);
  }

 private:
  void null(std::string_view name) noexcept { fail(TERTIAL_E_ARGUMENT, name, "is NULL"); }
  // 0 after a failure.
  std::uint32_t struct_size(std::string_view name, const void* given, std::size_t least) noexcept;

  tertial_error* error_;
  tertial_status status_ = TERTIAL_OK;
};

// Fills the struct of a caller who may know fewer or more fields; out_struct() has checked its size.
template <class Struct>
tertial_status put(Struct* out, Struct value) noexcept {
  const std::uint32_t size = out->struct_size;
  value.struct_size = size;
  const std::size_t known = size < sizeof(Struct) ? size : sizeof(Struct);
  std::memcpy(out, &value, known);
  std::memset(reinterpret_cast<unsigned char*>(out) + known, 0, size - known);
  return TERTIAL_OK;
}

template <class Body>
tertial_status guarded(tertial_error* error, const Body& body) noexcept {
  Call call(error);
  try {
    return body(call);
  } catch (const std::bad_alloc&) {
    return call.fail(TERTIAL_E_MEMORY, {}, "there is not enough memory");
  } catch (const std::length_error&) {  // a container that would be larger than memory
    return call.fail(TERTIAL_E_MEMORY, {}, "there is not enough memory");
  } catch (const std::exception& exception) {
    return call.fail(TERTIAL_E_INTERNAL, {}, exception.what());
  } catch (...) {
    return call.fail(TERTIAL_E_INTERNAL, {}, "something was thrown that is no std::exception");
  }
}

// Strings that go out. `text` is followed by a NUL: it is all of a std::string or of a literal.
inline tertial_string borrowed(std::string_view text) noexcept {
  return {text.data() == nullptr ? "" : text.data(), text.size()};
}
inline tertial_date date_of(std::optional<Date> date) noexcept { return date ? date->days() : TERTIAL_NO_DATE; }
inline tertial_period code_of(std::optional<Period> period) noexcept {
  return period ? period->code() : TERTIAL_NO_PERIOD;
}
inline double number_of(std::optional<double> number) noexcept {
  return number.value_or(std::numeric_limits<double>::quiet_NaN());
}
// Of an enumeration or a whole number.
template <class T>
std::int32_t whole_of(const std::optional<T>& value) noexcept {
  return value ? static_cast<std::int32_t>(*value) : TERTIAL_NONE;
}

}  // namespace tertial::capi

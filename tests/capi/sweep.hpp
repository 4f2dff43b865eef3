// A call of the C interface with each argument made wrong in turn, with structs of other sizes, and with memory that
// runs out at each of its allocations.
//
//   sweep("tertial_plan_find_risk", tertial_plan_find_risk, HandleIn(plan.get()), TextIn("5.2"), Out<size_t>());
//
// The call as it stands must succeed. Each wrong argument gives its status, with and without an error struct; whatever a
// call that fails was given to write to is then as it was, and so is the plan of a PlanIn.
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>
#include "failing_memory.hpp"
#include "handles.hpp"

namespace tertial::test {

inline constexpr unsigned char kUntouched = 0xA5;

// One argument made another, and what the call then comes to.
struct Trial {
  std::string what;
  tertial_status expected;
  std::function<void()> set;
};

// A handle of every kind, to be taken for one of another kind.
template <class Handle>
Handle* of_another_kind() {
  static const Plan plan = read(kSmallPlan);
  static const Matrix matrix =
      made<tertial_matrix>([](auto** out, auto* error) { return tertial_plan_matrix(plan.get(), out, error); });
  if constexpr (std::is_same_v<std::remove_const_t<Handle>, tertial_plan>) {
    return reinterpret_cast<Handle*>(matrix.get());
  } else {
    return reinterpret_cast<Handle*>(plan.get());
  }
}

// What every argument has; those that differ hide it.
struct Argument {
  void prepare() {}
  void restore() {}
  void after_success() {}
  bool untouched() const { return true; }
  std::string fault_after_success() const { return {}; }
  std::vector<Trial> trials() { return {}; }
};

template <class Handle>
class HandleIn : public Argument {
 public:
  explicit HandleIn(Handle* handle) : right_(handle), now_(handle) {}
  auto arguments() { return std::tuple(now_); }
  void restore() { now_ = right_; }
  std::vector<Trial> trials() {
    return {{"NULL", TERTIAL_E_ARGUMENT, [this] { now_ = nullptr; }},
            {"a handle of another kind", TERTIAL_E_HANDLE, [this] { now_ = of_another_kind<Handle>(); }}};
  }

 private:
  Handle* right_;
  Handle* now_;
};

// A plan that the call changes: a new one each time, which others show too or not.
class PlanIn : public Argument {
 public:
  enum class Shown { alone, by_others };
  PlanIn(std::string document, Shown shown)
      : document_(std::move(document)), shown_(shown), master_(read(document_)), before_(written(master_)) {}
  auto arguments() { return std::tuple(now_); }
  void prepare() {
    plan_ = shown_ == Shown::alone ? read(document_) : copy(master_);
    now_ = plan_.get();
  }
  bool untouched() const { return written(plan_) == before_ && written(master_) == before_; }
  std::string fault_after_success() const { return written(master_) == before_ ? "" : "a plan changed with its copy"; }
  std::vector<Trial> trials() {
    return {{"plan: NULL", TERTIAL_E_ARGUMENT, [this] { now_ = nullptr; }},
            {"plan: a handle of another kind", TERTIAL_E_HANDLE, [this] { now_ = of_another_kind<tertial_plan>(); }}};
  }

 private:
  std::string document_;
  Shown shown_;
  Plan master_;
  std::string before_;
  Plan plan_;
  tertial_plan* now_ = nullptr;
};

class TextIn : public Argument {
 public:
  explicit TextIn(std::string text) : right_(std::move(text)) { restore(); }
  TextIn(const TextIn& other) : Argument(), right_(other.right_), not_utf8_(other.not_utf8_) { restore(); }
  TextIn& operator=(const TextIn&) = delete;
  TextIn not_utf8_is(tertial_status status) const {
    TextIn result(*this);
    result.not_utf8_ = status;
    return result;
  }
  auto arguments() { return std::tuple(data_, size_); }
  void restore() { data_ = right_.data(), size_ = right_.size(); }
  std::vector<Trial> trials() {
    return {{"text: NULL", TERTIAL_E_ARGUMENT, [this] { data_ = nullptr, size_ = 3; }},
            {"text: SIZE_MAX", TERTIAL_E_ARGUMENT, [this] { size_ = SIZE_MAX; }},
            {"text: INT64_MAX", TERTIAL_E_ARGUMENT, [this] { size_ = INT64_MAX; }},
            {"text: no UTF-8", not_utf8_, [this] { data_ = "5\xC3.2", size_ = 4; }}};
  }

 private:
  std::string right_;
  tertial_status not_utf8_ = TERTIAL_E_ARGUMENT;
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

// A number with others that are wrong.
template <class T>
class Number : public Argument {
 public:
  explicit Number(T right) : right_(right), now_(right) {}
  Number(T right, std::vector<T> wrong, tertial_status status)
      : right_(right), now_(right), wrong_(std::move(wrong)), status_(status) {}
  auto arguments() { return std::tuple(now_); }
  void restore() { now_ = right_; }
  std::vector<Trial> trials() {
    std::vector<Trial> result;
    for (const T wrong : wrong_) {
      result.push_back({"number: " + std::to_string(wrong), status_, [this, wrong] { now_ = wrong; }});
    }
    return result;
  }

 private:
  T right_;
  T now_;
  std::vector<T> wrong_;
  tertial_status status_ = TERTIAL_OK;
};

inline auto index_of(std::size_t right, std::size_t count) {
  return Number<std::size_t>(right, {count, SIZE_MAX / 2, SIZE_MAX}, TERTIAL_E_NOT_FOUND);
}
// One of 0 ... count - 1.
inline auto word(std::int32_t right, std::int32_t count) {
  return Number<std::int32_t>(right, {count, -1, INT32_MAX, INT32_MIN}, TERTIAL_E_ARGUMENT);
}
inline auto language(std::int32_t right = TERTIAL_ENGLISH) {
  return Number<std::int32_t>(right, {2, -2, INT32_MAX, INT32_MIN}, TERTIAL_E_ARGUMENT);
}
// A day that is asked for: 1900-01-01 is day -25567, 2200-12-31 day 84370.
inline auto date_in(tertial_date right) {
  return Number<tertial_date>(right, {TERTIAL_NO_DATE, -25568, 84371, INT32_MAX, INT32_MIN + 1}, TERTIAL_E_ARGUMENT);
}
inline auto date_or_none_in(tertial_date right = TERTIAL_NO_DATE) {
  return Number<tertial_date>(right, {-25568, 84371, INT32_MAX, INT32_MIN + 1}, TERTIAL_E_ARGUMENT);
}
inline auto period_in(tertial_period right) {
  return Number<tertial_period>(right, {TERTIAL_NO_PERIOD, 1U, 0xF0000001U, 0xFFFFFFFFU}, TERTIAL_E_ARGUMENT);
}

// A pointer that is given as it stands, and must not be NULL.
template <class T>
class PointerIn : public Argument {
 public:
  explicit PointerIn(T* right) : right_(right), now_(right) {}
  auto arguments() { return std::tuple(now_); }
  void restore() { now_ = right_; }
  std::vector<Trial> trials() {
    return {{"pointer: NULL", TERTIAL_E_ARGUMENT, [this] { now_ = nullptr; }}};
  }

 private:
  T* right_;
  T* now_;
};

// Numbers that the call writes where it is given the room, which it need not be.
template <class Numbers>
class PointerOrNone : public Argument {
 public:
  explicit PointerOrNone(const Numbers& numbers) : numbers_(numbers) {}
  auto arguments() { return std::tuple(is_null_ ? nullptr : numbers_.data()); }
  void restore() { is_null_ = false; }
  std::vector<Trial> trials() {
    return {{"pointer that may be NULL", TERTIAL_OK, [this] { is_null_ = true; }}};
  }

 private:
  Numbers numbers_;
  bool is_null_ = false;
};

// Room for `count` of what the call writes. A result that is to be freed has how.
template <class T>
class Out : public Argument {
 public:
  explicit Out(std::size_t count = 1, std::function<void(T&)> free = nullptr)
      : count_(count), bytes_(count * sizeof(T)), free_(std::move(free)) {}
  auto arguments() { return std::tuple(is_null_ ? nullptr : data()); }
  void prepare() { std::fill(bytes_.begin(), bytes_.end(), kUntouched); }
  void restore() { is_null_ = false; }
  bool untouched() const {
    return std::all_of(bytes_.begin(), bytes_.end(), [](unsigned char byte) { return byte == kUntouched; });
  }
  void after_success() {
    if (free_) free_(*data());
  }
  std::string fault_after_success() const { return untouched() ? "nothing was written" : ""; }
  std::vector<Trial> trials() {
    return {{"out: NULL", TERTIAL_E_ARGUMENT, [this] { is_null_ = true; }}};
  }

 private:
  T* data() { return reinterpret_cast<T*>(bytes_.data()); }
  std::size_t count_;
  std::vector<unsigned char> bytes_;
  bool is_null_ = false;
  std::function<void(T&)> free_;
};
template <class Handle>
auto new_handle() {
  return Out<Handle*>(1, [](Handle*& handle) { Free{}(handle); });
}

// A struct that goes out.
template <class Struct>
class StructOut : public Argument {
 public:
  auto arguments() { return std::tuple(is_null_ ? nullptr : reinterpret_cast<Struct*>(bytes_.data())); }
  void prepare() {
    bytes_.fill(kUntouched);
    put_size();
  }
  void restore() {
    is_null_ = false;
    size_ = sizeof(Struct);
    put_size();
  }
  bool untouched() const { return all(sizeof size_, kRoom, kUntouched); }
  std::string fault_after_success() const {
    std::uint32_t size = 0;
    std::memcpy(&size, bytes_.data(), sizeof size);
    if (size != size_) return "struct_size was changed";
    if (all(sizeof size_, sizeof(Struct), kUntouched)) return "nothing was written";
    if (!all(sizeof(Struct), size_, 0)) return "fields that are newer than the library are not zero";
    return all(size_, kRoom, kUntouched) ? "" : "more was written than struct_size";
  }
  std::vector<Trial> trials() {
    std::vector<Trial> result = {{"out: NULL", TERTIAL_E_ARGUMENT, [this] { is_null_ = true; }}};
    for (const std::uint32_t size : {0U, 4U, std::uint32_t{sizeof(Struct)} - 1, 4097U, UINT32_MAX}) {
      result.push_back({"out/struct_size: " + std::to_string(size), TERTIAL_E_ARGUMENT, [=, this] { set_size(size); }});
    }
    for (const std::size_t more : {std::size_t{1}, std::size_t{8}, std::size_t{100}}) {
      result.push_back({"out/struct_size: larger", TERTIAL_OK,
                        [=, this] { set_size(static_cast<std::uint32_t>(sizeof(Struct) + more)); }});
    }
    return result;
  }

 private:
  static constexpr std::size_t kRoom = sizeof(Struct) + 128;
  bool all(std::size_t begin, std::size_t end, unsigned char value) const {
    return std::all_of(bytes_.data() + begin, bytes_.data() + end, [=](unsigned char byte) { return byte == value; });
  }
  void put_size() { std::memcpy(bytes_.data(), &size_, sizeof size_); }
  void set_size(std::uint32_t size) {
    size_ = size;
    put_size();
  }
  alignas(Struct) std::array<unsigned char, kRoom> bytes_ = {};
  std::uint32_t size_ = sizeof(Struct);
  bool is_null_ = false;
};

// A struct that comes in, with wrong values of its fields.
template <class Struct>
class StructIn : public Argument {
 public:
  explicit StructIn(const Struct& right, tertial_status null_is = TERTIAL_E_ARGUMENT)
      : right_(right), null_is_(null_is) {
    restore();
  }
  auto arguments() { return std::tuple(is_null_ ? nullptr : reinterpret_cast<const Struct*>(bytes_.data())); }
  void restore() {
    is_null_ = false;
    bytes_.fill(0);
    put(right_);
  }
  // One field set to what is wrong.
  template <class Field, class Value>
  StructIn with(Field Struct::*field, Value wrong, tertial_status status) const {
    Struct changed = right_;
    changed.*field = wrong;
    StructIn result(*this);
    result.wrong_.push_back({changed, status});
    return result;
  }
  std::vector<Trial> trials() {
    std::vector<Trial> result = {{"in: NULL", null_is_, [this] { is_null_ = true; }}};
    for (const std::uint32_t size : {0U, 4U, std::uint32_t{sizeof(Struct)} - 1, 4097U, UINT32_MAX}) {
      result.push_back({"in/struct_size: " + std::to_string(size), TERTIAL_E_ARGUMENT, [=, this] { put_size(size); }});
    }
    const auto larger = std::uint32_t{sizeof(Struct)} + 24;
    result.push_back({"in/struct_size: larger, zero", TERTIAL_OK, [=, this] { put_size(larger); }});
    for (const std::size_t set : {sizeof(Struct), std::size_t{larger} - 1}) {
      result.push_back({"in/struct_size: larger, set", TERTIAL_E_ARGUMENT, [=, this] {
                          put_size(larger);
                          bytes_[set] = 1;
                        }});
    }
    for (std::size_t i = 0; i < wrong_.size(); ++i) {
      result.push_back({"in: wrong field " + std::to_string(i), wrong_[i].second, [=, this] { put(wrong_[i].first); }});
    }
    return result;
  }

 private:
  void put(const Struct& value) { std::memcpy(bytes_.data(), &value, sizeof value); }
  void put_size(std::uint32_t size) { std::memcpy(bytes_.data(), &size, sizeof size); }
  Struct right_;
  tertial_status null_is_;
  std::vector<std::pair<Struct, tertial_status>> wrong_;
  alignas(Struct) std::array<unsigned char, sizeof(Struct) + 64> bytes_ = {};
  bool is_null_ = false;
};

namespace sweeping {

inline tertial_error junk() {
  tertial_error error;
  std::memset(&error, 'x', sizeof error);
  return error;
}
inline std::string fault_of(const tertial_error& error, tertial_status status) {
  if (error.code != status) return "the error has another code than was returned";
  if (std::memchr(error.at, '\0', sizeof error.at) == nullptr ||
      std::memchr(error.message, '\0', sizeof error.message) == nullptr) {
    return "the error has a text without an end";
  }
  if (status == TERTIAL_OK && (error.at[0] != '\0' || error.message[0] != '\0')) return "OK with a text";
  if (status != TERTIAL_OK && error.message[0] == '\0') return "a failure without a message";
  if (status == TERTIAL_E_ARGUMENT && error.at[0] == '\0') return "a wrong argument that is not named";
  return {};
}

}  // namespace sweeping

template <class Function, class... Arguments>
void sweep(const char* name, Function* function, Arguments... arguments) {
  const auto call = [&](tertial_error* error) {
    return std::apply(function, std::tuple_cat(arguments.arguments()..., std::tuple(error)));
  };
  // One call and what came of it, told where it is not as expected.
  const auto expect = [&](const std::string& what, tertial_status expected, bool with_error) {
    tertial_error error = sweeping::junk();
    const tertial_status status = call(with_error ? &error : nullptr);
    std::string fault;
    if (status != expected) {
      fault = std::string("came to ") + tertial_status_word(status) + ", not " + tertial_status_word(expected) +
              (with_error ? std::string(" (") + error.at + ": " + error.message + ")" : "");
    }
    if (fault.empty() && with_error) fault = sweeping::fault_of(error, status);
    if (status == TERTIAL_OK) {
      ((fault = fault.empty() ? arguments.fault_after_success() : fault), ...);
      (arguments.after_success(), ...);
    } else if (!(arguments.untouched() && ...)) {
      fault += " something was touched by a call that failed";
    }
    if (!fault.empty()) FAIL_CHECK(std::string(name) << ", " << what << ": " << fault);
  };
  const auto each = [&](auto& argument) {
    for (const Trial& trial : argument.trials()) {
      for (const bool with_error : {true, false}) {
        (arguments.prepare(), ...);
        trial.set();
        expect(trial.what, trial.expected, with_error);
        argument.restore();
      }
    }
  };
  for (const bool with_error : {true, false}) {
    (arguments.prepare(), ...);
    expect("as it stands", TERTIAL_OK, with_error);
  }
  (each(arguments), ...);

  for (const Refused how : {Refused::once, Refused::from_then_on}) {
    for (std::size_t number = 1;; number += 1 + number / 32) {
      (arguments.prepare(), ...);
      tertial_error error = sweeping::junk();
      fail_allocation(number, how);
      const tertial_status status = call(&error);
      const bool was_refused = stop_failing();
      std::string fault = sweeping::fault_of(error, status);
      if (status == TERTIAL_OK) {
        (arguments.after_success(), ...);
      } else if (status != TERTIAL_E_MEMORY) {
        fault = std::string("came to ") + tertial_status_word(status) + ": " + error.message;
      } else if (!(arguments.untouched() && ...)) {
        fault = "something was touched by a call that failed";
      }
      if (!fault.empty()) {
        FAIL_CHECK(std::string(name) << ", without memory for allocation " << number
                                     << std::string(how == Refused::once ? "" : " and all that follow") << ": "
                                     << fault);
      }
      if (!was_refused) break;
    }
  }
}

}  // namespace tertial::test

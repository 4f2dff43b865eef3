// What the handles of the C interface hold.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tertial.h"
#include "tertial/followup/follow_up.hpp"
#include "tertial/indicator/series_columns.hpp"
#include "tertial/io/table_import.hpp"
#include "tertial/plan/finding.hpp"
#include "tertial/plan/plan.hpp"
#include "tertial/risk/risk_matrix.hpp"

namespace tertial::capi {

// Tells handles that are alive from those that were freed and those of another kind, as far as memory remembers: the
// mark lies behind what an allocator writes into memory that is given back.
template <std::uint32_t kKind>
class Marked {
 public:
  Marked() noexcept = default;
  Marked(const Marked&) = delete;
  Marked& operator=(const Marked&) = delete;
  ~Marked() { mark_ = 0; }

  [[nodiscard]] bool is_alive() const noexcept { return mark_ == kAlive; }

 private:
  static constexpr std::uint64_t kAlive = 0x7465727469616C00ULL + kKind;

  [[maybe_unused]] std::uint64_t room_[4] = {};
  volatile std::uint64_t mark_ = kAlive;
};

// A plan that several handles show. Whoever is alone with it may change it.
class SharedPlan {
 public:
  explicit SharedPlan(Plan plan) : held_(new Held{std::move(plan)}) {}
  SharedPlan(const SharedPlan& other) noexcept : held_(other.held_) {
    held_->owners.fetch_add(1, std::memory_order_relaxed);
  }
  SharedPlan(SharedPlan&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
  SharedPlan& operator=(SharedPlan other) noexcept {
    std::swap(held_, other.held_);
    return *this;
  }
  ~SharedPlan() {
    if (held_ != nullptr && held_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) delete held_;
  }

  [[nodiscard]] const Plan& operator*() const noexcept { return held_->plan; }
  [[nodiscard]] const Plan* operator->() const noexcept { return &held_->plan; }

  // To be changed: a copy, where others look at it too. What was read from the plan before is then void.
  [[nodiscard]] Plan& alone() {
    // Whoever let go of it has read all it wanted before: hence acquire.
    if (held_->owners.load(std::memory_order_acquire) != 1) *this = SharedPlan(Plan(held_->plan));
    return held_->plan;
  }

 private:
  struct Held {
    Plan plan;
    std::atomic<std::uint32_t> owners = 1;
  };
  Held* held_;
};

}  // namespace tertial::capi

struct tertial_text : tertial::capi::Marked<1> {
  explicit tertial_text(std::string bytes) noexcept : text(std::move(bytes)) {}
  std::string text;
};

struct tertial_findings : tertial::capi::Marked<2> {
  // Of their own, or part of another handle, which then frees them.
  explicit tertial_findings(std::vector<tertial::Finding> all) noexcept : own(std::move(all)), shown(&own) {}
  explicit tertial_findings(const std::vector<tertial::Finding>* of_another) noexcept
      : shown(of_another), belongs_to_another(true) {}

  [[nodiscard]] const std::vector<tertial::Finding>& list() const noexcept { return *shown; }

  std::vector<tertial::Finding> own;
  const std::vector<tertial::Finding>* shown;
  bool belongs_to_another = false;
};

struct tertial_matrix : tertial::capi::Marked<3> {
  explicit tertial_matrix(tertial::RiskMatrix made);
  tertial::RiskMatrix matrix;
  std::vector<tertial::Finding> faults;
  tertial_findings findings;
};

struct tertial_plan : tertial::capi::Marked<4> {
  explicit tertial_plan(tertial::capi::SharedPlan shown) noexcept : plan(std::move(shown)) {}
  tertial::capi::SharedPlan plan;
};

struct tertial_import : tertial::capi::Marked<5> {
  tertial_import(std::vector<tertial::TableChange> made, std::vector<tertial::TableNote> told) noexcept
      : changes(std::move(made)), notes(std::move(told)) {}
  std::vector<tertial::TableChange> changes;
  std::vector<tertial::TableNote> notes;
};

struct tertial_follow_up : tertial::capi::Marked<6> {
  tertial_follow_up(tertial::capi::SharedPlan shown, tertial::FollowUp made);

  // The words of a derivation, made once so that they can be borrowed.
  struct Whys {
    std::string action;
    std::vector<std::string> activities;
  };

  tertial::capi::SharedPlan plan;
  tertial::FollowUp review;
  tertial_findings findings;  // those of the review
  std::vector<Whys> whys;     // of each action line
};

struct tertial_series : tertial::capi::Marked<7> {
  explicit tertial_series(const tertial::SeriesColumns& borrowed) noexcept : columns(borrowed) {}
  ~tertial_series() {
    if (array.release != nullptr) array.release(&array);
  }
  tertial::SeriesColumns columns;
  // Where it came as an Arrow array: that array, moved here, and its validity by byte.
  ArrowArray array = {};
  std::vector<std::uint8_t> present;
};

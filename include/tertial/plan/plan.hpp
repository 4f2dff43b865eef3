// A plan: goals, areas, risks, actions, indicators and self-checks of one unit and year, checked to hang together.
//
//   absl::StatusOr<Plan> plan = Plan::make(std::move(draft));
//   const Risk* risk = plan->find_risk("5.2");
//   for (const Indicator& indicator : plan->indicators()) use(indicator.observations);
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "tertial/action/action.hpp"
#include "tertial/action/derivation.hpp"
#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/extra.hpp"
#include "tertial/indicator/indicator.hpp"
#include "tertial/language.hpp"
#include "tertial/plan/id_index.hpp"
#include "tertial/plan/place.hpp"
#include "tertial/risk/risk.hpp"
#include "tertial/risk/risk_matrix.hpp"

namespace tertial {
inline namespace v1 {

struct Goal {
  std::string id;
  std::string kind = {};
  std::string title = {};
  std::vector<std::string> expected_results = {};
  std::vector<std::pair<std::string, std::string>> notes = {};  // heading, text; in document order
  std::vector<Goal> goals = {};
  Extras extras = {};
  friend bool operator==(const Goal&, const Goal&) = default;
};

struct Area {
  std::string id;
  std::string title = {};
  std::string goal = {};  // id of a goal, or empty
  Extras extras = {};
  friend bool operator==(const Area&, const Area&) = default;
};

// One line of a self-check. The share is as printed, in percent.
struct SelfCheckResult {
  std::string title = {};
  std::optional<double> numerator = std::nullopt;
  std::optional<double> share = std::nullopt;
  Extras extras = {};
  friend bool operator==(const SelfCheckResult&, const SelfCheckResult&) = default;
};

// The sample by one property; its groups add up to the sample.
struct Breakdown {
  std::string by;
  std::vector<std::pair<std::string, double>> groups = {};  // in document order
  Extras extras = {};
  friend bool operator==(const Breakdown&, const Breakdown&) = default;
};

// A sample review (egenkontroll). It holds from the last day of its period.
struct SelfCheck {
  std::string id;
  Period period;
  std::string title = {};
  std::vector<std::string> risks = {};
  std::optional<double> sample = std::nullopt;
  std::vector<SelfCheckResult> results = {};
  std::vector<Breakdown> breakdowns = {};
  std::optional<Date> recorded = std::nullopt;
  Extras extras = {};
  friend bool operator==(const SelfCheck&, const SelfCheck&) = default;
};

struct FollowUpDate {
  Date date;
  std::optional<Period> period = std::nullopt;
  Extras extras = {};
  friend bool operator==(const FollowUpDate&, const FollowUpDate&) = default;
};

struct Rules {
  ScheduleRules schedule = {};
  std::optional<double> ratio_tolerance = std::nullopt;  // in the printed unit; nothing: half of the last printed place
  bool stated = false;                                   // the document has the object, be it empty
  Extras extras = {};
  friend bool operator==(const Rules&, const Rules&) = default;
};

// What a plan is made from. Nothing is checked yet.
struct PlanDraft {
  std::string id;
  std::string title;
  std::string organisation = {};
  std::optional<Language> language = std::nullopt;
  int year = 0;
  std::optional<RiskMatrix> matrix = std::nullopt;  // required
  std::vector<Goal> goals = {};
  std::vector<Area> areas = {};
  std::vector<Risk> risks = {};
  std::vector<Action> actions = {};
  std::vector<Indicator> indicators = {};
  std::vector<SelfCheck> self_checks = {};
  std::vector<FollowUpDate> follow_ups = {};
  Rules rules = {};
  Extras extras = {};
  Extras matrix_extras = {};
  std::vector<Extras> band_extras = {};  // in the order that the bands are written in; none or one for each
  friend bool operator==(const PlanDraft&, const PlanDraft&) = default;
};

// A plan that hangs together: every id stands once, every reference leads somewhere, every figure is in its range,
// nothing ends before it starts, no indicator is part of itself. What does not add up is for findings. Immutable.
class Plan {
 public:
  // InvalidArgument with a Fault (plan/fault.hpp) at the first thing that is wrong.
  [[nodiscard]] static absl::StatusOr<Plan> make(PlanDraft draft);

  // To change a plan, change its draft and make it anew.
  [[nodiscard]] const PlanDraft& draft() const& noexcept { return draft_; }
  [[nodiscard]] PlanDraft draft() && noexcept { return std::move(draft_); }

  [[nodiscard]] const std::string& id() const noexcept { return draft_.id; }
  [[nodiscard]] const std::string& title() const noexcept { return draft_.title; }
  [[nodiscard]] const std::string& organisation() const noexcept { return draft_.organisation; }
  [[nodiscard]] Language language() const noexcept { return draft_.language.value_or(Language::sv); }
  [[nodiscard]] int year() const noexcept { return draft_.year; }
  [[nodiscard]] const RiskMatrix& matrix() const noexcept { return *draft_.matrix; }
  [[nodiscard]] const Rules& rules() const noexcept { return draft_.rules; }
  [[nodiscard]] std::span<const Goal> goals() const noexcept { return draft_.goals; }
  [[nodiscard]] std::span<const Area> areas() const noexcept { return draft_.areas; }
  [[nodiscard]] std::span<const Risk> risks() const noexcept { return draft_.risks; }
  [[nodiscard]] std::span<const Action> actions() const noexcept { return draft_.actions; }
  [[nodiscard]] std::span<const Indicator> indicators() const noexcept { return draft_.indicators; }
  [[nodiscard]] std::span<const SelfCheck> self_checks() const noexcept { return draft_.self_checks; }
  [[nodiscard]] std::span<const FollowUpDate> follow_ups() const noexcept { return draft_.follow_ups; }

  // Null where there is none.
  [[nodiscard]] const Risk* find_risk(std::string_view id) const noexcept;
  [[nodiscard]] const Action* find_action(std::string_view id) const noexcept;
  [[nodiscard]] const Indicator* find_indicator(std::string_view id) const noexcept;
  [[nodiscard]] const Area* find_area(std::string_view id) const noexcept;

  // Places in the lists above; for whoever walks the whole plan.
  [[nodiscard]] std::optional<std::uint32_t> risk_place(std::string_view id) const noexcept;
  [[nodiscard]] std::optional<std::uint32_t> action_place(std::string_view id) const noexcept;
  [[nodiscard]] std::optional<std::uint32_t> indicator_place(std::string_view id) const noexcept;

  friend bool operator==(const Plan& a, const Plan& b) { return a.draft_ == b.draft_; }

 private:
  explicit Plan(PlanDraft draft) noexcept : draft_(std::move(draft)) {}
  absl::Status check();
  absl::Status check_parts(const Place& place) const;

  PlanDraft draft_;
  IdIndex areas_;
  IdIndex risks_;
  IdIndex actions_;
  IdIndex indicators_;
};

}  // namespace v1
}  // namespace tertial

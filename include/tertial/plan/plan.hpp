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

// NotFound: "there is no risk "5.9"".
[[nodiscard]] absl::Status no_such_thing(std::string_view what, std::string_view id);

// A plan that hangs together: every id stands once, every reference leads somewhere, every figure is in its range,
// nothing ends before it starts, no indicator is part of itself. What does not add up is for findings. Only its facts
// can change once it is made.
class Plan {
 public:
  // InvalidArgument with a Fault (plan/fault.hpp) at the first thing that is wrong.
  [[nodiscard]] static absl::StatusOr<Plan> make(PlanDraft draft);

  // To change more than the facts of a plan, change its draft and make it anew.
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

  // The facts of an open plan, checked as when a document is read. A call that fails, for want of memory too, leaves the
  // plan as it was; one that succeeds costs what the fact costs, not the plan (a self-check: the number of self-checks).
  //
  // add: another fact, at the end of its list. Two for the same thing (risk and day, action and day, indicator, period
  // and definition) and recorded on the same day are told as a finding, as they are in a document.
  // correct: a second fact for the same thing. It says when it was recorded, and that is after every one there is.
  // remove: the fact for that thing that was recorded on that day; without one, the one recorded last.
  //
  // Errors: NotFound where there is no such risk, action, activity, indicator or fact; InvalidArgument with a Fault for
  // what a document could not say, at the place where the fact would stand.
  [[nodiscard]] absl::Status add_assessment(std::string_view risk, Assessment assessment);
  [[nodiscard]] absl::Status correct_assessment(std::string_view risk, Assessment assessment);
  [[nodiscard]] absl::Status remove_assessment(std::string_view risk, Date date, std::optional<Date> recorded);
  [[nodiscard]] absl::Status add_closing(std::string_view risk, Closing closing);
  [[nodiscard]] absl::Status correct_closing(std::string_view risk, Closing closing);
  [[nodiscard]] absl::Status remove_closing(std::string_view risk, Date date, std::optional<Date> recorded);
  [[nodiscard]] absl::Status add_report(std::string_view action, StatusReport report);
  [[nodiscard]] absl::Status correct_report(std::string_view action, StatusReport report);
  [[nodiscard]] absl::Status remove_report(std::string_view action, Date date, std::optional<Date> recorded);
  // An occurrence of a recurrent activity is a day and nothing else: to correct it, remove it and add another. The
  // activity counts from 0 in its action.
  [[nodiscard]] absl::Status add_occurrence(std::string_view action, std::size_t activity, Date held);
  [[nodiscard]] absl::Status remove_occurrence(std::string_view action, std::size_t activity, Date held);
  [[nodiscard]] absl::Status add_observation(std::string_view indicator, const Observation& observation);
  [[nodiscard]] absl::Status correct_observation(std::string_view indicator, const Observation& observation);
  [[nodiscard]] absl::Status remove_observation(std::string_view indicator, Period period, DefinitionRef definition,
                                                std::optional<Date> recorded);
  // All of them or none: next(i) gives the i-th of `count`.
  template <class Next>
  [[nodiscard]] absl::Status add_observations(std::string_view indicator, std::size_t count, const Next& next);
  // A self-check is known by its id; a correction takes the place of the one there is.
  [[nodiscard]] absl::Status add_self_check(SelfCheck check);
  [[nodiscard]] absl::Status correct_self_check(SelfCheck check);
  [[nodiscard]] absl::Status remove_self_check(std::string_view id);

  friend bool operator==(const Plan& a, const Plan& b) { return a.draft_ == b.draft_; }

 private:
  explicit Plan(PlanDraft draft) noexcept : draft_(std::move(draft)) {}
  absl::Status check();
  absl::Status check_parts(const Place& place) const;
  absl::Status check_new_self_check(const SelfCheck& check, std::size_t place) const;
  // OK where the observation may stand at `place` of the indicator's.
  absl::Status check_observation(std::uint32_t indicator, const Observation& observation, std::size_t place) const;

  PlanDraft draft_;
  IdIndex areas_;
  IdIndex risks_;
  IdIndex actions_;
  IdIndex indicators_;
};

template <class Next>
absl::Status Plan::add_observations(std::string_view indicator, std::size_t count, const Next& next) {
  const std::optional<std::uint32_t> at = indicator_place(indicator);
  if (!at) return no_such_thing("indicator", indicator);
  Series& series = draft_.indicators[*at].observations;
  const std::size_t before = series.size();
  // Whatever ends this early, an exception too, takes what was added with it.
  struct Undo {
    Series* series;
    std::size_t before;
    ~Undo() {
      if (series != nullptr) series->truncate(before);
    }
  } undo{&series, before};
  if (count > before / 8) series.reserve(before + count);  // else it grows by itself, and by no less
  for (std::size_t i = 0; i < count; ++i) {
    const Observation observation = next(i);
    if (absl::Status status = check_observation(*at, observation, before + i); !status.ok()) return status;
    series.append(observation);
  }
  undo.series = nullptr;
  return absl::OkStatus();
}

}  // namespace v1
}  // namespace tertial

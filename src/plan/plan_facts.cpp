// The facts of an open plan: added, corrected and removed one at a time.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "plan/fact_checks.hpp"
#include "tertial/plan/plan.hpp"

namespace tertial {
inline namespace v1 {
namespace {

using namespace plan_detail;

// The day a fact counts as recorded on.
template <class Fact>
Date recorded_of(const Fact& fact) noexcept {
  return fact.recorded.value_or(fact.date);
}
Date recorded_of(const Observation& observation) noexcept {
  return observation.recorded.value_or(observation.holds_from());
}

// The place of the fact for the same thing that was recorded last, or on `recorded` where that is given; of several
// recorded on that day the last one written.
template <class At, class Same>
std::optional<std::size_t> find_fact(std::size_t count, const At& at, const Same& same, std::optional<Date> recorded) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& fact = at(i);
    if (!same(fact) || (recorded && recorded_of(fact) != *recorded)) continue;
    if (!best || recorded_of(fact) >= recorded_of(at(*best))) best = i;
  }
  return best;
}

// OK where `fact` may correct the one that was recorded last.
template <class Fact>
absl::Status check_correction(const Place& place, const Fact* latest, const Fact& fact) {
  if (latest == nullptr) return absl::NotFoundError(text(place.pointer(), ": there is nothing there to correct"));
  if (!fact.recorded) return Place(place, "recorded").fault("a correction says when it was recorded");
  if (*fact.recorded > recorded_of(*latest)) return absl::OkStatus();
  return Place(place, "recorded")
      .fault(text("a correction is recorded after what it corrects, that is after ", recorded_of(*latest).to_string()));
}

template <class Fact>
std::optional<std::size_t> find_fact_of(const std::vector<Fact>& facts, Date date, std::optional<Date> recorded) {
  return find_fact(
      facts.size(), [&](std::size_t i) -> const Fact& { return facts[i]; },
      [&](const Fact& fact) { return fact.date == date; }, recorded);
}

template <class Fact>
absl::Status correct_fact(const Place& list, std::vector<Fact>& facts, Fact fact) {
  const std::optional<std::size_t> latest = find_fact_of(facts, fact.date, std::nullopt);
  const Place here(list, facts.size());
  absl::Status status = check_correction(here, latest ? &facts[*latest] : nullptr, fact);
  if (status.ok()) facts.push_back(std::move(fact));
  return status;
}

template <class Fact>
absl::Status remove_fact(const Place& list, std::vector<Fact>& facts, Date date, std::optional<Date> recorded) {
  const std::optional<std::size_t> at = find_fact_of(facts, date, recorded);
  if (!at) {
    return absl::NotFoundError(text(list.pointer(), ": there is none of ", date.to_string(),
                                    recorded ? text(" recorded ", recorded->to_string()) : ""));
  }
  facts.erase(facts.begin() + static_cast<std::ptrdiff_t>(*at));
  return absl::OkStatus();
}

// Places of facts are told below the thing they belong to.
class ListPlace {
 public:
  ListPlace(std::string_view things, std::size_t thing, std::string_view facts) noexcept
      : things_(root_, things), thing_(things_, thing), facts_(thing_, facts) {}
  ListPlace(const ListPlace&) = delete;
  ListPlace& operator=(const ListPlace&) = delete;

  [[nodiscard]] const Place& list() const noexcept { return facts_; }
  [[nodiscard]] const Place& thing() const noexcept { return thing_; }

 private:
  Place root_;
  Place things_;
  Place thing_;
  Place facts_;
};

}  // namespace

absl::Status no_such_thing(std::string_view what, std::string_view id) {
  return absl::NotFoundError(text("there is no ", what, " ", shown(id)));
}

absl::Status Plan::add_assessment(std::string_view risk, Assessment assessment) {
  const std::optional<std::uint32_t> at = risk_place(risk);
  if (!at) return no_such_thing("risk", risk);
  std::vector<Assessment>& facts = draft_.risks[*at].assessments;
  const ListPlace place("risks", *at, "assessments");
  absl::Status status = check_assessment(Place(place.list(), facts.size()), assessment, matrix());
  if (status.ok()) facts.push_back(std::move(assessment));
  return status;
}

absl::Status Plan::correct_assessment(std::string_view risk, Assessment assessment) {
  const std::optional<std::uint32_t> at = risk_place(risk);
  if (!at) return no_such_thing("risk", risk);
  std::vector<Assessment>& facts = draft_.risks[*at].assessments;
  const ListPlace place("risks", *at, "assessments");
  absl::Status status = check_assessment(Place(place.list(), facts.size()), assessment, matrix());
  if (!status.ok()) return status;
  return correct_fact(place.list(), facts, std::move(assessment));
}

absl::Status Plan::remove_assessment(std::string_view risk, Date date, std::optional<Date> recorded) {
  const std::optional<std::uint32_t> at = risk_place(risk);
  if (!at) return no_such_thing("risk", risk);
  return remove_fact(ListPlace("risks", *at, "assessments").list(), draft_.risks[*at].assessments, date, recorded);
}

absl::Status Plan::add_closing(std::string_view risk, Closing closing) {
  const std::optional<std::uint32_t> at = risk_place(risk);
  if (!at) return no_such_thing("risk", risk);
  draft_.risks[*at].closed.push_back(std::move(closing));
  return absl::OkStatus();
}

absl::Status Plan::correct_closing(std::string_view risk, Closing closing) {
  const std::optional<std::uint32_t> at = risk_place(risk);
  if (!at) return no_such_thing("risk", risk);
  return correct_fact(ListPlace("risks", *at, "closed").list(), draft_.risks[*at].closed, std::move(closing));
}

absl::Status Plan::remove_closing(std::string_view risk, Date date, std::optional<Date> recorded) {
  const std::optional<std::uint32_t> at = risk_place(risk);
  if (!at) return no_such_thing("risk", risk);
  return remove_fact(ListPlace("risks", *at, "closed").list(), draft_.risks[*at].closed, date, recorded);
}

absl::Status Plan::add_report(std::string_view action, StatusReport report) {
  const std::optional<std::uint32_t> at = action_place(action);
  if (!at) return no_such_thing("action", action);
  std::vector<StatusReport>& facts = draft_.actions[*at].reports;
  const ListPlace place("actions", *at, "reports");
  absl::Status status = check_report(Place(place.list(), facts.size()), report);
  if (status.ok()) facts.push_back(std::move(report));
  return status;
}

absl::Status Plan::correct_report(std::string_view action, StatusReport report) {
  const std::optional<std::uint32_t> at = action_place(action);
  if (!at) return no_such_thing("action", action);
  std::vector<StatusReport>& facts = draft_.actions[*at].reports;
  const ListPlace place("actions", *at, "reports");
  absl::Status status = check_report(Place(place.list(), facts.size()), report);
  if (!status.ok()) return status;
  return correct_fact(place.list(), facts, std::move(report));
}

absl::Status Plan::remove_report(std::string_view action, Date date, std::optional<Date> recorded) {
  const std::optional<std::uint32_t> at = action_place(action);
  if (!at) return no_such_thing("action", action);
  return remove_fact(ListPlace("actions", *at, "reports").list(), draft_.actions[*at].reports, date, recorded);
}

absl::Status Plan::add_occurrence(std::string_view action, std::size_t activity, Date held) {
  const std::optional<std::uint32_t> at = action_place(action);
  if (!at) return no_such_thing("action", action);
  std::vector<Activity>& activities = draft_.actions[*at].activities;
  if (activity >= activities.size()) return no_such_thing("activity", text(activity));
  activities[activity].held.push_back(held);
  return absl::OkStatus();
}

absl::Status Plan::remove_occurrence(std::string_view action, std::size_t activity, Date held) {
  const std::optional<std::uint32_t> at = action_place(action);
  if (!at) return no_such_thing("action", action);
  std::vector<Activity>& activities = draft_.actions[*at].activities;
  if (activity >= activities.size()) return no_such_thing("activity", text(activity));
  std::vector<Date>& days = activities[activity].held;
  const auto found = std::find(days.rbegin(), days.rend(), held);
  if (found == days.rend()) {
    const ListPlace place("actions", *at, "activities");
    const Place here(place.list(), activity);
    return absl::NotFoundError(text(Place(here, "held").pointer(), ": there is none of ", held.to_string()));
  }
  days.erase(std::next(found).base());
  return absl::OkStatus();
}

absl::Status Plan::check_observation(std::uint32_t indicator, const Observation& observation, std::size_t place) const {
  const ListPlace lists("indicators", indicator, "observations");
  const Place here(lists.list(), place);
  if (const std::string fault = figures_fault(observation, observation.status != ObservationStatus::normal);
      !fault.empty()) {
    return here.fault(fault);
  }
  const std::size_t definitions = draft_.indicators[indicator].definitions.size();
  if (!observation.definition.named() || observation.definition.index() < definitions) return absl::OkStatus();
  return Place(here, "definition")
      .fault(text("the indicator has no definition number ", observation.definition.index() + 1));
}

absl::Status Plan::add_observation(std::string_view indicator, const Observation& observation) {
  return add_observations(indicator, 1, [&](std::size_t) { return observation; });
}

absl::Status Plan::correct_observation(std::string_view indicator, const Observation& observation) {
  const std::optional<std::uint32_t> at = indicator_place(indicator);
  if (!at) return no_such_thing("indicator", indicator);
  const Indicator& owner = draft_.indicators[*at];
  const Series& series = owner.observations;
  const auto observation_at = [&](std::size_t i) { return series[i]; };
  const auto same = [&](const Observation& other) {
    return other.period == observation.period && owner.definition_of(other) == owner.definition_of(observation);
  };
  const std::optional<std::size_t> latest = find_fact(series.size(), observation_at, same, std::nullopt);
  const Observation latest_fact = latest ? series[*latest] : Observation{};
  const ListPlace place("indicators", *at, "observations");
  const Place here(place.list(), series.size());
  if (absl::Status status = check_correction(here, latest ? &latest_fact : nullptr, observation); !status.ok()) {
    return status;
  }
  return add_observation(indicator, observation);
}

absl::Status Plan::remove_observation(std::string_view indicator, Period period, DefinitionRef definition,
                                      std::optional<Date> recorded) {
  const std::optional<std::uint32_t> at = indicator_place(indicator);
  if (!at) return no_such_thing("indicator", indicator);
  Indicator& owner = draft_.indicators[*at];
  const DefinitionRef meant = definition.named() ? definition : owner.definition_in_force(period);
  const auto observation_at = [&](std::size_t i) { return owner.observations[i]; };
  const auto same = [&](const Observation& other) {
    return other.period == period && owner.definition_of(other) == meant;
  };
  const std::optional<std::size_t> found = find_fact(owner.observations.size(), observation_at, same, recorded);
  if (!found) {
    return absl::NotFoundError(text(ListPlace("indicators", *at, "observations").list().pointer(),
                                    ": there is none of ", period.to_string(),
                                    recorded ? text(" recorded ", recorded->to_string()) : ""));
  }
  owner.observations.erase(*found);
  std::erase_if(owner.observation_extras,
                [&](const ObservationExtras& extras) { return extras.observation == *found; });
  for (ObservationExtras& extras : owner.observation_extras)
    extras.observation -= extras.observation > *found ? 1U : 0U;
  return absl::OkStatus();
}

absl::Status Plan::check_new_self_check(const SelfCheck& check, std::size_t place) const {
  const Place root, list(root, "self_checks"), here(list, place);
  if (check.id.empty()) return Place(here, "id").fault("an id must not be empty");
  if (absl::Status status = check_self_check(here, check); !status.ok()) return status;
  return check_references(Place(here, "risks"), check.risks, "risk",
                          [&](std::string_view id) { return risk_place(id).has_value(); });
}

absl::Status Plan::add_self_check(SelfCheck check) {
  std::vector<SelfCheck>& checks = draft_.self_checks;
  if (absl::Status status = check_new_self_check(check, checks.size()); !status.ok()) return status;
  for (const SelfCheck& other : checks) {
    if (other.id != check.id) continue;
    const Place root, list(root, "self_checks"), here(list, checks.size());
    return repeated(Place(here, "id"), check.id);
  }
  checks.push_back(std::move(check));
  return absl::OkStatus();
}

absl::Status Plan::correct_self_check(SelfCheck check) {
  for (std::size_t i = 0; i < draft_.self_checks.size(); ++i) {
    if (draft_.self_checks[i].id != check.id) continue;
    if (absl::Status status = check_new_self_check(check, i); !status.ok()) return status;
    draft_.self_checks[i] = std::move(check);
    return absl::OkStatus();
  }
  return no_such_thing("self-check", check.id);
}

absl::Status Plan::remove_self_check(std::string_view id) {
  const auto found = std::find_if(draft_.self_checks.begin(), draft_.self_checks.end(),
                                  [&](const SelfCheck& check) { return check.id == id; });
  if (found == draft_.self_checks.end()) return no_such_thing("self-check", id);
  draft_.self_checks.erase(found);
  return absl::OkStatus();
}

}  // namespace v1
}  // namespace tertial

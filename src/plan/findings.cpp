#include "tertial/plan/findings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tertial/indicator/change.hpp"
#include "tertial/indicator/printed.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

// A hair of binary rounding is never a mismatch.
constexpr double kRounding = 1e-9;

// Units that count people, as plans write them.
constexpr std::array<std::string_view, 30> kPeople = {  // sorted
    "adults",    "anställda",   "barn",     "boys",      "brukare",  "child",    "children", "clients",
    "employees", "familjer",    "flickor",  "föräldrar", "girls",    "invånare", "klienter", "medarbetare",
    "men",       "pensionärer", "people",   "person",    "personer", "persons",  "pojkar",   "pupils",
    "staff",     "students",    "ungdomar", "vuxna",     "women",    "youths"};

bool counts_people(const Indicator& indicator) noexcept {
  return std::binary_search(kPeople.begin(), kPeople.end(), std::string_view(indicator.unit));
}

bool is_small_count(double figure) noexcept { return figure > 0 && figure < kSmallCountThreshold; }

Finding told(const MatrixFault& fault, const RiskMatrix& matrix) {
  Finding finding{.code = FindingCode::matrix_inconsistent, .at = "/matrix", .data = {}};
  switch (fault.kind) {
    case MatrixFault::Kind::uncovered_score: {
      finding.code = FindingCode::matrix_uncovered_score;
      finding.data.push_back({"score", static_cast<double>(fault.score)});
      finding.data.push_back({"cells", fault.cells});
      const Level read_as = matrix.level_of_score(fault.score);
      if (read_as.classified()) {
        const Band& band = matrix.bands()[read_as.rank() - 1U];
        finding.data.push_back({"read_as", band.level});
        if (!band.label.empty()) finding.data.push_back({"read_as_label", band.label});
      }
      break;
    }
    case MatrixFault::Kind::overlapping_bands:
      finding.code = FindingCode::matrix_overlapping_bands;
      finding.data.push_back({"score", static_cast<double>(fault.score)});
      finding.data.push_back({"bands", fault.bands});
      finding.data.push_back({"cells", fault.cells});
      break;
    case MatrixFault::Kind::inconsistent:
      finding.data.push_back({"rule", std::string(to_string(fault.rule))});
      finding.data.push_back({"cells", fault.cells});
      break;
  }
  return finding;
}

void find_matrix_faults(const RiskMatrix& matrix, std::vector<Finding>& out) {
  for (const MatrixFault& fault : matrix.faults()) out.push_back(told(fault, matrix));
}

// Facts for one day that were recorded on one day: one of them is one too many.
template <class Fact>
void find_duplicates(const std::vector<Fact>& facts, std::string_view list, std::string_view id, const Clock* clock,
                     std::vector<Finding>& out) {
  if (facts.size() < 2) return;
  struct Key {
    Date date, recorded;
    std::size_t place;
    auto operator<=>(const Key&) const = default;
  };
  std::vector<Key> keys;
  keys.reserve(facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (clock != nullptr && !clock->sees(facts[i].date, facts[i].recorded)) continue;
    keys.push_back({facts[i].date, facts[i].recorded.value_or(facts[i].date), i});
  }
  std::sort(keys.begin(), keys.end());
  for (std::size_t i = 1; i < keys.size(); ++i) {
    if (keys[i].date != keys[i - 1].date || keys[i].recorded != keys[i - 1].recorded) continue;
    out.push_back(
        {.code = FindingCode::duplicate_observation,
         .at = text(list, "/", keys[i].place),
         .data = {
             {"of", std::string(id)}, {"date", keys[i].date.to_string()}, {"recorded", keys[i].recorded.to_string()}}});
  }
}

// A fact recorded before the day it tells of.
template <class Fact>
void find_early_records(const std::vector<Fact>& facts, std::string_view list, std::string_view id, const Clock* clock,
                        std::vector<Finding>& out) {
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const Fact& fact = facts[i];
    if (!fact.recorded || *fact.recorded >= fact.date) continue;
    if (clock != nullptr && !clock->sees(fact.date, fact.recorded)) continue;
    out.push_back({.code = FindingCode::dates_out_of_order,
                   .at = text(list, "/", i, "/recorded"),
                   .data = {{"of", std::string(id)},
                            {"what", std::string("recorded-before-date")},
                            {"first", fact.recorded->to_string()},
                            {"second", fact.date.to_string()}}});
  }
}

void find_risk_faults(const Plan& plan, const Clock* clock, std::vector<Finding>& out) {
  for (std::size_t i = 0; i < plan.risks().size(); ++i) {
    const Risk& risk = plan.risks()[i];
    if (risk.assessments.size() > 1 || std::any_of(risk.assessments.begin(), risk.assessments.end(),
                                                   [](const Assessment& one) { return one.recorded.has_value(); })) {
      const std::string list = text("/risks/", i, "/assessments");
      find_duplicates(risk.assessments, list, risk.id, clock, out);
      find_early_records(risk.assessments, list, risk.id, clock, out);
    }
    if (risk.closed.empty()) continue;
    const std::string list = text("/risks/", i, "/closed");
    find_duplicates(risk.closed, list, risk.id, clock, out);
    find_early_records(risk.closed, list, risk.id, clock, out);
    const RiskState state =
        state_of(risk, plan.matrix(), clock != nullptr ? *clock : Clock{.as_of = Date::from_days(200'000)});
    if (state.first == nullptr) continue;
    for (std::size_t j = 0; j < risk.closed.size(); ++j) {
      const Closing& closing = risk.closed[j];
      if (clock != nullptr && !clock->sees(closing.date, closing.recorded)) continue;
      if (closing.date >= state.first->date) continue;
      out.push_back({.code = FindingCode::dates_out_of_order,
                     .at = text(list, "/", j, "/date"),
                     .data = {{"of", risk.id},
                              {"what", std::string("closed-before-assessed")},
                              {"first", closing.date.to_string()},
                              {"second", state.first->date.to_string()}}});
    }
  }
}

void find_activity_faults(const Activity& activity, std::string_view at, std::string_view id, const Clock* clock,
                          std::vector<Finding>& out) {
  const auto add = [&](std::string place, std::string_view what, Date first, Date second) {
    out.push_back({.code = FindingCode::dates_out_of_order,
                   .at = std::move(place),
                   .data = {{"of", std::string(id)},
                            {"what", std::string(what)},
                            {"first", first.to_string()},
                            {"second", second.to_string()}}});
  };
  const auto seen = [&](Date date) { return clock == nullptr || clock->sees(date, std::nullopt); };
  if (activity.completed && activity.start && *activity.completed < *activity.start && seen(*activity.completed)) {
    add(text(at, "/completed"), "completed-before-start", *activity.completed, *activity.start);
  }
  for (std::size_t i = 0; i < activity.held.size(); ++i) {
    const Date held = activity.held[i];
    if (!seen(held)) continue;
    if (activity.start && held < *activity.start)
      add(text(at, "/held/", i), "held-before-start", held, *activity.start);
    if (activity.end && held > *activity.end) add(text(at, "/held/", i), "held-after-end", *activity.end, held);
  }
}

void find_action_faults(const Plan& plan, const Clock* clock, std::vector<Finding>& out) {
  for (std::size_t i = 0; i < plan.actions().size(); ++i) {
    const Action& action = plan.actions()[i];
    if (!action.reports.empty()) {
      const std::string list = text("/actions/", i, "/reports");
      find_duplicates(action.reports, list, action.id, clock, out);
      find_early_records(action.reports, list, action.id, clock, out);
    }
    for (std::size_t j = 0; j < action.activities.size(); ++j) {
      const Activity& activity = action.activities[j];
      if (activity.held.empty() && !activity.completed) continue;
      find_activity_faults(activity, text("/actions/", i, "/activities/", j), action.id, clock, out);
    }
  }
}

// Checks one indicator's figures against each other and against those it is counted from.
class IndicatorChecks {
 public:
  IndicatorChecks(const Plan& plan, const Clock* clock, std::vector<Finding>& out)
      : plan_(plan), clock_(clock), out_(out) {}

  void run() {
    for (std::size_t i = 0; i < plan_.indicators().size(); ++i) run(i);
  }

 private:
  void run(std::size_t place) {
    const Indicator& indicator = plan_.indicators()[place];
    place_ = place;
    known_.assign(indicator, clock_);
    for (const auto& [first, second] : known_.duplicates()) {
      add(FindingCode::duplicate_observation, second,
          {{"of", indicator.id},
           {"date", indicator.observations[second].period.to_string()},
           {"recorded", indicator.observations[second]
                            .recorded.value_or(indicator.observations[second].holds_from())
                            .to_string()}});
    }
    ShareParts parts;
    if (!indicator.numerator.empty()) parts.numerator = part(indicator.numerator, numerator_);
    if (!indicator.denominator.empty()) parts.denominator = part(indicator.denominator, denominator_);
    const bool is_share = indicator.kind == IndicatorKind::share;
    const bool has_counts = is_share || parts.numerator != nullptr;
    const bool people = counts_people(indicator) && !indicator.protect;
    small_ = 0;
    for (const KnownObservation& entry : known_) {
      const Observation& observation = entry.observation;
      if (observation.status == ObservationStatus::missing) {
        add(FindingCode::missing_observation, entry.place,
            {{"indicator", indicator.id}, {"period", observation.period.to_string()}});
      }
      if (people && observation.value && is_small_count(*observation.value)) note_small(entry);
      if (!has_counts && !observation.numerator && !observation.denominator) continue;
      check_share(indicator, entry, parts, is_share);
    }
    check_breaks(indicator);
    if (!indicator.complement_of.empty()) check_complement(indicator);
    if (small_ > 0) {
      add(FindingCode::small_count, small_place_,
          {{"indicator", indicator.id},
           {"period", small_period_.to_string()},
           {"periods", static_cast<double>(small_)}});
    }
  }

  void note_small(const KnownObservation& entry) {
    if (small_++ > 0) return;
    small_place_ = entry.place;
    small_period_ = entry.observation.period;
  }

  const KnownSeries* part(const std::string& id, KnownSeries& series) const {
    series.assign(*plan_.find_indicator(id), clock_);
    return &series;
  }

  void check_share(const Indicator& indicator, const KnownObservation& entry, const ShareParts& parts, bool is_share) {
    const Observation& observation = entry.observation;
    const double scale = indicator.scale();
    if (is_share && observation.value && (*observation.value < -kRounding || *observation.value > scale + kRounding)) {
      add_figures(FindingCode::share_out_of_range, indicator, entry, parts,
                  {{"value", *observation.value}, {"most", scale}});
    }
    const auto counts = share_counts(observation, parts);
    if (!counts || !may_have_value(observation.status)) return;
    const auto [numerator, denominator] = *counts;
    if (is_share && numerator > denominator) {
      add_figures(FindingCode::numerator_exceeds_denominator, indicator, entry, parts,
                  {{"numerator", numerator}, {"denominator", denominator}});
    }
    if (!indicator.protect && observation.numerator && is_small_count(numerator)) note_small(entry);
    if (!observation.value || denominator == 0) return;
    const double computed = numerator / denominator * scale;
    const int decimals = indicator.decimals.value_or(printed_decimals(*observation.value));
    const double tolerance = plan_.rules().ratio_tolerance.value_or(0.5 * std::pow(10.0, -decimals));
    if (std::abs(computed - *observation.value) <= tolerance + kRounding * std::max(1.0, std::abs(computed))) return;
    add_figures(FindingCode::ratio_mismatch, indicator, entry, parts,
                {{"value", *observation.value},
                 {"computed", rounded(computed, std::max(decimals, 1) + 1)},
                 {"numerator", numerator},
                 {"denominator", denominator}});
  }

  void check_breaks(const Indicator& indicator) {
    if (indicator.definitions.size() < 2 && std::none_of(known_.begin(), known_.end(), [](const KnownObservation& one) {
          return one.observation.status == ObservationStatus::break_in;
        })) {
      return;
    }
    for (const std::size_t at : breaks_in(known_)) {
      std::vector<Datum> data = {{"indicator", indicator.id}, {"period", known_[at].observation.period.to_string()}};
      std::size_t before = at;
      while (before > 0 && (before == at || known_[before].parallel)) --before;
      const DefinitionRef from = known_[before].definition;
      const DefinitionRef to = known_[at].definition;
      if (from.named() && to.named() && from != to) {
        data.push_back({"from", indicator.definitions[from.index()].id});
        data.push_back({"to", indicator.definitions[to.index()].id});
      }
      add(FindingCode::definition_break, known_[at].place, std::move(data));
    }
  }

  void check_complement(const Indicator& indicator) {
    const Indicator& other = *plan_.find_indicator(indicator.complement_of);
    numerator_.assign(other, clock_);
    for (const KnownObservation& entry : known_) {
      if (entry.parallel || !entry.observation.value) continue;
      const auto at = numerator_.find(entry.observation.period);
      if (!at || !numerator_[*at].observation.value) continue;
      const double value = *entry.observation.value;
      const double complement = *numerator_[*at].observation.value;
      const int decimals = std::min(indicator.decimals.value_or(printed_decimals(value)),
                                    other.decimals.value_or(printed_decimals(complement)));
      // Each of the two may be rounded by half of its last place.
      const double tolerance = std::pow(10.0, -decimals) + kRounding;
      if (std::abs(value + complement - indicator.scale()) <= tolerance) continue;
      std::vector<Datum> figures = {{"complement_of", other.id},
                                    {"value", value},
                                    {"other", complement},
                                    {"sum", printed_difference(value, -complement)},
                                    {"expected", indicator.scale()}};
      // Either figure tells the other.
      if (other.protect && is_small(other, numerator_[*at].observation, {})) figures.clear();
      add_figures(FindingCode::complement_mismatch, indicator, entry, {}, std::move(figures));
    }
  }

  // A finding whose figures would tell a small count of a protected indicator keeps only its indicator and period.
  void add_figures(FindingCode code, const Indicator& indicator, const KnownObservation& entry, const ShareParts& parts,
                   std::vector<Datum> figures) {
    std::vector<Datum> data = {{"indicator", indicator.id}, {"period", entry.observation.period.to_string()}};
    if (!indicator.protect || !is_small(indicator, entry.observation, parts)) {
      data.insert(data.end(), std::make_move_iterator(figures.begin()), std::make_move_iterator(figures.end()));
    }
    add(code, entry.place, std::move(data));
  }

  void add(FindingCode code, std::uint32_t observation, std::vector<Datum> data) {
    out_.push_back(
        {.code = code, .at = text("/indicators/", place_, "/observations/", observation), .data = std::move(data)});
  }

  const Plan& plan_;
  const Clock* clock_;
  std::vector<Finding>& out_;
  std::size_t place_ = 0;
  KnownSeries known_;
  KnownSeries numerator_;
  KnownSeries denominator_;
  int small_ = 0;
  std::uint32_t small_place_ = 0;
  Period small_period_;
};

void find_self_check_faults(const Plan& plan, const Clock* clock, std::vector<Finding>& out) {
  for (std::size_t i = 0; i < plan.self_checks().size(); ++i) {
    const SelfCheck& check = plan.self_checks()[i];
    if (clock != nullptr && !clock->sees(check.period.last(), check.recorded)) continue;
    if (!check.sample) continue;
    for (std::size_t j = 0; j < check.results.size(); ++j) {
      const SelfCheckResult& result = check.results[j];
      if (!result.numerator) continue;
      const std::string at = text("/self_checks/", i, "/results/", j);
      if (*result.numerator > *check.sample) {
        out.push_back({.code = FindingCode::numerator_exceeds_denominator,
                       .at = at,
                       .data = {{"self_check", check.id},
                                {"period", check.period.to_string()},
                                {"numerator", *result.numerator},
                                {"denominator", *check.sample}}});
      }
      if (!result.share || *check.sample == 0) continue;
      const double computed = *result.numerator / *check.sample * 100;
      const int decimals = printed_decimals(*result.share);
      const double tolerance = plan.rules().ratio_tolerance.value_or(0.5 * std::pow(10.0, -decimals));
      if (std::abs(computed - *result.share) <= tolerance + kRounding * 100) continue;
      out.push_back({.code = FindingCode::ratio_mismatch,
                     .at = at,
                     .data = {{"self_check", check.id},
                              {"period", check.period.to_string()},
                              {"value", *result.share},
                              {"computed", rounded(computed, std::max(decimals, 1) + 1)},
                              {"numerator", *result.numerator},
                              {"denominator", *check.sample}}});
    }
    for (std::size_t j = 0; j < check.breakdowns.size(); ++j) {
      const Breakdown& breakdown = check.breakdowns[j];
      double sum = 0;
      for (const auto& [name, count] : breakdown.groups) sum += count;
      if (breakdown.groups.empty() || std::abs(sum - *check.sample) <= kRounding * std::max(1.0, *check.sample))
        continue;
      out.push_back(
          {.code = FindingCode::breakdown_mismatch,
           .at = text("/self_checks/", i, "/breakdowns/", j),
           .data = {{"self_check", check.id}, {"by", breakdown.by}, {"sum", sum}, {"sample", *check.sample}}});
    }
  }
}

// Goals with expected results that no indicator at the goal or below it can show. Gives whether there is one.
bool find_goals_without_indicator(std::span<const Goal> goals, const std::string& at,
                                  const std::vector<std::string_view>& measured, std::vector<Finding>& out) {
  bool any = false;
  for (std::size_t i = 0; i < goals.size(); ++i) {
    const Goal& goal = goals[i];
    const std::string here = text(at, "/", i);
    const std::size_t place = out.size();
    bool has = std::binary_search(measured.begin(), measured.end(), std::string_view(goal.id));
    has = find_goals_without_indicator(goal.goals, text(here, "/goals"), measured, out) || has;
    if (!has && !goal.expected_results.empty()) {
      out.insert(out.begin() + static_cast<std::ptrdiff_t>(place),
                 {.code = FindingCode::expected_result_without_indicator,
                  .at = here,
                  .data = {{"goal", goal.id},
                           {"title", goal.title},
                           {"expected_results", static_cast<double>(goal.expected_results.size())}}});
    }
    any = any || has;
  }
  return any;
}

void find_unmeasured_results(const Plan& plan, std::vector<Finding>& out) {
  std::vector<std::string_view> measured;
  for (const Indicator& indicator : plan.indicators()) {
    measured.insert(measured.end(), indicator.goals.begin(), indicator.goals.end());
  }
  std::sort(measured.begin(), measured.end());
  find_goals_without_indicator(plan.goals(), "/goals", measured, out);
}

// An action that no indicator names, nor any of its risks or goals.
void find_unmeasured_actions(const Plan& plan, std::vector<Finding>& out) {
  std::vector<std::string_view> actions, risks, goals;
  for (const Indicator& indicator : plan.indicators()) {
    actions.insert(actions.end(), indicator.actions.begin(), indicator.actions.end());
    risks.insert(risks.end(), indicator.risks.begin(), indicator.risks.end());
    goals.insert(goals.end(), indicator.goals.begin(), indicator.goals.end());
  }
  for (auto* list : {&actions, &risks, &goals}) std::sort(list->begin(), list->end());
  const auto any_in = [](const std::vector<std::string>& ids, const std::vector<std::string_view>& named) {
    return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
      return std::binary_search(named.begin(), named.end(), std::string_view(id));
    });
  };
  for (std::size_t i = 0; i < plan.actions().size(); ++i) {
    const Action& action = plan.actions()[i];
    if (std::binary_search(actions.begin(), actions.end(), std::string_view(action.id))) continue;
    if (any_in(action.risks, risks) || any_in(action.goals, goals)) continue;
    out.push_back(
        {.code = FindingCode::action_without_indicator, .at = text("/actions/", i), .data = {{"action", action.id}}});
  }
}

void find_undecided_targets(const Plan& plan, std::vector<Finding>& out) {
  for (std::size_t i = 0; i < plan.indicators().size(); ++i) {
    const Indicator& indicator = plan.indicators()[i];
    for (std::size_t j = 0; j < indicator.targets.size(); ++j) {
      const auto* aim = std::get_if<AimUndecided>(&indicator.targets[j].aim);
      if (aim == nullptr) continue;
      out.push_back({.code = FindingCode::target_undecided,
                     .at = text("/indicators/", i, "/targets/", j),
                     .data = {{"indicator", indicator.id},
                              {"year", static_cast<double>(indicator.targets[j].year)},
                              {"set_by", indicator.targets[j].set_by},
                              {"undecided", aim->why}}});
    }
  }
}

}  // namespace

bool is_small(const Indicator& indicator, const Observation& observation, const ShareParts& parts) noexcept {
  if (const auto counts = share_counts(observation, parts)) {
    const auto [numerator, denominator] = *counts;
    if (is_small_count(numerator) || is_small_count(denominator) || is_small_count(denominator - numerator))
      return true;
  }
  const bool is_count =
      indicator.kind != IndicatorKind::share && indicator.kind != IndicatorKind::index && !indicator.is_percent();
  return is_count && observation.value && is_small_count(*observation.value);
}

void sort_findings(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return a.severity() != b.severity() ? a.severity() < b.severity() : a.code < b.code;
  });
}

std::vector<Finding> find_faults(const Plan& plan, const Clock* clock) {
  std::vector<Finding> findings;
  find_matrix_faults(plan.matrix(), findings);
  find_unmeasured_results(plan, findings);
  find_risk_faults(plan, clock, findings);
  find_action_faults(plan, clock, findings);
  find_unmeasured_actions(plan, findings);
  IndicatorChecks(plan, clock, findings).run();
  find_undecided_targets(plan, findings);
  find_self_check_faults(plan, clock, findings);
  sort_findings(findings);
  return findings;
}

}  // namespace v1
}  // namespace tertial

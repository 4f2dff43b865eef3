#include "plan_parts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

constexpr int kDeepestGoal = 60;

// 1 << key for each of the keys.
template <class... Keys>
constexpr std::uint64_t bits(Keys... keys) {
  return ((std::uint64_t{1} << keys) | ... | 0);
}

// Reads into an optional, which stays empty after a fault.
template <class T, class Read>
bool into(std::optional<T>& out, T initial, const Read& read) {
  if (!read(initial)) return false;
  out = std::move(initial);
  return true;
}

bool read_optional_number(JsonReading& in, JsonValue& value, const Place& at, std::optional<double>& out) {
  return into(out, 0.0, [&](double& number) { return in.number(value, at, number); });
}
bool read_optional_date(JsonReading& in, JsonValue& value, const Place& at, std::optional<Date>& out) {
  return into(out, Date(), [&](Date& date) { return in.date(value, at, date); });
}
bool read_optional_period(JsonReading& in, JsonValue& value, const Place& at, std::optional<Period>& out) {
  return into(out, Period(), [&](Period& period) { return in.period(value, at, period); });
}

// An array of objects into a list of them, which takes memory once when it is known how many they are. Most
// are few.
template <class T, class Read>
bool read_list(JsonReading& in, JsonValue& value, const Place& place, std::vector<T>& out, const Read& read) {
  absl::InlinedVector<T, 4> few;
  if (!in.array(value, place, [&](JsonValue& item, const Place& at) { return read(item, at, few.emplace_back()); })) {
    return false;
  }
  out.reserve(few.size());
  for (T& item : few) out.push_back(std::move(item));
  return true;
}

// A fault at a path such as "bands/1/level" below a place.
bool fail_below(JsonReading& in, const Place& place, std::string_view path, std::string_view message) {
  const std::size_t slash = path.find('/');
  const Place here(place, path.substr(0, slash));
  return slash == std::string_view::npos ? in.fail(here, message)
                                         : fail_below(in, here, path.substr(slash + 1), message);
}

bool read_scale(JsonReading& in, JsonValue& value, const Place& place, std::optional<Scale>& out) {
  std::vector<std::string> labels;
  if (!in.strings(value, place, labels)) return false;
  absl::StatusOr<Scale> scale = Scale::make(std::move(labels));
  if (!scale.ok()) return in.fail(place, from_absl(scale.status().message()));
  out = *std::move(scale);
  return true;
}

bool read_score(JsonReading& in, JsonValue& value, const Place& place, ScoreRule& out) {
  const std::string_view token = value.raw_json_token();
  if (!token.empty() && token.front() == '[') {
    out.kind = ScoreKind::table;
    return in.array(value, place, [&](JsonValue& row, const Place& at) {
      return in.array(row, at, [&, cells = &out.table.emplace_back()](JsonValue& cell, const Place& here) {
        return in.integer(cell, here, 0, ScoreRule::kMaxTableScore, cells->emplace_back());
      });
    });
  }
  constexpr std::array<std::string_view, 2> kWords = {"product", "sum"};
  const auto parse = [](std::string_view word) -> std::optional<ScoreKind> {
    if (word == "product") return ScoreKind::product;
    if (word == "sum") return ScoreKind::sum;
    return std::nullopt;
  };
  return in.one_of(value, place, kWords, parse, out.kind);
}

bool read_band(JsonReading& in, JsonValue& value, const Place& place, Band& band, Extras& extras) {
  static constexpr JsonKeys kKeys("level", "label", "from", "to");
  return in.object(value, place, kKeys, bits(0, 2, 3), extras, [&](std::size_t key, JsonValue& v, const Place& at) {
    switch (key) {
      case 0:
        return in.string(v, at, band.level);
      case 1:
        return in.string(v, at, band.label);
      case 2:
        return in.integer(v, at, 0, ScoreRule::kMaxTableScore, band.from);
      default:
        return in.integer(v, at, 0, ScoreRule::kMaxTableScore, band.to);
    }
  });
}

bool read_assessment(JsonReading& in, JsonValue& value, const Place& place, StatedLevels& levels,
                     std::uint32_t at_index, Assessment& out) {
  static constexpr JsonKeys kKeys("date", "level", "likelihood", "severity", "rationale", "recorded");
  bool has_level = false;
  const bool ok =
      in.object(value, place, kKeys, bits(0), out.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
        switch (key) {
          case 0:
            return in.date(v, at, out.date);
          case 1: {
            std::string_view id;
            if (!in.word(v, at, id)) return false;
            has_level = true;
            const std::size_t searched = std::min<std::size_t>(levels.ids.size(), 32);
            const auto end = levels.ids.begin() + static_cast<std::ptrdiff_t>(searched);
            const auto found = std::find(levels.ids.begin(), end, id);
            const bool known = found != end;
            if (!known) levels.ids.emplace_back(id);
            levels.stated.push_back(
                {.risk = levels.risk,
                 .assessment = at_index,
                 .id = static_cast<std::uint32_t>(known ? static_cast<std::size_t>(found - levels.ids.begin())
                                                        : levels.ids.size() - 1)});
            return true;
          }
          case 2: {
            int step = 0;
            if (!in.integer(v, at, 1, 255, step)) return false;
            out.likelihood = Likelihood(static_cast<std::uint8_t>(step));
            return true;
          }
          case 3: {
            int step = 0;
            if (!in.integer(v, at, 1, 255, step)) return false;
            out.severity = Severity(static_cast<std::uint8_t>(step));
            return true;
          }
          case 4:
            return in.string(v, at, out.rationale);
          default:
            return read_optional_date(in, v, at, out.recorded);
        }
      });
  if (!ok) return false;
  const bool has_step = out.likelihood.value() != 0 || out.severity.value() != 0;
  if (has_level && has_step)
    return in.fail(place, "an assessment states likelihood and severity, or a level, not both");
  if (!has_level && !has_step) return in.fail(place, "an assessment states likelihood and severity, or a level");
  return true;
}

bool read_closing(JsonReading& in, JsonValue& value, const Place& place, Closing& out) {
  static constexpr JsonKeys kKeys("date", "reason", "recorded");
  return in.object(value, place, kKeys, bits(0), out.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
    switch (key) {
      case 0:
        return in.date(v, at, out.date);
      case 1:
        return in.string(v, at, out.reason);
      default:
        return read_optional_date(in, v, at, out.recorded);
    }
  });
}

bool read_report(JsonReading& in, JsonValue& value, const Place& place, StatusReport& out) {
  static constexpr JsonKeys kKeys("date", "status", "progress", "comment", "recorded");
  return in.object(value, place, kKeys, bits(0, 1), out.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
    switch (key) {
      case 0:
        return in.date(v, at, out.date);
      case 1:
        return in.one_of(v, at, kActionStatuses, parse_action_status, out.status);
      case 2:
        return read_optional_number(in, v, at, out.progress);
      case 3:
        return in.string(v, at, out.comment);
      default:
        return read_optional_date(in, v, at, out.recorded);
    }
  });
}

bool read_progress(JsonReading& in, JsonValue& value, const Place& place, std::vector<Progress>& out) {
  static constexpr JsonKeys kKeys("date", "value", "recorded");
  const std::string_view token = value.raw_json_token();
  if (token.empty() || token.front() != '[') return in.number(value, place, out.emplace_back().value);
  return read_list(in, value, place, out, [&](JsonValue& item, const Place& here, Progress& entry) {
    return in.object(item, here, kKeys, bits(0, 1), entry.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
      if (key == 0) return read_optional_date(in, v, at, entry.date);
      if (key == 1) return in.number(v, at, entry.value);
      return read_optional_date(in, v, at, entry.recorded);
    });
  });
}

bool read_recurrence(JsonReading& in, JsonValue& value, const Place& place, Activity& activity) {
  static constexpr JsonKeys kKeys("times", "per", "every", "unit");
  int times = 0;
  int every = 0;
  std::optional<Per> per;
  std::optional<Unit> unit;
  const bool ok = in.object(
      value, place, kKeys, 0, activity.recurrence_extras, [&](std::size_t key, JsonValue& v, const Place& at) {
        std::array<std::string_view, kPers.size()> pers;
        std::array<std::string_view, kUnits.size()> units;
        switch (key) {
          case 0:
            return in.integer(v, at, 1, 1000, times);
          case 1:
            std::transform(kPers.begin(), kPers.end(), pers.begin(), [](Per one) { return to_string(one); });
            return into(per, Per::year, [&](Per& out) { return in.one_of(v, at, pers, parse_per, out); });
          case 2:
            return in.integer(v, at, 1, 1000, every);
          default:
            std::transform(kUnits.begin(), kUnits.end(), units.begin(), [](Unit one) { return to_string(one); });
            return into(unit, Unit::day, [&](Unit& out) { return in.one_of(v, at, units, parse_unit, out); });
        }
      });
  if (!ok) return false;
  const bool is_times = times != 0 && per && every == 0 && !unit;
  const bool is_every = every != 0 && unit && times == 0 && !per;
  if (!is_times && !is_every) return in.fail(place, "a recurrence is {\"times\", \"per\"} or {\"every\", \"unit\"}");
  const absl::StatusOr<Recurrence> recurrence =
      is_times ? Recurrence::times_per(times, *per) : Recurrence::every(every, *unit);
  if (!recurrence.ok()) return in.fail(place, from_absl(recurrence.status().message()));
  activity.recurrence = *recurrence;
  return true;
}

bool read_activity(JsonReading& in, JsonValue& value, const Place& place, Activity& out) {
  static constexpr JsonKeys kKeys("id", "title", "start", "end", "progress", "completed", "recurrence", "held");
  return in.object(value, place, kKeys, 0, out.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
    switch (key) {
      case 0:
        return in.id(v, at, out.id);
      case 1:
        return in.string(v, at, out.title);
      case 2:
        return read_optional_date(in, v, at, out.start);
      case 3:
        return read_optional_date(in, v, at, out.end);
      case 4:
        return read_progress(in, v, at, out.progress);
      case 5:
        return read_optional_date(in, v, at, out.completed);
      case 6:
        return read_recurrence(in, v, at, out);
      default:
        return read_list(in, v, at, out.held,
                         [&](JsonValue& item, const Place& here, Date& date) { return in.date(item, here, date); });
    }
  });
}

bool read_self_check_result(JsonReading& in, JsonValue& value, const Place& place, SelfCheckResult& out) {
  static constexpr JsonKeys kKeys("title", "numerator", "share");
  return in.object(value, place, kKeys, 0, out.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
    if (key == 0) return in.string(v, at, out.title);
    return read_optional_number(in, v, at, key == 1 ? out.numerator : out.share);
  });
}

bool read_breakdown(JsonReading& in, JsonValue& value, const Place& place, Breakdown& out) {
  static constexpr JsonKeys kKeys("by", "groups");
  return in.object(value, place, kKeys, bits(0, 1), out.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
    if (key == 0) return in.string(v, at, out.by);
    const bool ok = in.dictionary(v, at, [&](const std::string& name, JsonValue& count, const Place& here) {
      out.groups.emplace_back(name, 0.0);
      return in.number(count, here, out.groups.back().second);
    });
    if (!ok) return false;
    std::vector<std::string_view> names;
    for (const auto& [name, count] : out.groups) names.push_back(name);
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    return twice == names.end() || in.fail(Place(at, *twice), "the key stands twice in one object");
  });
}

bool read_goal_notes(JsonReading& in, JsonValue& value, const Place& place, Goal& goal) {
  const bool ok = in.dictionary(value, place, [&](const std::string& name, JsonValue& note, const Place& here) {
    goal.notes.emplace_back(name, std::string());
    return in.string(note, here, goal.notes.back().second);
  });
  if (!ok) return false;
  std::vector<std::string_view> names;
  for (const auto& [name, text] : goal.notes) names.push_back(name);
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  return twice == names.end() || in.fail(Place(place, *twice), "the key stands twice in one object");
}

}  // namespace

bool read_matrix(JsonReading& in, JsonValue& value, const Place& place, PlanDraft& draft) {
  static constexpr JsonKeys kKeys("likelihood", "severity", "score", "bands", "uncovered");
  static constexpr std::array<std::string_view, 2> kUncovered = {"report", "next_worse"};
  std::optional<Scale> likelihood;
  std::optional<Scale> severity;
  ScoreRule score;
  std::vector<Band> bands;
  Uncovered uncovered = Uncovered::report;
  const bool ok = in.object(
      value, place, kKeys, bits(0, 1, 2, 3), draft.matrix_extras, [&](std::size_t key, JsonValue& v, const Place& at) {
        switch (key) {
          case 0:
            return read_scale(in, v, at, likelihood);
          case 1:
            return read_scale(in, v, at, severity);
          case 2:
            return read_score(in, v, at, score);
          case 3:
            return read_list(in, v, at, bands, [&](JsonValue& item, const Place& here, Band& band) {
              return read_band(in, item, here, band, draft.band_extras.emplace_back());
            });
          default: {
            const auto parse = [](std::string_view word) -> std::optional<Uncovered> {
              if (word == kUncovered[0]) return Uncovered::report;
              if (word == kUncovered[1]) return Uncovered::next_worse;
              return std::nullopt;
            };
            return in.one_of(v, at, kUncovered, parse, uncovered);
          }
        }
      });
  if (!ok) return false;
  if (std::all_of(draft.band_extras.begin(), draft.band_extras.end(), [](const Extras& e) { return e.empty(); })) {
    draft.band_extras.clear();
  }
  absl::StatusOr<RiskMatrix> matrix = RiskMatrix::make({.likelihood = *std::move(likelihood),
                                                        .severity = *std::move(severity),
                                                        .score = std::move(score),
                                                        .bands = std::move(bands),
                                                        .uncovered = uncovered});
  if (!matrix.ok()) {
    // The message begins with the path below the matrix.
    const std::string_view message = from_absl(matrix.status().message());
    const std::size_t colon = message.find(": ");
    if (colon == std::string_view::npos) return in.fail(place, message);
    return fail_below(in, place, message.substr(0, colon), message.substr(colon + 2));
  }
  draft.matrix = *std::move(matrix);
  return true;
}

bool read_rules(JsonReading& in, JsonValue& value, const Place& place, Rules& rules) {
  static constexpr JsonKeys kKeys("at_risk_behind", "delayed_behind", "ratio_tolerance");
  rules.stated = true;
  return in.object(value, place, kKeys, 0, rules.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
    if (key == 0) return in.number(v, at, rules.schedule.at_risk_behind);
    if (key == 1) return in.number(v, at, rules.schedule.delayed_behind);
    bool null = false;
    if (!in.is_null(v, null)) return false;
    return null || read_optional_number(in, v, at, rules.ratio_tolerance);
  });
}

bool read_goal(JsonReading& in, JsonValue& value, const Place& place, Goal& goal, int depth) {
  static constexpr JsonKeys kKeys("id", "kind", "title", "expected_results", "notes", "goals");
  return in.object(value, place, kKeys, bits(0), goal.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
    switch (key) {
      case 0:
        return in.string(v, at, goal.id);
      case 1:
        return in.string(v, at, goal.kind);
      case 2:
        return in.string(v, at, goal.title);
      case 3:
        return in.strings(v, at, goal.expected_results);
      case 4:
        return read_goal_notes(in, v, at, goal);
      default:
        if (depth >= kDeepestGoal) return in.fail(at, text("goals nest more than ", kDeepestGoal, " levels deep"));
        return read_list(in, v, at, goal.goals, [&](JsonValue& item, const Place& here, Goal& child) {
          return read_goal(in, item, here, child, depth + 1);
        });
    }
  });
}

bool read_area(JsonReading& in, JsonValue& value, const Place& place, Area& area) {
  static constexpr JsonKeys kKeys("id", "title", "goal");
  return in.object(value, place, kKeys, bits(0), area.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
    return key == 1 ? in.string(v, at, area.title) : in.id(v, at, key == 0 ? area.id : area.goal);
  });
}

bool read_risk(JsonReading& in, JsonValue& value, const Place& place, StatedLevels& levels, Risk& risk) {
  static constexpr JsonKeys kKeys("id", "area", "title", "assessments", "closed");
  return in.object(value, place, kKeys, bits(0), risk.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
    switch (key) {
      case 0:
        return in.string(v, at, risk.id);
      case 1:
        return in.id(v, at, risk.area);
      case 2:
        return in.string(v, at, risk.title);
      case 3: {
        std::uint32_t index = 0;
        return read_list(in, v, at, risk.assessments, [&](JsonValue& item, const Place& here, Assessment& assessment) {
          return read_assessment(in, item, here, levels, index++, assessment);
        });
      }
      default:
        return read_list(in, v, at, risk.closed, [&](JsonValue& item, const Place& here, Closing& closing) {
          return read_closing(in, item, here, closing);
        });
    }
  });
}

bool read_action(JsonReading& in, JsonValue& value, const Place& place, Action& action) {
  static constexpr JsonKeys kKeys("id", "risks", "goals", "title", "responsible", "reports", "activities");
  return in.object(value, place, kKeys, bits(0), action.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
    switch (key) {
      case 0:
        return in.string(v, at, action.id);
      case 1:
        return in.strings(v, at, action.risks);
      case 2:
        return in.strings(v, at, action.goals);
      case 3:
        return in.string(v, at, action.title);
      case 4:
        return in.string(v, at, action.responsible);
      case 5:
        return read_list(in, v, at, action.reports, [&](JsonValue& item, const Place& here, StatusReport& report) {
          return read_report(in, item, here, report);
        });
      default:
        return read_list(in, v, at, action.activities, [&](JsonValue& item, const Place& here, Activity& activity) {
          return read_activity(in, item, here, activity);
        });
    }
  });
}

bool read_self_check(JsonReading& in, JsonValue& value, const Place& place, SelfCheck& check) {
  static constexpr JsonKeys kKeys("id", "period", "title", "risks", "sample", "results", "breakdowns", "recorded");
  return in.object(value, place, kKeys, bits(0, 1), check.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
    switch (key) {
      case 0:
        return in.string(v, at, check.id);
      case 1:
        return in.period(v, at, check.period);
      case 2:
        return in.string(v, at, check.title);
      case 3:
        return in.strings(v, at, check.risks);
      case 4:
        return read_optional_number(in, v, at, check.sample);
      case 5:
        return read_list(in, v, at, check.results, [&](JsonValue& item, const Place& here, SelfCheckResult& result) {
          return read_self_check_result(in, item, here, result);
        });
      case 6:
        return read_list(in, v, at, check.breakdowns, [&](JsonValue& item, const Place& here, Breakdown& breakdown) {
          return read_breakdown(in, item, here, breakdown);
        });
      default:
        return read_optional_date(in, v, at, check.recorded);
    }
  });
}

bool read_follow_up(JsonReading& in, JsonValue& value, const Place& place, FollowUpDate& follow_up) {
  static constexpr JsonKeys kKeys("date", "period");
  return in.object(value, place, kKeys, bits(0), follow_up.extras, [&](std::size_t key, JsonValue& v, const Place& at) {
    if (key == 0) return in.date(v, at, follow_up.date);
    return read_optional_period(in, v, at, follow_up.period);
  });
}

}  // namespace v1
}  // namespace tertial

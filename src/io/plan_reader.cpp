#include "tertial/io/plan_reader.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "json_reading.hpp"
#include "json_splitter.hpp"
#include "plan_parts.hpp"

namespace tertial {
inline namespace v1 {
namespace {

// Lists are handed to the parser in pieces of about this size, which stay in the processor's cache.
constexpr std::size_t kPiece = 64 * 1024;
// How much text an observation mostly takes: a first guess at how many there are.
constexpr std::size_t kObservationText = 60;

constexpr std::array<std::string_view, 15> kPlanKeys = {
    "tertial", "id",    "title",   "organisation", "language",    "year",       "matrix", "goals",
    "areas",   "risks", "actions", "indicators",   "self_checks", "follow_ups", "rules"};
enum PlanKey : std::size_t {
  kTertial,
  kId,
  kTitle,
  kOrganisation,
  kLanguage,
  kYear,
  kMatrix,
  kGoals,
  kAreas,
  kRisks,
  kActions,
  kIndicators,
  kSelfChecks,
  kFollowUps,
  kRules
};
constexpr std::array kRequired = {kTertial, kId, kTitle, kYear, kMatrix, kRisks};

class PlanReading {
 public:
  explicit PlanReading(std::string_view json) noexcept : text_(json), splitter_(json), in_(json) {}

  absl::StatusOr<Plan> read() {
    if (!read_members()) {
      if (splitter_.failed()) in_.fail_syntax(splitter_.position(), splitter_.problem());
      return in_.status();
    }
    return Plan::make(std::move(draft_));
  }

 private:
  bool read_members() {
    if (text_.empty()) return in_.fail_syntax(0, "the document is empty");
    if (text_.starts_with("\xEF\xBB\xBF")) return in_.fail_syntax(0, "the document begins with a byte order mark");
    if (splitter_.at_end()) return in_.fail_syntax(text_.size(), "the document is nothing but white space");
    if (!splitter_.enter('{')) return false;
    std::uint64_t seen = 0;
    while (splitter_.next_member()) {
      std::string name;
      std::size_t key = 0;
      if (!read_key(name, key)) return false;
      const Place at(root_, name);
      if (key == kPlanKeys.size()) {
        if (!name.starts_with("x-")) return in_.fail_key(at, name, kPlanKeys.data(), kPlanKeys.size());
        if (!one([&](JsonValue& value) { return in_.read_extra(name, value, at, draft_.extras); })) return false;
        continue;
      }
      if ((seen >> key & 1) != 0) return in_.fail(at, "the key stands twice in one object");
      seen |= std::uint64_t{1} << key;
      if (!read_member(static_cast<PlanKey>(key), at)) return false;
    }
    if (splitter_.failed()) return false;
    if (!splitter_.at_end()) {
      return in_.fail_syntax(splitter_.position(), "expected the end of the document after its closing brace");
    }
    for (const PlanKey key : kRequired) {
      if ((seen >> key & 1) == 0) return in_.fail_missing(root_, kPlanKeys[key]);
    }
    return settle_levels();
  }

  // The key as text, and its number among the known ones.
  bool read_key(std::string& name, std::size_t& key) {
    const std::string_view raw = splitter_.key();
    key = place_of(raw);
    name = raw;
    if (key < kPlanKeys.size()) return true;
    // Its quotes are the bytes around it.
    const std::string_view quoted(raw.data() - 1, raw.size() + 2);
    const bool ok = in_.elements(quoted, [&](JsonValue& value, std::size_t) { return in_.string(value, root_, name); });
    key = place_of(name);
    return ok;
  }
  static std::size_t place_of(std::string_view name) noexcept {
    return static_cast<std::size_t>(std::find(kPlanKeys.begin(), kPlanKeys.end(), name) - kPlanKeys.begin());
  }

  bool read_member(PlanKey key, const Place& at) {
    switch (key) {
      case kTertial: {
        int version = 0;
        return one([&](JsonValue& value) {
          return in_.integer(value, at, 0, 1'000'000, version) &&
                 (version == 1 || in_.fail(at, text("this reads documents of version 1, not ", version)));
        });
      }
      case kId:
        return one([&](JsonValue& value) { return in_.string(value, at, draft_.id); });
      case kTitle:
        return one([&](JsonValue& value) { return in_.string(value, at, draft_.title); });
      case kOrganisation:
        return one([&](JsonValue& value) { return in_.string(value, at, draft_.organisation); });
      case kLanguage:
        return one([&](JsonValue& value) {
          constexpr std::array<std::string_view, 2> kLanguages = {"sv", "en"};
          Language language = Language::sv;
          if (!in_.one_of(value, at, kLanguages, parse_language, language)) return false;
          draft_.language = language;
          return true;
        });
      case kYear:
        return one([&](JsonValue& value) { return in_.integer(value, at, 1900, 2200, draft_.year); });
      case kMatrix:
        return one([&](JsonValue& value) { return read_matrix(in_, value, at, draft_); });
      case kRules:
        return one([&](JsonValue& value) { return read_rules(in_, value, at, draft_.rules); });
      case kGoals:
        return list(at, draft_.goals,
                    [&](JsonValue& value, const Place& here, Goal& goal) { return read_goal(in_, value, here, goal); });
      case kAreas:
        return list(at, draft_.areas,
                    [&](JsonValue& value, const Place& here, Area& area) { return read_area(in_, value, here, area); });
      case kRisks:
        return list(at, draft_.risks, [&](JsonValue& value, const Place& here, Risk& risk) {
          levels_.risk = static_cast<std::uint32_t>(draft_.risks.size() - 1);
          return read_risk(in_, value, here, levels_, risk);
        });
      case kActions:
        return list(at, draft_.actions, [&](JsonValue& value, const Place& here, Action& action) {
          return read_action(in_, value, here, action);
        });
      case kIndicators:
        return read_indicators(at);
      case kSelfChecks:
        return list(at, draft_.self_checks, [&](JsonValue& value, const Place& here, SelfCheck& check) {
          return read_self_check(in_, value, here, check);
        });
      case kFollowUps:
        return list(at, draft_.follow_ups, [&](JsonValue& value, const Place& here, FollowUpDate& follow_up) {
          return read_follow_up(in_, value, here, follow_up);
        });
    }
    return false;
  }

  // Reads the value that comes next.
  template <class OnValue>
  bool one(const OnValue& on_value) {
    const auto piece = splitter_.skip_value();
    return piece && in_.elements(*piece, [&](JsonValue& value, std::size_t) { return on_value(value); });
  }

  // Reads the elements of an array that `splitter` has entered, several in a piece. on_large(text) may read
  // an element that is larger than a piece by itself; it gives nothing to have it read like the others.
  template <class OnValue, class OnLarge>
  bool pieces(JsonSplitter& splitter, const OnValue& on_value, const OnLarge& on_large) {
    const char* first = nullptr;
    const char* last = nullptr;
    const auto flush = [&] {
      if (first == nullptr) return true;
      const std::string_view piece(first, static_cast<std::size_t>(last - first));
      first = nullptr;
      return in_.elements(piece, [&](JsonValue& value, std::size_t) { return on_value(value); });
    };
    while (splitter.next_element()) {
      const auto element = splitter.skip_value();
      if (!element) break;
      if (element->size() > kPiece) {
        if (!flush()) return false;
        if (const std::optional<bool> ok = on_large(*element)) {
          if (!*ok) return false;
          continue;
        }
      }
      if (first == nullptr) first = element->data();
      last = element->data() + element->size();
      if (static_cast<std::size_t>(last - first) >= kPiece && !flush()) return false;
    }
    // What was whole before the fault is read first: its own fault comes earlier in the document.
    if (!flush()) return false;
    return !splitter.failed() || in_.fail_syntax(splitter.position(), splitter.problem());
  }

  // Reads the array that comes next into a list.
  template <class T, class OnElement, class OnLarge>
  bool list(const Place& at, std::vector<T>& out, const OnElement& on_element, const OnLarge& on_large) {
    if (splitter_.peek() != '[') {
      return one([&](JsonValue& value) { return in_.fail_type(value, at, "an array"); });
    }
    splitter_.enter('[');
    const auto on_value = [&](JsonValue& value) {
      const Place here(at, out.size());
      return on_element(value, here, out.emplace_back());
    };
    return pieces(splitter_, on_value, on_large);
  }
  template <class T, class OnElement>
  bool list(const Place& at, std::vector<T>& out, const OnElement& on_element) {
    return list(at, out, on_element, kNoneLarge);
  }

  bool read_indicators(const Place& at) {
    return list(
        at, draft_.indicators,
        [&](JsonValue& value, const Place& here, Indicator& indicator) {
          return read_indicator(in_, value, here, room_, indicator);
        },
        [&](std::string_view element) -> std::optional<bool> {
          const Place here(at, draft_.indicators.size());
          return read_large_indicator(element, here);
        });
  }

  // An indicator with a long list of observations: the rest of the object first, then the list in pieces.
  std::optional<bool> read_large_indicator(std::string_view element, const Place& here) {
    if (element.front() != '{') return std::nullopt;
    std::string_view observations;
    JsonSplitter members = splitter_at(element);
    members.enter('{');
    while (members.next_member()) {
      const bool is_list = members.key() == "observations" && members.peek() == '[';
      const auto value = members.skip_value();
      if (value && is_list && observations.empty()) observations = *value;
    }
    if (members.failed()) return in_.fail_syntax(members.position(), members.problem());
    if (observations.empty()) return std::nullopt;
    Indicator& indicator = draft_.indicators.emplace_back();
    const auto list_start = static_cast<std::size_t>(observations.data() - element.data());
    const bool ok = in_.elements_without(
        element, list_start + 1, list_start + observations.size() - 1,
        [&](JsonValue& value, std::size_t) { return read_indicator(in_, value, here, room_, indicator); });
    if (!ok) return false;
    const Place list(here, "observations");
    JsonSplitter splitter = splitter_at(observations);
    splitter.enter('[');
    DefinitionNames names;
    indicator.observations.reserve(observations.size() / kObservationText);
    const auto on_value = [&](JsonValue& value) {
      return read_observation(in_, value, Place(list, indicator.observations.size()), names, indicator.observations,
                              indicator.observation_extras);
    };
    if (!pieces(splitter, on_value, kNoneLarge)) return false;
    if (!settle_definitions(in_, list, names, indicator)) return false;
    indicator.observations.shrink_to_fit();
    return true;
  }

  [[nodiscard]] JsonSplitter splitter_at(std::string_view part) const noexcept {
    return JsonSplitter(text_, static_cast<std::size_t>(part.data() - text_.data()));
  }
  static constexpr auto kNoneLarge = [](std::string_view) -> std::optional<bool> { return std::nullopt; };

  // The matrix may stand after the risks, so levels are looked up when all is read.
  bool settle_levels() {
    const Place risks(root_, kPlanKeys[kRisks]);
    for (const StatedLevel& stated : levels_.stated) {
      const std::string& id = levels_.ids[stated.id];
      const std::optional<Level> level = draft_.matrix->find_level(id);
      if (!level) {
        const Place risk(risks, stated.risk), assessments(risk, "assessments"), here(assessments, stated.assessment);
        std::vector<std::string_view> known;
        for (const Band& band : draft_.matrix->bands()) known.push_back(band.level);
        return in_.fail_word(Place(here, "level"), id, known);
      }
      draft_.risks[stated.risk].assessments[stated.assessment].level = *level;
    }
    return true;
  }

  std::string_view text_;
  JsonSplitter splitter_;
  JsonReading in_;
  const Place root_;
  PlanDraft draft_;
  StatedLevels levels_;
  Series room_;
};

}  // namespace

absl::StatusOr<Plan> read_plan(std::string_view json) { return PlanReading(json).read(); }

}  // namespace v1
}  // namespace tertial

#include "report/names.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <system_error>
#include <vector>

#include "report/grammar.hpp"
#include "report/words.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

struct Adjective {
  std::string_view id;  // as a level of the contract's examples
  std::string_view sv, sv_many, en;
  Tone tone;
};

constexpr Adjective kAdjectives[] = {
    {"green", "grön", "gröna", "green", Tone::good},
    {"yellow", "gul", "gula", "yellow", Tone::fair},
    {"orange", "orange", "orange", "orange", Tone::poor},
    {"red", "röd", "röda", "red", Tone::bad},
    {"low", "låg", "låga", "low", Tone::good},
    {"moderate", "måttlig", "måttliga", "moderate", Tone::fair},
    {"high", "hög", "höga", "high", Tone::poor},
    {"critical", "kritisk", "kritiska", "critical", Tone::bad},
    {"acceptable", "acceptabel", "acceptabla", "acceptable", Tone::good},
};

}  // namespace

LevelWords level_words(const Plan& plan, Level level, Language language) {
  if (!level.classified()) {
    const std::string without(in(words::kWithoutLevel, language));
    return {.name = std::string(in(words::kUnclassified, language)), .of_one = without, .of_many = without};
  }
  const Band& band = plan.matrix().bands()[level.rank() - std::size_t{1}];
  const std::string label = uncapitalized(band.label.empty() ? band.level : band.label);
  for (const Adjective& adjective : kAdjectives) {
    const std::string_view own = plan.language() == Language::sv ? adjective.sv : adjective.en;
    const bool speaks_it = plan.language() == language;
    const bool known = speaks_it ? label == own || (band.label.empty() && band.level == adjective.id)
                                 : label == own || band.level == adjective.id;
    if (!known) continue;
    if (language == Language::en) {
      const std::string name(adjective.en);
      return {.name = name, .of_one = name, .of_many = name, .is_adjective = true};
    }
    return {.name = std::string(adjective.sv),
            .of_one = std::string(adjective.sv),
            .of_many = std::string(adjective.sv_many),
            .is_adjective = true};
  }
  const std::string phrase = say(words::kAtLevel, language, label);
  return {.name = label, .of_one = phrase, .of_many = phrase};
}

std::string_view shape(const RiskMatrix& matrix, Level level) noexcept {
  constexpr std::array<std::string_view, 4> kShapes = {"● ", "▲ ", "◆ ", "■ "};
  if (!level.classified() || matrix.bands().size() > kShapes.size()) return {};
  return kShapes[level.rank() - std::size_t{1}];
}

std::string level_label(const Plan& plan, Level level, Language language) {
  return text(shape(plan.matrix(), level), level_words(plan, level, language).name);
}

std::string movement_label(Movement movement, Language language) {
  return text(arrow(movement), in(word_for(movement), language));
}

std::string status_label(ActionStatus status, Language language) {
  return text(shape(status), in(word_for(status), language));
}

Inline level_name(const Plan& plan, Level level, Language language) {
  return Inline().toned(tone_of(plan.matrix(), level), level_label(plan, level, language));
}

Tone tone_of(const RiskMatrix& matrix, Level level) noexcept {
  if (!level.classified()) return Tone::quiet;
  const auto bands = matrix.bands();
  const std::string_view id = bands[level.rank() - std::size_t{1}].level;
  const auto found = std::find_if(std::begin(kAdjectives), std::end(kAdjectives),
                                  [&](const Adjective& adjective) { return adjective.id == id; });
  if (found != std::end(kAdjectives)) return found->tone;
  if (bands.size() == 1) return Tone::none;
  // From good to bad in four steps over the ranks.
  constexpr std::array<Tone, 4> kTones = {Tone::good, Tone::fair, Tone::poor, Tone::bad};
  const std::size_t steps = bands.size() - 1;
  return kTones[((level.rank() - std::size_t{1}) * (kTones.size() - 1) + steps / 2) / steps];
}

Tone tone_of(ActionStatus status) noexcept {
  constexpr Tone kTones[] = {Tone::quiet, Tone::good, Tone::quiet, Tone::good, Tone::fair, Tone::bad};
  return kTones[static_cast<std::size_t>(status)];
}

Tone tone_of(Movement movement) noexcept {
  switch (movement) {
    case Movement::decreased:
    case Movement::closed:
      return Tone::good;
    case Movement::increased:
      return Tone::bad;
    case Movement::fresh:
    case Movement::reopened:
      return Tone::fair;
    case Movement::unchanged:
    case Movement::unknown:
      break;
  }
  return Tone::quiet;
}

Tone tone_of(TargetStatus status) noexcept {
  switch (status) {
    case TargetStatus::met:
      return Tone::good;
    case TargetStatus::near:
      return Tone::fair;
    case TargetStatus::missed:
      return Tone::bad;
    case TargetStatus::undecided:
    case TargetStatus::no_target:
    case TargetStatus::no_value:
      break;
  }
  return Tone::quiet;
}

Subject subject_at(std::string_view pointer) noexcept {
  struct List {
    std::string_view start;
    Subject::Kind kind;
  };
  constexpr List kLists[] = {{"/risks/", Subject::Kind::risk},
                             {"/actions/", Subject::Kind::action},
                             {"/indicators/", Subject::Kind::indicator},
                             {"/self_checks/", Subject::Kind::self_check}};
  if (pointer.starts_with("/matrix")) return {.kind = Subject::Kind::matrix};
  for (const List& list : kLists) {
    if (!pointer.starts_with(list.start)) continue;
    Subject subject{.kind = list.kind};
    const char* const digits = pointer.data() + list.start.size();
    const auto read = std::from_chars(digits, pointer.data() + pointer.size(), subject.place);
    if (read.ec == std::errc()) return subject;
  }
  return {};
}

Inline titled(Subject subject, std::string_view id, std::string_view title) { return titled(id, title).about(subject); }

Inline titled(std::string_view id, std::string_view title) {
  Inline line;
  line.strong(id);
  if (!title.empty()) line.text(" ").text(title);
  return line;
}

std::string cell_name(Cell cell) { return text(int{cell.likelihood}, "×", int{cell.severity}); }

std::string score_with_cells(const MatrixFault& fault, Language language) {
  std::vector<std::string> cells;
  for (const Cell cell : fault.cells) cells.push_back(cell_name(cell));
  return say(cells.size() == 1 ? words::kScoreOfCell : words::kScoreOfCells, language, fault.score,
             listed_briefly(cells, language));
}

std::string_view definition_name(const Indicator& indicator, DefinitionRef definition) noexcept {
  if (!definition.named() || definition.index() >= indicator.definitions.size()) return {};
  const Definition& one = indicator.definitions[definition.index()];
  std::string_view name = one.text.empty() ? one.id : one.text;
  if (name.ends_with('.')) name.remove_suffix(1);
  return name;
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

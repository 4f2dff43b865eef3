#include "report/names.hpp"

#include <array>
#include <cstddef>
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
};

constexpr Adjective kAdjectives[] = {
    {"green", "grön", "gröna", "green"},
    {"yellow", "gul", "gula", "yellow"},
    {"orange", "orange", "orange", "orange"},
    {"red", "röd", "röda", "red"},
    {"low", "låg", "låga", "low"},
    {"moderate", "måttlig", "måttliga", "moderate"},
    {"high", "hög", "höga", "high"},
    {"critical", "kritisk", "kritiska", "critical"},
    {"acceptable", "acceptabel", "acceptabla", "acceptable"},
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

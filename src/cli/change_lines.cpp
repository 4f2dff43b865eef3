#include "cli/change_lines.hpp"

#include <optional>

#include "cli/shown.hpp"
#include "tertial/io/json_writer.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

struct Words {
  std::string_view new_indicator;
  std::string_view baseline;
  std::string_view added;
  std::string_view missing;
  std::string_view no_change;
  std::string_view change;
  std::string_view changes;
  std::string_view dry_run;
};
constexpr Words kSwedish = {.new_indicator = "ny indikator",
                            .baseline = "ingångsvärde",
                            .added = "nytt",
                            .missing = "saknas",
                            .no_change = "ingen ändring; planen är som den var",
                            .change = " ändring",
                            .changes = " ändringar",
                            .dry_run = "; inget är skrivet (--dry-run)"};
constexpr Words kEnglish = {.new_indicator = "new indicator",
                            .baseline = "baseline",
                            .added = "new",
                            .missing = "missing",
                            .no_change = "no change; the plan is as it was",
                            .change = " change",
                            .changes = " changes",
                            .dry_run = "; nothing is written (--dry-run)"};

std::string figure(std::optional<double> value, const Words& words, Language language) {
  if (!value) return std::string(words.missing);
  std::string digits;
  JsonWriter::append_number(digits, *value);
  if (language == Language::sv) {
    if (const std::size_t point = digits.find('.'); point != std::string::npos) digits[point] = ',';
  }
  return digits;
}

std::string period_text(Period period) {
  char letters[Period::kMaxTextSize];
  return std::string(letters, period.write(letters));
}

// One line: the indicator, what of it, and the figure before and after.
std::string change_line(const TableChange& change, const Plan& plan, Language language) {
  const Words& words = language == Language::sv ? kSwedish : kEnglish;
  const std::string id = shown(change.indicator, 200);
  if (change.kind == TableChange::Kind::new_indicator) {
    const Indicator* indicator = plan.find_indicator(change.indicator);
    return text(id, ": ", words.new_indicator, " ", in_quotes(indicator == nullptr ? "" : indicator->title), "\n");
  }
  const bool is_baseline =
      change.kind == TableChange::Kind::new_baseline || change.kind == TableChange::Kind::changed_baseline;
  const bool is_new =
      change.kind == TableChange::Kind::new_baseline || change.kind == TableChange::Kind::new_observation;
  std::string result = id;
  if (is_baseline) result += text(" ", words.baseline);
  if (change.period) result += text(" ", period_text(*change.period));
  result += ": ";
  if (!is_new) result += text(figure(change.before, words, language), " -> ");
  result += figure(change.after, words, language);
  if (change.status != ObservationStatus::normal) result += text(" (", to_string(change.status), ")");
  if (is_new) result += text(", ", words.added);
  return result + "\n";
}

}  // namespace

std::string change_lines(std::span<const TableChange> changes, const Plan& plan, Language language) {
  std::string lines;
  for (const TableChange& change : changes) lines += change_line(change, plan, language);
  return lines;
}

std::string change_count(std::size_t changes, bool dry_run, Language language) {
  const Words& words = language == Language::sv ? kSwedish : kEnglish;
  if (changes == 0) return std::string(words.no_change);
  return text(changes, changes == 1 ? words.change : words.changes, dry_run ? words.dry_run : "");
}

}  // namespace tertial::cli

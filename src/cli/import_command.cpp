#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/file_io.hpp"
#include "cli/moments.hpp"
#include "cli/plan_file.hpp"
#include "cli/shown.hpp"
#include "tertial/io/json_writer.hpp"
#include "tertial/io/plan_writer.hpp"
#include "tertial/io/table_import.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

struct Words {
  std::string_view new_indicator;
  std::string_view baseline;
  std::string_view added;
  std::string_view missing;
  std::string_view note;
  std::string_view no_change;
  std::string_view change;
  std::string_view changes;
  std::string_view dry_run;
};
constexpr Words kSwedish = {.new_indicator = "ny indikator",
                            .baseline = "ingångsvärde",
                            .added = "nytt",
                            .missing = "saknas",
                            .note = "anmärkning",
                            .no_change = "ingen ändring; planen är som den var",
                            .change = " ändring",
                            .changes = " ändringar",
                            .dry_run = "; inget är skrivet (--dry-run)"};
constexpr Words kEnglish = {.new_indicator = "new indicator",
                            .baseline = "baseline",
                            .added = "new",
                            .missing = "missing",
                            .note = "note",
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

std::string told(const ImportRequest& request, const ImportedTable& table, const ImportResult& result,
                 Language language) {
  const Words& words = language == Language::sv ? kSwedish : kEnglish;
  std::string lines;
  for (const TableNote& note : table.notes) {
    lines += text(display_name(request.table), ":", note.line, ":", note.column, ": ", words.note, ": ",
                  shown(language == Language::sv ? note.message_sv : note.message_en, 1000), "\n");
  }
  for (const TableChange& change : result.changes) lines += change_line(change, result.plan, language);
  lines += display_name(request.plan) + ": ";
  if (result.changes.empty()) return lines + text(words.no_change, "\n");
  return lines + text(result.changes.size(), result.changes.size() == 1 ? words.change : words.changes,
                      request.dry_run ? words.dry_run : "", "\n");
}

absl::StatusOr<int> read_year(const std::optional<std::string>& written, int fallback) {
  if (!written) return fallback;
  int year = 0;
  const char* const end = written->data() + written->size();
  const std::from_chars_result result = std::from_chars(written->data(), end, year);
  if (result.ec != std::errc() || result.ptr != end || year < kFirstYear || year > kLastYear) {
    return absl::InvalidArgumentError(
        text("--year: ", in_quotes(*written), " is not a year from ", kFirstYear, " to ", kLastYear));
  }
  return year;
}

absl::StatusOr<std::optional<Date>> read_day(const std::optional<std::string>& written) {
  if (!written) return std::nullopt;
  const std::optional<Date> day = Date::try_parse(*written);
  if (!day) {
    return absl::InvalidArgumentError(text("--recorded: ", in_quotes(*written), " is not a date such as 2020-09-15"));
  }
  return day;
}

}  // namespace

absl::StatusOr<int> run(const ImportRequest& request) {
  if (request.plan == "-") return absl::InvalidArgumentError("--into: a file is replaced; standard input cannot be");
  if (absl::Status status = choose_language(request.language, Language::sv).status(); !status.ok()) return status;
  const absl::StatusOr<std::optional<Date>> recorded = read_day(request.recorded);
  if (!recorded.ok()) return recorded.status();
  if (absl::Status status = read_year(request.year, 0).status(); !status.ok()) return status;

  const absl::StatusOr<Plan> plan = read_plan_file(request.plan);
  if (!plan.ok()) return plan.status();
  const Language language = choose_language(request.language, plan->language()).value();
  const absl::StatusOr<InputText> input = InputText::open(request.table);
  if (!input.ok()) return input.status();
  const absl::StatusOr<ImportedTable> table =
      parse_table(input->view(), {.language = language, .year = read_year(request.year, plan->year()).value()});
  if (!table.ok()) return fault_in(request.table, table.status());
  const absl::StatusOr<ImportResult> result = import_table(*plan, *table, {.recorded = *recorded});
  if (!result.ok()) return fault_in(request.table, result.status());

  const bool is_written = !result->changes.empty() && !request.dry_run;
  if (is_written) {
    if (absl::Status status = write_output(request.plan, write_plan(result->plan)); !status.ok()) return status;
  }
  const absl::Status told_all = write_output("", told(request, *table, *result, language));
  if (!told_all.ok() && is_written) {
    return absl::UnavailableError(text(from_absl(told_all.message()), "; ", display_name(request.plan), " is changed"));
  }
  if (!told_all.ok()) return told_all;
  return kExitGood;
}

}  // namespace tertial::cli

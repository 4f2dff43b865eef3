#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cli/arguments.hpp"
#include "cli/change_lines.hpp"
#include "cli/commands.hpp"
#include "cli/file_io.hpp"
#include "cli/moments.hpp"
#include "cli/plan_file.hpp"
#include "cli/shown.hpp"
#include "tertial/io/plan_writer.hpp"
#include "tertial/io/table_import.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

std::string told(const ImportRequest& request, const ImportedTable& table, const ImportResult& result,
                 Language language) {
  const std::string_view note_word = language == Language::sv ? "anmärkning" : "note";
  std::string lines;
  for (const TableNote& note : table.notes) {
    lines += text(display_name(request.table), ":", note.line, ":", note.column, ": ", note_word, ": ",
                  shown(language == Language::sv ? note.message_sv : note.message_en, 1000), "\n");
  }
  lines += change_lines(result.changes, result.plan, language);
  return lines +
         text(display_name(request.plan), ": ", change_count(result.changes.size(), request.dry_run, language), "\n");
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

}  // namespace

absl::StatusOr<int> run(const ImportRequest& request) {
  if (request.plan == "-") return absl::InvalidArgumentError("--into: a file is replaced; standard input cannot be");
  if (absl::Status status = choose_language(request.language, Language::sv).status(); !status.ok()) return status;
  const absl::StatusOr<std::optional<Date>> recorded = read_recorded(request.recorded);
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

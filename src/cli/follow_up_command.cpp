#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/file_io.hpp"
#include "cli/moments.hpp"
#include "cli/plan_file.hpp"
#include "cli/shown.hpp"
#include "tertial/followup/follow_up.hpp"
#include "tertial/io/follow_up_writer.hpp"
#include "tertial/report/markdown.hpp"
#include "tertial/report/xlsx.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

enum class Format : std::uint8_t { markdown, json, csv, xlsx };
constexpr std::array<std::string_view, 4> kFormats = {"markdown", "json", "csv", "xlsx"};
constexpr std::array<std::string_view, 1> kLaterFormats = {"html"};

absl::StatusOr<Format> choose_format(const std::optional<std::string>& word) {
  if (!word) return Format::markdown;
  for (const std::string_view later : kLaterFormats) {
    if (*word == later) {
      return absl::UnimplementedError(
          text("--format ", later, " is not there yet in this version; use markdown, json, csv or xlsx"));
    }
  }
  const absl::StatusOr<std::size_t> place = choose("--format", *word, kFormats);
  if (!place.ok()) return place.status();
  return static_cast<Format>(*place);
}

absl::StatusOr<std::optional<CsvTable>> choose_table(const std::optional<std::string>& word, Format format) {
  if (!word) return std::nullopt;
  if (format != Format::csv) return absl::InvalidArgumentError("--table goes with --format csv only");
  const absl::StatusOr<std::size_t> place = choose("--table", *word, kCsvTables);
  if (!place.ok()) return place.status();
  return parse_csv_table(kCsvTables[*place]);
}

absl::Status check_output(Format format, const std::string& output) {
  if (format != Format::xlsx || !output.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "--format xlsx needs -o FILE: a workbook is not for a terminal; -o - sends it to standard output");
}

absl::Status check_reveal(const std::vector<std::string>& reveal, const Plan& plan) {
  for (const std::string& id : reveal) {
    if (plan.find_indicator(id) != nullptr) continue;
    const std::vector<std::string_view> known = [&plan] {
      std::vector<std::string_view> ids;
      for (const Indicator& indicator : plan.indicators()) ids.emplace_back(indicator.id);
      return ids;
    }();
    return absl::InvalidArgumentError(
        text("--reveal: the plan has no indicator ", in_quotes(id), suggestion(id, known)));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> write_as(Format format, std::optional<CsvTable> table, const Plan& plan,
                                     const FollowUp& review, Language language) {
  switch (format) {
    case Format::json:
      return write_follow_up(plan, review, language);
    case Format::csv:
      return table ? write_csv(plan, review, *table, language) : write_csv(plan, review, language);
    case Format::xlsx:
      return report::xlsx(plan, review, language);
    case Format::markdown:
      break;
  }
  return report::markdown(plan, review, language);
}

}  // namespace

absl::StatusOr<int> run(const FollowUpRequest& request) {
  const absl::StatusOr<Format> format = choose_format(request.format);
  if (!format.ok()) return format.status();
  const absl::StatusOr<std::optional<CsvTable>> table = choose_table(request.table, *format);
  if (!table.ok()) return table.status();
  if (absl::Status status = check_output(*format, request.output); !status.ok()) return status;
  if (absl::Status status = choose_language(request.language, Language::sv).status(); !status.ok()) return status;
  if (is_same_file(request.plan, request.output)) {
    return absl::InvalidArgumentError(text("--output: ", display_name(request.output), " is the plan itself"));
  }

  const absl::StatusOr<Plan> plan = read_plan_file(request.plan);
  if (!plan.ok()) return plan.status();
  absl::StatusOr<FollowUpOptions> options = read_moments(request.when, *plan);
  if (!options.ok()) return options.status();
  if (absl::Status status = check_reveal(request.reveal, *plan); !status.ok()) return status;
  options->reveal = request.reveal;
  const absl::StatusOr<FollowUp> review = follow_up(*plan, *options);
  if (!review.ok()) return fault_in(request.plan, review.status());

  const Language language = choose_language(request.language, plan->language()).value();
  const absl::StatusOr<std::string> bytes = write_as(*format, *table, *plan, *review, language);
  if (!bytes.ok()) return bytes.status();
  const absl::Status written = write_output(request.output, *bytes);
  if (!written.ok()) return written;
  return kExitGood;
}

}  // namespace tertial::cli

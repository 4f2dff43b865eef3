#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/file_io.hpp"
#include "cli/follow_up_all.hpp"
#include "cli/moments.hpp"
#include "cli/plan_file.hpp"
#include "cli/shown.hpp"
#include "tertial/followup/follow_up.hpp"
#include "tertial/io/follow_up_writer.hpp"
#include "tertial/io/kpi_csv.hpp"
#include "tertial/report/html.hpp"
#include "tertial/report/markdown.hpp"
#include "tertial/report/xlsx.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

enum class Format : std::uint8_t { markdown, html, xlsx, json, csv, kpi_csv };
constexpr std::array<std::string_view, 6> kFormats = {"markdown", "html", "xlsx", "json", "csv", "kpi-csv"};

absl::StatusOr<Format> choose_format(const std::optional<std::string>& word) {
  if (!word) return Format::markdown;
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

// Which indicators a file of key figures is without; empty where it has them all.
std::string left_out_warning(const std::vector<std::string>& left_out, std::size_t indicators) {
  constexpr std::size_t kMostNamed = 8;
  if (left_out.empty()) return {};
  std::string named;
  for (std::size_t i = 0; i < std::min(left_out.size(), kMostNamed); ++i) named += text(i > 0 ? ", " : "", left_out[i]);
  if (left_out.size() > kMostNamed) named += text(" and ", left_out.size() - kMostNamed, " more");
  return text("warning: ", left_out.size(), " of ", indicators,
              " indicators without an external code left out: ", named);
}

struct Written {
  std::string bytes;
  std::string warning = {};
};

absl::StatusOr<Written> write_kpis(const FollowUpRequest& request, const Plan& plan, const FollowUp& review) {
  absl::StatusOr<KpiCsv> file = write_kpi_csv(plan, review);
  if (!file.ok()) return fault_in(*request.plan, file.status());
  return Written{.bytes = std::move(file->text), .warning = left_out_warning(file->left_out, plan.indicators().size())};
}

absl::StatusOr<Written> write_as(Format format, std::optional<CsvTable> table, const FollowUpRequest& request,
                                 const Plan& plan, const FollowUp& review) {
  const Language language = choose_language(request.language, plan.language()).value();
  switch (format) {
    case Format::json:
      return Written{write_follow_up(plan, review, language)};
    case Format::csv:
      return Written{table ? write_csv(plan, review, *table, language) : write_csv(plan, review, language)};
    case Format::xlsx: {
      absl::StatusOr<std::string> workbook = report::xlsx(plan, review, language);
      if (!workbook.ok()) return workbook.status();
      return Written{*std::move(workbook)};
    }
    case Format::kpi_csv:
      return write_kpis(request, plan, review);
    case Format::html:
      return Written{report::html(plan, review, language)};
    case Format::markdown:
      break;
  }
  return Written{report::markdown(plan, review, language)};
}

}  // namespace

absl::StatusOr<int> run(const FollowUpRequest& request) {
  if (request.all) return follow_up_all(request);
  if (!request.plan) return absl::InvalidArgumentError("PLAN is missing: the plan document, or --all DIR");
  const absl::StatusOr<Format> format = choose_format(request.format);
  if (!format.ok()) return format.status();
  const absl::StatusOr<std::optional<CsvTable>> table = choose_table(request.table, *format);
  if (!table.ok()) return table.status();
  if (absl::Status status = check_output(*format, request.output); !status.ok()) return status;
  if (absl::Status status = choose_language(request.language, Language::sv).status(); !status.ok()) return status;
  if (is_same_file(*request.plan, request.output)) {
    return absl::InvalidArgumentError(text("--output: ", display_name(request.output), " is the plan itself"));
  }

  const absl::StatusOr<Plan> plan = read_plan_file(*request.plan);
  if (!plan.ok()) return plan.status();
  absl::StatusOr<FollowUpOptions> options = read_moments(request.when, *plan);
  if (!options.ok()) return options.status();
  if (absl::Status status = check_reveal(request.reveal, *plan); !status.ok()) return status;
  options->reveal = request.reveal;
  const absl::StatusOr<FollowUp> review = follow_up(*plan, *options);
  if (!review.ok()) return fault_in(*request.plan, review.status());

  const absl::StatusOr<Written> written = write_as(*format, *table, request, *plan, *review);
  if (!written.ok()) return written.status();
  if (absl::Status status = write_output(request.output, written->bytes); !status.ok()) return status;
  if (!written->warning.empty()) std::fprintf(stderr, "tertial: %s\n", shown(written->warning).c_str());
  return kExitGood;
}

}  // namespace tertial::cli

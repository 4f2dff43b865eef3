#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/file_io.hpp"
#include "cli/finding_lines.hpp"
#include "cli/moments.hpp"
#include "cli/plan_file.hpp"
#include "tertial/followup/follow_up.hpp"
#include "tertial/io/follow_up_writer.hpp"
#include "tertial/io/json_writer.hpp"
#include "tertial/plan/findings.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

// As findings stand in the follow-up document; as_of is null where the plan was checked by itself.
std::string findings_json(const Plan& plan, std::optional<Date> as_of, const std::vector<Finding>& findings,
                          Language language) {
  JsonWriter out;
  out.begin_object(JsonWriter::Layout::lines).key("tertial").number(1).key("plan").string(plan.id()).key("as_of");
  if (as_of) {
    char digits[Date::kTextSize];
    out.string(std::string_view(digits, static_cast<std::size_t>(as_of->write(digits) - digits)));
  } else {
    out.null();
  }
  write_findings(out.key("findings"), findings, language);
  out.end_object();
  return std::move(out).text() + "\n";
}

std::string findings_text(const std::vector<Finding>& findings, Language language) {
  if (!findings.empty()) return finding_lines(findings, language);
  return language == Language::sv ? "inga iakttagelser\n" : "no findings\n";
}

struct Checked {
  std::optional<Date> as_of = std::nullopt;
  std::vector<Finding> findings = {};
};

absl::StatusOr<Checked> check(const Plan& plan, const CheckRequest& request) {
  if (!request.when.as_of) return Checked{.findings = find_faults(plan, nullptr)};
  const absl::StatusOr<FollowUpOptions> options = read_moments(request.when, plan);
  if (!options.ok()) return options.status();
  absl::StatusOr<FollowUp> review = follow_up(plan, *options);
  if (!review.ok()) return fault_in(request.plan, review.status());
  return Checked{.as_of = options->as_of, .findings = std::move(review->findings)};
}

}  // namespace

absl::StatusOr<int> run(const CheckRequest& request) {
  constexpr std::array<std::string_view, 2> kFormats = {"text", "json"};
  const absl::StatusOr<std::size_t> format = choose("--format", request.format.value_or("text"), kFormats);
  if (!format.ok()) return format.status();
  if (absl::Status status = choose_language(request.language, Language::sv).status(); !status.ok()) return status;
  if (!request.when.as_of && (request.when.previous || request.when.known_at)) {
    return absl::InvalidArgumentError(
        text(request.when.previous ? "--previous" : "--known-at", " goes with --as-of, which is missing"));
  }

  const absl::StatusOr<Plan> plan = read_plan_file(request.plan);
  if (!plan.ok()) return plan.status();
  const absl::StatusOr<Checked> checked = check(*plan, request);
  if (!checked.ok()) return checked.status();

  const Language language = choose_language(request.language, plan->language()).value();
  const absl::Status written =
      write_output("", *format == 0 ? findings_text(checked->findings, language)
                                    : findings_json(*plan, checked->as_of, checked->findings, language));
  if (!written.ok()) return written;
  for (const Finding& finding : checked->findings) {
    if (finding.severity() == FindingSeverity::error) return kExitFindings;
  }
  return kExitGood;
}

}  // namespace tertial::cli

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <memory>
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
#include "cli/progress_line.hpp"
#include "cli/record_input.hpp"
#include "cli/shown.hpp"
#include "tertial/io/measure_spec.hpp"
#include "tertial/io/measured_release.hpp"
#include "tertial/io/plan_writer.hpp"
#include "tertial/io/record_measuring.hpp"
#include "tertial/plan/fault.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

absl::Status refusal(std::string_view message) { return absl::InvalidArgumentError(to_absl(message)); }

// Which options go with which.
absl::Status check_request(const MeasureRequest& request) {
  if (request.plan == "-") return refusal("--into: a file is replaced; standard input cannot be");
  if (request.recorded && !request.plan) return refusal("--recorded goes with --into");
  if (request.dry_run && !request.plan) return refusal("--dry-run goes with --into");
  if (request.language && !request.plan) return refusal("--lang goes with --into");
  const bool to_file = !request.output.empty() && request.output != "-";
  if (request.plan && !to_file && (request.format || !request.output.empty())) {
    return refusal("--format with --into needs a file for -o; what changed in the plan is told on standard output");
  }
  const int streams = (request.spec == "-") + (request.records == "-") + (request.persons == "-");
  if (streams > 1) return refusal("only one of SPEC, RECORDS and --persons can be standard input");
  for (const auto& [name, path] :
       {std::pair("SPEC", request.spec), std::pair("RECORDS", request.records),
        std::pair("--persons", request.persons.value_or("")), std::pair("--into", request.plan.value_or(""))}) {
    if (to_file && !path.empty() && path != "-" && is_same_file(request.output, path)) {
      return refusal(text("-o: this would replace ", name));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::uint64_t> read_whole(std::string_view option, const std::optional<std::string>& written,
                                         std::uint64_t least, std::uint64_t most, std::uint64_t fallback) {
  if (!written) return fallback;
  std::uint64_t number = 0;
  const char* const end = written->data() + written->size();
  const std::from_chars_result result = std::from_chars(written->data(), end, number);
  if (result.ec != std::errc() || result.ptr != end || number < least || number > most) {
    return refusal(text(option, ": ", in_quotes(*written), " is not a whole number from ", least, " to ", most));
  }
  return number;
}

// What keys are made with, another one each time: no figure depends on it.
absl::StatusOr<std::string> new_secret() {
  std::string secret(32, '\0');
  std::size_t have = 0;
  while (have < secret.size()) {
    const ssize_t size = ::getrandom(secret.data() + have, secret.size() - have, 0);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return absl::UnavailableError("no random numbers from the system");
    have += static_cast<std::size_t>(size);
  }
  return secret;
}

absl::StatusOr<MeasureSpec> read_spec_file(const MeasureRequest& request) {
  const absl::StatusOr<InputText> input = InputText::open(request.spec);
  if (!input.ok()) return input.status();
  absl::StatusOr<MeasureSpec> spec = read_measure_spec(input->view());
  if (!spec.ok()) return fault_in(request.spec, spec.status());
  const std::string name = display_name(request.spec);
  if (spec->disclosure && request.unprotected) {
    return refusal(text(name, ": /disclosure: figures are protected: --unprotected wants \"none\" here"));
  }
  if (!spec->disclosure && !request.unprotected) {
    return refusal(text(name, ": /disclosure: with \"none\" the option --unprotected is needed too"));
  }
  if (spec->has_windows() && !request.persons) {
    return refusal(text(name, ": a window counts persons: their file is needed as --persons"));
  }
  if (request.persons && !spec->has_windows()) {
    return refusal(text("--persons: ", name, " has no window, and nothing else needs persons"));
  }
  return spec;
}

absl::Status add_file(RecordMeasuring& measuring, const std::string& path, bool is_persons,
                      std::unique_ptr<ProgressLine>& progress) {
  const absl::StatusOr<std::unique_ptr<RecordInput>> input = RecordInput::open(path);
  if (!input.ok()) return input.status();
  progress = std::make_unique<ProgressLine>((*input)->size());
  const absl::Status status = is_persons ? measuring.add_persons(**input) : measuring.add_records(**input);
  progress.reset();
  // The name is a part of the source's own errors.
  return fault_of(status) || absl::IsOutOfRange(status) ? fault_in(path, status) : status;
}

absl::StatusOr<MeasuredRecords> count(const MeasureRequest& request, const MeasureSpec& spec, std::uint64_t max_bad,
                                      std::size_t threads) {
  absl::StatusOr<std::string> secret = new_secret();
  if (!secret.ok()) return secret.status();
  std::unique_ptr<ProgressLine> progress;
  absl::StatusOr<RecordMeasuring> measuring =
      RecordMeasuring::make(spec, {.max_bad = max_bad,
                                   .threads = {.count = threads},
                                   .key_secret = *std::move(secret),
                                   .on_progress = [&](const MeasuringProgress& at) {
                                     if (progress) progress->tell(at.bytes, at.rows);
                                   }});
  if (!measuring.ok()) return measuring.status();
  if (request.persons) {
    if (absl::Status status = add_file(*measuring, *request.persons, true, progress); !status.ok()) return status;
  }
  if (absl::Status status = add_file(*measuring, request.records, false, progress); !status.ok()) return status;
  return measuring->finish();
}

// What became of a file's rows, for whoever has them.
std::string rows_told(const std::string& path, const FileCounts& counts) {
  std::string lines = text(display_name(path), ": ", counts.rows, " rows");
  if (counts.rejected > 0) lines += text(", ", counts.rejected, " of them unreadable");
  if (counts.filtered > 0) lines += text(", ", counts.filtered, " filtered out");
  return lines;
}

std::string faults_told(const std::string& path, const FileCounts& counts) {
  std::string lines;
  for (const RecordFault& fault : counts.faults) {
    lines += text("tertial: ", display_name(path), ": ", shown(to_string(fault), 2000), "\n");
  }
  return lines;
}

std::string told(const MeasureRequest& request, const MeasureRelease& release) {
  std::string lines;
  if (release.persons) lines += faults_told(*request.persons, *release.persons);
  lines += faults_told(request.records, release.records);
  lines += text("tertial: ", rows_told(request.records, release.records));
  if (release.persons) lines += text("; ", rows_told(*request.persons, *release.persons));
  std::size_t hidden = 0;
  std::size_t sums = 0;
  for (const ReleasedMeasure& measure : release.measures) {
    if (measure.rows.outside + measure.rows.faulty > 0) {
      lines +=
          text("; ", shown(measure.id, 100), ": ", measure.rows.outside, " outside, ", measure.rows.faulty, " faulty");
    }
    for (const ReleasedFigure& figure : measure.figures) hidden += figure.status == ObservationStatus::suppressed;
    sums += measure.hidden_sums.size();
  }
  if (hidden > 0) lines += text("; ", hidden, " figures suppressed");
  if (sums > 0) lines += text("; ", sums, " sums over periods must not be published (see hidden_sums in JSON)");
  return lines + "\n";
}

// The spec's own places are told as its; the rest is about the plan.
absl::Status plan_fault(const MeasureRequest& request, const absl::Status& status) {
  const std::optional<Fault> fault = fault_of(status);
  return fault_in(fault && fault->at.starts_with("/measures/") ? request.spec : *request.plan, status);
}

}  // namespace

absl::StatusOr<int> run(const MeasureRequest& request) {
  constexpr std::array<std::string_view, 2> kFormats = {"csv", "json"};
  const absl::StatusOr<std::size_t> format = choose("--format", request.format.value_or("csv"), kFormats);
  if (!format.ok()) return format.status();
  if (absl::Status status = check_request(request); !status.ok()) return status;
  if (absl::Status status = choose_language(request.language, Language::sv).status(); !status.ok()) return status;
  const absl::StatusOr<std::optional<Date>> recorded = read_recorded(request.recorded);
  if (!recorded.ok()) return recorded.status();
  constexpr std::uint64_t kMostRows = std::uint64_t{1} << 40;
  const absl::StatusOr<std::uint64_t> max_bad = read_whole("--max-bad", request.max_bad, 0, kMostRows, 0);
  if (!max_bad.ok()) return max_bad.status();
  const absl::StatusOr<std::uint64_t> threads = read_whole("--threads", request.threads, 1, 256, 1);
  if (!threads.ok()) return threads.status();

  const absl::StatusOr<MeasureSpec> spec = read_spec_file(request);
  if (!spec.ok()) return spec.status();
  std::optional<Plan> plan;
  if (request.plan) {
    absl::StatusOr<Plan> read = read_plan_file(*request.plan);
    if (!read.ok()) return read.status();
    if (absl::Status status = check_measured_indicators(*read, *spec); !status.ok()) return plan_fault(request, status);
    plan = *std::move(read);
  }
  const absl::StatusOr<MeasuredRecords> counted = count(request, *spec, *max_bad, *threads);
  if (!counted.ok()) return counted.status();
  const absl::StatusOr<MeasureRelease> leaves = release(*spec, *counted);
  if (!leaves.ok()) return refusal(text(display_name(request.spec), ": ", shown(from_absl(leaves.status().message()))));
  std::optional<ImportResult> put;
  if (plan) {
    absl::StatusOr<ImportResult> result = put_measures(*plan, *spec, *leaves, {.recorded = *recorded});
    if (!result.ok()) return plan_fault(request, result.status());
    put = *std::move(result);
  }

  if (!plan || !request.output.empty()) {
    const std::string written = *format == 0 ? write_measures_csv(*leaves) : write_measures_json(*leaves);
    if (absl::Status status = write_output(request.output, written); !status.ok()) return status;
  }
  if (put) {
    const Language language = choose_language(request.language, plan->language()).value();
    if (!put->changes.empty() && !request.dry_run) {
      if (absl::Status status = write_output(*request.plan, write_plan(put->plan)); !status.ok()) return status;
    }
    const std::string lines = change_lines(put->changes, put->plan, language) + display_name(*request.plan) + ": " +
                              change_count(put->changes.size(), request.dry_run, language) + "\n";
    if (absl::Status status = write_output("", lines); !status.ok()) return status;
  }
  std::fputs(told(request, *leaves).c_str(), stderr);
  return kExitGood;
}

}  // namespace tertial::cli

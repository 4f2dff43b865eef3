#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/count_columns.hpp"
#include "cli/count_file.hpp"
#include "cli/count_policy.hpp"
#include "cli/csv_text.hpp"
#include "cli/file_io.hpp"
#include "cli/shown.hpp"
#include "tertial/measure/disclosure/protect.hpp"
#include "tertial/measure/disclosure/rounding.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

// A file and the counts in it.
struct Counted {
  CountFile file;
  CountTable counts;
};

absl::StatusOr<Counted> read_counted(const std::string& path, const CountFileOptions& options) {
  absl::StatusOr<CountFile> file = read_count_file(path, options);
  if (!file.ok()) return file.status();
  absl::StatusOr<CountTable> counts = file->counts();
  if (!counts.ok()) return counts.status();
  return Counted{*std::move(file), *std::move(counts)};
}

bool have_one_shape(const CountFile& a, const CountFile& b) {
  return a.is_turned() == b.is_turned() && a.shape() == b.shape();
}

absl::Status check_shape(const CountFile& file, const CountFile& whole) {
  if (have_one_shape(file, whole)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      text(display_name(whole.path()), ": its headings are not those of ", display_name(file.path())));
}

// What the part leaves of the whole.
absl::StatusOr<CountTable> complement(const Counted& part, const Counted& whole) {
  if (absl::Status status = check_shape(part.file, whole.file); !status.ok()) return status;
  const TableShape& shape = part.counts.shape();
  std::vector<std::int64_t> counts;
  for (std::uint32_t row = 0; row < shape.rows(); ++row) {
    for (const std::uint32_t leaf : shape.leaves()) {
      const CountCell cell{.row = row, .column = leaf};
      counts.push_back(whole.counts.at(cell) - part.counts.at(cell));
      if (counts.back() < 0) {
        return part.file.fault(cell, text("the count is larger than that of ", display_name(whole.file.path())));
      }
    }
  }
  return CountTable::make(shape, counts);
}

absl::StatusOr<PublishedTable> published_complement(const CountFile& part, const CountFile& whole) {
  if (absl::Status status = check_shape(part, whole); !status.ok()) return status;
  PublishedTable result(part.shape());
  for (std::size_t i = 0; i < part.shape().cells(); ++i) {
    const CountCell cell = part.shape().cell(i);
    const std::optional<std::int64_t> of_part = part.published().at(cell);
    const std::optional<std::int64_t> of_whole = whole.published().at(cell);
    if (!of_part || !of_whole) continue;
    if (*of_part > *of_whole)
      return part.fault(cell, text("the count is larger than that of ", display_name(whole.path())));
    result.set(cell, *of_whole - *of_part);
  }
  return result;
}

// Whether a count of one is hidden where that of the other is not, and bounds it.
bool shows_one_alone(const CountFile& part, const CountFile& whole) {
  for (std::size_t i = 0; i < part.shape().cells(); ++i) {
    if (part.published().counts()[i].has_value() != whole.published().counts()[i].has_value()) return true;
  }
  return false;
}

std::vector<std::string> column_headings(const TableShape& shape) {
  std::vector<std::string> headings;
  for (const CountColumn& column : shape.column_list()) headings.push_back(column.label);
  return headings;
}

// A release with the columns of `present` as hidden parts of those of its own that are periods made up of them. Its column
// of T1 is then known to be the sum of the months. Appends to `doubts` what cannot be held against the table.
absl::StatusOr<PublishedTable> related(const CountFile& file, const PublishedTable& release, const TableShape& present,
                                       std::vector<std::string>& doubts) {
  const TableShape& then = release.shape();
  const std::vector<std::string> headings = column_headings(present);
  std::vector<CountColumn> columns = then.column_list();
  const auto doubt = [&](std::string_view heading, std::string_view why) {
    doubts.push_back(text(display_name(file.path()), ": ", in_quotes(heading), ": ", why));
  };
  for (std::uint32_t column = 0; column < then.columns(); ++column) {
    if (!then.is_leaf(column)) continue;
    const std::string& heading = then.column_list()[column].label;
    const ColumnRelation relation = relation_of(heading, headings);
    if (relation.kind == ColumnRelation::Kind::unknown) {
      doubt(heading, "no heading of the table, so that what the two tell together is not known");
    }
    for (const std::uint32_t part : relation.parts) columns.push_back({.label = headings[part], .part_of = column});
  }
  const std::vector<std::string>& rows = present.row_labels();
  for (const std::string& heading : then.row_labels()) {
    if (std::find(rows.begin(), rows.end(), heading) == rows.end()) {
      doubt(heading, "no heading of the table, so that what the two tell together is not known");
    }
  }
  absl::StatusOr<TableShape> shape = TableShape::make(then.row_labels(), std::move(columns), then.margins());
  if (!shape.ok()) return file.told(shape.status());
  PublishedTable result(*std::move(shape));
  for (std::size_t i = 0; i < then.cells(); ++i) {
    CountCell cell = then.cell(i);
    if (cell.column == then.total_column()) cell.column = result.shape().total_column();
    result.set(cell, release.counts()[i]);
  }
  return result;
}

struct Earlier {
  std::vector<EarlierRelease> releases = {};
  std::vector<std::string> doubts = {};
};

absl::StatusOr<Earlier> read_earlier(const ProtectRequest& request, CountFileOptions options, const CountFile& table) {
  options.turned = table.is_turned();
  Earlier result;
  for (std::size_t i = 0; i < request.earlier.size(); ++i) {
    const absl::StatusOr<CountFile> file = read_count_file(request.earlier[i], options);
    if (!file.ok()) return file.status();
    std::vector<PublishedTable> layers = {file->published()};
    if (request.whole) {
      const absl::StatusOr<CountFile> whole = read_count_file(request.earlier_whole[i], options);
      if (!whole.ok()) return whole.status();
      absl::StatusOr<PublishedTable> rest = published_complement(*file, *whole);
      if (!rest.ok()) return rest.status();
      layers.push_back(*std::move(rest));
      if (shows_one_alone(*file, *whole)) {
        result.doubts.push_back(
            text(display_name(file->path()), " and ", display_name(whole->path()),
                 ": they do not hide the same cells, so that what the two tell together is not known"));
      }
    }
    EarlierRelease release;
    for (const PublishedTable& layer : layers) {
      std::vector<std::string> doubts;
      absl::StatusOr<PublishedTable> made = related(*file, layer, table.shape(), doubts);
      if (!made.ok()) return made.status();
      if (release.layers.empty()) result.doubts.insert(result.doubts.end(), doubts.begin(), doubts.end());
      release.layers.push_back(*std::move(made));
    }
    result.releases.push_back(std::move(release));
  }
  return result;
}

absl::Status check_request(const ProtectRequest& request) {
  if (request.whole_output && !request.whole)
    return absl::InvalidArgumentError("--of-output goes with --of, which is missing");
  if (!request.whole && !request.earlier_whole.empty()) {
    return absl::InvalidArgumentError("--earlier-of goes with --of, which is missing");
  }
  if (request.whole && request.earlier.size() != request.earlier_whole.size()) {
    return absl::InvalidArgumentError("--earlier: with --of, each has an --earlier-of, in their order");
  }
  if (request.round_base && (request.whole || !request.earlier.empty() || request.reasons)) {
    return absl::InvalidArgumentError(
        "--round-base: a rounded table hides by its own counts alone; not with --of, --earlier or --reasons");
  }
  std::vector<std::string> inputs = {request.table};
  if (request.whole) inputs.push_back(*request.whole);
  inputs.insert(inputs.end(), request.earlier.begin(), request.earlier.end());
  inputs.insert(inputs.end(), request.earlier_whole.begin(), request.earlier_whole.end());
  const std::string outputs[] = {request.output, request.whole_output.value_or(""), request.reasons.value_or("")};
  for (const std::string& output : outputs) {
    for (const std::string& input : inputs) {
      if (is_same_file(input, output))
        return absl::InvalidArgumentError(text("--output: ", display_name(output), " is read, too"));
    }
  }
  return absl::OkStatus();
}

std::string finding_message(const ReleaseFinding& finding, const ProtectRequest& request) {
  const std::string release =
      finding.release ? display_name(request.earlier[*finding.release]) : std::string("the earlier releases");
  const std::string at = text(shown(finding.place, 300), finding.layer == 0 ? "" : " (of the complement)");
  switch (finding.kind) {
    case ReleaseFinding::Kind::already_published:
      return text(at, ": it has to be hidden, and an earlier release shows it");
    case ReleaseFinding::Kind::not_protected:
      return text(at, ": together with earlier releases it can be worked out too closely");
    case ReleaseFinding::Kind::revised:
      return text(release, ": ", at, ": another count now, so that what the two tell together is not known");
    case ReleaseFinding::Kind::not_nested:
      break;
  }
  return text(release, ": ", at,
              ": a total over other rows or columns, so that what the two tell together is not known");
}

std::string reasons_text(const CountFile& file, const Protection& made) {
  CsvText csv{.line_end = "\n", .cells = {{"cell", "reason", "layer"}}};
  for (const SuppressedCell& cell : made.suppressed) {
    const bool of_complement = cell.reason != SuppressionReason::secondary && cell.layer == 1;
    csv.cells.push_back(
        {file.place(cell.cell), std::string(to_string(cell.reason)), of_complement ? "complement" : ""});
  }
  return joined_csv(csv);
}

absl::StatusOr<int> write_rounded(const ProtectRequest& request, const Counted& table, const DisclosurePolicy& policy) {
  const absl::StatusOr<PublishedTable> rounded = round_counts(table.counts, policy);
  if (!rounded.ok()) return rounded.status();
  if (absl::Status status = write_output(request.output, table.file.written(*rounded)); !status.ok()) return status;
  return kExitGood;
}

}  // namespace

absl::StatusOr<int> run(const ProtectRequest& request) {
  if (absl::Status status = check_request(request); !status.ok()) return status;
  absl::StatusOr<DisclosurePolicy> policy = read_policy(request.reading);
  if (!policy.ok()) return policy.status();
  const absl::StatusOr<std::int64_t> round_base = read_count("--round-base", request.round_base, 2, 0);
  if (!round_base.ok()) return round_base.status();
  policy->round_base = *round_base;
  policy->protect_complements = !request.no_complements;
  policy->may_hide_totals = !request.keep_totals;

  const CountFileOptions options = file_options(request.reading);
  const absl::StatusOr<Counted> table = read_counted(request.table, options);
  if (!table.ok()) return table.status();
  if (policy->round_base != 0) return write_rounded(request, *table, *policy);
  std::vector<CountTable> layers = {table->counts};
  std::optional<Counted> whole;
  if (request.whole) {
    absl::StatusOr<Counted> read = read_counted(*request.whole, options);
    if (!read.ok()) return read.status();
    whole = *std::move(read);
    absl::StatusOr<CountTable> rest = complement(*table, *whole);
    if (!rest.ok()) return rest.status();
    layers.push_back(*std::move(rest));
  }
  const absl::StatusOr<Earlier> earlier = read_earlier(request, options, table->file);
  if (!earlier.ok()) return earlier.status();

  const absl::StatusOr<Protection> made = protect(layers, *policy, earlier->releases);
  if (!made.ok()) return table->file.told(made.status());
  std::vector<std::string> doubts = earlier->doubts;
  for (const ReleaseFinding& finding : made->findings) doubts.push_back(finding_message(finding, request));
  for (const std::string& doubt : doubts) std::fprintf(stderr, "tertial: %s\n", doubt.c_str());
  if (!doubts.empty() && !request.despite_findings) return kExitFindings;

  if (request.reasons) {
    if (absl::Status status = write_output(*request.reasons, reasons_text(table->file, *made)); !status.ok())
      return status;
  }
  if (request.whole_output) {
    const std::string bytes = whole->file.written(PublishedTable(whole->counts, made->pattern));
    if (absl::Status status = write_output(*request.whole_output, bytes); !status.ok()) return status;
  }
  const std::string bytes = table->file.written(PublishedTable(table->counts, made->pattern));
  if (absl::Status status = write_output(request.output, bytes); !status.ok()) return status;
  return kExitGood;
}

}  // namespace tertial::cli

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/count_file.hpp"
#include "cli/count_policy.hpp"
#include "cli/file_io.hpp"
#include "cli/shown.hpp"
#include "tertial/measure/disclosure/audit.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

struct Words {
  std::string_view recovered;
  std::string_view too_narrow;
  std::string_view small_shown;
  std::string_view hidden;
  std::string_view of_which_recovered;
  std::string_view of_which_narrow;
};

constexpr Words kSwedish = {"kan räknas ut", "kan ringas in för snävt", "är litet och visas",
                            " dolda: ",      " kan räknas ut, ",        " kan ringas in för snävt; små som visas: "};
constexpr Words kEnglish = {"can be worked out", "can be worked out too closely", "is small and shown",
                            " hidden: ",         " can be worked out, ",          " too closely; small and shown: "};

// Of two files of one table: the same headings, and the same counts where both show them.
absl::Status check_agree(const CountFile& original, const CountTable& counts, const CountFile& published) {
  if (original.is_turned() != published.is_turned() || original.shape() != published.shape()) {
    return absl::InvalidArgumentError(
        text(display_name(published.path()), ": its headings are not those of ", display_name(original.path())));
  }
  for (std::size_t i = 0; i < counts.shape().cells(); ++i) {
    const CountCell cell = counts.shape().cell(i);
    const std::optional<std::int64_t> shown_count = published.published().at(cell);
    if (shown_count && *shown_count != counts.at(cell)) {
      return published.fault(cell, text("the count is not that of ", display_name(original.path())));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<int> run(const AuditRequest& request) {
  const absl::StatusOr<DisclosurePolicy> policy = read_policy(request.reading);
  if (!policy.ok()) return policy.status();
  const absl::StatusOr<Language> language = choose_language(request.language, Language::sv);
  if (!language.ok()) return language.status();
  const CountFileOptions options = file_options(request.reading);
  const absl::StatusOr<CountFile> first = read_count_file(request.table, options);
  if (!first.ok()) return first.status();
  std::optional<CountFile> second;
  if (request.published) {
    absl::StatusOr<CountFile> read = read_count_file(*request.published, options);
    if (!read.ok()) return read.status();
    second = *std::move(read);
    const absl::StatusOr<CountTable> counts = first->counts();
    if (!counts.ok()) return counts.status();
    if (absl::Status status = check_agree(*first, *counts, *second); !status.ok()) return status;
  }
  const CountFile& published = second ? *second : *first;
  const absl::StatusOr<std::vector<AuditedCell>> seen = audit(published.published());
  if (!seen.ok()) return published.told(seen.status());

  const Words& words = *language == Language::sv ? kSwedish : kEnglish;
  std::string lines;
  std::size_t recovered = 0;
  std::size_t narrow = 0;
  std::size_t small = 0;
  for (const AuditedCell& cell : *seen) {
    if (policy->is_met_by(cell.interval)) continue;
    ++(cell.interval.is_exact() ? recovered : narrow);
    lines +=
        text(published.place(cell.cell), ": ", cell.interval.is_exact() ? words.recovered : words.too_narrow, "\n");
  }
  const TableShape& shape = published.shape();
  for (std::size_t i = 0; i < shape.cells(); ++i) {
    const std::optional<std::int64_t> count = published.published().counts()[i];
    if (!count || !policy->is_small(*count)) continue;
    ++small;
    lines += text(published.place(shape.cell(i)), ": ", words.small_shown, "\n");
  }
  lines +=
      text(seen->size(), words.hidden, recovered, words.of_which_recovered, narrow, words.of_which_narrow, small, "\n");
  if (absl::Status status = write_output("", lines); !status.ok()) return status;
  return recovered + narrow + small == 0 ? kExitGood : kExitFindings;
}

}  // namespace tertial::cli

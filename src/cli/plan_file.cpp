#include "cli/plan_file.hpp"

#include <optional>
#include <string_view>

#include "cli/file_io.hpp"
#include "cli/shown.hpp"
#include "tertial/io/plan_reader.hpp"
#include "tertial/plan/fault.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

// "line 12, column 5" as ":12:5"; nothing for another place.
std::optional<std::string> line_and_column(std::string_view at) {
  constexpr std::string_view kLine = "line ";
  constexpr std::string_view kColumn = ", column ";
  const std::size_t comma = at.find(kColumn);
  if (!at.starts_with(kLine) || comma == std::string_view::npos) return std::nullopt;
  return text(":", at.substr(kLine.size(), comma - kLine.size()), ":", at.substr(comma + kColumn.size()));
}

}  // namespace

absl::StatusOr<Plan> read_plan_file(const std::string& path) {
  const absl::StatusOr<InputText> input = InputText::open(path);
  if (!input.ok()) return input.status();
  absl::StatusOr<Plan> plan = read_plan(input->view());
  if (!plan.ok()) return fault_in(path, plan.status());
  return plan;
}

absl::Status fault_in(const std::string& path, const absl::Status& status) {
  const std::optional<Fault> fault = fault_of(status);
  const std::string name = display_name(path);
  if (!fault) return absl::InvalidArgumentError(text(name, ": ", shown(from_absl(status.message()), 2000)));
  const std::string message = shown(fault->message, 2000);
  if (fault->at.empty()) return absl::InvalidArgumentError(text(name, ": ", message));
  if (const std::optional<std::string> place = line_and_column(fault->at)) {
    return absl::InvalidArgumentError(text(name, *place, ": ", message));
  }
  return absl::InvalidArgumentError(text(name, ": ", shown(fault->at, 1000), ": ", message));
}

}  // namespace tertial::cli

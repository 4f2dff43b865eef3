#include <array>
#include <string_view>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/file_io.hpp"
#include "tertial/io/schema.hpp"

namespace tertial::cli {

absl::StatusOr<int> run(const TextRequest& request) {
  const absl::Status written = write_output("", request.text);
  if (!written.ok()) return written;
  return kExitGood;
}

absl::StatusOr<int> run(const SchemaRequest& request) {
  constexpr std::array<std::string_view, 3> kDocuments = {"plan", "follow-up", "measure"};
  const absl::StatusOr<std::size_t> place = choose("document", request.document, kDocuments);
  if (!place.ok()) return place.status();
  const std::array<std::string_view, 3> schemas = {plan_schema(), follow_up_schema(), measure_schema()};
  const absl::Status written = write_output("", schemas[*place]);
  if (!written.ok()) return written;
  return kExitGood;
}

}  // namespace tertial::cli

// tertial: the command line.

#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <variant>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/file_io.hpp"
#include "cli/shown.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

int report_failure(std::string_view message) {
  const std::string line = shown(message);
  std::fprintf(stderr, "tertial: %s\n", line.c_str());
  return kExitUnusable;
}

absl::StatusOr<int> run_arguments(int argc, const char* const* argv) {
  const absl::StatusOr<Request> request = parse_arguments(argc, argv);
  if (!request.ok()) return request.status();
  return std::visit([](const auto& asked) { return run(asked); }, *request);
}

}  // namespace
}  // namespace tertial::cli

int main(int argc, char** argv) {
  using namespace tertial::cli;
  prepare_process();
  try {
    const absl::StatusOr<int> exit_code = run_arguments(argc, argv);
    return exit_code.ok() ? *exit_code : report_failure(tertial::from_absl(exit_code.status().message()));
  } catch (const std::bad_alloc&) {
    return report_failure("there is not enough memory");
  } catch (const std::exception& error) {
    return report_failure(tertial::text("this should not have happened: ", error.what()));
  }
}

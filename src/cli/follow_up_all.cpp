// follow-up --all: every plan of a folder, and an index page over them.
#include "cli/follow_up_all.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/file_io.hpp"
#include "cli/moments.hpp"
#include "cli/plan_file.hpp"
#include "cli/shown.hpp"
#include "tertial/followup/follow_up.hpp"
#include "tertial/report/html.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

namespace fs = std::filesystem;

struct FollowedUp {
  std::string name;  // of the file, without its ending
  Plan plan;
  FollowUp review;
};

// The plan documents of a folder, by name.
absl::StatusOr<std::vector<fs::path>> plans_in(const std::string& folder) {
  std::error_code error;
  std::vector<fs::path> plans;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() == ".json" && !at->is_directory(error)) plans.push_back(at->path());
  }
  if (error) return absl::InvalidArgumentError(text("--all: ", display_name(folder), ": ", error.message()));
  if (plans.empty()) {
    return absl::InvalidArgumentError(
        text("--all: ", display_name(folder), ": there is no plan (*.json) in this folder"));
  }
  std::sort(plans.begin(), plans.end());
  return plans;
}

// A name that can stand in an address and beside "index".
absl::Status check_name(const std::string& name, const fs::path& path) {
  const auto is_plain = [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
           c == '.';
  };
  if (!std::all_of(name.begin(), name.end(), is_plain)) {
    return absl::InvalidArgumentError(
        text("--all: ", display_name(path.string()),
             ": name the file with letters a to z, digits, - and _ only: its page is called after it"));
  }
  if (name == "index") {
    return absl::InvalidArgumentError(text("--all: ", display_name(path.string()),
                                           ": its page would be index.html, which is the page over all plans"));
  }
  return absl::OkStatus();
}

absl::StatusOr<FollowedUp> followed_up(const fs::path& path, const FollowUpRequest& request) {
  const std::string name = path.stem().string();
  if (absl::Status status = check_name(name, path); !status.ok()) return status;
  absl::StatusOr<Plan> plan = read_plan_file(path.string());
  if (!plan.ok()) return plan.status();
  absl::StatusOr<FollowUpOptions> options = read_moments(request.when, *plan);
  if (!options.ok()) return options.status();
  absl::StatusOr<FollowUp> review = follow_up(*plan, *options);
  if (!review.ok()) return fault_in(path.string(), review.status());
  return FollowedUp{.name = name, .plan = *std::move(plan), .review = *std::move(review)};
}

absl::Status check_request(const FollowUpRequest& request) {
  if (request.plan) {
    return absl::InvalidArgumentError(text("--all takes the plans of a folder; leave out ", in_quotes(*request.plan)));
  }
  if (request.format && *request.format != "html") {
    return absl::InvalidArgumentError("--all writes pages: leave --format out, or say html");
  }
  if (request.table) return absl::InvalidArgumentError("--table goes with --format csv only");
  if (!request.reveal.empty()) {
    return absl::InvalidArgumentError("--reveal names an indicator of one plan; it does not go with --all");
  }
  if (request.output.empty() || request.output == "-") {
    return absl::InvalidArgumentError("--all needs -o FOLDER, for a page a plan and index.html");
  }
  return choose_language(request.language, Language::sv).status();
}

}  // namespace

absl::StatusOr<int> follow_up_all(const FollowUpRequest& request) {
  if (absl::Status status = check_request(request); !status.ok()) return status;
  const absl::StatusOr<std::vector<fs::path>> paths = plans_in(*request.all);
  if (!paths.ok()) return paths.status();
  std::vector<FollowedUp> all;
  all.reserve(paths->size());  // entries point into it
  for (const fs::path& path : *paths) {
    absl::StatusOr<FollowedUp> one = followed_up(path, request);
    if (!one.ok()) return one.status();
    all.push_back(*std::move(one));
  }

  const fs::path folder(request.output);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return absl::InvalidArgumentError(text("--output: ", display_name(request.output), ": ", error.message()));
  std::vector<report::IndexEntry> entries;
  std::vector<std::string> files;
  files.reserve(all.size());
  for (const FollowedUp& one : all) {
    const std::string& file = files.emplace_back(one.name + ".html");
    const Language language = choose_language(request.language, one.plan.language()).value();
    if (absl::Status status = write_output((folder / file).string(), report::html(one.plan, one.review, language));
        !status.ok()) {
      return status;
    }
    entries.push_back({.plan = &one.plan, .review = &one.review, .file = file});
  }
  // Last: an index that is there leads to pages that are there.
  const Language language = choose_language(request.language, all.front().plan.language()).value();
  const fs::path source = fs::path(*request.all).lexically_normal();
  const fs::path name = source.has_filename() ? source.filename() : source.parent_path().filename();
  const std::string title = name.empty() || name == "." || name == ".." ? "tertial" : name.string();
  if (absl::Status status =
          write_output((folder / "index.html").string(), report::html_index(entries, title, language));
      !status.ok()) {
    return status;
  }
  return kExitGood;
}

}  // namespace tertial::cli

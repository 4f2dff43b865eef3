// The verbs of the command line: what each was asked for, and what does it.
//
//   FollowUpRequest request{.plan = "plan.json", .when = {.as_of = "2020-T2"}};
//   absl::StatusOr<int> exit_code = run(request);
//   if (!exit_code.ok()) std::cerr << exit_code.status().message();    // one line, exit 2
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "tertial/language.hpp"

namespace tertial::cli {

inline constexpr int kExitGood = 0;
inline constexpr int kExitFindings = 1;  // check, protect, audit: what was asked about does not hold
inline constexpr int kExitUnusable = 2;  // the command line, an input or the output cannot be used

// The dates of a follow-up as they were written: dates or periods.
struct MomentsRequest {
  std::optional<std::string> as_of = std::nullopt;
  std::optional<std::string> previous = std::nullopt;
  std::optional<std::string> known_at = std::nullopt;
};

struct FollowUpRequest {
  std::optional<std::string> plan = std::nullopt;  // either a plan, or the folder with all of them
  std::optional<std::string> all = std::nullopt;
  MomentsRequest when = {};
  std::optional<std::string> format = std::nullopt;    // nothing: markdown
  std::optional<std::string> table = std::nullopt;     // csv only; nothing: all of them
  std::optional<std::string> language = std::nullopt;  // nothing: the plan's
  std::string output = {};                             // empty: standard output
  std::vector<std::string> reveal = {};
};

struct CheckRequest {
  std::string plan;
  MomentsRequest when = {};
  std::optional<std::string> format = std::nullopt;  // nothing: text
  std::optional<std::string> language = std::nullopt;
};

struct MatrixRequest {
  std::string plan;
  std::optional<std::string> language = std::nullopt;
};

struct ImportRequest {
  std::string table;
  std::string plan;                                // read, and replaced
  std::optional<std::string> year = std::nullopt;  // nothing: the plan's
  std::optional<std::string> language = std::nullopt;
  std::optional<std::string> recorded = std::nullopt;
  bool dry_run = false;
};

struct SchemaRequest {
  std::string document;
};

// How a table of counts is read, and what may leave in it; numbers as they were written.
struct CountTableRequest {
  std::optional<std::string> total_row = std::nullopt;     // its heading; nothing: Summa, Totalt, Total or Sum
  std::optional<std::string> total_column = std::nullopt;  // likewise
  std::vector<std::string> subtotals = {};
  bool flat = false;
  std::optional<std::string> threshold = std::nullopt;  // nothing: as in DisclosurePolicy
  std::optional<std::string> min_width = std::nullopt;
  std::optional<std::string> zeros = std::nullopt;
};

struct MeasureRequest {
  std::string spec;
  std::string records;
  std::optional<std::string> persons = std::nullopt;
  std::optional<std::string> format = std::nullopt;  // nothing: csv
  std::optional<std::string> plan = std::nullopt;    // read, and replaced
  std::optional<std::string> recorded = std::nullopt;
  std::optional<std::string> max_bad = std::nullopt;
  std::optional<std::string> threads = std::nullopt;
  std::optional<std::string> language = std::nullopt;
  std::string output = {};  // empty: standard output
  bool unprotected = false;
  bool dry_run = false;
};

struct ProtectRequest {
  std::string table;
  CountTableRequest reading = {};
  std::optional<std::string> whole = std::nullopt;  // what the table is a part of
  std::vector<std::string> earlier = {};
  std::vector<std::string> earlier_whole = {};  // as many, where there is a whole
  std::optional<std::string> round_base = std::nullopt;
  bool no_complements = false;
  bool keep_totals = false;
  bool despite_findings = false;
  std::string output = {};  // empty: standard output
  std::optional<std::string> whole_output = std::nullopt;
  std::optional<std::string> reasons = std::nullopt;  // the file for them
};

struct AuditRequest {
  std::string table;  // the published one, where there is no other
  std::optional<std::string> published = std::nullopt;
  CountTableRequest reading = {};
  std::optional<std::string> language = std::nullopt;  // nothing: sv
};

// Text for standard output: help, or the version.
struct TextRequest {
  std::string text;
};

using Request = std::variant<TextRequest, FollowUpRequest, CheckRequest, MatrixRequest, ImportRequest, MeasureRequest,
                             ProtectRequest, AuditRequest, SchemaRequest>;

// Each writes what it was asked for and returns the exit code; on failure a status whose message is one line
// that says where and what, and nothing is written.
[[nodiscard]] absl::StatusOr<int> run(const TextRequest& request);
[[nodiscard]] absl::StatusOr<int> run(const FollowUpRequest& request);
[[nodiscard]] absl::StatusOr<int> run(const CheckRequest& request);
[[nodiscard]] absl::StatusOr<int> run(const MatrixRequest& request);
[[nodiscard]] absl::StatusOr<int> run(const ImportRequest& request);
[[nodiscard]] absl::StatusOr<int> run(const MeasureRequest& request);
[[nodiscard]] absl::StatusOr<int> run(const ProtectRequest& request);
[[nodiscard]] absl::StatusOr<int> run(const AuditRequest& request);
[[nodiscard]] absl::StatusOr<int> run(const SchemaRequest& request);

}  // namespace tertial::cli

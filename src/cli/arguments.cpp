#include "cli/arguments.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "cli/help_texts.hpp"
#include "cli/shown.hpp"
#include "tertial/plan/fault.hpp"
#include "tertial/text.hpp"

#ifndef TERTIAL_VERSION
#define TERTIAL_VERSION "0.1.0"
#endif

namespace tertial::cli {
namespace {

constexpr std::array<std::string_view, 8> kVerbs = {"follow-up", "check",   "matrix", "import",
                                                    "measure",   "protect", "audit",  "schema"};

// The program's options, bound to the requests they fill.
struct CommandLine {
  CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  CLI::App app{kIntroduction, "tertial"};
  FollowUpRequest follow_up;
  CheckRequest check;
  MatrixRequest matrix;
  ImportRequest import;
  MeasureRequest measure;
  ProtectRequest protect;
  AuditRequest audit;
  SchemaRequest schema;

 private:
  CLI::App& verb(const std::string& name, const std::string& what, const char* closing);
  static void add_plan(CLI::App& verb, std::string& plan);
  static void add_language(CLI::App& verb, std::optional<std::string>& language);
  static CLI::Option* add_moments(CLI::App& verb, MomentsRequest& when);
  static void add_reading(CLI::App& verb, CountTableRequest& reading);
  void add_measure();
  void add_protect();
  void add_audit();
};

CommandLine::CommandLine() {
  app.footer(kClosing);
  app.set_version_flag("--version", "tertial " TERTIAL_VERSION, "Print the version and exit");
  app.set_help_flag("-h,--help", "Print this and exit");
  app.get_formatter()->column_width(28);
  app.get_formatter()->label("SUBCOMMAND", "VERB");

  CLI::App& follow = verb("follow-up", "Follow up a plan at a date and write the report.", kFollowUpClosing);
  follow.add_option("PLAN", follow_up.plan, "The plan document (JSON), - for standard input")->type_name("FILE");
  follow
      .add_option("--all", follow_up.all,
                  "Instead of PLAN: all plans (*.json) of a folder, as pages with an index, into -o")
      ->type_name("DIR");
  add_moments(follow, follow_up.when)->required();
  follow
      .add_option("--format", follow_up.format,
                  "markdown (default), html (one file), json, csv, xlsx (an Excel workbook; needs -o) or kpi-csv "
                  "(values for the import of "
                  "key figures by external code)")
      ->type_name("FORMAT");
  follow
      .add_option("--table", follow_up.table,
                  "One table of csv: risks, actions, indicators, observations, targets, rollups, self_checks "
                  "or findings; all of them without it")
      ->type_name("TABLE");
  add_language(follow, follow_up.language);
  follow.add_option("-o,--output", follow_up.output, "The file to write; standard output without it")
      ->type_name("FILE");
  follow.add_option("--reveal", follow_up.reveal, "Show the small counts of this protected indicator; may be repeated")
      ->type_name("ID")
      ->allow_extra_args(false);

  CLI::App& checked = verb("check", "Tell what in a plan and its numbers does not hold together.", kCheckClosing);
  add_plan(checked, check.plan);
  add_moments(checked, check.when);
  checked.add_option("--format", check.format, "text (default) or json")->type_name("FORMAT");
  add_language(checked, check.language);

  CLI::App& shown_matrix = verb("matrix", "Show the risk matrix, its bands and its faults.", kMatrixClosing);
  add_plan(shown_matrix, matrix.plan);
  add_language(shown_matrix, matrix.language);

  CLI::App& imported = verb("import", "Put the figures of a table into a plan.", kImportClosing);
  imported.add_option("TABLE", import.table, "The table (UTF-8), - for standard input")->required()->type_name("FILE");
  imported.add_option("--into", import.plan, "The plan document, which is replaced")
      ->required()
      ->type_name("PLAN.json");
  imported.add_option("--year", import.year, "The year of months that name none; the plan's without it")
      ->type_name("YEAR");
  add_language(imported, import.language);
  imported
      .add_option("--recorded", import.recorded,
                  "The day the figures were recorded: a changed figure becomes a correction of that day "
                  "beside the old "
                  "one, so that --known-at finds both")
      ->type_name("DATE");
  imported.add_flag("--dry-run", import.dry_run, "Say what would change and write nothing");

  add_measure();
  add_protect();
  add_audit();

  CLI::App& schemas = verb("schema", "Print the JSON Schema (2020-12) of a document.", kSchemaClosing);
  schemas.add_option("DOCUMENT", schema.document, "plan, follow-up or measure")->required()->type_name("NAME");
}

void CommandLine::add_measure() {
  CLI::App& app_verb =
      verb("measure", "Count indicators from case records, with small counts hidden.", kMeasureClosing);
  app_verb.add_option("SPEC", measure.spec, "What to count, and how the file is read (JSON)")
      ->required()
      ->type_name("SPEC.json");
  app_verb.add_option("RECORDS", measure.records, "The case records (CSV, of any size), - for standard input")
      ->required()
      ->type_name("RECORDS.csv");
  app_verb.add_option("--persons", measure.persons, "For windows: the persons who are counted (CSV)")
      ->type_name("FILE");
  app_verb.add_option("--format", measure.format, "csv (default) or json")->type_name("FORMAT");
  app_verb
      .add_option("--into", measure.plan,
                  "A plan document, which is replaced: its indicators that the spec names get the figures")
      ->type_name("PLAN.json");
  app_verb
      .add_option("--recorded", measure.recorded,
                  "For --into: the day the figures were recorded; a changed figure becomes a correction of that day")
      ->type_name("DATE");
  app_verb.add_flag("--dry-run", measure.dry_run, "For --into: say what would change and leave the plan as it is");
  app_verb.add_option("-o,--output", measure.output, "The file to write; standard output without it")
      ->type_name("FILE");
  app_verb.add_option("--max-bad", measure.max_bad, "Rows that may be unreadable, and are left out; 0 without it")
      ->type_name("ROWS");
  app_verb.add_option("--threads", measure.threads, "How many to count with; 1 without it")->type_name("COUNT");
  app_verb.add_flag("--unprotected", measure.unprotected,
                    "Let figures leave as they are; the spec has to say \"disclosure\": \"none\" too");
  app_verb.add_option("--lang", measure.language, "For --into: sv or en; the plan's language without it")
      ->type_name("LANGUAGE");
}

void CommandLine::add_protect() {
  CLI::App& app_verb =
      verb("protect", "Hide the small counts of a table, and as many more as keep them hidden.", kProtectClosing);
  app_verb.add_option("TABLE", protect.table, "The counts (CSV), - for standard input")->required()->type_name("FILE");
  add_reading(app_verb, protect.reading);
  app_verb
      .add_option("--of", protect.whole,
                  "What TABLE counts a part of: what it leaves is protected too. These are for publication with the "
                  "same cells hidden, never without; see --of-output")
      ->type_name("FILE");
  app_verb.add_option("--of-output", protect.whole_output, "The file to write for --of, the same cells hidden")
      ->type_name("FILE");
  app_verb
      .add_option("--earlier", protect.earlier, "An earlier release of the table, as it was published; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app_verb
      .add_option("--earlier-of", protect.earlier_whole, "What --of was then; one for each --earlier, in their order")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app_verb.add_flag("--despite-findings", protect.despite_findings,
                    "Write the table though protection is not proven beside an earlier release");
  app_verb
      .add_option("--round-base", protect.round_base,
                  "Leave small counts out, round the others to this, and sum what is shown")
      ->type_name("COUNT");
  app_verb.add_flag("--no-complements", protect.no_complements,
                    "Do not hide a count because it leaves little of a total; it still may not give others away");
  app_verb.add_flag("--keep-totals", protect.keep_totals, "Never hide a total; refuse the table instead");
  app_verb
      .add_option("--reasons", protect.reasons,
                  "A file (CSV) for why each cell is hidden. It tells which counts are small: not for publication")
      ->type_name("FILE");
  app_verb.add_option("-o,--output", protect.output, "The file to write; standard output without it")
      ->type_name("FILE");
}

void CommandLine::add_audit() {
  CLI::App& app_verb = verb("audit", "Tell which hidden counts of a published table can be worked out.", kAuditClosing);
  app_verb.add_option("TABLE", audit.table, "The counts (CSV), - for standard input")->required()->type_name("FILE");
  app_verb
      .add_option("PUBLISHED", audit.published, "The table as it is published; TABLE is it, where this is left out")
      ->type_name("FILE");
  add_reading(app_verb, audit.reading);
  app_verb.add_option("--lang", audit.language, "sv (default) or en")->type_name("LANGUAGE");
}

void CommandLine::add_reading(CLI::App& verb, CountTableRequest& reading) {
  verb.add_option("--threshold", reading.threshold, "Counts from 1 to below this are small; 5 without it")
      ->type_name("COUNT");
  verb.add_option("--min-width", reading.min_width, "How uncertain a hidden count has to be; the threshold without it")
      ->type_name("COUNT");
  verb.add_option("--zeros", reading.zeros, "shown (default) or hidden, as small counts are")->type_name("WORD");
  verb.add_option("--total-row", reading.total_row, "The heading of the total row")->type_name("HEADING");
  verb.add_option("--total-column", reading.total_column, "The heading of the total column")->type_name("HEADING");
  verb.add_option("--subtotal", reading.subtotals,
                  "A column that is the sum of those before it, back to the last subtotal; may be repeated")
      ->type_name("HEADING")
      ->allow_extra_args(false);
  verb.add_flag("--flat", reading.flat, "Nothing but the totals is a sum, whatever headings and counts look like");
}

CLI::App& CommandLine::verb(const std::string& name, const std::string& what, const char* closing) {
  CLI::App& result = *app.add_subcommand(name, what);
  result.group("Verbs");
  result.footer(closing);
  result.allow_extras();  // they are refused below, with a suggestion
  return result;
}

void CommandLine::add_plan(CLI::App& verb, std::string& plan) {
  verb.add_option("PLAN", plan, "The plan document (JSON), - for standard input")->required()->type_name("FILE");
}

void CommandLine::add_language(CLI::App& verb, std::optional<std::string>& language) {
  verb.add_option("--lang", language, "sv or en; the plan's language without it")->type_name("LANGUAGE");
}

CLI::Option* CommandLine::add_moments(CLI::App& verb, MomentsRequest& when) {
  CLI::Option* as_of = verb.add_option("--as-of", when.as_of, "The date of the follow-up")->type_name("DATE|PERIOD");
  verb.add_option("--previous", when.previous,
                  "The follow-up to compare with; the plan's last one before --as-of without it")
      ->type_name("DATE|PERIOD");
  verb.add_option("--known-at", when.known_at, "Leave out what was recorded after this date")->type_name("DATE|PERIOD");
  return as_of;
}

absl::Status refusal(const std::string& message) { return absl::InvalidArgumentError(message); }

std::string suggestion_or_help(std::string_view word, std::span<const std::string_view> known,
                               std::string_view verb = "") {
  const std::string suggested = suggestion(word, known);
  return suggested.empty() ? text("; see tertial ", verb, verb.empty() ? "" : " ", "--help") : suggested;
}

// The first word left over, as an option that is not there or one word too many.
absl::Status refuse_leftovers(const CLI::App& verb) {
  const std::vector<std::string> leftovers = verb.remaining();
  if (leftovers.empty()) return absl::OkStatus();
  const auto unknown = std::find_if(leftovers.begin(), leftovers.end(),
                                    [](const std::string& word) { return word.size() > 1 && word.front() == '-'; });
  if (unknown == leftovers.end()) {
    return refusal(text("unexpected ", in_quotes(leftovers.front()), " after the arguments of ", verb.get_name(),
                        "; see tertial ", verb.get_name(), " --help"));
  }
  std::vector<std::string> names;
  for (const CLI::Option* option : verb.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back(text("--", name));
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  const std::string name = unknown->substr(0, unknown->find('='));
  return refusal(text("unknown option ", in_quotes(name), suggestion_or_help(name, known, verb.get_name())));
}

// What the parser found wrong, in our words.
absl::Status refuse(const CommandLine& line, const CLI::ParseError& error) {
  const std::vector<CLI::App*> verbs = line.app.get_subcommands();
  if (verbs.empty()) return refusal(text(shown(error.what(), 300), "; see tertial --help"));
  const CLI::App& verb = *verbs.front();
  if (absl::Status status = refuse_leftovers(verb); !status.ok()) return status;
  const std::string told = error.what();
  const std::string subject = told.substr(0, told.find_first_of(": "));
  const std::string see = text("; see tertial ", verb.get_name(), " --help");
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    return refusal(text(verb.get_name(), " needs ", subject, see));
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const bool too_few = told.find("missing") != std::string::npos;
    return refusal(text(subject, too_few ? " needs a value" : " is given more than once", see));
  }
  return refusal(text(shown(told, 300), see));
}

absl::Status check_verb(int argc, const char* const* argv) {
  if (argc < 2)
    return refusal(
        "a verb is missing: follow-up, check, matrix, import, measure, protect, audit or schema; see tertial --help");
  const std::string_view first = argv[1];
  if (first == "-h" || first == "--help" || first == "--version") return absl::OkStatus();
  if (std::find(kVerbs.begin(), kVerbs.end(), first) != kVerbs.end()) return absl::OkStatus();
  if (first.starts_with('-')) {
    constexpr std::array<std::string_view, 2> kOptions = {"--help", "--version"};
    return refusal(text("unknown option ", in_quotes(first), " before the verb", suggestion_or_help(first, kOptions)));
  }
  return refusal(text("unknown verb ", in_quotes(first), suggestion_or_help(first, kVerbs)));
}

}  // namespace

absl::StatusOr<Request> parse_arguments(int argc, const char* const* argv) {
  if (absl::Status status = check_verb(argc, argv); !status.ok()) return status;
  CommandLine line;
  try {
    line.app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return TextRequest{line.app.help()};
  } catch (const CLI::CallForVersion&) {
    return TextRequest{"tertial " TERTIAL_VERSION "\n"};
  } catch (const CLI::ParseError& error) {
    return refuse(line, error);
  }
  const CLI::App& verb = *line.app.get_subcommands().front();
  if (absl::Status status = refuse_leftovers(verb); !status.ok()) return status;
  const std::string& name = verb.get_name();
  if (name == "follow-up") return std::move(line.follow_up);
  if (name == "check") return std::move(line.check);
  if (name == "matrix") return std::move(line.matrix);
  if (name == "import") return std::move(line.import);
  if (name == "measure") return std::move(line.measure);
  if (name == "protect") return std::move(line.protect);
  if (name == "audit") return std::move(line.audit);
  return std::move(line.schema);
}

std::string suggestion(std::string_view word, std::span<const std::string_view> known) {
  std::string_view found = closest(word, known.data(), known.size());
  if (found.empty() && word.size() > 2) {
    const auto longer =
        std::find_if(known.begin(), known.end(), [word](std::string_view one) { return one.starts_with(word); });
    if (longer != known.end()) found = *longer;
  }
  return found.empty() ? std::string() : text("; did you mean ", found, "?");
}

absl::StatusOr<std::size_t> choose(std::string_view what, std::string_view word,
                                   std::span<const std::string_view> known) {
  const auto found = std::find(known.begin(), known.end(), word);
  if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
  std::string list;
  for (const std::string_view each : known) list += text(list.empty() ? "" : ", ", each);
  return absl::InvalidArgumentError(text(what, " ", in_quotes(word), " is not one of ", list, suggestion(word, known)));
}

absl::StatusOr<Language> choose_language(const std::optional<std::string>& word, Language fallback) {
  if (!word) return fallback;
  constexpr std::array<std::string_view, 2> kLanguages = {"sv", "en"};
  absl::StatusOr<std::size_t> place = choose("--lang", *word, kLanguages);
  if (!place.ok()) return place.status();
  return *place == 0 ? Language::sv : Language::en;
}

}  // namespace tertial::cli

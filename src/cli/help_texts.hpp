// What --help says beside the options: of the program, and of each verb.
//
//   app.footer(kClosing);
#pragma once

namespace tertial::cli {

inline constexpr char kIntroduction[] =
    "tertial follows up action plans: which risks remain and how they moved, whether actions keep their\n"
    "schedule, what the indicators say, and what in the numbers does not add up.";

inline constexpr char kClosing[] =
    "Examples:\n"
    "  tertial check plan.json\n"
    "  tertial follow-up plan.json --as-of 2020-T2 -o report.md\n"
    "\n"
    "tertial VERB --help tells about a verb. Files named - are standard input.\n"
    "\n"
    "Exit codes: 0 done; 1 check found errors in the plan, or protect or audit a count that is not safe;\n"
    "2 the command line, an input or the output cannot be used: one line on standard error says where and\n"
    "why, and nothing is written.";

inline constexpr char kFollowUpClosing[] =
    "Dates are days (2020-08-31) or periods, meaning their last day (2020-T2, \"T2 2020\", \"tertial 2\").\n"
    "The plan's year is meant where none is named. There is no \"today\": the same plan and the same\n"
    "options give the same bytes on any day.\n"
    "\n"
    "Examples:\n"
    "  tertial follow-up plan.json --as-of 2020-T2\n"
    "  tertial follow-up plan.json --as-of 2020-T2 --lang en --format csv --table risks -o risks.csv\n"
    "  tertial follow-up plan.json --as-of 2020-T2 --format html -o report.html\n"
    "  tertial follow-up plan.json --as-of 2020-T2 --format xlsx -o report.xlsx\n"
    "  tertial follow-up --all plans --as-of 2020-T2 -o reports   (a department's units, the worst first)\n"
    "  tertial follow-up plan.json --as-of 2020-T1 --known-at 2020-05-15   (as it was told in May)\n"
    "\n"
    "Exit codes: 0 the follow-up is written; 2 it cannot be made, and nothing is written.";

inline constexpr char kCheckClosing[] =
    "A line for each finding: its severity, its place as a JSON pointer, its code, and what does not hold\n"
    "together. Errors come first, then warnings, then notes.\n"
    "\n"
    "Example:\n"
    "  tertial check plan.json --as-of 2020-T2\n"
    "\n"
    "Exit codes: 0 no finding is an error; 1 at least one is; 2 the plan cannot be used.";

inline constexpr char kMatrixClosing[] =
    "Likelihood goes upwards, severity to the right; each cell has its score and its level.\n"
    "\n"
    "Example:\n"
    "  tertial matrix plan.json\n"
    "\n"
    "Exit codes: 0 shown, faults or not; 2 the plan cannot be used.";

inline constexpr char kImportClosing[] =
    "TABLE has tabs or semicolons between its cells and a heading of months or other periods, as copied "
    "from\n"
    "a report or a spreadsheet: decimal commas, 14%, u.s. and thousands spaces are understood. Rows match\n"
    "indicators by id or title, else become new ones. The plan is replaced whole or not at all, and what\n"
    "changed is printed.\n"
    "\n"
    "Examples:\n"
    "  tertial import indicators.tsv --into plan.json --dry-run\n"
    "  tertial import indicators.tsv --into plan.json --recorded 2020-09-15\n"
    "\n"
    "Exit codes: 0 the plan holds the table; 2 it cannot be imported, and the plan is as it was.";

inline constexpr char kMeasureClosing[] =
    "SPEC says how the file is written, which columns are what, and what to count by which groups and\n"
    "periods; tertial schema measure tells its form. The file is read once, whatever is counted. Small counts\n"
    "are hidden, with what would give them away. Rows that cannot be read are told by row and column, never by\n"
    "what they say.\n"
    "\n"
    "Examples:\n"
    "  tertial measure spec.json records.csv\n"
    "  tertial measure spec.json records.csv --persons children.csv --format json -o figures.json\n"
    "  tertial measure spec.json records.csv --into plan.json --recorded 2020-09-15\n"
    "\n"
    "Exit codes: 0 counted; 2 it cannot be counted or protected, or too many rows are bad, and nothing is\n"
    "written.";

inline constexpr char kProtectClosing[] =
    "TABLE is a CSV file (; , or tabs) of counts with headings in its first row and column; a row or column\n"
    "headed Summa, Totalt, Total or Sum is the total of the others. Columns, or rows, that are periods with\n"
    "their sums (months, T1 2020, 2020) are understood. Hidden counts become .. and nobody can work them out\n"
    "closer than the policy allows from everything that is shown.\n"
    "\n"
    "Examples:\n"
    "  tertial protect counts.csv -o published.csv\n"
    "  tertial protect held.csv --of planned.csv -o held-out.csv --of-output planned-out.csv\n"
    "  tertial protect counts.csv --threshold 8 --round-base 5\n"
    "  tertial protect september.csv --earlier published-in-may.csv -o published.csv\n"
    "\n"
    "Exit codes: 0 written; 1 protection is not proven beside an earlier release, each place told on standard\n"
    "error, and nothing is written; 2 the table cannot be used or no pattern protects it: nothing is written.";

inline constexpr char kAuditClosing[] =
    "Hidden counts are .. in the published table; see tertial protect --help for what a table is. A line for\n"
    "each count that is not safe: it can be worked out, or too closely, or it is small and shown. With one\n"
    "table alone, that is the published one.\n"
    "\n"
    "Examples:\n"
    "  tertial audit counts.csv published.csv\n"
    "  tertial audit published.csv --threshold 8\n"
    "\n"
    "Exit codes: 0 all are safe; 1 at least one is not; 2 a table cannot be used, or no counts agree with it.";

inline constexpr char kSchemaClosing[] =
    "Example:\n"
    "  tertial schema plan > plan.schema.json\n"
    "\n"
    "Exit codes: 0 written; 2 there is no such document.";

}  // namespace tertial::cli

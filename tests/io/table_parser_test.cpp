// parse_table() of tertial/io/table_import.hpp; import_table() is tested beside it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "tertial/io/json_writer.hpp"
#include "tertial/io/table_import.hpp"
#include "tertial/plan/fault.hpp"
#include "tertial/text.hpp"

namespace {

using tertial::ImportedTable;
using tertial::Language;
using tertial::ObservationStatus;
using tertial::parse_table;
using tertial::TableCell;
using tertial::TableContext;
using tertial::TableRow;

std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file, "cannot read ", path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string read_sample(const std::string& name) {
  return read_text(std::filesystem::path(TERTIAL_TEST_DATA) / "tables" / name);
}

// "14% 21% O": figures as printed, O for a missing one.
std::string figures(const TableRow& row) {
  std::string all;
  for (const TableCell& cell : row.cells) {
    if (!all.empty()) all += ' ';
    if (cell.value) tertial::JsonWriter::append_number(all, *cell.value);
    if (!cell.value && cell.status == ObservationStatus::missing) all += 'O';
    if (cell.percent) all += '%';
  }
  return all;
}

// "base 2020-01 2020-02"
std::string periods(const TableRow& row) {
  std::string all;
  for (const TableCell& cell : row.cells) {
    if (!all.empty()) all += ' ';
    all += cell.period ? cell.period->to_string() : "base";
  }
  return all;
}

ImportedTable parse(std::string_view text, const TableContext& context = {.year = 2020}) {
  absl::StatusOr<ImportedTable> table = parse_table(text, context);
  REQUIRE_MESSAGE(table.ok(), table.status().ToString());
  return *std::move(table);
}

std::string only_figures(std::string_view text, const TableContext& context = {.year = 2020}) {
  const ImportedTable table = parse(text, context);
  REQUIRE(table.rows.size() == 1);
  return figures(table.rows[0]);
}

std::string only_periods(std::string_view text, const TableContext& context = {.year = 2020}) {
  const ImportedTable table = parse(text, context);
  REQUIRE(table.rows.size() == 1);
  return periods(table.rows[0]);
}

// "line L, column C" of the fault, after checking that it says what is wrong.
std::string place_of_fault(std::string_view text, std::string_view says, const TableContext& context = {.year = 2020}) {
  const absl::StatusOr<ImportedTable> table = parse_table(text, context);
  REQUIRE_FALSE(table.ok());
  CHECK(table.status().code() == absl::StatusCode::kInvalidArgument);
  const auto fault = tertial::fault_of(table.status());
  REQUIRE(fault);
  CHECK(fault->kind == tertial::FaultKind::syntax);
  CHECK_MESSAGE(fault->message.find(says) != std::string::npos, fault->message);
  return fault->at;
}

bool notes_say(const ImportedTable& table, std::string_view en) {
  return std::any_of(table.notes.begin(), table.notes.end(), [&](const tertial::TableNote& note) {
    return note.message_en.find(en) != std::string::npos && !note.message_sv.empty();
  });
}

constexpr char kHalfYear[] = "2020-01 2020-02 2020-03 2020-04 2020-05 2020-06";
constexpr char kHalfYearAndBaseline[] = "base 2020-01 2020-02 2020-03 2020-04 2020-05 2020-06";

// The figures of the report, from the reading notes on it: the first is the baseline.
const std::vector<std::string> kParticipation = {"10% 14% 21% 17% 17% 19% 19%", "42% 55% 72% 64% 67% 63% 67%",
                                                 "6 4 4 5 10 9 9", "93 101 90 95 88 86 91"};
const std::vector<std::string> kEmergencyHomes = {"10 16 7 7 O 6", "25 24 16 16 15 14", "40% 67% 44% 44% O 43%"};
const std::vector<std::string> kStaffing = {"5 4 10 9 5 1", "0% 2.4% 2.4% 0% 1.2% 1.2%", "6 5 5 6 6 7"};
const std::vector<std::string> kExperience = {"4% 8% 3%", "96% 92% 97%", "71% 84% 91%", "48% 63% 65%"};
const std::vector<std::string> kIntroduction = {"21 12 12 9 6 6"};

void check_rows(const ImportedTable& table, const std::string& section, const std::string& expected_periods,
                const std::vector<std::string>& expected_figures) {
  REQUIRE(table.rows.size() == expected_figures.size());
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    CAPTURE(i);
    CHECK(table.rows[i].section == section);
    CHECK(table.rows[i].id.empty());
    CHECK(periods(table.rows[i]) ==
          (figures(table.rows[i]).find('O') == std::string::npos ? expected_periods : kHalfYear));
    CHECK(figures(table.rows[i]) == expected_figures[i]);
  }
}

}  // namespace

TEST_CASE("the table with a baseline and a heading Jan-20 reads as it stands") {
  const ImportedTable table = parse(read_sample("participation-1.1.tsv"), {});
  check_rows(table, "1.1", kHalfYearAndBaseline, kParticipation);
  CHECK(table.rows[3].title == "Barn i pågående heldygnsvård");
  CHECK(table.rows[0].cells[1].column == 4);
  CHECK(table.rows[0].cells[1].line == 3);
  CHECK(table.rows[0].first_column == tertial::Period::try_parse("2020-01"));
  REQUIRE(table.notes.size() == 1);
  CHECK(table.notes[0].line == 8);
  CHECK(notes_say(table, "The footnote"));
}

TEST_CASE("a baseline over January in a heading of two lines is one column, that of January") {
  const ImportedTable table = parse(read_sample("emergency-homes-2.2.tsv"), {});
  check_rows(table, "2.2", kHalfYear, kEmergencyHomes);
  CHECK(notes_say(table, "The heading \"jan -20\" stands in one column with \"Ingångsvärde\""));
}

TEST_CASE("a heading lost before February is January, and an I in a column of figures is 1, both with a note") {
  const ImportedTable table = parse(read_sample("staffing-5.2.tsv"));
  check_rows(table, "5.2", kHalfYear, kStaffing);
  CHECK(table.rows[0].cells[5].misread_digit);
  CHECK_FALSE(table.rows[0].cells[4].misread_digit);
  CHECK(table.rows[1].cells[1].decimals == 1);
  CHECK(table.rows[1].cells[0].decimals == 0);
  REQUIRE(table.notes.size() == 2);
  CHECK(table.notes[0].message_en == "The heading \"5\" was read as 2020-01, the month before the next column.");
  CHECK(table.notes[0].message_sv == "Rubriken \"5\" lästes som 2020-01, månaden före nästa kolumn.");
  CHECK(table.notes[1].line == 3);
  CHECK(table.notes[1].column == 8);
  CHECK(table.notes[1].message_sv == "\"I\" lästes med l eller I som siffran 1.");
}

TEST_CASE("days as headings are read though their 1 is an l, and an I in a title stays") {
  const ImportedTable table = parse(read_sample("experience-5.2.tsv"), {});
  check_rows(table, "5.2", "2019-02-01 2020-02-01 2020-08-01", kExperience);
  CHECK(table.rows[1].title == "Handläggare med minst I års erfarenhet");
  REQUIRE(table.notes.size() == 3);
  CHECK(table.notes[0].message_en == "The heading \"l februari 2019\" was read as 2019-02-01: l or I as the digit 1.");
}

TEST_CASE("Jan-20 gives its year to feb, mars and juni") {
  check_rows(parse(read_sample("introduction-5.2.tsv"), {}), "5.2", kHalfYear, kIntroduction);
}

TEST_CASE("several tables in one text keep their own headings and sections") {
  const std::string text = read_sample("participation-1.1.tsv") + "\nIndikator\n\n" +
                           read_sample("emergency-homes-2.2.tsv") + read_sample("experience-5.2.tsv") +
                           read_sample("introduction-5.2.tsv");
  const ImportedTable table = parse(text, {});
  REQUIRE(table.rows.size() == 12);
  CHECK(figures(table.rows[6]) == kEmergencyHomes[2]);
  CHECK(table.rows[6].section == "2.2");
  CHECK(periods(table.rows[7]) == "2019-02-01 2020-02-01 2020-08-01");
  CHECK(figures(table.rows[11]) == kIntroduction[0]);
}

TEST_CASE("the tables of the source document read as they stand there" *
          doctest::skip(!std::filesystem::exists(TERTIAL_SOURCE_DIR "/../shared/seeds/000_50edbcb20dbd59b1.txt"))) {
  const std::string source = read_text(TERTIAL_SOURCE_DIR "/../shared/seeds/000_50edbcb20dbd59b1.txt");
  std::vector<std::string> lines(1);
  for (const char c : source) {
    lines.back() += c;
    if (c == '\n') lines.emplace_back();
  }
  const auto table_at = [&](std::size_t first, std::size_t last) {
    std::string text;
    for (std::size_t line = first; line <= last; ++line) text += lines.at(line - 1);
    return parse(text);
  };
  check_rows(table_at(95, 102), "1.1", kHalfYearAndBaseline, kParticipation);
  check_rows(table_at(162, 169), "2.2", kHalfYear, kEmergencyHomes);
  check_rows(table_at(255, 259), "5.2", kHalfYear, kStaffing);
  const ImportedTable experience = table_at(263, 268);
  check_rows(experience, "5.2", "2019-02-01 2020-02-01 2020-08-01", kExperience);
  CHECK(experience.rows[1].title == "Minst I års erfarenhet");
  check_rows(table_at(282, 284), "5.2", kHalfYear, kIntroduction);
}

TEST_CASE("figures are read as Swedish and English tables print them") {
  const auto sv = [](const std::string& cell) { return only_figures("\tJan-20\nx\t" + cell); };
  const auto en = [](const std::string& cell) {
    return only_figures("\tJan-20\nx\t" + cell, {.language = Language::en});
  };
  CHECK(sv("14%") == "14%");
  CHECK(sv("2,4%") == "2.4%");
  CHECK(sv("2.4 %") == "2.4%");
  CHECK(sv("21\u00A0%") == "21%");
  CHECK(sv("0%") == "0%");
  CHECK(sv("1 234,5") == "1234.5");
  CHECK(sv("1\u00A0234,5") == "1234.5");
  CHECK(sv("1\u202F234") == "1234");
  CHECK(sv("12\u2009345\u2009678") == "12345678");
  CHECK(sv("1.234,5") == "1234.5");
  CHECK(sv("1,234.5") == "1234.5");
  CHECK(sv("1,234") == "1.234");
  CHECK(sv("0.123") == "0.123");
  CHECK(en("1,234") == "1234");
  CHECK(en("1,234,567") == "1234567");
  CHECK(en("1.234") == "1.234");
  CHECK(en("2,4") == "2.4");
  CHECK(sv("-3") == "-3");
  CHECK(sv("\u22123,5") == "-3.5");
  CHECK(sv("-0") == "0");
  CHECK(sv("1I") == "11");
  CHECK(sv("l0") == "10");
  CHECK(sv("l") == "1");
  CHECK(sv("123456789012345") == "123456789012345");
  CHECK(parse("\tJan-20\nx\t2,40").rows[0].cells[0].decimals == 2);
}

TEST_CASE("words for a missing figure are missing, empty cells and dashes are no observation") {
  for (const std::string word : {"u.s.", "U.S.", "us", "US", "uppgift saknas", "n/a", "N/A", ".."}) {
    CAPTURE(word);
    CHECK(only_figures("\tJan-20\nx\t" + word) == "O");
  }
  for (const std::string nothing : {"-", "–", "—", "−", " - ", "\u00A0-"}) {
    CAPTURE(nothing);
    CHECK(only_periods("\tJan-20\tFeb\nx\t" + nothing + "\t3") == "2020-02");
  }
  CHECK(only_periods("\tJan-20\tFeb\tMar\nx\t1\t\t3") == "2020-01 2020-03");
  CHECK(only_figures("\tJan-20\nx\t-") == "");
}

TEST_CASE("what is no figure is refused with its place") {
  for (const std::string cell :
       {"abc", "nan",   "inf", "0x10", "1e5", "1 2", "1 23", "12 34 567", "1,2,3", "5,", ",5", "1..2",
        "%",   "10 %%", "--3", "- 3",  "Il",  "O",   "14*",  "1234 567",  "3 (2)", "½",  "+3"}) {
    CAPTURE(cell);
    CHECK(place_of_fault("\tJan-20\tFeb\n\nx\t1\t" + cell, "is no figure") == "line 3, column 3");
  }
  CHECK(place_of_fault("\tJan-20\nx\t1.234", "1234 or 1,234") == "line 2, column 2");
  CHECK(place_of_fault("\tJan-20\nx\t1234567890123456", "15 digits") == "line 2, column 2");
  CHECK(place_of_fault("\tJan-20\nx\t0,1234567890123456", "15 digits") == "line 2, column 2");
  CHECK(place_of_fault("\tJan-20\nx\t" + std::string(100000, '9'), "15 digits") == "line 2, column 2");
  CHECK(place_of_fault("\tJan-20\nx\t0," + std::string(400, '0') + "1", "15 digits") == "line 2, column 2");
}

TEST_CASE("semicolons part cells too, which may be quoted") {
  const ImportedTable table = parse(";Jan-20;Feb\r\n\"Barn; \"\"unga\"\"\";\"1 234,5\";2,4 %\r\n");
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0].title == "Barn; \"unga\"");
  CHECK(figures(table.rows[0]) == "1234.5 2.4%");
  CHECK(only_periods("\"\";\"Jan\n-20\";feb\nx;1;2") == "2020-01 2020-02");
  CHECK(parse("\tJan-20\n\"a;b\"\t1").rows[0].title == "\"a;b\"");
  CHECK(place_of_fault(";Jan-20\n\"x;1\n", "never closed") == "line 2, column 1");
  CHECK(place_of_fault(";Jan-20\n\"x\"y;1\n", "closing quote") == "line 2, column 1");
}

TEST_CASE("byte order mark, line ends, blank lines and empty columns at the end make no difference") {
  const std::string plain = "\tJan-20\tFeb\nx\t1\t2\ny\t3\t4\n";
  const ImportedTable expected = parse(plain);
  REQUIRE(expected.rows.size() == 2);
  CHECK(parse("\xEF\xBB\xBF" + plain).rows == expected.rows);
  CHECK(parse("\tJan-20\tFeb\r\nx\t1\t2\r\ny\t3\t4\r\n").rows == expected.rows);
  CHECK(parse("\tJan-20\tFeb\rx\t1\t2\ry\t3\t4").rows == expected.rows);
  CHECK(parse("\tJan-20\tFeb\t\t\t\nx\t1\t2\t\t \ny\t3\t4\t\t\u00A0\n\t\t\n").rows == expected.rows);
  const ImportedTable spaced = parse("\n\n\tJan-20\tFeb\n\nx\t1\t2\n\ny\t3\t4\n");
  REQUIRE(spaced.rows.size() == 2);
  CHECK(spaced.rows[1].line == 7);
  CHECK(figures(spaced.rows[1]) == "3 4");
}

TEST_CASE("years come from a heading, go over the turn of the year, and else from the context") {
  CHECK(only_periods("\tNov-19\tDec\tJan\tFeb\nx\t1\t2\t3\t4", {}) == "2019-11 2019-12 2020-01 2020-02");
  CHECK(only_periods("\tNov\tDec\tJan-20\tFeb\nx\t1\t2\t3\t4", {.year = 1999}) == "2019-11 2019-12 2020-01 2020-02");
  CHECK(only_periods("\tjan\tmars\nx\t1\t2", {.year = 2021}) == "2021-01 2021-03");
  CHECK(only_periods("\tT3 2019\tT1\tT2\nx\t1\t2\t3", {}) == "2019-T3 2020-T1 2020-T2");
  CHECK(only_periods("\t2019\t2020\nx\t1\t2", {}) == "2019 2020");
  CHECK(only_periods("\t2019\t\t2020\t\n\tT2\tT3\tT1\tT2\nx\t1\t2\t3\t4", {}) == "2019-T2 2019-T3 2020-T1 2020-T2");
  CHECK(only_periods("\t2020\t\n\tjan\tfeb\nx\t1\t2", {}) == "2020-01 2020-02");
  CHECK(place_of_fault("\tjan\tfeb\nx\t1\t2", "--year", {}) == "line 1, column 2");
  CHECK(place_of_fault("\tJan-20\tMar\tFeb\nx\t1\t2\t3", "does not follow 2020-03", {}) == "line 1, column 4");
  CHECK(place_of_fault("\tOkt\tJan-20\nx\t1\t2", "does not come before 2020-01", {}) == "line 1, column 2");
  CHECK(place_of_fault("\tJan 20\nx\t1", "may be a day or a year", {.language = Language::en}) == "line 1, column 2");
}

TEST_CASE("a figure that could be a year does not make a heading of its row") {
  const ImportedTable table = parse("\t2019\t2020\nKostnad\t2019\t2020\n");
  REQUIRE(table.rows.size() == 1);
  CHECK(figures(table.rows[0]) == "2019 2020");
}

TEST_CASE("a lost heading is found only where nothing else can stand") {
  CHECK(only_periods("\tTitel\tjan\t5\tmars\n\tx\t1\t2\t3") == "2020-01 2020-02 2020-03");
  CHECK(only_periods("\t\t\tfeb\tmars\n\tx\t1\t2\t3") == "2020-01 2020-02 2020-03");
  CHECK(only_periods("\tIngångsvärde\t?\tfeb\tmars\nx\t9\t1\t2\t3") == "base 2020-01 2020-02 2020-03");
  CHECK(place_of_fault("\t\t5\tmars\tapril\n\tx\t1\t2\t3", "\"5\" is no heading") == "line 1, column 3");
  CHECK(place_of_fault("\t\t5\tfeb\n\tx\t1\t2", "no heading above it") == "line 1, column 3");
  CHECK(place_of_fault("\t\t5\tfeb\tapril\n\tx\t1\t2\t3", "\"5\" is no heading") == "line 1, column 3");
  CHECK(place_of_fault("\t\tÅrsmål\tfeb\tmars\n\tx\t1\t2\t3", "\"Årsmål\" is no heading") == "line 1, column 3");
  CHECK(place_of_fault("\tjan\tfeb\t5\nx\t1\t2\t3", "\"5\" is no heading") == "line 1, column 4");
  CHECK(place_of_fault("\tjan\tfeb\tsumma\nx\t1\t2\t3", "\"summa\" is no heading") == "line 1, column 4");
  CHECK(place_of_fault("\tjan\tfeb\nx\t1\t2\t3", "without a heading") == "line 2, column 4");
  CHECK(place_of_fault("\tjan\tjan\nx\t1\t2", "does not follow 2020-01") == "line 1, column 3");
  CHECK(place_of_fault("\tJan-20\tjanuari 2020\nx\t1\t2", "heads column 2 already") == "line 1, column 3");
  CHECK(place_of_fault("\tJan-20\tT1 2020\nx\t1\t2", "one length") == "line 1, column 3");
  CHECK(place_of_fault("\tjan\n\tfeb\nx\t1", "in several lines") == "line 2, column 2");
  CHECK(place_of_fault("\tjan\n\tjan\n\tjan\n\tjan\n\tjan\nx\t1", "lines of headings") == "line 5, column 2");
}

TEST_CASE("ids come from a column of ids or stand before the title, sections from rows or first cells") {
  const ImportedTable headed = parse("Indikator\tNr\tjan\nVakanser\t7\t1\n");
  CHECK(headed.rows[0].id == "7");
  CHECK(headed.rows[0].title == "Vakanser");
  const ImportedTable bare = parse("\t\tjan\n5.2.a\tVakanser\t1\n");
  CHECK(bare.rows[0].id == "5.2.a");
  CHECK(bare.rows[0].section.empty());
  const ImportedTable sections = parse("\t\tjan\n5.2\tVakanser\t1\n\tOmsättning\t2\n");
  CHECK(sections.rows[0].section == "5.2");
  CHECK(sections.rows[1].section == "5.2");
  CHECK(sections.rows[1].id.empty());
  CHECK(parse("\tjan\n5.2 BEMANNING\nx\t1\n").rows[0].section == "5.2");
  CHECK(parse("\t\tjan\n5.2\n\tx\t1\n").rows[0].section == "5.2");
  CHECK(parse("\t\tjan\n5.2\tA\t\n\tx\t1\n\n\t\tfeb\n\ty\t1\n").rows[1].section.empty());
  CHECK(place_of_fault("\t\tjan\nbarn och unga\tAntal\t1\n", "expected an id") == "line 2, column 1");
  CHECK(place_of_fault("\t\t\tjan\n5.2.a\tAntal\tandel\t1\n", "between title and figures") == "line 2, column 3");
  CHECK(place_of_fault("\t\tjan\n\t\t1\n", "without a title") == "line 2, column 3");
}

TEST_CASE("lines without figures are left out with a note, and a text without a table is refused") {
  const ImportedTable table = parse("Tabell 1\n\tjan\nx\t1\nPersonal\n*fotnot\nKälla: registret\n");
  REQUIRE(table.notes.size() == 4);
  CHECK(table.rows.size() == 1);
  CHECK(table.notes[0].message_sv == "Raden utan värden, \"Tabell 1\", hoppades över.");
  CHECK(table.notes[1].line == 4);
  CHECK(table.notes[2].message_sv == "Fotnoten \"*fotnot\" hoppades över.");
  CHECK(place_of_fault("", "empty text") == "line 1, column 1");
  CHECK(place_of_fault(" \n\t\t\n", "empty text") == "line 1, column 1");
  CHECK(place_of_fault("bara text\noch mer text\n", "no heading above it") == "line 1, column 1");
  CHECK(place_of_fault("Rubrik\nx\t1\t2\n", "no heading above it") == "line 2, column 1");
  CHECK(place_of_fault("\tjan\tfeb\n", "without a row of figures") == "line 1, column 2");
  CHECK(place_of_fault("jan\tfeb\n1\t2\n", "expected the column of titles") == "line 1, column 1");
  std::string prose = "\tjan\nx\t1\n";
  for (int i = 0; i < 2000; ++i) prose += "text\n";
  CHECK(place_of_fault(prose, "1000 lines without figures") == "line 1003, column 1");
}

TEST_CASE("bytes that are no text are refused with their place") {
  CHECK(place_of_fault("\tjan\nx\xFF\t1\n", "UTF-8") == "line 2, column 1");
  CHECK(place_of_fault("\tjan\nx\t1\xC3\n", "UTF-8") == "line 2, column 2");
  CHECK(place_of_fault(std::string_view("\tjan\nx\0y\t1\n", 11), "control character") == "line 2, column 1");
  CHECK(place_of_fault("\xFF\xFEj\0a", "UTF-16") == "line 1, column 1");
  CHECK(place_of_fault(std::string(tertial::kMaxTableBytes + 1, ' '), "4 MiB") == "line 1, column 1");
}

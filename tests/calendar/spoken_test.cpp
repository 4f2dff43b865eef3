#include "tertial/calendar/spoken.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using tertial::Language;
using tertial::parse_spoken;
using tertial::SpokenContext;
using tertial::SpokenPeriod;

struct Case {
  std::string_view text;
  std::string_view expected;
};

std::string read(std::string_view text, const SpokenContext& context = {}) {
  const absl::StatusOr<SpokenPeriod> spoken = parse_spoken(text, context);
  return spoken.ok() ? spoken->period.to_string() : "refused";
}
std::string fault(std::string_view text, const SpokenContext& context = {}) {
  return std::string(parse_spoken(text, context).status().message());
}

}  // namespace

TEST_CASE("text that names its year is read in either language and without a context") {
  const std::vector<Case> cases = {{"2020-08-31", "2020-08-31"},
                                   {"2020-W36", "2020-W36"},
                                   {"2020-T2", "2020-T2"},
                                   {"2020", "2020"},
                                   {"Jan-20", "2020-01"},
                                   {"jan -20", "2020-01"},
                                   {"jan - 20", "2020-01"},
                                   {"Jan 2020", "2020-01"},
                                   {"Jan20", "2020-01"},
                                   {"Jan '20", "2020-01"},
                                   {"jan. 2020", "2020-01"},
                                   {"januari 2020", "2020-01"},
                                   {"January 2020", "2020-01"},
                                   {"2020 januari", "2020-01"},
                                   {"febr. 2020", "2020-02"},
                                   {"mars 2020", "2020-03"},
                                   {"March 2020", "2020-03"},
                                   {"maj 2020", "2020-05"},
                                   {"May 2020", "2020-05"},
                                   {"Maj-20", "2020-05"},
                                   {"juni 2020", "2020-06"},
                                   {"okt-20", "2020-10"},
                                   {"Oct-20", "2020-10"},
                                   {"sept 2020", "2020-09"},
                                   {"T2 2020", "2020-T2"},
                                   {"2020 T2", "2020-T2"},
                                   {"2020-t2", "2020-T2"},
                                   {"T2-2020", "2020-T2"},
                                   {"tertial 2 2020", "2020-T2"},
                                   {"Tertial 2, 2020", "2020-T2"},
                                   {"andra tertialet 2020", "2020-T2"},
                                   {"2:a tertialet 2020", "2020-T2"},
                                   {"T2 -20", "refused"},
                                   {"kvartal 3 2020", "2020-Q3"},
                                   {"Q3 2020", "2020-Q3"},
                                   {"kv 3 2020", "2020-Q3"},
                                   {"third quarter 2020", "2020-Q3"},
                                   {"halvår 1 2020", "2020-S1"},
                                   {"H1 2020", "2020-S1"},
                                   {"S2 2020", "2020-S2"},
                                   {"first half 2020", "2020-S1"},
                                   {"first half of 2020", "2020-S1"},
                                   {"half-year 2 2020", "2020-S2"},
                                   {"första halvåret 2020", "2020-S1"},
                                   {"helår 2020", "2020"},
                                   {"full year 2020", "2020"},
                                   {"2020 helår", "2020"},
                                   {"hela året 2020", "2020"},
                                   {"år 2020", "2020"},
                                   {"v. 36 2020", "2020-W36"},
                                   {"v.36 2020", "2020-W36"},
                                   {"v36 2020", "2020-W36"},
                                   {"vecka 36, 2020", "2020-W36"},
                                   {"week 36 2020", "2020-W36"},
                                   {"vecka 53 2020", "2020-W53"},
                                   {"31 augusti 2020", "2020-08-31"},
                                   {"den 31 augusti 2020", "2020-08-31"},
                                   {"31 August 2020", "2020-08-31"},
                                   {"August 31, 2020", "2020-08-31"},
                                   {"31st of August 2020", "2020-08-31"},
                                   {"1 februari 2019", "2019-02-01"},
                                   {"29 feb 2020", "2020-02-29"},
                                   {"31-aug-2020", "2020-08-31"}};
  for (const Case& each : cases) {
    const std::string_view text = each.text;
    const std::string_view expected = each.expected;
    for (const Language language : {Language::sv, Language::en}) {
      CAPTURE(text);
      CHECK(read(text, {.language = language}) == expected);
      if (expected != "refused") CHECK(parse_spoken(text, {.language = language, .year = 1999})->has_year);
    }
  }
}

TEST_CASE("text without a year takes the context's and says so") {
  const SpokenContext context{.year = 2020};
  const std::vector<Case> cases = {{"mars", "2020-03"},
                                   {"juni", "2020-06"},
                                   {"Feb", "2020-02"},
                                   {"May", "2020-05"},
                                   {"maj", "2020-05"},
                                   {"T2", "2020-T2"},
                                   {"tertial 2", "2020-T2"},
                                   {"kv 3", "2020-Q3"},
                                   {"Q3", "2020-Q3"},
                                   {"halvår 1", "2020-S1"},
                                   {"H1", "2020-S1"},
                                   {"second half", "2020-S2"},
                                   {"vecka 36", "2020-W36"},
                                   {"v. 36", "2020-W36"},
                                   {"helår", "2020"},
                                   {"full year", "2020"},
                                   {"31 augusti", "2020-08-31"},
                                   {"den 1 februari", "2020-02-01"},
                                   {"29 feb", "2020-02-29"}};
  for (const Case& each : cases) {
    const std::string_view text = each.text;
    const std::string_view expected = each.expected;
    CAPTURE(text);
    CHECK(read(text, context) == expected);
    CHECK_FALSE(parse_spoken(text, context)->has_year);
    CHECK(parse_spoken(text, {}).status().code() == absl::StatusCode::kFailedPrecondition);
  }
  CHECK(fault("mars") == "\"mars\" names no year");
}

TEST_CASE("every month is known by its Swedish and its English name and abbreviation") {
  const std::vector<std::vector<std::string_view>> months = {{"januari", "January", "jan"},
                                                             {"februari", "February", "feb"},
                                                             {"mars", "March", "mar"},
                                                             {"april", "April", "apr"},
                                                             {"maj", "May"},
                                                             {"juni", "June", "jun"},
                                                             {"juli", "July", "jul"},
                                                             {"augusti", "August", "aug"},
                                                             {"september", "September", "sep"},
                                                             {"oktober", "October", "okt", "oct"},
                                                             {"november", "November", "nov"},
                                                             {"december", "December", "dec"}};
  for (std::size_t i = 0; i < months.size(); ++i) {
    for (const std::string_view name : months[i]) {
      CAPTURE(name);
      CHECK(parse_spoken(name, {.year = 2021})->period.index_in_year() == static_cast<int>(i) + 1);
      CHECK(parse_spoken(name, {.year = 2021})->period.granularity() == tertial::Granularity::month);
    }
  }
}

TEST_CASE("letters of any case, Å Ä Ö too, and composed or not") {
  CHECK(read("JANUARI 2020") == "2020-01");
  CHECK(read("HALVÅR 1 2020") == "2020-S1");
  CHECK(read("HelÅr 2020") == "2020");
  CHECK(read("FÖRSTA HALVÅRET 2020") == "2020-S1");
  CHECK(read("FJÄRDE KVARTALET 2020") == "2020-Q4");
  CHECK(read("halva\u030Ar 1 2020") == "2020-S1");
  CHECK(read("fo\u0308rsta halva\u030Aret 2020") == "2020-S1");
}

TEST_CASE("no-break, thin and repeated spaces are a space, and other dashes a dash") {
  CHECK(read("T2\u00A02020") == "2020-T2");
  CHECK(read("T2\u202F2020") == "2020-T2");
  CHECK(read("31\u2009augusti\u00A0\u00A02020") == "2020-08-31");
  CHECK(read("  tertial   2 \t 2020  ") == "2020-T2");
  CHECK(read("\u00A02020-08\u00A0") == "2020-08");
  CHECK(read("Jan\u201120") == "2020-01");
  CHECK(read("Jan\u201320") == "2020-01");
}

TEST_CASE("two-digit years lie in 1980 to 2079") {
  CHECK(read("jan-00") == "2000-01");
  CHECK(read("jan-79") == "2079-01");
  CHECK(read("jan-80") == "1980-01");
  CHECK(read("jan-99") == "1999-01");
  CHECK(read("31 aug 20") == "2020-08-31");
}

TEST_CASE("an l or I in a day or year is the digit 1, and the answer says so") {
  const std::vector<Case> cases = {{"l februari 2019", "2019-02-01"},
                                   {"I februari 2020", "2020-02-01"},
                                   {"l augusti 2020", "2020-08-01"},
                                   {"3l augusti 2020", "2020-08-31"},
                                   {"1 februari 20l9", "2019-02-01"},
                                   {"II mars 2020", "2020-03-11"},
                                   {"Jan-2l", "2021-01"},
                                   {"20I9", "2019"}};
  for (const Case& each : cases) {
    const std::string_view text = each.text;
    const std::string_view expected = each.expected;
    CAPTURE(text);
    CHECK(read(text) == expected);
    CHECK(parse_spoken(text, {})->misread_digit);
  }
  CHECK_FALSE(parse_spoken("1 februari 2019", {})->misread_digit);
  CHECK_FALSE(parse_spoken("jul 2020", {})->misread_digit);
  CHECK_FALSE(parse_spoken("JULI 2020", {})->misread_digit);
  CHECK(read("i februari 2020") == "refused");
}

TEST_CASE("\"jan 20\" is January 2020 in Swedish and refused in English, where it may be a day") {
  CHECK(read("jan 20", {.language = Language::sv}) == "2020-01");
  CHECK(fault("jan 20", {.language = Language::en, .year = 2019}) ==
        "\"jan 20\" may be a day or a year: write 20 January for the day or January 2020 for the month");
  CHECK(read("jan 45", {.language = Language::en}) == "2045-01");
  CHECK(read("jan-20", {.language = Language::en}) == "2020-01");
  CHECK(read("20 jan", {.language = Language::en, .year = 2019}) == "2019-01-20");
  CHECK(read("August 5", {.language = Language::en, .year = 2019}) == "2019-08-05");
}

TEST_CASE("a period the year does not have is refused with the reason") {
  CHECK(fault("tertial 4 2020") == "tertial 4 2020: a year has tertials T1 to T3");
  CHECK(fault("Q5", {.year = 2020}) == "Q5: a year has quarters Q1 to Q4");
  CHECK(fault("H3 2020") == "H3 2020: a year has half-years S1 and S2");
  CHECK(fault("v. 53 2019") == "v. 53 2019: 2019 has 52 ISO weeks");
  CHECK(fault("31 september 2020") == "31 september 2020: September 2020 has 30 days");
  CHECK(fault("29 feb", {.year = 2019}) == "29 feb: February 2019 has 28 days");
  CHECK(fault("jan 1899") == "jan 1899: years go from 1900 to 2200");
  CHECK(fault("tertial 2020") == "\"tertial 2020\" does not say which tertial of the year");
  CHECK(fault("2020-T4") == "2020-T4: a year has tertials T1 to T3");
  CHECK(fault("2020-02-30") == "2020-02-30: February 2020 has 29 days");
  CHECK(fault("") == "an empty text names no period");
}

TEST_CASE("what is not a period is refused, even with a year at hand") {
  for (const std::string_view text : {" ",
                                      "-",
                                      ".",
                                      "'",
                                      "x",
                                      "jan-",
                                      "-20",
                                      "2020-8-31",
                                      "31-08-2020",
                                      "31/8 2020",
                                      "8/2020",
                                      "202008",
                                      "2020-1",
                                      "jan-feb 2020",
                                      "tertial 1-2 2020",
                                      "tertial 1-2",
                                      "1-20 januari",
                                      "kvartal 1-3 2020",
                                      "14%",
                                      "2,4",
                                      "2.4",
                                      "1 234",
                                      "10",
                                      "40 %",
                                      "u.s.",
                                      "US",
                                      "Ingångsvärde",
                                      "Indikator",
                                      "år",
                                      "20 år",
                                      "5 år",
                                      "3 v",
                                      "12 h",
                                      "2 tertial",
                                      "Tertial 2 2020 preliminärt",
                                      "januari februari",
                                      "2020 2021",
                                      "T2 T3",
                                      "mars mars",
                                      "jan 12345",
                                      "jan 123",
                                      "1 2 3 4 5 6 7 8",
                                      "t2x 2020",
                                      "full 2020",
                                      "första 2020",
                                      "den",
                                      "\xFF\xFE",
                                      "jan \xC3"}) {
    CAPTURE(text);
    CHECK(parse_spoken(text, {.year = 2020}).status().code() == absl::StatusCode::kInvalidArgument);
    CHECK_FALSE(parse_spoken(text, {.language = Language::en, .year = 2020}).ok());
  }
  CHECK(read(std::string(100000, 'l'), {.year = 2020}) == "refused");
  CHECK(read(std::string(100000, ' ') + "T2", {.year = 2020}) == "2020-T2");
}

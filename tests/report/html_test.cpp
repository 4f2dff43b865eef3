#include "tertial/report/html.hpp"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "report/html/escape.hpp"
#include "tertial/io/plan_reader.hpp"
#include "tertial/report/markdown.hpp"

using tertial::Date;
using tertial::follow_up;
using tertial::FollowUp;
using tertial::Language;
using tertial::Plan;
using tertial::read_plan;
using tertial::text;
namespace report = tertial::report;

namespace {

std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE_MESSAGE(in.is_open(), path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string page_of(const std::string& json, Language language, const std::vector<std::string>& reveal = {}) {
  const absl::StatusOr<Plan> plan = read_plan(json);
  REQUIRE_MESSAGE(plan.ok(), plan.status().ToString());
  const absl::StatusOr<FollowUp> review = follow_up(*plan, {.as_of = *Date::try_parse("2020-08-31"), .reveal = reveal});
  REQUIRE(review.ok());
  return report::html(*plan, *review, language);
}

bool has(std::string_view page, std::string_view part) { return page.find(part) != std::string_view::npos; }

// Names of all elements, from the text itself.
std::vector<std::string> elements(const std::string& page) {
  std::vector<std::string> found;
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    const std::size_t end = page.find_first_of(" >/", at + 2);
    found.push_back(page.substr(at + 1, end - at - 1));
  }
  return found;
}

std::string escaped(std::string_view plain) {
  std::string out;
  report::append_escaped(out, plain);
  return out;
}

// A plan that says `evil` (as JSON text) wherever a plan may say something.
std::string hostile_plan(const std::string& evil) {
  const std::string q = "\"" + evil + "\"";
  return text(R"({"tertial": 1, "id": )", q, R"(, "title": )", q, R"(, "organisation": )", q, R"(, "language": "sv",
    "year": 2020, "matrix": {"likelihood": [)",
              q, ", ", q, R"(], "severity": [)", q, ", ", q, R"(], "score": "product",
      "bands": [{"level": )",
              q, R"(, "label": )", q, R"(, "from": 1, "to": 2}, {"level": "red", "from": 3, "to": 4}]},
    "areas": [{"id": )",
              q, R"(, "title": )", q, R"(}],
    "risks": [{"id": )",
              q, R"(, "area": )", q, R"(, "title": )", q, R"(, "assessments": [
        {"date": "2020-04-30", "likelihood": 2, "severity": 2}, {"date": "2020-08-31", "likelihood": 1, "severity": 2,
         "rationale": )",
              q, R"(}]}, {"id": "2", "title": "x", "assessments": [{"date": "2020-04-30", "level": )", q, R"(}],
        "closed": [{"date": "2020-08-31", "reason": )",
              q, R"(}]}],
    "actions": [{"id": )",
              q, R"(, "title": )", q, R"(, "responsible": )", q, R"(, "risks": [)", q, R"(],
      "reports": [{"date": "2020-08-31", "status": "delayed", "comment": )",
              q, R"(}],
      "activities": [{"id": )",
              q, R"(, "title": )", q, R"(, "start": "2020-01-01", "end": "2020-06-30"}]}],
    "indicators": [{"id": )",
              q, R"(, "title": )", q, R"(, "risks": [)", q, R"(], "unit": )", q, R"(, "kind": "flow",
      "direction": "lower", "periodicity": "month", "baseline": {"value": 3, "period": "2019"},
      "targets": [{"year": 2020, "value": 9, "set_by": )",
              q, R"(}, {"year": 2020, "undecided": )", q, R"(}],
      "definitions": [{"id": )",
              q, R"(, "text": )", q, R"(}, {"id": "b", "from": "2020-05", "text": )", q, R"(}],
      "observations": [{"period": "2020-04", "value": 4}, {"period": "2020-06", "value": 5},
                       {"period": "2020-06", "value": 6, "definition": )",
              q, R"(}]}],
    "self_checks": [{"id": )",
              q, R"(, "title": )", q, R"(, "period": "2020-07", "risks": [)", q, R"(], "sample": 7,
      "results": [{"title": )",
              q, R"(, "numerator": 3}], "breakdowns": [{"by": )", q, R"(, "groups": {)", q, R"(: 2}}]}],
    "follow_ups": [{"date": "2020-04-30", "period": "2020-T1"}]})");
}

}  // namespace

TEST_CASE("the page says what the summary says") {
  const std::string json = file(TERTIAL_TEST_DATA "/action-plan-2020/plan.json");
  const std::string page = page_of(json, Language::sv);
  CHECK(has(page, "Ingen röd risk kvarstår."));
  CHECK(has(page, "2.1 har stängts och 5.2 har sänkts från röd till gul."));
  CHECK(has(page, "<html lang=\"sv\">"));
  CHECK(has(page_of(json, Language::en), "<html lang=\"en\">"));
  CHECK(page.size() < 300'000);
}

TEST_CASE("a plan's text is never markup") {
  const std::vector<std::string> evils = {"<script>window.canary=1</script>",
                                          "\\\"><img src=x onerror=window.canary=1>",
                                          "]]></svg><script>1</script>",
                                          "</title></style><script>1</script>",
                                          "' onmouseover='window.canary=1",
                                          "\\u0000<svg onload=1>",
                                          "<!-- -->",
                                          "&lt;script&gt;&#60;",
                                          "javascript:1",
                                          "\\u202Etxt\\u2066",
                                          "\\uD83D\\uDE00",
                                          std::string(10'000, 'W')};
  std::set<std::string> allowed;  // what a page is made of anyway
  for (const std::string& name : elements(page_of(hostile_plan("x"), Language::sv))) allowed.insert(name);
  allowed.insert({"bdi", "/bdi", "span", "/span"});
  for (const std::string& evil : evils) {
    const std::string page = page_of(hostile_plan(evil), Language::sv);
    CAPTURE(evil);
    for (const std::string& name : elements(page)) REQUIRE_MESSAGE(allowed.contains(name), name);
    CHECK_FALSE(has(page, "<script"));
    CHECK_FALSE(has(page, "<img"));
    CHECK_FALSE(has(page, "onerror=window.canary=1>"));
    CHECK(page.find('\0') == std::string::npos);
  }
}

TEST_CASE("text that runs the other way is kept apart") {
  const std::string page = page_of(hostile_plan("\\u202Eevil"), Language::sv);
  CHECK(has(page,
            "<h1><bdi>\xE2\x80\xAE"
            "evil</bdi></h1>"));
  CHECK_FALSE(has(page_of(hostile_plan("Åtgärd – 5 × ▲"), Language::sv), "<bdi>"));
  for (const char* turning : {"\u05D0", "\u0627", "\u200F", "\u202A", "\u2067", "\uFB1D"}) {
    CAPTURE(turning);
    CHECK(has(page_of(hostile_plan(turning), Language::sv), "<bdi>"));
  }
}

TEST_CASE("every character that HTML reads as markup is escaped, controls are replaced") {
  CHECK(escaped("a<b>&\"c'") == "a&lt;b&gt;&amp;&quot;c&#39;");
  CHECK(escaped(std::string_view("\0\x01\x7F\n\t", 5)) == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\n\t");
  CHECK(escaped("Ärende – 5 %") == "Ärende – 5 %");
}

TEST_CASE("every link leads to one place in the page") {
  for (const char* plan : {"action-plan-2020/plan.json", "operational-plan-2020/with-outcomes.json"}) {
    const std::string page = page_of(file(text(TERTIAL_TEST_DATA "/", plan)), Language::sv);
    std::size_t links = 0;
    for (std::size_t at = page.find("href=\"#"); at != std::string::npos; at = page.find("href=\"#", at + 1), ++links) {
      const std::string id = page.substr(at + 7, page.find('"', at + 7) - at - 7);
      const std::string place = text(" id=\"", id, "\"");
      CAPTURE(id);
      const std::size_t first = page.find(place);
      REQUIRE(first != std::string::npos);
      REQUIRE(page.find(place, first + 1) == std::string::npos);
    }
    CHECK(links > 20);
  }
}

TEST_CASE("nothing is loaded from anywhere") {
  const std::string page = page_of(file(TERTIAL_TEST_DATA "/action-plan-2020/plan.json"), Language::sv);
  for (const char* part : {"http:", "https:", "src=", "url(", "@import", "<link", "<script"}) {
    CAPTURE(part);
    // An arrow's head is the one thing that is referred to, and stands in the page itself.
    std::string rest = page;
    for (std::size_t at = rest.find("url(#tip)"); at != std::string::npos; at = rest.find("url(#tip)"))
      rest.erase(at, 9);
    CHECK_FALSE(has(rest, part));
  }
}

TEST_CASE("small counts of a protected indicator are held back in charts and tables alike") {
  const std::string json = R"({"tertial": 1, "id": "p", "title": "P", "language": "sv", "year": 2020,
    "matrix": {"likelihood": ["a", "b"], "severity": ["a", "b"], "score": "product",
               "bands": [{"level": "green", "from": 1, "to": 4}]}, "risks": [],
    "indicators": [{"id": "i", "title": "Barn", "kind": "snapshot", "unit": "antal", "protect": true, "periodicity": "month",
      "baseline": {"value": 3.25}, "observations": [{"period": "2020-06", "value": 17.5}, {"period": "2020-07", "value": 3.75},
                                                 {"period": "2020-08", "value": 18.5}]}]})";
  const std::string page = page_of(json, Language::sv);
  CHECK(has(page, "17,5"));
  CHECK_FALSE(has(page, "3,75"));
  CHECK_FALSE(has(page, "3,25"));
  CHECK(has(page, "skyddas"));
  CHECK(has(page_of(json, Language::sv, {"i"}), "3,75"));
}

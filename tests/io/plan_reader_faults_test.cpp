// What the reader refuses, and where it says the fault is.
#include <doctest/doctest.h>

#include "read_plans.hpp"
#include "tertial/io/plan_reader.hpp"

using namespace tertial::test::reading;

TEST_CASE("faults in an indicator of more than 256 kB are told at their place") {
  const std::string large = many_observations(1200, 300);
  const std::string definitions = R"("definitions": [{"id": "old"}, {"id": "new"}], )";
  const auto spoilt = [&](std::string_view from, std::string_view to, std::size_t which) {
    std::string list = large;
    std::size_t at = 0;
    for (std::size_t i = 0; i <= which; ++i) at = list.find(from, at + 1);
    list.replace(at, from.size(), to);
    return with_indicator(definitions + R"("observations": )" + list);
  };
  CHECK(schema_fault(spoilt("\"period\"", "\"perido\"", 1000)) == "/indicators/0/observations/1000/perido");
  CHECK(schema_fault(spoilt("\"period\": \"", "\"period\": \"x", 700)) == "/indicators/0/observations/700/period");
  CHECK(schema_fault(with_indicator(definitions + R"("observations": )" + large + R"(, "observations": [])")) ==
        "/indicators/0/observations");
  CHECK(schema_fault(with_indicator(R"("observations": )" + large)) == "/indicators/0/observations/0/definition");
  CHECK(schema_fault(with_indicator(definitions + R"("kind": "shares", "observations": )" + large)) ==
        "/indicators/0/kind");
}

TEST_CASE("an own key that stands twice is told, among few and among many") {
  for (const int count : {1, 2, 16, 17, 40, 1000}) {
    std::string keys;
    for (int i = 0; i < count; ++i) keys += ", \"x-" + std::to_string(i) + "\": 1";
    const std::string once = R"("risks": [{"id": "r")" + keys + "}]";
    CHECK(read(document(once)).risks()[0].extras.size() == static_cast<std::size_t>(count));
    const std::string last = "x-" + std::to_string(count - 1);
    const std::string twice = R"("risks": [{"id": "r")" + keys + ", \"" + last + "\": 2}]";
    CHECK(schema_fault(document(twice)) == "/risks/0/" + last);
  }
}

TEST_CASE("null stands for no tolerance, and nowhere else") {
  CHECK_FALSE(read(document(R"("risks": [], "rules": {"ratio_tolerance": null})")).rules().ratio_tolerance);
  const std::pair<std::string_view, std::string_view> elsewhere[] = {
      {R"("risks": null)", "/risks"},
      {R"("risks": [null])", "/risks/0"},
      {R"("risks": [{"id": null}])", "/risks/0/id"},
      {R"("risks": [{"id": "r", "title": null}])", "/risks/0/title"},
      {R"("risks": [], "organisation": null)", "/organisation"},
      {R"("risks": [], "rules": null)", "/rules"},
      {R"("risks": [], "rules": {"at_risk_behind": null})", "/rules/at_risk_behind"},
      {R"("risks": [], "indicators": [{"id": "i", "kind": null}])", "/indicators/0/kind"},
      {R"("risks": [], "indicators": [{"id": "i", "baseline": {"value": null}}])", "/indicators/0/baseline/value"},
      {R"("risks": [], "indicators": [{"id": "i", "observations": [{"period": "2020", "value": 1, "numerator": null}]}])",
       "/indicators/0/observations/0/numerator"},
  };
  for (const auto& [members, at] : elsewhere) CHECK(schema_fault(document(members)) == at);
  CHECK(schema_fault(with_indicator(R"("observations": [{"period": "2020-05", "value": null, "status": "O"}])")) ==
        "/indicators/0/observations/0/value");
}

TEST_CASE("an observation has a figure or says why not, never both") {
  const auto at = [](std::string_view observation) {
    const Fault fault = refused(with_indicator(R"("observations": [)" + std::string(observation) + "]"));
    return fault.at;
  };
  CHECK(at(R"({"period": "2020"})") == "/indicators/0/observations/0");
  CHECK(at(R"({"period": "2020", "status": "E"})") == "/indicators/0/observations/0");
  CHECK(at(R"({"period": "2020", "value": 0, "status": "O"})") == "/indicators/0/observations/0");
  CHECK(at(R"({"period": "2020", "value": 1, "status": "N"})") == "/indicators/0/observations/0");
  CHECK(at(R"({"period": "2020", "value": 1, "status": "suppressed"})") == "/indicators/0/observations/0/status");
  CHECK(at(R"({"value": 1})") == "/indicators/0/observations/0");
  CHECK(at(R"({"period": "2020", "status": "confidential"})") == "read");
  CHECK(at(R"({"period": "2020", "numerator": 1, "denominator": 2})") == "read");
  CHECK(at(R"({"period": "2020", "value": 0})") == "read");
}

TEST_CASE("what the contract does not allow is refused at its place") {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {R"("risk": [])", "/risk"},
      {R"("risks": [{"id": "r", "titel": ""}])", "/risks/0/titel"},
      {R"("risks": {})", "/risks"},
      {R"("risks": [{"id": 1}])", "/risks/0/id"},
      {R"("risks": [{}])", "/risks/0"},
      {R"("risks": [{"id": "r", "assessments": [{"date": "2020-02-30", "level": "red"}]}])",
       "/risks/0/assessments/0/date"},
      {R"("risks": [{"id": "r", "assessments": [{"date": "2020-2-3", "level": "red"}]}])",
       "/risks/0/assessments/0/date"},
      {R"("risks": [{"id": "r", "assessments": [{"date": "2020-02-03", "level": "blue"}]}])",
       "/risks/0/assessments/0/level"},
      {R"("risks": [{"id": "r", "assessments": [{"date": "2020-02-03", "likelihood": 3, "severity": 1}]}])",
       "/risks/0/assessments/0/likelihood"},
      {R"("risks": [{"id": "r", "assessments": [{"date": "2020-02-03", "likelihood": 0, "severity": 1}]}])",
       "/risks/0/assessments/0/likelihood"},
      {R"("risks": [{"id": "r", "assessments": [{"date": "2020-02-03", "likelihood": 1.5, "severity": 1}]}])",
       "/risks/0/assessments/0/likelihood"},
      {R"("risks": [{"id": "r", "assessments": [{"date": "2020-02-03", "likelihood": 1}]}])", "/risks/0/assessments/0"},
      {R"("risks": [{"id": "r", "assessments": [{"date": "2020-02-03", "likelihood": 1, "severity": 1, "level": "red"}]}])",
       "/risks/0/assessments/0"},
      {R"("risks": [{"id": "r"}, {"id": "r"}])", "/risks/1/id"},
      {R"("risks": [], "language": "se")", "/language"},
      {R"("risks": [], "actions": [{"id": "a", "reports": [{"date": "2020-01-01", "status": "late"}]}])",
       "/actions/0/reports/0/status"},
      {R"("risks": [], "actions": [{"id": "a", "activities": [{"recurrence": {"times": 4}}]}])",
       "/actions/0/activities/0/recurrence"},
      {R"("risks": [], "actions": [{"id": "a", "activities": [{"recurrence": {"times": 4, "per": "year", "every": 1}}]}])",
       "/actions/0/activities/0/recurrence"},
      {R"("risks": [], "actions": [{"id": "a", "activities": [{"progress": 1.1}]}])",
       "/actions/0/activities/0/progress"},
      {R"("risks": [], "indicators": [{"id": "i", "observations": [{"period": "2020-T4", "value": 1}]}])",
       "/indicators/0/observations/0/period"},
      {R"("risks": [], "indicators": [{"id": "i", "observations": [{"period": "2020", "value": 1e400}]}])",
       "/indicators/0/observations/0/value"},
      {R"("risks": [], "indicators": [{"id": "i", "targets": [{"year": 2020}]}])", "/indicators/0/targets/0"},
      {R"("risks": [], "indicators": [{"id": "i", "targets": [{"year": 2020, "value": 1, "trend": "increase"}]}])",
       "/indicators/0/targets/0"},
      {R"("risks": [], "indicators": [{"id": "i", "targets": [{"year": 2020, "from": 1}]}])",
       "/indicators/0/targets/0"},
      {R"("risks": [], "indicators": [{"id": "i", "kind": "flow", "temporal": "flow"}])", "/indicators/0/temporal"},
      {R"("risks": [], "self_checks": [{"id": "k", "period": "2020", "breakdowns": [{"by": "b", "groups": {"a": 1, "a": 2}}]}])",
       "/self_checks/0/breakdowns/0/groups/a"},
      {R"("risks": [], "x-a": {"b": 1, "b": 2})", "/x-a/b"},
      {R"("risks": [], "x-a": 1, "x-a": 1)", "/x-a"},
  };
  for (const auto& [members, at] : rows) CHECK(schema_fault(document(members)) == at);
  CHECK(schema_fault("{}") == "");
  CHECK(refused("{}").message.find("tertial") != std::string::npos);
  CHECK(schema_fault(R"({"tertial": 2})") == "/tertial");
  // The words come with what was meant.
  CHECK(refused(document(R"("risks": [], "indicator": [])")).message.find("\"indicators\"") != std::string::npos);
}

TEST_CASE("what is not JSON is refused at its line and column") {
  CHECK(syntax_fault("") == "line 1, column 1");
  CHECK(refused(" \n ").kind == FaultKind::syntax);
  CHECK(syntax_fault("[]") == "line 1, column 1");
  CHECK(syntax_fault("\xEF\xBB\xBF{}") == "line 1, column 1");
  CHECK(syntax_fault("{\"tertial\": 1,\n \"id\" \"p\"}") == "line 2, column 7");
  CHECK(syntax_fault("{\"tertial\": 1,\n}") == "line 2, column 1");
  CHECK(syntax_fault("{\"tertial\": 1}\n\n  x") == position("{\"tertial\": 1}\n\n  x", 18));
  for (const std::string& whole : {document(), with_indicator(R"("observations": [{"period": "2020", "value": 1}])")}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const auto plan = read_plan(std::string_view(whole).substr(0, size));
      REQUIRE_FALSE(plan.ok());
      REQUIRE(fault_of(plan.status()));
    }
  }
}

TEST_CASE("a fault of syntax in the third window of a long list is told at its own line and column") {
  // One risk a line, some 200 bytes each, until there are four windows of 256 kB.
  std::string list = "\"risks\": [\n";
  const std::string title(170, 'x');
  std::size_t count = 0;
  std::size_t third = 0;
  while (list.size() < 4 * 256 * 1024) {
    if (third == 0 && list.size() > 2 * 256 * 1024 + 100'000) third = count;
    list += (count > 0 ? ",\n" : "") + std::string("{\"id\": \"r") + std::to_string(count) + "\", \"title\": \"" +
            title + "\"}";
    ++count;
  }
  const std::string whole = document(list + "]");
  REQUIRE(read(whole).risks().size() == count);
  const std::string_view marker = "\", \"title\": \"";
  const std::size_t line = whole.find("{\"id\": \"r" + std::to_string(third) + "\"");
  REQUIRE(line != std::string::npos);
  const std::size_t at = whole.find(marker, line);
  const auto spoilt = [&](std::size_t offset, std::size_t size, std::string_view instead) {
    std::string text = whole;
    text.replace(offset, size, instead);
    return text;
  };
  // A control character in the title, a byte that is no UTF-8, a comma too few, a colon too few.
  CHECK(syntax_fault(spoilt(at + 20, 1, "\n")) == position(whole, at + 20));
  CHECK(syntax_fault(spoilt(at + 20, 1, "\xFF")) == position(whole, at + 20));
  CHECK(syntax_fault(spoilt(at + 1, 1, " ")) == position(whole, at + 3));
  CHECK(syntax_fault(spoilt(at + 10, 1, " ")) == position(whole, at + 12));
  // Between two risks of the list.
  CHECK(syntax_fault(spoilt(line - 2, 1, " ")) == position(whole, line));
  // A fault of the contract is told by its place.
  CHECK(schema_fault(spoilt(at + 4, 5, "titel")) == "/risks/" + std::to_string(third) + "/titel");
}

TEST_CASE(
    "a fault of syntax in the third window of a long list of observations is told at its own line and "
    "column") {
  const std::string whole =
      with_indicator(R"("title": "Många", "definitions": [{"id": "old"}, {"id": "new"}], "observations": )" +
                     many_observations(3600, 300) + R"(, "unit": "barn")");
  REQUIRE(read(whole).indicators()[0].observations.size() == 3600);
  const std::size_t at = whole.find("\"period\"", whole.find("\"observations\"") + 600'000);
  const auto spoilt = [&](std::size_t offset, std::string_view instead) {
    std::string text = whole;
    text.replace(offset, 1, instead);
    return text;
  };
  CHECK(syntax_fault(spoilt(at + 2, "\x01")) == position(whole, at + 2));
  CHECK(syntax_fault(spoilt(at + 2, "\xC0")) == position(whole, at + 2));
  CHECK(syntax_fault(spoilt(at + 8, " ")) == position(whole, at + 10));  // no colon
  // After the list, which is read last.
  const std::size_t unit = whole.rfind("\"barn\"");
  CHECK(syntax_fault(spoilt(unit + 2, "\xFF")) == position(whole, unit + 2));
}

TEST_CASE("depth and size of what is refused cost no more than reading it") {
  CHECK(refused(document(R"("risks": [], "x-deep": )" + std::string(1'000'000, '['))).kind == FaultKind::syntax);
  CHECK(refused(std::string(1'000'000, '[')).kind == FaultKind::syntax);
  CHECK(refused(std::string(10'000'000, ' ')).kind == FaultKind::syntax);
  std::string goals;
  for (int i = 0; i < 70; ++i) goals += R"({"id": ")" + std::to_string(i) + R"(", "goals": [)";
  for (int i = 0; i < 70; ++i) goals += "]}";
  CHECK(refused(document(R"("risks": [], "goals": [)" + goals + "]")).kind == FaultKind::schema);
}

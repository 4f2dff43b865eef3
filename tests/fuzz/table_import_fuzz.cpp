// Any bytes as a table: refused with a fault, or read and imported into a small plan that can be written and
// read again.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tertial/io/plan_reader.hpp"
#include "tertial/io/plan_writer.hpp"
#include "tertial/io/table_import.hpp"
#include "tertial/plan/fault.hpp"

namespace {

using tertial::ImportResult;
using tertial::Plan;

constexpr char kPlan[] = R"({"tertial": 1, "id": "p", "title": "P", "year": 2020,
  "matrix": {"likelihood": ["a", "b"], "severity": ["c", "d"], "score": "product",
             "bands": [{"level": "green", "label": "G", "from": 1, "to": 4}], "uncovered": "report"},
  "risks": [],
  "indicators": [
    {"id": "5.2.a", "title": "Vacant posts", "baseline": {"value": 3}, "observations": [
      {"period": "2020-01", "value": 5, "x-note": 1}, {"period": "2020-03", "value": 4, "recorded": "2020-05-01"},
      {"period": "2020-05", "status": "O"}]},
    {"id": "2.2.c", "title": "Share", "unit": "percent", "definitions": [{"id": "old"}, {"id": "new", "from": "2020-02"}],
     "observations": [{"period": "2020-03", "value": 64, "definition": "old"}, {"period": "2020-01", "value": 61}]}]})";

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

const Plan& plan() {
  static const Plan kept = tertial::read_plan(kPlan).value();
  return kept;
}

void check_import(const tertial::ImportedTable& table, const tertial::ImportOptions& options) {
  const absl::StatusOr<ImportResult> result = tertial::import_table(plan(), table, options);
  if (!result.ok()) {
    must(tertial::fault_of(result.status()).has_value(), "a refused import has a place");
    return;
  }
  const std::string written = tertial::write_plan(result->plan);
  const absl::StatusOr<Plan> again = tertial::read_plan(written);
  must(again.ok(), "the plan with the figures can be read");
  must(*again == result->plan, "it reads back as it was written");
  must(tertial::write_plan(*again) == written, "and is written as it was read");

  const absl::StatusOr<ImportResult> twice = tertial::import_table(result->plan, table, options);
  must(twice.ok() && twice->changes.empty(), "a table imported twice changes nothing the second time");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const tertial::Language language : {tertial::Language::sv, tertial::Language::en}) {
    const auto table = tertial::parse_table(text, {.language = language, .year = 2020});
    if (!table.ok()) {
      must(tertial::fault_of(table.status()).has_value(), "a refused table has a place");
      continue;
    }
    check_import(*table, {});
    check_import(*table, {.recorded = tertial::Date::try_parse("2020-10-01")});
  }
  return 0;
}

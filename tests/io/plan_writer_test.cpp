#include "tertial/io/plan_writer.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "tertial/io/plan_reader.hpp"

using tertial::Plan;
using tertial::read_plan;
using tertial::write_plan;

namespace {

std::string file(std::string_view name) {
  std::ifstream in(std::string(TERTIAL_TEST_DATA) + "/" + std::string(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string rewritten(std::string_view json) {
  const absl::StatusOr<Plan> plan = read_plan(json);
  REQUIRE_MESSAGE(plan.ok(), plan.status().ToString());
  return write_plan(*plan);
}

// A plan with one matrix and what is given, keys in canonical form.
std::string with(std::string_view members_before_risks, std::string_view risks, std::string_view members_after = "") {
  return R"({
  "tertial": 1,
  "id": "p",
  "title": "Plan",
  "year": 2020,
  "matrix": {
    "likelihood": ["Osannolik", "Sannolik"],
    "severity": ["Mindre", "Hög"],
    "score": "product",
    "bands": [
      {"level": "green", "label": "Grön", "from": 1, "to": 2},
      {"level": "red", "from": 4, "to": 4}
    ]
  },
)" + std::string(members_before_risks) +
         "  \"risks\": " + std::string(risks) + std::string(members_after) + "\n}\n";
}

}  // namespace

TEST_CASE("keys are written in the order of the contract, one fact a line") {
  const std::string_view shuffled = R"({"risks": [{"closed": [{"reason": "Klar", "date": "2020-08-31"}],
    "assessments": [{"recorded": "2020-05-04", "level": "red", "date": "2020-04-30"},
                    {"severity": 1, "date": "2020-08-31", "likelihood": 2, "rationale": "Bättre"}],
    "title": "Brand", "area": "A", "id": "1"}],
    "areas": [{"title": "Lokaler", "goal": "G", "id": "A"}], "goals": [{"goals": [{"id": "G.1"}], "title": "Trygghet",
    "notes": {"way_of_working": "Öva", "b": ""}, "expected_results": ["Alla vet vägen ut"], "kind": "unit", "id": "G"}],
    "rules": {"delayed_behind": 0.5, "at_risk_behind": 0.1, "ratio_tolerance": null},
    "follow_ups": [{"period": "2020-T1", "date": "2020-04-30"}, {"date": "2020-08-31"}],
    "self_checks": [{"breakdowns": [{"groups": {"b": 1, "a": 3.0}, "by": "kön"}],
      "results": [{"share": 75, "numerator": 3, "title": "Skyltar"}], "sample": 4, "risks": ["1"], "title": "Rond",
      "period": "2020-07", "id": "s"}],
    "indicators": [{"observations": [{"definition": "d", "recorded": "2020-02-03", "status": "P", "denominator": 8,
        "numerator": 2, "value": 2.50e1, "period": "2020-01"}, {"status": "O", "period": "2020-02"}],
      "definitions": [{"id": "d"}, {"text": "Ny", "from": "2020-T2", "id": "e"}],
      "targets": [{"near": 4, "set_by": "council", "value": 30, "year": 2020}, {"undecided": "senare", "year": 2021},
        {"trend": "increase", "year": 2022}, {"to": 9, "from": 1.5, "year": 2023}],
      "baseline": {"period": "2019", "value": 10}, "complement_of": "k", "denominator": "n", "numerator": "m",
      "periodicity": "month", "direction": "higher", "protect": true, "decimals": 0, "unit": "percent",
      "temporal": "flow", "kind": "share", "goals": ["G"], "actions": ["a"], "risks": ["1"], "title": "Andel", "id": "i"},
      {"id": "m"}, {"id": "n"}, {"id": "k", "periodicity": "irregular"}],
    "actions": [{"activities": [{"held": ["2020-02-03"], "recurrence": {"per": "year", "times": 4}, "progress": 0.4,
        "end": "2020-12-31", "start": "2020-02-03", "title": "Öva", "id": "x"},
        {"completed": "2020-05-05", "progress": [{"value": 0.2, "date": "2020-04-30"}],
         "recurrence": {"unit": "week", "every": 3}}],
      "reports": [{"comment": "Bra", "progress": 0.5, "status": "on_schedule", "date": "2020-04-30"}],
      "responsible": "Chef", "title": "Övning", "goals": ["G"], "risks": ["1"], "id": "a"}],
    "matrix": {"bands": [{"label": "Grön", "to": 2, "from": 1, "level": "green"}, {"level": "red", "from": 4, "to": 4}],
      "score": "product", "severity": ["Mindre", "Hög"], "likelihood": ["Osannolik", "Sannolik"]},
    "year": 2020, "language": "sv", "organisation": "Enheten", "title": "Plan", "id": "p", "tertial": 1})";
  CHECK(rewritten(shuffled) == R"({
  "tertial": 1,
  "id": "p",
  "title": "Plan",
  "organisation": "Enheten",
  "language": "sv",
  "year": 2020,
  "matrix": {
    "likelihood": ["Osannolik", "Sannolik"],
    "severity": ["Mindre", "Hög"],
    "score": "product",
    "bands": [
      {"level": "green", "label": "Grön", "from": 1, "to": 2},
      {"level": "red", "from": 4, "to": 4}
    ]
  },
  "goals": [
    {
      "id": "G",
      "kind": "unit",
      "title": "Trygghet",
      "expected_results": [
        "Alla vet vägen ut"
      ],
      "notes": {
        "way_of_working": "Öva",
        "b": ""
      },
      "goals": [
        {
          "id": "G.1"
        }
      ]
    }
  ],
  "areas": [
    {"id": "A", "title": "Lokaler", "goal": "G"}
  ],
  "risks": [
    {
      "id": "1",
      "area": "A",
      "title": "Brand",
      "assessments": [
        {"date": "2020-04-30", "level": "red", "recorded": "2020-05-04"},
        {"date": "2020-08-31", "likelihood": 2, "severity": 1, "rationale": "Bättre"}
      ],
      "closed": [
        {"date": "2020-08-31", "reason": "Klar"}
      ]
    }
  ],
  "actions": [
    {
      "id": "a",
      "risks": ["1"],
      "goals": ["G"],
      "title": "Övning",
      "responsible": "Chef",
      "reports": [
        {"date": "2020-04-30", "status": "on_schedule", "progress": 0.5, "comment": "Bra"}
      ],
      "activities": [
        {"id": "x", "title": "Öva", "start": "2020-02-03", "end": "2020-12-31", "progress": 0.4, "recurrence": {"times": 4, "per": "year"}, "held": ["2020-02-03"]},
        {"progress": [{"date": "2020-04-30", "value": 0.2}], "completed": "2020-05-05", "recurrence": {"every": 3, "unit": "week"}}
      ]
    }
  ],
  "indicators": [
    {
      "id": "i",
      "title": "Andel",
      "risks": ["1"],
      "actions": ["a"],
      "goals": ["G"],
      "kind": "share",
      "temporal": "flow",
      "unit": "percent",
      "decimals": 0,
      "protect": true,
      "direction": "higher",
      "periodicity": "month",
      "numerator": "m",
      "denominator": "n",
      "complement_of": "k",
      "baseline": {"value": 10, "period": "2019"},
      "targets": [
        {"year": 2020, "value": 30, "set_by": "council", "near": 4},
        {"year": 2021, "undecided": "senare"},
        {"year": 2022, "trend": "increase"},
        {"year": 2023, "from": 1.5, "to": 9}
      ],
      "definitions": [
        {"id": "d"},
        {"id": "e", "from": "2020-T2", "text": "Ny"}
      ],
      "observations": [
        {"period": "2020-01", "value": 25, "numerator": 2, "denominator": 8, "status": "P", "definition": "d", "recorded": "2020-02-03"},
        {"period": "2020-02", "status": "O"}
      ]
    },
    {
      "id": "m"
    },
    {
      "id": "n"
    },
    {
      "id": "k",
      "periodicity": "irregular"
    }
  ],
  "self_checks": [
    {
      "id": "s",
      "period": "2020-07",
      "title": "Rond",
      "risks": ["1"],
      "sample": 4,
      "results": [
        {"title": "Skyltar", "numerator": 3, "share": 75}
      ],
      "breakdowns": [
        {"by": "kön", "groups": {"b": 1, "a": 3}}
      ]
    }
  ],
  "follow_ups": [
    {"date": "2020-04-30", "period": "2020-T1"},
    {"date": "2020-08-31"}
  ],
  "rules": {"delayed_behind": 0.5}
}
)");
}

TEST_CASE("what is empty or usual is left out, what is required is not") {
  CHECK(rewritten(
            R"({"tertial": 1, "id": "p", "title": "Plan", "organisation": "", "year": 2020, "goals": [], "areas": [],
    "matrix": {"likelihood": ["Osannolik", "Sannolik"], "severity": ["Mindre", "Hög"], "score": "product",
               "bands": [{"level": "green", "label": "Grön", "from": 1, "to": 2},
                         {"level": "red", "label": "", "from": 4, "to": 4}], "uncovered": "report"},
    "risks": [], "actions": [], "indicators": [], "self_checks": [], "follow_ups": []})") == with("", "[]"));
  CHECK(rewritten(R"({"tertial": 1, "id": "p", "title": "Plan", "year": 2020,
    "matrix": {"likelihood": ["Osannolik", "Sannolik"], "severity": ["Mindre", "Hög"], "score": "product",
               "bands": [{"level": "green", "label": "Grön", "from": 1, "to": 2}, {"level": "red", "from": 4, "to": 4}]},
    "risks": [{"id": "1", "title": "", "assessments": [], "closed": []}],
    "indicators": [{"id": "i", "title": "", "risks": [], "protect": false, "unit": "",
                    "observations": [{"period": "2020", "value": 0, "status": "A"}]}], "rules": {}})") == with("", R"([
    {
      "id": "1"
    }
  ])",
                                                                                                               R"(,
  "indicators": [
    {
      "id": "i",
      "observations": [
        {"period": "2020", "value": 0}
      ]
    }
  ],
  "rules": {})"));
}

TEST_CASE("keys of others come after the contract's, in their order, with numbers as they were written") {
  const std::string extras =
      R"("x-b": {"n": [1.50, 1.5e300, 18446744073709551615]}, "x-a": null, "x-\u0000\"": "\u0001å")";
  const std::string json =
      R"({"x-b": {"n": [1.50, 1.5e300, 18446744073709551615]}, "x-a": null, "x-\u0000\"": "\u0001å",
    "tertial": 1, "id": "p", "title": "Plan", "year": 2020,
    "matrix": {"x-m": 1, "likelihood": ["Osannolik", "Sannolik"], "severity": ["Mindre", "Hög"], "score": "product",
               "bands": [{"level": "green", "from": 1, "to": 2}, {"x-band": [], "level": "red", "from": 4, "to": 4}]},
    "risks": [{"x-r": true, "id": "1", "assessments": [{"x-s": 0, "date": "2020-01-01", "level": "red"}]}],
    "actions": [{"id": "a", "activities": [{"recurrence": {"x-w": 2, "times": 1, "per": "year"}}]}],
    "indicators": [{"id": "i", "targets": [{"year": 2020, "value": 1}, {"x-t": 1, "year": 2021, "value": 1}],
      "observations": [{"period": "2020-01", "value": 1}, {"x-o": "o", "period": "2020-02", "value": 2}]}]})";
  const std::string written = rewritten(json);
  CHECK(rewritten(written) == written);
  for (const std::string_view line : {
           R"(      {"level": "red", "from": 4, "to": 4, "x-band": []})",
           R"(    "x-m": 1)",
           R"(        {"date": "2020-01-01", "level": "red", "x-s": 0})",
           R"(      "x-r": true)",
           R"(        {"recurrence": {"times": 1, "per": "year", "x-w": 2}})",
           R"(        {"year": 2020, "value": 1},)",
           R"(        {"year": 2021, "value": 1, "x-t": 1})",
           R"(        {"period": "2020-01", "value": 1},)",
           R"(        {"period": "2020-02", "value": 2, "x-o": "o"})",
       }) {
    CAPTURE(line);
    CHECK(written.find("\n" + std::string(line) + "\n") != std::string::npos);
  }
  std::string compact;
  for (const char c : written) {
    if (c != ' ' && c != '\n') compact += c;
  }
  std::string compact_extras;
  for (const char c : extras) {
    if (c != ' ') compact_extras += c;
  }
  CHECK(compact.ends_with(compact_extras + "}"));
}

TEST_CASE("a score table and what is read for uncovered scores are written back") {
  const std::string json = R"({
  "tertial": 1,
  "id": "p",
  "title": "Plan",
  "year": 2020,
  "matrix": {
    "likelihood": ["a", "b"],
    "severity": ["c", "d", "e"],
    "score": [[1, 2, 3], [2, 4, 1000000]],
    "bands": [
      {"level": "red", "from": 3, "to": 4},
      {"level": "green", "from": 0, "to": 1}
    ],
    "uncovered": "next_worse"
  },
  "risks": []
}
)";
  CHECK(rewritten(json) == json);
}

TEST_CASE("the samples read back as the plans they were written from, to the byte") {
  for (const std::string_view name : {"action-plan-2020/plan.json", "operational-plan-2020/plan.json"}) {
    CAPTURE(name);
    const absl::StatusOr<Plan> plan = read_plan(file(name));
    REQUIRE_MESSAGE(plan.ok(), plan.status().ToString());
    const std::string written = write_plan(*plan);
    const absl::StatusOr<Plan> again = read_plan(written);
    REQUIRE_MESSAGE(again.ok(), again.status().ToString());
    CHECK(*again == *plan);
    CHECK(write_plan(*again) == written);
    CHECK(written.ends_with("}\n"));
  }
}

// The HTML report beside the JSON of the same follow-up, in the same iterations: 1,000 indicators of 60 observations with
// the risks and actions they belong to, and without.
//
// `of_json` is the time of report::html() over that of write_follow_up(), by the medians, and by the least of both (`_min`).
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <benchmark/benchmark.h>

#include "measured.hpp"
#include "plan_text.hpp"
#include "tertial/followup/follow_up.hpp"
#include "tertial/io/follow_up_writer.hpp"
#include "tertial/io/plan_reader.hpp"
#include "tertial/report/html.hpp"

namespace {

using tertial::bench::Times;

void html(benchmark::State& state) {
  tertial::bench::PlanSize size = tertial::bench::full_plan().part(20);
  if (state.range(0) == 0) size.risks = size.actions = 1;
  const absl::StatusOr<tertial::Plan> plan = tertial::read_plan(tertial::bench::plan_text(size));
  const absl::StatusOr<tertial::FollowUp> review =
      plan.ok() ? tertial::follow_up(*plan, {.as_of = *tertial::Date::try_parse("2020-08-31")}) : plan.status();
  if (!review.ok()) {
    std::fprintf(stderr, "report_bench: the plan is not followed up\n");
    std::exit(1);
  }
  Times writing, reporting;
  std::string json, page;
  for (auto _ : state) {
    writing.add([&] { json = tertial::write_follow_up(*plan, *review, tertial::Language::sv); });
    state.SetIterationTime(reporting.add([&] { page = tertial::report::html(*plan, *review, tertial::Language::sv); }));
  }
  state.counters["of_json"] = reporting.median() / writing.median();
  state.counters["of_json_min"] = reporting.min() / writing.min();
  state.counters["bytes"] = static_cast<double>(page.size());
}

BENCHMARK(html)->ArgName("risks")->Arg(1)->Arg(0)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(15);

}  // namespace

// Following up a plan beside reading it, in the same iterations; then writing what came of it.
//
// `of_reading` is the time of follow_up() over that of read_plan(), by the medians, and by the least of both
// (`_min`). The others are medians in milliseconds: of reading, of the follow-up and the plan as JSON, and of
// the report.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>

#include "measured.hpp"
#include "plan_text.hpp"
#include "tertial/followup/follow_up.hpp"
#include "tertial/io/follow_up_writer.hpp"
#include "tertial/io/plan_reader.hpp"
#include "tertial/io/plan_writer.hpp"
#include "tertial/report/markdown.hpp"

namespace {

using tertial::bench::Times;

[[noreturn]] void stop(std::string_view why) {
  std::fprintf(stderr, "follow_up_bench: %.*s\n", static_cast<int>(why.size()), why.data());
  std::exit(1);
}

void follow_up(benchmark::State& state) {
  const std::string text =
      tertial::bench::plan_text(tertial::bench::full_plan().part(static_cast<std::size_t>(state.range(0))));
  const tertial::FollowUpOptions options{.as_of = *tertial::Date::try_parse("2020-08-31")};

  Times reading, following, writing_follow_up, writing_plan, reporting;
  for (auto _ : state) {
    absl::StatusOr<tertial::Plan> plan = absl::UnknownError("");
    reading.add([&] { plan = tertial::read_plan(text); });
    if (!plan.ok()) stop("the plan is not read");
    absl::StatusOr<tertial::FollowUp> review = absl::UnknownError("");
    state.SetIterationTime(following.add([&] { review = tertial::follow_up(*plan, options); }));
    if (!review.ok()) stop("the plan is not followed up");
    std::string written;
    writing_follow_up.add([&] { written = tertial::write_follow_up(*plan, *review, tertial::Language::sv); });
    writing_plan.add([&] { written = tertial::write_plan(*plan); });
    reporting.add([&] { written = tertial::report::markdown(*plan, *review, tertial::Language::sv); });
    if (written.empty()) stop("the report is empty");
  }
  state.counters["of_reading"] = following.median() / reading.median();
  state.counters["of_reading_min"] = following.min() / reading.min();
  state.counters["read_plan"] = reading.median() * 1000;
  state.counters["write_follow_up"] = writing_follow_up.median() * 1000;
  state.counters["write_plan"] = writing_plan.median() * 1000;
  state.counters["markdown"] = reporting.median() * 1000;
}

// An eighth, a quarter, half and all of the plan of 10,000 risks, 30,000 actions and 20,000 indicators of 60
// observations.
BENCHMARK(follow_up)
    ->ArgName("part")
    ->Arg(8)
    ->Arg(4)
    ->Arg(2)
    ->Arg(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(7);

}  // namespace

// Reading a plan into a validated Plan beside simdjson's DOM parsing the same bytes, in the same iterations.
//
// `of_dom` is the time of reading over that of a parser made for the document, as a program has that reads
// one; `of_reused_dom` over that of a parser which has parsed this document before and allocates nothing
// more. Each by the medians, and by the least of both (`_min`). `median` is how much is read in a second.
// What is made is destroyed outside the times. A flat `median` over the sizes is a cost that grows linearly.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include "measured.hpp"
#include "plan_text.hpp"
#include "tertial/io/plan_reader.hpp"

namespace {

using tertial::bench::Times;

[[noreturn]] void stop(const char* why) {
  std::fprintf(stderr, "read_plan_bench: %s\n", why);
  std::exit(1);
}

void parse(simdjson::dom::parser& parser, const simdjson::padded_string& json) {
  simdjson::dom::element root;
  if (parser.parse(json).get(root)) stop("the DOM does not parse the plan");
  benchmark::DoNotOptimize(root);
}

void read_beside_dom(benchmark::State& state, const std::string& text) {
  const simdjson::padded_string padded(text);
  simdjson::dom::parser reused;
  parse(reused, padded);

  Times reading, parsing, parsing_again;
  for (auto _ : state) {
    simdjson::dom::parser fresh;
    parsing.add([&] { parse(fresh, padded); });
    parsing_again.add([&] { parse(reused, padded); });
    absl::StatusOr<tertial::Plan> plan = absl::UnknownError("");
    state.SetIterationTime(reading.add([&] { plan = tertial::read_plan(text); }));
    if (!plan.ok()) stop("the plan is not read");
  }
  const auto bytes = static_cast<double>(text.size());
  state.counters["bytes"] = bytes;
  state.counters["median"] =
      benchmark::Counter(bytes / reading.median(), benchmark::Counter::kDefaults, benchmark::Counter::kIs1000);
  state.counters["of_dom"] = reading.median() / parsing.median();
  state.counters["of_dom_min"] = reading.min() / parsing.min();
  state.counters["of_reused_dom"] = reading.median() / parsing_again.median();
  state.counters["of_reused_dom_min"] = reading.min() / parsing_again.min();
}

std::string text_of_part(const benchmark::State& state) {
  return tertial::bench::plan_text(tertial::bench::full_plan().part(static_cast<std::size_t>(state.range(0))));
}

void read_plan(benchmark::State& state) { read_beside_dom(state, text_of_part(state)); }
void read_indented_plan(benchmark::State& state) {
  read_beside_dom(state, tertial::bench::indented(text_of_part(state)));
}
void read_long_series(benchmark::State& state) {
  read_beside_dom(state, tertial::bench::plan_text(tertial::bench::one_long_series()));
}

// An eighth, a quarter, half and all of the plan.
BENCHMARK(read_plan)
    ->ArgName("part")
    ->Arg(8)
    ->Arg(4)
    ->Arg(2)
    ->Arg(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(9);
BENCHMARK(read_indented_plan)->ArgName("part")->Arg(2)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(9);
BENCHMARK(read_long_series)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(9);

}  // namespace

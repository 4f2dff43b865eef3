// What the border of the C interface costs: a call that does nothing, and the two ends of the scale, classifying 50
// million pairs and writing a follow-up as JSON, beside the same in C++ in the same iterations. `of_cpp` is the time
// through C over that in C++, by the medians. What the two give is compared before the first measurement.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "measured.hpp"
#include "tertial.h"
#include "tertial/followup/follow_up.hpp"
#include "tertial/io/follow_up_writer.hpp"
#include "tertial/io/plan_reader.hpp"
#include "tertial/risk/classify.hpp"

namespace {

using tertial::bench::Times;

[[noreturn]] void stop(std::string_view why) {
  std::fprintf(stderr, "capi_bench: %.*s\n", static_cast<int>(why.size()), why.data());
  std::exit(1);
}
void must(tertial_status status, const tertial_error& error) {
  if (status != TERTIAL_OK) stop(error.message);
}

std::string sample() {
  std::ifstream in(std::string(TERTIAL_TEST_DATA) + "/action-plan-2020/plan.json", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void nothing(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(tertial_abi_version());
}
BENCHMARK(nothing)->Name("capi/no-op call");

// A call whose first argument is wrong: what all the checks and the guard cost.
void refused_call(benchmark::State& state) {
  for (auto _ : state) {
    tertial_period_info info;
    info.struct_size = sizeof info;
    benchmark::DoNotOptimize(tertial_period_get(TERTIAL_NO_PERIOD, &info, nullptr));
  }
}
BENCHMARK(refused_call)->Name("capi/refused call");

void classify(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  const std::string document = sample();
  const auto plan = tertial::read_plan(document);
  if (!plan.ok()) stop(plan.status().ToString());
  tertial_error error;
  tertial_plan* handle = nullptr;
  tertial_matrix* matrix = nullptr;
  must(tertial_plan_read(document.data(), document.size(), &handle, &error), error);
  must(tertial_plan_matrix(handle, &matrix, &error), error);
  std::vector<std::uint8_t> likelihood(count), severity(count), by_c(count), by_cpp(count);
  std::uint32_t random = 1;
  for (std::size_t i = 0; i < count; ++i) {
    random = random * 1664525U + 1013904223U;
    likelihood[i] = static_cast<std::uint8_t>(random >> 24 & 7U);
    severity[i] = static_cast<std::uint8_t>(random >> 16 & 7U);
  }
  const auto through_c = [&] {
    must(tertial_matrix_classify(matrix, likelihood.data(), severity.data(), count, by_c.data(), nullptr, &error),
         error);
  };
  const auto in_cpp = [&] { plan->matrix().classify(likelihood, severity, by_cpp); };
  through_c();
  in_cpp();
  if (by_c != by_cpp) stop("the two classify differently");
  Times c, cpp;
  for (auto _ : state) {
    cpp.add(in_cpp);
    state.SetIterationTime(c.add(through_c));
  }
  state.counters["of_cpp"] = c.median() / cpp.median();
  tertial_matrix_free(matrix);
  tertial_plan_free(handle);
}
BENCHMARK(classify)->Name("capi/classify")->Arg(50'000'000)->UseManualTime()->Unit(benchmark::kMillisecond);

void json(benchmark::State& state) {
  const std::string document = sample();
  const auto plan = tertial::read_plan(document);
  if (!plan.ok()) stop(plan.status().ToString());
  const tertial::FollowUpOptions options{.as_of = *tertial::Date::try_parse("2020-08-31")};
  const auto review = follow_up(*plan, options);
  if (!review.ok()) stop(review.status().ToString());
  tertial_error error;
  tertial_plan* handle = nullptr;
  tertial_follow_up* made = nullptr;
  tertial_follow_up_options asked{};
  asked.struct_size = sizeof asked;
  asked.as_of = options.as_of.days();
  asked.previous = asked.known_at = TERTIAL_NO_DATE;
  must(tertial_plan_read(document.data(), document.size(), &handle, &error), error);
  must(tertial_follow_up_new(handle, &asked, &made, &error), error);
  const auto through_c = [&] {
    tertial_text* text = nullptr;
    must(tertial_follow_up_json(made, TERTIAL_SWEDISH, &text, &error), error);
    benchmark::DoNotOptimize(tertial_text_data(text));
    tertial_text_free(text);
  };
  const auto in_cpp = [&] {
    benchmark::DoNotOptimize(tertial::write_follow_up(*plan, *review, tertial::Language::sv));
  };
  {
    tertial_text* text = nullptr;
    must(tertial_follow_up_json(made, TERTIAL_SWEDISH, &text, &error), error);
    if (tertial_text_data(text) != tertial::write_follow_up(*plan, *review, tertial::Language::sv)) {
      stop("the two documents differ");
    }
    tertial_text_free(text);
  }
  Times c, cpp;
  for (auto _ : state) {
    cpp.add(in_cpp);
    state.SetIterationTime(c.add(through_c));
  }
  state.counters["of_cpp"] = c.median() / cpp.median();
  tertial_follow_up_free(made);
  tertial_plan_free(handle);
}
BENCHMARK(json)->Name("capi/follow-up as JSON")->UseManualTime()->Unit(benchmark::kMicrosecond);

}  // namespace

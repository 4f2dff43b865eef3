// The C interface from two threads a core: threads DATA SECONDS. Some have plans of their own, which they read, change,
// follow up and write; others walk handles that all share, while still others copy the shared plan and change their
// copies. What each gets must be what one thread alone got before.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tertial.h"

namespace {

struct Free {
  void operator()(tertial_text* handle) const noexcept { tertial_text_free(handle); }
  void operator()(tertial_matrix* handle) const noexcept { tertial_matrix_free(handle); }
  void operator()(tertial_plan* handle) const noexcept { tertial_plan_free(handle); }
  void operator()(tertial_follow_up* handle) const noexcept { tertial_follow_up_free(handle); }
  void operator()(tertial_measure* handle) const noexcept { tertial_measure_free(handle); }
  void operator()(tertial_measured* handle) const noexcept { tertial_measured_free(handle); }
};
template <class Handle>
using Owned = std::unique_ptr<Handle, Free>;

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "threads: %s\n", why.c_str());
  std::_Exit(1);
}

template <class Handle, class Make>
Owned<Handle> made(const Make& make) {
  Handle* out = nullptr;
  tertial_error error;
  if (make(&out, &error) != TERTIAL_OK) fail(std::string(error.at) + ": " + error.message);
  return Owned<Handle>(out);
}
void must(tertial_status status, const tertial_error& error) {
  if (status != TERTIAL_OK) fail(std::string(error.at) + ": " + error.message);
}
void same(const std::string& one, const std::string& other, const char* what) {
  if (one != other) fail(std::string(what) + " differs from what one thread alone made");
}

// A call with threads of its own counts what it counts with one.
void measures() {
  constexpr std::size_t kRows = 600'000;
  std::vector<std::int32_t> start(kRows), end(kRows);
  std::vector<std::uint32_t> person(kRows);
  std::uint32_t draw = 1;
  for (std::size_t i = 0; i < kRows; ++i) {
    draw = draw * 1664525 + 1013904223;
    start[i] = 18262 + static_cast<std::int32_t>(draw >> 23);
    end[i] = start[i] + static_cast<std::int32_t>(draw >> 8 & 0xFF);
    person[i] = draw >> 12;
  }
  tertial_records records{};
  records.struct_size = sizeof records;
  records.row_count = kRows;
  records.start = start.data();
  records.end = end.data();
  records.person = {person.data(), sizeof(std::uint32_t), 0};
  tertial_measure_options options{};
  options.struct_size = sizeof options;
  options.observed_until = TERTIAL_NO_DATE;
  options.duration_unit = TERTIAL_DURATION_DAYS;
  options.duration = 100;
  options.at_least = 2;
  tertial_error error;
  must(tertial_period_parse("2020-01", 7, TERTIAL_ENGLISH, 0, &options.first, &error), error);
  options.last = options.first + 11;
  for (const std::int32_t kind : {TERTIAL_MEASURE_DISTINCT, TERTIAL_MEASURE_DEADLINE, TERTIAL_MEASURE_SNAPSHOT,
                                  TERTIAL_MEASURE_COHORT, TERTIAL_MEASURE_WINDOW}) {
    options.kind = kind;
    std::vector<double> values[2];
    for (const std::uint32_t threads : {1U, 4U}) {
      const auto measure =
          made<tertial_measure>([&](auto** out, auto* told) { return tertial_measure_new(&options, out, told); });
      must(tertial_measure_add(measure.get(), &records, threads, &error), error);
      if (kind == TERTIAL_MEASURE_WINDOW) {
        must(tertial_measure_add_persons(measure.get(), &records, threads, &error), error);
      }
      const auto measured = made<tertial_measured>(
          [&](auto** out, auto* told) { return tertial_measure_finish(measure.get(), threads, out, told); });
      std::vector<double>& told = values[threads == 1 ? 0 : 1];
      told.resize(12);
      must(tertial_measured_values(measured.get(), told.data(), told.size(), &error), error);
    }
    if (values[0] != values[1]) fail("a measure counts otherwise on four threads");
  }
}

std::string text_of(const Owned<tertial_text>& text) {
  return {tertial_text_data(text.get()), tertial_text_size(text.get())};
}
Owned<tertial_plan> read(const std::string& json) {
  return made<tertial_plan>(
      [&](auto** out, auto* error) { return tertial_plan_read(json.data(), json.size(), out, error); });
}
std::string written(const tertial_plan* plan) {
  return text_of(made<tertial_text>([&](auto** out, auto* error) { return tertial_plan_write(plan, out, error); }));
}
Owned<tertial_follow_up> follow_up(const tertial_plan* plan) {
  tertial_follow_up_options options{};
  tertial_error error;
  options.struct_size = sizeof options;
  options.previous = options.known_at = TERTIAL_NO_DATE;
  must(tertial_plan_moment(plan, "2020-T2", 7, &options.as_of, &error), error);
  return made<tertial_follow_up>(
      [&](auto** out, auto* told) { return tertial_follow_up_new(plan, &options, out, told); });
}

// Facts of a number: another plan for each.
void add_facts(tertial_plan* plan, std::size_t number) {
  tertial_error error;
  tertial_assessment judged{};
  judged.struct_size = sizeof judged;
  must(tertial_date_parse("2020-08-31", 10, &judged.date, &error), error);
  judged.recorded = judged.date + 1 + static_cast<tertial_date>(number % 7);
  judged.level = number % 2 == 0 ? tertial_string{"red", 3} : tertial_string{"green", 5};
  must(tertial_plan_correct_assessment(plan, "2.2", 3, &judged, &error), error);
  tertial_period periods[2];
  must(tertial_period_parse("2020-07", 7, TERTIAL_ENGLISH, 0, &periods[0], &error), error);
  must(tertial_period_shift(periods[0], 1, &periods[1], &error), error);
  const double values[] = {static_cast<double>(number % 5), 4};
  tertial_observation_columns figures{};
  figures.struct_size = sizeof figures;
  figures.count = 2, figures.periods = periods, figures.values = values;
  must(tertial_plan_add_observations(plan, "2.2.a", 5, &figures, &error), error);
}

// All that a follow-up tells, in every form but the workbook.
std::string told(const tertial_follow_up* review) {
  std::string result;
  for (const std::int32_t language : {TERTIAL_SWEDISH, TERTIAL_ENGLISH}) {
    for (auto* const form : {tertial_follow_up_json, tertial_follow_up_markdown, tertial_follow_up_sentences}) {
      result +=
          text_of(made<tertial_text>([&](auto** out, auto* error) { return form(review, language, out, error); }));
    }
  }
  result += text_of(made<tertial_text>([&](auto** out, auto* error) {
    return tertial_follow_up_csv(review, TERTIAL_TABLE_ALL, TERTIAL_ENGLISH, out, error);
  }));
  tertial_error error;
  tertial_follow_up_info info{};
  info.struct_size = sizeof info;
  must(tertial_follow_up_get(review, &info, &error), error);
  for (std::size_t i = 0; i < info.risk_count; ++i) {
    tertial_risk_line line{};
    line.struct_size = sizeof line;
    must(tertial_follow_up_risk(review, i, &line, &error), error);
    result.append(line.id.data, line.id.size).append(std::to_string(line.level));
  }
  for (std::size_t i = 0; i < info.indicator_count; ++i) {
    tertial_indicator_line line{};
    line.struct_size = sizeof line;
    must(tertial_follow_up_indicator(review, i, &line, &error), error);
    result.append(line.id.data, line.id.size).append(std::to_string(line.latest.value));
  }
  ArrowSchema schema;
  ArrowArray array;
  must(tertial_follow_up_arrow(review, TERTIAL_TABLE_RISKS, TERTIAL_ENGLISH, &schema, &array, &error), error);
  result += std::to_string(array.length) + schema.children[0]->name;
  schema.release(&schema);
  array.release(&array);
  return result;
}

std::string classified(const tertial_matrix* matrix) {
  std::vector<std::uint8_t> likelihood(5000), severity(5000), out(5000);
  for (std::size_t i = 0; i < out.size(); ++i) {
    likelihood[i] = static_cast<std::uint8_t>(i % 6), severity[i] = static_cast<std::uint8_t>(i / 6 % 6);
  }
  tertial_error error;
  must(tertial_matrix_classify(matrix, likelihood.data(), severity.data(), out.size(), out.data(), nullptr, &error),
       error);
  return {out.begin(), out.end()};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) fail("DATA SECONDS");
  std::ifstream in(std::string(argv[1]) + "/action-plan-2020/plan.json", std::ios::binary);
  const std::string document(std::istreambuf_iterator<char>(in), {});
  const Owned<tertial_plan> plan = read(document);
  const Owned<tertial_follow_up> review = follow_up(plan.get());
  const Owned<tertial_matrix> matrix =
      made<tertial_matrix>([&](auto** out, auto* error) { return tertial_plan_matrix(plan.get(), out, error); });

  // This build is without workbooks, and says so.
  tertial_error error;
  tertial_text* workbook = nullptr;
  if (tertial_follow_up_xlsx(review.get(), TERTIAL_ENGLISH, &workbook, &error) != TERTIAL_E_UNSUPPORTED ||
      workbook != nullptr) {
    fail("a workbook from a build without");
  }

  measures();

  // What one thread alone makes of it.
  constexpr std::size_t kPlans = 35;  // of which each has facts of its own
  const std::string shown = written(plan.get()), all_told = told(review.get()), levels = classified(matrix.get());
  std::vector<std::string> changed(kPlans), followed(kPlans);
  for (std::size_t i = 0; i < kPlans; ++i) {
    const Owned<tertial_plan> own = read(document);
    add_facts(own.get(), i);
    changed[i] = written(own.get());
    followed[i] = told(follow_up(own.get()).get());
  }

  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(argv[2]));
  std::atomic<std::size_t> rounds[3] = {};
  const std::function<void(std::size_t)> kinds[] = {
      [&](std::size_t number) {  // a plan of its own, from text to text
        const Owned<tertial_plan> own = read(document);
        const Owned<tertial_follow_up> before = follow_up(own.get());
        add_facts(own.get(), number);
        same(written(own.get()), changed[number], "a plan");
        same(told(follow_up(own.get()).get()), followed[number], "a follow-up");
        same(told(before.get()), all_told, "a follow-up of before");
      },
      [&](std::size_t) {  // handles that all share
        same(told(review.get()), all_told, "the shared follow-up");
        same(written(plan.get()), shown, "the shared plan");
        same(classified(matrix.get()), levels, "the shared matrix");
        same(told(follow_up(plan.get()).get()), all_told, "a follow-up of the shared plan");
      },
      [&](std::size_t number) {  // copies of the shared plan, changed
        const auto copy_of = [](const tertial_plan* from) {
          return made<tertial_plan>([&](auto** out, auto* error) { return tertial_plan_copy(from, out, error); });
        };
        const Owned<tertial_plan> own = copy_of(plan.get()), other = copy_of(own.get());
        add_facts(own.get(), number);
        same(written(own.get()), changed[number], "a changed copy");
        same(written(other.get()), shown, "a copy of the copy");
      }};
  std::vector<std::thread> threads;
  const std::size_t count = 2 * std::max(2U, std::thread::hardware_concurrency());
  for (std::size_t i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      // Each begins with another kind of work and then takes them in turn, so that all meet all.
      for (std::size_t round = i; std::chrono::steady_clock::now() < end; ++round) {
        kinds[round % 3](round * 7 % kPlans);
        ++rounds[round % 3];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::printf("%zu threads; %zu plans of their own, %zu walks of the shared, %zu copies\n", count, rounds[0].load(),
              rounds[1].load(), rounds[2].load());
  return rounds[0] > 0 && rounds[1] > 0 && rounds[2] > 0 ? 0 : 1;
}

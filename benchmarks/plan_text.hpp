// Plan documents of any size for the benchmarks: the shape and the text lengths of a real plan, the same
// bytes for the same size on every machine.
//
//   std::string json = tertial::bench::plan_text(tertial::bench::full_plan().part(8));   // 12.5 MB
//   auto plan = tertial::read_plan(json);
//   std::string read_by_people = tertial::bench::indented(json);
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "data_stream.hpp"

namespace tertial::bench {

// Numbers of elements; observations are those of each indicator, by month up to 2020-12.
struct PlanSize {
  std::size_t risks = 0;
  std::size_t actions = 0;
  std::size_t indicators = 0;
  std::size_t observations = 0;

  // One of `parts` equal parts, of as many observations an indicator.
  [[nodiscard]] PlanSize part(std::size_t parts) const noexcept {
    return {risks / parts, actions / parts, indicators / parts, observations};
  }
};

// 100 MB of text.
[[nodiscard]] inline PlanSize full_plan() noexcept { return {10'000, 30'000, 20'000, 60}; }
// One indicator with a million observations.
[[nodiscard]] inline PlanSize one_long_series() noexcept { return {1, 1, 1, 1'000'000}; }

class PlanText {
 public:
  explicit PlanText(const PlanSize& size) : size_(size) {
    text_.reserve(2000 + size.risks * 900 + size.actions * 1250 + size.indicators * (700 + size.observations * 75));
    head();
    list("risks", size.risks, [this](std::size_t i) { risk(i); });
    list("actions", size.actions, [this](std::size_t i) { action(i); });
    list("indicators", size.indicators, [this](std::size_t i) { indicator(i); });
    add(R"(,"follow_ups":[{"date":"2020-04-30","period":"2020-T1"},{"date":"2020-08-31","period":"2020-T2"}]})");
  }

  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  static constexpr std::uint64_t kStream = 2;
  static constexpr std::size_t kAreas = 40;

  void add(std::string_view text) { text_ += text; }
  void add(std::size_t number) {
    char digits[24];
    text_.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
  }
  template <class... Parts>
  void put(const Parts&... parts) {
    (add(parts), ...);
  }
  void two_digits(std::size_t number) { put(number < 10 ? "0" : "", number); }

  template <class Element>
  void list(std::string_view key, std::size_t count, const Element& element) {
    put(",\"", key, "\":[");
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) add(",");
      element(i);
    }
    add("]");
  }

  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(draw_.below(bound)); }
  std::string_view one_of(std::initializer_list<std::string_view> words) { return words.begin()[below(words.size())]; }

  // So many words of a board's Swedish.
  void sentence(std::size_t words) {
    for (std::size_t i = 0; i < words; ++i) {
      if (i > 0) add(" ");
      add(one_of(
          {"barn",         "familjehem",  "följs",      "inte",        "upp",           "utredningar",   "vården",
           "samtal",       "i",           "tid",        "och",         "möjlighet",     "att",           "påverka",
           "insatser",     "handläggare", "enskilda",   "under",       "året",          "för",           "få",
           "samordningen", "med",         "skolan",     "brister",     "arbetsgruppen", "introduktion",  "stöd",
           "kvalitet",     "på",          "riktlinjer", "uppföljning", "saknas",        "journalföring", "delaktighet",
           "jourhem"}));
    }
  }

  void date(std::size_t month, std::size_t day) {
    add("\"2020-");
    two_digits(month);
    add("-");
    two_digits(day);
    add("\"");
  }

  void head() {
    add(R"({"tertial":1,"id":"action-plan-2020","title":"Åtgärdsplan 2020 för barn- och ungdomsvården",)"
        R"("organisation":"Barn- och familjeenheten","language":"sv","year":2020,)"
        R"("matrix":{"likelihood":["Osannolik","Mindre sannolik","Möjlig","Sannolik"],)"
        R"("severity":["Mindre","Måttlig","Betydlig","Hög"],"score":"product",)"
        R"("bands":[{"level":"green","label":"Grön","from":1,"to":3},{"level":"yellow","label":"Gul","from":4,"to":6},)"
        R"({"level":"red","label":"Röd","from":8,"to":16}],"uncovered":"next_worse"})");
    list("goals", 2, [this](std::size_t i) {
      put("{\"id\":\"", i + 1, "\",\"kind\":\"focus_area\",\"title\":\"");
      sentence(12);
      add("\"}");
    });
    list("areas", kAreas, [this](std::size_t i) {
      put("{\"id\":\"", i + 1, "\",\"title\":\"");
      sentence(3);
      put("\",\"goal\":\"", i % 2 + 1, "\"}");
    });
  }

  void risk_id(std::size_t i) { put("\"", i % kAreas + 1, ".", i / kAreas + 1, "\""); }

  void risk(std::size_t i) {
    add("{\"id\":");
    risk_id(i);
    put(",\"area\":\"", i % kAreas + 1, "\",\"title\":\"");
    sentence(8);
    add("\",\"assessments\":[");
    for (std::size_t month = 4; month <= 12; month += 4) {
      if (month > 4) add(",");
      add("{\"date\":");
      date(month, 30);
      if (below(4) == 0) {
        put(",\"level\":\"", one_of({"green", "yellow", "red"}), "\"");
      } else {
        put(",\"likelihood\":", below(4) + 1, ",\"severity\":", below(4) + 1);
      }
      add(",\"rationale\":\"");
      sentence(20);
      add("\"}");
    }
    add("]");
    if (below(20) == 0) {
      add(",\"closed\":[{\"date\":\"2020-12-31\",\"reason\":\"");
      sentence(10);
      add("\"}]");
    }
    add("}");
  }

  void action(std::size_t i) {
    put("{\"id\":\"", i + 1, "-", below(10), "\",\"risks\":[");
    risk_id(i % size_.risks);
    add("],\"title\":\"");
    sentence(7);
    put("\",\"responsible\":\"", one_of({"enhetschef", "biträdande enhetschef", "gruppledare familjehem"}),
        "\",\"reports\":[");
    for (std::size_t month = 4; month <= 8; month += 4) {
      if (month > 4) add(",");
      add("{\"date\":");
      date(month, 30);
      put(",\"status\":\"", one_of({"on_schedule", "on_schedule", "at_risk", "delayed", "completed"}),
          "\",\"progress\":0.", below(90) + 10, ",\"comment\":\"");
      sentence(19);
      add("\"}");
    }
    add("],\"activities\":[");
    put("{\"id\":\"", i + 1, "a\",\"title\":\"");
    sentence(6);
    add("\",\"start\":");
    date(below(3) + 1, below(28) + 1);
    put(",\"end\":\"2020-12-31\",\"progress\":0.", below(90) + 10, "},{\"id\":\"", i + 1, "b\",\"title\":\"");
    sentence(5);
    add("\",\"start\":\"2020-01-01\",\"end\":\"2020-12-31\",\"recurrence\":{\"times\":6,\"per\":\"year\"},"
        "\"held\":[");
    const std::size_t held = 1 + below(4);
    for (std::size_t month = 1; month <= held; ++month) {
      if (month > 1) add(",");
      date(2 * month, below(28) + 1);
    }
    add("]}]}");
  }

  void indicator(std::size_t i) {
    const bool share = i % 2 == 0;
    add("{\"id\":");
    risk_id(i % size_.risks);
    text_.pop_back();
    put(".", i / size_.risks + 1, "\",\"title\":\"");
    sentence(9);
    add("\",\"risks\":[");
    risk_id(i % size_.risks);
    put("],\"kind\":\"", share ? "share\",\"unit\":\"percent" : "flow\",\"unit\":\"antal",
        "\",\"decimals\":0,\"direction\":\"", one_of({"lower", "higher"}),
        "\",\"periodicity\":\"month\",\"baseline\":{\"value\":", below(100), ",\"period\":\"2014\"},\"targets\":[");
    put("{\"year\":2020,\"value\":", below(100), ",\"set_by\":\"own\"}],\"observations\":[");
    for (std::size_t j = 0; j < size_.observations; ++j) {
      if (j > 0) add(",");
      observation(share, size_.observations - 1 - j);
    }
    add("]}");
  }

  // The month so many before the last. Before the year 1901 it begins again.
  void observation(bool share, std::size_t months_back) {
    months_back %= 120 * 12;
    put("{\"period\":\"", 2020 - months_back / 12, "-");
    two_digits(12 - months_back % 12);
    add("\"");
    if (below(50) == 0) {
      add(",\"status\":\"O\"}");
      return;
    }
    const std::size_t denominator = 20 + below(180);
    const std::size_t numerator = below(denominator + 1);
    if (share) {
      put(",\"value\":", (200 * numerator + denominator) / (2 * denominator), ",\"numerator\":", numerator,
          ",\"denominator\":", denominator, "}");
    } else {
      put(",\"value\":", numerator, ".", below(9) + 1, "}");
    }
  }

  PlanSize size_;
  DataStream draw_{kStream};
  std::string text_;
};

// A valid plan without white space. Ids and references hold together; figures of shares agree with their
// counts.
[[nodiscard]] inline std::string plan_text(const PlanSize& size) { return PlanText(size).take(); }

// The same document with each value on a line of its own, two spaces a level.
[[nodiscard]] inline std::string indented(std::string_view json) {
  std::string out;
  out.reserve(json.size() * 2);
  std::size_t depth = 0;
  bool in_string = false;
  const auto new_line = [&] {
    out += '\n';
    out.append(2 * depth, ' ');
  };
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') in_string = !in_string;  // the texts above hold no escapes
    if (!in_string && (c == '}' || c == ']')) {
      --depth;
      new_line();
    }
    out += c;
    if (in_string) continue;
    if (c == '{' || c == '[') ++depth;
    if (c == '{' || c == '[' || c == ',') new_line();
    if (c == ':') out += ' ';
  }
  return out;
}

}  // namespace tertial::bench

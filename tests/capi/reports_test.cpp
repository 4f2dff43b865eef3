// Follow-ups as documents, tables and pages, by the C interface.
#include <doctest/doctest.h>

#include "csv.hpp"
#include "sweep.hpp"

using namespace tertial::test;

namespace {

template <class Function>
std::string text_of(Function* function, const FollowUp& review, std::int32_t language) {
  return string(
      made<tertial_text>([&](auto** out, auto* error) { return function(review.get(), language, out, error); }));
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

TEST_CASE("each form of the follow-up of the sample plan begins as such a form does, and tells what the source tells") {
  const FollowUp review = follow_up(action_plan());
  for (const std::int32_t language : {TERTIAL_PLAN_LANGUAGE, TERTIAL_SWEDISH, TERTIAL_ENGLISH}) {
    const std::string json = text_of(tertial_follow_up_json, review, language);
    CHECK(json.front() == '{');
    CHECK(has(json, "\"2020-08-31\""));
    CHECK(text_of(tertial_follow_up_markdown, review, language).front() == '#');
    const std::string html = text_of(tertial_follow_up_html, review, language);
    CHECK(html.starts_with("<!"));
    CHECK(has(html, "Barn möter ofta ny personal"));
    CHECK_FALSE(has(html, "src=\"http"));
    CHECK_FALSE(has(html, "<link"));
  }
  CHECK(text_of(tertial_follow_up_json, review, TERTIAL_PLAN_LANGUAGE) ==
        text_of(tertial_follow_up_json, review, TERTIAL_SWEDISH));
  CHECK(text_of(tertial_follow_up_markdown, review, TERTIAL_ENGLISH) !=
        text_of(tertial_follow_up_markdown, review, TERTIAL_SWEDISH));
  // The sentences stand in the report.
  const std::string sentences = text_of(tertial_follow_up_sentences, review, TERTIAL_ENGLISH);
  const std::string first = sentences.substr(0, sentences.find('\n'));
  CHECK_FALSE(first.empty());
  CHECK(has(text_of(tertial_follow_up_markdown, review, TERTIAL_ENGLISH), first));
  CHECK(sentences.ends_with("\n"));
}

TEST_CASE("all tables as CSV are the tables one after the other") {
  const FollowUp review = follow_up(action_plan());
  const auto csv = [&](std::int32_t table) {
    return string(made<tertial_text>([&](auto** out, auto* error) {
      return tertial_follow_up_csv(review.get(), table, TERTIAL_ENGLISH, out, error);
    }));
  };
  const std::string all = csv(TERTIAL_TABLE_ALL);
  std::size_t place = 0;
  for (std::int32_t table = TERTIAL_TABLE_RISKS; table <= TERTIAL_TABLE_FINDINGS; ++table) {
    const std::size_t found = all.find(csv(table), place);
    CHECK(found != std::string::npos);
    place = found;
  }
  // 6 checks of which one has no result and one two: a line each, at the least.
  CHECK(csv_of(review.get(), TERTIAL_TABLE_SELF_CHECKS, TERTIAL_ENGLISH).size() >= 7);
}

TEST_CASE("codes of planning systems: a plan without them has no key figures") {
  const FollowUp none = follow_up(action_plan());
  tertial_text* out = nullptr;
  Told error;
  CHECK(tertial_follow_up_kpi_csv(none.get(), &out, error) == TERTIAL_E_SCHEMA);
  CHECK(out == nullptr);
  CHECK(error.message[0] != '\0');
}

TEST_CASE("a workbook is a ZIP file") {
  const FollowUp review = follow_up(action_plan());
  tertial_text* out = nullptr;
  Told error;
  const tertial_status status = tertial_follow_up_xlsx(review.get(), TERTIAL_SWEDISH, &out, error);
  const Text workbook(out);
  CHECK((status == TERTIAL_OK || status == TERTIAL_E_UNSUPPORTED));
  if (status != TERTIAL_OK) return;
  REQUIRE(tertial_text_size(out) > 1000);
  CHECK(std::memcmp(tertial_text_data(out), "PK\3\4", 4) == 0);
  for (const std::int32_t wrong : {2, -2, INT32_MAX, INT32_MIN}) {
    tertial_text* untouched = reinterpret_cast<tertial_text*>(8);
    CHECK(tertial_follow_up_xlsx(review.get(), wrong, &untouched, error) == TERTIAL_E_ARGUMENT);
    CHECK(tertial_follow_up_xlsx(nullptr, 0, &untouched, error) == TERTIAL_E_ARGUMENT);
    CHECK(tertial_follow_up_xlsx(of_another_kind<tertial_follow_up>(), 0, &untouched, error) == TERTIAL_E_HANDLE);
    CHECK(tertial_follow_up_xlsx(review.get(), 0, nullptr, error) == TERTIAL_E_ARGUMENT);
    CHECK(untouched == reinterpret_cast<tertial_text*>(8));
  }
}

TEST_CASE("an index lists its pages, and links to relative addresses alone") {
  const FollowUp one = follow_up(action_plan()), other = follow_up(with_outcomes());
  const std::string title = "Åtgärder & <planer>";
  tertial_index_entry entries[] = {{one.get(), string("one.html")}, {other.get(), string("b/other%20page.html")}};
  const auto index = [&](size_t count, tertial_text** out, tertial_error* error) {
    return tertial_html_index(entries, count, title.data(), title.size(), TERTIAL_SWEDISH, out, error);
  };
  const std::string page = string(made<tertial_text>([&](auto** out, auto* error) { return index(2, out, error); }));
  CHECK(has(page, "href=\"one.html\""));
  CHECK(has(page, "href=\"b/other%20page.html\""));
  CHECK(has(page, "Åtgärder &amp; &lt;planer&gt;"));
  CHECK_FALSE(string(made<tertial_text>([&](auto** out, auto* error) { return index(0, out, error); })).empty());

  tertial_text* out = nullptr;
  Told error;
  for (const std::string_view wrong :
       {"", "/etc/passwd", "//host/x", "https://host/", "javascript:x", "a b", "a\"b", "a'b", "a<b", "a\\b", "a\nb"}) {
    CAPTURE(std::string(wrong));
    entries[1].file = string(wrong);
    CHECK(index(2, &out, error) == TERTIAL_E_ARGUMENT);
    CHECK(error.where() == "entries/file");
  }
  entries[1].file = string("b.html");
  entries[1].review = nullptr;
  CHECK(index(2, &out, error) == TERTIAL_E_ARGUMENT);
  entries[1].review = of_another_kind<tertial_follow_up>();
  CHECK(index(2, &out, error) == TERTIAL_E_HANDLE);
  CHECK(out == nullptr);
}

TEST_CASE("every report refuses what is wrong, and fails for want of memory without a trace") {
  const FollowUp review = follow_up(action_plan());
  const HandleIn<const tertial_follow_up> handle(review.get());
  sweep("tertial_follow_up_json", tertial_follow_up_json, handle, language(TERTIAL_PLAN_LANGUAGE),
        new_handle<tertial_text>());
  sweep("tertial_follow_up_markdown", tertial_follow_up_markdown, handle, language(), new_handle<tertial_text>());
  sweep("tertial_follow_up_html", tertial_follow_up_html, handle, language(), new_handle<tertial_text>());
  sweep("tertial_follow_up_sentences", tertial_follow_up_sentences, handle, language(), new_handle<tertial_text>());
  const Number<std::int32_t> table(TERTIAL_TABLE_INDICATORS, {8, -2, INT32_MAX, INT32_MIN}, TERTIAL_E_ARGUMENT);
  sweep("tertial_follow_up_csv", tertial_follow_up_csv, handle, table, language(), new_handle<tertial_text>());
  sweep("tertial_follow_up_csv", tertial_follow_up_csv, handle,
        Number<std::int32_t>(TERTIAL_TABLE_ALL, {-2}, TERTIAL_E_ARGUMENT), language(), new_handle<tertial_text>());
  static tertial_index_entry entries[1];
  entries[0] = {review.get(), string("one.html")};
  sweep("tertial_html_index", tertial_html_index, PointerIn<const tertial_index_entry>(entries),
        Number<size_t>(1, {SIZE_MAX, SIZE_MAX / 8, std::size_t{INT64_MAX}}, TERTIAL_E_ARGUMENT), TextIn("Title"),
        Number<std::int32_t>(TERTIAL_ENGLISH, {TERTIAL_PLAN_LANGUAGE, 2, INT32_MAX}, TERTIAL_E_ARGUMENT),
        new_handle<tertial_text>());
  const FollowUp coded =
      follow_up(read(edited(edited(kSmallPlan, R"("title": "Plan",)", R"("title": "Plan", "x-external": "4711",)"),
                            R"("title": "Cases",)", R"("title": "Cases", "x-external": "M",)")));
  sweep("tertial_follow_up_kpi_csv", tertial_follow_up_kpi_csv, HandleIn<const tertial_follow_up>(coded.get()),
        new_handle<tertial_text>());
}

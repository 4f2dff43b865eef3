// Versions, words, texts, errors and handles.
#include <doctest/doctest.h>

#include <array>
#include <set>

#include "sweep.hpp"

using namespace tertial::test;

TEST_CASE("the library is of the interface that its header describes") {
  CHECK(tertial_abi_version() == TERTIAL_ABI_VERSION);
  CHECK(std::string_view(tertial_version()) == "0.1.0");
}

TEST_CASE("every status has a word, and no other number") {
  const char* const words[] = {"ok",     "syntax", "schema",      "argument", "not_found", "memory",
                               "handle", "limit",  "unsupported", "stream",   "internal", "disclosure"};
  for (tertial_status status = 0; status <= TERTIAL_E_DISCLOSURE; ++status) {
    CHECK(std::string_view(tertial_status_word(status)) == words[status]);
  }
  for (const tertial_status none : {-1, TERTIAL_E_DISCLOSURE + 1, INT32_MAX, INT32_MIN}) {
    CHECK(tertial_status_word(none) == nullptr);
  }
}

TEST_CASE("words of each vocabulary, as the JSON Schemas of the documents write them") {
  // How many there are, and one of each with its number in the header.
  struct Vocabulary {
    std::int32_t vocabulary, count, value;
    const char* word;
  };
  const Vocabulary vocabularies[] = {
      {TERTIAL_WORDS_GRANULARITY, 7, TERTIAL_HALF_YEAR, "half_year"},
      {TERTIAL_WORDS_MOVEMENT, TERTIAL_MOVEMENTS, TERTIAL_MOVEMENT_NEW, "new"},
      {TERTIAL_WORDS_ACTION_STATUS, 6, TERTIAL_ACTION_AT_RISK, "at_risk"},
      {TERTIAL_WORDS_OBSERVATION_STATUS, 9, TERTIAL_OBSERVATION_MISSING, "O"},
      {TERTIAL_WORDS_INDICATOR_KIND, 5, TERTIAL_ROLLING, "rolling"},
      {TERTIAL_WORDS_DIRECTION, 4, TERTIAL_DIRECTION_WITHIN, "within"},
      {TERTIAL_WORDS_TARGET_STATUS, 6, TERTIAL_TARGET_NO_TARGET, "no_target"},
      {TERTIAL_WORDS_JUDGED_ON, 3, TERTIAL_JUDGED_ON_FORECAST, "forecast"},
      {TERTIAL_WORDS_NO_CHANGE, 5, TERTIAL_NO_CHANGE_DEFINITION_BREAK, "definition-break"},
      {TERTIAL_WORDS_AVAILABILITY, 3, TERTIAL_NOT_DUE, "not_due"},
      {TERTIAL_WORDS_FINDING_CODE, 23, TERTIAL_FINDING_SMALL_COUNT, "small-count"},
      {TERTIAL_WORDS_FINDING_SEVERITY, 3, TERTIAL_FINDING_NOTE, "note"},
      {TERTIAL_WORDS_TABLE, 8, TERTIAL_TABLE_SELF_CHECKS, "self_checks"},
      {TERTIAL_WORDS_IMPORT_CHANGE, 5, TERTIAL_IMPORT_NEW_BASELINE, "new_baseline"},
      {TERTIAL_WORDS_LANGUAGE, 2, TERTIAL_ENGLISH, "en"},
      {TERTIAL_WORDS_MEASURE, 7, TERTIAL_MEASURE_COHORT, "cohort"},
      {TERTIAL_WORDS_PRESENCE, 3, TERTIAL_PRESENCE_THROUGHOUT, "throughout"},
      {TERTIAL_WORDS_DURATION_UNIT, 4, TERTIAL_DURATION_MONTHS, "month"}};
  for (const Vocabulary& one : vocabularies) {
    CAPTURE(one.word);
    const char* const word_of_value = tertial_word(one.vocabulary, one.value);
    REQUIRE(word_of_value != nullptr);
    CHECK(std::string_view(word_of_value) == one.word);
    std::set<std::string> words;
    for (std::int32_t value = -2; value < 70; ++value) {
      const char* const word = tertial_word(one.vocabulary, value);
      if (word == nullptr) continue;
      words.insert(word);
      std::int32_t back = -7;
      CHECK(tertial_word_value(one.vocabulary, word, std::strlen(word), &back, nullptr) == TERTIAL_OK);
      CHECK(back == value);
    }
    CHECK(words.size() == static_cast<std::size_t>(one.count));
    CHECK(tertial_word(one.vocabulary, INT32_MAX) == nullptr);
    CHECK(tertial_word(one.vocabulary, INT32_MIN) == nullptr);
    CHECK(tertial_word(one.vocabulary, TERTIAL_NONE) == nullptr);
  }
  CHECK(tertial_word(TERTIAL_WORDS_DURATION_UNIT + 1, 0) == nullptr);
  CHECK(tertial_word(-1, 0) == nullptr);
}

TEST_CASE("a word that a vocabulary does not have is not found") {
  std::int32_t out = 77;
  Told error;
  for (const std::string_view none : {"", "decrease", "decreased ", "Decreased"}) {
    CHECK(tertial_word_value(TERTIAL_WORDS_MOVEMENT, none.data(), none.size(), &out, error) == TERTIAL_E_NOT_FOUND);
    CHECK(error.where() == "word");
  }
  CHECK(tertial_word_value(TERTIAL_WORDS_MOVEMENT, nullptr, 0, &out, error) == TERTIAL_E_NOT_FOUND);
  CHECK(out == 77);
  sweep("tertial_word_value", tertial_word_value, word(TERTIAL_WORDS_MOVEMENT, TERTIAL_WORDS_DURATION_UNIT + 1), TextIn("reopened"),
        Out<std::int32_t>());
}

TEST_CASE("the schemas are the two documents' JSON Schemas, without a NUL before their end") {
  sweep("tertial_schema", tertial_schema, word(TERTIAL_SCHEMA_FOLLOW_UP, 2), Out<tertial_string>());
  for (const std::int32_t document : {TERTIAL_SCHEMA_PLAN, TERTIAL_SCHEMA_FOLLOW_UP}) {
    tertial_string schema{};
    REQUIRE(tertial_schema(document, &schema, nullptr) == TERTIAL_OK);
    CHECK(view(schema).find("https://json-schema.org/draft/2020-12/schema") != std::string_view::npos);
    CHECK(std::strlen(schema.data) == schema.size);
  }
}

TEST_CASE("a text ends in a NUL that is not counted, and there is nothing in none") {
  const Plan plan = read(kSmallPlan);
  const Text text =
      made<tertial_text>([&](auto** out, auto* error) { return tertial_plan_write(plan.get(), out, error); });
  CHECK(tertial_text_data(text.get())[tertial_text_size(text.get())] == '\0');
  CHECK(std::strlen(tertial_text_data(text.get())) == tertial_text_size(text.get()));
  CHECK(tertial_text_data(nullptr) == nullptr);
  CHECK(tertial_text_size(nullptr) == 0);
  CHECK(tertial_text_data(of_another_kind<tertial_text>()) == nullptr);
  CHECK(tertial_text_size(of_another_kind<tertial_text>()) == 0);
}

TEST_CASE("freeing nothing is fine, and what is of another kind is left alone") {
  tertial_text_free(nullptr);
  tertial_findings_free(nullptr);
  tertial_matrix_free(nullptr);
  tertial_plan_free(nullptr);
  tertial_import_free(nullptr);
  tertial_follow_up_free(nullptr);
  tertial_series_free(nullptr);
  const Plan plan = read(kSmallPlan);
  const std::string before = written(plan);
  tertial_text_free(reinterpret_cast<tertial_text*>(plan.get()));
  tertial_findings_free(reinterpret_cast<tertial_findings*>(plan.get()));
  tertial_matrix_free(reinterpret_cast<tertial_matrix*>(plan.get()));
  tertial_import_free(reinterpret_cast<tertial_import*>(plan.get()));
  tertial_follow_up_free(reinterpret_cast<tertial_follow_up*>(plan.get()));
  tertial_series_free(reinterpret_cast<tertial_series*>(plan.get()));
  CHECK(written(plan) == before);
}

TEST_CASE("memory that never was a handle is none") {
  alignas(16) std::array<unsigned char, 4096> memory = {};
  for (const char byte : {'\0', '\xFF', 't'}) {
    memory.fill(static_cast<unsigned char>(byte));
    auto out = sized<tertial_plan_info>();
    Told error;
    CHECK(tertial_plan_get(reinterpret_cast<const tertial_plan*>(memory.data()), &out, error) == TERTIAL_E_HANDLE);
    CHECK(error.where() == "plan");
  }
}

#ifndef TERTIAL_SANITIZED  // there it is the use after free that it is
TEST_CASE("a handle that was freed is told, and freeing it again does nothing") {
  const Plan plan = read(kSmallPlan);
  Told error;
  size_t count = 0;

  tertial_plan* const gone_plan = copy(plan).release();
  tertial_plan_free(gone_plan);
  CHECK(tertial_plan_find_risk(gone_plan, "R", 1, &count, error) == TERTIAL_E_HANDLE);
  tertial_plan_free(gone_plan);

  tertial_follow_up* const gone_review = follow_up(plan).release();
  tertial_follow_up_free(gone_review);
  CHECK(tertial_follow_up_find_risk(gone_review, "R", 1, &count, error) == TERTIAL_E_HANDLE);
  tertial_follow_up_free(gone_review);

  tertial_matrix* matrix = nullptr;
  REQUIRE(tertial_plan_matrix(plan.get(), &matrix, nullptr) == TERTIAL_OK);
  tertial_matrix_free(matrix);
  std::int32_t score = 0;
  CHECK(tertial_matrix_score(matrix, 1, 1, &score, error) == TERTIAL_E_HANDLE);
  tertial_matrix_free(matrix);

  tertial_findings* findings = nullptr;
  REQUIRE(tertial_plan_findings(plan.get(), &findings, nullptr) == TERTIAL_OK);
  tertial_findings_free(findings);
  CHECK(tertial_findings_count(findings) == 0);
  auto finding = sized<tertial_finding>();
  CHECK(tertial_findings_get(findings, 0, &finding, error) == TERTIAL_E_HANDLE);
  tertial_findings_free(findings);

  tertial_text* text = nullptr;
  REQUIRE(tertial_plan_write(plan.get(), &text, nullptr) == TERTIAL_OK);
  tertial_text_free(text);
  CHECK(tertial_text_data(text) == nullptr);
  CHECK(tertial_text_size(text) == 0);
  tertial_text_free(text);
}
#endif

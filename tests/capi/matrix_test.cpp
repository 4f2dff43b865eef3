// Risk matrices by the C interface, against the cells counted one by one.
#include <doctest/doctest.h>

#include <random>

#include "sweep.hpp"

using namespace tertial::test;

namespace {

// The matrix of the sample plan: 4 x 4, product, no colour for 8 and 16.
struct Options {
  std::vector<tertial_band> bands = {{string("red"), string("Röd"), 9, 12},
                                     {string("green"), string("Grön"), 1, 3},
                                     {string("yellow"), string("Gul"), 4, 6}};
  tertial_matrix_options options = sized<tertial_matrix_options>();

  Options() {
    options.likelihood = options.severity = 4;
    options.bands = bands.data();
    options.band_count = bands.size();
  }
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;

  Matrix make() const {
    return made<tertial_matrix>([&](auto** out, auto* error) { return tertial_matrix_new(&options, out, error); });
  }
  tertial_status refused(Told& error) const {
    tertial_matrix* out = reinterpret_cast<tertial_matrix*>(8);
    const tertial_status status = tertial_matrix_new(&options, &out, error);
    CHECK(out == reinterpret_cast<tertial_matrix*>(8));
    return status;
  }
};

std::uint8_t level_of(const Matrix& matrix, int likelihood, int severity) {
  const auto l = static_cast<std::uint8_t>(likelihood), s = static_cast<std::uint8_t>(severity);
  std::uint8_t out = 99;
  REQUIRE(tertial_matrix_classify(matrix.get(), &l, &s, 1, &out, nullptr, nullptr) == TERTIAL_OK);
  return out;
}

}  // namespace

TEST_CASE("bands are numbered from the mildest, whatever order they came in") {
  const Options given;
  const Matrix matrix = given.make();
  const auto info = got<tertial_matrix_info>(tertial_matrix_get, matrix.get());
  CHECK(info.likelihood == 4);
  CHECK(info.severity == 4);
  CHECK(info.score == TERTIAL_SCORE_PRODUCT);
  CHECK(info.uncovered == TERTIAL_UNCOVERED_REPORT);
  CHECK(info.band_count == 3);
  const char* const levels[] = {"green", "yellow", "red"};
  const std::int32_t from[] = {1, 4, 9}, to[] = {3, 6, 12};
  for (std::int32_t number = 1; number <= 3; ++number) {
    const auto band = got<tertial_band>(tertial_matrix_band, matrix.get(), number);
    CHECK(view(band.level) == levels[number - 1]);
    CHECK(band.from == from[number - 1]);
    CHECK(band.to == to[number - 1]);
  }
  CHECK(view(got<tertial_band>(tertial_matrix_band, matrix.get(), 1).label) == "Grön");
  CHECK(view(got<tertial_string>(tertial_matrix_label, matrix.get(), 0, 4)) == "4");
}

TEST_CASE("scales have the labels that they were given") {
  Options given;
  const tertial_string likelihood[] = {string("sällan"), string("ofta")};
  const tertial_string severity[] = {string("liten"), string(""), string("stor")};
  given.options.likelihood = 2, given.options.severity = 3;
  given.options.likelihood_labels = likelihood, given.options.severity_labels = severity;
  const Matrix matrix = given.make();
  CHECK(view(got<tertial_string>(tertial_matrix_label, matrix.get(), 0, 2)) == "ofta");
  CHECK(view(got<tertial_string>(tertial_matrix_label, matrix.get(), 1, 2)).empty());
  CHECK(view(got<tertial_string>(tertial_matrix_label, matrix.get(), 1, 3)) == "stor");
}

TEST_CASE("scores by product, sum and table; a table is read by rows of likelihood") {
  Options given;
  CHECK(got<std::int32_t>(tertial_matrix_score, given.make().get(), 3, 4) == 12);
  given.options.score = TERTIAL_SCORE_SUM;
  CHECK(got<std::int32_t>(tertial_matrix_score, given.make().get(), 3, 4) == 7);
  const std::int32_t table[] = {1, 2, 3, 4, 5, 6};
  given.options.score = TERTIAL_SCORE_TABLE, given.options.table = table;
  given.options.likelihood = 2, given.options.severity = 3;
  const Matrix matrix = given.make();
  CHECK(got<std::int32_t>(tertial_matrix_score, matrix.get(), 1, 3) == 3);
  CHECK(got<std::int32_t>(tertial_matrix_score, matrix.get(), 2, 1) == 4);
  CHECK(got<tertial_matrix_info>(tertial_matrix_get, matrix.get()).score == TERTIAL_SCORE_TABLE);
}

TEST_CASE("scores that no band covers are found with their cells, and read upwards where that is asked for") {
  Options given;
  const Matrix matrix = given.make();
  const tertial_findings* findings = nullptr;
  REQUIRE(tertial_matrix_findings(matrix.get(), &findings, nullptr) == TERTIAL_OK);
  REQUIRE(tertial_findings_count(findings) >= 2);
  // 8 is 2 x 4 and 4 x 2, 16 is 4 x 4.
  std::vector<std::pair<double, std::vector<std::pair<int, int>>>> uncovered;
  for (size_t i = 0; i < tertial_findings_count(findings); ++i) {
    const auto finding = got<tertial_finding>(tertial_findings_get, findings, i);
    if (finding.code != TERTIAL_FINDING_MATRIX_UNCOVERED_SCORE) continue;
    auto& [score, cells] = uncovered.emplace_back();
    for (size_t k = 0; k < finding.data_count; ++k) {
      const auto datum = got<tertial_datum>(tertial_findings_datum, findings, i, k);
      if (view(datum.key) == "score") score = datum.number;
      if (datum.kind != TERTIAL_DATUM_CELLS) continue;
      for (size_t c = 0; c < datum.count; ++c) cells.emplace_back(datum.cells[c].likelihood, datum.cells[c].severity);
    }
  }
  CHECK(uncovered == decltype(uncovered){{8, {{2, 4}, {4, 2}}}, {16, {{4, 4}}}});
  CHECK(level_of(matrix, 2, 4) == 0);
  CHECK(level_of(matrix, 4, 4) == 0);
  given.options.uncovered = TERTIAL_UNCOVERED_NEXT_WORSE;
  const Matrix upwards = given.make();
  CHECK(level_of(upwards, 2, 4) == 3);
  CHECK(level_of(upwards, 4, 4) == 3);
  // They are the matrix's: freeing them does nothing.
  tertial_findings_free(const_cast<tertial_findings*>(findings));
  CHECK(tertial_findings_count(findings) >= 2);
}

TEST_CASE("many cells are classified as one by one, whatever their number and their place in memory") {
  const unsigned seed = 44;
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 60; ++round) {
    const int likelihood_steps = 1 + static_cast<int>(random() % 10),
              severity_steps = 1 + static_cast<int>(random() % 10);
    const bool is_sum = random() % 2 == 0, is_upwards = random() % 2 == 0;
    // Bands with gaps between them.
    std::vector<tertial_band> bands;
    std::vector<std::string> names(15);
    for (int score = 0; score < 100 && bands.size() < 15;) {
      const auto from = score + static_cast<int>(random() % 4), to = from + static_cast<int>(random() % 12);
      names[bands.size()] = "band " + std::to_string(bands.size());
      bands.push_back({string(names[bands.size()]), {}, from, to});
      score = to + 1;
    }
    auto options = sized<tertial_matrix_options>();
    options.likelihood = likelihood_steps, options.severity = severity_steps;
    options.score = is_sum ? TERTIAL_SCORE_SUM : TERTIAL_SCORE_PRODUCT;
    options.uncovered = is_upwards ? TERTIAL_UNCOVERED_NEXT_WORSE : TERTIAL_UNCOVERED_REPORT;
    options.bands = bands.data(), options.band_count = bands.size();
    const Matrix matrix =
        made<tertial_matrix>([&](auto** out, auto* error) { return tertial_matrix_new(&options, out, error); });

    const std::size_t count = random() % 700, offset = random() % 40;
    std::vector<std::uint8_t> likelihood(count + offset), severity(count + offset), out(count + offset + 1, 0xEE);
    for (std::size_t i = 0; i < count + offset; ++i) {
      likelihood[i] = static_cast<std::uint8_t>(random() % 50 == 0 ? random() : random() % 12);
      severity[i] = static_cast<std::uint8_t>(random() % 50 == 0 ? random() : random() % 12);
    }
    std::array<std::uint64_t, TERTIAL_MAX_BANDS + 1> counts, expected_counts = {};
    counts.fill(7);
    REQUIRE(tertial_matrix_classify(matrix.get(), likelihood.data() + offset, severity.data() + offset, count,
                                    out.data() + offset, counts.data(), nullptr) == TERTIAL_OK);
    std::vector<std::uint8_t> without(count + 1);
    REQUIRE(tertial_matrix_classify(matrix.get(), likelihood.data() + offset, severity.data() + offset, count,
                                    without.data(), nullptr, nullptr) == TERTIAL_OK);
    for (std::size_t i = 0; i < count; ++i) {
      const int l = likelihood[i + offset], s = severity[i + offset], score = is_sum ? l + s : l * s;
      std::uint8_t expected = 0;
      if (l >= 1 && l <= likelihood_steps && s >= 1 && s <= severity_steps) {
        for (std::size_t band = 0; band < bands.size(); ++band) {
          const bool is_in = score >= bands[band].from && score <= bands[band].to;
          const bool is_below = is_upwards && expected == 0 && score < bands[band].from;
          if (is_in || is_below) expected = static_cast<std::uint8_t>(band + 1);
          if (expected != 0) break;
        }
        if (expected == 0 && is_upwards) expected = static_cast<std::uint8_t>(bands.size());
      }
      ++expected_counts[expected];
      if (out[i + offset] != expected || without[i] != expected) {
        FAIL("round " << round << ": cell " << l << ", " << s << " is " << int{out[i + offset]} << ", not "
                      << int{expected});
      }
    }
    CHECK(counts == expected_counts);
    CHECK(out.back() == 0xEE);
  }
}

TEST_CASE("what is classified must not lie over what it is classified from") {
  const Options given;
  const Matrix matrix = given.make();
  std::vector<std::uint8_t> memory(300, 2);
  Told error;
  const auto classify = [&](std::size_t likelihood, std::size_t severity, std::size_t out) {
    return tertial_matrix_classify(matrix.get(), memory.data() + likelihood, memory.data() + severity, 100,
                                   memory.data() + out, nullptr, error);
  };
  CHECK(classify(0, 100, 0) == TERTIAL_E_ARGUMENT);
  CHECK(classify(0, 100, 99) == TERTIAL_E_ARGUMENT);
  CHECK(classify(0, 100, 150) == TERTIAL_E_ARGUMENT);
  CHECK(error.where() == "out");
  CHECK(memory == std::vector<std::uint8_t>(300, 2));
  CHECK(classify(0, 100, 200) == TERTIAL_OK);
  CHECK(classify(0, 0, 100) == TERTIAL_OK);  // the two may be one
  CHECK(tertial_matrix_classify(matrix.get(), nullptr, nullptr, 0, nullptr, nullptr, error) == TERTIAL_OK);
}

TEST_CASE("options that are no matrix are refused with their place") {
  Told error;
  {
    Options given;
    given.bands[1] = {string("green"), {}, 6, 4};
    CHECK(given.refused(error) == TERTIAL_E_SCHEMA);
    CHECK(error.where() == "bands/1");
  }
  {
    Options given;
    given.options.band_count = 0;
    CHECK(given.refused(error) == TERTIAL_E_SCHEMA);
    CHECK(error.where() == "bands");
    given.options.bands = nullptr;
    CHECK(given.refused(error) == TERTIAL_E_SCHEMA);
  }
  {
    Options given;
    given.bands.resize(16, given.bands[0]);
    given.options.bands = given.bands.data(), given.options.band_count = 16;
    CHECK(given.refused(error) == TERTIAL_E_SCHEMA);
    CHECK(error.where() == "bands");
  }
  {
    Options given;
    given.bands[2].level = string("red");  // twice
    CHECK(given.refused(error) == TERTIAL_E_SCHEMA);
    given.bands[2].level = {};
    CHECK(given.refused(error) == TERTIAL_E_SCHEMA);
  }
}

TEST_CASE("bands and scores at the ends of 32 bits are a matrix, or refused, and take no time") {
  Options given;
  given.bands = {{string("all"), {}, INT32_MIN, INT32_MAX}};
  given.options.bands = given.bands.data(), given.options.band_count = 1;
  for (const std::int32_t extreme : {INT32_MIN, INT32_MAX}) {
    const std::int32_t table[] = {extreme, 0, 1, extreme};
    given.options.likelihood = given.options.severity = 2;
    given.options.score = TERTIAL_SCORE_TABLE, given.options.table = table;
    tertial_matrix* out = nullptr;
    Told error;
    const tertial_status status = tertial_matrix_new(&given.options, &out, error);
    CHECK((status == TERTIAL_OK || status == TERTIAL_E_SCHEMA));
    const Matrix matrix(out);
    if (matrix) CHECK(level_of(matrix, 1, 1) == 1);
  }
}

TEST_CASE("the matrix of a plan is the plan's, and lives without it") {
  Plan plan = action_plan();
  const Matrix matrix =
      made<tertial_matrix>([&](auto** out, auto* error) { return tertial_plan_matrix(plan.get(), out, error); });
  plan.reset();
  CHECK(view(got<tertial_string>(tertial_matrix_label, matrix.get(), 0, 2)) == "Mindre sannolik");
  CHECK(view(got<tertial_string>(tertial_matrix_label, matrix.get(), 1, 4)) == "Hög");
  CHECK(level_of(matrix, 4, 4) == 3);  // read upwards, says the plan
}

TEST_CASE("every call on a matrix refuses what is wrong, and fails for want of memory without a trace") {
  const Options given;
  using Field = tertial_matrix_options;
  static const std::int32_t table[16] = {};
  static const tertial_string labels[] = {string("a"), {"\xFF", 1}, string("c"), string("d")};
  static const tertial_string long_labels[] = {string("a"), string("b"), {"x", SIZE_MAX}, string("d")};
  sweep("tertial_matrix_new", tertial_matrix_new,
        StructIn(given.options)
            .with(&Field::likelihood, 0, TERTIAL_E_ARGUMENT)
            .with(&Field::likelihood, 11, TERTIAL_E_ARGUMENT)
            .with(&Field::severity, INT32_MIN, TERTIAL_E_ARGUMENT)
            .with(&Field::severity, INT32_MAX, TERTIAL_E_ARGUMENT)
            .with(&Field::score, 3, TERTIAL_E_ARGUMENT)
            .with(&Field::score, -1, TERTIAL_E_ARGUMENT)
            .with(&Field::score, TERTIAL_SCORE_TABLE, TERTIAL_E_ARGUMENT)
            .with(&Field::table, table, TERTIAL_E_ARGUMENT)
            .with(&Field::uncovered, 2, TERTIAL_E_ARGUMENT)
            .with(&Field::likelihood_labels, labels, TERTIAL_E_ARGUMENT)
            .with(&Field::severity_labels, long_labels, TERTIAL_E_ARGUMENT)
            .with(&Field::bands, nullptr, TERTIAL_E_ARGUMENT)
            .with(&Field::band_count, SIZE_MAX, TERTIAL_E_ARGUMENT)
            .with(&Field::band_count, 1000000U, TERTIAL_E_SCHEMA),
        new_handle<tertial_matrix>());
  const Matrix matrix = given.make();
  const HandleIn<const tertial_matrix> handle(matrix.get());
  sweep("tertial_matrix_get", tertial_matrix_get, handle, StructOut<tertial_matrix_info>());
  sweep("tertial_matrix_band", tertial_matrix_band, handle,
        Number<std::int32_t>(3, {0, 4, -1, INT32_MAX, INT32_MIN}, TERTIAL_E_NOT_FOUND), Out<tertial_band>());
  sweep("tertial_matrix_label", tertial_matrix_label, handle, word(1, 2),
        Number<std::int32_t>(4, {0, 5, -1, INT32_MAX, INT32_MIN}, TERTIAL_E_NOT_FOUND), Out<tertial_string>());
  const Number<std::int32_t> step(4, {0, 5, -1, 260, INT32_MAX, INT32_MIN}, TERTIAL_E_NOT_FOUND);
  sweep("tertial_matrix_score", tertial_matrix_score, handle, step, step, Out<std::int32_t>());
  static const std::uint8_t steps[] = {1, 2, 3};
  sweep("tertial_matrix_classify", tertial_matrix_classify, handle, PointerIn(steps), PointerIn(steps),
        Number<size_t>(3, {SIZE_MAX, SIZE_MAX / 2}, TERTIAL_E_ARGUMENT), Out<std::uint8_t>(3),
        PointerOrNone(std::array<std::uint64_t, TERTIAL_MAX_BANDS + 1>{}));
  sweep("tertial_matrix_findings", tertial_matrix_findings, handle, Out<const tertial_findings*>());
}

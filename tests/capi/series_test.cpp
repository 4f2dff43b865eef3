// Series over columns by the C interface, against a naive roll-up of the same figures.
#include <doctest/doctest.h>

#include <random>

#include "sweep.hpp"

using namespace tertial::test;

namespace {

tertial_rollup_rule rule(std::int32_t kind, double scale = 0, bool of_snapshots = false) {
  auto result = sized<tertial_rollup_rule>();
  result.kind = kind, result.scale = scale, result.of_snapshots = of_snapshots ? 1 : 0;
  return result;
}

struct Columns {
  std::vector<tertial_period> periods;  // empty: from `first` on
  tertial_period first = TERTIAL_NO_PERIOD;
  std::size_t period_count = 0, row_count = 0;
  std::vector<double> values, numerators, denominators;
  std::vector<std::uint8_t> valid, definitions;

  tertial_series_columns given() const {
    auto columns = sized<tertial_series_columns>();
    columns.first = first;
    columns.period_count = period_count, columns.row_count = row_count;
    columns.periods = periods.empty() ? nullptr : periods.data();
    columns.values = values.data();
    columns.valid = valid.empty() ? nullptr : valid.data();
    columns.numerators = numerators.empty() ? nullptr : numerators.data();
    columns.denominators = denominators.empty() ? nullptr : denominators.data();
    columns.definitions = definitions.empty() ? nullptr : definitions.data();
    return columns;
  }
  Series make() const {
    const tertial_series_columns columns = given();
    return made<tertial_series>([&](auto** out, auto* error) { return tertial_series_new(&columns, out, error); });
  }
  tertial_period period_at(std::size_t column) const {
    return periods.empty() ? first + static_cast<tertial_period>(column) : periods[column];
  }
};

struct Rolled {
  std::vector<tertial_period> periods;
  std::vector<double> values;
  std::vector<std::int32_t> based_on, of;
  std::vector<std::uint8_t> marks;
};

Rolled roll_up(const Series& series, std::size_t rows, std::int32_t to, const tertial_rollup_rule& by) {
  const auto count = got<size_t>(tertial_series_roll_up_count, series.get(), to);
  Rolled out;
  out.periods.resize(count), out.of.resize(count);
  out.values.resize(count * rows), out.based_on.resize(count * rows), out.marks.resize(count * rows);
  auto columns = sized<tertial_rollup_columns>();
  columns.period_capacity = count;
  columns.periods = out.periods.data(), columns.values = out.values.data(), columns.based_on = out.based_on.data();
  columns.of = out.of.data(), columns.marks = out.marks.data();
  Told error;
  REQUIRE_MESSAGE(tertial_series_roll_up(series.get(), to, &by, &columns, error) == TERTIAL_OK, error.message);
  return out;
}

// The same by the book: each value of one longer period from the cells of its columns.
struct Naive {
  double value = kNone;
  std::int32_t based_on = 0;
  std::uint8_t marks = 0;
};
Naive naive(const Columns& columns, std::size_t row, const std::vector<std::size_t>& of, std::int32_t kind,
            double scale) {
  double sum = 0, weighted = 0, weights = 0, numerators = 0, denominators = 0, last = kNone;
  bool every_weight = true, mixed = false;
  std::int32_t count = 0;
  std::optional<int> definition;
  for (const std::size_t column : of) {
    const std::size_t at = row * columns.period_count + column;
    const auto figure = [&](const std::vector<double>& in) {
      return in.empty() || !std::isfinite(in[at]) ? kNone : in[at];
    };
    if (kind == TERTIAL_SHARE) {
      if (std::isnan(figure(columns.numerators)) || std::isnan(figure(columns.denominators))) continue;
      numerators += figure(columns.numerators), denominators += figure(columns.denominators);
    } else {
      double value = figure(columns.values);
      if (!columns.valid.empty() && columns.valid[at] == 0) value = kNone;
      if (std::isnan(value)) continue;
      sum += value, last = value;
      const double weight = figure(columns.denominators);
      if (std::isnan(weight)) {
        every_weight = false;
      } else {
        weighted += value * weight, weights += weight;
      }
    }
    ++count;
    const int here = columns.definitions.empty() ? 0 : columns.definitions[column];
    if (definition && *definition != here) mixed = true;
    definition = here;
  }
  Naive result{.based_on = count};
  if (count == 0) return result;
  const bool pools = kind == TERTIAL_FLOW || kind == TERTIAL_SHARE || kind == TERTIAL_INDEX;
  if (mixed && pools) {
    result.marks = TERTIAL_ROLLUP_ACROSS_BREAK;
    return result;
  }
  if (kind == TERTIAL_FLOW) result.value = sum;
  if (kind == TERTIAL_SNAPSHOT || kind == TERTIAL_ROLLING) result.value = last;
  if (kind == TERTIAL_SHARE && denominators != 0) result.value = numerators / denominators * scale;
  if (kind == TERTIAL_INDEX) {
    if (every_weight && weights != 0) {
      result.value = weighted / weights;
    } else {
      result.value = sum / count, result.marks = TERTIAL_ROLLUP_UNWEIGHTED;
    }
  }
  return result;
}

}  // namespace

TEST_CASE("a year of months makes tertials by the rule of its kind") {
  Columns columns;
  columns.first = period("2020-01"), columns.period_count = 12, columns.row_count = 1;
  columns.values = {1, 2, 3, 4, 10, kNone, 10, 10, 5, 5, 5, HUGE_VAL};
  const Series series = columns.make();
  const Rolled flow = roll_up(series, 1, TERTIAL_TERTIAL, rule(TERTIAL_FLOW));
  CHECK(flow.periods == std::vector<tertial_period>{period("2020-T1"), period("2020-T2"), period("2020-T3")});
  CHECK(flow.values == std::vector<double>{10, 30, 15});
  CHECK(flow.based_on == std::vector<std::int32_t>{4, 3, 3});
  CHECK(flow.of == std::vector<std::int32_t>{4, 4, 4});
  CHECK(roll_up(series, 1, TERTIAL_TERTIAL, rule(TERTIAL_SNAPSHOT)).values == std::vector<double>{4, 10, 5});
  CHECK(roll_up(series, 1, TERTIAL_YEAR, rule(TERTIAL_FLOW)).values == std::vector<double>{55});
  const Rolled index = roll_up(series, 1, TERTIAL_TERTIAL, rule(TERTIAL_INDEX));
  CHECK(index.values == std::vector<double>{2.5, 10, 5});
  CHECK(index.marks == std::vector<std::uint8_t>(3, TERTIAL_ROLLUP_UNWEIGHTED));
}

TEST_CASE("a share is counted from sums, in the unit of its scale") {
  Columns columns;
  columns.first = period("2020-01"), columns.period_count = 4, columns.row_count = 1;
  columns.values = std::vector<double>(4, kNone);
  columns.numerators = {10, 16, 7, 7};
  columns.denominators = {25, 24, 16, 16};  // of the sample plan: long placements of those that go on
  const Series series = columns.make();
  CHECK(roll_up(series, 1, TERTIAL_TERTIAL, rule(TERTIAL_SHARE)).values[0] == doctest::Approx(40.0 / 81));
  CHECK(roll_up(series, 1, TERTIAL_TERTIAL, rule(TERTIAL_SHARE, 100)).values[0] == doctest::Approx(4000.0 / 81));
}

TEST_CASE("rows of random figures roll up as they do by the book") {
  const unsigned seed = 20200831;
  CAPTURE(seed);
  std::mt19937 random(seed);
  const std::pair<std::int32_t, std::vector<std::int32_t>> granularities[] = {
      {TERTIAL_MONTH, {TERTIAL_QUARTER, TERTIAL_TERTIAL, TERTIAL_HALF_YEAR, TERTIAL_YEAR}},
      {TERTIAL_QUARTER, {TERTIAL_HALF_YEAR, TERTIAL_YEAR}},
      {TERTIAL_DAY, {TERTIAL_WEEK, TERTIAL_MONTH, TERTIAL_TERTIAL}},
      {TERTIAL_WEEK, {TERTIAL_MONTH, TERTIAL_YEAR}}};
  for (int round = 0; round < 400; ++round) {
    CAPTURE(round);
    const auto& [from, coarser] = granularities[random() % 4];
    const std::int32_t to = coarser[random() % coarser.size()];
    Columns columns;
    columns.period_count = random() % 70, columns.row_count = 1 + random() % 4;
    const tertial_date begin = static_cast<tertial_date>(random() % 60000);
    REQUIRE(tertial_periods_of(&begin, 1, from, &columns.first, nullptr) == TERTIAL_OK);
    if (random() % 3 == 0) {  // with gaps
      tertial_period next = columns.first;
      for (std::size_t i = 0; i < columns.period_count; ++i) {
        columns.periods.push_back(next);
        next += 1 + static_cast<tertial_period>(random() % 4);
      }
    }
    const std::size_t cells = columns.period_count * columns.row_count;
    const auto fill = [&](std::vector<double>& column) {
      column.resize(cells);
      for (double& cell : column) {
        cell = random() % 6 == 0 ? (random() % 2 == 0 ? kNone : HUGE_VAL) : static_cast<double>(random() % 64) / 4;
      }
    };
    fill(columns.values);
    const std::int32_t kind = static_cast<std::int32_t>(random() % 5);
    if (kind == TERTIAL_SHARE || random() % 2 == 0) {
      fill(columns.numerators), fill(columns.denominators);
    }
    if (random() % 2 == 0) {
      columns.valid.resize(cells);
      for (std::uint8_t& byte : columns.valid) byte = static_cast<std::uint8_t>(random() % 4 == 0 ? 0 : random());
    }
    if (random() % 2 == 0) {
      std::uint8_t definition = static_cast<std::uint8_t>(random() % 250);
      for (std::size_t i = 0; i < columns.period_count; ++i) {
        if (random() % 20 == 0) ++definition;
        columns.definitions.push_back(definition);
      }
    }
    std::vector<tertial_period> parents;
    std::vector<std::vector<std::size_t>> made_of;
    for (std::size_t i = 0; i < columns.period_count; ++i) {
      tertial_period parent = 0;
      REQUIRE(tertial_period_parent(columns.period_at(i), to, &parent, nullptr) == TERTIAL_OK);
      if (parents.empty() || parents.back() != parent) parents.push_back(parent), made_of.emplace_back();
      made_of.back().push_back(i);
    }
    const double scale = random() % 2 == 0 ? 100 : 1;
    const Series series = columns.make();
    const Rolled rolled = roll_up(series, columns.row_count, to, rule(kind, scale));
    REQUIRE(rolled.periods == parents);
    for (std::size_t i = 0; i < parents.size(); ++i) {
      tertial_period first = 0;
      size_t of = 0;
      REQUIRE(tertial_period_range(parents[i], from, &first, &of, nullptr) == TERTIAL_OK);
      CHECK(rolled.of[i] == static_cast<std::int32_t>(of));
    }
    for (std::size_t row = 0; row < columns.row_count; ++row) {
      for (std::size_t i = 0; i < parents.size(); ++i) {
        const Naive expected = naive(columns, row, made_of[i], kind, scale);
        const std::size_t at = row * parents.size() + i;
        const bool same_value = std::isnan(expected.value) ? std::isnan(rolled.values[at])
                                                           : rolled.values[at] == doctest::Approx(expected.value);
        if (!same_value || rolled.based_on[at] != expected.based_on || rolled.marks[at] != expected.marks) {
          FAIL_CHECK("kind " << kind << ", row " << row << ", period " << printed(parents[i]) << ": "
                             << rolled.values[at] << " on " << rolled.based_on[at] << ", marks "
                             << int{rolled.marks[at]} << ", not " << expected.value << " on " << expected.based_on
                             << ", marks " << int{expected.marks});
        }
      }
    }
  }
}

TEST_CASE("columns that are no series are refused with their place") {
  Columns right;
  right.first = period("2020-01"), right.period_count = 3, right.row_count = 2;
  right.values = {1, 2, 3, 4, 5, 6};
  const auto refused = [](const tertial_series_columns& columns, std::string_view where) {
    tertial_series* out = reinterpret_cast<tertial_series*>(8);
    Told error;
    CHECK(tertial_series_new(&columns, &out, error) == TERTIAL_E_ARGUMENT);
    CHECK(error.where() == where);
    CHECK(out == reinterpret_cast<tertial_series*>(8));
  };
  auto columns = right.given();
  columns.first = period("2200-12");
  refused(columns, "columns/periods");
  const tertial_period falls[] = {period("2020-02"), period("2020-03"), period("2020-03")};
  const tertial_period mixed[] = {period("2020-02"), period("2020-T2"), period("2020-T3")};
  const tertial_period none[] = {period("2020-02"), 0, period("2020-05")};
  columns = right.given(), columns.periods = falls;
  refused(columns, "columns/periods/2");
  columns.periods = mixed;
  refused(columns, "columns/periods/1");
  columns.periods = none;
  refused(columns, "columns/periods/1");
  columns = right.given(), columns.period_count = SIZE_MAX;
  refused(columns, "columns/row_count");
  columns = right.given(), columns.row_count = SIZE_MAX / 3;
  refused(columns, "columns/row_count");
  columns = right.given(), columns.row_count = 1, columns.period_count = SIZE_MAX / 16;
  refused(columns, "columns/values");
}

TEST_CASE("a series of nothing rolls up to nothing, whatever is said of its rows") {
  auto columns = sized<tertial_series_columns>();
  for (const std::size_t rows : {std::size_t{0}, std::size_t{5}, SIZE_MAX}) {
    columns.row_count = rows;
    const Series series =
        made<tertial_series>([&](auto** out, auto* error) { return tertial_series_new(&columns, out, error); });
    CHECK(got<size_t>(tertial_series_roll_up_count, series.get(), TERTIAL_YEAR) == 0);
    CHECK(roll_up(series, 0, TERTIAL_YEAR, rule(TERTIAL_FLOW)).periods.empty());
  }
  columns.first = period("2020"), columns.period_count = 3, columns.row_count = 0;
  const Series no_rows =
      made<tertial_series>([&](auto** out, auto* error) { return tertial_series_new(&columns, out, error); });
  CHECK(roll_up(no_rows, 0, TERTIAL_YEAR, rule(TERTIAL_FLOW)).periods.size() == 3);
}

TEST_CASE("every call on a series refuses what is wrong, and fails for want of memory without a trace") {
  static const double values[24] = {};
  static const tertial_period late[12] = {};
  using Field = tertial_series_columns;
  auto columns = sized<tertial_series_columns>();
  columns.first = period("2020-01"), columns.period_count = 12, columns.row_count = 2;
  columns.values = values;
  sweep("tertial_series_new", tertial_series_new,
        StructIn(columns)
            .with(&Field::first, 0U, TERTIAL_E_ARGUMENT)
            .with(&Field::first, UINT32_MAX, TERTIAL_E_ARGUMENT)
            .with(&Field::values, nullptr, TERTIAL_E_ARGUMENT)
            .with(&Field::periods, late, TERTIAL_E_ARGUMENT)
            .with(&Field::row_count, SIZE_MAX, TERTIAL_E_ARGUMENT)
            .with(&Field::period_count, SIZE_MAX, TERTIAL_E_ARGUMENT)
            .with(&Field::period_count, std::size_t{INT64_MAX}, TERTIAL_E_ARGUMENT),
        new_handle<tertial_series>());
  const Series series =
      made<tertial_series>([&](auto** out, auto* error) { return tertial_series_new(&columns, out, error); });
  const HandleIn<const tertial_series> handle(series.get());
  sweep("tertial_series_roll_up_count", tertial_series_roll_up_count, handle, word(TERTIAL_YEAR, 7), Out<size_t>());
  Told error;
  size_t count = 3;
  CHECK(tertial_series_roll_up_count(series.get(), TERTIAL_WEEK, &count, error) == TERTIAL_E_NOT_FOUND);
  CHECK(error.where() == "granularity");
  CHECK(count == 3);

  static double out_values[6];
  auto room = sized<tertial_rollup_columns>();
  room.period_capacity = 3, room.values = out_values;
  sweep("tertial_series_roll_up", tertial_series_roll_up, handle, word(TERTIAL_TERTIAL, 7),
        StructIn(rule(TERTIAL_FLOW))
            .with(&tertial_rollup_rule::kind, 5, TERTIAL_E_ARGUMENT)
            .with(&tertial_rollup_rule::kind, -1, TERTIAL_E_ARGUMENT)
            .with(&tertial_rollup_rule::scale, HUGE_VAL, TERTIAL_E_ARGUMENT),
        StructIn(room)
            .with(&tertial_rollup_columns::period_capacity, 2U, TERTIAL_E_LIMIT)
            .with(&tertial_rollup_columns::values, nullptr, TERTIAL_OK)
            .with(&tertial_rollup_columns::period_capacity, SIZE_MAX, TERTIAL_OK));
}

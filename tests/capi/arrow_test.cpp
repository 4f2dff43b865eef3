// Columns in and out by the Arrow C data interface, read and written by these tests alone.
#include <doctest/doctest.h>

#include <bit>
#include <cerrno>
#include <deque>
#include <stdexcept>

#include "csv.hpp"
#include "sweep.hpp"

using namespace tertial::test;

namespace {

// Out ----------------------------------------------------------------------------------------------------------------

// A struct that is released where nobody did before.
template <class Struct>
struct Got : Struct {
  Got() : Struct() {}
  Got(const Got&) = delete;
  Got& operator=(const Got&) = delete;
  ~Got() { give_back(); }
  void give_back() {
    if (this->release != nullptr) this->release(this);
  }
};
using Schema = Got<ArrowSchema>;
using Array = Got<ArrowArray>;
using Stream = Got<ArrowArrayStream>;

bool bit(const void* buffer, std::int64_t at) {
  return (static_cast<const std::uint8_t*>(buffer)[at / 8] >> (at % 8) & 1) != 0;
}

// A cell as CSV writes it; what is null is empty.
std::string cell(const ArrowSchema& schema, const ArrowArray& array, std::int64_t row) {
  const std::int64_t at = array.offset + row;
  if (array.buffers[0] != nullptr && !bit(array.buffers[0], at)) return {};
  const std::string_view format = schema.format;
  if (format == "u") {
    const auto* const offsets = static_cast<const std::int32_t*>(array.buffers[1]);
    return {static_cast<const char*>(array.buffers[2]) + offsets[at],
            static_cast<std::size_t>(offsets[at + 1] - offsets[at])};
  }
  if (format == "tdD") return printed_day(static_cast<const std::int32_t*>(array.buffers[1])[at]);
  if (format == "g") return printed_number(static_cast<const double*>(array.buffers[1])[at]);
  if (format == "i") return std::to_string(static_cast<const std::int32_t*>(array.buffers[1])[at]);
  if (format == "b") return bit(array.buffers[1], at) ? "true" : "false";
  FAIL("a format that is not foreseen: " << std::string(format));
  return {};
}

// What the specification asks of a struct array and its schema; then its rows, below the names.
std::vector<Row> rows_of(const ArrowSchema& schema, const ArrowArray& array) {
  REQUIRE((schema.release != nullptr));
  REQUIRE((array.release != nullptr));
  CHECK(std::string_view(schema.format) == "+s");
  CHECK(schema.name != nullptr);
  CHECK(schema.dictionary == nullptr);
  REQUIRE(schema.n_children == array.n_children);
  CHECK(array.n_buffers == 1);
  CHECK(array.buffers[0] == nullptr);
  CHECK(array.null_count == 0);
  CHECK(array.offset == 0);
  std::vector<Row> rows(static_cast<std::size_t>(array.length) + 1);
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    const ArrowSchema& field = *schema.children[i];
    const ArrowArray& column = *array.children[i];
    CHECK((field.flags & ARROW_FLAG_NULLABLE) != 0);
    REQUIRE((column.release != nullptr));
    CHECK(column.length == array.length);
    const bool is_text = std::string_view(field.format) == "u";
    REQUIRE(column.n_buffers == (is_text ? 3 : 2));
    if (column.length > 0 || is_text) CHECK(column.buffers[1] != nullptr);
    std::int64_t nulls = 0;
    for (std::int64_t row = 0; row < column.length; ++row) {
      nulls += column.buffers[0] != nullptr && !bit(column.buffers[0], column.offset + row) ? 1 : 0;
    }
    CHECK(column.null_count == nulls);
    rows[0].emplace_back(field.name);
    for (std::int64_t row = 0; row < column.length; ++row) {
      rows[static_cast<std::size_t>(row) + 1].push_back(cell(field, column, row));
    }
  }
  return rows;
}

void get_table(const FollowUp& review, std::int32_t table, ArrowSchema& schema, ArrowArray& array) {
  Told error;
  REQUIRE_MESSAGE(tertial_follow_up_arrow(review.get(), table, TERTIAL_ENGLISH, &schema, &array, error) == TERTIAL_OK,
                  error.message);
}

// In -----------------------------------------------------------------------------------------------------------------

// Arrays of this test's own. What is handed over counts how often it was released.
struct Column {
  std::string name, format;
  std::vector<std::uint8_t> valid = {};  // by bit; empty: no buffer
  std::vector<std::uint8_t> values = {}, text = {};
  std::int64_t length = 0, offset = 0, null_count = 0;
  std::vector<const void*> buffers = {};
  ArrowSchema schema = {};
  ArrowArray array = {};
};

int released = 0;
void release_schema(ArrowSchema* schema) { schema->release = nullptr, ++released; }
void release_array(ArrowArray* array) { array->release = nullptr, ++released; }

template <class T>
Column numbers(std::string name, std::string format, const std::vector<T>& values) {
  Column column{.name = std::move(name), .format = std::move(format)};
  column.values.resize(values.size() * sizeof(T) + 1);
  if (!values.empty()) std::memcpy(column.values.data(), values.data(), values.size() * sizeof(T));
  column.length = static_cast<std::int64_t>(values.size());
  return column;
}
template <class Offset = std::int32_t>
Column texts(std::string name, const std::vector<std::string>& values) {
  std::vector<Offset> offsets = {0};
  std::string text;
  for (const std::string& value : values) {
    text += value;
    offsets.push_back(static_cast<Offset>(text.size()));
  }
  Column column = numbers(std::move(name), sizeof(Offset) == 8 ? "U" : "u", offsets);
  column.text.assign(text.begin(), text.end());
  column.text.push_back(0);
  --column.length;
  return column;
}
Column with_nulls(Column column, const std::vector<bool>& valid) {
  column.valid.resize(valid.size() / 8 + 1);
  column.null_count = 0;
  for (std::size_t i = 0; i < valid.size(); ++i) {
    if (valid[i]) {
      column.valid[i / 8] = static_cast<std::uint8_t>(column.valid[i / 8] | 1U << (i % 8));
    } else {
      ++column.null_count;
    }
  }
  return column;
}
// The rows from `offset` on, `length` of them, by the offset of the child.
Column sliced(Column column, std::int64_t offset, std::int64_t length) {
  column.offset = offset, column.length = length;
  if (!column.valid.empty()) column.null_count = -1;  // nobody counted
  return column;
}

class Table {
 public:
  explicit Table(std::vector<Column> columns) {
    for (Column& column : columns) columns_.push_back(std::move(column));
    for (Column& column : columns_) {
      column.buffers = {column.valid.empty() ? nullptr : column.valid.data(), column.values.data()};
      if (column.format == "u" || column.format == "U") column.buffers.push_back(column.text.data());
      if (column.format == "n") column.buffers.clear();
      column.schema.format = column.format.c_str();
      column.schema.name = column.name.c_str();
      column.schema.flags = ARROW_FLAG_NULLABLE;
      column.schema.release = release_schema;
      column.array.length = column.length;
      column.array.offset = column.offset;
      column.array.null_count = column.null_count;
      column.array.n_buffers = static_cast<std::int64_t>(column.buffers.size());
      column.array.buffers = column.buffers.data();
      column.array.release = release_array;
      schema_children_.push_back(&column.schema);
      array_children_.push_back(&column.array);
    }
    schema.format = "+s";
    schema.name = "";
    schema.n_children = array.n_children = static_cast<std::int64_t>(columns_.size());
    schema.children = schema_children_.data();
    schema.release = release_schema;
    array.length = columns_.empty() ? 0 : columns_.front().length;
    array.n_buffers = 1;
    array.buffers = &no_validity_;
    array.children = array_children_.data();
    array.release = release_array;
  }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  ArrowSchema schema = {};
  ArrowArray array = {};

 private:
  std::deque<Column> columns_;
  std::vector<ArrowSchema*> schema_children_;
  std::vector<ArrowArray*> array_children_;
  const void* no_validity_ = nullptr;
};

const std::string kDocument(kSmallPlan);
constexpr std::string_view kPlace = R"({"period": "2020-02", "value": 6}])";

tertial_status add(const Plan& plan, const Table& table, Told& error) {
  return tertial_plan_add_observations_arrow(plan.get(), "I", 1, &table.schema, &table.array, error);
}
void expect_added(const Table& table, std::string_view observations, std::string_view document = kDocument) {
  const Plan plan = read(document);
  released = 0;
  Told error;
  const tertial_status status = add(plan, table, error);
  CHECK_MESSAGE(status == TERTIAL_OK, error.at << ": " << error.message);
  CHECK(released == 0);  // borrowed
  expect_same(
      written(plan),
      written(read(edited(document, kPlace,
                          std::string(R"({"period": "2020-02", "value": 6})") + std::string(observations) + "]"))));
}
void expect_refused(const Table& table, tertial_status expected, std::string_view where) {
  const Plan plan = read(kDocument);
  const std::string before = written(plan);
  Told error;
  const tertial_status status = add(plan, table, error);
  CHECK_MESSAGE(status == expected, tertial_status_word(status) << " " << error.at << ": " << error.message);
  CHECK(error.where() == where);
  CHECK(written(plan) == before);
}
std::vector<Column> months(std::vector<std::string> names, Column more) {
  std::vector<Column> columns;
  columns.push_back(texts("period", names));
  columns.push_back(std::move(more));
  return columns;
}

// A stream of tables that fails where it is told to.
struct Source {
  std::vector<const Table*> tables;
  int schema_fails = 0, next_fails_at = -1;
  const char* why = nullptr;
  std::size_t next = 0;
  int released = 0;
  ArrowArrayStream stream = {};

  explicit Source(std::vector<const Table*> given) : tables(std::move(given)) {
    stream.private_data = this;
    stream.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
      auto& own = *static_cast<Source*>(self->private_data);
      if (own.schema_fails != 0) return own.schema_fails;
      *out = own.tables.front()->schema;
      return 0;
    };
    stream.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
      auto& own = *static_cast<Source*>(self->private_data);
      if (static_cast<int>(own.next) == own.next_fails_at) return EIO;
      *out = own.next < own.tables.size() ? own.tables[own.next]->array : ArrowArray{};
      ++own.next;
      return 0;
    };
    stream.get_last_error = [](ArrowArrayStream* self) { return static_cast<Source*>(self->private_data)->why; };
    stream.release = [](ArrowArrayStream* self) {
      ++static_cast<Source*>(self->private_data)->released;
      self->release = nullptr;
    };
  }
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
};

}  // namespace

TEST_CASE("every table as Arrow has the cells of the same table as CSV") {
  for (const char* const name : {"action-plan-2020/plan.json", "operational-plan-2020/with-outcomes.json"}) {
    const FollowUp review = follow_up(sample(name));
    for (std::int32_t table = TERTIAL_TABLE_RISKS; table <= TERTIAL_TABLE_FINDINGS; ++table) {
      CAPTURE(table);
      Schema schema;
      Array array;
      get_table(review, table, schema, array);
      expect_rows(rows_of(schema, array), csv_of(review.get(), table, TERTIAL_ENGLISH));
    }
  }
}

TEST_CASE("arrays and schemas are released in any order, and after the follow-up") {
  FollowUp review = follow_up(action_plan());
  const std::vector<Row> expected = csv_of(review.get(), TERTIAL_TABLE_INDICATORS, TERTIAL_ENGLISH);
  {
    Schema schema;
    Array array;
    get_table(review, TERTIAL_TABLE_INDICATORS, schema, array);
    array.give_back();
    CHECK((array.release == nullptr));
    CHECK(std::string_view(schema.children[0]->name) == "id");
  }
  {
    Schema schema;
    Array array;
    get_table(review, TERTIAL_TABLE_INDICATORS, schema, array);
    schema.give_back();
    CHECK((schema.release == nullptr));
    CHECK(array.children[0]->length == 27);
  }
  Schema schema;
  Array array;
  get_table(review, TERTIAL_TABLE_INDICATORS, schema, array);
  Stream stream;
  REQUIRE(tertial_follow_up_arrow_stream(review.get(), TERTIAL_TABLE_INDICATORS, TERTIAL_ENGLISH, &stream, nullptr) ==
          TERTIAL_OK);
  review.reset();
  expect_rows(rows_of(schema, array), expected);
  // Children that were moved out live on after their parents.
  Schema field;
  Array column;
  static_cast<ArrowSchema&>(field) = *schema.children[1];
  static_cast<ArrowArray&>(column) = *array.children[1];
  schema.children[1]->release = nullptr;
  array.children[1]->release = nullptr;
  array.give_back();
  schema.give_back();
  REQUIRE(column.length == 27);
  for (std::int64_t row = 0; row < column.length; ++row) {
    CHECK(cell(field, column, row) == expected[static_cast<std::size_t>(row) + 1][1]);
  }

  // The stream goes before what it gave.
  Schema of_stream, again;
  Array only, end;
  REQUIRE(stream.get_schema(&stream, &of_stream) == 0);
  REQUIRE(stream.get_next(&stream, &only) == 0);
  REQUIRE(stream.get_schema(&stream, &again) == 0);
  REQUIRE(stream.get_next(&stream, &end) == 0);
  CHECK((end.release == nullptr));
  CHECK(stream.get_next(&stream, &end) == 0);
  CHECK((end.release == nullptr));
  CHECK(stream.get_last_error(&stream) == nullptr);
  stream.give_back();
  CHECK((stream.release == nullptr));
  expect_rows(rows_of(of_stream, only), expected);
  expect_rows(rows_of(again, only), expected);
}

TEST_CASE("a stream that nobody reads gives back all it holds") {
  const FollowUp review = follow_up(action_plan());
  Stream stream, other;
  REQUIRE(tertial_follow_up_arrow_stream(review.get(), TERTIAL_TABLE_RISKS, TERTIAL_ENGLISH, &stream, nullptr) ==
          TERTIAL_OK);
  // Schemas for which there is no memory are told as such, and nothing is lost.
  for (std::size_t number = 1;; ++number) {
    Schema schema;
    fail_allocation(number);
    const int status = stream.get_schema(&stream, &schema);
    if (!stop_failing()) break;
    CHECK(status == ENOMEM);
    CHECK((schema.release == nullptr));
  }
}

TEST_CASE("observations of a struct array are those of the document") {
  const Column values = numbers<double>("value", "g", {1.5, 2, kNone});
  expect_added(Table(months({"2020-03", "2020-04", "2020-05"}, values)),
               R"(, {"period": "2020-03", "value": 1.5}, {"period": "2020-04", "value": 2},
                  {"period": "2020-05", "status": "O"})");
  expect_added(Table({texts("period", {})}), "");
  // All fields, in another order; nulls with a validity buffer.
  std::vector<Column> all;
  all.push_back(numbers<std::int32_t>("recorded", "tdD", {day("2020-06-01"), 0}));
  all.back() = with_nulls(std::move(all.back()), {true, false});
  all.push_back(texts<std::int64_t>("status", {"P", ""}));
  all.push_back(numbers<std::int64_t>("denominator", "l", {4, 5}));
  all.push_back(numbers<std::uint8_t>("numerator", "C", {2, 200}));
  all.push_back(numbers<float>("value", "f", {0.5F, 40}));
  all.push_back(texts<std::int64_t>("period", {"2020-03", "2020-04"}));
  expect_added(Table(std::move(all)),
               R"(, {"period": "2020-03", "value": 0.5, "numerator": 2, "denominator": 4, "status": "P",
                     "recorded": "2020-06-01"},
                  {"period": "2020-04", "value": 40, "numerator": 200, "denominator": 5})");
  const std::string daily = edited(edited(kDocument, R"("periodicity": "month",)", ""), kPlace, kPlace);
  std::vector<Column> days;
  days.push_back(numbers<std::int32_t>("period", "tdD", {day("2020-03-01"), day("2020-03-02")}));
  days.push_back(numbers<std::uint64_t>("value", "L", {7, 1ULL << 40}));
  expect_added(Table(std::move(days)),
               R"(, {"period": "2020-03-01", "value": 7}, {"period": "2020-03-02", "value": 1099511627776})", daily);
}

TEST_CASE("every integer and floating type is read as its number") {
  const std::string_view expected = R"(, {"period": "2020-03", "value": 3}, {"period": "2020-04", "value": 100})";
  const auto expect = [&](const Column& column) {
    expect_added(Table(months({"2020-03", "2020-04"}, column)), expected);
  };
  expect(numbers<std::int8_t>("value", "c", {3, 100}));
  expect(numbers<std::uint8_t>("value", "C", {3, 100}));
  expect(numbers<std::int16_t>("value", "s", {3, 100}));
  expect(numbers<std::uint16_t>("value", "S", {3, 100}));
  expect(numbers<std::int32_t>("value", "i", {3, 100}));
  expect(numbers<std::uint32_t>("value", "I", {3, 100}));
  expect(numbers<std::int64_t>("value", "l", {3, 100}));
  expect(numbers<std::uint64_t>("value", "L", {3, 100}));
  expect(numbers<float>("value", "f", {3, 100}));
  expect(numbers<double>("value", "g", {3, 100}));
}

TEST_CASE("offsets of the array and of its children add up") {
  const std::string_view expected = R"(, {"period": "2020-05", "value": 5}, {"period": "2020-06", "status": "O"},
                                       {"period": "2020-07", "value": 7})";
  const std::vector<std::string> names = {"?", "2020-03", "2020-04", "2020-05", "2020-06", "2020-07", "\xFF"};
  const Column period = texts("period", names);
  const Column value =
      with_nulls(numbers<double>("value", "g", {0, 3, 4, 5, 6, 7, 8}), {true, true, true, true, false, true, true});
  std::vector<Column> by_child;
  by_child.push_back(sliced(period, 3, 3)), by_child.push_back(sliced(value, 3, 3));
  expect_added(Table(std::move(by_child)), expected);
  std::vector<Column> by_both;
  by_both.push_back(sliced(period, 1, 6)), by_both.push_back(sliced(value, 1, 6));
  Table table(std::move(by_both));
  table.array.offset = 2, table.array.length = 3;
  expect_added(table, expected);
  // A buffer of validity that says that all is there is not looked at where the count says so.
  std::vector<Column> counted;
  counted.push_back(sliced(period, 3, 1)), counted.push_back(sliced(value, 4, 1));
  counted.back().null_count = 0;
  expect_added(Table(std::move(counted)), R"(, {"period": "2020-05", "value": 6})");
}

TEST_CASE("rows of a struct array may have a validity of their own, if none is null") {
  const std::uint8_t all_valid = 0xFF, second_null = 0xFD;
  const void* buffer = &all_valid;
  Table table(months({"2020-03", "2020-04"}, numbers<double>("value", "g", {1, 2})));
  table.array.buffers = &buffer;
  for (const std::int64_t nulls : {std::int64_t{0}, std::int64_t{-1}}) {
    table.array.null_count = nulls;
    expect_added(table, R"(, {"period": "2020-03", "value": 1}, {"period": "2020-04", "value": 2})");
  }
  buffer = &second_null;
  table.array.null_count = -1;
  expect_refused(table, TERTIAL_E_ARGUMENT, "array");
  table.array.null_count = 1;
  expect_refused(table, TERTIAL_E_ARGUMENT, "array");
}

TEST_CASE("a value that is null as a whole column is missing") {
  Column nothing{.name = "value", .format = "n"};
  nothing.length = nothing.null_count = 2;
  expect_added(Table(months({"2020-03", "2020-04"}, nothing)),
               R"(, {"period": "2020-03", "status": "O"}, {"period": "2020-04", "status": "O"})");
}

TEST_CASE("arrays that are wrong are refused with their place, and nothing is added") {
  const auto value = numbers<double>("value", "g", {1, 2});
  const auto right = [&] { return months({"2020-03", "2020-04"}, value); };
  {
    Table table(right());
    table.array.length = -1;
    expect_refused(table, TERTIAL_E_ARGUMENT, "array");
    table.array.length = 3;
    expect_refused(table, TERTIAL_E_ARGUMENT, "array/period");
    table.array.length = INT64_MAX;
    expect_refused(table, TERTIAL_E_ARGUMENT, "array/period");
    table.array.length = 2, table.array.offset = -1;
    expect_refused(table, TERTIAL_E_ARGUMENT, "array");
    table.array.offset = 1;
    expect_refused(table, TERTIAL_E_ARGUMENT, "array/period");
    table.array.offset = INT64_MAX;
    expect_refused(table, TERTIAL_E_ARGUMENT, "array/period");
  }
  {
    Table table(right());
    table.array.n_children = 1;
    expect_refused(table, TERTIAL_E_ARGUMENT, "array");
    table.schema.n_children = table.array.n_children = -1;
    expect_refused(table, TERTIAL_E_ARGUMENT, "array");
    table.schema.n_children = table.array.n_children = 2;
    table.array.children = nullptr;
    expect_refused(table, TERTIAL_E_ARGUMENT, "array");
  }
  for (const auto& break_child : std::vector<std::function<void(ArrowSchema&, ArrowArray&)>>{
           [](ArrowSchema&, ArrowArray&child) { child.length = 1; },
           [](ArrowSchema&, ArrowArray&child) { child.length = -1; },
           [](ArrowSchema&, ArrowArray&child) { child.offset = -1; },
           [](ArrowSchema&, ArrowArray&child) { child.offset = INT64_MAX; },
           [](ArrowSchema&, ArrowArray&child) { child.release = nullptr; },
           [](ArrowSchema&, ArrowArray&child) { child.n_buffers = 1; },
           [](ArrowSchema&, ArrowArray&child) { child.n_buffers = 3; },
           [](ArrowSchema&, ArrowArray&child) { child.buffers = nullptr; },
           [](ArrowSchema&, ArrowArray&child) { child.buffers[1] = nullptr; },
           [](ArrowSchema&child, ArrowArray&) { child.release = nullptr; },
           [](ArrowSchema&child, ArrowArray&) { child.format = nullptr; },
           [](ArrowSchema&child, ArrowArray&) { child.format = "+l"; },
           [](ArrowSchema&child, ArrowArray&) { child.format = "e"; },
           [](ArrowSchema&child, ArrowArray&) { child.format = ""; },
           [](ArrowSchema&child, ArrowArray&) { child.format = "b"; },
           [](ArrowSchema&child, ArrowArray&) { child.format = "d:10,2"; },
           [](ArrowSchema&child, ArrowArray&) { child.format = "tdD"; },
           [](ArrowSchema&child, ArrowArray&array) { child.dictionary = &child, array.dictionary = &array; },
       }) {
    Table table(right());
    break_child(*table.schema.children[1], *table.array.children[1]);
    expect_refused(table, TERTIAL_E_ARGUMENT, "array/value");
  }
  {
    Table table(right());
    table.array.children[1] = nullptr;
    expect_refused(table, TERTIAL_E_ARGUMENT, "array/value");
    table.schema.children[1] = nullptr;
    expect_refused(table, TERTIAL_E_ARGUMENT, "array");
  }
  {
    Table table(right());
    table.schema.children[1]->name = nullptr;
    expect_refused(table, TERTIAL_E_ARGUMENT, "array");
    table.schema.children[1]->name = "amount";
    expect_refused(table, TERTIAL_E_ARGUMENT, "array");
    table.schema.children[1]->name = "period";
    expect_refused(table, TERTIAL_E_ARGUMENT, "array");
  }
  {
    Table table(right());
    table.schema.format = "g";
    expect_refused(table, TERTIAL_E_ARGUMENT, "array");
    table.schema.format = nullptr;
    expect_refused(table, TERTIAL_E_ARGUMENT, "array");
    table.schema.format = "+s", table.schema.release = nullptr;
    expect_refused(table, TERTIAL_E_ARGUMENT, "array");
    table.schema.release = release_schema, table.array.release = nullptr;
    expect_refused(table, TERTIAL_E_ARGUMENT, "array");
  }
  expect_refused(Table({value}), TERTIAL_E_ARGUMENT, "array");
}

TEST_CASE("rows of more than memory holds are out of memory, however cheap they are to say") {
  Column period{.name = "period", .format = "n"}, value{.name = "value", .format = "n"};
  for (const std::int64_t length : {INT64_MAX, INT64_MAX / 64, std::int64_t{1} << 50}) {
    period.length = value.length = length;
    expect_refused(Table({period, value}), TERTIAL_E_MEMORY, "");
  }
}

TEST_CASE("texts that are wrong are refused") {
  const auto with_offsets = [](std::vector<std::int32_t> offsets) {
    Column column = numbers("period", "u", offsets);
    column.text.assign(64, '0');
    --column.length;
    std::vector<Column> columns;
    columns.push_back(std::move(column));
    return columns;
  };
  expect_refused(Table(with_offsets({0, 7, 3})), TERTIAL_E_ARGUMENT, "array/period");
  expect_refused(Table(with_offsets({-1, 7, 14})), TERTIAL_E_ARGUMENT, "array/period");
  {
    Table table(with_offsets({0, 7, 14}));
    table.array.children[0]->buffers[2] = nullptr;
    expect_refused(table, TERTIAL_E_ARGUMENT, "array/period");
  }
  expect_refused(Table({texts("period", {"2020-03", "\xC3("})}), TERTIAL_E_ARGUMENT, "array/period");
  expect_refused(Table({texts("period", {"2020-03", "2020-13"})}), TERTIAL_E_SYNTAX, "array/period/1");
  expect_refused(Table({with_nulls(texts("period", {"2020-03", "2020-04"}), {true, false})}), TERTIAL_E_ARGUMENT,
                 "array/period/1");
  expect_refused(Table(months({"2020-03", "2020-04"}, texts("status", {"O", "suppressed"}))), TERTIAL_E_SCHEMA,
                 "array/status/1");
  expect_refused(Table(months({"2020-03", "2020-04"}, texts("definition", {"", "x"}))), TERTIAL_E_NOT_FOUND,
                 "array/definition/1");
  expect_refused(Table(months({"2020-03"}, numbers<std::int32_t>("recorded", "tdD", {INT32_MAX}))), TERTIAL_E_ARGUMENT,
                 "array/recorded/0");
  expect_refused(Table({numbers<std::int32_t>("period", "tdD", {0, -25568})}), TERTIAL_E_ARGUMENT, "array/period/1");
  expect_refused(Table(months({"2020-03", "2020-04"}, numbers<double>("value", "g", {1, HUGE_VAL}))), TERTIAL_E_SCHEMA,
                 "/indicators/0/observations/3");
}

TEST_CASE("a stream is read to its end, and what it gave is released") {
  const Table first(months({"2020-03"}, numbers<double>("value", "g", {3}))),
      second(months({}, numbers<double>("value", "g", {}))),
      third(months({"2020-04", "2020-05"}, numbers<double>("value", "g", {4, 5})));
  const Plan plan = read(kDocument);
  Source source({&first, &second, &third});
  released = 0;
  Told error;
  CHECK(tertial_plan_add_observations_stream(plan.get(), "I", 1, &source.stream, error) == TERTIAL_OK);
  CHECK(released == 4);  // a schema and three arrays
  CHECK(source.released == 0);
  expect_same(written(plan),
              written(read(edited(kDocument, kPlace,
                                  R"({"period": "2020-02", "value": 6}, {"period": "2020-03", "value": 3},
                 {"period": "2020-04", "value": 4}, {"period": "2020-05", "value": 5}])"))));
}

TEST_CASE("a stream that fails adds nothing, and says why, cut at a character where it is long") {
  const Table first(months({"2020-03"}, numbers<double>("value", "g", {3}))),
      wrong(months({"March"}, numbers<double>("value", "g", {3})));
  const Plan plan = read(kDocument);
  const std::string before = written(plan);
  for (std::size_t more = 0; more < 3; ++more) {
    std::string why(more, 'x');
    while (why.size() < 2000) why += "ö";
    for (int fails_at = -1; fails_at <= 1; ++fails_at) {
      for (const char* const told : {why.c_str(), "the disk is gone", static_cast<const char*>(nullptr)}) {
        Source source({&first, &first});
        source.why = told;
        source.schema_fails = fails_at < 0 ? EIO : 0;
        source.next_fails_at = fails_at;
        released = 0;
        Told error;
        CHECK(tertial_plan_add_observations_stream(plan.get(), "I", 1, &source.stream, error) == TERTIAL_E_STREAM);
        CHECK(error.where() == "stream");
        CHECK(released == fails_at + 1);
        CHECK(source.released == 0);
        const std::string_view message = error.message;
        if (told == why.c_str()) {
          REQUIRE(message.ends_with("..."));
          const std::size_t kept = message.size() - 3;
          CHECK(kept > TERTIAL_MESSAGE_SIZE - 7);
          CHECK((kept - more) % 2 == 0);  // whole letters
        } else if (told != nullptr) {
          CHECK(message == told);
        } else {
          CHECK_FALSE(message.empty());
        }
      }
    }
  }
  // The second array is what is wrong.
  Source source({&first, &wrong});
  Told error;
  CHECK(tertial_plan_add_observations_stream(plan.get(), "I", 1, &source.stream, error) == TERTIAL_E_SYNTAX);
  CHECK(error.where() == "stream/1/period/0");
  source.stream.release = nullptr;
  CHECK(tertial_plan_add_observations_stream(plan.get(), "I", 1, &source.stream, error) == TERTIAL_E_ARGUMENT);
  CHECK(written(plan) == before);
}

TEST_CASE("what a stream's own code throws goes no further than the call, and what it gave is released") {
  const Table first(months({"2020-03"}, numbers<double>("value", "g", {3})));
  const Plan plan = read(kDocument);
  const std::string before = written(plan);
  Source source({&first});
  source.stream.get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    auto& own = *static_cast<Source*>(self->private_data);
    if (own.next == 1) throw std::runtime_error("the reader broke");
    *out = own.tables[own.next++]->array;
    return 0;
  };
  released = 0;
  Told error;
  CHECK(tertial_plan_add_observations_stream(plan.get(), "I", 1, &source.stream, error) == TERTIAL_E_INTERNAL);
  CHECK(std::string_view(error.message) == "the reader broke");
  CHECK(released == 2);  // the schema and the array
  CHECK(source.released == 0);
  source.stream.get_next = [](ArrowArrayStream*, ArrowArray*) -> int { throw 7; };
  CHECK(tertial_plan_add_observations_stream(plan.get(), "I", 1, &source.stream, error) == TERTIAL_E_INTERNAL);
  CHECK(written(plan) == before);
}

TEST_CASE("a series over an Arrow array takes the array, and gives it back when it is freed") {
  const auto make = [](Table& table, tertial_series** out, tertial_error* error) {
    return tertial_series_from_arrow(table.schema.children[0], table.array.children[0], period("2020-01"), out, error);
  };
  const std::vector<double> values = {9, 1, 2, 3, 4, 5};
  for (const bool nulls : {false, true}) {
    Column column = numbers<double>("value", "g", values);
    if (nulls) column = with_nulls(std::move(column), {true, true, false, true, true, true});
    std::vector<Column> columns;
    columns.push_back(sliced(std::move(column), 1, 4));  // 1, 2, 3, 4
    Table table(std::move(columns));
    released = 0;
    tertial_series* series = nullptr;
    Told error;
    REQUIRE_MESSAGE(make(table, &series, error) == TERTIAL_OK, error.message);
    CHECK((table.array.children[0]->release == nullptr));
    CHECK((table.schema.children[0]->release != nullptr));
    CHECK(released == 0);
    double sum = 0;
    std::int32_t based_on = 0;
    auto room = sized<tertial_rollup_columns>();
    room.period_capacity = 1, room.values = &sum, room.based_on = &based_on;
    auto rule = sized<tertial_rollup_rule>();
    rule.kind = TERTIAL_FLOW;
    CHECK(tertial_series_roll_up(series, TERTIAL_TERTIAL, &rule, &room, error) == TERTIAL_OK);
    CHECK(sum == (nulls ? 8 : 10));
    CHECK(based_on == (nulls ? 3 : 4));
    tertial_series_free(series);
    CHECK(released == 1);
  }
  // An array that no series is made of stays the caller's.
  const std::vector<std::function<void(ArrowSchema&, ArrowArray&)>> wrongs = {
      [](ArrowSchema& schema, ArrowArray&) { schema.format = "l"; },
      [](ArrowSchema& schema, ArrowArray&) { schema.format = "u"; },
      [](ArrowSchema& schema, ArrowArray&) { schema.format = nullptr; },
      [](ArrowSchema& schema, ArrowArray&) { schema.release = nullptr; },
      [](ArrowSchema&, ArrowArray& array) { array.length = -1; },
      [](ArrowSchema&, ArrowArray& array) { array.offset = -1; },
      [](ArrowSchema&, ArrowArray& array) { array.length = INT64_MAX; },
      [](ArrowSchema&, ArrowArray& array) { array.length = 10000; },  // beyond the year 2200
      [](ArrowSchema&, ArrowArray& array) { array.n_buffers = 1; },
      [](ArrowSchema&, ArrowArray& array) { array.buffers = nullptr; },
      [](ArrowSchema&, ArrowArray& array) { array.buffers[1] = nullptr; },
      [](ArrowSchema&, ArrowArray& array) { array.dictionary = &array; }};
  for (const auto& break_it : wrongs) {
    Table table({numbers<double>("value", "g", values)});
    break_it(*table.schema.children[0], *table.array.children[0]);
    tertial_series* series = reinterpret_cast<tertial_series*>(8);
    CHECK(make(table, &series, nullptr) == TERTIAL_E_ARGUMENT);
    CHECK(series == reinterpret_cast<tertial_series*>(8));
    CHECK((table.array.children[0]->release != nullptr));
  }
  for (std::size_t number = 1;; ++number) {
    Table table({with_nulls(numbers<double>("value", "g", values), {true, true, false, true, true, true})});
    tertial_series* series = nullptr;
    fail_allocation(number);
    const tertial_status status = make(table, &series, nullptr);
    const bool was_refused = stop_failing();
    tertial_series_free(series);
    if (!was_refused) break;
    CHECK(status == TERTIAL_E_MEMORY);
    CHECK((table.array.children[0]->release != nullptr));
  }
  Table table({numbers<double>("value", "g", values)});
  tertial_series* series = nullptr;
  const ArrowSchema* const schema = table.schema.children[0];
  ArrowArray* const array = table.array.children[0];
  Told error;
  CHECK(tertial_series_from_arrow(nullptr, array, period("2020-01"), &series, error) == TERTIAL_E_ARGUMENT);
  CHECK(tertial_series_from_arrow(schema, nullptr, period("2020-01"), &series, error) == TERTIAL_E_ARGUMENT);
  CHECK(tertial_series_from_arrow(schema, array, period("2020-01"), nullptr, error) == TERTIAL_E_ARGUMENT);
  CHECK(tertial_series_from_arrow(schema, array, 0, &series, error) == TERTIAL_E_ARGUMENT);
  CHECK((array->release != nullptr));
}

TEST_CASE("a roll-up as Arrow is the roll-up") {
  const double values[] = {1, 2, 3, 4, 5, 6, kNone, 8};
  const std::uint8_t definitions[] = {1, 1, 2, 2};
  auto columns = sized<tertial_series_columns>();
  columns.first = period("2020-03"), columns.period_count = 4, columns.row_count = 2;
  columns.values = values, columns.definitions = definitions;
  const Series series =
      made<tertial_series>([&](auto** out, auto* error) { return tertial_series_new(&columns, out, error); });
  auto rule = sized<tertial_rollup_rule>();
  rule.kind = TERTIAL_INDEX;
  Schema schema;
  Array array;
  REQUIRE(tertial_series_roll_up_arrow(series.get(), TERTIAL_TERTIAL, &rule, &schema, &array, nullptr) == TERTIAL_OK);
  expect_rows(rows_of(schema, array), {{"row", "period", "value", "based_on", "of", "unweighted", "across_break"},
                                       {"0", "2020-T1", "1.5", "2", "4", "true", "false"},
                                       {"0", "2020-T2", "3.5", "2", "4", "true", "false"},
                                       {"1", "2020-T1", "5.5", "2", "4", "true", "false"},
                                       {"1", "2020-T2", "8", "1", "4", "true", "false"}});
  Schema year_schema;
  Array year;
  REQUIRE(tertial_series_roll_up_arrow(series.get(), TERTIAL_YEAR, &rule, &year_schema, &year, nullptr) == TERTIAL_OK);
  CHECK(rows_of(year_schema, year)[1] == Row{"0", "2020", "", "4", "12", "false", "true"});
}

TEST_CASE("every call on Arrow refuses what is wrong, and fails for want of memory without a trace") {
  const FollowUp review = follow_up(action_plan());
  const HandleIn<const tertial_follow_up> handle(review.get());
  const auto schema = Out<ArrowSchema>(1, [](ArrowSchema& made) { made.release(&made); });
  const auto array = Out<ArrowArray>(1, [](ArrowArray& made) { made.release(&made); });
  for (std::int32_t table = TERTIAL_TABLE_RISKS; table <= TERTIAL_TABLE_FINDINGS; ++table) {
    sweep("tertial_follow_up_arrow", tertial_follow_up_arrow, handle,
          Number<std::int32_t>(table, {TERTIAL_TABLE_ALL, 8, INT32_MAX, INT32_MIN}, TERTIAL_E_ARGUMENT), language(),
          schema, array);
  }
  sweep("tertial_follow_up_arrow_stream", tertial_follow_up_arrow_stream, handle,
        Number<std::int32_t>(TERTIAL_TABLE_RISKS, {TERTIAL_TABLE_ALL, 8}, TERTIAL_E_ARGUMENT), language(),
        Out<ArrowArrayStream>(1, [](ArrowArrayStream& made) { made.release(&made); }));

  std::vector<Column> columns = months({"2020-03", "2020-04"}, numbers<double>("value", "g", {3, 4}));
  columns.push_back(texts("status", {"P", "E"}));
  const Table table(std::move(columns));
  for (const PlanIn::Shown shown : {PlanIn::Shown::alone, PlanIn::Shown::by_others}) {
    sweep("tertial_plan_add_observations_arrow", tertial_plan_add_observations_arrow, PlanIn(kDocument, shown),
          TextIn("I"), PointerIn(&table.schema), PointerIn(&table.array));
    for (std::size_t number = 1;; ++number) {
      const Plan master = read(kDocument);
      const Plan plan = shown == PlanIn::Shown::alone ? read(kDocument) : copy(master);
      Source source({&table, &table});
      released = 0;
      Told error;
      fail_allocation(number);
      const tertial_status status = tertial_plan_add_observations_stream(plan.get(), "I", 1, &source.stream, error);
      if (!stop_failing()) break;
      CHECK(status == TERTIAL_E_MEMORY);
      CHECK(static_cast<std::size_t>(released) == source.next + 1 - (source.next > 2 ? 1 : 0));
      CHECK(written(plan) == written(master));
    }
  }
  Source source({&table});
  const Plan plan = read(kDocument);
  Told error;
  CHECK(tertial_plan_add_observations_stream(nullptr, "I", 1, &source.stream, error) == TERTIAL_E_ARGUMENT);
  CHECK(tertial_plan_add_observations_stream(of_another_kind<tertial_plan>(), "I", 1, &source.stream, error) ==
        TERTIAL_E_HANDLE);
  CHECK(tertial_plan_add_observations_stream(plan.get(), "\xFF", 1, &source.stream, error) == TERTIAL_E_ARGUMENT);
  CHECK(tertial_plan_add_observations_stream(plan.get(), "J", 1, &source.stream, error) == TERTIAL_E_NOT_FOUND);
  CHECK(tertial_plan_add_observations_stream(plan.get(), "I", 1, nullptr, error) == TERTIAL_E_ARGUMENT);
  CHECK(source.next == 0);

  static const double values[12] = {};
  auto given = sized<tertial_series_columns>();
  given.first = period("2020-01"), given.period_count = 12, given.row_count = 1, given.values = values;
  const Series series =
      made<tertial_series>([&](auto** out, auto* told) { return tertial_series_new(&given, out, told); });
  auto rule = sized<tertial_rollup_rule>();
  rule.kind = TERTIAL_FLOW;
  sweep("tertial_series_roll_up_arrow", tertial_series_roll_up_arrow, HandleIn<const tertial_series>(series.get()),
        word(TERTIAL_TERTIAL, 7), StructIn(rule).with(&tertial_rollup_rule::kind, 5, TERTIAL_E_ARGUMENT), schema,
        array);
}

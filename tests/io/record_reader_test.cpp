#include "tertial/io/record_reader.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/plan/fault.hpp"
#include "tertial/text.hpp"

namespace {

// Where sanitizers make a loop over every byte dear, what is without end is shorter.
#if defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer);
#else
constexpr bool kSanitized = false;
#endif

using tertial::CsvDialect;
using tertial::MemorySource;
using tertial::RecordColumn;
using tertial::RecordProblem;
using tertial::RecordReader;
using tertial::RecordReaderOptions;
using tertial::RecordType;
using tertial::TextEncoding;

// Everything that a reader can say about a text.
struct Outcome {
  std::uint64_t good = 0;
  std::uint64_t rejected = 0;
  absl::Status status;
  std::vector<tertial::RecordFault> faults;
  std::vector<tertial::RecordFaultCount> counts;
};

Outcome read_all(tertial::ByteSource& source, const CsvDialect& dialect, const std::vector<RecordColumn>& columns,
                 const RecordReaderOptions& options = {}) {
  Outcome outcome;
  auto reader = RecordReader::make(source, dialect, columns, options);
  outcome.status = reader.status();
  if (!reader.ok()) return outcome;
  while (true) {
    const auto batch = reader->next();
    outcome.status = batch.status();
    if (!batch.ok() || batch->empty()) break;
    outcome.good += batch->size();
  }
  outcome.rejected = reader->rows_rejected();
  outcome.faults.assign(reader->faults().begin(), reader->faults().end());
  outcome.counts = reader->fault_counts();
  return outcome;
}

Outcome read_all(std::string_view text, const CsvDialect& dialect, const std::vector<RecordColumn>& columns,
                 const RecordReaderOptions& options = {}) {
  MemorySource source(text);
  return read_all(source, dialect, columns, options);
}

std::string message_of(const absl::Status& status) { return std::string(status.message()); }

// A text again and again, never held in memory.
class EndlessSource final : public tertial::ByteSource {
 public:
  EndlessSource(std::string head, std::string repeated, std::uint64_t bytes)
      : head_(std::move(head)), repeated_(std::move(repeated)), left_(bytes) {}
  absl::StatusOr<std::size_t> read(std::span<char> into) override {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), left_));
    for (std::size_t i = 0; i < size; ++i, ++at_) {
      into[i] = at_ < head_.size() ? head_[at_] : repeated_[(at_ - head_.size()) % repeated_.size()];
    }
    left_ -= size;
    return size;
  }

 private:
  std::string head_;
  std::string repeated_;
  std::uint64_t left_;
  std::size_t at_ = 0;
};

class FailingSource final : public tertial::ByteSource {
 public:
  absl::StatusOr<std::size_t> read(std::span<char> into) override {
    if (calls_++ > 0) return absl::DataLossError("the disk is gone");
    constexpr std::string_view kText = "a;b\n1;2\n";
    std::copy(kText.begin(), kText.end(), into.begin());
    return kText.size();
  }

 private:
  int calls_ = 0;
};

const std::vector<RecordColumn> kTwoWholes = {{.heading = "a"}, {.heading = "b"}};

}  // namespace

TEST_CASE("each type of column is read into its values, and missing ones into theirs") {
  MemorySource source(
      "Enhet;Start;Anmäld;Månad;Belopp;Antal;Person\r\n"
      "Norr;2020-02-29;2020-01-01 00:01;2020-T2;-1234,5;-7;191212121212\r\n"
      "Söder;;u.s.;-;..;NULL;n/a\r\n"
      "Norr;19700102;1970-01-02T00:00:01;2020-08;,5;12345678901;anna\r\n");
  const std::vector<RecordColumn> columns = {
      {.heading = "Enhet", .type = RecordType::code},    {.heading = "Start", .type = RecordType::date},
      {.heading = "Anmäld", .type = RecordType::time},   {.heading = "Månad", .type = RecordType::period},
      {.heading = "Belopp", .type = RecordType::number}, {.heading = "Antal", .type = RecordType::whole},
      {.heading = "Person", .type = RecordType::key}};
  auto reader = RecordReader::make(source, {}, columns, {.key_secret = "secret"});
  REQUIRE(reader.ok());
  const auto batch = reader->next();
  REQUIRE(batch.ok());
  REQUIRE(batch->size() == 3);
  CHECK(batch->codes(0)[0] == 0);
  CHECK(batch->codes(0)[1] == 1);
  CHECK(batch->codes(0)[2] == 0);
  CHECK(reader->code_count(0) == 2);
  CHECK(reader->code_text(0, 1) == "Söder");
  CHECK(batch->dates(1)[0] == tertial::Date::try_parse("2020-02-29")->days());
  CHECK(batch->dates(1)[1] == tertial::kMissingDate);
  CHECK(batch->dates(1)[2] == 1);
  CHECK(batch->times(2)[0] == 1577836860);
  CHECK(batch->times(2)[1] == tertial::kMissingTime);
  CHECK(batch->times(2)[2] == 86401);
  CHECK(batch->periods(3)[0] == tertial::Period::try_parse("2020-T2")->code());
  CHECK(batch->periods(3)[1] == tertial::kMissingPeriod);
  CHECK(batch->periods(3)[2] == tertial::Period::try_parse("2020-08")->code());
  CHECK(batch->numbers(4)[0] == -1234.5);
  CHECK(std::isnan(batch->numbers(4)[1]));
  CHECK(batch->numbers(4)[2] == 0.5);
  CHECK(batch->wholes(5)[0] == -7);
  CHECK(batch->wholes(5)[1] == tertial::kMissingWhole);
  CHECK(batch->wholes(5)[2] == 12345678901);
  CHECK(batch->keys(6)[0] == 191212121212);
  CHECK(batch->keys(6)[1] == tertial::kMissingKey);
  // The first eight bytes of HMAC-SHA-256 of "anna" under "secret", by Python's hmac: 72f8b586f76c2f7c.
  CHECK(batch->keys(6)[2] == (std::uint64_t{1} << 63 | 0x72f8b586f76c2f7cU >> 1));
  CHECK(reader->next()->empty());
  CHECK(reader->next()->empty());
}

TEST_CASE("headings and codes are found in Latin-1 files, and a stated encoding that is wrong is told") {
  const std::string latin_1 =
      "\xC5r;Omr\xE5"
      "de\n2020;\xD6ster\n2021;V\xE4ster\n";
  const std::vector<RecordColumn> columns = {
      {.heading = "Område", .type = RecordType::code, .codes = {"Väster", "Öster", "Łódź"}},
      {.heading = "År", .type = RecordType::period}};
  MemorySource source(latin_1);
  auto reader = RecordReader::make(source, {.encoding = TextEncoding::latin_1}, columns);
  REQUIRE(reader.ok());
  const auto batch = reader->next();
  REQUIRE(batch.ok());
  REQUIRE(batch->size() == 2);
  CHECK(batch->codes(0)[0] == 1);
  CHECK(batch->codes(0)[1] == 0);
  CHECK(reader->code_text(0, 2) == "Łódź");

  CHECK(message_of(read_all(latin_1, {}, columns).status) ==
        "heading, column 1: bytes that are no UTF-8: perhaps the file is in Latin-1");
  CHECK(message_of(read_all("a;b\n1;\xE5\n", {}, kTwoWholes).status) ==
        "row 1 (line 2), column \"b\": bytes that are no UTF-8: perhaps the file is in Latin-1");
  CHECK(read_all("\xEF\xBB\xBF"
                 "a;b\n1;2\n",
                 {}, kTwoWholes)
            .good == 1);
  CHECK(message_of(read_all("\xEF\xBB\xBF"
                            "a;b\n",
                            {.encoding = TextEncoding::latin_1}, kTwoWholes)
                       .status) == "the file begins with the mark of UTF-8, where Latin-1 was stated");
  CHECK(message_of(read_all("\xFF\xFE"
                            "a\0;\0",
                            {}, kTwoWholes)
                       .status)
            .find("UTF-16") != std::string::npos);
  CHECK(message_of(read_all(std::string_view("a\0;\0b\0\n\0", 8), {}, kTwoWholes).status) ==
        "heading, column 1: a NUL byte: perhaps the file is in UTF-16");
}

TEST_CASE("quoted fields keep delimiters, line breaks and doubled quotes, and lines are counted through them") {
  MemorySource source("name,n\n\"a,b\nc\",1\n\"say \"\"hi\"\"\",\"1,5\"\n\n\" x \",x\n");
  auto reader = RecordReader::make(
      source, {.delimiter = ','},
      {{.heading = "name", .type = RecordType::code}, {.heading = "n", .type = RecordType::number}}, {.max_bad = 1});
  REQUIRE(reader.ok());
  const auto batch = reader->next();
  REQUIRE(batch.ok());
  REQUIRE(batch->size() == 2);
  CHECK(reader->code_text(0, 0) == "a,b\nc");
  CHECK(reader->code_text(0, 1) == "say \"hi\"");
  CHECK(batch->numbers(1)[1] == 1.5);
  REQUIRE(reader->faults().size() == 1);
  CHECK(to_string(reader->faults()[0]) ==
        "row 3 (line 6), column \"n\": no number: expected digits with the decimal sign that was stated");
}

TEST_CASE("the end of a file may lack its line end, and a row that is cut short is told") {
  CHECK(read_all("a;b\n1;2", {}, kTwoWholes).good == 1);
  CHECK(read_all("a;b\n1;\"2\"", {}, kTwoWholes).good == 1);
  CHECK(read_all("a;b\n", {}, kTwoWholes).good == 0);
  CHECK(read_all("a;b", {}, kTwoWholes).status.ok());
  CHECK(message_of(read_all("a;b\n1;2\n3", {}, kTwoWholes).status) ==
        "row 2 (line 3): more or fewer fields than the first row has");
  const Outcome open = read_all("a;b\n1;2\n3;\"4\n5;6\n", {}, kTwoWholes, {.max_bad = 1000});
  CHECK(message_of(open.status) == "row 2 (line 3): a quote that is still open where the file ends");
  CHECK(tertial::fault_of(open.status)->at == "row 2 (line 3)");
  CHECK(message_of(read_all("a;b\n1;2\"\n", {}, kTwoWholes).status).find("a quote that neither") != std::string::npos);
  CHECK(message_of(read_all("", {}, kTwoWholes).status) == "the file has no rows: expected a heading or records");
  CHECK(message_of(read_all("\n\r\n\n", {}, kTwoWholes).status) ==
        "the file has no rows: expected a heading or records");
  CHECK(message_of(read_all("\"a;b\n1;2\n", {}, kTwoWholes).status) == "a quote in the first row is never closed");
}

TEST_CASE("bad rows are counted by column and problem, and leave no trace in the batch") {
  std::string file = "a;b\n";
  for (int i = 1; i <= 100; ++i) file += i % 10 == 0 ? "x;y\n" : i % 10 == 5 ? "1\n" : tertial::text(i, ";", i, "\n");
  MemorySource source(file);
  auto reader = RecordReader::make(source, {}, kTwoWholes, {.max_bad = 20, .kept_faults = 3});
  REQUIRE(reader.ok());
  const auto batch = reader->next();
  REQUIRE(batch.ok());
  REQUIRE(batch->size() == 80);
  for (std::size_t i = 0; i < batch->size(); ++i) {
    CHECK(batch->row_number(i) == static_cast<std::uint64_t>(batch->wholes(0)[i]));
    CHECK(batch->wholes(1)[i] == batch->wholes(0)[i]);
  }
  CHECK(reader->rows_read() == 100);
  CHECK(reader->rows_rejected() == 20);
  CHECK(reader->bytes_read() == file.size());
  REQUIRE(reader->faults().size() == 3);
  CHECK(place_of(reader->faults()[0]) == "row 5 (line 6)");
  CHECK(place_of(reader->faults()[2]) == "row 10 (line 11), column \"b\"");
  const std::vector<tertial::RecordFaultCount> wanted = {{0, "", RecordProblem::field_count, 10},
                                                         {1, "a", RecordProblem::not_whole, 10},
                                                         {2, "b", RecordProblem::not_whole, 10}};
  CHECK(reader->fault_counts() == wanted);

  const Outcome ended = read_all(file, {}, kTwoWholes, {.max_bad = 19});
  CHECK(message_of(ended.status) ==
        "row 100 (line 101), column \"a\": no whole number: expected digits; more than 19 rows cannot be read");
  CHECK(ended.rejected == 20);
}

TEST_CASE("a failed reader stays failed, and a source's own error is passed on") {
  MemorySource source("a;b\nx;1\n1;2\n");
  auto reader = RecordReader::make(source, {}, kTwoWholes);
  REQUIRE(reader.ok());
  const absl::Status first = reader->next().status();
  CHECK(!first.ok());
  CHECK(reader->next().status() == first);
  FailingSource failing;
  CHECK(read_all(failing, {}, kTwoWholes).status == absl::DataLossError("the disk is gone"));
}

TEST_CASE("lists of codes have their bounds") {
  const std::string file = "a;b\nx;1\ny;1\nz;1\nx;1\n";
  const Outcome few = read_all(file, {}, {{.heading = "a", .type = RecordType::code, .max_codes = 2}}, {.max_bad = 9});
  CHECK(few.good == 3);
  REQUIRE(few.counts.size() == 1);
  CHECK(few.counts[0].problem == RecordProblem::too_many_codes);
  const Outcome listed =
      read_all(file, {}, {{.heading = "a", .type = RecordType::code, .codes = {"x", "z"}}}, {.max_bad = 9});
  CHECK(listed.good == 3);
  CHECK(listed.counts[0].problem == RecordProblem::unknown_code);

  // Every row another code, of a thousand bytes: the room ends before the list does.
  std::string many = "a;b\n";
  for (int i = 0; i < 30'000; ++i) many += tertial::text(std::string(1000, 'x'), i, ";1\n");
  const Outcome full = read_all(many, {}, {{.heading = "a", .type = RecordType::code}}, {.max_bad = 30'000});
  CHECK(full.status.ok());
  CHECK(full.good > 10'000);
  CHECK(full.good < 17'000);
}

TEST_CASE("a value that is none of those given is a fault, or told apart where others are taken") {
  MemorySource source("Enhet\nNorr\nVäst\n\"Syd\"\nu.s.\n\"Väst\"\n");
  auto reader = RecordReader::make(
      source, {}, {{.heading = "Enhet", .type = RecordType::code, .codes = {"Syd", "Norr"}, .takes_others = true}});
  REQUIRE(reader.ok());
  const auto batch = reader->next();
  REQUIRE(batch.ok());
  const std::vector<std::uint32_t> codes(batch->codes(0).begin(), batch->codes(0).end());
  CHECK(codes == std::vector<std::uint32_t>{1, tertial::kOtherCode, 0, tertial::kMissingCode, tertial::kOtherCode});
  CHECK(reader->rows_rejected() == 0);
  CHECK(reader->code_count(0) == 2);
}

TEST_CASE("missing words that read as values are missing all the same") {
  MemorySource source("a;b;c\n99;9999-12-31;0\n98;2020-01-01;1\n");
  auto reader = RecordReader::make(
      source, {.missing = {"99", "9999-12-31", "0"}},
      {{.heading = "a"}, {.heading = "b", .type = RecordType::date}, {.heading = "c", .type = RecordType::key}});
  REQUIRE(reader.ok());
  const auto batch = reader->next();
  REQUIRE(batch.ok());
  CHECK(batch->wholes(0)[0] == tertial::kMissingWhole);
  CHECK(batch->wholes(0)[1] == 98);
  CHECK(batch->dates(1)[0] == tertial::kMissingDate);
  CHECK(batch->keys(2)[0] == tertial::kMissingKey);
  CHECK(batch->keys(2)[1] == 1);
}

TEST_CASE("rows without end take no memory, and are told") {
  constexpr std::uint64_t kBytes = std::uint64_t{1} << (kSanitized ? 24 : 28);
  EndlessSource line("a;b\n1;", "x", kBytes);
  CHECK(message_of(read_all(line, {}, kTwoWholes).status) ==
        "row 1 (line 2): longer than a row may be: perhaps a quote that is never closed");
  EndlessSource skipped("a;b\n1;", "x", kBytes);
  const Outcome outcome = read_all(skipped, {}, kTwoWholes, {.max_bad = 1});
  CHECK(outcome.status.ok());
  CHECK(outcome.rejected == 1);
  EndlessSource quote("a;b\n1;\"", "2;3\n", kBytes);
  CHECK(message_of(read_all(quote, {}, kTwoWholes, {.max_bad = 5}).status).find("still open") != std::string::npos);
  EndlessSource heading("a;", "b", kBytes);
  CHECK(message_of(read_all(heading, {}, kTwoWholes).status).find("longer than a row may be") != std::string::npos);

  // The row behind one that is too long is read.
  const std::string file = "a;b\n1;2\n3;" + std::string(300'000, '4') + "\n5;6\n";
  const Outcome after = read_all(file, {}, kTwoWholes, {.max_bad = 1});
  CHECK(after.status.ok());
  CHECK(after.good == 2);
  CHECK(place_of(after.faults.at(0)) == "row 2 (line 3)");
}

TEST_CASE("what is asked for wrongly is refused with its place") {
  const auto at_of = [](const Outcome& outcome) { return tertial::fault_of(outcome.status)->at; };
  const std::string file = "a;b;b\n1;2;3\n";
  CHECK(at_of(read_all(file, {}, {})) == "columns");
  CHECK(at_of(read_all(file, {}, {{}})) == "columns/0");
  CHECK(at_of(read_all(file, {}, {{.heading = "a", .position = 1}})) == "columns/0");
  CHECK(at_of(read_all(file, {.heading = false}, {{.heading = "a"}})) == "columns/0");
  CHECK(at_of(read_all(file, {}, {{.heading = "a", .codes = {"x"}}})) == "columns/0/codes");
  CHECK(at_of(read_all(file, {}, {{.heading = "a", .type = RecordType::code, .codes = {"x", "x"}}})) ==
        "columns/0/codes");
  CHECK(message_of(read_all(file, {}, {{.heading = "Enhet"}}).status) ==
        "column \"Enhet\": no such heading among the 3 of the file");
  CHECK(message_of(read_all(file, {}, {{.heading = "b"}}).status) == "column \"b\": two columns have this heading");
  CHECK(message_of(read_all(file, {}, {{.position = 4}}).status) ==
        "column 4: not in the file, whose first row has 3 fields");
  CHECK(at_of(read_all(file, {.delimiter = '1'}, kTwoWholes)) == "delimiter");
  CHECK(at_of(read_all(file, {.decimal = ' '}, kTwoWholes)) == "decimal");
  CHECK(at_of(read_all(file, {.quote = 'x'}, kTwoWholes)) == "quote");
  CHECK(at_of(read_all(file, {.missing = {"", "\xFF"}}, kTwoWholes)) == "missing/1");
  CHECK(at_of(read_all(file, {}, kTwoWholes, {.max_row_bytes = 1})) == "max_row_bytes");
  CHECK(at_of(read_all(file, {}, kTwoWholes, {.batch_rows = 0})) == "batch_rows");
  const Outcome no_secret = read_all(file, {}, {{.position = 1, .type = RecordType::key}});
  CHECK(no_secret.good == 1);
  CHECK(message_of(read_all("k;l\nanna;1\n", {}, {{.heading = "k", .type = RecordType::key}}).status).find("secret") !=
        std::string::npos);
}

TEST_CASE("no content of a record is in any message") {
  std::uint64_t state = 2024;
  const auto below = [&](std::uint64_t bound) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (state >> 33) % bound;
  };
  constexpr std::string_view kLetters = "qwzxkjvQWZXKJV";
  constexpr RecordType kTypes[] = {RecordType::date,  RecordType::time, RecordType::period, RecordType::number,
                                   RecordType::whole, RecordType::code, RecordType::key};
  std::size_t told = 0;
  for (int round = 0; round < 6000; ++round) {
    std::string canary;
    for (int i = 0; i < 12; ++i) canary += kLetters[below(kLetters.size())];
    const std::string mark = canary.substr(0, 6);
    // Some look like what was asked for.
    std::string field = canary;
    switch (below(12)) {
      case 0:
        field = "2020-13-" + canary;
        break;
      case 1:
        field = canary + "\"" + canary;
        break;
      case 2:
        field = "\"" + canary;
        break;
      case 3:
        field = "\"" + canary + "\"" + canary + "\"";
        break;
      case 4:
        field = canary + std::string(1, '\0');
        break;
      case 5:
        field = canary + "\xFF";
        break;
      case 6:
        field = canary + ";" + canary;
        break;
      case 7:
        field = canary + std::string(2000, 'y');
        break;
      case 8:
        field = canary + "\n" + canary;
        break;
      case 9:
        field = canary + std::string(40'000, 'y');
        break;
      case 10:
        field = "1" + canary;
        break;
      default:
        break;
    }
    const RecordType type = kTypes[below(7)];
    const RecordColumn column = {
        .position = 2,
        .type = type,
        .codes = type == RecordType::code ? std::vector<std::string>{"a"} : std::vector<std::string>{}};
    const bool heading = below(2) == 0;
    const bool in_first_row = below(8) == 0;
    const std::string good = type == RecordType::code ? "1;a\n" : type == RecordType::date ? "1;2020-01-01\n" : "1;\n";
    const std::string bad = "1;" + field + "\n";
    const std::string file = in_first_row ? bad + good : (heading ? "1;rubrik\n" : good) + bad + good + bad;
    const Outcome outcome =
        read_all(file, {.heading = heading}, {column, {.position = 1}}, {.max_bad = below(3), .max_row_bytes = 16'384});
    std::string said = message_of(outcome.status);
    if (const auto fault = tertial::fault_of(outcome.status)) said += fault->at + fault->message;
    for (const auto& fault : outcome.faults) said += to_string(fault) + fault.column;
    for (const auto& count : outcome.counts) said += count.column;
    if (!outcome.status.ok() || !outcome.faults.empty()) ++told;
    CHECK(said.find(mark) == std::string::npos);
  }
  CHECK(told > 4000);
}

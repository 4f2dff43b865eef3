// The parts of the reader of case records that come in two forms, one for every processor and one for those that can do
// more, and what has published test vectors.
#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/code_list.hpp"
#include "io/keyed_hash.hpp"
#include "io/record_digits.hpp"
#include "io/record_fields.hpp"
#include "io/record_separators.hpp"
#include "io/short_fields.hpp"
#include "tertial/calendar/date.hpp"
#include "tertial/calendar/period.hpp"
#include "tertial/io/record_reader.hpp"
#include "tertial/text.hpp"

namespace {

using namespace tertial::record_detail;
using tertial::RecordType;

class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept : state_(seed) {}
  std::size_t below(std::size_t bound) noexcept {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33) % bound;
  }
  char pick(std::string_view signs) noexcept { return signs[below(signs.size())]; }

 private:
  std::uint64_t state_;
};

struct Found {
  std::vector<std::uint32_t> positions;
  std::vector<std::uint32_t> strays;
  SeparatorScan scan;
};

template <class Find>
Found found_by(Find find, const std::string& text, SeparatorSigns signs, SeparatorScan scan) {
  Found found;
  found.scan = scan;
  std::vector<char> room(text.size() + kSeparatorBlock);
  std::copy(text.begin(), text.end(), room.begin());
  found.positions.resize(text.size() + 128);
  find(room.data(), text.size(), signs, found.scan, found.positions.data(), found.strays);
  found.positions.resize(found.scan.separators);
  return found;
}

// The rules, byte by byte.
Found found_simply(const std::string& text, SeparatorSigns signs, SeparatorScan scan) {
  Found found;
  found.scan = scan;
  SeparatorScan& now = found.scan;
  now.any_quote = !text.empty() && (now.in_quotes || now.after_quote);
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool quote = c == signs.quote && signs.quote != '\0';
    now.any_quote |= quote;
    now.any_nul |= c == '\0';
    now.any_high |= static_cast<unsigned char>(c) >= 0x80;
    if (now.in_quotes) {
      now.in_quotes = !quote;
      now.after_quote = quote;
      continue;
    }
    const bool before = now.at_field_start;
    const bool closed = now.after_quote;
    now.at_field_start = now.after_quote = false;
    if (c == '\n' || c == signs.delimiter) {
      found.positions.push_back(i);
      now.line_ends += c == '\n' ? 1 : 0;
      now.at_field_start = true;
    } else if (quote && (before || closed)) {
      now.in_quotes = true;
    } else if (quote || (closed && c != '\r')) {
      found.strays.push_back(i);
    }
  }
  now.separators = found.positions.size();
  return found;
}

bool same(const Found& a, const Found& b) {
  return a.positions == b.positions && a.strays == b.strays && a.scan.at_field_start == b.scan.at_field_start &&
         a.scan.in_quotes == b.scan.in_quotes && a.scan.after_quote == b.scan.after_quote &&
         a.scan.line_ends == b.scan.line_ends && a.scan.any_quote == b.scan.any_quote &&
         a.scan.any_high == b.scan.any_high && a.scan.any_nul == b.scan.any_nul;
}

}  // namespace

TEST_CASE("separators are found alike by every set of instructions, wherever quotes stand") {
  Random random(1);
  std::size_t wrong = 0;
  for (int round = 0; round < 40'000; ++round) {
    constexpr std::string_view kRare = "aaaaaaaaaaaaaaaaaaaa;;;\n\n";
    constexpr std::string_view kSome = "aaaa;\n\"\"\r\xE5";
    constexpr std::string_view kMany = "a;\n\"\"\"\r\0";
    const std::string_view signs = round % 3 == 0 ? kRare : round % 3 == 1 ? kSome : kMany;
    std::string text(random.below(300), ' ');
    for (char& c : text) c = random.pick(signs);
    if (round % 2 == 0 && text.size() > 20) text.insert(random.below(text.size()), ";\"a;\"\"\n\";");
    const SeparatorSigns given{.delimiter = ';', .quote = round % 7 == 0 ? '\0' : '"'};
    SeparatorScan before;
    if (given.quote != '\0') {
      before.in_quotes = random.below(3) == 0;
      before.after_quote = !before.in_quotes && random.below(3) == 0;
      before.at_field_start = !before.in_quotes && !before.after_quote && random.below(2) == 0;
    }
    const Found wanted = found_simply(text, given, before);
    if (!same(found_by(find_separators, text, given, before), wanted)) ++wrong;
    if (!same(found_by(find_separators_portably, text, given, before), wanted)) ++wrong;
  }
  CHECK(wrong == 0);
}

namespace {

// Something that a column of the type may hold, or nearly.
std::string field_of(Random& random, RecordType type) {
  const auto digits = [&](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += random.pick("0123456789");
    return text;
  };
  std::string text;
  const std::string day = tertial::text(1895 + random.below(310), "-", random.below(4) == 0 ? "1" : "0", digits(1), "-",
                                        random.below(4), digits(1));
  switch (type) {
    case RecordType::date:
      text = day;
      if (random.below(4) == 0) text = digits(8);
      break;
    case RecordType::time:
      text = day + random.pick(" T") + digits(2) + ":" + digits(2);
      if (random.below(2) == 0) text += ":" + digits(2);
      if (random.below(4) == 0) text = digits(random.below(20));
      break;
    case RecordType::period:
      text = day.substr(0, 7);
      break;
    case RecordType::number: {
      text = digits(random.below(8));
      if (random.below(3) > 0) text.insert(random.below(text.size() + 1), ",");
      break;
    }
    case RecordType::code:
      text = std::string(random.below(20), random.pick("ab"));
      break;
    default:
      text = digits(random.below(20));
  }
  if (random.below(6) == 0) text.insert(0, "-");
  if (random.below(10) == 0 && !text.empty()) text[random.below(text.size())] = random.pick("0,.-:aT ");
  return text;
}

bool read_any(RecordType type, std::string_view field, void* out) {
  switch (type) {
    case RecordType::date:
      return !read_date(field, *static_cast<std::int32_t*>(out));
    case RecordType::time:
      return !read_time(field, *static_cast<std::int64_t*>(out));
    case RecordType::period:
      return !read_period(field, *static_cast<std::uint32_t*>(out));
    case RecordType::number:
      return !read_number(field, ',', *static_cast<double*>(out));
    case RecordType::whole:
      return !read_whole(field, *static_cast<std::int64_t*>(out));
    case RecordType::key:
      return read_number_key(field, *static_cast<std::uint64_t*>(out));
    default:
      return false;
  }
}

// Whether what was taken of a column has the values that the reader of any field gives.
bool agrees(RecordType type, const std::vector<std::string>& fields, const std::vector<unsigned char>& values,
            const std::vector<std::uint32_t>& left) {
  const std::size_t width = type == RecordType::date || type == RecordType::period ? 4 : 8;
  std::size_t next = 0;
  for (std::uint32_t row = 0; row < fields.size(); ++row) {
    if (next < left.size() && left[next] == row) {
      ++next;
      continue;
    }
    alignas(8) std::array<unsigned char, 8> wanted = {};
    char padded[64] = {};
    std::memcpy(padded, fields[row].data(), fields[row].size());
    const bool good = read_any(type, {padded, fields[row].size()}, wanted.data());
    if (!good || std::memcmp(wanted.data(), values.data() + row * width, width) != 0) return false;
  }
  return next == left.size();
}

}  // namespace

TEST_CASE("fields are read alike four at a time, one at a time and by the reader of any field") {
  Random random(2);
  std::size_t wrong = 0;
  std::size_t taken = 0;
  for (int round = 0; round < 4000; ++round) {
    const auto type = static_cast<RecordType>(round % 7);
    if (type == RecordType::code) continue;
    const bool behind_cr = random.below(2) == 0;
    const std::size_t rows = random.below(40);
    std::string text = "\n";
    std::vector<std::uint32_t> ends = {0xFFFFFFFF};
    std::vector<std::string> fields(rows);
    for (std::string& field : fields) {
      field = field_of(random, type);
      text += "x;" + field;
      ends.push_back(static_cast<std::uint32_t>(text.size() - field.size() - 2));
      if (behind_cr != (random.below(30) == 0)) text += '\r';
      ends.push_back(static_cast<std::uint32_t>(text.size() - 1));
      text += '\n';
    }
    text += std::string(64, ' ');
    const FieldGrid grid{.text = text.data() + 1, .ends = ends.data(), .stride = 2, .rows = rows, .fields = 2};
    const ShortFields asked{.grid = &grid, .field = 1, .decimal = ','};
    for (const auto read : {read_short_fields, read_short_fields_portably}) {
      std::vector<unsigned char> values(8 * rows + 8);
      std::vector<std::uint32_t> left(rows + 1);
      left.resize(read(type, asked, values.data(), left.data()));
      if (!agrees(type, fields, values, left)) ++wrong;
      taken += rows - left.size();
    }
  }
  CHECK(wrong == 0);
  CHECK(taken > 20'000);
}

TEST_CASE("every day and month from 1900 to 2200 is read as the calendar has it") {
  std::size_t wrong = 0;
  for (tertial::Date date = tertial::Date::earliest();; date = date + 1) {
    char text[64] = {};
    date.write(text);
    std::int32_t days = 0;
    if (!read_short_date(text, 10, days) || days != date.days()) ++wrong;
    const std::uint32_t month = tertial::Period::of(date, tertial::Granularity::month).code();
    std::uint32_t code = 0;
    if (!read_short_period(text, 7, code) || code != month) ++wrong;
    if (date == tertial::Date::latest()) break;
  }
  CHECK(wrong == 0);
}

TEST_CASE("every number of up to five digits with a decimal sign anywhere is the nearest double") {
  std::size_t wrong = 0;
  for (int number = 0; number < 100'000; ++number) {
    const std::string digits = std::to_string(100'000 + number).substr(1);
    for (std::size_t at = 0; at <= 5; ++at) {
      char text[64] = {};
      std::memcpy(text, digits.data(), at);
      text[at] = '.';
      std::memcpy(text + at + 1, digits.data() + at, 5 - at);
      double nearest = 0;
      std::from_chars(text, text + 6, nearest);
      text[at] = ',';
      double value = -1;
      if (!read_short_number(text, 6, ',', value) || value != nearest) ++wrong;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("keyed hashes are those of RFC 4231") {
  const auto hex = [](const KeyedHash& hash, std::string_view text) {
    std::string out;
    for (const std::uint8_t byte : hash.of(text)) {
      char pair[3];
      std::snprintf(pair, sizeof pair, "%02x", static_cast<unsigned>(byte));
      out += pair;
    }
    return out;
  };
  CHECK(hex(KeyedHash(std::string(20, '\x0b')), "Hi There") ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hex(KeyedHash("Jefe"), "what do ya want for nothing?") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hex(KeyedHash(std::string(20, '\xaa')), std::string(50, '\xdd')) ==
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  CHECK(hex(KeyedHash(std::string(131, '\xaa')), "Test Using Larger Than Block-Size Key - Hash Key First") ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  CHECK(hex(KeyedHash(std::string(131, '\xaa')),
            "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be "
            "hashed before being used by the HMAC algorithm.") ==
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}

TEST_CASE("a list of codes finds each text by its bytes") {
  std::size_t budget = kCodeListBytes;
  CodeList list(budget, 50'000);
  const auto text_of = [](std::uint32_t i) { return tertial::text(std::string(i % 23, 'x'), i); };
  std::uint32_t code = 0;
  for (std::uint32_t i = 0; i < 50'000; ++i) {
    REQUIRE(list.add(text_of(i), text_of(i), code));
    REQUIRE(code == i);
  }
  CHECK(!list.add("more", "more", code));
  std::size_t wrong = 0;
  for (std::uint32_t i = 0; i < 60'000; ++i) {
    const std::string text = text_of(i);
    char padded[64] = {};
    std::memcpy(padded, text.data(), text.size());
    padded[text.size()] = 'q';
    const bool found = list.find(padded, text.size(), code);
    if (found != (i < 50'000) || (found && (code != i || list.text(code) != text))) ++wrong;
  }
  CHECK(wrong == 0);
}

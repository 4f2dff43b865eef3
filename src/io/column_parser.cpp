#include "io/column_parser.hpp"

#include <algorithm>
#include <cstring>

#include "io/record_digits.hpp"
#include "io/record_fields.hpp"

namespace tertial {
inline namespace v1 {
namespace record_detail {
namespace {

std::uint64_t head_of(const char* bytes, std::size_t size) noexcept {
  std::uint64_t head = 0;
  std::memcpy(&head, bytes, std::min<std::size_t>(size, 8));
  return head;
}

}  // namespace

bool FieldRules::is_missing(std::string_view field) const noexcept {
  const std::uint64_t eight = load8(field.data());
  const std::uint64_t head = field.empty() ? 0 : field.size() >= 8 ? eight : eight & ~(~std::uint64_t{0} << 8 * field.size());
  for (const MissingWord& word : missing) {
    if (word.head == head && word.bytes.size() == field.size() && (field.size() <= 8 || word.bytes == field)) return true;
  }
  return false;
}

FieldRules rules_of(const CsvDialect& dialect) {
  FieldRules rules{.decimal = dialect.decimal, .quote = dialect.quote, .encoding = dialect.encoding};
  for (const std::string& word : dialect.missing) {
    std::optional<std::string> bytes = dialect.encoding == TextEncoding::latin_1 ? to_latin_1(word) : word;
    if (!bytes) continue;
    const std::uint64_t head = head_of(bytes->data(), bytes->size());
    rules.missing.push_back({.head = head, .bytes = *std::move(bytes)});
  }
  return rules;
}

ParserScratch::ParserScratch(std::size_t rows)
    : left(rows), unquoted(kMaxFieldBytes + kLookAhead), converted(2 * kMaxFieldBytes) {}

std::optional<std::string_view> bare_field(std::string_view field, char quote, ParserScratch& scratch,
                                           RecordProblem& problem) noexcept {
  while (field.starts_with(' ')) field.remove_prefix(1);
  while (field.ends_with(' ')) field.remove_suffix(1);
  problem = RecordProblem::field_too_long;
  if (quote == '\0' || !field.starts_with(quote)) {
    if (field.size() > kMaxFieldBytes) return std::nullopt;
    return field;
  }
  std::size_t size = 0;
  for (std::size_t i = 1; i < field.size(); ++i) {
    if (field[i] == quote) {
      if (++i == field.size()) return std::string_view(scratch.unquoted.data(), size);
      if (field[i] != quote) break;
    }
    if (size == kMaxFieldBytes) return std::nullopt;
    scratch.unquoted[size++] = field[i];
  }
  problem = RecordProblem::stray_quote;
  return std::nullopt;
}

std::size_t width_of(RecordType type) noexcept {
  return type == RecordType::date || type == RecordType::period || type == RecordType::code ? 4 : 8;
}

ColumnParser::ColumnParser(const RecordColumn& asked, std::size_t field, FieldRules& rules, std::size_t capacity)
    : type_(asked.type),
      field_(field),
      rules_(&rules),
      learns_(asked.codes.empty()),
      codes_(rules.code_bytes, learns_ ? asked.max_codes : asked.codes.size()),
      storage_(capacity * width_of(asked.type)) {
  ParserScratch scratch(0);
  std::fill_n(storage_.data(), std::min<std::size_t>(storage_.size(), 8), static_cast<unsigned char>(0));
  if (type_ == RecordType::code) {
    for (const std::string& code : asked.codes) {
      const std::optional<std::string> bytes = rules.encoding == TextEncoding::latin_1 ? to_latin_1(code) : code;
      std::uint32_t number = 0;
      has_all_codes_ = has_all_codes_ && (bytes ? codes_.add(*bytes, code, number) : codes_.add_unfindable(code));
    }
  }
  char word[64 + kLookAhead] = {};
  for (const MissingWord& missing : rules.missing) {
    std::memcpy(word, missing.bytes.data(), missing.bytes.size());
    const std::string_view text(word, missing.bytes.size());
    if (type_ == RecordType::code) {
      std::uint32_t number = 0;
      if (text.size() <= 16 && !codes_.find(word, text.size(), number)) has_all_codes_ &= codes_.add_missing(text);
    } else if (type_ == RecordType::key) {
      std::uint64_t number = 0;
      words_first_ |= read_number_key(text, number);
    } else {
      // Told by reading it as if there were no missing words.
      std::int64_t whole = 0;
      std::int32_t day = 0;
      std::uint32_t period = 0;
      double value = 0;
      words_first_ |= type_ == RecordType::date     ? !read_date(text, day)
                      : type_ == RecordType::time   ? !read_time(text, whole)
                      : type_ == RecordType::period ? !read_period(text, period)
                      : type_ == RecordType::number ? !read_number(text, rules.decimal, value)
                                                    : !read_whole(text, whole);
    }
  }
}

// Rows whose field `read` does not take go to `left`, in order; how many they are.
template <class T, class ReadShort>
std::size_t ColumnParser::read_short(const FieldGrid& grid, T* out, std::uint32_t* left, ReadShort read) const noexcept {
  std::size_t count = 0;
  const std::uint32_t* ends = grid.ends + field_;
  const char* const text = grid.text;
  const std::size_t stride = grid.stride;
  const auto rows = static_cast<std::uint32_t>(grid.rows);
  const bool last = field_ + 1 == grid.fields;
  if (grid.any_quote) {
    const char quote = rules_->quote;
    for (std::uint32_t row = 0; row < rows; ++row) {
      std::string_view field = grid.field(row, field_);
      bool plain = true;
      if (field.size() >= 2 && field.front() == quote && field.back() == quote) {
        field = field.substr(1, field.size() - 2);
        plain = field.find(quote) == std::string_view::npos;
      }
      left[count] = row;
      count += plain && read(field.data(), field.size(), out[row]) ? 0 : 1;
    }
  } else if (last) {
    for (std::uint32_t row = 0; row < rows; ++row, ends += stride) {
      const std::uint32_t begin = ends[0] + 1;
      const std::uint32_t end = ends[1] - (text[ends[1] - 1] == '\r' ? 1U : 0U);
      left[count] = row;
      count += read(text + begin, end - begin, out[row]) ? 0 : 1;
    }
  } else {
    for (std::uint32_t row = 0; row < rows; ++row, ends += stride) {
      const std::uint32_t begin = ends[0] + 1;
      left[count] = row;
      count += read(text + begin, ends[1] - begin, out[row]) ? 0 : 1;
    }
  }
  return count;
}

std::size_t ColumnParser::read_most(const FieldGrid& grid, std::size_t at, std::uint32_t* left) const noexcept {
  unsigned char* const out = const_cast<unsigned char*>(storage_.data()) + at * width_of(type_);
  switch (type_) {
    case RecordType::date:
      return read_short(grid, reinterpret_cast<std::int32_t*>(out), left,
                        [](const char* text, std::size_t size, std::int32_t& day) { return read_short_date(text, size, day); });
    case RecordType::time:
      return read_short(grid, reinterpret_cast<std::int64_t*>(out), left,
                        [](const char* text, std::size_t size, std::int64_t& time) {
                          return size < 16 ? read_short_whole(text, size, time) : read_short_time(text, size, time);
                        });
    case RecordType::period:
      return read_short(grid, reinterpret_cast<std::uint32_t*>(out), left,
                        [](const char* text, std::size_t size, std::uint32_t& period) {
                          return read_short_period(text, size, period);
                        });
    case RecordType::number:
      return read_short(grid, reinterpret_cast<double*>(out), left,
                        [decimal = rules_->decimal](const char* text, std::size_t size, double& value) {
                          return read_short_number(text, size, decimal, value);
                        });
    case RecordType::whole:
      return read_short(grid, reinterpret_cast<std::int64_t*>(out), left,
                        [](const char* text, std::size_t size, std::int64_t& value) {
                          return read_short_whole(text, size, value);
                        });
    case RecordType::code:
      return read_short(grid, reinterpret_cast<std::uint32_t*>(out), left,
                        [&codes = codes_](const char* text, std::size_t size, std::uint32_t& code) {
                          return codes.find(text, size, code);
                        });
    case RecordType::key:
      return read_short(grid, reinterpret_cast<std::uint64_t*>(out), left,
                        [](const char* text, std::size_t size, std::uint64_t& key) {
                          return read_short_digits(text, size, key);
                        });
  }
  return 0;
}

void ColumnParser::read(const FieldGrid& grid, std::size_t at, ParserScratch& scratch,
                        std::vector<FieldProblem>& problems) {
  std::uint32_t* const left = scratch.left.data();
  std::size_t count = 0;
  if (words_first_ || !kReadsShort) {
    for (count = 0; count < grid.rows; ++count) left[count] = static_cast<std::uint32_t>(count);
  } else {
    count = read_most(grid, at, left);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::optional<RecordProblem> problem = read_one(grid.field(left[i], field_), at + left[i], scratch);
    if (problem) problems.push_back({.row = left[i], .problem = *problem});
  }
}

std::optional<RecordProblem> ColumnParser::read_one(std::string_view field, std::size_t at, ParserScratch& scratch) {
  if (type_ != RecordType::code && rules_->is_missing(field)) {
    set_missing(at);
    return std::nullopt;
  }
  RecordProblem problem = RecordProblem::stray_quote;
  const std::optional<std::string_view> bare = bare_field(field, rules_->quote, scratch, problem);
  if (!bare) return problem;
  return read_bare(*bare, at, scratch);
}

std::optional<RecordProblem> ColumnParser::read_bare(std::string_view field, std::size_t at, ParserScratch& scratch) {
  if (type_ == RecordType::code) return read_code(field, values<std::uint32_t>()[at], scratch);
  if (rules_->is_missing(field)) {
    set_missing(at);
    return std::nullopt;
  }
  switch (type_) {
    case RecordType::date:
      return read_date(field, values<std::int32_t>()[at]);
    case RecordType::time:
      return read_time(field, values<std::int64_t>()[at]);
    case RecordType::period:
      return read_period(field, values<std::uint32_t>()[at]);
    case RecordType::number:
      return read_number(field, rules_->decimal, values<double>()[at]);
    case RecordType::whole:
      return read_whole(field, values<std::int64_t>()[at]);
    default:
      return read_key(field, values<std::uint64_t>()[at], scratch);
  }
}

std::string_view ColumnParser::as_utf_8(std::string_view field, ParserScratch& scratch) const noexcept {
  if (rules_->encoding == TextEncoding::utf_8) return field;
  return {scratch.converted.data(), write_utf_8(field, scratch.converted.data())};
}

std::optional<RecordProblem> ColumnParser::read_code(std::string_view field, std::uint32_t& out,
                                                     ParserScratch& scratch) {
  if (codes_.find(field.data(), field.size(), out)) return std::nullopt;
  if (rules_->is_missing(field)) {
    out = kMissingCode;
    return std::nullopt;
  }
  if (!learns_ || field.empty()) return RecordProblem::unknown_code;
  if (!codes_.add(field, as_utf_8(field, scratch), out)) return RecordProblem::too_many_codes;
  return std::nullopt;
}

std::optional<RecordProblem> ColumnParser::read_key(std::string_view field, std::uint64_t& out,
                                                    ParserScratch& scratch) const {
  if (read_number_key(field, out)) return std::nullopt;
  if (field.empty()) return RecordProblem::not_a_key;
  if (rules_->hash == nullptr) return RecordProblem::key_without_secret;
  constexpr std::uint64_t kText = std::uint64_t{1} << 63;
  const auto digest = rules_->hash->of(as_utf_8(field, scratch));
  std::uint64_t first = 0;
  for (std::size_t i = 0; i < 8; ++i) first = first << 8 | digest[i];
  out = kText | first >> 1;
  if (out == kMissingKey) --out;
  return std::nullopt;
}

void ColumnParser::set_missing(std::size_t at) noexcept {
  switch (type_) {
    case RecordType::date:
      values<std::int32_t>()[at] = kMissingDate;
      return;
    case RecordType::time:
    case RecordType::whole:
      values<std::int64_t>()[at] = kMissingWhole;
      return;
    case RecordType::period:
      values<std::uint32_t>()[at] = kMissingPeriod;
      return;
    case RecordType::number:
      values<double>()[at] = kMissingNumber;
      return;
    case RecordType::code:
      values<std::uint32_t>()[at] = kMissingCode;
      return;
    case RecordType::key:
      values<std::uint64_t>()[at] = kMissingKey;
      return;
  }
}

void ColumnParser::drop(std::size_t at, std::size_t rows, std::span<const std::uint32_t> dropped) noexcept {
  const std::size_t width = width_of(type_);
  unsigned char* const from = storage_.data() + at * width;
  unsigned char* out = from;
  std::size_t next = 0;
  for (std::size_t i = 0; i <= dropped.size(); ++i) {
    const std::size_t until = i < dropped.size() ? dropped[i] : rows;
    std::memmove(out, from + next * width, (until - next) * width);
    out += (until - next) * width;
    next = until + 1;
  }
}

}  // namespace record_detail
}  // namespace v1
}  // namespace tertial

#include "io/column_parser.hpp"

#include <algorithm>
#include <cstring>

#include "io/record_digits.hpp"
#include "io/record_fields.hpp"
#include "io/short_fields.hpp"

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
  const std::uint64_t head = field.empty()       ? 0
                             : field.size() >= 8 ? eight
                                                 : eight & ~(~std::uint64_t{0} << 8 * field.size());
  for (const MissingWord& word : missing) {
    if (word.head == head && word.bytes.size() == field.size() && (field.size() <= 8 || word.bytes == field))
      return true;
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
      takes_others_(asked.takes_others && !learns_),
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

void ColumnParser::read(const FieldGrid& grid, std::size_t at, ParserScratch& scratch,
                        std::vector<FieldProblem>& problems) {
  std::uint32_t* const left = scratch.left.data();
  std::size_t count = 0;
  if (words_first_ || !kReadsShort) {
    for (count = 0; count < grid.rows; ++count) left[count] = static_cast<std::uint32_t>(count);
  } else {
    count = read_short_fields(
        type_, {.grid = &grid, .field = field_, .quote = rules_->quote, .decimal = rules_->decimal, .codes = &codes_},
        storage_.data() + at * width_of(type_), left);
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
  if (takes_others_) {
    out = kOtherCode;
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

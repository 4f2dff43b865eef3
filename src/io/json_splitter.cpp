#include "json_splitter.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace tertial {
inline namespace v1 {
namespace {

bool is_space(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

}  // namespace

bool JsonSplitter::fail(std::string_view problem) noexcept { return fail_at(position_, problem); }

bool JsonSplitter::fail_at(std::size_t position, std::string_view problem) noexcept {
  if (problem_.empty()) {
    problem_ = problem;
    position_ = position;
  }
  return false;
}

void JsonSplitter::skip_space() noexcept {
#if defined(__SSE2__)
  // Long runs, as in a file of nothing else, go sixteen bytes at a time.
  while (position_ + 16 <= text_.size() && is_space(text_[position_])) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text_.data() + position_));
    const __m128i spaces = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'))),
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t'))));
    const unsigned others = ~static_cast<unsigned>(_mm_movemask_epi8(spaces)) & 0xFFFFU;
    if (others != 0) {
      position_ += static_cast<std::size_t>(std::countr_zero(others));
      return;
    }
    position_ += 16;
  }
#endif
  while (position_ < text_.size() && is_space(text_[position_])) ++position_;
}

char JsonSplitter::peek() noexcept {
  skip_space();
  return position_ < text_.size() ? text_[position_] : '\0';
}

bool JsonSplitter::enter(char bracket) noexcept {
  if (failed()) return false;
  if (peek() != bracket) return fail(bracket == '{' ? "expected an object" : "expected an array");
  ++position_;
  first_ = true;
  return true;
}

bool JsonSplitter::next_member() noexcept {
  if (failed()) return false;
  char c = peek();
  if (c == '}') {
    ++position_;
    first_ = false;
    return false;
  }
  if (!first_) {
    if (c != ',') return fail("expected , or }");
    ++position_;
    c = peek();
  }
  first_ = false;
  if (c != '"') return fail("expected a key in quotes");
  const std::size_t start = position_ + 1;
  if (!skip_string()) return false;
  key_ = text_.substr(start, position_ - 1 - start);
  if (peek() != ':') return fail("expected : after the key");
  ++position_;
  skip_space();
  return true;
}

bool JsonSplitter::next_element() noexcept {
  if (failed()) return false;
  const char c = peek();
  if (c == ']') {
    ++position_;
    first_ = false;
    return false;
  }
  if (!first_) {
    if (c != ',') return fail("expected , or ]");
    ++position_;
    if (peek() == ']') return fail("expected a value after the comma");
  }
  first_ = false;
  return true;
}

std::optional<std::string_view> JsonSplitter::skip_value() noexcept {
  if (failed()) return std::nullopt;
  const char c = peek();
  const std::size_t start = position_;
  if (c == '"') {
    if (!skip_string()) return std::nullopt;
  } else if (c == '{' || c == '[') {
    if (!skip_container()) return std::nullopt;
  } else {
    constexpr std::string_view kEnds = " \n\r\t,]}:\"{[";
    while (position_ < text_.size() && kEnds.find(text_[position_]) == std::string_view::npos) ++position_;
    if (position_ == start) {
      fail(position_ == text_.size() ? "the document ends too early" : "expected a value");
      return std::nullopt;
    }
  }
  return text_.substr(start, position_ - start);
}

bool JsonSplitter::at_end() noexcept {
  if (failed()) return false;
  skip_space();
  return position_ == text_.size();
}

bool JsonSplitter::skip_string() noexcept {
  std::size_t at = position_ + 1;
  for (;;) {
    const void* quote = at < text_.size() ? std::memchr(text_.data() + at, '"', text_.size() - at) : nullptr;
    if (quote == nullptr) return fail("the text that begins here has no closing quote");
    const std::size_t end = static_cast<std::size_t>(static_cast<const char*>(quote) - text_.data());
    std::size_t backslashes = 0;
    while (text_[end - 1 - backslashes] == '\\') ++backslashes;  // ends at the opening quote at the latest
    at = end + 1;
    if (backslashes % 2 == 0) break;
  }
  position_ = at;
  return true;
}

// Brackets are found ahead of the position, and kept: what is skipped next mostly begins among them.
bool JsonSplitter::find_more_brackets() noexcept {
  scanned_from_ = scanned_to_;
  const std::size_t left = text_.size() - scanned_from_;
  const std::size_t whole = std::min(left / kBracketBlock, blocks_.size());
  if (whole > 0) {
    find_brackets(text_.data() + scanned_from_, whole, scan_, blocks_.data());
    scanned_to_ += whole * kBracketBlock;
  } else if (left > 0) {
    std::array<char, kBracketBlock> tail;
    tail.fill(' ');
    std::memcpy(tail.data(), text_.data() + scanned_from_, left);
    find_brackets(tail.data(), 1, scan_, blocks_.data());
    scanned_to_ = text_.size();
  }
  return left > 0;
}

bool JsonSplitter::skip_container() noexcept {
  if (position_ < scanned_from_ || position_ >= scanned_to_) {
    scan_ = BracketState{};
    scanned_to_ = position_;
    find_more_brackets();
  }
  std::size_t depth = 0;
  std::size_t at = (position_ - scanned_from_) / kBracketBlock;
  // Of the first block only what comes from the position on.
  std::uint64_t wanted = ~std::uint64_t{0} << ((position_ - scanned_from_) % kBracketBlock);
  for (;; ++at, wanted = ~std::uint64_t{0}) {
    if (scanned_from_ + at * kBracketBlock >= scanned_to_) {
      if (!find_more_brackets()) return fail("the bracket that opens here is never closed");
      at = 0;
    }
    const BracketBlock& block = blocks_[at];
    if (depth > block.closed && depth + block.opened <= kMaxDepth) {
      depth = depth + block.opened - block.closed;
      continue;
    }
    for (std::uint64_t rest = (block.open | block.close) & wanted; rest != 0; rest &= rest - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(rest));
      const std::size_t here = scanned_from_ + at * kBracketBlock + bit;
      if ((block.open >> bit & 1) != 0) {
        if (++depth > kMaxDepth) return fail_at(here, "nested more than 500 levels deep");
      } else if (--depth == 0) {
        position_ = here + 1;
        return true;
      }
    }
  }
}

}  // namespace v1
}  // namespace tertial

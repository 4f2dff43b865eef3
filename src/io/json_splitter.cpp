#include "json_splitter.hpp"

#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace tertial {
inline namespace v1 {
namespace {

constexpr std::size_t kBlock = 64;

// One bit for each of 64 bytes.
struct Masks {
  std::uint64_t quote = 0;
  std::uint64_t backslash = 0;
  std::uint64_t open = 0;   // { [
  std::uint64_t close = 0;  // } ]
};

#if defined(__SSE2__)
std::uint64_t equal_bits(const __m128i (&lanes)[4], char wanted) noexcept {
  const __m128i all = _mm_set1_epi8(wanted);
  std::uint64_t bits = 0;
  for (int i = 3; i >= 0; --i) {
    bits = bits << 16 | static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(lanes[i], all)));
  }
  return bits;
}

Masks masks_of(const char* block) noexcept {
  __m128i lanes[4];
  for (int i = 0; i < 4; ++i) lanes[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 16 * i));
  Masks masks;
  masks.quote = equal_bits(lanes, '"');
  masks.backslash = equal_bits(lanes, '\\');
  // With this bit set '[' and '{' are one byte, and ']' and '}' another; no third byte joins them.
  for (__m128i& lane : lanes) lane = _mm_or_si128(lane, _mm_set1_epi8(0x20));
  masks.open = equal_bits(lanes, '{');
  masks.close = equal_bits(lanes, '}');
  return masks;
}
#else
Masks masks_of(const char* block) noexcept {
  Masks masks;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    const char c = block[i];
    if (c == '"') masks.quote |= bit;
    if (c == '\\') masks.backslash |= bit;
    if (c == '{' || c == '[') masks.open |= bit;
    if (c == '}' || c == ']') masks.close |= bit;
  }
  return masks;
}
#endif

// std::popcount calls a library where the processor's own instruction cannot be taken for granted.
std::size_t count_bits(std::uint64_t bits) noexcept {
  bits -= bits >> 1 & 0x5555555555555555U;
  bits = (bits & 0x3333333333333333U) + (bits >> 2 & 0x3333333333333333U);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0FU;
  return static_cast<std::size_t>(bits * 0x0101010101010101U >> 56);
}

// For each bit whether an odd number of bits is set up to and with it.
std::uint64_t prefix_parity(std::uint64_t bits) noexcept {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

// The bytes that a backslash escapes. `carried` is whether the first byte is escaped by the block before; it
// becomes that for the next block.
std::uint64_t escaped_bits(std::uint64_t backslash, bool& carried) noexcept {
  std::uint64_t escaped = carried ? 1 : 0;
  backslash &= ~escaped;
  carried = false;
  while (backslash != 0) {
    const int at = std::countr_zero(backslash);
    if (at == 63) {
      carried = true;
      break;
    }
    const std::uint64_t next = std::uint64_t{1} << (at + 1);
    escaped |= next;
    backslash &= ~(next | (next - 1));
  }
  return escaped;
}

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

bool JsonSplitter::skip_container() noexcept {
  std::size_t depth = 0;
  bool in_string = false;
  bool escaped_first = false;
  for (std::size_t at = position_; at < text_.size(); at += kBlock) {
    char tail[kBlock];
    const char* block = text_.data() + at;
    if (text_.size() - at < kBlock) {
      std::memset(tail, ' ', kBlock);
      std::memcpy(tail, block, text_.size() - at);
      block = tail;
    }
    const Masks masks = masks_of(block);
    const std::uint64_t quotes = masks.quote & ~escaped_bits(masks.backslash, escaped_first);
    const std::uint64_t inside = prefix_parity(quotes) ^ (in_string ? ~std::uint64_t{0} : 0);
    in_string = (inside >> 63) != 0;
    const std::uint64_t open = masks.open & ~inside;
    const std::uint64_t close = masks.close & ~inside;
    const std::size_t opened = count_bits(open);
    const std::size_t closed = count_bits(close);
    if (depth > closed && depth + opened <= kMaxDepth) {
      depth += opened - closed;
      continue;
    }
    for (std::uint64_t rest = open | close; rest != 0; rest &= rest - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(rest));
      if ((open >> bit & 1) != 0) {
        if (++depth > kMaxDepth) return fail_at(at + bit, "nested more than 500 levels deep");
      } else if (--depth == 0) {
        position_ = at + bit + 1;
        return true;
      }
    }
  }
  return fail("the bracket that opens here is never closed");
}

}  // namespace v1
}  // namespace tertial

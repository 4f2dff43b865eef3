#include "cli/progress_line.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

// With one decimal, of a number of millions.
std::string millions(std::uint64_t count) {
  const std::uint64_t tenths = count / 100'000;
  return text(tenths / 10, ".", tenths % 10);
}

}  // namespace

ProgressLine::ProgressLine(std::optional<std::uint64_t> size)
    : is_terminal_(::isatty(STDERR_FILENO) == 1), size_(size), begun_(Clock::now()), told_(begun_) {}

ProgressLine::~ProgressLine() {
  if (is_shown_) std::fputs("\r\x1b[K", stderr);
}

void ProgressLine::tell(std::uint64_t bytes, std::uint64_t rows) {
  if (!is_terminal_) return;
  const Clock::time_point now = Clock::now();
  if (now - told_ < std::chrono::milliseconds(200)) return;
  told_ = now;
  is_shown_ = true;
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(now - begun_);
  std::fprintf(stderr, "\r%s\x1b[K", line(bytes, rows, size_, took).c_str());
  std::fflush(stderr);
}

std::string ProgressLine::line(std::uint64_t bytes, std::uint64_t rows, std::optional<std::uint64_t> size,
                               std::chrono::milliseconds took) {
  const auto elapsed = static_cast<std::uint64_t>(std::max<std::int64_t>(took.count(), 1));
  std::string result = text(millions(rows), " million rows, ", bytes / 1000 / elapsed, " MB/s");
  if (!size || bytes == 0 || *size < bytes) return result;
  // In kilobytes, so that nothing runs over.
  const std::uint64_t seconds = (*size - bytes) / 1000 * elapsed / (bytes / 1000 + 1) / 1000;
  return result + text(", ", seconds / 60, ":", seconds % 60 < 10 ? "0" : "", seconds % 60, " left");
}

}  // namespace tertial::cli

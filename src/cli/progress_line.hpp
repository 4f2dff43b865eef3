// How far a long reading is, on the last line of a terminal; nothing anywhere else.
//
//   ProgressLine progress(input->size());
//   progress.tell(bytes, rows);        // "12.4 million rows, 210 MB/s, 0:42 left"
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace tertial::cli {

// Writes to standard error where that is a terminal, at most five times a second, and takes the line away at the end.
class ProgressLine {
 public:
  explicit ProgressLine(std::optional<std::uint64_t> size);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  void tell(std::uint64_t bytes, std::uint64_t rows);

  // The line for so many bytes of `size`, which took so long.
  [[nodiscard]] static std::string line(std::uint64_t bytes, std::uint64_t rows, std::optional<std::uint64_t> size,
                                        std::chrono::milliseconds took);

 private:
  using Clock = std::chrono::steady_clock;

  bool is_terminal_;
  bool is_shown_ = false;
  std::optional<std::uint64_t> size_;
  Clock::time_point begun_;
  Clock::time_point told_;
};

}  // namespace tertial::cli

// The most memory that reading a plan takes, over the size of its file. Each figure is from a process of its
// own, which maps the file or reads it whole and gives it to read_plan().
//
// `peak` counts everything the process holds, the file's own bytes as well; `without file` leaves those out.
// The program fails where they are above 2.5 and 1.5.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "plan_text.hpp"
#include "tertial/io/plan_reader.hpp"

namespace {

constexpr double kMostPeak = 2.5;
constexpr double kMostWithoutFile = 1.5;

enum class Access { mapped, read };

// Runs the work in a process of its own; whether it gave true.
template <class Work>
bool apart(const Work& work) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child < 0) return false;
  if (child == 0) {
    const bool good = work();
    std::fflush(stdout);
    _exit(good ? 0 : 1);
  }
  int status = 0;
  return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool write_file(const std::filesystem::path& path, std::string_view text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return false;
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  return std::fclose(file) == 0 && written;
}

bool read_all(int file, std::string& out) {
  for (std::size_t at = 0; at < out.size();) {
    const ssize_t got = read(file, out.data() + at, out.size() - at);
    if (got <= 0) return false;
    at += static_cast<std::size_t>(got);
  }
  return true;
}

double peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024;
}

bool measure(std::string_view name, const std::filesystem::path& path, Access access) {
  const auto size = static_cast<std::size_t>(std::filesystem::file_size(path));
  const int file = open(path.c_str(), O_RDONLY);
  if (file < 0) return false;
  std::string held;
  std::string_view text;
  if (access == Access::mapped) {
    void* mapped = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (mapped == MAP_FAILED) return false;
    text = std::string_view(static_cast<const char*>(mapped), size);
  } else {
    held.resize(size);
    if (!read_all(file, held)) return false;
    text = held;
  }
  if (!tertial::read_plan(text).ok()) return false;
  const auto bytes = static_cast<double>(size);
  const double peak = peak_bytes() / bytes;
  std::printf("%-16.*s %-7s file %6.1f MB   peak %6.1f MB = %.2f of the file   without file %.2f\n",
              static_cast<int>(name.size()), name.data(), access == Access::mapped ? "mapped" : "read", bytes / 1e6,
              peak_bytes() / 1e6, peak, peak - 1);
  return peak <= kMostPeak && peak - 1 <= kMostWithoutFile;
}

template <class MakeText>
bool measure_both(std::string_view name, const MakeText& make_text) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("read_plan_memory_" + std::to_string(getpid()) + ".json");
  const bool written = apart([&] { return write_file(path, make_text()); });
  const bool mapped = written && apart([&] { return measure(name, path, Access::mapped); });
  const bool read = written && apart([&] { return measure(name, path, Access::read); });
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  return mapped && read;
}

}  // namespace

int main() {
  using namespace tertial::bench;
  const bool whole = measure_both("plan", [] { return plan_text(full_plan()); });
  const bool spaced = measure_both("plan, indented", [] { return indented(plan_text(full_plan())); });
  const bool series = measure_both("one long series", [] { return plan_text(one_long_series()); });
  if (whole && spaced && series) return EXIT_SUCCESS;
  std::fputs("read_plan_memory_bench: a plan was not read, or took more memory than it may\n", stderr);
  return EXIT_FAILURE;
}

#include "cli/record_input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "cli/file_io.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {

RecordInput::RecordInput(std::string name, int descriptor) noexcept : name_(std::move(name)), descriptor_(descriptor) {}

RecordInput::~RecordInput() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

absl::StatusOr<std::unique_ptr<RecordInput>> RecordInput::open(const std::string& path) {
  const std::string name = display_name(path);
  int descriptor = STDIN_FILENO;
  if (path != "-") {
    do {
      descriptor = ::open(path.c_str(), O_RDONLY | O_NOCTTY | O_CLOEXEC);
    } while (descriptor < 0 && errno == EINTR);
  }
  if (descriptor < 0) return file_failure(name, "read", errno);
  std::unique_ptr<RecordInput> input(new RecordInput(name, descriptor));
  struct stat status = {};
  if (::fstat(descriptor, &status) != 0) return file_failure(name, "read", errno);
  if (S_ISDIR(status.st_mode)) return file_failure(name, "read", EISDIR);
  if (S_ISBLK(status.st_mode) || (S_ISCHR(status.st_mode) && ::isatty(descriptor) == 0)) {
    return absl::InvalidArgumentError(text(name, ": cannot read: a device, where a file or a pipe is expected"));
  }
  if (S_ISREG(status.st_mode)) input->size_ = static_cast<std::uint64_t>(status.st_size);
  return input;
}

absl::StatusOr<std::size_t> RecordInput::read(std::span<char> into) {
  while (true) {
    const ssize_t size = ::read(descriptor_, into.data(), into.size());
    if (size >= 0) return static_cast<std::size_t>(size);
    if (errno != EINTR) return file_failure(name_, "read", errno);
  }
}

}  // namespace tertial::cli

#include "cli/file_io.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>

#include "cli/shown.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {
namespace {

// Below this a file is read: mapping costs more than it saves, and a copy cannot change under us.
constexpr off_t kMapFrom = off_t{1} << 20;

// A file descriptor that is closed when its owner goes.
class Descriptor {
 public:
  explicit Descriptor(int number) noexcept : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ > STDERR_FILENO) ::close(number_);
  }
  [[nodiscard]] int get() const noexcept { return number_; }
  [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
  // False with errno set where closing shows that a write was lost.
  [[nodiscard]] bool close() noexcept { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

std::string reason(int error) {
  switch (error) {
    case ENOENT:
      return "no such file or directory";
    case EACCES:
    case EPERM:
      return "permission denied";
    case ENOSPC:
    case EDQUOT:
      return "no space left on device";
    case EFBIG:
      return "the file would be larger than is allowed";
    case EPIPE:
      return "the reader closed the pipe";
    case EROFS:
      return "the file system is read-only";
    case ENAMETOOLONG:
      return "the name is too long";
    case ENOTDIR:
      return "a part of the path is not a directory";
    case EISDIR:
      return "is a directory";
    case EBADF:
      return "it is closed";
    case ELOOP:
      return "the links lead in a circle";
    case EIO:
      return "input/output error";
    default:
      return text("system error ", error);
  }
}

absl::Status failure(std::string_view name, std::string_view doing, int error) {
  return absl::UnavailableError(text(name, ": cannot ", doing, ": ", reason(error)));
}

int open_file(const char* path, int flags) noexcept {
  int number = -1;
  do {
    number = ::open(path, flags | O_CLOEXEC);
  } while (number < 0 && errno == EINTR);
  return number;
}

// Reads to the end of the input.
bool read_rest(int descriptor, std::string& out) {
  constexpr std::size_t kStep = std::size_t{1} << 16;
  for (;;) {
    const std::size_t before = out.size();
    if (out.capacity() - before < kStep) out.reserve(2 * out.capacity() + kStep);
    out.resize(before + kStep);
    const ssize_t count = ::read(descriptor, out.data() + before, kStep);
    out.resize(before + (count > 0 ? static_cast<std::size_t>(count) : 0));
    if (count == 0) return true;
    if (count < 0 && errno != EINTR) return false;
  }
}

bool write_all(int descriptor, std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

// A mapped file that is cut short while it is read ends the program here; there is no other way out of such a
// read.
extern "C" void on_lost_mapping(int /*signal*/) {
  constexpr char kMessage[] = "tertial: the input became unreadable while it was read\n";
  [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, kMessage, sizeof kMessage - 1);
  ::_exit(2);
}

// A file under a name of its own beside its final place, removed unless it was moved there.
class NewFile {
 public:
  explicit NewFile(const std::string& target)
      : path_(beside(target)), descriptor_(::mkostemp(path_.data(), O_CLOEXEC)) {}
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() {
    if (made() && !moved_) ::unlink(path_.c_str());
  }
  [[nodiscard]] bool made() const noexcept { return made_; }

  // False with errno set at the first step that fails.
  [[nodiscard]] bool write(std::string_view bytes, mode_t mode) noexcept {
    return write_all(descriptor_.get(), bytes) && ::fchmod(descriptor_.get(), mode) == 0 &&
           ::fsync(descriptor_.get()) == 0 && descriptor_.close();
  }
  // Who owns a file is kept where that is allowed.
  void give_to(uid_t user, gid_t group) noexcept {
    if (::fchown(descriptor_.get(), user, group) != 0) {
      [[maybe_unused]] const int ignored = ::fchown(descriptor_.get(), static_cast<uid_t>(-1), group);
    }
  }
  [[nodiscard]] bool move_to(const std::string& target) noexcept {
    moved_ = ::rename(path_.c_str(), target.c_str()) == 0;
    return moved_;
  }

 private:
  static std::string beside(const std::string& target) {
    const std::size_t slash = target.rfind('/');
    const std::string directory = slash == std::string::npos ? "" : target.substr(0, slash + 1);
    return directory + ".tertial-XXXXXX";
  }

  std::string path_;
  Descriptor descriptor_;
  bool made_ = descriptor_.is_open();
  bool moved_ = false;
};

mode_t mode_of_new_files() noexcept {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

// The path that links lead to; the path itself where it leads nowhere.
std::string resolved(const std::string& path) {
  char* found = ::realpath(path.c_str(), nullptr);
  if (found == nullptr) return path;
  std::string result = found;
  std::free(found);
  return result;
}

absl::Status write_to_device(const std::string& path, std::string_view name, std::string_view bytes) {
  Descriptor device(open_file(path.c_str(), O_WRONLY | O_NOCTTY));
  if (!device.is_open() || !write_all(device.get(), bytes) || !device.close()) return failure(name, "write", errno);
  return absl::OkStatus();
}

absl::Status write_file(const std::string& path, std::string_view bytes) {
  const std::string name = display_name(path);
  struct stat old = {};
  const bool exists = ::stat(path.c_str(), &old) == 0;
  if (!exists && errno != ENOENT) return failure(name, "write", errno);
  if (exists && S_ISDIR(old.st_mode)) return failure(name, "write", EISDIR);
  if (exists && !S_ISREG(old.st_mode)) return write_to_device(path, name, bytes);
  if (exists && ::access(path.c_str(), W_OK) != 0) return failure(name, "write", errno);

  const std::string target = resolved(path);
  NewFile file(target);
  if (!file.made()) return failure(name, "write", errno);
  if (exists) file.give_to(old.st_uid, old.st_gid);
  const mode_t mode = exists ? old.st_mode & 0777U : mode_of_new_files();
  if (!file.write(bytes, mode) || !file.move_to(target)) return failure(name, "write", errno);
  return absl::OkStatus();
}

}  // namespace

void prepare_process() {
  // Opened the wrong way round, so that using the stream is an error still.
  constexpr int kWrongWay[] = {O_WRONLY, O_RDONLY, O_RDONLY};
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (::fcntl(stream, F_GETFD) >= 0) continue;
    if (open_file("/dev/null", kWrongWay[stream]) != stream) std::_Exit(2);
  }
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

InputText::InputText(InputText&& other) noexcept { swap(other); }
InputText& InputText::operator=(InputText&& other) noexcept {
  swap(other);
  return *this;
}
InputText::~InputText() {
  if (mapped_ != nullptr) ::munmap(mapped_, mapped_size_);
}

void InputText::swap(InputText& other) noexcept {
  std::swap(text_, other.text_);
  std::swap(mapped_, other.mapped_);
  std::swap(mapped_size_, other.mapped_size_);
}

std::string_view InputText::view() const noexcept {
  return mapped_ != nullptr ? std::string_view(static_cast<const char*>(mapped_), mapped_size_) : text_;
}

absl::StatusOr<InputText> InputText::open(const std::string& path) {
  const std::string name = display_name(path);
  const Descriptor input(path == "-" ? STDIN_FILENO : open_file(path.c_str(), O_RDONLY | O_NOCTTY));
  if (!input.is_open()) return failure(name, "read", errno);
  struct stat status = {};
  if (::fstat(input.get(), &status) != 0) return failure(name, "read", errno);
  if (S_ISDIR(status.st_mode)) return failure(name, "read", EISDIR);
  if (S_ISBLK(status.st_mode) || (S_ISCHR(status.st_mode) && ::isatty(input.get()) == 0)) {
    return absl::InvalidArgumentError(text(name, ": cannot read: a device, where a file or a pipe is expected"));
  }

  InputText result;
  if (S_ISREG(status.st_mode) && status.st_size >= kMapFrom && ::lseek(input.get(), 0, SEEK_CUR) == 0) {
    const auto size = static_cast<std::size_t>(status.st_size);
    void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, input.get(), 0);
    if (mapped != MAP_FAILED) {
      std::signal(SIGBUS, on_lost_mapping);
      ::madvise(mapped, size, MADV_SEQUENTIAL);
      result.mapped_ = mapped;
      result.mapped_size_ = size;
      return result;
    }
  }
  if (!read_rest(input.get(), result.text_)) return failure(name, "read", errno);
  if (result.text_.empty()) return absl::InvalidArgumentError(text(name, ": the file is empty"));
  return result;
}

std::string display_name(const std::string& path) { return path == "-" ? "standard input" : shown(path, 300); }

absl::Status file_failure(std::string_view name, std::string_view doing, int error) {
  return failure(name, doing, error);
}

bool is_same_file(const std::string& a, const std::string& b) noexcept {
  struct stat first = {};
  struct stat second = {};
  return ::stat(a.c_str(), &first) == 0 && ::stat(b.c_str(), &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino;
}

absl::Status write_output(const std::string& path, std::string_view bytes) {
  if (!path.empty() && path != "-") return write_file(path, bytes);
  if (!write_all(STDOUT_FILENO, bytes)) return failure("standard output", "write", errno);
  return absl::OkStatus();
}

}  // namespace tertial::cli

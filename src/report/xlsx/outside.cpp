#include "report/xlsx/outside.hpp"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

WorkbookFile::WorkbookFile() {
  if (!open_in_memory() && !open_on_disk()) path_.clear();
}

WorkbookFile::~WorkbookFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (on_disk_) ::unlink(path_.c_str());
}

bool WorkbookFile::open_in_memory() {
#ifdef MFD_CLOEXEC
  descriptor_ = ::memfd_create("tertial-workbook", MFD_CLOEXEC);
  if (descriptor_ < 0) return false;
  path_ = text("/proc/self/fd/", descriptor_);
  if (::access(path_.c_str(), W_OK) == 0) return true;
  ::close(descriptor_);
  descriptor_ = -1;
#endif
  return false;
}

bool WorkbookFile::open_on_disk() {
  path_ = text(P_tmpdir, "/tertial-XXXXXX");  // the system's own: the library asks no environment
  descriptor_ = ::mkstemp(path_.data());
  on_disk_ = descriptor_ >= 0;
  return on_disk_;
}

std::optional<std::string> WorkbookFile::read() const {
  struct stat status = {};
  if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = ::pread(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return std::nullopt;
    done += static_cast<std::size_t>(count);
  }
  return bytes;
}

PlainNumbers::PlainNumbers() noexcept
    : plain_(::newlocale(LC_ALL_MASK, "C", nullptr)), before_(::uselocale(plain_ != nullptr ? plain_ : locale_t{})) {}

PlainNumbers::~PlainNumbers() {
  ::uselocale(before_);
  if (plain_ != nullptr) ::freelocale(plain_);
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

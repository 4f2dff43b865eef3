// What libxlsxwriter takes from the world outside: a path to write to, and the thread's decimal sign.
//
//   const PlainNumbers plain;              // 2.4, never 2,4, until it goes
//   WorkbookFile file;
//   write_workbook(file.path());
//   std::optional<std::string> bytes = file.read();
#pragma once

#include <locale.h>

#include <optional>
#include <string>

namespace tertial {
inline namespace v1 {
namespace report {

// A file in memory with a path to it; in the directory for temporary files where the system has none in memory. It is
// gone when the object is.
class WorkbookFile {
 public:
  WorkbookFile();
  ~WorkbookFile();
  WorkbookFile(const WorkbookFile&) = delete;
  WorkbookFile& operator=(const WorkbookFile&) = delete;

  // Empty where no file could be made.
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  // All that was written to the path. Nothing where it cannot be read.
  [[nodiscard]] std::optional<std::string> read() const;

 private:
  bool open_in_memory();
  bool open_on_disk();

  std::string path_;
  int descriptor_ = -1;
  bool on_disk_ = false;
};

// Numbers are printed with a decimal point by this thread while the object is there, whatever its locale says.
class PlainNumbers {
 public:
  PlainNumbers() noexcept;
  ~PlainNumbers();
  PlainNumbers(const PlainNumbers&) = delete;
  PlainNumbers& operator=(const PlainNumbers&) = delete;

 private:
  locale_t plain_;
  locale_t before_;
};

}  // namespace report
}  // namespace v1
}  // namespace tertial

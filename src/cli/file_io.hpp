// Files as the command line reads and writes them: whole inputs in, whole outputs out or none.
//
//   absl::StatusOr<InputText> input = InputText::open("plan.json");   // "-" is standard input
//   absl::Status status = write_output("report.md", page);   // the old report, or the new one; never half of one
//   if (!status.ok()) std::cerr << status.message();         // "report.md: no space left on device"
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace tertial::cli {

// Keeps a closed standard stream from becoming the next file opened, and turns a closed pipe or a reached
// limit on file sizes from a signal into an error of the write. Called once, before anything else.
void prepare_process();

// The bytes of one input. Large files are mapped: their bytes take no memory of the process.
class InputText {
 public:
  // Errors, each one line that begins with the name: not there, no permission, a directory, a device, empty,
  // unreadable.
  [[nodiscard]] static absl::StatusOr<InputText> open(const std::string& path);

  InputText(InputText&& other) noexcept;
  InputText& operator=(InputText&& other) noexcept;
  InputText(const InputText&) = delete;
  InputText& operator=(const InputText&) = delete;
  ~InputText();

  // Borrowed from the input.
  [[nodiscard]] std::string_view view() const noexcept;

 private:
  InputText() = default;
  void swap(InputText& other) noexcept;

  std::string text_;
  void* mapped_ = nullptr;
  std::size_t mapped_size_ = 0;
};

// The path as messages name it.
[[nodiscard]] std::string display_name(const std::string& path);

// What a system error means for someone who only knows the file's name: "plan.json: cannot read: no such file or directory".
[[nodiscard]] absl::Status file_failure(std::string_view name, std::string_view doing, int error);

// Whether both are there and one file.
[[nodiscard]] bool is_same_file(const std::string& a, const std::string& b) noexcept;

// Writes all of `bytes` to `path`, or to standard output where it is empty or "-". A file is written beside
// its place and moved there when it is complete and on disk; the permissions of the one it replaces are kept.
// Devices and pipes are written to as they are. On failure nothing is left behind and an existing file is as
// it was.
[[nodiscard]] absl::Status write_output(const std::string& path, std::string_view bytes);

}  // namespace tertial::cli

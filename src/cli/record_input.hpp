// A file of case records, or standard input, piece by piece, so that it may be larger than memory.
//
//   absl::StatusOr<std::unique_ptr<RecordInput>> input = RecordInput::open("records.csv");   // "-" is standard input
//   auto reader = tertial::RecordReader::make(**input, dialect, columns);
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "tertial/io/byte_source.hpp"

namespace tertial::cli {

class RecordInput final : public ByteSource {
 public:
  // Errors, each one line that begins with the name: those of InputText::open(), but that an empty file is for the reader
  // of its records to tell.
  [[nodiscard]] static absl::StatusOr<std::unique_ptr<RecordInput>> open(const std::string& path);
  ~RecordInput() override;

  // Errors, one line that begins with the name, where the file cannot be read on.
  [[nodiscard]] absl::StatusOr<std::size_t> read(std::span<char> into) override;
  // How many bytes the file has, for telling progress; nothing of a pipe.
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept { return size_; }

 private:
  RecordInput(std::string name, int descriptor) noexcept;

  std::string name_;
  int descriptor_;
  std::optional<std::uint64_t> size_ = std::nullopt;
};

}  // namespace tertial::cli

// What the words after `tertial` ask for.
//
//   absl::StatusOr<Request> request = parse_arguments(argc, argv);
//   request.status().message();   // "unknown option --as-off; did you mean --as-of?"
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "cli/commands.hpp"

namespace tertial::cli {

[[nodiscard]] absl::StatusOr<Request> parse_arguments(int argc, const char* const* argv);

// The place of `word` in `known`. Error: "WHAT "word" is not one of a, b, c; did you mean b?".
[[nodiscard]] absl::StatusOr<std::size_t> choose(std::string_view what, std::string_view word,
                                                 std::span<const std::string_view> known);

// "; did you mean X?", or nothing where none of `known` is close.
[[nodiscard]] std::string suggestion(std::string_view word, std::span<const std::string_view> known);

// `fallback` where no language is asked for.
[[nodiscard]] absl::StatusOr<Language> choose_language(const std::optional<std::string>& word, Language fallback);

}  // namespace tertial::cli

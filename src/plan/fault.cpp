#include "tertial/plan/fault.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "absl/strings/cord.h"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

constexpr char kPlacePayload[] = "tertial/fault/at";
constexpr char kMessagePayload[] = "tertial/fault/message";
constexpr char kSyntaxPayload[] = "tertial/fault/syntax";

// Edits that turn one word into another, neighbours swapped counting as one (optimal string alignment); gives up with a
// large number on long words.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  constexpr std::size_t kLongest = 48;
  if (a.size() > kLongest || b.size() > kLongest) return kLongest;
  std::array<std::array<std::size_t, kLongest + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i - 1) % 3];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
      }
    }
  }
  return rows[a.size() % 3][b.size()];
}

}  // namespace

absl::Status unusable(FaultKind kind, std::string_view at, std::string_view message) {
  absl::Status status = absl::InvalidArgumentError(at.empty() ? text(message) : text(at, ": ", message));
  status.SetPayload(kPlacePayload, absl::Cord(to_absl(at)));
  status.SetPayload(kMessagePayload, absl::Cord(to_absl(message)));
  if (kind == FaultKind::syntax) status.SetPayload(kSyntaxPayload, absl::Cord());
  return status;
}

std::optional<Fault> fault_of(const absl::Status& status) {
  const auto at = status.GetPayload(kPlacePayload);
  const auto message = status.GetPayload(kMessagePayload);
  if (!at || !message) return std::nullopt;
  return Fault{.kind = status.GetPayload(kSyntaxPayload) ? FaultKind::syntax : FaultKind::schema,
               .at = std::string(*at),
               .message = std::string(*message)};
}

std::string_view closest(std::string_view word, const std::string_view* known, std::size_t count) {
  std::string_view best;
  std::size_t best_distance = word.size() / 3 + 2;  // farther is no misspelling but another word
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t distance = edit_distance(word, known[i]);
    if (distance < best_distance && distance < known[i].size()) {
      best = known[i];
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace v1
}  // namespace tertial

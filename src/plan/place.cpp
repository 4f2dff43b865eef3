#include "tertial/plan/place.hpp"

#include <boost/container/small_vector.hpp>

#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {

std::string Place::pointer() const {
  boost::container::small_vector<const Place*, 16> steps;
  for (const Place* step = this; step->parent_ != nullptr; step = step->parent_) steps.push_back(step);
  std::string result;
  for (std::size_t i = steps.size(); i-- > 0;) {
    result += '/';
    if (steps[i]->is_index_) {
      result += text(steps[i]->index_);
      continue;
    }
    for (const char c : steps[i]->key_) {
      if (c == '~') {
        result += "~0";
      } else if (c == '/') {
        result += "~1";
      } else {
        result += c;
      }
    }
  }
  return result;
}

absl::Status Place::fault(std::string_view message) const { return unusable(FaultKind::schema, pointer(), message); }

}  // namespace v1
}  // namespace tertial

// What a document says beside the contract: keys that begin with "x-", kept and written back.
//
//   Extras extras{{.key = "x-external", .json = "\"A17\""}};
//   extras.front().json;   // the value as compact JSON text
#pragma once

#include <string>
#include <vector>

namespace tertial {
inline namespace v1 {

struct Extra {
  std::string key;
  std::string json;  // compact, valid JSON; numbers as they were written
  friend bool operator==(const Extra&, const Extra&) = default;
};

using Extras = std::vector<Extra>;

}  // namespace v1
}  // namespace tertial

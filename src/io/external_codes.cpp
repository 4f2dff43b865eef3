#include "io/external_codes.hpp"

#include <algorithm>
#include <vector>

#include "tertial/plan/fault.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

absl::Status read_code(const simdjson::dom::element& element, const Place& place, std::string& out) {
  std::string_view code;
  if (element.get_string().get(code) != simdjson::SUCCESS || code.empty()) {
    return place.fault("a code is text that is not empty");
  }
  out = code;
  return absl::OkStatus();
}

absl::Status unknown(std::string_view key, std::span<const ExternalCode> known, const Place& place) {
  std::vector<std::string_view> keys;
  for (const ExternalCode& each : known) keys.push_back(each.key);
  const std::string_view meant = closest(key, keys.data(), keys.size());
  return place.fault(meant.empty() ? text("there is no such code")
                                   : text("there is no such code; did you mean ", meant, "?"));
}

}  // namespace

absl::Status ExternalCodeReader::read(const Extras& extras, std::span<const ExternalCode> known, const Place& place,
                                      ExternalCodes& out) {
  const auto extra =
      std::find_if(extras.begin(), extras.end(), [](const Extra& each) { return each.key == kExternalKey; });
  if (extra == extras.end()) return absl::OkStatus();
  const Place here(place, kExternalKey);
  simdjson::dom::element element;
  if (const simdjson::error_code error = parser_.parse(extra->json).get(element)) {
    return error == simdjson::MEMALLOC ? absl::ResourceExhaustedError("out of memory") : here.fault("this is no JSON");
  }
  if (element.is_string()) return read_code(element, here, out.*known.front().code);
  simdjson::dom::object object;
  if (element.get_object().get(object) != simdjson::SUCCESS) return here.fault("expected a code or an object of codes");
  for (const simdjson::dom::key_value_pair member : object) {
    const Place at(here, member.key);
    const auto code =
        std::find_if(known.begin(), known.end(), [&](const ExternalCode& each) { return each.key == member.key; });
    if (code == known.end()) return unknown(member.key, known, at);
    if (absl::Status status = read_code(member.value, at, out.*code->code); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace v1
}  // namespace tertial

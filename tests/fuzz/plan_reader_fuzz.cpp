// Any bytes as a plan document: refused with a place, or read, followed up and written, and then read again
// to the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include <simdjson.h>

#include "tertial/followup/follow_up.hpp"
#include "tertial/io/follow_up_writer.hpp"
#include "tertial/io/plan_reader.hpp"
#include "tertial/io/plan_writer.hpp"
#include "tertial/plan/fault.hpp"
#include "tertial/plan/findings.hpp"
#include "tertial/report/markdown.hpp"

namespace {

using namespace tertial;

void require(bool holds) {
  if (!holds) std::abort();
}

bool is_json(const std::string& text) {
  simdjson::dom::parser parser;
  return parser.parse(text).error() == simdjson::SUCCESS;
}

void check_refusal(const absl::Status& status) {
  const std::optional<Fault> fault = fault_of(status);
  require(fault.has_value() && !fault->message.empty());
  require(fault->at.empty() || fault->at.starts_with('/') || fault->at.starts_with("line "));
}

void check_round_trip(const Plan& plan) {
  const std::string written = write_plan(plan);
  const absl::StatusOr<Plan> again = read_plan(written);
  require(again.ok() && *again == plan && write_plan(*again) == written);
}

void check_follow_up(const Plan& plan) {
  const Date as_of = *Date::try_parse("2020-08-31");
  const Clock clock{.as_of = as_of, .known_at = *Date::try_parse("2020-09-30")};
  require(find_faults(plan, nullptr).size() >= plan.matrix().faults().size());
  (void)find_faults(plan, &clock);
  for (const std::optional<Date>& known_at : {std::optional<Date>(), clock.known_at}) {
    const absl::StatusOr<FollowUp> review = follow_up(plan, {.as_of = as_of, .known_at = known_at});
    require(review.ok() && review->risks.size() <= plan.risks().size());
    for (const Language language : {Language::sv, Language::en}) {
      require(is_json(write_follow_up(plan, *review, language)));
      require(!report::markdown(plan, *review, language).empty());
      (void)write_csv(plan, *review, language);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  const absl::StatusOr<Plan> plan = read_plan(json);
  if (!plan.ok()) {
    check_refusal(plan.status());
    return 0;
  }
  check_round_trip(*plan);
  check_follow_up(*plan);
  return 0;
}

// A program of someone who links the library: follow_up PLAN.json. The report that the sample plan is made
// from states for tertial 2, 2020: six risks open, one closed, two reduced since tertial 1.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "tertial/calendar/period.hpp"
#include "tertial/followup/follow_up.hpp"
#include "tertial/io/plan_reader.hpp"

int main(int, char** argv) {
  std::ifstream file(argv[1], std::ios::binary);
  const std::string json{std::istreambuf_iterator<char>(file), {}};
  const absl::StatusOr<tertial::Plan> plan = tertial::read_plan(json);
  const absl::StatusOr<tertial::Period> period = tertial::Period::parse("2020-T2");
  if (!plan.ok() || !period.ok()) return 1;
  const absl::StatusOr<tertial::FollowUp> review = tertial::follow_up(*plan, {.as_of = period->last()});
  if (!review.ok()) return 1;
  const tertial::Summary::Risks& risks = review->summary.risks;
  std::printf("%d open, %d closed, %d reduced\n", risks.open, risks.closed, risks.reduced);
}

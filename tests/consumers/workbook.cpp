// A program of someone who wants a workbook: workbook PLAN.json. It tells the first bytes of the file, which say that it
// is a ZIP archive, or why there is none.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "tertial/followup/follow_up.hpp"
#include "tertial/io/plan_reader.hpp"
#include "tertial/report/xlsx.hpp"

int main(int, char** argv) {
  std::ifstream file(argv[1], std::ios::binary);
  const std::string json{std::istreambuf_iterator<char>(file), {}};
  const absl::StatusOr<tertial::Plan> plan = tertial::read_plan(json);
  if (!plan.ok()) return 1;
  const absl::StatusOr<tertial::FollowUp> review = tertial::follow_up(*plan, {.as_of = tertial::Date::latest()});
  if (!review.ok()) return 1;
  const absl::StatusOr<std::string> workbook = tertial::report::xlsx(*plan, *review, tertial::Language::sv);
  std::printf("%s\n", workbook.ok()                              ? workbook->substr(0, 2).c_str()
                      : absl::IsUnimplemented(workbook.status()) ? "not built in"
                                                                 : "failed");
}

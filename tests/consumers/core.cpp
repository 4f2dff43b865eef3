// A program of someone who uses only the header-only part. The second tertial of a year is May to August.
#include <cstdio>

#include "tertial/calendar/period.hpp"

int main() {
  const absl::StatusOr<tertial::Period> period = tertial::Period::parse("2020-T2");
  if (!period.ok()) return 1;
  std::printf("%s ends %s\n", period->to_string().c_str(), period->last().to_string().c_str());
}

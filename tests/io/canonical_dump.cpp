// Prints a plan document in canonical form: canonical_dump PLAN.json
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "tertial/io/plan_reader.hpp"
#include "tertial/io/plan_writer.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: canonical_dump PLAN.json\n";
    return 2;
  }
  std::ifstream in(argv[1], std::ios::binary);
  const std::string json(std::istreambuf_iterator<char>(in), {});
  if (!in) {
    std::cerr << argv[1] << ": cannot be read\n";
    return 2;
  }
  const absl::StatusOr<tertial::Plan> plan = tertial::read_plan(json);
  if (!plan.ok()) {
    std::cerr << argv[1] << ": " << plan.status().ToString() << '\n';
    return 1;
  }
  std::cout << tertial::write_plan(*plan) << std::flush;
  return std::cout ? 0 : 2;
}

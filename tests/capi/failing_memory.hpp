// Memory that runs out where a test says so. Counts what is allocated by operator new, in the library too.
//
//   fail_allocation(3);               // the third from here on is refused
//   const tertial_status status = tertial_plan_read(...);
//   const bool was_refused = stop_failing();
#pragma once

#include <cstddef>

namespace tertial::test {

enum class Refused { once, from_then_on };

// Counts on this thread alone; `number` is from 1.
void fail_allocation(std::size_t number, Refused how = Refused::once) noexcept;
// Whether any was refused since.
bool stop_failing() noexcept;

}  // namespace tertial::test

// Which columns of a table are sums of others, by their headings.
//
//   read_columns({"jan 2020", "feb 2020", "mars 2020", "april 2020", "T1 2020"}, {}, false)->columns[0].part_of;    // 4
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tertial/measure/disclosure/count_table.hpp"

namespace tertial::cli {

struct CountColumns {
  std::vector<CountColumn> columns = {};
  std::vector<bool> is_period = {};
};

// A period is the sum of the longest periods inside it that are headings too, and has to be covered by them. `subtotals`
// are the sums of the columns before them, back to the last subtotal. With `flat` nothing is a sum.
[[nodiscard]] absl::StatusOr<CountColumns> read_columns(const std::vector<std::string>& headings,
                                                        const std::vector<std::string>& subtotals, bool flat);

// What a column of another table is to those of this one.
struct ColumnRelation {
  enum class Kind : std::uint8_t {
    same,     // it has the heading of one
    sum,      // it is a period that some of them make up
    apart,    // it is a period that shares no day with them
    unknown,  // neither
  };
  Kind kind = Kind::unknown;
  std::vector<std::uint32_t> parts = {};  // of a sum
};
[[nodiscard]] ColumnRelation relation_of(const std::string& heading, const std::vector<std::string>& headings);

// Whether some heading is a period inside another's.
[[nodiscard]] bool has_nested_periods(const std::vector<std::string>& headings);

}  // namespace tertial::cli

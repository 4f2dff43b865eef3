// Stands for src/report/xlsx where the library is built without libxlsxwriter.
#include "tertial/report/xlsx.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

absl::StatusOr<std::string> xlsx(const Plan& /*plan*/, const FollowUp& /*review*/, Language /*language*/) {
  return absl::UnimplementedError(
      "this tertial was built without libxlsxwriter and makes no Excel workbooks; the CSV form holds the same figures");
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

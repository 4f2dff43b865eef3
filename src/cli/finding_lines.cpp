#include "cli/finding_lines.hpp"

#include "cli/shown.hpp"
#include "tertial/text.hpp"

namespace tertial::cli {

std::string finding_lines(std::span<const Finding> findings, Language language) {
  std::string result;
  for (const Finding& finding : findings) {
    result += text(to_string(finding.severity()), ": ", shown(finding.at, 300), ": ", to_string(finding.code), ": ",
                   shown(message(finding, language), 2000), "\n");
  }
  return result;
}

}  // namespace tertial::cli

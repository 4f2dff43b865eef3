// The sentences of the summary, subject by subject; each adds what the figures give, and nothing where they
// give nothing.
//
//   Sentences out;
//   tell_risks(source, out);
//   out.front();              // "Ingen röd risk kvarstår."
#pragma once

#include <string>
#include <vector>

#include "report/sections.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

using Sentences = std::vector<std::string>;

// Adds a sentence, with a large first letter.
void tell(Sentences& out, std::string sentence);
// " sedan tertial 1 2020"; empty without a previous follow-up.
[[nodiscard]] std::string since(const Source& source);

// "Uppföljning 2020-08-31 (tertial 2 2020), jämfört med 2020-04-30 (tertial 1 2020)".
[[nodiscard]] std::string what_was_followed_up(const Source& source);

void tell_risks(const Source& source, Sentences& out);
void tell_matrix(const Source& source, Sentences& out);
void tell_breaks(const Source& source, Sentences& out);
void tell_actions(const Source& source, Sentences& out);
void tell_indicators(const Source& source, Sentences& out);
void tell_targets(const Source& source, Sentences& out);
void tell_self_checks(const Source& source, Sentences& out);
void tell_findings(const Source& source, Sentences& out);

}  // namespace report
}  // namespace v1
}  // namespace tertial

// The self-checks: sample, results and how the sample is made up.
#include <string>
#include <vector>

#include "report/figures.hpp"
#include "report/grammar.hpp"
#include "report/sections.hpp"
#include "report/words.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

std::string count(double value, Language language) { return number(value, std::nullopt, language); }

Inline head(const SelfCheck& check, Language language) {
  Inline line;
  line.strong(check.title.empty() ? check.id : check.title);
  std::string about = long_period(check.period, language);
  if (!check.risks.empty()) {
    about += text(", ", say(check.risks.size() == 1 ? words::kRiskRef : words::kRisksRef, language,
                            listed(check.risks, language)));
  }
  if (check.sample) about += text(", ", say(words::kSample, language, count(*check.sample, language)));
  return line.text(text(" (", about, ")"));
}

Inline result_line(const SelfCheck& check, const SelfCheckResult& result, Language language) {
  std::vector<std::string> figures;
  if (result.numerator && check.sample) {
    figures.push_back(
        say(words::kOfSample, language, count(*result.numerator, language), count(*check.sample, language)));
  } else if (result.numerator) {
    figures.push_back(count(*result.numerator, language));
  }
  if (result.share) figures.push_back(percent(*result.share, std::nullopt, language));
  Inline line(result.title);
  line.text(": ");
  for (std::size_t i = 0; i < figures.size(); ++i) line.text(i > 0 ? ", " : "").text(figures[i]);
  if (figures.empty()) line.text(in(words::kMissing, language));
  return line;
}

// Each group with its share of all of them, in whole percent.
Inline breakdown_line(const Breakdown& breakdown, Language language) {
  double sum = 0;
  for (const auto& group : breakdown.groups) sum += group.second;
  Inline line(capitalized(known_word(breakdown.by, language)));
  line.text(": ");
  bool first = true;
  for (const auto& [name, size] : breakdown.groups) {
    if (!first) line.text(", ");
    first = false;
    line.text(known_word(name, language)).text(" ").text(count(size, language));
    if (sum > 0) line.text(text(" (", percent(size / sum * 100, 0, language), ")"));
  }
  return line;
}

}  // namespace

void write_self_checks(const Source& source, Page& page) {
  if (source.review.self_checks.empty()) return;
  page.heading(2, Inline(in(words::kSelfChecks, source.language)));
  for (const std::uint32_t place : source.review.self_checks) {
    const SelfCheck& check = source.plan.self_checks()[place];
    page.bullet(head(check, source.language).about({Subject::Kind::self_check, place}));
    for (const SelfCheckResult& result : check.results) page.bullet(result_line(check, result, source.language), 1);
    for (const Breakdown& breakdown : check.breakdowns) page.bullet(breakdown_line(breakdown, source.language), 1);
  }
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

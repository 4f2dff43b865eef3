// Sentences on self-checks and findings: how many there are, and what errors and warnings are about.
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "report/grammar.hpp"
#include "report/sentences.hpp"
#include "report/words.hpp"
#include "tertial/plan/finding.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

struct Subject {
  Phrase one, many;
  bool is_neuter;  // Swedish "ett"
};

// What a finding of each code is about, in the order of FindingCode.
constexpr std::array<Subject, kFindingCodes> kSubjects = {{
    {{"riskvärde utan nivå", "score without a level"}, {"riskvärden utan nivå", "scores without a level"}, true},
    {{"riskvärde med flera nivåer", "score with several levels"},
     {"riskvärden med flera nivåer", "scores with several levels"},
     true},
    {{"brott mot matrisens ordning", "breach of the order of the matrix"},
     {"brott mot matrisens ordning", "breaches of the order of the matrix"},
     true},
    {{"andel som inte stämmer med sina tal", "share that does not agree with its counts"},
     {"andelar som inte stämmer med sina tal", "shares that do not agree with their counts"},
     false},
    {{"andel utanför 0 till 100 procent", "share outside 0 to 100 per cent"},
     {"andelar utanför 0 till 100 procent", "shares outside 0 to 100 per cent"},
     false},
    {{"täljare större än sin nämnare", "numerator larger than its denominator"},
     {"täljare större än sina nämnare", "numerators larger than their denominators"},
     false},
    {{"par av andelar som inte blir hundra procent", "pair of shares that do not make a hundred per cent"},
     {"par av andelar som inte blir hundra procent", "pairs of shares that do not make a hundred per cent"},
     true},
    {{"fördelning som inte går ihop med sitt urval", "breakdown that does not add up to its sample"},
     {"fördelningar som inte går ihop med sina urval", "breakdowns that do not add up to their samples"},
     false},
    {{"uppgift som saknas", "missing figure"}, {"uppgifter som saknas", "missing figures"}, false},
    {{"indikator som släpar efter", "indicator that lags behind"},
     {"indikatorer som släpar efter", "indicators that lag behind"},
     false},
    {{"ny definition", "new definition"}, {"nya definitioner", "new definitions"}, false},
    {{"uppgift som står två gånger", "figure that stands twice"},
     {"uppgifter som står två gånger", "figures that stand twice"},
     false},
    {{"risk utan åtgärd", "risk without an action"}, {"risker utan åtgärd", "risks without an action"}, false},
    {{"åtgärd utan indikator", "action without an indicator"},
     {"åtgärder utan indikator", "actions without an indicator"},
     false},
    {{"risk som inte är bedömd på nytt", "risk that has not been judged anew"},
     {"risker som inte är bedömda på nytt", "risks that have not been judged anew"},
     false},
    {{"risk som har sänkts utan åtgärd", "risk lowered without an action"},
     {"risker som har sänkts utan åtgärd", "risks lowered without an action"},
     false},
    {{"åtgärd utan slutdatum", "action without an end date"},
     {"åtgärder utan slutdatum", "actions without an end date"},
     false},
    {{"mål med förväntade resultat men utan indikator", "goal with expected results but no indicator"},
     {"mål med förväntade resultat men utan indikator", "goals with expected results but no indicator"},
     true},
    {{"åtgärd vars rapport inte stämmer med datumen", "action whose report disagrees with its dates"},
     {"åtgärder vars rapporter inte stämmer med datumen", "actions whose reports disagree with their dates"},
     false},
    {{"aktivitet över tiden", "activity past its end"}, {"aktiviteter över tiden", "activities past their end"}, false},
    {{"mål som inte är beslutat", "target not decided yet"},
     {"mål som inte är beslutade", "targets not decided yet"},
     true},
    {{"följd av datum i fel ordning", "set of dates out of order"},
     {"följder av datum i fel ordning", "sets of dates out of order"},
     false},
    {{"litet antal", "small count"}, {"små antal", "small counts"}, true},
}};

std::string subjects(const Source& source, FindingSeverity severity) {
  std::array<int, kFindingCodes> counts = {};
  for (const Finding& finding : source.review.findings) {
    if (finding.severity() == severity) ++counts[static_cast<std::size_t>(finding.code)];
  }
  Sentences parts;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    const Subject& subject = kSubjects[i];
    // Any noun of the right gender gives the number.
    const Noun noun = subject.is_neuter ? Noun::target : Noun::risk;
    parts.push_back(text(number_word(counts[i], noun, source.language), " ",
                         in(counts[i] == 1 ? subject.one : subject.many, source.language)));
  }
  return listed(parts, source.language);
}

}  // namespace

void tell_self_checks(const Source& source, Sentences& out) {
  const int count = static_cast<int>(source.review.self_checks.size());
  if (count == 0) return;
  tell(out, say(count == 1 ? words::kOneSelfCheck : words::kManySelfChecks, source.language,
                number_word(count, Noun::self_check, source.language)));
}

void tell_findings(const Source& source, Sentences& out) {
  const auto& [errors, warnings, notes] = source.review.summary.findings;
  if (errors + warnings + notes == 0) {
    tell(out, std::string(in(words::kNothingFound, source.language)));
    return;
  }
  Sentences parts{counted(errors, Noun::error, source.language), counted(warnings, Noun::warning, source.language)};
  if (notes > 0) parts.push_back(counted(notes, Noun::note, source.language));
  std::string sentence = say(words::kFound, source.language, listed(parts, source.language));
  if (errors > 0) {
    sentence += say(errors == 1 ? words::kErrorAbout : words::kErrorsAbout, source.language,
                    subjects(source, FindingSeverity::error));
  }
  if (warnings > 0) {
    sentence += say(warnings == 1 ? words::kWarningAbout : words::kWarningsAbout, source.language,
                    subjects(source, FindingSeverity::warning));
  }
  tell(out, std::move(sentence));
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

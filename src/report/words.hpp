// The vocabulary of the report: every word and sentence, in Swedish and English, side by side.
//
//   in(words::kSummary, Language::sv);                                       // "Sammanfattning"
//   say(words::kRiskLowered, Language::en, "5.2", "red", "yellow");    // "5.2 has gone down from red to yellow"
//   in(word_for(Movement::decreased), Language::sv);                   // "sänkt"
#pragma once

#include <string>
#include <string_view>

#include "absl/strings/substitute.h"
#include "tertial/action/status.hpp"
#include "tertial/calendar/granularity.hpp"
#include "tertial/indicator/observation.hpp"
#include "tertial/indicator/target.hpp"
#include "tertial/language.hpp"
#include "tertial/plan/finding.hpp"
#include "tertial/risk/movement.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

struct Phrase {
  std::string_view sv;
  std::string_view en;
};

[[nodiscard]] constexpr std::string_view in(const Phrase& phrase, Language language) noexcept {
  return language == Language::sv ? phrase.sv : phrase.en;
}

// The phrase with its places $0 .. $9 filled; what fills them is not looked into for places.
template <class... Pieces>
[[nodiscard]] std::string say(const Phrase& phrase, Language language, const Pieces&... pieces) {
  return absl::Substitute(to_absl(in(phrase, language)), text_detail::piece(pieces)...);
}

namespace words {

// Headings
inline constexpr Phrase kSummary{"Sammanfattning", "Summary"};
inline constexpr Phrase kRiskMatrix{"Riskmatris", "Risk matrix"};
inline constexpr Phrase kRiskRegister{"Riskregister", "Risk register"};
inline constexpr Phrase kActions{"Åtgärder", "Actions"};
inline constexpr Phrase kActivities{"Aktiviteter", "Activities"};
inline constexpr Phrase kComments{"Kommentarer", "Comments"};
inline constexpr Phrase kIndicators{"Indikatorer", "Indicators"};
inline constexpr Phrase kOtherIndicators{"Övriga indikatorer", "Other indicators"};
inline constexpr Phrase kSelfChecks{"Egenkontroller", "Self-checks"};
inline constexpr Phrase kFindings{"Iakttagelser", "Findings"};
inline constexpr Phrase kErrors{"Fel", "Errors"};
inline constexpr Phrase kWarnings{"Varningar", "Warnings"};
inline constexpr Phrase kNotes{"Noteringar", "Notes"};
inline constexpr Phrase kRisks{"Risker", "Risks"};
inline constexpr Phrase kTargets{"Mål", "Targets"};
inline constexpr Phrase kCharts{"Diagram", "Charts"};

inline constexpr Phrase kWhatChanged{"Vad har ändrats", "What has changed"};
inline constexpr Phrase kContents{"Innehåll", "Contents"};
inline constexpr Phrase kToContent{"Till innehållet", "To the content"};
inline constexpr Phrase kMatrixAsTable{"Matrisen som tabell", "The matrix as a table"};

// The figures of the summary
inline constexpr Phrase kOpenRisks{"Öppna risker", "Open risks"};
inline constexpr Phrase kReducedRisks{"Minskade risker", "Reduced risks"};
inline constexpr Phrase kClosedCount{"stängda", "closed"};
inline constexpr Phrase kWithoutStatus{"utan aktuell status", "without a current status"};
inline constexpr Phrase kCountWithValue{"med värde", "with a value"};
inline constexpr Phrase kWithoutValue{"saknar värde", "without a value"};
inline constexpr Phrase kNotDueYet{"ännu inte aktuella", "not due yet"};
inline constexpr Phrase kMissedCount{"inte nådda", "missed"};
inline constexpr Phrase kNearCount{"nästan nådda", "nearly met"};
inline constexpr Phrase kMetCount{"nådda", "met"};
inline constexpr Phrase kUndecidedCount{"inte beslutade", "not decided"};
inline constexpr Phrase kUnjudgedCount{"kan inte bedömas", "cannot be judged"};

// What has changed
inline constexpr Phrase kThen{"Då", "Then"};
inline constexpr Phrase kNow{"Nu", "Now"};
inline constexpr Phrase kClosedNow{"stängd", "closed"};
inline constexpr Phrase kNothingToCompare{"Det finns ingen tidigare uppföljning att jämföra med.",
                                          "There is no earlier follow-up to compare with."};
inline constexpr Phrase kNoRiskChanged{"Ingen risk har ändrats.", "No risk has changed."};
inline constexpr Phrase kNoActionChanged{"Ingen åtgärd har fått en ny status.",
                                         "No action has been given a new status."};
inline constexpr Phrase kNoIndicatorChanged{"Ingen indikator har fått ett annat värde.",
                                            "No indicator has another value."};
inline constexpr Phrase kAndMoreBelow{"Och $0 till, som visas längre ner.", "And $0 more, shown further down."};

// Many plans
inline constexpr Phrase kPlans{"Planer", "Plans"};
inline constexpr Phrase kPlansFollowedUp{"$0 följs upp. De värsta står först.",
                                         "$0 followed up. The worst come first."};
inline constexpr Phrase kOnePlan{"En plan", "One plan"};
inline constexpr Phrase kManyPlans{"$0 planer", "$0 plans"};
inline constexpr Phrase kPlan{"Plan", "Plan"};
inline constexpr Phrase kAsOf{"Uppföljd", "Followed up"};
inline constexpr Phrase kWorstLevel{"Värsta nivå", "Worst level"};
inline constexpr Phrase kUnknownLevel{"okänd", "unknown"};
inline constexpr Phrase kNoOpenRisk{"ingen öppen risk", "no open risk"};

// What was followed up, and against what
inline constexpr Phrase kFollowedUp{"Uppföljning $0", "Follow-up $0"};
inline constexpr Phrase kComparedWith{", jämfört med $0", ", compared with $0"};
inline constexpr Phrase kInBrackets{" ($0)", " ($0)"};
inline constexpr Phrase kNothingBefore{". Det finns ingen tidigare uppföljning att jämföra med.",
                                       ". There is no earlier follow-up to compare with."};
inline constexpr Phrase kFollowedUpOn{"Uppföljning per", "Followed up as of"};
inline constexpr Phrase kComparedWithDate{"Jämfört med", "Compared with"};
inline constexpr Phrase kNoEarlierFollowUp{"ingen tidigare uppföljning", "no earlier follow-up"};
inline constexpr Phrase kSubject{"Avser", "Subject"};
inline constexpr Phrase kFigure{"Uppgift", "Figure"};
inline constexpr Phrase kCount{"Antal", "Count"};

// Grammar
inline constexpr Phrase kAnd{"och", "and"};
inline constexpr Phrase kMore{"$0 till", "$0 more"};
inline constexpr Phrase kYes{"ja", "yes"};
inline constexpr Phrase kNo{"nej", "no"};

// Risks
inline constexpr Phrase kNoRisks{"Planen har inga risker.", "The plan has no risks."};
inline constexpr Phrase kNoneJudgedYet{"Ingen risk är bedömd ännu.", "No risk has been judged yet."};
inline constexpr Phrase kNoOpenRisks{"Ingen risk är öppen.", "No risk is open."};
inline constexpr Phrase kNoneRemains{"Ingen $0 risk kvarstår.", "No $0 risk remains."};
inline constexpr Phrase kNoneRemainsAtLevel{"Ingen risk på nivån $0 kvarstår.", "No risk at the level $0 remains."};
inline constexpr Phrase kNoneIs{"Ingen risk är $0.", "No risk is $0."};
inline constexpr Phrase kOneIs{"En risk är $0: $1.", "One risk is $0: $1."};
inline constexpr Phrase kManyAre{"$2 risker är $0: $1.", "$2 risks are $0: $1."};
inline constexpr Phrase kAtLevel{"på nivån $0", "at the level $0"};
inline constexpr Phrase kWithoutLevel{"utan nivå", "without a level"};
inline constexpr Phrase kUnclassified{"oklassad", "unclassified"};
inline constexpr Phrase kNotAssessed{"ej bedömd", "not assessed"};
inline constexpr Phrase kOneOpen{"En risk är öppen, och den är $0.", "One risk is open, and it is $0."};
inline constexpr Phrase kAllOpenAre{"$0 risker är öppna, alla $1.", "$0 risks are open, all of them $1."};
inline constexpr Phrase kBothOpenAre{"Två risker är öppna, båda $0.", "Two risks are open, both of them $0."};
inline constexpr Phrase kOpenByLevel{"$0 risker är öppna: $1.", "$0 risks are open: $1."};
inline constexpr Phrase kOneReduced{"En risk har minskat$0: $1.", "One risk has been reduced$0: $1."};
inline constexpr Phrase kManyReduced{"$2 risker har minskat$0: $1.", "$2 risks have been reduced$0: $1."};
inline constexpr Phrase kOneIncreased{"En risk har ökat$0: $1.", "One risk has increased$0: $1."};
inline constexpr Phrase kManyIncreased{"$2 risker har ökat$0: $1.", "$2 risks have increased$0: $1."};
inline constexpr Phrase kNoneReduced{"Ingen risk har minskat$0.", "No risk has been reduced$0."};
inline constexpr Phrase kNoneMoved{"Ingen risk har ändrat nivå$0.", "No risk has changed level$0."};
inline constexpr Phrase kSince{" sedan $0", " since $0"};
inline constexpr Phrase kOneNew{"En risk är ny$0: $1.", "One risk is new$0: $1."};
inline constexpr Phrase kManyNew{"$2 risker är nya$0: $1.", "$2 risks are new$0: $1."};
inline constexpr Phrase kOneReopened{"En risk har öppnats igen$0: $1.", "One risk has been reopened$0: $1."};
inline constexpr Phrase kManyReopened{"$2 risker har öppnats igen$0: $1.", "$2 risks have been reopened$0: $1."};
inline constexpr Phrase kOneUnknown{"För en risk går förändringen inte att säga: $1.",
                                    "For one risk the movement cannot be told: $1."};
inline constexpr Phrase kManyUnknown{"För $2 risker går förändringen inte att säga: $1.",
                                     "For $2 risks the movement cannot be told: $1."};
inline constexpr Phrase kRiskClosed{"$0 har stängts", "$0 has been closed"};
inline constexpr Phrase kRiskLowered{"$0 har sänkts från $1 till $2", "$0 has gone down from $1 to $2"};
inline constexpr Phrase kRiskRaised{"$0 har höjts från $1 till $2", "$0 has gone up from $1 to $2"};
inline constexpr Phrase kRiskWithLevel{"$0 ($1)", "$0 ($1)"};
inline constexpr Phrase kOpen{"öppna", "open"};
inline constexpr Phrase kClosed{"stängda", "closed"};
inline constexpr Phrase kLoweredOrClosed{"sänkta eller stängda", "reduced or closed"};

// The matrix
inline constexpr Phrase kScoreOfCell{"$0 (rutan $1)", "$0 (cell $1)"};
inline constexpr Phrase kScoreOfCells{"$0 (rutorna $1)", "$0 (cells $1)"};
inline constexpr Phrase kUncoveredOne{"Riskmatrisen saknar nivå för riskvärdet $0.",
                                      "The risk matrix has no level for the score $0."};
inline constexpr Phrase kUncoveredMany{"Riskmatrisen saknar nivå för riskvärdena $0.",
                                       "The risk matrix has no level for the scores $0."};
inline constexpr Phrase kReadAsNothing{" En risk där blir oklassad.", " A risk there stays unclassified."};
inline constexpr Phrase kReadAsOne{" Det läses uppåt, som $0.", " It is read upwards, as $0."};
inline constexpr Phrase kReadAsMany{" De läses uppåt, som $0.", " They are read upwards, as $0."};
inline constexpr Phrase kReadAsEach{" De läses uppåt: $0.", " They are read upwards: $0."};
inline constexpr Phrase kScoreAs{"$0 som $1", "$0 as $1"};
inline constexpr Phrase kOverlapping{"Riskvärdet $0 täcks av flera nivåer ($1) och läses som den värsta av dem.",
                                     "Several levels ($1) cover the score $0; it is read as the worst of them."};
inline constexpr Phrase kOverlappingMany{"$0 riskvärden täcks av flera nivåer ($1) och läses som den värsta av dem.",
                                         "Several levels cover $0 scores ($1); they are read as the worst of them."};
inline constexpr Phrase kLikelihoodBySeverity{"Sannolikhet ↓ Allvarlighetsgrad →", "Likelihood ↓ Severity →"};
inline constexpr Phrase kStep{"$0 $1", "$0 $1"};
inline constexpr Phrase kCellWithoutLevel{"$0 utan nivå", "$0 no level"};
inline constexpr Phrase kCellReadAs{"$0 utan nivå, läses som $1", "$0 no level, read as $1"};
inline constexpr Phrase kCellOfLevel{"$0 $1", "$0 $1"};
inline constexpr Phrase kFromCell{" (från $0)", " (from $0)"};
inline constexpr Phrase kWasNew{" (ny)", " (new)"};
inline constexpr Phrase kWasReopened{" (åter öppen)", " (reopened)"};
inline constexpr Phrase kLevelOnly{"Endast nivå bedömd, alltså utan plats i matrisen:",
                                   "Judged by level alone, so without a cell in the matrix:"};
inline constexpr Phrase kMatrixEmpty{"Ingen öppen risk är bedömd med sannolikhet och allvarlighetsgrad.",
                                     "No open risk has been judged by likelihood and severity."};
inline constexpr Phrase kLevel{"Nivå", "Level"};
inline constexpr Phrase kFromScore{"Från riskvärde", "From score"};
inline constexpr Phrase kToScore{"Till riskvärde", "To score"};

inline constexpr Phrase kMapDescription{
    "Sannolikhet uppåt, allvarlighetsgrad åt höger. Varje öppen risk står i sin ruta, med en pil från rutan den stod i "
    "vid förra uppföljningen.",
    "Likelihood upwards, severity to the right. Every open risk stands in its cell, with an arrow from the cell it was "
    "in at the last follow-up."};

// The register
inline constexpr Phrase kRisk{"Risk", "Risk"};
inline constexpr Phrase kArea{"Område", "Area"};
inline constexpr Phrase kLevelNow{"Nivå nu", "Level now"};
inline constexpr Phrase kLevelBefore{"Nivå före", "Level before"};
inline constexpr Phrase kMovement{"Förändring", "Movement"};
inline constexpr Phrase kAssessed{"Bedömd", "Assessed"};
inline constexpr Phrase kClosedOn{"Stängd", "Closed"};
inline constexpr Phrase kLevelWhenClosed{"Nivå vid stängning", "Level when closed"};
inline constexpr Phrase kClosedSince{"Stängda$0", "Closed$0"};
inline constexpr Phrase kClosedBefore{"Stängda tidigare", "Closed before"};
inline constexpr Phrase kWhy{"Varför", "Why"};
inline constexpr Phrase kRationales{"Motiveringar", "Rationales"};
inline constexpr Phrase kId{"Id", "Id"};
inline constexpr Phrase kScore{"Riskvärde", "Score"};
inline constexpr Phrase kLikelihood{"Sannolikhet", "Likelihood"};
inline constexpr Phrase kSeverity{"Allvarlighetsgrad", "Severity"};
inline constexpr Phrase kRationale{"Motivering", "Rationale"};
inline constexpr Phrase kWasClosedBefore{"stängd tidigare", "closed before"};

// Actions
inline constexpr Phrase kNoActions{"Planen har inga åtgärder.", "The plan has no actions."};
inline constexpr Phrase kActionsOfPlan{"Planen har $0.", "The plan has $0."};
inline constexpr Phrase kByDates{" Enligt planens datum: $0", " By the plan's dates: $0"};
inline constexpr Phrase kOthersByDates{" De andra, enligt planens datum: $0", " The others, by the plan's dates: $0"};
inline constexpr Phrase kWithoutBasis{"; för $0 finns inget underlag", "; for $0 there is no basis"};
inline constexpr Phrase kTheOneReported{" Den är rapporterad: $0.", " It has been reported on: $0."};
inline constexpr Phrase kAllReported{" Alla är rapporterade: $0.", " All have been reported on: $0."};
inline constexpr Phrase kSomeReported{" $0 är rapporterade ($1); $2 är det inte$3.",
                                      " $0 have been reported on ($1); $2 have not$3."};
inline constexpr Phrase kOneReported{" En är rapporterad ($1); $2 är det inte$3.",
                                     " One has been reported on ($1); $2 have not$3."};
inline constexpr Phrase kNoneReported{" Ingen av dem är rapporterad$0.", " None of them has been reported on$0."};
inline constexpr Phrase kTheOneUnreported{" Den är inte rapporterad$0.", " It has not been reported on$0."};
inline constexpr Phrase kAction{"Åtgärd", "Action"};
inline constexpr Phrase kAppliesTo{"Gäller", "Concerns"};
inline constexpr Phrase kResponsible{"Ansvarig", "Responsible"};
inline constexpr Phrase kReported{"Rapporterat", "Reported"};
inline constexpr Phrase kDerived{"Enligt planens datum", "By the plan's dates"};
inline constexpr Phrase kNotReported{"ej rapporterad", "not reported"};
inline constexpr Phrase kBeforeLastFollowUp{" ($0, före föregående uppföljning)", " ($0, before the last follow-up)"};
inline constexpr Phrase kActivity{"Aktivitet", "Activity"};
inline constexpr Phrase kTime{"Tid", "Time"};
inline constexpr Phrase kHeldOfDue{"Genomfört", "Held"};
inline constexpr Phrase kHeld{"$0 av $1 hittills, $2 i allt", "$0 of $1 so far, $2 in all"};
inline constexpr Phrase kState{"Läge", "State"};
inline constexpr Phrase kFrom{"från $0", "from $0"};
inline constexpr Phrase kUntil{"till $0", "until $0"};
inline constexpr Phrase kSpan{"$0–$1", "$0–$1"};
inline constexpr Phrase kStateBecause{"$0: $1", "$0: $1"};
inline constexpr Phrase kRiskRef{"risk $0", "risk $0"};
inline constexpr Phrase kRisksRef{"risk $0", "risks $0"};
inline constexpr Phrase kGoalRef{"mål $0", "goal $0"};
inline constexpr Phrase kGoalsRef{"mål $0", "goals $0"};
inline constexpr Phrase kGoals{"Mål", "Goals"};
inline constexpr Phrase kStatus{"Status", "Status"};
inline constexpr Phrase kReportedWhen{"Rapporterat den", "Reported on"};
inline constexpr Phrase kReportedSince{"Rapporterat sedan förra", "Reported since the last"};
inline constexpr Phrase kComment{"Kommentar", "Comment"};

// Indicators
inline constexpr Phrase kNoIndicators{"Planen har inga indikatorer.", "The plan has no indicators."};
inline constexpr Phrase kIndicatorsFollowed{"$0 indikatorer följs: $1.", "$0 indicators are followed: $1."};
inline constexpr Phrase kTheOnlyIndicator{"Planens enda indikator", "The plan's only indicator"};
inline constexpr Phrase kBothIndicators{"Planens båda indikatorer", "Both indicators of the plan"};
inline constexpr Phrase kAllIndicators{"Alla planens $0 indikatorer", "All $0 indicators of the plan"};
inline constexpr Phrase kOneHasValue{"$0 har ett värde", "$0 has a value"};
inline constexpr Phrase kManyHaveValue{"$0 har ett värde", "$0 have a value"};
inline constexpr Phrase kOneIsMissing{"$0 saknar värde$1", "$0 has no value$1"};
inline constexpr Phrase kManyAreMissing{"$0 saknar värde$1", "$0 have no value$1"};
inline constexpr Phrase kOneIsNotDue{"$0 är ännu inte aktuell$1", "$0 is not due yet$1"};
inline constexpr Phrase kManyAreNotDue{"$0 är ännu inte aktuella$1", "$0 are not due yet$1"};
inline constexpr Phrase kBreak{
    "Indikatorn $0 (”$1”) räknas på ett nytt sätt från och med $2, så $3 och $4 jämförs inte.",
    "The indicator $0 (“$1”) is counted in a new way from $2 on, so $3 is not compared with $4."};
inline constexpr Phrase kBreakUndated{
    "Indikatorn $0 (”$1”) räknas på ett nytt sätt, så $3 och $4 jämförs inte.",
    "The indicator $0 (“$1”) is counted in a new way, so $3 is not compared with $4."};
inline constexpr Phrase kLikeForLike{" Räknat som förut: från $0 till $1 ($2).",
                                     " Counted as before: from $0 to $1 ($2)."};
inline constexpr Phrase kLikeForLikeOther{" Räknat enligt ”$3”: från $0 till $1 ($2).",
                                          " Counted by “$3”: from $0 to $1 ($2)."};
inline constexpr Phrase kNoLikeForLike{" Räknat som förut finns inget nytt värde.",
                                       " There is no new value counted as before."};
inline constexpr Phrase kMoreBreaks{"Ytterligare $0 räknas på ett nytt sätt och jämförs inte: $1.",
                                    "Another $0 counted in a new way and not compared: $1."};
inline constexpr Phrase kIndicator{"Indikator", "Indicator"};
inline constexpr Phrase kUnit{"Enhet", "Unit"};
inline constexpr Phrase kBaseline{"Ingångsvärde", "Baseline"};
inline constexpr Phrase kPrevious{"Förra uppföljningen", "Last follow-up"};
inline constexpr Phrase kLatest{"Senast", "Latest"};
inline constexpr Phrase kSinceBaseline{"Sedan ingångsvärdet", "Since the baseline"};
inline constexpr Phrase kSincePrevious{"Sedan förra", "Since the last"};
inline constexpr Phrase kTarget{"Mål och bedömning", "Target and verdict"};
inline constexpr Phrase kPlainTarget{"mål", "target"};
inline constexpr Phrase kUnchanged{"oförändrat", "unchanged"};
inline constexpr Phrase kSuppressed{"skyddas", "suppressed"};
inline constexpr Phrase kConfidential{"sekretess", "confidential"};
inline constexpr Phrase kMissing{"saknas", "missing"};
inline constexpr Phrase kNotCollected{"ej insamlat", "not collected"};
inline constexpr Phrase kNotDue{"ej aktuell", "not due"};
inline constexpr Phrase kProvisional{" (prel.)", " (prov.)"};
inline constexpr Phrase kEstimated{" (uppsk.)", " (est.)"};
inline constexpr Phrase kNotCompared{"jämförs inte †", "not compared †"};
inline constexpr Phrase kNoNewer{"inget nytt värde", "no new value"};
inline constexpr Phrase kBreakMark{" †", " †"};
inline constexpr Phrase kWithPeriod{"$0 ($1)", "$0 ($1)"};
inline constexpr Phrase kLagging{", därefter saknas", ", missing since"};
inline constexpr Phrase kBreakNote{"† $0 räknas på ett nytt sätt från och med $1",
                                   "† $0 is counted in a new way from $1 on"};
inline constexpr Phrase kNowCounted{": $0", ": $0"};
inline constexpr Phrase kLikeForLikeNote{"† $0, räknat enligt ”$1”: $2 → $3, $4.",
                                         "† $0, counted by “$1”: $2 → $3, $4."};
inline constexpr Phrase kAlsoFor{"$0 hör också till $1.", "$0 also belongs to $1."};
inline constexpr Phrase kUnreportedMark{"–", "–"};
inline constexpr Phrase kNoReportedValue{"– betyder att inget värde är rapporterat.",
                                         "– means that no value has been reported."};
inline constexpr Phrase kEarlierLeftOut{"Tidigare perioder visas inte här.", "Earlier periods are not shown here."};
inline constexpr Phrase kByDefinition{", enligt ”$0”", ", by “$0”"};
inline constexpr Phrase kRolledUp{"Sammanräknat", "Rolled up"};
inline constexpr Phrase kBasedOn{"$0 ($1 av $2 $3)", "$0 ($1 of $2 $3)"};
inline constexpr Phrase kAcrossBreak{"räknas inte ihop †", "not pooled †"};
inline constexpr Phrase kUnweighted{" ovägt", " unweighted"};
inline constexpr Phrase kSummed{", summa", ", sum"};
inline constexpr Phrase kLastStands{", sista värdet", ", last value"};
inline constexpr Phrase kShareOfSums{", andel", ", share"};
inline constexpr Phrase kMean{", medelvärde", ", mean"};
inline constexpr Phrase kNotRolledUp{"Kan inte räknas ihop, eftersom täljare och nämnare inte är angivna: $0.",
                                     "Cannot be rolled up, because numerators and denominators are not given: $0."};
inline constexpr Phrase kPeriod{"Period", "Period"};
inline constexpr Phrase kPeriodEnds{"Periodens slut", "Period ends"};
inline constexpr Phrase kValue{"Värde", "Value"};
inline constexpr Phrase kValueState{"Läge", "State"};
inline constexpr Phrase kStatusCode{"Statuskod", "Status code"};
inline constexpr Phrase kNumerator{"Täljare", "Numerator"};
inline constexpr Phrase kDenominator{"Nämnare", "Denominator"};
inline constexpr Phrase kDefinition{"Definition", "Definition"};
inline constexpr Phrase kLine{"Serie", "Series"};
inline constexpr Phrase kMainLine{"huvudserie", "main"};
inline constexpr Phrase kParallelLine{"parallell", "parallel"};
inline constexpr Phrase kRecorded{"Registrerat", "Recorded"};
inline constexpr Phrase kWithValue{"har värde", "with a value"};
inline constexpr Phrase kValueFrom{"Värde från $0", "Value from $0"};
inline constexpr Phrase kChartOf{"Linjediagram: $0", "Line chart: $0"};
inline constexpr Phrase kNoCharts{"Ingen indikator har två värden att rita en linje mellan.",
                                  "No indicator has two values to draw a line between."};
inline constexpr Phrase kChartsLeftOut{"De första $0 indikatorerna av $1 visas som diagram.",
                                       "The first $0 of $1 indicators are shown as charts."};

// Charts
inline constexpr Phrase kNoFigureYet{"Inget värde ännu", "No value yet"};
inline constexpr Phrase kNewDefinition{"ny definition", "new definition"};
inline constexpr Phrase kNotReportedYet{"inget värde rapporterat", "no value reported"};
inline constexpr Phrase kNoValueInChart{"värde saknas", "no value"};
inline constexpr Phrase kOneFigure{"Ett värde: $0, $1.", "One value: $0, $1."};
inline constexpr Phrase kManyFigures{"$0 värden från $1 till $2: lägst $3, högst $4, senast $5.",
                                     "$0 values from $1 to $2: lowest $3, highest $4, latest $5."};
inline constexpr Phrase kPeriodsWithout{" Perioder utan värde: $0.", " Periods without a value: $0."};
inline constexpr Phrase kFiguresAsTable{"Värdena som tabell", "The figures as a table"};
inline constexpr Phrase kRemark{"Anmärkning", "Remark"};

// Targets
inline constexpr Phrase kNoTargets{"Inga mål är satta för indikatorerna.", "No targets are set for the indicators."};
inline constexpr Phrase kTargetsSet{"Indikatorerna har $0: $1.", "The indicators have $0: $1."};
inline constexpr Phrase kIt{"det", "it"};
inline constexpr Phrase kOneTargetMet{"$0 är nått ($1)", "$0 is met ($1)"};
inline constexpr Phrase kManyTargetsMet{"$0 är nådda ($1)", "$0 are met ($1)"};
inline constexpr Phrase kOneTargetNear{"$0 är nästan nått ($1)", "$0 is nearly met ($1)"};
inline constexpr Phrase kManyTargetsNear{"$0 är nästan nådda ($1)", "$0 are nearly met ($1)"};
inline constexpr Phrase kOneTargetMissed{"$0 är inte nått ($1)", "$0 is missed ($1)"};
inline constexpr Phrase kManyTargetsMissed{"$0 är inte nådda ($1)", "$0 are missed ($1)"};
inline constexpr Phrase kOneTargetUndecided{"$0 är inte beslutat ($1)", "$0 is not decided yet ($1)"};
inline constexpr Phrase kManyTargetsUndecided{"$0 är inte beslutade ($1)", "$0 are not decided yet ($1)"};
inline constexpr Phrase kTargetsWithoutValue{"$0 kan inte bedömas, eftersom värde saknas ($1)",
                                             "$0 cannot be judged for want of a value ($1)"};
inline constexpr Phrase kTargetsWithoutDirection{"$0 kan inte bedömas, eftersom riktning saknas ($1)",
                                                 "$0 cannot be judged for want of a direction ($1)"};
inline constexpr Phrase kAtLeast{"minst $0", "at least $0"};
inline constexpr Phrase kAtMost{"högst $0", "at most $0"};
inline constexpr Phrase kRange{"$0 till $1", "$0 to $1"};
inline constexpr Phrase kShouldIncrease{"ska öka", "should increase"};
inline constexpr Phrase kShouldDecrease{"ska minska", "should decrease"};
inline constexpr Phrase kSetBy{" ($0)", " ($0)"};
inline constexpr Phrase kInYear{" $0", " in $0"};
inline constexpr Phrase kQuoted{" (”$0”)", " (“$0”)"};
inline constexpr Phrase kOnLatest{", på senaste värdet $0", ", on the latest value $0"};
inline constexpr Phrase kOnYearToDate{", på $0 hittills i år", ", on $0 so far this year"};
inline constexpr Phrase kOnWholeYear{", på $0 för året", ", on $0 for the year"};
inline constexpr Phrase kOnForecast{", på prognosen $0 ($1 hittills)", ", on the forecast $0 ($1 so far)"};
inline constexpr Phrase kAgainst{", mot $0", ", against $0"};
inline constexpr Phrase kPaceNeeded{"; $0 per $1 behövs resten av året", "; $0 a $1 needed for the rest of the year"};

// Self-checks
inline constexpr Phrase kOneSelfCheck{"En egenkontroll redovisas.", "One self-check is reported."};
inline constexpr Phrase kManySelfChecks{"$0 egenkontroller redovisas.", "$0 self-checks are reported."};
inline constexpr Phrase kSample{"urval $0", "sample $0"};
inline constexpr Phrase kOfSample{"$0 av $1", "$0 of $1"};

// Findings
inline constexpr Phrase kNothingFound{"Granskningen av planens uppgifter gav inga iakttagelser.",
                                      "The review of the plan's figures gave no findings."};
inline constexpr Phrase kFound{"Granskningen av planens uppgifter gav $0.",
                               "The review of the plan's figures gave $0."};
inline constexpr Phrase kErrorAbout{" Felet gäller $0.", " The error concerns $0."};
inline constexpr Phrase kErrorsAbout{" Felen gäller $0.", " The errors concern $0."};
inline constexpr Phrase kWarningAbout{" Varningen gäller $0.", " The warning concerns $0."};
inline constexpr Phrase kWarningsAbout{" Varningarna gäller $0.", " The warnings concern $0."};
inline constexpr Phrase kFindingsHeading{"$0 ($1)", "$0 ($1)"};
inline constexpr Phrase kFindingKind{"Slag", "Kind"};
inline constexpr Phrase kCode{"Kod", "Code"};
inline constexpr Phrase kPlace{"Plats i planen", "Place in the plan"};
inline constexpr Phrase kMessage{"Iakttagelse", "Finding"};

}  // namespace words

[[nodiscard]] constexpr Phrase word_for(Movement movement) noexcept {
  constexpr Phrase kWords[] = {{"sänkt", "reduced"},
                               {"höjd", "increased"},
                               {"oförändrad", "unchanged"},
                               {"stängd", "closed"},
                               {"ny", "new"},
                               {"åter öppen", "reopened"},
                               {"går inte att säga", "cannot be told"}};
  return kWords[static_cast<std::size_t>(movement)];
}

// Beside a word, never alone; empty where nothing moved on a scale.
[[nodiscard]] constexpr std::string_view arrow(Movement movement) noexcept {
  constexpr std::string_view kArrows[] = {"↓ ", "↑ ", "→ ", "", "", "", ""};
  return kArrows[static_cast<std::size_t>(movement)];
}

[[nodiscard]] constexpr Phrase word_for(ActionStatus status) noexcept {
  constexpr Phrase kWords[] = {{"inställd", "cancelled"},
                               {"slutförd", "completed"},
                               {"ej påbörjad", "not started"},
                               {"följer tidplanen", "on schedule"},
                               {"risk för försening", "at risk of delay"},
                               {"försenad", "delayed"}};
  return kWords[static_cast<std::size_t>(status)];
}

// After a number of actions: "en med risk för försening", "två försenade".
[[nodiscard]] constexpr Phrase counted_word_for(ActionStatus status, bool many) noexcept {
  constexpr Phrase kOne[] = {{"inställd", "cancelled"},
                             {"slutförd", "completed"},
                             {"ej påbörjad", "not started"},
                             {"som följer tidplanen", "on schedule"},
                             {"med risk för försening", "at risk of delay"},
                             {"försenad", "delayed"}};
  constexpr Phrase kMany[] = {{"inställda", "cancelled"},
                              {"slutförda", "completed"},
                              {"ej påbörjade", "not started"},
                              {"som följer tidplanen", "on schedule"},
                              {"med risk för försening", "at risk of delay"},
                              {"försenade", "delayed"}};
  return (many ? kMany : kOne)[static_cast<std::size_t>(status)];
}

// The shape of a light, for the eye; the word always stands beside it.
[[nodiscard]] constexpr std::string_view shape(ActionStatus status) noexcept {
  constexpr std::string_view kShapes[] = {"", "✓ ", "", "● ", "▲ ", "◆ "};
  return kShapes[static_cast<std::size_t>(status)];
}

[[nodiscard]] constexpr Phrase word_for(TargetStatus status) noexcept {
  constexpr Phrase kWords[] = {{"nått", "met"},
                               {"nästan nått", "nearly met"},
                               {"inte nått", "missed"},
                               {"ej beslutat", "not decided"},
                               {"ingen riktning att bedöma efter", "no direction to judge by"},
                               {"kan inte bedömas, värde saknas", "cannot be judged, no value"}};
  return kWords[static_cast<std::size_t>(status)];
}

// Beside the word, never alone.
[[nodiscard]] constexpr std::string_view shape(TargetStatus status) noexcept {
  constexpr std::string_view kShapes[] = {"✓ ", "▲ ", "◆ ", "", "", ""};
  return kShapes[static_cast<std::size_t>(status)];
}

// What there is to say of an observation's status; nothing of a plain value.
[[nodiscard]] constexpr Phrase word_for(ObservationStatus status) noexcept {
  constexpr Phrase kWords[] = {{"", ""},
                               {"preliminärt", "provisional"},
                               {"uppskattat", "estimated"},
                               {"nytt sätt att räkna", "counted in a new way"},
                               words::kMissing,
                               words::kNotCollected,
                               words::kNotDue,
                               words::kConfidential,
                               words::kSuppressed};
  return kWords[static_cast<std::size_t>(status)];
}

[[nodiscard]] constexpr Phrase word_for(FindingSeverity severity) noexcept {
  constexpr Phrase kWords[] = {{"fel", "error"}, {"varning", "warning"}, {"notering", "note"}};
  return kWords[static_cast<std::size_t>(severity)];
}

// What a longer period is made of: "4 av 4 månader".
[[nodiscard]] constexpr Phrase periods_of(Granularity granularity) noexcept {
  constexpr Phrase kWords[] = {{"dagar", "days"},       {"veckor", "weeks"},     {"månader", "months"},
                               {"kvartal", "quarters"}, {"tertial", "tertials"}, {"halvår", "half-years"},
                               {"år", "years"}};
  return kWords[static_cast<std::size_t>(granularity)];
}
[[nodiscard]] constexpr Phrase period_of(Granularity granularity) noexcept {
  constexpr Phrase kWords[] = {{"dag", "day"},         {"vecka", "week"},      {"månad", "month"},
                               {"kvartal", "quarter"}, {"tertial", "tertial"}, {"halvår", "half-year"},
                               {"år", "year"}};
  return kWords[static_cast<std::size_t>(granularity)];
}

// A word that plans write in English by contract or habit, such as "girls" or "council"; any other as it
// stands.
[[nodiscard]] std::string_view known_word(std::string_view word, Language language) noexcept;

}  // namespace report
}  // namespace v1
}  // namespace tertial

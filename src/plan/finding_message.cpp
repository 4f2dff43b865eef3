#include <string>
#include <string_view>

#include "tertial/indicator/printed.hpp"
#include "tertial/plan/finding.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace {

// The parts of a finding as text in one language.
class Telling {
 public:
  Telling(const Finding& finding, Language language) : finding_(finding), language_(language) {}

  [[nodiscard]] bool sv() const noexcept { return language_ == Language::sv; }
  [[nodiscard]] bool has(std::string_view key) const noexcept { return finding_.find(key) != nullptr; }
  [[nodiscard]] std::string_view word(std::string_view key) const noexcept { return finding_.word(key); }
  [[nodiscard]] std::string number(std::string_view key) const { return print_number(finding_.number(key), language_); }
  [[nodiscard]] bool one(std::string_view key) const noexcept { return finding_.number(key) == 1; }
  // "2x4, 4x2": likelihood x severity.
  [[nodiscard]] std::string cells() const {
    const Datum::Value* value = finding_.find("cells");
    const auto* cells = value != nullptr ? std::get_if<std::vector<Cell>>(value) : nullptr;
    std::string result;
    if (cells == nullptr) return result;
    for (const Cell& cell : *cells) {
      result += text(result.empty() ? "" : ", ", int{cell.likelihood}, "x", int{cell.severity});
    }
    return result;
  }
  [[nodiscard]] bool one_cell() const {
    const Datum::Value* value = finding_.find("cells");
    const auto* cells = value != nullptr ? std::get_if<std::vector<Cell>>(value) : nullptr;
    return cells != nullptr && cells->size() == 1;
  }
  [[nodiscard]] std::string list(std::string_view key) const {
    const Datum::Value* value = finding_.find(key);
    const auto* words = value != nullptr ? std::get_if<std::vector<std::string>>(value) : nullptr;
    std::string result;
    if (words == nullptr) return result;
    for (const std::string& one : *words) result += text(result.empty() ? "" : ", ", one);
    return result;
  }
  // An indicator's figures and a self-check's are told alike.
  [[nodiscard]] std::string subject() const {
    if (has("self_check"))
      return text(sv() ? "Egenkontroll " : "Self-check ", word("self_check"), ", ", word("period"));
    return text(sv() ? "Indikator " : "Indicator ", word("indicator"), ", ", word("period"));
  }

 private:
  const Finding& finding_;
  Language language_;
};

std::string rule_word(std::string_view rule, bool sv) {
  if (!sv) return std::string(rule);
  if (rule == "monotonicity") return "monotonitet";
  if (rule == "weak consistency") return "svag konsistens";
  if (rule == "betweenness") return "mellanliggande färg";
  return "konsekvent färgsättning";
}

// Of a protected indicator, whose figures stay in.
std::string withheld(const Telling& it) {
  return text(it.subject(), it.sv() ? ": uppgifterna stämmer inte; de är skyddade och visas inte."
                                    : ": the figures do not agree; they are protected and not shown.");
}

std::string order_message(const Telling& it) {
  const std::string_view what = it.word("what");
  const std::string_view first = it.word("first");
  const std::string_view second = it.word("second");
  const std::string_view of = it.word("of");
  if (what == "recorded-before-date") {
    return it.sv() ? text(of, ": uppgiften är registrerad ", first, ", före dagen den gäller, ", second, ".")
                   : text(of, ": the fact was recorded on ", first, ", before the day it tells of, ", second, ".");
  }
  if (what == "closed-before-assessed") {
    return it.sv() ? text("Risk ", of, " är avslutad ", first, ", före sin första bedömning ", second, ".")
                   : text("Risk ", of, " was closed on ", first, ", before its first assessment on ", second, ".");
  }
  if (what == "completed-before-start") {
    return it.sv()
               ? text("Åtgärd ", of, ": en aktivitet är slutförd ", first, ", före sin start ", second, ".")
               : text("Action ", of, ": an activity was completed on ", first, ", before its start on ", second, ".");
  }
  if (what == "held-before-start") {
    return it.sv() ? text("Åtgärd ", of, ": ett tillfälle hölls ", first, ", före aktivitetens start ", second, ".")
                   : text("Action ", of, ": an occurrence was held on ", first, ", before the activity's start on ",
                          second, ".");
  }
  return it.sv() ? text("Åtgärd ", of, ": ett tillfälle hölls ", second, ", efter aktivitetens slut ", first, ".")
                 : text("Action ", of, ": an occurrence was held on ", second, ", after the activity's end on ", first,
                        ".");
}

std::string status_word(std::string_view status, bool sv) {
  if (status == "on_schedule") return sv ? "följer tidplanen" : "on schedule";
  if (status == "at_risk") return sv ? "risk för försening" : "at risk";
  if (status == "delayed") return sv ? "försenad" : "delayed";
  if (status == "completed") return sv ? "slutförd" : "completed";
  if (status == "not_started") return sv ? "ej påbörjad" : "not started";
  return sv ? "avbruten" : "cancelled";
}

}  // namespace

std::string message(const Finding& finding, Language language) {
  const Telling it(finding, language);
  const bool sv = it.sv();
  const bool has_figures = it.has("value") || it.has("numerator");
  switch (finding.code) {
    case FindingCode::matrix_uncovered_score: {
      const std::string cells =
          text(it.one_cell() ? (sv ? "ruta " : "cell ") : (sv ? "rutorna " : "cells "), it.cells());
      const std::string_view level = it.word(it.has("read_as_label") ? "read_as_label" : "read_as");
      const std::string read = level.empty() ? (sv ? "nivån är oklassad" : "the level is unclassified")
                                             : text(sv ? "läses som ”" : "read as “", level, "”");
      return sv ? text("Riskvärdet ", it.number("score"), " (", cells, ") har ingen färg i matrisens förklaring; ",
                       read, ".")
                : text("Score ", it.number("score"), " (", cells, ") has no colour in the matrix legend; ", read, ".");
    }
    case FindingCode::matrix_overlapping_bands:
      return sv ? text("Riskvärdet ", it.number("score"), " (", it.cells(),
                       ") täcks av flera färger: ", it.list("bands"), "; den värsta gäller.")
                : text("Score ", it.number("score"), " (", it.cells(),
                       ") is covered by several bands: ", it.list("bands"), "; the worst one holds.");
    case FindingCode::matrix_inconsistent:
      return sv ? text("Matrisens färger bryter mot ", rule_word(it.word("rule"), true),
                       " (Cox 2008, under antagande av lika breda steg): ", it.cells(), ".")
                : text("The matrix colours breach ", it.word("rule"),
                       " (Cox 2008, assuming steps of equal width): ", it.cells(), ".");
    case FindingCode::ratio_mismatch:
      if (!has_figures) return withheld(it);
      return sv ? text(it.subject(), ": ", it.number("value"), " är angivet, men ", it.number("numerator"), "/",
                       it.number("denominator"), " ger ", it.number("computed"), ".")
                : text(it.subject(), ": ", it.number("value"), " is stated, but ", it.number("numerator"), "/",
                       it.number("denominator"), " makes ", it.number("computed"), ".");
    case FindingCode::share_out_of_range:
      if (!has_figures) return withheld(it);
      return sv ? text(it.subject(), ": andelen ", it.number("value"), " ligger utanför 0 till ", it.number("most"),
                       ".")
                : text(it.subject(), ": the share ", it.number("value"), " is outside 0 to ", it.number("most"), ".");
    case FindingCode::numerator_exceeds_denominator:
      if (!has_figures) return withheld(it);
      return sv ? text(it.subject(), ": täljaren ", it.number("numerator"), " är större än nämnaren ",
                       it.number("denominator"), ".")
                : text(it.subject(), ": the numerator ", it.number("numerator"), " exceeds the denominator ",
                       it.number("denominator"), ".");
    case FindingCode::complement_mismatch:
      if (!has_figures) return withheld(it);
      return sv ? text(it.subject(), ": ", it.number("value"), " och ", it.number("other"), " (",
                       it.word("complement_of"), ") blir ", it.number("sum"), ", inte ", it.number("expected"), ".")
                : text(it.subject(), ": ", it.number("value"), " and ", it.number("other"), " (",
                       it.word("complement_of"), ") make ", it.number("sum"), ", not ", it.number("expected"), ".");
    case FindingCode::breakdown_mismatch:
      return sv ? text("Egenkontroll ", it.word("self_check"), ": grupperna efter ", it.word("by"), " blir ",
                       it.number("sum"), ", urvalet är ", it.number("sample"), ".")
                : text("Self-check ", it.word("self_check"), ": the groups by ", it.word("by"), " make ",
                       it.number("sum"), ", the sample is ", it.number("sample"), ".");
    case FindingCode::missing_observation:
      return sv ? text(it.subject(), ": uppgift saknas.") : text(it.subject(), ": the value is missing.");
    case FindingCode::stale_indicator: {
      const bool one = it.one("periods");
      const std::string span =
          one ? std::string(it.word("first")) : text(it.word("first"), sv ? " till " : " to ", it.word("last"));
      return sv ? text("Indikator ", it.word("indicator"), ": ", it.number("periods"),
                       one ? " period är slut utan uppgift (" : " perioder är slut utan uppgift (", span, ").")
                : text("Indicator ", it.word("indicator"), ": ", it.number("periods"),
                       one ? " period is over without an observation (" : " periods are over without an observation (",
                       span, ").");
    }
    case FindingCode::definition_break:
      if (!it.has("from")) {
        return sv ? text(it.subject(), ": brott i serien; värden före och efter jämförs inte.")
                  : text(it.subject(), ": a break in the series; values before and after are not compared.");
      }
      return sv ? text(it.subject(), ": ny definition (", it.word("from"), " blir ", it.word("to"),
                       "); värden före och efter jämförs inte.")
                : text(it.subject(), ": a new definition (", it.word("from"), " becomes ", it.word("to"),
                       "); values before and after are not compared.");
    case FindingCode::duplicate_observation:
      return sv ? text(it.word("of"), ": två uppgifter för ", it.word("date"), ", båda registrerade ",
                       it.word("recorded"), "; den senare i dokumentet gäller.")
                : text(it.word("of"), ": two facts for ", it.word("date"), ", both recorded on ", it.word("recorded"),
                       "; the later in the document stands.");
    case FindingCode::risk_without_action:
      return sv ? text("Risk ", it.word("risk"), " är öppen och har ingen åtgärd.")
                : text("Risk ", it.word("risk"), " is open and has no action.");
    case FindingCode::action_without_indicator:
      return sv ? text("Åtgärd ", it.word("action"),
                       " följs av ingen indikator, inte heller via sina risker eller mål.")
                : text("Action ", it.word("action"), " is followed by no indicator, nor through its risks or goals.");
    case FindingCode::risk_not_reassessed:
      return sv ? text("Risk ", it.word("risk"), " är inte bedömd sedan ", it.word("assessed"),
                       ", före eller vid förra uppföljningen ", it.word("previous"), ".")
                : text("Risk ", it.word("risk"), " was last assessed on ", it.word("assessed"),
                       ", not since the follow-up of ", it.word("previous"), ".");
    case FindingCode::risk_lowered_without_action:
      return sv ? text("Risk ", it.word("risk"), " har minskat sedan ", it.word("previous"),
                       ", men inget är redovisat om dess åtgärder under tiden.")
                : text("Risk ", it.word("risk"), " was reduced since ", it.word("previous"),
                       ", but nothing was reported of its actions meanwhile.");
    case FindingCode::risk_action_without_deadline:
      return sv ? text("Åtgärd ", it.word("action"), " mot risk ", it.word("risk"), " har inget slutdatum.")
                : text("Action ", it.word("action"), " on risk ", it.word("risk"), " has no end date.");
    case FindingCode::expected_result_without_indicator: {
      const bool one = it.one("expected_results");
      return sv ? text("Mål ", it.word("goal"), ": ", it.number("expected_results"),
                       one ? " förväntat resultat" : " förväntade resultat",
                       ", men ingen indikator vid målet eller under det.")
                : text("Goal ", it.word("goal"), ": ", it.number("expected_results"),
                       one ? " expected result" : " expected results", ", but no indicator at the goal or below it.");
    }
    case FindingCode::status_disagrees:
      return sv ? text("Åtgärd ", it.word("action"), " är rapporterad som ", status_word(it.word("reported"), true),
                       ", men uppgifterna talar för ", status_word(it.word("derived"), true), ".")
                : text("Action ", it.word("action"), " is reported ", status_word(it.word("reported"), false),
                       ", but its figures speak for ", status_word(it.word("derived"), false), ".");
    case FindingCode::activity_overdue:
      return sv ? text("Åtgärd ", it.word("action"), ": en aktivitet skulle vara klar ", it.word("end"),
                       " och är inte slutförd.")
                : text("Action ", it.word("action"), ": an activity was to end on ", it.word("end"),
                       " and is not completed.");
    case FindingCode::target_undecided:
      return sv ? text("Indikator ", it.word("indicator"), ": målet för ", it.number("year"), " är inte bestämt (",
                       it.word("undecided"), ").")
                : text("Indicator ", it.word("indicator"), ": the target for ", it.number("year"), " is not decided (",
                       it.word("undecided"), ").");
    case FindingCode::dates_out_of_order:
      return order_message(it);
    case FindingCode::small_count: {
      const bool one = it.one("periods");
      return sv ? text(it.subject(),
                       one ? "" : text(" och ", print_number(finding.number("periods") - 1, language), " till"),
                       ": ett litet antal personer (under 5) går att läsa ut.")
                : text(it.subject(),
                       one ? "" : text(" and ", print_number(finding.number("periods") - 1, language), " more"),
                       ": a small number of people (below 5) can be read.");
    }
  }
  return {};
}

}  // namespace v1
}  // namespace tertial

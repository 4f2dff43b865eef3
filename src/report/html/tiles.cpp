#include <cstddef>
#include <string>
#include <string_view>

#include "report/html/escape.hpp"
#include "report/html/html_page.hpp"
#include "report/html/html_parts.hpp"
#include "report/names.hpp"
#include "report/words.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

class Tiles {
 public:
  Tiles(const Source& source, std::string& html) : source_(source), summary_(source.review.summary), html_(html) {}

  void write() {
    html_ += "<dl class=\"tiles\">\n";
    write_risks();
    write_actions();
    write_indicators();
    write_targets();
    html_ += "</dl>\n";
  }

 private:
  // One number with its word, then the parts that it is made of.
  void begin(const Phrase& name, int number) {
    html_ += "<div class=\"tile\"><dt>";
    append_escaped(html_, in(name, source_.language));
    html_ += "</dt><dd><b>";
    html_ += std::to_string(number);
    html_ += "</b>";
  }
  void part(int count, Tone tone, std::string_view word) {
    if (count == 0) return;
    html_ += ' ';
    append_inline(html_, Inline().toned(tone, text(count, " ", word)));
  }
  void part(int count, Tone tone, const Phrase& word) { part(count, tone, in(word, source_.language)); }
  void end() { html_ += "</dd></div>\n"; }

  void write_risks() {
    if (source_.plan.risks().empty()) return;
    begin(words::kOpenRisks, summary_.risks.open);
    for (std::size_t rank = summary_.risks.by_level.size(); rank-- > 0;) {
      const Level level(static_cast<std::uint8_t>(rank));
      const RiskMatrix& matrix = source_.plan.matrix();
      const LevelWords named = level_words(source_.plan, level, source_.language);
      const int count = summary_.risks.by_level[rank];
      part(count, tone_of(matrix, level), text(shape(matrix, level), count == 1 ? named.of_one : named.of_many));
    }
    end();
    if (!source_.review.previous) return;
    begin(words::kReducedRisks, summary_.risks.reduced);
    part(summary_.risks.closed, tone_of(Movement::closed), words::kClosedCount);
    constexpr Movement kShown[] = {Movement::decreased, Movement::increased, Movement::fresh, Movement::reopened,
                                   Movement::unknown};
    for (const Movement movement : kShown) {
      part(summary_.risks.movement[static_cast<std::size_t>(movement)], tone_of(movement),
           text(arrow(movement), in(word_for(movement), source_.language)));
    }
    end();
  }

  void write_actions() {
    if (source_.review.actions.empty()) return;
    begin(words::kActions, static_cast<int>(source_.review.actions.size()));
    constexpr ActionStatus kWorstFirst[] = {ActionStatus::delayed,     ActionStatus::at_risk,
                                            ActionStatus::on_schedule, ActionStatus::not_started,
                                            ActionStatus::completed,   ActionStatus::cancelled};
    for (const ActionStatus status : kWorstFirst) {
      const int count = summary_.actions.by_status[static_cast<std::size_t>(status)];
      part(count, tone_of(status), text(shape(status), in(counted_word_for(status, count != 1), source_.language)));
    }
    part(summary_.actions.unreported, Tone::quiet, words::kWithoutStatus);
    end();
  }

  void write_indicators() {
    if (source_.review.indicators.empty()) return;
    begin(words::kIndicators, static_cast<int>(source_.review.indicators.size()));
    part(summary_.indicators.with_value, Tone::none, words::kCountWithValue);
    part(summary_.indicators.missing, Tone::fair, words::kWithoutValue);
    part(summary_.indicators.not_due, Tone::quiet, words::kNotDueYet);
    end();
  }

  void write_targets() {
    const Summary::Targets& targets = summary_.targets;
    const int all =
        targets.met + targets.near + targets.missed + targets.undecided + targets.no_target + targets.no_value;
    if (all == 0) return;
    begin(words::kTargets, all);
    const auto judged = [&](int count, TargetStatus status, const Phrase& word) {
      part(count, tone_of(status), text(shape(status), in(word, source_.language)));
    };
    judged(targets.missed, TargetStatus::missed, words::kMissedCount);
    judged(targets.near, TargetStatus::near, words::kNearCount);
    judged(targets.met, TargetStatus::met, words::kMetCount);
    judged(targets.undecided, TargetStatus::undecided, words::kUndecidedCount);
    judged(targets.no_value + targets.no_target, TargetStatus::no_value, words::kUnjudgedCount);
    end();
  }

  const Source& source_;
  const Summary& summary_;
  std::string& html_;
};

}  // namespace

void write_tiles(const Source& source, std::string& html) { Tiles(source, html).write(); }

}  // namespace report
}  // namespace v1
}  // namespace tertial

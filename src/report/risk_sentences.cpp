// Sentences on risks: whether the worst level is left, what moved, what is open, and what the matrix is
// silent about.
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "report/figures.hpp"
#include "report/grammar.hpp"
#include "report/names.hpp"
#include "report/sentences.hpp"
#include "report/words.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

std::string risk_id(const Source& source, const RiskLine& line) { return source.plan.risks()[line.risk].id; }
LevelWords level_of(const Source& source, Level level) { return level_words(source.plan, level, source.language); }

// One sentence for one risk, another for many; none for no risk.
void tell_moved(const Source& source, Sentences& out, const Phrase& one, const Phrase& many, const Sentences& risks) {
  if (risks.empty()) return;
  const std::string named = listed_briefly(risks, source.language);
  if (risks.size() == 1) {
    tell(out, say(one, source.language, since(source), named));
  } else {
    tell(out, say(many, source.language, since(source), named,
                  number_word(static_cast<int>(risks.size()), Noun::risk, source.language)));
  }
}

// The worst level of the matrix: whether a risk is still there.
void tell_worst_level(const Source& source, Sentences& out) {
  const Level worst(static_cast<std::uint8_t>(source.plan.matrix().bands().size()));
  const LevelWords worst_words = level_of(source, worst);
  Sentences there;
  bool was_there = false;
  for (const RiskLine& line : source.review.risks) {
    if (line.closed_before) continue;
    if (!line.closed && line.level == worst) there.push_back(risk_id(source, line));
    was_there = was_there || line.previous_level == worst;
  }
  if (there.empty() && was_there) {
    tell(out, say(worst_words.is_adjective ? words::kNoneRemains : words::kNoneRemainsAtLevel, source.language,
                  worst_words.name));
  } else if (there.empty()) {
    tell(out, say(words::kNoneIs, source.language, worst_words.of_one));
  } else if (there.size() == 1) {
    tell(out, say(words::kOneIs, source.language, worst_words.of_one, there.front()));
  } else {
    tell(out, say(words::kManyAre, source.language, worst_words.of_many, listed_briefly(there, source.language),
                  number_word(static_cast<int>(there.size()), Noun::risk, source.language)));
  }
}

void tell_movements(const Source& source, Sentences& out) {
  if (!source.review.previous) return;  // then every risk is new, which says nothing
  Sentences reduced;
  Sentences increased;
  Sentences fresh;
  Sentences reopened;
  Sentences unknown;
  for (const RiskLine& line : source.review.risks) {
    if (line.closed_before) continue;
    const std::string id = risk_id(source, line);
    const std::string now = level_of(source, line.level).name;
    const std::string before = line.previous_level ? level_of(source, *line.previous_level).name : std::string();
    switch (line.movement) {
      case Movement::decreased:
        reduced.push_back(say(words::kRiskLowered, source.language, id, before, now));
        break;
      case Movement::closed:
        reduced.push_back(say(words::kRiskClosed, source.language, id));
        break;
      case Movement::increased:
        increased.push_back(say(words::kRiskRaised, source.language, id, before, now));
        break;
      case Movement::fresh:
        fresh.push_back(say(words::kRiskWithLevel, source.language, id, now));
        break;
      case Movement::reopened:
        reopened.push_back(say(words::kRiskWithLevel, source.language, id, now));
        break;
      case Movement::unknown:
        unknown.push_back(id);
        break;
      case Movement::unchanged:
        break;
    }
  }
  tell_moved(source, out, words::kOneReduced, words::kManyReduced, reduced);
  tell_moved(source, out, words::kOneIncreased, words::kManyIncreased, increased);
  const auto count = [&](Movement movement) {
    return source.review.summary.risks.movement[static_cast<std::size_t>(movement)];
  };
  if (reduced.empty() && count(Movement::unchanged) + count(Movement::increased) > 0) {
    tell(out, say(increased.empty() ? words::kNoneMoved : words::kNoneReduced, source.language, since(source)));
  }
  tell_moved(source, out, words::kOneNew, words::kManyNew, fresh);
  tell_moved(source, out, words::kOneReopened, words::kManyReopened, reopened);
  tell_moved(source, out, words::kOneUnknown, words::kManyUnknown, unknown);
}

void tell_open(const Source& source, Sentences& out) {
  const Summary::Risks& risks = source.review.summary.risks;
  if (risks.open == 0) {
    tell(out, std::string(in(words::kNoOpenRisks, source.language)));
    return;
  }
  std::vector<std::size_t> ranks;  // of the levels that open risks have, the worst first
  for (std::size_t rank = risks.by_level.size(); rank-- > 0;) {
    if (risks.by_level[rank] > 0) ranks.push_back(rank);
  }
  const auto words_of = [&](std::size_t rank) { return level_of(source, Level(static_cast<std::uint8_t>(rank))); };
  const std::string number = number_word(risks.open, Noun::risk, source.language);
  if (risks.open == 1) {
    tell(out, say(words::kOneOpen, source.language, words_of(ranks.front()).of_one));
  } else if (ranks.size() == 1 && risks.open == 2) {
    tell(out, say(words::kBothOpenAre, source.language, words_of(ranks.front()).of_many));
  } else if (ranks.size() == 1) {
    tell(out, say(words::kAllOpenAre, source.language, number, words_of(ranks.front()).of_many));
  } else {
    Sentences parts;
    for (const std::size_t rank : ranks) {
      const int count = risks.by_level[rank];
      const LevelWords named = words_of(rank);
      parts.push_back(
          text(number_word(count, Noun::risk, source.language), " ", count == 1 ? named.of_one : named.of_many));
    }
    tell(out, say(words::kOpenByLevel, source.language, number, listed(parts, source.language)));
  }
}

std::string uncovered_sentence(const Source& source) {
  Sentences scores;
  std::vector<std::pair<std::string, LevelWords>> read_as;
  bool alike = true;
  Level first;
  for (const MatrixFault& fault : source.plan.matrix().faults()) {
    if (fault.kind != MatrixFault::Kind::uncovered_score) continue;
    scores.push_back(score_with_cells(fault, source.language));
    const Level read = source.plan.matrix().level_of_score(fault.score);
    if (read_as.empty()) first = read;
    alike = alike && read == first;
    read_as.emplace_back(text(fault.score), level_of(source, read));
  }
  if (scores.empty()) return {};
  const bool one = scores.size() == 1;
  std::string sentence =
      say(one ? words::kUncoveredOne : words::kUncoveredMany, source.language, listed_briefly(scores, source.language));
  if (!first.classified()) {
    sentence += in(words::kReadAsNothing, source.language);
  } else if (alike) {
    const LevelWords& words = read_as.front().second;
    sentence += say(one ? words::kReadAsOne : words::kReadAsMany, source.language,
                    words.is_adjective && !one ? words.of_many : words.name);
  } else {
    Sentences each;
    for (const auto& [score, words] : read_as) each.push_back(say(words::kScoreAs, source.language, score, words.name));
    sentence += say(words::kReadAsEach, source.language, listed_briefly(each, source.language));
  }
  return sentence;
}

std::string overlap_sentence(const Source& source) {
  Sentences scores;
  Sentences levels;
  std::vector<bool> named(source.plan.matrix().bands().size() + 1);
  for (const MatrixFault& fault : source.plan.matrix().faults()) {
    if (fault.kind != MatrixFault::Kind::overlapping_bands) continue;
    scores.push_back(text(fault.score));
    for (const std::string& id : fault.bands) {
      const Level band = source.plan.matrix().find_level(id).value_or(Level());
      if (named[band.rank()]) continue;
      named[band.rank()] = true;
      levels.push_back(level_of(source, band).name);
    }
  }
  if (scores.empty()) return {};
  return say(scores.size() == 1 ? words::kOverlapping : words::kOverlappingMany, source.language,
             listed_briefly(scores, source.language), listed(levels, source.language));
}

}  // namespace

void tell_risks(const Source& source, Sentences& out) {
  if (source.plan.risks().empty()) {
    tell(out, std::string(in(words::kNoRisks, source.language)));
  } else if (source.review.risks.empty()) {
    tell(out, std::string(in(words::kNoneJudgedYet, source.language)));
  } else {
    if (source.review.summary.risks.open > 0) tell_worst_level(source, out);
    tell_movements(source, out);
    tell_open(source, out);
  }
}

void tell_matrix(const Source& source, Sentences& out) {
  for (std::string sentence : {uncovered_sentence(source), overlap_sentence(source)}) {
    if (!sentence.empty()) tell(out, std::move(sentence));
  }
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

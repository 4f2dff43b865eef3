// One page over many plans.
#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "report/figures.hpp"
#include "report/html/counts.hpp"
#include "report/html/escape.hpp"
#include "report/html/html_page.hpp"
#include "report/html/html_parts.hpp"
#include "report/names.hpp"
#include "report/words.hpp"
#include "tertial/report/html.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

// The worst last.
enum class Standing : std::uint8_t { no_risk, good, fair, unknown, poor, bad };

struct Place {
  const IndexEntry* entry;
  Standing standing = Standing::no_risk;
  Level worst = {};  // unclassified where unknown
  int at_worst = 0;  // risks
};

Standing standing_of(Tone tone) noexcept {
  switch (tone) {
    case Tone::bad:
      return Standing::bad;
    case Tone::poor:
      return Standing::poor;
    case Tone::fair:
      return Standing::fair;
    case Tone::good:
      return Standing::good;
    case Tone::none:
    case Tone::quiet:
      break;
  }
  return Standing::unknown;
}

Place place_of(const IndexEntry& entry) {
  Place place{.entry = &entry};
  const auto& by_level = entry.review->summary.risks.by_level;
  for (std::size_t rank = 0; rank < by_level.size(); ++rank) {
    if (by_level[rank] == 0) continue;
    const Level level(static_cast<std::uint8_t>(rank));
    const Standing standing = standing_of(tone_of(entry.plan->matrix(), level));
    if (standing < place.standing) continue;
    place = {.entry = &entry, .standing = standing, .worst = level, .at_worst = by_level[rank]};
  }
  return place;
}

// Smaller is worse.
auto order_of(const Place& place) noexcept {
  const Summary& summary = place.entry->review->summary;
  return std::tuple(-static_cast<int>(place.standing), -place.at_worst, -summary.targets.missed,
                    -summary.actions.by_status[static_cast<std::size_t>(ActionStatus::delayed)]);
}

class Index {
 public:
  Index(std::span<const IndexEntry> entries, Language language, std::string& html) : language_(language), html_(html) {
    for (const IndexEntry& entry : entries) places_.push_back(place_of(entry));
    std::stable_sort(places_.begin(), places_.end(),
                     [](const Place& a, const Place& b) { return order_of(a) < order_of(b); });
  }

  void write(std::string_view title) {
    begin_document(title, language_, html_);
    html_ += "<header><h1>";
    append_isolated(html_, title);
    html_ += "</h1>\n<p>";
    const std::string count = places_.size() == 1 ? std::string(in(words::kOnePlan, language_))
                                                  : say(words::kManyPlans, language_, places_.size());
    append_escaped(html_, say(words::kPlansFollowedUp, language_, count));
    html_ += "</p>\n</header>\n<main id=\"main\"><section><h2>";
    append_escaped(html_, in(words::kPlans, language_));
    html_ += "</h2>\n<table class=\"rows\"><thead><tr>";
    for (const Phrase& name : kColumns) {
      html_ += "<th scope=\"col\">";
      append_escaped(html_, in(name, language_));
      html_ += "</th>";
    }
    html_ += "</tr></thead><tbody>\n";
    for (const Place& place : places_) write_row(place);
    html_ += "</tbody></table></section></main>\n";
    end_document(html_);
  }

 private:
  static constexpr std::array<Phrase, 7> kColumns = {words::kPlan,      words::kAsOf,    words::kWorstLevel,
                                                     words::kOpenRisks, words::kActions, words::kIndicators,
                                                     words::kTargets};

  void write_row(const Place& place) {
    const IndexEntry& entry = *place.entry;
    html_ += "<tr><th scope=\"row\"><a href=\"";
    append_escaped(html_, entry.file);
    html_ += "\">";
    append_isolated(html_, entry.plan->title());
    html_ += "</a>";
    if (!entry.plan->organisation().empty()) {
      html_ += "<br><span class=\"long\">";
      append_isolated(html_, entry.plan->organisation());
      html_ += "</span>";
    }
    html_ += "</th>";
    cell(1, Inline(follow_up_name(*entry.review)));
    cell(2, worst(place));
    const Summary& summary = entry.review->summary;
    cell(3, Inline(text(summary.risks.open, " ")).add(risk_counts(*entry.plan, summary.risks, language_)));
    cell(4, action_counts(summary.actions, language_));
    cell(5, indicator_counts(summary.indicators, language_));
    cell(6, target_counts(summary.targets, language_));
    html_ += "</tr>\n";
  }
  void cell(std::size_t column, const Inline& line) {
    html_ += "<td data-label=\"";
    append_escaped(html_, in(kColumns[column], language_));
    html_ += "\">";
    append_inline(html_, line);
    html_ += "</td>";
  }

  [[nodiscard]] std::string follow_up_name(const FollowUp& review) const {
    return review.period ? long_period(*review.period, language_) : review.clock.as_of.to_string();
  }
  [[nodiscard]] Inline worst(const Place& place) const {
    if (place.standing == Standing::no_risk) return Inline(in(words::kNoOpenRisk, language_));
    if (!place.worst.classified()) return Inline().toned(Tone::none, in(words::kUnknownLevel, language_));
    return level_name(*place.entry->plan, place.worst, language_);
  }
  Language language_;
  std::string& html_;
  std::vector<Place> places_;
};

}  // namespace

std::string html_index(std::span<const IndexEntry> entries, std::string_view title, Language language) {
  std::string page;
  Index(entries, language, page).write(title);
  return page;
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

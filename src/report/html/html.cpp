// The HTML report: its sections in order.
#include "tertial/report/html.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "report/html/escape.hpp"
#include "report/html/html_page.hpp"
#include "report/html/html_parts.hpp"
#include "report/html/indicator_cards.hpp"
#include "report/html/matrix_map.hpp"
#include "report/matrix_placement.hpp"
#include "report/names.hpp"
#include "report/sections.hpp"
#include "report/sentences.hpp"
#include "report/words.hpp"
#include "tertial/report/markdown.hpp"
#include "tertial/text.hpp"

namespace tertial {
inline namespace v1 {
namespace report {
namespace {

class Report {
 public:
  Report(const Source& source, std::string& html) : source_(source), html_(html) {}

  void write() {
    const std::string title = text(source_.plan.title(), " ", source_.review.clock.as_of.to_string());
    begin_document(title, source_.language, html_);
    write_head();
    html_ += "<main id=\"main\">\n";
    section("summary", words::kSummary, [&] {
      html_ += "<div class=\"lead\">";
      HtmlPage page(html_);
      for (const std::string& sentence : summary(source_.plan, source_.review, source_.language)) {
        page.bullet(Inline(sentence));
      }
      page.close();
      write_tiles(source_, html_);
      html_ += "</div>\n";
    });
    if (source_.review.previous) section("changes", words::kWhatChanged, [&] { write_changes(source_, html_); });
    if (shows_matrix()) section("matrix", words::kRiskMatrix, [&] { write_matrix(); });
    shared("risks", write_register);
    shared("actions", report::write_actions);
    section("indicators", words::kIndicators, [&] {
      if (source_.review.indicators.empty())
        HtmlPage(html_).paragraph(Inline(in(words::kNoIndicators, source_.language)));
      write_indicator_cards(source_, html_);
    });
    if (!source_.review.self_checks.empty()) shared("self-checks", write_self_checks);
    shared("findings", write_findings);
    html_ += "</main>\n";
    end_document(html_);
  }

 private:
  void write_head() {
    html_ += "<a class=\"skip\" href=\"#main\">";
    append_escaped(html_, in(words::kToContent, source_.language));
    html_ += "</a>\n<header><h1>";
    append_isolated(html_, source_.plan.title());
    html_ += "</h1>\n";
    if (!source_.plan.organisation().empty()) {
      html_ += "<p class=\"unit\">";
      append_isolated(html_, source_.plan.organisation());
      html_ += "</p>\n";
    }
    html_ += "<p>";
    append_isolated(html_, what_was_followed_up(source_));
    html_ += "</p>\n</header>\n";
    write_navigation();
  }
  void write_navigation() {
    html_ += "<nav aria-label=\"";
    append_escaped(html_, in(words::kContents, source_.language));
    html_ += "\"><ul>";
    const auto entry = [&](std::string_view id, const Phrase& name, bool there) {
      if (!there) return;
      html_ += "<li><a href=\"#";
      html_ += id;
      html_ += "\">";
      append_escaped(html_, in(name, source_.language));
      html_ += "</a></li>";
    };
    entry("summary", words::kSummary, true);
    entry("changes", words::kWhatChanged, source_.review.previous.has_value());
    entry("matrix", words::kRiskMatrix, shows_matrix());
    entry("risks", words::kRiskRegister, true);
    entry("actions", words::kActions, true);
    entry("indicators", words::kIndicators, true);
    entry("self-checks", words::kSelfChecks, !source_.review.self_checks.empty());
    entry("findings", words::kFindings, true);
    html_ += "</ul></nav>\n";
  }

  template <class Write>
  void section(std::string_view id, const Phrase& name, const Write& write_content) {
    begin_section(id);
    HtmlPage(html_).heading(2, Inline(in(name, source_.language)));
    write_content();
    html_ += "</section>\n";
  }
  // A section of all reports, which writes its own heading.
  void shared(std::string_view id, void (*write_section)(const Source&, Page&)) {
    begin_section(id);
    HtmlPage page(html_);
    write_section(source_, page);
    page.close();
    html_ += "</section>\n";
  }
  void begin_section(std::string_view id) {
    html_ += "<section id=\"";
    html_ += id;
    html_ += "\">\n";
  }

  // Without risks only where there is something to see in it.
  [[nodiscard]] bool shows_matrix() const {
    const auto& findings = source_.review.findings;
    return !source_.plan.risks().empty() || std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
      return subject_at(finding.at).kind == Subject::Kind::matrix;
    });
  }
  void write_matrix() {
    const MatrixPlacement placement = matrix_placement(source_);
    html_ += "<div class=\"matrix\"><div class=\"map\">";
    write_matrix_map(source_, placement, html_);
    html_ += "</div>\n<div class=\"beside\">";
    HtmlPage page(html_);
    write_level_only(source_, placement, page);
    page.close();
    html_ += "</div></div>\n<details><summary>";
    append_escaped(html_, in(words::kMatrixAsTable, source_.language));
    html_ += "</summary>";
    write_matrix_table(source_, placement, page);
    page.close();
    html_ += "</details>\n";
  }

  const Source& source_;
  std::string& html_;
};

}  // namespace

std::string html(const Plan& plan, const FollowUp& review, Language language) {
  std::string page;
  std::size_t observations = 0;
  for (const Indicator& indicator : plan.indicators()) observations += indicator.observations.size();
  // What reports mostly take.
  page.reserve(24'000 + plan.risks().size() * 700 + plan.actions().size() * 1'500 + plan.indicators().size() * 3'000 +
               observations * 130);
  const Source source{plan, review, language};
  Report(source, page).write();
  return page;
}

}  // namespace report
}  // namespace v1
}  // namespace tertial

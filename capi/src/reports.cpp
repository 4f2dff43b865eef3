// Follow-ups as documents, tables and pages.

#include <string>
#include <utility>
#include <vector>

#include "call.hpp"
#include "tertial/io/follow_up_writer.hpp"
#include "tertial/io/kpi_csv.hpp"
#include "tertial/report/html.hpp"
#include "tertial/report/markdown.hpp"
#include "tertial/report/xlsx.hpp"

using namespace tertial::capi;
using tertial::FollowUp;
using tertial::Language;
using tertial::Plan;

namespace {

// A text that `write(plan, review, language)` makes.
template <class Write>
tertial_status write_text(const tertial_follow_up* review, std::int32_t language, tertial_text** out,
                          tertial_error* error, const Write& write) {
  return guarded(error, [&](Call& call) {
    call.handle("review", review);
    call.out("out", out);
    if (!call.ok()) return call.status();
    const Language spoken = call.language("language", language, review->plan->language());
    if (!call.ok()) return call.status();
    *out = new tertial_text(write(*review->plan, review->review, spoken));
    return TERTIAL_OK;
  });
}

// Relative, and linked to as it stands: without a colon, a space, or what ends an attribute.
bool is_relative_address(std::string_view file) noexcept {
  return !file.empty() && file.front() != '/' && file.find_first_of(": \t\r\n\"'<>\\") == std::string_view::npos;
}

}  // namespace

tertial_status tertial_follow_up_json(const tertial_follow_up* review, int32_t language, tertial_text** out,
                                      tertial_error* error) {
  return write_text(review, language, out, error, tertial::write_follow_up);
}

tertial_status tertial_follow_up_markdown(const tertial_follow_up* review, int32_t language, tertial_text** out,
                                          tertial_error* error) {
  return write_text(review, language, out, error, tertial::report::markdown);
}

tertial_status tertial_follow_up_html(const tertial_follow_up* review, int32_t language, tertial_text** out,
                                      tertial_error* error) {
  return write_text(review, language, out, error, tertial::report::html);
}

tertial_status tertial_follow_up_sentences(const tertial_follow_up* review, int32_t language, tertial_text** out,
                                           tertial_error* error) {
  return write_text(review, language, out, error, [](const Plan& plan, const FollowUp& own, Language spoken) {
    std::string lines;
    for (const std::string& sentence : tertial::report::summary(plan, own, spoken)) lines += sentence + "\n";
    return lines;
  });
}

tertial_status tertial_follow_up_csv(const tertial_follow_up* review, int32_t table, int32_t language,
                                     tertial_text** out, tertial_error* error) {
  if (table == TERTIAL_TABLE_ALL) {
    return write_text(review, language, out, error, [](const Plan& plan, const FollowUp& own, Language spoken) {
      return write_csv(plan, own, spoken);
    });
  }
  return guarded(error, [&](Call& call) {
    const auto which = static_cast<tertial::CsvTable>(call.one_of("table", table, TERTIAL_TABLE_FINDINGS + 1));
    if (!call.ok()) return call.status();
    return write_text(review, language, out, error, [which](const Plan& plan, const FollowUp& own, Language spoken) {
      return write_csv(plan, own, which, spoken);
    });
  });
}

tertial_status tertial_follow_up_kpi_csv(const tertial_follow_up* review, tertial_text** out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("review", review);
    call.out("out", out);
    if (!call.ok()) return call.status();
    absl::StatusOr<tertial::KpiCsv> file = write_kpi_csv(*review->plan, review->review);
    if (!file.ok()) return call.fail(file.status(), {}, TERTIAL_E_SCHEMA);
    *out = new tertial_text(std::move(file->text));
    return TERTIAL_OK;
  });
}

tertial_status tertial_follow_up_xlsx(const tertial_follow_up* review, int32_t language, tertial_text** out,
                                      tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("review", review);
    call.out("out", out);
    if (!call.ok()) return call.status();
    const Language spoken = call.language("language", language, review->plan->language());
    if (!call.ok()) return call.status();
    absl::StatusOr<std::string> workbook = tertial::report::xlsx(*review->plan, review->review, spoken);
    if (!workbook.ok()) return call.fail(workbook.status(), {});
    *out = new tertial_text(*std::move(workbook));
    return TERTIAL_OK;
  });
}

tertial_status tertial_html_index(const tertial_index_entry* entries, size_t count, const char* title,
                                  size_t title_size, int32_t language, tertial_text** out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    const std::span<const tertial_index_entry> given = call.array("entries", entries, count);
    const std::string_view heading = call.text("title", title, title_size);
    const Language spoken = call.language("language", language);
    call.out("out", out);
    if (!call.ok()) return call.status();
    std::vector<tertial::report::IndexEntry> listed;
    listed.reserve(given.size());
    for (const tertial_index_entry& entry : given) {
      call.handle("entries/review", entry.review);
      const std::string_view file = call.text("entries/file", entry.file);
      if (!is_relative_address(file)) call.fail(TERTIAL_E_ARGUMENT, "entries/file", "is no relative address");
      if (!call.ok()) return call.status();
      listed.push_back({.plan = &*entry.review->plan, .review = &entry.review->review, .file = file});
    }
    *out = new tertial_text(tertial::report::html_index(listed, heading, spoken));
    return TERTIAL_OK;
  });
}

// Pasted tables.

#include <utility>

#include "call.hpp"
#include "tertial/io/table_import.hpp"

using namespace tertial::capi;
using tertial::TableChange;
using tertial::TableNote;

tertial_status tertial_plan_import(tertial_plan* plan, const char* table, size_t size,
                                   const tertial_import_options* options, tertial_import** out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("plan", plan);
    const std::string_view pasted = call.text("table", table, size);
    call.out("out", out);
    tertial_import_options asked{};
    asked.language = TERTIAL_PLAN_LANGUAGE;
    asked.recorded = TERTIAL_NO_DATE;
    if (options != nullptr) asked = call.in("options", options);
    if (!call.ok()) return call.status();
    const tertial::Language language = call.language("options/language", asked.language, plan->plan->language());
    const std::optional<tertial::Date> recorded = call.date_or_none("options/recorded", asked.recorded);
    if (asked.year != 0 && (asked.year < tertial::kFirstYear || asked.year > tertial::kLastYear)) {
      call.fail(TERTIAL_E_ARGUMENT, "options/year", "is neither 0 nor one from 1900 to 2200");
    }
    if (!call.ok()) return call.status();

    absl::StatusOr<tertial::ImportedTable> parsed =
        tertial::parse_table(pasted, {.language = language, .year = asked.year == 0 ? plan->plan->year() : asked.year});
    if (!parsed.ok()) return call.fail(parsed.status(), {}, TERTIAL_E_SYNTAX);
    absl::StatusOr<tertial::ImportResult> result = import_table(*plan->plan, *parsed, {.recorded = recorded});
    if (!result.ok()) return call.fail(result.status(), {}, TERTIAL_E_SCHEMA);
    auto import = std::make_unique<tertial_import>(std::move(result->changes), std::move(parsed->notes));
    plan->plan = SharedPlan(std::move(result->plan));
    *out = import.release();
    return TERTIAL_OK;
  });
}

size_t tertial_import_change_count(const tertial_import* imported) {
  return imported == nullptr || !imported->is_alive() ? 0 : imported->changes.size();
}

tertial_status tertial_import_change_get(const tertial_import* imported, size_t index, tertial_import_change* out,
                                         tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("imported", imported);
    call.out_struct("out", out);
    if (call.ok()) call.index("index", index, imported->changes.size());
    if (!call.ok()) return call.status();
    const TableChange& change = imported->changes[index];
    return put(out, {.struct_size = 0,
                     .kind = static_cast<std::int32_t>(change.kind),
                     .period = code_of(change.period),
                     .status = static_cast<std::int32_t>(change.status),
                     .before = number_of(change.before),
                     .after = number_of(change.after),
                     .indicator = borrowed(change.indicator)});
  });
}

size_t tertial_import_note_count(const tertial_import* imported) {
  return imported == nullptr || !imported->is_alive() ? 0 : imported->notes.size();
}

tertial_status tertial_import_note_get(const tertial_import* imported, size_t index, tertial_import_note* out,
                                       tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("imported", imported);
    call.out_struct("out", out);
    if (call.ok()) call.index("index", index, imported->notes.size());
    if (!call.ok()) return call.status();
    const TableNote& note = imported->notes[index];
    return put(out, {.struct_size = 0,
                     .line = note.line,
                     .column = note.column,
                     .reserved = 0,
                     .swedish = borrowed(note.message_sv),
                     .english = borrowed(note.message_en)});
  });
}

void tertial_import_free(tertial_import* imported) {
  if (imported != nullptr && imported->is_alive()) delete imported;
}

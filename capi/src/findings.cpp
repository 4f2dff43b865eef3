// Findings, one by one and whole.

#include <variant>

#include "call.hpp"
#include "tertial/io/follow_up_writer.hpp"

using namespace tertial::capi;
using tertial::Cell;
using tertial::Datum;
using tertial::Finding;
using tertial::Language;

static_assert(sizeof(Cell) == sizeof(tertial_cell) && alignof(Cell) == alignof(tertial_cell) &&
              offsetof(Cell, severity) == offsetof(tertial_cell, severity));

namespace {

template <class T>
const T* kind_of(const Datum& datum) noexcept {
  return std::get_if<T>(&datum.value);
}

}  // namespace

size_t tertial_findings_count(const tertial_findings* findings) {
  return findings == nullptr || !findings->is_alive() ? 0 : findings->list().size();
}

tertial_status tertial_findings_get(const tertial_findings* findings, size_t index, tertial_finding* out,
                                    tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("findings", findings);
    call.out_struct("out", out);
    if (call.ok()) call.index("index", index, findings->list().size());
    if (!call.ok()) return call.status();
    const Finding& finding = findings->list()[index];
    return put(out, {.struct_size = 0,
                     .code = static_cast<std::int32_t>(finding.code),
                     .severity = static_cast<std::int32_t>(finding.severity()),
                     .data_count = static_cast<std::uint32_t>(finding.data.size()),
                     .at = borrowed(finding.at)});
  });
}

tertial_status tertial_findings_message(const tertial_findings* findings, size_t index, int32_t language,
                                        tertial_text** out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("findings", findings);
    const Language spoken = call.language("language", language);
    call.out("out", out);
    if (call.ok()) call.index("index", index, findings->list().size());
    if (!call.ok()) return call.status();
    *out = new tertial_text(message(findings->list()[index], spoken));
    return TERTIAL_OK;
  });
}

tertial_status tertial_findings_datum(const tertial_findings* findings, size_t index, size_t datum, tertial_datum* out,
                                      tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("findings", findings);
    call.out_struct("out", out);
    if (call.ok()) call.index("index", index, findings->list().size());
    if (call.ok()) call.index("datum", datum, findings->list()[index].data.size());
    if (!call.ok()) return call.status();
    const Datum& found = findings->list()[index].data[datum];
    tertial_datum told{};
    told.key = borrowed(found.key);
    told.number = number_of(std::nullopt);
    told.word = borrowed({});
    if (const double* const number = kind_of<double>(found)) {
      told.kind = TERTIAL_DATUM_NUMBER;
      told.number = *number;
    } else if (const std::string* const word = kind_of<std::string>(found)) {
      told.kind = TERTIAL_DATUM_WORD;
      told.word = borrowed(*word);
    } else if (const auto* const cells = kind_of<std::vector<Cell>>(found)) {
      told.kind = TERTIAL_DATUM_CELLS;
      told.cells = reinterpret_cast<const tertial_cell*>(cells->data());
      told.count = cells->size();
    } else if (const auto* const words = kind_of<std::vector<std::string>>(found)) {
      told.kind = TERTIAL_DATUM_WORDS;
      told.count = words->size();
    }
    return put(out, told);
  });
}

tertial_status tertial_findings_word(const tertial_findings* findings, size_t index, size_t datum, size_t word,
                                     tertial_string* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("findings", findings);
    call.out("out", out);
    if (call.ok()) call.index("index", index, findings->list().size());
    if (call.ok()) call.index("datum", datum, findings->list()[index].data.size());
    if (!call.ok()) return call.status();
    const auto* const words = kind_of<std::vector<std::string>>(findings->list()[index].data[datum]);
    if (words == nullptr) return call.fail(TERTIAL_E_NOT_FOUND, "datum", "is no list of words");
    call.index("word", word, words->size());
    if (!call.ok()) return call.status();
    *out = borrowed((*words)[word]);
    return TERTIAL_OK;
  });
}

tertial_status tertial_findings_json(const tertial_findings* findings, int32_t language, tertial_text** out,
                                     tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.handle("findings", findings);
    const Language spoken = call.language("language", language);
    call.out("out", out);
    if (!call.ok()) return call.status();
    *out = new tertial_text(tertial::write_findings(findings->list(), spoken));
    return TERTIAL_OK;
  });
}

void tertial_findings_free(tertial_findings* findings) {
  if (findings != nullptr && findings->is_alive() && !findings->belongs_to_another) delete findings;
}

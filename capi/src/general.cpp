// Versions, text and schemas.

#include "call.hpp"
#include "tertial/io/schema.hpp"

using namespace tertial::capi;

uint32_t tertial_abi_version(void) { return TERTIAL_ABI_VERSION; }

const char* tertial_version(void) { return TERTIAL_VERSION; }

const char* tertial_text_data(const tertial_text* text) {
  return text == nullptr || !text->is_alive() ? nullptr : text->text.c_str();
}

size_t tertial_text_size(const tertial_text* text) {
  return text == nullptr || !text->is_alive() ? 0 : text->text.size();
}

void tertial_text_free(tertial_text* text) {
  if (text != nullptr && text->is_alive()) delete text;
}

tertial_status tertial_schema(int32_t document, tertial_string* out, tertial_error* error) {
  return guarded(error, [&](Call& call) {
    call.out("out", out);
    const int which = call.one_of("document", document, 2);
    if (!call.ok()) return call.status();
    *out = borrowed(which == TERTIAL_SCHEMA_PLAN ? tertial::plan_schema() : tertial::follow_up_schema());
    return TERTIAL_OK;
  });
}

# Writes a C++ source that holds text files as character arrays (a string literal may not exceed 64 kB).
#
#   cmake -DOUTPUT=schema.cpp -DHEADER=tertial/io/schema.hpp
#         -DTEXTS=plan_schema=plan.schema.json,follow_up_schema=follow-up.schema.json -P embed_text.cmake
set(source "#include \"${HEADER}\"\n\nnamespace tertial {\ninline namespace v1 {\nnamespace {\n")
set(functions "")
string(REPLACE "," ";" TEXTS "${TEXTS}")
foreach(text IN LISTS TEXTS)
  string(REGEX MATCH "^([^=]+)=(.+)$" matched "${text}")
  set(function "${CMAKE_MATCH_1}")
  file(READ "${CMAKE_MATCH_2}" bytes HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND source "\nconstexpr char ${function}_bytes[] = {${bytes}'\\0'};  // a NUL follows the text\n")
  string(APPEND functions "\nstd::string_view ${function}() noexcept { return {${function}_bytes, sizeof ${function}_bytes - 1}; }\n")
endforeach()
string(APPEND source "\n}  // namespace\n${functions}\n}  // namespace v1\n}  // namespace tertial\n")
file(WRITE "${OUTPUT}" "${source}")

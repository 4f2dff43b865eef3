# What tertial is made with: from the system, or out of source trees, static and out of sight. Nothing is downloaded
# here; cmake/debian_source.sh gets the trees from Debian.
set(TERTIAL_ABSEIL system CACHE STRING "Abseil: that of the system, or fetched, from TERTIAL_ABSEIL_SOURCE")
set_property(CACHE TERTIAL_ABSEIL PROPERTY STRINGS system fetch)
set(TERTIAL_ABSEIL_SOURCE "" CACHE PATH "Source tree of Abseil, for TERTIAL_ABSEIL=fetch")
set(TERTIAL_SIMDJSON_SOURCE "" CACHE PATH "Source tree of simdjson; the system's library when empty")
set(TERTIAL_XLSXWRITER_SOURCE "" CACHE PATH "Source tree of libxlsxwriter; the system's library when empty")

if(NOT TERTIAL_ABSEIL MATCHES "^(system|fetch)$")
  message(FATAL_ERROR "TERTIAL_ABSEIL is system or fetch, not \"${TERTIAL_ABSEIL}\"")
elseif(TERTIAL_ABSEIL STREQUAL "fetch" AND NOT TERTIAL_ABSEIL_SOURCE)
  message(FATAL_ERROR "TERTIAL_ABSEIL=fetch needs TERTIAL_ABSEIL_SOURCE; ./dev package gets Abseil's source from Debian")
endif()

# Source trees of what only this build has, so that nobody else can link the archive.
set(tertial_bundled_sources "")

# Adds the project in `source`, in a scope of its own; settings that it needs are the arguments after, NAME VALUE.
function(tertial_add_source name source)
  set(BUILD_SHARED_LIBS OFF)
  set(BUILD_TESTING OFF)
  set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)  # what is set here holds against option() in there
  set(CMAKE_POLICY_DEFAULT_CMP0063 NEW)  # hidden holds for archives too
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  set(CMAKE_C_VISIBILITY_PRESET hidden)
  set(CMAKE_CXX_VISIBILITY_PRESET hidden)
  set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
  set(CMAKE_CXX_STANDARD 20)
  set(CMAKE_EXPORT_COMPILE_COMMANDS OFF)
  string(APPEND CMAKE_C_FLAGS " -w")  # their warnings are theirs
  string(APPEND CMAKE_CXX_FLAGS " -w")
  set(CMAKE_MESSAGE_LOG_LEVEL WARNING)
  while(ARGN)
    list(POP_FRONT ARGN setting value)
    set(${setting} "${value}")
  endwhile()
  cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${PROJECT_SOURCE_DIR}" NORMALIZE)
  add_subdirectory("${source}" "${PROJECT_BINARY_DIR}/bundled/${name}" EXCLUDE_FROM_ALL SYSTEM)
  set(tertial_bundled_sources ${tertial_bundled_sources} "${source}" PARENT_SCOPE)
endfunction()

find_package(Boost 1.74 REQUIRED)

if(TERTIAL_ABSEIL STREQUAL "fetch")
  tertial_add_source(abseil "${TERTIAL_ABSEIL_SOURCE}" ABSL_PROPAGATE_CXX_STD ON ABSL_ENABLE_INSTALL OFF)
else()
  find_package(absl REQUIRED)
endif()

if(TERTIAL_SIMDJSON_SOURCE)
  tertial_add_source(simdjson "${TERTIAL_SIMDJSON_SOURCE}" SIMDJSON_DEVELOPER_MODE OFF)
else()
  find_package(simdjson 3.0 REQUIRED)
endif()

# Whether report::xlsx() makes workbooks, or says that it cannot.
set(tertial_has_xlsx OFF)
if(TERTIAL_WITH_XLSX AND TERTIAL_XLSXWRITER_SOURCE)
  # The standard tmpfile(), because the other asks the environment where to write.
  tertial_add_source(xlsxwriter "${TERTIAL_XLSXWRITER_SOURCE}" USE_STANDARD_TMPFILE ON)
  add_library(Xlsxwriter::xlsxwriter ALIAS xlsxwriter)
  set(tertial_has_xlsx ON)
elseif(TERTIAL_WITH_XLSX)
  list(PREPEND CMAKE_MODULE_PATH "${PROJECT_SOURCE_DIR}/cmake")
  if(TERTIAL_WITH_XLSX STREQUAL "AUTO")
    find_package(Xlsxwriter QUIET)
  else()
    find_package(Xlsxwriter REQUIRED)
  endif()
  list(POP_FRONT CMAKE_MODULE_PATH)
  set(tertial_has_xlsx "${Xlsxwriter_FOUND}")
endif()

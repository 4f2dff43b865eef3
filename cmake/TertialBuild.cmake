# How tertial's own sources are compiled. Nothing here reaches a project that links tertial.

# Faster tools where the machine has them; the choice changes no byte of what is computed.
if(PROJECT_IS_TOP_LEVEL)
  find_program(TERTIAL_CCACHE ccache)
  if(TERTIAL_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    # By the sources alone: another build of them, as the tests make, is found wherever it lies.
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_NOHASHDIR=1 "${TERTIAL_CCACHE}")
  endif()
  find_program(TERTIAL_LINKER NAMES mold ld.lld)
  if(TERTIAL_LINKER MATCHES "mold$")
    add_link_options(-fuse-ld=mold)
  elseif(TERTIAL_LINKER MATCHES "lld$")
    add_link_options(-fuse-ld=lld)
  endif()
  if(TERTIAL_SANITIZE)
    add_compile_options("-fsanitize=${TERTIAL_SANITIZE}" -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options("-fsanitize=${TERTIAL_SANITIZE}")
  endif()
endif()

# Applied to every target of this project that has sources.
function(tertial_own_target target)
  set_target_properties(${target} PROPERTIES
    CXX_EXTENSIONS OFF
    POSITION_INDEPENDENT_CODE ON)
  if(TERTIAL_DEVELOPER)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
    # gcc 12 takes the empty payload of std::optional and std::variant for a value that is read, and warns of its own
    # std::string operators when they are inlined.
    target_compile_options(${target} PRIVATE
      $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized> $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
  endif()
endfunction()

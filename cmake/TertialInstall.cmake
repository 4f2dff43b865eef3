# Headers, libraries, program, schemas, and what find_package() and pkg-config need to find them. What is installed is
# in three parts: tertial_library (libtertial.so.N), tertial_program, and tertial_development (all else).
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/tertial")

# What find_package() finds, and what pkg-config finds.
set(tertial_components "")
set(pc_names "")
if(tertial_bundled_sources)
  message(STATUS "Bundles what it is made with: only the C interface and the program are installed")
else()
  list(APPEND tertial_components "core" "tertial")
  list(APPEND pc_names "tertial-core" "tertial")
endif()
if(TARGET tertial_c)
  list(APPEND tertial_components "c")
  list(APPEND pc_names "tertial-c")
endif()

# An export set for each component, so that none asks for what only another needs.
if("tertial" IN_LIST tertial_components)
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
    COMPONENT tertial_development
    FILES_MATCHING PATTERN "*.hpp")
  install(TARGETS tertial_core EXPORT tertialCoreTargets)
  install(EXPORT tertialCoreTargets NAMESPACE tertial:: DESTINATION "${package_dir}" COMPONENT tertial_development)
  install(TARGETS tertial EXPORT tertialTargets ARCHIVE COMPONENT tertial_development)
  install(EXPORT tertialTargets NAMESPACE tertial:: DESTINATION "${package_dir}" COMPONENT tertial_development)
  if(tertial_has_xlsx)
    install(FILES "${PROJECT_SOURCE_DIR}/cmake/FindXlsxwriter.cmake" DESTINATION "${package_dir}"
      COMPONENT tertial_development)
  endif()
endif()
if("c" IN_LIST tertial_components)
  install(FILES "${PROJECT_SOURCE_DIR}/capi/include/tertial.h" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
    COMPONENT tertial_development)
  install(TARGETS tertial_c EXPORT tertialCTargets
    LIBRARY COMPONENT tertial_library NAMELINK_COMPONENT tertial_development)
  install(EXPORT tertialCTargets NAMESPACE tertial:: DESTINATION "${package_dir}" COMPONENT tertial_development)
endif()
if(TARGET tertial_cli)
  install(TARGETS tertial_cli RUNTIME COMPONENT tertial_program)
endif()
install(DIRECTORY "${PROJECT_SOURCE_DIR}/src/io/schema/" DESTINATION "${CMAKE_INSTALL_DATADIR}/tertial/schema"
  COMPONENT tertial_development
  FILES_MATCHING PATTERN "*.schema.json")

# What is inside is passed on under its authors' licences.
if(tertial_bundled_sources)
  set(licence_dir "${CMAKE_INSTALL_DATADIR}/doc/tertial")
  install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/cmake/NOTICE" DESTINATION "${licence_dir}"
    COMPONENT tertial_library)
  foreach(source IN LISTS tertial_bundled_sources)
    cmake_path(GET source FILENAME name)
    file(GLOB licence "${source}/LICENSE" "${source}/License.txt")
    install(FILES ${licence} DESTINATION "${licence_dir}" RENAME "LICENSE.${name}" COMPONENT tertial_library)
  endforeach()
endif()

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/tertialConfig.cmake.in" "${PROJECT_BINARY_DIR}/tertialConfig.cmake"
  INSTALL_DESTINATION "${package_dir}")
# Before 1.0 a minor release may break.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/tertialConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/tertialConfig.cmake" "${PROJECT_BINARY_DIR}/tertialConfigVersion.cmake"
  DESTINATION "${package_dir}" COMPONENT tertial_development)

# The prefix is written relative to the .pc file, so that an installation can be moved or staged.
set(pc_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
cmake_path(SET pc_path NORMALIZE "/${pc_dir}")
file(RELATIVE_PATH TERTIAL_PC_TO_PREFIX "${pc_path}" "/")
set(TERTIAL_PC_XLSX "")
if(tertial_has_xlsx)
  set(TERTIAL_PC_XLSX " xlsxwriter")
endif()
foreach(pc IN LISTS pc_names)
  configure_file("${PROJECT_SOURCE_DIR}/cmake/${pc}.pc.in" "${PROJECT_BINARY_DIR}/${pc}.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/${pc}.pc" DESTINATION "${pc_dir}" COMPONENT tertial_development)
endforeach()

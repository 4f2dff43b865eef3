# Headers, library, program, schemas, and what find_package() and pkg-config need to find them.
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/tertial")

install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.hpp")
install(TARGETS tertial_core EXPORT tertialCoreTargets)
install(EXPORT tertialCoreTargets NAMESPACE tertial:: DESTINATION "${package_dir}")

install(TARGETS tertial EXPORT tertialTargets)
install(EXPORT tertialTargets NAMESPACE tertial:: DESTINATION "${package_dir}")
if(TARGET tertial_cli)
  install(TARGETS tertial_cli)
endif()
install(DIRECTORY "${PROJECT_SOURCE_DIR}/src/io/schema/" DESTINATION "${CMAKE_INSTALL_DATADIR}/tertial/schema"
  FILES_MATCHING PATTERN "*.schema.json")

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/tertialConfig.cmake.in" "${PROJECT_BINARY_DIR}/tertialConfig.cmake"
  INSTALL_DESTINATION "${package_dir}")
# Before 1.0 a minor release may break.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/tertialConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/tertialConfig.cmake" "${PROJECT_BINARY_DIR}/tertialConfigVersion.cmake"
  DESTINATION "${package_dir}")
if(tertial_has_xlsx)
  install(FILES "${PROJECT_SOURCE_DIR}/cmake/FindXlsxwriter.cmake" DESTINATION "${package_dir}")
  set(TERTIAL_PC_XLSX " xlsxwriter")
else()
  set(TERTIAL_PC_XLSX "")
endif()

# The prefix is written relative to the .pc file, so that an installation can be moved or staged.
set(pc_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
cmake_path(SET pc_path NORMALIZE "/${pc_dir}")
file(RELATIVE_PATH TERTIAL_PC_TO_PREFIX "${pc_path}" "/")
foreach(pc IN ITEMS tertial-core tertial)
  configure_file("${PROJECT_SOURCE_DIR}/cmake/${pc}.pc.in" "${PROJECT_BINARY_DIR}/${pc}.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/${pc}.pc" DESTINATION "${pc_dir}")
endforeach()

# bordermap::build_info: build_info.hpp with the version, what git says of the tree, and where the data lies. The header is
# fixed at configure time; only build_info.cpp follows git, so that a commit recompiles one small file.

set(BORDERMAP_BUILD_GEODATA ${CMAKE_SOURCE_DIR}/geodata)
file(RELATIVE_PATH BORDERMAP_INSTALL_DATA_FROM_BIN
    ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_DATADIR}/bordermap)
set(BORDERMAP_INSTALL_DATA ${CMAKE_INSTALL_DATADIR}/bordermap)

set(_build_info_dir ${CMAKE_BINARY_DIR}/generated/build_info)
configure_file(${CMAKE_CURRENT_LIST_DIR}/build_info.hpp.in ${_build_info_dir}/build_info.hpp @ONLY)

find_package(Git QUIET)
add_custom_target(bordermap_git_describe
    COMMAND ${CMAKE_COMMAND}
        -D GIT=${GIT_EXECUTABLE}
        -D SOURCE_DIR=${CMAKE_SOURCE_DIR}
        -D FALLBACK=${PROJECT_VERSION}
        -D OUTPUT=${_build_info_dir}/build_info.cpp
        -P ${CMAKE_CURRENT_LIST_DIR}/git_describe.cmake
    BYPRODUCTS ${_build_info_dir}/build_info.cpp
    COMMENT ""
    VERBATIM)

add_library(bordermap_build_info STATIC ${_build_info_dir}/build_info.cpp)
add_library(bordermap::build_info ALIAS bordermap_build_info)
add_dependencies(bordermap_build_info bordermap_git_describe)
target_include_directories(bordermap_build_info PUBLIC ${_build_info_dir})
bordermap_own_code(bordermap_build_info)

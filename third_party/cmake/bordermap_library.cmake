# bordermap_library(NAME <name> [SOURCES <file>...] [PUBLIC <target>...] [PRIVATE <target>...])
#
# One library per folder: the target bordermap_<name>, alias bordermap::<name>. Sources are every *.cpp of the calling folder
# and below (found again on each build), plus SOURCES, which is for generated files. PUBLIC names what the library's headers
# include, PRIVATE what only its sources include. A folder that has no source yet is an INTERFACE library with the same links.
# The include root is app/: #include "model/dataset.hpp".
function(bordermap_library)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;PUBLIC;PRIVATE")
    if(NOT arg_NAME)
        message(FATAL_ERROR "bordermap_library: NAME is missing")
    endif()
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "bordermap_library(${arg_NAME}): unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    list(APPEND sources ${arg_SOURCES})
    set(target bordermap_${arg_NAME})
    if(sources)
        add_library(${target} STATIC ${sources})
        target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR}/app)
        target_link_libraries(${target} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
        bordermap_own_code(${target})
    else()
        add_library(${target} INTERFACE)
        target_include_directories(${target} INTERFACE ${CMAKE_SOURCE_DIR}/app)
        target_link_libraries(${target} INTERFACE ${arg_PUBLIC} ${arg_PRIVATE})
    endif()
    add_library(bordermap::${arg_NAME} ALIAS ${target})
endfunction()

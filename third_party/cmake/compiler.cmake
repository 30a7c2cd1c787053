# Compiler launcher, the warnings of our own code and the sanitizers. Third-party headers come in as SYSTEM and are not judged.

find_program(CCACHE_PROGRAM ccache)
mark_as_advanced(CCACHE_PROGRAM)
if(CCACHE_PROGRAM)
    # Without the directory in the hash, build/, build-debug/ and any other build folder of the tree share their hits.
    set(_bordermap_launcher ${CMAKE_COMMAND} -E env CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${CCACHE_PROGRAM})
    foreach(lang C CXX)
        if(NOT DEFINED CMAKE_${lang}_COMPILER_LAUNCHER)
            set(CMAKE_${lang}_COMPILER_LAUNCHER ${_bordermap_launcher})
        endif()
    endforeach()
endif()

# Colour for a person at a terminal; Ninja's pipe would otherwise switch it off.
if(CMAKE_GENERATOR STREQUAL "Ninja")
    set(CMAKE_COLOR_DIAGNOSTICS ON)
endif()

if(BORDERMAP_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
    # GCC 12 calls members of std::function and std::regex uninitialised once the sanitizers are in; the release build judges.
    add_compile_options($<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-maybe-uninitialized>)
endif()

# bordermap_own_code(<target>): the rules for code of this project.
function(bordermap_own_code target)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wshadow -Wconversion)
    if(BORDERMAP_WARNINGS_AS_ERRORS)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
endfunction()

# bordermap_own_executable(<target>): as own code, plus the options that a sanitized program starts with.
function(bordermap_own_executable target)
    bordermap_own_code(${target})
    if(BORDERMAP_SANITIZE)
        target_sources(${target} PRIVATE ${CMAKE_SOURCE_DIR}/third_party/cmake/sanitizer_options.cpp)
    endif()
endfunction()

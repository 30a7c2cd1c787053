# bordermap_embed_files(NAME <name> NAMESPACE <ns> FUNCTION <function> DIRECTORY <dir> PATTERNS <glob>...)
#
# Compiles the text files of a folder into the target bordermap_<name>, alias bordermap::<name>, with the header <name>.hpp:
#   std::string_view <ns>::<function>(std::string_view file_name)        throws std::out_of_range for an unknown name
#   std::span<const std::string_view> <ns>::<function>_names() noexcept  sorted
# Made again when a file changes, comes or goes.
set(_bordermap_embed_dir ${CMAKE_CURRENT_LIST_DIR})

function(bordermap_embed_files)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;NAMESPACE;FUNCTION;DIRECTORY" "PATTERNS")
    list(TRANSFORM arg_PATTERNS PREPEND ${arg_DIRECTORY}/)
    file(GLOB files CONFIGURE_DEPENDS ${arg_PATTERNS}) # sorted by CMake
    list(LENGTH files count)

    set(dir ${CMAKE_BINARY_DIR}/generated/${arg_NAME})
    configure_file(${_bordermap_embed_dir}/embedded_files.hpp.in ${dir}/${arg_NAME}.hpp @ONLY)

    # The request goes through a file: a change of it is a change of an input, and no shell has to quote it.
    list(JOIN files "\n" lines)
    file(CONFIGURE OUTPUT ${dir}/files.txt CONTENT "@lines@" @ONLY)
    add_custom_command(
        OUTPUT ${dir}/${arg_NAME}.cpp
        COMMAND ${CMAKE_COMMAND}
            -D LIST=${dir}/files.txt
            -D NAME=${arg_NAME}
            -D NAMESPACE=${arg_NAMESPACE}
            -D FUNCTION=${arg_FUNCTION}
            -D OUTPUT=${dir}/${arg_NAME}.cpp
            -P ${_bordermap_embed_dir}/write_embedded_files.cmake
        DEPENDS ${files} ${dir}/files.txt ${_bordermap_embed_dir}/write_embedded_files.cmake
        COMMENT "Embedding ${count} files of ${arg_DIRECTORY}"
        VERBATIM)

    set(target bordermap_${arg_NAME})
    add_library(${target} STATIC ${dir}/${arg_NAME}.cpp)
    add_library(bordermap::${arg_NAME} ALIAS ${target})
    target_include_directories(${target} PUBLIC ${dir})
    bordermap_own_code(${target})
endfunction()

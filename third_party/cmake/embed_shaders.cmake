# bordermap::embedded_shaders: every shaders/*.{vert,frag,geom,glsl} compiled in, made again when one changes, comes or goes.
# In a debug build BORDERMAP_SHADER_DIR names the source folder, so that a shader can be read again from disk.

set(_shader_dir ${CMAKE_SOURCE_DIR}/shaders)
file(GLOB _shaders CONFIGURE_DEPENDS
    ${_shader_dir}/*.vert ${_shader_dir}/*.frag ${_shader_dir}/*.geom ${_shader_dir}/*.glsl)

set(_embedded_dir ${CMAKE_BINARY_DIR}/generated/shaders)
file(MAKE_DIRECTORY ${_embedded_dir})
configure_file(${CMAKE_CURRENT_LIST_DIR}/embedded_shaders.hpp.in ${_embedded_dir}/embedded_shaders.hpp COPYONLY)

# The list goes through a file: a change of it is a change of an input, and no shell has to quote it.
list(JOIN _shaders "\n" _shader_lines)
file(CONFIGURE OUTPUT ${_embedded_dir}/shaders.txt CONTENT "@_shader_lines@" @ONLY)

add_custom_command(
    OUTPUT ${_embedded_dir}/embedded_shaders.cpp
    COMMAND ${CMAKE_COMMAND}
        -D LIST=${_embedded_dir}/shaders.txt
        -D OUTPUT=${_embedded_dir}/embedded_shaders.cpp
        -P ${CMAKE_CURRENT_LIST_DIR}/write_embedded_shaders.cmake
    DEPENDS ${_shaders} ${_embedded_dir}/shaders.txt ${CMAKE_CURRENT_LIST_DIR}/write_embedded_shaders.cmake
    COMMENT "Embedding the shaders"
    VERBATIM)

add_library(bordermap_embedded_shaders STATIC ${_embedded_dir}/embedded_shaders.cpp)
add_library(bordermap::embedded_shaders ALIAS bordermap_embedded_shaders)
target_include_directories(bordermap_embedded_shaders PUBLIC ${_embedded_dir})
target_compile_definitions(bordermap_embedded_shaders INTERFACE
    $<$<CONFIG:Debug>:BORDERMAP_SHADER_DIR="${_shader_dir}">)
bordermap_own_code(bordermap_embedded_shaders)

# The OpenGL 3.3 core loader, generated at configure time by the packaged generator from the specification that it carries
# (reproducible mode: no network). Generated once; again only when the request or the generator changes.

# The packaged generator first: another glad on the PATH (pip) may be glad 1, whose options differ.
find_program(GLAD_PROGRAM glad PATHS /usr/bin NO_DEFAULT_PATH)
find_program(GLAD_PROGRAM glad)
if(NOT GLAD_PROGRAM)
    message(FATAL_ERROR "glad is missing. Run third_party/install.sh, or: apt-get install python3-glad")
endif()
mark_as_advanced(GLAD_PROGRAM)

set(BORDERMAP_GLAD_EXTENSIONS
    GL_KHR_debug                       # driver messages with their cause
    GL_EXT_texture_filter_anisotropic)
list(JOIN BORDERMAP_GLAD_EXTENSIONS "," _glad_extensions)
set(_glad_request --reproducible --api gl:core=3.3 --extensions ${_glad_extensions})

set(_glad_dir ${CMAKE_BINARY_DIR}/generated/glad)
set(_glad_stamp ${_glad_dir}/request.txt)
file(TIMESTAMP ${GLAD_PROGRAM} _glad_program_time)
set(_glad_wanted "${GLAD_PROGRAM} ${_glad_program_time} ${_glad_request}")
set(_glad_found "")
if(EXISTS ${_glad_stamp} AND EXISTS ${_glad_dir}/src/gl.c AND EXISTS ${_glad_dir}/include/glad/gl.h)
    file(READ ${_glad_stamp} _glad_found)
endif()

if(NOT _glad_found STREQUAL _glad_wanted)
    message(STATUS "Generating the OpenGL 3.3 core loader with ${GLAD_PROGRAM}")
    file(REMOVE_RECURSE ${_glad_dir})
    file(MAKE_DIRECTORY ${_glad_dir})
    execute_process(
        COMMAND ${GLAD_PROGRAM} ${_glad_request} --quiet --out-path ${_glad_dir} c
        RESULT_VARIABLE _glad_result
        OUTPUT_VARIABLE _glad_output
        ERROR_VARIABLE _glad_output)
    if(NOT _glad_result EQUAL 0 OR NOT EXISTS ${_glad_dir}/src/gl.c)
        message(FATAL_ERROR "glad (${GLAD_PROGRAM}) could not generate the loader; glad 2.0 is needed (python3-glad):\n${_glad_output}")
    endif()
    file(WRITE ${_glad_stamp} "${_glad_wanted}")
endif()

add_library(bordermap_glad STATIC ${_glad_dir}/src/gl.c)
add_library(bordermap::glad ALIAS bordermap_glad)
target_include_directories(bordermap_glad SYSTEM PUBLIC ${_glad_dir}/include)
set_target_properties(bordermap_glad PROPERTIES EXPORT_COMPILE_COMMANDS OFF)

# Fails when a source of ours is not as .clang-format wants it; names the files and the cure.
file(GLOB_RECURSE sources RELATIVE ${SOURCE_DIR}
    ${SOURCE_DIR}/app/*.cpp ${SOURCE_DIR}/app/*.hpp ${SOURCE_DIR}/tests/*.cpp ${SOURCE_DIR}/tests/*.hpp)
if(NOT sources)
    message(FATAL_ERROR "no sources found under ${SOURCE_DIR}")
endif()
set(wrong "")
foreach(source IN LISTS sources)
    execute_process(
        COMMAND ${CLANG_FORMAT} --dry-run -Werror ${source}
        WORKING_DIRECTORY ${SOURCE_DIR}
        RESULT_VARIABLE result
        OUTPUT_QUIET
        ERROR_QUIET)
    if(NOT result EQUAL 0)
        list(APPEND wrong ${source})
    endif()
endforeach()
if(wrong)
    list(JOIN wrong " " wrong)
    message(FATAL_ERROR "not as .clang-format wants it; cure: clang-format -i ${wrong}")
endif()

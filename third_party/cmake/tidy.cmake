# Target `tidy`: clang-tidy over our sources with the rules of .clang-tidy. By hand, not with every build: it takes minutes.
find_program(RUN_CLANG_TIDY NAMES run-clang-tidy run-clang-tidy-14)
mark_as_advanced(RUN_CLANG_TIDY)
if(RUN_CLANG_TIDY)
    add_custom_target(tidy
        COMMAND ${RUN_CLANG_TIDY} -quiet -p ${CMAKE_BINARY_DIR} "^${CMAKE_SOURCE_DIR}/(app|tests)/.*"
        WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
        USES_TERMINAL
        COMMENT "clang-tidy"
        VERBATIM)
else()
    add_custom_target(tidy
        COMMAND ${CMAKE_COMMAND} -E echo "clang-tidy is missing: apt-get install clang-tidy"
        COMMAND ${CMAKE_COMMAND} -E false
        VERBATIM)
endif()

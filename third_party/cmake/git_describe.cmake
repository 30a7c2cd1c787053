# Writes build_info.cpp, and touches it only when the answer of git has changed.
set(describe "${FALLBACK}")
if(GIT)
    execute_process(
        COMMAND ${GIT} -C ${SOURCE_DIR} describe --always --dirty --tags
        RESULT_VARIABLE result
        OUTPUT_VARIABLE answer
        ERROR_QUIET
        OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(result EQUAL 0 AND NOT answer STREQUAL "")
        set(describe "${answer}")
    endif()
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
#include "build_info.hpp"

namespace bordermap {

std::string_view git_describe() noexcept {
    return "@describe@";
}

}  // namespace bordermap
]])

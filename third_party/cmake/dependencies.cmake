# Every packaged library (third_party/packages.txt) as an imported target. Libraries of ours link these names only:
#   GDAL::GDAL GEOS::geos_c PROJ::proj ICU::uc ICU::i18n nlohmann_json::nlohmann_json fmt::fmt spdlog::spdlog CLI11::CLI11
#   glm::glm Freetype::Freetype Fontconfig::Fontconfig PkgConfig::HARFBUZZ PkgConfig::CAIRO glfw OpenGL::EGL Threads::Threads
#   GTest::gtest_main GTest::gmock benchmark::benchmark, and made here: bordermap::imgui bordermap::glad

set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)

find_package(GDAL 3.6 CONFIG REQUIRED)
find_package(GEOS 3.11 CONFIG REQUIRED)
find_package(PROJ 9 CONFIG REQUIRED)
find_package(ICU 72 REQUIRED COMPONENTS uc i18n)
find_package(nlohmann_json 3.11 CONFIG REQUIRED)
find_package(fmt 9 CONFIG REQUIRED)
find_package(spdlog 1.10 CONFIG REQUIRED)
find_package(CLI11 2.1 CONFIG REQUIRED)
find_package(glm 0.9.9 CONFIG REQUIRED)
find_package(glfw3 3.3 CONFIG REQUIRED)
find_package(Freetype REQUIRED)
find_package(Fontconfig REQUIRED)
set(OpenGL_GL_PREFERENCE GLVND)
find_package(OpenGL REQUIRED COMPONENTS EGL)
# The CMake file of Debian's HarfBuzz names static paths that the package does not hold; pkg-config is right.
pkg_check_modules(HARFBUZZ REQUIRED IMPORTED_TARGET harfbuzz)
pkg_check_modules(CAIRO REQUIRED IMPORTED_TARGET cairo)

if(BORDERMAP_BUILD_TESTS)
    find_package(GTest 1.12 CONFIG REQUIRED)
    find_package(benchmark 1.7 CONFIG REQUIRED)
endif()

# Dear ImGui: Debian's static library holds the core, the FreeType font builder and every backend; only the GLFW and
# OpenGL 3 backends are referenced, so only these are linked. imgui.pc leaves out what a static archive needs.
pkg_check_modules(IMGUI REQUIRED imgui)
pkg_check_modules(STB REQUIRED IMPORTED_TARGET stb)
find_library(IMGUI_LIBRARY imgui HINTS ${IMGUI_LIBRARY_DIRS} REQUIRED)
find_path(IMGUI_BACKENDS_DIR imgui_impl_glfw.h HINTS ${IMGUI_INCLUDE_DIRS} PATH_SUFFIXES backends REQUIRED)
mark_as_advanced(IMGUI_LIBRARY IMGUI_BACKENDS_DIR)
# A library with links of its own, not a bare -limgui: CMake then puts what it needs behind it on the command line.
add_library(bordermap_imgui STATIC IMPORTED GLOBAL)
set_target_properties(bordermap_imgui PROPERTIES IMPORTED_LOCATION ${IMGUI_LIBRARY})
target_include_directories(bordermap_imgui INTERFACE ${IMGUI_INCLUDE_DIRS} ${IMGUI_BACKENDS_DIR})
target_link_libraries(bordermap_imgui INTERFACE PkgConfig::STB Freetype::Freetype glfw ${CMAKE_DL_LIBS})
add_library(bordermap::imgui ALIAS bordermap_imgui)

include(glad)

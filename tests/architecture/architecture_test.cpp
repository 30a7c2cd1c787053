// The walls between the folders of app/, read from the sources: what a folder may include and link, what lies at the top of
// the tree, how long a file may be. The tables below are the architecture; a new dependency is a change of them.

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <memory>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

struct Folder {
    std::string_view name;                   // below app/; "" is app/ itself and app/cli
    std::vector<std::string_view> projects;  // folders whose headers it may include, beside its own
    std::vector<std::string_view> families;  // families of library headers (kFamilies), beside the standard library
};

const std::vector<Folder>& folders() {
    static const std::vector<Folder> table = {
        {"model", {}, {"fmt"}},
        {"catalog", {"model", "build_info"}, {"fmt", "gdal", "geos", "icu"}},
        {"query", {"model"}, {"fmt", "icu", "nlohmann"}},
        {"session", {"model", "query"}, {"fmt", "nlohmann"}},
        {"cartography",
         {"model", "query", "session", "embedded_themes", "embedded_sea"},
         {"fmt", "nlohmann", "glm", "proj", "geos", "harfbuzz", "freetype", "icu", "fontconfig"}},
        {"render/gl",
         {"model", "query", "session", "cartography", "embedded_shaders"},
         {"fmt", "glm", "gl", "egl", "glfw"}},
        {"render/vector",
         {"model", "query", "session", "cartography"},
         {"fmt", "glm", "cairo", "freetype", "fontconfig"}},
        {"export",
         {"model", "query", "session", "cartography", "render/gl", "render/vector", "build_info"},
         {"fmt", "glm", "gdal", "nlohmann"}},
        {"ui",
         {"model", "catalog", "query", "session", "cartography", "render/gl", "render/vector", "export", "build_info"},
         {"fmt", "glm", "nlohmann", "imgui", "glfw"}},
        {"",
         {"model", "catalog", "query", "session", "cartography", "render/gl", "render/vector", "export", "ui", "cli",
          "build_info"},
         {"fmt", "glm", "nlohmann", "cli11", "spdlog"}},
    };
    return table;
}

struct Family {
    std::string_view name;
    const char* pattern;  // of the whole name between the angle brackets
};

constexpr std::array kFamilies = {
    Family{"standard", R"([a-z0-9_]+)"},
    Family{"posix", R"((unistd|fcntl|poll|pwd|dlfcn|errno|signal|spawn|time|stdlib|string|stdio|locale)\.h|sys/.+\.h)"},
    Family{"fmt", R"(fmt/.+)"},
    Family{"spdlog", R"(spdlog/.+)"},
    Family{"cli11", R"(CLI/.+)"},
    Family{"nlohmann", R"(nlohmann/.+)"},
    Family{"glm", R"(glm/.+)"},
    Family{"gdal", R"((gdal|ogr|cpl_|gnm|vrt).*\.h)"},
    Family{"geos", R"(geos_c\.h|geos/.+)"},
    Family{"proj", R"(proj\.h|proj/.+|geodesic\.h)"},
    Family{"icu", R"(unicode/.+)"},
    Family{"harfbuzz", R"((harfbuzz/)?hb.*\.h)"},
    Family{"freetype", R"(ft2build\.h|freetype/.+|FT_[A-Z0-9_]+_H)"},
    Family{"fontconfig", R"(fontconfig/.+)"},
    Family{"cairo", R"((cairo/)?cairo.*\.h)"},
    Family{"gl", R"((glad|GL|GLES[23]?|KHR)/.+)"},
    Family{"egl", R"(EGL/.+)"},
    Family{"glfw", R"(GLFW/.+)"},
    Family{"imgui", R"((imgui/|backends/)?(imgui|imstb_).*\.h)"},
};

std::optional<std::string_view> family_of(const std::string& header) {
    for (const Family& family : kFamilies) {
        if (std::regex_match(header, std::regex(family.pattern))) {
            return family.name;
        }
    }
    return std::nullopt;
}

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// The folder of the table that a path below app/ lies in: the longest name that is a prefix of it.
const Folder* folder_of(std::string_view path) {
    const Folder* found = nullptr;
    for (const Folder& folder : folders()) {
        const bool inside = folder.name.empty() ? path.find('/') == std::string_view::npos || path.starts_with("cli/")
                                                : path.starts_with(std::string(folder.name) + "/");
        if (inside && (found == nullptr || folder.name.size() > found->name.size())) {
            found = &folder;
        }
    }
    return found;
}

// What is wrong with one include; empty when nothing is. `path` is the including file below app/.
std::string judge_include(std::string_view path, char opening, const std::string& header) {
    const Folder* folder = folder_of(path);
    if (folder == nullptr) {
        return "lies in a folder that the table of this test does not know";
    }
    if (opening == '"') {
        if (header.starts_with("../") || header.find("/../") != std::string::npos) {
            return "includes \"" + header + "\" by a relative path; write it from app/";
        }
        if (header.find('/') == std::string::npos) {
            // Generated headers lie beside nothing: build_info.hpp and the embedded files.
            const std::string stem = fs::path(header).stem().string();
            return contains(folder->projects, stem)
                       ? ""
                       : "includes \"" + header + "\", which is neither a path from app/ nor generated for this folder";
        }
        const Folder* other = folder_of(header);
        if (other == nullptr) {
            return "includes \"" + header + "\", which is in no folder of the project";
        }
        return other == folder || contains(folder->projects, other->name) ? ""
                                                                          : "includes \"" + header + "\" across a wall";
    }
    const std::optional<std::string_view> family = family_of(header);
    if (!family) {
        return "includes <" + header + ">, a library that the table of this test does not know";
    }
    return family == "standard" || family == "posix" || contains(folder->families, *family)
               ? ""
               : "includes <" + header + "> of " + std::string(*family) + ", which belongs to other folders";
}

// Every include of a source text that crosses a wall, as "path:line: sentence".
std::vector<std::string> judge_source(const std::string& path, std::istream& text) {
    static const std::regex kInclude(R"(^\s*#\s*include\s*(?:(["<])([^">]+)[">]|(\w+)))");
    std::vector<std::string> wrong;
    std::string line;
    for (std::size_t number = 1; std::getline(text, line); ++number) {
        std::smatch match;
        if (!std::regex_search(line, match, kInclude)) {
            continue;
        }
        // An include by macro (FreeType's) is judged like one in angle brackets.
        const bool by_macro = match[3].matched;
        const std::string header = by_macro ? match[3].str() : match[2].str();
        const char opening = by_macro ? '<' : match[1].str().front();
        if (const std::string sentence = judge_include(path, opening, header); !sentence.empty()) {
            wrong.push_back(path + ":" + std::to_string(number) + ": " + sentence);
        }
    }
    return wrong;
}

std::vector<std::string> judge_source(const std::string& path, const std::string& text) {
    std::istringstream stream(text);
    return judge_source(path, stream);
}

// Every link of a library's CMakeLists.txt that crosses a wall.
std::vector<std::string> judge_links(const Folder& folder, const std::string& text) {
    static const std::regex kLink(R"((NAMESPACE\s+)?bordermap::(\w+))");
    std::vector<std::string> wrong;
    for (auto it = std::sregex_iterator(text.begin(), text.end(), kLink); it != std::sregex_iterator(); ++it) {
        if ((*it)[1].matched) {
            continue;  // of the code that is generated, not a target
        }
        std::string name = (*it)[2].str();
        if (name.starts_with("render_")) {
            name.replace(0, 7, "render/");
        }
        const Folder* other = folder_of(name + "/");
        const bool internal = other == nullptr ? contains(folder.projects, name) || contains(folder.families, name) ||
                                                     (name == "glad" && contains(folder.families, "gl"))
                                               : contains(folder.projects, other->name);
        if (!internal) {
            wrong.push_back("app/" + std::string(folder.name) + "/CMakeLists.txt links bordermap::" + (*it)[2].str() +
                            " across a wall");
        }
    }
    return wrong;
}

fs::path root() {
    return fs::path(BORDERMAP_SOURCE_DIR);
}

std::string read(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    EXPECT_TRUE(stream) << path;
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::vector<fs::path> files_below(const fs::path& folder, const std::set<std::string>& extensions) {
    std::vector<fs::path> found;
    if (!fs::exists(folder)) {
        return found;
    }
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && extensions.contains(entry.path().extension().string())) {
            found.push_back(entry.path());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

// The files that git tracks; nothing where this is no checkout or git will not say.
std::vector<std::string> tracked_files() {
    if (!fs::exists(root() / ".git")) {
        return {};
    }
    const std::string command = "git -C '" + root().string() + "' ls-files -z 2>/dev/null";
    struct Close {
        void operator()(std::FILE* stream) const { pclose(stream); }
    };
    const std::unique_ptr<std::FILE, Close> pipe(popen(command.c_str(), "r"));
    std::vector<std::string> files;
    std::string name;
    for (int c = pipe ? std::fgetc(pipe.get()) : EOF; c != EOF; c = std::fgetc(pipe.get())) {
        if (c != 0) {
            name.push_back(static_cast<char>(c));
        } else {
            files.push_back(name);
            name.clear();
        }
    }
    return files;
}

TEST(Includes, StayWithinTheWalls) {
    const std::vector<fs::path> sources = files_below(root() / "app", {".cpp", ".hpp", ".h", ".c", ".inl"});
    ASSERT_FALSE(sources.empty());
    std::vector<std::string> wrong;
    for (const fs::path& source : sources) {
        const std::string path = fs::relative(source, root() / "app").generic_string();
        for (std::string& sentence : judge_source(path, read(source))) {
            wrong.push_back(std::move(sentence));
        }
    }
    EXPECT_THAT(wrong, IsEmpty());
}

// The judge itself: each of these must be found, else the test above proves nothing.
TEST(Includes, ViolationsAreFound) {
    struct Case {
        const char* path;
        const char* line;
        const char* sentence;
    };
    for (const Case& c : {
             Case{"model/dataset.cpp", "#include <gdal_priv.h>", "<gdal_priv.h> of gdal"},
             Case{"model/dataset.cpp", "#include \"catalog/catalog.hpp\"", "across a wall"},
             Case{"query/filter.cpp", "  #  include <ogrsf_frmts.h>", "of gdal"},
             Case{"query/filter.cpp", "#include \"session/session.hpp\"", "across a wall"},
             Case{"session/session.cpp", "#include <imgui.h>", "of imgui"},
             Case{"cartography/text.cpp", "#include <glad/gl.h>", "of gl"},
             Case{"cartography/text.cpp", "#include \"render/gl/renderer.hpp\"", "across a wall"},
             Case{"render/gl/renderer.cpp", "#include <gdal.h>", "of gdal"},
             Case{"render/gl/renderer.cpp", "#include \"ui/application.hpp\"", "across a wall"},
             Case{"render/gl/renderer.cpp", "#include \"embedded_themes.hpp\"", "neither a path"},
             Case{"export/snapshot.cpp", "#include <EGL/egl.h>", "of egl"},
             Case{"ui/timeline.cpp", "#include <glad/gl.h>", "of gl"},
             Case{"ui/timeline.cpp", "#include <cpl_conv.h>", "of gdal"},
             Case{"ui/timeline.cpp", "#include FT_FREETYPE_H", "of freetype"},
             Case{"main.cpp", "#include <GLFW/glfw3.h>", "of glfw"},
             Case{"cli/query.cpp", "#include <imgui.h>", "of imgui"},
             Case{"model/dataset.cpp", "#include \"../query/filter.hpp\"", "relative path"},
             Case{"model/dataset.cpp", "#include \"date.hpp\"", "neither a path"},
             Case{"model/dataset.cpp", "#include <boost/any.hpp>", "does not know"},
             Case{"network/client.cpp", "#include <vector>", "does not know"},
             Case{"model/dataset.cpp", "#include \"network/client.hpp\"", "in no folder"},
         }) {
        const std::vector<std::string> wrong = judge_source(c.path, std::string("#pragma once\n") + c.line + "\n");
        ASSERT_EQ(wrong.size(), 1U) << c.path << ": " << c.line;
        EXPECT_THAT(wrong.front(), HasSubstr(c.sentence));
        EXPECT_THAT(wrong.front(), HasSubstr(std::string(c.path) + ":2: "));
    }
}

TEST(Includes, AllowedOnesPass) {
    EXPECT_THAT(
        judge_source("model/date.cpp", "#include \"model/date.hpp\"\n#include <vector>\n#include <fmt/format.h>\n"),
        IsEmpty());
    EXPECT_THAT(
        judge_source("catalog/read.cpp", "#include <gdal_priv.h>\n#include <ogrsf_frmts.h>\n#include <cpl_vsi.h>\n"),
        IsEmpty());
    EXPECT_THAT(judge_source("render/gl/gpu.cpp",
                             "#include <glad/gl.h>\n#include <EGL/egl.h>\n"
                             "#include \"embedded_shaders.hpp\"\n#include \"model/date.hpp\"\n"),
                IsEmpty());
    EXPECT_THAT(
        judge_source("cartography/text.cpp", "#include <hb-ft.h>\n#include <ft2build.h>\n#include FT_OUTLINE_H\n"),
        IsEmpty());
    EXPECT_THAT(judge_source("ui/main_window.cpp", "#include <imgui_impl_opengl3.h>\n#include <GLFW/glfw3.h>\n"),
                IsEmpty());
    EXPECT_THAT(judge_source("model/date.cpp", "// #include <gdal.h>\nconst char* text = \"#include <gdal.h>\";\n"),
                IsEmpty());
}

TEST(Links, StayWithinTheWalls) {
    std::vector<std::string> wrong;
    for (const Folder& folder : folders()) {
        const fs::path file = root() / "app" / folder.name / "CMakeLists.txt";
        if (folder.name.empty() || !fs::exists(file)) {
            continue;  // app/ links everything
        }
        for (std::string& sentence : judge_links(folder, read(file))) {
            wrong.push_back(std::move(sentence));
        }
    }
    EXPECT_THAT(wrong, IsEmpty());
}

TEST(Links, ViolationsAreFound) {
    const auto links = [](std::string_view name, const std::string& text) {
        const auto found =
            std::find_if(folders().begin(), folders().end(), [&](const Folder& f) { return f.name == name; });
        return judge_links(*found, text);
    };
    EXPECT_EQ(links("model", "PUBLIC bordermap::query").size(), 1U);
    EXPECT_EQ(links("cartography", "PRIVATE bordermap::render_gl bordermap::model").size(), 1U);
    EXPECT_EQ(links("export", "PRIVATE bordermap::ui bordermap::imgui").size(), 2U);
    EXPECT_EQ(links("ui", "PRIVATE bordermap::glad").size(), 1U);
    EXPECT_THAT(links("ui", "PUBLIC bordermap::render_gl PRIVATE bordermap::imgui"), IsEmpty());
}

TEST(Tree, TopLevelHoldsOnlyWhatBelongsThere) {
    const std::set<std::string> allowed = {
        ".ci",     ".clang-format", ".clang-tidy", ".editorconfig", ".gitignore", "CMakeLists.txt", "CMakePresets.json",
        "LICENSE", "README.md",     "app",         "geodata",       "shaders",    "tests",          "third_party",
    };
    std::set<std::string> names;
    for (const std::string& file : tracked_files()) {
        names.insert(file.substr(0, file.find('/')));
    }
    if (names.empty()) {  // an unpacked archive: what lies there, but for build folders
        for (const fs::directory_entry& entry : fs::directory_iterator(root())) {
            const std::string name = entry.path().filename().string();
            if (name != ".git" && name != "build" && !name.starts_with("build-")) {
                names.insert(name);
            }
        }
    }
    ASSERT_TRUE(names.contains("CMakeLists.txt"));
    std::vector<std::string> strangers;
    std::set_difference(names.begin(), names.end(), allowed.begin(), allowed.end(), std::back_inserter(strangers));
    EXPECT_THAT(strangers, IsEmpty());
}

TEST(Tree, NoSourceFileIsTooLong) {
    constexpr std::ptrdiff_t kMostLines = 1200;
    std::size_t seen = 0;
    for (const char* folder : {"app", "shaders", "tests", "third_party"}) {
        for (const fs::path& file : files_below(
                 root() / folder, {".cpp", ".hpp", ".vert", ".frag", ".geom", ".glsl", ".cmake", ".sh", ".py"})) {
            const std::string text = read(file);
            EXPECT_LE(std::count(text.begin(), text.end(), '\n'), kMostLines)
                << fs::relative(file, root()) << " is too long; split it by what its parts are for";
            ++seen;
        }
    }
    EXPECT_GT(seen, 10U);
}

}  // namespace

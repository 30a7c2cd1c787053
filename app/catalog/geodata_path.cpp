#include "build_info.hpp"
#include "catalog/catalog.hpp"

#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace bordermap::catalog {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kInDataFolder = "bordermap/geodata";

bool is_geodata(const fs::path& folder) {
    std::error_code error;
    return fs::is_directory(folder / "boundaries", error) || fs::is_directory(folder / "records", error);
}

/// The value of an XDG variable; one that is not absolute must be ignored (XDG Base Directory Specification).
std::string_view variable(const char* name) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here sets the environment
    return value == nullptr ? std::string_view{} : value;
}

}  // namespace

std::string find_geodata() {
    std::vector<fs::path> candidates;
    std::error_code error;
    const auto executable = fs::read_symlink("/proc/self/exe", error);
    const auto build_tree = fs::path(kBuildGeodata);
    // The build tree's data belongs to programs built in it; an installed program must not prefer it.
    const auto tree = build_tree.parent_path().string() + "/";
    if (error || executable.string().starts_with(tree)) {
        candidates.push_back(build_tree);
    }
    if (!error) {
        candidates.push_back(executable.parent_path() / kInstallDataFromBin / "geodata");
    }
    if (const auto home = variable("XDG_DATA_HOME"); !home.empty()) {
        candidates.push_back(fs::path(home) / kInDataFolder);
    } else if (const auto user = variable("HOME"); !user.empty()) {
        candidates.push_back(fs::path(user) / ".local/share" / kInDataFolder);
    }
    auto folders = variable("XDG_DATA_DIRS");
    if (folders.empty()) {
        folders = "/usr/local/share:/usr/share";
    }
    while (!folders.empty()) {
        const auto end = folders.find(':');
        if (const auto folder = folders.substr(0, end); !folder.empty()) {
            candidates.push_back(fs::path(folder) / kInDataFolder);
        }
        folders = end == std::string_view::npos ? std::string_view{} : folders.substr(end + 1);
    }
    candidates.push_back(build_tree);
    for (const auto& folder : candidates) {
        if (folder.is_absolute() && is_geodata(folder)) {
            return folder.lexically_normal().string();
        }
    }
    return {};
}

}  // namespace bordermap::catalog

#include "ui/state_file.hpp"

#include "model/atomic_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace bordermap::ui {
namespace {

using nlohmann::json;

constexpr std::string_view kFormat = "bordermap-window";

template <typename T>
void read(const json& object, const char* key, T& value) {
    if (const auto found = object.find(key); found != object.end()) {
        value = found->get<T>();
    }
}

}  // namespace

std::string state_file_path() {
    const char* config = std::getenv("XDG_CONFIG_HOME");
    // The XDG specification: a relative path is to be ignored.
    if (config != nullptr && *config == '/') {
        return std::string(config) + "/bordermap/state.json";
    }
    const char* home = std::getenv("HOME");
    return home != nullptr && *home != '\0' ? std::string(home) + "/.config/bordermap/state.json" : std::string();
}

RememberedState load_state(const std::string& path, std::string* message) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return {};
    }
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    try {
        const json root = json::parse(text);
        if (root.value("format", std::string()) != kFormat) {
            throw std::runtime_error("it is not a window state");
        }
        RememberedState state;
        read(root, "width", state.width);
        read(root, "height", state.height);
        read(root, "maximised", state.maximised);
        read(root, "panels", state.panels);
        read(root, "left_open", state.left_open);
        read(root, "left_tab", state.left_tab);
        read(root, "theme", state.theme);
        read(root, "language", state.language);
        read(root, "export_folder", state.export_folder);
        if (const auto list = root.find("recent_filters"); list != root.end()) {
            for (const json& entry : *list) {
                state.recent_filters.push_back(
                    {entry.at("words").get<std::string>(), entry.at("session").get<std::string>()});
            }
        }
        // A window of another monitor's size, or of a hand-edited file.
        if (state.width < 320 || state.height < 240 || state.width > 16384 || state.height > 16384) {
            state.width = state.height = 0;
        }
        state.left_tab = std::clamp(state.left_tab, 0, 2);
        if (state.recent_filters.size() > RememberedState::kMostRecent) {
            state.recent_filters.resize(RememberedState::kMostRecent);
        }
        return state;
    } catch (const std::exception&) {
        if (message != nullptr) {
            *message = fmt::format("{} is damaged and was ignored; it is written anew when the window closes", path);
        }
        return {};
    }
}

void save_state(const std::string& path, const RememberedState& state) {
    json recent = json::array();
    for (const RecentFilter& entry : state.recent_filters) {
        recent.push_back({{"words", entry.words}, {"session", entry.filter}});
    }
    const json root{{"format", kFormat},
                    {"version", 1},
                    {"width", state.width},
                    {"height", state.height},
                    {"maximised", state.maximised},
                    {"panels", state.panels},
                    {"left_open", state.left_open},
                    {"left_tab", state.left_tab},
                    {"theme", state.theme},
                    {"language", state.language},
                    {"export_folder", state.export_folder},
                    {"recent_filters", std::move(recent)}};
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
    if (error) {
        throw std::runtime_error(fmt::format("{}: the folder cannot be made: {}", path, error.message()));
    }
    model::write_file_atomically(path, root.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

void remember_filter(RememberedState& state, RecentFilter filter) {
    auto& list = state.recent_filters;
    list.erase(
        std::remove_if(list.begin(), list.end(), [&](const RecentFilter& old) { return old.filter == filter.filter; }),
        list.end());
    list.insert(list.begin(), std::move(filter));
    if (list.size() > RememberedState::kMostRecent) {
        list.resize(RememberedState::kMostRecent);
    }
}

}  // namespace bordermap::ui

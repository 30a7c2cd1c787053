#pragma once
/// What is remembered from one run to the next: $XDG_CONFIG_HOME/bordermap/state.json, else ~/.config/bordermap/state.json.

#include <string>
#include <vector>

namespace bordermap::ui {

struct RecentFilter {
    std::string words;   ///< the filter in words, as it was shown
    std::string filter;  ///< JSON of the session that held it
    bool operator==(const RecentFilter&) const = default;
};

struct RememberedState {
    int width = 0, height = 0;  ///< window px; 0: not known
    bool maximised = false;
    bool panels = true, left_open = true;
    int left_tab = 0;             ///< 0 filter, 1 results
    std::string theme, language;  ///< empty: not chosen
    std::string export_folder;
    std::vector<RecentFilter> recent_filters;  ///< newest first, at most kMostRecent
    static constexpr std::size_t kMostRecent = 8;
    bool operator==(const RememberedState&) const = default;
};

/// Path of the file; empty when neither XDG_CONFIG_HOME nor HOME is set.
[[nodiscard]] std::string state_file_path();
/// What the file holds. A missing file gives the defaults; a damaged one too, and `message` says so in one sentence.
[[nodiscard]] RememberedState load_state(const std::string& path, std::string* message = nullptr);
/// Atomic; makes the folder. Throws std::runtime_error that names the file.
void save_state(const std::string& path, const RememberedState& state);
/// Puts a filter first, drops its older copy and the oldest.
void remember_filter(RememberedState& state, RecentFilter filter);

}  // namespace bordermap::ui

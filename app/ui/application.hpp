#pragma once
/// The window: opens at once, loads in the background, draws on demand, emits Commands.

#include "catalog/catalog.hpp"
#include "query/gazetteer.hpp"
#include "query/selection.hpp"
#include "session/session.hpp"

#include <functional>
#include <string>

namespace bordermap::ui {

struct ApplicationOptions {
    catalog::LoadOptions load;  ///< progress and cancel are the application's
    session::Session session;   ///< initial; places etc. given by name are resolved by `resolve` once data is there
    /// Called on the main thread once the data is there; may change the Session (names -> ids). May be empty. What it
    /// throws is shown as a message and the Session is left as it was.
    std::function<session::Session(const query::QueryIndex&, const query::Gazetteer&, session::Session)> resolve;
    std::string state_dump;  ///< file that receives the program's state as JSON after every change (tests); empty: none
    int width = 0, height = 0;  ///< window px; 0: remembered, else 1600x900
    float ui_scale = 0;         ///< 0: the larger of the monitor's content scale and the natural scale of the window
    bool remember = true;       ///< window state and recent choices in $XDG_CONFIG_HOME/bordermap
    std::string theme_folder;   ///< read again on F5, and when the window comes to the front and a file has changed
    bool theme_given = false, language_given = false;  ///< asked for by the user: not overridden by what is remembered
};

/// Runs until the window is closed. Returns the exit code of the program; throws render::GraphicsError when no window can
/// be made.
int run(const ApplicationOptions& options);

}  // namespace bordermap::ui

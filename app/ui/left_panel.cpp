/// The panel on the left: its frame, and the tabs Filter and Results.

#include "ui/app.hpp"
#include "ui/widgets.hpp"

#include <fmt/format.h>

namespace bordermap::ui {

void draw_left_panel(App& app) {
    const Rect& rect = app.layout.left;
    if (rect.empty()) {
        return;
    }
    begin_panel(app, "left", rect, true, 12, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    const std::uint64_t results =
        app.selection.agreements.size() + app.selection.events.size() + app.selection.incidents.size();
    segmented(app, "tab",
              {app.tr("ui.tab.filter"), fmt::format("{} {}", app.tr("ui.tab.results"), number(app, results))},
              app.window.left_tab, ImGui::GetContentRegionAvail().x);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    if (app.window.left_tab == 0) {
        draw_filter_panel(app);
    } else {
        draw_results_panel(app);
    }
    ImGui::PopStyleVar();
    end_panel();
}

}  // namespace bordermap::ui

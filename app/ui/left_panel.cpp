/// The panel on the left: its frame, and the tabs Filter, Results and Meetings.

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
    segmented(app, "tab", {app.tr("ui.tab.filter"), app.tr("ui.tab.results"), app.tr("ui.tab.meetings")},
              app.window.left_tab, ImGui::GetContentRegionAvail().x);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    switch (app.window.left_tab) {
        case ResultsTab:
            draw_results_panel(app);
            break;
        case MeetingsTab:
            draw_meetings_panel(app);
            break;
        default:
            draw_filter_panel(app);
            break;
    }
    ImGui::PopStyleVar();
    end_panel();
}

}  // namespace bordermap::ui

/// What stands in the window until the data is there.

#include "ui/app.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <imgui.h>
#include <sstream>
#include <string>
#include <vector>

namespace bordermap::ui {
namespace {

// The sea and the land of the theme: no outline that is not data.
void draw_backdrop(App& app) {
    const auto w = static_cast<float>(app.width), h = static_cast<float>(app.height);
    const cartography::Theme& theme = *app.style.theme;
    ImGui::GetBackgroundDrawList()->AddRectFilledMultiColor(
        {0, 0}, {w, h}, to_u32(theme.fill_la), to_u32(theme.fill_vn), to_u32(theme.sea), to_u32(theme.context_land));
}

}  // namespace

void draw_loading(App& app) {
    draw_backdrop(app);
    const Palette& c = app.style.colours;
    const Loader::Status status = app.loader.status();
    const float width = std::min(app.style.px(460), static_cast<float>(app.width) - app.style.px(32));
    const float height = app.style.px(status.stage == Loader::Stage::Failed ? 220 : 164);
    const Rect card{(static_cast<float>(app.width) - width) / 2, (static_cast<float>(app.height) - height) / 2, width,
                    height};
    begin_panel(app, "loading", card, true, 28, ImGuiWindowFlags_NoScrollbar);
    text_wrapped(app, app.style.fonts.large, c.text, app.tr("ui.title"));
    text_wrapped(app, app.style.fonts.body, c.muted, app.tr("ui.subtitle"));
    if (status.stage == Loader::Stage::Failed) {
        ImGui::Dummy({0, app.style.px(8)});
        text_wrapped(app, app.style.fonts.body, c.warning,
                     fmt::format(fmt::runtime(app.tr("ui.loading.failed")), status.what));
        end_panel();
        return;
    }
    ImGui::Dummy({0, app.style.px(6)});
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float bar = ImGui::GetContentRegionAvail().x, thick = app.style.px(6);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, {at.x + bar, at.y + thick}, c.control, thick / 2);
    const float done = std::max(thick, bar * static_cast<float>(std::clamp(status.fraction, 0.0, 1.0)));
    list->AddRectFilled(at, {at.x + done, at.y + thick}, c.accent, thick / 2);
    ImGui::Dummy({bar, thick});
    std::string words = app.tr(status.stage == Loader::Stage::Preparing  ? "ui.loading.preparing"
                               : status.stage == Loader::Stage::Indexing ? "ui.loading.indexing"
                                                                         : "ui.loading.reading");
    if (status.stage == Loader::Stage::Reading && !status.what.empty()) {
        const std::size_t slash = status.what.find_last_of('/');
        words += " " + (slash == std::string::npos ? status.what : status.what.substr(slash + 1));
    }
    text_fitted(app, app.style.fonts.small, c.muted, words, bar);
    end_panel();
}

void draw_hints(App& app) {
    const Palette& c = app.style.colours;
    ImDrawList* list = ImGui::GetForegroundDrawList();
    const Rect& free = app.layout.map_free;
    // A sentence that goes away by itself.
    if (!app.message.empty() && app.now < app.message_until) {
        ImFont* font = app.style.fonts.body;
        constexpr std::size_t kMostLines = 4;
        std::vector<std::string> lines;
        std::istringstream words(app.message);
        float width = 0;
        for (std::string line; lines.size() < kMostLines && std::getline(words, line);) {
            lines.push_back(fitted(font, display_text(line), free.w - app.style.px(80)));
            width = std::max(width, text_size(font, lines.back()).x);
        }
        const float pad = app.style.px(16), line_h = app.style.px(22);
        const float h = app.style.px(18) + line_h * static_cast<float>(lines.size());
        const float round = app.style.px(20);
        const ImVec2 low{free.centre_x() - width / 2 - pad, free.y + app.style.px(16)};
        const ImVec2 high{low.x + width + 2 * pad, low.y + h};
        list->AddRectFilled({low.x, low.y + app.style.px(2)}, {high.x, high.y + app.style.px(3)}, c.shadow, round);
        list->AddRectFilled(low, high, app.message_is_error ? c.warning : to_u32(app.style.theme->text), round);
        float y = low.y + app.style.px(9);
        for (const std::string& line : lines) {
            draw_text(list, font, {low.x + pad, y + (line_h - text_size(font, line).y) / 2 - app.style.px(1)},
                      to_u32(app.style.theme->panel.with_alpha(1)), line);
            y += line_h;
        }
    }
    if (!app.ready() || app.window.presenting) {
        return;
    }
    const query::Selection& s = app.selection;
    const bool nothing_at_all = app.data->dataset->boundaries.empty();
    if (nothing_at_all || (s.agreements.empty() && s.events.empty() && s.incidents.empty() && !s.filter.passes_all())) {
        const std::string words = app.tr(nothing_at_all ? "ui.empty.data" : "ui.empty.filter");
        ImFont* font = app.style.fonts.strong;
        const ImVec2 size = text_size(font, words);
        const float pad = app.style.px(20), h = app.style.px(52);
        const float y = free.bottom() - h - app.style.px(40);
        const ImVec2 low{free.centre_x() - size.x / 2 - pad, y}, high{free.centre_x() + size.x / 2 + pad, y + h};
        ImDrawList* under = ImGui::GetBackgroundDrawList();
        under->AddRectFilled({low.x, low.y + app.style.px(2)}, {high.x, high.y + app.style.px(3)}, c.shadow,
                             app.style.px(6));
        under->AddRectFilled(low, high, to_u32(app.style.theme->panel.with_alpha(1)), app.style.px(6));
        draw_text(under, font, {low.x + pad, low.y + (h - size.y) / 2}, c.text, words);
    }
}

}  // namespace bordermap::ui

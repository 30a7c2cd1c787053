/// Coordinates under the pointer, scale, counts, Problems.

#include "ui/app.hpp"
#include "ui/widgets.hpp"

#include <cmath>
#include <fmt/format.h>
#include <imgui.h>

namespace bordermap::ui {

void draw_status_bar(App& app) {
    const Rect& rect = app.layout.status;
    if (rect.empty()) {
        return;
    }
    const Palette& c = app.style.colours;
    begin_panel(app, "status", rect, false, 0, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddLine({rect.x, rect.y}, {rect.right(), rect.y}, c.line);
    ImFont* font = app.style.fonts.small;
    const float y = rect.y + (rect.h - font->FontSize) / 2 - app.style.px(1);
    float x = rect.x + app.style.px(16);
    if (app.map.cursor.known()) {
        const model::LonLat& at = app.map.cursor;
        const std::string words = fmt::format("{:.4f}° {}  {:.4f}° {}", std::abs(at.lat), at.lat < 0 ? "S" : "N",
                                              std::abs(at.lon), at.lon < 0 ? "W" : "E");
        draw_text(list, font, {x, y}, c.text, words);
        x += app.style.px(190);
        draw_text(list, font, {x, y}, c.muted, fitted(font, app.map.cursor_place, app.style.px(360)));
    } else {
        draw_text(list, font, {x, y}, c.muted, app.tr("ui.status.hint"));
    }

    // From the right.
    x = rect.right() - app.style.px(16);
    const auto right = [&](const std::string& words, ImU32 colour) {
        x -= text_size(font, words).x;
        draw_text(list, font, {x, y}, colour, words);
        x -= app.style.px(20);
    };
    if (app.window.show_frame_counter) {
        const render::FrameStats& stats = app.renderer->stats();
        right(fmt::format(fmt::runtime(app.tr("ui.status.frames")), app.frames, stats.draw_calls), c.muted);
    }
    if (app.map.metres_per_px > 0) {
        // 96 px of the design to the inch.
        const double scale = app.map.metres_per_px * static_cast<double>(app.style.scale()) * 96.0 / 0.0254;
        const double power = std::pow(10.0, std::max(0.0, std::floor(std::log10(scale)) - 1.0));
        right("1 : " + number(app, static_cast<std::uint64_t>(std::round(scale / power) * power)), c.text);
    }
    const query::Counts& counts = app.selection.counts;
    const auto provinces = [&](model::Country country, const char* key, std::uint32_t count) {
        const std::string words = fmt::format("{} {}", app.tr(key), number(app, count));
        const std::string code(model::country_code(country));
        x -= text_size(font, words).x;
        ImGui::SetCursorScreenPos({x, y - app.style.px(2)});
        if (number_words(app, ("status.provinces." + code).c_str(), words, count > 0)) {
            app.show_behind({Behind::What::Provinces, code, 0, {}});
        }
        x -= app.style.px(10);
    };
    provinces(model::Country::Laos, "ui.country.la", counts.boundaries_la_1);
    provinces(model::Country::VietNam, "ui.country.vn", counts.boundaries_vn_1);
    right(app.tr("ui.layer.provinces") + ":", c.muted);
    if (const std::size_t problems = app.data->problems.size(); problems > 0) {
        const std::string words = fmt::format(fmt::runtime(app.tr("ui.status.problems")), problems);
        const float width = text_size(font, words).x + app.style.px(34);
        ImGui::SetCursorScreenPos({x - width, rect.y + app.style.px(2)});
        ButtonLook look;
        look.icon = Icon::Warning;
        look.label = words;
        look.quiet = true;
        look.height = 24;
        if (button(app, "problems", look)) {
            app.open(Dialog::Problems);
        }
    }
    end_panel();
}

}  // namespace bordermap::ui

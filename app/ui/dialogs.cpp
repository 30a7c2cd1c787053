/// Problems, About, keys; and the frame that all dialogs share.

#include "render/gl/context.hpp"
#include "ui/app.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <imgui.h>
#include <set>

namespace bordermap::ui {
bool begin_dialog(App& app, const char* name, const std::string& title, float width, float height) {
    const float w = std::min(app.style.px(width), static_cast<float>(app.width) - app.style.px(32));
    const float h = height > 0 ? std::min(app.style.px(height), static_cast<float>(app.height) - app.style.px(32)) : 0;
    ImGui::SetNextWindowPos({static_cast<float>(app.width) / 2, static_cast<float>(app.height) / 2}, ImGuiCond_Always,
                            {0.5F, 0.5F});
    ImGui::SetNextWindowSize({w, h});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {app.style.px(24), app.style.px(20)});
    if (std::exchange(app.window.dialog_opened, false)) {
        ImGui::OpenPopup(name);
    }
    const bool open = ImGui::BeginPopupModal(name, nullptr,
                                             ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove |
                                                 ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoSavedSettings |
                                                 (height > 0 ? 0 : ImGuiWindowFlags_AlwaysAutoResize));
    ImGui::PopStyleVar();
    if (!open) {
        app.window.dialog = Dialog::None;
        return false;
    }
    const float x = ImGui::GetCursorPosX(), y = ImGui::GetCursorPosY();
    text_wrapped(app, app.style.fonts.headline, app.style.colours.text, title, w - app.style.px(100));
    const float after = ImGui::GetCursorPosY();
    ImGui::SetCursorPos({w - app.style.px(24 + 30), y - app.style.px(4)});
    if (icon_button(app, "dialog.close", Icon::Close, "Esc", false, 30)) {
        app.window.dialog = Dialog::None;
        ImGui::CloseCurrentPopup();
    }
    ImGui::SetCursorPos({x, after + app.style.px(4)});
    app.mark("dialog", ImGui::GetWindowPos().x, ImGui::GetWindowPos().y, ImGui::GetWindowSize().x,
             ImGui::GetWindowSize().y);
    return true;
}

void end_dialog(App& app) {
    if (app.window.dialog == Dialog::None) {
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
}

void draw_dialogs(App& app) {
    const Dialog shown = app.window.dialog != Dialog::None ? app.window.dialog : app.window.dialog_shown;
    app.window.dialog_shown = app.window.dialog;
    switch (shown) {
        case Dialog::Export:
            draw_export_dialog(app);
            break;
        case Dialog::Problems:
            draw_problems(app);
            break;
        case Dialog::About:
            draw_about(app);
            break;
        case Dialog::Help:
            draw_help(app);
            break;
        case Dialog::None:
            break;
    }
}

void draw_problems(App& app) {
    const auto& problems = app.data->problems;
    if (!begin_dialog(app, "problems dialog", fmt::format("{}  {}", app.tr("ui.problems"), problems.size()), 860,
                      620)) {
        return;
    }
    const Palette& c = app.style.colours;
    text_wrapped(app, app.style.fonts.body, c.muted,
                 app.tr(problems.empty() ? "ui.problems.none" : "ui.problems.note"));
    const float footer = app.style.px(52);
    ImGui::BeginChild("problem list", {0, -footer});
    for (const model::Problem& problem : problems) {
        const std::size_t slash = problem.file.find_last_of('/');
        std::string where = slash == std::string::npos ? problem.file : problem.file.substr(slash + 1);
        if (problem.row >= 0) {
            where += fmt::format(" · {} {}", app.tr("ui.problems.row"), problem.row);
        }
        if (!problem.field.empty()) {
            where += " · " + problem.field;
        }
        const ImVec2 at = ImGui::GetCursorScreenPos();
        draw_icon(ImGui::GetWindowDrawList(), Icon::Warning, {at.x + app.style.px(9), at.y + app.style.px(10)},
                  app.style.px(16), problem.severity == model::Severity::Error ? c.warning : c.muted);
        ImGui::Indent(app.style.px(28));
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, app.style.px(1)});
        text_wrapped(app, app.style.fonts.body, c.text, problem.message);
        text_wrapped(app, app.style.fonts.small, c.muted, problem.cure.empty() ? where : where + " · " + problem.cure);
        ImGui::PopStyleVar();
        ImGui::Unindent(app.style.px(28));
        ImGui::Dummy({0, app.style.px(6)});
    }
    ImGui::EndChild();
    ButtonLook look;
    look.icon = Icon::Copy;
    look.label = app.tr("ui.copy_all");
    look.enabled = !problems.empty();
    look.height = 36;
    if (button(app, "problems.copy", look)) {
        std::string all;
        for (const model::Problem& problem : problems) {
            all += model::format_problem(problem) + "\n";
        }
        ImGui::SetClipboardText(all.c_str());
        app.say(app.tr("ui.copied"));
    }
    end_dialog(app);
}

void draw_about(App& app) {
    if (!begin_dialog(app, "about dialog", app.tr("ui.title"), 760, 640)) {
        return;
    }
    const Palette& c = app.style.colours;
    text_wrapped(app, app.style.fonts.body, c.text, app.tr("ui.subtitle"));
    ImGui::BeginChild("about text");
    const auto heading = [&](std::string_view key) {
        ImGui::Dummy({0, app.style.px(8)});
        text_wrapped(app, app.style.fonts.strong, c.text, app.tr(key));
    };
    text_wrapped(app, app.style.fonts.body, c.muted, app.tr("ui.about.disclaimer"));
    if (app.ready()) {
        const model::Dataset& data = *app.data->dataset;
        heading("ui.about.data");
        text_wrapped(app, app.style.fonts.body, c.text,
                     fmt::format(fmt::runtime(app.tr("ui.about.counts")), number(app, data.boundaries.size()),
                                 number(app, data.units.size()), number(app, data.agreements.size()),
                                 number(app, data.events.size()), number(app, data.incidents.size()),
                                 number(app, data.gates.size())));
        for (const catalog::LayerInfo& layer : app.data->layers) {
            const std::size_t slash = layer.file.find_last_of('/');
            text_wrapped(
                app, app.style.fonts.small, c.muted,
                fmt::format("{} · {} · {} / {}", slash == std::string::npos ? layer.file : layer.file.substr(slash + 1),
                            layer.driver, number(app, layer.loaded), number(app, layer.rows)));
        }
        // Publishers with their licences, each once.
        std::map<std::string, std::set<std::string>> publishers;
        for (const model::Source& source : data.sources) {
            publishers[source.publisher].insert(source.licence);
        }
        heading("ui.about.sources");
        for (const auto& [publisher, licences] : publishers) {
            std::string line = display_text(publisher);
            for (const std::string& licence : licences) {
                line += licence.empty() ? "" : " · " + licence;
            }
            text_wrapped(app, app.style.fonts.small, c.text, line);
        }
    }
    heading("ui.about.programs");
    text_wrapped(app, app.style.fonts.small, c.text,
                 "Dear ImGui (MIT) · GLFW (zlib) · GDAL (MIT) · GEOS (LGPL-2.1) · PROJ (MIT) · HarfBuzz (MIT) · "
                 "FreeType (FTL) · ICU (Unicode) · "
                 "glad (MIT) · nlohmann/json (MIT) · fmt (MIT) · CLI11 (BSD-3-Clause) · GLM (MIT) · Noto Sans, Noto "
                 "Sans Lao (OFL-1.1)");
    heading("ui.about.graphics");
    text_wrapped(app, app.style.fonts.small, c.muted, render::gl_description());
    if (app.ready()) {
        text_wrapped(app, app.style.fonts.small, c.muted,
                     fmt::format(fmt::runtime(app.tr("ui.about.loaded")), app.data->seconds));
    }
    ImGui::EndChild();
    end_dialog(app);
}

void draw_help(App& app) {
    if (!begin_dialog(app, "help dialog", app.tr("ui.help.keys"), 860, 0)) {
        return;
    }
    const Palette& c = app.style.colours;
    struct Key {
        const char* keys;
        const char* words;
    };
    static constexpr std::array kLeft{Key{"ui.key.drag", "ui.help.pan"},
                                      Key{"ui.key.arrows", "ui.help.pan"},
                                      Key{"ui.key.wheel", "ui.help.zoom_cursor"},
                                      Key{"ui.key.double", "ui.help.zoom_in"},
                                      Key{"+  -", "ui.help.zoom"},
                                      Key{"Home, 0", "ui.fit.all"},
                                      Key{"F", "ui.fit.filter"},
                                      Key{"G", "ui.fit.selected"},
                                      Key{"ui.key.click", "ui.help.select"},
                                      Key{"ui.key.ctrl_click", "ui.help.filter_place"},
                                      Key{"ui.key.right", "ui.help.menu"},
                                      Key{"I", "ui.help.incidents"},
                                      Key{"N", "ui.help.measure"},
                                      Key{"K", "ui.help.classing"},
                                      Key{"Esc", "ui.help.escape"}};
    static constexpr std::array kRight{Key{"C, Ctrl+Backspace", "ui.filter.clear"},
                                       Key{"Space", "ui.help.play"},
                                       Key{"[  ]", "ui.help.as_of"},
                                       Key{"Ctrl+F, /", "ui.help.search"},
                                       Key{"Ctrl+Z", "ui.undo"},
                                       Key{"Ctrl+Shift+Z", "ui.redo"},
                                       Key{"Ctrl+E", "ui.export.menu"},
                                       Key{"F11", "ui.present"},
                                       Key{"H, Tab", "ui.panels.hide"},
                                       Key{"T", "ui.theme"},
                                       Key{"F5", "ui.theme.reread"},
                                       Key{"L", "ui.language"},
                                       Key{"1 … 5", "ui.help.modes"},
                                       Key{"M", "ui.help.meetings"},
                                       Key{"F1, ?", "ui.help.keys"}};
    const float half = (ImGui::GetContentRegionAvail().x - app.style.px(24)) / 2;
    const ImVec2 start = ImGui::GetCursorScreenPos();
    float bottom = start.y;
    const auto column = [&](float x, const auto& keys) {
        float y = start.y;
        for (const Key& key : keys) {
            const std::string_view given = key.keys;
            const std::string name = given.starts_with("ui.") ? app.tr(given) : std::string(given);
            ImFont* font = app.style.fonts.small;
            const ImVec2 size = text_size(font, name);
            const float pad = app.style.px(8), h = app.style.px(24);
            ImDrawList* list = ImGui::GetWindowDrawList();
            list->AddRectFilled({x, y}, {x + size.x + 2 * pad, y + h}, c.control, app.style.px(4));
            draw_text(list, font, {x + pad, y + (h - size.y) / 2}, c.text, name);
            const float words_x = x + app.style.px(158);
            draw_text(list, app.style.fonts.body, {words_x, y + app.style.px(3)}, c.text,
                      fitted(app.style.fonts.body, app.tr(key.words), x + half - words_x));
            y += app.style.px(34);
        }
        bottom = std::max(bottom, y);
    };
    column(start.x, kLeft);
    column(start.x + half + app.style.px(24), kRight);
    ImGui::SetCursorScreenPos({start.x, bottom});
    ImGui::Dummy({half, app.style.px(1)});
    if (switch_row(app, "frames", app.tr("ui.help.frames"), app.window.show_frame_counter)) {
        app.window.show_frame_counter = !app.window.show_frame_counter;
    }
    end_dialog(app);
}

}  // namespace bordermap::ui
